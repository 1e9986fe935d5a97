//! The first events of a long file, to be shown while the rest is still being read. They are read as a timeline of
//! their own: the text up to one of its events, with its brackets closed. Where that is guessed wrong (brackets within
//! a text) it does not read as a timeline, and there is simply no preview.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::boundary;
use super::outline::list_start;
use super::read_part;
use crate::io::timeline_file::text::source_text::SourceText;
use crate::model::{Day, Document};

/// So much of a file is read for it.
pub(crate) const HEAD_BYTES: usize = 8 << 20;

/// It is worth it from so many bytes on.
pub(crate) const WORTH_BYTES: u64 = 4 * HEAD_BYTES as u64;

/// So much of a file's end is looked at for where its events lie in time.
const TAIL_BYTES: u64 = 128 << 10;

/// So many places are tried to cut the text at.
const TRIES: usize = 8;

/// The first events of a file that is still being read.
#[derive(Clone, Debug)]
pub struct Preview {
    /// They alone, with what the file says before them.
    pub document: Document,
    /// How many events the file has in all, as it seems from the length of the first ones.
    pub about: usize,
    /// The first and the last day of these events and of some at the end of the file: where to look.
    pub days: Option<(Day, Day)>,
}

/// The preview of a file from its first bytes.
pub(crate) fn preview(path: &Path, head: &[u8], whole_bytes: u64) -> Option<Preview> {
    // A character may have been cut in two.
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
    };
    let text = SourceText::without_mark(text);
    let open = list_start(text)?;
    let close = if text[..open].trim().is_empty() { "\n]" } else { "\n])" };
    let cuts = boundary::from_the_end(text).take(TRIES);
    let (document, cut) = cuts.filter(|cut| *cut > open).find_map(|cut| {
        let loaded = read_part(format!("{}{close}", &text[..cut]));
        loaded.is_timeline.then_some((loaded.document, cut))
    })?;
    let events = document.events().len();
    if events == 0 {
        return None;
    }
    let share = (whole_bytes as f64 - open as f64) / (cut - open) as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // an estimate
    let about = ((events as f64 * share) as usize).max(events);
    let last = last_events(path);
    let ends = [days(&document), last.as_ref().and_then(days)];
    let days = ends.into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    Some(Preview { document, about, days })
}

/// Some events at the end of the file.
fn last_events(path: &Path) -> Option<Document> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES))).ok()?;
    let mut tail = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut tail).ok()?;
    // A character may have been cut in two.
    let whole = tail.iter().position(|byte| byte & 0xC0 != 0x80)?;
    let text = std::str::from_utf8(&tail[whole..]).ok()?;
    let from = boundary::next(text, 0)? + 1;
    let loaded = read_part(format!("[{}", &text[from..]));
    loaded.is_timeline.then_some(loaded.document)
}

fn days(document: &Document) -> Option<(Day, Day)> {
    let days = document.events().iter().map(|event| (event.date.first_day(), event.date.last_day()));
    days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::timeline_file::read::read;
    use crate::model::Progress;

    fn text(named: bool, last: &str) -> String {
        let event = |at: usize| {
            format!(
                "  (date: \"19{:02}-01-01\", title: \"t{at}), (\", country: \"IR\", accounts: [(by: \"a\"), (by: \"b\")]),\n",
                at % 50
            )
        };
        let events: String = (0..400).map(event).collect();
        let (open, close) = if named { ("Timeline(events: [\n", "])") } else { ("[\n", "]") };
        format!("{open}{events}  (date: \"{last}\", title: \"last\", country: \"IL\"),\n{close}")
    }

    #[test]
    fn the_first_events_are_as_in_the_whole() {
        for named in [true, false] {
            let text = text(named, "1999-02-03");
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), &text).unwrap();
            let whole = read(text.clone(), &Progress::default()).document;
            for cut in [3000, 3001, 3050, 3099, text.len() / 2] {
                let found = preview(file.path(), &text.as_bytes()[..cut], text.len() as u64).unwrap();
                let events = found.document.events();
                assert!(events.len() > 15 && events.len() < whole.events().len());
                assert_eq!(events, &whole.events()[..events.len()]);
                assert!((360..440).contains(&found.about), "{}", found.about);
                let years = found.days.map(|(first, last)| (first.ymd().0, last.ymd().0));
                assert_eq!(years, Some((1900, 1999)), "with the last one");
            }
        }
    }

    #[test]
    fn what_is_no_timeline_has_none() {
        for text in [
            "",
            "[",
            "(events: [",
            "{\"a\": [",
            "(title: \"x\")",
            "(events: [(date: \"2024\"), (",
            "[1, 2, 3]",
        ] {
            assert!(preview(Path::new("nowhere"), text.as_bytes(), 100).is_none(), "{text}");
        }
    }
}
