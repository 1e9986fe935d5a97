//! The field in the middle of the bar: what is searched for, how much was found, whether the rest is hidden.
//! What could be meant and what is wrong stand in a list below it.

mod cursor;
pub(crate) mod highlight;
pub(crate) mod suggestions;

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, FontId, Frame, Galley, Key, Modifiers, Rect, RichText, Sense, Stroke, StrokeKind,
    TextBuffer, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::commands::{Command, Commands, SearchCommand, ViewCommand};
use super::ids::field_id;
use super::state::search::Search;
use super::widgets::style::SMALL;
use super::{PanelContext, widgets};
use crate::analysis::{Completion, Matcher, QueryError};
use crate::model::going::Here;
use crate::model::grouped;
use crate::scene::{Color, TextStyle};
use suggestions::Offers;

/// What stands in the field while it is empty.
const HINT: &str = "Search events… e.g. tag:diplomacy after:2024-10";
/// Height of the field, in points.
pub const HEIGHT_PT: f32 = 26.0;
/// With less room than this, in points, the field has no switch for the rest; the menu has it too.
const ROOM_FOR_SWITCH_PT: f32 = 250.0;

/// How much larger it all is over the picture that a room sees.
pub const FOR_ROOM: f32 = 1.6;

/// How large the field is here, 1 as a rule.
fn scale(shown: &PanelContext<'_>) -> f32 {
    if shown.presenting { FOR_ROOM } else { 1.0 }
}

/// Shows the field. `matcher` completes what is typed, once it is there.
pub fn show(
    ui: &mut Ui,
    rect: Rect,
    shown: &PanelContext<'_>,
    search: &Search,
    matcher: Option<&Matcher>,
    here: &Here,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let focused = ui.memory(|memory| memory.has_focus(field_id()));
    ui.painter().rect_filled(rect, CornerRadius::same(6), Color32::from(theme.field));
    if focused {
        let edge = Stroke::new(1.5, Color32::from(theme.focus));
        ui.painter().rect_stroke(rect, CornerRadius::same(6), edge, StrokeKind::Inside);
    }
    let mut offers = Offers::of(ui, search, matcher, here, focused);
    let mut text = search.text.clone();
    if focused && let Some(completion) = keys(ui, &mut offers, commands) {
        take(ui, &mut text, &offers, &completion, commands);
    }
    let wrong = search.wrong.as_ref().filter(|error| !offers.may_mend(error));
    let right = controls(ui, rect, shown, search, wrong, commands);
    let room = Rect::from_min_max(pos2(rect.left() + 12.0, rect.top()), pos2(right - 6.0, rect.bottom()));
    field(ui, room, shown, wrong, &mut text, !offers.is_empty(), commands);
    if let Some(completion) = suggestions::show(ui, rect, shown, search, &mut offers, focused) {
        take(ui, &mut text, &offers, &completion, commands);
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }
    offers.keep(ui, &text);
}

/// Reads the keys that walk the hits and the list before the field sees them. Returns what was chosen.
fn keys(ui: &Ui, offers: &mut Offers, commands: &mut Commands) -> Option<Completion> {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if !offers.is_empty() {
        if pressed(Modifiers::NONE, Key::ArrowDown) {
            offers.step(true);
        }
        if pressed(Modifiers::NONE, Key::ArrowUp) {
            offers.step(false);
        }
        if pressed(Modifiers::NONE, Key::Tab) {
            return offers.chosen_or_first();
        }
    }
    if pressed(Modifiers::SHIFT, Key::Enter) {
        commands.push_back(Command::Search(SearchCommand::Next { later: false }));
    } else if pressed(Modifiers::NONE, Key::Enter) {
        if let Some(completion) = offers.chosen() {
            return Some(completion);
        }
        commands.push_back(Command::Search(SearchCommand::Next { later: true }));
    }
    None
}

/// Goes to the date that was chosen, or completes what is typed.
fn take(ui: &Ui, text: &mut String, offers: &Offers, chosen: &Completion, commands: &mut Commands) {
    match offers.days_of(chosen) {
        Some((first, last)) => commands.push_back(Command::View(ViewCommand::GoToDays(first, last))),
        None => complete(ui, text, chosen, commands),
    }
}

/// Puts a completion in the place of what was being typed, the cursor behind it.
fn complete(ui: &Ui, text: &mut String, completion: &Completion, commands: &mut Commands) {
    let Range { start, end } = completion.replace;
    if !(start <= end && text.is_char_boundary(start) && text.is_char_boundary(end)) {
        return;
    }
    let rest = text.split_off(end);
    text.truncate(start);
    text.push_str(&completion.text);
    // A value is whole: what follows is a new condition.
    if !completion.text.ends_with(':') && !rest.starts_with(' ') {
        text.push(' ');
    }
    let cursor = CCursor::new(text.chars().count());
    text.push_str(&rest);
    let mut state = TextEdit::load_state(ui.ctx(), field_id()).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(cursor)));
    TextEdit::store_state(ui.ctx(), field_id(), state);
    commands.push_back(Command::Search(SearchCommand::Ask(text.clone())));
}

/// The text itself, with what is wrong underlined.
fn field(
    ui: &mut Ui,
    room: Rect,
    shown: &PanelContext<'_>,
    wrong: Option<&QueryError>,
    text: &mut String,
    has_offers: bool,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    if text.len() > widgets::MOST_EDITED_BYTES {
        // A saved search may be of any length; this one is read and cleared, not edited.
        let at = room.left_center();
        let style = TextStyle::regular(13.0 * scale(shown));
        widgets::put(ui, at, text, style, theme.text, room.width());
        return;
    }
    let wrong = wrong.map(|error| error.at.clone());
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, _width: f32| -> Arc<Galley> {
        let size = 13.0 * scale(shown);
        let job = job(buffer.as_str(), wrong.clone(), (theme.text, theme.error), size);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let builder = UiBuilder::new().max_rect(room).layout(egui::Layout::left_to_right(egui::Align::Center));
    let hint = RichText::new(HINT).size(SMALL * scale(shown)).color(Color32::from(theme.text_muted));
    let response = ui
        .scope_builder(builder, |ui| {
            TextEdit::singleline(text)
                .char_limit(widgets::MOST_EDITED_BYTES)
                .id(field_id())
                .frame(Frame::NONE)
                .margin(egui::Margin::ZERO)
                .min_size(room.size())
                .align(egui::Align2::LEFT_CENTER)
                .hint_text(hint)
                .desired_width(room.width())
                .lock_focus(has_offers)
                .layouter(&mut layouter)
                .show(ui)
                .response
        })
        .inner;
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(text.clone()),
        ..WidgetInfo::labeled(Role::TextInput, true, "Search")
    });
    if response.changed() {
        commands.push_back(Command::Search(SearchCommand::Ask(text.clone())));
    }
}

fn job(text: &str, wrong: Option<Range<usize>>, (color, error): (Color, Color), size: f32) -> LayoutJob {
    let plain = TextFormat::simple(FontId::proportional(size), Color32::from(color));
    let underlined = TextFormat { underline: Stroke::new(1.5, Color32::from(error)), ..plain.clone() };
    let fits = |at: &Range<usize>| text.get(at.clone()).is_some();
    let mut job = LayoutJob::default();
    match wrong.filter(fits) {
        Some(at) => {
            job.append(&text[..at.start], 0.0, plain.clone());
            job.append(&text[at.clone()], 0.0, underlined);
            job.append(&text[at.end..], 0.0, plain);
        }
        None => job.append(text, 0.0, plain),
    }
    job.break_on_newline = false;
    job
}

/// How much was found, the switch and the cross, from the right; returns where they begin.
fn controls(
    ui: &Ui,
    rect: Rect,
    shown: &PanelContext<'_>,
    search: &Search,
    wrong: Option<&QueryError>,
    commands: &mut Commands,
) -> f32 {
    if !search.is_active() {
        return rect.right() - 6.0;
    }
    let theme = shown.theme;
    let of = |points: f32| points * scale(shown);
    let small = TextStyle::regular(of(12.0));
    let mut x = rect.right() - 8.0;
    let mut take = |width: f32, gap: f32| {
        let place = Rect::from_min_max(pos2(x - width, rect.top()), pos2(x, rect.bottom()));
        x -= width + gap;
        place
    };
    let place = take(of(14.0), 8.0);
    let response = ui.interact(place, field_id().with("clear"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Clear search"));
    let color = if response.hovered() { theme.text } else { theme.text_muted };
    text_in(ui, place, "×", TextStyle::regular(of(15.0)), color);
    if response.on_hover_text("Clear search (Esc)").clicked() {
        commands.push_back(Command::Search(SearchCommand::Clear));
    }
    if rect.width() >= of(ROOM_FOR_SWITCH_PT) {
        let on = search.hide_rest;
        let width = widgets::galley(ui, "only results", small, theme.text).size().x + 14.0;
        let place = take(width, 8.0).shrink2(vec2(0.0, 4.0));
        let response = ui.interact(place, field_id().with("hide the rest"), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, "Show only results"));
        let (ground, color) = match (on, response.hovered()) {
            (true, _) => (theme.chip, theme.chip_text),
            (false, true) => (theme.panel, theme.text),
            (false, false) => (theme.panel, theme.text_muted),
        };
        ui.painter().rect_filled(place, CornerRadius::same(9), Color32::from(ground));
        text_in(ui, place, "only results", small, color);
        if response.on_hover_text("Hide events that do not match").clicked() {
            commands.push_back(Command::Search(SearchCommand::HideRest));
        }
    }
    let (text, color) = match (&search.found, wrong) {
        (_, Some(_)) => ("not a valid search".to_owned(), theme.error),
        (Some(hits), None) => {
            let all = shown.document.events().len();
            let color = if hits.is_empty() { theme.warning } else { theme.text_muted };
            let more = if search.waiting { "…" } else { "" };
            (format!("{} of {}{more}", grouped(hits.len()), grouped(all)), color)
        }
        (None, None) if search.waiting => ("searching…".to_owned(), theme.text_muted),
        (None, None) => return x,
    };
    let width = widgets::galley(ui, &text, small, color).size().x;
    let place = take(width, 4.0);
    let response = ui.interact(place, field_id().with("count"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    text_in(ui, place, &text, small, color);
    let tip = wrong.map_or("Number of matching events; Enter goes to the next", |error| &error.message);
    widgets::tip(response, tip);
    x
}

fn text_in(ui: &Ui, place: Rect, text: &str, style: TextStyle, color: Color) {
    let galley = widgets::galley(ui, text, style, color);
    ui.painter().galley(place.center() - galley.size() / 2.0, galley, color.into());
}
