//! What came out of a merge is read back before anybody gets it: each field of each event must be what only one side made
//! of it, and must be there. A merge that fails this is refused, so that a fault of ours costs a conflict and no data.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Merger, keys};
use crate::io::timeline_file::loaded::Loaded;
use crate::io::timeline_file::write::fields::{Fields, Value, header_values, values};
use crate::model::Event;

/// Compares a merged text with the three that it was made of; says what is not as it must be.
pub(super) fn check(text: &str, sides: &[Loaded; 3], merger: &Merger<'_>) -> Result<(), String> {
    let merged = crate::io::timeline_file::read(text);
    if !merged.is_timeline() {
        return Err("merged by events it would be no timeline".to_owned());
    }
    let before: usize = sides[1..].iter().map(|side| side.errors).sum();
    if merged.errors > before + merger.conflicts.len() || merged.source.len() != merger.order.len() {
        return Err("merged by events some of it could not be read".to_owned());
    }
    let by_key = |side: usize| -> HashMap<&str, &Arc<Event>> {
        let entries = sides[side].source.entries();
        let keys = merger.event_keys[side].iter().map(String::as_str);
        keys.zip(entries).filter_map(|(key, entry)| Some((key, entry.event?))).collect()
    };
    let (was, own, other) = (by_key(0), by_key(1), by_key(2));
    // Where one side removed something of which the other changed no more than the comments, it is still there.
    let removals =
        merger.conflicts.iter().filter(|conflict| conflict.ours.is_none() || conflict.theirs.is_none());
    let doubted: HashSet<&str> = removals.map(|conflict| conflict.about.as_str()).collect();
    for (key, entry) in merger.order.iter().zip(merged.source.entries()) {
        let key = key.as_str();
        let Some(event) = entry.event else { continue };
        let three = [was.get(key), own.get(key), other.get(key)];
        // Where nothing but the place of it changed it is as it was.
        if three.iter().flatten().any(|side| Arc::ptr_eq(side, event)) {
            continue;
        }
        let is = |side: Option<&&Arc<Event>>| side.map(|event| values(event));
        let is_doubted = doubted.contains(keys::about(key).as_str());
        if let Some(field) = differs(&values(event), three.map(is), |_| is_doubted) {
            return Err(format!("{field} of event {key} would not come out as it must"));
        }
    }
    let header = |side: &Loaded| header_values(&side.source.header);
    let [was, own, other] = [0, 1, 2].map(|side| Some(header(&sides[side])));
    let is_doubted = |field: &str| {
        doubted.iter().any(|about| {
            let list = about.split(' ').next().unwrap_or_default();
            match list {
                "event" => false,
                "" => true,
                "step" => field == "story",
                one => field.strip_suffix('s') == Some(one),
            }
        })
    };
    match differs(&header(&merged), [was, own, other], is_doubted) {
        Some(field) => Err(format!("{field} would not come out as it must")),
        None => Ok(()),
    }
}

/// The first field that is not what it must be. One in doubt may be what either side has, and a list of them have more.
fn differs(
    merged: &Fields,
    [base, ours, theirs]: [Option<Fields>; 3],
    is_doubted: impl Fn(&str) -> bool,
) -> Option<&'static str> {
    let of = |fields: &Option<Fields>, name: &str| -> Option<Value> {
        let fields = fields.as_ref()?;
        fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value.clone())
    };
    let names = [Some(merged), base.as_ref(), ours.as_ref(), theirs.as_ref()];
    let mut names = names.into_iter().flatten().flatten().map(|(name, _)| *name);
    names.find(|name| {
        let is = merged.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
        let (was, own, other) = (of(&base, name), of(&ours, name), of(&theirs, name));
        if is_doubted(name) && (is == own || is == other || matches!(is, Some(Value::List(_)))) {
            return false;
        }
        match (&ours, &theirs) {
            (Some(_), Some(_)) if own == other || was == other => is != own,
            (Some(_), Some(_)) if was == own => is != other,
            (Some(_), None) => is != own,
            (None, Some(_)) => is != other,
            _ => false,
        }
    })
}
