//! Saving: what is to be written is read back and compared with the document in memory before a byte on the disk
//! is touched.

pub(crate) mod fields;
pub(crate) mod list_plan;
pub(crate) mod patch;
pub(crate) mod per_file;
pub(crate) mod pretty;
pub(crate) mod read_back;
pub(crate) mod splice;
pub(crate) mod struct_editor;
pub(crate) mod unsaved;

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::loaded::Written;
use super::read::comparison::Checker;
use super::text::source_text::SourceText;
use crate::io::disk::atomic_replace::{check, holds, replace, target};
use crate::io::disk::recovery::changed;
use crate::io::disk::refusal::{cancelled, failed, refuse};
use crate::io::disk::regular::open_regular;
use crate::io::disk::staged::Staged;
use crate::io::error::SaveError;
use crate::model::{Document, Progress};
use per_file::{header_of, own_parts};
use read_back::{read_back, with_events};
use splice::{Expected, Spliced, splice};

/// How a file is saved.
#[derive(Clone, Copy)]
pub(crate) struct How<'a> {
    /// Whatever another program has made of the file since it was opened.
    pub over_changes: bool,
    /// Nobody may read the new file who may not read this one.
    pub like: Option<&'a Path>,
    /// How far it is, for another thread; steps are bytes read back, compared and written.
    pub progress: &'a Progress,
    /// Told the new text right before it takes the file's place.
    pub about_to: &'a (dyn Fn(&str) + Sync),
}

/// Saves over the file that was opened.
pub(crate) fn save(
    path: &Path,
    document: &Document,
    origin: u16,
    source: &SourceText,
    how: How<'_>,
) -> Result<SourceText, SaveError> {
    let target = target(path)?;
    check(path, &target)?;
    // The disk is slow and the other work is not its: they go on side by side until one of them says no.
    std::thread::scope(|scope| {
        let looked = scope.spawn(|| on_disk(&target, source.full()));
        let (spliced, full) = spliced(path, document, origin, source)?;
        let failed_at = |_| refuse(path, "the file could not be checked", "save again");
        let looked = looked.join().map_err(failed_at)?.map_err(|error| failed(path, &error))?;
        // Nothing is read or written for one that is to be asked about first.
        if looked == OnDisk::Other && !how.over_changes {
            return Err(changed_on_disk(path));
        }
        write(path, &target, (document, source), (spliced, full), (looked, how))
    })
}

/// Writes a text that was made of another by changes, once it reads back as it must.
fn write(
    path: &Path,
    target: &Path,
    (document, source): (&Document, &SourceText),
    (spliced, full): (Spliced, String),
    (looked, how): (OnDisk, How<'_>),
) -> Result<SourceText, SaveError> {
    how.progress.expect(2 * full.len() as u64);
    let seen = document.joined().map(|_| Arc::new(header_of(document)));
    let is_as_read = spliced.changes.is_empty() || full == source.full();
    if is_as_read {
        let new = with_events(source.clone(), &spliced.expected).seen_as(seen);
        if looked != OnDisk::Same {
            (how.about_to)(new.full());
            replace(path, target, &[], new.full().as_bytes())?;
        }
        return Ok(new);
    }
    let checker = Checker::new(&spliced.expected, source, &spliced.changes);
    let text = Arc::new(full);
    std::thread::scope(|scope| {
        let staged = scope.spawn(|| Staged::write(path, target, &[], text.as_bytes(), how.progress));
        let read = read_back(&text, &spliced.header, &checker, how.progress);
        // Where it would not read back, that is what the user must know, whatever the disk says.
        let new = read.map_err(|what| match how.progress.is_cancelled() {
            true => cancelled(path),
            false => differs(path, &what),
        })?;
        let staged =
            staged.join().unwrap_or_else(|_| Err(refuse(path, "the file was not written", "try again")))?;
        (how.about_to)(&text);
        staged.commit(how.progress)?;
        Ok(new.seen_as(seen))
    })
}

fn changed_on_disk(path: &Path) -> SaveError {
    SaveError {
        message: format!("{}: another program has changed this file since it was opened", path.display()),
        hint: Some("open it again, save under another name, or overwrite the other changes".to_owned()),
        changed_on_disk: true,
        cancelled: false,
    }
}

/// Saves as another file.
pub(crate) fn save_as(
    path: &Path,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
    How { progress, about_to, like, .. }: How<'_>,
) -> Result<(SourceText, Written), SaveError> {
    let target = target(path)?;
    check(path, &target)?;
    let (new, written) = match source {
        Some(source) if source.keep => (kept(path, document, origin, source)?, Written::Kept),
        _ => (tidied(path, document, origin, source)?, Written::Tidy),
    };
    progress.expect(new.full().len() as u64);
    let staged = Staged::write(path, &target, like.as_slice(), new.full().as_bytes(), progress)?;
    about_to(new.full());
    staged.commit(progress)?;
    Ok((new, written))
}

/// The source's own text with the changes put in.
fn spliced(
    path: &Path,
    document: &Document,
    origin: u16,
    source: &SourceText,
) -> Result<(Spliced, String), SaveError> {
    let refused = |message: &str| refuse(path, &format!("not saved: {message}"), "save under another name");
    let spliced = splice(document, origin, source).map_err(|reason| refused(&reason.message))?;
    let full = changed(source.full(), &spliced.changes);
    Ok((spliced, full.ok_or_else(|| refused("the changes do not fit the file’s text"))?))
}

/// That text, read back.
fn kept(path: &Path, document: &Document, origin: u16, source: &SourceText) -> Result<SourceText, SaveError> {
    let (spliced, full) = spliced(path, document, origin, source)?;
    let seen = document.joined().map(|_| Arc::new(header_of(document)));
    if full == source.full() {
        return Ok(with_events(source.clone(), &spliced.expected).seen_as(seen));
    }
    let checker = Checker::new(&spliced.expected, source, &spliced.changes);
    let full = Arc::new(full);
    let read = read_back(&full, &spliced.header, &checker, &Progress::default());
    Ok(read.map_err(|what| differs(path, &what))?.seen_as(seen))
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
    let events = pretty::in_order(own.events.into_iter().map(|own| own.event).collect());
    let header = if source.is_some() { own.header } else { header_of(document) };
    let full = Arc::new(pretty::timeline(&header, &events));
    let expected = Expected { events: Arc::new(events), unread: Vec::new() };
    let seen = document.joined().map(|_| Arc::new(header_of(document)));
    let checker = Checker::new(&expected, &nothing, &[]);
    let read = read_back(&full, &header, &checker, &Progress::default());
    Ok(read.map_err(|what| differs(path, &what))?.seen_as(seen))
}

fn differs(path: &Path, what: &str) -> SaveError {
    let message = format!("not saved, because {what} would not read back the same");
    refuse(path, &message, "please report this; the file is unchanged")
}

/// What stands on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnDisk {
    Same,
    Other,
    Nothing,
}

fn on_disk(target: &Path, content: &str) -> io::Result<OnDisk> {
    match open_regular(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(OnDisk::Nothing),
        Err(error) => Err(error),
        Ok(mut file) => Ok(if holds(&mut file, content.as_bytes())? { OnDisk::Same } else { OnDisk::Other }),
    }
}
