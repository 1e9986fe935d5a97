//! Which coincidences are listed: the rule, and what of its answer one wants to see. The window's canvas, panel,
//! counts and keys and the command line all show one such list.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::{Coincidences, DayZone, Rates, Rule};
use crate::analysis::{Grouping, Hits, LanesBy, Matcher, Query};
use crate::model::{Clock, Day, Document, EventIx, LaneId, Progress, Zone};

/// How coincidences are looked for, and which of them are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What counts as the same day.
    pub rule: Rule,
    /// Those in fewer lanes are left out; 2 leaves out none.
    pub min_lanes: usize,
    /// Whether lanes that are not shown take no part.
    pub shown_lanes_only: bool,
    /// The lanes that take part; `None` for all.
    pub lanes: Option<BTreeSet<LaneId>>,
    /// Only those in which both of these lanes take part.
    pub pair: Option<(LaneId, LaneId)>,
    /// Only those of which an event matches this query; one that makes no sense leaves out none.
    pub with: String,
}

impl Default for Listing {
    fn default() -> Self {
        let rule = Rule { possible: true, ..Rule::default() };
        Self { rule, min_lanes: 2, shown_lanes_only: false, lanes: None, pair: None, with: String::new() }
    }
}

impl Listing {
    /// Has other lanes. What was chosen of the lanes before means nothing among them.
    pub fn set_lanes_by(&mut self, by: LanesBy) {
        if self.rule.lanes_by != by {
            (self.rule.lanes_by, self.lanes, self.pair) = (by, None, None);
        }
    }

    /// A scope without the lanes that take no part.
    pub(super) fn within(&self, scope: &Scope) -> Scope {
        let lanes = match (&self.lanes, &scope.lanes) {
            (Some(own), Some(other)) => Some(own.iter().filter(|id| other.contains(*id)).cloned().collect()),
            (Some(own), None) => Some(own.iter().cloned().collect()),
            (None, other) => other.clone(),
        };
        Scope { lanes, ..scope.clone() }
    }

    /// Whether [`Listing::with`] asks for each event; `None` where it asks for nothing.
    pub(super) fn asked_for(&self, document: &Document, scope: &Scope) -> Option<Vec<bool>> {
        let query = Query::parse(&self.with).ok().filter(|query| !query.is_empty())?;
        let known = scope.matcher.as_ref().filter(|matcher| matcher.revision() == document.revision());
        let found = match known {
            Some(matcher) => matcher.find(&query),
            None => Matcher::new(document).find(&query),
        };
        let mut asked_for = vec![false; document.events().len()];
        for ix in found {
            asked_for[ix.index()] = true;
        }
        Some(asked_for)
    }

    /// Whether anything but the rule decides what is listed.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.pair.is_some() || !self.with.trim().is_empty()
    }
}

/// Which events take part.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only these, where the rest is hidden.
    pub hits: Option<Arc<Hits>>,
    /// Only those in these lanes.
    pub lanes: Option<HashSet<LaneId>>,
    /// What answers queries on this document, where it is prepared already.
    pub matcher: Option<Arc<Matcher>>,
}

impl PartialEq for Scope {
    /// The same answer to the same search, not one that happens to be alike.
    fn eq(&self, other: &Self) -> bool {
        let same_hits = match (&self.hits, &other.hits) {
            (None, None) => true,
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        same_hits && self.lanes == other.lanes
    }
}

impl Scope {
    /// Whether an event takes part.
    #[must_use]
    pub fn has_event(&self, ix: EventIx) -> bool {
        self.hits.as_ref().is_none_or(|hits| hits.contains(ix))
    }

    /// Whether a lane takes part.
    #[must_use]
    pub fn has_lane(&self, id: &LaneId) -> bool {
        self.lanes.as_ref().is_none_or(|lanes| lanes.contains(id))
    }
}

/// The list by day.
#[must_use]
pub fn list(document: &Document, listing: &Listing, scope: &Scope) -> Coincidences {
    Coincidences::listed(document, &Grouping::new(document, listing.rule.lanes_by), None, listing, scope)
}

/// In which order a list is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By day.
    #[default]
    Date,
    /// The most lanes first.
    Lanes,
    /// Those whose members share most first.
    Shared,
    /// Those first that are least to be expected of chance ([`Rates`]), possible ones last.
    Surprise,
}

impl Sort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Date, Self::Lanes, Self::Shared, Self::Surprise];

    /// What a choice of orders says.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "by date",
            Self::Lanes => "most lanes first",
            Self::Shared => "most shared first",
            Self::Surprise => "most surprising first",
        }
    }

    /// What this order goes by for each of a list, the least first; `None` where it needs no more than the list itself.
    /// Without rates nothing is known to be surprising.
    #[must_use]
    pub fn keys(self, document: &Document, list: &Coincidences, rates: Option<&Rates>) -> Option<Vec<f64>> {
        self.keys_watched(document, list, rates, &Progress::default())
    }

    /// As [`Sort::keys`], telling how far it is; worth nothing where another thread has ended it.
    #[must_use]
    pub fn keys_watched(
        self,
        document: &Document,
        list: &Coincidences,
        rates: Option<&Rates>,
        progress: &Progress,
    ) -> Option<Vec<f64>> {
        match self {
            Self::Date | Self::Lanes => None,
            Self::Shared => {
                Some(list.shared_counts(document, progress).into_iter().map(|n| -(n as f64)).collect())
            }
            Self::Surprise => {
                let surprises = rates.map(|rates| list.surprises(rates)).unwrap_or_default();
                Some(surprises.into_iter().map(|log10| log10.unwrap_or(f64::INFINITY)).collect())
            }
        }
    }

    /// The positions of a list by day in this order, which may need [`Sort::keys`]; what is equal stays by day.
    #[must_use]
    pub fn order(self, list: &Coincidences, keys: Option<&[f64]>) -> Vec<usize> {
        let mut order: Vec<usize> = (0..list.len()).collect();
        match (self, keys) {
            (Self::Lanes, _) => {
                order.sort_by_key(|at| std::cmp::Reverse(list.briefs()[*at].lanes));
            }
            (Self::Shared | Self::Surprise, Some(keys)) if keys.len() == list.len() => {
                order.sort_by(|a, b| keys[*a].total_cmp(&keys[*b]));
            }
            _ => {}
        }
        order
    }
}

impl DayZone {
    /// The zone of a name: "local" (or "as written"), "utc", or a name of the IANA database; `None` where there is
    /// none such.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "local" | "as written" => Some(Self::AsWritten),
            "utc" => Some(Self::Utc),
            _ => {
                let noon = Clock { second_of_day: 43_200, has_seconds: false, zone: Zone::Offset(0) };
                noon.day_in(Day::default(), name.trim())?;
                Some(Self::Named(name.trim().to_owned()))
            }
        }
    }

    /// For people: "as written", "UTC", "Asia/Tehran".
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::AsWritten => "as written",
            Self::Utc => "UTC",
            Self::Named(name) => name,
        }
    }
}
