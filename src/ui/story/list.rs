//! The steps, each with its picture, number, title, days and time; dragged into another order.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CursorIcon, Galley, Rect, Sense, Stroke, TextureHandle, Ui, WidgetInfo, pos2, vec2};

use super::StoryState;
use crate::model::{EventDate, Step, brief};
use crate::scene::{Color, TextStyle};
use crate::ui::commands::{Command, Commands, StoryCommand};
use crate::ui::context_menu;
use crate::ui::presenting::overview::picture_in;
use crate::ui::{PanelContext, widgets};

/// Height of a step in the list, in points.
const ROW_PT: f32 = 66.0;
/// The size of its picture, in points.
const PICTURE: (f32, f32) = (94.0, 53.0);
/// Height of the line that tells its days, in points.
const DAYS_PT: f32 = 18.0;
/// Width of what it is dragged by, in points.
const HANDLE_PT: f32 = 20.0;

/// Shows them.
pub(super) fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    pictures: &[Option<TextureHandle>],
    state: &mut StoryState,
    commands: &mut Commands,
) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let story = shown.document.story();
    let mut rows: Vec<Rect> = Vec::with_capacity(story.len());
    for (at, step) in story.iter().enumerate() {
        let picture = pictures.get(at).and_then(Option::as_ref);
        rows.push(row(ui, shown, (at, step), picture, state, commands));
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    drag(ui, shown, &rows, state, commands);
}

fn row(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    (at, step): (usize, &Step),
    picture: Option<&TextureHandle>,
    state: &mut StoryState,
    commands: &mut Commands,
) -> Rect {
    let theme = shown.theme;
    let chosen = state.chosen == Some(at);
    let name = format!("Step {}: {}", at + 1, step.title);
    let (rect, response) = widgets::row(ui, ROW_PT, chosen, theme, &name);
    if response.clicked() {
        commands.push_back(Command::Story(StoryCommand::Choose(at)));
    }
    response.context_menu(|ui| context_menu::step(ui, shown, at, commands));
    let handle = Rect::from_min_size(rect.min, vec2(HANDLE_PT, rect.height()));
    if !shown.read_only {
        let id = ui.scope_id().with(("handle", at));
        let grip = ui.interact(handle, id, Sense::drag());
        grip.widget_info(|| WidgetInfo::labeled(Role::Group, true, format!("Drag step {}", at + 1)));
        if grip.drag_started() {
            state.dragged = Some(at);
        }
        let color = if grip.hovered() { theme.text } else { theme.text_faint };
        for (x, y) in [(0.0, 0), (5.0, 0), (0.0, 1), (5.0, 1), (0.0, 2), (5.0, 2)] {
            let at = pos2(handle.left() + 4.0 + x, handle.center().y - 6.0 + 6.0 * y as f32);
            ui.painter().circle_filled(at, 1.4, egui::Color32::from(color));
        }
        grip.on_hover_cursor(CursorIcon::Grab);
    }
    let place = Rect::from_min_size(
        pos2(handle.right() + 2.0, rect.center().y - PICTURE.1 / 2.0),
        vec2(PICTURE.0, PICTURE.1),
    );
    picture_in(ui, theme, place, picture, chosen);
    let left = place.right() + 12.0;
    let time = step.seconds.map(duration).unwrap_or_default();
    let width = widgets::galley(ui, &time, TextStyle::regular(12.5), theme.text_muted).size().x;
    let right = pos2(rect.right() - width, rect.center().y);
    widgets::put(ui, right, &time, TextStyle::regular(12.5), theme.text_muted, width + 1.0);
    let room = rect.right() - width - 10.0 - left;
    let style = if chosen { TextStyle::semibold(13.5) } else { TextStyle::regular(13.5) };
    let title = format!("{}  {}", at + 1, step.title);
    let (titled, height) = title_in(ui, &title, style, theme.text, room);
    let top = rect.center().y - (height + DAYS_PT) / 2.0;
    ui.painter().galley(pos2(left, top), titled, theme.text.into());
    let below = pos2(left, top + height + DAYS_PT / 2.0 + 1.0);
    widgets::put(ui, below, &days(step), TextStyle::regular(12.5), theme.text_muted, room);
    rect
}

/// A title over two lines where it needs them, and how high that is; a longer one is cut on one line.
fn title_in(ui: &Ui, title: &str, style: TextStyle, color: Color, room: f32) -> (Arc<Galley>, f32) {
    let one = widgets::cut(ui, title, style, color, room);
    let several = widgets::paragraph_galley(ui, &brief(title), style, color, room);
    let galley = if several.rows.len() == 2 { several } else { one };
    let height = galley.size().y;
    (galley, height)
}

/// Moves the step that the mouse drags; a line shows where it goes.
fn drag(ui: &Ui, shown: &PanelContext<'_>, rows: &[Rect], state: &mut StoryState, commands: &mut Commands) {
    let Some(from) = state.dragged else { return };
    let Some(at) = ui.input(|input| input.pointer.interact_pos()) else {
        state.dragged = None;
        return;
    };
    // The gap between two steps that is nearest.
    let gap = rows.iter().filter(|row| row.center().y < at.y).count();
    let to = if gap > from { gap - 1 } else { gap };
    if let Some(edge) = rows.get(gap).map(Rect::left_top).or_else(|| rows.last().map(Rect::left_bottom)) {
        let width = rows.first().map_or(0.0, Rect::width);
        let line = egui::Rangef::new(edge.x, edge.x + width);
        let stroke = Stroke::new(2.0, egui::Color32::from(shown.theme.chip));
        ui.painter().hline(line, edge.y - 1.0, stroke);
    }
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    if ui.input(|input| input.pointer.any_released()) {
        state.dragged = None;
        if to != from {
            commands.push_back(Command::Story(StoryCommand::Move { from, to }));
        }
    } else if ui.input(|input| !input.pointer.any_down()) {
        state.dragged = None;
    }
}

/// The days that a step shows, in short words.
pub(super) fn days(step: &Step) -> String {
    if step.counts_days() {
        return format!("days {} to {}", step.from, step.to);
    }
    let range = match (step.from.as_str(), step.to.as_str()) {
        ("", "") => return "as its events need".to_owned(),
        (from, "") => format!("{from}/.."),
        ("", to) => format!("../{to}"),
        (from, to) if from == to => from.to_owned(),
        (from, to) => format!("{from}/{to}"),
    };
    EventDate::parse(&range).map_or(range, |date| date.in_words())
}

/// "40 s", "4 min 40 s".
pub(super) fn duration(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_days_in_words() {
        assert_eq!([5, 60, 280].map(duration), ["5 s", "1 min", "4 min 40 s"]);
        let step = |from: &str, to: &str| Step { from: from.into(), to: to.into(), ..Step::default() };
        assert!(days(&step("2024-10-10", "2024-10-20")).contains("2024"));
        assert_eq!(days(&step("", "")), "as its events need");
        let counted = Step { align: "tag:attack".into(), ..step("-3", "9") };
        assert_eq!(days(&counted), "days -3 to 9");
    }
}
