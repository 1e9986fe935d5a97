//! Keeps how many coincidences like those listed chance would give, and what their order goes by: at once while the
//! document is small, else on a thread of its own, and only while something open tells it.

use egui::Context;

use crate::analysis::{Coincidences, Listing, Rates, Scope, Sort, Surprises};
use crate::app::App;
use crate::app::jobs::registry::Kind;
use crate::app::session::BACKGROUND_ABOVE_EVENTS;
use crate::model::Version;
use crate::model::{Document, Progress};
use crate::ui::commands::Panel;

/// Rates that were counted on another thread: of which document and which list.
pub struct Rated {
    of: (Version, u64),
    counted: Counted,
}

/// What was not known yet.
struct Counted {
    rates: Option<(Rates, Surprises)>,
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
        let rates = if known.is_some() {
            None
        } else {
            let rates = Rates::new(self.document, self.listing, self.scope);
            let surprises = Surprises::new(self.list, &rates);
            Some((rates, surprises))
        };
        let keys = self.sort.and_then(|sort| {
            let rates = rates.as_ref().map(|(rates, _)| rates).or(known);
            let keys = sort.keys(self.document, self.list, rates, progress)?;
            Some((sort, keys))
        });
        Counted { rates, keys }
    }
}

impl App {
    /// Counts the rates where they are not known.
    pub(crate) fn keep_rates(&mut self, ctx: &Context) {
        let dock = self.view.panels.dock;
        // The timeline marks what is rare more strongly than the rest.
        let told = !self.session.coincidences().is_empty()
            || dock.shows(Panel::Coincidences)
            || dock.shows(Panel::Inspector);
        let session = &self.session;
        let sort = Some(self.view.sort).filter(|sort| {
            let needs = dock.shows(Panel::Coincidences) && matches!(sort, Sort::Shared | Sort::Surprise);
            needs && session.keys_of(*sort).is_none()
        });
        if (session.rates().is_some() && sort.is_none()) || self.jobs.registry.has(Kind::Rate) || !told {
            return;
        }
        if session.document().events().len() <= BACKGROUND_ABOVE_EVENTS {
            let (document, list) = (session.document(), session.coincidences());
            let wanted = Wanted { document, list, listing: session.listing(), scope: session.scope(), sort };
            let counted = wanted.count(session.rates(), &Progress::default());
            self.session.take_rates(counted.rates, counted.keys);
            return;
        }
        let of = (session.version(), session.lists());
        // What an order needs is asked for by choosing it; the rest comes by itself.
        if sort.is_none() && self.derived.rates_given_up == Some(of) {
            return;
        }
        let (listing, scope) = (session.listing().clone(), session.scope().clone());
        let (list, known) = (session.shared_coincidences(), session.rates().cloned());
        let document = self.session.snapshot();
        let title = match sort {
            Some(Sort::Shared) => "Counting what events have in common",
            _ => "Calculating what to expect by chance",
        };
        let count = move |progress: &Progress| {
            let wanted = Wanted { document: &document, list: &list, listing: &listing, scope: &scope, sort };
            Rated { of, counted: wanted.count(known.as_ref(), progress) }
        };
        self.jobs.begin(ctx, Kind::Rate, title, count, |app, _, rated| app.take_rated(rated));
    }

    /// The list stays without what was not counted, in an order that needs none of it. Says so.
    pub(crate) fn rating_cancelled(&mut self) -> &'static str {
        let sort = self.view.sort;
        if matches!(sort, Sort::Shared | Sort::Surprise) && self.session.keys_of(sort).is_none() {
            self.view.sort = Sort::Date;
        }
        if self.session.rates().is_none() {
            self.derived.rates_given_up = Some((self.session.version(), self.session.lists()));
        }
        "Counting cancelled; the list is sorted by date"
    }

    /// Rates from another thread: good where the list is still the same.
    fn take_rated(&mut self, rated: Rated) {
        if rated.of == (self.session.version(), self.session.lists()) {
            self.session.take_rates(rated.counted.rates, rated.counted.keys);
        }
    }
}
