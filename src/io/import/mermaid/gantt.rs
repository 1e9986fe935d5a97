//! Mermaid's `gantt`: a task has a beginning, an end or a duration, or follows on another. An end is the moment after which it
//! is over, so that a task until 5 March ends with the 4th.

use std::collections::HashMap;

use super::{Block, after};
use crate::io::import::draft::{Builder, Draft};
use crate::io::import::table::{DayOrder, dates};
use crate::model::{Day, EventDate};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Words that say how a task is drawn.
const MARKS: [&str; 5] = ["active", "done", "crit", "milestone", "vert"];

/// A moment, as minutes from the beginning of 1970.
type Minutes = i64;

/// Reads a diagram.
pub(super) fn read(block: &Block<'_>, builder: &mut Builder<'_>) {
    let mut chart = Chart { order: DayOrder::DayFirst, ..Chart::default() };
    for (number, line) in block.body() {
        if let Some(title) = after(line, "title") {
            title.clone_into(&mut builder.title);
        } else if let Some(format) = after(line, "dateFormat") {
            chart.order = if format.starts_with("MM") { DayOrder::MonthFirst } else { DayOrder::DayFirst };
        } else if after(line, "inclusiveEndDates").is_some() {
            chart.inclusive = true;
        } else if let Some(days) = after(line, "excludes") {
            builder.report.note(format!(
                "The chart excludes {days}: tasks given by a duration end earlier here than Mermaid draws them"
            ));
        } else if let Some(name) = after(line, "section") {
            name.clone_into(&mut chart.section);
        } else if !is_setting(line) {
            chart.task(number, line, builder);
        }
    }
}

/// Whether a line says how the chart is drawn.
fn is_setting(line: &str) -> bool {
    let first = line.split([' ', ':']).next().unwrap_or_default();
    let words = [
        "axisFormat",
        "tickInterval",
        "todayMarker",
        "weekday",
        "weekend",
        "includes",
        "topAxis",
        "click",
        "accTitle",
        "accDescr",
        "displayMode",
    ];
    words.contains(&first)
}

struct Chart {
    order: DayOrder,
    inclusive: bool,
    section: String,
    /// Where each task begins and ends, by its id.
    tasks: HashMap<String, (Minutes, Minutes)>,
    /// Where the last one ended.
    last: Option<Minutes>,
}

impl Default for Chart {
    fn default() -> Self {
        Self {
            order: DayOrder::DayFirst,
            inclusive: false,
            section: String::new(),
            tasks: HashMap::new(),
            last: None,
        }
    }
}

impl Chart {
    fn task(&mut self, number: usize, line: &str, builder: &mut Builder<'_>) {
        let Some((title, said)) = line.split_once(':') else {
            return builder.report.skip(number, "this is not a task", line);
        };
        let mut items: Vec<&str> = said.split(',').map(str::trim).collect();
        let mut tags = Vec::new();
        while items.first().is_some_and(|item| MARKS.contains(item)) {
            tags.push(items.remove(0).to_owned());
        }
        let (id, begin, end) = match items[..] {
            [end] => ("", "", end),
            [begin, end] => ("", begin, end),
            [id, begin, end] => (id, begin, end),
            _ => return builder.report.skip(number, "it has neither a beginning nor an end", line),
        };
        let Some((from, to)) = self.moments(begin, end) else {
            let written = if begin.is_empty() { end } else { said.trim() };
            let reason = format!("its beginning or end cannot be read: “{written}”");
            return builder.report.skip(number, reason, line);
        };
        self.last = Some(to);
        if !id.is_empty() {
            self.tasks.insert(id.to_owned(), (from, to));
        }
        let milestone = tags.iter().any(|tag| tag == "milestone");
        // A milestone stands in the middle of its time.
        let (from, to) =
            if milestone { (from + (to - from) / 2, from + (to - from) / 2) } else { (from, to) };
        match EventDate::parse(&edtf(from, to)) {
            Ok(date) => {
                let title = title.trim().to_owned();
                let draft = Draft { title, tags, country: self.section.clone(), ..Draft::default() };
                builder.take(number, date, draft, line);
            }
            Err(error) => builder.report.skip(number, error.message, line),
        }
    }

    fn moments(&self, begin: &str, end: &str) -> Option<(Minutes, Minutes)> {
        let from = match begin {
            "" => self.last?,
            begin => match after(begin, "after") {
                Some(ids) => self.of_tasks(ids, |(_, to)| to)?.into_iter().max()?,
                None => moment(begin, self.order)?,
            },
        };
        let to = match after(end, "until") {
            Some(ids) => self.of_tasks(ids, |(from, _)| from)?.into_iter().min()?,
            None => match duration(end) {
                Some(minutes) => from.checked_add(minutes)?,
                None => moment(end, self.order)? + if self.inclusive { DAY } else { 0 },
            },
        };
        (to >= from).then_some((from, to))
    }

    /// What tasks say, each of which must be there.
    fn of_tasks(&self, ids: &str, what: impl Fn((Minutes, Minutes)) -> Minutes) -> Option<Vec<Minutes>> {
        ids.split_whitespace().map(|id| self.tasks.get(id).copied().map(&what)).collect()
    }
}

/// A date, perhaps with a time of day.
fn moment(text: &str, order: DayOrder) -> Option<Minutes> {
    let date = dates::read(text, order).ok().filter(|date| !date.is_interval())?;
    let minutes = match date.text().split_once('T') {
        Some((_, clock)) => {
            let mut parts = clock.split([':', 'Z', '+', '[']);
            parts.next()?.parse::<i64>().ok()? * 60 + parts.next()?.parse::<i64>().ok()?
        }
        None => 0,
    };
    Some(i64::from(date.first_day().number()) * DAY + minutes)
}

/// `30d`, `2w`, `90m`, `1.5h`.
fn duration(text: &str) -> Option<Minutes> {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = text.split_at(at);
    let minutes = match unit.trim() {
        "ms" => 0.0,
        "s" => 1.0 / 60.0,
        "m" => 1.0,
        "h" => 60.0,
        "d" => DAY as f64,
        "w" => 7.0 * DAY as f64,
        "M" => 30.0 * DAY as f64,
        "y" => 365.0 * DAY as f64,
        _ => return None,
    };
    let number: f64 = number.parse().ok().filter(|number| (0.0..1e6).contains(number))?;
    #[allow(clippy::cast_possible_truncation)] // bounded above
    Some((number * minutes).round() as Minutes)
}

/// From a moment to the one at which it is over.
fn edtf(from: Minutes, to: Minutes) -> String {
    let day = |minutes: Minutes| {
        Day::from_number(i32::try_from(minutes.div_euclid(DAY)).unwrap_or_default()).to_string()
    };
    if from.rem_euclid(DAY) == 0 && to.rem_euclid(DAY) == 0 {
        let last = if to > from { to - DAY } else { to };
        return if last == from { day(from) } else { format!("{}/{}", day(from), day(last)) };
    }
    let clock = |minutes: Minutes| {
        let minutes = minutes.rem_euclid(DAY);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    let text = |minutes: Minutes| format!("{}T{}", day(minutes), clock(minutes));
    if from == to { text(from) } else { format!("{}/{}", text(from), text(to)) }
}
