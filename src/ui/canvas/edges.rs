//! What the edges of the timeline say of what lies beyond them: how many results of a search there are before and after the
//! days in view, and where the selected event is. A click goes there.

use foldhash::HashSet;

use egui::accesskit::Role;
use egui::{Color32, CornerRadius, CursorIcon, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2};

use super::pointer::Pointing;
use crate::analysis::Hits;
use crate::model::{Document, EventIx, brief, grouped};
use crate::paint::isolated;
use crate::scene::{Rect, TextStyle};
use crate::ui::commands::{Command, SelectCommand, ViewCommand};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;

/// Height of a chip, in points at the usual size of text.
const CHIP_PT: f32 = 24.0;
/// The widest that the chip of the selected event becomes, in points.
const WIDEST_PT: f32 = 260.0;
/// Between chips, and from the edges, in points.
const GAP_PT: f32 = 8.0;

/// What a search has found outside of the days in view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Beyond {
    /// How many end before them.
    pub before: usize,
    /// The last of these to begin.
    pub last_before: Option<EventIx>,
    /// How many begin after them.
    pub after: usize,
    /// The first of these.
    pub first_after: Option<EventIx>,
}

impl Beyond {
    /// Of what was found, outside of two instants.
    pub(crate) fn of(document: &Document, hits: &Hits, from: f64, to: f64) -> Self {
        let index = hits.index();
        let list = hits.by_time();
        let begins = |ix: &EventIx| index.extent(&document.event(*ix).date).from;
        let first = list.partition_point(|ix| begins(ix) < from);
        let end = list.partition_point(|ix| begins(ix) <= to).max(first);
        // What began before may still go on; whoever stands in several lanes is one.
        let columns = (0_u32..).map_while(|lane| index.lane(lane));
        let going_on: HashSet<EventIx> =
            columns.flat_map(|lane| lane.going_on(from).map(|at| lane.entries()[at].ix)).collect();
        let before = first.saturating_sub(going_on.len());
        let last_before = list[..first].iter().rev().find(|ix| !going_on.contains(ix)).copied();
        let (after, first_after) = (list.len() - end, list.get(end).copied());
        Self { before, last_before, after, first_after }
    }
}

/// A chip at an edge.
struct Chip {
    text: String,
    name: String,
    command: Command,
}

impl Pointing<'_> {
    /// Shows what lies beyond the edges.
    pub(crate) fn show_edges(&mut self) {
        if self.input.is_overlaid() || self.input.shown.presenting || self.state.measure.is_held() {
            return;
        }
        let viewport = self.input.view.viewport();
        let (from, to) = (viewport.from, self.input.view.folds().to(&viewport));
        let document = self.input.shown.document;
        let found = self.input.view.search.found.as_deref();
        let beyond = found.map(|hits| Beyond::of(document, hits, from, to));
        let beyond = beyond.unwrap_or_default();
        let reveal = |ix: EventIx| Command::Select(SelectCommand::Reveal(ix));
        let (mut left, mut right): (Vec<Chip>, Vec<Chip>) = (Vec::new(), Vec::new());
        if let Some(ix) = beyond.last_before {
            let count = grouped(beyond.before);
            let name = format!("{count} results before");
            left.push(Chip { text: format!("‹ {count} before"), name, command: reveal(ix) });
        }
        if let Some(ix) = beyond.first_after {
            let count = grouped(beyond.after);
            let name = format!("{count} results after");
            right.push(Chip { text: format!("{count} after ›"), name, command: reveal(ix) });
        }
        if beyond.before + beyond.after > 0 {
            let fit = Chip {
                text: "Fit results".to_owned(),
                name: "Fit results".to_owned(),
                command: Command::View(ViewCommand::FitResults),
            };
            if right.is_empty() { left.push(fit) } else { right.push(fit) }
        }
        if let Some((chip, is_before)) = self.selected_beyond(from, to) {
            if is_before { left.push(chip) } else { right.push(chip) }
        }
        self.chips(left, true);
        self.chips(right, false);
    }

    /// The selected event, where it is out of view: whether before.
    fn selected_beyond(&self, from: f64, to: f64) -> Option<(Chip, bool)> {
        let shown = self.input.shown;
        let ix = shown.selection.event.filter(|ix| ix.index() < shown.document.events().len())?;
        let event = shown.document.event(ix);
        let extent = self.input.index.extent(&event.date);
        let is_before = extent.to < from;
        if !is_before && extent.from <= to {
            return None;
        }
        let title = brief(&event.title);
        let label = format!("{} · {}", isolated(&title), event.date.label());
        let text = if is_before { format!("‹ {label}") } else { format!("{label} ›") };
        let name = format!("Go to the selected event: {}", isolated(&title));
        Some((Chip { text, name, command: Command::Select(SelectCommand::Reveal(ix)) }, is_before))
    }

    /// Chips from an edge inwards, above the lower end of the lanes.
    fn chips(&mut self, chips: Vec<Chip>, at_left: bool) {
        let (body, scale) = (self.body(), self.input.text_scale);
        let (theme, ui) = (self.input.shown.theme, self.ui);
        let mut x = if at_left { body.left() + GAP_PT } else { body.right() - GAP_PT - 8.0 };
        for (at, chip) in chips.into_iter().enumerate() {
            let style = TextStyle::semibold(12.0 * scale);
            let galley = widgets::cut(ui, &chip.text, style, theme.text, WIDEST_PT * scale);
            let size = vec2(galley.size().x + 18.0, CHIP_PT * scale);
            let top = body.bottom() - GAP_PT - size.y;
            let left = if at_left { x } else { x - size.x };
            let rect = Rect::from_min_size(pos2(left, top), size);
            if !body.contains_rect(rect) {
                return;
            }
            let id = canvas_id().with(("beyond the edge", at_left, at));
            let response = ui.interact(rect, id, Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &chip.name));
            let is_pointed_at = response.hovered() || response.has_focus();
            let fill = if is_pointed_at { theme.field } else { theme.panel };
            let edge = Stroke::new(1.0, Color32::from(theme.hairline));
            let round = CornerRadius::same(8);
            ui.painter().rect(rect, round, Color32::from(fill), edge, StrokeKind::Inside);
            ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.text.into());
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                self.commands.push_back(chip.command);
            }
            x = if at_left { rect.right() + GAP_PT } else { rect.left() - GAP_PT };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Index;
    use crate::io;

    #[test]
    fn what_ends_before_or_begins_after_is_beyond() {
        let event =
            |date: &str, country: &str| format!("(date: \"{date}\", title: \"t\", country: \"{country}\"),");
        let dates =
            ["2024-01-01", "2024-01-02/2024-03-01", "2024-02-10", "2024-02-20", "2024-05-01", "2023/.."];
        let text: String =
            dates.iter().zip(["IR", "IL", "IR"].iter().cycle()).map(|(d, c)| event(d, c)).collect();
        let document = io::read(&format!("(events: [{text}])")).document;
        let index = Index::build(&document);
        let all: Vec<EventIx> = (0..6).map(EventIx).collect();
        let hits = Hits::of(&document, &index, &all);
        // February: the span and the open one go on in it.
        let (from, to) = (19_754.0, 19_783.0);
        let beyond = Beyond::of(&document, &hits, from, to);
        let told = (beyond.before, beyond.last_before, beyond.after, beyond.first_after);
        assert_eq!(told, (1, Some(EventIx(0)), 1, Some(EventIx(4))));
        assert_eq!(Beyond::of(&document, &hits, 0.0, 30_000.0), Beyond::default());
    }
}
