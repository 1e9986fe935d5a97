//! Coeval: dated events on a zoomable timeline, one lane per country, and what happened on the same day in
//! different places. ARCHITECTURE.md has the map; a file imports only from storeys below its own.

pub mod model;

pub mod edit;

pub mod analysis;
pub mod io;
pub mod scene;

pub mod layout;
pub mod paint;

pub mod export;
#[cfg(feature = "window")]
pub mod ui;

#[cfg(feature = "window")]
pub mod app;

pub mod cli;
