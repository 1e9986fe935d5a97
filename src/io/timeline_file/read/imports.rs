//! Reads how other people's data was imported, with what is wrong in it: a word that means nothing would have the newer
//! file read otherwise than the first time.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::io::import::table::columns::Field;
use crate::io::import_words::OPTIONS;
use crate::io::timeline_file::text::literal::{Spanned, text, wrong_kind};
use crate::io::timeline_file::text::problems::{Problems, near_miss, quoted};
use crate::io::timeline_file::text::record::Record;
use crate::io::timeline_file::text::scan::{Scanner, Span};
use crate::io::timeline_file::text::schema::IMPORT;
use crate::model::{ImportRecord, RowMemory};

/// Reads them all; the first of a path counts.
pub(crate) fn read(top: &Record<'_>, problems: &mut Problems) -> Vec<ImportRecord> {
    let mut imports = Vec::new();
    let mut seen = HashSet::new();
    for record in top.records("imports", &IMPORT, problems) {
        let path = record.required("path", "\"talks.csv\"", problems);
        let columns = map(&record, "columns", problems);
        let options = map(&record, "options", problems);
        let rows = map(&record, "rows", problems);
        columns.iter().for_each(|(name, value)| check_column(name, value, problems));
        options.iter().for_each(|(name, value)| check_option(name, value, problems));
        rows.iter().for_each(|(_, memory)| check_row(memory, problems));
        let read = record.text("read", problems);
        if let Some(read) = read.as_ref().filter(|read| !read.value.is_empty())
            && read.value.parse::<jiff::Timestamp>().is_err()
        {
            let message = format!("{} is not an instant", quoted(&read.value));
            let hint = Some("write it like \"2026-11-30T16:20:00Z\", or leave it out".to_owned());
            problems.warning(read.span.clone(), message, hint);
        }
        let Some(path) = path else { continue };
        if !seen.insert(path.value.clone()) {
            problems.more_in_text = true;
            let message = format!("the import {} appears twice; only the first is used", quoted(&path.value));
            problems.warning(path.span, message, Some("remove one of them".to_owned()));
            continue;
        }
        let plain = |pairs: Vec<Pair>| -> BTreeMap<String, String> {
            pairs.into_iter().map(|(name, value)| (name.value, value.value)).collect()
        };
        imports.push(ImportRecord {
            path: path.value,
            columns: plain(columns),
            options: plain(options),
            key: record.text_or_empty("key", problems),
            read: read.map(|read| read.value).unwrap_or_default(),
            rows: Arc::new(plain(rows)),
        });
    }
    imports
}

/// A name and its text, each where it stands.
type Pair = (Spanned<String>, Spanned<String>);

/// A map from texts to texts; what is none in it is a problem and left out.
fn map(record: &Record<'_>, name: &str, problems: &mut Problems) -> Vec<Pair> {
    let Some(place) = record.place(name) else { return Vec::new() };
    let source = record.source();
    if !source[place.clone()].starts_with('{') {
        wrong_kind(source, &place, name, "texts by names, like {\"date\": \"When\"}", problems);
        return Vec::new();
    }
    let mut scanner = Scanner::within(source, &(place.start + 1..place.end));
    let mut pairs: Vec<Pair> = Vec::new();
    let mut seen = HashSet::new();
    loop {
        match scanner.item(b'}') {
            Ok(None) => return pairs,
            Ok(Some(item)) => {
                let pair = item.name.as_ref().and_then(|at| pair(source, at, &item.value, name, problems));
                match pair {
                    Some((key, _)) if !seen.insert(key.value.clone()) => {
                        problems.more_in_text = true;
                        let message =
                            format!("{} appears twice in {name}; only the first is used", quoted(&key.value));
                        problems.warning(key.span, message, Some("remove one of them".to_owned()));
                    }
                    Some(pair) => pairs.push(pair),
                    None if item.name.is_none() => {
                        let hint = Some("write \"date\": \"When\"".to_owned());
                        problems.error(item.value, format!("{name} has a value without a name"), hint);
                    }
                    None => {}
                }
            }
            Err(_) => {
                let at = scanner.at.min(place.end);
                problems.error(at..at, format!("{name} cannot be read from here on"), None);
                return pairs;
            }
        }
    }
}

fn pair(source: &str, at: &Span, value: &Span, name: &str, problems: &mut Problems) -> Option<Pair> {
    let in_quotes = at.start > 0 && source.as_bytes().get(at.start - 1) == Some(&b'"');
    let key = if in_quotes {
        text(source, &(at.start - 1..at.end + 1), name, problems)?.into_owned()
    } else {
        Spanned { value: source[at.clone()].to_owned(), span: at.clone() }
    };
    let value = text(source, value, &format!("{} in {name}", quoted(&key.value)), problems)?;
    Some((key, value.into_owned()))
}

fn check_column(name: &Spanned<String>, value: &Spanned<String>, problems: &mut Problems) {
    if name.value == "*" {
        if value.value != "none" {
            let hint = Some("write \"*\": \"none\", or leave it out".to_owned());
            problems.warning(value.span.clone(), "\"*\" stands for all other fields", hint);
        }
    } else if Field::named(&name.value).is_none() {
        let known = Field::ALL.map(Field::name);
        unknown(name, "a field that a column can serve for", &known, problems);
    } else if value.value.trim().is_empty() {
        let hint = Some("write the name of a column, or \"none\"".to_owned());
        problems.warning(value.span.clone(), "this column has no name", hint);
    }
}

fn check_option(name: &Spanned<String>, value: &Spanned<String>, problems: &mut Problems) {
    match OPTIONS.iter().find(|(own, _)| *own == name.value) {
        None => unknown(name, "an option of an import", &OPTIONS.map(|(own, _)| own), problems),
        Some((own, allowed)) => {
            if let Some(hint) = allowed.wrong(&value.value) {
                let message = format!("{own} cannot be {}", quoted(&value.value));
                problems.warning(value.span.clone(), message, Some(hint));
            }
        }
    }
}

fn check_row(memory: &Spanned<String>, problems: &mut Problems) {
    if RowMemory::parse(&memory.value).is_none() {
        let message = format!(
            "{} does not say what a row gave; the row counts as not remembered",
            quoted(&memory.value)
        );
        let hint = Some("Coeval writes this itself; remove the row".to_owned());
        problems.warning(memory.span.clone(), message, hint);
    }
}

fn unknown(name: &Spanned<String>, what: &str, known: &[&str], problems: &mut Problems) {
    let hint = match near_miss(&name.value, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("write one of {}", known.join(", ")),
    };
    problems.warning(name.span.clone(), format!("{} is not {what}", quoted(&name.value)), Some(hint));
}
