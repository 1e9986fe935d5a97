//! Keeps how many coincidences like those listed chance would give, and what their order goes by: at once while the
//! document is small, else on a thread of its own, and only while something open tells it.

use egui::Context;

use super::search::{AT_ONCE, Which, which};
use crate::analysis::{Coincidences, Listing, Rates, Scope, Sort};
use crate::app::App;
use crate::app::jobs::Done;
use crate::app::jobs::progress::Kind;
use crate::model::{Document, Progress};

/// Rates that were counted on another thread: of which document and which list.
pub struct Rated {
    of: (Which, u64),
    counted: Counted,
}

/// What was not known yet.
struct Counted {
    rates: Option<Rates>,
    keys: Option<(Sort, Vec<f64>)>,
}

/// What is to be counted of a list.
struct Wanted<'a> {
    document: &'a Document,
    list: &'a Coincidences,
    listing: &'a Listing,
    scope: &'a Scope,
    /// How the list is ordered, where what that goes by is not known.
    sort: Option<Sort>,
}

impl Wanted<'_> {
    fn count(&self, known: Option<&Rates>, progress: &Progress) -> Counted {
        let rates =
            if known.is_some() { None } else { Some(Rates::new(self.document, self.listing, self.scope)) };
        let keys = self.sort.and_then(|sort| {
            let keys = sort.keys_watched(self.document, self.list, rates.as_ref().or(known), progress)?;
            Some((sort, keys))
        });
        Counted { rates, keys }
    }
}

impl App {
    /// Counts the rates where they are not known.
    pub(crate) fn keep_rates(&mut self, ctx: &Context) {
        let panels = self.view.panels;
        let told = (panels.coincidences || panels.inspector) && !self.view.presenting;
        let session = &self.session;
        let sort = Some(self.view.sort).filter(|sort| {
            let needs = panels.coincidences && matches!(sort, Sort::Shared | Sort::Surprise);
            needs && session.keys_of(*sort).is_none()
        });
        if (session.rates().is_some() && sort.is_none()) || self.jobs.works.has(Kind::Rate) || !told {
            return;
        }
        if session.document().events().len() <= AT_ONCE {
            let (document, list) = (session.document(), session.coincidences());
            let wanted = Wanted { document, list, listing: session.listing(), scope: session.scope(), sort };
            let counted = wanted.count(session.rates(), &Progress::default());
            self.session.take_rates(counted.rates, counted.keys);
            return;
        }
        let of = (which(session), session.lists());
        // What an order needs is asked for by choosing it; the rest comes by itself.
        if sort.is_none() && self.jobs.rates_given_up == Some(of) {
            return;
        }
        let (listing, scope) = (session.listing().clone(), session.scope().clone());
        let (list, known) = (session.shared_coincidences(), session.rates().cloned());
        let document = self.jobs.searcher.copy(session);
        let title = match sort {
            Some(Sort::Shared) => "Counting what they share",
            _ => "Counting what chance would give",
        };
        self.jobs.begin(ctx, Kind::Rate, title, move |progress| {
            let wanted = Wanted { document: &document, list: &list, listing: &listing, scope: &scope, sort };
            Done::Rated(Rated { of, counted: wanted.count(known.as_ref(), progress) })
        });
    }

    /// The list stays without what was not counted, in an order that needs none of it. Says so.
    pub(crate) fn rating_cancelled(&mut self) -> &'static str {
        let sort = self.view.sort;
        if matches!(sort, Sort::Shared | Sort::Surprise) && self.session.keys_of(sort).is_none() {
            self.view.sort = Sort::Date;
        }
        if self.session.rates().is_none() {
            self.jobs.rates_given_up = Some((which(&self.session), self.session.lists()));
        }
        "Counting was cancelled; the list is by date"
    }

    /// Rates from another thread: good where the list is still the same.
    pub(crate) fn take_rated(&mut self, rated: Rated) {
        if rated.of == (which(&self.session), self.session.lists()) {
            self.session.take_rates(rated.counted.rates, rated.counted.keys);
        }
    }
}
