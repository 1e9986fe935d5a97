//! What of a document belongs to one of the opened files, in the file's own terms: several files may be in one view,
//! and then ids have numbers behind them, and lanes and sources stand together, that must not get into a file.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::fields::values;
use crate::io::timeline_file::text::ids;
use crate::io::timeline_file::text::source_text::{Header, SourceText};
use crate::model::{Document, Event, EventId, ImportRecord, Lane, NamedFilter, NamedView, Source, Step};

/// An event that belongs to the file, as the file knows it.
#[derive(Debug)]
pub(crate) struct Own<'a> {
    /// Its id in the document, by which links and steps there speak of it.
    pub(crate) id: &'a EventId,
    /// The event with the file's ids.
    pub(crate) event: Arc<Event>,
    /// Which entry of the text it was read from; `None` for a new one.
    pub(crate) entry: Option<usize>,
}

/// What the document says that belongs to one file.
#[derive(Debug)]
pub(crate) struct OwnParts<'a> {
    /// Its events, in the document's order.
    pub(crate) events: Vec<Own<'a>>,
    /// What it says besides.
    pub(crate) header: Header,
}

/// The events that are no longer as they were read, with their positions among those of the text, where nothing else
/// happened to the list: as a rule, and much sooner found than otherwise. `None` where events came, went, moved or got
/// other ids, or several files are in one view.
pub(crate) fn changed_in_place<'a>(
    document: &'a Document,
    origin: u16,
    source: &SourceText,
) -> Option<Vec<(usize, &'a Arc<Event>)>> {
    let (now, then) = (document.events(), source.events.as_slice());
    if origin != 0 || document.joined().is_some() || now.len() != then.len() {
        return None;
    }
    let mut changed = Vec::new();
    for (at, (now, then)) in now.iter().zip(then).enumerate() {
        if Arc::ptr_eq(now, then) {
            continue;
        }
        if now.id != then.id || now.origin != origin {
            return None;
        }
        changed.push((source.index_of_read(at), now));
    }
    Some(changed)
}

/// What the file is to say besides its events, where none of its events has another id in the document.
pub(crate) fn header_in_place(document: &Document, origin: u16, source: &SourceText) -> Header {
    own_header(document, origin, source, &HashMap::new())
}

/// The events of one origin, each with the ids of its own file: those that were only changed because several
/// files are in one view get their own back.
pub(crate) fn own_parts<'a>(document: &'a Document, origin: u16, source: &SourceText) -> OwnParts<'a> {
    let mine: Vec<&Arc<Event>> = document.events().iter().filter(|event| event.origin == origin).collect();
    let entries = entries_of(&mine, source);
    let file_id = |event: &Event, entry: Option<usize>| {
        let known = entry.and_then(|index| source.event(index));
        let known = known.filter(|known| ids::base(event.id.as_str()) == known.id.as_str());
        known.map_or_else(|| event.id.clone(), |known| known.id.clone())
    };
    let renamed: HashMap<&EventId, EventId> = mine
        .iter()
        .zip(&entries)
        .map(|(event, entry)| (&event.id, file_id(event, *entry)))
        .filter(|(id, own)| *id != own)
        .collect();
    let events = mine
        .iter()
        .zip(&entries)
        .map(|(event, entry)| Own { id: &event.id, event: localized(event, &renamed), entry: *entry })
        .collect();
    OwnParts { events, header: own_header(document, origin, source, &renamed) }
}

/// Which entry of the text each event was read from.
fn entries_of(mine: &[&Arc<Event>], source: &SourceText) -> Vec<Option<usize>> {
    let known: foldhash::HashMap<&EventId, usize> = source
        .entries()
        .enumerate()
        .filter_map(|(index, entry)| entry.event.map(|event| (&event.id, index)))
        .collect();
    let mut claimed = vec![false; source.len()];
    let mut entries: Vec<Option<usize>> = mine.iter().map(|event| known.get(&event.id).copied()).collect();
    for entry in entries.iter().flatten() {
        claimed[*entry] = true;
    }
    for (event, entry) in mine.iter().zip(&mut entries) {
        if entry.is_none() && ids::base(event.id.as_str()) != event.id.as_str() {
            let base = EventId::new(ids::base(event.id.as_str()));
            *entry = known.get(&base).copied().filter(|index| !std::mem::replace(&mut claimed[*index], true));
        }
    }
    find_renamed(mine, source, &mut entries, &claimed);
    entries
}

/// An event that got another id is still the one that stands between the same two: its text, with the comments in
/// it, stays its own where it says the same, or was dated or called so.
fn find_renamed(mine: &[&Arc<Event>], source: &SourceText, entries: &mut [Option<usize>], claimed: &[bool]) {
    if entries.iter().all(Option::is_some) || claimed.iter().all(|claimed| *claimed) {
        return;
    }
    let mut claimed = claimed.to_vec();
    let mut next = 0;
    for at in 0..mine.len() {
        if let Some(entry) = entries[at] {
            next = entry + 1;
            continue;
        }
        let event = mine[at];
        let is_free = |index: &usize| !claimed[*index] && source.event(*index).is_some();
        let gap = (next..source.len()).take_while(|index| !claimed[*index]);
        let is_same = |index: &usize| {
            let old = source.event(*index);
            old.is_some_and(|old| {
                let alike = old.title == event.title || old.date == event.date;
                alike && (old.country == event.country || values(old) == values(event))
            })
        };
        let found = gap.filter(is_free).find(is_same);
        if let Some(index) = found {
            claimed[index] = true;
            entries[at] = Some(index);
            next = index + 1;
        }
    }
}

fn localized(event: &Arc<Event>, renamed: &HashMap<&EventId, EventId>) -> Arc<Event> {
    let is_touched = !renamed.is_empty()
        && (renamed.contains_key(&event.id) || event.links.iter().any(|link| renamed.contains_key(&link.to)));
    if !is_touched {
        return Arc::clone(event);
    }
    let mut own = Event::clone(event);
    if let Some(id) = renamed.get(&own.id) {
        own.id = id.clone();
    }
    for link in &mut own.links {
        if let Some(id) = renamed.get(&link.to) {
            link.to = id.clone();
        }
    }
    Arc::new(own)
}

/// What a document says besides its events.
pub(crate) fn header_of(document: &Document) -> Header {
    Header::of(document.parts_without_events())
}

/// What the file is to say besides its events: what was changed since the file came into view is changed in it,
/// what is new goes to the first file.
fn own_header(
    document: &Document,
    origin: u16,
    source: &SourceText,
    renamed: &HashMap<&EventId, EventId>,
) -> Header {
    let own = &source.header;
    let joined = || document.joined().map(|parts| Arc::new(Header::of(parts.clone())));
    let seen = source.seen.clone().or_else(joined).unwrap_or_else(|| Arc::clone(own));
    let now = header_of(document);
    let is_first = origin == 0;
    let text = |own: &String, seen: &String, now: &String| {
        if seen == now || !is_first { own.clone() } else { now.clone() }
    };
    Header {
        title: text(&own.title, &seen.title, &now.title),
        summary: text(&own.summary, &seen.summary, &now.summary),
        lanes: own_list(&own.lanes, &seen.lanes, &now.lanes, |lane: &Lane| lane.id.to_string(), is_first),
        sources: own_list(
            &own.sources,
            &seen.sources,
            &now.sources,
            |source: &Source| source.id.clone(),
            is_first,
        ),
        story: own_story(&own.story, &seen.story, &now.story, renamed, is_first),
        filters: own_list(
            &own.filters,
            &seen.filters,
            &now.filters,
            |filter: &NamedFilter| filter.name.clone(),
            is_first,
        ),
        views: own_views(&own.views, &seen.views, &now.views, renamed, is_first),
        imports: own_list(
            &own.imports,
            &seen.imports,
            &now.imports,
            |import: &ImportRecord| import.path.clone(),
            is_first,
        ),
    }
}

/// A file's part of the views, with its own ids of the events that they count from.
fn own_views(
    own: &[NamedView],
    seen: &[NamedView],
    now: &[NamedView],
    renamed: &HashMap<&EventId, EventId>,
    is_first: bool,
) -> Vec<NamedView> {
    let mut views = own_list(own, seen, now, |view: &NamedView| view.name.clone(), is_first);
    for view in &mut views {
        if let Some((_, id)) = renamed.iter().find(|(joined, _)| view.is_around(joined)) {
            view.align = id.to_string();
        }
    }
    views
}

/// A file's part of a list, in which things are told apart by their ids.
fn own_list<T: Clone + PartialEq>(
    own: &[T],
    seen: &[T],
    now: &[T],
    id: impl Fn(&T) -> String,
    is_first: bool,
) -> Vec<T> {
    if seen == now {
        return own.to_vec();
    }
    let by_id = |list: &[T]| -> HashMap<String, usize> {
        list.iter().enumerate().map(|(at, one)| (id(one), at)).collect()
    };
    let (then, kept, mine) = (by_id(seen), by_id(now), by_id(own));
    // What only got another id stays in its file.
    let renamed = renamed(seen, now, &id, &then, &kept);
    let mut here = kept.clone();
    here.extend(renamed.iter().map(|(old, new)| (old.clone(), *new)));
    let mut list: Vec<T> = Vec::new();
    for one in own {
        match (then.get(&id(one)), here.get(&id(one))) {
            (Some(then), Some(here)) if seen[*then] == now[*here] => list.push(one.clone()),
            (_, Some(here)) => list.push(now[*here].clone()),
            (Some(_), None) => {}
            (None, None) => list.push(one.clone()),
        }
    }
    let known = list.len();
    if is_first {
        let is_old: HashSet<usize> = renamed.into_values().collect();
        let is_new = |one: &T| !then.contains_key(&id(one)) && !mine.contains_key(&id(one));
        let new = now.iter().enumerate().filter(|(at, one)| !is_old.contains(at) && is_new(one));
        list.extend(new.map(|(_, one)| one.clone()));
    }
    let order = |list: &[T], among: &HashMap<String, usize>| -> Vec<String> {
        list.iter().map(&id).filter(|id| among.contains_key(id)).collect()
    };
    // One gone and one come leave the number as it was.
    let came = list.len() > known;
    if came || list.len() != own.len() || order(seen, &kept) != order(now, &then) {
        list.sort_by_key(|one| here.get(&id(one)).copied().unwrap_or(usize::MAX));
    }
    list
}

/// Which of a list got another id: what is gone and what is new behind the same neighbour, in their order. Positions
/// are those in `now`.
fn renamed<T>(
    seen: &[T],
    now: &[T],
    id: impl Fn(&T) -> String,
    then: &HashMap<String, usize>,
    here: &HashMap<String, usize>,
) -> HashMap<String, usize> {
    let mut gone: HashMap<Option<String>, std::collections::VecDeque<String>> = HashMap::new();
    let mut behind = None;
    for one in seen.iter().map(&id) {
        if here.contains_key(&one) {
            behind = Some(one);
        } else {
            gone.entry(behind.clone()).or_default().push_back(one);
        }
    }
    let mut renamed = HashMap::new();
    let mut behind = None;
    for (at, one) in now.iter().map(&id).enumerate() {
        if then.contains_key(&one) {
            behind = Some(one);
        } else if let Some(old) = gone.get_mut(&behind).and_then(std::collections::VecDeque::pop_front) {
            renamed.insert(old, at);
        }
    }
    renamed
}

/// A file's part of the story. Steps have no names, so they are told apart by what they say.
fn own_story(
    own: &[Step],
    seen: &[Step],
    now: &[Step],
    renamed: &HashMap<&EventId, EventId>,
    is_first: bool,
) -> Vec<Step> {
    if seen == now {
        return own.to_vec();
    }
    let local = |step: &Step| step.renamed(|id| renamed.get(id).unwrap_or(id).clone());
    if own.len() == seen.len() {
        return now.iter().map(local).collect();
    }
    if seen.len() == now.len() {
        // Changed in place: each where it was.
        let mut taken: HashSet<usize> = HashSet::new();
        let mut mine = |step: &Step| {
            let at = (0..seen.len()).find(|at| {
                !taken.contains(at) && seen[*at].title == step.title && seen[*at].text == step.text
            });
            taken.extend(at);
            at.map_or_else(|| step.clone(), |at| local(&now[at]))
        };
        return own.iter().map(&mut mine).collect();
    }
    let mut list: Vec<Step> =
        own.iter().filter(|step| now.contains(step) || !seen.contains(step)).cloned().collect();
    if is_first {
        list.extend(now.iter().filter(|step| !seen.contains(step)).map(local));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_stands_where_it_is_to_stand_although_something_went() {
        let own = |own: &[&str], seen: &[&str], now: &[&str]| {
            let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
            own_list(&list(own), &list(seen), &list(now), String::clone, true)
        };
        assert_eq!(own(&["b", "c"], &["b", "c"], &["a", "b"]), ["a", "b"]);
        assert_eq!(own(&["b", "c"], &["b", "c"], &["b", "a"]), ["b", "a"], "renamed in its place");
        assert_eq!(own(&["b", "c"], &["b", "c"], &["c", "a", "b"]), ["c", "a", "b"]);
        assert_eq!(own(&["b"], &["b", "of another file"], &["a", "b", "of another file"]), ["a", "b"]);
    }
}
