//! Panels that are lists alone: history and problems.

mod equal_problems;
pub(crate) mod history;
pub(crate) mod problems;
