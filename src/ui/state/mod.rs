//! What the window looks at, without a widget: viewport and lanes, selection, search, alignment, and steps between
//! events.

pub(crate) mod alignment;
pub mod dock;
pub mod lane_view;
pub(crate) mod member_order;
pub(crate) mod navigate;
pub(crate) mod search;
pub(crate) mod search_dates;
pub(crate) mod selection;
pub mod view;
pub(crate) mod view_alignment;
