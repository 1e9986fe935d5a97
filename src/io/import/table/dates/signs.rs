//! Digits of other scripts: ۱۴۰۳, ١٤٤٦, ２０２４. Dates and times are read from them as from those of ASCII.

use std::borrow::Cow;

/// The zeros of scripts whose nine other digits follow: Arabic, Persian, Devanagari, Bengali, Thai, and those of full width.
const ZEROS: &[char] = &['٠', '۰', '०', '০', '๐', '０'];

/// A text with its digits as ASCII has them, without marks of direction, and with plain blanks and slashes.
pub(crate) fn latin(text: &str) -> Cow<'_, str> {
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
        ] {
            assert_eq!(latin(text), expected);
        }
    }
}
