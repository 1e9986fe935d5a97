//! The order of a list that two sides changed, by what its elements are known by: the merges of documents and of files
//! have the same.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// All that either side has, in the order of mine, unless only they reordered; what the other added follows what it
/// follows there.
#[must_use]
pub fn merged_order<Id: Clone + Eq + Hash>(base: &[Id], mine: &[Id], theirs: &[Id]) -> Vec<Id> {
    let known: HashSet<&Id> = base.iter().collect();
    let kept: HashSet<&Id> = mine.iter().filter(|id| known.contains(id)).collect();
    let mine_in_order =
        base.iter().filter(|id| kept.contains(id)).eq(mine.iter().filter(|id| kept.contains(id)));
    let (frame, other) = if mine_in_order { (theirs, mine) } else { (mine, theirs) };
    let own: HashSet<&Id> = frame.iter().collect();
    // What the other has besides, behind what it stands behind there.
    let mut first = Vec::new();
    let mut after: HashMap<&Id, Vec<&Id>> = HashMap::new();
    let mut before: Option<&Id> = None;
    for id in other {
        if own.contains(id) {
            before = Some(id);
        } else {
            match before {
                Some(before) => after.entry(before).or_default().push(id),
                None => first.push(id),
            }
        }
    }
    let mut order: Vec<Id> = first.into_iter().cloned().collect();
    for id in frame {
        order.push(id.clone());
        order.extend(after.remove(id).into_iter().flatten().cloned());
    }
    order
}
