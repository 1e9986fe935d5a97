//! Markwhen: a text in which a line `2024-10-14 / 2024-10-16: Talks #diplomacy` is an event, and the lines after it what is
//! said of it. Sections and groups become lanes and tags. Dates that hang on other events are told with their line.

use super::draft::{Builder, Draft};
use super::encoding::decode;
use super::table::DayOrder;
use super::table::dates;
use super::{Imported, Options};
use crate::model::EventDate;

/// Reads markwhen.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    let mut builder = Builder::new(options);
    builder.title.clone_from(&options.name);
    let mut reader = Reader { order: options.order, ..Reader::default() };
    for (at, line) in decoded.text.lines().enumerate() {
        reader.line(at + 1, line, &mut builder);
    }
    reader.finish(&mut builder);
    if builder.report.taken == 0 && builder.report.passed_over == 0 {
        builder.report.fail(
            "no events found",
            "a line of an event begins with its date and a colon, like 2024-10-14: Talks",
        );
    }
    builder.finish()
}

/// An event whose lines are still being read.
struct Open {
    line: usize,
    date: EventDate,
    draft: Draft,
}

#[derive(Default)]
struct Reader {
    /// What comes first in dates of numbers: the month, unless the head says otherwise.
    order: Option<DayOrder>,
    /// Whether the lines between `---` at the head are read.
    in_head: bool,
    /// Whether an event or a section has been met.
    begun: bool,
    /// The sections and groups around, outermost first.
    groups: Vec<String>,
    open: Option<Open>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str, builder: &mut Builder<'_>) {
        let text = line.trim();
        if text.starts_with("//") {
            return;
        }
        if text == "---" && (self.in_head || !self.begun) {
            self.in_head = !self.in_head;
            return;
        }
        if self.in_head || (!self.begun && is_setting(text)) {
            self.setting(text, builder);
            return;
        }
        if let Some(name) = group(text) {
            self.finish(builder);
            self.begun = true;
            self.groups.push(name.to_owned());
        } else if matches!(text.split_whitespace().next(), Some("endSection" | "endGroup")) {
            self.finish(builder);
            self.groups.pop();
        } else if let Some((level, name)) = heading(text) {
            self.finish(builder);
            self.begun = true;
            self.groups.truncate(level - 1);
            self.groups.push(name.to_owned());
        } else {
            self.event_or_text(number, text, builder);
        }
    }

    /// A line of the head: `title: …`, `dateFormat: d/M/y`.
    fn setting(&mut self, text: &str, builder: &mut Builder<'_>) {
        let Some((name, value)) = text.split_once(':') else { return };
        let value = value.trim().trim_matches(['"', '\'']);
        match name.trim() {
            "title" => builder.title = value.to_owned(),
            "description" => builder.summary = value.to_owned(),
            "dateFormat" if self.order.is_none() => {
                self.order = match value.chars().next() {
                    Some('d') => Some(DayOrder::DayFirst),
                    Some('y') => Some(DayOrder::YearFirst),
                    _ => Some(DayOrder::MonthFirst),
                };
            }
            _ => {}
        }
    }

    fn event_or_text(&mut self, number: usize, text: &str, builder: &mut Builder<'_>) {
        let order = self.order.unwrap_or(DayOrder::MonthFirst);
        if let Some((date, rest)) = dated(text, order) {
            self.finish(builder);
            self.begun = true;
            let draft = self.draft(rest);
            self.open = Some(Open { line: number, date, draft });
        } else if let Some(written) = looks_dated(text) {
            self.finish(builder);
            self.begun = true;
            let reason = format!("“{written}” is not a date that can be read, or it hangs on another event");
            builder.report.skip(number, reason, text);
        } else if let Some(open) = &mut self.open {
            let summary = &mut open.draft.summary;
            if !(summary.is_empty() && text.is_empty()) {
                let (plain, links) = without_links(text);
                summary.push_str(&plain);
                summary.push('\n');
                open.draft.sources.extend(links);
            }
        }
    }

    fn draft(&self, text: &str) -> Draft {
        let (text, sources) = without_links(text.trim());
        let is_tag = |word: &&str| {
            word.strip_prefix('#').is_some_and(|tag| tag.chars().next().is_some_and(char::is_alphabetic))
        };
        let mut tags: Vec<String> = text
            .split_whitespace()
            .filter(is_tag)
            .map(|tag| tag[1..].trim_end_matches([',', '.']).to_owned())
            .collect();
        let words: Vec<&str> = text.split_whitespace().collect();
        let said = words.len() - words.iter().rev().take_while(|word| is_tag(word)).count();
        let title = words[..said].join(" ");
        // The outermost is the lane; what is within it is told by tags.
        let country = self.groups.first().cloned().unwrap_or_default();
        tags.extend(self.groups.iter().skip(1).cloned());
        Draft { title, country, tags, sources, ..Draft::default() }
    }

    /// The event whose lines were read is done.
    fn finish(&mut self, builder: &mut Builder<'_>) {
        let Some(Open { line, date, mut draft }) = self.open.take() else { return };
        draft.summary.truncate(draft.summary.trim_end().len());
        // Where the line says nothing, the next one does.
        if draft.title.is_empty() {
            let summary = std::mem::take(&mut draft.summary);
            let (first, rest) = summary.split_once('\n').unwrap_or((&summary, ""));
            draft.title = first.trim().to_owned();
            draft.summary = rest.trim().to_owned();
        }
        let excerpt = date.text().to_owned();
        builder.take(line, date, draft, &excerpt);
    }
}

/// Whether a line sets something rather than being an event: a word of letters before its colon.
fn is_setting(text: &str) -> bool {
    let Some((name, _)) = text.split_once(':') else { return text.is_empty() };
    let name = name.trim_start_matches('#').trim();
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.'))
        && dates::month_number(name).is_none()
}

/// The name of a section or a group that begins.
fn group(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("section").or_else(|| text.strip_prefix("group"))?;
    let name = rest.strip_prefix([' ', '\t'])?.trim();
    let name = name.split(" #").next().unwrap_or(name).trim();
    (!name.is_empty() && !name.contains(": ")).then_some(name)
}

/// A heading: its level from 1, and its name. `#tag` is none.
fn heading(text: &str) -> Option<(usize, &str)> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let name = text[level..].strip_prefix(' ')?.trim();
    ((1..=6).contains(&level) && !name.is_empty()).then_some((level, name))
}

/// The date before the colon and what stands behind it. A colon may belong to a time of day.
fn dated(text: &str, order: DayOrder) -> Option<(EventDate, &str)> {
    let text =
        text.trim_start_matches(['-', '*']).trim_start_matches("[ ]").trim_start_matches("[x]").trim_start();
    let colons = text.char_indices().filter(|(_, c)| *c == ':').take(6).map(|(at, _)| at);
    let ends = |at: &usize| text[at + 1..].starts_with([' ', '\t']) || at + 1 == text.len();
    colons.filter(ends).find_map(|at| date(&text[..at], order).map(|date| (date, &text[at + 1..])))
}

/// A date or a span: `2024-10-14`, `10/14/2024`, `Oct 2024 - Nov 2024`, `2024/now`.
fn date(text: &str, order: DayOrder) -> Option<EventDate> {
    let text = text.trim();
    // A span of numbers with slashes in them: `08/2004-12/2008`, `1/1/2024 - 2/1/2024`.
    for between in [" / ", " - ", "/", "-"] {
        let Some((begin, end)) = text.split_once(between) else { continue };
        if begin.contains(between) || end.contains(between) {
            continue;
        }
        let whole = |part: &str| part.len() >= 4 || part.eq_ignore_ascii_case("now");
        if let Ok(begin) = dates::read(begin.trim(), order)
            && whole(end.trim())
            && let Ok(joined) = dates::join_by(&begin, end.trim(), &dates::Reading::by(order))
            && joined != begin
        {
            return Some(joined);
        }
    }
    dates::read(text, order).ok()
}

/// What stands before a colon, where that has the looks of a date that depends on others: `after !talks 3 days`, `1 year`.
fn looks_dated(text: &str) -> Option<&str> {
    let at = text.find(": ").or_else(|| text.strip_suffix(':').map(str::len))?;
    let before = text[..at].trim();
    let first = before.split_whitespace().next()?;
    let relative = matches!(first, "after" | "before" | "by" | "now" | "today" | "tomorrow" | "yesterday");
    let number = first.chars().next().is_some_and(|c| c.is_ascii_digit());
    let short = before.len() <= 60 && before.split_whitespace().count() <= 8;
    (short && (relative || number)).then_some(before)
}

/// A text with the names of its links, and their addresses.
fn without_links(text: &str) -> (String, Vec<String>) {
    let (mut plain, mut links, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once('[') {
        let link = after.split_once("](").and_then(|(name, after)| {
            let (address, after) = after.split_once(')')?;
            let well = address.starts_with("http://") || address.starts_with("https://");
            well.then_some((name, address, after))
        });
        plain.push_str(before);
        match link {
            Some((name, address, after)) => {
                plain.push_str(name);
                links.push(address.to_owned());
                rest = after;
            }
            None => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    (plain, links)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Date, title and lane of each event, and what was told of which line.
    type Read = (Vec<(String, String, String)>, Vec<(usize, String)>);

    fn events(text: &str) -> Read {
        let imported = import(text.as_bytes(), &Options { name: "team".to_owned(), ..Options::default() });
        let events = imported.document.events().iter();
        let events = events.map(|e| (e.date.text().to_owned(), e.title.to_string(), e.country.to_string()));
        let skipped = imported.report.skipped.iter().map(|row| (row.line, row.reason.clone()));
        (events.collect(), skipped.collect())
    }

    #[test]
    fn lines_with_dates_are_events() {
        let text = "title: Rope\ndateFormat: d/M/y\n#diplomacy: blue\n\n// a comment\nsection Iran\n\
                    2024-10-14: Talks [in Tehran](https://example.org/a) #diplomacy\nThey met.\n\nAgain.\n\
                    03/04/2024 - 05/04/2024: Spring talks\ngroup Later\nOct 2024 / Nov 2024: Autumn\nendGroup\nendSection\n\
                    2024-01-01T08:30: Early\n1 year: Later\nafter !x 3 days: Depends\n2025/now: Goes on\n1939:\nWar\n";
        let (found, skipped) = events(text);
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|(date, title, lane)| (date.as_str(), title.as_str(), lane.as_str())).collect();
        assert_eq!(
            found,
            [
                ("2024-10-14", "Talks in Tehran", "Iran"),
                ("2024-04-03/2024-04-05", "Spring talks", "Iran"),
                ("2024-10/2024-11", "Autumn", "Iran"),
                ("2024-01-01T08:30", "Early", "team"),
                ("2025/..", "Goes on", "team"),
                ("1939", "War", "team"),
            ]
        );
        let lines: Vec<usize> = skipped.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [17, 18], "{skipped:?}");
    }

    #[test]
    fn months_come_first_unless_the_head_says_otherwise() {
        assert_eq!(events("08/01/2004-12/2008: University\n").0[0].0, "2004-08-01/2008-12");
        assert_eq!(events("# Life\n## Work\n1/2/2024: Job #new\n").0[0].2, "Life");
        assert!(import(b"just prose\n", &Options::default()).report.failed.is_some());
    }
}
