//! What an import of a calendar tells: what was read otherwise than it stands there, in a sentence each.

use std::collections::BTreeMap;

use super::lines::Letters;
use super::series::YEARS_OF_RARE;
use crate::io::import::Report;
use crate::model::grouped;

/// So many names or lines are told of one kind.
const MOST_NAMED: usize = 5;
/// So many mistakes of one kind are told, each with its line.
const MOST_MISTAKES: usize = 20;

/// What is to be told of all events together.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Titles of events that recur more often than they were taken.
    pub(super) cut_short: Vec<String>,
    /// Titles of events of which only the first time was taken.
    pub(super) not_repeated: Vec<String>,
    /// Why the first time alone was taken, with its line, and the title.
    pub(super) wrong_rules: Vec<(usize, String, String)>,
    /// Titles of events that end before they begin.
    pub(super) end_early: Vec<String>,
    /// What is wrong with an end, with its line.
    pub(super) wrong_ends: Vec<(usize, String)>,
    /// Titles of events in an hour that no clock showed.
    pub(super) in_gap: Vec<String>,
    /// Calendars by which dates may go that are not known (CALSCALE).
    pub(super) scales: Vec<String>,
    /// Zones that are not known, and how many times go by them.
    pub(super) unknown_zones: BTreeMap<String, usize>,
    /// Lines that are no properties.
    pub(super) strays: Vec<usize>,
    /// How many events have texts in HTML.
    pub(super) markup: usize,
}

impl Told {
    /// Tells all of it; `most_repeats` occurrences of a series were taken.
    pub(super) fn tell(&self, letters: &Letters, most_repeats: usize, report: &mut Report) {
        if letters.guessed {
            report.note(format!(
                "Text was read as {} (guessed); use --encoding if it looks wrong",
                letters.charset.name()
            ));
        }
        if !letters.damaged.is_empty() {
            report.note(format!(
                "Bytes that are not valid {} were replaced by \u{fffd} on {}",
                letters.charset.name(),
                lines(&letters.damaged)
            ));
        }
        if !self.strays.is_empty() {
            report.note(format!("Not a calendar property, so ignored: {}", lines(&self.strays)));
        }
        if !self.cut_short.is_empty() {
            report.note(format!(
                "These events repeat beyond what was imported, which ends after {most_repeats} occurrences or \
                 {YEARS_OF_RARE} years: {}",
                titles(&self.cut_short)
            ));
        }
        if !self.not_repeated.is_empty() {
            report.note(format!(
                "Imported only once, because they repeat within a day or too often: {}",
                titles(&self.not_repeated)
            ));
        }
        for (line, why, title) in self.wrong_rules.iter().take(MOST_MISTAKES) {
            report.note(format!("Line {line}, “{title}”: {why}; only the first occurrence was imported"));
        }
        more(self.wrong_rules.len(), "rules of recurrence", report);
        for (line, why) in self.wrong_ends.iter().take(MOST_MISTAKES) {
            report.note(format!("Line {line}: its end was ignored: {why}; only the start was imported"));
        }
        more(self.wrong_ends.len(), "ends", report);
        if !self.end_early.is_empty() {
            report.note(format!(
                "These events end before they begin; only their start was imported: {}",
                titles(&self.end_early)
            ));
        }
        if !self.in_gap.is_empty() {
            report.note(format!(
                "These events fall in the hour that clocks skipped when summer time began, so they were moved on with the \
                 clocks: {}",
                titles(&self.in_gap)
            ));
        }
        if !self.scales.is_empty() {
            report.note(format!("Unknown calendar systems, read as Gregorian: {}", titles(&self.scales)));
        }
        if self.markup > 0 {
            let events = if self.markup == 1 { "event has" } else { "events have" };
            report.note(format!("{} {events} text in HTML, read without its tags", grouped(self.markup)));
        }
        if !self.unknown_zones.is_empty() {
            let names: Vec<String> = self.unknown_zones.keys().cloned().collect();
            report.note(format!("Unknown time zones, read as local time: {}", titles(&names)));
        }
    }
}

/// "“a”, “b” and 3 more".
fn titles(titles: &[String]) -> String {
    let shown: Vec<String> = titles.iter().take(MOST_NAMED).map(|title| format!("“{title}”")).collect();
    match titles.len().saturating_sub(MOST_NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {} more", shown.join(", "), grouped(more)),
    }
}

/// "line 5", "lines 5, 7 and 3 more".
fn lines(lines: &[usize]) -> String {
    let shown: Vec<String> = lines.iter().take(MOST_NAMED).map(usize::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    match lines.len().saturating_sub(MOST_NAMED) {
        0 => format!("{word} {}", shown.join(", ")),
        more => format!("{word} {} and {} more", shown.join(", "), grouped(more)),
    }
}

fn more(count: usize, what: &str, report: &mut Report) {
    if count > MOST_MISTAKES {
        report.note(format!(
            "{} {what} cannot be read; only the first {MOST_MISTAKES} are listed",
            grouped(count)
        ));
    }
}
