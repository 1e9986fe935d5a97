//! Mermaid's diagrams of time, `gantt` and `timeline`, from a file of their own or from the code blocks of a Markdown file.
//! What such a line says in another way than with a date is told with its line.

mod gantt;
mod timeline;

use super::draft::Builder;
use super::encoding::decode;
use super::{Imported, Options};

/// Reads Mermaid.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    let mut builder = Builder::new(options);
    builder.title.clone_from(&options.name);
    let blocks = blocks(&decoded.text);
    let mut others: Vec<&str> = Vec::new();
    let mut found = false;
    for block in &blocks {
        match block.kind() {
            Some("gantt") => gantt::read(block, &mut builder),
            Some("timeline") => timeline::read(block, &mut builder),
            Some(other) => {
                others.push(other);
                continue;
            }
            None => continue,
        }
        found = true;
    }
    if !found {
        let hint = "of Mermaid’s diagrams, gantt and timeline are read";
        builder.report.fail("no diagram with dates was found", hint);
    } else if !others.is_empty() {
        builder.report.note(format!("Diagrams without dates are passed over: {}", others.join(", ")));
    }
    builder.finish()
}

/// The lines of a diagram with their numbers, without comments and empty ones.
struct Block<'t> {
    lines: Vec<(usize, &'t str)>,
}

impl<'t> Block<'t> {
    /// "gantt", "timeline", "flowchart".
    fn kind(&self) -> Option<&'t str> {
        self.lines.first()?.1.split([' ', ';']).next()
    }

    /// What follows the line that says what it is.
    fn body(&self) -> impl Iterator<Item = (usize, &'t str)> {
        self.lines.iter().skip(1).copied()
    }
}

/// The diagrams of a text: those between fences, or else all of it.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let fenced = text.lines().any(|line| fence(line).is_some_and(|language| language == "mermaid"));
    let mut blocks = Vec::new();
    let mut open = if fenced { None } else { Some(Block { lines: Vec::new() }) };
    let mut in_head = false;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        match (fence(line), &mut open) {
            (Some("mermaid"), None) => open = Some(Block { lines: Vec::new() }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            // Settings between two lines of dashes come before the diagram.
            (None, Some(block)) if line == "---" && (in_head || block.lines.is_empty()) => in_head = !in_head,
            (None, Some(block)) if !in_head && !line.is_empty() && !line.starts_with("%%") => {
                block.lines.push((at + 1, line));
            }
            _ => {}
        }
    }
    blocks.extend(open);
    blocks
}

/// What language a line that opens or closes a code block names.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.strip_prefix("```").or_else(|| line.strip_prefix("~~~"))?;
    Some(rest.trim_start_matches(['`', '~']).trim().trim_matches(['{', '}']).trim_start_matches(':'))
}

/// What follows a word at the beginning of a line: `title A plan`.
fn after<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let rest = line.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Date, title and lane of each event, the lines that were skipped, and what was noted.
    type Read = (Vec<(String, String, String)>, Vec<usize>, Vec<String>);

    fn events(text: &str) -> Read {
        let imported = import(text.as_bytes(), &Options { name: "plan".to_owned(), ..Options::default() });
        let events = imported.document.events().iter();
        let events = events.map(|e| (e.date.text().to_owned(), e.title.to_string(), e.country.to_string()));
        let skipped = imported.report.skipped.iter().map(|row| row.line);
        (events.collect(), skipped.collect(), imported.report.notes)
    }

    fn dates(text: &str) -> Vec<String> {
        events(text).0.into_iter().map(|(date, ..)| date).collect()
    }

    #[test]
    fn tasks_of_a_gantt_chart_are_events() {
        let text = "gantt\n title A plan\n dateFormat YYYY-MM-DD\n excludes weekends\n %% comment\n section Iran\n\
                    A task :a1, 2024-01-01, 30d\n Another :after a1, 20d\n Next : 2d\n Crit :crit, done, b, 2024-03-01, 2024-03-04\n\
                    M :milestone, m1, 2024-03-05, 0d\n Until : u, 2024-03-01, until b\n Bad : x, sometime, 3d\n click a1 href \"x\"\n";
        let (found, skipped, notes) = events(text);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(date, title, _)| (date.as_str(), title.as_str())).collect();
        assert_eq!(
            found,
            [
                ("2024-01-01/2024-01-30", "A task"),
                ("2024-01-31/2024-02-19", "Another"),
                ("2024-02-20/2024-02-21", "Next"),
                ("2024-03-01/2024-03-03", "Crit"),
                ("2024-03-05", "M"),
                ("2024-03-01", "Until"),
            ]
        );
        assert_eq!(skipped, [13]);
        assert!(notes.iter().any(|note| note.contains("excludes")), "{notes:?}");
    }

    #[test]
    fn formats_of_dates_are_followed() {
        assert_eq!(dates("gantt\ndateFormat DD/MM/YYYY\nA: 03/04/2024, 1w\n"), ["2024-04-03/2024-04-09"]);
        assert_eq!(
            dates("gantt\ndateFormat YYYY-MM-DD HH:mm\nA: 2024-04-03 08:30, 90m\n"),
            ["2024-04-03T08:30/2024-04-03T10:00"]
        );
        assert_eq!(dates("gantt\ninclusiveEndDates\nA: 2024-04-03, 2024-04-05\n"), ["2024-04-03/2024-04-05"]);
    }

    #[test]
    fn periods_of_a_timeline_are_events() {
        let text = "# Notes\n```mermaid\ntimeline\n  title Social media\n  section Early\n  2002 : LinkedIn\n  2004 : Facebook : Orkut\n\
                    \x20      : Google<br>Books\n  soon : Else\n```\n\n```mermaid\nflowchart TD\nA-->B\n```\n";
        let (found, skipped, notes) = events(text);
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|(date, title, lane)| (date.as_str(), title.as_str(), lane.as_str())).collect();
        assert_eq!(
            found,
            [
                ("2002", "LinkedIn", "Early"),
                ("2004", "Facebook", "Early"),
                ("2004", "Orkut", "Early"),
                ("2004", "Google Books", "Early"),
            ]
        );
        assert_eq!(skipped, [9]);
        assert!(notes.iter().any(|note| note.contains("flowchart")), "{notes:?}");
        assert!(import(b"flowchart TD\nA-->B\n", &Options::default()).report.failed.is_some());
    }
}
