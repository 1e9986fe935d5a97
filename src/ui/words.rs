//! How days, lanes and what events share are called, wherever the window tells of them.

use super::PanelContext;
use crate::analysis::Coincidence;
use crate::model::{LaneId, brief_to, grouped};
use crate::paint::isolated;

/// "Monday 14 October 2024", or the range of days.
#[must_use]
pub fn day_text(coincidence: &Coincidence) -> String {
    let (day, end) = (coincidence.day, coincidence.end);
    if day == end {
        format!("{} {}", day.weekday().name(), day.long())
    } else {
        format!("{} – {}", day.medium(), end.medium())
    }
}

/// The name of a lane, or its id where the document has no such lane.
#[must_use]
pub fn lane_name<'a>(shown: &PanelContext<'a>, id: &'a LaneId) -> &'a str {
    shown.document.lane(id).map_or(id.as_str(), |lane| &lane.name)
}

/// "Iran and Israel", in the order of the lanes: those of a coincidence, whatever lanes are.
#[must_use]
pub fn lane_names(shown: &PanelContext<'_>, ids: &[LaneId]) -> String {
    let name = |id: &LaneId| isolated(&brief_to(shown.lanes.name(id), MOST_NAME_BYTES)).into_owned();
    if ids.len() > MOST_SORTED {
        return some_of(ids.len(), ids.iter().map(name));
    }
    let mut ids: Vec<&LaneId> = ids.iter().collect();
    ids.sort_by_cached_key(|id| shown.lanes.position(id));
    some_of(ids.len(), ids.into_iter().map(name))
}

/// At most so many names stand in a sentence; the others are counted.
const MOST_NAMES: usize = 24;

/// More lanes than this are told as they come: which of them are first nobody asks.
const MOST_SORTED: usize = 500;

/// The longest name in a sentence, in bytes.
const MOST_NAME_BYTES: usize = 400;

/// "Iran, Israel and Syria"; of very many the first and how many more.
fn some_of(count: usize, names: impl Iterator<Item = String>) -> String {
    if count <= MOST_NAMES {
        return joined(&names.collect::<Vec<_>>());
    }
    let named: Vec<String> = names.take(MOST_NAMES).collect();
    format!("{} and {} more", named.join(", "), grouped(count - MOST_NAMES))
}

/// What the members share in words, most telling first: "Azerbaijan and diplomacy"; `None` where it is nothing.
#[must_use]
pub fn shared(shown: &PanelContext<'_>, coincidence: &Coincidence) -> Option<String> {
    let shared = &coincidence.shared;
    let lanes = shared.countries.iter().map(|id| lane_name(shown, id));
    let texts = shared.people.iter().chain(&shared.tags).chain(&shared.places).map(String::as_str);
    let word = |text: &str| isolated(&brief_to(text, MOST_NAME_BYTES)).into_owned();
    (!shared.is_empty()).then(|| some_of(shared.len(), lanes.chain(texts).map(word)))
}

/// The text with its first letter as a sentence begins.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn words_are_joined_as_people_do() {
        let words = |list: &[&str]| joined(&list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[]), "");
        assert_eq!(words(&["Iran"]), "Iran");
        assert_eq!(words(&["Iran", "Israel"]), "Iran and Israel");
        assert_eq!(words(&["Iran", "Israel", "Syria"]), "Iran, Israel and Syria");
    }
}
