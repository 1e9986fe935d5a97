//! Lane heads: names, controls, menus, and moving lanes by hand.

pub(crate) mod controls;
pub(crate) mod drag;
pub(crate) mod grouping_menu;
pub(crate) mod heads;
pub(crate) mod menu;
pub(crate) mod pointer;
