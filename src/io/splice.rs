//! The text of a file with only what was changed put in: every byte of the rest stays where it is.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::fields::{Value, escape, items, quote, values};
use super::file::EVENT;
use super::ids;
use super::patch::{Patch, indent, line_indent};
use super::record::open;
use super::scan::{Item, Span};
use super::source::SourceText;
use super::tidy;
use super::value::{literal, unwrap_some};
use crate::model::{Document, Event, EventId};

/// A text to be saved, and what it must read back as.
#[derive(Debug)]
pub(super) struct Spliced {
    /// The text with its byte order mark.
    pub(super) full: String,
    /// Its events in its order; `None` for what could not be read before either.
    pub(super) expected: Vec<Option<Arc<Event>>>,
}

/// Why a change cannot be put into the text.
#[derive(Debug)]
pub(super) struct Refused {
    /// What cannot be changed.
    pub(super) message: String,
}

/// An event that belongs to the file, as the file knows it.
#[derive(Debug)]
pub(super) struct Own<'a> {
    /// Its id in the document, by which links and steps there speak of it.
    pub(super) id: &'a EventId,
    /// The event with the file's ids.
    pub(super) event: Arc<Event>,
    /// Which entry of the text it was read from; `None` for a new one.
    pub(super) entry: Option<usize>,
}

/// Puts what was changed in the events of one origin into the text they came from.
pub(super) fn splice(document: &Document, origin: u16, source: &SourceText) -> Result<Spliced, Refused> {
    let own = own_events(document, origin, source);
    let mut by_entry: Vec<Option<&Own<'_>>> = vec![None; source.entries.len()];
    for own in &own {
        if let Some(entry) = own.entry {
            by_entry[entry] = Some(own);
        }
    }
    let text = source.text();
    let line_end = source.line_end();
    let mut patch = Patch::default();
    let mut expected = Vec::with_capacity(own.len());
    let mut cut: HashSet<usize> = HashSet::new();
    let mut mentioned: Option<HashSet<&EventId>> = None;
    for (index, (entry, new)) in source.entries.iter().zip(&by_entry).enumerate() {
        let Some(old) = &entry.event else {
            expected.push(None);
            continue;
        };
        let Some(own) = new else {
            cut.insert(index);
            continue;
        };
        let new = &own.event;
        expected.push(Some(Arc::clone(new)));
        if Arc::ptr_eq(old, new) {
            continue;
        }
        let mut editor = EventEditor { text, span: &entry.span(), line_end, patch: &mut patch };
        let id_changes = !entry.id_is_written && ids::made(old) != ids::made(new);
        // An id that is made from date and title must not change under those who speak of the event.
        let is_kept = id_changes && mentioned.get_or_insert_with(|| mentions(document)).contains(own.id);
        let id = is_kept.then(|| new.id.as_str());
        editor.edit(old, new, id)?;
    }
    let added: Vec<&Arc<Event>> =
        own.iter().filter(|own| own.entry.is_none()).map(|own| &own.event).collect();
    expected.extend(added.iter().map(|event| Some(Arc::clone(event))));
    if !cut.is_empty() || !added.is_empty() {
        edit_list(source, &cut, &added, &mut patch)?;
    }
    if patch.is_empty() {
        return Ok(Spliced { full: source.full().to_owned(), expected });
    }
    let changed = patch
        .apply(text)
        .ok_or_else(|| Refused { message: "the changes would overlap in the file's text".to_owned() })?;
    let full = if source.has_mark() { format!("\u{feff}{changed}") } else { changed };
    Ok(Spliced { full, expected })
}

/// Every id that a link or a step speaks of.
fn mentions(document: &Document) -> HashSet<&EventId> {
    let links = document.events().iter().flat_map(|event| event.links.iter().map(|link| &link.to));
    links.chain(document.story().iter().flat_map(|step| &step.focus)).collect()
}

/// The events of one origin, each with the ids of its own file: those that were only changed because several
/// files are in one view get their own back.
pub(super) fn own_events<'a>(document: &'a Document, origin: u16, source: &SourceText) -> Vec<Own<'a>> {
    let known: HashMap<&EventId, usize> = source
        .entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| entry.event.as_ref().map(|event| (&event.id, index)))
        .collect();
    let mine: Vec<&Arc<Event>> = document.events().iter().filter(|event| event.origin == origin).collect();
    let mut claimed = vec![false; source.entries.len()];
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
    let file_id = |event: &Event, entry: Option<usize>| {
        let known = entry.and_then(|index| source.entries[index].event.as_ref());
        known.map_or_else(|| event.id.clone(), |known| known.id.clone())
    };
    let renamed: HashMap<&EventId, EventId> = mine
        .iter()
        .zip(&entries)
        .map(|(event, entry)| (&event.id, file_id(event, *entry)))
        .filter(|(id, own)| *id != own)
        .collect();
    mine.iter()
        .zip(&entries)
        .map(|(event, entry)| Own { id: &event.id, event: localized(event, &renamed), entry: *entry })
        .collect()
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

/// Puts the changes of one event into its text.
struct EventEditor<'a> {
    text: &'a str,
    span: &'a Span,
    line_end: &'static str,
    patch: &'a mut Patch,
}

impl EventEditor<'_> {
    fn edit(&mut self, old: &Event, new: &Event, id: Option<&str>) -> Result<(), Refused> {
        let (old_values, new_values) = (values(old), values(new));
        if old_values == new_values && id.is_none() {
            return Ok(());
        }
        let refused = |message: String| Refused { message: format!("event {}: {message}", old.id) };
        let Some((_, inside)) = open(self.text, self.span) else {
            return Err(refused("its text is not understood".to_owned()));
        };
        let fields = items(self.text, &(inside..self.span.end), b')');
        let value = |values: &[(&'static str, Value)], name: &str| {
            values.iter().find(|(field, _)| *field == name).map(|(_, value)| value.clone())
        };
        let mut removed: Vec<&str> = Vec::new();
        let mut added: Vec<(&'static str, String)> = Vec::new();
        added.extend(id.map(|id| ("id", format!("id: {}", quote(id)))));
        for name in EVENT.fields {
            let (old, new) = (value(&old_values, name), value(&new_values, name));
            if old == new {
                continue;
            }
            let field = self.field(&fields, name);
            match (field, new) {
                (Some(_), None) => removed.push(name),
                (Some(field), Some(new)) => {
                    self.change(field, old.as_ref(), &new)
                        .map_err(|message| refused(format!("{name} {message}")))?;
                }
                (None, Some(new)) => added.push((name, format!("{name}: {}", new.written()))),
                (None, None) => {}
            }
        }
        for name in &removed {
            if let Some(field) = self.field(&fields, name) {
                self.patch.cut(self.text, field, self.line_end, true);
            }
        }
        self.add(&fields, &removed, &added);
        Ok(())
    }

    fn field<'f>(&self, fields: &'f [Item], name: &str) -> Option<&'f Item> {
        fields.iter().find(|field| field.name.clone().is_some_and(|at| &self.text[at] == name))
    }

    /// Puts new fields in, each behind those that stand before it in the format's order.
    fn add(&mut self, fields: &[Item], removed: &[&str], added: &[(&'static str, String)]) {
        let rank = |name: &str| EVENT.fields.iter().position(|field| *field == name);
        let staying: Vec<&Item> = fields
            .iter()
            .filter(|field| field.name.clone().is_some_and(|at| !removed.contains(&&self.text[at])))
            .collect();
        let mut places: Vec<(Option<usize>, Vec<String>)> = Vec::new();
        for (name, line) in added {
            let place = staying
                .iter()
                .enumerate()
                .filter_map(|(at, field)| Some((rank(&self.text[field.name.clone()?])?, at)))
                .filter(|(other, _)| Some(*other) < rank(name))
                .max_by_key(|(rank, _)| *rank)
                .map(|(_, at)| at);
            match places.iter_mut().find(|(other, _)| *other == place) {
                Some((_, lines)) => lines.push(line.clone()),
                None => places.push((place, vec![line.clone()])),
            }
        }
        for (place, lines) in places {
            match (place, staying.first()) {
                (Some(at), _) => self.patch.insert_after(self.text, staying[at], &lines, self.line_end),
                (None, Some(first)) => self.patch.insert_before(self.text, first, &lines, self.line_end),
                (None, None) => {}
            }
        }
    }

    /// Puts a field's new value in.
    fn change(&mut self, field: &Item, old: Option<&Value>, new: &Value) -> Result<(), String> {
        match (old, new) {
            (_, Value::Text(new)) => {
                let (span, written) = text_literal(self.text, &field.value, new);
                self.patch.replace(span, written);
            }
            (_, Value::Number(number)) => {
                self.patch.replace(unwrap_some(self.text, &field.value), number.to_string());
            }
            (Some(Value::List(old)), Value::List(new)) => return self.change_list(field, old, new),
            (_, Value::List(new)) => return self.change_list(field, &[], new),
        }
        Ok(())
    }

    /// Changes only the elements of a list that are others now.
    fn change_list(&mut self, field: &Item, old: &[String], new: &[String]) -> Result<(), String> {
        let list = unwrap_some(self.text, &field.value);
        let elements = items(self.text, &(list.start + 1..list.end), b']');
        if elements.len() != old.len() || !self.text[list.clone()].starts_with('[') {
            return Err("has something in it that could not be read; correct the file first".to_owned());
        }
        let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let room = old.len().min(new.len()) - same;
        let tail =
            old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(old, new)| old == new).count();
        let (gone, come) = (&elements[same..old.len() - tail], &new[same..new.len() - tail]);
        for (element, new) in gone.iter().zip(come) {
            self.patch.replace(element.value.clone(), new.clone());
        }
        let both = gone.len().min(come.len());
        for element in &gone[both..] {
            self.patch.cut(self.text, element, self.line_end, true);
        }
        let rest = &come[both..];
        if !rest.is_empty() {
            match (elements.get((same + both).wrapping_sub(1)), elements.first()) {
                (Some(before), _) => self.patch.insert_after(self.text, before, rest, self.line_end),
                (None, Some(first)) => self.patch.insert_before(self.text, first, rest, self.line_end),
                (None, None) => self.patch.insert(list.start + 1, rest.join(", ")),
            }
        }
        Ok(())
    }
}

/// A new text in the manner of the old one: raw stays raw if it can, line breaks stay line breaks, `Some(…)`
/// stays around it.
fn text_literal(text: &str, span: &Span, new: &str) -> (Span, String) {
    let Some(old) = literal(text, span).filter(|old| old.is_text) else {
        return (span.clone(), quote(new));
    };
    let inner = &text[old.inner.clone()];
    if let Some(hashes) = old.raw {
        let end = format!("\"{}", "#".repeat(hashes));
        let is_plain = new.chars().all(|c| !c.is_control() || c == '\n' || c == '\t');
        if is_plain && !new.contains(&end) {
            return (old.inner, new.to_owned());
        }
        return (old.span, quote(new));
    }
    let lines = inner.contains('\n');
    (old.inner, escape(new, lines))
}

/// Cuts events out of the list and puts new ones behind the last.
fn edit_list(
    source: &SourceText,
    cut: &HashSet<usize>,
    added: &[&Arc<Event>],
    patch: &mut Patch,
) -> Result<(), Refused> {
    let text = source.text();
    let line_end = source.line_end();
    let mut elements = items(text, &(source.list.start + 1..source.list.end), b']');
    elements.retain(|element| element.name.is_none());
    if elements.len() != source.entries.len() {
        return Err(Refused { message: "the list of events is damaged; correct the file first".to_owned() });
    }
    for (index, element) in elements.iter().enumerate() {
        if cut.contains(&index) {
            patch.cut(text, element, line_end, false);
        }
    }
    if added.is_empty() {
        return Ok(());
    }
    let last =
        elements.iter().enumerate().rev().find(|(index, _)| !cut.contains(index)).map(|(_, last)| last);
    let outer = line_indent(text, source.list.start);
    let unit = if outer.starts_with('\t') { "\t" } else { "    " };
    let inner = last
        .and_then(|last| indent(text, last.start()))
        .map_or_else(|| format!("{outer}{unit}"), str::to_owned);
    let name = if last.is_some_and(|last| text[last.value.clone()].starts_with('(')) { "" } else { "Event" };
    let blocks: Vec<String> =
        added.iter().map(|event| tidy::event(event, name, &inner, unit, line_end)).collect();
    if let Some(last) = last {
        patch.insert_after(text, last, &blocks, line_end);
        return Ok(());
    }
    let close = source.list.end - 1;
    let lines: String = blocks.iter().map(|block| format!("{inner}{block},{line_end}")).collect();
    match indent(text, close) {
        Some(indent) => patch.insert(close - indent.len(), lines),
        None => patch.insert(close, format!("{line_end}{lines}{outer}")),
    }
    Ok(())
}
