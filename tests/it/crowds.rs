//! Shapes that real collections have and evenly spread events have not: many spans at once, many events on one day.

use crate::support::documents::plain_event;
use coeval::analysis::{Coincidences, Index};
use coeval::layout::{Canvas, Frame, Target, Viewport, build};
use coeval::model::{Day, Document, EventIx, Parts};
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Item, ItemId, Primitive, Theme, vec2};

/// Three hundred spans of decades in one lane, each for longer than the others; the one of number 7 is the most important.
fn decades() -> Document {
    let event = |at: i32| {
        let (first, last) = (Day::from_number(at * 11), Day::from_number(12_000 + at * 13));
        let mut event = plain_event(&format!("e{at}"), "IR", &format!("{first}/{last}"));
        event.importance = if at == 7 { 5 } else { 3 };
        event
    };
    Document::new(Parts { events: (0..300).map(event).collect(), ..Parts::default() })
}

fn lay_out(document: &Document, view: Viewport, selected: Option<EventIx>, check: impl FnOnce(&Canvas)) {
    let (index, found) = (Index::build(document), Coincidences::default());
    let theme = Theme::of(ThemeKind::Dark);
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let mut frame = Frame::plain(document, &index, &found, view, vec2(1100.0, 500.0), &theme, &lanes);
    frame.emphasis.selected = selected;
    check(&build(&frame, &mut HeadlessFonts::new(1.0)));
}

/// The events that have a bar.
fn bars(items: &[Item]) -> Vec<EventIx> {
    let of = |item: &Item| match (&item.primitive, item.id) {
        (Primitive::Group { items, .. }, _) => bars(items),
        (Primitive::Rect { .. }, Some(ItemId::Event(ix))) => vec![ix],
        _ => Vec::new(),
    };
    items.iter().flat_map(of).collect()
}

/// The events that a press leads to.
fn reached(canvas: &Canvas) -> Vec<EventIx> {
    let seen = canvas.hits.iter().filter(|(rect, _)| rect.is_positive());
    let of = |target: &Target| match target {
        Target::Event(ix) => vec![*ix],
        Target::Hidden(pile) => canvas.pile(*pile).to_vec(),
        _ => Vec::new(),
    };
    let mut all: Vec<EventIx> = seen.flat_map(|(_, target)| of(target)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn of_spans_that_take_all_of_the_view_one_of_each_row_stands_for_all() {
    let document = decades();
    let view = Viewport { from: 8000.0, days: 30.0, scroll: 0.0 };
    let all: Vec<EventIx> = (0..300).map(EventIx).collect();
    lay_out(&document, view, None, |canvas| {
        let bars = bars(&canvas.scene.items);
        assert!(!bars.is_empty() && bars.len() <= 12, "{bars:?}");
        assert!(bars.contains(&EventIx(7)), "the most important is the one that is seen");
        assert_eq!(reached(canvas), all, "none is lost");
    });
    // What is selected is seen itself.
    lay_out(&document, view, Some(EventIx(55)), |canvas| {
        assert!(bars(&canvas.scene.items).contains(&EventIx(55)));
        assert_eq!(reached(canvas), all);
    });
}

#[test]
fn a_crowded_day_shortly_out_of_view_is_a_crowd_still() {
    let event = |at: i32| plain_event(&format!("e{at}"), "IR", "2024-10-14");
    let document = Document::new(Parts { events: (0..5000).map(event).collect(), ..Parts::default() });
    let day = document.event(EventIx(0)).date.first_day();
    for out in [1.0, 3.0, 30.0] {
        let view = Viewport { from: f64::from(day.number()) + 1.0 + out, days: 1000.0, scroll: 0.0 };
        lay_out(&document, view, None, |canvas| {
            let events = canvas.hits.iter().filter(|(_, target)| matches!(target, Target::Event(_)));
            assert_eq!(events.count(), 0);
        });
    }
}
