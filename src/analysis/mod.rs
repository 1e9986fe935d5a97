//! What can be asked of a document: indexes over its lanes and days, and what happened on the same day, and how
//! surprising that is.

pub mod coincidence;
pub mod column;
mod counts;
pub mod extent;
mod gaps;
pub mod index;
pub mod pairs;
pub mod query;

pub use coincidence::{
    Certainty, Coincidence, DayZone, OrderInDay, OrderStep, Rule, Shared, coincidences, most_important,
    order_in_day,
};
pub use column::{Entry, LaneColumn};
pub use extent::{Extent, Shape, Tail};
pub use index::Index;
pub use pairs::{EventDays, Pair, Pairs, PairsError, event_days, pairs};
pub use query::{Completion, Matcher, Query, QueryError, complete, hits_in};
