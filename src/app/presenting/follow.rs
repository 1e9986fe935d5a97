//! Keeps what is drawn in step with the story: the lanes that have something to show, the events in focus, the day's
//! coincidence, and the clock of a story that runs by itself. Lanes of another kind and what a search finds may come
//! later than the step; so this looks in every frame whether it has all, and does nothing where it has.

use std::sync::Arc;

use egui::Context;

use crate::analysis::{Hits, LanesBy};
use crate::app::{App, now};
use crate::layout::story;
use crate::model::Version;
use crate::model::{Account, Event, EventIx, LaneId, Step};
use crate::ui::presenting::state::{Stage, stage};
use crate::ui::words;

/// So long after the line of the day it is said what its events share, in seconds.
const SHARED_AFTER: f64 = 1.1;

/// For what lanes, focus and coincidence were chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Followed {
    version: Version,
    step: usize,
    stage: usize,
    by: LanesBy,
    answers: u64,
    lists: u64,
    aligned: u64,
}

impl App {
    /// The step that is shown, if a story is told.
    pub(crate) fn told_step(&self) -> Option<&Step> {
        let steps = self.session.document().story();
        self.view.presenting.then(|| steps.get(self.widgets.presenting.step)).flatten()
    }

    /// What of it is shown.
    pub(crate) fn told_stage(&self) -> Stage {
        let document = self.session.document();
        self.told_step()
            .map_or_else(Stage::default, |step| stage(document, step, self.widgets.presenting.stage))
    }

    /// Once a frame while presenting.
    pub(crate) fn keep_story(&mut self, ctx: &Context) {
        if !self.view.presenting {
            return;
        }
        let Some(step) = self.told_step().cloned() else {
            let steps = self.session.document().story().len();
            let told = &mut self.widgets.presenting;
            // A story that was shortened meanwhile; one without steps has nothing to follow.
            told.step = told.step.min(steps.saturating_sub(1));
            (told.focus, told.wandered) = (None, false);
            return;
        };
        self.follow_step(ctx, &step);
        self.keep_coincidence(ctx, &step);
        self.notice_wandering(&step);
        self.go_on_by_itself(ctx, &step);
        self.keep_fading(ctx);
    }

    fn follow_step(&mut self, ctx: &Context, step: &Step) {
        let told = &self.widgets.presenting;
        let key = Followed {
            version: self.session.version(),
            step: told.step,
            stage: told.stage,
            by: self.session.lanes().by(),
            answers: self.view.search.answers,
            lists: self.session.lists(),
            aligned: self.view.align.number(),
        };
        if key.by != step.lanes_by || self.derived.told.followed == Some(key) {
            return;
        }
        let entered =
            self.derived.told.followed.is_none_or(|before| {
                (before.step, before.by, before.answers) != (key.step, key.by, key.answers)
            });
        self.derived.told.followed = Some(key);
        if entered {
            let lanes = self.lanes_of_step(step);
            self.view.lanes.show_only(self.session.lanes().lanes(), &lanes);
        }
        self.focus(ctx, step);
        self.view.selection.coincidence = None;
    }

    /// The line of the day is drawn once one is there, and said what its events share a moment later.
    fn keep_coincidence(&mut self, ctx: &Context, step: &Step) {
        let time = now(ctx);
        if step.coincidence.is_empty()
            || self.view.arrived(time) < 1.0
            || self.derived.told.followed.is_none()
        {
            self.derived.told.arrived = None;
            return;
        }
        let arrived = *self.derived.told.arrived.get_or_insert(time);
        if self.view.selection.coincidence.is_none() {
            self.view.selection.coincidence = self.coincidence_of_step(step);
            if self.view.selection.coincidence.is_some() {
                ctx.request_repaint();
            }
        }
        let left = arrived + SHARED_AFTER - time;
        if left > 0.0 && !self.moves_at_once() {
            ctx.request_repaint_after_secs(left as f32);
        }
    }

    /// What the events of the day share, in words, once it is said.
    pub(crate) fn shared_words(&self, ctx: &Context) -> String {
        let said = self
            .derived
            .told
            .arrived
            .is_some_and(|arrived| now(ctx) - arrived >= SHARED_AFTER || self.moves_at_once());
        let step = self.told_step().filter(|step| said && !step.coincidence.is_empty());
        let at = step.and(self.view.selection.coincidence);
        let Some(coincidence) = at.and_then(|at| self.session.coincidence(at)) else { return String::new() };
        let shown = self.shown(&[]);
        let lanes = words::lane_names(&shown, &coincidence.lanes);
        words::shared(&shown, coincidence).map(|things| format!("{lanes} share {things}")).unwrap_or_default()
    }

    fn lanes_of_step(&self, step: &Step) -> Vec<LaneId> {
        if self.view.align.is_overlaid() && step.lanes.is_empty() {
            return Vec::new();
        }
        let view = self.derived.told.home.unwrap_or_else(|| self.view.target());
        story::lanes(self.session.document(), self.base_index(), step, &view)
    }

    /// Finds the events in focus at this stage.
    fn focus(&mut self, ctx: &Context, step: &Step) {
        let (document, stage) = (self.session.document(), self.told_stage());
        let focus: Vec<EventIx> = story::focus(document, step).into_iter().take(stage.focus).collect();
        let before = self.widgets.presenting.focus.take().map(|(_, hits)| hits);
        let time = (!self.moves_at_once()).then(|| now(ctx));
        self.derived.told.fading.begin(self.session.version(), &focus, before, time);
        self.derived.told.found += 1;
        // Answers to searches are counted too, from 1 on; none is as large.
        let number = u64::MAX / 2 + self.derived.told.found;
        let hits = (!focus.is_empty()).then(|| Arc::new(Hits::of(document, self.base_index(), &focus)));
        self.widgets.presenting.focus = hits.map(|hits| (number, hits));
    }

    /// The coincidence of the day that a step names.
    pub(super) fn coincidence_of_step(&self, step: &Step) -> Option<usize> {
        story::coincidence(self.session.document(), self.session.coincidences(), step)
    }

    /// Whether one looks elsewhere than the step does.
    fn notice_wandering(&mut self, step: &Step) {
        if self.view.align.is_waiting() {
            return;
        }
        let target = self.view.target();
        let home = *self.derived.told.home.get_or_insert(target);
        let near = |a: f64, b: f64| (a - b).abs() <= home.days * 1e-6;
        let elsewhere = !near(target.from, home.from) || !near(target.days, home.days);
        let searches = self.view.search.text.trim() != step.query.trim();
        let selected = self.view.selection.event.is_some();
        self.widgets.presenting.wandered = elsewhere || searches || selected;
    }

    /// Turns to the next step once this one was shown long enough, while the story runs by itself.
    fn go_on_by_itself(&mut self, ctx: &Context, step: &Step) {
        let told = &self.widgets.presenting;
        let Some(seconds) = told.shown_for(step) else { return };
        let left = told.step_since + seconds - now(ctx);
        if left <= 0.0 {
            self.turn(ctx, true);
            self.widgets.presenting.step_since = now(ctx);
            ctx.request_repaint();
        } else {
            ctx.request_repaint_after_secs(left as f32);
        }
    }

    /// The event whose accounts are shown beside the timeline, and what of them.
    pub(crate) fn accounts_shown(&self) -> Option<(EventIx, Stage)> {
        let document = self.session.document();
        let told = &self.widgets.presenting;
        let step = self.told_step()?;
        let all = |event: &Event| {
            let omits = event.accounts.iter().any(|account: &Account| !account.omits.is_empty());
            Stage { focus: 0, accounts: event.accounts.len(), omits }
        };
        let has_some = |ix: &EventIx| document.event(*ix).accounts.len() > 1;
        let own = document.find(&step.accounts);
        match told.accounts {
            Some(false) => None,
            None => own.map(|ix| (ix, self.told_stage())).filter(|(_, stage)| stage.accounts > 0),
            Some(true) => {
                let selected = self.view.selection.event.filter(|ix| ix.index() < document.events().len());
                let focus = step.focus.iter().filter_map(|id| document.find(id));
                let chosen = selected.filter(has_some).or(own).or_else(|| focus.into_iter().find(has_some));
                chosen.map(|ix| (ix, all(document.event(ix))))
            }
        }
    }
}
