//! Events for tests that care for little more than day and lane.

use coeval::model::{Event, EventDate, EventId};

/// An event of a lane on a date, with its id for a title and nothing else.
pub fn plain_event(id: &str, lane: &str, date: &str) -> Event {
    Event::new(EventId::new(id), EventDate::parse(date).unwrap(), id, lane)
}
