//! Where an event stands on the axis of time: the stretch its date allows, which parts of it are sure, and the
//! instant at which its mark is drawn. In f64 days, because f32 loses days.

use crate::model::{Clock, Clocks, Day, Edge, EventDate, Moment};

/// The stretch of time that an event takes, in days since 1970-01-01. `from <= sure_from`, `sure_to <= to`;
/// between `sure_from` and `sure_to` (where that is not empty) the event certainly went on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The earliest instant; for an open or unknown beginning that of its end.
    pub from: f64,
    /// The latest instant; for an open or unknown end that of its beginning.
    pub to: f64,
    /// The instant from which on it is sure.
    pub sure_from: f64,
    /// The instant until which it is sure.
    pub sure_to: f64,
    /// Where the mark stands: the middle of what a date allows, the hour where one is known, the beginning of a
    /// span.
    pub mark: f64,
    /// How it is drawn.
    pub shape: Shape,
    /// What lies before `from`.
    pub before: Tail,
    /// What lies after `to`.
    pub after: Tail,
}

/// What lies beyond an end of an extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Nothing: the end is known.
    Closed,
    /// It goes on without bound (`..`).
    Open,
    /// It ends, nobody says where.
    Unknown,
}

/// The kinds of drawing that a date asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An exact day or hour: a mark.
    Instant,
    /// A date that is known less finely, or is doubted: a fading bar and a hollow mark.
    Imprecise,
    /// From a beginning to an end.
    Span,
}

impl Extent {
    /// The extent of a date by the clock that it is written by.
    #[must_use]
    pub fn of(date: &EventDate) -> Self {
        Self::by(date, &Clocks::AS_WRITTEN)
    }

    /// The extent of a date on an axis that shows the hours of some clocks. An hour of which no zone is known is none
    /// there: all that is known of it is its day.
    #[must_use]
    pub fn by(date: &EventDate, clocks: &Clocks) -> Self {
        if date.is_interval() { Self::of_interval(date, clocks) } else { Self::of_single(date, clocks) }
    }

    fn of_single(date: &EventDate, clocks: &Clocks) -> Self {
        let (first, last) = (date.first_day(), date.last_day());
        let shown = date.clock().filter(|_| first == last).and_then(|clock| clocks.shown(first, clock));
        let (from, to, mark) = match shown {
            Some((day, second)) => (start(day), start(day) + 1.0, start(day) + fraction(second)),
            None => (start(first), start(last) + 1.0, (start(first) + start(last) + 1.0) / 2.0),
        };
        let instant = date.is_exact();
        let shape = if instant { Shape::Instant } else { Shape::Imprecise };
        let (sure_from, sure_to) = if instant { (from, to) } else { (mark, mark) };
        Self { from, to, sure_from, sure_to, mark, shape, before: Tail::Closed, after: Tail::Closed }
    }

    fn of_interval(date: &EventDate, clocks: &Clocks) -> Self {
        let begin = known(date.begin());
        let end = known(date.end());
        let first = start(date.first_day());
        let last = start(date.last_day()) + 1.0;
        let at = |day: Day, clock: Option<&Clock>, otherwise: f64| {
            let shown = clock.and_then(|clock| clocks.shown(day, clock));
            shown.map_or(start(day) + otherwise, |(day, second)| start(day) + fraction(second))
        };
        let from = begin.map_or(first, |m| at(m.earliest, date.clock(), 0.0));
        let to = end.map_or(last, |m| at(m.latest, date.end_clock(), 1.0)).max(from);
        let doubted = |m: &Moment| m.uncertain || m.approximate;
        let sure_from = match begin {
            Some(m) if doubted(&m) => (from + to) / 2.0,
            Some(m) => at(m.latest, date.clock(), 0.0),
            None => to,
        };
        let sure_to = match end {
            Some(m) if doubted(&m) => (from + to) / 2.0,
            Some(m) => at(m.earliest, date.end_clock(), 1.0),
            None => begin.map_or(from, |m| start(m.latest) + 1.0),
        };
        Self {
            from,
            to,
            sure_from: sure_from.clamp(from, to),
            sure_to: sure_to.clamp(from, to),
            mark: from,
            shape: Shape::Span,
            before: tail(date.begin()),
            after: tail(date.end()),
        }
    }
}

fn known(edge: Edge) -> Option<Moment> {
    match edge {
        Edge::Known(moment) => Some(moment),
        Edge::Open | Edge::Unknown => None,
    }
}

fn tail(edge: Edge) -> Tail {
    match edge {
        Edge::Known(_) => Tail::Closed,
        Edge::Open => Tail::Open,
        Edge::Unknown => Tail::Unknown,
    }
}

fn start(day: Day) -> f64 {
    f64::from(day.number())
}

fn fraction(second_of_day: u32) -> f64 {
    f64::from(second_of_day) / 86_400.0
}
