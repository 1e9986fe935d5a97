//! Keeps what days are counted from in step with the document, the lanes and the search: at once where that is quick,
//! else on a thread of its own.

use std::sync::Arc;

use egui::Context;

use crate::analysis::align::AlignError;
use crate::analysis::{AlignOn, Aligned, LanesBy, Overlay};
use crate::app::jobs::discard::drop_in_background;
use crate::app::jobs::registry::Kind;
use crate::app::{App, now};
use crate::layout::Viewport;
use crate::model::Version;
use crate::model::{EventIx, Progress};
use crate::ui::commands::AlignCommand;
use crate::ui::state::navigate::fit_all;

/// What an alignment depends on besides what it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignKey {
    version: Version,
    lanes_by: LanesBy,
    /// Which answer to a search is shown alone.
    only: Option<u64>,
}

/// What came back from the background.
pub struct FoundAlignment {
    key: AlignKey,
    on: AlignOn,
    aligned: Result<Aligned, AlignError>,
}

impl App {
    fn align_key(&self) -> AlignKey {
        let only = self.view.search.only().map(|_| self.view.search.answers);
        AlignKey { version: self.session.version(), lanes_by: self.session.lanes().by(), only }
    }

    /// Finds what is wished for, and finds it anew where what it depends on has changed.
    pub(crate) fn keep_alignment(&mut self, ctx: &Context) {
        let Some(on) = self.view.align.wanted().cloned() else { return };
        let key = self.align_key();
        if !self.view.align.is_waiting() && self.derived.aligned == Some(key) {
            return;
        }
        let quick = match &on {
            AlignOn::Event(_) => true,
            AlignOn::Tag(tag) => Overlay::is_quick(self.session.document(), tag),
        };
        if quick {
            let aligned = Aligned::new(self.session.document(), self.base_index(), &on);
            self.take_alignment(ctx, FoundAlignment { key, on, aligned });
            return;
        }
        if !self.view.align.is_waiting() && !self.can_be_drawn() {
            self.view.suspend_alignment(now(ctx));
        }
        if self.jobs.registry.has(Kind::Align) {
            return;
        }
        let document = self.session.snapshot();
        let hits = self.view.search.only().cloned();
        let index = self.session.shared_index();
        let align = move |_: &Progress| {
            let base = hits.as_ref().map_or(&*index, |hits| hits.index());
            let aligned = Aligned::new(&document, base, &on);
            FoundAlignment { key, on, aligned }
        };
        self.jobs.begin(ctx, Kind::Align, "Overlaying occurrences", align, Self::take_found_alignment);
    }

    /// Whether what is overlaid still is about the events and lanes that there are.
    fn can_be_drawn(&self) -> bool {
        let now = self.session.version();
        let same_events = self.derived.aligned.is_some_and(|AlignKey { version, .. }| {
            version.opening == now.opening
                && self.session.document().changed_since(version.revision).is_some()
        });
        let overlay = self.view.align.shown().and_then(Aligned::overlay);
        let same_lanes = overlay.is_some_and(|overlay| {
            let (then, now) = (overlay.index().grouping(), self.session.lanes());
            let ids = then.lanes().iter().map(|lane| &lane.id);
            then.by() == now.by() && ids.eq(now.lanes().iter().map(|lane| &lane.id))
        });
        same_events && same_lanes
    }

    /// What came back from the background: good where everything is as it was.
    fn take_found_alignment(&mut self, ctx: &Context, found: FoundAlignment) {
        if found.key == self.align_key() && self.view.align.wanted() == Some(&found.on) {
            self.take_alignment(ctx, found);
        } else {
            drop_in_background(found);
        }
    }

    /// What was wished for is given up; what days are counted from stays. Says so.
    pub(crate) fn align_cancelled(&mut self, ctx: &Context) -> &'static str {
        self.view.give_up_alignment(now(ctx));
        "Aligning cancelled"
    }

    fn take_alignment(&mut self, ctx: &Context, FoundAlignment { key, aligned, .. }: FoundAlignment) {
        match aligned {
            Ok(aligned) => {
                let at_once = self.moves_at_once();
                let was_overlaid = self.view.align.is_overlaid();
                self.view.take_alignment(Arc::new(aligned), now(ctx), at_once);
                self.derived.aligned = Some(key);
                if self.view.align.is_overlaid() && !was_overlaid {
                    // A range of days is none of this axis, and the pointer is over something else.
                    self.widgets.canvas.measure.clear();
                    self.widgets.canvas.forget_events();
                }
            }
            Err(error) => {
                self.view.give_up_alignment(now(ctx));
                self.toasts.error(&sentence(&error.to_string()), None);
            }
        }
        ctx.request_repaint();
    }

    pub(crate) fn align(&mut self, ctx: &Context, command: AlignCommand) {
        match command {
            AlignCommand::On(on) => self.view.align_on(on, now(ctx)),
            AlignCommand::Leave => {
                self.leave_alignment(ctx);
            }
        }
    }

    /// By the calendar again; returns whether it was not.
    pub(crate) fn leave_alignment(&mut self, ctx: &Context) -> bool {
        if self.view.align.is_overlaid() {
            self.widgets.canvas.forget_events();
        }
        self.view.leave_alignment(now(ctx))
    }

    /// Says that something cannot be done while occurrences are overlaid; returns whether they are.
    pub(crate) fn refuses_overlaid(&mut self, what: &str) -> bool {
        let overlaid = self.view.align.is_overlaid();
        if overlaid {
            self.toasts.done(&format!("{what} while occurrences are overlaid; press Esc to go back"));
        }
        overlaid
    }

    /// The view that shows an event where occurrences are overlaid: the nearest of the places where it stands.
    /// `None` where it is in view, or there is none.
    pub(crate) fn view_of_copy(&mut self, ix: EventIx) -> Option<Viewport> {
        let overlay = self.view.align.shown().and_then(Aligned::overlay)?;
        let here = self.view.target();
        let date = &self.session.document().event(ix).date;
        let extent = self.session.index().extent(date);
        let middle = self.view.folds().at(&here, 0.5);
        let places = overlay.copies(&extent, ix).map(|(_, mark)| mark);
        let Some(place) = places.min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs())) else {
            self.toasts.done("The selected event is too far from any occurrence to appear here");
            return None;
        };
        let inside = (0.06..=0.94).contains(&self.view.folds().fraction(&here, place));
        (!inside).then(|| self.view.folds().with(here, place, 0.4))
    }

    /// The view that fits everything.
    pub(crate) fn whole(&self) -> Viewport {
        self.fit_overlaid().unwrap_or_else(|| self.view.folds().showing(fit_all(self.session.index())))
    }

    /// The view that fits all that is overlaid; `None` where nothing is.
    pub(crate) fn fit_overlaid(&self) -> Option<Viewport> {
        let overlay = self.view.align.shown().and_then(Aligned::overlay)?;
        let (first, last) = overlay.index().range()?;
        // What began long before is there as far as was looked.
        let (first, last) = match overlay.reach() {
            Some(reach) => (first.max(f64::from(-reach)), last.min(f64::from(reach + 1))),
            None => (first, last),
        };
        let margin = (last - first).max(1.0) * 0.05;
        let whole = Viewport { from: first - margin, days: last - first + 2.0 * margin, scroll: 0.0 };
        Some(self.view.folds().showing(whole.clamped()))
    }
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
