//! The steps of the story as pictures: the same Scene as in the window, without a window.

use crate::analysis::{AlignOn, Aligned, Coincidences, Hits, Index, Rule};
use crate::layout::{self, Canvas, Frame, Viewport, story};
use crate::model::{Document, Step};
use crate::paint::HeadlessFonts;
use crate::scene::{Theme, Vec2};

/// How large text is in the picture of a step.
const TEXT_SCALE: f32 = 1.5;

/// How a step is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct StepLook {
    /// Points.
    pub size: Vec2,
    /// Pixels for each of them.
    pub pixels_per_point: f32,
    /// How large text is, 1 as a rule.
    pub text_scale: f32,
    /// Drawn as for a room.
    pub for_room: bool,
    /// Where it looks, if not where it says.
    pub view: Option<Viewport>,
}

/// A step as it is drawn: so large in points, for so many pixels per point. `index` and `list` are of the document's lanes
/// by country or any other kind; where the step has lanes of another kind, they are found for it.
#[must_use]
pub fn step_canvas(
    document: &Document,
    known: (&Index, &Coincidences),
    step: &Step,
    theme: &Theme,
    (size, pixels_per_point): (Vec2, f32),
) -> Canvas {
    let look = StepLook { size, pixels_per_point, text_scale: TEXT_SCALE, for_room: true, view: None };
    step_canvas_as(document, known, step, theme, look)
}

/// The same with another look.
pub(super) fn step_canvas_as(
    document: &Document,
    (index, list): (&Index, &Coincidences),
    step: &Step,
    theme: &Theme,
    look: StepLook,
) -> Canvas {
    let own = (index.grouping().by() != step.lanes_by).then(|| {
        let index = Index::build_by(document, step.lanes_by);
        let rule = Rule { lanes_by: step.lanes_by, ..Rule::default() };
        (index, Coincidences::new(document, &rule))
    });
    let (index, list): (&Index, &Coincidences) = match &own {
        Some((index, list)) => (index, list),
        None => (index, list),
    };
    let aligned = (!step.align.is_empty())
        .then(|| Aligned::new(document, index, &AlignOn::of_text(&step.align)).ok())
        .flatten();
    // Where occurrences are laid over one another, each event stands once for each of them.
    let shown = aligned.as_ref().and_then(Aligned::overlay).map_or(index, |overlay| overlay.index());
    let view = look.view.unwrap_or_else(|| days(document, shown, step));
    let ids = story::lanes(document, shown, step, &view);
    let lanes: Vec<u32> = ids.iter().filter_map(|id| index.grouping().position(id)).collect();
    let focus = story::focus(document, step);
    let hits = (!focus.is_empty()).then(|| Hits::of(document, shown, &focus));
    let mut frame = Frame::plain(document, index, list, view, look.size, theme, &lanes);
    frame.resolution.text_scale = look.text_scale;
    frame.lanes.for_room = look.for_room;
    frame.emphasis.line_over_day = look.for_room;
    frame.search.hits = hits.as_ref();
    frame.emphasis.current = story::coincidence(document, list, step);
    let frame = aligned.as_ref().map_or(frame, |aligned| frame.aligned(aligned));
    layout::build(&frame, &mut HeadlessFonts::new(look.pixels_per_point))
}

/// The days that a step shows; all where it names none.
pub(super) fn days(document: &Document, index: &Index, step: &Step) -> Viewport {
    story::days(document, index, step).unwrap_or_else(|| story::whole(index)).clamped()
}
