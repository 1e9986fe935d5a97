//! The text of a file with only what was changed put in: every byte of the rest stays where it is.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::fields::{Fields, Value, header_values, items, values};
use super::patch::{Patch, indent, line_indent};
use super::per_file::{Own, changed_in_place, header_in_place, own_parts};
use super::pretty::Block;
use super::struct_editor::{Editor, Manner};
use crate::io::disk::recovery::fits;
use crate::io::timeline_file::text::ids;
use crate::io::timeline_file::text::problems::Problems;
use crate::io::timeline_file::text::record::open;
use crate::io::timeline_file::text::scan::{Item, Span};
use crate::io::timeline_file::text::schema::{EVENT, EventFields, TIMELINE, Texts};
use crate::io::timeline_file::text::source_text::{Entry, Header, SourceText};
use crate::model::document::resolve_lane;
use crate::model::{Document, Event, EventId, Keyed, Lane, LaneId, Step};

/// A text to be saved, and what it must read back as.
#[derive(Debug)]
pub(crate) struct Spliced {
    /// What was changed of the text before, by places in it as it stands in the file.
    pub(crate) changes: Vec<(Span, String)>,
    /// Its events in its order.
    pub(crate) expected: Expected,
    /// What it must say besides.
    pub(crate) header: Header,
}

/// What events a text must read back as.
#[derive(Debug, Default)]
pub(crate) struct Expected {
    /// Those that can be read.
    pub(crate) events: Arc<Vec<Arc<Event>>>,
    /// The positions among all of those that cannot, as before.
    pub(crate) unread: Vec<u32>,
}

/// Why a change cannot be put into the text.
#[derive(Debug)]
pub(crate) struct Refused {
    /// What cannot be changed.
    pub(crate) message: String,
}

/// New events, by the entry of the text after which they come; `None` for before all others.
type Added<'a> = Vec<(Option<usize>, Vec<&'a Arc<Event>>)>;

/// Puts what was changed in the events of one origin, and besides them, into the text they came from.
pub(crate) fn splice(document: &Document, origin: u16, source: &SourceText) -> Result<Spliced, Refused> {
    let header = header_in_place(document, origin, source);
    // Where lanes are called otherwise now, what events involve may read otherwise, too.
    let changed = changed_in_place(document, origin, source).filter(|_| header.lanes == source.header.lanes);
    let Some(changed) = changed else { return splice_any(document, origin, source) };
    let manner = manner(source);
    let mut editor = Editor::new(source.text(), &manner);
    let mut mentioned = None;
    for (index, new) in changed {
        let entry = source.entry(index);
        let Some(old) = entry.event else { continue };
        change_event(&mut editor, (document, &mut mentioned), &entry, (old, new), &new.id)?;
    }
    let expected = Expected { events: document.shared_events(), unread: source.unread.to_vec() };
    finish(source, &manner, editor.patch, expected, header)
}

/// As [`splice`], whatever happened to the list of events.
fn splice_any(document: &Document, origin: u16, source: &SourceText) -> Result<Spliced, Refused> {
    let own = own_parts(document, origin, source);
    let mut by_entry: Vec<Option<&Own<'_>>> = vec![None; source.len()];
    for own in &own.events {
        if let Some(entry) = own.entry {
            by_entry[entry] = Some(own);
        }
    }
    let manner = manner(source);
    let mut editor = Editor::new(source.text(), &manner);
    let mut cut: HashSet<usize> = HashSet::new();
    let mut mentioned = None;
    let lanes = (own.header.lanes != source.header.lanes).then(|| Keyed::from(own.header.lanes.clone()));
    for (index, (entry, new)) in source.entries().zip(&by_entry).enumerate() {
        let renamed =
            lanes.as_ref().and_then(|lanes| involved_otherwise(source, &entry, &new.as_ref()?.event, lanes));
        match (entry.event, new) {
            (Some(old), Some(own)) if renamed.is_some() => {
                let old = renamed.as_deref().unwrap_or(old);
                change_event(&mut editor, (document, &mut mentioned), &entry, (old, &own.event), own.id)?;
            }
            (Some(old), Some(own)) if !Arc::ptr_eq(old, &own.event) => {
                change_event(&mut editor, (document, &mut mentioned), &entry, (old, &own.event), own.id)?;
            }
            (Some(_), None) => drop(cut.insert(index)),
            _ => {}
        }
    }
    let mut patch = editor.patch;
    let added = added(&own.events, source.len());
    if !cut.is_empty() || !added.is_empty() {
        edit_list(source, &manner, &cut, &added, &mut patch)?;
    }
    let expected = expected(&by_entry, &added, &cut);
    finish(source, &manner, patch, expected, own.header)
}

/// The text with the changes of its events, and with those besides.
fn finish(
    source: &SourceText,
    manner: &Manner,
    mut patch: Patch,
    expected: Expected,
    header: Header,
) -> Result<Spliced, Refused> {
    if header != *source.header {
        edit_header(source, manner, &header, &mut patch)?;
    }
    let mark = source.full().len() - source.text().len();
    let mut changes = patch.in_order();
    for (span, _) in &mut changes {
        *span = span.start + mark..span.end + mark;
    }
    if !fits(source.full(), &changes) {
        return Err(Refused { message: "the changes would overlap in the text of the file".to_owned() });
    }
    Ok(Spliced { changes, expected, header })
}

/// An event of the text as it was read, but with what it involves as written, where that would lead to other lanes than it
/// does now: lanes that are called otherwise are written by their ids then.
fn involved_otherwise(
    source: &SourceText,
    entry: &Entry<'_>,
    now: &Event,
    lanes: &Keyed<Lane>,
) -> Option<Box<Event>> {
    let old = entry.event.filter(|old| !old.involves.is_empty())?;
    let fields = EventFields::read(source.text(), &entry.span(), &mut Problems::default())?;
    let Texts::Read(written) = fields.involves else { return None };
    let read_now = written.iter().map(|text| resolve_lane(lanes, &text.value));
    if read_now.eq(now.involves.iter().cloned()) {
        return None;
    }
    let mut old = Event::clone(old);
    old.involves = written.iter().map(|text| LaneId::new(&text.value)).collect();
    Some(Box::new(old))
}

/// Every id that a link or a step speaks of.
fn mentions(document: &Document) -> HashSet<EventId> {
    let links = document.events().iter().flat_map(|event| event.links.iter().map(|link| link.to.clone()));
    links.chain(document.story().iter().flat_map(Step::mentioned)).collect()
}

/// A document, and the ids that are mentioned in it once somebody has asked for them.
type Mentions<'a, 'm> = (&'a Document, &'m mut Option<HashSet<EventId>>);

/// Puts the changes of one event into its text. An id that is made from date and title must not change under those
/// who speak of the event by its `id` in the document: it is written then.
fn change_event<'a>(
    editor: &mut Editor<'_>,
    (document, mentioned): Mentions<'a, '_>,
    entry: &Entry<'_>,
    (old, new): (&Event, &Event),
    id: &EventId,
) -> Result<(), Refused> {
    let keep_id = !entry.id_is_written
        && ids::made(old) != ids::made(new)
        && mentioned.get_or_insert_with(|| mentions(document)).contains(id);
    let (mut was, mut is) = (values(old), values(new));
    if keep_id || old.id != new.id {
        let id = |event: &Event| ("id", Value::Text(event.id.to_string()));
        if entry.id_is_written {
            was.insert(0, id(old));
        }
        is.insert(0, id(new));
    }
    let refused = |reason| Refused { message: format!("event {}: {reason}", old.id) };
    editor.record(&entry.span(), &EVENT, (&was, &is), false).map_err(refused)
}

/// The new events, each behind the one before it in the document; those at the document's end behind all that the
/// text has.
fn added<'a>(own: &'a [Own<'_>], entries: usize) -> Added<'a> {
    let mut added: Added<'a> = Vec::new();
    let last = own.iter().rposition(|own| own.entry.is_some());
    let mut after = None;
    for (at, own) in own.iter().enumerate() {
        if own.entry.is_some() {
            after = own.entry;
            continue;
        }
        let place = if last.is_none_or(|last| at > last) { entries.checked_sub(1) } else { after };
        match added.iter_mut().find(|(other, _)| *other == place) {
            Some((_, events)) => events.push(&own.event),
            None => added.push((place, vec![&own.event])),
        }
    }
    added
}

/// What the text must read back as.
fn expected(by_entry: &[Option<&Own<'_>>], added: &Added<'_>, cut: &HashSet<usize>) -> Expected {
    let new = |place: Option<usize>| {
        let here = added.iter().filter(move |(other, _)| *other == place);
        here.flat_map(|(_, events)| events.iter().map(|event| Some(Arc::clone(event))))
    };
    let mut expected: Vec<Option<Arc<Event>>> = new(None).collect();
    for (index, own) in by_entry.iter().enumerate() {
        if !cut.contains(&index) {
            expected.push(own.map(|own| Arc::clone(&own.event)));
        }
        expected.extend(new(Some(index)));
    }
    let unread = (0..).zip(&expected).filter(|(_, event)| event.is_none()).map(|(at, _)| at).collect();
    Expected { events: Arc::new(expected.into_iter().flatten().collect()), unread }
}

/// Cuts events out of the list and puts new ones in.
fn edit_list(
    source: &SourceText,
    manner: &Manner,
    cut: &HashSet<usize>,
    added: &Added<'_>,
    patch: &mut Patch,
) -> Result<(), Refused> {
    let text = source.text();
    let mut elements = items(text, &(source.list.start + 1..source.list.end), b']');
    elements.retain(|element| element.name.is_none());
    if elements.len() != source.len() {
        return Err(Refused { message: "the list of events is damaged; fix the file first".to_owned() });
    }
    for (index, element) in elements.iter().enumerate() {
        if cut.contains(&index) {
            let before = index.checked_sub(1).and_then(|at| elements.get(at));
            let gap = before.map_or(source.list.start + 1, Item::end)..element.start();
            patch.cut_whole(text, element, gap, manner.line_end);
        }
    }
    let stays = |index: &usize| !cut.contains(index);
    for (place, events) in added {
        let before = place.and_then(|place| (0..=place).rev().find(stays));
        let after = || (place.map_or(0, |place| place + 1)..elements.len()).find(stays);
        let beside = before.or_else(after).map(|at| &elements[at]);
        let blocks = blocks(source, manner, beside, events);
        match (before, beside) {
            (Some(before), _) => patch.insert_after(text, &elements[before], &blocks, manner.line_end),
            (None, Some(after)) => patch.insert_before(text, after, &blocks, manner.line_end),
            (None, None) => {
                let outer = line_indent(text, source.list.start);
                let inner = format!("{outer}{}", manner.unit);
                let close = source.list.end - 1;
                let lines: String =
                    blocks.iter().map(|block| format!("{inner}{block},{}", manner.line_end)).collect();
                match indent(text, close) {
                    Some(indent) => patch.insert(close - indent.len(), lines),
                    None => patch.insert(close, format!("{}{lines}{outer}", manner.line_end)),
                }
            }
        }
    }
    Ok(())
}

/// New events as the event beside them is written.
fn blocks(
    source: &SourceText,
    manner: &Manner,
    beside: Option<&Item>,
    events: &[&Arc<Event>],
) -> Vec<String> {
    let text = source.text();
    let outer = line_indent(text, source.list.start);
    let inner = beside
        .and_then(|item| indent(text, item.start()))
        .map_or_else(|| format!("{outer}{}", manner.unit), str::to_owned);
    let named = beside.is_none_or(|item| !text[item.value.clone()].starts_with('('));
    let last_comma = beside.is_none_or(|item| {
        let fields = open(text, &item.value).map(|(_, inside)| items(text, &(inside..item.value.end), b')'));
        let last = fields.as_ref().and_then(|fields| fields.last());
        !last.is_some_and(|last| last.comma.is_none() && indent(text, last.start()).is_some())
    });
    let block = Block {
        indent: &inner,
        unit: &manner.unit,
        line_end: manner.line_end,
        named,
        last_comma,
        wrapped: &manner.wrapped,
    };
    events.iter().map(|event| block.event(event)).collect()
}

/// Puts what the file says besides its events into its text.
fn edit_header(
    source: &SourceText,
    manner: &Manner,
    header: &Header,
    patch: &mut Patch,
) -> Result<(), Refused> {
    let (was, is): (Fields, Fields) = (header_values(&source.header), header_values(header));
    let text = source.text();
    if source.top.start == source.list.start {
        // A bare list of events has no room for more: it becomes the field of a timeline.
        let end = manner.line_end;
        let unit = &manner.unit;
        let mut before = format!("({end}");
        let rank = |name: &str| TIMELINE.fields.iter().position(|field| *field == name);
        let (above, below): (Fields, Fields) =
            is.into_iter().partition(|(name, _)| rank(name) < rank("events"));
        let line = |(name, value): &(&str, Value)| {
            format!("{unit}{name}: {},{end}", value.tall(false, unit, unit, end))
        };
        before.extend(above.iter().map(line));
        before.push_str(&format!("{unit}events: "));
        let after: String = below.iter().map(line).collect();
        patch.insert(source.list.start, before);
        patch.insert(source.list.end, format!(",{end}{after})"));
        return Ok(());
    }
    let mut editor = Editor::new(text, manner);
    let refused = |message| Refused { message };
    editor.record(&source.top, &TIMELINE, (&was, &is), true).map_err(refused)?;
    patch.absorb(editor.patch);
    Ok(())
}

/// How the file is written.
fn manner(source: &SourceText) -> Manner {
    let text = source.text();
    let outer = line_indent(text, source.list.start);
    let first = source.spans.first().and_then(|span| indent(text, span.start()));
    let step = first.and_then(|first| first.strip_prefix(outer)).filter(|step| !step.is_empty());
    let usual = if outer.starts_with('\t') { "\t" } else { "    " };
    Manner { line_end: source.line_end(), unit: step.unwrap_or(usual).to_owned(), wrapped: wrapped(source) }
}

/// So many events are looked at to learn how a file is written.
const LOOKED_AT_EVENTS: usize = 200;

/// The fields that the file writes as `Some(…)`, because those who read it need that.
fn wrapped(source: &SourceText) -> Vec<&'static str> {
    let text = source.text();
    let head = &text[..source.top.start.min(text.len())];
    let looked_at = match (source.spans.first(), source.spans.iter().take(LOOKED_AT_EVENTS).next_back()) {
        (Some(first), Some(last)) => first.start()..Span::from(*last).end,
        _ => return Vec::new(),
    };
    if head.contains("implicit_some") || !text[looked_at].contains("Some") {
        return Vec::new();
    }
    let mut counts: HashMap<&'static str, (usize, usize)> = HashMap::new();
    for entry in source.entries().take(LOOKED_AT_EVENTS) {
        let span = entry.span();
        let Some((_, inside)) = open(text, &span) else { continue };
        for item in items(text, &(inside..span.end), b')') {
            let name =
                item.name.and_then(|at| EVENT.fields.iter().find(|field| text[at.clone()] == ***field));
            if let Some(name) = name {
                let count = counts.entry(name).or_default();
                let is_wrapped = text[item.value.clone()].starts_with("Some");
                if is_wrapped { count.0 += 1 } else { count.1 += 1 }
            }
        }
    }
    EVENT
        .fields
        .iter()
        .copied()
        .filter(|name| counts.get(name).is_some_and(|(some, bare)| some > bare))
        .collect()
}
