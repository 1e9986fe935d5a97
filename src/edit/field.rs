//! The fields of an event as something that can be given another value, each with the checks that keep a document
//! savable.

use super::{Edit, EditError, Section, apply};
use crate::model::{Account, Document, EventDate, EventId, EventIx, LaneId, Link, List, Name, TextList};

/// A field of an event with the value it gets.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// The id; links and steps that speak of the event follow. Not empty, and no other event's.
    Id(EventId),
    /// When.
    Date(EventDate),
    /// What happened; not empty.
    Title(String),
    /// The title in its own script; may be empty, as all that follow but the country.
    TitleNative(String),
    /// The country as written, not empty; the lane follows from it.
    Country(String),
    /// The place.
    Place(String),
    /// The lanes of the other countries that take part.
    Involves(List<LaneId>),
    /// People who take part.
    People(List<Name>),
    /// Tags.
    Tags(List<Name>),
    /// Where the event is reported.
    Sources(TextList),
    /// 1 to 5.
    Importance(u8),
    /// The summary.
    Summary(String),
    /// Who says what.
    Accounts(Vec<Account>),
    /// Links to other events; what they lead to is not empty.
    Links(Vec<Link>),
    /// The private note.
    Note(String),
}

impl Field {
    /// The field's name as the user knows it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Id(_) => "id",
            Self::Date(_) => "date",
            Self::Title(_) => "title",
            Self::TitleNative(_) => "native title",
            Self::Country(_) => "country",
            Self::Place(_) => "place",
            Self::Involves(_) => "countries involved",
            Self::People(_) => "people",
            Self::Tags(_) => "tags",
            Self::Sources(_) => "sources",
            Self::Importance(_) => "importance",
            Self::Summary(_) => "summary",
            Self::Accounts(_) => "accounts",
            Self::Links(_) => "links",
            Self::Note(_) => "note",
        }
    }

    fn check(&self) -> Result<(), EditError> {
        let empty =
            |text: &str, what| if text.trim().is_empty() { Err(EditError::Empty(what)) } else { Ok(()) };
        match self {
            Self::Title(title) => empty(title, "title"),
            Self::Country(country) => empty(country, "country"),
            Self::Id(id) => empty(id.as_str(), "id"),
            Self::Links(links) => {
                links.iter().try_for_each(|link| empty(link.to.as_str(), "event a link points to"))
            }
            Self::Importance(importance) if !(1..=5).contains(importance) => {
                Err(EditError::Importance(*importance))
            }
            _ => Ok(()),
        }
    }
}

/// Sets a field of an event and gives back the edit that undoes it.
pub(super) fn set(document: &mut Document, event: EventId, field: Field) -> Result<Edit, EditError> {
    let ix = document.find(&event).ok_or_else(|| EditError::NoSuchEvent(event.clone()))?;
    field.check()?;
    if let Field::Id(id) = field {
        return rename(document, ix, id);
    }
    let field = exchange(document, ix, field);
    Ok(Edit::SetField { event, field })
}

/// Sets any field but the id; returns it with its old value.
fn exchange(document: &mut Document, ix: EventIx, mut field: Field) -> Field {
    use std::mem::{replace, swap};
    let mut event = document.event(ix).clone();
    match &mut field {
        Field::Id(_) => {}
        Field::Date(date) => swap(&mut event.date, date),
        Field::Title(text) => *text = replace(&mut event.title, text.as_str().into()).into(),
        Field::TitleNative(text) => *text = replace(&mut event.title_native, text.as_str().into()).into(),
        Field::Country(text) => {
            event.lane = document.resolve_lane(text);
            *text = replace(&mut event.country, text.as_str().into()).into();
        }
        Field::Place(text) => *text = replace(&mut event.place, text.as_str().into()).into(),
        Field::Involves(lanes) => {
            *lanes = lanes.iter().map(|lane| document.resolve_lane(lane.as_str())).collect();
            swap(&mut event.involves, lanes);
        }
        Field::People(texts) => swap(&mut event.people, texts),
        Field::Tags(texts) => swap(&mut event.tags, texts),
        Field::Sources(texts) => swap(&mut event.sources, texts),
        Field::Importance(number) => swap(&mut event.importance, number),
        Field::Summary(text) => *text = replace(&mut event.summary, text.as_str().into()).into(),
        Field::Accounts(accounts) => swap(&mut event.accounts, accounts),
        Field::Links(links) => swap(&mut event.links, links),
        Field::Note(text) => *text = replace(&mut event.note, text.as_str().into()).into(),
    }
    document.replace_event(ix, event);
    field
}

/// Gives an event another id, and those who speak of it too.
fn rename(document: &mut Document, ix: EventIx, id: EventId) -> Result<Edit, EditError> {
    let old = document.event(ix).id.clone();
    if old == id {
        return Ok(Edit::SetField { event: id, field: Field::Id(old) });
    }
    if document.find(&id).is_some() {
        return Err(EditError::IdTaken(id));
    }
    // Who spoke of the new id before it was one must do so again when this is undone.
    let mut back = vec![Edit::SetField { event: id.clone(), field: Field::Id(old.clone()) }];
    let story_spoke = document.story().iter().any(|step| step.mentions(&id));
    let story_follows = document.story().iter().any(|step| step.mentions(&old));
    if story_spoke {
        back.push(Edit::Set(Section::Story(document.story().to_vec())));
    }
    let views_spoke = document.views().iter().any(|view| view.is_around(&id));
    let views_follow = document.views().iter().any(|view| view.is_around(&old));
    if views_spoke {
        back.push(Edit::Set(Section::Views(document.views().to_vec())));
    }
    let mut follow: Vec<(EventId, Vec<Link>)> = Vec::new();
    for event in document.events() {
        if event.links.iter().any(|link| link.to == id) {
            back.push(Edit::SetField { event: event.id.clone(), field: Field::Links(event.links.clone()) });
        }
        if event.links.iter().any(|link| link.to == old) {
            let mut links = event.links.clone();
            links.iter_mut().filter(|link| link.to == old).for_each(|link| link.to = id.clone());
            follow.push((event.id.clone(), links));
        }
    }
    for (event, links) in follow {
        apply(document, Edit::SetField { event, field: Field::Links(links) })?;
    }
    if story_follows {
        let now = |one: &EventId| if *one == old { id.clone() } else { one.clone() };
        let story = document.story().iter().map(|step| step.renamed(now)).collect();
        document.replace_story(story);
    }
    if views_follow {
        let mut views = document.views().to_vec();
        let around = views.iter_mut().filter(|view| view.is_around(&old));
        around.for_each(|view| view.align = id.to_string());
        document.replace_views(views);
    }
    document.rename_event(ix, id);
    Ok(match back.len() {
        1 => back.swap_remove(0),
        _ => Edit::Many { label: String::new(), edits: back },
    })
}
