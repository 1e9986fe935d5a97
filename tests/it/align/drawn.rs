//! What is drawn where days are counted from something: the ruler, what is left out, the picture a person approved, and
//! the same from the command line.

use std::process::Command;

use coeval::analysis::{AlignOn, Aligned, Coincidences, Index, Rule};
use coeval::export;
use coeval::io;
use coeval::layout::{self, Canvas, Frame, Target, Viewport};
use coeval::model::{Day, Document, EventId};
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Item, Primitive, Theme, vec2};

use crate::support::approved::assert_picture;

const SAMPLE: &str = "sample_data/azerbaijani_rope.ron";

fn sample() -> Document {
    io::read(include_str!("../../../sample_data/azerbaijani_rope.ron")).document
}

/// The sample from one day to another, as it is counted from something.
fn draw(on: &AlignOn, first: i32, last: i32, theme: &Theme) -> Canvas {
    let document = sample();
    let index = Index::build(&document);
    let found = Coincidences::new(&document, &Rule { possible: true, ..Rule::default() });
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let aligned = Aligned::new(&document, &index, on).unwrap();
    let day = |days: i32| Day::from_number(aligned.day() + days);
    let viewport = Viewport::fit(day(first), day(last));
    let frame = Frame::plain(&document, &index, &found, viewport, vec2(1196.0, 776.0), theme, &lanes);
    layout::build(&frame.aligned(&aligned), &mut HeadlessFonts::new(1.0))
}

fn texts(canvas: &Canvas) -> Vec<String> {
    fn walk(items: &[Item], texts: &mut Vec<String>) {
        for item in items {
            match &item.primitive {
                Primitive::Text(text) => texts.push(text.text.to_string()),
                Primitive::Group { items, .. } => walk(items, texts),
                Primitive::Kept { items, .. } => walk(items, texts),
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    walk(&canvas.scene.items, &mut all);
    all
}

fn event(id: &str) -> AlignOn {
    AlignOn::Event(EventId::new(id))
}

fn tag(name: &str) -> AlignOn {
    AlignOn::Tag(name.to_owned())
}

fn ties(canvas: &Canvas) -> usize {
    canvas.hits.iter().filter(|(_, target)| matches!(target, Target::Coincidence(_))).count()
}

#[test]
fn days_of_one_event_are_counted_on_the_ruler_below_the_calendar() {
    let canvas = draw(&event("tehran-talks"), -20, 30, &Theme::of(ThemeKind::Light));
    let texts = texts(&canvas);
    for text in ["Day 0 · Pezeshkian receives Mustafayev", "−1 w", "+3 w", "November 2024", "26 Oct"] {
        assert!(texts.contains(&text.to_owned()), "{text} in {texts:?}");
    }
    assert!(ties(&canvas) > 0, "the same day stays the same day");
}

#[test]
fn where_occurrences_are_overlaid_nothing_is_on_the_same_day() {
    let canvas = draw(&tag("diplomacy"), -30, 30, &Theme::of(ThemeKind::Light));
    let all = texts(&canvas);
    for text in ["Day 0 · diplomacy, 8 occurrences on 6 days", "−1 w", "0 w", "29 Mar 2023"] {
        assert!(all.contains(&text.to_owned()), "{text} in {all:?}");
    }
    assert!(
        !all.iter().any(|text| text.ends_with(" 2024") && text.starts_with("October")),
        "no calendar holds for all"
    );
    assert_eq!(ties(&canvas), 0);
    assert!(
        all.contains(&"10".to_owned()),
        "a head tells how many events the lane has, not how often they are drawn"
    );
}

#[test]
fn day_zero_is_named_where_it_is_out_of_view_too() {
    let canvas = draw(&event("tehran-talks"), 20, 60, &Theme::of(ThemeKind::Light));
    assert!(texts(&canvas).contains(&"← Day 0 · Pezeshkian receives Mustafayev".to_owned()));
    let canvas = draw(&tag("attack"), -90, -40, &Theme::of(ThemeKind::Light));
    assert!(texts(&canvas).contains(&"Day 0 · attack, 11 occurrences on 10 days →".to_owned()));
}

#[test]
fn overlaid_light() {
    let theme = Theme::of(ThemeKind::Light);
    let canvas = draw(&tag("diplomacy"), -20, 30, &theme);
    assert_picture("overlaid_light", &export::png(&canvas.scene, theme.background, 1.0).unwrap());
}

#[test]
fn aligned_dark() {
    let theme = Theme::of(ThemeKind::Dark);
    let canvas = draw(&event("baku-lies-low"), -40, 50, &theme);
    assert_picture("aligned_dark", &export::png(&canvas.scene, theme.background, 1.0).unwrap());
}

/// Runs `coeval render` on the sample; what it says, and whether it drew.
fn render(args: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.svg");
    let path = out.to_str().unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(["render", SAMPLE, "-o", path])
        .args(args)
        .output()
        .unwrap();
    let svg = std::fs::read_to_string(&out).unwrap_or_default();
    (ran.status.code(), String::from_utf8(ran.stderr).unwrap(), svg)
}

#[test]
fn the_command_line_draws_the_same() {
    let (code, said, svg) = render(&["--align", "tag:diplomacy", "--from", "-20", "--to", "+30"]);
    assert_eq!((code, said.as_str()), (Some(0), "day 0 is diplomacy, 8 occurrences on 6 days\n"));
    assert!(svg.contains("Day 0 · diplomacy, 8 occurrences on 6 days") && svg.contains("+4 w"));
    let (code, said, svg) = render(&["--align", "baku-lies-low", "--from", "2024-10", "--to", "40"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("2024-10~ is approximate: distances may be off by 15 days"), "{said}");
    assert!(svg.contains("Day 0 · Expected") && svg.contains("November 2024"));
}

#[test]
fn what_cannot_be_day_zero_is_refused_with_a_hint() {
    for (args, message, hint) in [
        (&["--align", "nobody"][..], "no event has the ID “nobody”", "`coeval list --format csv`"),
        (&["--align", "tag:nobody"], "no event has the tag “nobody”", "known tags: attack, diplomacy"),
        (&["--align", "recent-years"], "the beginning of “Arms, oil and property” is unknown", "whose date"),
        (
            &["--align", "tag:attack", "--from", "2024-10"],
            "--from 2024-10: not a number of days",
            "--from -30 --to 90",
        ),
        (&["--align", "tag:attack", "--from", "9", "--to", "3"], "--to is before --from", ""),
        (&["--align", "tehran-talks", "--from", "soon"], "--from soon", ""),
    ] {
        let (code, said, svg) = render(args);
        assert_eq!(code, Some(2), "{args:?}");
        assert!(said.contains(message) && said.contains(hint), "{args:?}: {said}");
        assert!(svg.is_empty());
    }
}
