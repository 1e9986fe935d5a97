//! A span that stands in one cell: with a dash or a word between its ends, and with what both ends share written once, as
//! in "5–7 October 2024", "October 5-7, 2024", "28 September – 2 October 2024" and "1922–23".

use std::borrow::Cow;

use super::civil::is_year;
use super::months::month_number;

/// Words and signs that stand between two ends, the surest first.
const BETWEEN: &[&str] = &[
    " – ",
    " — ",
    " → ",
    " -> ",
    " - ",
    " to ",
    " until ",
    " bis ",
    " through ",
    " thru ",
    " hasta ",
    "–",
    "—",
];

/// Words before the first end that have another between the two: "from … to", "vom … bis", "dal … al".
#[rustfmt::skip]
const FROM: &[(&str, &str)] = &[
    ("from ", " to "), ("between ", " and "), ("vom ", " bis "), ("von ", " bis "), ("du ", " au "), ("dal ", " al "),
    ("del ", " al "), ("desde ", " hasta "), ("de ", " a "), ("с ", " по "), ("со ", " по "), ("van ", " tot "), ("من ", " إلى "),
    ("از ", " تا "),
];

/// The two ends of a span, each written out; else the whole.
pub(crate) fn ends(text: &str) -> Vec<Cow<'_, str>> {
    // Each of them has a blank or is beyond ASCII; most dates have neither, and a table has a million of them.
    let could = !text.is_ascii() || text.contains(' ');
    let from = || {
        let (from, to) = FROM.iter().find(|(from, to)| starts(text, from) && text.contains(to))?;
        text[from.len()..].split_once(to)
    };
    let between = || from().or_else(|| BETWEEN.iter().find_map(|between| text.split_once(between)));
    let between = could.then(between).flatten();
    let cut = between.or_else(|| at_hyphen(text));
    let Some((begin, end)) = cut else { return vec![Cow::Borrowed(text)] };
    let (begin, end) = (begin.trim(), end.trim());
    if begin.is_empty() || end.is_empty() {
        return vec![Cow::Borrowed(text)];
    }
    shared(begin, end).unwrap_or_else(|| vec![Cow::Borrowed(begin), Cow::Borrowed(end)])
}

/// Whether a text begins with a word, in small letters or capitals.
fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.to_lowercase() == *word)
}

/// "5-7 October 2024" and "October 5-7, 2024": a hyphen between two short numbers, beside a month in words.
fn at_hyphen(text: &str) -> Option<(&str, &str)> {
    let at = text.find('-').filter(|at| text[at + 1..].find('-').is_none())?;
    let (begin, end) = (&text[..at], &text[at + 1..]);
    let ends_short =
        begin.ends_with(|c: char| c.is_ascii_digit()) && end.starts_with(|c: char| c.is_ascii_digit());
    let in_words =
        text.split(|c: char| !c.is_alphanumeric()).any(|word| word.len() > 2 && month_number(word).is_some());
    // "Oct. 30-Nov. 2, 2024": a month in words on both sides.
    let month = |text: &str| {
        text.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 2 && month_number(word).is_some())
    };
    if month(begin) && month(end) && begin.chars().any(|c| c.is_ascii_digit()) {
        return Some((begin, end));
    }
    let is_years =
        is_year(last_word(begin)) && (is_year(end) || end.len() == 2) && begin.len() > 4 && !in_words;
    ((ends_short && in_words && text.contains(' ')) || is_years || years(begin, end)).then_some((begin, end))
}

/// "1990-1995".
fn years(begin: &str, end: &str) -> bool {
    is_year(begin) && (is_year(end) || (end.len() == 2 && end.parse::<u8>().is_ok_and(|short| short > 41)))
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or(text)
}

/// Writes out what the ends share.
fn shared<'t>(begin: &'t str, end: &'t str) -> Option<Vec<Cow<'t, str>>> {
    let words = |text: &str| -> Vec<String> {
        text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (first, last) = (words(begin), words(end));
    let month =
        |word: &String| word.chars().count() > 2 && month_number(word.trim_end_matches('.')).is_some();
    let day = |word: &String| {
        word.bytes().take_while(u8::is_ascii_digit).count()
            == word.trim_end_matches(char::is_alphabetic).len()
            && word.len() <= 4
            && word.starts_with(|c: char| c.is_ascii_digit())
            && !is_year(word)
    };
    let year = |word: &String| is_year(word);
    let two = |a: String, b: &str| Some(vec![Cow::Owned(a), Cow::Owned(b.to_owned())]);
    match (&first[..], &last[..]) {
        // 1922–23, c. 1930–35.
        ([.., y], [short]) if year(y) && short.len() == 2 && short.parse::<u8>().is_ok() => Some(vec![
            Cow::Owned(begin.to_owned()),
            Cow::Owned(format!("{}{}{short}", before(begin, y), &y[..2])),
        ]),
        // c. 1930 – 1935: "about" stands before both.
        ([about, y], [z]) if year(y) && year(z) && !month(about) && !day(about) => {
            two(begin.to_owned(), &format!("{about} {z}"))
        }
        // 5–7 October 2024.
        ([d], [e, m, y]) if day(d) && day(e) && month(m) && year(y) => two(format!("{d} {m} {y}"), end),
        // 28 September – 2 October 2024.
        ([d, m], [e, n, y]) if day(d) && month(m) && day(e) && month(n) && year(y) => {
            two(format!("{d} {m} {y}"), end)
        }
        // October 5–7, 2024.
        ([m, d], [e, y]) if month(m) && day(d) && day(e) && year(y) => {
            two(format!("{m} {d} {y}"), &format!("{m} {e} {y}"))
        }
        // June 9 – July 23, 2014.
        ([m, d], [n, e, y]) if month(m) && day(d) && month(n) && day(e) && year(y) => {
            two(format!("{m} {d} {y}"), end)
        }
        // September – October 2024.
        ([m], [n, y]) if month(m) && month(n) && year(y) => two(format!("{m} {y}"), end),
        _ => None,
    }
}

/// What stands before the last word, with its blank.
fn before<'t>(text: &'t str, last: &str) -> &'t str {
    text.strip_suffix(last).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn ends_are_written_out() {
        for (text, expected) in [
            ("5-7 October 2024", "5 October 2024|7 October 2024"),
            ("5–7 October 2024", "5 October 2024|7 October 2024"),
            ("October 5-7, 2024", "October 5 2024|October 7 2024"),
            ("28 September - 2 October 2024", "28 September 2024|2 October 2024"),
            ("June 9th - June 23rd, 2014", "June 9th 2014|June 23rd, 2014"),
            ("1922–23", "1922|1923"),
            ("c. 1930–35", "c. 1930|c. 1935"),
            ("1976-77", "1976|1977"),
            ("11 Nov 2024 – 22 Nov 2024", "11 Nov 2024|22 Nov 2024"),
            ("2024-10-14", "2024-10-14"),
            ("14-Oct-2024", "14-Oct-2024"),
            ("2024-10", "2024-10"),
            ("September to October 2024", "September 2024|October 2024"),
            ("dal 3 al 5 maggio 2024", "3 maggio 2024|5 maggio 2024"),
            ("From 28 September to 2 October 2024", "28 September 2024|2 October 2024"),
            ("с 5 по 7 октября 2024", "5 октября 2024|7 октября 2024"),
            ("Oct. 30-Nov. 2, 2024", "Oct. 30 2024|Nov. 2, 2024"),
        ] {
            assert_eq!(ends(text).join("|"), expected, "{text}");
        }
    }
}
