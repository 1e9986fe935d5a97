//! What a hand finds on a density strip: how many events stand behind a column, and the way to each of them, by a
//! list or, where they are too many for one, by zooming in.

use super::{CanvasInput, CanvasState, gestures};
use crate::layout::{Canvas, Column, Viewport};
use crate::model::{Day, EventIx};
use crate::scene::{Pos2, Vec2};
use crate::ui::commands::{Command, Commands, ViewCommand};

/// The longest list that a column of more than a day opens.
const MAX_LISTED: u32 = 2_000;

/// How much a press without a pointer, by a screen reader, zooms in.
const ZOOM: f64 = 0.25;

/// Opens the list of a column's events at a position of the window, or zooms in; false where there is no column.
pub(crate) fn press(
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    canvas: &Canvas,
    origin: Vec2,
    lane: u32,
    pointer: Option<Pos2>,
    commands: &mut Commands,
) -> bool {
    let Some(at) = pointer else {
        commands.push_back(Command::View(ViewCommand::Zoom(ZOOM)));
        return true;
    };
    let Some(column) = canvas.column(lane, at - origin) else { return false };
    let (from, to) = column.range;
    // Within a day there is nothing to zoom in to.
    if column.count <= MAX_LISTED || to - from <= 1.0 {
        state.hidden_list = Some((at, events(input, &column)));
        return true;
    }
    let margin = (to - from) / 2.0;
    let scroll = input.view.viewport().scroll;
    let viewport = Viewport { from: from - margin, days: to - from + 2.0 * margin, scroll };
    commands.push_back(Command::View(ViewCommand::GoTo(viewport)));
    true
}

/// The events that begin in a column.
fn events(input: &CanvasInput<'_>, column: &Column) -> Vec<EventIx> {
    let (from, to) = column.range;
    let entries = input.drawn().lane(column.lane).map(|lane| lane.beginning_between(from, to));
    let mut all: Vec<EventIx> = entries.unwrap_or_default().iter().map(|entry| entry.ix).collect();
    if input.is_overlaid() {
        // One that stands there for several occurrences is still one.
        let mut seen = foldhash::HashSet::default();
        all.retain(|ix| seen.insert(*ix));
    }
    all
}

/// What a tooltip says of a column.
pub(crate) enum Behind {
    /// These events.
    Listed(Vec<EventIx>),
    /// So many events, on these days: too many to look at each.
    Counted(u32, Day, Day),
}

/// What stands behind the column of a lane's strip at a position of the canvas.
pub(crate) fn behind(input: &CanvasInput<'_>, canvas: &Canvas, lane: u32, at: Pos2) -> Option<Behind> {
    let column = canvas.column(lane, at)?;
    if column.count <= MAX_LISTED {
        return Some(Behind::Listed(events(input, &column)));
    }
    let (first, last) = (gestures::day_at(column.range.0), gestures::day_at(column.range.1));
    Some(Behind::Counted(column.count, first, last))
}
