//! What panels and questions tell of very many events: what a selection has in common, and what replacing a name would
//! do. Found at once where the events are few, else on another thread, one at a time.

use egui::Context;

use super::search::{AT_ONCE, which};
use crate::app::App;
use crate::app::editing::SEEN;
use crate::app::jobs::Done;
use crate::app::jobs::progress::Kind;
use crate::ui::dialogs::Question;
use crate::ui::dialogs::replace::Found;
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
        if !self.view.panels.inspector || self.view.presenting || self.jobs.works.has(Kind::Several) {
            return;
        }
        let (of, which) = (self.selection(), which(&self.session));
        if of.len() < 2 || self.inspector.knows_common(which, &of) {
            return;
        }
        if of.len() <= SEEN {
            let common = Common::find(self.session.document(), which, of);
            self.inspector.take_common(common);
            return;
        }
        let document = self.jobs.searcher.copy(&self.session);
        self.jobs.begin(ctx, Kind::Several, "Looking at what is selected", move |_| {
            Done::Several(Box::new(Common::find(&document, which, of)))
        });
    }

    fn gather_names(&mut self, ctx: &Context) {
        let which = which(&self.session);
        let Question::Replace(form) = &mut self.question else { return };
        let Some(what) = form.wanted(which).filter(|_| !self.jobs.works.has(Kind::Names)) else { return };
        if self.session.document().events().len() <= AT_ONCE {
            form.take(Found::find(self.session.document(), which, what));
            return;
        }
        let document = self.jobs.searcher.copy(&self.session);
        self.jobs.begin(ctx, Kind::Names, "Looking for names", move |_| {
            Done::Names(Box::new(Found::find(&document, which, what)))
        });
    }

    fn gather_links(&mut self, ctx: &Context) {
        let which = which(&self.session);
        let asks = self.view.panels.inspector && self.view.selected.is_some() && !self.view.presenting;
        if !asks || self.inspector.knows_links(which) || self.jobs.works.has(Kind::Links) {
            return;
        }
        if self.session.document().events().len() <= AT_ONCE {
            self.inspector.take_links(Backlinks::find(self.session.document(), which));
            return;
        }
        let document = self.jobs.searcher.copy(&self.session);
        self.jobs.begin(ctx, Kind::Links, "Following links", move |_| {
            Done::Links(Box::new(Backlinks::find(&document, which)))
        });
    }

    /// Counts what is in the measured range, where that is more than a frame can count.
    fn gather_measure(&mut self, ctx: &Context) {
        if self.jobs.works.has(Kind::Measure) {
            return;
        }
        let Some(wanted) = self.canvas.measure.take_wanted() else { return };
        let (index, hits) = (self.session.shared_index(), self.view.search.only().cloned());
        let list = self.session.shared_coincidences();
        self.jobs.begin(ctx, Kind::Measure, "Counting", move |_| {
            let index = hits.as_ref().map_or(&*index, |hits| hits.index());
            Done::Measured(Box::new(wanted.count(index, &list)))
        });
    }

    pub(crate) fn take_names(&mut self, found: Found) {
        if let Question::Replace(form) = &mut self.question {
            form.take(found);
        }
    }
}
