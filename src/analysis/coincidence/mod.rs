//! What "the same day" means: one definition, used by the canvas, the panel, the command line and the exports.
//!
//! **Days.** An event happens on every day from its beginning to its end; a span of more than
//! [`Rule::long_span_days`] counts with its first and its last day only, unless [`Rule::during`] asks for all. A
//! day is *sure* where the event happens on it whatever its imprecise dates turn out to be, and *possible*
//! where it happens on it for some of what they allow. Uncertain (`?`) and approximate (`~`) days are possible
//! only, and so is every day inside a span with such an end. A date coarser than [`Rule::coarsest`], as a rule a
//! month, has no possible days: it would coincide with everything. An open or unknown end adds no days, not even with `during`.
//!
//! **Certain coincidences** are made of sure days alone; imprecise members never take part. Without tolerance
//! each day with sure events in at least two lanes is one coincidence. (Only where long spans count on all
//! their days, days in a row with the same members are one, from `day` to `end`: two wars would otherwise be a
//! thousand.) With a tolerance of N days, each maximal window of N + 1 days is one: a window whose members are
//! all in a neighbouring window too is not listed. `day` to `end` is what all windows with these members have
//! in common, for single days the first and the last member's; where the members share days, the first of these.
//!
//! **Possible coincidences** are the maximal groups of events in at least two lanes whose days, sure and
//! possible, meet on a day (with tolerance: in a window), where at least one member is there only possibly.
//! `day` and `end` are the first and the last day that all their dates allow. A group whose members are all
//! sure on one and the same day is none: the certain coincidence of that day says it already. Where an
//! imprecise event joins a day that is a certain coincidence, the day is listed twice: certain without it,
//! possible with it.
//!
//! **Lanes** are countries as a rule, or tags, people, places or sources ([`Rule::lanes_by`]). An event in several
//! lanes is still one: two different events in two different lanes are needed, which is to say at least two events
//! that are in at least two lanes together. An event without a value takes no part: it is in no place that is known
//! to be another.
//!
//! A long span takes part with its first and with its last day as two happenings, and windows are maximal in
//! happenings. All is one sweep over days in order; it costs the sorting, and what it lists: where many long
//! spans overlap and all their days count, that can be the square of their number.

mod happening;
mod listing;
mod order;
mod reason;
pub mod report;
mod shared;
mod surprise;
mod sweep;

use super::grouping::{Grouping, LanesBy};
use super::membership::Membership;
use crate::model::{Day, Document, Event, EventDate, EventIx, Lane, LaneId, Precision};

pub use listing::{Listing, Scope, Sort, list};
pub use order::{OrderInDay, OrderStep, order_in_day};
pub use reason::reason;
pub(in crate::analysis) use reason::vague;
pub use surprise::{Expected, Rates, SURPRISE};

use happening::{Happening, Occurrences, Ranges};
use shared::Things;
use sweep::{Found, Listing as Sweeping};

/// The coincidence to show first among those wanted: certain before possible, then most shared countries, then
/// most important members, then the latest. `None` where none is wanted.
#[must_use]
pub fn most_important(
    document: &Document,
    coincidences: &[Coincidence],
    wanted: impl Fn(&Coincidence) -> bool,
) -> Option<usize> {
    let weight = |c: &Coincidence| {
        let importance: u32 = c.events.iter().map(|ix| u32::from(document.event(*ix).importance)).sum();
        (std::cmp::Reverse(c.certainty), c.shared.countries.len(), importance, c.day)
    };
    let candidates = (0..coincidences.len()).filter(|at| wanted(&coincidences[*at]));
    candidates.max_by_key(|at| weight(&coincidences[*at]))
}

/// Which day an event that carries a time belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DayZone {
    /// The civil day as written.
    #[default]
    AsWritten,
    /// The day in UTC.
    Utc,
    /// The day in a zone of the IANA database, "Asia/Tehran"; a name that is not in it moves nothing.
    Named(String),
}

/// How coincidences are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// ± days, 0 to 30: windows of that many days and one more.
    pub tolerance_days: u8,
    /// Whose day counts.
    pub zone: DayZone,
    /// A span of more days than this counts with its first and its last day only.
    pub long_span_days: u32,
    /// Whether long spans count on every day.
    pub during: bool,
    /// Whether possible coincidences are wanted too.
    pub possible: bool,
    /// A date coarser than this has no possible days: a year is possible on every one of its days, which says
    /// nothing.
    pub coarsest: Precision,
    /// What the lanes are that the events must be in two of.
    pub lanes_by: LanesBy,
}

impl Rule {
    /// The largest tolerance, in days.
    pub const MAX_TOLERANCE_DAYS: u8 = 30;
    /// What [`Rule::coarsest`] is set to, finest first: dates of a day that is uncertain or approximate, and those
    /// of which only a month, a season or a year is known.
    pub const COARSEST: [Precision; 4] =
        [Precision::Day, Precision::Month, Precision::Season, Precision::Year];

    /// Whether days in a row with the same members are listed one by one: where no span of more than a month
    /// counts on all its days.
    fn lists_each_day(&self) -> bool {
        !self.during && self.long_span_days <= 31
    }
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            tolerance_days: 0,
            zone: DayZone::AsWritten,
            long_span_days: 3,
            during: false,
            possible: false,
            coarsest: Precision::Month,
            lanes_by: LanesBy::Country,
        }
    }
}

/// How sure a coincidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// At least two members in different lanes have an exact day.
    Certain,
    /// The day is only within what imprecise dates allow.
    Possible,
}

impl Certainty {
    /// The word for it, as people and the command line's JSON say it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Possible => "possible",
        }
    }
}

/// Events in at least two lanes on the same day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coincidence {
    /// The first day.
    pub day: Day,
    /// The last day; the same as `day` for a certain one without tolerance (and without [`Rule::during`]).
    pub end: Day,
    /// How sure it is.
    pub certainty: Certainty,
    /// The lanes of the members, sorted by id. Where an event may stand in several lanes, all of them.
    pub lanes: Vec<LaneId>,
    /// The members, by lane (the first of each), then by id.
    pub events: Vec<EventIx>,
    /// What members in different lanes have in common.
    pub shared: Shared,
    /// How many days from its first to its last the longest of this and all that come before it in the list takes:
    /// how far back one must look for what touches a day.
    pub reach_days: i32,
}

/// What at least two members in different lanes have in common, each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Countries, as lane or as `involves`.
    pub countries: Vec<LaneId>,
    /// People.
    pub people: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Places.
    pub places: Vec<String>,
}

impl Shared {
    /// How many things they have in common.
    #[must_use]
    pub fn len(&self) -> usize {
        self.countries.len() + self.people.len() + self.tags.len() + self.places.len()
    }

    /// Whether they have nothing in common.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// All coincidences of a document by day, certain ones before possible ones of the same day.
#[must_use]
pub fn coincidences(document: &Document, rule: &Rule) -> Vec<Coincidence> {
    coincidences_in(document, rule, &Scope::default())
}

/// All coincidences of what takes part: the other events, and those of lanes that take no part, count as if they
/// were not there.
fn coincidences_in(document: &Document, rule: &Rule, scope: &Scope) -> Vec<Coincidence> {
    let tolerance = i32::from(rule.tolerance_days.min(Rule::MAX_TOLERANCE_DAYS));
    let grouping = Grouping::new(document, rule.lanes_by);
    let lanes = LaneRanks::new(grouping.lanes());
    let places = lanes.ranked(&grouping.members_in(|lane| scope.has_lane(&lane.id)));
    let days = |event: &Event| Occurrences::of(&event.date, rule);
    let (things, sure) = std::thread::scope(|threads| {
        let things = threads.spawn(|| Things::new(document));
        let sure = happenings(document, &places, tolerance, scope, |event| days(event).sure());
        // A thread that could not do its part leaves it to this one.
        (things.join().unwrap_or_else(|_| Things::new(document)), sure)
    });
    let mut lister = Lister { document, lanes: &lanes, places: &places, things, found: Vec::new() };

    let listing = match tolerance {
        0 if rule.lists_each_day() => Sweeping::EachDay,
        0 => Sweeping::EachStretch,
        _ => Sweeping::Maximal,
    };
    sweep::sweep(&sure, &places, lanes.len(), listing, |found| {
        lister.list(&found, found.window(tolerance), Certainty::Certain);
    });

    if rule.possible {
        let any = happenings(document, &places, tolerance, scope, |event| days(event).any());
        sweep::sweep(&any, &places, lanes.len(), Sweeping::Maximal, |found| {
            let sure = found.members.iter().map(|member| days(document.event(EventIx(member.event))).sure());
            if !happening::all_sure_together(sure, tolerance, found.first, found.last) {
                lister.list(&found, found.stretch(tolerance), Certainty::Possible);
            }
        });
    }

    let mut all = lister.found;
    // Stable, so that what the sweep found first stays first.
    all.sort_by_key(|c| (c.day, c.certainty, c.end));
    let mut reach_days = 0;
    for found in &mut all {
        reach_days = reach_days.max(found.end.since(found.day));
        found.reach_days = reach_days;
    }
    all
}

/// The days on which an event surely happens, as inclusive ranges of day numbers, ascending and apart.
pub(super) fn sure_days(date: &EventDate, rule: &Rule) -> impl Iterator<Item = (i32, i32)> {
    let sure = Occurrences::of(date, rule).sure();
    (0..sure.as_slice().len()).map(move |at| sure.as_slice()[at])
}

/// The happenings of all events as ranges of the first days of windows that hold them: without tolerance the
/// days themselves.
fn happenings(
    document: &Document,
    places: &Membership,
    tolerance: i32,
    scope: &Scope,
    days: impl Fn(&Event) -> Ranges,
) -> Vec<Happening> {
    let mut all = Vec::with_capacity(document.events().len());
    for (ix, event) in (0_u32..).zip(document.events()) {
        let Some(&lane) = places.of(ix as usize).first().filter(|_| scope.has_event(EventIx(ix))) else {
            continue;
        };
        let ranges = days(event);
        if ranges.is_empty() {
            continue;
        }
        for &(first, last) in ranges.reaching_back(tolerance).as_slice() {
            all.push(Happening { first, last, event: ix, lane });
        }
    }
    all
}

/// Lanes by id, so that members are compared and counted by number.
pub(super) struct LaneRanks<'a> {
    /// The rank of each lane by its position.
    ranks: Vec<u32>,
    sorted: Vec<&'a LaneId>,
}

impl<'a> LaneRanks<'a> {
    pub(super) fn new(lanes: &'a [Lane]) -> Self {
        let mut order: Vec<u32> = (0..lanes.len() as u32).collect();
        order.sort_unstable_by_key(|at| &lanes[*at as usize].id);
        let mut ranks = vec![0; lanes.len()];
        for (at, rank) in order.iter().zip(0..) {
            ranks[*at as usize] = rank;
        }
        Self { ranks, sorted: order.iter().map(|at| &lanes[*at as usize].id).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The lanes of each event by rank instead of position.
    pub(super) fn ranked(&self, members: &Membership) -> Membership {
        members.mapped(&self.ranks, None)
    }

    pub(super) fn id(&self, rank: u32) -> &'a LaneId {
        self.sorted[rank as usize]
    }
}

/// Turns what the sweep finds into coincidences.
struct Lister<'a> {
    document: &'a Document,
    lanes: &'a LaneRanks<'a>,
    /// The ranks of the lanes of each event.
    places: &'a Membership,
    things: Things<'a>,
    found: Vec<Coincidence>,
}

impl Lister<'_> {
    fn list(&mut self, found: &Found<'_>, (day, end): (i32, i32), certainty: Certainty) {
        let mut members = found.members.to_vec();
        let id = |event: u32| &self.document.event(EventIx(event)).id;
        members.sort_unstable_by(|a, b| a.lane.cmp(&b.lane).then_with(|| id(a.event).cmp(id(b.event))));
        let places = |member: &Happening| self.places.of(member.event as usize).iter().copied();
        let mut lanes: Vec<u32> = members.iter().flat_map(places).collect();
        if !self.places.is_single() {
            lanes.sort_unstable();
        }
        lanes.dedup();
        self.found.push(Coincidence {
            day: Day::from_number(day),
            end: Day::from_number(end),
            certainty,
            lanes: lanes.into_iter().map(|rank| self.lanes.id(rank).clone()).collect(),
            events: members.iter().map(|member| EventIx(member.event)).collect(),
            shared: self.things.shared(&members, self.places),
            reach_days: 0,
        });
    }
}
