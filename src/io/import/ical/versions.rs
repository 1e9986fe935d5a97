//! Which of several events with one UID counts: the newest (RFC 5545, 3.8.7.4; RFC 5546, 2.1.5). Programs that give one
//! UID to all their events are known; what differs and does not say that it is newer is kept.

use super::component::Component;
use super::event::title;

/// How new an event says that it is: its SEQUENCE, then when it was last written.
fn version(component: &Component) -> (i64, String) {
    let written = component.raw("DTSTAMP").max(component.raw("LAST-MODIFIED"));
    (component.raw("SEQUENCE").parse().unwrap_or(0), written.to_owned())
}

/// Whether an event says that it is newer than another, or does not say which is.
pub(super) fn is_newer(event: &Component, than: &Component) -> bool {
    version(event) >= version(than)
}

/// Splits events of one UID (and one RECURRENCE-ID) into those that count and those that are older, each with the line of
/// the newer one. Both keep their order.
pub(super) fn newest(events: Vec<Component>) -> (Vec<Component>, Vec<(Component, usize)>) {
    if events.len() < 2 {
        return (events, Vec::new());
    }
    let numbered = events.iter().any(|event| event.has("SEQUENCE"));
    let same = |of: &dyn Fn(&Component) -> String| events.iter().all(|event| of(event) == of(&events[0]));
    if !numbered && !same(&title) {
        return (events, Vec::new());
    }
    let best = events.iter().map(version).max().unwrap_or_default();
    let times = |event: &Component| format!("{} {}", event.raw("DTSTART"), title(event));
    let mut newest: Vec<Component> = Vec::new();
    let mut older = Vec::new();
    for event in events {
        let is_new = version(&event) == best && !newest.iter().any(|other| times(other) == times(&event));
        if is_new { newest.push(event) } else { older.push(event) }
    }
    let line = newest.first().map_or(0, |event| event.line);
    (newest, older.into_iter().map(|event| (event, line)).collect())
}
