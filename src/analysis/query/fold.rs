//! Folding: texts without what people write differently, so that "Baku" finds "Bakı" and "مصطفی اف" needs no
//! particular keyboard. Search compares folded texts only, so folding is the whole of "without regard to case or
//! diacritics".
//!
//! A text is decomposed (NFKD), then each character
//! - loses its case;
//! - is dropped where it is a diacritic of Latin, Greek, Cyrillic, Hebrew (niqqud, cantillation) or Arabic
//!   (harakat, hamza above and below), a tatweel, or an invisible mark (joiners, directions, soft hyphens). The
//!   vowel signs of other scripts are letters and stay;
//! - where it has no decomposition goes by [`plain`]: ø is o, ß is ss, Persian and Arabic keyboards' ye,
//!   kaf and he are one, dashes and quotation marks are the plain ones, digits of Arabic scripts are 0 to 9.
//!
//! Any run of white space is one blank, and none stands at either end.
//!
//! Two letters of Azerbaijani are written in two ways by everybody else: ə as "e" or "a" (Məmmədov is Memmedov in
//! Ankara and Mammadov in London), ı as "i" or "u" (Bakı is Baku). What has one of them folds in every reading of
//! it, and matches if any reading does.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

/// What ə and ı are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    schwa: &'static str,
    dotless: &'static str,
}

/// All readings, the plain one first; those of ə alone stand in the first two, those of ı alone in every other.
const READINGS: [Reading; 4] = [
    Reading { schwa: "e", dotless: "i" },
    Reading { schwa: "a", dotless: "i" },
    Reading { schwa: "e", dotless: "u" },
    Reading { schwa: "a", dotless: "u" },
];

/// The folded form of a text, ə as "e" and ı as "i".
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    walk(text, READINGS[0], &mut folded);
    folded
}

/// The readings that a text must be folded with.
pub(super) fn readings(text: &str) -> impl Iterator<Item = Reading> + use<> {
    let (step, count) = match (text.contains(['ə', 'Ə']), text.contains('ı')) {
        (false, false) => (1, 1),
        (true, false) => (1, 2),
        (false, true) => (2, 2),
        (true, true) => (1, 4),
    };
    READINGS.into_iter().step_by(step).take(count)
}

/// All folded forms of a text, none of them empty.
pub(super) fn forms(text: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for reading in readings(text) {
        let mut folded = String::new();
        walk(text, reading, &mut folded);
        if !folded.is_empty() {
            forms.push(folded);
        }
    }
    forms
}

/// Appends the folded forms of a text, each ended by a line feed, which no folded text has within.
pub(super) fn append_lines(text: &str, to: &mut String) {
    if text.is_empty() {
        return;
    }
    if is_plain(text) {
        // Most texts: eight times as fast as character by character.
        let begin = to.len();
        to.push_str(text);
        to[begin..].make_ascii_lowercase();
        to.push('\n');
        return;
    }
    for reading in readings(text) {
        walk(text, reading, to);
        to.push('\n');
    }
}

/// Whether folding changes no more than the case: all ASCII, and no blanks but single ones within.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
        && !bytes.starts_with(b" ")
        && !bytes.ends_with(b" ")
        && !bytes.windows(2).fold(false, |found, pair| found | (pair == b"  "))
}

/// A folded text that knows where each of its bytes comes from.
#[derive(Debug, Default)]
pub(super) struct Traced {
    /// The folded text.
    pub(super) text: String,
    origins: Vec<Range<usize>>,
}

impl Traced {
    pub(super) fn new(text: &str, reading: Reading) -> Self {
        let mut traced = Self::default();
        walk(text, reading, &mut traced);
        traced
    }

    /// The range of the original text, in whole characters with their diacritics, that a range of the folded text
    /// comes from.
    pub(super) fn original(&self, folded: Range<usize>) -> Option<Range<usize>> {
        let first = self.origins.get(folded.start)?;
        let last = self.origins.get(folded.end.checked_sub(1)?)?;
        Some(first.start..last.end)
    }
}

/// Where folded characters go.
trait Sink {
    /// A folded character and the place it comes from.
    fn put(&mut self, c: char, from: Range<usize>);
    /// What was dropped up to here belongs to the last character.
    fn widen(&mut self, _end: usize) {}
}

impl Sink for String {
    fn put(&mut self, c: char, _from: Range<usize>) {
        self.push(c);
    }
}

impl Sink for Traced {
    fn put(&mut self, c: char, from: Range<usize>) {
        self.text.push(c);
        self.origins.resize(self.text.len(), from);
    }

    fn widen(&mut self, end: usize) {
        let Some(last) = self.origins.last().cloned() else { return };
        for origin in self.origins.iter_mut().rev().take_while(|origin| **origin == last) {
            origin.end = end;
        }
    }
}

fn walk(text: &str, reading: Reading, sink: &mut impl Sink) {
    let mut begun = false;
    let mut blank: Option<Range<usize>> = None;
    for (start, c) in text.char_indices() {
        let from = start..start + c.len_utf8();
        if c.is_ascii_graphic() && blank.is_none() {
            // Most of most texts: worth a way of its own.
            begun = true;
            sink.put(c.to_ascii_lowercase(), from);
            continue;
        }
        let mut dropped = true;
        each_plain(c, reading, &mut |plain| {
            dropped = false;
            if plain == ' ' {
                let begin = blank.as_ref().map_or(from.start, |blank| blank.start);
                blank = Some(begin..from.end);
                return;
            }
            if let Some(blank) = blank.take()
                && begun
            {
                sink.put(' ', blank);
            }
            begun = true;
            sink.put(plain, from.clone());
        });
        if dropped && blank.is_none() {
            sink.widen(from.end);
        }
    }
}

/// The characters that one becomes, white space and control characters as blanks.
fn each_plain(c: char, reading: Reading, put: &mut impl FnMut(char)) {
    if c.is_ascii() {
        put(if c.is_ascii_control() { ' ' } else { c.to_ascii_lowercase() });
        return;
    }
    decompose_compatible(c, |part| {
        if is_dropped(part) {
            return;
        }
        for lower in part.to_lowercase() {
            match plain(lower, reading) {
                Some(text) => text.chars().for_each(&mut *put),
                None if lower.is_whitespace() || lower.is_control() => put(' '),
                None => put(lower),
            }
        }
    });
}

/// Diacritics and invisible marks.
fn is_dropped(c: char) -> bool {
    matches!(c,
        // Latin, Greek, Cyrillic
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        // Hebrew
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        // Arabic
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}'
        // Soft hyphen, joiners, directions, variation selectors
        | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// What a lower-case letter without a decomposition is compared as; `None` for itself.
fn plain(c: char, reading: Reading) -> Option<&'static str> {
    Some(match c {
        'ə' => reading.schwa,
        'ı' => reading.dotless,
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        'ي' | 'ى' | 'ے' => "ی",
        'ك' | 'ڪ' => "ک",
        'ة' | 'ە' | 'ہ' | 'ھ' => "ه",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        '‐'..='―' | '−' | '־' => "-",
        '‘' | '’' | '‚' | 'ʻ' | 'ʼ' | 'ʾ' | 'ʿ' | '׳' => "'",
        '“' | '”' | '„' | '«' | '»' | '״' => "\"",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_quick_way_folds_as_the_long_one(text in "[ -~]{0,12}|[ a-cA-C\t\u{7f}é]{0,8}") {
            let mut lines = String::from("before\n");
            append_lines(&text, &mut lines);
            let mut expected = String::from("before\n");
            if !text.is_empty() {
                expected.push_str(&fold(&text));
                expected.push('\n');
            }
            prop_assert_eq!(lines, expected);
        }
    }
}
