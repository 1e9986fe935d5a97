//! Opens a file: what is no readable text is told before it costs time or memory.

use std::io::{self, Read};
use std::path::Path;

use super::loaded::Loaded;
use super::read::preview::{HEAD_BYTES, Preview, WORTH_BYTES, preview};
use super::read::read;
use super::text::problems::Problems;
use super::text::source_text::SourceText;
use crate::io::disk::memory;
use crate::io::disk::regular::open_regular;
use crate::io::error::OpenError;
use crate::model::{Progress, grouped};

/// The largest file that is opened, in bytes: ten million events and more.
pub(crate) const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// A timeline takes at the most so many tenths of its file's length in memory while it is opened (docs/performance.md); what
/// comes after it, as a save does, takes another file's length.
const TENTHS_NEEDED: u64 = 25;

/// Files shorter than this are read whatever memory there is: there is always so much, and asking takes time.
const ALWAYS_FITS: u64 = 64 * 1024 * 1024;

/// So many bytes are read at once: a network may be slow.
const STEP_BYTES: u64 = HEAD_BYTES as u64;

/// What is done with a preview.
pub(crate) type Show<'a> = Option<&'a (dyn Fn(Preview) + Sync)>;

/// Opens and reads a file.
pub(crate) fn open(path: &Path, progress: &Progress, show: Show<'_>) -> Result<Loaded, OpenError> {
    std::thread::scope(|scope| {
        let head = |head: &[u8], whole_bytes: u64| {
            let Some(show) = show.filter(|_| whole_bytes >= WORTH_BYTES) else { return };
            let head = head.to_vec();
            scope.spawn(move || {
                if let Some(preview) = preview(path, &head, whole_bytes).filter(|_| !progress.is_cancelled())
                {
                    show(preview);
                }
            });
        };
        open_with(path, progress, head)
    })
}

fn open_with(path: &Path, progress: &Progress, head: impl FnMut(&[u8], u64)) -> Result<Loaded, OpenError> {
    let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    if let Some(error) = does_not_fit(path, bytes, memory::available) {
        return Err(error);
    }
    let bytes = read_bytes_with(path, progress, head)?;
    of_bytes(path, bytes, progress)
}

/// Reads what comes from somewhere else than a file, such as standard input; `name` is what messages call it.
///
/// # Errors
/// Where it cannot be read, is too long, or is no timeline.
pub fn read_from(name: &Path, from: &mut dyn Read) -> Result<Loaded, OpenError> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| cannot_open(name, &error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(OpenError {
            message: format!("{}: this is too long", name.display()),
            hint: Some("split it into several files".to_owned()),
            diagnostics: Vec::new(),
            text: None,
            cancelled: false,
        });
    }
    of_bytes(name, bytes, &Progress::default())
}

fn of_bytes(path: &Path, bytes: Vec<u8>, progress: &Progress) -> Result<Loaded, OpenError> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(path, &error)),
    };
    let loaded = read(text, progress);
    if loaded.is_timeline() {
        return Ok(loaded);
    }
    let first = loaded.diagnostics.first();
    let message = match first {
        Some(d) => format!("{}:{}:{}: {}", path.display(), d.line, d.column, d.message),
        None => format!("{} is not a timeline", path.display()),
    };
    Err(OpenError {
        message,
        hint: first.and_then(|d| d.hint.clone()),
        diagnostics: loaded.diagnostics,
        text: Some(Box::new(loaded.source)),
        cancelled: progress.is_cancelled(),
    })
}

/// The bytes of a regular file of bearable size.
pub(crate) fn read_bytes(path: &Path, progress: &Progress) -> Result<Vec<u8>, OpenError> {
    read_bytes_with(path, progress, |_, _| {})
}

/// As [`read_bytes`]; `head` is given the first of them as soon as they are there, and how many there are in all.
fn read_bytes_with(
    path: &Path,
    progress: &Progress,
    mut head: impl FnMut(&[u8], u64),
) -> Result<Vec<u8>, OpenError> {
    let refuse = |message: String, hint: &str| OpenError {
        message: format!("{}: {message}", path.display()),
        hint: Some(hint.to_owned()),
        diagnostics: Vec::new(),
        text: None,
        cancelled: false,
    };
    // Looked at before it is opened: opening a pipe would wait for its other end.
    let metadata = std::fs::metadata(path).map_err(|error| cannot_open(path, &error))?;
    if metadata.is_dir() {
        return Err(refuse("this is a folder".to_owned(), "choose a file in it"));
    }
    if !metadata.is_file() {
        return Err(refuse("this is not a regular file".to_owned(), "copy its output into a file first"));
    }
    let mib = |bytes: u64| bytes.div_ceil(1024 * 1024);
    let too_large = |bytes: u64| {
        let message = format!("{} MiB is too large; the limit is {} MiB", mib(bytes), mib(MAX_BYTES));
        refuse(message, "split it into several files and open them together")
    };
    if metadata.len() > MAX_BYTES {
        return Err(too_large(metadata.len()));
    }
    let file = open_regular(path).map_err(|error| cannot_open(path, &error))?;
    let mut bytes = Vec::new();
    let room = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if bytes.try_reserve_exact(room.saturating_add(1)).is_err() {
        return Err(refuse(
            format!("not enough memory for {} MiB", mib(metadata.len())),
            "close other programs, or split it into several files",
        ));
    }
    // It may grow while it is read.
    let mut file = file.take(MAX_BYTES + 1);
    progress.expect(2 * metadata.len());
    loop {
        let count = (&mut file)
            .take(STEP_BYTES)
            .read_to_end(&mut bytes)
            .map_err(|error| cannot_open(path, &error))?;
        progress.advance(count as u64);
        if progress.is_cancelled() {
            return Err(OpenError {
                cancelled: true,
                ..refuse("opening was cancelled".to_owned(), "open it again")
            });
        }
        if count == 0 {
            break;
        }
        if bytes.len() == count {
            head(&bytes, metadata.len());
        }
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// Says that a timeline of so many bytes is more than there is memory for, before any of it is read.
fn does_not_fit(path: &Path, bytes: u64, available: impl FnOnce() -> Option<u64>) -> Option<OpenError> {
    if !(ALWAYS_FITS..=MAX_BYTES).contains(&bytes) {
        return None;
    }
    let needed = bytes / 10 * TENTHS_NEEDED;
    let available = available().filter(|available| needed > *available)?;
    let mib = |bytes: u64| grouped((bytes / (1024 * 1024)) as usize);
    let message = format!(
        "{}: a timeline of {} MiB needs about {} MiB of memory, and {} MiB are free",
        path.display(),
        mib(bytes),
        mib(needed),
        mib(available)
    );
    let hint = "close other programs, or split it into several files and open those you need; for more events than \
                memory holds, keep them in a database and export a part";
    Some(OpenError {
        message,
        hint: Some(hint.to_owned()),
        diagnostics: Vec::new(),
        text: None,
        cancelled: false,
    })
}

fn cannot_open(path: &Path, error: &io::Error) -> OpenError {
    let (what, hint) = match error.kind() {
        io::ErrorKind::NotFound => match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) if !folder.exists() => {
                ("no such file".to_owned(), format!("the folder {} does not exist either", folder.display()))
            }
            _ => ("no such file".to_owned(), "check the spelling of its name".to_owned()),
        },
        io::ErrorKind::PermissionDenied => (
            "you do not have permission to read this file".to_owned(),
            "ask its owner for permission to read it".to_owned(),
        ),
        io::ErrorKind::WouldBlock => {
            let what = "it gives its content only as something happens, and has no end".to_owned();
            (what, "copy its output into a file first".to_owned())
        }
        io::ErrorKind::NotADirectory => {
            ("no such file".to_owned(), "part of its path is a file, not a folder".to_owned())
        }
        _ => (
            format!("cannot read the file: {error}"),
            "check that the disk or network is still connected".to_owned(),
        ),
    };
    let message = format!("{}: {what}", path.display());
    OpenError { message, hint: Some(hint), diagnostics: Vec::new(), text: None, cancelled: false }
}

/// Says where the first byte is that is no UTF-8.
fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> OpenError {
    let bytes = error.as_bytes();
    let at = error.utf8_error().valid_up_to();
    let hint = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        "it looks like UTF-16: save it as UTF-8"
    } else {
        "save it as UTF-8 in a text editor"
    };
    // Only what stands before the place is needed, and a little after it to be shown.
    let end = (at + 200).min(bytes.len());
    let source = SourceText::new(String::from_utf8_lossy(&bytes[..end]).into_owned());
    let mark = source.full().len() - source.text().len();
    let at_text = at.saturating_sub(mark);
    let byte = bytes.get(at).copied().unwrap_or_default();
    let mut problems = Problems::default();
    let message = format!("this is not UTF-8: the byte 0x{byte:02X} is not part of a character");
    problems.error(at_text..at_text + '\u{fffd}'.len_utf8(), message, Some(hint.to_owned()));
    let diagnostics = problems.finish(source.text());
    let place = diagnostics.first().map(|d| format!("{}:{}", d.line, d.column)).unwrap_or_default();
    OpenError {
        message: format!("{}:{place}: this is not UTF-8", path.display()),
        hint: Some(hint.to_owned()),
        diagnostics,
        text: Some(Box::new(source)),
        cancelled: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_told_before_it_is_read() {
        let (path, mib) = (Path::new("much.ron"), 1024 * 1024);
        let told = |bytes: u64, available: Option<u64>| does_not_fit(path, bytes, || available);
        let error = told(1600 * mib, Some(3000 * mib)).unwrap();
        assert_eq!(
            error.message,
            "much.ron: a timeline of 1,600 MiB needs about 4,000 MiB of memory, and 3,000 MiB are free"
        );
        assert!(error.hint.is_some_and(|hint| hint.contains("split")));
        for (bytes, available) in [(1600, Some(4000)), (1600, None), (60, Some(1)), (3000, Some(1))] {
            assert!(told(bytes * mib, available.map(|mebi: u64| mebi * mib)).is_none(), "{bytes}");
        }
    }
}
