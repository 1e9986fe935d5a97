//! The timeline itself, and the only place that knows egui_plot: a Plot whose x is days since 1970-01-01 and
//! whose y is points of lanes, with everything of its own switched off and one item that paints the scene. The
//! scene is kept and built anew only when something changed that it shows.

pub mod align_bar;
pub(crate) mod calendar_tip;
pub(crate) mod coincidence_tip;
pub(crate) mod density_strip;
pub mod event_drag;
pub(crate) mod event_menu;
pub mod frame_times;
pub mod gestures;
pub(crate) mod lanes;
pub mod measure;
pub mod overview;
pub mod rubber_band;
pub(crate) mod screen_reader;
pub(crate) mod tooltip;

use std::rc::Rc;
use std::time::Instant;

use egui::accesskit::Role;
use egui::{Color32, Context, Id, Painter, PointerButton, Response, Sense, Shape, Ui, WidgetInfo};
use egui_plot::{Plot, PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotTransform};

use super::Shown;
use super::commands::Commands;
use super::dialogs::help;
use super::state::lane_view::LaneList;
use super::state::view::View;
use super::widgets::textures::{Flags, WindowPainting};
use crate::analysis::{Aligned, Hits, Index, LanesBy, Overlay, Query};
use crate::layout::{self, Canvas, Target, Viewport};
use crate::model::calendar::Calendars;
use crate::model::{EventIx, grouped};
use crate::paint::{fallback, shapes};
use crate::scene::theme::ThemeKind;
use crate::scene::{Pos2, Rect, Vec2};
use event_drag::EventDrag;
use frame_times::{FrameTimes, Stage};
use lanes::heads::{self, HeadsState};
use measure::MeasureState;
use rubber_band::RubberBand;

/// At most so many events have a node of their own for screen readers.
const MAX_NODES: usize = 1000;

/// What the canvas shows in a frame.
#[derive(Clone, Copy)]
pub struct CanvasInput<'a> {
    /// Document, coincidences, colours, selection.
    pub shown: Shown<'a>,
    /// The document's index, by the calendar.
    pub index: &'a Index,
    /// Which opening of a document this is; a document's own revision begins anew with each.
    pub generation: u64,
    /// Where one looks.
    pub view: &'a View,
    /// The lanes to show, and how.
    pub lanes: &'a LaneList,
    /// What a search has found, to be marked among the rest.
    pub hits: Option<&'a Hits>,
    /// Which answer to a search this picture shows, marked or alone; each has a number of its own.
    pub answer: Option<u64>,
    /// Which list of coincidences this is.
    pub list: u64,
    /// Which alignment this is; 0 for none.
    pub aligned: u64,
    /// Now, in days since 1970-01-01.
    pub today: Option<f64>,
    /// How large text is, 1 as a rule.
    pub text_scale: f32,
    /// Whether the bare wheel zooms, and the one with Ctrl scrolls.
    pub wheel_zooms: bool,
}

impl CanvasInput<'_> {
    /// The index of what is drawn, which is another one where occurrences are laid over one another.
    #[must_use]
    pub fn drawn(&self) -> &Index {
        self.shown.aligned.and_then(Aligned::overlay).map_or(self.index, Overlay::index)
    }

    /// Whether occurrences are laid over one another, so that a place on the axis is no day of the calendar.
    #[must_use]
    pub fn is_overlaid(&self) -> bool {
        self.shown.is_overlaid()
    }
}

/// What the canvas keeps between frames.
#[derive(Default)]
pub struct CanvasState {
    key: Option<Key>,
    kept: Option<Canvas>,
    shapes: Rc<Vec<(Rect, Shape)>>,
    atlas_fill: f32,
    memory: layout::Memory,
    /// Where the time of a frame goes.
    pub times: FrameTimes,
    /// The flags painted so far.
    pub flags: Flags,
    /// The event under the pointer.
    pub(super) hovered: Option<EventIx>,
    /// The coincidence under the pointer.
    pub(super) highlighted: Option<usize>,
    /// The range of days that is measured.
    pub measure: MeasureState,
    /// Where a drag on the ruler began, in points from the left of the window.
    pub(super) brush_from: Option<f32>,
    /// The event that the mouse holds.
    pub(super) event_drag: EventDrag,
    /// What is drawn to select several events.
    pub(super) rubber_band: RubberBand,
    /// A drag was given up in this frame.
    pub(super) gave_up: bool,
    /// The list of hidden events that is open, and where.
    pub(super) hidden_list: Option<(Pos2, Vec<EventIx>)>,
    /// The event whose menu is open, and where.
    pub(super) event_menu: Option<(EventIx, Pos2)>,
    /// What happens on the lane heads.
    heads: HeadsState,
}

/// Everything that the picture depends on, to be compared with the last frame's.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    document: (u64, u64),
    viewport: Viewport,
    place: Rect,
    theme: ThemeKind,
    selected: Option<EventIx>,
    hovered: Option<EventIx>,
    current: Option<usize>,
    highlighted: Option<usize>,
    lanes_by: LanesBy,
    lanes: LaneList,
    answer: (Option<u64>, bool),
    /// And whether it is known which of them each lane has.
    list: (u64, bool),
    sought: Option<Query>,
    aligned: u64,
    today: Option<f64>,
    calendars: Calendars,
    text_scale: f32,
    pixels_per_point: f32,
    fonts: usize,
}

/// The timeline's id, by which it gets the focus.
#[must_use]
pub fn canvas_id() -> Id {
    Id::unique("timeline")
}

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
    let canvas = state.kept.take().unwrap_or_else(|| Canvas::empty(place.size()));
    let origin = place.min.to_vec2();
    let body = canvas.body.translate(origin);
    let response = plot(ui, input, body, place, Rc::clone(&state.shapes));
    if input.shown.document.events().is_empty() {
        help::empty(ui, input.shown.theme, input.shown.keys, body.center());
    }
    let nodes = nodes(ui, input, &canvas, origin, place);
    let ruler =
        ui.interact(canvas.ruler.translate(origin), canvas_id().with("ruler"), Sense::CLICK | Sense::DRAG);
    ruler.widget_info(|| WidgetInfo::labeled(Role::Group, true, "Ruler: drag to zoom to a range"));
    let over_heads = heads::show(ui, input, &canvas, origin, &mut state.heads, commands);
    let hands = gestures::Hands { whole, body: response, ruler, over_heads, nodes, origin };
    let started = Instant::now();
    gestures::handle(ui, input, state, &canvas, &hands, commands);
    state.times.add(Stage::Input, started);
    frame_times::show(ui, &state.times, input.shown.theme, place);
    let scroll = wanted_scroll(input, &canvas);
    state.kept = Some(canvas);
    scroll
}

impl CanvasState {
    /// The picture of the last frame; its origin is the top left of [`Self::place`].
    #[must_use]
    pub fn picture(&self) -> Option<&Canvas> {
        self.kept.as_ref()
    }

    /// Where the canvas is in the window.
    #[must_use]
    pub fn place(&self) -> Option<Rect> {
        self.key.as_ref().map(|key| key.place)
    }

    /// The list of events that a count or a strip has opened.
    #[must_use]
    pub fn open_list(&self) -> Option<&[EventIx]> {
        self.hidden_list.as_ref().map(|(_, events)| events.as_slice())
    }

    /// How wide the lane heads are, in points.
    #[must_use]
    pub fn heads_width(&self) -> f32 {
        self.kept.as_ref().map_or(0.0, |canvas| canvas.body.left())
    }

    /// Closes the menu of a lane or the list of hidden events; returns whether one was open, or a drag was given up.
    pub fn close_list(&mut self) -> bool {
        std::mem::take(&mut self.gave_up)
            || self.heads.close_menu()
            || self.event_menu.take().is_some()
            || self.hidden_list.take().is_some()
    }

    /// Events stand elsewhere now: what was under the pointer may be another one.
    pub fn forget_events(&mut self) {
        self.hovered = None;
        self.hidden_list = None;
        self.event_menu = None;
    }

    /// Opens the menu of the lane in question in the next frame.
    pub fn open_lane_menu(&mut self) {
        self.heads.open_menu();
    }

    fn rebuild(&mut self, ctx: &Context, input: &CanvasInput<'_>, place: Rect) {
        let shown = &input.shown;
        let key = Key {
            document: (input.generation, shown.document.revision()),
            viewport: input.view.viewport(),
            place,
            theme: shown.theme.kind,
            selected: shown.selected,
            hovered: self.hovered,
            current: shown.current,
            highlighted: self.highlighted,
            lanes_by: shown.lanes.by(),
            lanes: input.lanes.clone(),
            answer: (input.answer, input.hits.is_some()),
            list: (input.list, shown.coincidences.by_lane().is_some()),
            sought: shown.sought.cloned(),
            aligned: input.aligned,
            today: input.today,
            calendars: shown.calendars,
            text_scale: input.text_scale,
            pixels_per_point: ctx.pixels_per_point(),
            fonts: fallback::count(),
        };
        // Text that was laid out before the font atlas was emptied would show other letters.
        #[allow(clippy::redundant_closure_for_method_calls)] // the method alone is not general enough
        let fill = ctx.fonts(|fonts| fonts.font_atlas_fill_ratio());
        let atlas_was_emptied = fill < self.atlas_fill;
        self.atlas_fill = fill;
        if self.key.as_ref() == Some(&key) && !atlas_was_emptied {
            return;
        }
        let frame = layout::Frame {
            document: shown.document,
            index: input.index,
            coincidences: shown.coincidences,
            viewport: key.viewport,
            size: place.size(),
            theme: shown.theme,
            text_scale: key.text_scale,
            pixels_per_point: key.pixels_per_point,
            lanes: &input.lanes.shown,
            pinned: input.lanes.pinned,
            collapsed: &input.lanes.collapsed,
            selected: key.selected,
            hovered: key.hovered,
            current: key.current,
            highlighted: key.highlighted,
            hits: input.hits,
            sought: shown.sought,
            today: key.today,
            calendars: key.calendars,
            zero: None,
            previous_lod: self.kept.as_ref().map(|canvas| canvas.lod),
        };
        let frame = shown.aligned.map_or(frame, |aligned| frame.aligned(aligned));
        let recycled = self.kept.take();
        let data = layout::ShownData {
            document: key.document,
            lanes_by: key.lanes_by,
            list: key.list.0,
            answer: key.answer.0,
            aligned: key.aligned,
        };
        // What was measured with fewer fonts may have another width now.
        if self.key.as_ref().is_some_and(|before| before.fonts != key.fonts) {
            self.memory = layout::Memory::default();
        }
        self.memory.begin(data, &frame);
        recycled.into_iter().for_each(|canvas| self.memory.recycle(canvas));
        let started = Instant::now();
        let canvas = layout::build_with(&frame, self.flags.begin(ctx), &mut self.memory);
        self.times.add(Stage::Layout, started);
        let started = Instant::now();
        let mut painting = WindowPainting { ctx, flags: &mut self.flags };
        let old = Rc::try_unwrap(std::mem::take(&mut self.shapes)).unwrap_or_default();
        let origin = place.min.to_vec2();
        let shapes = shapes::shapes_instead(&canvas.scene, origin, place, &mut painting, old);
        self.shapes = Rc::new(shapes);
        self.times.add(Stage::Paint, started);
        self.kept = Some(canvas);
        self.key = Some(key);
    }
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
            plot.set_plot_bounds_x(viewport.from..=viewport.to());
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

/// What stands for an event, or a count of hidden ones, to a screen reader.
pub(crate) struct Node {
    /// Its response.
    pub response: Response,
    /// What it stands for.
    pub target: Target,
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
        let selected = matches!(target, Target::Event(ix) if input.shown.selected == Some(*ix));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
        nodes.push(Node { response, target: *target });
    }
    nodes
}

/// Where the lanes should be scrolled to instead of where they are.
fn wanted_scroll(input: &CanvasInput<'_>, canvas: &Canvas) -> Option<f32> {
    let scroll = input.view.viewport().scroll;
    let farthest = (canvas.content_height - canvas.body.height()).max(0.0);
    let wanted = input.view.reveal.and_then(|ix| reveal(input, canvas, ix)).unwrap_or(scroll);
    let wanted = wanted.clamp(0.0, farthest);
    (wanted != scroll).then_some(wanted)
}

/// The scroll that brings an event's lane into view; `None` where it is in view.
fn reveal(input: &CanvasInput<'_>, canvas: &Canvas, ix: EventIx) -> Option<f32> {
    let own = input.shown.lanes.of(ix);
    // Where it stands in several lanes, one that is in view will do.
    let in_view = canvas.lanes.iter().map(|(lane, _)| lane).find(|lane| own.contains(lane));
    let position = *in_view.or_else(|| input.lanes.shown.iter().find(|lane| own.contains(lane)))?;
    let row = input.lanes.shown.iter().position(|l| *l == position)?;
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

/// Whether any of the three mouse buttons drags this.
pub(super) fn dragged(response: &Response) -> bool {
    [PointerButton::Primary, PointerButton::Middle, PointerButton::Secondary]
        .into_iter()
        .any(|button| response.dragged_by(button))
}
