//! Work in the background, all of it in one list: how it is called, how far it is, since when. What was ended, or is wanted
//! otherwise by now, comes back to nobody. There is at most one of a kind.

use std::sync::Arc;

use crate::model::Progress;
use crate::ui::widgets::progress_card::{self, WorkShown};

/// What is done in the background. What comes first is shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Changes the document.
    Change,
    /// Reads other people's data.
    Import,
    /// Writes what other programs read.
    Export,
    /// Makes a text of what is copied.
    Copy,
    /// Takes up what an earlier run left.
    Recover,
    /// Answers a search.
    Search,
    /// Finds what days are counted from.
    Align,
    /// Lists coincidences.
    List,
    /// Counts what chance would give, and what the list is ordered by.
    Rate,
    /// Sorts coincidences by their lanes.
    Sort,
    /// Compares a file that another program has changed with what was read from it.
    Compare,
    /// Finds what several selected events have in common.
    Several,
    /// Finds the names that would be replaced.
    Names,
    /// Finds which events link to which.
    Links,
    /// Counts what is in the measured range.
    Measure,
    /// Draws the steps of the story as small pictures.
    Pictures,
}

impl Kind {
    /// Whether the user has asked for it and waits: it is shown in the middle, and Esc ends it. The rest goes on beside
    /// what one does.
    pub fn is_waited_for(self) -> bool {
        self <= Self::Recover
    }

    /// Whether it tells how far it is where it is shown itself, or is nothing that one would end.
    fn is_silent(self) -> bool {
        self >= Self::Sort && self != Self::Compare
    }
}

/// Some work: what it is called, how far it is, and when it began, in seconds since the window was opened.
#[derive(Debug)]
pub(crate) struct Work {
    pub title: String,
    pub progress: Arc<Progress>,
    pub since: f64,
}

impl Work {
    pub fn new(title: impl Into<String>, since: f64) -> Self {
        Self { title: title.into(), progress: Arc::default(), since }
    }

    pub fn shown<'a>(&'a self, detail: &'a str) -> WorkShown<'a> {
        WorkShown { title: &self.title, detail, share: self.progress.known_share(), since: self.since }
    }
}

/// What is under way.
#[derive(Debug, Default)]
pub(crate) struct JobRegistry {
    list: Vec<(Kind, u64, Work)>,
    begun: u64,
}

impl JobRegistry {
    /// Takes note of other work; that of its kind before comes back to nobody. Returns its number.
    pub fn begin(&mut self, kind: Kind, work: Work) -> u64 {
        self.end(kind);
        self.begun += 1;
        self.list.push((kind, self.begun, work));
        self.list.sort_by_key(|(kind, ..)| *kind);
        self.begun
    }

    /// Whether something of a kind is under way.
    pub fn has(&self, kind: Kind) -> bool {
        self.get(kind).is_some()
    }

    pub fn get(&self, kind: Kind) -> Option<&Work> {
        self.list.iter().find(|(of, ..)| *of == kind).map(|(.., work)| work)
    }

    /// Ends work. Whether there was any.
    pub fn end(&mut self, kind: Kind) -> bool {
        let at = self.list.iter().position(|(of, ..)| *of == kind);
        if let Some(at) = at {
            self.list.remove(at).2.progress.cancel();
        }
        at.is_some()
    }

    /// Asks for the end of work whose answer is still waited for, so that what is wanted now may begin.
    pub fn cancel(&self, kind: Kind) {
        if let Some(work) = self.get(kind) {
            work.progress.cancel();
        }
    }

    /// Work came back: whether somebody still waits for it.
    pub fn is_done(&mut self, number: u64) -> bool {
        let at = self.list.iter().position(|(_, of, _)| *of == number);
        at.map(|at| self.list.remove(at)).is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The first that has taken longer than a blink.
    pub fn seen(&self, now: f64) -> Option<(Kind, &Work)> {
        let is_seen = |work: &Work| now - work.since >= progress_card::BLINK_SECONDS;
        let mut all = self.list.iter().filter(|(kind, _, work)| !kind.is_silent() && is_seen(work));
        all.next().map(|(kind, _, work)| (*kind, work))
    }

    /// How long until the next has taken longer than a blink.
    pub fn wait(&self, now: f64) -> Option<f64> {
        let left = |work: &Work| progress_card::BLINK_SECONDS - (now - work.since);
        let loud = self.list.iter().filter(|(kind, ..)| !kind.is_silent());
        loud.map(|(.., work)| left(work)).filter(|left| *left > 0.0).min_by(f64::total_cmp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_request_takes_the_place_of_an_older_one() {
        let mut registry = JobRegistry::default();
        let first = registry.begin(Kind::List, Work::new("a", 0.0));
        let progress = Arc::clone(&registry.get(Kind::List).unwrap().progress);
        let other = registry.begin(Kind::Search, Work::new("b", 0.0));
        let second = registry.begin(Kind::List, Work::new("c", 0.0));
        assert!(progress.is_cancelled(), "it is told to end");
        assert!(!registry.is_done(first), "and nobody waits for it");
        assert!(registry.is_done(second) && registry.is_done(other) && registry.is_empty());
    }

    #[test]
    fn what_is_done_within_a_blink_is_not_shown() {
        let mut registry = JobRegistry::default();
        registry.begin(Kind::List, Work::new("a", 10.0));
        registry.begin(Kind::Sort, Work::new("silent", 0.0));
        assert!(registry.seen(10.1).is_none());
        assert!((registry.wait(10.1).unwrap() - 0.1).abs() < 1e-9);
        assert_eq!(registry.seen(10.3).unwrap().0, Kind::List);
        registry.begin(Kind::Export, Work::new("b", 10.0));
        assert_eq!(registry.seen(10.3).unwrap().0, Kind::Export, "what is waited for comes first");
        assert_eq!(registry.wait(10.3), None);
    }
}
