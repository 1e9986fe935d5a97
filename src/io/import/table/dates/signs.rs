//! Digits of other scripts: ۱۴۰۳, ١٤٤٦, ２０２４. Dates and times are read from them as from those of ASCII.

use std::borrow::Cow;

/// The zeros of scripts whose nine other digits follow: Arabic, Persian, Devanagari, Bengali, Thai, and those of full width.
const ZEROS: &[char] = &['٠', '۰', '०', '০', '๐', '０'];

/// A text with its digits as ASCII has them, without marks of direction, and with plain blanks and slashes.
pub(crate) fn latin(text: &str) -> Cow<'_, str> {
    let text = without_notes(text);
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match c {
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}' => None,
        '／' => Some('/'),
        '：' => Some(':'),
        c => Some(digit(c).unwrap_or(c)),
    };
    Cow::Owned(text.chars().filter_map(sign).collect())
}

/// A text without the marks of notes behind it, as Wikipedia and printed tables write them: `1955[1]`, `14 May 1948[a][b]`,
/// `2024-10-14*`.
fn without_notes(text: &str) -> &str {
    let mut text = text;
    loop {
        let bare = match text.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            Some((before, mark)) if is_note(mark) => before,
            Some(_) => return text,
            None => text.strip_suffix(['*', '†', '‡', '¹', '²', '³']).unwrap_or(text),
        };
        if bare.len() == text.len() || !bare.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ']') {
            return text;
        }
        text = bare.trim_end();
    }
}

/// Whether what stands in brackets is a number or letter of a note: a zone is longer, `[Europe/Berlin]`.
fn is_note(mark: &str) -> bool {
    let number = |mark: &str| (1..=3).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
    let letters = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_lowercase());
    let word = mark.strip_prefix("note ").or_else(|| mark.strip_prefix("nb "));
    letters || number(word.unwrap_or(mark)) || mark == "citation needed"
}

fn digit(c: char) -> Option<char> {
    let value = |zero: &char| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10);
    ZEROS.iter().find_map(value).and_then(|value| char::from_digit(value, 10))
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn digits_of_every_script() {
        for (text, expected) in [
            ("۱۴۰۳/۰۷/۲۳", "1403/07/23"),
            ("١٤‏/١٠‏/٢٠٢٤", "14/10/2024"),
            ("２０２４／１０／１４", "2024/10/14"),
            ("๑๔ ต.ค. ๒๕๖๗", "14 ต.ค. 2567"),
            ("14 août 2024", "14 août 2024"),
            ("1955[1]", "1955"),
            ("14 May 1948 [a][12]", "14 May 1948"),
            ("1955†", "1955"),
            ("2024-10-14T08:30[Europe/Berlin]", "2024-10-14T08:30[Europe/Berlin]"),
            ("[1667,1668]", "[1667,1668]"),
            ("[1]", "[1]"),
            ("*", "*"),
        ] {
            assert_eq!(latin(text), expected);
        }
    }
}
