//! What the events have of one kind (their tags, people, places …), each value once: a condition is tried on the
//! distinct values, and events are then compared by number.

use std::collections::HashMap;
use std::sync::Arc;

use super::fold;
use crate::model::Event;

/// A distinct value.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// As written first.
    pub(super) text: String,
    /// What it is found by: its folded forms, and those of its other names, a line each.
    pub(super) folded: String,
    /// What else is known of it, for people; may be empty.
    pub(super) detail: String,
    /// In how many events it stands.
    pub(super) count: u32,
}

impl Value {
    /// Whether one of its names is one of these.
    pub(super) fn is(&self, forms: &[String]) -> bool {
        self.folded.lines().any(|line| forms.iter().any(|form| form == line))
    }

    /// Whether one of its names has one of these within.
    pub(super) fn contains(&self, forms: &[String]) -> bool {
        forms.iter().any(|form| self.folded.contains(form))
    }

    /// Whether a word of one of its names begins with one of these.
    pub(super) fn has_word_with(&self, beginnings: &[String]) -> bool {
        beginnings.iter().any(|beginning| {
            self.folded.match_indices(beginning.as_str()).any(|(at, _)| {
                self.folded[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
            })
        })
    }
}

/// The values of all events.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) values: Vec<Value>,
    /// The numbers of the values of all events in a row.
    numbers: Vec<u32>,
    /// Where those of each event begin in that row, and where the last one's end.
    begins: Vec<u32>,
}

impl Column {
    /// Collects the values that `each` puts for an event. Blanks around them do not count, nor does a value that
    /// an event has twice.
    pub(super) fn build<'a>(
        events: &'a [Arc<Event>],
        each: impl Fn(&'a Event, &mut dyn FnMut(&'a str)),
    ) -> Self {
        let mut number_of: HashMap<&str, u32> = HashMap::new();
        let mut column = Self { begins: vec![0], ..Self::default() };
        for event in events {
            let begin = column.numbers.len();
            each(event, &mut |text| {
                let text = text.trim();
                if text.is_empty() {
                    return;
                }
                let number = *number_of.entry(text).or_insert_with(|| {
                    column.values.push(Value::new(text));
                    column.values.len() as u32 - 1
                });
                if !column.numbers[begin..].contains(&number) {
                    column.numbers.push(number);
                    column.values[number as usize].count += 1;
                }
            });
            column.begins.push(column.numbers.len() as u32);
        }
        column
    }

    /// Whether an event has one of the values that are wanted.
    pub(super) fn has(&self, event: usize, wanted: &[bool]) -> bool {
        let numbers = self.begins[event] as usize..self.begins[event + 1] as usize;
        self.numbers[numbers].iter().any(|number| wanted[*number as usize])
    }
}

impl Value {
    fn new(text: &str) -> Self {
        let mut folded = String::new();
        fold::append_lines(text, &mut folded);
        Self { text: text.to_owned(), folded, detail: String::new(), count: 0 }
    }
}
