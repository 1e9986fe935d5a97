//! JSON in the published form: everything that a timeline file says, and the earliest and latest day of each date
//! for programs that do not read EDTF.

use std::io::{self, Write};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::Options;
use crate::io::json_form::{self as form, FORMAT};
use crate::model::text::{Name, Text};
use crate::model::{
    Document, Edge, Event, EventId, ImportRecord, LaneId, LanesBy, NamedFilter, NamedView, Progress, Step,
    country,
};

/// Writes the file, event by event.
pub(super) fn write(
    document: &Document,
    options: &Options,
    mut out: &mut dyn Write,
    progress: &Progress,
) -> io::Result<()> {
    let lanes = document.lanes().iter().filter(|lane| lane.declared).map(|lane| {
        let id = lane.id.as_str();
        let is_usual = lane.name == country::name_of(id).unwrap_or(id);
        form::Lane {
            id: id.to_owned(),
            name: (!is_usual).then(|| lane.name.clone()),
            color: lane.color.map(|[r, g, b]| format!("#{r:02X}{g:02X}{b:02X}")),
        }
    });
    let sources = document.sources().iter().map(|source| form::Source {
        id: source.id.clone(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        date: source.date.clone(),
        url: source.url.clone(),
    });
    let story = document.story().iter().map(|one| step(one, options.notes));
    let timeline = form::Timeline {
        coeval: FORMAT,
        title: document.title(),
        summary: document.summary(),
        lanes: lanes.collect(),
        sources: sources.collect(),
        events: Events { of: document.events(), notes: options.notes, progress },
        story: story.collect(),
        filters: document.filters().iter().map(filter).collect(),
        views: document.views().iter().map(view).collect(),
        imports: document.imports().iter().map(import).collect(),
    };
    serde_json::to_writer_pretty(&mut out, &timeline)?;
    out.write_all(b"\n")
}

/// The events, each made only when it is written.
struct Events<'a> {
    of: &'a [Arc<Event>],
    notes: bool,
    progress: &'a Progress,
}

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.of.iter().map(|event| {
            self.progress.advance(1);
            written(event, self.notes)
        }))
    }
}

fn filter(filter: &NamedFilter) -> form::Filter {
    form::Filter { name: filter.name.clone(), query: filter.query.clone() }
}

fn import(import: &ImportRecord) -> form::Import {
    form::Import {
        path: import.path.clone(),
        columns: import.columns.clone(),
        options: import.options.clone(),
        key: import.key.clone(),
        read: import.read.clone(),
        rows: std::collections::BTreeMap::clone(&import.rows),
    }
}

fn step(step: &Step, with_note: bool) -> form::Step {
    form::Step {
        title: step.title.clone(),
        from: step.from.clone(),
        to: step.to.clone(),
        focus: step.focus.iter().map(EventId::to_string).collect(),
        one_by_one: step.one_by_one,
        lanes: step.lanes.clone(),
        query: step.query.clone(),
        lanes_by: word(step.lanes_by).to_owned(),
        align: step.align.clone(),
        coincidence: step.coincidence.clone(),
        accounts: step.accounts.to_string(),
        seconds: step.seconds,
        text: step.text.clone(),
        note: if with_note { step.note.clone() } else { String::new() },
    }
}

/// The word for what lanes are, where they are not countries.
fn word(by: LanesBy) -> &'static str {
    if by == LanesBy::default() { "" } else { by.word() }
}

fn view(view: &NamedView) -> form::View {
    form::View {
        name: view.name.clone(),
        from: view.from.clone(),
        to: view.to.clone(),
        lanes: view.lanes.clone(),
        query: view.query.clone(),
        lanes_by: word(view.lanes_by).to_owned(),
        align: view.align.clone(),
        zone: view.zone.clone(),
    }
}

fn written(event: &Event, with_note: bool) -> form::Event {
    let moment = |edge: Edge| edge.moment();
    let texts = |texts: &[Name]| texts.iter().map(Name::to_string).collect();
    let account = |account: &crate::model::Account| form::Account {
        by: account.by.to_string(),
        says: account.says.to_string(),
        source: account.source.as_ref().map(ToString::to_string),
        quote: account.quote.as_ref().map(ToString::to_string),
        grade: account.grade.map(|grade| grade.to_string()),
        omits: texts(&account.omits),
    };
    let link = |link: &crate::model::Link| form::Link {
        to: link.to.as_str().to_owned(),
        kind: link.kind.to_string(),
        by: link.by.to_string(),
    };
    form::Event {
        id: event.id.as_str().to_owned(),
        date: event.date.text().to_owned(),
        earliest: moment(event.date.begin()).map(|moment| moment.earliest.to_string()),
        latest: moment(event.date.end()).map(|moment| moment.latest.to_string()),
        title: event.title.to_string(),
        title_native: event.title_native.to_string(),
        country: event.country.to_string(),
        lane: event.lane.as_str().to_owned(),
        place: event.place.to_string(),
        involves: event.involves.iter().map(LaneId::as_str).map(str::to_owned).collect(),
        people: texts(&event.people),
        tags: texts(&event.tags),
        sources: event.sources.iter().map(Text::to_string).collect(),
        importance: (event.importance != 3).then_some(event.importance),
        summary: event.summary.to_string(),
        accounts: event.accounts.iter().map(account).collect(),
        links: event.links.iter().map(link).collect(),
        note: if with_note { event.note.to_string() } else { String::new() },
    }
}
