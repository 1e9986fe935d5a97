//! Reads the list of events in one pass, in pieces on several threads where it is long. Where a piece begins is a
//! guess ([`boundary`]); it is believed only where the piece before it ended
//! just there, so that a wrong guess (a bracket within a text) costs time and nothing else.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use super::batch::Batch;
use super::boundary;
use super::comparison::{Checker, Difference};
use super::events::{Declared, EventReader};
use crate::io::timeline_file::text::literal::flaw;
use crate::io::timeline_file::text::problems::Problems;
use crate::io::timeline_file::text::scan::{Fault, Item, Scanner, Span};
use crate::io::timeline_file::text::source_text::ShortSpan;
use crate::model::Progress;
use crate::model::by_id::IdHasher;

/// The length of a piece, in bytes: short enough that every thread has work to the end, long enough that a guess costs nothing.
const PIECE_BYTES: usize = 1 << 20;

/// The events of a file.
#[derive(Debug, Default)]
pub(crate) struct Events {
    /// The list with its brackets.
    pub(crate) list: Span,
    /// Where each stands.
    pub(crate) spans: Vec<ShortSpan>,
    /// What they were read as.
    pub(crate) read: Batch,
    /// The positions, among all, of those whose ids the file does not give.
    pub(crate) made_ids: Vec<u32>,
    /// The first event that is not what it must be, where they were compared, and not kept.
    pub(crate) difference: Option<Difference>,
    /// What hashed their ids.
    pub(crate) hasher: IdHasher,
    /// Whether there are comments in the list.
    pub(crate) comments: bool,
    /// What the events were read with.
    pub(crate) declared: Declared,
}

/// A part of the list.
#[derive(Debug, Default)]
struct Piece {
    /// Where the next one begins.
    end: usize,
    /// Whether the list ends there.
    closed: bool,
    spans: Vec<ShortSpan>,
    read: Batch,
    /// Where they were found to be as they must be if the first of them has this number. They are let go then.
    same_from: Option<usize>,
    made_ids: Vec<u32>,
    comments: bool,
    problems: Problems,
}

/// What a piece was read into, once it was taken out: used again for another piece, as memory that one thread asks for
/// and another gives back would pile up.
type Emptied = (Batch, Vec<ShortSpan>);

/// Reads the list whose opening bracket stands at `open`.
pub(crate) fn events(
    (text, full): (&str, &Arc<String>),
    open: usize,
    declared: Declared,
    checker: Option<&Checker<'_>>,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<Events, Fault> {
    events_by(PIECE_BYTES, (text, full), open, declared, checker, problems, progress)
}

fn events_by(
    piece_bytes: usize,
    (text, full): (&str, &Arc<String>),
    open: usize,
    declared: Declared,
    checker: Option<&Checker<'_>>,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<Events, Fault> {
    let starts = starts(text, open, piece_bytes);
    let mut all = Events { declared, ..Events::default() };
    let declared = std::mem::take(&mut all.declared);
    let mut stitch =
        Stitch { text, full, open, at: open + 1, closed: false, all: &mut all, checker, problems, progress };
    if starts.len() < 2 {
        let hasher = stitch.all.hasher.clone();
        stitch.here(&mut EventReader::new(text, full, &declared, hasher), usize::MAX)?;
    } else {
        in_parallel(text, &starts, &declared, &mut stitch)?;
    }
    let end = stitch.at;
    all.list = open..end;
    all.declared = declared;
    Ok(all)
}

/// Reads events again where they stand, because what they refer to was not known when they were read.
pub(crate) fn again(
    (text, full): (&str, &Arc<String>),
    events: &mut Events,
    declared: Declared,
    problems: &mut Problems,
) {
    let mut reader = EventReader::new(text, full, &declared, events.hasher.clone());
    for span in &events.spans {
        reader.any(&(*span).into());
    }
    events.read = reader.take();
    events.made_ids = events.read.made_ids();
    problems.absorb(reader.problems);
    events.declared = declared;
}

/// Puts pieces together.
struct Stitch<'a> {
    text: &'a str,
    /// As it is kept.
    full: &'a Arc<String>,
    open: usize,
    /// Where the next event is to be read.
    at: usize,
    closed: bool,
    all: &'a mut Events,
    checker: Option<&'a Checker<'a>>,
    problems: &'a mut Problems,
    progress: &'a Progress,
}

impl<'a> Stitch<'a> {
    /// Reads on from where it stands until there.
    fn here(&mut self, reader: &mut EventReader<'a>, until: usize) -> Result<(), Fault> {
        if self.progress.is_cancelled() {
            return Err(Fault::Cancelled);
        }
        let piece = piece(self.text, self.open, self.at..until, reader, Vec::new())?;
        self.take(piece);
        Ok(())
    }

    /// Whether a piece that begins there follows what was taken last, and was not compared with other events.
    fn fits(&self, piece: &Piece, start: usize) -> bool {
        self.at == start && piece.same_from.is_none_or(|first| first == self.all.spans.len())
    }

    /// Takes what was read out of a piece.
    fn take(&mut self, mut piece: Piece) -> Emptied {
        self.progress.advance((piece.end - self.at) as u64);
        self.progress.add_events(piece.spans.len() as u64);
        (self.at, self.closed) = (piece.end, piece.closed);
        self.all.comments |= piece.comments;
        self.problems.absorb(piece.problems);
        let first = self.all.spans.len();
        if let (Some(checker), None) = (self.checker, piece.same_from) {
            let difference = checker.difference(first, &piece.read);
            self.all.difference = self.all.difference.take().or(difference);
            piece.read = Batch::default();
        }
        let moved = |at: u32| at + u32::try_from(first).unwrap_or(u32::MAX);
        self.all.made_ids.extend(piece.made_ids.into_iter().map(moved));
        if self.all.spans.is_empty() {
            // What follows is most likely as dense; room that is not needed costs nothing.
            let bytes = piece.end.saturating_sub(self.open).max(1);
            let whole = piece.spans.len() * (self.text.len() - self.open).div_ceil(bytes);
            let room = whole + whole / 16;
            self.all.spans.reserve(room);
            self.all.read.reserve(room);
        }
        self.all.spans.append(&mut piece.spans);
        self.all.read.append(&mut piece.read);
        (piece.read, piece.spans)
    }
}

/// Where pieces may begin, the first at the beginning of the list; only that where it is short.
fn starts(text: &str, open: usize, piece_bytes: usize) -> Vec<usize> {
    let mut starts = vec![open + 1];
    let mut from = open + piece_bytes;
    while let Some(comma) = boundary::next(text, from) {
        // The comma belongs to the piece before.
        starts.push(comma + 1);
        from = comma + piece_bytes;
    }
    starts
}

fn in_parallel<'a>(
    text: &str,
    starts: &[usize],
    declared: &'a Declared,
    stitch: &mut Stitch<'a>,
) -> Result<(), Fault> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(8);
    let next = AtomicUsize::new(0);
    let (open, full, checker) = (stitch.open, stitch.full, stitch.checker);
    let hasher = stitch.all.hasher.clone();
    let (sender, receiver) = mpsc::sync_channel(2 * threads);
    let emptied: Mutex<Vec<Emptied>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, emptied, hasher) = (sender.clone(), &next, &emptied, hasher.clone());
            scope.spawn(move || {
                let mut reader = EventReader::new(text, full, declared, hasher);
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= starts.len() {
                        return;
                    }
                    let (read, spans) = emptied.lock().ok().and_then(|mut all| all.pop()).unwrap_or_default();
                    reader.refill(read);
                    let mut piece = guessed(text, open, starts, at, &mut reader, spans);
                    if let (Some(checker), Some(piece)) = (checker, &mut piece) {
                        piece.same_from = checker.check(starts[at], &piece.read);
                        if piece.same_from.is_some() {
                            piece.read = Batch::default();
                        }
                    }
                    if sender.send((at, piece)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // Dropped before the threads are waited for: whoever has a piece left that nobody wants can end then.
        let receiver = receiver;
        stitched(starts, declared, &receiver, stitch, &emptied)
    })
}

/// The piece that begins at a guess, if all went well. It may run over the beginning of the next, but not without
/// bound: what follows a wrong guess can be anything.
fn guessed<'t>(
    text: &'t str,
    open: usize,
    starts: &[usize],
    at: usize,
    reader: &mut EventReader<'t>,
    spans: Vec<ShortSpan>,
) -> Option<Piece> {
    let until = starts.get(at + 1).copied().unwrap_or(usize::MAX);
    let bound = starts.get(at + 2).map_or(text.len(), |end| *end);
    let read = piece(&text[..bound], open, starts[at]..until, reader, spans);
    if read.is_err() {
        reader.forget();
    }
    // What ends at the bound may have been cut off there.
    read.ok().filter(|piece| piece.closed || piece.end < bound)
}

/// Takes pieces in the order of the text as they come; what a guess got wrong is read here.
fn stitched<'a>(
    starts: &[usize],
    declared: &'a Declared,
    pieces: &mpsc::Receiver<(usize, Option<Piece>)>,
    stitch: &mut Stitch<'a>,
    emptied: &Mutex<Vec<Emptied>>,
) -> Result<(), Fault> {
    let mut waiting: Vec<Option<Option<Piece>>> = starts.iter().map(|_| None).collect();
    for at in 0..starts.len() {
        while waiting[at].is_none() {
            let Ok((other, piece)) = pieces.recv() else { break };
            waiting[other] = Some(piece);
        }
        if stitch.progress.is_cancelled() {
            return Err(Fault::Cancelled);
        }
        let piece = waiting[at].take().flatten();
        let until = starts.get(at + 1).copied().unwrap_or(usize::MAX);
        if stitch.at >= until {
            continue;
        }
        match piece {
            Some(piece) if stitch.fits(&piece, starts[at]) => {
                let empty = stitch.take(piece);
                if let Ok(mut emptied) = emptied.lock() {
                    emptied.push(empty);
                }
            }
            _ => {
                let hasher = stitch.all.hasher.clone();
                stitch.here(&mut EventReader::new(stitch.text, stitch.full, declared, hasher), until)?;
            }
        }
        if stitch.closed {
            break;
        }
    }
    Ok(())
}

/// Reads the events that begin in a range, or up to the end of the list. `spans` is empty.
fn piece<'t>(
    text: &'t str,
    open: usize,
    range: Span,
    reader: &mut EventReader<'t>,
    spans: Vec<ShortSpan>,
) -> Result<Piece, Fault> {
    let mut scanner = Scanner::new(text, range.start);
    let mut found = Piece { spans, ..Piece::default() };
    while scanner.at < range.end {
        match item(text, &mut scanner, reader) {
            Ok(None) => {
                found.closed = true;
                break;
            }
            Ok(Some((item, is_read))) => {
                flaw(&item, "the list of events", &mut reader.problems);
                match &item.name {
                    Some(name) => {
                        let hint =
                            Some("write the fields of an event in parentheses: (date: …, …)".to_owned());
                        reader.problems.error(name.start..item.value.end, "this is not an event", hint);
                    }
                    None => {
                        if !is_read {
                            reader.any(&item.value);
                        }
                        found.spans.push(item.value.into());
                    }
                }
            }
            Err(Fault::NoValue(at)) if at >= text.len() => return Err(Fault::Unclosed(open)),
            Err(Fault::NoValue(at)) if matches!(text.as_bytes()[at], b')' | b'}') => {
                return Err(Fault::Mismatch(open, at));
            }
            Err(Fault::NoValue(at)) => {
                let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
                reader.problems.error(at..end, "this is not an event", None);
                scanner.recover(b']')?;
            }
            Err(fault) => return Err(fault),
        }
    }
    found.end = scanner.at;
    found.comments = scanner.comments;
    found.read = reader.take();
    found.made_ids = found.read.made_ids();
    found.problems = std::mem::take(&mut reader.problems);
    Ok(found)
}

/// The next item, and whether it was a plain event, which is then read already.
fn item<'t>(
    text: &'t str,
    scanner: &mut Scanner<'t>,
    reader: &mut EventReader<'t>,
) -> Result<Option<(Item, bool)>, Fault> {
    scanner.blank()?;
    let start = scanner.at;
    if let Some((end, comments)) = reader.plain(text, start) {
        scanner.at = end;
        scanner.comments |= comments;
        return Ok(Some((scanner.finish_item(None, start..end, None, b']')?, true)));
    }
    Ok(scanner.item(b']')?.map(|item| (item, false)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is read of a list in pieces of so many bytes: events, spans, problems; or the fault.
    fn read(text: &str, piece_bytes: usize) -> String {
        let (mut problems, full) = (Problems::default(), Arc::default());
        let events = events_by(
            piece_bytes,
            (text, &full),
            0,
            Declared::default(),
            None,
            &mut problems,
            &Progress::default(),
        );
        let told = problems.finish(text);
        match events {
            Ok(Events { list, spans, read, comments, .. }) => {
                let Batch { events, id_at, unread, links_at, named, involved, hashes, .. } = read;
                assert_eq!(hashes.len(), events.len());
                let mentioned = (named.distinct(), involved.distinct());
                format!(
                    "{list:?} {comments} {spans:?}\n{events:?}{id_at:?}{unread:?}{links_at:?}{mentioned:?}\n{told:?}"
                )
            }
            Err(fault) => format!("{fault:?}"),
        }
    }

    fn part() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => "[a-z]{1,8}".prop_map(|t| format!("    Event(date: \"2024-10-14\", title: \"{t}\", country: \"IR\"),\n")),
            // What looks like the beginning of another event, within a text, a comment and a list.
            1 => Just("    Event(date: \"2024\", title: \"x),\n    Event(\", country: \"IR\"),\n".to_owned()),
            1 => Just("    /* ),\n    Event(date: \"2024\", */\n".to_owned()),
            1 => Just("    Event(date: \"2024\", title: \"x\", country: \"IR\", accounts: [(by: \"a\", says: \"b\"),\n    Event(by: \"c\", says: \"d\")]),\n".to_owned()),
            1 => Just("    Event(date: \"14 May\", title: \"x\", country: \"Absurdistan\"),\n".to_owned()),
            1 => Just("    (date: \"2024\", title: r#\"x\"#, country: \"IR\")\n".to_owned()),
            1 => Just("    12, x: 3, // ),\n    Event(\n".to_owned()),
            1 => Just("    ; ".to_owned()),
            1 => Just("]".to_owned()),
            1 => Just("    Event(date: [\n".to_owned()),
            1 => Just("    Event(title: \"\n".to_owned()),
        ]
    }

    proptest! {
        #[test]
        fn pieces_read_as_the_whole_does(
            parts in proptest::collection::vec(part(), 0..40),
            piece_bytes in 20_usize..400,
        ) {
            let text = format!("[\n{}]\n", parts.concat());
            prop_assert_eq!(read(&text, piece_bytes), read(&text, usize::MAX / 2), "{}", text);
        }
    }
}
