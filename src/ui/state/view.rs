//! Where one looks: the viewport with its motion and the views before, what is selected, which panels are open.
//! Knows nothing of egui, so that walking about is tested without a window.

use std::collections::HashMap;

use super::alignment::{Align, Place, Step};
use super::dock::Dock;
use super::lane_view::LaneView;
use super::search::Search;
use super::selection::Selected;
use crate::analysis::{DayZone, LanesBy, Listing, Sort, Threshold};
use crate::layout::flight::Flight;
use crate::layout::{Folds, Viewport};
use crate::ui::commands::Panel;

/// How long a move of the view takes, in seconds.
const MOVE_SECONDS: f64 = 0.25;
/// Changes of the view that follow each other faster than this are one for "view before", in seconds.
const GESTURE_SECONDS: f64 = 0.8;
/// How many views before are kept.
const MAX_VIEWS_KEPT: usize = 100;

/// What is looked at and how.
#[derive(Clone, Debug)]
pub struct View {
    travel: Travel,
    /// What is selected; good for the open document.
    pub selection: Selected,
    /// Whether nothing can be changed, for presenting.
    pub read_only: bool,
    /// What days are counted from.
    pub align: Align,
    /// Which lanes are shown and how; for the open document.
    pub lanes: LaneView,
    kinds: LaneKinds,
    /// The panels that are open.
    pub panels: Panels,
    /// Whether the audience is looking.
    pub presenting: bool,
    /// What is searched for.
    pub search: Search,
    /// Which coincidences are looked for.
    pub listing: Listing,
    /// In which order the panel lists them.
    pub sort: Sort,
    /// Which of them the timeline marks.
    pub threshold: Threshold,
    /// The problem whose place is shown: file, diagnostic.
    pub problem: Option<(usize, usize)>,
    /// Whose hours stand in a second row below the ruler, where the axis shows one clock.
    pub second_clock: Option<DayZone>,
    /// The empty time that the axis folds.
    folds: Folds,
    /// Whose clocks the axis showed before, and since when events slide to their new places.
    sliding: Option<(DayZone, f64)>,
}

/// Where one looks, and the way there and back.
#[derive(Clone, Debug)]
struct Travel {
    viewport: Viewport,
    moving: Option<Moving>,
    before: Vec<Place>,
    /// The views that one has come back from, the next one last.
    after: Vec<Place>,
    last_change: f64,
}

/// What the lanes are, and how lanes of other kinds were last looked at.
#[derive(Clone, Debug, Default)]
struct LaneKinds {
    shown: LanesBy,
    others: HashMap<LanesBy, LaneView>,
}

/// Which panels are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panels {
    /// The one beside the timeline.
    pub dock: Dock,
    /// The keys.
    pub keys: bool,
    /// What this program is.
    pub about: bool,
    /// Where keys are changed.
    pub shortcuts: bool,
    /// What the window offers when it starts without a file.
    pub welcome: bool,
}

#[derive(Clone, Copy, Debug)]
struct Moving {
    from: Viewport,
    to: Viewport,
    since: f64,
    /// The way of a flight; a straight one where it is none.
    flight: Option<Flight>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            travel: Travel::new(Viewport { from: 19_723.0, days: 366.0, scroll: 0.0 }),
            selection: Selected::default(),
            read_only: false,
            align: Align::default(),
            lanes: LaneView::default(),
            kinds: LaneKinds::default(),
            panels: Panels::default(),
            presenting: false,
            search: Search::default(),
            listing: Listing::default(),
            sort: Sort::default(),
            threshold: Threshold::default(),
            problem: None,
            second_clock: None,
            folds: Folds::default(),
            sliding: None,
        }
    }
}

impl Travel {
    fn new(viewport: Viewport) -> Self {
        Self { viewport, moving: None, before: Vec::new(), after: Vec::new(), last_change: f64::NEG_INFINITY }
    }
}

impl View {
    /// What is in view now.
    #[must_use]
    pub fn viewport(&self) -> Viewport {
        self.travel.viewport
    }

    /// Where the view is going, or is.
    #[must_use]
    pub fn target(&self) -> Viewport {
        self.travel.moving.map_or(self.travel.viewport, |moving| moving.to)
    }

    /// Takes the view along its way; `now` in seconds. Returns whether it still moves.
    pub fn tick(&mut self, now: f64) -> bool {
        self.sliding.take_if(|(_, since)| now - *since >= MOVE_SECONDS);
        let Some(moving) = self.travel.moving else { return self.sliding.is_some() };
        let seconds = moving.flight.map_or(MOVE_SECONDS, |flight| flight.seconds());
        let t = ((now - moving.since) / seconds).clamp(0.0, 1.0);
        if t >= 1.0 {
            self.travel.viewport = moving.to;
            self.travel.moving = None;
        } else {
            self.travel.viewport = self.on_the_way(&moving, t);
        }
        self.travel.moving.is_some() || self.sliding.is_some()
    }

    /// Where one is after a part of the time of a move.
    fn on_the_way(&self, moving: &Moving, t: f64) -> Viewport {
        let Moving { from, to, .. } = moving;
        let scroll = self.travel.viewport.scroll;
        match (moving.flight, self.folds.is_on()) {
            (None, false) => from.towards(*to, eased(t)),
            (Some(flight), false) => Viewport { scroll, ..flight.at(t) },
            (None, true) => {
                let share = eased(t);
                self.folds.part_way(from, to, share, from.days * (to.days / from.days).powf(share))
            }
            (Some(flight), true) => {
                let (share, days) = flight.share_at(t);
                Viewport { scroll, ..self.folds.part_way(from, to, share, days) }
            }
        }
    }

    /// The empty time that the axis folds.
    #[must_use]
    pub fn folds(&self) -> &Folds {
        &self.folds
    }

    /// Folds other empty time than before, and shows this at once.
    pub fn refold(&mut self, folds: Folds, viewport: Viewport) {
        self.folds = folds;
        self.travel.moving = None;
        self.travel.viewport = viewport.clamped();
    }

    /// All time in view where the view is going, from its left edge to its right, folded or not.
    #[must_use]
    pub fn seen(&self) -> Viewport {
        let target = self.target();
        Viewport { days: self.folds.to(&target) - target.from, ..target }
    }

    /// Events slide from where other clocks placed them.
    pub fn slide_from(&mut self, before: DayZone, now: f64) {
        self.sliding = Some((before, now));
    }

    /// Whose clocks placed events before, and how much of their way is left, from 1 to 0; `None` where they have arrived.
    #[must_use]
    pub fn sliding(&self, now: f64) -> Option<(&DayZone, f64)> {
        let (before, since) = self.sliding.as_ref()?;
        Some((before, 1.0 - eased(((now - since) / MOVE_SECONDS).clamp(0.0, 1.0))))
    }

    /// Shows something else at once, as part of a gesture.
    pub fn set(&mut self, viewport: Viewport, now: f64) {
        if now - self.travel.last_change > GESTURE_SECONDS {
            self.remember();
        }
        self.travel.last_change = now;
        self.travel.moving = None;
        self.travel.viewport = viewport.clamped();
    }

    /// Scrolls the lanes, which is no change of the view worth remembering.
    pub fn scroll_to(&mut self, scroll: f32) {
        self.travel.viewport.scroll = scroll.max(0.0);
        if let Some(moving) = &mut self.travel.moving {
            moving.to.scroll = scroll.max(0.0);
            moving.from.scroll = scroll.max(0.0);
        }
    }

    /// Goes somewhere; `at_once` where moves take no time.
    pub fn go_to(&mut self, viewport: Viewport, now: f64, at_once: bool) {
        let to = viewport.clamped();
        if to == self.target() {
            return;
        }
        self.remember();
        self.travel.last_change = now;
        self.start(to, now, at_once);
    }

    /// Flies somewhere, on one path for zoom and pan; `at_once` where moves take no time.
    pub fn fly_to(&mut self, viewport: Viewport, now: f64, at_once: bool) {
        let to = viewport.clamped();
        self.travel.last_change = now;
        self.start(to, now, at_once);
        if let Some(moving) = &mut self.travel.moving {
            moving.flight = Some(Flight::new(moving.from, self.folds.unfolded(&moving.from, &to)));
        }
    }

    /// How far one is on the way to somewhere, from 0 to 1; 1 where one is there.
    #[must_use]
    pub fn arrived(&self, now: f64) -> f64 {
        self.travel.moving.map_or(1.0, |moving| {
            let seconds = moving.flight.map_or(MOVE_SECONDS, |flight| flight.seconds());
            ((now - moving.since) / seconds).clamp(0.0, 1.0)
        })
    }

    /// Where the view is going and how much of its way is behind it, from 0 to 1; `None` where it stands.
    #[must_use]
    pub fn flying(&self, now: f64) -> Option<(Viewport, f32)> {
        self.travel.moving.map(|moving| (moving.to, eased(self.arrived(now)) as f32))
    }

    /// Back to the view before.
    pub fn go_back(&mut self, now: f64, at_once: bool) {
        if let Some(to) = self.travel.before.last().cloned() {
            self.go_to_place(to, Step::Back, now, at_once);
        }
    }

    /// Forward again to the view that one has come back from.
    pub fn go_forward(&mut self, now: f64, at_once: bool) {
        if let Some(to) = self.travel.after.last().cloned() {
            self.go_to_place(to, Step::Forward, now, at_once);
        }
    }

    /// Whether there is a view before.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.travel.before.is_empty()
    }

    /// Whether there is a view that one has come back from.
    #[must_use]
    pub fn can_go_forward(&self) -> bool {
        !self.travel.after.is_empty()
    }

    /// How lanes of a kind are looked at, whether they are shown now or not.
    pub fn lanes_of(&mut self, by: LanesBy) -> &mut LaneView {
        if by == self.kinds.shown { &mut self.lanes } else { self.kinds.others.entry(by).or_default() }
    }

    /// Looks at another document: nothing is selected, there is no view before.
    pub fn reset(&mut self, viewport: Viewport) {
        *self = self.of_another(viewport);
    }

    /// A view of another document in the same window.
    #[must_use]
    pub fn of_another(&self, viewport: Viewport) -> Self {
        Self {
            travel: Travel::new(viewport.clamped()),
            panels: self.panels,
            presenting: self.presenting,
            read_only: self.read_only,
            ..Self::default()
        }
    }

    /// Looks at lanes of another kind, as they were last looked at.
    pub fn regroup(&mut self, by: LanesBy) {
        let next = self.kinds.others.remove(&by).unwrap_or_default();
        let before = std::mem::replace(&mut self.lanes, next);
        self.kinds.others.insert(self.kinds.shown, before);
        (self.kinds.shown, self.selection.lane) = (by, None);
        self.travel.viewport.scroll = 0.0;
        self.selection.reveal = self.selection.event;
    }

    /// Notes among the views before and after that one leaves this one.
    pub(crate) fn step(&mut self, step: Step) {
        let here = self.place();
        match step {
            Step::New => self.remember(),
            Step::Back => {
                self.travel.before.pop();
                self.travel.after.push(here);
            }
            Step::Forward => {
                self.travel.after.pop();
                self.travel.before.push(here);
            }
            Step::Same => {}
        }
    }

    /// The view before is gone.
    pub(crate) fn forget_before(&mut self) {
        self.travel.before.pop();
    }

    /// The view after is gone.
    pub(crate) fn forget_after(&mut self) {
        self.travel.after.pop();
    }

    /// Shows something else, which is no part of the gesture before.
    pub(crate) fn arrive(&mut self, viewport: Viewport, now: f64, at_once: bool) {
        self.start(viewport.clamped(), now, at_once);
    }

    fn place(&self) -> Place {
        Place { viewport: self.target(), on: self.align.on().cloned() }
    }

    fn start(&mut self, to: Viewport, now: f64, at_once: bool) {
        if at_once {
            self.travel.viewport = to;
            self.travel.moving = None;
        } else {
            self.travel.moving = Some(Moving { from: self.travel.viewport, to, since: now, flight: None });
        }
    }

    fn remember(&mut self) {
        self.travel.after.clear();
        let here = self.place();
        if self.travel.before.last() != Some(&here) {
            self.travel.before.push(here);
            if self.travel.before.len() > MAX_VIEWS_KEPT {
                self.travel.before.remove(0);
            }
        }
    }
}

/// Slow at both ends (smoothstep).
fn eased(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

impl Panels {
    /// Opens or closes a panel.
    pub fn toggle(&mut self, panel: Panel) {
        let flag = match panel {
            Panel::Inspector
            | Panel::Coincidences
            | Panel::Pairs
            | Panel::Story
            | Panel::Problems
            | Panel::History
            | Panel::Differences => return self.dock.toggle(panel),
            Panel::Keys => &mut self.keys,
            Panel::About => &mut self.about,
            Panel::Shortcuts => &mut self.shortcuts,
            Panel::Welcome => &mut self.welcome,
        };
        *flag = !*flag;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport(from: f64) -> Viewport {
        Viewport { from, days: 10.0, scroll: 0.0 }
    }

    #[test]
    fn moves_take_time_and_arrive() {
        let mut view = View::default();
        let start = view.viewport();
        view.go_to(viewport(20_000.0), 1.0, false);
        assert_eq!(view.viewport(), start);
        assert!(view.tick(1.1));
        assert!(view.viewport().days < start.days && view.viewport().days > 10.0);
        assert!(!view.tick(1.3));
        assert_eq!(view.viewport(), viewport(20_000.0));
    }

    #[test]
    fn back_returns_to_each_view_once() {
        let mut view = View::default();
        let start = view.viewport();
        view.go_to(viewport(100.0), 1.0, true);
        for step in 0..10 {
            view.set(viewport(100.0 + f64::from(step)), 5.0 + f64::from(step) * 0.01);
        }
        view.go_back(9.0, true);
        assert_eq!(view.viewport(), viewport(100.0), "a gesture is one step");
        view.go_back(9.0, true);
        assert_eq!(view.viewport(), start);
        assert!(!view.can_go_back());
        view.go_forward(10.0, true);
        assert_eq!(view.viewport(), viewport(100.0));
        view.go_forward(10.0, true);
        assert_eq!(view.viewport(), viewport(109.0), "where the gesture ended");
        assert!(!view.can_go_forward() && view.can_go_back());
        view.go_back(11.0, true);
        view.go_to(viewport(500.0), 12.0, true);
        assert!(!view.can_go_forward(), "another way was taken");
        view.go_back(13.0, true);
        assert_eq!(view.viewport(), viewport(100.0));
    }
}
