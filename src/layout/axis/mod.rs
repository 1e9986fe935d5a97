//! The axis of time: what is in view, the scale, its ticks and the ruler.

pub(crate) mod calendar_rows;
pub mod calendar_ticks;
pub(crate) mod clock;
pub(crate) mod fold_marks;
pub mod folds;
pub mod offset_ticks;
pub(crate) mod ruler;
pub(crate) mod second_clock;
pub mod tick_names;
pub mod ticks;
pub mod time_scale;
pub mod viewport;
pub(crate) mod weekends;
pub(crate) mod zero;
