//! The coincidences of all events, against reading them with ron: what the window needs to be used (which days, how
//! sure, in how many lanes, of how many events; it looks up the members of those it shows), and everything of every
//! day, as the command line writes it.

use coeval::analysis::{Coincidences, Index, Listing, Rule, Scope};
use coeval::model::Document;

use super::clock::Times;
use super::generator::Plan;
use super::report::{Measured, Report};
use super::world;

/// How often each is repeated; the least counts, because others share the machine.
const REPEATS: usize = 9;

pub fn run(plan: Plan, reference: f64, report: &mut Report) {
    let document = world::document(plan);
    let index = Index::build(&document);
    let mut add = |what: String, times: &Times, most: f64| {
        report.add(&Measured {
            bench: "coincidences",
            what,
            events: plan.events,
            p50_us: times.p50(),
            p99_us: times.p99(),
            ref_us: reference,
            ratio: times.least() / reference,
            most,
        });
    };
    for possible in [false, true] {
        for tolerance_days in [0, 7] {
            let rule = Rule { tolerance_days, possible, ..Rule::default() };
            let kinds = if possible { "certain+possible" } else { "certain" };
            let what = format!("tolerance={tolerance_days} of={kinds}");
            let mut times = Times::default();
            for _ in 0..REPEATS {
                let found = times.wall(|| days(&document, &index, &rule));
                assert!(!found.is_empty());
            }
            add(what, &times, 0.02);
        }
    }
    for tolerance_days in [0, 7] {
        let rule = Rule { tolerance_days, ..Rule::default() };
        let found = days(&document, &index, &rule);
        let mut times = Times::default();
        for _ in 0..3 {
            let all = times.wall(|| found.to_vec(&document));
            drop(all);
        }
        add(format!("tolerance={tolerance_days} part=everything-of-every-day"), &times, f64::INFINITY);
    }
}

fn days(document: &Document, index: &Index, rule: &Rule) -> Coincidences {
    let listing = Listing { rule: rule.clone(), ..Listing::default() };
    Coincidences::listed(document, index.grouping(), Some(index.days()), &listing, &Scope::default())
}
