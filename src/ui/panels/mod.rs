//! Panels that are lists alone: history and problems.

pub mod history;
pub mod problems;
