//! By what the items of a list are known on both sides of a merge: events by their ids, lanes and sources by theirs,
//! accounts by who says them, and what has no name by what it says.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::io::timeline_file::text::ids;
use crate::io::timeline_file::text::source_text::{Entry, SourceText};
use crate::io::timeline_file::tree::{Part, parse, said};
use crate::model::Event;

/// The field that tells the structs of a list apart.
pub(crate) fn key_field(list: &str) -> Option<&'static str> {
    Some(match list {
        "lanes" | "sources" => "id",
        "filters" | "views" => "name",
        "imports" | "images" => "path",
        "accounts" => "by",
        "links" => "to",
        "story" => "title",
        _ => return None,
    })
}

/// The names of a struct's fields; `None` where that does not tell them apart.
pub(crate) fn names(parts: &[Part<'_>]) -> Option<Vec<String>> {
    unique(parts.iter().map(|part| part.name.map(str::to_owned)))
}

/// What the structs of a list have in one field; `None` where that does not tell them apart.
pub(crate) fn by_field(parts: &[Part<'_>], field: &str) -> Option<Vec<String>> {
    unique(parts.iter().map(|part| {
        let group = parse(part.value).filter(crate::io::timeline_file::tree::Group::is_record)?;
        let value = group.parts.iter().find(|part| part.name == Some(field))?.value;
        Some(said(value, false))
    }))
}

/// What the items of a list say; `None` where two say the same.
pub(crate) fn by_value(parts: &[Part<'_>]) -> Option<Vec<String>> {
    unique(parts.iter().map(|part| part.name.is_none().then(|| said(part.value, false))))
}

fn unique(keys: impl Iterator<Item = Option<String>>) -> Option<Vec<String>> {
    let keys: Vec<String> = keys.collect::<Option<_>>()?;
    let distinct: HashSet<&str> = keys.iter().map(String::as_str).collect();
    (distinct.len() == keys.len()).then_some(keys)
}

/// The ids that one of the texts gives to several events: no event is known by them.
pub(crate) fn ambiguous(sources: [&SourceText; 3]) -> HashSet<String> {
    let mut found = HashSet::new();
    for entry in sources.into_iter().flat_map(SourceText::entries).filter(|entry| entry.id_is_written) {
        if let Some(event) = entry.event
            && ids::base(event.id.as_str()) != event.id.as_str()
        {
            found.insert(ids::base(event.id.as_str()).to_owned());
        }
    }
    found
}

fn is_known_by_id(entry: &Entry<'_>, ambiguous: &HashSet<String>) -> bool {
    let is_ambiguous = |event: &Arc<Event>| ambiguous.contains(ids::base(event.id.as_str()));
    entry.id_is_written && !entry.event.is_some_and(is_ambiguous)
}

fn entries<'s>(source: &'s SourceText, ambiguous: &HashSet<String>) -> Vec<Entry<'s>> {
    let mut entries: Vec<Entry<'s>> = source.entries().collect();
    for entry in &mut entries {
        entry.id_is_written = is_known_by_id(entry, ambiguous);
    }
    entries
}

/// By what each entry of a text is known: its id where the file gives one; else its date, title and country, which say
/// more than an id made of the first two; or what it says where it could not be read.
pub(crate) fn of_events(source: &SourceText, ambiguous: &HashSet<String>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut key = |entry: Entry<'_>| {
        let said = match entry.event {
            Some(event) if is_known_by_id(&entry, ambiguous) => return event.id.to_string(),
            Some(event) => format!("{MADE}{}", what_when_where(event).join("\u{0}")),
            None => format!("\u{0}{}", said(&source.text()[entry.span()], false)),
        };
        let count = seen.entry(said.clone()).or_default();
        *count += 1;
        format!("{said}\u{0}{count}")
    };
    source.entries().map(&mut key).collect()
}

/// What the keys of events begin with whose ids the file does not give.
const MADE: char = '\u{1}';

/// How conflicts call an event.
pub(crate) fn about(key: &str) -> String {
    format!("event {}", called(key))
}

fn called(key: &str) -> String {
    match key.strip_prefix(MADE) {
        None => key.trim_start_matches('\0').to_owned(),
        Some(made) => {
            let mut parts = made.split('\0');
            let (title, date) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            format!("“{title}” of {date}")
        }
    }
}

fn what_when_where(event: &Event) -> [&str; 3] {
    [event.title.as_str(), event.date.text(), event.country.as_str()]
}

/// The keys of a side's events, where one that has got another id, or whose id is not written and made of what was
/// changed, keeps the key that it had in the base.
pub(crate) fn of_side(
    base: &SourceText,
    base_keys: &[String],
    side: &SourceText,
    ambiguous: &HashSet<String>,
) -> Vec<String> {
    let mut keys = of_events(side, ambiguous);
    let (old, new) = (entries(base, ambiguous), entries(side, ambiguous));
    let here: HashSet<String> = keys.iter().cloned().collect();
    let mut gone: Vec<bool> = base_keys.iter().map(|key| !here.contains(key)).collect();
    let known: HashMap<&str, usize> =
        base_keys.iter().enumerate().map(|(at, key)| (key.as_str(), at)).collect();
    let mut at_base: Vec<Option<usize>> = keys.iter().map(|key| known.get(key.as_str()).copied()).collect();
    claim_the_same(&old, &new, &mut gone, &mut at_base);
    claim_between_the_same(&old, &new, &mut gone, &mut at_base);
    for (key, at) in keys.iter_mut().zip(at_base) {
        if let Some(at) = at {
            key.clone_from(&base_keys[at]);
        }
    }
    keys
}

/// Finds those that are the same but for their id, wherever they stand: where only one that is gone and only one that is
/// new say so, or where the id that is now written is the one that was made.
fn claim_the_same(old: &[Entry<'_>], new: &[Entry<'_>], gone: &mut [bool], at_base: &mut [Option<usize>]) {
    let mut lost: HashMap<[&str; 3], Vec<usize>> = HashMap::new();
    let mut made: HashMap<&str, usize> = HashMap::new();
    for (at, event) in (0..old.len()).filter(|at| gone[*at]).filter_map(|at| Some((at, old[at].event?))) {
        lost.entry(what_when_where(event)).or_default().push(at);
        if !old[at].id_is_written {
            made.insert(event.id.as_str(), at);
        }
    }
    let mut come: HashMap<[&str; 3], usize> = HashMap::new();
    let unknown = |at_base: &[Option<usize>], at: usize| at_base[at].is_none();
    for event in (0..new.len()).filter(|at| unknown(at_base, *at)).filter_map(|at| new[at].event) {
        *come.entry(what_when_where(event)).or_default() += 1;
    }
    for at in 0..new.len() {
        let Some(event) = new[at].event.filter(|_| unknown(at_base, at)) else { continue };
        let same = what_when_where(event);
        let only = lost.get(&same).filter(|lost| lost.len() == 1 && come[&same] == 1).map(|lost| lost[0]);
        let by_id = || made.get(event.id.as_str()).copied().filter(|_| new[at].id_is_written);
        if let Some(found) = by_id().or(only).filter(|found| gone[*found]) {
            gone[found] = false;
            at_base[at] = Some(found);
        }
    }
}

/// Finds those without a written id of which title, or date and country, are the same and that stand between the same two.
fn claim_between_the_same(
    old: &[Entry<'_>],
    new: &[Entry<'_>],
    gone: &mut [bool],
    at_base: &mut [Option<usize>],
) {
    let mut next = 0;
    for at in 0..new.len() {
        if let Some(known) = at_base[at] {
            next = known + 1;
            continue;
        }
        let Some(event) = new[at].event else { continue };
        let found = (next..old.len())
            .take_while(|at| gone[*at] && !old[*at].id_is_written)
            .find(|at| old[*at].event.is_some_and(|old| is_same(old, event)));
        if let Some(found) = found {
            gone[found] = false;
            at_base[at] = Some(found);
            next = found + 1;
        }
    }
}

/// Takes back what was found of a side where its new id is that of another event on the other side: the two would
/// stand in the file with one id.
pub(crate) fn part_clashes(keys: &mut [String], side: &SourceText, others: &[String]) {
    let others: HashSet<&str> = others.iter().map(String::as_str).collect();
    for (key, entry) in keys.iter_mut().zip(side.entries()) {
        let Some(event) = entry.event.filter(|event| entry.id_is_written && event.id.as_str() != key) else {
            continue;
        };
        if others.contains(event.id.as_str()) {
            *key = event.id.to_string();
        }
    }
}

fn is_same(old: &Event, new: &Event) -> bool {
    old.title == new.title || old.date == new.date && old.country == new.country
}
