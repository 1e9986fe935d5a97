//! The truth of density strips: the counts are those of brute force, the picture is that of the sum of the events, and
//! no event is out of reach.

use crate::support::dice::Dice;
use crate::support::documents::plain_event;
use coeval::analysis::counts::{COARSEST, stretch_days, stretch_of};
use coeval::analysis::{Coincidences, Entry, Index, LaneColumn};
use coeval::export;
use coeval::layout::{Canvas, Frame, Lod, Memory, ShownData, Strip, Viewport, build, build_with};
use coeval::model::{Day, Document, Event, EventIx, Parts};
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Color, Item, Primitive, Scene, Theme, vec2};
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

/// The scene without its strips.
fn without_strips(items: &[Item]) -> Vec<Item> {
    let kept = items.iter().filter(|item| !matches!(item.primitive, Primitive::Heat { .. }));
    kept.map(|item| match &item.primitive {
        Primitive::Group { clip, items } => {
            Item { id: item.id, primitive: Primitive::Group { clip: *clip, items: without_strips(items) } }
        }
        _ => item.clone(),
    })
    .collect()
}

fn pixels(scene: &Scene, theme: &Theme) -> image::RgbaImage {
    let png = export::png(scene, theme.background, 1.0).unwrap();
    image::load_from_memory(&png).unwrap().into_rgba8()
}

/// The structural similarity of two pictures (Wang et al. 2004), its mean over windows of 8 × 8 pixels, every two pixels
/// apart; 1 where they are the same.
fn similarity(a: &image::GrayImage, b: &image::GrayImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let (c1, c2) = ((0.01_f64 * 255.0).powi(2), (0.03_f64 * 255.0).powi(2));
    let (mut sum, mut windows) = (0.0, 0_u32);
    for top in (0..=a.height() - 8).step_by(2) {
        for left in (0..=a.width() - 8).step_by(2) {
            let pixels = || (0..64).map(|at| (left + at % 8, top + at / 8));
            let value = |image: &image::GrayImage, (x, y)| f64::from(image.get_pixel(x, y).0[0]);
            let mean = |of: &dyn Fn((u32, u32)) -> f64| pixels().map(of).sum::<f64>() / 64.0;
            let (mean_a, mean_b) = (mean(&|at| value(a, at)), mean(&|at| value(b, at)));
            let spread_a = mean(&|at| (value(a, at) - mean_a).powi(2));
            let spread_b = mean(&|at| (value(b, at) - mean_b).powi(2));
            let both = mean(&|at| (value(a, at) - mean_a) * (value(b, at) - mean_b));
            sum += (2.0 * mean_a * mean_b + c1) * (2.0 * both + c2)
                / ((mean_a * mean_a + mean_b * mean_b + c1) * (spread_a + spread_b + c2));
            windows += 1;
        }
    }
    sum / f64::from(windows)
}

#[test]
fn pictures_that_differ_are_not_the_same() {
    let picture =
        |shift: u32| image::GrayImage::from_fn(64, 16, |x, y| [(((x + shift) * 37 + y) % 251) as u8].into());
    assert!((similarity(&picture(0), &picture(0)) - 1.0).abs() < 1e-12);
    assert!(similarity(&picture(0), &picture(1)) < 0.9);
    let dimmer = image::GrayImage::from_fn(64, 16, |x, y| [picture(0).get_pixel(x, y).0[0] / 8 * 7].into());
    assert!(similarity(&picture(0), &dimmer) < 0.995);
}

/// The strips as they are painted against one pixel for each, by looking at every event, in any view.
#[test]
fn the_picture_is_like_that_of_the_sum_of_events_in_any_view() {
    let mut dice = Dice::new(29);
    for _ in 0..8 {
        let document = crowd(dice.roll(900) as i64 + 1, 9_000);
        let from = 17_600.0 + dice.roll(60_000) as f64 / 100.0;
        let view = Viewport { from, days: 500.0 + dice.roll(250_000) as f64 / 100.0, scroll: 0.0 };
        laid_out(&document, view, None, |frame, canvas| {
            assert_eq!(canvas.lod, Lod::Density, "{view:?}");
            let painted = pixels(&canvas.scene, frame.theme);
            let bare = Scene { items: without_strips(&canvas.scene.items), ..canvas.scene.clone() };
            let mut expected = pixels(&bare, frame.theme);
            for strip in &canvas.strips {
                sum_of_events(frame, canvas, strip, &mut expected);
            }
            let apart = painted.pixels().zip(expected.pixels()).filter(|(a, b)| a != b).count();
            assert_eq!(apart, 0, "pixels in {view:?}");
            for strip in &canvas.strips {
                let of = |picture: &image::RgbaImage| {
                    let (left, top) = (strip.rect.left() as u32, strip.rect.top() as u32);
                    let (width, height) = (strip.rect.width() as u32, strip.rect.height() as u32);
                    let strip = image::imageops::crop_imm(picture, left, top, width, height).to_image();
                    image::DynamicImage::ImageRgba8(strip).into_luma8()
                };
                assert_eq!(similarity(&of(&painted), &of(&expected)), 1.0, "{view:?}");
            }
        });
    }
}

/// Paints what a strip should be: each pixel by the events that begin in the days it stands for.
fn sum_of_events(frame: &Frame<'_>, canvas: &Canvas, strip: &Strip, picture: &mut image::RgbaImage) {
    let entries = frame.index.lane(strip.lane).unwrap().entries();
    let days = stretch_days(strip.level);
    let pt_per_day = f64::from(canvas.body.width()) / frame.viewport.days;
    let most = most(entries, days);
    // A strip is moved by whole pixels.
    let first =
        f64::from(canvas.body.left()) + (strip.first as f64 * days - frame.viewport.from) * pt_per_day;
    let first = f64::from((first as f32).round());
    let left = canvas.body.left() as u32;
    for x in left..canvas.body.right() as u32 {
        let column = ((f64::from(x) + 0.5 - first) / (days * pt_per_day)).floor();
        let from = (strip.first as f64 + column) * days;
        let count = entries.iter().filter(|e| begins(e, (from, from + days))).count();
        for y in strip.rect.top() as u32..strip.rect.bottom() as u32 {
            let ground = picture.get_pixel(x, y).0;
            if x == left {
                // The hairline beside the lane heads lies upon the first pixel, and nothing shows through it.
                let Color { r, g, b, a } = frame.theme.hairline;
                assert_eq!((ground, a), ([r, g, b, 255], 255));
                continue;
            }
            let [r, g, b] = shade(frame.theme.categories[0], count, most, ground);
            picture.put_pixel(x, y, [r, g, b, ground[3]].into());
        }
    }
}

/// Against a rasterisation of its own: of each pixel of a strip, which days it stands for and how many events begin
/// then, by looking at every event.
#[test]
fn the_picture_is_that_of_the_sum_of_events() {
    let document = crowd(17, 12_000);
    for days in [3000.0, 1300.0, 790.5, 610.3] {
        let view = Viewport { from: 18_211.3, days, scroll: 0.0 };
        laid_out(&document, view, None, |frame, canvas| {
            assert_eq!(canvas.lod, Lod::Density, "{days}");
            let painted = pixels(&canvas.scene, frame.theme);
            let bare = Scene { items: without_strips(&canvas.scene.items), ..canvas.scene.clone() };
            let bare = pixels(&bare, frame.theme);
            let mut different = 0;
            for strip in &canvas.strips {
                let entries = frame.index.lane(strip.lane).unwrap().entries();
                let days_of_column = stretch_days(strip.level);
                let pt_per_day = f64::from(canvas.body.width()) / view.days;
                let width = days_of_column * pt_per_day;
                assert!((1.0..2.0).contains(&width) || strip.level == 0, "{width}");
                let most = most(entries, days_of_column);
                // A strip is moved by whole pixels.
                let first = f64::from(canvas.body.left())
                    + (strip.first as f64 * days_of_column - view.from) * pt_per_day;
                let first = (first as f32).round();
                for x in canvas.body.left() as u32 + 1..canvas.body.right() as u32 {
                    let column = ((f64::from(x) + 0.5 - f64::from(first)) / width).floor();
                    let from = (strip.first as f64 + column) * days_of_column;
                    let count = entries.iter().filter(|e| begins(e, (from, from + days_of_column))).count();
                    let y = strip.rect.center().y as u32;
                    let ground = bare.get_pixel(x, y).0;
                    let expected = shade(frame.theme.categories[0], count, most, ground);
                    let is = painted.get_pixel(x, y).0;
                    assert_eq!(is[..3], expected, "{x}: {count} of {most}");
                    different += usize::from(is != ground);
                }
            }
            assert!(different > 500, "{different}");
        });
    }
}

fn most(entries: &[Entry], days: f64) -> usize {
    let mut counts = std::collections::HashMap::new();
    for entry in entries {
        *counts.entry((entry.extent.from / days).floor() as i64).or_insert(0) += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

/// Even steps for even steps of the logarithm, over the ground. A colour is held as what it adds to a pixel, in whole
/// 255ths, as the texture of a strip and every GPU hold it: so that it is rounded once for the texture, and once more
/// for the pixel.
fn shade(ink: Color, count: usize, most: usize, ground: [u8; 4]) -> [u8; 3] {
    let share = (1.0 + count as f64).ln() / (1.0 + most as f64).ln();
    let opacity = if count == 0 { 0.0 } else { ((0.25 + 0.75 * share) * 255.0).round() / 255.0 };
    let mix = |ink: u8, ground: u8| {
        let adds = (f64::from(ink) * opacity).round();
        (adds + f64::from(ground) * (1.0 - opacity)).round() as u8
    };
    [mix(ink.r, ground[0]), mix(ink.g, ground[1]), mix(ink.b, ground[2])]
}

#[test]
fn columns_take_one_to_two_pixels_whatever_the_zoom() {
    let document = crowd(3, 3000);
    for step in 0..40 {
        let view = Viewport { from: 15_000.0, days: 700.0 * 1.25_f64.powi(step), scroll: 0.0 }.clamped();
        laid_out(&document, view, None, |_, canvas| {
            for strip in &canvas.strips {
                let width = stretch_days(strip.level) * f64::from(canvas.body.width()) / view.days;
                let fits = (1.0..2.0).contains(&width)
                    || (strip.level == 0 && width >= 1.0)
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
