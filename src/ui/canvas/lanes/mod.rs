//! Lane heads: names, controls, menus, and moving lanes by hand.

mod border;
mod controls;
mod drag;
pub(super) mod glide;
pub(crate) mod grouping_menu;
pub(super) mod heads;
mod menu;
mod pointer;
pub(super) mod state;
