//! The steps of the story as pictures: the same Scene as in the window, without a window.

use crate::analysis::{Coincidences, Hits, Index, Rule};
use crate::layout::{self, Canvas, Frame, Viewport, story};
use crate::model::{Document, Step};
use crate::paint::HeadlessFonts;
use crate::scene::{Theme, Vec2};

/// How large text is in the picture of a step.
const TEXT_SCALE: f32 = 1.5;

/// A step as it is drawn: so large in points, for so many pixels per point. `index` and `list` are of the document's lanes
/// by country or any other kind; where the step has lanes of another kind, they are found for it.
#[must_use]
pub fn step_canvas(
    document: &Document,
    (index, list): (&Index, &Coincidences),
    step: &Step,
    theme: &Theme,
    (size, pixels_per_point): (Vec2, f32),
) -> Canvas {
    step_canvas_scaled(document, (index, list), step, theme, (size, pixels_per_point, TEXT_SCALE))
}

/// The same with text of another size.
pub(super) fn step_canvas_scaled(
    document: &Document,
    (index, list): (&Index, &Coincidences),
    step: &Step,
    theme: &Theme,
    (size, pixels_per_point, text_scale): (Vec2, f32, f32),
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
    let view = days(document, index, step);
    let ids = story::lanes(document, index, step, &view);
    let lanes: Vec<u32> = ids.iter().filter_map(|id| index.grouping().position(id)).collect();
    let focus = story::focus(document, step);
    let hits = (!focus.is_empty()).then(|| Hits::of(document, index, &focus));
    let mut frame = Frame::plain(document, index, list, view, size, theme, &lanes);
    frame.resolution.text_scale = text_scale;
    frame.search.hits = hits.as_ref();
    frame.emphasis.current = story::coincidence(document, list, step);
    layout::build(&frame, &mut HeadlessFonts::new(pixels_per_point))
}

/// The days that a step shows; all where it names none.
pub(super) fn days(document: &Document, index: &Index, step: &Step) -> Viewport {
    story::days(document, index, step).unwrap_or_else(|| story::whole(index)).clamped()
}
