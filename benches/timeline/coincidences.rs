//! All coincidences of all events, against reading them with ron.

use coeval::analysis::{Rule, coincidences};

use super::clock::Times;
use super::generator::Plan;
use super::report::{Measured, Report};
use super::world;

pub fn run(plan: Plan, reference: f64, report: &mut Report) {
    let document = world::document(plan);
    for tolerance_days in [0, 7] {
        let rule = Rule { tolerance_days, ..Rule::default() };
        let mut times = Times::default();
        for _ in 0..5 {
            let found = times.wall(|| coincidences(&document, &rule));
            drop(found);
        }
        report.add(&Measured {
            bench: "coincidences",
            what: format!("tolerance={tolerance_days}"),
            events: plan.events,
            p50_us: times.p50(),
            p99_us: times.p99(),
            ref_us: reference,
            ratio: times.least() / reference,
            most: 0.02,
        });
    }
}
