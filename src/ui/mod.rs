//! Panels and the canvas. They read the document and push commands; none of them changes it, reads a file or
//! knows how files are written.

pub mod canvas;
pub(crate) mod coincidences;
pub mod commands;
mod context;
pub(crate) mod context_menu;
pub mod dialogs;
pub(crate) mod ids;
pub(crate) mod inspector;
pub(crate) mod menu;
pub(crate) mod pairs;
pub(crate) mod palette;
pub(crate) mod panels;
pub mod presenting;
pub(crate) mod search;
pub mod state;
pub(crate) mod story;
pub mod widgets;
pub mod words;

pub use context::{CoincidenceList, PanelContext, SearchContext, Selection};
