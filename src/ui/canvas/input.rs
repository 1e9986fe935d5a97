//! What the canvas shows in a frame.

use crate::analysis::{Aligned, DayZone, Hits, Index, Overlay};
use crate::layout::{Fade, Viewport};
use crate::ui::PanelContext;
use crate::ui::state::lane_view::LaneList;
use crate::ui::state::view::View;

/// What the canvas shows in a frame.
#[derive(Clone, Copy)]
pub struct CanvasInput<'a> {
    /// Document, coincidences, colours, selection.
    pub shown: PanelContext<'a>,
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
    /// Where events slide from other clocks.
    pub slide: Option<ClockSlide<'a>>,
    /// Where the view flies, and how much of its way is behind it, from 0 to 1, if lanes are to glide with it.
    pub flight: Option<(Viewport, f32)>,
    /// What stood out before, while it fades.
    pub fade: Option<Fade<'a>>,
    /// How much of the coincidence that was gone to is still to be drawn, from 1 to 0.
    pub undrawn: f32,
    /// How large text is, 1 as a rule.
    pub text_scale: f32,
    /// Whether the bare wheel zooms, and the one with Ctrl scrolls.
    pub wheel_zooms: bool,
}

/// Events slide from where other clocks placed them.
#[derive(Clone, Copy, Debug)]
pub struct ClockSlide<'a> {
    /// Whose clocks the axis showed before.
    pub before: &'a DayZone,
    /// How much of the way is left, from 1 to 0.
    pub left: f64,
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
