//! Empty time folded: the picture, the hands and the command line go by one map from time to points.

use std::sync::Arc;

use crate::support::window::Window;
use coeval::analysis::{Coincidences, EmptyTime, Index, Rule};
use coeval::layout::{self, Canvas, Folds, Frame, Target, Viewport};
use coeval::model::{Day, Document};
use coeval::paint::HeadlessFonts;
use coeval::scene::{Item, Primitive, Theme, vec2};
use coeval::ui::commands::{Command, Drawn, ViewCommand};
use proptest::prelude::*;

const TEXT: &str = "(events: [
    (date: \"1914-07-28\", title: \"War declared\", country: \"AT\"),
    (date: \"1914-08-01\", title: \"War on Russia\", country: \"DE\"),
    (date: \"1962-10-16\", title: \"Photographs seen\", country: \"US\"),
    (date: \"1962-10-27\", title: \"Plane shot down\", country: \"CU\"),
    (date: \"1989-11-09\", title: \"The wall opens\", country: \"DE\"),
])";

fn document(text: &str) -> Document {
    coeval::io::read(text).document
}

fn day(year: i32, month: u8, of_month: u8) -> f64 {
    f64::from(Day::from_ymd(year, month, of_month).unwrap().number())
}

/// The picture of a document with its empty time folded, as far as `view` shows of it.
fn folded<R>(
    document: &Document,
    view: impl Fn(&Folds) -> Viewport,
    look: impl FnOnce(&Canvas, &Frame<'_>) -> R,
) -> R {
    let index = Index::build(document);
    let found = Coincidences::new(document, &Rule::default());
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let folds = Folds::new(Arc::new(EmptyTime::of(&index, &lanes)));
    let (theme, size) = (Theme::of(coeval::scene::theme::ThemeKind::Light), vec2(1280.0, 600.0));
    let mut frame = Frame::plain(document, &index, &found, view(&folds), size, &theme, &lanes);
    frame.axis.folds = Some(&folds);
    look(&layout::build(&frame, &mut HeadlessFonts::new(1.0)), &frame)
}

/// All text of a picture that stands above the lanes.
fn ruler_text(canvas: &Canvas) -> Vec<String> {
    fn walk(items: &[Item], bottom: f32, found: &mut Vec<String>) {
        for item in items {
            match &item.primitive {
                Primitive::Text(text) if text.left_middle.y < bottom => found.push(text.text.to_string()),
                Primitive::Group { items, .. } => walk(items, bottom, found),
                Primitive::Kept { items, .. } => walk(items, bottom, found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&canvas.scene.items, canvas.ruler.bottom(), &mut found);
    found
}

#[test]
fn the_ruler_tells_how_long_nothing_happens_and_when_something_does() {
    let document = document(TEXT);
    let whole = |folds: &Folds| {
        folds.fit(Day::from_number(day(1914, 7, 28) as i32), Day::from_number(day(1989, 11, 9) as i32))
    };
    folded(&document, whole, |canvas, frame| {
        let text = ruler_text(canvas);
        assert!(text.iter().any(|text| text == "48 years"), "{text:?}");
        assert!(text.iter().any(|text| text == "27 years"), "{text:?}");
        for year in ["1914", "1962", "1989"] {
            assert!(text.iter().any(|text| text.contains(year)), "{year} in {text:?}");
        }
        assert!(frame.viewport.days < 100.0, "decades are folded: {:?}", frame.viewport);
        let scale = frame.time_scale(canvas.body);
        assert!(scale.folds().count() >= 2);
        // Every event can be pointed at where the scale says that it is.
        for event in document.events() {
            let x = scale.x(f64::from(event.date.first_day().number()) + 0.5);
            assert!(canvas.body.x_range().contains(x), "{} is in view", event.title);
            let ix = document.find(&event.id).unwrap();
            let mark = canvas
                .hits
                .iter()
                .any(|(rect, target)| *target == Target::Event(ix) && rect.x_range().contains(x));
            assert!(mark, "{}", event.title);
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn places_and_instants_are_each_others_inverse(
        days in prop::collection::vec(-9000_i32..9000, 1..40),
        power in 0.3..4.5_f64,
        middle in -9000.0..9000.0_f64,
    ) {
        let event = |day: &i32| format!("(date: \"{}\", title: \"x\", country: \"FR\"),", Day::from_number(*day));
        let document = document(&format!("(events: [{}])", days.iter().map(event).collect::<String>()));
        let days = 10_f64.powf(power);
        let view = Viewport { from: middle, days, scroll: 0.0 };
        folded(&document, |_| view, |canvas, frame| {
            let scale = frame.time_scale(canvas.body);
            let folds = frame.axis.folds.unwrap();
            let mut before = f64::NEG_INFINITY;
            for n in 0..=100 {
                let x = canvas.body.left() + canvas.body.width() * n as f32 / 100.0;
                let instant = scale.instant(x);
                prop_assert!(instant > before, "later is farther right");
                before = instant;
                prop_assert!((scale.x(instant) - x).abs() < 0.01, "{} {x}", scale.x(instant));
                let there = folds.at(&view, f64::from(n) / 100.0);
                prop_assert!((scale.x(there) - x).abs() < 0.05, "hands and picture go by the same map");
            }
            // What is folded is empty.
            for (fold, _) in scale.folds() {
                let busy = document.events().iter().map(|event| f64::from(event.date.first_day().number()));
                prop_assert!(busy.into_iter().all(|day| day + 1.0 <= fold.from || day >= fold.to));
            }
            Ok(())
        })?;
    }
}

fn switch(window: &mut Window) {
    window.app_mut().push(Command::View(ViewCommand::Switch(Drawn::FoldTime)));
    window.settle();
}

#[test]
fn the_window_folds_and_unfolds_and_keeps_what_is_in_view() {
    let mut window = Window::of("t.ron", TEXT);
    let before = window.app().view().viewport();
    switch(&mut window);
    let view = window.app().view();
    let here = view.viewport();
    assert!(here.days < before.days / 50.0, "{here:?}");
    assert!(here.from < day(1914, 7, 28) && view.folds().to(&here) > day(1989, 11, 10), "all is in view");
    // Moving by half the width leads over a fold, and back again.
    window.app_mut().push(Command::View(ViewCommand::Pan(0.5)));
    window.settle();
    assert_eq!(window.app().view().viewport().days, here.days, "moving does not zoom");
    window.app_mut().push(Command::View(ViewCommand::Pan(-0.5)));
    window.settle();
    assert!((window.app().view().viewport().from - here.from).abs() < 1e-6);
    switch(&mut window);
    let after = window.app().view().viewport();
    assert!(after.from < day(1914, 7, 29) && after.to() > day(1989, 11, 9), "{after:?}");
    assert!(!window.app().view().folds().is_on());
}
