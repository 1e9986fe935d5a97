//! What comes and goes slowly while a story is told: the focus fades from one to the next, and the coincidence of a step is
//! drawn, its day first and then its line. Where motion is reduced all of it is there at once.

use std::sync::Arc;

use egui::Context;

use super::Told;
use crate::analysis::Hits;
use crate::app::{App, now};
use crate::layout::Fade;
use crate::model::{EventIx, Version};

/// How long the focus takes to fade, in seconds.
const FOCUS_SECONDS: f64 = 0.45;
/// How long a coincidence takes to be drawn, in seconds.
pub(super) const DRAWN_SECONDS: f64 = 0.7;

/// What was in focus before, while it fades.
#[derive(Default)]
pub(crate) struct Fading {
    /// What is in focus now, and of which document.
    of: Option<(Version, Vec<EventIx>)>,
    /// What was before.
    before: Option<Arc<Hits>>,
    since: Option<f64>,
}

impl Fading {
    /// Another focus begins; the one before fades, if it is of the same document and not the same.
    pub fn begin(
        &mut self,
        version: Version,
        events: &[EventIx],
        before: Option<Arc<Hits>>,
        now: Option<f64>,
    ) {
        let is_same = self.of.as_ref().is_some_and(|(of, was)| *of == version && was == events);
        if is_same {
            return;
        }
        let same_document = self.of.as_ref().is_some_and(|(of, _)| *of == version);
        self.of = Some((version, events.to_vec()));
        (self.before, self.since) = (before, now.filter(|_| same_document));
    }
}

impl Told {
    /// What stood out before, while it fades; `now` in seconds.
    pub(crate) fn fade(&self, now: f64) -> Option<Fade<'_>> {
        let gone = (now - self.fading.since?) / FOCUS_SECONDS;
        #[allow(clippy::cast_possible_truncation)] // a part of 1
        let left = (1.0 - gone) as f32;
        (gone < 1.0).then(|| Fade { before: self.fading.before.as_deref(), left: left.clamp(0.0, 1.0) })
    }
}

impl App {
    /// Asks for frames while something fades.
    pub(super) fn keep_fading(&self, ctx: &Context) {
        if self.derived.told.fade(now(ctx)).is_some() || self.undrawn(now(ctx)) > 0.0 {
            ctx.request_repaint();
        }
    }

    /// How much of the coincidence of the step is still to be drawn, from 1 to 0; `now` in seconds.
    pub(crate) fn undrawn(&self, now: f64) -> f32 {
        let Some(arrived) = self.derived.told.arrived.filter(|_| self.view.presenting) else { return 0.0 };
        if self.moves_at_once() {
            return 0.0;
        }
        #[allow(clippy::cast_possible_truncation)] // a part of 1
        let left = (1.0 - (now - arrived) / DRAWN_SECONDS) as f32;
        left.clamp(0.0, 1.0)
    }
}
