//! What a timeline is: dates, events, lanes, countries, the document. Knows no file, no window and no clock.

pub mod account;
pub mod brief;
pub mod by_id;
pub mod calendar;
pub mod country;
pub mod date;
pub mod day;
pub mod document;
pub mod event;
mod keyed;
pub mod lane;
pub mod lanes_by;
pub mod merged_order;
pub mod moves;
pub mod number;
pub mod progress;
pub mod source;
pub mod spreadsheet;
pub mod text;
pub mod version;
pub mod visible;
pub mod web_address;

/// From so many events on it is worth starting threads.
const PARALLEL_FROM: usize = 20_000;

/// How many threads are worth starting for work on so many events.
#[must_use]
pub fn threads(events: usize) -> usize {
    if events < PARALLEL_FROM {
        return 1;
    }
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8)
}

pub use account::{Account, Grade};
pub use brief::{beginning, brief, brief_to};
pub use calendar::going;
pub use date::{Clock, Clocks, DateError, Edge, Ends, EventDate, Moment, Precision, Shift, Zone};
pub use day::{Day, Weekday};
pub use document::import_record::{ImportRecord, RowMemory};
pub use document::named::{NamedFilter, NamedView};
pub use document::{Change, Document, Known, MOST_SECONDS, Parts, Step};
pub use event::{Details, Event, EventId, EventIx, Link, Rare, Rarities};
pub use keyed::Keyed;
pub use lane::{Lane, LaneId, initials};
pub use lanes_by::LanesBy;
pub use moves::Moves;
pub use number::{counted, grouped};
pub use progress::Progress;
pub use source::Source;
pub use text::{List, Name, Text, TextList, looks};
pub use version::Version;
pub use visible::{from_visible, visible, visible_lines};
pub use web_address::WebAddress;
