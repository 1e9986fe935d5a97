//! What commands about the view do.

mod first_look;
mod in_view;
pub(crate) mod saved;
mod select;

use egui::{Context, FocusDirection, ViewportCommand};

use super::{App, now};
use crate::analysis::LanesBy;
use crate::layout::Viewport;
use crate::model::going::{self, Here};
use crate::model::{Day, EventIx};
use crate::ui::commands::{Drawn, Panel, PresentCommand, SearchCommand, SelectCommand, ViewCommand};
use crate::ui::menu::bar_keys;
use crate::ui::state::navigate::{fit_event, show_days};
use in_view::shifted_to_show;

impl App {
    /// The canvas, with what is open on it.
    #[must_use]
    pub fn canvas_state(&self) -> &crate::ui::canvas::CanvasState {
        &self.widgets.canvas
    }

    /// Where the time of a frame goes.
    #[must_use]
    pub fn frame_times(&self) -> &crate::ui::canvas::frame_times::FrameTimes {
        &self.widgets.canvas.times
    }

    pub(super) fn look(&mut self, ctx: &Context, command: ViewCommand) {
        match command {
            ViewCommand::Set(viewport) => self.view.set(viewport, now(ctx)),
            ViewCommand::GoTo(viewport) => self.go_to(ctx, viewport),
            ViewCommand::Pan(share) => self.go_to(ctx, self.view.folds().panned(self.view.target(), share)),
            ViewCommand::Zoom(factor) => {
                let here = self.view.target();
                self.go_to(ctx, self.view.folds().zoomed(here, factor, self.zoom_center(&here)));
            }
            ViewCommand::Fit => self.fit(ctx),
            ViewCommand::FitAll => self.go_to(ctx, self.whole()),
            ViewCommand::FitResults => self.fit_results(ctx),
            ViewCommand::FitEvent(ix) => self.fit_event(ctx, ix),
            ViewCommand::Home => self.show_end(ctx, false),
            ViewCommand::End => self.show_end(ctx, true),
            ViewCommand::Back => self.view.go_back(now(ctx), self.moves_at_once()),
            ViewCommand::Forward => self.view.go_forward(now(ctx), self.moves_at_once()),
            ViewCommand::Toggle(panel) => self.toggle(panel),
            ViewCommand::Present => self.present(ctx, PresentCommand::Start),
            ViewCommand::FullScreen => {
                let full = ctx.input(|i| i.viewport().fullscreen).unwrap_or(false);
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            ViewCommand::FrameTimes => self.widgets.canvas.times.shown ^= true,
            ViewCommand::Escape => self.escape(ctx),
            ViewCommand::Theme(choice) => {
                self.settings.theme = choice;
                self.retheme(ctx);
            }
            ViewCommand::ReduceMotion(reduce) => self.settings.reduce_motion = Some(reduce),
            ViewCommand::GoToDays(first, last) => self.go_to_days(ctx, first, last),
            ViewCommand::Calendars(calendars) => self.settings.set_calendars(calendars),
            ViewCommand::Switch(drawn) => self.switch(drawn),
            ViewCommand::HeadsWidth(width) => self.settings.drawing.heads_width = width,
            ViewCommand::DockWidth(width) => self.settings.dock.width = width,
            ViewCommand::DockSide => self.settings.dock.left ^= true,
            ViewCommand::CloseDock => self.view.panels.dock.close(),
            ViewCommand::WheelZooms(zooms) => self.settings.wheel_zooms = zooms,
            ViewCommand::Measure { later } => self.measure(ctx, later),
            ViewCommand::Guide => self.open_guide(ctx),
            ViewCommand::DismissHint => self.settings.hint_dismissed = true,
            ViewCommand::ShowProblem(file, problem) => self.show_problem(ctx, file, problem),
            ViewCommand::Lane(command) => self.view.lanes.apply(self.session.lanes().lanes(), command),
            ViewCommand::LaneMenu => self.widgets.canvas.open_lane_menu(),
            ViewCommand::EventMenu => self.widgets.canvas.open_event_menu(),
            ViewCommand::MenuBar => bar_keys::toggle(ctx),
            ViewCommand::MoveFocus { back } => {
                let direction = if back { FocusDirection::Previous } else { FocusDirection::Next };
                self.surroundings.move_focus = Some(direction);
            }
            ViewCommand::Palette(scope) => self.toggle_palette(scope),
            ViewCommand::LanesBy(by) => self.view.listing.set_lanes_by(by),
            ViewCommand::NextLanesBy => {
                let before = self.view.listing.rule.lanes_by;
                let several = self.session.document().files().len() > 1;
                let kinds: Vec<LanesBy> = LanesBy::useful(several).collect();
                let at = kinds.iter().position(|own| *own == before).unwrap_or(kinds.len() - 1);
                let by = kinds[(at + 1) % kinds.len()];
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

    /// Turns something of how the timeline is drawn on or off, and says so where it may not be seen at once.
    fn switch(&mut self, drawn: Drawn) {
        let drawing = &mut self.settings.drawing;
        let said = match drawn {
            Drawn::FoldEmpty => {
                let folds = !drawing.folds_empty(self.view.presenting);
                drawing.fold_empty = Some(folds);
                if folds { "Lanes with nothing in view are folded" } else { "All lanes are shown in full" }
            }
            Drawn::OwnScale => {
                drawing.own_scale ^= true;
                if drawing.own_scale {
                    "Each lane has a scale of its own"
                } else {
                    "All lanes have one scale"
                }
            }
            Drawn::FoldTime => {
                drawing.fold_time ^= true;
                if drawing.fold_time { "Empty time is folded" } else { "Empty time is shown in full" }
            }
            Drawn::Legend => {
                drawing.legend ^= true;
                return;
            }
        };
        self.toasts.done(said);
    }

    /// Shows days that were asked for, a single one as closely as one looked before.
    fn go_to_days(&mut self, ctx: &Context, first: Day, last: Day) {
        if self.refuses_overlaid("Cannot go to a date") {
            return;
        }
        let viewport = self.view.folds().showing(show_days(self.view.target(), first, last));
        self.go_to(ctx, viewport);
        self.toasts.done(&going::in_words((first, last)));
    }

    /// Where one looks, for dates that leave something out.
    pub(crate) fn here(&self) -> Here {
        #[allow(clippy::cast_possible_truncation)] // held in range
        let middle = Day::from_number(self.view.middle().floor() as i32);
        let selected = self.view.selection.event.map(|ix| self.session.document().event(ix).date.first_day());
        let today = jiff::Zoned::now().date();
        let small = |number: i8| u8::try_from(number).unwrap_or(1);
        let today = Day::from_ymd(i32::from(today.year()), small(today.month()), small(today.day()));
        Here { today: today.unwrap_or_default(), middle, from: selected.unwrap_or(middle) }
    }

    fn toggle(&mut self, panel: Panel) {
        if self.view.presenting && !matches!(panel, Panel::Keys | Panel::About | Panel::Shortcuts) {
            return;
        }
        self.view.panels.toggle(panel);
    }

    /// Moves the end of the measured range by a day, or by what can be seen where a day is narrow. Where there is no
    /// range it begins with the selected event, the coincidence or the middle of the view.
    fn measure(&mut self, ctx: &Context, later: bool) {
        if self.refuses_overlaid("Cannot measure days") {
            return;
        }
        let here = self.view.target();
        let event = self.view.selection.event.map(|ix| self.session.document().event(ix).date.first_day());
        let coincidence = self
            .view
            .selection
            .coincidence
            .and_then(|at| self.session.coincidences().brief(at))
            .map(|c| c.day);
        #[allow(clippy::cast_possible_truncation)] // `as` saturates, and days are held in range
        let (middle, step) =
            (Day::from_number(self.view.middle().floor() as i32), (here.days / 120.0).ceil().max(1.0) as i32);
        let begin = event.or(coincidence).unwrap_or(middle);
        let end = self.widgets.canvas.measure.extend(begin, if later { step } else { -step });
        if let Some(viewport) = shifted_to_show(here, self.view.folds(), end, end) {
            self.go_to(ctx, viewport);
        }
    }

    /// Fits the measured range or the selection; where it is fitted already, or there is none, everything.
    fn fit(&mut self, ctx: &Context) {
        let all = self.whole();
        let selected = self.view.selection.event.filter(|_| !self.view.align.is_overlaid());
        let folds = self.view.folds();
        let selection = selected.map(|ix| folds.showing(fit_event(self.session.document(), ix)));
        let here = self.view.target();
        let fits = |viewport: &Viewport| viewport.from == here.from && viewport.days == here.days;
        let measured = self.widgets.canvas.measure.range().map(|range| folds.fit(range.first, range.last));
        match measured.or(selection) {
            Some(viewport) if !fits(&viewport) => self.go_to(ctx, viewport),
            _ => self.go_to(ctx, all),
        }
        self.view.selection.reveal = self.view.selection.event.filter(|_| measured.is_none());
    }

    /// What stays where it is while keys zoom: the selected event where it is in view, else the middle.
    fn zoom_center(&self, here: &Viewport) -> f64 {
        let inside = |fraction: &f64| (0.0..=1.0).contains(fraction);
        if self.view.align.is_overlaid() {
            return Some(self.view.folds().fraction(here, 0.5)).filter(inside).unwrap_or(0.5);
        }
        let document = self.session.document();
        let selected = self.view.selection.event.filter(|ix| ix.index() < document.events().len());
        let instant = selected.map(|ix| self.session.index().extent(&document.event(ix).date).mark);
        let fraction = instant.map(|instant| self.view.folds().fraction(here, instant));
        fraction.filter(inside).unwrap_or(0.5)
    }

    fn fit_event(&mut self, ctx: &Context, ix: EventIx) {
        self.view.selection.select(Some(ix));
        if self.view.align.is_overlaid() {
            self.reveal(ctx, ix);
            return;
        }
        let viewport = self.view.folds().showing(fit_event(self.session.document(), ix));
        self.go_to(ctx, viewport);
    }

    /// To the first event, or the last, as near as now.
    fn show_end(&mut self, ctx: &Context, last: bool) {
        let here = self.view.target();
        let share = if last { 0.85 } else { 0.15 };
        if let Some(whole) = self.fit_overlaid() {
            let end = if last { self.view.folds().to(&whole) } else { whole.from };
            self.go_to(ctx, self.view.folds().with(here, end, share));
            return;
        }
        let Some((begin, end)) = self.session.index().range() else { return };
        let end = if last { end - 0.5 } else { begin.floor() + 0.5 };
        self.go_to(ctx, self.view.folds().with(here, end, share));
    }

    /// Takes away one layer: message, list, work that is waited for, panel of help, search, measured range, filter of the coincidences,
    /// what days are counted from, selection, presentation, full screen.
    fn escape(&mut self, ctx: &Context) {
        if self.view.presenting {
            return self.present(ctx, PresentCommand::Escape);
        }
        if self.widgets.canvas.close_list() || self.toasts.dismiss() || self.cancel_seen(ctx) {
            return;
        }
        let panels = &mut self.view.panels;
        if panels.keys || panels.about || panels.welcome {
            (panels.keys, panels.about, panels.welcome) = (false, false, false);
        } else if panels.dock.is_over() && panels.dock.shown().is_some() {
            panels.dock.close();
        } else if self.view.search.is_active() {
            self.search(ctx, SearchCommand::Clear);
        } else if self.widgets.canvas.measure.clear() {
            // The range was the layer on top.
        } else if self.view.listing.pair.take().is_some()
            || !std::mem::take(&mut self.view.listing.with).is_empty()
        {
            // What is listed was.
        } else if self.leave_alignment(ctx) {
            // Days were counted from something.
        } else if self.view.selection.event.is_some() {
            self.view.selection.select(None);
        } else if self.view.selection.coincidence.is_some() {
            self.view.selection.coincidence = None;
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
}
