//! Times of day as people and programs write them, read into the clock of EDTF: two digits each, 24 hours, no fractions.

use super::signs::latin;

/// A time of day as EDTF has it, with its offset where one is written: "8:30 pm", "08:30:12.45Z", "0830", "8pm", "24:00".
#[must_use]
pub(in crate::io::import) fn clock(text: &str) -> Option<String> {
    let text = &*latin(text.trim());
    let text = text.strip_suffix("Uhr").or_else(|| text.strip_suffix("uhr")).map_or(text, str::trim_end);
    if text.eq_ignore_ascii_case("noon") || text.eq_ignore_ascii_case("midday") {
        return Some("12:00".to_owned());
    }
    if let Some((afternoon, rest)) = half_before(text) {
        return clock(&format!("{rest} {}", if afternoon { "pm" } else { "am" }));
    }
    let (hour, rest) = number(text)?;
    let digits = text.len() - rest.len();
    // A full stop between hour and minute is one where "pm" says that it is a time of day.
    let stop = rest
        .strip_prefix('.')
        .filter(|rest| rest.get(2..).is_some_and(|rest| half(rest.trim_start()).is_some()));
    let colon = rest.strip_prefix([':', 'h', 'H']).or(stop).filter(|_| digits < 3);
    let (hour, minute, second, rest) = match colon {
        Some(rest) => colons(hour, rest)?,
        None => packed(text, hour, rest)?,
    };
    let (hour, rest) = half_of_day(hour, rest.trim_start());
    if hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let second = if second == 0 { String::new() } else { format!(":{:02}", second.min(59)) };
    Some(format!("{hour:02}:{minute:02}{second}{}", zone(rest)?))
}

/// As [`clock`], where a full stop may stand between hour and minute, as in half of Europe: "9.30". Elsewhere that is a number.
#[must_use]
pub(in crate::io::import) fn dotted(text: &str) -> Option<String> {
    let (hour, minute) = text.trim().split_once('.')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let plain = (1..=2).contains(&hour.len()) && minute.len() == 2 && digits(hour) && digits(minute);
    if plain { clock(&format!("{hour}:{minute}")) } else { None }
}

/// Whether a clock is the midnight at which a day begins or ends.
#[must_use]
pub(crate) fn is_midnight(clock: &str) -> bool {
    let bare = clock.get(..5).unwrap_or_default();
    let rest = clock.get(5..).unwrap_or_default();
    (bare == "00:00" || bare == "24:00") && !rest.strip_prefix(":00").unwrap_or(rest).starts_with(':')
}

/// Whether a time has a fraction of a second, other than zeros.
#[must_use]
pub(crate) fn has_fraction(text: &str) -> bool {
    // Behind the seconds, and before an offset that has a colon of its own.
    text.match_indices(['.', ',']).any(|(at, _)| {
        let seconds = text[..at].rfind(':').is_some_and(|colon| at - colon == 3);
        let mut fraction = text[at + 1..].bytes().take_while(u8::is_ascii_digit);
        seconds && fraction.any(|digit| digit != b'0')
    })
}

/// The digits at the beginning of a text as a number, and what follows them.
fn number(text: &str) -> Option<(u32, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(len);
    Some((digits.parse().ok()?, rest))
}

/// What follows the hour in `08:30:12.45`.
fn colons(hour: u32, rest: &str) -> Option<(u32, u32, u32, &str)> {
    if rest.is_empty() {
        return Some((hour, 0, 0, rest));
    }
    let (minute, mut rest) = two(rest)?;
    let mut second = 0;
    if let Some(after) = rest.strip_prefix(':') {
        (second, rest) = two(after)?;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    Some((hour, minute, second, rest))
}

fn two(text: &str) -> Option<(u32, &str)> {
    let digits = text.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((digits.parse().ok()?, &text[2..]))
}

/// `0830`, `083012`, `1912:34` without a colon after the hour, and "8 pm".
fn packed<'t>(text: &str, hour: u32, rest: &'t str) -> Option<(u32, u32, u32, &'t str)> {
    let digits = text.len() - rest.len();
    match digits {
        4 => {
            let seconds = rest.strip_prefix(':').map(two);
            let (second, rest) = match seconds {
                Some(found) => found?,
                None => (0, rest),
            };
            Some((hour / 100, hour % 100, second, rest))
        }
        6 => Some((hour / 10_000, hour / 100 % 100, hour % 100, rest)),
        1 | 2 if half(rest.trim_start()).is_some() => Some((hour, 0, 0, rest)),
        _ => None,
    }
}

/// Whether a text begins with am or pm, and what follows.
fn half(text: &str) -> Option<(bool, &str)> {
    let lower = text.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let marks = [
        ("a.m.", false),
        ("p.m.", true),
        ("a. m.", false),
        ("p. m.", true),
        ("am", false),
        ("pm", true),
        ("a.m", false),
        ("p.m", true),
        ("öö", false),
        ("ös", true),
        ("π.μ.", false),
        ("μ.μ.", true),
        ("vorm.", false),
        ("nachm.", true),
        ("ق.ظ", false),
        ("ب.ظ", true),
        ("ص", false),
        ("م", true),
    ];
    let (mark, afternoon) = marks.into_iter().find(|(mark, _)| lower.starts_with(mark))?;
    // In other letters a mark has another length than its small form: it is counted in letters.
    let behind = text.char_indices().nth(mark.chars().count()).map_or(text.len(), |(at, _)| at);
    Some((afternoon, text[behind..].trim_start()))
}

/// The half of the day where it stands before the hour, as in Chinese, Japanese and Korean.
fn half_before(text: &str) -> Option<(bool, &str)> {
    let marks =
        [("上午", false), ("下午", true), ("午前", false), ("午後", true), ("오전", false), ("오후", true)];
    let found = marks.iter().find_map(|(mark, afternoon)| Some((*afternoon, text.strip_prefix(mark)?)));
    found.map(|(afternoon, rest)| (afternoon, rest.trim())).filter(|(_, rest)| !rest.is_empty())
}

fn half_of_day(hour: u32, rest: &str) -> (u32, &str) {
    match half(rest) {
        Some((afternoon, rest)) if (1..=12).contains(&hour) => {
            (hour % 12 + if afternoon { 12 } else { 0 }, rest)
        }
        _ => (hour, rest),
    }
}

/// Zones by their letters, where these mean one thing the world over. CST, IST, BST and AST don't.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("MDT", "-06:00"),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
    ("WET", "Z"),
    ("CET", "+01:00"),
    ("CEST", "+02:00"),
    ("MEZ", "+01:00"),
    ("MESZ", "+02:00"),
    ("EET", "+02:00"),
    ("EEST", "+03:00"),
    ("MSK", "+03:00"),
    ("JST", "+09:00"),
    ("KST", "+09:00"),
    ("AEST", "+10:00"),
    ("AEDT", "+11:00"),
];

/// An offset as EDTF has it.
fn zone(text: &str) -> Option<String> {
    match text {
        "" => return Some(String::new()),
        "Z" | "z" | "UTC" | "GMT" | "UT" => return Some("Z".to_owned()),
        _ if text.starts_with('[') => return Some(text.to_owned()),
        _ => {
            if let Some((_, offset)) = ABBREVIATIONS.iter().find(|(short, _)| *short == text) {
                return Some((*offset).to_owned());
            }
        }
    }
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes) = match digits.len() {
        // "UTC+4" and "UTC+3:30", too.
        1 if plain => (&*format!("0{digits}"), "00"),
        2 if plain => (digits.as_str(), "00"),
        3 if plain => (&*format!("0{}", &digits[..1]), &digits[1..]),
        4 if plain => digits.split_at(2),
        _ => return None,
    };
    Some(if hours == "00" && minutes == "00" { "Z".to_owned() } else { format!("{sign}{hours}:{minutes}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_write_them() {
        for (text, expected) in [
            ("8:30", "08:30"),
            ("08:30:12", "08:30:12"),
            ("08:30:12.4505228Z", "08:30:12Z"),
            ("8:30 PM", "20:30"),
            ("08:30:00 p. m.", "20:30"),
            ("8:30\u{a0}a.\u{a0}m.", "08:30"),
            ("8:30 ÖS", "20:30"),
            ("8:30 μ.μ.", "20:30"),
            ("٨:٣٠ م", "20:30"),
            ("下午 8:30", "20:30"),
            ("오전 08:30", "08:30"),
            ("上午12:05", "00:05"),
            ("12:05 a.m.", "00:05"),
            ("8pm", "20:00"),
            ("8.30 pm", "20:30"),
            ("20:30 Uhr", "20:30"),
            ("٠٨:٣٠", "08:30"),
            ("noon", "12:00"),
            ("0830", "08:30"),
            ("083012", "08:30:12"),
            ("1912:34", "19:12:34"),
            ("8h30", "08:30"),
            ("24:00", "24:00"),
            ("08:30 +0400", "08:30+04:00"),
            ("08:30 UTC", "08:30Z"),
            ("08:30 UTC+3:30", "08:30+03:30"),
            ("08:30 GMT-4", "08:30-04:00"),
            ("8:30 PM EST", "20:30-05:00"),
            ("08:30 MESZ", "08:30+02:00"),
        ] {
            assert_eq!(clock(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "8", "08:30 CST", "25:00", "08:61", "8:3", "soon", "30.5", "58 days", "12345"] {
            assert_eq!(clock(text), None, "{text}");
        }
        assert!(
            is_midnight("00:00")
                && is_midnight("00:00Z")
                && is_midnight("00:00:00[Europe/Berlin]")
                && !is_midnight("00:00:01")
                && !is_midnight("08:30")
        );
        assert_eq!((dotted("9.30").as_deref(), dotted("9.75"), dotted("1.5")), (Some("09:30"), None, None));
        assert!(has_fraction("2024-10-14 08:30:12.4505228") && !has_fraction("08:30:12.000Z"));
    }
}
