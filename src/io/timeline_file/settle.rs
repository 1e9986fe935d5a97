//! Settles the conflicts that a merge left in a text: ours, theirs, or both where both can stand together. The note goes,
//! and the value that was chosen stands in its place.

use super::text::conflict_note::{Note, Other, notes};
use super::text::literal;
use super::text::problems::{Problems, shown};
use super::text::scan::{Scanner, Span};
use super::tree::{Part, parse, said};
use super::write::fields::quote;
use crate::io::disk::recovery::changed;

/// What is kept of a conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Take {
    /// What ours made of it.
    #[default]
    Ours,
    /// What theirs made of it.
    Theirs,
    /// Both: lists joined, texts one below the other.
    Both,
}

/// A conflict that a merge left, with the ways to settle it.
#[derive(Clone, Debug)]
pub struct Unsettled {
    /// Where its comment stands, in bytes of the text without a byte order mark.
    pub span: Span,
    /// The field, or what else it is.
    pub what: String,
    /// What ours made of it, in words, cut; "removed" where it did that.
    pub ours: String,
    /// What theirs made of it.
    pub theirs: String,
    choices: Vec<(Take, Changes)>,
}

/// Changes to a text, by place.
type Changes = Vec<(Span, String)>;

impl Unsettled {
    /// The ways to settle it.
    pub fn ways(&self) -> impl Iterator<Item = Take> {
        self.choices.iter().map(|(take, _)| *take)
    }

    /// The changes that settle it so; none where it cannot be.
    #[must_use]
    pub fn changes(&self, take: Take) -> Option<&[(Span, String)]> {
        self.choices.iter().find(|(way, _)| *way == take).map(|(_, changes)| changes.as_slice())
    }
}

/// The conflicts that a merge left in a text.
#[must_use]
pub fn unsettled(text: &str) -> Vec<Unsettled> {
    notes(text).into_iter().map(|(span, note)| of_note(text, span, &note)).collect()
}

/// The text with each conflict settled as it is wanted, by its position, or left; nothing where that cannot be done.
#[must_use]
pub fn settled(text: &str, wanted: impl Fn(usize) -> Option<Take>) -> Option<String> {
    let mut all: Changes = Vec::new();
    for (at, conflict) in unsettled(text).iter().enumerate() {
        let Some(take) = wanted(at) else { continue };
        for (span, new) in conflict.changes(take)? {
            // What stands in something that goes goes with it.
            if all.last().is_none_or(|(last, _)| last.end <= span.start) {
                all.push((span.clone(), new.clone()));
            }
        }
    }
    changed(text, &all)
}

fn of_note(text: &str, span: Span, note: &Note) -> Unsettled {
    let comment = whole_lines(text, &span);
    let item = item_after(text, span.end);
    let live = item.clone().map(|item| value_of(&text[item]).to_owned()).unwrap_or_default();
    let keep = |take: Take| Some((take, vec![(comment.clone(), String::new())]));
    let replace = |take: Take, new: &str| {
        let item = item.clone()?;
        let lead = text.get(comment.end..item.start).unwrap_or_default();
        Some((take, vec![(comment.start..item.end, format!("{lead}{new}"))]))
    };
    let remove = |take: Take| {
        let end = after_comma(text, item.clone()?.end);
        Some((take, vec![(comment.start..end, String::new())]))
    };
    let gone = || "removed".to_owned();
    let (ours, theirs, choices) = match &note.other {
        Other::Theirs(theirs) => {
            let both = item.clone().and_then(|item| joined(&text[item], theirs));
            let both = both.and_then(|both| replace(Take::Both, &both));
            (live, value_of(theirs).to_owned(), [keep(Take::Ours), replace(Take::Theirs, theirs), both])
        }
        Other::OursRemoved => (gone(), live, [remove(Take::Ours), keep(Take::Theirs), None]),
        Other::TheirsRemoved => (live, gone(), [keep(Take::Ours), remove(Take::Theirs), None]),
    };
    let shown = |value: &str| shown(&in_words(value), 300);
    let choices = choices.into_iter().flatten().collect();
    Unsettled { what: note.what.clone(), ours: shown(&ours), theirs: shown(&theirs), span, choices }
}

/// A text without its quotes, all else as it is written.
fn in_words(value: &str) -> String {
    let text = literal::text(value, &(0..value.len()), "", &mut Problems::default());
    text.map_or_else(|| value.to_owned(), |text| text.value.into_owned())
}

/// The value of an item, without its name.
fn value_of(item: &str) -> &str {
    let mut scanner = Scanner::new(item, 0);
    let _ = scanner.label();
    &item[scanner.at..]
}

/// The fields whose texts can stand one below the other.
const LONG: [&str; 6] = ["summary", "note", "text", "says", "quote", "title_native"];

/// Two values of one field together: lists joined, long texts one below the other.
fn joined(ours: &str, theirs: &str) -> Option<String> {
    let (own, other) = (value_of(ours), value_of(theirs));
    let head = &ours[..ours.len() - own.len()];
    if let (Some(list), Some(more)) = (parse(own), parse(other))
        && own.starts_with('[')
        && other.starts_with('[')
    {
        let known: Vec<String> = list.parts.iter().map(|part| said(part.value, false)).collect();
        let new = |part: &&Part<'_>| !known.contains(&said(part.value, false));
        let values = list.parts.iter().chain(more.parts.iter().filter(new)).map(|part| part.value);
        return Some(format!("{head}[{}]", values.collect::<Vec<_>>().join(", ")));
    }
    let name = head.trim_end().trim_end_matches(':').trim();
    let text = |value: &str| {
        let said = literal::text(value, &(0..value.len()), name, &mut Problems::default());
        said.map(|said| said.value.into_owned())
    };
    let (own, other) = (text(own)?, text(other)?);
    LONG.contains(&name).then(|| format!("{head}{}", quote(&format!("{own}\n{other}"))))
}

/// The lines of a comment, with the last one's end.
fn whole_lines(text: &str, span: &Span) -> Span {
    let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let start = if text[start..span.start].trim().is_empty() { start } else { span.start };
    let end = text[span.end..].find('\n').map_or(text.len(), |end| span.end + end + 1);
    start..end
}

/// The item that follows a place, without its comma.
fn item_after(text: &str, at: usize) -> Option<Span> {
    let mut scanner = Scanner::new(text, at);
    scanner.blank().ok()?;
    let start = scanner.at;
    scanner.label().ok()?;
    let value = scanner.value().ok()?;
    Some(start..value.end)
}

/// The place behind the comma and the line end that follow.
fn after_comma(text: &str, at: usize) -> usize {
    let mut scanner = Scanner::new(text, at);
    let at = match (scanner.blank(), scanner.peek()) {
        // What stands between the two goes with it.
        (Ok(()), Some(b',')) => scanner.at,
        _ => at,
    };
    let rest = &text[at..];
    let comma = usize::from(rest.starts_with(','));
    let line = rest[comma..].find('\n').filter(|end| rest[comma..comma + end].trim().is_empty());
    at + comma + line.map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::merge_texts;

    const BASE: &str = "(\n    title: \"b\",\n    events: [\n        (id: \"a\", date: \"2024\", title: \"t\", country: \"IR\"),\n    ],\n)\n";

    fn all_ways(ours: &str, theirs: &str) -> Vec<String> {
        let merged = merge_texts(BASE, ours, theirs, 7).text;
        let found = unsettled(&merged);
        assert_eq!(found.len(), 1, "{merged}");
        found[0].ways().map(|take| settled(&merged, |_| Some(take)).unwrap()).collect()
    }

    #[test]
    fn a_conflict_is_settled_either_way() {
        let (ours, theirs) = (BASE.replace("\"b\"", "\"o\""), BASE.replace("\"b\"", "\"x\""));
        assert_eq!(all_ways(&ours, &theirs), [ours.clone(), theirs.clone()]);
        let gone = BASE.replace("        (id: \"a\", date: \"2024\", title: \"t\", country: \"IR\"),\n", "");
        let other = BASE.replace("\"t\"", "\"other\"");
        assert_eq!(all_ways(&gone, &other), [gone.clone(), other.clone()]);
        assert_eq!(all_ways(&other, &gone), [other, gone]);
    }

    #[test]
    fn both_stand_together_where_they_can() {
        let with = |more: &str| BASE.replace("\"b\",", &format!("\"b\",\n    summary: {more},"));
        let [_, _, both] = <[String; 3]>::try_from(all_ways(&with("\"ours\""), &with("\"theirs\""))).unwrap();
        assert_eq!(both, with("\"ours\\ntheirs\""));
        let with = |tags: &str| BASE.replace("\"IR\"", &format!("\"IR\",\n            tags: {tags}"));
        // Without ids in the list it is joined by itself; twice the same is not.
        let [_, _, both] =
            <[String; 3]>::try_from(all_ways(&with("[\"x\", \"x\"]"), &with("[\"y\"]"))).unwrap();
        assert!(both.contains("tags: [\"x\", \"x\", \"y\"]"), "{both}");
    }
}
