//! Cuts a calendar's text into its parts, each with its line: what a reader of the whole would not tell.

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The line of its beginning, from 1.
    pub(super) line: usize,
    /// From BEGIN to END, without what is nested in it.
    pub(super) text: String,
}

/// The parts of a calendar.
#[derive(Clone, Debug, Default)]
pub(super) struct Blocks {
    /// The calendar's name (RFC 7986, or what most programs write).
    pub(super) name: String,
    /// What it says of itself.
    pub(super) description: String,
    /// Its zones, as one calendar.
    pub(super) zones: String,
    /// Its events.
    pub(super) events: Vec<Block>,
    /// Lines of what is neither, and what that is.
    pub(super) others: Vec<(usize, &'static str)>,
}

/// What is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Calendar,
    Event,
    Zone,
    Other,
}

impl Blocks {
    /// Cuts a text.
    pub(super) fn of(text: &str) -> Self {
        let mut blocks = Self { zones: "BEGIN:VCALENDAR\r\n".to_owned(), ..Self::default() };
        // What is nested, how deep, in the part that is being read.
        let (mut inside, mut depth) = (Inside::Calendar, 0_usize);
        let mut header = String::new();
        for (number, line) in text.lines().enumerate() {
            let bare = line.trim_end();
            let keyword = |word: &str| {
                let value = bare.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word));
                value.map(|_| bare[word.len()..].trim().to_ascii_uppercase())
            };
            let (begin, end) = (keyword("BEGIN:"), keyword("END:"));
            match (inside, begin, end) {
                (Inside::Calendar, Some(kind), _) => {
                    (inside, depth) = (blocks.open(&kind, number + 1), 0);
                    if inside == Inside::Zone {
                        blocks.zones.push_str("BEGIN:VTIMEZONE\r\n");
                    }
                }
                // An event that was never closed ends where the next begins, or the calendar does.
                (Inside::Event, Some(kind), _) if kind == "VEVENT" => {
                    blocks.close_event();
                    (inside, depth) = (blocks.open(&kind, number + 1), 0);
                }
                (_, _, Some(kind)) if kind == "VCALENDAR" => {
                    blocks.close(inside);
                    (inside, depth) = (Inside::Calendar, 0);
                }
                (Inside::Event | Inside::Other, Some(_), _) => depth += 1,
                (Inside::Event | Inside::Other, _, Some(_)) if depth > 0 => depth -= 1,
                (Inside::Zone, _, Some(kind)) if kind != "VTIMEZONE" => blocks.add_zone(bare),
                (Inside::Event | Inside::Zone | Inside::Other, _, Some(_)) => {
                    blocks.close(inside);
                    (inside, depth) = (Inside::Calendar, 0);
                }
                (Inside::Event, ..) if depth == 0 => {
                    if let Some(event) = blocks.events.last_mut() {
                        event.text.push_str(bare);
                        event.text.push_str("\r\n");
                    }
                }
                (Inside::Zone, ..) => blocks.add_zone(bare),
                (Inside::Calendar, ..) => {
                    header.push_str(bare);
                    header.push('\n');
                }
                _ => {}
            }
        }
        blocks.close(inside);
        blocks.zones.push_str("END:VCALENDAR\r\n");
        blocks.read_header(&header);
        blocks
    }

    fn open(&mut self, kind: &str, line: usize) -> Inside {
        match kind {
            "VEVENT" => {
                self.events.push(Block { line, text: "BEGIN:VEVENT\r\n".to_owned() });
                Inside::Event
            }
            "VTIMEZONE" => Inside::Zone,
            "VCALENDAR" => Inside::Calendar,
            "VTODO" => self.other(line, "a task (VTODO)"),
            "VJOURNAL" => self.other(line, "a journal entry (VJOURNAL)"),
            "VFREEBUSY" => self.other(line, "a time of being busy (VFREEBUSY)"),
            "VCARD" => self.other(line, "a contact (VCARD)"),
            _ => self.other(line, "of a kind that is not known"),
        }
    }

    fn other(&mut self, line: usize, what: &'static str) -> Inside {
        self.others.push((line, what));
        Inside::Other
    }

    fn close(&mut self, inside: Inside) {
        match inside {
            Inside::Event => self.close_event(),
            Inside::Zone => self.add_zone("END:VTIMEZONE"),
            Inside::Calendar | Inside::Other => {}
        }
    }

    fn close_event(&mut self) {
        if let Some(event) = self.events.last_mut() {
            event.text.push_str("END:VEVENT\r\n");
        }
    }

    fn add_zone(&mut self, line: &str) {
        self.zones.push_str(line);
        self.zones.push_str("\r\n");
    }

    /// Name and description, unfolded and without escapes.
    fn read_header(&mut self, header: &str) {
        let unfolded = header.replace("\n ", "").replace("\n\t", "");
        for line in unfolded.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            let name = name.split(';').next().unwrap_or_default().to_ascii_uppercase();
            let value = unescaped(value);
            match name.as_str() {
                "NAME" => self.name = value,
                "X-WR-CALNAME" if self.name.is_empty() => self.name = value,
                "DESCRIPTION" => self.description = value,
                "X-WR-CALDESC" if self.description.is_empty() => self.description = value,
                _ => {}
            }
        }
    }
}

/// A text value without its backslashes.
fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.trim().chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_with_their_lines() {
        let text = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Rope\\, Azerbaijani\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\n\
                    END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\nBEGIN:VALARM\r\nSUMMARY:no\r\n\
                    END:VALARM\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nEND:VTODO\r\nbegin:vevent\r\nSUMMARY:b\r\n";
        let blocks = Blocks::of(text);
        assert_eq!(blocks.name, "Rope, Azerbaijani");
        assert_eq!(blocks.events.len(), 2);
        assert_eq!(
            blocks.events[0],
            Block { line: 8, text: "BEGIN:VEVENT\r\nSUMMARY:a\r\nEND:VEVENT\r\n".to_owned() }
        );
        assert_eq!(blocks.events[1].line, 16);
        assert_eq!(blocks.others, [(14, "a task (VTODO)")]);
        assert!(
            blocks.zones.contains("BEGIN:STANDARD\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR"),
            "{}",
            blocks.zones
        );
    }

    #[test]
    fn an_event_that_is_not_closed_ends_at_the_next() {
        let blocks = Blocks::of("BEGIN:VEVENT\nSUMMARY:a\nBEGIN:VEVENT\nSUMMARY:b\nEND:VEVENT\n");
        assert_eq!(blocks.events.len(), 2);
        assert!(blocks.events[0].text.ends_with("SUMMARY:a\r\nEND:VEVENT\r\n"));
    }
}
