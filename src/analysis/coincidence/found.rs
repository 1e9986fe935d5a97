//! The coincidences of a document. On which days they are, how sure, in how many lanes and of how many events is
//! found in one sweep and known of each; who the members are and what they share only of those one looks at.

use std::sync::OnceLock;

use super::happening::Happening;
use super::lanes::{Lanes, NONE};
use super::runs::Runs;
use super::shared::{Member, Things};
use super::sweep::{self, Level, SharedDays, Stretches};
use super::{Certainty, Coincidence, Listing, Rates, Rule, Scope, Shared};
use crate::analysis::days::Days;
use crate::analysis::grouping::Grouping;
use crate::model::{Day, Document, EventIx, LaneId, Progress, threads};

/// Of no more events than this all is found out at once.
const FEW_EVENTS: usize = 20_000;

/// A coincidence without its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The first day.
    pub day: Day,
    /// The last day.
    pub end: Day,
    /// How sure it is.
    pub certainty: Certainty,
    /// In how many lanes its members are.
    pub lanes: u32,
    /// How many members it has.
    pub events: u32,
    /// The importance of its members in sum.
    pub importance: u32,
    /// How many days from its first to its last the longest of this and all that come before it in the list takes:
    /// how far back one must look for what touches a day.
    pub reach_days: i32,
    /// How many of its members involve other countries.
    involving: u32,
    /// A day (or the first of a window) on which all members happen.
    on: i32,
}

/// The coincidences of a document by day, certain ones before possible ones of the same day.
#[derive(Debug, Default)]
pub struct Coincidences {
    briefs: Vec<Brief>,
    /// Those that were looked at.
    looked_at: Vec<OnceLock<Box<LookedAt>>>,
    runs: Runs,
    lanes: Lanes,
    /// How many events the document has.
    events: usize,
    /// The certain ones of each lane, once that was asked for.
    by_lane: OnceLock<ByLane>,
}

/// Which certain coincidences have members in each lane.
#[derive(Debug, Default)]
pub struct ByLane(Vec<Vec<u32>>);

impl ByLane {
    /// The positions of those of a lane, which is given by its position in the grouping, ascending.
    #[must_use]
    pub fn of(&self, lane: u32) -> &[u32] {
        self.0.get(lane as usize).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What was found out of a coincidence that was looked at.
#[derive(Debug)]
struct LookedAt {
    events: Vec<EventIx>,
    lanes: Vec<u32>,
    told: OnceLock<Coincidence>,
}

impl Coincidences {
    /// No coincidences.
    #[must_use]
    pub fn none() -> &'static Self {
        static NONE: Coincidences = Coincidences {
            briefs: Vec::new(),
            looked_at: Vec::new(),
            runs: Runs::NONE,
            lanes: Lanes::NONE,
            events: 0,
            by_lane: OnceLock::new(),
        };
        &NONE
    }

    /// All coincidences of a document.
    #[must_use]
    pub fn new(document: &Document, rule: &Rule) -> Self {
        let listing = Listing { rule: rule.clone(), ..Listing::default() };
        Self::listed(document, &Grouping::new(document, rule.lanes_by), None, &listing, &Scope::default())
    }

    /// Those that a listing asks for, among what takes part: the other events, and those of lanes that take no part,
    /// count as if they were not there. The lanes are those that the document has by what the rule names; its index may
    /// have the days ready.
    #[must_use]
    pub fn listed(
        document: &Document,
        grouping: &Grouping,
        days: Option<&Days>,
        listing: &Listing,
        scope: &Scope,
    ) -> Self {
        let progress = Progress::default();
        Self::find(document, grouping, days, listing, scope, &progress).unwrap_or_default()
    }

    /// As [`Coincidences::listed`], telling how far it is; `None` where another thread has ended it.
    #[must_use]
    pub fn find(
        document: &Document,
        grouping: &Grouping,
        days: Option<&Days>,
        listing: &Listing,
        scope: &Scope,
        progress: &Progress,
    ) -> Option<Self> {
        let rule = &listing.rule;
        let within = listing.within(scope);
        let wanted = |id: &LaneId| within.lanes.as_ref().is_none_or(|lanes| lanes.contains(id));
        let lanes = Lanes::new(grouping, wanted);
        let runs = Runs::new(document, days, &lanes.places(grouping, wanted), rule, &within);
        let asked_for = listing.asked_for(document, scope);
        let sieve = Sieve::new(listing, &lanes, asked_for.as_deref());
        let mut briefs = both(document.events().len(), &runs, &lanes, rule, &sieve, progress);
        if progress.is_cancelled() {
            return None;
        }
        // Stable, so that what the sweep found first stays first.
        briefs.sort_by_key(|brief| (brief.day, brief.certainty, brief.end));
        let mut reach_days = 0;
        for brief in &mut briefs {
            reach_days = reach_days.max(brief.end.since(brief.day));
            brief.reach_days = reach_days;
        }
        let looked_at = briefs.iter().map(|_| OnceLock::new()).collect();
        let by_lane = OnceLock::new();
        Some(Self { briefs, looked_at, runs, lanes, events: document.events().len(), by_lane })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.briefs.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.briefs.is_empty()
    }

    /// All of them without their members, by day.
    #[must_use]
    pub fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// One of them without its members.
    #[must_use]
    pub fn brief(&self, at: usize) -> Option<&Brief> {
        self.briefs.get(at)
    }

    /// One of them, by its position, with all that is known of it. The document is the one they were looked for in, or
    /// one with the same events at the same positions.
    #[must_use]
    pub fn get(&self, document: &Document, at: usize) -> Option<&Coincidence> {
        if document.events().len() != self.events {
            return None;
        }
        let brief = self.briefs.get(at)?;
        Some(self.looked_at(at)?.told.get_or_init(|| self.tell_of(document, brief)))
    }

    /// The members of one of them, in no order.
    #[must_use]
    pub fn events(&self, at: usize) -> &[EventIx] {
        self.looked_at(at).map(|looked_at| looked_at.events.as_slice()).unwrap_or_default()
    }

    /// The lanes of one of them, as their positions among those of the grouping, by id.
    #[must_use]
    pub fn lanes(&self, at: usize) -> &[u32] {
        self.looked_at(at).map(|looked_at| looked_at.lanes.as_slice()).unwrap_or_default()
    }

    /// Which of them have members in each lane; where there are many events `None` until [`Self::sort_by_lane`] was
    /// called, on another thread.
    #[must_use]
    pub fn by_lane(&self) -> Option<&ByLane> {
        match self.events <= FEW_EVENTS {
            true => Some(self.sort_by_lane()),
            false => self.by_lane.get(),
        }
    }

    /// Finds out which of them have members in each lane.
    pub fn sort_by_lane(&self) -> &ByLane {
        self.by_lane.get_or_init(|| {
            let mut lists = vec![Vec::new(); self.lanes.len()];
            let certain = (0..).zip(&self.briefs).filter(|(_, brief)| brief.certainty == Certainty::Certain);
            for (at, brief) in certain {
                for member in self.members(brief) {
                    let one = [member.lane()];
                    for rank in self.lanes.several_of(member.ix()).unwrap_or(&one) {
                        let list: &mut Vec<u32> = &mut lists[self.lanes.position(*rank) as usize];
                        if list.last() != Some(&at) {
                            list.push(at);
                        }
                    }
                }
            }
            ByLane(lists)
        })
    }

    /// All of them with all that is known of them.
    #[must_use]
    pub fn to_vec(&self, document: &Document) -> Vec<Coincidence> {
        self.each(document, 0..self.len()).collect()
    }

    /// Those at these positions with all that is known of them, each found out only when it is come to.
    pub fn each<'a>(
        &'a self,
        document: &'a Document,
        order: impl Iterator<Item = usize> + 'a,
    ) -> impl Iterator<Item = Coincidence> + 'a {
        let is_its_own = document.events().len() == self.events;
        let events = if is_its_own { document.events() } else { &[] };
        let mut things = Things::new(events.iter().map(AsRef::as_ref));
        order.filter_map(move |at| self.briefs.get(at).filter(|_| is_its_own)).map(move |brief| {
            let members = self.in_order(document, brief);
            let shared = things.shared(members.iter().map(|member| self.member(member, member.event)));
            self.told(brief, &members, shared)
        })
    }

    /// How many members all of them have together: what a list of them is long by.
    #[must_use]
    pub fn members_in_all(&self) -> u64 {
        self.briefs.iter().map(|brief| u64::from(brief.events)).sum()
    }

    /// How many things the members of each share; worth nothing where another thread has ended the counting.
    #[must_use]
    pub fn shared_counts(&self, document: &Document, progress: &Progress) -> Vec<usize> {
        if document.events().len() != self.events {
            return vec![0; self.len()];
        }
        progress.expect(self.len() as u64);
        let mut things = Things::new(document.events().iter().map(AsRef::as_ref));
        let mut count = |brief: &Brief| {
            progress.advance(1);
            if progress.is_cancelled() {
                return 0;
            }
            let members = self.members(brief).map(|member| self.member(&member, member.event));
            things.shared_numbers(members).len()
        };
        self.briefs.iter().map(&mut count).collect()
    }

    /// The decimal logarithm of how many days like each are to be expected by chance; `None` for those that are only
    /// possible.
    #[must_use]
    pub fn surprises(&self, rates: &Rates) -> Vec<Option<f64>> {
        let chances: Vec<f64> =
            (0..self.lanes.len() as u32).map(|rank| rates.chance(self.lanes.id(rank)).log10()).collect();
        let of = |brief: &Brief| {
            let windows = rates.windows().filter(|_| brief.certainty == Certainty::Certain)?;
            let chances = self.ranks(brief).into_iter().map(|rank| chances[rank as usize]);
            Some(windows.log10() + chances.sum::<f64>())
        };
        self.briefs.iter().map(of).collect()
    }

    /// How many countries the members of one share.
    pub(super) fn shared_countries(
        &self,
        document: &Document,
        at: usize,
        lanes_are_countries: bool,
    ) -> usize {
        match self.briefs.get(at) {
            // Who stands in one country each has none in common unless it involves one.
            Some(brief) if brief.involving == 0 && lanes_are_countries => 0,
            _ => self.get(document, at).map_or(0, |coincidence| coincidence.shared.countries.len()),
        }
    }

    fn members(&self, brief: &Brief) -> impl Iterator<Item = Happening> {
        self.runs.on(brief.on, brief.certainty)
    }

    /// The members by lane, then by id.
    fn in_order(&self, document: &Document, brief: &Brief) -> Vec<Happening> {
        let mut members: Vec<Happening> = self.members(brief).collect();
        let id = |member: &Happening| &document.event(member.ix()).id;
        members.sort_unstable_by(|a, b| a.lane().cmp(&b.lane()).then_with(|| id(a).cmp(id(b))));
        members
    }

    /// The ranks of the lanes of one of them, ascending.
    fn ranks(&self, brief: &Brief) -> Vec<u32> {
        let mut ranks = Vec::new();
        for member in self.members(brief) {
            match self.lanes.several_of(member.ix()) {
                None => ranks.push(member.lane()),
                Some(several) => ranks.extend(several),
            }
        }
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }

    fn member(&self, happening: &Happening, place: u32) -> Member {
        let several = self.lanes.several_of(happening.ix()).is_some_and(|lanes| lanes.len() > 1);
        Member { place, event: happening.event, lane: happening.lane(), several }
    }

    fn looked_at(&self, at: usize) -> Option<&LookedAt> {
        let brief = self.briefs.get(at)?;
        let look = || {
            let events = self.members(brief).map(Happening::ix).collect();
            let lanes = self.ranks(brief).into_iter().map(|rank| self.lanes.position(rank)).collect();
            Box::new(LookedAt { events, lanes, told: OnceLock::new() })
        };
        Some(self.looked_at.get(at)?.get_or_init(look))
    }

    fn tell_of(&self, document: &Document, brief: &Brief) -> Coincidence {
        let members = self.in_order(document, brief);
        let mut things = Things::new(members.iter().map(|member| document.event(member.ix())));
        let shared = things.shared((0..).zip(&members).map(|(at, member)| self.member(member, at)));
        self.told(brief, &members, shared)
    }

    fn told(&self, brief: &Brief, members: &[Happening], shared: Shared) -> Coincidence {
        Coincidence {
            day: brief.day,
            end: brief.end,
            certainty: brief.certainty,
            lanes: self.ranks(brief).into_iter().map(|rank| self.lanes.id(rank).clone()).collect(),
            events: members.iter().map(|member| member.ix()).collect(),
            shared,
        }
    }
}

/// What is listed of all that is found.
struct Sieve<'a> {
    min_lanes: u32,
    pair: Option<(u32, u32)>,
    asked_for: Option<&'a [bool]>,
}

impl<'a> Sieve<'a> {
    fn new(listing: &Listing, lanes: &Lanes, asked_for: Option<&'a [bool]>) -> Self {
        let rank = |id: &LaneId| lanes.rank(id).unwrap_or(NONE);
        let pair = listing.pair.as_ref().map(|(a, b)| (rank(a), rank(b)));
        Self { min_lanes: u32::try_from(listing.min_lanes).unwrap_or(u32::MAX), pair, asked_for }
    }

    fn takes(&self, found: &SharedDays<'_>) -> bool {
        let has = |lane: u32| found.in_lane.get(lane as usize).is_some_and(|count| *count > 0);
        found.held.lanes >= self.min_lanes
            && self.pair.is_none_or(|(a, b)| has(a) && has(b))
            && (self.asked_for.is_none() || found.held.asked_for > 0)
    }
}

/// The certain ones, then the possible ones where they are wanted: each a sweep of its own, at the same time where
/// that pays.
fn both(
    events: usize,
    runs: &Runs,
    lanes: &Lanes,
    rule: &Rule,
    sieve: &Sieve<'_>,
    progress: &Progress,
) -> Vec<Brief> {
    let (sure, possible) =
        (|| sure(runs, lanes, rule, sieve, progress), || possible(runs, lanes, rule, sieve, progress));
    if !rule.possible {
        return sure();
    }
    if threads(events) == 1 {
        return [sure(), possible()].concat();
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(possible);
        let mut briefs = sure();
        briefs.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        briefs
    })
}

fn sure(runs: &Runs, lanes: &Lanes, rule: &Rule, sieve: &Sieve<'_>, progress: &Progress) -> Vec<Brief> {
    let tolerance = rule.tolerance();
    let listed = match tolerance {
        0 if rule.lists_each_day() => Stretches::EachDay,
        0 => Stretches::Each,
        _ => Stretches::Maximal,
    };
    let mut briefs = Vec::new();
    sweep::sweep(runs, Certainty::Certain, lanes, sieve.asked_for, listed, progress, |found| {
        if sieve.takes(&found) {
            briefs.push(brief(&found, found.window(tolerance), Certainty::Certain));
        }
    });
    briefs
}

fn possible(runs: &Runs, lanes: &Lanes, rule: &Rule, sieve: &Sieve<'_>, progress: &Progress) -> Vec<Brief> {
    let tolerance = rule.tolerance();
    let mut sure_of_vague = Level::of(runs.sure_of_vague());
    let mut briefs = Vec::new();
    sweep::sweep(runs, Certainty::Possible, lanes, sieve.asked_for, Stretches::Maximal, progress, |found| {
        // Where one window has a sure day of every member there is a certain coincidence of them all.
        let all_sure = sure_of_vague.most(found.first, found.last) >= found.held.vague;
        if !all_sure && sieve.takes(&found) {
            briefs.push(brief(&found, found.stretch(tolerance), Certainty::Possible));
        }
    });
    briefs
}

fn brief(found: &SharedDays<'_>, (day, end): (i32, i32), certainty: Certainty) -> Brief {
    Brief {
        day: Day::from_number(day),
        end: Day::from_number(end),
        certainty,
        lanes: found.held.lanes,
        events: found.held.events,
        importance: found.held.importance,
        reach_days: 0,
        involving: found.held.involving,
        on: found.first,
    }
}

/// The list by day.
#[must_use]
pub fn list(document: &Document, listing: &Listing, scope: &Scope) -> Coincidences {
    Coincidences::listed(document, &Grouping::new(document, listing.rule.lanes_by), None, listing, scope)
}
