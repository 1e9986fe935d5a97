//! Tells the story: from step to step, what covers and points, looking around and back, and the view as it was before
//! when it ends.

pub(crate) mod displays;
pub(crate) mod fades;
pub(crate) mod follow;
pub(crate) mod from_view;
pub(crate) mod pictures;
pub(crate) mod room;
pub(crate) mod two_windows;
pub(crate) mod writing;

use egui::Context;

use super::{App, now};
use crate::analysis::{AlignOn, LanesBy};
use crate::app::window::platform::{Awake, stay_awake};
use crate::layout::{Viewport, story};
use crate::model::{EventIx, Step};
use crate::ui::commands::{PresentCommand, RoomPlace, SearchCommand};
use crate::ui::presenting::state::{Cover, Layer, Presenting, Running};
use crate::ui::state::lane_view::LaneView;
use follow::Followed;

/// A story that is to be told as soon as its file is open.
#[derive(Clone, Copy, Debug)]
pub struct PresentWish {
    /// From this step.
    pub step: usize,
    /// Where the room's picture goes; as the displays are where it is not told.
    pub place: Option<RoomPlace>,
    /// By itself.
    pub running: Option<Running>,
}

/// What is kept beside the story that is told.
#[derive(Default)]
pub(crate) struct Told {
    /// The view before it began, to come back to.
    before: Option<Before>,
    /// Where the step looks, once one has been there.
    home: Option<Viewport>,
    /// For what lanes, focus and coincidence were chosen.
    followed: Option<Followed>,
    /// When one has come to the day of the step, in seconds since the window was opened.
    arrived: Option<f64>,
    /// Counted up with each focus that was found.
    found: u64,
    /// What was in focus before, while it fades.
    fading: fades::Fading,
    /// Where one has looked besides the steps, the last one last.
    pub looked: Vec<Step>,
    /// What is to be told as soon as its file is open.
    pub wish: Option<PresentWish>,
    /// Where the room's picture is.
    pub place: RoomPlace,
    /// Where the user wants it to be.
    pub asked_place: Option<RoomPlace>,
    /// The screen stays on for as long as this is here.
    awake: Option<Awake>,
    /// The room's own window.
    pub window: two_windows::RoomWindow,
    /// Who has moved the mouse, and when.
    pub hands: room::Hands,
}

/// A view to come back to.
struct Before {
    opening: u64,
    viewport: Viewport,
    on: Option<AlignOn>,
    by: LanesBy,
    lanes: LaneView,
    search: (String, bool),
    selected: Option<EventIx>,
    coincidence: Option<usize>,
}

/// So many places that were looked at are remembered.
const MOST_LOOKED: usize = 20;

impl App {
    pub(super) fn present(&mut self, ctx: &Context, command: PresentCommand) {
        use PresentCommand as P;
        if !self.view.presenting {
            match command {
                P::Start => self.begin_story(ctx, 0),
                P::StartHere => self.begin_story(ctx, self.chosen_step()),
                P::StartAt(step) => self.begin_story(ctx, step),
                P::Place(place) => self.derived.told.asked_place = Some(place),
                _ => {}
            }
            return;
        }
        let steps = self.session.document().story().len();
        if command == P::Accounts {
            let shows = self.accounts_shown().is_some();
            self.widgets.presenting.accounts = Some(!shows);
            return;
        }
        let told = &mut self.widgets.presenting;
        let was_covered = told.cover.is_some();
        match command {
            // A clicker may send these at any time.
            P::Start | P::StartHere | P::StartAt(_) | P::Accounts => {}
            P::Next | P::Back | P::Enter if was_covered => told.cover = None,
            P::Next => self.turn(ctx, true),
            P::Back => self.turn(ctx, false),
            P::First => self.show_step(ctx, 0, 0),
            P::Last => self.show_step(ctx, steps.saturating_sub(1), 0),
            P::To(step) => self.show_step(ctx, step, 0),
            P::Digit(digit) => told.type_digit(digit),
            P::Enter => match told.take_typed(steps).or(told.overview.take()) {
                Some(step) => self.show_step(ctx, step, 0),
                None => self.turn(ctx, true),
            },
            P::Overview => {
                let here = told.step;
                told.overview = if told.overview.is_some() || steps == 0 { None } else { Some(here) };
            }
            P::Choose(across, down) => told.choose(across, down, steps),
            P::Black => told.cover(Cover::Black),
            P::White => told.cover(Cover::White),
            P::Pointer => told.toggle_pointer(),
            P::Spotlight => told.toggle_spotlight(),
            P::SpotlightBy(percent) => told.scale_spotlight(percent),
            P::Freeze => told.frozen = !told.frozen,
            P::Note => told.note = !told.note,
            P::Restart => (told.since, told.step_since, told.first) = (now(ctx), now(ctx), told.step),
            P::Return => self.return_to_step(ctx),
            P::Keep => self.keep_step(ctx),
            P::Run => self.run_by_itself(now(ctx)),
            P::Rest => told.running = None,
            P::Place(place) => {
                self.derived.told.asked_place = Some(place);
                self.derived.told.window.lost = None;
                self.place_room(place);
                self.make_way(ctx);
            }
            P::Swap => self.swap_displays(ctx),
            P::Escape => self.escape_presenting(ctx),
            P::End => self.end_story(ctx),
        }
    }

    /// Begins with a step; without a story the timeline alone is shown.
    fn begin_story(&mut self, ctx: &Context, step: usize) {
        let search = &self.view.search;
        self.derived.told.before = Some(Before {
            opening: self.session.version().opening,
            viewport: self.view.target(),
            on: self.view.align.on().cloned(),
            by: self.session.lanes().by(),
            lanes: self.view.lanes.clone(),
            search: (search.text.clone(), search.hide_rest),
            selected: self.view.selection.event,
            coincidence: self.view.selection.coincidence,
        });
        self.view.presenting = true;
        // What was selected before is nothing that the room has asked about.
        self.view.selection.event = None;
        self.place_room(self.first_place());
        self.make_way(ctx);
        // Only a window that is on a screen has one to keep on.
        self.derived.told.awake = self.derived.told.window.here.is_some().then(stay_awake);
        self.widgets.presenting = Presenting::begin(step, now(ctx));
        (self.derived.told.home, self.derived.told.followed) = (None, None);
        (self.view.panels.keys, self.view.panels.about) = (false, false);
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        let steps = self.session.document().story().len();
        if steps > 0 {
            self.look_at_step(ctx, step.min(steps - 1), 0);
        }
    }

    /// The step before which one stands in the panel, else the one that was told last.
    fn chosen_step(&self) -> usize {
        let chosen = self.widgets.story.chosen.unwrap_or(self.widgets.presenting.step);
        chosen.min(self.session.document().story().len().saturating_sub(1))
    }

    /// The next stage or step, or the one before. One that looks around comes back first.
    fn turn(&mut self, ctx: &Context, later: bool) {
        let (document, told) = (self.session.document(), &self.widgets.presenting);
        let to = if later { told.after(document) } else { told.before(document) };
        let round = later && told.running.is_some_and(|running| running.round);
        match to {
            Some((step, stage)) => self.show_step(ctx, step, stage),
            None if round => self.show_step(ctx, 0, 0),
            None => {
                self.widgets.presenting.running = None;
                self.return_to_step(ctx);
            }
        }
    }

    /// Shows a step at a stage. What one has looked at besides is remembered.
    fn show_step(&mut self, ctx: &Context, step: usize, stage: usize) {
        if step >= self.session.document().story().len() {
            return;
        }
        self.remember_looked();
        let told = &mut self.widgets.presenting;
        (told.cover, told.overview) = (None, None);
        told.typed.clear();
        if told.step == step && !told.wandered {
            told.stage = stage;
            if told.running.is_some() {
                told.step_since = now(ctx);
            }
            return;
        }
        self.look_at_step(ctx, step, stage);
    }

    /// Goes where a step looks.
    fn look_at_step(&mut self, ctx: &Context, at: usize, stage: usize) {
        let Some(step) = self.session.document().story().get(at).cloned() else { return };
        let told = &mut self.widgets.presenting;
        if told.step != at || told.focus.is_none() {
            (told.step_since, told.accounts) = (now(ctx), None);
        }
        (told.step, told.stage, told.wandered) = (at, stage, false);
        self.view.listing.set_lanes_by(step.lanes_by);
        if self.view.search.text.trim() != step.query.trim()
            || self.view.search.hide_rest == step.query.is_empty()
        {
            let search = match step.query.trim() {
                "" => SearchCommand::Clear,
                query => SearchCommand::Only(query.to_owned()),
            };
            self.search(ctx, search);
        }
        self.view.selection.event = None;
        self.widgets.canvas.measure.clear();
        let days = self.days_of_step(&step);
        let (time, at_once) = (now(ctx), self.moves_at_once());
        let on = (!step.align.is_empty()).then(|| AlignOn::of_text(&step.align));
        if on.is_some() || self.view.align.wanted().is_some() {
            self.view.look_at(on, days, time, at_once);
        } else if let Some(days) = days {
            self.view.fly_to(days, time, at_once);
        }
        (self.derived.told.followed, self.derived.told.arrived) = (None, None);
        self.derived.told.home = (!self.view.align.is_waiting()).then(|| self.view.target());
        ctx.request_repaint();
    }

    /// The days that a step shows.
    fn days_of_step(&self, step: &Step) -> Option<Viewport> {
        let days = story::days(self.session.document(), self.session.index(), step)?;
        Some(self.view.folds().showing(days))
    }

    /// Back to the step after looking around.
    fn return_to_step(&mut self, ctx: &Context) {
        if self.widgets.presenting.wandered {
            self.remember_looked();
            let Presenting { step, stage, .. } = self.widgets.presenting;
            self.look_at_step(ctx, step, stage);
        }
    }

    /// Remembers what one has looked at besides the step.
    fn remember_looked(&mut self) {
        if !self.widgets.presenting.wandered || self.view.align.is_waiting() {
            return;
        }
        let looked = self.step_from_view();
        let list = &mut self.derived.told.looked;
        list.retain(|other| *other != looked);
        list.push(looked);
        if list.len() > MOST_LOOKED {
            list.remove(0);
        }
    }

    /// Stands, runs once, runs round and round: one after the other.
    fn run_by_itself(&mut self, now: f64) {
        let told = &mut self.widgets.presenting;
        told.running = match told.running {
            None => Some(Running { seconds: None, round: false }),
            Some(Running { seconds, round: false }) => Some(Running { seconds, round: true }),
            Some(Running { round: true, .. }) => None,
        };
        told.step_since = now;
    }

    /// Begins what was wished for on the command line, once its file is open.
    pub(crate) fn keep_wish(&mut self, ctx: &Context) {
        let opens = self.session.is_sample() || self.session.is_partial() || self.files.is_reading();
        if opens || self.view.presenting {
            return;
        }
        let Some(wish) = self.derived.told.wish.take() else { return };
        self.derived.told.asked_place = wish.place;
        self.begin_story(ctx, wish.step);
        self.widgets.presenting.running = wish.running;
    }

    fn escape_presenting(&mut self, ctx: &Context) {
        let is_covered = self.widgets.presenting.cover.is_some();
        if !is_covered && (self.widgets.canvas.close_list() || self.cancel_seen(ctx)) {
            return;
        }
        let panels = &mut self.view.panels;
        if !is_covered && (panels.keys || panels.about) {
            (panels.keys, panels.about) = (false, false);
            return;
        }
        match self.widgets.presenting.escape() {
            Layer::Over => {}
            Layer::Wandering => self.return_to_step(ctx),
            Layer::All => self.end_story(ctx),
        }
    }

    /// Stops presenting and looks again at what was looked at before.
    fn end_story(&mut self, ctx: &Context) {
        self.remember_looked();
        self.view.presenting = false;
        self.derived.told.awake = None;
        self.derived.told.window.lost = None;
        self.restore_window(ctx);
        let step = self.widgets.presenting.step;
        self.widgets.presenting = Presenting { step, ..Presenting::default() };
        (self.derived.told.home, self.derived.told.followed) = (None, None);
        let Some(before) = self.derived.told.before.take() else { return };
        if before.opening != self.session.version().opening {
            return;
        }
        self.view.listing.set_lanes_by(before.by);
        *self.view.lanes_of(before.by) = before.lanes;
        self.derived.lister.then_show = None;
        let (text, hide_rest) = before.search;
        if self.view.search.text != text {
            self.search(ctx, if text.is_empty() { SearchCommand::Clear } else { SearchCommand::Ask(text) });
        }
        self.view.search.hide_rest = hide_rest;
        let events = self.session.document().events().len();
        self.view.selection.event = before.selected.filter(|ix| ix.index() < events);
        self.view.selection.coincidence =
            before.coincidence.filter(|at| *at < self.session.coincidences().len());
        self.view.look_at(before.on, Some(before.viewport), now(ctx), true);
    }
}
