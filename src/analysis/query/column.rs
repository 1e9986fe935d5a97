//! What the events have of one kind (their tags, people, places …), each value once: a condition is tried on the
//! distinct values, and events are then compared by number.

use super::fold;

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

/// Collects the values of events one after another.
#[derive(Debug)]
pub(super) struct Collector<'a> {
    number_of: foldhash::HashMap<&'a str, u32>,
    column: Column,
}

impl<'a> Collector<'a> {
    /// With room for so many events.
    pub(super) fn with_room(events: usize) -> Self {
        let mut begins = Vec::with_capacity(events + 1);
        begins.push(0);
        Self { number_of: foldhash::HashMap::default(), column: Column { begins, ..Column::default() } }
    }

    /// The next event has these values. Blanks around them do not count, nor does a value that it has twice.
    pub(super) fn add(&mut self, values: impl Iterator<Item = &'a str>) {
        let column = &mut self.column;
        let begin = column.numbers.len();
        for text in values.map(str::trim).filter(|text| !text.is_empty()) {
            let number = *self.number_of.entry(text).or_insert_with(|| {
                column.values.push(Value::new(text));
                column.values.len() as u32 - 1
            });
            if !column.numbers[begin..].contains(&number) {
                column.numbers.push(number);
                column.values[number as usize].count += 1;
            }
        }
        column.begins.push(column.numbers.len() as u32);
    }

    /// The column of all events, of which each part has some, in order.
    pub(super) fn joined(parts: Vec<Self>) -> Column {
        let mut parts = parts.into_iter();
        let Some(Self { mut number_of, column: mut all }) = parts.next() else {
            return Column { begins: vec![0], ..Column::default() };
        };
        for part in parts {
            let mut texts: Vec<(&'a str, u32)> = part.number_of.into_iter().collect();
            texts.sort_unstable_by_key(|(_, number)| *number);
            let values = texts.into_iter().zip(part.column.values).map(|((text, _), value)| {
                let number = *number_of.entry(text).or_insert_with(|| {
                    all.values.push(Value { count: 0, ..value.clone() });
                    all.values.len() as u32 - 1
                });
                all.values[number as usize].count += value.count;
                number
            });
            let number_in_all: Vec<u32> = values.collect();
            let before = all.numbers.len() as u32;
            all.numbers.extend(part.column.numbers.iter().map(|number| number_in_all[*number as usize]));
            all.begins.extend(part.column.begins.iter().skip(1).map(|begin| before + begin));
        }
        all
    }
}

impl Column {
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
