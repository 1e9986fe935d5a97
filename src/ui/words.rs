//! How days, lanes and what events share are called, wherever the window tells of them.

use super::PanelContext;
use crate::analysis::Coincidence;
use crate::model::LaneId;
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
    let mut ids: Vec<&LaneId> = ids.iter().collect();
    ids.sort_by_key(|id| shown.lanes.position(id));
    joined(&ids.into_iter().map(|id| isolated(shown.lanes.name(id)).into_owned()).collect::<Vec<_>>())
}

/// A thing that members share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedThing {
    /// A country.
    Lane(LaneId),
    /// A person, a tag or a place.
    Text(String),
}

/// What the members share, most telling first; `None` where it is nothing.
#[must_use]
pub fn shares(coincidence: &Coincidence) -> Option<Vec<SharedThing>> {
    let shared = &coincidence.shared;
    let lanes = shared.countries.iter().cloned().map(SharedThing::Lane);
    let texts =
        shared.people.iter().chain(&shared.tags).chain(&shared.places).cloned().map(SharedThing::Text);
    let all: Vec<SharedThing> = lanes.chain(texts).collect();
    (!all.is_empty()).then_some(all)
}

/// Shared things in words: "Azerbaijan and diplomacy".
#[must_use]
pub fn list(shown: &PanelContext<'_>, things: &[SharedThing]) -> String {
    let words: Vec<String> = things
        .iter()
        .map(|thing| match thing {
            SharedThing::Lane(id) => isolated(lane_name(shown, id)).into_owned(),
            SharedThing::Text(text) => isolated(text).into_owned(),
        })
        .collect();
    joined(&words)
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
