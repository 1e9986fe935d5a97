//! Coeval: dated events on a zoomable timeline, one lane per country, and what happened on the same day in
//! different places. [`Timeline`] is what other programs need: it reads a file, finds what coincides and draws it.
//!
//! ```
//! let timeline = coeval::Timeline::open("sample_data/azerbaijani_rope.ron")?;
//! for found in timeline.coincidences(&coeval::Rule::default()).iter().take(3) {
//!     let titles: Vec<&str> = found.events.iter().map(|at| timeline.event(*at).title.as_str()).collect();
//!     println!("{}: {}", found.day, titles.join("; "));
//! }
//! # Ok::<(), coeval::OpenError>(())
//! ```
//!
//! Built with `default-features = false` there is no window, and half as many crates.
//!
//! ARCHITECTURE.md has the map of the modules behind it, which are the program's own; a file imports only from storeys below
//! its own.

#[doc(hidden)]
pub mod model;

#[doc(hidden)]
pub mod edit;

#[doc(hidden)]
pub mod analysis;
#[doc(hidden)]
pub mod io;
#[doc(hidden)]
pub mod scene;

#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod paint;

#[doc(hidden)]
pub mod export;
#[cfg(feature = "window")]
#[doc(hidden)]
pub mod ui;

#[cfg(feature = "window")]
#[doc(hidden)]
pub mod app;
mod timeline;

#[doc(hidden)]
pub mod cli;

#[doc(inline)]
pub use analysis::pairs::Test;
#[doc(inline)]
pub use analysis::{Certainty, Coincidence, DayZone, Pair, Pairs, PairsError, QueryError, Rule, Shared};
#[doc(inline)]
pub use export::ExportError;
#[doc(inline)]
pub use io::export::PictureKind;
#[doc(inline)]
pub use io::{Diagnostic, OpenError, Severity};
#[doc(inline)]
pub use model::{Account, Day, Event, EventDate, EventId, EventIx, LaneId, Link, List, Name, Text};
#[doc(inline)]
pub use scene::theme::ThemeKind;
pub use timeline::{Picture, Timeline};
