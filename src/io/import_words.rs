//! The words by which a timeline file says how an import is read: those of the command line. Reading a file checks them,
//! and an import is read again by them.

use crate::io::import::encoding::Charset;
use crate::io::import::table::NO_QUOTE;

/// What an option can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::io) enum Allowed {
    /// Any text.
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// What stands between cells or around them.
    Sign,
    /// An encoding.
    Encoding,
    /// A whole number.
    Number,
}

/// The options by their names.
pub(in crate::io) const OPTIONS: [(&str, Allowed); 11] = [
    ("calendar", Allowed::OneOf(&["gregorian", "persian", "islamic", "hebrew", "julian", "buddhist"])),
    (
        "codes",
        Allowed::OneOf(&["iso", "iso-numeric", "fips", "cow", "cow-numeric", "cameo", "ioc", "vehicles"]),
    ),
    ("dates", Allowed::OneOf(&["day-first", "month-first", "year-first"])),
    ("encoding", Allowed::Encoding),
    ("header", Allowed::OneOf(&["yes", "no"])),
    ("lane", Allowed::Text),
    ("quote", Allowed::Sign),
    ("repeats", Allowed::Number),
    ("separator", Allowed::Sign),
    ("sheet", Allowed::Text),
    ("stamps", Allowed::OneOf(&["unix", "unix-ms", "unix-us", "excel", "excel-1904"])),
];

/// Signs that have a name.
const SIGNS: [(&str, u8); 5] =
    [("comma", b','), ("semicolon", b';'), ("tab", b'\t'), ("bar", b'|'), ("none", NO_QUOTE)];

/// The sign that a word names: comma, semicolon, tab, bar, none (of quotation marks), or itself.
pub(in crate::io) fn sign(word: &str) -> Option<u8> {
    let named = SIGNS.iter().find(|(name, _)| *name == word).map(|(_, sign)| *sign);
    named.or(match word.as_bytes() {
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() => Some(*byte),
        _ => None,
    })
}

/// The word for a sign.
pub(in crate::io) fn sign_word(sign: u8) -> String {
    let named = SIGNS.iter().find(|(_, other)| *other == sign);
    named.map_or_else(|| char::from(sign).to_string(), |(name, _)| (*name).to_owned())
}

impl Allowed {
    /// What is wrong with a value, as what may be written instead; `None` for nothing.
    pub(in crate::io) fn wrong(self, value: &str) -> Option<String> {
        let well = match self {
            Self::Text => true,
            Self::OneOf(words) => words.contains(&value),
            Self::Sign => sign(value).is_some(),
            Self::Encoding => Charset::named(value).is_some(),
            Self::Number => value.parse::<usize>().is_ok(),
        };
        (!well).then(|| match self {
            Self::OneOf(words) => format!("write one of {}", words.join(", ")),
            Self::Sign => "write comma, semicolon, tab, bar or the character".to_owned(),
            Self::Encoding => "write for example utf-8 or windows-1251".to_owned(),
            Self::Number => "write a whole number in quotes, like \"500\"".to_owned(),
            Self::Text => String::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::{Codes, DayOrder, Reckoning, Stamps};

    #[test]
    fn the_words_are_those_of_the_command_line() {
        let words = |name: &str| match OPTIONS.iter().find(|(own, _)| *own == name) {
            Some((_, Allowed::OneOf(words))) => words.to_vec(),
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(words("calendar"), Reckoning::ALL.map(Reckoning::keyword));
        assert_eq!(words("codes"), Codes::ALL.map(Codes::keyword));
        assert_eq!(words("stamps"), Stamps::ALL.map(Stamps::keyword));
        let orders = DayOrder::ALL.map(|order| format!("{}-first", order.name()));
        assert_eq!(words("dates"), orders);
        for sign_byte in [b',', b';', b'\t', b'|', b'~', NO_QUOTE] {
            assert_eq!(sign(&sign_word(sign_byte)), Some(sign_byte));
        }
    }
}
