//! The fields of an event as they are typed: `place=Tehran`, `tags=war,diplomacy`, `tags+=peace`, `summary=`.

use super::super::WrongCall;
use super::super::dates::date;
use crate::edit::Field;
use crate::model::event::USUAL_IMPORTANCE;
use crate::model::{Event, EventId, LaneId, List, Name, Text};

/// What a field is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given {
    name: String,
    how: How,
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Set,
    Add,
    Remove,
}

/// The fields that can be set, as a file calls them.
const NAMES: &str = "id, date, title, title_native, country, place, involves, people, tags, sources, importance, summary \
                     and note";

/// Reads `field=value`, `field+=value` or `field-=value`.
pub(super) fn given(text: &str) -> Result<Given, String> {
    let (name, value) = text.split_once('=').ok_or("write it as place=Tehran")?;
    let (name, how) = match (name.strip_suffix('+'), name.strip_suffix('-')) {
        (Some(name), _) => (name, How::Add),
        (_, Some(name)) => (name, How::Remove),
        _ => (name, How::Set),
    };
    Ok(Given { name: name.trim().to_owned(), how, value: value.to_owned() })
}

/// The field of an event with what is given.
pub(super) fn field(event: &Event, given: &Given) -> Result<Field, WrongCall> {
    let Given { name, how, value } = given;
    let is_list = matches!(name.as_str(), "involves" | "people" | "tags" | "sources");
    if *how != How::Set && !is_list {
        let wrong = WrongCall::new(format!("{name} is not a list"));
        return Err(
            wrong.hint(format!("write {name}={value}; += and -= are for involves, people, tags and sources"))
        );
    }
    let text = value.clone();
    Ok(match name.as_str() {
        "id" => Field::Id(EventId::new(value.trim())),
        "date" => Field::Date(date("date", value)?),
        "title" => Field::Title(text),
        "title_native" => Field::TitleNative(text),
        "country" => Field::Country(text),
        "place" => Field::Place(text),
        "involves" => {
            let lanes = changed(event.involves.iter().map(LaneId::as_str), *how, value);
            Field::Involves(lanes.iter().map(|lane| LaneId::new(lane)).collect::<Vec<_>>().into())
        }
        "people" => Field::People(names(changed(event.people.iter().map(Name::as_str), *how, value))),
        "tags" => Field::Tags(names(changed(event.tags.iter().map(Name::as_str), *how, value))),
        "sources" => {
            let texts = changed(event.sources.iter().map(Text::as_str), *how, value);
            Field::Sources(texts.into_iter().map(Text::from).collect::<Vec<_>>().into())
        }
        "importance" if value.trim().is_empty() => Field::Importance(USUAL_IMPORTANCE),
        "importance" => Field::Importance(value.trim().parse().map_err(|_| {
            WrongCall::new(format!("importance={value}: not a number")).hint("give a number from 1 to 5")
        })?),
        "summary" => Field::Summary(text),
        "note" => Field::Note(text),
        "accounts" | "links" => {
            let wrong = WrongCall::new(format!("{name} cannot be set here"));
            return Err(wrong.hint("edit the file, or use the window"));
        }
        _ => {
            return Err(
                WrongCall::new(format!("unknown field “{name}”")).hint(format!("the fields are {NAMES}"))
            );
        }
    })
}

fn names(texts: Vec<String>) -> List<Name> {
    texts.into_iter().map(Name::from).collect::<Vec<_>>().into()
}

/// A list with the words of a text, which commas separate, in its place, added or removed.
fn changed<'a>(old: impl Iterator<Item = &'a str>, how: How, text: &str) -> Vec<String> {
    let words: Vec<String> = words(text);
    let old = old.map(str::to_owned);
    match how {
        How::Set => words,
        How::Remove => old.filter(|one| !words.contains(one)).collect(),
        How::Add => {
            let mut list: Vec<String> = old.collect();
            for word in words {
                if !list.contains(&word) {
                    list.push(word);
                }
            }
            list
        }
    }
}

/// The words of a text that commas separate.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
