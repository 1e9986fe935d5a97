//! Any edit that a document takes, at random: every kind and every field, with texts that are hard to write.

use std::sync::Arc;

use coeval::edit::{Edit, Field, Section, declared_lanes, merge_lanes, with_lane};
use coeval::model::{
    Account, Document, Event, EventDate, EventId, Grade, ImportRecord, Lane, LaneId, LanesBy, Link, List,
    NamedFilter, NamedView, Source, Step, Text,
};

use super::dice::Dice;

const DATES: [&str; 8] = [
    "2024-10-14",
    "2023-01-01/2024-06-30",
    "2024-10-14T09:30Z",
    "1900/..",
    "2024-10~",
    "2022-02-24/2022-03-02?",
    "0044-03-15",
    "202X",
];
const COUNTRIES: [&str; 8] = ["Iran", "IR", "Israel", "Nobody's land", "Atlantis", "AZ", "NKR", "XQ1"];

fn maybe_empty(dice: &mut Dice) -> String {
    if dice.one_in(3) { String::new() } else { dice.text() }
}

fn texts<T: Clone + From<String>>(dice: &mut Dice, old: &[T]) -> List<T> {
    changed_list(dice, old, |dice| dice.text().into()).into()
}

/// A list with something put in, taken out, moved, or made anew.
fn changed_list<T: Clone>(dice: &mut Dice, old: &[T], new: impl Fn(&mut Dice) -> T) -> Vec<T> {
    let mut list = old.to_vec();
    match dice.roll(6) {
        0 if !list.is_empty() => drop(list.remove(dice.roll(list.len()))),
        1 if !list.is_empty() => {
            let at = dice.roll(list.len());
            list[at] = new(dice);
        }
        2 if list.len() > 1 => {
            let one = list.remove(dice.roll(list.len()));
            list.insert(dice.roll(list.len() + 1), one);
        }
        3 => list = (0..dice.roll(4)).map(|_| new(dice)).collect(),
        _ => {
            let at = dice.roll(list.len() + 1);
            list.insert(at, new(dice));
        }
    }
    list
}

fn account(dice: &mut Dice) -> Account {
    Account {
        by: maybe_empty(dice).into(),
        says: maybe_empty(dice).into(),
        source: dice.one_in(2).then(|| dice.text().into()),
        quote: dice.one_in(2).then(|| maybe_empty(dice).into()),
        grade: dice.one_in(2).then(|| Grade::parse("C3").unwrap()),
        omits: (0..dice.roll(3)).map(|_| dice.text()).collect(),
    }
}

/// The id of an event, or of none.
fn some_id(document: &Document, dice: &mut Dice) -> EventId {
    match document.events() {
        [] => EventId::new("nobody"),
        _ if dice.one_in(6) => EventId::new("nobody"),
        events => events[dice.roll(events.len())].id.clone(),
    }
}

fn field(document: &Document, event: &Event, dice: &mut Dice) -> Field {
    let lane = |dice: &mut Dice| LaneId::new(dice.pick(&COUNTRIES));
    match dice.roll(16) {
        0 => Field::Id(document.free_id(&format!("id{}", dice.roll(20)))),
        1 => Field::Id(document.free_id("nobody")),
        2 => Field::Date(EventDate::parse(dice.pick(&DATES)).unwrap()),
        3 => Field::Title(dice.text()),
        4 => Field::TitleNative(maybe_empty(dice)),
        5 => Field::Country(dice.pick(&COUNTRIES).to_owned()),
        6 => Field::Place(maybe_empty(dice)),
        7 => Field::Involves(changed_list(dice, &event.involves, lane).into()),
        8 => Field::People(texts(dice, &event.people)),
        9 => Field::Tags(texts(dice, &event.tags)),
        10 => Field::Sources(changed_list(dice, &event.sources, |dice| Text::from(dice.text())).into()),
        11 => Field::Importance(1 + dice.roll(5) as u8),
        12 => Field::Summary(maybe_empty(dice)),
        13 => Field::Accounts(match event.accounts.as_slice() {
            [first, rest @ ..] if dice.one_in(2) => {
                let first = Account { says: dice.text().into(), ..first.clone() };
                std::iter::once(first).chain(rest.iter().cloned()).collect()
            }
            accounts => changed_list(dice, accounts, account),
        }),
        14 => {
            let to = some_id(document, dice);
            let link = move |dice: &mut Dice| Link {
                to: to.clone(),
                kind: maybe_empty(dice).into(),
                by: maybe_empty(dice).into(),
            };
            Field::Links(changed_list(dice, &event.links, link))
        }
        _ => Field::Note(maybe_empty(dice)),
    }
}

fn new_event(document: &Document, dice: &mut Dice, number: usize) -> Event {
    let country = dice.pick(&COUNTRIES).to_owned();
    let id = document.free_id(&format!("new{number}-{}", dice.roll(1000)));
    let date = EventDate::parse(dice.pick(&DATES)).unwrap();
    let mut event = Event::new(id, date, &dice.text(), &country);
    if dice.one_in(2) {
        event.accounts.push(account(dice));
        event.people.edit(|all| all.push(dice.text().into()));
    }
    event
}

fn section(document: &Document, dice: &mut Dice) -> Section {
    match dice.roll(8) {
        0 => Section::Title(maybe_empty(dice)),
        1 => Section::Summary(maybe_empty(dice)),
        2 => {
            let lane = |dice: &mut Dice| Lane {
                id: LaneId::new(&format!("{}{}", dice.pick(&["NKR", "EU", "XQ"]), dice.roll(3))),
                name: dice.text(),
                color: dice.one_in(2).then_some([1, 2, 200]),
                declared: true,
            };
            let mut lanes = changed_list(dice, &declared_lanes(document), lane);
            if let Some(lane) = lanes.last_mut().filter(|_| dice.one_in(3)) {
                lane.name = dice.text();
            }
            let mut seen = std::collections::HashSet::new();
            lanes.retain(|lane| seen.insert(lane.id.clone()));
            Section::Lanes(lanes)
        }
        3 => {
            let source = |dice: &mut Dice| Source {
                id: format!("s{}", dice.roll(6)),
                title: maybe_empty(dice),
                publisher: dice.one_in(2).then(|| maybe_empty(dice)),
                date: None,
                url: dice.one_in(2).then(|| dice.text()),
            };
            let mut sources = changed_list(dice, document.sources(), source);
            let mut seen = std::collections::HashSet::new();
            sources.retain(|source| seen.insert(source.id.clone()));
            Section::Sources(sources)
        }
        4 => {
            let filter = |dice: &mut Dice| NamedFilter { name: dice.text(), query: dice.text() };
            let mut filters = changed_list(dice, document.filters(), filter);
            let mut seen = std::collections::HashSet::new();
            filters.retain(|filter| !filter.name.trim().is_empty() && seen.insert(filter.name.clone()));
            Section::Filters(filters)
        }
        5 => {
            let view = |dice: &mut Dice| NamedView {
                name: dice.text(),
                from: if dice.one_in(2) { dice.pick(&DATES).to_owned() } else { String::new() },
                to: maybe_empty(dice),
                lanes: (0..dice.roll(3)).map(|_| dice.text()).collect(),
                query: maybe_empty(dice),
                lanes_by: LanesBy::ALL[dice.roll(5)],
                align: match dice.roll(3) {
                    0 => String::new(),
                    1 => some_id(document, dice).to_string(),
                    _ => format!("tag:{}", dice.text()),
                },
                zone: if dice.one_in(2) { "utc".to_owned() } else { String::new() },
            };
            let mut views = changed_list(dice, document.views(), view);
            let mut seen = std::collections::HashSet::new();
            views.retain(|view| !view.name.trim().is_empty() && seen.insert(view.name.clone()));
            Section::Views(views)
        }
        6 => {
            let map = |dice: &mut Dice, name: &str, most: usize| {
                (0..dice.roll(most)).map(|n| (format!("{name}{n}"), dice.text())).collect()
            };
            let import = move |dice: &mut Dice| ImportRecord {
                path: dice.text(),
                columns: map(dice, "c", 4),
                options: map(dice, "o", 3),
                key: maybe_empty(dice),
                read: maybe_empty(dice),
                rows: Arc::new(map(dice, "r", 30)),
            };
            let mut imports = changed_list(dice, document.imports(), import);
            let mut seen = std::collections::HashSet::new();
            imports.retain(|import| !import.path.trim().is_empty() && seen.insert(import.path.clone()));
            Section::Imports(imports)
        }
        _ => {
            let focus = some_id(document, dice);
            let step = move |dice: &mut Dice| Step {
                title: maybe_empty(dice),
                from: "2024".to_owned(),
                to: String::new(),
                focus: vec![focus.clone()],
                one_by_one: dice.roll(2) == 0,
                lanes: if dice.roll(2) == 0 { Vec::new() } else { vec![dice.text()] },
                query: if dice.roll(2) == 0 { String::new() } else { "-tag:war".to_owned() },
                lanes_by: if dice.roll(2) == 0 { LanesBy::Country } else { LanesBy::Person },
                align: if dice.roll(2) == 0 { String::new() } else { focus.to_string() },
                coincidence: if dice.roll(2) == 0 { String::new() } else { "2024-10-14".to_owned() },
                accounts: if dice.roll(2) == 0 { EventId::default() } else { focus.clone() },
                seconds: (dice.roll(2) == 0).then(|| 1 + dice.roll(90) as u32),
                text: maybe_empty(dice),
                note: maybe_empty(dice),
            };
            Section::Story(changed_list(dice, document.story(), step))
        }
    }
}

/// An edit that fits the document.
pub fn any_edit(document: &Document, dice: &mut Dice) -> Edit {
    let events = document.events();
    match dice.roll(10) {
        0 | 1 => {
            let count = 1 + dice.roll(3);
            let mut positions: Vec<usize> = (0..count).map(|_| dice.roll(events.len() + 2)).collect();
            positions.sort_unstable();
            let mut new: Vec<(usize, Arc<Event>)> = Vec::new();
            for at in positions {
                let event = new_event(document, dice, new.len());
                new.push((at + new.len(), Arc::new(event)));
            }
            Edit::Insert { events: new }
        }
        2 if !events.is_empty() => {
            let first = dice.roll(events.len());
            let last = (first + 1 + dice.roll(2)).min(events.len());
            Edit::Remove { events: events[first..last].iter().rev().map(|event| event.id.clone()).collect() }
        }
        3 => Edit::Set(section(document, dice)),
        4 if document.lanes().len() > 1 => {
            let lanes = document.lanes();
            let (a, b) = (dice.roll(lanes.len()), dice.roll(lanes.len()));
            merge_lanes(document, &lanes[a].id, &lanes[b].id).unwrap()
        }
        5 if !document.lanes().is_empty() => {
            let lane = &document.lanes()[dice.roll(document.lanes().len())].id;
            with_lane(document, lane, |lane| lane.name = dice.text()).unwrap()
        }
        6 if !events.is_empty() => {
            // Each of several edits must fit the document as the ones before it leave it.
            let mut after = document.clone();
            let count = dice.roll(4);
            let mut edits = Vec::new();
            for _ in 0..count {
                let edit = any_edit(&after, dice);
                coeval::edit::apply(&mut after, edit.clone()).unwrap();
                edits.push(edit);
            }
            Edit::many("Several", edits)
        }
        _ if events.is_empty() => Edit::Set(section(document, dice)),
        _ => {
            let event = &events[dice.roll(events.len())];
            Edit::SetField { event: event.id.clone(), field: field(document, event, dice) }
        }
    }
}
