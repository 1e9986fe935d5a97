//! What can be asked of a document: indexes over its lanes and days, and what happened on the same day.

pub mod coincidence;
pub mod column;
mod counts;
pub mod extent;
mod gaps;
pub mod index;

pub use coincidence::{
    Certainty, Coincidence, DayZone, OrderInDay, OrderStep, Rule, Shared, coincidences, order_in_day,
};
pub use column::{Entry, LaneColumn};
pub use extent::{Extent, Shape, Tail};
pub use index::Index;
