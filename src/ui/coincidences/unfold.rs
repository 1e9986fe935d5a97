//! A day that is a certain coincidence, and a possible one with more events, is one entry of the list: the possible one
//! unfolds below the certain one.

use std::collections::{BTreeSet, HashMap};

use egui::{Id, Ui};

use crate::analysis::{Certainty, Coincidences};

/// The possible coincidences that are folded into certain ones of the same day, by the positions of both.
#[derive(Clone, Debug, Default)]
pub(super) struct Folds {
    /// By the certain one.
    possible: HashMap<usize, usize>,
    /// By the possible one.
    certain: HashMap<usize, usize>,
}

/// What is said of a certain coincidence that a possible one is folded into.
#[derive(Clone, Copy, Debug)]
pub struct Folded {
    /// How many more events it has.
    pub more: usize,
    /// Whether it is shown.
    pub open: bool,
}

impl Folds {
    /// Of a list by day.
    pub fn of(list: &Coincidences) -> Self {
        let mut folds = Self::default();
        let mut certain = HashMap::new();
        for (at, brief) in list.briefs().iter().enumerate() {
            match brief.certainty {
                Certainty::Certain => drop(certain.insert((brief.day, brief.end), at)),
                Certainty::Possible => {
                    if let Some(own) = certain.get(&(brief.day, brief.end)) {
                        folds.possible.insert(*own, at);
                        folds.certain.insert(at, *own);
                    }
                }
            }
        }
        folds
    }

    /// Whether a coincidence is a row of its own: not where it is folded into another that is not unfolded.
    pub fn is_row(&self, at: usize, unfolded: &BTreeSet<usize>) -> bool {
        self.certain.get(&at).is_none_or(|certain| unfolded.contains(certain))
    }

    /// The certain coincidence that one is folded into.
    pub fn folded_into(&self, at: usize) -> Option<usize> {
        self.certain.get(&at).copied()
    }

    /// What is folded into a coincidence.
    pub fn folded(&self, at: usize, list: &Coincidences, unfolded: &BTreeSet<usize>) -> Option<Folded> {
        let possible = *self.possible.get(&at)?;
        let events = |at: usize| list.brief(at).map_or(0, |brief| brief.events as usize);
        let more = events(possible).saturating_sub(events(at));
        Some(Folded { more, open: unfolded.contains(&at) })
    }
}

fn id() -> Id {
    Id::unique("unfolded coincidences")
}

/// Those that are unfolded, in the list that lies there.
pub(super) fn unfolded(ui: &Ui, list: (usize, usize)) -> BTreeSet<usize> {
    let kept: Option<((usize, usize), BTreeSet<usize>)> = ui.data(|data| data.get_temp(id()));
    kept.filter(|(of, _)| *of == list).map(|(_, unfolded)| unfolded).unwrap_or_default()
}

/// Unfolds one, or folds it again.
pub(super) fn toggle(ui: &Ui, list: (usize, usize), at: usize) {
    let mut all = unfolded(ui, list);
    if !all.remove(&at) {
        all.insert(at);
    }
    ui.data_mut(|data| data.insert_temp(id(), (list, all)));
}
