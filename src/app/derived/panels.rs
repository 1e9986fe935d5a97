//! What panels and questions tell of very many events: what a selection has in common, and what replacing a name would
//! do. NamesFound at once where the events are few, else on another thread, one at a time.

use egui::Context;

use crate::app::App;
use crate::app::editing::BACKGROUND_ABOVE_SELECTED;
use crate::app::jobs::registry::Kind;
use crate::app::session::BACKGROUND_ABOVE_EVENTS;
use crate::model::Progress;
use crate::ui::commands::Panel;
use crate::ui::dialogs::Question;
use crate::ui::dialogs::replace::NamesFound;
use crate::ui::inspector::{Backlinks, Common};

impl App {
    /// Finds what is not known yet.
    pub(crate) fn gather(&mut self, ctx: &Context) {
        self.gather_common(ctx);
        self.gather_names(ctx);
        self.gather_links(ctx);
        self.gather_measure(ctx);
    }

    fn gather_common(&mut self, ctx: &Context) {
        if !self.view.panels.dock.shows(Panel::Inspector)
            || self.view.presenting
            || self.jobs.registry.has(Kind::Several)
        {
            return;
        }
        let (of, version) = (self.selection(), self.session.version());
        if of.len() < 2 || self.widgets.inspector.knows_common(version, &of) {
            return;
        }
        if of.len() <= BACKGROUND_ABOVE_SELECTED {
            let common = Common::find(self.session.document(), version, of);
            self.widgets.inspector.take_common(common);
            return;
        }
        let document = self.session.snapshot();
        let find = move |_: &Progress| Common::find(&document, version, of);
        let title = "Reading the selection";
        self.jobs.begin(ctx, Kind::Several, title, find, |app, _, common| {
            app.widgets.inspector.take_common(common);
        });
    }

    fn gather_names(&mut self, ctx: &Context) {
        let version = self.session.version();
        let Question::Replace(form) = &mut self.question else { return };
        let Some(what) = form.wanted(version).filter(|_| !self.jobs.registry.has(Kind::Names)) else {
            return;
        };
        if self.session.document().events().len() <= BACKGROUND_ABOVE_EVENTS {
            form.take(NamesFound::find(self.session.document(), version, what));
            return;
        }
        let document = self.session.snapshot();
        let find = move |_: &Progress| NamesFound::find(&document, version, what);
        self.jobs.begin(ctx, Kind::Names, "Searching names", find, |app, _, found| app.take_names(found));
    }

    fn gather_links(&mut self, ctx: &Context) {
        let version = self.session.version();
        let asks = self.view.panels.dock.shows(Panel::Inspector)
            && self.view.selection.event.is_some()
            && !self.view.presenting;
        if !asks || self.widgets.inspector.knows_links(version) || self.jobs.registry.has(Kind::Links) {
            return;
        }
        if self.session.document().events().len() <= BACKGROUND_ABOVE_EVENTS {
            self.widgets.inspector.take_links(Backlinks::find(self.session.document(), version));
            return;
        }
        let document = self.session.snapshot();
        let find = move |_: &Progress| Backlinks::find(&document, version);
        let title = "Following links";
        self.jobs
            .begin(ctx, Kind::Links, title, find, |app, _, links| app.widgets.inspector.take_links(links));
    }

    /// Counts what is in the measured range, where that is more than a frame can count.
    fn gather_measure(&mut self, ctx: &Context) {
        if self.jobs.registry.has(Kind::Measure) {
            return;
        }
        let Some(wanted) = self.widgets.canvas.measure.take_wanted() else { return };
        let (index, hits) = (self.session.shared_index(), self.view.search.only().cloned());
        let list = self.session.shared_coincidences();
        let count = move |_: &Progress| {
            let index = hits.as_ref().map_or(&*index, |hits| hits.index());
            wanted.count(index, &list)
        };
        let take = |app: &mut Self, _: &Context, measured| app.widgets.canvas.measure.take(measured);
        self.jobs.begin(ctx, Kind::Measure, "Counting", count, take);
    }

    fn take_names(&mut self, found: NamesFound) {
        if let Question::Replace(form) = &mut self.question {
            form.take(found);
        }
    }
}
