//! What a hand finds on a density strip: how many events stand behind a column, and the way to each of them, by a
//! list or, where they are too many for one, by zooming in.

use super::pointer::{Pointing, day_at};
use crate::layout::{Column, Viewport};
use crate::model::{Day, EventIx};
use crate::scene::Pos2;
use crate::ui::commands::{Command, ViewCommand};

/// The longest list that a column of more than a day opens.
const MAX_LISTED_EVENTS: u32 = 2_000;

/// How much a press without a pointer, by a screen reader, zooms in.
const ZOOM_FACTOR: f64 = 0.25;

impl Pointing<'_> {
    /// Opens the list of a column's events at a position of the window, or zooms in; false where there is no column.
    pub(crate) fn press_strip(&mut self, lane: u32, pointer: Option<Pos2>) -> bool {
        let Some(at) = pointer else {
            self.commands.push_back(Command::View(ViewCommand::Zoom(ZOOM_FACTOR)));
            return true;
        };
        let Some(column) = self.canvas.column(lane, at - self.responses.origin) else { return false };
        let (from, to) = column.range;
        // Within a day there is nothing to zoom in to.
        if column.count <= MAX_LISTED_EVENTS || to - from <= 1.0 {
            self.state.hidden_list = Some((at, self.events_of_column(&column)));
            return true;
        }
        let margin = (to - from) / 2.0;
        let scroll = self.input.view.viewport().scroll;
        let viewport = Viewport { from: from - margin, days: to - from + 2.0 * margin, scroll };
        let viewport = self.input.view.folds().showing(viewport);
        self.commands.push_back(Command::View(ViewCommand::GoTo(viewport)));
        true
    }

    /// The events that begin in a column.
    fn events_of_column(&self, column: &Column) -> Vec<EventIx> {
        let input = self.input;
        let (from, to) = column.range;
        let entries = input.drawn().lane(column.lane).map(|lane| lane.beginning_between(from, to));
        let mut all: Vec<EventIx> = entries.unwrap_or_default().iter().map(|entry| entry.ix).collect();
        if input.is_overlaid() {
            // One that stands there for several occurrences is still one.
            let mut seen = foldhash::HashSet::default();
            all.retain(|ix| seen.insert(*ix));
        }
        // Of a day those without an hour come first, then by the hour.
        all.sort_by_cached_key(|ix| self.begin(*ix));
        all
    }

    /// What stands behind the column of a lane's strip at a position of the canvas.
    pub(crate) fn behind_strip(&self, lane: u32, at: Pos2) -> Option<Behind> {
        let column = self.canvas.column(lane, at)?;
        if column.count <= MAX_LISTED_EVENTS {
            return Some(Behind::Listed(self.events_of_column(&column)));
        }
        let (first, last) = (day_at(column.range.0), day_at(column.range.1));
        Some(Behind::Counted(column.count, first, last))
    }
}

/// What a tooltip says of a column.
pub(crate) enum Behind {
    /// These events.
    Listed(Vec<EventIx>),
    /// So many events, on these days: too many to look at each.
    Counted(u32, Day, Day),
}
