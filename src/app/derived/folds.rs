//! Which empty time the axis folds: found anew when what is drawn changes, and kept until then.

use std::sync::Arc;

use crate::analysis::{Aligned, EmptyTime, Overlay};
use crate::app::App;
use crate::layout::{Folds, Viewport};
use crate::model::Version;
use crate::ui::state::lane_view::LaneList;

/// What the folds were found for.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct FoldsKey {
    version: Version,
    aligned: u64,
    /// Which clocks place the events, as the number of the index's list.
    lists: u64,
    /// Which answer of a search is shown alone.
    only: Option<u64>,
    lanes: Vec<u32>,
}

impl App {
    /// Once a frame: folds the empty time of what is drawn, where that is wished for. What was in view stays in view where
    /// folding begins or ends, and the middle where only other time is folded.
    pub(crate) fn keep_folds(&mut self, lanes: &LaneList) {
        let view = &self.view;
        let here = view.target();
        if !self.settings.drawing.fold_time {
            if view.folds().is_on() {
                let all = view.seen();
                self.refold(Folds::default(), here, all);
            }
            return;
        }
        let only = view.search.only().map(|_| view.search.answers);
        let (version, aligned, lists) = (self.session.version(), view.align.number(), self.session.lists());
        let key = &self.derived.folds;
        let is_same = (key.version, key.aligned, key.lists, key.only) == (version, aligned, lists, only)
            && key.lanes == lanes.shown;
        if is_same && view.folds().is_on() {
            return;
        }
        let index = view.align.shown().and_then(Aligned::overlay).map_or(self.base_index(), Overlay::index);
        let folds = Folds::new(Arc::new(EmptyTime::of(index, &lanes.shown)));
        let same_axis = key.version.opening == version.opening && key.aligned == aligned;
        let next = match view.folds().is_on() {
            false => folds.showing(here),
            true if same_axis => folds.with(here, view.folds().at(&here, 0.5), 0.5),
            true => here,
        };
        self.derived.folds = FoldsKey { version, aligned, lists, only, lanes: lanes.shown.clone() };
        self.refold(folds, here, next);
    }

    /// What has not been touched since the file was opened still has not.
    fn refold(&mut self, folds: Folds, before: Viewport, after: Viewport) {
        self.view.refold(folds, after);
        if let Some(look) = &mut self.derived.first_look
            && (look.from, look.days) == (before.from, before.days)
        {
            *look = self.view.target();
        }
    }
}
