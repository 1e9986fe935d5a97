//! What surrounds the timeline: the desktop, the libraries of the window, fonts, and what comes in from outside.

mod dialogs;
pub(crate) mod dock;
pub(crate) mod events;
pub(crate) mod failure;
pub(crate) mod fonts;
pub(crate) mod guide;
pub(crate) mod hidden;
pub(crate) mod platform;
pub(crate) mod system_requests;
pub(crate) mod timeline;
