//! Which events match. Every condition narrows the set of events it is given, what reads texts last, so that
//! the rest of a query is asked of few.

use memchr::memmem::Finder;

use super::bits::Bits;
use super::fold::forms;
use super::prepare::{Lines, Matcher};
use super::term::{Asks, HAS, IS, Term, days, flag};
use super::{Node, Query};
use crate::model::country;
use crate::model::{EventDate, EventIx};

impl Matcher {
    /// The events that match, in the order of the document.
    #[must_use]
    pub fn find(&self, query: &Query) -> Vec<EventIx> {
        let everything = Bits::all(self.len());
        let found = match &query.root {
            Some(root) => self.node(root, &everything),
            None => everything,
        };
        found.iter().map(|at| EventIx(at as u32)).collect()
    }

    /// Those of `within` that match.
    fn node(&self, node: &Node, within: &Bits) -> Bits {
        match node {
            Node::All(parts) => {
                let mut left = within.clone();
                for late in [false, true] {
                    for part in parts.iter().filter(|part| part.reads_text() == late) {
                        left = self.node(part, &left);
                    }
                }
                left
            }
            Node::Any(parts) => {
                // What one part has found no other needs to look at.
                let (mut found, mut left) = (Bits::none(self.len()), within.clone());
                for part in parts {
                    let more = self.node(part, &left);
                    left.remove(&more);
                    found.join(&more);
                }
                found
            }
            Node::Not(inner) => {
                let mut left = within.clone();
                left.remove(&self.node(inner, within));
                left
            }
            Node::Term(term) => self.term(term, within),
        }
    }

    fn term(&self, term: &Term, within: &Bits) -> Bits {
        if within.is_empty() {
            return within.clone();
        }
        let has_flag = |flag: u32| within.filter(|at| self.facts[at].flags & flag != 0);
        match term {
            Term::Text(text) => self.texts.with(&forms(text), within),
            Term::Named(Asks::Id, id) => {
                let whole: Vec<String> = forms(id).iter().map(|form| format!("\n{form}\n")).collect();
                self.ids.with(&whole, within)
            }
            Term::Named(asks, value) => self.named(*asks, &self.wanted(*asks, value), within),
            Term::Begun(asks, value) => self.named(*asks, &self.wanted_begun(*asks, value), within),
            Term::When(asks, date) => self.when(*asks, date, within),
            Term::Has(word) => has_flag(flag(word, HAS, 0)),
            Term::Is(word) => has_flag(flag(word, IS, HAS.len())),
            Term::Importance(compare, level) => {
                within.filter(|at| compare.holds(self.facts[at].importance, *level))
            }
        }
    }

    fn named(&self, asks: Asks, wanted: &[bool], within: &Bits) -> Bits {
        let Some(column) = self.column(asks) else { return Bits::none(self.len()) };
        if !wanted.contains(&true) {
            return Bits::none(self.len());
        }
        within.filter(|at| column.has(at, wanted))
    }

    /// Which values of a key's column a value in a query means.
    pub(super) fn wanted(&self, asks: Asks, value: &str) -> Vec<bool> {
        let Some(column) = self.column(asks) else { return Vec::new() };
        let forms = forms(value);
        let code = country::find(value).map(|country| country.code);
        column
            .values
            .iter()
            .map(|candidate| match asks {
                Asks::Country | Asks::Involves => {
                    candidate.is(&forms) || code.is_some_and(|code| candidate.text == code)
                }
                Asks::Tag => candidate.is(&forms),
                _ => candidate.contains(&forms),
            })
            .collect()
    }

    fn when(&self, asks: Asks, date: &EventDate, within: &Bits) -> Bits {
        let (first, last) = days(date);
        within.filter(|at| {
            let facts = &self.facts[at];
            match asks {
                Asks::After => facts.last > last,
                Asks::Before => facts.first < first,
                _ => facts.first <= last && first <= facts.last,
            }
        })
    }
}

impl Lines {
    /// The events of `within` that have one of some texts. A text may reach one line feed before an event's lines.
    fn with(&self, texts: &[String], within: &Bits) -> Bits {
        let (mut found, mut left) = (Bits::none(self.begins.len() - 1), within.clone());
        for text in texts {
            let finder = Finder::new(text.as_bytes());
            let mut more = found.clone();
            for run in left.runs() {
                self.scan(&finder, run, &mut more);
            }
            left.remove(&more);
            found = more;
        }
        found
    }

    /// Looks through the lines of a run of events, going on with the next event after a hit.
    fn scan(&self, finder: &Finder<'_>, run: std::ops::Range<usize>, found: &mut Bits) {
        let end = self.begins[run.end];
        let mut event = run.start;
        while event < run.end {
            // The line feed before the first line belongs to a text that asks for a whole line.
            let from = self.begins[event] - 1;
            let Some(hit) = finder.find(&self.arena.as_bytes()[from..end]) else { return };
            // A hit that begins with that line feed lies in the event of the byte after it.
            event = self.event_at(from + hit + 1, event, run.end);
            found.insert(event);
            event += 1;
        }
    }

    /// The event whose lines hold a byte that stands in one between `first` and `end`.
    fn event_at(&self, byte: usize, first: usize, end: usize) -> usize {
        // Frequent words are mostly in the next few events.
        let near = (first + 8).min(end);
        let from = if self.begins[near] > byte { first } else { near };
        let to = if from == first { near } else { end };
        from + self.begins[from + 1..=to].partition_point(|begin| *begin <= byte)
    }
}
