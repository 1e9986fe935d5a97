//! A file that is open in an editor: its text, what was read of it, and how places are told in the editor's terms.

use lsp_types::{Position, Range, TextDocumentContentChangeEvent, Uri};

use crate::analysis::Query;
use crate::io::{self, Loaded};
use crate::model::Document;

/// How an editor counts the columns of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

/// A file that is open.
pub(super) struct OpenFile {
    /// What the editor calls it.
    pub(super) uri: Uri,
    /// The editor's count of its changes.
    pub(super) version: i32,
    /// The text as it is now.
    pub(super) text: String,
    /// Where its lines begin.
    lines: Vec<u32>,
    /// How many units of UTF-16 stand before each block of it; nothing where each is a byte.
    units: Vec<u32>,
    /// What was read of it; nothing where it has changed since.
    loaded: Option<Loaded>,
    /// What was in it when it could last be read: while a text in quotes is being typed, nothing can.
    known: Document,
    /// The text of that, where what was read of it is given up and the text is another now.
    known_text: Option<String>,
    encoding: Encoding,
}

impl OpenFile {
    pub(super) fn new(uri: Uri, version: i32, text: String, encoding: Encoding) -> Self {
        let (lines, units) = (line_starts(&text), units_before_blocks(&text));
        Self {
            uri,
            version,
            text,
            lines,
            units,
            loaded: None,
            known: Document::default(),
            known_text: None,
            encoding,
        }
    }

    /// Takes a change of the editor in.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        self.version = version;
        // Freed before the new one is read: a long file must not stand in memory twice.
        self.loaded = None;
        let resting = self.is_at_rest();
        if resting && self.known_text.is_none() {
            self.known_text = Some(self.text.clone());
        }
        for change in changes {
            match change.range {
                None => self.text = change.text,
                Some(range) => {
                    let (start, end) = (self.offset(range.start), self.offset(range.end));
                    self.text.replace_range(start..end.max(start), &change.text);
                }
            }
            self.lines = line_starts(&self.text);
        }
        self.units = units_before_blocks(&self.text);
    }

    /// What there is to be read of it.
    pub(super) fn loaded(&mut self) -> &Loaded {
        let (text, known, known_text) = (&self.text, &mut self.known, &mut self.known_text);
        self.loaded.get_or_insert_with(|| {
            let mut loaded = io::read(text);
            loaded.check_queries(&Query::wrong);
            if loaded.is_timeline() {
                *known = loaded.document.clone();
                *known_text = None;
            }
            loaded
        })
    }

    /// What is in it, or was when it could last be read.
    pub(super) fn known(&mut self) -> &Document {
        self.loaded();
        if self.known.events().is_empty()
            && let Some(text) = &self.known_text
        {
            self.known = io::read(text).document;
        }
        &self.known
    }

    /// Gives up what was read of a long file while nobody asks about it: many times its text. It is read again in less time
    /// than one needs for a key.
    pub(super) fn rest(&mut self) {
        if self.text.len() < LONG {
            return;
        }
        let is_read = self.loaded.take().is_some_and(|loaded| loaded.is_timeline());
        if is_read {
            self.known_text = None;
        }
        if is_read || self.known_text.is_some() {
            self.known = Document::default();
        }
        self.text.shrink_to_fit();
    }

    /// Whether what was read has been given up.
    fn is_at_rest(&self) -> bool {
        self.text.len() >= LONG && self.known.events().is_empty()
    }

    /// Whether it is one of ours: by its name, or by what it says.
    pub(super) fn is_ours(&mut self) -> bool {
        let path = self.uri.path().as_str().to_lowercase();
        if path.ends_with(".coeval.ron") || path.ends_with(".timeline.ron") {
            return true;
        }
        let has_events = self.text.contains("events");
        self.loaded().is_timeline() || has_events
    }

    /// How many bytes of it a byte order mark is, which the places of what was read do not count.
    pub(super) fn mark(&self) -> usize {
        if self.text.starts_with('\u{feff}') { 3 } else { 0 }
    }

    /// A place of the text as read, as the editor tells it.
    pub(super) fn range(&self, span: std::ops::Range<usize>) -> Range {
        let mark = self.mark();
        Range { start: self.position(span.start + mark), end: self.position(span.end + mark) }
    }

    /// A part of the text as it is here, as the editor tells it.
    pub(super) fn here(&self, span: std::ops::Range<usize>) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// A place in bytes as line and column.
    pub(super) fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at);
        let line = self.lines.partition_point(|start| *start as usize <= at).saturating_sub(1);
        let start = self.lines[line] as usize;
        let column = match self.encoding {
            Encoding::Utf8 => at - start,
            Encoding::Utf16 => self.units_before(at) - self.units_before(start),
        };
        Position { line: line as u32, character: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    /// How many units of UTF-16 stand before a place. A file may be one line, so they are not counted from its beginning.
    fn units_before(&self, at: usize) -> usize {
        match self.units.get(at / BLOCK) {
            None => at,
            Some(units) => *units as usize + units_of(&self.text.as_bytes()[at / BLOCK * BLOCK..at]),
        }
    }

    /// A line and column as a place in bytes; what is behind the end of a line is its end.
    pub(super) fn offset(&self, position: Position) -> usize {
        let Some(start) = self.lines.get(position.line as usize) else { return self.text.len() };
        let start = *start as usize;
        let line = &self.text[start..];
        let line = line.split(['\n', '\r']).next().unwrap_or_default();
        let column = position.character as usize;
        match self.encoding {
            Encoding::Utf8 => start + line.floor_char_boundary(column.min(line.len())),
            Encoding::Utf16 => {
                let mut units = 0;
                let passed = line.chars().take_while(|c| {
                    let fits = units + c.len_utf16() <= column;
                    units += c.len_utf16();
                    fits
                });
                start + passed.map(char::len_utf8).sum::<usize>()
            }
        }
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    let ends =
        memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX));
    std::iter::once(0).chain(ends).collect()
}

/// So many bytes are long.
const LONG: usize = 1 << 20;

/// So many bytes are a block.
const BLOCK: usize = 4096;

fn units_before_blocks(text: &str) -> Vec<u32> {
    if text.is_ascii() {
        return Vec::new();
    }
    let before = |units: &mut usize, block: &[u8]| {
        let before = *units;
        *units += units_of(block);
        Some(u32::try_from(before).unwrap_or(u32::MAX))
    };
    // The last block may be empty: the end of the text is a place too.
    text.as_bytes().chunks(BLOCK).chain([&[][..]]).scan(0, before).collect()
}

/// How many units of UTF-16 begin in these bytes: one for each character, two for those of four bytes.
fn units_of(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_and_found_again() {
        let text = "a\r\né😀x\n";
        let uri: Uri = "file:///t.ron".parse().unwrap();
        for (encoding, column) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3)] {
            let file = OpenFile::new(uri.clone(), 0, text.to_owned(), encoding);
            let at = text.find('x').unwrap();
            let position = file.position(at);
            assert_eq!((position.line, position.character), (1, column));
            assert_eq!(file.offset(position), at);
            assert_eq!(file.offset(Position { line: 0, character: 99 }), 1);
            assert_eq!(file.offset(Position { line: 99, character: 0 }), text.len());
        }
        let mut file = OpenFile::new(uri, 0, text.to_owned(), Encoding::Utf16);
        let range =
            Range { start: Position { line: 1, character: 1 }, end: Position { line: 1, character: 3 } };
        let change = |text: &str| TextDocumentContentChangeEvent {
            range: Some(range),
            range_length: None,
            text: text.to_owned(),
        };
        file.change(1, vec![change("o\n")]);
        assert_eq!(file.text, "a\r\néo\nx\n");
        assert_eq!(file.position(file.text.find('x').unwrap()).line, 2);
    }
}
