//! What a hand finds on a density strip: how many events stand behind a column, and the way to each of them, by a
//! list or, where they are too many for one, by zooming in.

use egui::Ui;

use super::canvas::{CanvasInput, CanvasState, canvas_id};
use super::command::{Command, Commands, ViewCommand};
use super::{gestures, widgets};
use crate::layout::{Canvas, Viewport};
use crate::scene::{Pos2, TextStyle, Vec2};

/// The longest list that a column opens.
const MAX_LISTED: u32 = 2_000;

/// How much a press without a pointer, by a screen reader, zooms in.
const ZOOM: f64 = 0.25;

/// Opens the list of a column's events at a position of the window, or zooms in; false where there is no column.
pub(super) fn press(
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    canvas: &Canvas,
    origin: Vec2,
    pointer: Option<Pos2>,
    commands: &mut Commands,
) -> bool {
    let Some(at) = pointer else {
        commands.push_back(Command::View(ViewCommand::Zoom(ZOOM)));
        return true;
    };
    let Some(column) = canvas.column(at - origin) else { return false };
    let (from, to) = column.range;
    if column.count > MAX_LISTED {
        let margin = (to - from) / 2.0;
        let scroll = input.view.viewport().scroll;
        let viewport = Viewport { from: from - margin, days: to - from + 2.0 * margin, scroll };
        commands.push_back(Command::View(ViewCommand::GoTo(viewport)));
        return true;
    }
    let entries = input.index.lane(column.lane).map(|lane| lane.beginning_between(from, to));
    let events = entries.unwrap_or_default().iter().map(|entry| entry.ix).collect();
    state.hidden_list = Some((at, events));
    true
}

/// How many events stand behind the column under the pointer, and from when to when.
pub(super) fn count_ui(ui: &Ui, input: &CanvasInput<'_>, canvas: &Canvas, origin: Vec2, at: Pos2) {
    let Some(column) = canvas.column(at - origin) else { return };
    let (first, last) = (gestures::day_at(column.range.0), gestures::day_at(column.range.1));
    let events = if column.count == 1 { "1 event".to_owned() } else { format!("{} events", column.count) };
    let days =
        if first == last { first.medium() } else { format!("{} – {}", first.medium(), last.medium()) };
    let anchor = column.rect.translate(origin);
    let theme = input.shown.theme;
    let id = canvas_id().with("count");
    egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, anchor).gap(6.0).show(|ui| {
        widgets::line(ui, &events, TextStyle::semibold(13.0), theme.text);
        widgets::line(ui, &days, TextStyle::regular(12.5), theme.text_muted);
    });
}
