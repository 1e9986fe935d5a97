//! Other people's data, in and out: what each format is read as, what is told of what is not taken, that what goes
//! out comes in again, and that nothing that comes in does harm.

mod calendars;
mod command_line;
mod formats;
mod hostile;
mod missing;
#[cfg(feature = "parquet")]
mod parquet;
mod recurrence;
mod refresh;
mod round_trips;
mod tables;
#[cfg(feature = "window")]
mod window;

use coeval::io::import::{self, Format, Imported, Options};
use coeval::model::Document;

/// Imports a text under a name.
pub fn imported(format: Format, text: &str) -> Imported {
    let options = Options { name: "file".to_owned(), ..Options::default() };
    import::import(format, text.as_bytes(), &options)
}

/// Each event as a line: date, lane, title.
pub fn lines(document: &Document) -> Vec<String> {
    let line = |event: &std::sync::Arc<coeval::model::Event>| {
        format!("{} {} {}", event.date.text(), event.lane, event.title)
    };
    document.events().iter().map(line).collect()
}
