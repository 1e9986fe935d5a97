//! Countries by code, name and usual alias, in a table of our own, so that "Iran", "IR" and "Türkiye" each find
//! their lane and "Azerbajan" is told what it should have been.
//!
//! Names are compared folded: lower case, no diacritics, no punctuation, no spaces, no leading "the". So one
//! alias serves "Côte d'Ivoire", "COTE D’IVOIRE" and "Cote dIvoire", and no two entries may share a folded name.

mod prominence;
mod table;
mod weekend;

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use weekend::weekend;

/// A country or an actor that analysts treat as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// The lane id: ISO 3166-1 alpha-2, or the usual abbreviation of what has none ("EU", "NATO").
    pub code: &'static str,
    /// ISO 3166-1 alpha-3, empty where there is none.
    pub alpha3: &'static str,
    /// The usual short English name.
    pub name: &'static str,
    /// Other names and former spellings.
    pub aliases: &'static [&'static str],
    /// The first and last year it existed, for states that are gone.
    pub years: Option<(i32, i32)>,
}

impl Country {
    /// Its code in two lengths, its name and its aliases.
    fn all_names(&self) -> impl Iterator<Item = &'static str> {
        let codes = [self.code, self.alpha3, self.name].into_iter().filter(|text| !text.is_empty());
        codes.chain(self.aliases.iter().copied())
    }
}

/// Every country and actor in the table: those of ISO 3166-1 by code, then the others.
#[must_use]
pub fn all() -> &'static [Country] {
    table::TABLE
}

/// A text of more bytes names no country, and is not looked into: several times the longest name of the table.
const MOST_NAME_BYTES: usize = 1000;

/// The country that a text names, by code (either length), name or alias, without regard to case, diacritics,
/// punctuation or a leading "the". The parts of "Iran, Islamic Republic of" and "Iran (Islamic Republic of)" may
/// stand in either order.
#[must_use]
pub fn find(text: &str) -> Option<&'static Country> {
    let text = text.trim();
    let index = index();
    // As files mostly write it; called once for every event, so this way does not allocate.
    if let Some(country) = index.exact.get(text) {
        return Some(country);
    }
    if text.len() > MOST_NAME_BYTES {
        return None;
    }
    let folded = |text: &str| index.folded.get(fold(text).as_str()).copied();
    folded(text).or_else(|| folded(&inverted(text)?))
}

/// The name of the country with this code.
#[must_use]
pub fn name_of(code: &str) -> Option<&'static str> {
    find(code).map(|country| country.name)
}

/// The country whose name or alias is nearest to a text that names none, where one is near enough to be meant:
/// one slip (a letter wrong, missing, added, or two swapped) in up to seven letters, two in more, and none in
/// less than four. Codes and abbreviations are never near: "NKR" is no slip of "NPR". Where two
/// countries are equally near there is no telling, and none is returned.
///
/// Measures against every name of the table: ask once for a text, not once for each event that has it.
#[must_use]
pub fn nearest(text: &str) -> Option<&'static Country> {
    if text.len() > MOST_NAME_BYTES {
        return None;
    }
    let text = fold(text);
    let mut best: Option<(usize, &'static Country)> = None;
    let mut tied = false;
    for (name, country) in &index().names {
        let allowed = slips_allowed(&text).min(slips_allowed(name));
        if !worth_measuring(&text, name, allowed) {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&text, name);
        match best {
            _ if distance > allowed => {}
            Some((least, other)) if distance == least => tied |= other.code != country.code,
            Some((least, _)) if distance > least => {}
            _ => (best, tied) = (Some((distance, *country)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, country)| country)
}

/// How many slips a folded name of this length may have and still be recognised.
fn slips_allowed(folded: &str) -> usize {
    match folded.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Whether two folded names could be near at all. People rarely mistake the first letter of a short name, and
/// without this "Siberia" would be Liberia.
fn worth_measuring(text: &str, name: &str, allowed: usize) -> bool {
    if allowed == 0 || text.chars().count().abs_diff(name.chars().count()) > allowed {
        return false;
    }
    let first_two = |s: &str| (s.chars().next(), s.chars().nth(1));
    let ((a, b), (c, d)) = (first_two(text), first_two(name));
    allowed > 1 || a == c || (a == d && b == c)
}

/// The table by text.
struct Index {
    /// As the table writes it.
    exact: HashMap<&'static str, &'static Country>,
    /// Folded.
    folded: HashMap<String, &'static Country>,
    /// Folded names and aliases that are words, not codes: what a slip can be measured against.
    names: Vec<(String, &'static Country)>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index { exact: HashMap::new(), folded: HashMap::new(), names: Vec::new() };
        for country in all() {
            for text in country.all_names() {
                index.exact.insert(text, country);
                index.folded.insert(fold(text), country);
                if text.chars().any(char::is_lowercase) {
                    index.names.push((fold(text), country));
                }
            }
        }
        index
    })
}

/// "Iran, Islamic Republic of" and "Iran (Islamic Republic of)" the other way round. Only names are written so:
/// a head of less than three letters is none.
fn inverted(text: &str) -> Option<String> {
    let (head, tail) = text.split_once(" (").or_else(|| text.split_once(','))?;
    (head.chars().count() > 2).then(|| format!("{} {head}", tail.trim_end_matches(')')))
}

/// A name as names are compared: a lane's declared name is found as a country's is. `None` where it is too long for one.
#[must_use]
pub(crate) fn folded(name: &str) -> Option<String> {
    (name.len() <= MOST_NAME_BYTES).then(|| fold(name)).filter(|folded| !folded.is_empty())
}

/// A name without what people write differently: case, diacritics, punctuation, spaces, a leading "the", "&" for
/// "and" and "St." for "Saint".
fn fold(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars().flat_map(char::to_lowercase).nfkd().filter(|c| !is_combining_mark(*c)) {
        let plain = match c {
            '&' => " and ",
            // Apostrophes and full stops stand within a word: "d'Ivoire", "U.S.".
            '\'' | '’' | 'ʼ' | '`' | '.' => "",
            'ø' => "o",
            'ł' => "l",
            'đ' | 'ð' => "d",
            'ı' => "i",
            'ə' => "e",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            c if c.is_alphanumeric() => {
                push(&mut words, c);
                continue;
            }
            _ => " ",
        };
        plain.chars().for_each(|c| push(&mut words, c));
    }
    words.retain(|word| !word.is_empty());
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    if words.len() > 1 && words[0] == "st" {
        "saint".clone_into(&mut words[0]);
    }
    words.concat()
}

/// Adds a letter to the last word; a space begins another.
fn push(words: &mut Vec<String>, c: char) {
    match words.last_mut() {
        Some(word) if c != ' ' => word.push(c),
        _ => words.push(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        for (text, folded) in [
            ("Türkiye", "turkiye"),
            ("TÜRKİYE", "turkiye"),
            ("Côte d'Ivoire", "cotedivoire"),
            ("  The  Gambia ", "gambia"),
            ("the", "the"),
            ("St. Kitts & Nevis", "saintkittsandnevis"),
            ("ST", "st"),
            ("U.S.A.", "usa"),
            ("Azərbaycan", "azerbaycan"),
            ("Россия", "россия"),
            ("...", ""),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn no_name_is_too_long_to_be_found() {
        let longest = all().iter().flat_map(Country::all_names).map(str::len).max().unwrap();
        assert!(4 * longest < MOST_NAME_BYTES, "{longest}");
        assert!(find(&"Iran ".repeat(300)).is_none() && nearest(&"Iran ".repeat(300)).is_none());
    }

    /// A name that two entries claim would go to whichever stands later in the table.
    #[test]
    fn no_two_entries_claim_the_same_name() {
        let mut claimed: HashMap<String, &str> = HashMap::new();
        for country in all() {
            for text in country.all_names() {
                let folded = fold(text);
                assert!(!folded.is_empty(), "{text}");
                let other = claimed.insert(folded, country.code);
                assert!(
                    other.is_none_or(|code| code == country.code),
                    "{text}: {other:?} and {}",
                    country.code
                );
            }
        }
    }
}
