//! Where one looks: the viewport with its motion and the views before, what is selected, which panels are open.
//! Knows nothing of egui, so that walking about is tested without a window.

use super::command::Panel;
use crate::analysis::Coincidence;
use crate::layout::Viewport;
use crate::model::{Document, EventIx};

/// How long a move of the view takes, in seconds.
const MOVE_SECONDS: f64 = 0.25;
/// Changes of the view that follow each other faster than this are one for "view before", in seconds.
const GESTURE_SECONDS: f64 = 0.8;
/// How many views before are kept.
const KEPT_VIEWS: usize = 100;

/// What is looked at and how.
#[derive(Clone, Debug)]
pub struct View {
    viewport: Viewport,
    moving: Option<Moving>,
    before: Vec<Viewport>,
    last_change: f64,
    /// The selected event; good for the open document.
    pub selected: Option<EventIx>,
    /// The coincidence that was gone to, by its position in the list.
    pub current: Option<usize>,
    /// An event that is to be scrolled into view as soon as it is known where it is.
    pub reveal: Option<EventIx>,
    /// The panels that are open.
    pub panels: Panels,
    /// Whether the audience is looking.
    pub presenting: bool,
    /// The problem whose place is shown: file, diagnostic.
    pub problem: Option<(usize, usize)>,
}

/// Which panels are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // one flag per panel is what this is
pub struct Panels {
    /// The selected event and day.
    pub inspector: bool,
    /// All coincidences.
    pub coincidences: bool,
    /// Problems of the files.
    pub problems: bool,
    /// The keys.
    pub keys: bool,
    /// What this program is.
    pub about: bool,
}

#[derive(Clone, Copy, Debug)]
struct Moving {
    from: Viewport,
    to: Viewport,
    since: f64,
}

impl Default for View {
    fn default() -> Self {
        Self {
            viewport: Viewport { from: 19_723.0, days: 366.0, scroll: 0.0 },
            moving: None,
            before: Vec::new(),
            last_change: f64::NEG_INFINITY,
            selected: None,
            current: None,
            reveal: None,
            panels: Panels {
                inspector: true,
                coincidences: false,
                problems: false,
                keys: false,
                about: false,
            },
            presenting: false,
            problem: None,
        }
    }
}

impl View {
    /// What is in view now.
    #[must_use]
    pub fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// Where the view is going, or is.
    #[must_use]
    pub fn target(&self) -> Viewport {
        self.moving.map_or(self.viewport, |moving| moving.to)
    }

    /// Whether the view is on its way.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.moving.is_some()
    }

    /// Takes the view along its way; `now` in seconds. Returns whether it still moves.
    pub fn tick(&mut self, now: f64) -> bool {
        let Some(moving) = self.moving else { return false };
        let t = ((now - moving.since) / MOVE_SECONDS).clamp(0.0, 1.0);
        if t >= 1.0 {
            self.viewport = moving.to;
            self.moving = None;
        } else {
            self.viewport = moving.from.towards(moving.to, eased(t));
        }
        self.moving.is_some()
    }

    /// Shows something else at once, as part of a gesture.
    pub fn set(&mut self, viewport: Viewport, now: f64) {
        if now - self.last_change > GESTURE_SECONDS {
            self.remember();
        }
        self.last_change = now;
        self.moving = None;
        self.viewport = viewport.clamped();
    }

    /// Scrolls the lanes, which is no change of the view worth remembering.
    pub fn scroll_to(&mut self, scroll: f32) {
        self.viewport.scroll = scroll.max(0.0);
        if let Some(moving) = &mut self.moving {
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
        self.last_change = now;
        self.start(to, now, at_once);
    }

    /// Back to the view before.
    pub fn go_back(&mut self, now: f64, at_once: bool) {
        if let Some(to) = self.before.pop() {
            self.start(to, now, at_once);
        }
    }

    /// Whether there is a view before.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.before.is_empty()
    }

    /// Looks at another document: nothing is selected, there is no view before.
    pub fn reset(&mut self, viewport: Viewport) {
        *self = Self {
            viewport: viewport.clamped(),
            panels: self.panels,
            presenting: self.presenting,
            ..Self::default()
        };
    }

    fn start(&mut self, to: Viewport, now: f64, at_once: bool) {
        if at_once {
            self.viewport = to;
            self.moving = None;
        } else {
            self.moving = Some(Moving { from: self.viewport, to, since: now });
        }
    }

    fn remember(&mut self) {
        let view = self.target();
        if self.before.last() != Some(&view) {
            self.before.push(view);
            if self.before.len() > KEPT_VIEWS {
                self.before.remove(0);
            }
        }
    }
}

/// Slow at both ends (smoothstep).
fn eased(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

/// The view that shows every event.
#[must_use]
pub fn fit_all(document: &Document) -> Viewport {
    let first = document.events().iter().map(|event| event.date.first_day()).min();
    let last = document.events().iter().map(|event| event.date.last_day()).max();
    match (first, last) {
        (Some(first), Some(last)) => Viewport::fit(first, last.max(first)),
        _ => View::default().viewport,
    }
}

/// The view that shows one event with some days on either side.
#[must_use]
pub fn fit_event(document: &Document, ix: EventIx) -> Viewport {
    let date = &document.event(ix).date;
    let (first, last) = (date.first_day(), date.last_day());
    let air = (last.since(first) / 4).max(3);
    Viewport::fit(first.plus(-air), last.plus(air))
}

/// The view around a coincidence: as wide as its nearest ten neighbours need, its day a little left of the
/// middle, because labels stand to the right.
#[must_use]
pub fn around(document: &Document, coincidence: &Coincidence) -> Viewport {
    const NEIGHBOURS: usize = 10;
    let day = coincidence.day;
    let mut far: Vec<i32> =
        document.events().iter().map(|event| event.date.first_day().since(day).abs()).collect();
    far.sort_unstable();
    let reach = far.get(NEIGHBOURS).or(far.last()).copied().unwrap_or(0);
    let length = coincidence.end.since(day) + 1;
    let days = f64::from((reach * 2).clamp(21, 1461).max(length * 2));
    let middle = f64::from(day.number()) + f64::from(length) / 2.0;
    Viewport { from: middle - days * 0.36, days, scroll: 0.0 }.clamped()
}

/// The coincidence to show first: certain before possible, then most shared countries, then most important
/// members, then the latest.
#[must_use]
pub fn most_important(document: &Document, coincidences: &[Coincidence]) -> Option<usize> {
    let weight = |c: &Coincidence| {
        let importance: u32 = c.events.iter().map(|ix| u32::from(document.event(*ix).importance)).sum();
        (std::cmp::Reverse(c.certainty), c.shared.countries.len(), importance, c.day)
    };
    (0..coincidences.len()).max_by_key(|i| weight(&coincidences[*i]))
}

/// The event after (or before) another in time, in its lane or in any; where nothing is selected, the one
/// nearest to the middle of the view.
#[must_use]
pub fn next_event(
    document: &Document,
    from: Option<EventIx>,
    viewport: &Viewport,
    later: bool,
    any_lane: bool,
) -> Option<EventIx> {
    let Some(from) = from else { return nearest_to(document, viewport.at(0.5), None) };
    let lane = &document.event(from).lane;
    let order = |ix: EventIx| (document.event(ix).date.first_day(), seconds(document, ix), ix);
    let here = order(from);
    let others = indices(document).filter(|ix| any_lane || document.event(*ix).lane == *lane);
    if later {
        others.filter(|ix| order(*ix) > here).min_by_key(|ix| order(*ix))
    } else {
        others.filter(|ix| order(*ix) < here).max_by_key(|ix| order(*ix))
    }
}

/// The event nearest in time in the next lane down (or up) that has events.
#[must_use]
pub fn next_lane(
    document: &Document,
    from: Option<EventIx>,
    viewport: &Viewport,
    down: bool,
) -> Option<EventIx> {
    let Some(from) = from else { return nearest_to(document, viewport.at(0.5), None) };
    let lane_of = |ix: EventIx| document.lanes().iter().position(|lane| lane.id == document.event(ix).lane);
    let here = lane_of(from)?;
    let lanes = indices(document).filter_map(lane_of);
    let lane = if down { lanes.filter(|l| *l > here).min() } else { lanes.filter(|l| *l < here).max() }?;
    nearest_to(document, f64::from(document.event(from).date.first_day().number()), Some(lane))
}

/// The next member of a coincidence after the selected event, around in a circle.
#[must_use]
pub fn next_member(coincidence: &Coincidence, selected: Option<EventIx>) -> Option<EventIx> {
    let at = selected.and_then(|ix| coincidence.events.iter().position(|member| *member == ix));
    let next = at.map_or(0, |at| (at + 1) % coincidence.events.len().max(1));
    coincidence.events.get(next).copied()
}

/// The coincidence after (or before) the current one; where there is none, the first after (the last before)
/// the middle of the view. `None` at either end.
#[must_use]
pub fn next_coincidence(
    coincidences: &[Coincidence],
    current: Option<usize>,
    viewport: &Viewport,
    later: bool,
) -> Option<usize> {
    if let Some(current) = current {
        let next = if later { current.checked_add(1) } else { current.checked_sub(1) };
        return next.filter(|next| *next < coincidences.len());
    }
    let middle = viewport.at(0.5);
    let day = |c: &Coincidence| f64::from(c.day.number());
    if later {
        coincidences.iter().position(|c| day(c) >= middle)
    } else {
        coincidences.iter().rposition(|c| day(c) < middle)
    }
}

fn indices(document: &Document) -> impl Iterator<Item = EventIx> {
    (0..u32::try_from(document.events().len()).unwrap_or(u32::MAX)).map(EventIx)
}

fn seconds(document: &Document, ix: EventIx) -> u32 {
    document.event(ix).date.clock().map_or(0, |clock| clock.second_of_day)
}

fn nearest_to(document: &Document, instant: f64, lane: Option<usize>) -> Option<EventIx> {
    let lane = lane.and_then(|lane| document.lanes().get(lane));
    indices(document)
        .filter(|ix| lane.is_none_or(|lane| lane.id == document.event(*ix).lane))
        .min_by(|a, b| distance(document, *a, instant).total_cmp(&distance(document, *b, instant)))
}

fn distance(document: &Document, ix: EventIx, instant: f64) -> f64 {
    (f64::from(document.event(ix).date.first_day().number()) - instant).abs()
}

/// Opens or closes a panel.
pub fn toggle(panels: &mut Panels, panel: Panel) {
    let flag = match panel {
        Panel::Inspector => &mut panels.inspector,
        Panel::Coincidences => &mut panels.coincidences,
        Panel::Problems => &mut panels.problems,
        Panel::Keys => &mut panels.keys,
        Panel::About => &mut panels.about,
    };
    *flag = !*flag;
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
    }
}
