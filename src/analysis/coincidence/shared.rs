//! What the members of a coincidence share: countries, people, tags and places that at least two members in
//! different lanes have.

use super::happening::Happening;
use super::{LaneRanks, Shared};
use crate::model::{Document, Event, EventIx};

/// Room that is used again for every coincidence.
#[derive(Default)]
pub(super) struct Sharing<'a> {
    texts: Vec<(&'a str, u32)>,
    countries: Vec<(u32, u32)>,
}

impl<'a> Sharing<'a> {
    /// What these members share. Texts count without the blanks around them, and as they are written.
    pub(super) fn of(
        &mut self,
        document: &'a Document,
        lanes: &LaneRanks<'_>,
        members: &[Happening],
    ) -> Shared {
        self.countries.clear();
        for member in members {
            self.countries.push((member.lane, member.lane));
            let involved = &document.event(EventIx(member.event)).involves;
            self.countries.extend(involved.iter().map(|id| (lanes.rank(id), member.lane)));
        }
        let countries = in_two_lanes(&mut self.countries);
        let mut texts = |of: fn(&'a Event) -> &'a [String]| self.shared_texts(document, members, of);
        Shared {
            people: texts(|event| &event.people),
            tags: texts(|event| &event.tags),
            places: texts(|event| std::slice::from_ref(&event.place)),
            countries: countries.into_iter().map(|rank| lanes.id(rank).clone()).collect(),
        }
    }

    fn shared_texts(
        &mut self,
        document: &'a Document,
        members: &[Happening],
        of: fn(&'a Event) -> &'a [String],
    ) -> Vec<String> {
        self.texts.clear();
        for member in members {
            let texts = of(document.event(EventIx(member.event))).iter().map(|text| text.trim());
            self.texts.extend(texts.filter(|text| !text.is_empty()).map(|text| (text, member.lane)));
        }
        in_two_lanes(&mut self.texts).into_iter().map(str::to_owned).collect()
    }
}

/// The things that occur with at least two lanes, sorted.
fn in_two_lanes<T: Ord + Copy>(things: &mut [(T, u32)]) -> Vec<T> {
    things.sort_unstable();
    let mut shared = Vec::new();
    for same in things.chunk_by(|a, b| a.0 == b.0) {
        if let (Some(first), Some(last)) = (same.first(), same.last())
            && first.1 != last.1
        {
            shared.push(first.0);
        }
    }
    shared
}
