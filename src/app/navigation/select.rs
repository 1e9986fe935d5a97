//! What commands about the selection do, and the way to what they select.

use egui::Context;

use super::in_view::shifted_to_show;
use crate::app::App;
use crate::model::EventIx;
use crate::ui::commands::SelectCommand;
use crate::ui::state::lane_view::LaneList;
use crate::ui::state::member_order::Order;
use crate::ui::state::navigate::{Navigator, around, next_coincidence, next_event, next_lane, next_member};

impl App {
    pub(crate) fn select(&mut self, ctx: &Context, command: SelectCommand) {
        let document = self.session.document();
        let (here, middle) = (self.view.seen(), self.view.folds().at(&self.view.target(), 0.5));
        let lanes = self.view.lanes.list(self.session.lanes().lanes());
        let walk = Navigator {
            index: self.base_index(),
            grouping: self.session.lanes(),
            lanes: &lanes.shown,
            selected: self.view.selection.event,
            along: self.view.selection.lane,
        };
        match command {
            SelectCommand::Nothing => self.view.selection.select(None),
            SelectCommand::Event(ix) => self.select_event(ix),
            SelectCommand::Toggle(_) | SelectCommand::RangeTo(_) | SelectCommand::Within(..) => {
                self.select_several(command);
            }
            SelectCommand::Reveal(ix) => self.reveal(ctx, ix),
            SelectCommand::Next { later, any_lane } => {
                if let Some(ix) = next_event(document, &walk, middle, later, any_lane) {
                    self.reveal(ctx, ix);
                }
            }
            SelectCommand::Lane { down } => {
                if let Some((ix, lane)) = next_lane(document, &walk, middle, down) {
                    self.reveal(ctx, ix);
                    self.view.selection.lane = lane;
                }
            }
            SelectCommand::InLane(lane) => self.go_to_lane(ctx, lane),
            SelectCommand::Coincidence(at) => self.go_to_coincidence(ctx, at),
            SelectCommand::NextCoincidence { .. } if self.view.align.is_overlaid() => {
                self.refuses_overlaid("No coincidences");
            }
            SelectCommand::NextCoincidence { later } => {
                let coincidences = self.session.coincidences();
                let is_shown =
                    |at| coincidences.events(at).iter().any(|ix| self.is_in(&lanes, *ix) && self.shows(*ix));
                let current = self.view.selection.coincidence;
                if let Some(at) = next_coincidence(coincidences, current, &here, later, is_shown) {
                    self.go_to_coincidence(ctx, at);
                }
            }
            SelectCommand::Member => {
                let current = self.view.selection.coincidence.and_then(|at| self.session.coincidence(at));
                let mut members =
                    current.map(|c| Order::of(document, self.session.lanes(), c).events).unwrap_or_default();
                members.retain(|ix| self.is_in(&lanes, *ix) && self.shows(*ix));
                if let Some(ix) = next_member(&members, self.view.selection.event) {
                    self.reveal(ctx, ix);
                }
            }
        }
        self.session.end_group();
    }

    /// Whether an event stands in one of these lanes.
    fn is_in(&self, lanes: &LaneList, ix: EventIx) -> bool {
        self.session.lanes().of(ix).iter().any(|lane| lanes.shows(*lane))
    }

    /// Shows a lane of an event, where all that it stands in are hidden.
    fn show_lane_of(&mut self, ix: EventIx) {
        let grouping = self.session.lanes();
        let shown = self.view.lanes.list(grouping.lanes());
        if !grouping.of(ix).iter().any(|lane| shown.shows(*lane))
            && let Some(id) = grouping.ids(ix).next()
        {
            self.view.lanes.show(id);
        }
    }

    fn select_event(&mut self, ix: EventIx) {
        if ix.index() < self.session.document().events().len() {
            self.view.selection.select(Some(ix));
        }
    }

    /// Selects an event and brings it into view, no farther than needed.
    pub(crate) fn reveal(&mut self, ctx: &Context, ix: EventIx) {
        self.select_event(ix);
        if self.view.selection.event != Some(ix) {
            return;
        }
        self.view.selection.reveal = Some(ix);
        self.show_lane_of(ix);
        if self.view.align.is_overlaid() {
            if let Some(viewport) = self.view_of_copy(ix) {
                self.go_to(ctx, viewport);
            }
            return;
        }
        let date = &self.session.document().event(ix).date;
        let (first, last) = (date.first_day(), date.last_day());
        let here = self.view.target();
        if let Some(viewport) = shifted_to_show(here, self.view.folds(), first, last) {
            self.go_to(ctx, viewport);
        }
    }

    fn go_to_coincidence(&mut self, ctx: &Context, at: usize) {
        if self.view.align.is_overlaid() {
            // A coincidence is on a day, and the axis has none.
            self.leave_alignment(ctx);
            self.toasts.done("Back to the calendar to show that day; press Backspace to return");
        }
        let Some(brief) = self.session.coincidences().brief(at).copied() else { return };
        let Some(coincidence) = self.session.coincidence(at) else { return };
        let viewport = self.view.folds().showing(around(self.session.index(), &brief));
        let (day, end) = (brief.day, brief.end);
        let members = Order::of(self.session.document(), self.session.lanes(), coincidence).events;
        let lanes = self.view.lanes.list(self.session.lanes().lanes());
        let seen = members.iter().copied().find(|ix| self.is_in(&lanes, *ix) && self.shows(*ix));
        let first = seen.or(members.first().copied());
        if let Some(ix) = first {
            self.show_lane_of(ix);
        }
        self.view.selection.select(first);
        self.view.selection.reveal = self.view.selection.event;
        self.view.selection.coincidence = Some(at);
        let here = self.view.target();
        let shows_it = shifted_to_show(here, self.view.folds(), day, end).is_none();
        // Walking from one to the next keeps the zoom that was chosen, unless it is far too wide or narrow.
        let ratio = here.days / viewport.days;
        if (0.2..=5.0).contains(&ratio) {
            if !shows_it {
                let middle = (f64::from(day.number()) + f64::from(end.number()) + 1.0) / 2.0;
                self.go_to(ctx, self.view.folds().with(here, middle, 0.36));
            }
        } else {
            self.go_to(ctx, viewport);
        }
    }
}
