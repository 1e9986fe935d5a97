//! Edits of the declared sources: added, changed, renamed with everything that names them, taken away with or without
//! what names them.

use std::collections::HashMap;

use super::words::{quoted, times};
use super::{Edit, EditError, Field, Section};
use crate::model::{Document, Event, Source, Text, TextList};

/// In how many events each declared source is named: by the event, by one of its accounts or by a link.
#[must_use]
pub fn source_uses(document: &Document) -> HashMap<String, usize> {
    let mut uses: HashMap<String, usize> =
        document.sources().iter().map(|source| (source.id.clone(), 0)).collect();
    let mut named: Vec<&str> = Vec::new();
    for event in document.events() {
        named.clear();
        named.extend(names(event));
        named.sort_unstable();
        named.dedup();
        for name in &named {
            if let Some(count) = uses.get_mut(*name) {
                *count += 1;
            }
        }
    }
    uses
}

/// What an event names as a source, in whatever place.
fn names(event: &Event) -> impl Iterator<Item = &str> {
    let accounts = event.accounts.iter().filter_map(|account| account.source.as_deref());
    event.sources.iter().map(Text::as_str).chain(accounts).chain(event.links.iter().map(|link| &*link.by))
}

/// The edit that declares a further source.
#[must_use]
pub fn add_source(document: &Document, source: Source) -> Edit {
    Edit::Set(Section::Sources(document.sources().iter().cloned().chain([source]).collect()))
}

/// The edit that makes of the source with this id what `change` makes of it; its id is [`rename_source`]'s.
#[must_use]
pub fn change_source(document: &Document, id: &str, change: impl FnOnce(&mut Source)) -> Edit {
    let mut sources = document.sources().to_vec();
    if let Some(source) = sources.iter_mut().find(|source| source.id == id) {
        change(source);
        id.clone_into(&mut source.id);
    }
    Edit::Set(Section::Sources(sources))
}

/// The edit that gives a source another id, also wherever it is named.
///
/// # Errors
/// Where the id is empty or another source has it.
pub fn rename_source(document: &Document, id: &str, new: &str) -> Result<Edit, EditError> {
    let new = new.trim();
    if new.is_empty() {
        return Err(EditError::Empty("source ID"));
    }
    if new != id && document.source(new).is_some() {
        return Err(EditError::Twice("source", new.to_owned()));
    }
    let mut sources = document.sources().to_vec();
    for source in sources.iter_mut().filter(|source| source.id == id) {
        new.clone_into(&mut source.id);
    }
    let mut edits = vec![Edit::Set(Section::Sources(sources))];
    edits.extend(named_otherwise(document, id, Some(new)));
    Ok(Edit::many(format!("Rename source {} to {}", quoted(id), quoted(new)), edits))
}

/// The edit that takes a source away. Where it is named its id stays as plain text, or goes too if `everywhere`.
#[must_use]
pub fn remove_source(document: &Document, id: &str, everywhere: bool) -> Edit {
    let left = document.sources().iter().filter(|source| source.id != id).cloned().collect();
    let away = Edit::Set(Section::Sources(left));
    if !everywhere {
        return away;
    }
    let named = named_otherwise(document, id, None);
    let events: std::collections::HashSet<_> = named
        .iter()
        .filter_map(|edit| match edit {
            Edit::SetField { event, .. } => Some(event.clone()),
            _ => None,
        })
        .collect();
    let label = format!("Remove source {} from {}", quoted(id), times(events.len(), "event"));
    Edit::many(label, std::iter::once(away).chain(named).collect())
}

/// An id for a source that is not given one, free in this document: the first words of who published it, or of its
/// title. Empty where neither has any.
#[must_use]
pub fn made_source_id(document: &Document, publisher: &str, title: &str) -> String {
    let from = if publisher.trim().is_empty() { title } else { publisher };
    let words = from.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(2);
    let base = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if base.is_empty() || document.source(&base).is_none() {
        return base;
    }
    let mut numbered = (2_u32..).map(|n| format!("{base}-{n}"));
    numbered.find(|id| document.source(id).is_none()).unwrap_or_default()
}

/// The edits after which events name another source in the place of one, or none.
fn named_otherwise(document: &Document, id: &str, new: Option<&str>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for event in document.events().iter().filter(|event| names(event).any(|name| name == id)) {
        let mut set = |field| edits.push(Edit::SetField { event: event.id.clone(), field });
        if event.sources.iter().any(|name| name.as_str() == id) {
            set(Field::Sources(other_names(&event.sources, id, new)));
        }
        if event.accounts.iter().any(|account| account.source.as_deref() == Some(id)) {
            let mut accounts = event.accounts.clone();
            for account in accounts.iter_mut().filter(|account| account.source.as_deref() == Some(id)) {
                account.source = new.map(Text::from);
            }
            set(Field::Accounts(accounts));
        }
        if event.links.iter().any(|link| link.by == id) {
            let mut links = event.links.clone();
            for link in links.iter_mut().filter(|link| link.by == id) {
                link.by = new.unwrap_or_default().into();
            }
            set(Field::Links(links));
        }
    }
    edits
}

/// The names with one of them replaced, none of them twice.
fn other_names(names: &[Text], id: &str, new: Option<&str>) -> TextList {
    let mut others: Vec<Text> = Vec::with_capacity(names.len());
    for name in names {
        let name = if name.as_str() == id { new.map(Text::from) } else { Some(name.clone()) };
        if let Some(name) = name.filter(|name| !others.contains(name)) {
            others.push(name);
        }
    }
    others.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, apply};
    use crate::model::{Account, EventDate, EventId, Link, Parts};

    fn document() -> Document {
        let mut event = Event::new(
            EventId::new("e"),
            EventDate::parse("2024").unwrap_or_else(|_| unreachable!()),
            "T",
            "IR",
        );
        event.sources = vec![Text::from("a"), Text::from("b")].into();
        event.accounts = vec![Account { by: "IR".into(), source: Some("a".into()), ..Account::default() }];
        event.links = vec![Link { to: EventId::new("e"), kind: "".into(), by: "a".into() }];
        let source = |id: &str| Source { id: id.to_owned(), ..Source::default() };
        Document::new(Parts {
            events: vec![event],
            sources: vec![source("a"), source("b")],
            ..Parts::default()
        })
    }

    #[test]
    fn what_names_a_source_follows_its_id() {
        let mut document = document();
        assert_eq!(source_uses(&document)["a"], 1);
        let before = document.events()[0].clone();
        let mut history = History::default();
        let edit = rename_source(&document, "a", " c ").unwrap();
        history.apply(&mut document, edit).unwrap();
        let event = document.events()[0].clone();
        assert_eq!(event.sources.iter().map(Text::as_str).collect::<Vec<_>>(), ["c", "b"]);
        assert_eq!((event.accounts[0].source.as_deref(), event.links[0].by.as_str()), (Some("c"), "c"));
        assert_eq!(history.undo_label(), Some("Rename source “a” to “c”"));
        history.undo(&mut document).unwrap();
        assert_eq!(document.events()[0], before);
        assert_eq!(rename_source(&document, "a", "b"), Err(EditError::Twice("source", "b".to_owned())));
        assert!(rename_source(&document, "a", " ").is_err());
    }

    #[test]
    fn a_source_goes_with_or_without_what_names_it() {
        let mut document = document();
        let edit = remove_source(&document, "a", false);
        let back = apply(&mut document, edit).unwrap();
        assert_eq!(document.events()[0].accounts[0].source.as_deref(), Some("a"));
        apply(&mut document, back).unwrap();
        let edit = remove_source(&document, "a", true);
        assert_eq!(edit.label(&document), "Remove source “a” from 1 event");
        apply(&mut document, edit).unwrap();
        let event = &document.events()[0];
        assert_eq!((event.sources.len(), event.accounts[0].source.as_ref()), (1, None));
        assert!(event.links[0].by.is_empty());
    }

    #[test]
    fn an_id_is_made_of_words_and_free() {
        let document = document();
        assert_eq!(made_source_id(&document, "ARVAK Center, Yerevan", "x"), "arvak-center");
        assert_eq!(made_source_id(&document, "", "A!"), "a-2");
        assert_eq!(made_source_id(&document, " ", "…"), "");
    }
}
