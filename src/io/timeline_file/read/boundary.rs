//! Where one event ends and the next begins, as it seems from the text alone: a bracket, a comma, and another bracket with
//! the name of a field of an event, however many blanks and comments stand between. Within a text it may only seem so;
//! whoever asks must find that out.

use memchr::{memchr_iter, memrchr_iter};

use crate::io::timeline_file::text::scan::Scanner;
use crate::io::timeline_file::text::schema::EVENT;

/// The comma between two events that comes first at or after a place.
pub(crate) fn next(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    memchr_iter(b')', rest).find_map(|close| comma(text, from + close))
}

/// The commas between two events, the last one first.
pub(crate) fn from_the_end(text: &str) -> impl Iterator<Item = usize> {
    memrchr_iter(b')', text.as_bytes()).filter_map(|close| comma(text, close))
}

/// The comma after a closing bracket, if another event begins behind it.
fn comma(text: &str, close: usize) -> Option<usize> {
    let blanks = text.as_bytes()[close + 1..].iter().position(|byte| !byte.is_ascii_whitespace())?;
    let comma = close + 1 + blanks;
    if text.as_bytes()[comma] != b',' {
        return None;
    }
    let mut scanner = Scanner::new(text, comma + 1);
    scanner.blank().ok()?;
    scanner.word();
    scanner.blank().ok()?;
    if scanner.peek() != Some(b'(') {
        return None;
    }
    scanner.at += 1;
    scanner.blank().ok()?;
    let name = scanner.word();
    scanner.blank().ok()?;
    (scanner.peek() == Some(b':') && EVENT.fields.contains(&&text[name])).then_some(comma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_whatever_stands_between() {
        for between in [",", " , ", ",\r\n\t", ", // one (of, them)\n", ",/* /* ( */ */ "] {
            for second in ["(date: \"2024\"", "Event (\n    id: \"b\"", "( // c\n title : \"c\""] {
                let text = format!("[(id: \"a\", links: [(to: \"b\"), (to: \"c\")]){between}{second})]");
                let expected = text.find(")]").unwrap() + 3 + between.find(',').unwrap();
                assert_eq!(
                    (next(&text, 0), from_the_end(&text).next()),
                    (Some(expected), Some(expected)),
                    "{text}"
                );
                assert_eq!(next(&text, expected), None);
            }
        }
    }

    #[test]
    fn not_found_where_there_is_none() {
        for text in [
            "",
            ")",
            "),",
            "), (",
            "), (by: \"a\")",
            ") (id: 1)",
            "), /* (id: 1)",
            "), (id)",
            "), \"(id: 1)\"",
        ] {
            assert_eq!((next(text, 0), from_the_end(text).next()), (None, None), "{text}");
        }
        assert_eq!(next("x", 5), None);
    }
}
