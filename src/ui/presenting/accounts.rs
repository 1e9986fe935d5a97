//! The accounts of an event side by side beside the timeline: one after the other, then what each leaves out. Words that
//! no other account has are marked, so that a room sees where they differ.

use std::collections::HashSet;

use egui::text::LayoutJob;
use egui::{Color32, CornerRadius, Frame, Margin, Panel, ScrollArea, Ui};

use super::state::Stage;
use super::{LEAST_TEXT_PT, scale_of};
use crate::model::{Account, Event};
use crate::paint;
use crate::scene::{TextStyle, Theme};
use crate::ui::PanelContext;
use crate::ui::widgets;

/// From this width on, in points, the accounts stand at the right; below it under the timeline.
const WIDE_PT: f32 = 560.0;
/// So much more of the width they get where they do not fit its third.
const MUCH: f32 = 1.35;
/// The least width of the accounts there.
const LEAST_PT: f32 = 240.0;

/// Shows them: at the right of a wide window, where they take a third, else below.
/// `room` is the size of the whole picture in points.
pub(crate) fn show(ui: &mut Ui, shown: &PanelContext<'_>, event: &Event, stage: &Stage, room: egui::Vec2) {
    let (theme, window) = (shown.theme, ui.available_rect_before_wrap().size());
    let scale = scale_of(room);
    let frame =
        Frame::new().fill(Color32::from(theme.panel)).inner_margin(Margin::same((24.0 * scale) as i8));
    let is_wide = window.x >= WIDE_PT && window.x > window.y * 1.2;
    let third = (window.x / 3.0).max(LEAST_PT);
    let accounts = event.accounts.get(..stage.accounts).unwrap_or(&event.accounts);
    // What is much to read gets more room from the first account on, so that nothing moves when the last one comes.
    let fits = height(ui, event, third, scale) <= window.y;
    let panel = match is_wide {
        true => Panel::right("accounts").exact_size(if fits { third } else { third * MUCH }),
        false => Panel::bottom("accounts").exact_size(window.y * 0.45),
    };
    panel.resizable(false).frame(frame).show(ui, |ui| {
        // The account that came last is the one that is spoken of.
        ScrollArea::vertical().auto_shrink(false).stick_to_bottom(true).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 10.0 * scale;
            let title = TextStyle::semibold((22.0 * scale).max(LEAST_TEXT_PT));
            widgets::paragraph(ui, &event.title, title, theme.text);
            let words: Vec<Words> = accounts.iter().map(Words::of).collect();
            for (at, account) in accounts.iter().enumerate() {
                let others = || {
                    words.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, words)| words)
                };
                card(ui, shown, account, &Marked::of(&words[at], others()), stage.omits, scale);
            }
        });
    });
}

/// About how high all accounts are in a panel of a width, in points.
fn height(ui: &Ui, event: &Event, width: f32, scale: f32) -> f32 {
    let (margin, inner, gap) = (48.0 * scale, 36.0 * scale, 10.0 * scale);
    let text = |text: &str, points: f32, width: f32| {
        let style = TextStyle::regular((points * scale).max(LEAST_TEXT_PT));
        let color = crate::scene::Color::TRANSPARENT;
        if text.is_empty() {
            0.0
        } else {
            widgets::paragraph_galley(ui, text, style, color, width).size().y + gap
        }
    };
    let card = |account: &Account| {
        let width = width - margin - inner;
        let quote = account.quote.as_deref().unwrap_or_default();
        let left_out = account.omits.join("; ");
        let lines = [(account.by.as_str(), 20.0), (&account.says, 22.0), (quote, 20.0), (&left_out, 20.0)];
        lines.iter().map(|(line, points)| text(line, *points, width)).sum::<f32>() + inner
    };
    margin + text(&event.title, 22.0, width - margin) + event.accounts.iter().map(card).sum::<f32>()
}

fn card(ui: &mut Ui, shown: &PanelContext<'_>, account: &Account, marked: &Marked, omits: bool, scale: f32) {
    let theme = shown.theme;
    let frame = Frame::new()
        .fill(Color32::from(theme.field))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::same((18.0 * scale) as i8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let by = crate::ui::inspector::accounts::by(shown, account);
        let grade = account.grade.map(|grade| format!("  {grade}")).unwrap_or_default();
        widgets::paragraph(
            ui,
            &format!("{by}{grade}"),
            TextStyle::semibold((20.0 * scale).max(LEAST_TEXT_PT)),
            theme.text,
        );
        if !account.says.is_empty() {
            marked.paragraph(ui, &account.says, TextStyle::regular((22.0 * scale).max(LEAST_TEXT_PT)), theme);
        }
        if let Some(quote) = account.quote.as_deref().filter(|quote| !quote.is_empty()) {
            marked.paragraph(
                ui,
                &format!("“{quote}”"),
                TextStyle::regular((20.0 * scale).max(LEAST_TEXT_PT)).slanted(),
                theme,
            );
        }
        if omits && !account.omits.is_empty() {
            let text = format!("Leaves out: {}", account.omits.join("; "));
            widgets::paragraph(
                ui,
                &text,
                TextStyle::regular((20.0 * scale).max(LEAST_TEXT_PT)),
                theme.coincidence_text,
            );
        }
    });
}

/// The words of an account, folded.
struct Words(HashSet<String>);

impl Words {
    fn of(account: &Account) -> Self {
        let texts = [account.says.as_str(), account.quote.as_deref().unwrap_or_default()];
        Self(texts.into_iter().flat_map(words_of).map(|(word, _)| folded(word)).collect())
    }
}

/// The words of an account that no other has.
struct Marked(HashSet<String>);

impl Marked {
    /// Where two tell much the same in the same words, each that differs is marked. Where they do not, all words differ:
    /// then only numbers and names are.
    fn of<'a>(own: &Words, others: impl Iterator<Item = &'a Words>) -> Self {
        let others: Vec<&Words> = others.collect();
        if others.is_empty() {
            return Self(HashSet::new());
        }
        let is_shared = |word: &&String| others.iter().any(|other| other.0.contains(*word));
        let shared = own.0.iter().filter(is_shared).count();
        let much = shared * 2 >= own.0.len();
        let differs = own.0.iter().filter(|word| !is_shared(word));
        Self(differs.filter(|word| much || word.starts_with(NAME)).cloned().collect())
    }

    /// A paragraph with the marked words on a ground of their own.
    fn paragraph(&self, ui: &mut Ui, text: &str, style: TextStyle, theme: &Theme) {
        if !paint::bidi::is_left_to_right(text) || self.0.is_empty() {
            widgets::paragraph(ui, text, style, theme.text);
            return;
        }
        let plain = paint::job(text, style, theme.text);
        let Some(format) = plain.sections.first().map(|section| section.format.clone()) else { return };
        let mut job = LayoutJob::default();
        let mut done = 0;
        for (word, at) in words_of(text).filter(|(word, _)| self.0.contains(&folded(word))) {
            job.append(&text[done..at], 0.0, format.clone());
            let ground = egui::TextFormat { background: Color32::from(theme.found), ..format.clone() };
            job.append(word, 0.0, ground);
            done = at + word.len();
        }
        job.append(&text[done..], 0.0, format);
        job.wrap.max_width = ui.available_width();
        let galley = ui.painter().layout_job(job);
        widgets::copyable_text::label(ui, galley, text);
    }
}

/// Stands before a folded word that is a name or a number.
const NAME: char = '\u{1}';

/// The words of a text with where each begins.
fn words_of(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(move |word| (word, word.as_ptr() as usize - text.as_ptr() as usize))
}

/// A word without upper case, and whether it is a name or a number.
fn folded(word: &str) -> String {
    let lower = word.to_lowercase();
    let is_name = word.chars().any(|c| c.is_ascii_digit())
        || word.chars().skip(1).any(char::is_uppercase)
        || word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 3;
    if is_name { format!("{NAME}{lower}") } else { lower }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(own: &str, other: &str) -> Vec<String> {
        let words = |says: &str| Words::of(&Account { says: says.into(), ..Account::default() });
        let marked = Marked::of(&words(own), std::iter::once(&words(other)));
        let mut list: Vec<String> = marked.0.into_iter().map(|word| word.replace(NAME, "")).collect();
        list.sort();
        list
    }

    #[test]
    fn what_differs_is_marked_and_not_everything() {
        assert_eq!(marked("They met for two hours in Baku", "They met for three hours in Baku"), ["two"]);
        assert_eq!(
            marked("The sides discussed COP29 and trade", "A routine meeting of friends took place"),
            ["cop29"],
            "of two tales that share no words only names and numbers are"
        );
        assert!(marked("Same", "Same").is_empty());
        assert!(Marked::of(&Words::of(&Account::default()), std::iter::empty()).0.is_empty());
    }
}
