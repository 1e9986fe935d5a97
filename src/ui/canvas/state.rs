//! What the canvas keeps between frames: the picture, built anew only when something changed that it shows, and what
//! the hands hold.

use std::rc::Rc;
use std::time::Instant;

use egui::{Context, Shape};

use super::frame_times::{FrameTimes, Stage};
use super::held::{EventDrag, OpenMenu, RubberBand};
use super::input::CanvasInput;
use super::lanes::glide::LaneGlide;
use super::lanes::state::HeadsState;
use super::measured::MeasureState;
use crate::analysis::{DayZone, LanesBy, Query};
use crate::layout::{
    self, Canvas, Emphasis, Folds, FrameAxis, FrameLanes, FrameSearch, FrameSurprise, Resolution, Viewport,
};
use crate::model::calendar::Calendars;
use crate::model::{EventIx, Version};
use crate::paint::{fallback, shapes};
use crate::scene::theme::ThemeKind;
use crate::scene::{Pos2, Rect};
use crate::ui::commands::Drawing;
use crate::ui::state::lane_view::LaneList;
use crate::ui::widgets::textures::{Flags, WindowPainting};

/// The thinnest line that a room sees, in pixels: thinner ones are lost where a video call compresses the picture.
const LEAST_LINE_PX: f32 = 1.5;

/// What the canvas keeps between frames.
#[derive(Default)]
pub struct CanvasState {
    key: Option<Key>,
    /// The last picture; taken out while the hands are read.
    pub(super) picture: Option<Canvas>,
    pub(super) shapes: Rc<Vec<(Rect, Shape)>>,
    atlas_fill: f32,
    memory: layout::Memory,
    glide: Option<LaneGlide>,
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
    /// The menu that is open.
    pub(super) menu: Option<OpenMenu>,
    /// The menu of the selected event is to be opened.
    pub(super) menu_wanted: bool,
    /// Whether keys were pressed since the pointer has moved: then nothing is said of what it rests on.
    pub(super) keys_since_move: bool,
    /// What happens on the lane heads.
    pub(super) heads: HeadsState,
}

/// Everything that the picture depends on, to be compared with the last frame's.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    document: Version,
    viewport: Viewport,
    folds: Folds,
    /// Whether the view stands still: then how much is shown depends on what is in view alone, and not on the way there.
    rests: bool,
    place: Rect,
    theme: ThemeKind,
    selected: Option<EventIx>,
    hovered: Option<EventIx>,
    current: Option<usize>,
    highlighted: Option<usize>,
    lanes_by: LanesBy,
    lanes: LaneList,
    answer: (Option<u64>, bool),
    /// And whether it is known how surprising they are.
    list: (u64, bool),
    rarer_than: Option<f64>,
    drawing: (Drawing, bool),
    sought: Option<Query>,
    aligned: u64,
    today: Option<f64>,
    calendars: Calendars,
    /// Whether the name of the clocks opens a choice, and how far events have to slide still.
    clock: (bool, Option<f64>),
    second: Option<DayZone>,
    /// How far what stands out has faded, and how much of the coincidence is drawn.
    fades: (Option<f32>, f32),
    text_scale: f32,
    pixels_per_point: f32,
    fonts: usize,
}

impl CanvasState {
    /// The picture of the last frame; its origin is the top left of [`Self::place`].
    #[must_use]
    pub fn picture(&self) -> Option<&Canvas> {
        self.picture.as_ref()
    }

    /// The picture as it is painted, with the clip of each shape.
    #[must_use]
    pub fn shapes(&self) -> Rc<Vec<(Rect, Shape)>> {
        Rc::clone(&self.shapes)
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
        self.picture.as_ref().map_or(0.0, |canvas| canvas.body.left())
    }

    /// Closes the menu of a lane or the list of hidden events; returns whether one was open, or a drag was given up.
    pub fn close_list(&mut self) -> bool {
        std::mem::take(&mut self.gave_up)
            || self.heads.close_menu()
            || self.menu.take().is_some()
            || self.hidden_list.take().is_some()
    }

    /// Events stand elsewhere now: what was under the pointer may be another one.
    pub fn forget_events(&mut self) {
        self.hovered = None;
        self.hidden_list = None;
        self.menu = None;
    }

    /// Opens the menu of the selected event in the next frame.
    pub fn open_event_menu(&mut self) {
        self.menu_wanted = true;
    }

    /// Opens the menu of the lane in question in the next frame.
    pub fn open_lane_menu(&mut self) {
        self.heads.open_menu();
    }

    pub(super) fn rebuild(&mut self, ctx: &Context, input: &CanvasInput<'_>, place: Rect) {
        let shown = &input.shown;
        let key = Key {
            document: Version { opening: input.generation, revision: shown.document.revision() },
            viewport: input.view.viewport(),
            folds: input.view.folds().clone(),
            rests: input.flight.is_none()
                && self.key.as_ref().is_none_or(|before| before.viewport == input.view.viewport()),
            place,
            theme: shown.theme.kind,
            selected: shown.selection.event,
            hovered: self.hovered,
            current: shown.selection.coincidence,
            highlighted: self.highlighted,
            lanes_by: shown.lanes.by(),
            lanes: input.lanes.clone(),
            answer: (input.answer, input.hits.is_some()),
            list: (input.list, shown.list.surprises.is_some()),
            rarer_than: shown.list.threshold.below(shown.list.surprises.and_then(|surprises| surprises.auto)),
            drawing: (shown.drawing, shown.presenting),
            sought: shown.search.query.cloned(),
            aligned: input.aligned,
            today: input.today,
            calendars: shown.calendars,
            second: input.view.second_clock.clone(),
            fades: (input.fade.map(|fade| fade.left), input.undrawn),
            clock: (!shown.presenting, input.slide.map(|slide| slide.left)),
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
        if !key.rests {
            // Once more when it stands still.
            ctx.request_repaint();
        }
        let picture = self.picture.as_ref().filter(|_| !key.rests);
        let previous_lod = picture.map(|canvas| canvas.lod);
        let previous_strips: Vec<u32> =
            picture.iter().flat_map(|canvas| &canvas.strips).map(|strip| strip.lane).collect();
        let before = input.slide.map(|slide| slide.before.clocks());
        let slide = input.slide.zip(before.as_ref());
        let slide = slide.map(|(slide, before)| layout::Slide { before, left: slide.left });
        let frame = layout::Frame {
            document: shown.document,
            index: input.index,
            coincidences: shown.list.coincidences,
            viewport: key.viewport,
            size: place.size(),
            theme: shown.theme,
            resolution: Resolution { text_scale: key.text_scale, pixels_per_point: key.pixels_per_point },
            lanes: FrameLanes {
                shown: &input.lanes.shown,
                pinned: input.lanes.pinned,
                collapsed: &input.lanes.collapsed,
                fold_empty: key.drawing.0.folds_empty(shown.presenting),
                scale_of_its_own: key.drawing.0.own_scale,
                heads_width: key.drawing.0.heads_width.map(f32::from),
                for_room: shown.presenting,
                glide: None,
            },
            emphasis: Emphasis {
                selected: key.selected,
                hovered: key.hovered,
                current: key.current,
                highlighted: key.highlighted,
                undrawn: input.undrawn,
                line_over_day: shown.presenting,
            },
            surprise: FrameSurprise {
                log10: shown.list.surprises.map_or(&[], |surprises| &surprises.log10),
                below: key.rarer_than.map(f64::log10),
            },
            compared: shown.compared,
            legend: key.drawing.0.legend,
            search: FrameSearch { hits: input.hits, query: shown.search.query, fade: input.fade },
            axis: FrameAxis {
                folds: Some(&key.folds),
                today: key.today,
                calendars: key.calendars,
                zero: None,
                second: input.view.second_clock.as_ref(),
                clock_opens: key.clock.0,
                slide,
            },
            previous_lod,
            previous_strips: &previous_strips,
        };
        let frame = shown.aligned.map_or(frame, |aligned| frame.aligned(aligned));
        let recycled = self.picture.take();
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
        let glide = self.glide.take();
        let (measure, memory) = (self.flags.begin(ctx), &mut self.memory);
        self.glide = LaneGlide::next(glide, input, &frame, recycled.as_ref(), (measure, memory));
        let lanes = FrameLanes { glide: self.glide.as_ref().map(LaneGlide::as_glide), ..frame.lanes };
        let frame = layout::Frame { lanes, ..frame };
        recycled.into_iter().for_each(|canvas| self.memory.recycle(canvas));
        let started = Instant::now();
        let canvas = layout::build_with(&frame, self.flags.begin(ctx), &mut self.memory);
        self.times.add(Stage::Layout, started);
        let started = Instant::now();
        let least_line = if shown.presenting { LEAST_LINE_PX / key.pixels_per_point } else { 0.0 };
        let mut painting = WindowPainting { ctx, flags: &mut self.flags, least_line };
        let old = Rc::try_unwrap(std::mem::take(&mut self.shapes)).unwrap_or_default();
        let origin = place.min.to_vec2();
        let shapes = shapes::shapes_instead(&canvas.scene, origin, place, &mut painting, old);
        self.shapes = Rc::new(shapes);
        self.times.add(Stage::Paint, started);
        self.picture = Some(canvas);
        self.key = Some(key);
    }
}
