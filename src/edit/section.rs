//! What a document says besides its events, each part replaced as a whole: a list is short, and its old value is
//! its inverse. A further part of the document is a further variant here, and nothing else in `edit`.

use std::collections::HashSet;

use super::words::{quoted, times};
use super::{Edit, EditError, Field, named, story};
use crate::edit::Section;
use crate::model::{Document, Lane, Source};

/// Replaces a part and gives back the edit that undoes it.
pub(super) fn set(document: &mut Document, section: Section) -> Result<Edit, EditError> {
    Ok(Edit::Set(match section {
        Section::Title(title) => Section::Title(document.replace_title(title)),
        Section::Summary(summary) => Section::Summary(document.replace_summary(summary)),
        Section::Sources(sources) => {
            different(sources.iter().map(|source| source.id.as_str()), "source")?;
            Section::Sources(document.replace_sources(sources))
        }
        Section::Story(story) => Section::Story(document.replace_story(story)),
        Section::Filters(filters) => {
            named::check(filters.iter().map(|filter| filter.name.as_str()), "search")?;
            Section::Filters(document.replace_filters(filters))
        }
        Section::Views(views) => {
            named::check(views.iter().map(|view| view.name.as_str()), "view")?;
            Section::Views(document.replace_views(views))
        }
        Section::Imports(imports) => {
            different(imports.iter().map(|import| import.path.as_str()), "import")?;
            Section::Imports(document.replace_imports(imports))
        }
        Section::Lanes(lanes) => return set_lanes(document, lanes),
    }))
}

fn set_lanes(document: &mut Document, lanes: Vec<Lane>) -> Result<Edit, EditError> {
    different(lanes.iter().map(|lane| lane.id.as_str()), "lane")?;
    if lanes.iter().any(|lane| lane.name.trim().is_empty()) {
        return Err(EditError::Empty("lane name"));
    }
    let (before, involved) = document.replace_lanes(lanes);
    let back = Edit::Set(Section::Lanes(before));
    if involved.is_empty() {
        return Ok(back);
    }
    let set = |(event, lanes)| Edit::SetField { event, field: Field::Involves(lanes) };
    let edits = std::iter::once(back).chain(involved.into_iter().map(set)).collect();
    Ok(Edit::Many { label: String::new(), edits })
}

fn different<'a>(ids: impl Iterator<Item = &'a str>, noun: &'static str) -> Result<(), EditError> {
    let mut seen = HashSet::new();
    for id in ids {
        if id.trim().is_empty() {
            return Err(EditError::Empty(match noun {
                "lane" => "lane ID",
                "import" => "path of the import",
                _ => "source ID",
            }));
        }
        if !seen.insert(id) {
            return Err(EditError::Twice(noun, id.to_owned()));
        }
    }
    Ok(())
}

/// What replacing a part does, in words: "Rename lane “Iran” to “Persia”".
pub(super) fn label(document: &Document, section: &Section) -> String {
    match section {
        Section::Title(_) => "Change timeline title".to_owned(),
        Section::Summary(_) => "Change timeline summary".to_owned(),
        Section::Story(story) => story::label(document.story(), story),
        Section::Imports(_) => "Change import records".to_owned(),
        Section::Lanes(lanes) => {
            let before: Vec<&Lane> = document.lanes().iter().filter(|lane| lane.declared).collect();
            lanes_label(&before, lanes)
        }
        Section::Sources(sources) => sources_label(document.sources(), sources),
        Section::Filters(filters) => named::filters_label(document.filters(), filters),
        Section::Views(views) => named::views_label(document.views(), views),
    }
}

fn lanes_label(before: &[&Lane], after: &[Lane]) -> String {
    let old = |lane: &Lane| before.iter().find(|old| old.id == lane.id);
    let come: Vec<&str> =
        after.iter().filter(|lane| old(lane).is_none()).map(|lane| lane.name.as_str()).collect();
    let stays = |lane: &Lane| after.iter().any(|new| new.id == lane.id);
    let gone: Vec<&str> = before.iter().filter(|lane| !stays(lane)).map(|lane| lane.name.as_str()).collect();
    match (come.as_slice(), gone.as_slice()) {
        ([], []) => {}
        ([one], []) => return format!("Add lane {}", quoted(one)),
        ([], [one]) => return format!("Remove lane {} from the file", quoted(one)),
        (come, []) => return format!("Add {}", times(come.len(), "lane")),
        _ => return "Change lanes".to_owned(),
    }
    let renamed =
        after.iter().find_map(|lane| old(lane).filter(|old| old.name != lane.name).map(|old| (old, lane)));
    if let Some((old, new)) = renamed {
        return format!("Rename lane {} to {}", quoted(&old.name), quoted(&new.name));
    }
    let coloured = after.iter().find(|lane| old(lane).is_some_and(|old| old.color != lane.color));
    match coloured {
        Some(lane) => format!("Change colour of lane {}", quoted(&lane.name)),
        None => "Change order of lanes".to_owned(),
    }
}

fn sources_label(before: &[Source], after: &[Source]) -> String {
    let old = |source: &Source| before.iter().find(|old| old.id == source.id);
    let come: Vec<&Source> = after.iter().filter(|source| old(source).is_none()).collect();
    let gone: Vec<&Source> =
        before.iter().filter(|source| !after.iter().any(|new| new.id == source.id)).collect();
    match (come.as_slice(), gone.as_slice()) {
        ([one], []) => format!("Add source {}", quoted(&one.id)),
        ([], [one]) => format!("Remove source {}", quoted(&one.id)),
        ([], []) => {
            let pairs = after.iter().filter_map(|source| Some((old(source)?, source)));
            match pairs.into_iter().find(|(old, new)| old != new) {
                Some((old, new)) => format!("Change {} of source {}", difference(old, new), quoted(&new.id)),
                None => "Change order of sources".to_owned(),
            }
        }
        _ => "Change sources".to_owned(),
    }
}

/// What differs between two states of a source.
fn difference(old: &Source, new: &Source) -> &'static str {
    if old.title != new.title {
        "title"
    } else if old.publisher != new.publisher {
        "publisher"
    } else if old.date != new.date {
        "date"
    } else {
        "address"
    }
}
