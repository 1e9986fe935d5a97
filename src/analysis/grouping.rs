//! Which lanes there are and which events stand in each: by country as a rule, or by tag, person, place, source or file.
//! The index, the coincidences and the pairs all ask this, so that the same day means the same across whatever the
//! lanes are. An event may stand in several lanes and is still one event. Editing knows countries alone.

use super::membership::Membership;
pub use crate::model::LanesBy;
use crate::model::{Account, Document, Event, EventIx, Keyed, Lane, LaneId, Moves, Name, Source, Text};

/// Lanes beyond this many, those of the fewest events, are one lane: nobody reads more, and each costs memory.
pub const MOST_LANES: usize = 2000;

/// The lane of events without a value. No value is empty, so that it is nobody else's id.
const NOWHERE: &str = "";

/// The lane of the values that have no lane of their own. Values have no blanks around them.
const OTHERS: &str = " ";

/// The lanes of a document and which events stand in which; good for one revision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grouping {
    by: LanesBy,
    lanes: Keyed<Lane>,
    members: Membership,
    /// The position of the lane of events without a value.
    nowhere: Option<u32>,
    /// The declared sources that the lanes are named after, where they are sources.
    sources: Vec<Source>,
}

impl Grouping {
    /// The lanes of a document: countries as the document has them, all else by number of events, the most first,
    /// with the events that have no value in a last lane.
    #[must_use]
    pub fn new(document: &Document, by: LanesBy) -> Self {
        match by {
            LanesBy::Country => Self::by_country(document),
            _ => Self::by_value(document, by),
        }
    }

    fn by_country(document: &Document) -> Self {
        let ids = document.lanes().iter().map(|lane| lane.id.as_str());
        let positions: foldhash::HashMap<&str, u32> = ids.zip(0..).collect();
        // The document promises that every lane an event names is there.
        let lane = |event: &Event| positions.get(event.lane.as_str()).copied().unwrap_or(0);
        let members = Membership::one_each(document.events().iter().map(|event| lane(event)).collect());
        Self { by: LanesBy::Country, lanes: document.shared_lanes(), members, ..Self::default() }
    }

    fn by_value(document: &Document, by: LanesBy) -> Self {
        let mut numbers: foldhash::HashMap<&str, u32> = foldhash::HashMap::default();
        let mut values: Vec<(&str, u32)> = Vec::new();
        let mut members = Membership::default();
        let mut own: Vec<u32> = Vec::new();
        let publishers = publishers(document);
        for event in document.events() {
            own.clear();
            for value in values_of(document, event, by, &publishers) {
                let number = *numbers.entry(value).or_insert_with(|| {
                    values.push((value, 0));
                    values.len() as u32 - 1
                });
                if !own.contains(&number) {
                    own.push(number);
                    values[number as usize].1 += 1;
                }
            }
            members.push(&own);
        }
        let mut order: Vec<u32> = (0..values.len() as u32).collect();
        let key = |number: u32| values[number as usize];
        order.sort_unstable_by(|a, b| key(*b).1.cmp(&key(*a).1).then(key(*a).0.cmp(key(*b).0)));
        let kept = if order.len() > MOST_LANES { MOST_LANES - 1 } else { order.len() };
        let mut lanes: Vec<Lane> =
            order[..kept].iter().map(|number| lane(document, by, key(*number).0)).collect();
        if kept < order.len() {
            lanes.push(unnamed(OTHERS, &format!("{} more {}", order.len() - kept, by.plural())));
        }
        let mut position_of = vec![kept as u32; order.len()];
        for (number, position) in order[..kept].iter().zip(0..) {
            position_of[*number as usize] = position;
        }
        let nowhere = members.any_empty().then_some(lanes.len() as u32);
        if nowhere.is_some() {
            lanes.push(unnamed(NOWHERE, name_of_nowhere(by)));
        }
        let sources = if by == LanesBy::Source { document.sources().to_vec() } else { Vec::new() };
        Self { by, lanes: lanes.into(), members: members.mapped(&position_of, nowhere), nowhere, sources }
    }

    /// What the lanes are.
    #[must_use]
    pub fn by(&self) -> LanesBy {
        self.by
    }

    /// The lanes, top to bottom.
    #[must_use]
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// The positions of the lanes that an event stands in, ascending; at least one.
    #[must_use]
    pub fn of(&self, ix: EventIx) -> &[u32] {
        self.members.of(ix.index())
    }

    /// Whether an event stands in at most one lane.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.members.is_single()
    }

    /// The ids of the lanes that an event stands in.
    pub fn ids(&self, ix: EventIx) -> impl Iterator<Item = &LaneId> {
        self.of(ix).iter().filter_map(|at| self.lanes.get(*at as usize)).map(|lane| &lane.id)
    }

    /// Where a lane stands.
    #[must_use]
    pub fn position(&self, id: &LaneId) -> Option<u32> {
        self.lanes.position(id.as_str()).and_then(|at| u32::try_from(at).ok())
    }

    /// The name of a lane; its id where there is none such.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a LaneId) -> &'a str {
        self.lanes.find(id.as_str()).map_or(id.as_str(), |lane| &lane.name)
    }

    /// Whether a lane takes part in coincidences. What has no place may be in the same place as all else, so that
    /// the lane of events without a value takes none.
    #[must_use]
    pub fn counts(&self, position: u32) -> bool {
        self.nowhere != Some(position)
    }

    /// The position of the lane of each event where each stands in one.
    pub(super) fn singles(&self) -> &[u32] {
        self.members.singles()
    }

    /// The events of the lanes that count and are wanted, each with those lanes alone.
    pub(super) fn members_in(&self, wanted: impl Fn(&Lane) -> bool) -> Membership {
        let wanted: Vec<bool> =
            (0..).zip(self.lanes.iter()).map(|(at, lane)| self.counts(at) && wanted(lane)).collect();
        if wanted.iter().all(|wanted| *wanted) { self.members.clone() } else { self.members.only(&wanted) }
    }

    /// Follows a change of events, or that they came, after which the lanes are the same but for some at the end; false
    /// where they may not be, or an event has moved that stands in other than one lane.
    pub(super) fn update(&mut self, document: &Document, touched: &[EventIx]) -> bool {
        if self.by != LanesBy::Country {
            let same_sources = self.by != LanesBy::Source || self.sources == document.sources();
            return same_sources && touched.iter().all(|ix| self.stands_as_before(document, *ix));
        }
        let same = |(own, lane): (&Lane, &Lane)| own.id == lane.id;
        let lanes = document.shared_lanes();
        // Lanes may have come or gone at the end.
        if !self.lanes.iter().zip(lanes.iter()).all(same) {
            return false;
        }
        self.lanes = lanes;
        touched.iter().all(|ix| {
            let lane = &document.event(*ix).lane;
            self.position(lane).is_some_and(|at| self.members.set_one(ix.index(), at))
        })
    }

    /// Follows events that come and go; false where they may stand in other than one lane.
    pub(super) fn follow(&mut self, moves: &Moves) -> bool {
        self.members.follow(moves)
    }

    fn stands_as_before(&self, document: &Document, ix: EventIx) -> bool {
        let publishers = publishers(document);
        let values: Vec<&str> = values_of(document, document.event(ix), self.by, &publishers).collect();
        let own: Vec<&str> = self.ids(ix).map(LaneId::as_str).collect();
        match own.as_slice() {
            [NOWHERE] => values.is_empty(),
            own if own.contains(&OTHERS) => false,
            own => {
                !values.is_empty()
                    && values.iter().all(|v| own.contains(v))
                    && own.iter().all(|o| values.contains(o))
            }
        }
    }
}

/// What the lane is called in which events stand that have none.
fn name_of_nowhere(by: LanesBy) -> &'static str {
    match by {
        LanesBy::Country => "No country",
        LanesBy::Tag => "No tag",
        LanesBy::Person => "No people",
        LanesBy::Place => "No place",
        LanesBy::Source => "No source",
        LanesBy::File => "No file",
    }
}

/// Who published each declared source, by its id.
fn publishers(document: &Document) -> foldhash::HashMap<&str, &str> {
    let known = document.sources().iter().filter_map(|source| {
        let publisher = source.publisher.as_deref()?.trim();
        (!publisher.is_empty()).then_some((source.id.as_str(), publisher))
    });
    known.collect()
}

/// The values of an event, without blanks around them; a value may come twice.
fn values_of<'a>(
    document: &'a Document,
    event: &'a Event,
    by: LanesBy,
    publishers: &foldhash::HashMap<&'a str, &'a str>,
) -> impl Iterator<Item = &'a str> {
    let (list, one): (&[Name], Option<&str>) = match by {
        LanesBy::Country => (&[], Some(event.lane.as_str())),
        LanesBy::Tag => (&event.tags, None),
        LanesBy::Person => (&event.people, None),
        LanesBy::Place => (&[], Some(&event.place)),
        LanesBy::Source => (&[], None),
        LanesBy::File => (&[], document.file_of(event)),
    };
    let is_source = by == LanesBy::Source;
    let (sources, accounts): (&[Text], &[Account]) =
        if is_source { (&event.sources, &event.accounts) } else { (&[], &[]) };
    let told = accounts.iter().filter_map(|account| account.source.as_deref());
    let value = move |text: &'a str| match by {
        LanesBy::Source => publishers.get(text.trim()).copied().unwrap_or_else(|| host(text.trim())),
        _ => text.trim(),
    };
    let names = list.iter().map(Name::as_str).chain(sources.iter().map(Text::as_str));
    names.chain(one).chain(told).map(value).filter(|text| !text.is_empty())
}

/// Of a web address its host, because an article is reported once; all else as it is.
fn host(source: &str) -> &str {
    let Some((_, rest)) = source.split_once("://") else { return source };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.is_empty() { source } else { host }
}

/// The lane of a value: a declared source without a publisher is named by its title.
fn lane(document: &Document, by: LanesBy, value: &str) -> Lane {
    let declared = if by == LanesBy::Source { document.source(value) } else { None };
    let title = declared.map(|source| source.title.as_str()).filter(|title| !title.is_empty());
    unnamed(value, title.unwrap_or(value))
}

fn unnamed(id: &str, name: &str) -> Lane {
    Lane { id: LaneId::new(id), name: name.to_owned(), color: None, declared: false }
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_grouped_by_host() {
        for (written, host) in [
            ("https://www.apa.az/en/x?y#z", "apa.az"),
            ("http://me@irna.ir", "irna.ir"),
            ("arvak", "arvak"),
            ("Kommersant, 3 May", "Kommersant, 3 May"),
            ("https://", "https://"),
        ] {
            assert_eq!(super::host(written), host);
        }
    }
}
