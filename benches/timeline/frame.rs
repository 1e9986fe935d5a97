//! A frame of the timeline in egui without a window: input, index, layout, shapes and tessellation, with a pan or a
//! zoom in every frame. The reference is an empty `egui_plot` with the same ruler, moved in the same way.

use std::sync::Arc;

use coeval::analysis::{Coincidences, Index, Rule};
use coeval::layout::flight::Flight;
use coeval::layout::{self, Frame, Viewport};
use coeval::model::Document;
use coeval::paint::shapes::{self, Painting};
use coeval::scene::Theme;
use coeval::scene::theme::ThemeKind;
use coeval::ui::canvas::{self, CanvasInput, CanvasState};
use coeval::ui::commands::Commands;
use coeval::ui::commands::keymap::Keymap;
use coeval::ui::presenting::TEXT_SCALE;
use coeval::ui::state::lane_view::LaneList;
use coeval::ui::state::view::View;
use coeval::ui::widgets::ContextMeasure;
use coeval::ui::widgets::style;
use coeval::ui::widgets::textures::{Flags, WindowPainting};
use coeval::ui::{CoincidenceList, PanelContext, SearchContext, Selection};
use egui::text::LayoutJob;
use egui::{CentralPanel, Context, Galley, RawInput, Rect, TextureId, Ui, Vec2, pos2, vec2};
use egui_plot::Plot;

use super::clock::Times;
use super::generator::{FIRST_DAY, LAST_DAY, Plan};
use super::report::{Measured, Report};
use super::world;

/// The zooms: name and days in view.
const ZOOMS: [(&str, f64); 8] = [
    ("whole", (LAST_DAY - FIRST_DAY + 1) as f64 * 1.1),
    ("50y", 50.0 * 365.25),
    ("20y", 20.0 * 365.25),
    ("10y", 10.0 * 365.25),
    ("5y", 5.0 * 365.25),
    ("year", 365.25),
    ("month", 30.4),
    ("day", 1.0),
];

/// Lanes in view, what the canvas measures then, and how many times the reference p99 may be.
const VIEWS: [(usize, f32, f64); 2] = [(40, 63.0 + 40.0 * 34.0, 25.0), (200, 63.0 + 200.0 * 34.0, 40.0)];

const WIDTH: f32 = 1600.0;

/// Which measurements; all where a list is empty.
pub struct Choice<'a> {
    pub zooms: &'a [String],
    pub visible: &'a [usize],
    /// How many of the slowest frames are told by number.
    pub slowest: usize,
}

impl Choice<'_> {
    fn zooms(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let chosen = |name: &str| self.zooms.is_empty() || self.zooms.iter().any(|zoom| zoom == name);
        ZOOMS.into_iter().filter(move |(name, _)| chosen(name))
    }

    fn views(&self) -> impl Iterator<Item = (usize, f32, f64)> {
        VIEWS.into_iter().filter(|(lanes, ..)| self.visible.is_empty() || self.visible.contains(lanes))
    }
}

pub fn run(plan: Plan, frames: usize, choice: &Choice<'_>, report: &mut Report) {
    let stage = Stage::new(plan);
    let small = Stage::new(Plan { events: plan.events.min(10_000), ..plan });
    // The slowest zoom of a million events, and that of ten thousand.
    let (mut worst, mut worst_few) = (Times::default(), Times::default());
    for (lanes, height, most) in choice.views() {
        let size = vec2(WIDTH, height);
        for (zoom, days) in choice.zooms() {
            let (reference, times) = beside_empty(size, days, frames, || {
                Window::new(size).frames(&stage, lanes, days, frames, true)
            });
            for (frame, us) in times.slowest(choice.slowest) {
                println!("slow frame={frame} visible={lanes} zoom={zoom} us={us:.1}");
            }
            report.add(&Measured::of(
                "frame",
                format!("visible={lanes} zoom={zoom}"),
                plan.events,
                &times,
                (reference.p50(), most),
            ));
            if lanes == 40 {
                let few = Window::new(size).frames(&small, lanes, days, frames, true);
                worst = slower(worst, times);
                worst_few = slower(worst_few, few);
            }
        }
    }
    if choice.views().any(|(lanes, ..)| lanes == 40) {
        growth(plan, &worst, &worst_few, report);
        still(plan, &stage, frames, choice, report);
    }
}

/// Flights as from step to step of a story: each from a few days somewhere to some weeks elsewhere, out and in again. The
/// reference is an empty plot with the ruler that moves a little.
pub fn flights(plan: Plan, frames: usize, choice: &Choice<'_>, report: &mut Report) {
    let stage = Stage::new(plan);
    let span = f64::from(LAST_DAY - FIRST_DAY);
    let view =
        |share: f64, days: f64| Viewport { from: f64::from(FIRST_DAY) + span * share, days, scroll: 0.0 };
    let places = [view(0.1, 12.0), view(0.8, 40.0), view(0.4, 400.0), view(0.95, 5.0)];
    let seen = |at: usize| {
        let way = at / FLIGHT_FRAMES;
        let (from, to) = (places[way % places.len()], places[(way + 1) % places.len()]);
        let part = (at % FLIGHT_FRAMES) as f64 / FLIGHT_FRAMES as f64;
        Look { view: Flight::new(from, to).at(part), flight: Some((to, part as f32)) }
    };
    for (lanes, height, most) in choice.views() {
        let size = vec2(WIDTH, height);
        let (reference, times) =
            beside_empty(size, 365.25, frames, || Window::new(size).frames_at(&stage, lanes, frames, &seen));
        report.add(&Measured::of(
            "flight",
            format!("visible={lanes}"),
            plan.events,
            &times,
            (reference.p50(), most),
        ));
    }
}

/// How many frames a flight has: a good second of them.
const FLIGHT_FRAMES: usize = 72;

fn slower(a: Times, b: Times) -> Times {
    // Nothing measured yet is not a number, which is slower than nothing.
    if a.p50() >= b.p50() { a } else { b }
}

fn growth(plan: Plan, worst: &Times, worst_few: &Times, report: &mut Report) {
    let ratio = worst.p50() / worst_few.p50();
    report.add(&Measured {
        ratio,
        ..Measured::of(
            "growth",
            "visible=40 zoom=worst".to_owned(),
            plan.events,
            worst,
            (worst_few.p50(), 1.5),
        )
    });
}

/// Nothing changed from frame to frame.
fn still(plan: Plan, stage: &Stage, frames: usize, choice: &Choice<'_>, report: &mut Report) {
    for (zoom, days) in choice.zooms() {
        let size = vec2(WIDTH, VIEWS[0].1);
        let (reference, times) =
            beside_empty(size, days, frames, || Window::new(size).frames(stage, 40, days, frames, false));
        let reference = reference.p50();
        let ratio = times.p50() / reference;
        report.add(&Measured {
            ratio,
            ..Measured::of("still", format!("visible=40 zoom={zoom}"), plan.events, &times, (reference, 2.0))
        });
    }
}

/// What is shown.
struct Stage {
    document: Document,
    index: Index,
    coincidences: Coincidences,
    theme: Theme,
    rule: Rule,
    keys: Keymap,
}

impl Stage {
    fn new(plan: Plan) -> Self {
        let document = world::document(plan);
        let index = Index::build(&document);
        let rule = Rule::default();
        let coincidences = Coincidences::new(&document, &rule);
        coincidences.sort_by_lane();
        Self {
            document,
            index,
            coincidences,
            theme: Theme::of(ThemeKind::Light),
            rule,
            keys: Keymap::default(),
        }
    }
}

/// Where a frame looks.
struct Look {
    view: Viewport,
    /// Where it flies, and how far it is, if it does: then a story is told.
    flight: Option<(Viewport, f32)>,
}

/// egui with a canvas in it.
struct Window {
    ctx: Context,
    size: Vec2,
    state: CanvasState,
}

impl Window {
    fn new(size: Vec2) -> Self {
        Self { ctx: context(), size, state: CanvasState::default() }
    }

    /// So many frames, each moved a little against the one before it where `moving`.
    fn frames(&mut self, stage: &Stage, lanes: usize, days: f64, frames: usize, moving: bool) -> Times {
        let view = |at| moved(days, if moving { at } else { 0 });
        self.frames_at(stage, lanes, frames, &|at| Look { view: view(at), flight: None })
    }

    /// So many frames, each of the view that is told for it.
    fn frames_at(
        &mut self,
        stage: &Stage,
        lanes: usize,
        frames: usize,
        seen: &dyn Fn(usize) -> Look,
    ) -> Times {
        let shown = (0..stage.document.lanes().len().min(lanes) as u32).collect();
        let lanes = LaneList::of(shown);
        let mut view = View::default();
        let mut times = Times::default();
        for at in 0..frames + WARM_UP {
            let look = seen(at);
            let presenting = look.flight.is_some();
            view.set(look.view, at as f64 / 120.0);
            let input = CanvasInput {
                shown: PanelContext {
                    calendars: coeval::model::calendar::Calendars::default(),
                    drawing: coeval::ui::commands::Drawing::default(),
                    lanes: stage.index.grouping(),
                    document: &stage.document,
                    list: CoincidenceList {
                        coincidences: &stage.coincidences,
                        rule: &stage.rule,
                        asked: &view.listing,
                        rates: None,
                        surprises: None,
                        threshold: coeval::analysis::Threshold::default(),
                        order_keys: None,
                    },
                    selection: Selection::default(),
                    search: SearchContext::default(),
                    theme: &stage.theme,
                    keys: &stage.keys,
                    compared: None,
                    aligned: None,
                    presenting,
                    read_only: false,
                },
                index: &stage.index,
                generation: 0,
                hits: None,
                answer: None,
                aligned: 0,
                list: 0,
                wheel_zooms: false,
                view: &view,
                lanes: &lanes,
                today: None,
                slide: None,
                flight: look.flight,
                fade: None,
                undrawn: 0.0,
                text_scale: if presenting { TEXT_SCALE } else { 1.0 },
            };
            let state = &mut self.state;
            let mut commands = Commands::new();
            let frame = |ui: &mut Ui| {
                canvas::show(ui, &input, state, &mut commands);
            };
            one(&self.ctx, self.size, at, &mut times, frame);
        }
        times
    }
}

/// The first frames lay out the text that the later ones find again.
const WARM_UP: usize = 20;

/// The view of a frame: panned by a hundredth of its width, and zoomed in and out again every fourth frame.
fn moved(days: f64, at: usize) -> Viewport {
    let middle = f64::from(FIRST_DAY + LAST_DAY) / 2.0;
    let swing = ((at % 40) as f64 - 20.0).abs() - 10.0;
    let zoom = if at % 4 == 3 { 1.02 } else { 1.0 };
    let base = Viewport { from: middle - days / 2.0, days, scroll: 0.0 };
    base.panned(swing / 100.0).zoomed(zoom, 0.5)
}

fn context() -> Context {
    let ctx = Context::default();
    style::install_fonts(&ctx);
    style::apply(&ctx, &Theme::of(ThemeKind::Light));
    ctx
}

/// One frame and its triangles; counted after the warming up.
fn one(ctx: &Context, size: Vec2, at: usize, times: &mut Times, mut add: impl FnMut(&mut Ui)) {
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)),
        time: Some(at as f64 / 120.0),
        ..RawInput::default()
    };
    let mut discarded = Times::default();
    let times = if at < WARM_UP { &mut discarded } else { times };
    let primitives = times.thread(|| {
        let output = ctx.run_ui(input, |ui| {
            CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| add(ui));
        });
        ctx.tessellate(output.shapes, output.pixels_per_point)
    });
    assert!(!primitives.is_empty());
}

/// The reference, measured just before a row and just after it, because the same machine is twice as fast from one minute
/// to the next; and the row.
fn beside_empty(size: Vec2, days: f64, frames: usize, row: impl FnOnce() -> Times) -> (Times, Times) {
    let mut reference = empty(size, days, frames);
    let times = row();
    reference.append(empty(size, days, frames));
    (reference, times)
}

/// An empty plot with the ruler of the same view.
fn empty(size: Vec2, days: f64, frames: usize) -> Times {
    let ctx = context();
    let document = Document::default();
    let (index, theme) = (Index::build(&document), Theme::of(ThemeKind::Light));
    let found = Coincidences::default();
    let mut flags = Flags::default();
    let mut times = Times::default();
    for at in 0..frames + WARM_UP {
        let viewport = moved(days, at);
        one(&ctx, size, at, &mut times, |ui| {
            Plot::new("empty")
                .show_axes(false)
                .show_grid(false)
                .show(ui, |plot| plot.set_plot_bounds_x(viewport.from..=viewport.to()));
            let frame = Frame::plain(&document, &index, &found, viewport, size, &theme, &[]);
            let canvas = layout::build(&frame, &mut ContextMeasure::new(ui.ctx()));
            let place = Rect::from_min_size(pos2(0.0, 0.0), size);
            let ctx = ui.ctx().clone();
            let mut painting = Plain(WindowPainting { ctx: &ctx, flags: &mut flags, least_line: 0.0 });
            for (clip, shape) in shapes::shapes(&canvas.scene, Vec2::ZERO, place, &mut painting) {
                ui.painter().with_clip_rect(clip).add(shape);
            }
        });
    }
    times
}

/// Paints the ruler of the reference as any plot paints its axes: text as egui's own galleys, nothing kept.
struct Plain<'a>(WindowPainting<'a>);

impl Painting for Plain<'_> {
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley> {
        self.0.galley(job)
    }

    fn flag(&mut self, code: &str, name: &str, side_px: usize) -> (TextureId, Rect) {
        self.0.flag(code, name, side_px)
    }

    fn pixels_per_point(&self) -> f32 {
        self.0.pixels_per_point()
    }
}
