//! What the members of a coincidence share: countries, people, tags and places that at least two members in
//! different lanes have. Everything is numbered first: comparing texts took two thirds of the time with a million
//! events.

use super::Shared;
use crate::model::{Event, LaneId};

/// What each of some events has, by number.
pub(super) struct Things<'a> {
    /// The things of all events in a row.
    all: Vec<u32>,
    /// Where the things of each event begin in that row, and where the last one's end.
    begins: Vec<u32>,
    /// What the numbers stand for.
    texts: Vec<(Kind, &'a str)>,
    /// In which coincidence each thing was last seen, and with whom.
    seen: Vec<Seen>,
    coincidence: u32,
    /// Room for what the members of one share.
    shared: Vec<u32>,
}

/// One who takes part in a coincidence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    /// The event's place among those whose things are known.
    pub place: u32,
    /// The event.
    pub event: u32,
    /// The rank of its first lane.
    pub lane: u32,
    /// Whether it is in others too.
    pub several: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Country,
    Person,
    Tag,
    Place,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    coincidence: u32,
    event: u32,
    /// The first lane it was seen with.
    lane: u32,
    /// Whether it was seen with other lanes too.
    several: bool,
    shared: bool,
}

impl<'a> Things<'a> {
    /// Of some events. Texts count without the blanks around them, and as they are written.
    pub(super) fn new(events: impl Iterator<Item = &'a Event>) -> Self {
        let mut numbers: foldhash::HashMap<(Kind, &str), u32> = foldhash::HashMap::default();
        let mut texts = Vec::new();
        let mut all = Vec::new();
        let mut begins = vec![0];
        for event in events {
            for text in texts_of(event).filter(|(_, text)| !text.is_empty()) {
                all.push(*numbers.entry(text).or_insert_with(|| {
                    texts.push(text);
                    texts.len() as u32 - 1
                }));
            }
            begins.push(all.len() as u32);
        }
        let seen = vec![Seen::default(); texts.len()];
        Self { all, begins, texts, seen, coincidence: 0, shared: Vec::new() }
    }

    /// What these members share.
    pub(super) fn shared(&mut self, members: impl Iterator<Item = Member>) -> Shared {
        self.shared_numbers(members);
        let mut shared = Shared::default();
        for thing in &self.shared {
            self.put(*thing as usize, &mut shared);
        }
        shared.countries.sort_unstable();
        for list in [&mut shared.people, &mut shared.tags, &mut shared.places] {
            list.sort_unstable();
        }
        shared
    }

    /// What these members share, by number.
    pub(super) fn shared_numbers(&mut self, members: impl Iterator<Item = Member>) -> &[u32] {
        self.coincidence += 1;
        self.shared.clear();
        for Member { place, event, lane, several } in members {
            let place = place as usize;
            for number in &self.all[self.begins[place] as usize..self.begins[place + 1] as usize] {
                let seen = &mut self.seen[*number as usize];
                if seen.coincidence != self.coincidence {
                    *seen = Seen { coincidence: self.coincidence, event, lane, several, shared: false };
                } else if seen.event != event && !seen.shared {
                    // Two events are in two different lanes as soon as they are in two together.
                    seen.several |= several || seen.lane != lane;
                    if seen.several {
                        seen.shared = true;
                        self.shared.push(*number);
                    }
                }
            }
        }
        &self.shared
    }

    fn put(&self, thing: usize, shared: &mut Shared) {
        let (kind, text) = self.texts[thing];
        let list = match kind {
            Kind::Country => return shared.countries.push(LaneId::new(text)),
            Kind::Person => &mut shared.people,
            Kind::Tag => &mut shared.tags,
            Kind::Place => &mut shared.places,
        };
        list.push(text.to_owned());
    }
}

fn texts_of(event: &Event) -> impl Iterator<Item = (Kind, &str)> {
    let involved = event.involves.iter().map(|id| (Kind::Country, id.as_str()));
    let countries = std::iter::once((Kind::Country, event.lane.as_str())).chain(involved);
    let people = event.people.iter().map(|text| (Kind::Person, text.trim()));
    let tags = event.tags.iter().map(|text| (Kind::Tag, text.trim()));
    countries.chain(people).chain(tags).chain([(Kind::Place, event.place.trim())])
}
