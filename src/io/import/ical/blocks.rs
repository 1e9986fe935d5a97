//! Finds the parts of a file of calendars, each with its place: which events, zones and other things stand in which
//! calendar. Nothing is read but what tells events that belong together, so that large files need little.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::lines::{Evidence, Line, Lines};

/// An event or a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The line of its beginning, from 1.
    pub(super) line: usize,
    /// Its lines between BEGIN and END.
    pub(super) at: Range<usize>,
    /// The line of the first of these.
    pub(super) first_line: usize,
    /// Which calendar it stands in.
    pub(super) calendar: usize,
    /// A hash of its UID; none where it has none.
    pub(super) uid: Option<u64>,
}

/// One calendar of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// The places of its own lines and their numbers, those between its parts.
    pub(super) lines: Vec<(usize, Range<usize>)>,
    /// Its zones.
    pub(super) zones: Vec<Block>,
}

/// The parts of a file.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Its calendars.
    pub(super) calendars: Vec<Header>,
    /// Its events.
    pub(super) events: Vec<Block>,
    /// Lines of what is neither, and what that is.
    pub(super) others: Vec<(usize, &'static str)>,
    /// Whether the file is in UTF-8.
    pub(super) evidence: Evidence,
}

/// What is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Calendar,
    Event,
    Zone,
    Other,
}

/// Where the reading is.
struct Cutter {
    blocks: Blocks,
    inside: Inside,
    /// How deep in what is nested.
    depth: usize,
    /// The calendar that is open, or was last.
    calendar: usize,
}

impl Blocks {
    /// Cuts a file.
    pub(super) fn of(lines: Lines<'_>) -> Self {
        let blocks = Self { calendars: vec![Header::default()], ..Self::default() };
        let mut cutter = Cutter { blocks, inside: Inside::Calendar, depth: 0, calendar: 0 };
        for line in lines {
            cutter.blocks.evidence.hear(&line.bytes);
            cutter.hear(&line);
        }
        cutter.blocks
    }

    /// Whether there is nothing of a calendar in it.
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty() && self.others.is_empty()
    }
}

impl Cutter {
    fn hear(&mut self, line: &Line<'_>) {
        match (self.inside, keyword(&line.bytes, b"BEGIN:"), keyword(&line.bytes, b"END:")) {
            (Inside::Calendar, Some(kind), _) => self.open(&kind, line),
            // An event that was never closed ends where the next begins, or the calendar does.
            (Inside::Event, Some(kind), _) if matches!(kind.as_str(), "VEVENT" | "VCALENDAR") => {
                self.open(&kind, line);
            }
            (_, _, Some(kind)) if kind == "VCALENDAR" => self.inside = Inside::Calendar,
            (_, Some(_), _) => {
                self.depth += 1;
                self.extend(line);
            }
            (_, _, Some(_)) if self.depth > 0 => {
                self.depth -= 1;
                self.extend(line);
            }
            (_, _, Some(_)) => self.inside = Inside::Calendar,
            (Inside::Calendar, ..) => {
                self.blocks.calendars[self.calendar].lines.push((line.number, line.at.clone()));
            }
            _ => self.extend(line),
        }
    }

    fn open(&mut self, kind: &str, line: &Line<'_>) {
        self.depth = 0;
        let block = Block {
            line: line.number,
            at: line.at.end..line.at.end,
            first_line: 0,
            calendar: self.calendar,
            uid: None,
        };
        let what = match kind {
            "VEVENT" => {
                self.blocks.events.push(block);
                self.inside = Inside::Event;
                return;
            }
            "VTIMEZONE" => {
                self.blocks.calendars[self.calendar].zones.push(block);
                self.inside = Inside::Zone;
                return;
            }
            "VCALENDAR" => {
                // What stands before the first is part of it.
                let is_first = self.blocks.events.is_empty() && self.blocks.calendars.len() == 1;
                if !(is_first && self.blocks.calendars[0].zones.is_empty()) {
                    self.blocks.calendars.push(Header::default());
                    self.calendar += 1;
                }
                self.inside = Inside::Calendar;
                return;
            }
            "VTODO" => "a task (VTODO)",
            "VJOURNAL" => "a journal entry (VJOURNAL)",
            "VFREEBUSY" => "a free/busy time (VFREEBUSY)",
            "VCARD" => "a contact (VCARD)",
            _ => "an unknown kind of entry",
        };
        self.blocks.others.push((line.number, what));
        self.inside = Inside::Other;
    }

    /// A line of the part that is open.
    fn extend(&mut self, line: &Line<'_>) {
        let block = match self.inside {
            Inside::Event => self.blocks.events.last_mut(),
            Inside::Zone => self.blocks.calendars[self.calendar].zones.last_mut(),
            Inside::Calendar | Inside::Other => None,
        };
        let Some(block) = block else { return };
        if block.at.is_empty() {
            block.at.start = line.at.start;
            block.first_line = line.number;
        }
        block.at.end = line.at.end;
        if self.depth == 0 && block.uid.is_none() && name_is(&line.bytes, b"UID") {
            let value =
                line.bytes.iter().position(|byte| *byte == b':').map(|colon| &line.bytes[colon + 1..]);
            let mut hasher = DefaultHasher::new();
            value.unwrap_or_default().trim_ascii().hash(&mut hasher);
            block.uid = Some(hasher.finish());
        }
    }
}

/// What stands behind a word, in capitals, where a line begins with it.
fn keyword(line: &[u8], word: &[u8]) -> Option<String> {
    let start = line.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| {
        let kind = line[word.len()..].trim_ascii().to_ascii_uppercase();
        String::from_utf8_lossy(&kind).into_owned()
    })
}

/// Whether a line is of the property with this name.
fn name_is(line: &[u8], name: &[u8]) -> bool {
    line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && matches!(line.get(name.len()), Some(b':' | b';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of<'t>(text: &'t str, block: &Block) -> &'t str {
        &text[block.at.clone()]
    }

    #[test]
    fn parts_with_their_lines() {
        let text = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Rope\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\n\
                    END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\nBEGIN:VALARM\r\nSUMMARY:no\r\n\
                    END:VALARM\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nEND:VTODO\r\nbegin:vevent\r\nUID:u\r\n";
        let blocks = Blocks::of(Lines::new(text.as_bytes()));
        assert_eq!(blocks.calendars.len(), 1);
        assert_eq!(blocks.events.len(), 2);
        assert_eq!((blocks.events[0].line, blocks.events[0].first_line), (8, 9));
        assert_eq!(
            text_of(text, &blocks.events[0]),
            "SUMMARY:a\r\nBEGIN:VALARM\r\nSUMMARY:no\r\nEND:VALARM\r\n"
        );
        assert_eq!((blocks.events[1].line, blocks.events[1].uid.is_some()), (16, true));
        assert_eq!(blocks.others, [(14, "a task (VTODO)")]);
        let zone = &blocks.calendars[0].zones[0];
        assert_eq!(text_of(text, zone), "TZID:X\r\nBEGIN:STANDARD\r\nEND:STANDARD\r\n");
    }

    #[test]
    fn an_event_that_is_not_closed_ends_at_the_next() {
        let text = "BEGIN:VEVENT\nSUMMARY:a\nBEGIN:VEVENT\nSUMMARY:b\nEND:VEVENT\n";
        let blocks = Blocks::of(Lines::new(text.as_bytes()));
        let texts: Vec<&str> = blocks.events.iter().map(|block| text_of(text, block)).collect();
        assert_eq!(texts, ["SUMMARY:a\n", "SUMMARY:b\n"]);
    }

    #[test]
    fn each_calendar_has_its_own() {
        let text = "BEGIN:VCALENDAR\nNAME:a\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nNAME:b\n\
                    BEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n";
        let blocks = Blocks::of(Lines::new(text.as_bytes()));
        assert_eq!(blocks.events.iter().map(|event| event.calendar).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(blocks.calendars.iter().map(|header| header.lines.len()).collect::<Vec<_>>(), [1, 1]);
    }
}
