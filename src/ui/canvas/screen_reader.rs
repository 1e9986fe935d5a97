//! What a screen reader says of the timeline: of all that is in view, and of each event.

use super::align_bar;
use super::input::CanvasInput;
use super::pointer::day_at;
use crate::layout::Canvas;
use crate::model::day::month_name;
use crate::model::{Day, EventIx, brief, counted, grouped};

/// What a screen reader says of the timeline as a whole: what is in view.
pub(crate) fn name(input: &CanvasInput<'_>) -> String {
    let viewport = input.view.seen();
    let lanes = &input.lanes.shown;
    let events: usize = lanes
        .iter()
        .filter_map(|lane| input.drawn().lane(*lane))
        .map(|column| {
            let earlier = column.touching(viewport.from, viewport.from);
            let earlier = earlier.filter(|entry| entry.extent.from < viewport.from).count();
            earlier + column.count_between(viewport.from, viewport.to())
        })
        .sum();
    let (first, last) = (day_at(viewport.from), day_at(viewport.to()));
    let days = match input.shown.aligned {
        None => days_in_words(first, last),
        Some(aligned) => {
            let (first, last) = (aligned.day_in_short(first.number()), aligned.day_in_short(last.number()));
            format!("{}, from {first} to {last}", align_bar::said(aligned))
        }
    };
    format!("Timeline: {}, {}, {}", counted(lanes.len(), "lane"), counted(events, "event"), days)
}

/// "14 to 20 October 2024", "28 September to 3 October 2024".
fn days_in_words(first: Day, last: Day) -> String {
    let ((year, month, day), (last_year, last_month, _)) = (first.ymd(), last.ymd());
    let from = match (year == last_year, month == last_month) {
        (true, true) if first == last => return last.long(),
        (true, true) => day.to_string(),
        (true, false) => format!("{day} {}", month_name(month)),
        (false, _) => first.long(),
    };
    format!("{from} to {}", last.long())
}

/// "36000 events in 40 lanes, too many to show one by one".
pub(crate) fn strips_name(canvas: &Canvas) -> String {
    let in_view = canvas.strips.iter().flat_map(crate::layout::Strip::in_view);
    let count: u32 = in_view.map(|column| column.count).sum();
    format!(
        "{} events in {} lanes, too many to show individually; zoom in",
        grouped(count as usize),
        canvas.strips.chunk_by(|a, b| a.lane == b.lane).count()
    )
}

/// "title, date, lane".
pub(crate) fn event_name(input: &CanvasInput<'_>, ix: EventIx) -> String {
    let event = input.shown.document.event(ix);
    let lane = input.shown.document.lane(&event.lane).map_or(event.lane.as_str(), |lane| &lane.name);
    let name = format!("{}, {}, {}", brief(&event.title), event.date.in_words(), brief(lane));
    match input.shown.aligned.map(|aligned| aligned.offsets_in_words(&event.date, ix)) {
        Some(offset) if !offset.is_empty() => format!("{name}, {offset}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_view_are_said_in_short() {
        let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
        for (first, last, words) in [
            (day(2024, 10, 14), day(2024, 10, 20), "14 to 20 October 2024"),
            (day(2024, 9, 28), day(2024, 10, 3), "28 September to 3 October 2024"),
            (day(2023, 12, 30), day(2024, 1, 2), "30 December 2023 to 2 January 2024"),
            (day(2024, 10, 14), day(2024, 10, 14), "14 October 2024"),
        ] {
            assert_eq!(days_in_words(first, last), words);
        }
    }
}
