//! By what the items of a list are known on both sides of a merge: events by their ids, lanes and sources by theirs,
//! accounts by who says them, and what has no name by what it says.

use std::collections::{HashMap, HashSet};

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

/// By what each entry of a text is known: its id, or what it says where it could not be read.
pub(crate) fn of_events(source: &SourceText) -> Vec<String> {
    let mut unread: HashMap<String, usize> = HashMap::new();
    let mut key = |entry: Entry<'_>| match entry.event {
        Some(event) => event.id.to_string(),
        None => {
            let said = format!("\u{0}{}", said(&source.text()[entry.span()], false));
            let count = unread.entry(said.clone()).or_default();
            *count += 1;
            format!("{said}\u{0}{count}")
        }
    };
    source.entries().map(&mut key).collect()
}

/// The keys of a side's events, where one whose id is only made from date and title keeps the key that it had before
/// either was changed: it stands between the same two, and still has one of them.
pub(crate) fn of_side(base: &SourceText, base_keys: &[String], side: &SourceText) -> Vec<String> {
    let mut keys = of_events(side);
    let old: Vec<Entry<'_>> = base.entries().collect();
    let at: HashMap<&str, usize> = base_keys.iter().enumerate().map(|(at, key)| (key.as_str(), at)).collect();
    let here: HashSet<String> = keys.iter().cloned().collect();
    let is_gone = |index: usize| !here.contains(&base_keys[index]) && !old[index].id_is_written;
    let mut claimed: HashSet<usize> = HashSet::new();
    let mut next = 0;
    for (index, entry) in side.entries().enumerate() {
        if let Some(known) = at.get(keys[index].as_str()) {
            next = known + 1;
            continue;
        }
        let Some(new) = entry.event else { continue };
        let found = (next..old.len())
            .take_while(|index| is_gone(*index))
            .find(|index| !claimed.contains(index) && old[*index].event.is_some_and(|old| is_same(old, new)));
        if let Some(found) = found {
            claimed.insert(found);
            keys[index].clone_from(&base_keys[found]);
            next = found + 1;
        }
    }
    keys
}

fn is_same(old: &Event, new: &Event) -> bool {
    old.title == new.title || old.date == new.date && old.country == new.country
}
