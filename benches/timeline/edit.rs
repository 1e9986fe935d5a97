//! One event changed, put in or taken out among many: document, index and Scene, against building the index anew.

use std::sync::Arc;

use coeval::analysis::{Coincidences, Index, Rule};
use coeval::edit::{Edit, Field, apply};
use coeval::layout::{self, Frame, Viewport};
use coeval::model::{Document, EventDate};
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Theme, vec2};

use super::clock::Times;
use super::generator::Plan;
use super::report::{Measured, Report};
use super::world;

/// How many events are changed, put in and taken out again.
const EDITS: usize = 20;

pub fn run(plan: Plan, report: &mut Report) {
    let mut document = world::document(plan);
    let mut anew = Times::default();
    for _ in 0..3 {
        anew.wall(|| Index::build(&document));
    }
    let mut index = Index::build(&document);
    let found = Coincidences::new(&document, &Rule::default());
    let lanes: Vec<u32> = (0..document.lanes().len().min(40) as u32).collect();
    let theme = Theme::of(ThemeKind::Light);
    let mut fonts = HeadlessFonts::new(1.0);
    let mut edit = |document: &mut Document, edit: Edit, times: &mut Times| {
        times.wall(|| {
            let inverse = apply(document, edit).unwrap();
            index.update(document);
            let viewport = Viewport { from: 0.0, days: 3653.0, scroll: 0.0 };
            let size = vec2(1600.0, 1423.0);
            let frame = Frame::plain(document, &index, &found, viewport, size, &theme, &lanes);
            (inverse, layout::build(&frame, &mut fonts)).0
        })
    };
    let mut add = |what: &str, times: &Times| {
        let ratio = times.p50() / anew.least();
        report.add(&Measured {
            ratio,
            ..Measured::of("edit", format!("part={what}"), plan.events, times, (anew.least(), 0.02))
        });
    };
    let mut times = Times::default();
    for at in 0..EDITS {
        let event = document.events()[plan.events / EDITS * at].id.clone();
        let date = EventDate::parse(&format!("19{:02}-06-15", 30 + at)).unwrap();
        edit(&mut document, Edit::SetField { event, field: Field::Date(date) }, &mut times);
    }
    add("document+index+scene", &times);
    // Coincidences are of other positions from here on, which the Scene finds out and passes over.
    let (mut appended, mut inserted, mut removed, mut undone) =
        (Times::default(), Times::default(), Times::default(), Times::default());
    for nth in 0..EDITS {
        let at = plan.events / EDITS * nth;
        let mut event = (*document.events()[at]).clone();
        event.id = document.free_id("new");
        let end = Edit::Insert { events: vec![(usize::MAX, Arc::new(event.clone()))] };
        edit(&mut document, end, &mut appended);
        event.id = document.free_id("new");
        edit(&mut document, Edit::Insert { events: vec![(at, Arc::new(event))] }, &mut inserted);
        let event = document.events()[at + 7].id.clone();
        let inverse = edit(&mut document, Edit::Remove { events: vec![event] }, &mut removed);
        edit(&mut document, inverse, &mut undone);
    }
    add("append", &appended);
    add("insert", &inserted);
    add("remove", &removed);
    add("undo-remove", &undone);
}
