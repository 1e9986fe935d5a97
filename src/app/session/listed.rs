//! What a session knows of its coincidences: the list, what it was made by, and what is counted of it later.

use std::sync::Arc;

use super::Session;
use crate::analysis::{
    Certainty, Coincidence, Coincidences, Grouping, Index, Listing, Rates, Scope, Sort, Surprises,
};
use crate::app::jobs::discard::drop_in_background;
use crate::model::Day;

impl Session {
    /// Its coincidences by day, certain and possible.
    #[must_use]
    pub fn coincidences(&self) -> &Coincidences {
        &self.coincidences
    }

    /// One of them, with all that is known of it.
    #[must_use]
    pub fn coincidence(&self, at: usize) -> Option<&Coincidence> {
        self.coincidences.get(&self.core.document, at)
    }

    /// All of them, with all that is known of each.
    #[must_use]
    pub fn all_coincidences(&self) -> Vec<Coincidence> {
        self.coincidences.to_vec(&self.core.document)
    }

    /// Its coincidences, to be taken to another thread.
    #[must_use]
    pub fn shared_coincidences(&self) -> Arc<Coincidences> {
        Arc::clone(&self.coincidences)
    }

    /// What the coincidences were listed by.
    #[must_use]
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Whether the coincidences are those of this listing and scope.
    #[must_use]
    pub fn is_listed(&self, listing: &Listing, scope: &Scope) -> bool {
        self.listing == *listing && self.scope == *scope && self.listed == self.core.document.revision()
    }

    /// Which list of coincidences this is, counted up with each.
    #[must_use]
    pub fn lists(&self) -> u64 {
        self.lists
    }

    /// Takes a list of this document's coincidences in the place of the one it has; with the index of its lanes,
    /// where these are of another kind than before.
    pub fn take_list(
        &mut self,
        listing: Listing,
        scope: Scope,
        found: Coincidences,
        index: Option<Arc<Index>>,
    ) {
        if let Some(index) = index {
            drop_in_background(std::mem::replace(&mut self.core.index, index));
        }
        let scope = std::mem::replace(&mut self.scope, scope);
        drop_in_background((scope, std::mem::replace(&mut self.coincidences, Arc::new(found))));
        self.listing = listing;
        (self.listed, self.listed_events) =
            (self.core.document.revision(), self.core.document.events().len());
        (self.rates, self.surprises, self.keys) = (None, None, None);
        self.lists += 1;
    }

    /// Which events take part in the coincidences.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// How many coincidences like those listed chance would give; `None` until that is counted.
    #[must_use]
    pub fn rates(&self) -> Option<&Rates> {
        self.rates.as_ref()
    }

    /// What an order of the list goes by; `None` where it needs nothing, or until that is counted.
    #[must_use]
    pub fn keys_of(&self, sort: Sort) -> Option<&[f64]> {
        self.keys.as_ref().filter(|(of, _)| *of == sort).map(|(_, keys)| keys.as_slice())
    }

    /// How surprising each of them is; `None` until that is counted.
    #[must_use]
    pub fn surprises(&self) -> Option<&Surprises> {
        self.surprises.as_ref()
    }

    /// Takes the rates of what is listed and how surprising it is, and what an order of it goes by.
    pub fn take_rates(&mut self, rates: Option<(Rates, Surprises)>, keys: Option<(Sort, Vec<f64>)>) {
        if let Some((rates, surprises)) = rates {
            (self.rates, self.surprises) = (Some(rates), Some(surprises));
        }
        self.keys = keys.or(self.keys.take());
    }

    pub(super) fn list_anew(&mut self) {
        let lanes_by = self.listing.rule.lanes_by;
        let listed = |lanes: &Grouping| {
            let days = Some(self.core.index.days().as_ref());
            Coincidences::listed(&self.core.document, lanes, days, &self.listing, &self.scope)
        };
        let own = self.core.index.grouping();
        let found = match own.by() == lanes_by {
            true => listed(own),
            false => listed(&Grouping::new(&self.core.document, lanes_by)),
        };
        self.coincidences = Arc::new(found);
        (self.listed, self.listed_events) =
            (self.core.document.revision(), self.core.document.events().len());
    }

    /// Where the coincidence of this day and certainty stands now.
    #[must_use]
    pub fn find_coincidence(&self, day: Day, certainty: Certainty) -> Option<usize> {
        self.coincidences.briefs().iter().position(|c| c.day == day && c.certainty == certainty)
    }
}
