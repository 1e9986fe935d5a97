//! Panels that are lists alone: history and problems.

pub(crate) mod history;
pub(crate) mod problems;
