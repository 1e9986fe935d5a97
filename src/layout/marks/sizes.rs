//! How large marks are, and how far their labels stand from them.

use crate::analysis::Entry;
use crate::layout::{Metrics, TimeScale};

/// From this width of a day on, an event without an hour is shown as taking the whole day.
const WIDE_DAY_PT: f64 = 110.0;

/// Whether days are so wide that what has no hour is shown as taking its whole day.
pub(crate) fn is_wide_day(scale: &TimeScale, metrics: &Metrics) -> bool {
    scale.pt_per_day() >= WIDE_DAY_PT * f64::from(metrics.scale)
}

/// From the ends of a bar to the label inside it.
pub(crate) fn inset(metrics: &Metrics) -> f32 {
    9.0 * metrics.scale
}

/// From the end of a bar to the label beside it.
pub(crate) fn beside(metrics: &Metrics) -> f32 {
    8.0 * metrics.scale
}

/// The radius of an event's mark.
pub(crate) fn mark_radius(metrics: &Metrics, entry: &Entry) -> f32 {
    if is_important(entry) { metrics.mark_radius_large } else { metrics.mark_radius }
}

/// Whether an event is shown as important: larger, and its title in bold.
pub(crate) fn is_important(entry: &Entry) -> bool {
    entry.importance >= 4
}
