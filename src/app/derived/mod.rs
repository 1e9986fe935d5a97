//! What follows from the document and is kept in step with it beside the window: coincidences, search results, pairs,
//! alignment, and what panels tell of many events.

pub(crate) mod alignment;
pub(crate) mod coincidences;
pub(crate) mod pairs;
pub(crate) mod panels;
pub(crate) mod search;
pub(crate) mod surprise;
