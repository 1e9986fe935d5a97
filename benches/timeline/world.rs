//! Documents for the benchmarks, without a file in between.

use coeval::model::{Document, Event, EventDate, EventId, Lane, LaneId, Parts};

use super::generator::{Generator, Made, Plan, lane_ids};

/// The document of a plan.
pub fn document(plan: Plan) -> Document {
    let ids: Vec<LaneId> = lane_ids(plan.lanes).iter().map(|id| LaneId::new(id)).collect();
    let mut generator = Generator::new(plan);
    let mut made = Made::default();
    let mut event = |at: usize| {
        generator.make(at, &mut made);
        event(&made, &ids)
    };
    let events = (0..plan.events).map(&mut event).collect();
    let lane = |id: &LaneId| Lane { id: id.clone(), name: id.to_string(), color: None, declared: true };
    Document::new(Parts { lanes: ids.iter().map(lane).collect(), events, ..Parts::default() })
}

fn event(made: &Made, lanes: &[LaneId]) -> Event {
    let lane = &lanes[made.lane];
    Event {
        id: EventId::new(&made.id),
        date: EventDate::parse(&made.date).unwrap(),
        title: made.title.clone(),
        title_native: String::new(),
        country: lane.to_string(),
        lane: lane.clone(),
        place: made.place.to_owned(),
        involves: Vec::new(),
        people: (!made.person.is_empty()).then(|| made.person.to_owned()).into_iter().collect(),
        tags: made.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        sources: Vec::new(),
        importance: made.importance,
        summary: String::new(),
        accounts: Vec::new(),
        links: Vec::new(),
        note: String::new(),
        origin: 0,
    }
}
