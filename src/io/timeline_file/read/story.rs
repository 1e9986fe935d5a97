//! Reads the story of a timeline, and tells which of its steps speak of what is not there.

use foldhash::HashSet;

use super::batch::Batch;
use super::saved_queries;
use crate::io::timeline_file::text::literal::Spanned;
use crate::io::timeline_file::text::problems::{Problems, near_miss, quoted};
use crate::io::timeline_file::text::record::Record;
use crate::io::timeline_file::text::scan::Span;
use crate::io::timeline_file::text::schema::STEP;
use crate::model::document::resolve_lane;
use crate::model::{EventDate, EventId, Keyed, Lane, LaneId, LanesBy, MOST_SECONDS, Step};

/// The story with what is needed to check it.
#[derive(Debug, Default)]
pub(crate) struct Story {
    pub(crate) steps: Vec<Step>,
    /// Where each step names something.
    places: Vec<Places>,
    /// The queries with where they stand.
    pub(crate) queries: Vec<Spanned<String>>,
}

/// Where a step names events and lanes.
#[derive(Debug, Default)]
struct Places {
    focus: Vec<Span>,
    lanes: Vec<Span>,
    accounts: Option<Span>,
    align: Option<Span>,
    coincidence: Option<Span>,
}

/// Reads all steps.
pub(crate) fn read(top: &Record<'_>, problems: &mut Problems) -> Story {
    let mut story = Story::default();
    for record in top.records("story", &STEP, problems) {
        step(&record, &mut story, problems);
    }
    story
}

fn step(record: &Record<'_>, story: &mut Story, problems: &mut Problems) {
    let title = record.text("title", problems);
    if title.as_ref().is_none_or(|title| title.value.trim().is_empty()) {
        let at = title.as_ref().map_or_else(|| record.head(), |title| title.span.clone());
        let hint = Some("add title: \"One day, two capitals\"".to_owned());
        problems.warning(at, "a step without title", hint);
    }
    let align = record.text("align", problems);
    let accounts = record.text("accounts", problems);
    let (focus, lanes) = (record.texts("focus", problems), record.texts("lanes", problems));
    let query = record.text("query", problems);
    let mut step = Step {
        title: title.map(|title| title.value).unwrap_or_default(),
        focus: focus.iter().map(|id| EventId::new(&id.value)).collect(),
        one_by_one: record.flag("one_by_one", problems),
        lanes: lanes.iter().map(|lane| lane.value.clone().into_owned()).collect(),
        query: query.as_ref().map(|query| query.value.clone()).unwrap_or_default(),
        lanes_by: saved_queries::lanes_by(record, problems),
        align: align.as_ref().map(|align| align.value.clone()).unwrap_or_default(),
        coincidence: day(record, "coincidence", problems),
        accounts: accounts.as_ref().map(|id| EventId::new(&id.value)).unwrap_or_default(),
        seconds: seconds(record, problems),
        text: record.text_or_empty("text", problems),
        note: record.text_or_empty("note", problems),
        ..Step::default()
    };
    step.from = saved_queries::day(record, "from", step.counts_days(), problems);
    step.to = saved_queries::day(record, "to", step.counts_days(), problems);
    story.queries.extend(query.filter(|query| !query.value.trim().is_empty()));
    let span =
        |text: Option<Spanned<String>>| text.filter(|text| !text.value.is_empty()).map(|text| text.span);
    story.places.push(Places {
        focus: focus.into_iter().map(|id| id.span).collect(),
        lanes: lanes.into_iter().map(|lane| lane.span).collect(),
        accounts: span(accounts),
        align: span(align),
        coincidence: record.place("coincidence"),
    });
    story.steps.push(step);
}

fn day(record: &Record<'_>, field: &str, problems: &mut Problems) -> String {
    let Some(day) = record.text(field, problems) else { return String::new() };
    if !day.value.is_empty()
        && let Err(error) = EventDate::parse(&day.value)
    {
        let message = format!("{} is not a date: {}", quoted(&day.value), error.message);
        problems.warning(day.span, message, error.hint);
    }
    day.value
}

/// How long a step takes; what is no such time is told, and kept in the file.
fn seconds(record: &Record<'_>, problems: &mut Problems) -> Option<u32> {
    let written = record.number("seconds", problems)?;
    let seconds = u32::try_from(written.value).ok().filter(|seconds| (1..=MOST_SECONDS).contains(seconds));
    if seconds.is_none() {
        problems.more_in_text = true;
        let message = format!("seconds must be 1 to {MOST_SECONDS}, found {}", written.value);
        problems.warning(
            written.span,
            message,
            Some("write it like seconds: 40, or leave it out".to_owned()),
        );
    }
    seconds
}

/// Tells steps that speak of events or lanes that are not there.
pub(crate) fn check(read: &Batch, story: &Story, lanes: &[Lane], problems: &mut Problems) {
    let declared = Keyed::from(lanes.to_vec());
    if story.steps.iter().any(|step| step.mentioned().next().is_some()) {
        let ids = super::ids_of(read);
        for (step, at) in story.steps.iter().zip(&story.places) {
            events(read, &ids, step, at, problems);
        }
    }
    for (step, at) in story.steps.iter().zip(&story.places) {
        if let Some(at) = &at.coincidence {
            check_day(read, step, at, problems);
        }
    }
    for by in LanesBy::ALL {
        let steps = || story.steps.iter().zip(&story.places).filter(|(step, _)| step.lanes_by == by);
        if steps().any(|(step, _)| !step.lanes.is_empty())
            && let Some(known) = known_lanes(read, lanes, by)
        {
            steps().for_each(|(step, at)| check_lanes(step, at, (by, &declared), &known, problems));
        }
    }
}

/// Tells a step of a day on which no two lanes can meet. Whether those of any other day do is for the one definition of
/// the same day; here a day before and after counts too, as zones may move an hour there.
fn check_day(read: &Batch, step: &Step, at: &Span, problems: &mut Problems) {
    let Ok(day) = EventDate::parse(&step.coincidence) else { return };
    let (first, last) = (day.first_day().number() - 1, day.last_day().number() + 1);
    let near = |event: &&std::sync::Arc<crate::model::Event>| {
        event.date.first_day().number() <= last && event.date.last_day().number() >= first
    };
    let mut near = read.events.iter().filter(near);
    let meets = near
        .next()
        .is_some_and(|one| near.any(|other| step.lanes_by != LanesBy::Country || other.lane != one.lane));
    if !meets {
        let message =
            format!("a step brings out {}, when no two lanes have events", quoted(&step.coincidence));
        let hint = "name a day that the list of coincidences has, or leave coincidence out";
        problems.warning(at.clone(), message, Some(hint.to_owned()));
    }
}

fn events(read: &Batch, ids: &HashSet<&str>, step: &Step, at: &Places, problems: &mut Problems) {
    let mut missing = |id: &EventId, at: &Span| {
        let is_there = ids.contains(id.as_str());
        if !is_there {
            super::missing_event("a step refers to", id, at, ids, problems);
        }
        is_there
    };
    step.focus.iter().zip(&at.focus).for_each(|(id, at)| {
        missing(id, at);
    });
    if let Some(at) = at.align.as_ref().filter(|_| !step.counts_days()) {
        missing(&EventId::new(&step.align), at);
    }
    let Some(at) = at.accounts.as_ref().filter(|at| missing(&step.accounts, at)) else { return };
    let event = read.events.iter().find(|event| event.id == step.accounts);
    let count = event.map_or(0, |event| event.accounts.len());
    if count < 2 {
        let has = if count == 0 { "no accounts" } else { "only one account" };
        let message =
            format!("a step compares the accounts of {}, which has {has}", quoted(step.accounts.as_str()));
        let hint = Some("name an event with two accounts or more, or leave accounts out".to_owned());
        problems.warning(at.clone(), message, hint);
    }
}

/// The ids of the lanes that there are; `None` where lanes are named after sources, whose publishers are no ids, or files,
/// which may be called otherwise.
fn known_lanes<'b>(read: &'b Batch, lanes: &'b [Lane], by: LanesBy) -> Option<HashSet<&'b str>> {
    let events = read.events.iter();
    Some(match by {
        LanesBy::Country => {
            let declared = lanes.iter().map(|lane| lane.id.as_str());
            let involved = events.clone().flat_map(|event| &event.involves).map(LaneId::as_str);
            declared.chain(involved).chain(events.map(|event| event.lane.as_str())).collect()
        }
        LanesBy::Tag => events.flat_map(|event| event.tags.iter()).map(|tag| &**tag).collect(),
        LanesBy::Person => events.flat_map(|event| event.people.iter()).map(|person| &**person).collect(),
        LanesBy::Place => events.map(|event| &*event.place).collect(),
        LanesBy::Source | LanesBy::File => return None,
    })
}

fn check_lanes(
    step: &Step,
    at: &Places,
    (by, declared): (LanesBy, &Keyed<Lane>),
    known: &HashSet<&str>,
    problems: &mut Problems,
) {
    for (written, at) in step.lanes.iter().zip(&at.lanes) {
        let id = resolve_lane(declared, written);
        let is_there =
            known.contains(written.trim()) || by == LanesBy::Country && known.contains(id.as_str());
        if is_there {
            continue;
        }
        let mut sorted: Vec<&str> = known.iter().copied().collect();
        sorted.sort_unstable();
        let hint = match near_miss(written, sorted) {
            Some(meant) => format!("did you mean {meant}?"),
            None => format!("it has no events; name one of the file's {}, or leave it out", by.plural()),
        };
        problems.warning(
            at.clone(),
            format!("a step shows the lane {}, which is not there", quoted(written)),
            Some(hint),
        );
    }
}
