//! What the window looks at, without a widget: viewport and lanes, selection, search, alignment, and steps between
//! events.

pub mod lane_view;
pub mod member_order;
pub mod navigate;
pub mod search;
pub mod search_dates;
pub mod selection;
pub mod view;
pub mod view_alignment;
