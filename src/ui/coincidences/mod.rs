//! What happened on the same day, as a list: the panel, its rows, the rule it goes by and what narrows it.

pub(crate) mod filter;
pub(crate) mod lane_choice;
pub(crate) mod panel;
pub(crate) mod row;
pub(crate) mod rule;
mod unfold;
