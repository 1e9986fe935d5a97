//! The lines of a calendar as they were before they were folded (RFC 5545, 3.1). Folding goes by the byte: it may fall
//! inside a character, and a blank before it is part of the text. So lines are put together first and become letters
//! after, each for itself, that one wrong byte costs one letter.

use std::borrow::Cow;
use std::ops::Range;

use crate::io::import::encoding::Charset;

/// A line, put together.
pub(super) struct Line<'b> {
    /// The line of the file on which it begins, from 1.
    pub(super) number: usize,
    /// Where it stands, with its ends of line.
    pub(super) at: Range<usize>,
    /// Its bytes, without the ends of line and the one blank after each of them.
    pub(super) bytes: Cow<'b, [u8]>,
}

/// Goes through the lines from one place on.
pub(super) struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    number: usize,
    /// What ends a line: a line feed, or a carriage return in files that have no line feeds.
    end: u8,
}

impl<'b> Lines<'b> {
    /// Of a whole file.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        let end = if memchr::memchr(b'\n', bytes).is_none() { b'\r' } else { b'\n' };
        Self { bytes, at: 0, number: 1, end }
    }

    /// Of a part of it that begins on a line.
    pub(super) fn part(&self, at: Range<usize>, number: usize) -> Self {
        Self { bytes: &self.bytes[..at.end], at: at.start, number, end: self.end }
    }

    /// The next line as it stands, without its end.
    fn physical(&mut self) -> &'b [u8] {
        let rest = &self.bytes[self.at..];
        let (line, next) = match memchr::memchr(self.end, rest) {
            Some(end) => (&rest[..end], end + 1),
            None => (rest, rest.len()),
        };
        self.at += next;
        self.number += 1;
        // Some programs end lines with two carriage returns.
        let len = line.iter().rposition(|byte| *byte != b'\r').map_or(0, |last| last + 1);
        &line[..len]
    }
}

impl<'b> Iterator for Lines<'b> {
    type Item = Line<'b>;

    fn next(&mut self) -> Option<Line<'b>> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let (start, number) = (self.at, self.number);
        let line = self.physical();
        // Of files that were put one behind the other, each may begin with a byte order mark.
        let mut bytes = Cow::Borrowed(line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line));
        loop {
            if matches!(self.bytes.get(self.at), Some(b' ' | b'\t')) {
                bytes.to_mut().extend_from_slice(&self.physical()[1..]);
            } else if runs_on(&bytes) && self.at < self.bytes.len() {
                let bytes = bytes.to_mut();
                bytes.pop();
                bytes.extend_from_slice(self.physical());
            } else {
                break;
            }
        }
        Some(Line { number, at: start..self.at, bytes })
    }
}

/// Whether a line is in quoted-printable and ends with its mark that the next goes on (RFC 2045, 6.7), as vCalendar 1.0 has it.
fn runs_on(bytes: &[u8]) -> bool {
    bytes.ends_with(b"=")
        && memchr::memchr(b':', bytes)
            .is_some_and(|colon| memchr::memmem::find(&bytes[..colon], b"QUOTED-PRINTABLE").is_some())
}

/// How the lines of a file become letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) charset: Charset,
    /// Whether nobody said so, and the bytes did not prove it.
    pub(super) guessed: bool,
    /// Lines with bytes that mean nothing in this encoding.
    pub(super) damaged: Vec<usize>,
}

impl Letters {
    /// Of UTF-8, as calendars are.
    pub(super) fn utf_8() -> Self {
        Self::of(Charset::UTF8)
    }

    /// Of an encoding that is certain.
    pub(super) fn of(charset: Charset) -> Self {
        Self { charset, guessed: false, damaged: Vec::new() }
    }

    /// The text of a line; bytes that mean nothing are U+FFFD, and the line is kept in mind.
    pub(super) fn read(&mut self, line: &Line<'_>) -> String {
        let (text, damaged) = self.charset.read(&line.bytes);
        if damaged && self.damaged.last() != Some(&line.number) {
            self.damaged.push(line.number);
        }
        text.into_owned()
    }
}

/// What the lines of a file say for UTF-8, the encoding of calendars, and against it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// Letters of several bytes that are right.
    right: usize,
    /// Bytes that are part of no letter.
    wrong: usize,
}

impl Evidence {
    pub(super) fn hear(&mut self, line: &[u8]) {
        if line.is_ascii() {
            return;
        }
        for chunk in line.utf8_chunks() {
            self.right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            self.wrong += usize::from(!chunk.invalid().is_empty());
        }
    }

    /// Other encodings have letters of UTF-8 by chance alone.
    pub(super) fn is_utf_8(self) -> bool {
        self.wrong == 0 || self.right >= self.wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(text: &[u8]) -> Vec<(usize, Vec<u8>)> {
        Lines::new(text).map(|line| (line.number, line.bytes.into_owned())).collect()
    }

    #[test]
    fn a_fold_takes_its_line_end_and_one_blank() {
        let of = |text: &[u8]| unfolded(text).into_iter().map(|(_, line)| line).collect::<Vec<_>>();
        assert_eq!(of(b"A:one \r\n two\r\nB:x\r\n"), [b"A:one two".to_vec(), b"B:x".to_vec()]);
        assert_eq!(of(b"A:one\n  two\n\tthree"), [b"A:one twothree".to_vec()]);
        assert_eq!(of(b"A:\xd8\r\n \xa7\r\r\nB"), [b"A:\xd8\xa7".to_vec(), b"B".to_vec()]);
        assert_eq!(of(b"A\r\rB\r C"), [b"A".to_vec(), b"".to_vec(), b"BC".to_vec()]);
        assert!(of(b"").is_empty());
    }

    #[test]
    fn lines_keep_their_numbers() {
        let numbers: Vec<usize> =
            unfolded(b"A\n\nB\n c\n d\nE\n").into_iter().map(|(line, _)| line).collect();
        assert_eq!(numbers, [1, 2, 3, 6]);
    }
}
