//! Timelines as people have them, from far and near: a crisis by the hour, five thousand events, two hundred and fifty spans.
//! What is crowded, long or without an hour must be legible, in light and dark.

use coeval::analysis::{Listing, Rates, Rule, Scope, Surprises, Threshold};
use coeval::export;
use coeval::io;
use coeval::layout::{FrameSurprise, Viewport};
use coeval::model::{Day, Document};
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Theme, Vec2, vec2};

use crate::support::approved::assert_picture;
use crate::support::dice::Dice;
use crate::support::scene_with;

fn read(text: &str) -> Document {
    let loaded = io::read(text);
    assert!(loaded.is_timeline(), "{:?}", loaded.diagnostics);
    loaded.document
}

/// Whole days, both inclusive.
fn days(first: (i32, u8, u8), last: (i32, u8, u8)) -> Viewport {
    let day = |(year, month, day)| Day::from_ymd(year, month, day).unwrap();
    Viewport::fit(day(first), day(last))
}

/// As `coeval render --legend` draws it, with the coincidence of a day gone to.
fn assert_looks(
    name: &str,
    document: &Document,
    view: Viewport,
    size: Vec2,
    kind: ThemeKind,
    day: (i32, u8, u8),
) {
    let theme = Theme::of(kind);
    let scene = scene_with(document, view, size, &theme, |frame| {
        let listing = Listing { rule: Rule { possible: true, ..Rule::default() }, ..Listing::default() };
        let rates = Rates::new(document, &listing, &Scope::default());
        // Kept for as long as the test runs: the frame borrows it.
        let surprises: &'static Surprises = Box::leak(Box::new(Surprises::new(frame.coincidences, &rates)));
        let below = Threshold::Auto.below(surprises.auto).map(f64::log10);
        frame.surprise = FrameSurprise { log10: &surprises.log10, below };
        frame.lanes.fold_empty = true;
        frame.legend = true;
        let day = Day::from_ymd(day.0, day.1, day.2).unwrap();
        frame.emphasis.current = frame.coincidences.briefs().iter().position(|brief| brief.day == day);
    });
    assert_picture(name, &export::png(&scene, theme.background, 1.0).unwrap());
}

const SMALL: Vec2 = vec2(1280.0, 720.0);

#[test]
fn a_crisis() {
    let document = read(include_str!("../../data/looks/july.ron"));
    let near = days((1914, 7, 31), (1914, 8, 4));
    let third = (1914, 8, 3);
    assert_looks("crisis_near_light", &document, near, vec2(1920.0, 1080.0), ThemeKind::Light, third);
    assert_looks("crisis_near_dark", &document, near, SMALL, ThemeKind::Dark, third);
    assert_looks(
        "crisis_far_light",
        &document,
        days((1914, 6, 28), (1914, 8, 20)),
        SMALL,
        ThemeKind::Light,
        third,
    );
}

#[test]
fn many_spans() {
    let document = read(include_str!("../../data/looks/spans.ron"));
    let day = (1991, 8, 5);
    assert_looks(
        "spans_far_light",
        &document,
        days((1900, 1, 1), (2012, 12, 31)),
        SMALL,
        ThemeKind::Light,
        day,
    );
    assert_looks(
        "spans_near_dark",
        &document,
        days((1985, 1, 1), (1996, 12, 31)),
        SMALL,
        ThemeKind::Dark,
        day,
    );
}

#[test]
fn thousands() {
    let mut dice = Dice::new(15);
    let lanes = ["GE", "IL", "IR", "AM", "AZ", "FR", "CN", "RU", "TR", "US"];
    let titles = ["Visit", "Talks", "Protest", "Exercise", "Strike", "Statement"];
    let mut text = String::from("[");
    for at in 0..5000 {
        // More in autumn 2021.
        let spread = if dice.roll(12) == 0 { 1_000 + dice.roll(40) } else { dice.roll(2100) };
        let day = Day::from_number(17_897 + spread as i32);
        let (lane, title) = (dice.roll(lanes.len()), titles[dice.roll(titles.len())]);
        let importance = 1 + dice.roll(5);
        text += &format!(
            "(date: \"{day}\", title: \"{title} no. {at}\", country: \"{}\", tags: [\"{title}\"], importance: {importance}),\n",
            lanes[lane]
        );
    }
    let document = read(&(text + "]"));
    let day = (2021, 10, 20);
    let whole = days((2019, 1, 1), (2024, 9, 30));
    assert_looks("dense_far_light", &document, whole, vec2(1920.0, 1080.0), ThemeKind::Light, day);
    assert_looks("dense_far_dark", &document, whole, SMALL, ThemeKind::Dark, day);
    assert_looks(
        "dense_near_light",
        &document,
        days((2021, 9, 1), (2021, 11, 30)),
        SMALL,
        ThemeKind::Light,
        day,
    );
}
