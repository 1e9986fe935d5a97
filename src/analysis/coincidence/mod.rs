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

mod found;
mod happening;
mod lanes;
mod listing;
mod order;
mod reason;
pub mod report;
mod runs;
mod shared;
mod single_day_events;
pub(crate) mod sort;
mod surprise;
mod sweep;
mod threshold;
pub(crate) mod words;

use super::grouping::LanesBy;
use crate::model::{Day, Document, EventDate, EventIx, LaneId, Precision};

pub use found::{Brief, ByLane, Coincidences, list};
pub use listing::{Listing, Scope};
pub use order::{OrderInDay, OrderStep, order_in_day};
pub use reason::reason;
pub(in crate::analysis) use reason::vague;
pub use sort::Sort;
pub use surprise::{Expected, Rates, SURPRISE};
pub use threshold::{Surprises, Threshold};

use happening::Occurrences;
pub(super) use lanes::LaneRanks;

/// The coincidence to show first among those wanted: certain before possible, then most shared countries, then
/// most important members, then the latest. `None` where none is wanted.
#[must_use]
pub fn most_important(
    document: &Document,
    coincidences: &Coincidences,
    lanes_by: LanesBy,
    wanted: impl Fn(usize) -> bool,
) -> Option<usize> {
    let countries = |at| coincidences.shared_countries(document, at, lanes_by == LanesBy::Country);
    let weight = |(at, brief): &(usize, &Brief)| {
        (std::cmp::Reverse(brief.certainty), countries(*at), brief.importance, brief.day)
    };
    let candidates = coincidences.briefs().iter().enumerate().filter(|(at, _)| wanted(*at));
    candidates.max_by_key(weight).map(|(at, _)| at)
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

    /// By how many days the days of a window may be apart.
    fn tolerance(&self) -> i32 {
        i32::from(self.tolerance_days.min(Self::MAX_TOLERANCE_DAYS))
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

/// All coincidences of a document by day, certain ones before possible ones of the same day, with all that is known of
/// each. Where only some will be looked at, [`Coincidences`] has them sooner.
#[must_use]
pub fn coincidences(document: &Document, rule: &Rule) -> Vec<Coincidence> {
    Coincidences::new(document, rule).to_vec(document)
}

/// The days on which an event surely happens, as inclusive ranges of day numbers, ascending and apart.
pub(super) fn sure_days(date: &EventDate, rule: &Rule) -> impl Iterator<Item = (i32, i32)> {
    let sure = Occurrences::of(date, rule).sure();
    (0..sure.as_slice().len()).map(move |at| sure.as_slice()[at])
}
