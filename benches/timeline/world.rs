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
    let (id, date) = (EventId::new(&made.id), EventDate::parse(&made.date).unwrap());
    let mut event = Event::new(id, date, &made.title, lanes[made.lane].as_str());
    event.lane = lanes[made.lane].clone();
    event.place = made.place.into();
    event.people = (!made.person.is_empty()).then_some(made.person).into_iter().collect();
    event.tags = made.tags.iter().copied().collect();
    event.importance = made.importance;
    event
}
