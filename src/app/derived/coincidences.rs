//! Keeps the list of coincidences in step with the rule and with what is shown: at once while the document is
//! small, else on a thread of its own, the newest request first.

use std::collections::HashSet;
use std::sync::Arc;

use egui::Context;

use crate::analysis::{
    Brief, Coincidence, Coincidences, Days, Grouping, Hits, Index, LanesBy, Listing, Scope,
};
use crate::app::jobs::discard::drop_in_background;
use crate::app::jobs::registry::Kind;
use crate::app::session::{BACKGROUND_ABOVE_EVENTS, Comparison};
use crate::app::{App, now};
use crate::model::Version;
use crate::model::{Document, EventIx, LaneId, Progress};
use crate::ui::coincidences::rule::Copied;
use crate::ui::commands::ListCommand;

/// A list that was made on another thread.
pub struct Listed {
    asked: ListRequest,
    found: Coincidences,
    /// The index, where the lanes are of another kind than before or the axis shows the clocks of another zone.
    index: Option<Arc<Index>>,
    /// What was found by a search, before and in these lanes.
    hits: Option<(Arc<Hits>, Arc<Hits>)>,
}

/// What is listed: of which document, by what, and who takes part.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListRequest {
    version: Version,
    listing: Listing,
    scope: Scope,
}

/// The lists of coincidences that are asked for.
#[derive(Default)]
pub struct Lister {
    /// What is being listed.
    under_way: Option<ListRequest>,
    /// What is not to be listed, because the user has ended it.
    given_up: Option<ListRequest>,
    /// The lanes of another kind to be shown alone as soon as they are there.
    pub(crate) then_show: Option<(LanesBy, Vec<LaneId>)>,
}

impl ListRequest {
    /// Lists it; `None` where that is ended meanwhile.
    fn list(
        self,
        document: &Document,
        days: &Days,
        rebuild: bool,
        hits: Option<Arc<Hits>>,
        progress: &Progress,
    ) -> Option<Listed> {
        let by = self.listing.rule.lanes_by;
        let zone = &self.listing.rule.zone;
        let index = rebuild.then(|| Arc::new(Index::build_in(document, by, zone)));
        let own;
        let grouping = match &index {
            Some(index) => index.grouping(),
            None => {
                own = Grouping::new(document, by);
                &own
            }
        };
        let (listing, scope) = (&self.listing, &self.scope);
        let found = Coincidences::find(document, grouping, Some(days), listing, scope, progress)?;
        let hits = index.as_ref().zip(hits).map(|(index, hits)| {
            let there = Arc::new(hits.in_lanes_of(index));
            (hits, there)
        });
        Some(Listed { asked: self, found, index, hits })
    }
}

impl App {
    /// Lists coincidences anew where something else is asked for than what is listed.
    pub(crate) fn keep_list(&mut self, ctx: &Context) {
        let asked = ListRequest {
            version: self.session.version(),
            listing: self.view.listing.clone(),
            scope: self.scope(),
        };
        if self.jobs.registry.has(Kind::List) {
            if self.derived.lister.under_way.as_ref() != Some(&asked) {
                // It ends the sooner, and what is asked for now is listed after it.
                self.jobs.registry.cancel(Kind::List);
            }
            return;
        }
        let regroup = asked.listing.rule.lanes_by != self.session.lanes().by();
        let rebuild = regroup || asked.listing.rule.zone != *self.session.index().zone();
        if !rebuild && self.session.is_listed(&asked.listing, &asked.scope) {
            self.keep_sorted(ctx);
            return;
        }
        if self.derived.lister.given_up.as_ref() == Some(&asked) || self.editing.changing.is_some() {
            return;
        }
        self.derived.lister.given_up = None;
        let hits = self.view.search.found.clone().filter(|_| rebuild);
        if self.session.document().events().len() <= BACKGROUND_ABOVE_EVENTS {
            let (document, days) = (self.session.document(), self.session.index().days());
            let listed = asked.list(document, days, rebuild, hits, &Progress::default());
            listed.into_iter().for_each(|listed| self.take_list(ctx, listed));
            return;
        }
        let document = self.session.snapshot();
        let days = Arc::clone(self.session.index().days());
        self.derived.lister.under_way = Some(asked.clone());
        let title = if rebuild { "Arranging the lanes" } else { "Listing coincidences" };
        let list = move |progress: &Progress| asked.list(&document, &days, rebuild, hits, progress);
        self.jobs.begin(ctx, Kind::List, title, list, App::take_listed);
    }

    /// What was listed before is asked for again, as far as it still can be. Says so.
    pub(crate) fn listing_cancelled(&mut self) -> &'static str {
        let ended = self.derived.lister.under_way.take();
        self.derived.lister.then_show = None;
        self.view.listing = self.session.listing().clone();
        let asked = ListRequest {
            version: self.session.version(),
            listing: self.view.listing.clone(),
            scope: self.scope(),
        };
        if ended.is_some_and(|ended| ended.listing != asked.listing) {
            return "Listing cancelled; the list is unchanged";
        }
        self.derived.lister.given_up = Some(asked);
        "Listing cancelled; the list is out of date"
    }

    /// Whether the list is of something else than what is shown, because the user has ended what would bring it up to
    /// date.
    pub(crate) fn is_list_given_up(&self) -> bool {
        self.derived.lister.given_up.as_ref().is_some_and(|asked| asked.version == self.session.version())
    }

    /// Finds out which coincidences each lane has, for its strip.
    fn keep_sorted(&mut self, ctx: &Context) {
        if self.jobs.registry.has(Kind::Sort) || self.session.coincidences().by_lane().is_some() {
            return;
        }
        let list = self.session.shared_coincidences();
        let sort = move |_: &Progress| {
            list.sort_by_lane();
        };
        self.jobs.begin(ctx, Kind::Sort, "Sorting coincidences by lane", sort, |_, _, ()| {});
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
        let matcher = asks.then(|| self.derived.searcher.shared(&self.session)).flatten();
        // What is gone from a timeline, and what has moved away, is on the same day with nothing.
        let newer = self.session.comparison().map(Comparison::newer);
        Scope { hits: self.view.search.only().or(newer).cloned(), lanes, matcher }
    }

    /// A list from another thread: good where the document is still the same.
    fn take_listed(&mut self, ctx: &Context, listed: Option<Listed>) {
        self.derived.lister.under_way = None;
        match listed {
            Some(listed) if listed.asked.version == self.session.version() => self.take_list(ctx, listed),
            other => drop_in_background(other),
        }
    }

    /// Takes a list and finds in it the coincidence that was gone to.
    fn take_list(&mut self, ctx: &Context, listed: Listed) {
        let current = self.view.selection.coincidence.and_then(|at| self.session.coincidence(at)).cloned();
        let rebuilt = listed.index.is_some();
        let regrouped = rebuilt && listed.asked.listing.rule.lanes_by != self.session.lanes().by();
        let before = self.session.index().zone().clone();
        let ListRequest { listing, scope, .. } = listed.asked;
        self.session.take_list(listing, scope, listed.found, listed.index);
        if regrouped {
            let by = self.session.lanes().by();
            self.view.regroup(by);
            if let Some((_, ids)) = self.derived.lister.then_show.take().filter(|(of, _)| *of == by) {
                self.view.lanes_of(by).show_only(self.session.lanes().lanes(), &ids);
            }
        }
        if rebuilt {
            if before != *self.session.index().zone() && !self.moves_at_once() {
                self.view.slide_from(before, now(ctx));
            }
            let search = &mut self.view.search;
            match listed.hits {
                Some((before, there))
                    if search.found.as_ref().is_some_and(|now| Arc::ptr_eq(now, &before)) =>
                {
                    search.found = Some(there);
                    search.answers += 1;
                }
                _ => self.reindex_hits(),
            }
        }
        self.view.selection.coincidence =
            current.and_then(|before| nearest(self.session.coincidences(), &before));
    }

    pub(crate) fn list(&mut self, ctx: &Context, command: ListCommand) {
        match command {
            ListCommand::By(listing) => self.view.listing = listing,
            ListCommand::SecondClock(zone) => self.view.second_clock = zone,
            ListCommand::Again => self.derived.lister.given_up = None,
            ListCommand::Sort(sort) => self.view.sort = sort,
            ListCommand::Mark(threshold) => self.view.threshold = threshold,
            ListCommand::AnyPair => self.view.listing.pair = None,
            ListCommand::Copy(what) => self.copy_list(ctx, what),
        }
    }

    /// Makes a text of the whole list for the clipboard: who the members of each are is found out for it.
    fn copy_list(&mut self, ctx: &Context, what: &'static str) {
        let small = self.session.document().events().len() <= BACKGROUND_ABOVE_EVENTS;
        let (list, index) = (self.session.shared_coincidences(), self.session.shared_index());
        let (rule, rates) = (self.session.listing().rule.clone(), self.session.rates().cloned());
        let sort = self.view.sort;
        let keys = self.session.keys_of(sort).map(<[f64]>::to_vec);
        let document = self.session.snapshot();
        let name = format!("the list as {what}");
        let write = move |progress: &Progress| {
            let copied = Copied {
                document: &document,
                lanes: index.grouping(),
                list: &list,
                rule: &rule,
                rates: rates.as_ref(),
                order: (sort, keys.as_deref()),
            };
            copied.written(what, progress).unwrap_or_default()
        };
        if small {
            self.copied(ctx, write(&Progress::default()), &name);
        } else {
            let title = format!("Copying {name}");
            self.jobs
                .begin(ctx, Kind::Copy, title, write, move |app, ctx, text| app.copied(ctx, text, &name));
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
