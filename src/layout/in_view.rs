//! Which coincidences are in view, and who belongs to them.

use foldhash::HashSet;

use super::{Frame, Lod, TimeScale};
use crate::analysis::{Brief, Certainty};
use crate::layout::axis::time_scale::middle;
use crate::model::EventIx;

/// With less room than this in points for each coincidence in view, members have no rings.
const RING_ROOM: f32 = 60.0;

/// The coincidences that touch the stretch in view, by their positions.
pub(crate) struct InView {
    /// Those that begin before it.
    earlier: Vec<usize>,
    /// Those that begin in it.
    rest: std::ops::Range<usize>,
}

impl InView {
    pub fn len(&self) -> usize {
        self.earlier.len() + self.rest.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.earlier.iter().copied().chain(self.rest.clone())
    }

    pub fn contains(&self, at: usize) -> bool {
        self.rest.contains(&at) || self.earlier.contains(&at)
    }
}

/// The coincidences that touch the stretch in view.
pub(super) fn in_view(frame: &Frame<'_>, scale: &TimeScale) -> InView {
    let (from, to) = scale.range();
    let all = frame.coincidences.briefs();
    let day = |c: &Brief| f64::from(c.day.number());
    let end = all.partition_point(|c| day(c) <= to);
    let reach = end.checked_sub(1).map_or(0, |last| all[last].reach_days);
    let first = all.partition_point(|c| day(c) + f64::from(reach) + 1.0 < from);
    // What begins in view need not be looked at.
    let middle = first + all[first..end].partition_point(|c| day(c) < from);
    let earlier = (first..middle).filter(|at| f64::from(all[*at].end.number()) + 1.0 >= from);
    InView { earlier: earlier.collect(), rest: middle..end }
}

/// Whether days are so wide that the day of a coincidence is seen by its ground, and needs neither a line nor rings but
/// where it was gone to.
pub(super) fn is_band(scale: &TimeScale) -> bool {
    scale.pt_per_day() >= BAND_PT
}

/// From this width of a day on the ground of the day stands for a line, in points.
const BAND_PT: f64 = 40.0;

/// Who belongs to which coincidence. Where there is room for marks alone, or nearly everything belongs to some
/// coincidence, rings say nothing, and only the coincidence in question has them.
pub(super) fn members(frame: &Frame<'_>, visible: &InView, scale: &TimeScale, lod: Lod) -> Members {
    let (from, to) = scale.range();
    let width = scale.x(to) - scale.x(from);
    let rings = lod >= Lod::Short && !is_band(scale) && visible.len() as f32 * RING_ROOM <= width;
    let of = |at: Option<usize>| {
        at.filter(|at| *at < frame.coincidences.len())
            .map(|at| frame.coincidences.events(at).iter().copied().collect())
    };
    let ringed = visible.iter().take(if rings { usize::MAX } else { 0 });
    let certain = ringed.filter(|at| is_certain(frame, *at) && frame.surprise.stands_out(*at));
    Members {
        any: certain.flat_map(|at| frame.coincidences.events(at).iter().copied()).collect(),
        current: of(frame.emphasis.current).unwrap_or_default(),
        highlighted: of(frame.emphasis.highlighted),
        current_at: frame.emphasis.current.and_then(|at| frame.coincidences.brief(at)).map(middle),
    }
}

/// The events whose places matter: members of what is in view. `None` for all, where links may lead to any.
pub(super) fn wanted(frame: &Frame<'_>, visible: &InView) -> Option<HashSet<EventIx>> {
    if frame.emphasis.selected.or(frame.emphasis.hovered).is_some() {
        return None;
    }
    let asked = [frame.emphasis.current, frame.emphasis.highlighted].into_iter().flatten();
    let drawn = visible.iter().take(if visible.len() <= MOST_LINES { MOST_LINES } else { 0 });
    let known = asked.chain(drawn).filter(|at| *at < frame.coincidences.len());
    Some(known.flat_map(|at| frame.coincidences.events(at).iter().copied()).collect())
}

pub(super) fn is_certain(frame: &Frame<'_>, at: usize) -> bool {
    frame.coincidences.brief(at).is_some_and(|brief| brief.certainty == Certainty::Certain)
}

/// More lines than this in view say nothing; then only dots on the ruler are drawn, and the line in question.
pub(crate) const MOST_LINES: usize = 300;

/// Who belongs to a coincidence, for the coincidences in view.
#[derive(Debug, Default)]
pub(crate) struct Members {
    /// Members of any coincidence in view.
    pub any: HashSet<EventIx>,
    /// Members of the coincidence that was gone to.
    pub current: HashSet<EventIx>,
    /// Members of the coincidence under the pointer; `None` where there is none.
    pub highlighted: Option<HashSet<EventIx>>,
    /// The middle of the days of the coincidence that was gone to, in days since 1970-01-01.
    pub current_at: Option<f64>,
}
