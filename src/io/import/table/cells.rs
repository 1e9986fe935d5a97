//! Cells that hold several things, and dates that stand in several cells.

use super::dates;
use super::missing::is_missing;
use crate::model::EventDate;

/// A date in EDTF from year, month and day in cells of their own; `None` without a year. What is not known (0, 99, -9 and
/// other marks for nothing) makes the date coarser.
pub(in crate::io::import) fn from_parts([year, month, day]: [&str; 3]) -> Result<Option<String>, String> {
    let whole = |text: &str| {
        let text = &*dates::signs::latin(text.trim());
        let text = text.strip_suffix(".0").unwrap_or(text);
        if is_missing(text) { String::new() } else { text.to_owned() }
    };
    // Code books write 0, 99 or a negative number for what is not known.
    let unknown =
        |part: &str| part.is_empty() || part.parse::<i32>().is_ok_and(|number| number < 1 || number == 99);
    let (year, month, day) = (whole(year), whole(month), whole(day));
    if let Some(far) = dates::far_year(&year) {
        let read = EventDate::parse(&far).map(|_| Some(far));
        return read.map_err(|_| format!("years beyond ±9999 are not supported, and it says {year}"));
    }
    if year.is_empty() || year == "9999" {
        let rest = !unknown(&month) || !unknown(&day);
        return if rest && year.is_empty() { Err("no year".to_owned()) } else { Ok(None) };
    }
    if matches!(year.as_str(), "-6" | "-7" | "-8") && (unknown(&month) || unknown(&day)) {
        return Ok(None);
    }
    let number: i32 = year.parse().map_err(|_| format!("“{year}” is not a year"))?;
    let mut text = match number {
        0..=9999 => format!("{number:04}"),
        _ if number < 0 => dates::before_christ(number.saturating_neg())
            .ok_or_else(|| format!("years beyond ±9999 are not supported, and it says {year}"))?,
        _ => return Err(format!("years beyond ±9999 are not supported, and it says {year}")),
    };
    let (month, day) = match month_and_day(&month).filter(|_| day.is_empty()) {
        Some((month, day)) => (month.to_string(), day.to_string()),
        None => (month, day),
    };
    if !unknown(&month) {
        let month = dates::month_number(&month).ok_or_else(|| format!("“{month}” is not a month"))?;
        text.push_str(&format!("-{month:02}"));
        if !unknown(&day) {
            let day: u8 = day.parse().map_err(|_| format!("“{day}” is not a day"))?;
            text.push_str(&format!("-{day:02}"));
        }
    }
    Ok(Some(text))
}

/// A month and a day of it written as one number: 910 is 10 September.
pub(super) fn month_and_day(cell: &str) -> Option<(u32, u32)> {
    let number: u32 = cell.parse().ok().filter(|_| matches!(cell.len(), 3 | 4))?;
    let (month, day) = (number / 100, number % 100);
    ((1..=12).contains(&month) && (0..=31).contains(&day)).then_some((month, day))
}

/// The elements of a list: set off by semicolons or bars, or by commas where that is asked for. A backslash before
/// one of these makes it part of the text, as an export writes it. An address may hold semicolons.
pub(super) fn elements(cell: &str, commas: bool, addresses: bool) -> Vec<String> {
    if !cell.contains([';', '|', ',', '\\']) {
        // Most cells hold one thing or nothing.
        let one = cell.trim();
        return if one.is_empty() { Vec::new() } else { vec![one.to_owned()] };
    }
    let mut list = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let blank_follows = next.is_none_or(char::is_whitespace);
        match c {
            '\\' if matches!(next, Some(';' | '|' | ',' | '\\')) => {
                if let (Some(last), Some(c)) = (list.last_mut(), chars.next()) {
                    last.push(c);
                }
            }
            ';' | '|' if !addresses || blank_follows => list.push(String::new()),
            ',' if commas => list.push(String::new()),
            c => {
                if let Some(last) = list.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    list.iter().map(|element| element.trim().to_owned()).filter(|element| !element.is_empty()).collect()
}

/// A number as people write it: a decimal point or comma, thousands set off.
pub(super) fn number(cell: &str) -> Option<f64> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let (points, commas) = (plain.matches('.').count(), plain.matches(',').count());
    let text = match (points, commas) {
        (_, 0) if points > 1 => plain.replace('.', ""),
        (_, 0) => plain,
        (0, 1) => plain.replace(',', "."),
        (0, _) => plain.replace(',', ""),
        // The later of the two sets off the decimals.
        _ if plain.rfind('.') > plain.rfind(',') => plain.replace(',', ""),
        _ => plain.replace('.', "").replace(',', "."),
    };
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number, with a decimal point or comma, thousands set off, a sign before it or a percent sign after it.
pub(crate) fn is_number(cell: &str) -> bool {
    let cell = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '\u{a0}' | '\u{202f}' | ' ');
    cell.starts_with(|c: char| c.is_ascii_digit() || c == '.') && cell.chars().all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        assert_eq!(elements("a; b|c", false, false), ["a", "b", "c"]);
        assert_eq!(elements("a, b", true, false), ["a", "b"]);
        assert_eq!(elements("Smith, John", false, false), ["Smith, John"]);
        assert_eq!(elements("a\\; b; c\\\\d", false, false), ["a; b", "c\\d"]);
        assert_eq!(elements("https://x.org/a;b?c|d; y", false, true), ["https://x.org/a;b?c|d", "y"]);
        assert_eq!(elements(" ; ;", false, false), Vec::<String>::new());
    }

    #[test]
    fn parts_of_dates() {
        let parts = |y, m, d| from_parts([y, m, d]);
        assert_eq!(parts("2024", "10", "14"), Ok(Some("2024-10-14".to_owned())));
        assert_eq!(parts("2024", "Oct", ""), Ok(Some("2024-10".to_owned())));
        assert_eq!(parts("476", "", ""), Ok(Some("0476".to_owned())));
        assert_eq!(parts("-44", "3", "15"), Ok(Some("-0043-03-15".to_owned())));
        assert_eq!(parts("1965", "910", ""), Ok(Some("1965-09-10".to_owned())));
        assert_eq!(parts("1965", "1100", ""), Ok(Some("1965-11".to_owned())));
        assert_eq!(parts("", "", ""), Ok(None));
        assert!(parts("", "10", "").is_err());
        assert!(parts("2024", "13", "").is_err());
        assert!(parts("-2147483648", "", "").is_err());
    }
}
