//! Whole timelines as pictures: the sample near and far, and the cases at the edge.

use coeval::analysis::{Coincidences, DayZone, Index, LanesBy};
use coeval::export;
use coeval::io;
use coeval::layout::{self, Frame, Viewport};
use coeval::model::{Day, Document};
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Theme, Vec2, vec2};

use crate::support::approved::assert_picture;
use crate::support::{render_document, scene_of, scene_with};

const SIZE: Vec2 = vec2(1196.0, 776.0);

fn light() -> Theme {
    Theme::of(ThemeKind::Light)
}

/// The document of a text that has no mistakes.
fn read(text: &str) -> Document {
    let loaded = io::read(text);
    assert!(loaded.is_timeline() && loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.document
}

fn sample() -> Document {
    read(include_str!("../../../sample_data/azerbaijani_rope.ron"))
}

/// Whole days, both inclusive.
fn days(first: (i32, u8, u8), last: (i32, u8, u8)) -> Viewport {
    let day = |(year, month, day)| Day::from_ymd(year, month, day).unwrap();
    Viewport::fit(day(first), day(last))
}

fn autumn() -> Viewport {
    days((2024, 9, 22), (2024, 11, 24))
}

/// Events in `count` lanes, spread over 2024 in the same way every time.
fn crowd(count: usize, events_per_lane: usize) -> Document {
    let codes = coeval::model::country::all().iter().map(|country| country.code);
    let mut text = String::from("[");
    for (lane, code) in codes.take(count).enumerate() {
        for i in 0..events_per_lane {
            let (month, day) = ((lane * 5 + i * 7) % 12 + 1, (lane * 11 + i * 3) % 28 + 1);
            text += &format!(
                "(date: \"2024-{month:02}-{day:02}\", title: \"Meeting {i} of delegation {lane}\", country: \"{code}\"),\n"
            );
        }
    }
    read(&(text + "]"))
}

#[test]
fn sample_light() {
    let theme = light();
    let scene = scene_with(&sample(), autumn(), SIZE, &theme, |frame| {
        let day = Day::from_ymd(2024, 10, 14).unwrap();
        frame.emphasis.current =
            frame.coincidences.briefs().iter().position(|coincidence| coincidence.day == day);
        assert!(frame.emphasis.current.is_some());
    });
    assert_picture("sample_light", &export::png(&scene, theme.background, 1.0).unwrap());
}

#[test]
fn sample_dark() {
    let theme = Theme::of(ThemeKind::Dark);
    assert_picture("sample_dark", &render_document(&sample(), autumn(), SIZE, &theme));
}

#[test]
fn sample_svg() {
    let theme = light();
    let document = sample();
    let scene = scene_of(&document, autumn(), SIZE, &theme);
    let svg = export::svg(&scene, theme.background, 1.0, document.title());
    insta::with_settings!({ snapshot_path => "snapshots" }, { insta::assert_snapshot!(svg) });
}

#[test]
fn sample_year() {
    let year = days((2024, 1, 1), (2024, 12, 31));
    assert_picture("sample_year", &render_document(&sample(), year, SIZE, &light()));
}

#[test]
fn sample_hour() {
    let day = f64::from(Day::from_ymd(2024, 10, 14).unwrap().number());
    let hour = Viewport { from: day + 8.0 / 24.0, days: 1.0 / 24.0, scroll: 0.0 };
    assert_picture("sample_hour", &render_document(&sample(), hour, SIZE, &light()));
}

#[test]
fn empty() {
    assert_picture("empty", &render_document(&Document::default(), autumn(), SIZE, &light()));
}

#[test]
fn one_event() {
    let document = read("[(date: \"2024-10-14\", title: \"Talks in Tehran\", country: \"Iran\")]");
    assert_picture("one_event", &render_document(&document, autumn(), SIZE, &light()));
}

#[test]
fn lanes_12() {
    let year = days((2024, 1, 1), (2024, 12, 31));
    assert_picture("lanes_12", &render_document(&crowd(12, 9), year, SIZE, &light()));
}

#[test]
fn lanes_100() {
    let year = days((2024, 1, 1), (2024, 12, 31));
    assert_picture("lanes_100", &render_document(&crowd(100, 40), year, SIZE, &light()));
}

/// Three calendars below the ruler and weekends, in both themes, in English and in their own scripts.
#[test]
fn calendars() {
    use coeval::model::calendar::{Calendar, Calendars, Script};
    let three = Calendars::of(&[Calendar::Persian, Calendar::Hebrew, Calendar::Islamic]);
    let (dark, size) = (Theme::of(ThemeKind::Dark), vec2(1000.0, 420.0));
    for (name, theme, viewport, calendars) in [
        ("calendars_days", light(), days((2024, 10, 9), (2024, 10, 19)), three.styled(Script::English, true)),
        (
            "calendars_month_dark",
            dark.clone(),
            days((2024, 9, 22), (2024, 11, 4)),
            three.styled(Script::Own, true),
        ),
        ("calendars_year", light(), days((2024, 1, 1), (2024, 12, 31)), three),
        ("calendars_own_dark", dark, days((2024, 1, 1), (2025, 6, 30)), three.styled(Script::Own, false)),
    ] {
        let scene = scene_with(&sample(), viewport, size, &theme, |frame| {
            frame.axis.calendars = calendars;
            let day = Day::from_ymd(2024, 10, 14).unwrap();
            frame.emphasis.current =
                frame.coincidences.briefs().iter().position(|coincidence| coincidence.day == day);
        });
        assert_picture(name, &export::png(&scene, theme.background, 1.0).unwrap());
    }
}

/// The ruler and the first lane of the July crisis by one clock, and by a second in a row below.
fn crisis(view: Viewport, theme: ThemeKind, second: bool) -> Vec<u8> {
    let document = read(include_str!("../../data/looks/july2.ron"));
    let index = Index::build_in(&document, LanesBy::Country, &DayZone::Utc);
    let (theme, none, moscow) =
        (Theme::of(theme), Coincidences::none(), DayZone::Named("Europe/Moscow".to_owned()));
    let mut frame = Frame::plain(&document, &index, none, view, vec2(1196.0, 190.0), &theme, &[0]);
    frame.axis.second = second.then_some(&moscow);
    let canvas = layout::build(&frame, &mut HeadlessFonts::new(1.0));
    export::png(&canvas.scene, theme.background, 1.0).unwrap()
}

#[test]
fn the_ruler_of_a_crisis_says_when_at_every_zoom() {
    let hours = days((1914, 7, 31), (1914, 8, 4));
    assert_picture("crisis_hours", &crisis(hours, ThemeKind::Light, false));
    assert_picture("crisis_second_clock_dark", &crisis(hours, ThemeKind::Dark, true));
    assert_picture("crisis_days", &crisis(days((1914, 7, 22), (1914, 8, 12)), ThemeKind::Light, false));
    let day = f64::from(Day::from_ymd(1914, 8, 1).unwrap().number());
    let minutes = Viewport { from: day + 0.7, days: 0.25, scroll: 0.0 };
    assert_picture("crisis_minutes", &crisis(minutes, ThemeKind::Light, false));
}
