//! What something means: a date in words and in other calendars, a country's names, an event where an id stands, a
//! source, a grade, a field.

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::meanings::meaning;
use super::names::said;
use super::open::OpenFile;
use super::walk::{Token, field_of, token_at};
use crate::model::calendar::{self, Calendar, Script};
use crate::model::{Document, EventDate, EventId, Grade, country};

/// What stands at a place, explained.
pub(super) fn hover(file: &mut OpenFile, position: Position) -> Option<Hover> {
    let at = file.offset(position);
    let text = file.text.clone();
    let (frames, token) = token_at(&text, at)?;
    let span = token.span();
    let explained = match token {
        Token::Field(span) => meaning(frames.last()?.kind?.name, &text[span])?.to_owned(),
        Token::Text(span) => {
            let (kind, field) = field_of(&frames)?;
            let said = said(&text, &span)?;
            explained(file.known(), (kind.name, field), &said)?
        }
        _ => return None,
    };
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: explained });
    Some(Hover { contents, range: Some(file.here(span)) })
}

fn explained(document: &Document, field: (&str, &str), said: &str) -> Option<String> {
    match field {
        ("Event" | "Source", "date") => date(said),
        ("Event", "country" | "involves")
        | ("Account" | "Link", "by")
        | ("Lane", "id")
        | ("Step" | "View", "lanes") => lane(document, said),
        ("Link", "to") | ("Step", "focus" | "align" | "accounts") | ("View", "align") => {
            event(document, said)
        }
        ("Event", "sources") | ("Account", "source") | ("Source", "id") => source(document, said),
        ("Account", "grade") => Grade::parse(said).map(Grade::in_words),
        ("Event", "tags") => {
            let count = document
                .events()
                .iter()
                .filter(|event| event.tags.iter().any(|tag| tag.as_str() == said))
                .count();
            Some(crate::model::counted(count, "event"))
        }
        ("Event", "people") => {
            let has = |event: &&std::sync::Arc<crate::model::Event>| {
                event.people.iter().any(|name| name.as_str() == said)
            };
            Some(crate::model::counted(document.events().iter().filter(has).count(), "event"))
        }
        ("Event", "id") => {
            let speaks = |event: &&std::sync::Arc<crate::model::Event>| {
                event.links.iter().any(|link| link.to.as_str() == said)
            };
            let count = document.events().iter().filter(speaks).count();
            Some(format!("{} linked to it", crate::model::counted(count, "event")))
        }
        _ => None,
    }
}

fn date(text: &str) -> Option<String> {
    let date = EventDate::parse(text).ok()?;
    let mut out = format!("**{}**", escaped(&date.in_words()));
    if date.is_exact() {
        out.push_str(&format!(", {}", date.first_day().weekday().name()));
    }
    for calendar in Calendar::ALL {
        if let Some(words) = calendar::in_words(&date, calendar, Script::English) {
            out.push_str(&format!("  \n{}: {}", calendar.name(), escaped(&words)));
        }
    }
    Some(out)
}

fn lane(document: &Document, text: &str) -> Option<String> {
    let id = document.resolve_lane(text);
    let declared = document.lane(&id).filter(|lane| lane.declared);
    let country = country::find(text);
    let name = declared.map(|lane| lane.name.as_str()).or(country.map(|country| country.name))?;
    let count = document.events().iter().filter(|event| event.lane == id).count();
    let mut out = format!("**{}**", escaped(name));
    if let Some(country) = country {
        let codes: Vec<&str> =
            [country.code, country.alpha3].into_iter().filter(|code| !code.is_empty()).collect();
        out.push_str(&format!(" ({})", codes.join(", ")));
        if !country.aliases.is_empty() {
            out.push_str(&format!("  \nalso: {}", escaped(&country.aliases.join(", "))));
        }
        if let Some((from, to)) = country.years {
            out.push_str(&format!("  \n{from} to {to}"));
        }
    }
    out.push_str(&format!("  \n{}", crate::model::counted(count, "event")));
    Some(out)
}

fn event(document: &Document, id: &str) -> Option<String> {
    let event = document.event(document.find(&EventId::new(id))?);
    let lane = document.lane(&event.lane).map_or(event.lane.as_str(), |lane| lane.name.as_str());
    let mut out =
        format!("**{}**  \n{}, {}", escaped(&event.title), escaped(&event.date.in_words()), escaped(lane));
    for text in [event.place.as_str(), event.summary.as_str()].into_iter().filter(|text| !text.is_empty()) {
        out.push_str(&format!("  \n{}", escaped(text)));
    }
    Some(out)
}

fn source(document: &Document, id: &str) -> Option<String> {
    let source = document.source(id)?;
    let mut out = format!("**{}**", escaped(&source.title));
    for text in [&source.publisher, &source.date, &source.url].into_iter().flatten() {
        out.push_str(&format!("  \n{}", escaped(text)));
    }
    Some(out)
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in crate::model::visible(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
