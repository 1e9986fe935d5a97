//! What an event of a calendar says beside its times: texts, people, tags and the rest, as a draft of ours.

use super::component::{Component, Property};
use crate::io::import::draft::Draft;
use crate::io::import::html;

/// What happened; where the event has no summary, the first line of its description, or its place.
pub(super) fn title(component: &Component) -> String {
    let first_line = |text: String| text.lines().next().unwrap_or_default().trim().to_owned();
    [component.text("SUMMARY"), first_line(component.text("DESCRIPTION")), component.text("LOCATION")]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
}

/// All of it. Blanks around a title or a place are kept only where an export of ours wrote them.
pub(super) fn draft(component: &Component) -> Draft {
    let is_ours = component.has("X-COEVAL-COUNTRY");
    let text = |text: String| if is_ours { text } else { text.trim().to_owned() };
    let tags = component.all("CATEGORIES").flat_map(tags).map(text);
    let sources = component.all("URL").map(|property| property.value.trim().to_owned());
    let plain = |text: String| match !is_ours && html::looks_so(&text) {
        true => html::plain(&text),
        false => (text, Vec::new()),
    };
    let (summary, links) = plain(component.text("DESCRIPTION"));
    Draft {
        id: component.text("UID"),
        title: text(plain(title(component)).0),
        country: component.text("X-COEVAL-COUNTRY"),
        place: text(component.text("LOCATION")),
        people: people(component),
        tags: tags.collect(),
        sources: sources.filter(|source| !source.is_empty()).chain(links).collect(),
        importance: importance(component.raw("PRIORITY")),
        summary,
        note: component.text("X-COEVAL-NOTE"),
        ..Draft::default()
    }
}

/// Whether a text of it is HTML, as calendars on the web write their descriptions.
pub(super) fn has_markup(component: &Component) -> bool {
    !component.has("X-COEVAL-COUNTRY")
        && ["SUMMARY", "DESCRIPTION"].iter().any(|name| html::looks_so(&component.text(name)))
}

/// The tags of one property. Blanks after a comma are none of theirs; one that stands alone is as it stands.
fn tags(property: &Property) -> Vec<String> {
    let mut tags: Vec<String> = property.texts().collect();
    if tags.len() > 1 {
        tags.iter_mut().for_each(|tag| *tag = tag.trim().to_owned());
    }
    tags.retain(|tag| !tag.trim().is_empty());
    tags
}

fn people(component: &Component) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for property in component.all("ORGANIZER").chain(component.all("ATTENDEE")) {
        let name = property.parameter("CN").map(str::trim);
        if let Some(name) = name.filter(|name| !name.is_empty() && !name.contains('@'))
            && !people.iter().any(|other| other == name)
        {
            people.push(name.to_owned());
        }
    }
    people
}

/// Calendars count from 1, the highest, to 9; 0 says nothing.
fn importance(priority: &str) -> u8 {
    match priority.parse() {
        Ok(1..=2_u8) => 5,
        Ok(3..=4) => 4,
        Ok(6..=7) => 2,
        Ok(8..=9) => 1,
        _ => 0,
    }
}
