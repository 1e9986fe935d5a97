//! What the members of a coincidence share: countries, people, tags and places that at least two members in
//! different lanes have. Everything is numbered once, in the order of the document: comparing texts coincidence
//! by coincidence took two thirds of the time with a million events.

use super::Shared;
use super::happening::Happening;
use crate::analysis::membership::Membership;
use crate::model::{Document, Event, Lane};

/// What each event has, by number: first the countries, as the document has them, then the texts.
pub(super) struct Things<'a> {
    countries: &'a [Lane],
    /// The things of all events in a row.
    all: Vec<u32>,
    /// Where the things of each event begin in that row, and where the last one's end.
    begins: Vec<u32>,
    /// What the numbers after the countries' stand for.
    texts: Vec<(Kind, &'a str)>,
    /// In which coincidence each thing was last seen, and with whom.
    seen: Vec<Seen>,
    coincidence: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
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
    /// Texts count without the blanks around them, and as they are written.
    pub(super) fn new(document: &'a Document) -> Self {
        let countries = document.lanes();
        let ids = countries.iter().map(|lane| lane.id.as_str());
        let position: foldhash::HashMap<&str, u32> = ids.zip(0..).collect();
        // The document promises that every lane an event names is there.
        let country = |id: &str| position.get(id).copied().unwrap_or(0);
        let mut numbers: foldhash::HashMap<(Kind, &str), u32> = foldhash::HashMap::default();
        let mut texts = Vec::new();
        let mut all = Vec::new();
        let mut begins = vec![0];
        for event in document.events() {
            all.push(country(event.lane.as_str()));
            all.extend(event.involves.iter().map(|id| country(id.as_str())));
            for text in texts_of(event).filter(|(_, text)| !text.is_empty()) {
                all.push(*numbers.entry(text).or_insert_with(|| {
                    texts.push(text);
                    (countries.len() + texts.len() - 1) as u32
                }));
            }
            begins.push(all.len() as u32);
        }
        let seen = vec![Seen::default(); countries.len() + texts.len()];
        Self { countries, all, begins, texts, seen, coincidence: 0 }
    }

    /// What these members share, being in the lanes of these ranks.
    pub(super) fn shared(&mut self, members: &[Happening], places: &Membership) -> Shared {
        self.coincidence += 1;
        let mut shared = Shared::default();
        for member in members {
            let at = member.event as usize;
            let several = places.of(at).len() > 1;
            for thing in self.begins[at]..self.begins[at + 1] {
                let thing = self.all[thing as usize] as usize;
                let seen = &mut self.seen[thing];
                if seen.coincidence != self.coincidence {
                    let (event, lane) = (member.event, member.lane);
                    *seen = Seen { coincidence: self.coincidence, event, lane, several, shared: false };
                } else if seen.event != member.event && !seen.shared {
                    // Two events are in two different lanes as soon as they are in two together.
                    seen.several |= several || seen.lane != member.lane;
                    if seen.several {
                        seen.shared = true;
                        self.put(thing, &mut shared);
                    }
                }
            }
        }
        shared.countries.sort_unstable();
        for list in [&mut shared.people, &mut shared.tags, &mut shared.places] {
            list.sort_unstable();
        }
        shared
    }

    fn put(&self, thing: usize, shared: &mut Shared) {
        let Some(at) = thing.checked_sub(self.countries.len()) else {
            shared.countries.push(self.countries[thing].id.clone());
            return;
        };
        let (kind, text) = self.texts[at];
        let list = match kind {
            Kind::Person => &mut shared.people,
            Kind::Tag => &mut shared.tags,
            Kind::Place => &mut shared.places,
        };
        list.push(text.to_owned());
    }
}

fn texts_of(event: &Event) -> impl Iterator<Item = (Kind, &str)> {
    let people = event.people.iter().map(|text| (Kind::Person, text.trim()));
    let tags = event.tags.iter().map(|text| (Kind::Tag, text.trim()));
    people.chain(tags).chain([(Kind::Place, event.place.trim())])
}
