//! The date of an event, typed in whatever way people write dates: what it means stands below while it is typed, where it
//! can mean several days the user says which, and EDTF is what is kept.

use egui::{Key, Ui};

use crate::edit::Field;
use crate::io::import::{Meaning, TypedDate, typed_date};
use crate::model::EventDate;
use crate::model::date::DateError;
use crate::scene::TextStyle;
use crate::ui::commands::{Command, SelectCommand};
use crate::ui::inspector::form::{Form, Look};
use crate::ui::inspector::labels::label;
use crate::ui::widgets;

/// The name of the field.
const DATE: &str = "Date";

/// At most so many meanings are offered: three calendars in two orders.
const MOST_MEANINGS: usize = 6;

/// Shows the field and what is typed means, or what is wrong with it and what to write instead.
pub fn show(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let look = Look { hint: "16 October 1962, 1962-10-16, 23 Mehr 1403…", ..Look::line(DATE) };
    let typed = form.text(ui, look, form.event.date.text());
    let is_done =
        typed.left && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Tab));
    match typed_date(&typed.text) {
        TypedDate::Meant(date, words) => {
            meant(ui, form, &typed.text, &date, words);
            if typed.changed {
                form.set(Field::Date(date));
            }
            if typed.left {
                form.drafts.remove(DATE);
            }
            if is_done {
                reveal(form);
            }
        }
        TypedDate::Open(meanings) => ask(ui, form, meanings),
        TypedDate::Wrong(error) => wrong(ui, form, &error),
    }
}

/// What was understood, and how it is kept where it was typed otherwise.
fn meant(ui: &mut Ui, form: &Form<'_, '_>, typed: &str, date: &EventDate, words: Option<String>) {
    let words = words.unwrap_or_else(|| date.in_words());
    let text = match typed.trim() == date.text() {
        true => words,
        false => format!("{words}, saved as {}", date.text()),
    };
    form.remark(ui, &text, form.shown.theme.text_muted);
}

/// Several days can be meant: the user says which.
fn ask(ui: &mut Ui, form: &mut Form<'_, '_>, meanings: Vec<Meaning>) {
    let theme = form.shown.theme;
    form.remark(ui, "Which of these do you mean?", theme.warning);
    let mut chosen = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        label(ui, "", theme);
        ui.vertical(|ui| {
            for meaning in meanings.into_iter().take(MOST_MEANINGS) {
                let style = TextStyle::regular(12.5);
                if widgets::text_button(ui, &meaning.words, style, theme.coincidence_text).clicked() {
                    chosen = Some(meaning.date);
                }
            }
        });
    });
    still(ui, form);
    if let Some(date) = chosen {
        form.end();
        form.set(Field::Date(date));
        form.end();
        form.drafts.remove(DATE);
        reveal(form);
    }
}

fn wrong(ui: &mut Ui, form: &Form<'_, '_>, error: &DateError) {
    let theme = form.shown.theme;
    form.remark(ui, &error.message, theme.error);
    if let Some(hint) = &error.hint {
        form.remark(ui, hint, theme.text_muted);
    }
    still(ui, form);
}

/// What the document says until the field says something that can be kept.
fn still(ui: &mut Ui, form: &Form<'_, '_>) {
    let kept = format!("Still {} until corrected", form.event.date.in_words());
    form.remark(ui, &kept, form.shown.theme.text_muted);
}

/// An event that was moved in time by its date stays in view.
fn reveal(form: &mut Form<'_, '_>) {
    if let Some(ix) = form.shown.selection.event {
        form.commands.push_back(Command::Select(SelectCommand::Reveal(ix)));
    }
}
