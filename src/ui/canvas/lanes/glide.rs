//! Lanes glide to their places while the view flies: where they will stand is found when it sets out, so that nothing on the
//! way makes them jump.

use crate::layout::{self, Canvas, Glide, LaneWay, Memory, Viewport, ways};
use crate::model::Version;
use crate::scene::{TextMeasure, Vec2};
use crate::ui::canvas::input::CanvasInput;
use crate::ui::state::lane_view::LaneList;

/// The lanes on their way.
#[derive(Debug)]
pub(in crate::ui::canvas) struct LaneGlide {
    to: Destination,
    ways: Vec<LaneWay>,
    /// How much of the flight was over when they set out.
    begun: f32,
    /// How much of their own way is behind them.
    part: f32,
}

/// What decides where lanes will stand.
#[derive(Clone, Debug, PartialEq)]
struct Destination {
    document: Version,
    viewport: Viewport,
    lanes: LaneList,
    size: Vec2,
    answer: Option<u64>,
    text_scale: f32,
}

impl LaneGlide {
    /// The lanes on their way in this frame; `None` where nothing flies, or where lanes scroll.
    pub fn next(
        before: Option<Self>,
        input: &CanvasInput<'_>,
        frame: &layout::Frame<'_>,
        picture: Option<&Canvas>,
        (measure, memory): (&mut dyn TextMeasure, &mut Memory),
    ) -> Option<Self> {
        let (viewport, gone) = input.flight?;
        let to = Destination {
            document: Version { opening: input.generation, revision: frame.document.revision() },
            viewport,
            lanes: input.lanes.clone(),
            size: frame.size,
            answer: input.answer,
            text_scale: input.text_scale,
        };
        let part = |begun: f32| ((gone - begun) / (1.0 - begun).max(1e-3)).clamp(0.0, 1.0);
        if let Some(glide) = before.filter(|glide| glide.to == to) {
            return Some(Self { part: part(glide.begun), ..glide });
        }
        let stood = picture.and_then(places)?;
        let target = layout::Frame { viewport, previous_lod: None, previous_strips: &[], ..*frame };
        let will_stand = layout::lanes_at(&target, measure, memory)?;
        Some(Self { to, ways: ways(&stood, &will_stand), begun: gone, part: 0.0 })
    }

    /// For the picture of this frame.
    pub fn as_glide(&self) -> Glide<'_> {
        Glide { ways: &self.ways, part: self.part }
    }
}

/// Where the lanes of a picture stand; `None` where they scroll, or there is none.
fn places(picture: &Canvas) -> Option<Vec<(u32, f32, f32)>> {
    let top = picture.body.top();
    let place = |(lane, rect): &(u32, crate::scene::Rect)| (*lane, rect.top() - top, rect.height());
    let fits = picture.content_height <= picture.body.height() + 1.0;
    (fits && !picture.lanes.is_empty()).then(|| picture.lanes.iter().map(place).collect())
}
