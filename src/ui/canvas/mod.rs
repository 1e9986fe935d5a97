//! The timeline itself, and the only place that knows egui_plot: a Plot whose x is days since 1970-01-01 and
//! whose y is points of lanes, with everything of its own switched off and one item that paints the scene. The
//! scene is kept and built anew only when something changed that it shows.

pub(crate) mod align_bar;
mod coincidence_tip;
mod density_strip;
mod edges;
mod empty;
mod event_drag;
pub(crate) mod frame_times;
mod gestures;
mod held;
mod input;
pub(crate) mod lanes;
mod measure;
pub(crate) mod measured;
pub(crate) mod overview;
mod place_menu;
mod pointer;
mod rubber_band;
mod ruler;
mod screen_reader;
mod state;
mod tooltip;

use std::rc::Rc;
use std::time::Instant;

use egui::accesskit::Role;
use egui::{Color32, Painter, Response, Sense, Shape, Ui, WidgetInfo};
use egui_plot::{Plot, PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotTransform};

use super::commands::Commands;
use super::ids::canvas_id;
use crate::layout::{Canvas, Target};
use crate::model::{EventIx, grouped};
use crate::scene::{Rect, Vec2};
use frame_times::Stage;
use lanes::heads;
use pointer::{Node, PointerResponses, Pointing};

pub use input::{CanvasInput, ClockSlide};
pub use state::CanvasState;

/// At most so many events have a node of their own for screen readers.
const MAX_NODES: usize = 1000;

/// Shows the timeline in all the room there is. Returns how far the lanes should be scrolled instead, where the
/// view's own scroll is too far or an event is to be brought into view.
pub fn show(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    commands: &mut Commands,
) -> Option<f32> {
    let place = ui.available_rect_before_wrap();
    let (_, whole) = ui.allocate_exact_size(place.size(), Sense::hover());
    state.rebuild(ui.ctx(), input, place);
    let canvas = state.picture.take().unwrap_or_else(|| Canvas::empty(place.size()));
    let origin = place.min.to_vec2();
    let body = canvas.body.translate(origin);
    let response = plot(ui, input, body, place, Rc::clone(&state.shapes));
    if input.shown.document.events().is_empty() {
        empty::show(ui, input.shown.theme, input.shown.keys, body.center());
    } else if input.view.search.only().is_some_and(|hits| hits.is_empty()) && !input.shown.presenting {
        empty::nothing_found(ui, input, body.center());
    }
    let nodes = nodes(ui, input, &canvas, origin, place);
    let ruler =
        ui.interact(canvas.ruler.translate(origin), canvas_id().with("ruler"), Sense::CLICK | Sense::DRAG);
    ruler.widget_info(|| {
        WidgetInfo::labeled(Role::Group, true, "Ruler: drag to zoom to a range, click a name to go to a date")
    });
    let over_heads = heads::show(ui, input, &canvas, origin, &mut state.heads, commands);
    ruler::clock_menu::show(ui, input, &canvas, origin, commands);
    let responses = PointerResponses { whole, body: response, ruler, over_heads, nodes, origin };
    let started = Instant::now();
    Pointing { ui, input, canvas: &canvas, responses: &responses, state, commands }.read();
    state.times.add(Stage::Input, started);
    frame_times::show(ui, &state.times, input.shown.theme, place);
    let scroll = wanted_scroll(input, &canvas);
    state.picture = Some(canvas);
    scroll
}

/// The Plot with the one item that paints.
fn plot(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    body: Rect,
    place: Rect,
    shapes: Rc<Vec<(Rect, Shape)>>,
) -> Response {
    let viewport = input.view.viewport();
    let top = f64::from(viewport.scroll);
    let bottom = top + f64::from(body.height().max(1.0));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(body));
    Plot::new("timeline plot")
        .id(canvas_id().with("plot"))
        .width(body.width())
        .height(body.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(Vec2::ZERO)
        .invert_y(true)
        .sense(Sense::hover())
        .show(&mut child, |plot| {
            plot.set_plot_bounds_x(viewport.from..=input.view.folds().to(&viewport));
            plot.set_plot_bounds_y(top..=bottom);
            plot.add(SceneItem { base: PlotItemBase::new("timeline".to_owned()), shapes, place });
        });
    // The Plot's own response has an id that moves with the panels around it; the focus needs one that stays.
    let response = ui.interact(body, canvas_id(), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Application, true, screen_reader::name(input)));
    response
}

/// The scene as the one item of the Plot. It paints with clips of its own, because lane heads and ruler, which
/// stand around the Plot, belong to the same scene and the order of painting is the scene's.
struct SceneItem {
    base: PlotItemBase,
    shapes: Rc<Vec<(Rect, Shape)>>,
    place: Rect,
}

impl PlotItem for SceneItem {
    fn shapes(&self, ui: &Ui, _transform: &PlotTransform, _shapes: &mut Vec<Shape>) {
        let painter = Painter::new(ui.ctx().clone(), ui.layer_id(), self.place);
        // Each call asks for egui's lock, so that one for each clip is enough.
        for run in self.shapes.chunk_by(|(a, _), (b, _)| a == b) {
            let shapes = run.iter().map(|(_, shape)| shape.clone());
            painter.with_clip_rect(run[0].0).extend(shapes);
        }
    }

    fn initialize(&mut self, _x_range: std::ops::RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        Color32::TRANSPARENT
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::NOTHING
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}

/// A node per event in view, so that a screen reader (and a test) can find and press it. They do not take the
/// focus: the timeline is one tab stop with the arrows inside.
fn nodes(ui: &Ui, input: &CanvasInput<'_>, canvas: &Canvas, origin: Vec2, place: Rect) -> Vec<Node> {
    let mut nodes = Vec::new();
    // A thousand widgets cost more than the picture, and the pointer finds its target without them.
    if ui.ctx().accesskit_node_builder(canvas_id(), |_| ()).is_none() {
        return nodes;
    }
    let mut seen = std::collections::HashSet::new();
    let mut strips_seen = false;
    for (n, (rect, target)) in canvas.hits.iter().enumerate() {
        if nodes.len() == MAX_NODES {
            break;
        }
        let mut rect = *rect;
        let name = match target {
            Target::Event(ix) if seen.insert(*ix) => screen_reader::event_name(input, *ix),
            Target::Hidden(pile) => format!("{} more events", grouped(canvas.pile(*pile).len())),
            // All strips are one: what is said of each lane stands in its head.
            Target::Strip(_) if !std::mem::replace(&mut strips_seen, true) => {
                rect = canvas.body;
                screen_reader::strips_name(canvas)
            }
            Target::Event(_) | Target::Lane(_) | Target::Coincidence(_) | Target::Strip(_) => continue,
        };
        let id = match target {
            Target::Event(ix) => canvas_id().with(("event", ix)),
            _ => canvas_id().with(("hidden", n)),
        };
        let rect = rect.translate(origin).intersect(place);
        let response = ui.interact(rect, id, Sense::CLICK);
        let selected = matches!(target, Target::Event(ix) if input.shown.selection.event == Some(*ix));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
        nodes.push(Node { response, target: *target });
    }
    nodes
}

/// Where the lanes should be scrolled to instead of where they are.
fn wanted_scroll(input: &CanvasInput<'_>, canvas: &Canvas) -> Option<f32> {
    let scroll = input.view.viewport().scroll;
    let farthest = (canvas.content_height - canvas.body.height()).max(0.0);
    let wanted = input.view.selection.reveal.and_then(|ix| reveal(input, canvas, ix)).unwrap_or(scroll);
    let wanted = wanted.clamp(0.0, farthest);
    (wanted != scroll).then_some(wanted)
}

/// The scroll that brings an event's lane into view; `None` where it is in view.
fn reveal(input: &CanvasInput<'_>, canvas: &Canvas, ix: EventIx) -> Option<f32> {
    let own = input.shown.lanes.of(ix);
    // Where it stands in several lanes, one that is in view will do.
    let in_view = canvas.lanes.iter().map(|(lane, _)| lane).find(|lane| own.binary_search(lane).is_ok());
    let hidden =
        || own.iter().filter(|lane| input.lanes.shows(**lane)).min_by_key(|lane| input.lanes.row(**lane));
    let position = *in_view.or_else(hidden)?;
    let row = input.lanes.row(position)?;
    let scroll = input.view.viewport().scroll;
    let strip = canvas.lanes.iter().find(|(l, _)| *l == position).map(|(_, strip)| *strip);
    let top = canvas.body.top() + canvas.pinned_height;
    let room = canvas.body.bottom() - top;
    match strip {
        Some(strip) if strip.bottom() > canvas.body.bottom() && strip.height() < room => {
            Some(scroll + strip.bottom() - canvas.body.bottom())
        }
        // A pinned lane is in view whatever is scrolled.
        Some(strip) if canvas.is_pinned(strip) => None,
        Some(strip) if strip.top() < top => Some(scroll - (top - strip.top())),
        Some(_) => None,
        // Not in view, so its place is not known: about where it must be, and exactly in the next frame.
        None => {
            let share = row as f32 / input.lanes.shown.len().max(1) as f32;
            Some(canvas.content_height * share - canvas.body.height() / 3.0)
        }
    }
}
