//! Keeps how many coincidences like those listed chance would give: at once while the document is small, else on a
//! thread of its own, and only while something open tells it.

use egui::Context;

use super::App;
use super::jobs::Done;
use super::search::{AT_ONCE, Which, which};
use crate::analysis::Rates;

/// Rates that were counted on another thread: of which document and which list.
pub struct Rated {
    of: (Which, u64),
    rates: Rates,
}

impl App {
    /// Counts the rates where they are not known.
    pub(super) fn keep_rates(&mut self, ctx: &Context) {
        let panels = self.view.panels;
        let told = (panels.coincidences || panels.inspector) && !self.view.presenting;
        if self.session.rates().is_some() || self.jobs.rating || !told {
            return;
        }
        let session = &self.session;
        if session.document().events().len() <= AT_ONCE {
            let rates = Rates::new(session.document(), session.listing(), session.scope());
            self.session.take_rates(rates);
            return;
        }
        let of = (which(session), session.lists());
        let (listing, scope) = (session.listing().clone(), session.scope().clone());
        let document = self.jobs.searcher.copy(session);
        self.jobs.rating = true;
        self.jobs
            .spawn(ctx, move || Done::Rated(Rated { of, rates: Rates::new(&document, &listing, &scope) }));
    }

    /// Rates from another thread: good where the list is still the same.
    pub(super) fn take_rated(&mut self, rated: Rated) {
        self.jobs.rating = false;
        if rated.of == (which(&self.session), self.session.lists()) {
            self.session.take_rates(rated.rates);
        }
    }
}
