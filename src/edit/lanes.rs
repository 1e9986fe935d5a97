//! Edits of lanes that are more than one value: a lane that only events name is declared when something is said
//! of it, and one lane's events go to another.

use super::words::quoted;
use super::{Edit, EditError, Field, Section};
use crate::model::{Document, Event, Lane, LaneId, counted, country};
use std::sync::Arc;

/// The lanes that the file declares, in its order.
#[must_use]
pub fn declared_lanes(document: &Document) -> Vec<Lane> {
    document.lanes().iter().filter(|lane| lane.declared).cloned().collect()
}

/// The edit that changes a lane; one that is not declared yet is declared with all that stand above it, so that
/// every lane stays where it is.
///
/// # Errors
/// Where there is no such lane.
pub fn with_lane(
    document: &Document,
    id: &LaneId,
    change: impl FnOnce(&mut Lane),
) -> Result<Edit, EditError> {
    let all = document.lanes();
    let at = all.iter().position(|lane| lane.id == *id);
    let at = at.ok_or_else(|| EditError::NoSuchLane(id.to_string()))?;
    let named = all.iter().enumerate().filter(|(other, lane)| lane.declared || *other <= at);
    let mut lanes: Vec<Lane> = named.map(|(_, lane)| Lane { declared: true, ..lane.clone() }).collect();
    let before = lanes[at].name.clone();
    change(&mut lanes[at]);
    let label = if all[at].declared {
        String::new()
    } else if lanes[at].name == before {
        format!("Change colour of lane {}", quoted(&before))
    } else {
        format!("Rename lane {} to {}", quoted(&before), quoted(&lanes[at].name))
    };
    let mut edits = called_by_id(document, &all[at], &lanes[at]);
    edits.push(Edit::Set(Section::Lanes(lanes)));
    Ok(Edit::many(label, edits))
}

/// Events that name a lane by a name that it no longer has name it by its id.
fn called_by_id(document: &Document, before: &Lane, after: &Lane) -> Vec<Edit> {
    if !before.declared || before.name == after.name {
        return Vec::new();
    }
    let by_name = |event: &&Arc<Event>| {
        event.lane == before.id
            && event.country.trim() != before.id.as_str()
            && country::find(&event.country).is_none_or(|country| country.code != before.id.as_str())
    };
    let events = document.events().iter().filter(by_name);
    let field = || Field::Country(before.id.to_string());
    events.map(|event| Edit::SetField { event: event.id.clone(), field: field() }).collect()
}

/// The edit that declares a lane which only events name.
///
/// # Errors
/// Where there is no such lane.
pub fn declare_lane(document: &Document, id: &LaneId) -> Result<Edit, EditError> {
    let edit = with_lane(document, id, |_| {})?;
    Ok(Edit::many(format!("Declare lane {}", quoted(id.as_str())), vec![edit]))
}

/// The edit after which events that name a country or lane as written, or involve it, name or involve the one that was
/// meant.
#[must_use]
pub fn correct_country(document: &Document, written: &str, meant: &str) -> Edit {
    let (wrong, right) = (LaneId::new(written.trim()), document.resolve_lane(meant));
    let mut edits = Vec::new();
    for event in document.events() {
        let mut set = |field| edits.push(Edit::SetField { event: event.id.clone(), field });
        let is_there = event.country.trim() == wrong.as_str();
        if is_there {
            set(Field::Country(meant.to_owned()));
        }
        if event.involves.contains(&wrong) {
            let own = if is_there { &right } else { &event.lane };
            let mut involves: Vec<LaneId> = Vec::new();
            for id in &event.involves {
                let id = if *id == wrong { &right } else { id };
                if id != own && !involves.contains(id) {
                    involves.push(id.clone());
                }
            }
            set(Field::Involves(involves.into()));
        }
    }
    let count = counted(edits.len(), "place");
    Edit::many(format!("Correct {} to {} in {count}", quoted(written.trim()), quoted(meant)), edits)
}

/// The edit that gives all events of a lane to another one, and takes its declaration away. Events of other lanes
/// that involve the one involve the other.
///
/// # Errors
/// Where one of them is no lane.
pub fn merge_lanes(document: &Document, from: &LaneId, into: &LaneId) -> Result<Edit, EditError> {
    let named = |id: &LaneId| document.lane(id).ok_or_else(|| EditError::NoSuchLane(id.to_string()));
    let label = format!("Merge lane {} into {}", quoted(&named(from)?.name), quoted(&named(into)?.name));
    let mut edits = Vec::new();
    if from == into {
        return Ok(Edit::many(label, edits));
    }
    for event in document.events() {
        let set = |field| Edit::SetField { event: event.id.clone(), field };
        if event.lane == *from {
            edits.push(set(Field::Country(into.to_string())));
        }
        let lane = if event.lane == *from { into } else { &event.lane };
        let touches = event.involves.contains(from) || (event.lane == *from && event.involves.contains(into));
        if touches {
            let mut involves: Vec<LaneId> = Vec::new();
            for id in &event.involves {
                let id = if id == from { into } else { id };
                if id != lane && !involves.contains(id) {
                    involves.push(id.clone());
                }
            }
            edits.push(set(Field::Involves(involves.into())));
        }
    }
    let lanes = declared_lanes(document);
    if lanes.iter().any(|lane| lane.id == *from) {
        let lanes = lanes.into_iter().filter(|lane| lane.id != *from).collect();
        edits.push(Edit::Set(Section::Lanes(lanes)));
    }
    Ok(Edit::many(label, edits))
}
