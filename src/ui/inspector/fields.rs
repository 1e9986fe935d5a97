//! The fields of an event as they are typed: what can be understood goes to the document at once, what cannot
//! stays here with what is wrong with it.

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange};
use egui::{Id, Response, TextEdit, Ui, WidgetInfo};

use super::event::label;
use crate::edit::{Edit, Field};
use crate::model::{Event, calendar, country};
use crate::scene::TextStyle;
use crate::ui::command::{Command, Commands, EditCommand};
use crate::ui::{Shown, widgets};

/// What was typed into each field, where it is being typed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    title: Option<String>,
    date: Option<String>,
    country: Option<String>,
    place: Option<String>,
    summary: Option<String>,
    note: Option<String>,
}

/// Shows the fields.
pub fn show(ui: &mut Ui, shown: &Shown<'_>, event: &Event, drafts: &mut Drafts, commands: &mut Commands) {
    let theme = shown.theme;
    let mut set = |field: Field| {
        let edit = Edit::SetField { event: event.id.clone(), field };
        commands.push_back(Command::Edit(EditCommand::Apply(edit)));
    };
    ui.add_space(4.0);
    let mut ended = false;
    let (typed, end) = field(ui, shown, "Title", &event.title, &mut drafts.title, 1);
    ended |= end;
    match typed {
        Some(text) if text.trim().is_empty() => {}
        Some(text) => set(Field::Title(text)),
        None => {}
    }
    if drafts.title.as_deref().is_some_and(|text| text.trim().is_empty()) {
        widgets::paragraph(ui, "A title cannot be empty", TextStyle::regular(12.5), theme.error);
    }
    let (typed, end) = field(ui, shown, "Date", event.date.text(), &mut drafts.date, 1);
    ended |= end;
    if let Some(Ok(date)) = typed.map(|text| calendar::read(&text)) {
        set(Field::Date(date));
    }
    // What was typed in another calendar shows as it is kept once the field is left.
    if end && drafts.date.as_deref().is_some_and(|text| matches!(calendar::typed(text), Some(Ok(_)))) {
        drafts.date = None;
    }
    date_meaning(ui, shown, event, drafts.date.as_deref());
    let (typed, end) = field(ui, shown, "Country", &event.country, &mut drafts.country, 1);
    ended |= end;
    match typed {
        Some(text) if text.trim().is_empty() => {}
        Some(text) => set(Field::Country(text)),
        None => {}
    }
    country_meaning(ui, shown, drafts.country.as_deref().unwrap_or(&event.country));
    let (typed, end) = field(ui, shown, "Place", &event.place, &mut drafts.place, 1);
    ended |= end;
    typed.into_iter().for_each(|text| set(Field::Place(text)));
    let (typed, end) = field(ui, shown, "Summary", &event.summary, &mut drafts.summary, 4);
    ended |= end;
    typed.into_iter().for_each(|text| set(Field::Summary(text)));
    if !shown.presenting {
        let (typed, end) = field(ui, shown, "Note", &event.note, &mut drafts.note, 3);
        ended |= end;
        typed.into_iter().for_each(|text| set(Field::Note(text)));
    }
    if ended {
        commands.push_back(Command::Edit(EditCommand::EndGroup));
    }
}

/// Gives the title the focus, all of it selected.
pub fn focus_title(ui: &Ui, drafts: &Drafts, event: &Event) {
    let id = field_id("Title");
    let text = drafts.title.as_deref().unwrap_or(&event.title);
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), id, state);
    ui.memory_mut(|memory| memory.request_focus(id));
}

fn field_id(name: &str) -> Id {
    Id::unique(("inspector", name))
}

/// One field with its name. Returns what was typed in this frame, and whether the field was left.
fn field(
    ui: &mut Ui,
    shown: &Shown<'_>,
    name: &str,
    value: &str,
    draft: &mut Option<String>,
    rows: usize,
) -> (Option<String>, bool) {
    let mut text = draft.clone().unwrap_or_else(|| value.to_owned());
    let response = ui
        .horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            label(ui, name, shown.theme);
            let edit =
                if rows == 1 { TextEdit::singleline(&mut text) } else { TextEdit::multiline(&mut text) };
            let edit = edit
                .desired_rows(rows)
                .desired_width(ui.available_width())
                .margin(egui::Margin::symmetric(8, 5));
            ui.add(edit.id(field_id(name)))
        })
        .inner;
    name_field(&response, name, &text);
    let typed = response.changed().then(|| text.clone());
    if typed.is_some() {
        *draft = Some(text);
    }
    // A field that is left shows the document's value again, but for what could not be understood.
    let ended = response.lost_focus();
    if ended && draft.as_deref() == Some(value) {
        *draft = None;
    }
    (typed, ended)
}

fn name_field(response: &Response, name: &str, text: &str) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, name);
        info.current_text_value = Some(text.to_owned());
        info
    });
}

/// What the date means, or what is wrong with it and what to write instead.
fn date_meaning(ui: &mut Ui, shown: &Shown<'_>, event: &Event, draft: Option<&str>) {
    let theme = shown.theme;
    let small = TextStyle::regular(12.5);
    if let Some(Ok(typed)) = draft.and_then(calendar::typed) {
        beside(ui, shown, &typed.words, theme.text_muted);
        beside(ui, shown, &format!("kept as {}", typed.date.text()), theme.text_muted);
        return;
    }
    match draft.map(calendar::read) {
        None => beside(ui, shown, &event.date.in_words(), theme.text_muted),
        Some(Ok(date)) => beside(ui, shown, &date.in_words(), theme.text_muted),
        Some(Err(error)) => {
            beside(ui, shown, &error.message, theme.error);
            if let Some(hint) = &error.hint {
                beside(ui, shown, hint, theme.text_muted);
            }
            let kept = format!("Until then it stays {}", event.date.in_words());
            widgets::paragraph(ui, &kept, small, theme.text_muted);
        }
    }
}

/// The lane that the country leads to, and the nearest name where it is none.
fn country_meaning(ui: &mut Ui, shown: &Shown<'_>, written: &str) {
    let theme = shown.theme;
    let written = written.trim();
    if written.is_empty() {
        beside(ui, shown, "A country cannot be empty", theme.error);
        return;
    }
    let id = shown.document.resolve_lane(written);
    let declared = shown.document.lane(&id).filter(|lane| lane.declared);
    match (declared, country::find(id.as_str()), country::nearest(written)) {
        (Some(lane), _, _) => beside(ui, shown, &lane.name, theme.text_muted),
        (None, Some(country), _) => beside(ui, shown, country.name, theme.text_muted),
        (None, None, Some(near)) => {
            let text = format!("No country is called that; did you mean {}?", near.name);
            beside(ui, shown, &text, theme.warning);
        }
        (None, None, None) => {
            beside(ui, shown, "A lane of its own: no country is called that", theme.warning);
        }
    }
}

/// A remark under a field, in line with its text.
fn beside(ui: &mut Ui, shown: &Shown<'_>, text: &str, color: crate::scene::Color) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        label(ui, "", shown.theme);
        ui.vertical(|ui| {
            widgets::paragraph(ui, text, TextStyle::regular(12.5), color);
        });
    });
}
