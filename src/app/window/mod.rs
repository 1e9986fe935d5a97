//! What surrounds the timeline: the desktop, the libraries of the window, fonts, and what comes in from outside.

pub(crate) mod desktop;
pub(crate) mod events;
pub(crate) mod fonts;
pub(crate) mod libraries;
pub(crate) mod timeline;
