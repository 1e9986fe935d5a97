//! Where a file is looked at first: at the first step of its story, else whole, and where it is too long to be read whole
//! at its most surprising day. How surprising a day is may be known only later than the file is shown, so this waits for
//! it, and gives up as soon as the user has gone elsewhere.

use egui::Context;

use crate::analysis::most_important;
use crate::app::{App, OpenFile};
use crate::layout::{Viewport, story};
use crate::model::{Document, EventIx, Step};
use crate::ui::commands::Panel;
use crate::ui::commands::action::Action;
use crate::ui::inspector::InspectorState;
use crate::ui::state::member_order::Order;
use crate::ui::state::navigate::{around, fit_all};

/// So many events can be read at once, about: a lane of them is piles and strips beyond that.
const MOST_READ_WHOLE: usize = 500;

impl App {
    /// After opening: looks where the story begins, or at everything.
    pub(crate) fn look_at_what_opened(&mut self) {
        let whole = fit_all(self.session.index());
        let story = self.session.document().story().first().cloned();
        let days = story.as_ref().and_then(|step| self.days_of_first(step));
        self.view.reset(days.unwrap_or(whole));
        self.widgets.inspector = InspectorState::default();
        self.widgets.canvas.measure.clear();
        let dock = &mut self.view.panels.dock;
        match self.session.files().iter().any(OpenFile::has_errors) {
            true => dock.bring_up(Panel::Problems),
            false if dock.shows(Panel::Problems) => dock.open(Panel::Inspector),
            false => {}
        }
        self.derived.first_look = None;
        match story.filter(|_| days.is_some()) {
            Some(step) => self.select_first_of(&step),
            None => self.look_closer_later(),
        }
    }

    /// The whole of a long file is shown: the day that surprises most will be gone to as soon as it is known.
    pub(crate) fn look_closer_later(&mut self) {
        let is_long = is_long(self.session.document()) && !self.session.is_partial();
        self.derived.first_look = is_long.then(|| self.view.target());
    }

    /// Once a frame: goes to the most surprising day of a file that is too long to be read whole.
    pub(crate) fn keep_first_look(&mut self, ctx: &Context) {
        let Some(look) = self.derived.first_look else { return };
        let here = self.view.target();
        let is_untouched = is_same(&here, &look)
            && self.view.selection.event.is_none()
            && self.view.selection.coincidence.is_none()
            && !self.view.presenting
            && !self.view.search.is_active()
            && self.view.align.on().is_none();
        if !is_untouched || self.derived.rates_given_up.is_some() {
            self.derived.first_look = None;
            return;
        }
        if self.session.surprises().is_none() {
            return;
        }
        self.derived.first_look = None;
        let Some(at) = self.most_surprising() else { return };
        let Some(brief) = self.session.coincidences().brief(at).copied() else { return };
        let viewport = around(self.session.index(), &brief);
        let Some(coincidence) = self.session.coincidence(at) else { return };
        let first =
            Order::of(self.session.document(), self.session.lanes(), coincidence).events.first().copied();
        self.view.reset(Viewport { scroll: here.scroll, ..viewport });
        self.view.selection.select(first);
        (self.view.selection.coincidence, self.view.selection.reveal) = (Some(at), first);
        let all = self.settings.keys.with("Zoom to fit", Action::FitAll);
        let day = brief.day.long();
        self.toasts.done(&format!("Opened at the most surprising day, {day}; {all} shows the whole"));
        ctx.request_repaint();
    }

    /// The coincidence that chance would give most rarely; of several the most important one.
    fn most_surprising(&self) -> Option<usize> {
        let surprises = self.session.surprises()?;
        let (document, list) = (self.session.document(), self.session.coincidences());
        most_important(document, list, self.session.lanes().by(), |at| surprises.is_rarest(at))
    }

    /// The days of the story's first step, if they are days of the calendar.
    fn days_of_first(&self, step: &Step) -> Option<Viewport> {
        let is_calendar = !step.counts_days();
        is_calendar.then(|| story::days(self.session.document(), self.session.index(), step)).flatten()
    }

    /// Selects what the story speaks of first. Its lanes and its search belong to telling it: here nothing is hidden.
    fn select_first_of(&mut self, step: &Step) {
        let document = self.session.document();
        let first: Option<EventIx> = story::focus(document, step).first().copied();
        self.view.listing.set_lanes_by(step.lanes_by);
        self.view.selection.select(first);
        self.view.selection.reveal = first;
    }
}

/// Whether a document has more events than can be read at once.
fn is_long(document: &Document) -> bool {
    document.events().len() > MOST_READ_WHOLE
}

/// Whether two views show the same days; lanes may have been scrolled.
fn is_same(a: &Viewport, b: &Viewport) -> bool {
    a.from == b.from && a.days == b.days
}
