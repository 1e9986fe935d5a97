//! Panels and the canvas. They read the document and push commands; none of them changes it, reads a file or
//! knows how files are written.

pub mod canvas;
pub mod coincidences;
pub mod commands;
mod context;
pub mod dialogs;
pub mod ids;
pub mod inspector;
pub mod menu;
pub mod pairs;
pub mod palette;
pub mod panels;
pub mod search;
pub mod state;
pub mod widgets;
pub mod words;

pub use context::{CoincidenceList, PanelContext, SearchContext, Selection};
