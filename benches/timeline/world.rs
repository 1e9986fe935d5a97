//! Documents for the benchmarks, without a file in between.

use std::collections::HashMap;

use coeval::model::{Document, Event, EventDate, EventId, Lane, LaneId, List, Name, Parts};

use super::generator::{Generator, Made, Plan, lane_ids};

/// The document of a plan, in memory as one that was read: what repeats is there once.
pub fn document(plan: Plan) -> Document {
    let ids: Vec<LaneId> = lane_ids(plan.lanes).iter().map(|id| LaneId::new(id)).collect();
    let countries = ids.iter().map(|id| Name::from(id.as_str())).collect();
    let mut shared = Shared { lanes: &ids, countries, names: HashMap::new(), lists: HashMap::new() };
    let mut generator = Generator::new(plan);
    let mut made = Made::default();
    let mut event = |at: usize| {
        generator.make(at, &mut made);
        shared.event(&made)
    };
    let events = (0..plan.events).map(&mut event).collect();
    let lane = |id: &LaneId| Lane { id: id.clone(), name: id.to_string(), color: None, declared: true };
    Document::new(Parts { lanes: ids.iter().map(lane).collect(), events, ..Parts::default() })
}

/// What events share.
struct Shared<'a> {
    lanes: &'a [LaneId],
    countries: Vec<Name>,
    names: HashMap<&'static str, Name>,
    lists: HashMap<Vec<&'static str>, List<Name>>,
}

impl Shared<'_> {
    fn event(&mut self, made: &Made) -> Event {
        let (id, date) = (EventId::new(&made.id), EventDate::parse(&made.date).unwrap());
        let mut event = Event::new(id, date, &made.title, "");
        event.country = self.countries[made.lane].clone();
        event.lane = self.lanes[made.lane].clone();
        event.place = self.name(made.place);
        event.people =
            self.list(if made.person.is_empty() { &[] } else { std::slice::from_ref(&made.person) });
        event.tags = self.list(&made.tags);
        event.importance = made.importance;
        event
    }

    fn name(&mut self, name: &'static str) -> Name {
        self.names.entry(name).or_insert_with(|| name.into()).clone()
    }

    fn list(&mut self, names: &[&'static str]) -> List<Name> {
        if let Some(list) = self.lists.get(names) {
            return list.clone();
        }
        let list: List<Name> = names.iter().map(|name| self.name(name)).collect();
        self.lists.insert(names.to_vec(), list.clone());
        list
    }
}
