//! The dock that the panels share, and those that are lists alone: history, problems and differences.

pub(crate) mod differences;
pub(crate) mod dock;
mod equal_problems;
pub(crate) mod history;
pub(crate) mod problems;
