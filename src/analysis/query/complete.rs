//! What could be meant by what is being typed: keys, and the values that the document has, the most frequent
//! first.

use std::ops::Range;

use super::column::Value;
use super::fold::{fold, forms};
use super::lex::{self, Kind};
use super::prepare::Matcher;
use super::term::{Asks, HAS, IS, KEYS, Key, Word, name_of};

/// How many are offered at the most.
const MOST_OFFERS: usize = 20;

/// Something to put in the place of what is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the query that it replaces.
    pub replace: Range<usize>,
    /// What to put there. Ends with a colon where a value must follow.
    pub text: String,
    /// What it is, for people: "Iran · 14 events".
    pub detail: String,
}

/// What could stand where the cursor (a byte of the text) is: after a key and its colon its values, else keys,
/// and values with their key.
#[must_use]
pub fn complete(text: &str, cursor: usize, matcher: &Matcher) -> Vec<Completion> {
    let cursor = text.floor_char_boundary(cursor);
    let tokens = lex::tokens(text);
    let touched = tokens.iter().rev().find(|token| {
        let inside = token.at.start < cursor && cursor <= token.at.end;
        inside && !matches!(token.kind, Kind::Open | Kind::Close | Kind::Minus)
    });
    let Some(token) = touched else {
        // After a closed parenthesis or before a word there is nothing to go on with but a new condition.
        return keys("", cursor..cursor);
    };
    match &token.kind {
        Kind::Term { key: Some(key), value } if cursor >= value.at.start => {
            let typed = text[value.at.start..cursor].trim_start_matches(lex::is_quote);
            let lower = key.to_ascii_lowercase();
            let key = KEYS.iter().find(|key| key.name == lower);
            key.map(|key| values(key, typed, &value.at, matcher)).unwrap_or_default()
        }
        Kind::Term { key: Some(_), value } => {
            keys(&text[token.at.start..cursor], token.at.start..value.at.start)
        }
        Kind::Term { value, .. } if value.quoted => {
            let typed = text[token.at.start..cursor].trim_start_matches(lex::is_quote);
            anything(typed, &token.at, matcher, MOST_OFFERS)
        }
        _ => {
            let typed = &text[token.at.start..cursor];
            let mut all = keys(typed, token.at.clone());
            all.extend(anything(typed, &token.at, matcher, MOST_OFFERS - all.len()));
            all
        }
    }
}

/// The keys that begin with what is typed.
fn keys(typed: &str, replace: Range<usize>) -> Vec<Completion> {
    let typed = typed.to_lowercase();
    let matching = KEYS.iter().filter(|key| key.name.starts_with(&typed));
    let offer = |key: &Key| Completion {
        replace: replace.clone(),
        text: format!("{}:", key.name),
        detail: key.finds.to_owned(),
    };
    matching.map(offer).collect()
}

/// The values of one key.
fn values(key: &Key, typed: &str, replace: &Range<usize>, matcher: &Matcher) -> Vec<Completion> {
    let offer = |text: String, detail: String| Completion { replace: replace.clone(), text, detail };
    if let Some(column) = matcher.column(key.asks) {
        let found = frequent(&column.values, typed, MOST_OFFERS);
        return found.into_iter().map(|v| offer(value_text(key.asks, v), detail(v))).collect();
    }
    let folded = fold(typed);
    let words = |words: &[Word]| {
        let begun = words.iter().filter(|word| word.name.starts_with(&folded));
        begun.map(|word| offer(word.name.to_owned(), word.finds.to_owned())).collect()
    };
    match key.asks {
        Asks::Has => words(HAS),
        Asks::Is => words(IS),
        Asks::Importance => {
            let levels =
                ["5", ">=4", "4", "3", "2", "1", "<=2"].iter().filter(|level| level.starts_with(typed));
            levels.map(|level| offer((*level).to_owned(), String::new())).collect()
        }
        Asks::Date | Asks::After | Asks::Before => {
            years(typed, matcher).into_iter().map(|(year, count)| offer(year, events(count))).collect()
        }
        _ => Vec::new(),
    }
}

/// Values of any key, each with its key, by how often they stand in events.
fn anything(typed: &str, replace: &Range<usize>, matcher: &Matcher, most: usize) -> Vec<Completion> {
    if fold(typed).is_empty() {
        return Vec::new();
    }
    let kinds = [Asks::Country, Asks::Tag, Asks::Person, Asks::Place];
    let mut found: Vec<(Asks, &Value)> = Vec::new();
    for asks in kinds {
        let Some(column) = matcher.column(asks) else { continue };
        found.extend(frequent(&column.values, typed, most).into_iter().map(|value| (asks, value)));
    }
    found.sort_by_key(|(_, value)| std::cmp::Reverse(value.count));
    found.truncate(most);
    let offer = |(asks, value): (Asks, &Value)| Completion {
        replace: replace.clone(),
        text: format!("{}:{}", name_of(asks), value_text(asks, value)),
        detail: detail(value),
    };
    found.into_iter().map(offer).collect()
}

/// The values of which a word begins with what is typed, the most frequent first.
fn frequent<'a>(values: &'a [Value], typed: &str, most: usize) -> Vec<&'a Value> {
    let beginnings = forms(typed);
    let begun = |value: &&Value| beginnings.is_empty() || value.has_word_with(&beginnings);
    let mut found: Vec<&Value> = values.iter().filter(begun).collect();
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    found.truncate(most);
    found
}

/// The years in which events begin, the fullest first.
fn years(typed: &str, matcher: &Matcher) -> Vec<(String, u32)> {
    let written = |year: i32| if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") };
    let all = matcher.years.iter().map(|(year, count)| (written(*year), *count));
    let mut years: Vec<(String, u32)> = all.filter(|(year, _)| year.starts_with(typed)).collect();
    years.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    years.truncate(MOST_OFFERS);
    years
}

fn value_text(asks: Asks, value: &Value) -> String {
    let key = name_of(asks);
    lex::written(Some(key), &value.text).split_off(key.len() + 1)
}

fn detail(value: &Value) -> String {
    let count = events(value.count);
    if value.detail.is_empty() || value.detail == value.text {
        count
    } else {
        format!("{} · {count}", value.detail)
    }
}

fn events(count: u32) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{count} events") }
}
