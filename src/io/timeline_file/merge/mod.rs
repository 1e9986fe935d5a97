//! Three-way merge of timeline files as texts: event by event and field by field, with each item taken from either side
//! as it is written there, so that comments, order, unknown fields and layout of both survive. What both changed
//! differently is written as both values (`text/conflict_note`); what came out is read back and compared before anybody gets it.

mod keys;
mod proof;
mod trivia;
mod whole;

use std::collections::{HashMap, HashSet};

use super::loaded::Loaded;
use super::text::conflict_note::{Note, TextConflict};
use super::text::source_text::SourceText;
use super::tree::{Group, Part, comments, parse, said};
use crate::model::merged_order::merged_order;
use trivia::{Where, ends_in_comment, has_comma, put_before};

/// What came of merging three texts.
#[derive(Clone, Debug)]
pub struct MergedText {
    /// The text, with both values wherever there is a conflict.
    pub text: String,
    /// What both changed differently, in the order of the text.
    pub conflicts: Vec<TextConflict>,
    /// Why the texts were merged by lines and not by events, where they were.
    pub by_lines: Option<String>,
}

/// Merges texts of which one is not UTF-8, by lines: their bytes, and how many conflicts are in them.
#[must_use]
pub fn merge_bytes(base: &[u8], ours: &[u8], theirs: &[u8], marker_size: usize) -> (Vec<u8>, MergedText) {
    // Each byte as the character of that number, so that every byte comes out as it went in.
    let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    let [base, ours, theirs] = [base, ours, theirs].map(text);
    let line_end = line_end_of(&base, &ours, &theirs);
    let reason = "it is not UTF-8".to_owned();
    let merged = whole::merge([&base, &ours, &theirs], marker_size.clamp(3, 100), line_end, reason);
    (merged.text.chars().filter_map(|c| u8::try_from(c).ok()).collect(), merged)
}

/// Merges what ours and theirs made of `base`; conflicts are marked with so many of `<`, `=` and `>`.
///
/// Never fails: what is no timeline, and what cannot be merged event by event without losing something, is one conflict
/// of lines.
#[must_use]
pub fn merge_texts(base: &str, ours: &str, theirs: &str, marker_size: usize) -> MergedText {
    // What only one changed is its text to the last byte.
    if let Some(text) = only_one_changed(base, ours, theirs) {
        return MergedText { text: text.to_owned(), conflicts: Vec::new(), by_lines: None };
    }
    let line_end = line_end_of(base, ours, theirs);
    // Where all three have the same, what is otherwise stands within texts, and stays.
    let differ = ends_of(base) != ends_of(ours) || ends_of(base) != ends_of(theirs);
    let [base, ours, theirs] =
        [base, ours, theirs].map(|text| if differ { with_line_end(text, line_end) } else { text.to_owned() });
    let marker = marker_size.clamp(3, 100);
    let by_events = by_events([&base, &ours, &theirs], marker, line_end);
    by_events.unwrap_or_else(|reason| whole::merge([&base, &ours, &theirs], marker, line_end, reason))
}

fn by_events([base, ours, theirs]: [&str; 3], marker: usize, line_end: &str) -> Result<MergedText, String> {
    let loaded = [(ANCESTOR, base), ("ours", ours), ("theirs", theirs)].map(|(name, text)| {
        let loaded = super::read(text);
        // Where both sides added the file, git gives an empty ancestor.
        match loaded.is_timeline() || is_nothing(&loaded.source) && name == ANCESTOR {
            true => Ok(loaded),
            false => Err(format!("{name} is not a timeline: {}", first_problem(&loaded))),
        }
    });
    let [base, ours, theirs] = loaded;
    let sides = [base?, ours?, theirs?];
    let sources = [&sides[0].source, &sides[1].source, &sides[2].source];
    let ambiguous = keys::ambiguous(sources);
    let base_keys = keys::of_events(sources[0], &ambiguous);
    let of_side = |side: &SourceText| keys::of_side(sources[0], &base_keys, side, &ambiguous);
    let (mut own, mut other) = (of_side(sources[1]), of_side(sources[2]));
    keys::part_clashes(&mut own, sources[1], &other);
    keys::part_clashes(&mut other, sources[2], &own);
    let mut merger = Merger {
        line_end,
        marker,
        conflicts: Vec::new(),
        event_keys: [base_keys, own, other],
        base_comments: comments(sources[0].text()).into_iter().map(str::to_owned).collect(),
        order: Vec::new(),
        about: String::new(),
    };
    let mut text = merger.file(sources).ok_or("the two sides have different forms")?;
    trivia::add_lost(&mut text, sources.map(SourceText::text), line_end);
    proof::check(&text, &sides, &merger)?;
    Ok(MergedText { text, conflicts: merger.conflicts, by_lines: None })
}

#[allow(clippy::needless_pass_by_value, reason = "one of them is given back")]
fn only_one_changed<T: PartialEq>(base: T, ours: T, theirs: T) -> Option<T> {
    if ours == theirs || base == theirs { Some(ours) } else { (base == ours).then_some(theirs) }
}

const ANCESTOR: &str = "the common ancestor";

fn is_nothing(source: &SourceText) -> bool {
    source.text().trim().is_empty()
}

fn first_problem(loaded: &Loaded) -> String {
    let first = loaded.diagnostics.first();
    first.map_or_else(
        || "nothing in it can be read".to_owned(),
        |problem| format!("{}:{}: {}", problem.line, problem.column, problem.message),
    )
}

/// Which line end comes out: what only one side changed, else ours.
fn line_end_of(base: &str, ours: &str, theirs: &str) -> &'static str {
    if ends_of(base) == ends_of(ours) { ends_of(theirs) } else { ends_of(ours) }
}

fn ends_of(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn with_line_end(text: &str, line_end: &str) -> String {
    let has_other = match line_end {
        "\n" => text.contains("\r\n"),
        _ => text.lines().count() > text.matches("\r\n").count(),
    };
    if !has_other {
        return text.to_owned();
    }
    let plain = text.replace("\r\n", "\n");
    if line_end == "\n" { plain } else { plain.replace('\n', line_end) }
}

/// Where a field of an event stands, as the program writes it.
const FIELD_INDENT: &str = "            ";

/// A merge under way.
struct Merger<'a> {
    line_end: &'a str,
    marker: usize,
    conflicts: Vec<TextConflict>,
    /// By what the events of base, ours and theirs are known.
    event_keys: [Vec<String>; 3],
    /// The comments of the base.
    base_comments: HashSet<String>,
    /// The keys of the events that came out, in their order.
    order: Vec<String>,
    /// What is being merged, for conflicts.
    about: String,
}

/// How a value is merged.
#[derive(Clone, Copy)]
enum Place<'p> {
    /// The whole file.
    Top,
    /// The list of events.
    Events,
    /// Any other field or element; lists are known by their field.
    Other(&'p str),
}

/// An item that came out.
struct Out {
    lead: String,
    body: String,
    tail: String,
}

impl Merger<'_> {
    /// The whole text, with what stands around the timeline.
    fn file(&mut self, [base, ours, theirs]: [&SourceText; 3]) -> Option<String> {
        let is_list = |source: &SourceText| source.top.start == source.list.start;
        let base = (!is_nothing(base)).then_some(base);
        if is_list(ours) != is_list(theirs) || base.is_some_and(|base| is_list(base) != is_list(ours)) {
            return None;
        }
        let around = |source: &SourceText| {
            // Of a bare list the beginning alone is known.
            let span = if is_list(source) { source.list.clone() } else { source.top.clone() };
            let text = source.text();
            let pieces = [text.get(..span.start)?, text.get(span.clone())?, text.get(span.end..)?];
            Some(pieces.map(str::to_owned))
        };
        let (own, other) = (around(ours)?, around(theirs)?);
        let was = base.and_then(around);
        let was = |at: usize| was.as_ref().map(|was| was[at].as_str());
        let at = if is_list(ours) { Place::Events } else { Place::Top };
        let value = self.value(was(1), &own[1], &other[1], at)?;
        let end = self.line_end;
        let before = trivia::around(was(0), &own[0], &other[0], end)?;
        let after = trivia::around(was(2), &own[2], &other[2], end)?;
        let mark =
            |source: &SourceText| source.full()[..source.full().len() - source.text().len()].to_owned();
        let base_mark = base.map(mark);
        let mark = match base_mark {
            Some(base) if base == mark(ours) => mark(theirs),
            _ => mark(ours),
        };
        Some(format!("{mark}{before}{value}{after}"))
    }

    /// What both made of a value; `None` for a conflict.
    fn value(&mut self, base: Option<&str>, ours: &str, theirs: &str, place: Place<'_>) -> Option<String> {
        let is_events = matches!(place, Place::Events | Place::Top);
        // The order of events is wanted even where one side left them alone.
        if let Some(value) = only_one_changed(base, Some(ours), Some(theirs)).flatten().filter(|_| !is_events)
        {
            return Some(value.to_owned());
        }
        if let (Some(own), Some(other)) = (parse(ours), parse(theirs))
            && own.is_record() == other.is_record()
        {
            let base = base.and_then(parse).filter(|base| base.is_record() == own.is_record());
            if let Some(merged) = self.group(base.as_ref(), &own, &other, place) {
                return Some(merged);
            }
        }
        // A comment counts: where one side wrote it and the other changed the value, there is no knowing where it goes.
        let says = |value: &str| said(value, true);
        let (own, other, was) = (says(ours), says(theirs), base.map(says));
        let changed = only_one_changed(was.as_ref(), Some(&own), Some(&other)).flatten()?;
        Some(if *changed == own { ours } else { theirs }.to_owned())
    }

    /// What both made of what is in brackets; `None` where that cannot be told item by item.
    fn group(
        &mut self,
        base: Option<&Group<'_>>,
        ours: &Group<'_>,
        theirs: &Group<'_>,
        place: Place<'_>,
    ) -> Option<String> {
        let nothing = Vec::new();
        let parts = [base.map_or(&nothing, |base| &base.parts), &ours.parts, &theirs.parts];
        let keys = self.keys(parts, ours.is_record(), place)?;
        let find = |side: usize| -> HashMap<&str, &Part<'_>> {
            keys[side].iter().map(String::as_str).zip(parts[side]).collect()
        };
        let (was, own, other) = (find(0), find(1), find(2));
        let mut out: Vec<Out> = Vec::new();
        for key in merged_order(&keys[0], &keys[1], &keys[2]) {
            let key = key.as_str();
            let three = [was.get(key).copied(), own.get(key).copied(), other.get(key).copied()];
            let outer = self.enter(key, place);
            let item = self.item(three, ours.is_record(), place);
            self.about = outer;
            if let Some(item) = item {
                if matches!(place, Place::Events) {
                    self.order.push(key.to_owned());
                }
                out.push(item);
            }
        }
        let close = trivia::merged(
            base.map(|base| base.close),
            ours.close,
            theirs.close,
            Where::Before,
            self.line_end,
        );
        let open = trivia::opening(base.map(|base| base.open), ours.open, theirs.open, self.line_end);
        Some(self.assembled(&open, out, &close))
    }

    /// By what the items of the three are known.
    fn keys(
        &self,
        parts: [&Vec<Part<'_>>; 3],
        is_record: bool,
        place: Place<'_>,
    ) -> Option<[Vec<String>; 3]> {
        let of_all = |keys: &dyn Fn(&[Part<'_>]) -> Option<Vec<String>>| {
            Some([keys(parts[0])?, keys(parts[1])?, keys(parts[2])?])
        };
        if is_record {
            return of_all(&keys::names);
        }
        match place {
            Place::Events => {
                let fit = parts.iter().zip(&self.event_keys).all(|(parts, keys)| parts.len() == keys.len());
                fit.then(|| self.event_keys.clone())
            }
            Place::Top => None,
            Place::Other(list) => keys::key_field(list)
                .and_then(|field| of_all(&|parts| keys::by_field(parts, field)))
                .or_else(|| of_all(&keys::by_value).filter(can_be_joined)),
        }
    }

    /// Says what is being merged; returns what was before.
    fn enter(&mut self, key: &str, place: Place<'_>) -> String {
        let about = match place {
            Place::Events => keys::about(key),
            Place::Other(list @ ("lanes" | "sources" | "filters" | "views" | "imports")) => {
                format!("{} {}", list.trim_end_matches('s'), key.trim_matches('"'))
            }
            Place::Other("story") => format!("step {}", key.trim_matches('"')),
            _ => return self.about.clone(),
        };
        std::mem::replace(&mut self.about, about)
    }

    /// What both made of an item; nothing where it is gone.
    fn item(&mut self, three: [Option<&Part<'_>>; 3], is_record: bool, place: Place<'_>) -> Option<Out> {
        let whole = |part: &Part<'_>| Out {
            lead: part.lead.to_owned(),
            body: part.item(),
            tail: part.tail.to_owned(),
        };
        match three {
            [_, None, None] => None,
            [None, Some(one), None] | [None, None, Some(one)] => Some(whole(one)),
            [Some(was), Some(kept), None] | [Some(was), None, Some(kept)] => {
                let is_new = |comment: &&str| !self.base_comments.contains(*comment);
                let says = |part: &Part<'_>| said(part.value, false);
                if says(was) == says(kept) && !kept.comments().iter().any(is_new) {
                    return None;
                }
                let mut out = whole(kept);
                self.conflict(&mut out.lead, three, is_record);
                Some(out)
            }
            [was, Some(own), Some(other)] => Some(self.both(was, own, other, is_record, place)),
        }
    }

    /// An item that both have.
    fn both(
        &mut self,
        was: Option<&Part<'_>>,
        own: &Part<'_>,
        other: &Part<'_>,
        is_record: bool,
        place: Place<'_>,
    ) -> Out {
        let end = self.line_end;
        let mut lead = trivia::merged(was.map(|was| was.lead), own.lead, other.lead, Where::Before, end);
        let head = only_one_changed(was.map(|was| was.head), Some(own.head), Some(other.head)).flatten();
        if head.is_none() {
            let known = [was.map(|was| was.head).unwrap_or_default(), own.head].map(comments).concat();
            for new in comments(other.head).into_iter().filter(|comment| !known.contains(comment)) {
                put_before(&mut lead, new, end);
            }
        }
        let head = head.unwrap_or(own.head);
        let tail = trivia::merged(was.map(|was| was.tail), own.tail, other.tail, Where::Behind, end);
        let name = own.name.unwrap_or_default();
        let inner = match place {
            Place::Top if name == "events" => Place::Events,
            _ if is_record => Place::Other(name),
            _ => Place::Other(""),
        };
        let mut out = Out { lead, body: String::new(), tail };
        match self.value(was.map(|was| was.value), own.value, other.value, inner) {
            Some(value) => out.body = format!("{head}{value}"),
            None => {
                self.conflict(&mut out.lead, [was, Some(own), Some(other)], is_record);
                out.body = format!("{head}{}", own.value);
            }
        }
        out
    }

    /// Notes a conflict, in the text before the item that it is about.
    fn conflict(&mut self, lead: &mut String, three: [Option<&Part<'_>>; 3], is_record: bool) {
        let name = three.iter().flatten().find_map(|part| part.name).filter(|_| is_record);
        let [base, ours, theirs] = three.map(|part| part.map(Part::item));
        let conflict = TextConflict {
            about: self.about.clone(),
            field: name.unwrap_or_default().to_owned(),
            base,
            ours,
            theirs,
        };
        if trivia::indent_of(lead).is_none() {
            // A struct on one line: the note and what it is about go on lines of their own.
            lead.truncate(lead.trim_end_matches([' ', '\t']).len());
            lead.push_str(self.line_end);
            lead.push_str(FIELD_INDENT);
        }
        let indent = trivia::indent_of(lead).unwrap_or_default();
        let note = Note::of(&conflict).written(self.marker, &indent, self.line_end);
        put_before(lead, &note, self.line_end);
        self.conflicts.push(conflict);
    }

    /// Items put together, with a comma between them and no item in a comment.
    fn assembled(&self, open: &str, items: Vec<Out>, close: &str) -> String {
        let mut text = open.to_owned();
        let last = items.len().saturating_sub(1);
        let mut in_comment = false;
        for (at, item) in items.into_iter().enumerate() {
            let lead = if at > 0 && item.lead.is_empty() { " " } else { &item.lead };
            self.push(&mut text, lead, in_comment);
            text.push_str(&item.body);
            if at < last && !has_comma(&item.tail) {
                text.push(',');
            }
            text.push_str(&item.tail);
            in_comment = ends_in_comment(&item.tail);
        }
        self.push(&mut text, close, in_comment);
        text
    }

    /// Goes on on a new line where what stands there would become part of a comment.
    fn push(&self, text: &mut String, piece: &str, in_comment: bool) {
        if in_comment && !piece.starts_with(['\n', '\r']) {
            text.push_str(self.line_end);
        }
        text.push_str(piece);
    }
}

/// Whether what two sides did to a list of things without names can be joined: neither took out or changed what the
/// other did, unless both did the same.
fn can_be_joined(keys: &[Vec<String>; 3]) -> bool {
    let [base, ours, theirs] = [&keys[0], &keys[1], &keys[2]].map(|keys| keys.iter().collect::<HashSet<_>>());
    let gone = |side: &HashSet<&String>| base.difference(side).copied().cloned().collect::<HashSet<String>>();
    let new = |side: &HashSet<&String>| side.difference(&base).copied().cloned().collect::<HashSet<String>>();
    let both_took = gone(&ours).intersection(&gone(&theirs)).next().is_some();
    !both_took || new(&ours) == new(&theirs) || new(&ours).is_empty() && new(&theirs).is_empty()
}
