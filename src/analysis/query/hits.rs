//! Where a text has what a query looks for, in the text as written, so that hits can be highlighted.

use std::ops::Range;

use memchr::memmem;

use super::Query;
use super::fold::{Traced, forms, readings};

/// The ranges of bytes of a text in which the words and phrases of a query stand (those that are not excluded),
/// ascending and apart, on whole characters with their diacritics. What keys ask for is not among them.
#[must_use]
pub fn hits_in(text: &str, query: &Query) -> Vec<Range<usize>> {
    let needles: Vec<String> = query.words().into_iter().flat_map(forms).collect();
    if needles.is_empty() || text.is_empty() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for reading in readings(text) {
        let traced = Traced::new(text, reading);
        for needle in &needles {
            let found = memmem::find_iter(traced.text.as_bytes(), needle.as_bytes());
            hits.extend(found.filter_map(|at| traced.original(at..at + needle.len())));
        }
    }
    joined(hits)
}

fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
