//! One event changed among many: document, index and Scene, against building the index anew.

use coeval::analysis::{Coincidences, Index, Rule};
use coeval::edit::{Edit, Field, apply};
use coeval::layout::{self, Frame, Viewport};
use coeval::model::EventDate;
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Theme, vec2};

use super::clock::Times;
use super::generator::Plan;
use super::report::{Measured, Report};
use super::world;

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
    let mut times = Times::default();
    for at in 0..20 {
        let event = document.events()[plan.events / 20 * at].id.clone();
        let date = EventDate::parse(&format!("19{:02}-06-15", 30 + at)).unwrap();
        times.wall(|| {
            apply(&mut document, Edit::SetField { event, field: Field::Date(date) }).unwrap();
            index.update(&document);
            let viewport = Viewport { from: 0.0, days: 3653.0, scroll: 0.0 };
            let size = vec2(1600.0, 1423.0);
            let frame = Frame::plain(&document, &index, &found, viewport, size, &theme, &lanes);
            layout::build(&frame, &mut fonts)
        });
    }
    report.add(&Measured {
        bench: "edit",
        what: "part=document+index+scene".to_owned(),
        events: plan.events,
        p50_us: times.p50(),
        p99_us: times.p99(),
        ref_us: anew.least(),
        ratio: times.p50() / anew.least(),
        most: 0.02,
    });
}
