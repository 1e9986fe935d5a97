//! What "the same day" means: one definition, used by the canvas, the panel, the command line and the exports.

use crate::model::{Day, Document, EventIx, LaneId};

/// Which day an event that carries a time belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DayZone {
    /// The civil day as written.
    #[default]
    AsWritten,
    /// The day in UTC.
    Utc,
    /// The day in a zone of the IANA database, "Asia/Tehran".
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
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            tolerance_days: 0,
            zone: DayZone::AsWritten,
            long_span_days: 3,
            during: false,
            possible: false,
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

/// Events in at least two lanes on the same day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coincidence {
    /// The first day.
    pub day: Day,
    /// The last day; the same as `day` for a certain one without tolerance.
    pub end: Day,
    /// How sure it is.
    pub certainty: Certainty,
    /// The lanes of the members, sorted by id.
    pub lanes: Vec<LaneId>,
    /// The members, by lane, then by id.
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

/// All coincidences of a document by day, certain ones before possible ones of the same day.
#[must_use]
pub fn coincidences(document: &Document, rule: &Rule) -> Vec<Coincidence> {
    let _ = (document, rule);
    Vec::new()
}
