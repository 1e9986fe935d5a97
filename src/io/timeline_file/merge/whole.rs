//! The merge of what is no timeline: as lines, in which what differs is one conflict with both sides whole. Nothing is
//! lost by it, and nobody takes it for merged.

use super::MergedText;
use crate::io::timeline_file::text::conflict_note::TextConflict;

/// Merges three texts as lines; `reason` is why they could not be merged event by event.
pub(crate) fn merge(
    [base, ours, theirs]: [&str; 3],
    marker: usize,
    line_end: &str,
    reason: String,
) -> MergedText {
    let done = |text: &str| MergedText {
        text: text.to_owned(),
        conflicts: Vec::new(),
        by_lines: Some(reason.clone()),
    };
    if ours == theirs || base == theirs {
        return done(ours);
    }
    if base == ours {
        return done(theirs);
    }
    let lines = |text: &'_ str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (own, other) = (lines(ours), lines(theirs));
    let same = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let most = own.len().min(other.len()) - same;
    let end = own.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let part = |lines: &[String]| {
        let mut part = lines[same..lines.len() - end].concat();
        if !part.is_empty() && !part.ends_with('\n') {
            part.push_str(line_end);
        }
        part
    };
    let (own_part, other_part) = (part(&own), part(&other));
    let sign = |sign: &str| sign.repeat(marker);
    let text = [
        own[..same].concat(),
        format!("{} ours{line_end}{own_part}{}{line_end}", sign("<"), sign("=")),
        format!("{other_part}{} theirs{line_end}", sign(">")),
        own[own.len() - end..].concat(),
    ];
    let conflict = TextConflict {
        about: String::new(),
        field: String::new(),
        base: None,
        ours: Some(own_part),
        theirs: Some(other_part),
    };
    MergedText { text: text.concat(), conflicts: vec![conflict], by_lines: Some(reason) }
}
