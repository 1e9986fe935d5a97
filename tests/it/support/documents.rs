//! Events for tests that care for little more than day and lane.

use coeval::model::{Event, EventDate, EventId, LaneId};

/// An event of a lane on a date, with its id for a title and nothing else.
pub fn plain_event(id: &str, lane: &str, date: &str) -> Event {
    Event {
        id: EventId::new(id),
        date: EventDate::parse(date).unwrap(),
        title: id.to_owned(),
        title_native: String::new(),
        country: lane.to_owned(),
        lane: LaneId::new(lane),
        place: String::new(),
        involves: Vec::new(),
        people: Vec::new(),
        tags: Vec::new(),
        sources: Vec::new(),
        importance: 3,
        summary: String::new(),
        accounts: Vec::new(),
        links: Vec::new(),
        note: String::new(),
        origin: 0,
    }
}
