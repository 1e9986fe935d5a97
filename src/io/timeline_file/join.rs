//! Several files in one view. What has to be made unique for that is so in memory alone: a save gives every file
//! its own ids back.

use std::collections::{HashMap, HashSet};

use super::text::ids::Numbers;
use crate::model::document::resolve_lane;
use crate::model::{Document, Event, EventId, Keyed, NamedView, Parts};

/// Joins documents; each event remembers which it came from.
pub(crate) fn merge(files: &[&Document]) -> Document {
    if let [only] = files {
        return (*only).clone();
    }
    let mut parts = Parts {
        title: join(files.iter().map(|file| file.title()), " · "),
        summary: join(files.iter().map(|file| file.summary()), "\n\n"),
        ..Parts::default()
    };
    let (mut lanes, mut sources) = (HashSet::new(), HashSet::new());
    let (mut filters, mut views, mut imports) = (HashSet::new(), HashSet::new(), HashSet::new());
    for file in files {
        let declared = file.lanes().iter().filter(|lane| lane.declared);
        parts.lanes.extend(declared.filter(|lane| lanes.insert(lane.id.clone())).cloned());
        let new = file.sources().iter().filter(|source| sources.insert(source.id.clone()));
        parts.sources.extend(new.cloned());
        let new = file.filters().iter().filter(|filter| filters.insert(filter.name.clone()));
        parts.filters.extend(new.cloned());
        let new = file.imports().iter().filter(|import| imports.insert(import.path.clone()));
        parts.imports.extend(new.cloned());
    }
    // A number is only given if no file has the numbered id: a save could not tell them apart.
    let all: HashSet<&EventId> = files.iter().flat_map(|file| file.events()).map(|event| &event.id).collect();
    let mut taken: HashSet<EventId> = HashSet::new();
    let mut numbers = Numbers::default();
    let lanes = Keyed::from(parts.lanes.clone());
    for (origin, file) in files.iter().enumerate() {
        let mut renamed: HashMap<&EventId, EventId> = HashMap::new();
        for event in file.events() {
            if !taken.insert(event.id.clone()) {
                let id = numbers.free(&event.id, |id| taken.contains(id) || all.contains(id));
                taken.insert(id.clone());
                renamed.insert(&event.id, id);
            }
        }
        let own = |id: &EventId| renamed.get(id).unwrap_or(id).clone();
        parts.events.extend(file.events().iter().map(|event| {
            let mut event = Event::clone(event);
            event.id = own(&event.id);
            event.links.iter_mut().for_each(|link| link.to = own(&link.to));
            event.origin = u16::try_from(origin).unwrap_or(u16::MAX);
            // What another file declares counts for this one, too; what its own declares counts first.
            if !file.lane(&event.lane).is_some_and(|lane| lane.declared) {
                event.lane = resolve_lane(&lanes, &event.country);
            }
            event
        }));
        parts.story.extend(file.story().iter().map(|step| step.renamed(own)));
        let new = file.views().iter().filter(|view| views.insert(view.name.clone()));
        parts.views.extend(new.map(|view| {
            let around = renamed.iter().find(|(id, _)| view.is_around(id));
            let align = around.map_or_else(|| view.align.clone(), |(_, id)| id.to_string());
            NamedView { align, ..view.clone() }
        }));
    }
    let names: Vec<String> = files.iter().filter_map(|file| file.files().first().cloned()).collect();
    let names = if names.len() == files.len() { names } else { Vec::new() };
    Document::of_several(parts).with_files(names)
}

/// The different texts among some, without the empty ones.
fn join<'a>(texts: impl Iterator<Item = &'a str>, between: &str) -> String {
    let mut seen = HashSet::new();
    let different: Vec<&str> = texts.filter(|text| !text.is_empty() && seen.insert(*text)).collect();
    different.join(between)
}
