//! The shape of a whole file: its top-level fields and the span of every event, or, where brackets or quotes do
//! not match, the place where the trouble begins.

use std::sync::Arc;

use super::comparison::{Checker, Difference};
use super::events::Declared;
use super::header::{lanes, sources};
use super::parallel::{self, Events};
use crate::io::timeline_file::text::literal::describe;
use crate::io::timeline_file::text::problems::{Problems, quoted};
use crate::io::timeline_file::text::record::{Record, check_name};
use crate::io::timeline_file::text::scan::{Fault, Scanner, Span, closing};
use crate::io::timeline_file::text::schema::TIMELINE;
use crate::io::timeline_file::text::source_text::SourceText;
use crate::model::Progress;

/// Where everything stands.
#[derive(Debug)]
pub(crate) struct Outline<'t> {
    /// The top-level fields; none of a bare list of events.
    pub(crate) top: Record<'t>,
    /// Every event.
    pub(crate) events: Events,
    /// Whether there are comments.
    pub(crate) comments: bool,
}

/// Why there is no outline: what is wrong has been told.
#[derive(Debug)]
pub(crate) struct NoTimeline;

/// The extensions that RON has; the format needs none of them.
const EXTENSIONS: [&str; 4] =
    ["implicit_some", "unwrap_newtypes", "unwrap_variant_newtypes", "explicit_struct_names"];

/// The smallest file, for hints.
const SMALLEST: &str =
    "a timeline starts like this: (events: [(date: \"2024-10-14\", title: \"…\", country: \"IR\"), …])";

/// Finds where everything stands.
pub(crate) fn outline<'t>(
    full: &'t Arc<String>,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<Outline<'t>, NoTimeline> {
    let mut outline = find(full, problems, None, progress)?;
    let declared = declared(&outline.top);
    if declared != outline.events.declared {
        let text = SourceText::without_mark(full);
        parallel::again((text, full), &mut outline.events, declared, problems);
    }
    Ok(outline)
}

/// As [`outline`], with each event compared with what it must be and not kept; what differs, or nothing where the
/// events cannot be compared before all is read.
pub(crate) fn outline_checked<'t>(
    full: &'t Arc<String>,
    problems: &mut Problems,
    checker: &Checker<'_>,
    progress: &Progress,
) -> Result<Outline<'t>, Option<Difference>> {
    let no_timeline = |NoTimeline| Some("that it is a timeline".to_owned());
    let mut outline = find(full, problems, Some(checker), progress).map_err(no_timeline)?;
    if declared(&outline.top) != outline.events.declared {
        return Err(None);
    }
    outline.events.difference.take().map_or(Ok(outline), |difference| Err(Some(difference)))
}

/// Where the list of events begins, as far as can be told from the beginning of a text.
pub(crate) fn list_start(text: &str) -> Option<usize> {
    let progress = Progress::default();
    let full = Arc::default();
    let mut outliner = Outliner::new(text, &full, None, &progress);
    outliner.list_alone = true;
    let _ = outliner.run(&mut Problems::default());
    outliner.list_at
}

fn find<'t>(
    full: &'t Arc<String>,
    problems: &mut Problems,
    checker: Option<&Checker<'_>>,
    progress: &Progress,
) -> Result<Outline<'t>, NoTimeline> {
    let text = SourceText::without_mark(full);
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let hint = "this may not be a text file, or it is UTF-16; save it as UTF-8".to_owned();
        problems.error(at..at + 1, "a NUL byte, which cannot be in a timeline", Some(hint));
        return Err(NoTimeline);
    }
    let mut outliner = Outliner::new(text, full, checker, progress);
    match outliner.run(problems) {
        Ok(true) => {}
        Ok(false) => return Err(NoTimeline),
        Err(fault) => {
            // What was noticed before it is most likely a consequence of it.
            *problems = Problems::default();
            tell(text, &fault, problems);
            return Err(NoTimeline);
        }
    }
    let Some(events) = outliner.events else {
        if problems.errors == 0 {
            let hint = Some(SMALLEST.to_owned());
            problems.error(outliner.top.head(), "a timeline without events", hint);
        }
        return Err(NoTimeline);
    };
    let comments = outliner.scanner.comments || events.comments;
    Ok(Outline { top: outliner.top, events, comments })
}

struct Outliner<'t, 'p> {
    text: &'t str,
    /// As it is kept, with its byte order mark.
    full: &'p Arc<String>,
    scanner: Scanner<'t>,
    top: Record<'t>,
    events: Option<Events>,
    checker: Option<&'p Checker<'p>>,
    /// Whether it ends where the list of events begins.
    list_alone: bool,
    list_at: Option<usize>,
    progress: &'p Progress,
}

impl<'t, 'p> Outliner<'t, 'p> {
    fn new(
        text: &'t str,
        full: &'p Arc<String>,
        checker: Option<&'p Checker<'p>>,
        progress: &'p Progress,
    ) -> Self {
        Self {
            text,
            full,
            scanner: Scanner::new(text, 0),
            top: Record::new(text, 0..text.len(), &TIMELINE),
            events: None,
            checker,
            list_alone: false,
            list_at: None,
            progress,
        }
    }
}

impl Outliner<'_, '_> {
    /// The whole text; false where it is something else and that has been told.
    fn run(&mut self, problems: &mut Problems) -> Result<bool, Fault> {
        self.extensions(problems)?;
        self.scanner.blank()?;
        let start = self.scanner.at;
        let word = self.scanner.word();
        self.scanner.blank()?;
        let name = (!word.is_empty()).then_some(word);
        match (self.scanner.peek(), &name) {
            (None, None) => {
                let message = if self.text.trim().is_empty() {
                    "the file is empty"
                } else {
                    "this file does not contain a timeline"
                };
                problems.error(start..start, message, Some(SMALLEST.to_owned()));
                return Ok(false);
            }
            (Some(b'['), None) => {
                self.top.span = start..start + 1;
                self.events(problems)?;
            }
            (Some(b'('), _) => {
                check_name(self.text, name, &TIMELINE, problems);
                self.scanner.at += 1;
                self.fields(problems)?;
                self.top.span = start..self.scanner.at;
            }
            _ => {
                self.stranger(start, problems);
                return Ok(false);
            }
        }
        self.scanner.blank()?;
        if self.scanner.peek().is_some() {
            let at = self.scanner.at;
            let message = "text after the end of the timeline is ignored";
            problems.error(at..self.text.len(), message, Some("check for an extra bracket".to_owned()));
        }
        Ok(true)
    }

    /// Says what stands there that is no timeline.
    fn stranger(&self, start: usize, problems: &mut Problems) {
        let rest = &self.text[start..];
        let line = rest.lines().next().unwrap_or_default();
        let hint = if rest.starts_with('{') {
            "this looks like JSON: `coeval convert` reads JSON, CSV and iCalendar files".to_owned()
        } else if line.starts_with("BEGIN:") || line.matches([',', ';']).count() >= 2 {
            "`coeval convert` reads JSON, CSV and iCalendar files".to_owned()
        } else {
            SMALLEST.to_owned()
        };
        let found = if rest.starts_with('{') { describe(rest) } else { quoted(line) };
        let message = format!("this is not a timeline: expected an opening parenthesis, found {found}");
        problems.error(start..start + line.len(), message, Some(hint));
    }

    /// Passes `#![enable(…)]`.
    fn extensions(&mut self, problems: &mut Problems) -> Result<(), Fault> {
        loop {
            self.scanner.blank()?;
            let start = self.scanner.at;
            if !self.text[start..].starts_with('#') {
                return Ok(());
            }
            let end = self.text[start..].find(']').map_or(self.text.len(), |end| start + end + 1);
            self.scanner.at = end;
            let written = &self.text[start..end];
            let names = written
                .split_once("enable")
                .and_then(|(_, rest)| rest.trim().strip_prefix('(')?.split_once(')'))
                .map(|(names, _)| names);
            let Some(names) = names else {
                let hint = Some("write #![enable(implicit_some)], or remove the line".to_owned());
                problems.error(start..end, "this line cannot be read", hint);
                continue;
            };
            for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                problems.more_in_text |= name != "implicit_some";
                if !EXTENSIONS.contains(&name) {
                    let hint = Some(format!("RON has {}", EXTENSIONS.join(", ")));
                    let message =
                        format!("unknown extension {}; kept in the file, but ignored", quoted(name));
                    problems.warning(start..end, message, hint);
                }
            }
        }
    }

    /// The top-level fields.
    fn fields(&mut self, problems: &mut Problems) -> Result<(), Fault> {
        let open = self.scanner.at - 1;
        loop {
            self.scanner.blank()?;
            match self.scanner.peek() {
                None => return Err(Fault::Unclosed(open)),
                Some(b')') => {
                    self.scanner.at += 1;
                    return Ok(());
                }
                Some(byte @ (b']' | b'}')) => {
                    debug_assert_ne!(byte, b')');
                    return Err(Fault::Mismatch(open, self.scanner.at));
                }
                _ => {}
            }
            match self.field(problems) {
                Err(Fault::NoValue(at)) if at < self.text.len() => {
                    let end = at + self.text[at..].chars().next().map_or(1, char::len_utf8);
                    problems.error(at..end, "this is not a field of a timeline", None);
                    self.scanner.recover(b')')?;
                }
                other => other?,
            }
        }
    }

    /// One top-level field; of the events each for itself.
    fn field(&mut self, problems: &mut Problems) -> Result<(), Fault> {
        let (name, flaw) = self.scanner.label()?;
        let is_events = name.clone().is_some_and(|name| &self.text[name] == "events");
        let value = if is_events && self.events.is_none() && self.scanner.peek() == Some(b'[') {
            self.events(problems)?
        } else {
            match self.scanner.value() {
                Err(Fault::NoValue(at)) if name.is_some() => at..at,
                other => other?,
            }
        };
        if is_events && self.events.is_none() {
            let hint = Some("write events: [ … ]".to_owned());
            let found = describe(&self.text[value.clone()]);
            problems.error(value.clone(), format!("events must be a list, found {found}"), hint);
        }
        let item = self.scanner.finish_item(name, value, flaw, b')')?;
        self.top.add(&item, problems);
        Ok(())
    }

    /// The list of events that begins here.
    fn events(&mut self, problems: &mut Problems) -> Result<Span, Fault> {
        self.list_at = Some(self.scanner.at);
        if self.list_alone {
            return Err(Fault::Cancelled);
        }
        let events = parallel::events(
            (self.text, self.full),
            self.scanner.at,
            declared(&self.top),
            self.checker,
            problems,
            self.progress,
        )?;
        let list = events.list.clone();
        self.scanner.at = list.end;
        self.events = Some(events);
        Ok(list)
    }
}

/// What events refer to, as far as the fields of the file are known; what is wrong with it is told elsewhere.
fn declared(top: &Record<'_>) -> Declared {
    let mut told = Problems::default();
    Declared { lanes: lanes(top, &mut told).into(), sources: sources(top, &mut told) }
}

/// Tells why brackets or quotes do not match, at the place where they were opened.
fn tell(text: &str, fault: &Fault, problems: &mut Problems) {
    let bracket = |at: usize| char::from(text.as_bytes().get(at).copied().unwrap_or(b'('));
    let close = |at: usize| char::from(closing(bracket(at) as u8));
    let suspect = matches!(fault, Fault::UnclosedText(_) | Fault::Unclosed(_) | Fault::Mismatch(..))
        .then(|| runaway_text(text))
        .flatten();
    if let Some(at) = suspect {
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
        let hint = "add the closing quotation mark at the end of the text".to_owned();
        problems.error(at..end, "this text starts here and runs into the following lines", Some(hint));
        return;
    }
    match *fault {
        Fault::UnclosedText(at) => {
            let hint =
                Some("add a quotation mark at its end, or check whether the file is cut off".to_owned());
            problems.error(at..at + 1, "a text starts here and is never closed", hint);
        }
        Fault::UnclosedComment(at) => {
            problems.error(
                at..at + 2,
                "a comment starts here and is never closed",
                Some("add */".to_owned()),
            );
        }
        Fault::Unclosed(at) => {
            let hint = Some(format!("add {} where it ends, or check whether the file is cut off", close(at)));
            problems.error(at..at + 1, format!("{} is opened here and never closed", bracket(at)), hint);
        }
        Fault::Mismatch(at, there) => {
            let (line, column) = crate::io::timeline_file::text::problems::line_and_column(text, there);
            let found = bracket(there);
            let message = format!("{} is opened here, but {found} comes at {line}:{column}", bracket(at));
            problems.error(at..at + 1, message, Some(format!("add {} where it ends", close(at))));
        }
        Fault::TooDeep(at) => {
            let message = format!(
                "brackets are nested more than {} deep",
                crate::io::timeline_file::text::scan::DEPTH_LIMIT
            );
            problems.error(
                at..at + 1,
                message,
                Some("no timeline needs this; check that this is the right file".to_owned()),
            );
        }
        // Nobody waits for it.
        Fault::Cancelled => {}
        Fault::NoValue(at) if at >= text.len() => {
            problems.error(
                at..at,
                "the file ends here unexpectedly",
                Some("check whether the file is cut off".to_owned()),
            );
        }
        Fault::NoValue(at) => {
            let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
            let found = text.get(at..end).unwrap_or_default();
            problems.error(at..end, format!("unexpected {found}"), None);
        }
    }
}

/// The first text that probably lacks its closing quotation mark: it runs over lines, and the quotation mark
/// that ends it looks like the opening one of another field.
fn runaway_text(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut scanner = Scanner::new(text, 0);
    while scanner.at < bytes.len() {
        scanner.blank().ok()?;
        let start = scanner.at;
        match scanner.peek()? {
            b'"' => {}
            b'(' | b'[' | b'{' | b')' | b']' | b'}' => {
                scanner.at += 1;
                continue;
            }
            _ => {
                if scanner.word().is_empty() {
                    scanner.at += 1;
                }
                if scanner.peek() != Some(b'"') || scanner.at == start {
                    continue;
                }
                scanner.at = start;
            }
        }
        let Ok(span) = scanner.value() else {
            // Nothing closes it: the last text of the file, told by the fault itself.
            return None;
        };
        let inside = text.get(span.start..span.end - 1).unwrap_or_default();
        let Some(line_start) = inside.rfind('\n') else { continue };
        let before = inside[line_start..].trim();
        let word = before.strip_suffix(':').map(str::trim_end);
        if word.is_some_and(|word| {
            let name = word.rsplit(['(', ',', ' ']).next().unwrap_or_default();
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        }) {
            return Some(span.start);
        }
    }
    None
}
