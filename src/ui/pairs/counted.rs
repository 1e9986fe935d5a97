//! What was counted of the pairs of lanes.

use crate::analysis::{EventDays, Pairs};

/// What was counted.
#[derive(Clone, Debug)]
pub struct CountedPairs {
    /// The days that were compared.
    pub days: EventDays,
    /// The pairs.
    pub pairs: Pairs,
}
