//! The generator behind `examples/generate.rs` and the benchmarks: what it writes is a timeline without a flaw, and
//! the same for the same arguments.

#[path = "../../benches/support/details.rs"]
pub mod details;
#[path = "../../benches/support/form.rs"]
pub mod form;
#[path = "../../benches/support/generator.rs"]
pub mod generator;
#[path = "../../benches/support/ron_file.rs"]
pub mod ron_file;

use coeval::io;
use coeval::model::Document;
use form::Form;
use generator::{Plan, Shape};

const SHAPES: [Shape; 6] =
    [Shape::Uniform, Shape::Bursty, Shape::OneDay, Shape::LongSpans, Shape::BusyLane, Shape::Eras];

fn written(plan: Plan) -> String {
    written_as(plan, Form::Few)
}

fn written_as(plan: Plan, form: Form) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("generated.ron");
    let bytes = ron_file::write(plan, form, &path).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    assert_eq!(bytes, text.len() as u64);
    text
}

fn read(plan: Plan) -> Document {
    let loaded = io::read(&written(plan));
    assert!(loaded.diagnostics.is_empty(), "{plan:?}: {:?}", loaded.diagnostics.first());
    loaded.document
}

#[test]
fn every_shape_is_a_timeline_without_a_flaw() {
    for shape in SHAPES {
        for lanes in [1, 7, 300] {
            let document = read(Plan { events: 400, lanes, seed: 3, shape });
            assert_eq!((document.events().len(), document.lanes().len()), (400, lanes), "{shape:?}");
            assert!(document.lanes().iter().all(|lane| lane.declared), "{shape:?}");
        }
    }
}

#[test]
fn the_same_for_the_same_seed_alone() {
    for shape in SHAPES {
        let plan = Plan { events: 200, lanes: 5, seed: 7, shape };
        assert_eq!(written(plan), written(plan));
        assert_ne!(written(plan), written(Plan { seed: 8, ..plan }), "{shape:?}");
    }
}

#[test]
fn shapes_are_what_they_are_called() {
    let days = |shape| -> Vec<(i32, i32)> {
        let document = read(Plan { events: 2000, lanes: 20, seed: 1, shape });
        let day = |event: &std::sync::Arc<coeval::model::Event>| {
            (event.date.first_day().number(), event.date.last_day().number())
        };
        document.events().iter().map(day).collect()
    };
    assert!(days(Shape::OneDay).windows(2).all(|pair| pair[0] == pair[1]));
    let decades = days(Shape::LongSpans).iter().filter(|(from, to)| to - from > 3650).count();
    assert!((200..600).contains(&decades), "{decades}");
    let busy = |shape| {
        let mut all: Vec<i32> = days(shape).iter().map(|(first, _)| *first).collect();
        all.sort_unstable();
        all.windows(2).filter(|pair| pair[1] - pair[0] <= 1).count()
    };
    assert!(
        busy(Shape::Bursty) > 5 * busy(Shape::Uniform),
        "{} {}",
        busy(Shape::Bursty),
        busy(Shape::Uniform)
    );
}

/// However a file is written, the same events are read from it.
#[test]
fn every_form_says_the_same() {
    let plan = Plan { events: 3000, lanes: 60, seed: 5, shape: Shape::Uniform };
    let read = |form: Form| {
        let loaded = io::read(&written_as(plan, form));
        assert!(loaded.diagnostics.is_empty(), "{form:?}: {:?}", loaded.diagnostics.first());
        loaded.document
    };
    let line = read(Form::Line);
    assert!(line.events().iter().any(|event| event.summary.contains('"') && event.accounts.len() > 1));
    for form in [Form::Tidy, Form::Some, Form::AnyOrder, Form::Comments, Form::Crlf] {
        assert_eq!(read(form).events(), line.events(), "{form:?}");
    }
    let without = read(Form::NoIds);
    let what =
        |event: &coeval::model::Event| (event.title.clone(), event.date.clone(), event.sources.clone());
    assert!(
        without.events().iter().map(|event| what(event)).eq(line.events().iter().map(|event| what(event)))
    );
    let scripts = read(Form::Scripts);
    let is_foreign = |text: &str| text.chars().next().is_some_and(|c| c.len_utf8() > 1);
    assert!(scripts.events().iter().all(|event| is_foreign(&event.title)));
    let mixed = read(Form::Mixed);
    let same = |(at, form): &(usize, Form)| mixed.events()[*at] == read(*form).events()[*at];
    assert!([(0, Form::Scripts), (1, Form::Line), (2, Form::Some), (44, Form::Line)].iter().all(same));
}
