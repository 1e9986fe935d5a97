//! What can be asked of a document: indexes over its lanes and days, and what happened on the same day, and how
//! surprising that is.

pub mod align;
pub mod coincidence;
pub mod column;
pub mod counts;
pub mod days;
pub mod diff;
pub mod empty_time;
pub mod extent;
mod gaps;
pub mod grouping;
pub mod index;
pub mod measure;
mod membership;
pub mod pairs;
pub mod query;
pub mod tiny;

pub use align::{AlignError, AlignOn, Aligned, Offset, Overlay, Reference, ZeroDay};
pub use coincidence::{
    Brief, ByLane, Certainty, Coincidence, Coincidences, DayZone, Expected, Listing, OrderInDay, OrderStep,
    Rates, Rule, SURPRISE, Scope, Shared, Sort, Surprises, Threshold, coincidences, list, most_important,
    order_in_day, reason,
};
pub use column::{Entry, LaneColumn, MAX_ROWS};
pub use days::Days;
pub use empty_time::EmptyTime;
pub use extent::{Extent, Shape, Tail};
pub use grouping::{Grouping, LanesBy};
pub use index::Index;
pub use measure::{DayRange, LaneMeasure, Measure, Tally, measure};
pub use pairs::{EventDays, Pair, Pairs, PairsError, event_days, pairs};
pub use query::{Completion, Hits, Matcher, Query, QueryError, complete, hits_in};
