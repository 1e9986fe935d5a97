//! What days are counted from in the view, and where one looks there. Where occurrences are overlaid the axis is
//! another one, so that going there or back is no motion, and the days that were looked at wait. An alignment of a
//! large file is found in the background: until it is there it is wished for, and the picture stays as it is.

use std::sync::Arc;

use super::alignment::{Place, Step, Wish};
use super::view::View;
use crate::analysis::{AlignOn, Aligned};
use crate::layout::Viewport;

impl View {
    /// The days in view, or those that were before occurrences were overlaid.
    #[must_use]
    pub fn days(&self) -> Viewport {
        self.align.days.filter(|_| self.align.is_overlaid()).unwrap_or_else(|| self.target())
    }

    /// All time in view by the calendar, folded or not.
    #[must_use]
    pub fn seen_days(&self) -> Viewport {
        if self.align.is_overlaid() { self.days() } else { self.seen() }
    }

    /// The instant by the calendar in the middle of the view.
    #[must_use]
    pub fn middle(&self) -> f64 {
        if self.align.is_overlaid() { self.days().at(0.5) } else { self.folds().at(&self.target(), 0.5) }
    }

    /// Wishes days to be counted from something; the same once more, by the calendar again.
    pub fn align_on(&mut self, on: AlignOn, now: f64) {
        if self.align.wanted() == Some(&on) {
            self.leave_alignment(now);
        } else {
            self.align.wish = Some(Wish { on, viewport: None, step: Step::New });
        }
    }

    /// By the calendar again; returns whether anything else was there or wished for.
    pub fn leave_alignment(&mut self, now: f64) -> bool {
        let wished = self.align.wish.take().is_some();
        if self.align.shown.is_none() {
            return wished;
        }
        let days = self.days();
        self.step(Step::New);
        self.switch(None, days, now, true);
        true
    }

    /// Goes to a place, now or as soon as what it counts from is found.
    pub(crate) fn go_to_place(&mut self, place: Place, step: Step, now: f64, at_once: bool) {
        match place.on {
            Some(on) if self.align.on() != Some(&on) => {
                self.align.wish = Some(Wish { on, viewport: Some(place.viewport), step });
            }
            on => {
                self.align.wish = None;
                let same = self.align.on() == on.as_ref();
                self.step(step);
                let shown = self.align.shown.clone().filter(|_| same);
                self.switch(shown, place.viewport, now, at_once);
            }
        }
    }

    /// Looks at days that are counted from something, or by the calendar; without a viewport at what is worth being
    /// seen at first.
    pub fn look_at(&mut self, on: Option<AlignOn>, viewport: Option<Viewport>, now: f64, at_once: bool) {
        let shown = self.align.shown().filter(|shown| Some(&shown.on) == on.as_ref());
        let first = shown.map(|shown| first_view(shown, self.days()));
        match (on, viewport.or(first)) {
            (on, Some(viewport)) => self.go_to_place(Place { viewport, on }, Step::New, now, at_once),
            (Some(on), None) => self.align.wish = Some(Wish { on, viewport: None, step: Step::New }),
            (None, None) => {
                self.leave_alignment(now);
            }
        }
    }

    /// What was wished for, or the same as before of a document that was changed, was found.
    pub fn take_alignment(&mut self, aligned: Arc<Aligned>, now: f64, at_once: bool) {
        let wish = self.align.wish.take_if(|wish| wish.on == aligned.on);
        let Some(wish) = wish else {
            if self.align.on() == Some(&aligned.on) {
                (self.align.shown, self.align.number) = (Some(aligned), self.align.number + 1);
            }
            return;
        };
        let viewport = wish.viewport.unwrap_or_else(|| first_view(&aligned, self.days()));
        self.step(wish.step);
        self.switch(Some(aligned), viewport, now, at_once);
    }

    /// What was wished for cannot be counted from.
    pub fn give_up_alignment(&mut self, now: f64) {
        match self.align.wish.take().map(|wish| wish.step) {
            Some(Step::Back) => self.forget_before(),
            Some(Step::Forward) => self.forget_after(),
            Some(_) => {}
            None => {
                self.leave_alignment(now);
            }
        }
    }

    /// What is shown stands for events that are elsewhere by now: away with it until it is found anew.
    pub fn suspend_alignment(&mut self, now: f64) {
        let Some(on) = self.align.on().cloned() else { return };
        let viewport = Some(self.target());
        let days = self.days();
        self.switch(None, days, now, true);
        self.align.wish.get_or_insert(Wish { on, viewport, step: Step::Same });
    }

    fn switch(&mut self, shown: Option<Arc<Aligned>>, viewport: Viewport, now: f64, at_once: bool) {
        let before = self.align.is_overlaid();
        if !before {
            self.align.days = Some(self.target());
        }
        let same = match (&shown, &self.align.shown) {
            (Some(now), Some(before)) => Arc::ptr_eq(now, before),
            (now, before) => now.is_none() && before.is_none(),
        };
        self.align.number += u64::from(!same);
        self.align.shown = shown;
        let other_axis = before || self.align.is_overlaid();
        self.arrive(viewport, now, at_once || other_axis);
    }
}

/// What is in view at first: day zero in the middle.
fn first_view(aligned: &Aligned, days: Viewport) -> Viewport {
    let middle = f64::from(aligned.day()) + 0.5;
    let width = aligned.overlay().map_or(days.days, |overlay| f64::from(overlay.first_days()) * 2.2 + 1.0);
    Viewport { from: middle - width / 2.0, days: width, scroll: days.scroll }
}
