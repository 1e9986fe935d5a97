//! What the bands of coincidences on the ruler are drawn from, kept from picture to picture.

use crate::analysis::Brief;
use crate::layout::axis::time_scale::middle;

/// The days of a coincidence, as its band needs them: there are tens of thousands in a view.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BandDays {
    /// Their middle, in days since 1970-01-01.
    pub middle: f64,
    /// The coincidence, by its position in the list.
    pub at: u32,
    /// How many they are.
    pub days: i32,
}

impl BandDays {
    pub fn of(at: u32, brief: &Brief) -> Self {
        let days = brief.end.number().saturating_sub(brief.day.number()).saturating_add(1);
        Self { middle: middle(brief), at, days }
    }
}
