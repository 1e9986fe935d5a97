//! From a document and a view of it to a picture: pure, so that it is tested without a window.

mod areas;
pub mod axis;
mod build;
mod cache;
pub mod flight;
mod found;
mod in_view;
mod labels;
mod lanes;
mod legend;
mod lod;
mod marks;
mod metrics;
mod plan;
pub mod story;

pub use areas::lanes_at;
pub use axis::clock::{ARROW_PT as CLOCK_ARROW_PT, Slide};
pub use axis::folds::{Fold, Folds};
pub use axis::time_scale::{Stretch, TimeScale};
pub use axis::viewport::Viewport;
pub use axis::zero::{Overlaid, Zero};
pub use build::{build, build_with};
pub use cache::{Memory, ShownData};
pub use labels::words::date_label;
pub use lanes::glide::{Glide, LaneWay, ways};
pub use lanes::heads::{NAME_LEFT, shortened};
pub use lod::Lod;
pub use marks::density::{Column, Strip};
pub use marks::differences::sign as sign_of_difference;
pub use marks::piles::{Pile, Piles};
pub use metrics::Metrics;

use crate::analysis::diff::Compared;
use crate::analysis::{Coincidences, DayZone, Hits, Index, Query};
use crate::model::calendar::{Calendar, Calendars};
use crate::model::{Document, EventIx};
use crate::scene::{Pos2, Rect, Scene, Theme, Vec2};

/// Everything that the picture depends on.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its index.
    pub index: &'a Index,
    /// Its coincidences.
    pub coincidences: &'a Coincidences,
    /// What is in view.
    pub viewport: Viewport,
    /// The size of the canvas in points: lane heads, ruler and body.
    pub size: Vec2,
    /// The colours.
    pub theme: &'a Theme,
    /// How large things are on the screen.
    pub resolution: Resolution,
    /// The lanes to show.
    pub lanes: FrameLanes<'a>,
    /// What stands out.
    pub emphasis: Emphasis,
    /// How surprising its coincidences are.
    pub surprise: FrameSurprise<'a>,
    /// What a search has found.
    pub search: FrameSearch<'a>,
    /// What the axis is marked with.
    pub axis: FrameAxis<'a>,
    /// Where the document is two timelines as one, how its events differ.
    pub compared: Option<&'a Compared>,
    /// Whether a legend says what is drawn.
    pub legend: bool,
    /// The level of detail of the picture before, which is kept where the density is near a threshold.
    pub previous_lod: Option<Lod>,
    /// The lanes that were strips in it, in any order.
    pub previous_strips: &'a [u32],
}

/// How large things are on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Resolution {
    /// How large text is, 1 as a rule; above 1 when presenting.
    pub text_scale: f32,
    /// Physical pixels per point, so that thin things land on whole pixels.
    pub pixels_per_point: f32,
}

impl Default for Resolution {
    fn default() -> Self {
        Self { text_scale: 1.0, pixels_per_point: 1.0 }
    }
}

/// The lanes to show, as positions among the document's lanes.
#[derive(Clone, Copy, Debug, Default)]
pub struct FrameLanes<'a> {
    /// Top to bottom.
    pub shown: &'a [u32],
    /// How many of these, from the top, stay where they are while the others scroll.
    pub pinned: usize,
    /// Those of them that are as low as can be, with one row for everything.
    pub collapsed: &'a [u32],
    /// Whether a lane without anything in view is folded to a thin line.
    pub fold_empty: bool,
    /// Whether the columns of each lane that is a strip have a scale of their own.
    pub scale_of_its_own: bool,
    /// How wide the lane heads are, in points at the usual size of text; `None` for the usual width.
    pub heads_width: Option<f32>,
    /// For a room: lanes use the height there is, and hours have ticks only where a day is wide.
    pub for_room: bool,
    /// Lanes on their way to where they will stand.
    pub glide: Option<Glide<'a>>,
}

/// What stands out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Emphasis {
    /// The selected event.
    pub selected: Option<EventIx>,
    /// The event under the pointer.
    pub hovered: Option<EventIx>,
    /// The coincidence that was gone to: its line is drawn strong, its day shaded, its chip on the ruler.
    pub current: Option<usize>,
    /// The coincidence under the pointer; everything else is dimmed.
    pub highlighted: Option<usize>,
    /// How much of the coincidence that was gone to is still to be drawn, from 1 to 0: its day first, then its line.
    pub undrawn: f32,
    /// Whether its line is drawn even where days are so wide that the ground of its day says it.
    pub line_over_day: bool,
}

/// How surprising coincidences are.
#[derive(Clone, Copy, Debug, Default)]
pub struct FrameSurprise<'a> {
    /// For each coincidence the decimal logarithm of how many days like it are to be expected by chance, infinite for
    /// those that are only possible; empty where that is not known.
    pub log10: &'a [f64],
    /// Only what is rarer than this, as such a logarithm, stands out.
    pub below: Option<f64>,
}

impl FrameSurprise<'_> {
    /// Whether a coincidence stands out.
    #[must_use]
    pub fn stands_out(&self, at: usize) -> bool {
        match (self.below, self.log10.get(at)) {
            (Some(below), Some(log10)) => *log10 < below,
            _ => true,
        }
    }
}

/// What a search has found.
#[derive(Clone, Copy, Debug, Default)]
pub struct FrameSearch<'a> {
    /// It keeps its labels, and everything else is dimmed. `None` without a search.
    pub hits: Option<&'a Hits>,
    /// What is searched for, to be highlighted in labels.
    pub query: Option<&'a Query>,
    /// What stood out before, while it fades.
    pub fade: Option<Fade<'a>>,
}

/// What stood out before, while it fades.
#[derive(Clone, Copy, Debug)]
pub struct Fade<'a> {
    /// It; `None` where nothing was dimmed.
    pub before: Option<&'a Hits>,
    /// How much of the way is left, from 1 to 0.
    pub left: f32,
}

impl FrameSearch<'_> {
    /// How opaque something is that is dimmed or not; `was` tells whether it was dimmed with what stood out before.
    pub(crate) fn opacity(&self, dimmed: bool, was: impl FnOnce(&Hits) -> bool) -> f32 {
        let of = |dimmed: bool| if dimmed { metrics::DIMMED } else { 1.0 };
        let now = of(dimmed);
        self.fade.map_or(now, |fade| now + (of(fade.before.is_some_and(was)) - now) * fade.left)
    }
}

/// What the axis is marked with.
#[derive(Clone, Copy, Debug, Default)]
pub struct FrameAxis<'a> {
    /// Now, in days since 1970-01-01, for the line of today.
    pub today: Option<f64>,
    /// Other calendars below the ruler, and whether weekends are shaded.
    pub calendars: Calendars,
    /// Which empty time is folded; `None` where none is.
    pub folds: Option<&'a Folds>,
    /// What days are counted from, where they are.
    pub zero: Option<Zero<'a>>,
    /// Whose hours stand in a second row, where the axis shows one clock.
    pub second: Option<&'a DayZone>,
    /// Whether the name of the clocks on the ruler opens a choice, so that it has an arrow.
    pub clock_opens: bool,
    /// Where events are still on their way from where other clocks placed them.
    pub slide: Option<Slide<'a>>,
}

impl Frame<'_> {
    /// Time to points across a body.
    #[must_use]
    pub fn time_scale(&self, body: Rect) -> TimeScale {
        match self.axis.folds {
            Some(folds) => TimeScale::new(&self.viewport, folds, body),
            None => TimeScale::new(&self.viewport, &Folds::default(), body),
        }
    }
}

impl<'a> Frame<'a> {
    /// A view of a document with nothing selected, pointed at or found, and no today: text of the usual size, one
    /// pixel per point.
    #[must_use]
    pub fn plain(
        document: &'a Document,
        index: &'a Index,
        coincidences: &'a Coincidences,
        viewport: Viewport,
        size: Vec2,
        theme: &'a Theme,
        lanes: &'a [u32],
    ) -> Self {
        Self {
            document,
            index,
            coincidences,
            viewport,
            size,
            theme,
            resolution: Resolution::default(),
            lanes: FrameLanes { shown: lanes, ..FrameLanes::default() },
            emphasis: Emphasis::default(),
            surprise: FrameSurprise::default(),
            search: FrameSearch::default(),
            axis: FrameAxis::default(),
            compared: None,
            legend: false,
            previous_lod: None,
            previous_strips: &[],
        }
    }
}

/// The picture with what is needed to find what is under the pointer.
#[derive(Clone, Debug)]
pub struct Canvas {
    /// The picture; its origin is the top left of the canvas.
    pub scene: Scene,
    /// Where events, lane heads and coincidences are, the topmost last.
    pub hits: Vec<(Rect, Target)>,
    /// The events that [`Target::Hidden`] stands for.
    pub piles: Piles,
    /// Where the ruler is, with the rows of other calendars.
    pub ruler: Rect,
    /// The rows of other calendars.
    pub calendars: Vec<(Calendar, Rect)>,
    /// Where the ruler names whose clocks it shows, if it does.
    pub clock: Option<Rect>,
    /// Where the names of days, months and years on the ruler are.
    pub names: Vec<Rect>,
    /// Where the lane heads are.
    pub heads: Rect,
    /// Where the lanes are.
    pub body: Rect,
    /// How tall all lanes are together, in points; more than the body's height where they scroll.
    pub content_height: f32,
    /// How much of each event is shown.
    pub lod: Lod,
    /// The lanes in view: position among the document's lanes, and its strip across the body.
    pub lanes: Vec<(u32, Rect)>,
    /// The density strips, where events are too many to draw one by one.
    pub strips: Vec<Strip>,
    /// Whom there is no row for, lane by lane.
    pub hidden: Vec<(u32, Pile)>,
    /// The middle of the line that the name of each of these lanes stands on.
    pub name_lines: Vec<f32>,
    /// How many points at the top of the body the pinned lanes take; the others scroll below.
    pub pinned_height: f32,
}

/// What is under the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An event: its mark, span or label.
    Event(EventIx),
    /// A mark that stands for several events, or their count; [`Canvas::pile`] tells which.
    Hidden(Pile),
    /// The density strip of a lane, by the position among the document's lanes; [`Canvas::column`] tells which part.
    Strip(u32),
    /// A lane's head, by the position among the document's lanes.
    Lane(u32),
    /// A coincidence's line or chip, by its position in the list.
    Coincidence(usize),
}

impl Canvas {
    /// A canvas with nothing on it.
    #[must_use]
    pub fn empty(size: Vec2) -> Self {
        Self {
            scene: Scene { size, items: Vec::new() },
            hits: Vec::new(),
            piles: Piles::default(),
            ruler: Rect::ZERO,
            calendars: Vec::new(),
            clock: None,
            names: Vec::new(),
            heads: Rect::ZERO,
            body: Rect::ZERO,
            content_height: 0.0,
            lod: Lod::Full,
            lanes: Vec::new(),
            strips: Vec::new(),
            hidden: Vec::new(),
            name_lines: Vec::new(),
            pinned_height: 0.0,
        }
    }

    /// The column of a lane's density strip at a position of the canvas, where events begin in it.
    #[must_use]
    pub fn column(&self, lane: u32, at: Pos2) -> Option<Column> {
        self.strips.iter().filter(|strip| strip.lane == lane).find_map(|strip| strip.column(at))
    }

    /// The events that a mark stands for, the one that is drawn first.
    #[must_use]
    pub fn pile(&self, pile: Pile) -> &[EventIx] {
        self.piles.of(pile)
    }

    /// Whether a lane's strip stays where it is while others scroll.
    #[must_use]
    pub fn is_pinned(&self, strip: Rect) -> bool {
        strip.bottom() <= self.body.top() + self.pinned_height + 0.5
    }

    /// What is at a position of the canvas: the topmost mark, label or line.
    #[must_use]
    pub fn hit(&self, at: Pos2) -> Option<&Target> {
        self.hits.iter().rev().find(|(rect, _)| rect.contains(at)).map(|(_, target)| target)
    }
}
