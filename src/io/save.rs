//! Saving: what is to be written is read back and compared with the document in memory before a byte on the disk
//! is touched.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::fields::values;
use super::ids::base;
use super::own::{header_of, own_parts};
use super::read::read;
use super::source::{Entry, Header, SourceText};
use super::splice::splice;
use super::write::{check, failed, holds, refuse, replace, target};
use super::{SaveError, Written, tidy};
use crate::model::{Document, Event, Progress};

/// Saves over the file that was opened.
pub(super) fn save(
    path: &Path,
    document: &Document,
    origin: u16,
    source: &SourceText,
    over_changes: bool,
) -> Result<SourceText, SaveError> {
    let target = target(path)?;
    check(path, &target)?;
    let new = kept(path, document, origin, source)?;
    let on_disk = on_disk(&target, source.full()).map_err(|error| failed(path, &error))?;
    if on_disk == OnDisk::Other && !over_changes {
        return Err(SaveError {
            message: format!("{}: another program has changed this file since it was opened", path.display()),
            hint: Some("open it again, save under another name, or save over the other changes".to_owned()),
            changed_on_disk: true,
        });
    }
    if on_disk != OnDisk::Same || new.full() != source.full() {
        replace(path, &target, new.full().as_bytes())?;
    }
    Ok(new)
}

/// Saves as another file.
pub(super) fn save_as(
    path: &Path,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
) -> Result<(SourceText, Written), SaveError> {
    let target = target(path)?;
    check(path, &target)?;
    let (new, written) = match source {
        Some(source) if source.keep => (kept(path, document, origin, source)?, Written::Kept),
        _ => (tidied(path, document, origin, source)?, Written::Tidy),
    };
    replace(path, &target, new.full().as_bytes())?;
    Ok((new, written))
}

/// The source's own text with the changes put in, read back.
fn kept(path: &Path, document: &Document, origin: u16, source: &SourceText) -> Result<SourceText, SaveError> {
    let own = own_parts(document, origin, source);
    let spliced = splice(document, &own, source).map_err(|refused| {
        refuse(path, &format!("it was not saved: {}", refused.message), "save it under another name")
    })?;
    let seen = document.joined().map(|_| Arc::new(header_of(document)));
    if spliced.full == source.full() {
        return Ok(with_events(source.clone(), &spliced.expected).seen_as(seen));
    }
    let read = read_back(path, spliced.full, &spliced.expected, &own.header)?;
    Ok(read.seen_as(seen))
}

/// A new text, read back.
fn tidied(
    path: &Path,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
) -> Result<SourceText, SaveError> {
    let nothing = SourceText::new(String::new());
    let own = own_parts(document, origin, source.unwrap_or(&nothing));
    let events = tidy::in_order(own.events.into_iter().map(|own| own.event).collect());
    let header = if source.is_some() { own.header } else { header_of(document) };
    let expected: Vec<Option<Arc<Event>>> = events.iter().cloned().map(Some).collect();
    let seen = document.joined().map(|_| Arc::new(header_of(document)));
    let read = read_back(path, tidy::timeline(&header, &events), &expected, &header)?;
    Ok(read.seen_as(seen))
}

/// Reads a text that is to be saved and compares it with what it must say.
fn read_back(
    path: &Path,
    full: String,
    expected: &[Option<Arc<Event>>],
    header: &Header,
) -> Result<SourceText, SaveError> {
    let differs = |what: &str| {
        let message = format!("it was not saved: read back, {what} would not be the same");
        Err(refuse(path, &message, "please report this; the file is as it was"))
    };
    let loaded = read(full, &Progress::default());
    let source = loaded.source;
    if !loaded.is_timeline || source.entries.len() != expected.len() {
        return differs("the number of events");
    }
    if *source.header != *header {
        return differs("the title, lanes, sources or story");
    }
    for (entry, expected) in source.entries.iter().zip(expected) {
        match (&entry.event, expected) {
            (None, None) => {}
            (Some(read), Some(expected)) if is_same(entry, read, expected) => {}
            (_, Some(expected)) => return differs(&format!("the event {}", expected.id)),
            (Some(read), None) => return differs(&format!("the event {}", read.id)),
        }
    }
    Ok(with_events(source, expected))
}

/// Whether an event reads back as it is in memory. Its lane follows from its country, and a number that was put
/// behind its id, or an id that was made, is not in the file.
fn is_same(entry: &Entry, read: &Event, expected: &Event) -> bool {
    let same_id = !entry.id_is_written || base(read.id.as_str()) == base(expected.id.as_str());
    same_id && values(read) == values(expected)
}

/// The text with the events as they are in memory, so that the next save compares with these.
fn with_events(mut source: SourceText, events: &[Option<Arc<Event>>]) -> SourceText {
    let entries = source
        .entries
        .iter()
        .zip(events)
        .map(|(entry, event)| Entry { event: event.clone(), ..entry.clone() });
    source.entries = Arc::new(entries.collect());
    source
}

/// What stands on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnDisk {
    Same,
    Other,
    Nothing,
}

fn on_disk(target: &Path, content: &str) -> io::Result<OnDisk> {
    match File::open(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(OnDisk::Nothing),
        Err(error) => Err(error),
        Ok(mut file) => Ok(if holds(&mut file, content.as_bytes())? { OnDisk::Same } else { OnDisk::Other }),
    }
}
