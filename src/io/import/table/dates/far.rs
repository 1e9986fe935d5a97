//! Years of more than four digits, as geology and prehistory write them: `-65000000`, `Y-65000000`, "12000 BC", "66 million
//! years ago". They become EDTF of level 1, `Y-65000000`, for whatever can read that; where nothing can, this tells why.

/// The present from which "years ago" is counted by convention ("before present").
const PRESENT: f64 = 1950.0;

/// The year in EDTF, `Y` and five digits or more; `None` where a text is no such year.
#[must_use]
pub(in crate::io::import) fn edtf(text: &str) -> Option<String> {
    let text = text.trim();
    let year = signed(text).or_else(|| before_christ(text)).or_else(|| ago(text))?;
    (year.abs() > 9999).then(|| format!("Y{year}"))
}

/// `-65000000`, `+12024`, `Y-65000000`, and with a month and more behind it: `-65000000-01-01T00:00:00Z`.
fn signed(text: &str) -> Option<i64> {
    let long = text.strip_prefix('Y');
    let rest = long.unwrap_or(text);
    let (sign, digits) = match rest.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => (-1, digits),
        None => (1, rest.strip_prefix('+').or(long)?),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let behind = digits[end..].chars().next();
    let well = (5..=12).contains(&end) && matches!(behind, None | Some('-' | '/' | '.' | '?' | '~' | ' '));
    if well { digits[..end].parse::<i64>().ok().map(|year| sign * year) } else { None }
}

/// "12000 BC", "12,000 BCE", "10000 v. Chr.".
fn before_christ(text: &str) -> Option<i64> {
    let lower = text.to_lowercase();
    let eras = [" bce", " bc", " b.c.", " b.c.e.", " v. chr.", " v.chr.", " av. j.-c.", " a.c.", " до н.э."];
    let bare = eras.iter().find_map(|era| lower.strip_suffix(era))?;
    whole(bare).map(|year| 1 - year)
}

/// "66 million years ago", "66 Ma", "4.6 bya", "12000 BP".
fn ago(text: &str) -> Option<i64> {
    let lower = text.to_lowercase();
    let end = lower.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))).unwrap_or(0);
    let (number, unit) = lower.split_at(end);
    let times = match unit.trim() {
        "million years ago" | "mya" | "ma" | "myr" => 1e6,
        "billion years ago" | "bya" | "ga" => 1e9,
        "thousand years ago" | "kya" | "ka" => 1e3,
        "years ago" | "bp" | "years bp" | "cal bp" => 1.0,
        _ => return None,
    };
    let number: f64 = number.trim().replace(',', "").parse().ok()?;
    #[allow(clippy::cast_possible_truncation)] // at most some billions
    (number > 0.0 && number * times < 1e11).then(|| (PRESENT - number * times).round() as i64)
}

fn whole(text: &str) -> Option<i64> {
    let digits: String = text.trim().chars().filter(|c| !matches!(c, ',' | ' ' | '\'')).collect();
    let plain = (1..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::edtf;

    #[test]
    fn years_beyond_four_digits() {
        for (text, year) in [
            ("-65000000", "Y-65000000"),
            ("Y-65000000", "Y-65000000"),
            ("-65000000-01-01T00:00:00Z", "Y-65000000"),
            ("+12024-01-01", "Y12024"),
            ("12000 BC", "Y-11999"),
            ("12,000 BCE", "Y-11999"),
            ("66 million years ago", "Y-65998050"),
            ("66 Ma", "Y-65998050"),
            ("14000 BP", "Y-12050"),
        ] {
            assert_eq!(edtf(text).as_deref(), Some(year), "{text}");
        }
        for text in ["20241014", "12345", "-0044", "2024", "44 BC", "66 years ago", "5 km", "", "Y", "-12x45"]
        {
            assert_eq!(edtf(text), None, "{text}");
        }
    }
}
