//! What commands about the view, the selection and the document do.

pub(crate) mod saved;

use egui::{Context, FocusDirection, ViewportCommand};

use super::{App, now};
use crate::analysis::{Extent, LanesBy};
use crate::layout::Viewport;
use crate::model::{Day, EventIx};
use crate::ui::commands::{Panel, SearchCommand, SelectCommand, ViewCommand};
use crate::ui::state::member_order::Order;
use crate::ui::state::navigate::{
    Walk, around, fit_event, next_coincidence, next_event, next_lane, next_member,
};
use crate::ui::state::view::{make_room, toggle};

impl App {
    /// The canvas, with what is open on it.
    #[must_use]
    pub fn canvas_state(&self) -> &crate::ui::canvas::CanvasState {
        &self.canvas
    }

    /// Where the time of a frame goes.
    #[must_use]
    pub fn frame_times(&self) -> &crate::ui::canvas::frame_times::FrameTimes {
        &self.canvas.times
    }

    pub(super) fn look(&mut self, ctx: &Context, command: ViewCommand) {
        match command {
            ViewCommand::Set(viewport) => self.view.set(viewport, now(ctx)),
            ViewCommand::GoTo(viewport) => self.go_to(ctx, viewport),
            ViewCommand::Pan(share) => self.go_to(ctx, self.view.target().panned(share)),
            ViewCommand::Zoom(factor) => {
                let here = self.view.target();
                self.go_to(ctx, here.zoomed(factor, self.zoom_center(&here)));
            }
            ViewCommand::Fit => self.fit(ctx),
            ViewCommand::FitAll => self.go_to(ctx, self.whole()),
            ViewCommand::FitEvent(ix) => self.fit_event(ctx, ix),
            ViewCommand::Home => self.show_end(ctx, false),
            ViewCommand::End => self.show_end(ctx, true),
            ViewCommand::Back => self.view.go_back(now(ctx), self.moves_at_once()),
            ViewCommand::Forward => self.view.go_forward(now(ctx), self.moves_at_once()),
            ViewCommand::Toggle(panel) => self.toggle(ctx, panel),
            ViewCommand::Present => self.view.presenting = !self.view.presenting,
            ViewCommand::FullScreen => {
                let full = ctx.input(|i| i.viewport().fullscreen).unwrap_or(false);
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            ViewCommand::FrameTimes => self.canvas.times.shown ^= true,
            ViewCommand::Escape => self.escape(ctx),
            ViewCommand::Theme(choice) => {
                self.settings.theme = choice;
                self.retheme(ctx);
            }
            ViewCommand::ReduceMotion(reduce) => self.settings.reduce_motion = Some(reduce),
            ViewCommand::Calendars(calendars) => self.settings.set_calendars(calendars),
            ViewCommand::WheelZooms(zooms) => self.settings.wheel_zooms = zooms,
            ViewCommand::Measure { later } => self.measure(ctx, later),
            ViewCommand::DismissHint => self.settings.hint_dismissed = true,
            ViewCommand::ShowProblem(file, problem) => self.show_problem(ctx, file, problem),
            ViewCommand::Lane(command) => self.view.lanes.apply(self.session.lanes().lanes(), command),
            ViewCommand::LaneMenu => self.canvas.open_lane_menu(),
            ViewCommand::MoveFocus { back } => {
                let direction = if back { FocusDirection::Previous } else { FocusDirection::Next };
                self.surroundings.move_focus = Some(direction);
            }
            ViewCommand::Palette(scope) => self.toggle_palette(scope),
            ViewCommand::LanesBy(by) => self.view.listing.set_lanes_by(by),
            ViewCommand::NextLanesBy => {
                let before = self.view.listing.rule.lanes_by;
                let at = LanesBy::ALL.iter().position(|own| *own == before).unwrap_or(0);
                let by = LanesBy::ALL[(at + 1) % LanesBy::ALL.len()];
                self.view.listing.set_lanes_by(by);
                self.toasts.done(&format!("Lanes by {}", by.word()));
            }
        }
    }

    pub(super) fn go_to(&mut self, ctx: &Context, viewport: Viewport) {
        let scroll = self.view.target().scroll;
        let at_once = self.moves_at_once();
        self.view.go_to(Viewport { scroll, ..viewport }, now(ctx), at_once);
    }

    fn toggle(&mut self, ctx: &Context, panel: Panel) {
        if self.view.presenting && !matches!(panel, Panel::Keys | Panel::About | Panel::Shortcuts) {
            return;
        }
        toggle(&mut self.view.panels, panel);
        make_room(&mut self.view.panels, panel, ctx.content_rect().width());
    }

    /// Moves the end of the measured range by a day, or by what can be seen where a day is narrow. Where there is no
    /// range it begins with the selected event, the coincidence or the middle of the view.
    fn measure(&mut self, ctx: &Context, later: bool) {
        if self.refuses_overlaid("Days cannot be measured") {
            return;
        }
        let here = self.view.target();
        let event = self.view.selected.map(|ix| self.session.document().event(ix).date.first_day());
        let coincidence =
            self.view.current.and_then(|at| self.session.coincidences().brief(at)).map(|c| c.day);
        #[allow(clippy::cast_possible_truncation)] // `as` saturates, and days are held in range
        let (middle, step) =
            (Day::from_number(here.at(0.5).floor() as i32), (here.days / 120.0).ceil().max(1.0) as i32);
        let begin = event.or(coincidence).unwrap_or(middle);
        let end = self.canvas.measure.extend(begin, if later { step } else { -step });
        if let Some(viewport) = shifted_to_show(here, end, end) {
            self.go_to(ctx, viewport);
        }
    }

    /// Fits the measured range or the selection; where it is fitted already, or there is none, everything.
    fn fit(&mut self, ctx: &Context) {
        let all = self.whole();
        let selected = self.view.selected.filter(|_| !self.view.align.is_overlaid());
        let selection = selected.map(|ix| fit_event(self.session.document(), ix));
        let here = self.view.target();
        let fits = |viewport: &Viewport| viewport.from == here.from && viewport.days == here.days;
        let measured = self.canvas.measure.range().map(|range| Viewport::fit(range.first, range.last));
        match measured.or(selection) {
            Some(viewport) if !fits(&viewport) => self.go_to(ctx, viewport),
            _ => self.go_to(ctx, all),
        }
        self.view.reveal = self.view.selected.filter(|_| measured.is_none());
    }

    /// What stays where it is while keys zoom: the selected event where it is in view, else the middle.
    fn zoom_center(&self, here: &Viewport) -> f64 {
        let inside = |fraction: &f64| (0.0..=1.0).contains(fraction);
        if self.view.align.is_overlaid() {
            return Some((0.5 - here.from) / here.days).filter(inside).unwrap_or(0.5);
        }
        let document = self.session.document();
        let selected = self.view.selected.filter(|ix| ix.index() < document.events().len());
        let instant = selected.map(|ix| Extent::of(&document.event(ix).date).mark);
        let fraction = instant.map(|instant| (instant - here.from) / here.days);
        fraction.filter(inside).unwrap_or(0.5)
    }

    fn fit_event(&mut self, ctx: &Context, ix: EventIx) {
        self.view.selected = Some(ix);
        if self.view.align.is_overlaid() {
            self.reveal(ctx, ix);
            return;
        }
        let viewport = fit_event(self.session.document(), ix);
        self.go_to(ctx, viewport);
    }

    /// To the first event, or the last, as near as now.
    fn show_end(&mut self, ctx: &Context, last: bool) {
        let here = self.view.target();
        let share = if last { 0.85 } else { 0.15 };
        if let Some(whole) = self.fit_overlaid() {
            let end = if last { whole.to() } else { whole.from };
            self.go_to(ctx, Viewport { from: end - here.days * share, ..here });
            return;
        }
        let Some((begin, end)) = self.session.index().range() else { return };
        let from = if last { end - 0.5 } else { begin.floor() + 0.5 } - here.days * share;
        self.go_to(ctx, Viewport { from, ..here });
    }

    /// Takes away one layer: message, list, work that is waited for, panel of help, search, measured range, filter of the coincidences,
    /// what days are counted from, selection, presentation, full screen.
    fn escape(&mut self, ctx: &Context) {
        if self.canvas.close_list() || self.toasts.dismiss() || self.cancel_seen(ctx) {
            return;
        }
        let panels = &mut self.view.panels;
        if panels.keys || panels.about {
            (panels.keys, panels.about) = (false, false);
        } else if self.view.search.is_active() {
            self.search(ctx, SearchCommand::Clear);
        } else if self.canvas.measure.clear() {
            // The range was the layer on top.
        } else if self.view.listing.pair.take().is_some()
            || !std::mem::take(&mut self.view.listing.with).is_empty()
        {
            // What is listed was.
        } else if self.leave_alignment(ctx) {
            // Days were counted from something.
        } else if self.view.selected.is_some() && !self.view.presenting {
            self.view.selected = None;
        } else if self.view.current.is_some() && !self.view.presenting {
            self.view.current = None;
        } else if self.view.presenting {
            self.view.presenting = false;
        } else if ctx.input(|i| i.viewport().fullscreen).unwrap_or(false) {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
    }

    fn show_problem(&mut self, ctx: &Context, file: usize, problem: usize) {
        self.view.problem = Some((file, problem));
        let event = self.session.event_at_problem(file, problem);
        if let Some(ix) = event {
            self.select(ctx, SelectCommand::Reveal(ix));
        }
    }

    pub(super) fn select(&mut self, ctx: &Context, command: SelectCommand) {
        let document = self.session.document();
        let here = self.view.target();
        let lanes = self.view.lanes.list(self.session.lanes().lanes()).shown;
        let walk = Walk {
            index: self.base_index(),
            grouping: self.session.lanes(),
            lanes: &lanes,
            selected: self.view.selected,
            along: self.view.along,
        };
        match command {
            SelectCommand::Nothing => self.view.selected = None,
            SelectCommand::Event(ix) => self.select_event(ix),
            SelectCommand::Toggle(_) | SelectCommand::RangeTo(_) | SelectCommand::Within(..) => {
                self.select_several(command);
            }
            SelectCommand::Reveal(ix) => self.reveal(ctx, ix),
            SelectCommand::Next { later, any_lane } => {
                if let Some(ix) = next_event(document, &walk, &here, later, any_lane) {
                    self.reveal(ctx, ix);
                }
            }
            SelectCommand::Lane { down } => {
                if let Some((ix, lane)) = next_lane(document, &walk, &here, down) {
                    self.reveal(ctx, ix);
                    self.view.along = lane;
                }
            }
            SelectCommand::InLane(lane) => self.go_to_lane(ctx, lane),
            SelectCommand::Coincidence(at) => self.go_to_coincidence(ctx, at),
            SelectCommand::NextCoincidence { .. } if self.view.align.is_overlaid() => {
                self.refuses_overlaid("Nothing is on the same day");
            }
            SelectCommand::NextCoincidence { later } => {
                let coincidences = self.session.coincidences();
                let is_shown =
                    |at| coincidences.events(at).iter().any(|ix| self.is_in(&lanes, *ix) && self.shows(*ix));
                let current = self.view.current;
                if let Some(at) = next_coincidence(coincidences, current, &here, later, is_shown) {
                    self.go_to_coincidence(ctx, at);
                }
            }
            SelectCommand::Member => {
                let current = self.view.current.and_then(|at| self.session.coincidence(at));
                let mut members =
                    current.map(|c| Order::of(document, self.session.lanes(), c).events).unwrap_or_default();
                members.retain(|ix| self.is_in(&lanes, *ix) && self.shows(*ix));
                if let Some(ix) = next_member(&members, self.view.selected) {
                    self.reveal(ctx, ix);
                }
            }
        }
        self.session.end_group();
    }

    /// Whether an event stands in one of these lanes.
    fn is_in(&self, lanes: &[u32], ix: EventIx) -> bool {
        self.session.lanes().of(ix).iter().any(|lane| lanes.contains(lane))
    }

    /// Shows a lane of an event, where all that it stands in are hidden.
    fn show_lane_of(&mut self, ix: EventIx) {
        let grouping = self.session.lanes();
        let shown = self.view.lanes.list(grouping.lanes()).shown;
        if !grouping.of(ix).iter().any(|lane| shown.contains(lane))
            && let Some(id) = grouping.ids(ix).next()
        {
            self.view.lanes.show(id);
        }
    }

    fn select_event(&mut self, ix: EventIx) {
        if ix.index() < self.session.document().events().len() {
            self.view.selected = Some(ix);
        }
    }

    /// Selects an event and brings it into view, no farther than needed.
    pub(super) fn reveal(&mut self, ctx: &Context, ix: EventIx) {
        self.select_event(ix);
        if self.view.selected != Some(ix) {
            return;
        }
        self.view.reveal = Some(ix);
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
        if let Some(viewport) = shifted_to_show(here, first, last) {
            self.go_to(ctx, viewport);
        }
    }

    fn go_to_coincidence(&mut self, ctx: &Context, at: usize) {
        if self.view.align.is_overlaid() {
            // A coincidence is on a day, and the axis has none.
            self.leave_alignment(ctx);
            self.toasts.done("By the calendar again, where that day is; Backspace goes back");
        }
        let Some(brief) = self.session.coincidences().brief(at).copied() else { return };
        let Some(coincidence) = self.session.coincidence(at) else { return };
        let viewport = around(self.session.index(), &brief);
        let (day, end) = (brief.day, brief.end);
        let members = Order::of(self.session.document(), self.session.lanes(), coincidence).events;
        let lanes = self.view.lanes.list(self.session.lanes().lanes()).shown;
        let seen = members.iter().copied().find(|ix| self.is_in(&lanes, *ix) && self.shows(*ix));
        let first = seen.or(members.first().copied());
        if let Some(ix) = first {
            self.show_lane_of(ix);
        }
        self.view.selected = first;
        self.view.reveal = self.view.selected;
        self.view.current = Some(at);
        let here = self.view.target();
        let shows_it = shifted_to_show(here, day, end).is_none();
        // Walking from one to the next keeps the zoom that was chosen, unless it is far too wide or narrow.
        let ratio = here.days / viewport.days;
        if (0.2..=5.0).contains(&ratio) {
            if !shows_it {
                let middle = (f64::from(day.number()) + f64::from(end.number()) + 1.0) / 2.0;
                self.go_to(ctx, Viewport { from: middle - here.days * 0.36, ..here });
            }
        } else {
            self.go_to(ctx, viewport);
        }
    }
}

/// The view moved just so far that these days are in it; `None` where they are already.
fn shifted_to_show(viewport: Viewport, first: Day, last: Day) -> Option<Viewport> {
    let air = viewport.days * 0.06;
    let (begin, end) = (f64::from(first.number()), f64::from(last.number()) + 1.0);
    let inside = begin >= viewport.from + air && end <= viewport.to() - air;
    let too_long = end - begin > viewport.days - 2.0 * air;
    if inside || (too_long && begin < viewport.to() - air && end > viewport.from + air) {
        return None;
    }
    let from = f64::midpoint(begin, end.min(begin + viewport.days)) - viewport.days * 0.4;
    Some(Viewport { from, ..viewport })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_moves_only_where_it_must() {
        let day = Day::from_number;
        let viewport = Viewport { from: 100.0, days: 100.0, scroll: 0.0 };
        assert_eq!(shifted_to_show(viewport, day(150), day(150)), None);
        let moved = shifted_to_show(viewport, day(300), day(300)).unwrap();
        assert_eq!(moved.days, 100.0);
        assert!(moved.from < 300.0 && moved.to() > 301.0);
        assert_eq!(shifted_to_show(viewport, day(0), day(1000)), None, "longer than the view, and seen");
        assert!(shifted_to_show(viewport, day(0), day(10)).is_some());
    }
}
