//! Keeps the list of coincidences in step with the rule and with what is shown: at once while the document is
//! small, else on a thread of its own.

use std::collections::HashSet;
use std::sync::Arc;

use egui::Context;

use super::App;
use super::jobs::Done;
use super::search::{AT_ONCE, Which, which};
use crate::analysis::{Brief, Coincidence, Coincidences, Days, Grouping, Index, Listing, Scope};
use crate::model::{Document, EventIx};
use crate::ui::command::ListCommand;

/// A list that was made on another thread.
pub struct Listed {
    which: Which,
    listing: Listing,
    scope: Scope,
    found: Coincidences,
    /// The index of the lanes, where these are of another kind than before.
    index: Option<Arc<Index>>,
}

impl Listed {
    fn make(
        document: &Document,
        days: &Days,
        which: Which,
        (listing, scope): (Listing, Scope),
        regroup: bool,
    ) -> Self {
        let by = listing.rule.lanes_by;
        let index = regroup.then(|| Arc::new(Index::build_by(document, by)));
        let found = match &index {
            Some(index) => Coincidences::listed(document, index.grouping(), Some(days), &listing, &scope),
            None => {
                Coincidences::listed(document, &Grouping::new(document, by), Some(days), &listing, &scope)
            }
        };
        Self { which, listing, scope, found, index }
    }
}

impl App {
    /// Lists coincidences anew where something else is asked for than what is listed.
    pub(super) fn keep_list(&mut self, ctx: &Context) {
        let listing = self.view.listing.clone();
        let scope = self.scope();
        if self.session.is_listed(&listing, &scope) || self.jobs.listing {
            self.keep_sorted(ctx);
            return;
        }
        let which = which(&self.session);
        let regroup = listing.rule.lanes_by != self.session.lanes().by();
        if self.session.document().events().len() <= AT_ONCE {
            let (document, days) = (self.session.document(), self.session.index().days());
            let listed = Listed::make(document, days, which, (listing, scope), regroup);
            self.take_list(listed);
            return;
        }
        let document = self.jobs.searcher.copy(&self.session);
        let days = Arc::clone(self.session.index().days());
        self.jobs.listing = true;
        self.jobs.spawn(ctx, move || {
            Done::Listed(Box::new(Listed::make(&document, &days, which, (listing, scope), regroup)))
        });
    }

    /// Finds out which coincidences each lane has, for its strip.
    fn keep_sorted(&mut self, ctx: &Context) {
        if self.jobs.sorting || self.session.coincidences().by_lane().is_some() {
            return;
        }
        let list = self.session.shared_coincidences();
        self.jobs.sorting = true;
        self.jobs.spawn(ctx, move || {
            list.sort_by_lane();
            Done::SortedByLane
        });
    }

    /// Which events take part: what is hidden by a search takes none, lanes that are not shown where one says so.
    fn scope(&self) -> Scope {
        // Which lanes of another kind are shown is known once they are there.
        let is_current = self.view.listing.rule.lanes_by == self.session.lanes().by();
        let lanes = (self.view.listing.shown_lanes_only && is_current).then(|| {
            let all = self.session.lanes().lanes();
            let shown = self.shown_lanes();
            shown.shown.iter().filter_map(|at| all.get(*at as usize)).map(|lane| lane.id.clone()).collect()
        });
        let asks = !self.view.listing.with.is_empty();
        let matcher = asks.then(|| self.jobs.searcher.shared(&self.session)).flatten();
        Scope { hits: self.view.search.only().cloned(), lanes, matcher }
    }

    /// A list from another thread: good where the document is still the same.
    pub(super) fn take_listed(&mut self, listed: Listed) {
        self.jobs.listing = false;
        if listed.which == which(&self.session) {
            self.take_list(listed);
        }
    }

    /// Takes a list and finds in it the coincidence that was gone to.
    fn take_list(&mut self, listed: Listed) {
        let current = self.view.current.and_then(|at| self.session.coincidence(at)).cloned();
        let regrouped = listed.index.is_some();
        self.session.take_list(listed.listing, listed.scope, listed.found, listed.index);
        if regrouped {
            self.view.regroup(self.session.lanes().by());
            self.reindex_hits();
        }
        self.view.current = current.and_then(|before| nearest(self.session.coincidences(), &before));
    }

    pub(super) fn list(&mut self, command: ListCommand) {
        match command {
            ListCommand::By(listing) => self.view.listing = listing,
            ListCommand::Sort(sort) => self.view.sort = sort,
            ListCommand::AnyPair => self.view.listing.pair = None,
            ListCommand::Copied(what) => self.toasts.done(&format!("Copied the list as {what}")),
        }
    }
}

/// The coincidence of a list that one means who looked at another before: of the same day and certainty, else the
/// one that has most of its members.
fn nearest(list: &Coincidences, before: &Coincidence) -> Option<usize> {
    let same = |c: &Brief| c.day == before.day && c.certainty == before.certainty;
    let members: HashSet<EventIx> = before.events.iter().copied().collect();
    let kept = |at: usize| list.events(at).iter().filter(|ix| members.contains(ix)).count();
    list.briefs().iter().position(same).or_else(|| {
        let overlaps = |c: &Brief| c.day <= before.end && before.day <= c.end;
        let near = list.briefs().iter().enumerate().filter(|(_, c)| overlaps(c)).map(|(at, _)| at);
        let near = near.map(|at| (at, kept(at))).filter(|(_, kept)| *kept >= 2);
        near.max_by_key(|(at, kept)| (*kept, std::cmp::Reverse(*at))).map(|(at, _)| at)
    })
}
