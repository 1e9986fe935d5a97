//! Where the layout puts what one looks for or presses: quarters on the ruler, how large a mark is under the pointer, how
//! near to a thin column one must be.

use coeval::analysis::{Coincidences, Index};
use coeval::layout::axis::ticks::{Unit, ticks};
use coeval::layout::{Canvas, Frame, Target, Viewport, build};
use coeval::model::{Day, Document, EventIx, Parts};
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Theme, vec2};

use crate::support::documents::plain_event;

#[test]
fn quarters_and_halves_begin_where_people_begin_them() {
    for (months, begins) in [(3_u8, &[1_u8, 4, 7, 10][..]), (6, &[1, 7])] {
        // As far in as the unit is chosen.
        let pt_per_day = 38.0 / (f64::from(months) * 30.44) * 1.02;
        for begin in (0..400).step_by(23) {
            let from = f64::from(Day::from_ymd(2023, 1, 1).unwrap().number() + begin);
            let found = ticks(from, from + 1100.0, pt_per_day, 1.0);
            assert_eq!(found.unit, Unit::Months(months));
            let days: Vec<(i32, u8, u8)> =
                found.minor.iter().map(|tick| Day::from_number(tick.at as i32).ymd()).collect();
            assert!(days.len() >= 6);
            assert!(days.iter().all(|(_, month, day)| begins.contains(month) && *day == 1), "{days:?}");
            let count = |(year, month, _): (i32, u8, u8)| year * 12 + i32::from(month);
            assert!(
                days.windows(2).all(|two| count(two[1]) - count(two[0]) == i32::from(months)),
                "{days:?}"
            );
        }
    }
}

fn lay_out(document: &Document, view: Viewport) -> Canvas {
    let (index, found) = (Index::build(document), Coincidences::default());
    let theme = Theme::of(ThemeKind::Dark);
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let frame = Frame::plain(document, &index, &found, view, vec2(1100.0, 500.0), &theme, &lanes);
    build(&frame, &mut HeadlessFonts::new(1.0))
}

/// The least that a finger or a shaking hand can press: 24 points each way (WCAG 2.2, success criterion 2.5.8).
#[test]
fn a_mark_is_pressed_within_twelve_points_and_no_farther() {
    let event = plain_event("e", "IR", "2024-10-14");
    let document = Document::new(Parts { events: vec![event], ..Parts::default() });
    let day = f64::from(document.event(EventIx(0)).date.first_day().number());
    let canvas = lay_out(&document, Viewport { from: day - 20.0, days: 40.0, scroll: 0.0 });
    let of_event = |target: &Target| *target == Target::Event(EventIx(0));
    let squares =
        canvas.hits.iter().filter(|(rect, target)| of_event(target) && rect.width() == rect.height());
    let mark = squares.map(|(rect, _)| rect.center()).next().unwrap();
    for (x, y, hits) in [
        (-11.9, 0.0, true),
        (0.0, -11.9, true),
        (-11.9, 11.9, true),
        (-12.1, 0.0, false),
        (0.0, -12.1, false),
        (-11.0, 12.1, false),
    ] {
        let target = canvas.hit(mark + vec2(x, y));
        assert_eq!(target.is_some_and(of_event), hits, "{x} {y} from the mark: {target:?}");
    }
}

#[test]
fn a_thin_column_is_reached_from_beside_its_middle() {
    // A crowd, so that the lane is a strip, and one event alone in the middle of nothing.
    let crowd = (0..6000).map(|at| plain_event(&format!("e{at}"), "IR", &format!("{:04}", 1000 + at % 40)));
    let events = crowd.chain([plain_event("alone", "IR", "1500-06-15")]).collect();
    let document = Document::new(Parts { events, ..Parts::default() });
    let from = f64::from(Day::from_ymd(990, 1, 1).unwrap().number());
    let canvas = lay_out(&document, Viewport { from, days: 365.25 * 700.0, scroll: 0.0 });
    let strip = canvas.strips.first().expect("a strip");
    let alone = strip.in_view().filter(|column| column.count == 1).last().unwrap();
    assert!(alone.rect.width() < 8.5, "{alone:?}");
    let middle = alone.rect.center();
    for beside in [-1.5, 0.0, 1.5] {
        let found = strip.column(middle + vec2(beside, 0.0));
        assert_eq!(found.map(|column| column.range), Some(alone.range), "{beside} points beside it");
    }
    for beside in [-14.0, 14.0, 40.0] {
        assert!(strip.column(middle + vec2(beside, 0.0)).is_none(), "{beside} points beside it");
    }
    assert!(strip.column(middle + vec2(0.0, 400.0)).is_none(), "below the strip");
}
