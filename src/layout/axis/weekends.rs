//! The weekends of each lane's country as a quiet ground, where days are wide enough to see one.

use crate::analysis::LanesBy;
use crate::layout::lanes::LaneBox;
use crate::layout::{Frame, Stretch, TimeScale};
use crate::model::Day;
use crate::model::country::weekend;
use crate::scene::{Fill, Item, ItemId, Primitive, Rect, pos2};

/// The least width of a day, in points.
const LEAST_DAY: f64 = 5.0;

/// Shades the weekends in view, lane by lane; days of rest that follow each other are one area.
pub(crate) fn shade(frame: &Frame<'_>, scale: &TimeScale, lanes: &[&LaneBox], items: &mut Vec<Item>) {
    let grouping = frame.index.grouping();
    // A tag or a person has no weekend.
    let of_countries = grouping.by() == LanesBy::Country;
    if !frame.axis.calendars.weekends || !of_countries || scale.pt_per_day() < LEAST_DAY {
        return;
    }
    #[allow(clippy::cast_possible_truncation)] // held in range
    let day = |instant: f64| Day::from_number(instant.floor() as i32);
    let parts = scale.stretches();
    for (lane, part) in lanes.iter().flat_map(|lane| parts.iter().map(move |part| (*lane, part))) {
        let (first, last) = (day(part.from), day(part.to));
        let Some(info) = grouping.lanes().get(lane.lane as usize) else { continue };
        let rest = weekend(info.id.as_str());
        let mut begun: Option<Day> = None;
        // One day more ends what is still open.
        for number in first.number()..=last.number() + 1 {
            let day = Day::from_number(number);
            let rests = number <= last.number() && rest.contains(&day.weekday());
            match (begun, rests) {
                (None, true) => begun = Some(day),
                (Some(since), false) => {
                    items.push(area(frame, (scale, part), lane, since.number(), number));
                    begun = None;
                }
                _ => {}
            }
        }
    }
}

fn area(
    frame: &Frame<'_>,
    (scale, part): (&TimeScale, &Stretch),
    lane: &LaneBox,
    from: i32,
    to: i32,
) -> Item {
    let (left, right) = (scale.x(f64::from(from)), scale.x(f64::from(to)));
    let (left, right) = (left.max(part.left), right.min(part.right));
    let rect = Rect::from_min_max(pos2(left, lane.rect.top()), pos2(right, lane.rect.bottom()));
    let fill = Fill::Solid(frame.theme.weekend);
    let primitive = Primitive::Rect { rect, radius: 0.0, fill, stroke: None };
    Item { id: Some(ItemId::Lane(lane.lane)), primitive }
}
