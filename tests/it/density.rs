//! The truth of density strips: the counts are those of brute force, the picture is that of the sum of the events, and
//! no event is out of reach.

use crate::support::dice::Dice;
use crate::support::documents::plain_event;
use coeval::analysis::counts::{COARSEST, stretch_days, stretch_of};
use coeval::analysis::{Coincidences, Entry, Index, LaneColumn};
use coeval::layout::{Canvas, Frame, Lod, Memory, ShownData, Strip, Target, Viewport, build, build_with};
use coeval::model::{Day, Document, Event, EventIx, Parts};
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Color, Item, ItemId, Primitive, Rect, Theme, vec2};
use proptest::prelude::*;

const SIZE: (f32, f32) = (900.0, 500.0);

/// Crowded here and sparse there, some with an hour, some for long.
fn crowd(seed: i64, len: i64) -> Document {
    let event = |at: i64| -> Event {
        let mixed = (at + 1) * (seed * 2 + 7919) % 10_007;
        let day = Day::from_number(19_000 + (mixed * mixed % 1700) as i32 - (at % 5) as i32 * 250);
        let date = match at % 9 {
            0 => format!("{day}T{:02}:30", at % 24),
            1 => format!("{day}/{}", Day::from_number(day.number() + (at % 40) as i32)),
            2 => format!("{day}T{:02}:00/{}", at % 24, Day::from_number(day.number() + 1)),
            _ => day.to_string(),
        };
        plain_event(&format!("e{at}"), ["IR", "IL", "AZ"][(mixed % 3) as usize], &date)
    };
    Document::new(Parts { events: (0..len).map(event).collect(), ..Parts::default() })
}

fn begins(entry: &&Entry, (from, to): (f64, f64)) -> bool {
    entry.extent.from >= from && entry.extent.from < to
}

fn laid_out(
    document: &Document,
    viewport: Viewport,
    memory: Option<&mut Memory>,
    check: impl FnOnce(&Frame<'_>, &Canvas),
) {
    let index = Index::build(document);
    let theme = Theme::of(ThemeKind::Light);
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let size = vec2(SIZE.0, SIZE.1);
    let found = Coincidences::default();
    let frame = Frame::plain(document, &index, &found, viewport, size, &theme, &lanes);
    let mut fonts = HeadlessFonts::new(1.0);
    let canvas = match memory {
        Some(memory) => {
            memory.begin(ShownData::default(), &frame);
            build_with(&frame, &mut fonts, memory)
        }
        None => build(&frame, &mut fonts),
    };
    check(&frame, &canvas);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn columns_in_view_are_what_brute_force_finds(
        seed in 1_i64..1000,
        from in 17_000.0..20_500.0f64,
        zoom in 6.0..14.0f64,
        pan in -0.9..0.9f64,
    ) {
        let document = crowd(seed, 4000);
        let view = Viewport { from, days: zoom.exp2(), scroll: 0.0 };
        let mut memory = Memory::default();
        // Once for itself, then moved with what was kept of the first.
        for view in [view, view.panned(pan), view.panned(pan).zoomed(0.97, 0.3)] {
            laid_out(&document, view, Some(&mut memory), |frame, canvas| {
                for strip in &canvas.strips {
                    let entries = frame.index.lane(strip.lane).unwrap().entries();
                    for column in strip.in_view() {
                        let brute = entries.iter().filter(|entry| begins(entry, column.range)).count();
                        assert_eq!(column.count as usize, brute, "{:?}", column.range);
                    }
                }
            });
        }
    }

    #[test]
    fn a_picture_made_with_memory_is_the_same(
        seed in 1_i64..1000,
        from in 18_000.0..20_000.0f64,
        zoom in 2.0..13.0f64,
        pan in -0.4..0.4f64,
    ) {
        let document = crowd(seed, 1500);
        let view = Viewport { from, days: zoom.exp2(), scroll: 0.0 };
        let mut memory = Memory::default();
        for view in [view, view.panned(pan), view.zoomed(1.3, 0.5), view] {
            let (mut kept, mut anew) = (None, None);
            laid_out(&document, view, Some(&mut memory), |_, canvas| kept = Some(canvas.clone()));
            laid_out(&document, view, None, |_, canvas| anew = Some(canvas.clone()));
            let (kept, anew) = (kept.unwrap(), anew.unwrap());
            // Strips kept ready for moving are longer; what is in view of them is compared above.
            if anew.lod != Lod::Density {
                prop_assert_eq!(&kept.scene, &anew.scene);
                prop_assert_eq!(&kept.hits, &anew.hits);
            }
            memory.recycle(kept);
        }
    }

    #[test]
    fn every_event_is_reached_from_the_whole_by_presses(seed in 1_i64..1000) {
        let document = crowd(seed, 4000);
        let view = Viewport::fit(Day::from_number(17_900), Day::from_number(20_800));
        let mut reached: Vec<EventIx> = Vec::new();
        laid_out(&document, view, None, |frame, canvas| {
            assert_eq!(canvas.lod, Lod::Density);
            for strip in &canvas.strips {
                for column in strip.in_view().filter(|column| column.count > 0) {
                    assert_eq!(canvas.column(strip.lane, column.rect.center()), Some(column));
                    let (from, to) = column.range;
                    let lane = frame.index.lane(strip.lane).unwrap();
                    reached.extend(lane.beginning_between(from, to).iter().map(|entry| entry.ix));
                }
            }
        });
        reached.sort_unstable();
        let all: Vec<EventIx> = (0..4000).map(EventIx).collect();
        prop_assert_eq!(reached, all);
    }
}

/// The columns that are drawn in a strip.
fn drawn(items: &[Item], strip: &Strip) -> Vec<(Rect, Color)> {
    let of = |item: &Item| match &item.primitive {
        Primitive::Group { items, .. } => drawn(items, strip),
        Primitive::Columns(columns) if item.id == Some(ItemId::Lane(strip.lane)) => {
            let bars = columns.bars().map(|(rect, shade)| (rect, columns.shades[shade].1));
            bars.inspect(|(rect, _)| assert!(strip.rect.expand(0.6).contains_rect(*rect), "{rect:?}"))
                .collect()
        }
        _ => Vec::new(),
    };
    items.iter().flat_map(of).collect()
}

/// Each column against what looking at every event finds: where it stands, how high and how dark it is.
#[test]
fn columns_are_as_high_and_as_dark_as_their_events_are_many() {
    let mut dice = Dice::new(29);
    for _ in 0..8 {
        let document = crowd(dice.roll(900) as i64 + 1, 9_000);
        let from = 17_600.0 + dice.roll(60_000) as f64 / 100.0;
        let view = Viewport { from, days: 500.0 + dice.roll(250_000) as f64 / 100.0, scroll: 0.0 };
        laid_out(&document, view, None, |frame, canvas| {
            assert_eq!(canvas.lod, Lod::Density, "{view:?}");
            // Of all lanes: the count of each column with its share of the height and how opaque it is.
            let mut all: Vec<(usize, f32, u8)> = Vec::new();
            for strip in &canvas.strips {
                let entries = frame.index.lane(strip.lane).unwrap().entries();
                let days = stretch_days(strip.level);
                let pt_per_day = f64::from(canvas.body.width()) / view.days;
                let columns = drawn(&canvas.scene.items, strip);
                let mut expected = Vec::new();
                let first = (view.from / days).floor() as i64;
                for number in first..=((view.from + view.days) / days).floor() as i64 {
                    let from = number as f64 * days;
                    let count = entries.iter().filter(|e| begins(e, (from, from + days))).count();
                    if count > 0 {
                        let x = f64::from(canvas.body.left()) + (from - view.from) * pt_per_day;
                        expected.push((x.max(f64::from(canvas.body.left())), count));
                    }
                }
                assert_eq!(columns.len(), expected.len(), "{view:?}");
                for ((rect, color), (x, count)) in columns.iter().zip(&expected) {
                    assert!((f64::from(rect.left()) - x).abs() < 0.05, "{rect:?} at {x}");
                    assert!((rect.bottom() - strip.rect.bottom()).abs() < 0.01, "all stand on one line");
                    all.push((*count, rect.height() / strip.rect.height(), color.a));
                }
            }
            all.sort_by_key(|column| column.0);
            let top = all.iter().filter(|column| column.1 < 1.0).map(|column| column.0).max().unwrap_or(0);
            for pair in all.windows(2) {
                assert!(pair[0].1 <= pair[1].1 && pair[0].2 <= pair[1].2, "{pair:?}");
            }
            // In proportion, to a pixel, as far as columns are not cut.
            let (count, share, _) = *all.iter().rfind(|column| column.0 == top).unwrap();
            let least = 2.0 / canvas.strips[0].rect.height();
            for column in all.iter().filter(|column| column.0 <= top && column.1 > least) {
                let expected = share * column.0 as f32 / count as f32;
                assert!((column.1 - expected).abs() < 0.04, "{column:?} of {top}");
            }
            assert!(all.len() > 100, "{}", all.len());
        });
    }
}

#[test]
fn columns_take_four_to_eight_points_whatever_the_zoom() {
    let document = crowd(3, 3000);
    for step in 0..40 {
        let view = Viewport { from: 15_000.0, days: 700.0 * 1.25_f64.powi(step), scroll: 0.0 }.clamped();
        laid_out(&document, view, None, |_, canvas| {
            for strip in &canvas.strips {
                let width = stretch_days(strip.level) * f64::from(canvas.body.width()) / view.days;
                let fits = (4.0..8.0).contains(&width)
                    || (strip.level == 0 && width >= 4.0)
                    || strip.level == COARSEST;
                assert!(fits, "{width} at level {}", strip.level);
            }
        });
    }
}

#[test]
fn an_event_with_an_hour_is_counted_in_the_column_that_its_mark_stands_in() {
    let document = crowd(7, 900);
    let index = Index::build(&document);
    let mut with_hour = 0;
    for entry in (0..3).filter_map(|lane| index.lane(lane)).flat_map(LaneColumn::entries) {
        if document.event(entry.ix).date.clock().is_none() {
            continue;
        }
        with_hour += 1;
        // No column is finer than a day: coming nearer, marks do not jump out of where they were counted.
        for level in 0..=COARSEST {
            let (counted, stands) = (entry.extent.from, entry.extent.mark);
            assert_eq!(stretch_of(counted, level), stretch_of(stands, level), "{:?}", entry.extent);
        }
    }
    assert!(with_hour > 100);
}

/// A lane with thousands is a strip and one with a few is not, in one picture: each of the few has its mark.
#[test]
fn a_crowded_lane_makes_no_strip_of_its_neighbours() {
    let crowded = (0..3_000).map(|at| {
        plain_event(&format!("c{at}"), "IR", &Day::from_number(19_000 + at * 7 % 2_000).to_string())
    });
    let few = (0..9)
        .map(|at| plain_event(&format!("f{at}"), "AZ", &Day::from_number(19_100 + at * 200).to_string()));
    let events: Vec<Event> = crowded.chain(few).collect();
    let document = Document::new(Parts { events, ..Parts::default() });
    let view = Viewport { from: 18_990.0, days: 2_020.0, scroll: 0.0 };
    laid_out(&document, view, None, |frame, canvas| {
        assert_eq!(canvas.strips.iter().map(|strip| strip.lane).collect::<Vec<_>>(), [0]);
        assert!(canvas.lod > Lod::Density);
        let in_strip: u32 = canvas.strips[0].in_view().map(|column| column.count).sum();
        assert_eq!(in_strip, 3_000);
        for ix in (3_000..3_009).map(EventIx) {
            let is_there = canvas.hits.iter().any(|(_, target)| *target == Target::Event(ix));
            assert!(is_there, "{}", frame.document.event(ix).id);
        }
    });
    // What a lane was is kept near the threshold, but not far from it.
    let few = |strips: &[u32], days: f64| {
        let index = Index::build(&document);
        let (theme, found) = (Theme::of(ThemeKind::Light), Coincidences::default());
        let view = Viewport { from: 19_500.0, days, scroll: 0.0 };
        let size = vec2(SIZE.0, SIZE.1);
        let frame = Frame {
            previous_lod: Some(Lod::Short),
            previous_strips: strips,
            ..Frame::plain(&document, &index, &found, view, size, &theme, &[0, 1])
        };
        build(&frame, &mut HeadlessFonts::new(1.0)).strips.len()
    };
    let kept = (1..400).find(|days| few(&[], f64::from(*days)) != few(&[0], f64::from(*days)));
    assert!(kept.is_some());
    assert_eq!((few(&[0, 1], 30.0), few(&[], 2_000.0)), (0, 1));
}
