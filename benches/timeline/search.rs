//! What the first search of a document waits for, against reading the file with ron: the table that words are looked for
//! in. And a search for a word that a part of the events have.

use coeval::analysis::query::{Matcher, Query};

use super::clock::Times;
use super::generator::Plan;
use super::report::{Measured, Report};
use super::world;

pub fn run(plan: Plan, reference: f64, report: &mut Report) {
    let document = world::document(plan);
    let (mut prepare, mut find) = (Times::default(), Times::default());
    let query = Query::parse("delegation tag:energy").unwrap();
    for _ in 0..3 {
        let matcher = prepare.wall(|| Matcher::new(&document));
        let found = find.wall(|| matcher.find(&query));
        assert!(found.len() < document.events().len());
    }
    for (what, times) in [("part=prepare", &prepare), ("part=find", &find)] {
        report.add(&Measured {
            bench: "search",
            what: what.to_owned(),
            events: plan.events,
            p50_us: times.p50(),
            p99_us: times.p99(),
            ref_us: reference,
            ratio: times.least() / reference,
            most: f64::INFINITY,
        });
    }
}
