//! A table on the clipboard: cells between tabs as spreadsheets copy them, CSV, the HTML of a web page's table, or a
//! calendar. What is none of these is left to others: prose is no table because it has commas in it.

use super::Format;
use super::html::plain;

/// What a pasted text is to be imported as, with the bytes to read; `None` for what is no table.
#[must_use]
pub fn pasted(text: &str) -> Option<(Format, Vec<u8>)> {
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    if trimmed.starts_with("BEGIN:VCALENDAR") {
        return Some((Format::Calendar, trimmed.as_bytes().to_vec()));
    }
    if trimmed.starts_with('<') {
        return html_table(trimmed).map(|table| (Format::Table, table.into_bytes()));
    }
    is_table(trimmed).then(|| (Format::Table, trimmed.as_bytes().to_vec()))
}

/// Whether a text may be events that were copied in this program, and so is no table.
#[must_use]
pub fn looks_like_events(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    // A table may be headed by "Event" and "#".
    let named = |name: &str| text.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('('));
    text.starts_with(['(', '[', '{', '/']) || text.starts_with("#!") || named("Timeline") || named("Event")
}

/// Whether some HTML holds a table of several rows and columns, and the text that stands on the clipboard beside it is of the
/// same copy: that some desktops keep two clipboards shall not mix them.
#[must_use]
pub fn is_table_of(html: &str, text: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let start: String = letters(text).chars().take(20).collect();
    let table = html_table(html).is_some_and(|table| {
        let lines = || table.lines().filter(|line| line.contains('\t'));
        lines().nth(1).is_some()
    });
    table && !start.is_empty() && letters(&plain(html).0).contains(&start)
}

/// Whether most lines have the same number of cells, and more than one.
fn is_table(text: &str) -> bool {
    // Events that were copied here, and what looks like them.
    if looks_like_events(text) {
        return false;
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(200).collect();
    let alike = |separator: u8, least: usize| {
        let count = |line: &&str| memchr::memchr_iter(separator, line.as_bytes()).count();
        let mut counts: Vec<usize> = lines.iter().map(count).collect();
        counts.sort_unstable();
        let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
        let same = counts.iter().filter(|count| **count == usual).count();
        usual >= least && same * 10 >= counts.len() * 8
    };
    // A cell of a spreadsheet may hold lines of its own, but a tab stands in no prose.
    let tabbed = lines.iter().filter(|line| line.contains('\t')).count();
    lines.len() > 1 && (tabbed * 10 >= lines.len() * 6 || alike(b',', 1) || alike(b';', 1) || alike(b'|', 2))
}

/// The longest table of some HTML, with tabs between its cells.
fn html_table(html: &str) -> Option<String> {
    // Letters keep their places, so that what is found in one stands there in the other.
    let lower = html.to_ascii_lowercase();
    let tables = pieces(&lower, "table");
    let rows = |table: &std::ops::Range<usize>| pieces(&lower[table.clone()], "tr").len();
    let table = tables.into_iter().max_by_key(rows)?;
    let mut out = String::new();
    for row in pieces(&lower[table.clone()], "tr") {
        let row = table.start + row.start..table.start + row.end;
        let cells = cells(html, &lower, &row);
        if !cells.is_empty() {
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
    }
    (!out.is_empty()).then_some(out)
}

/// What stands in a row's cells, as many times as a cell is wide.
fn cells(html: &str, lower: &str, row: &std::ops::Range<usize>) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for tag in ["td", "th"] {
        for cell in pieces(&lower[row.clone()], tag) {
            let start = row.start + cell.start;
            let (text, _) = plain(&html[start..row.start + cell.end]);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let head = lower[..start].rfind('<').map_or("", |open| &lower[open..start]);
            found.push((start, text));
            let wide = head.split("colspan=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
            let wide =
                wide.and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok());
            let more = wide.unwrap_or(1).clamp(1, 100) - 1;
            found.extend(std::iter::repeat_n((start, String::new()), more));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, text)| text).collect()
}

/// What stands between the beginning of each tag of a name and its end, or that of the next.
fn pieces(lower: &str, tag: &str) -> Vec<std::ops::Range<usize>> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}"));
    let mut found = Vec::new();
    let (mut at, mut closes) = (0, 0);
    while let Some(start) = lower[at..].find(&open).map(|found| at + found) {
        let named = start + open.len();
        at = named;
        // `<th` is the beginning of `<thead`, too.
        if !lower[named..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()) {
            continue;
        }
        let Some(inside) = lower[named..].find('>').map(|found| named + found + 1) else { break };
        // Where nothing closes, that is found out once and not at each tag.
        if closes < inside {
            closes = lower[inside..].find(&close).map_or(usize::MAX, |found| inside + found);
        }
        let opens = lower[inside..].find(&open).map_or(lower.len(), |found| inside + found);
        let end = closes.min(opens).min(lower.len());
        found.push(inside..end);
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pasted: Option<(Format, Vec<u8>)>) -> Option<String> {
        pasted.and_then(|(_, bytes)| String::from_utf8(bytes).ok())
    }

    #[test]
    fn tables_are_told_from_prose_and_events() {
        for table in [
            "Date\tTitle\n2024-10-14\tTalks\n",
            "Date,Title\n2024-10-14,Talks\n2024-10-15,\"More, talks\"\n2024-10-16,a\n2024-10-17,b\n2024-10-18,c",
            "| Date | Title |\n|---|---|\n| 2024-10-14 | Talks |",
            "Event\tDate\nTalks\t2024-10-14\n",
            "#\tDate\tTitle\n1\t2024-10-14\tTalks\n",
        ] {
            assert!(text(pasted(table)).is_some(), "{table}");
        }
        for other in [
            "Dear Sir or Madam",
            "Dear Sir,\n\nI hope, as ever, that you are well.\nYours,\nA",
            "(events: [\n(date: \"2024\", title: \"a\", country: \"IR\"),\n])",
            "[\n  (date: \"2024\", title: \"a\"),\n]",
            "",
            "2024-10-14",
        ] {
            assert_eq!(text(pasted(other)), None, "{other}");
        }
    }

    #[test]
    fn cells_of_web_pages_are_found() {
        let html = "<html><body><table><tr><td>x</td></tr></table><TABLE class='a'><thead><tr><th>Date<th>Title</tr></thead>\
                    <tr><td>14 Oct 2024</td><td>Talks <b>in</b><br>Tehran &amp; Tabriz</td></tr>\
                    <tr><td colspan=\"2\">2025</td></tr></TABLE></body>";
        let table = text(pasted(html));
        assert_eq!(table.as_deref(), Some("Date\tTitle\n14 Oct 2024\tTalks in Tehran & Tabriz\n2025\t\n"));
        assert_eq!(text(pasted("<p>no table</p>")), None);
    }

    #[test]
    fn a_table_is_told_from_the_rest_of_a_clipboard() {
        let html = "<meta charset=utf-8><table><tr><td>Date<td>Title</tr><tr><td>2024-10-14<td>Talks &amp; more</tr></table>";
        assert!(is_table_of(html, "Date\nTitle\n2024-10-14\nTalks & more"));
        assert!(!is_table_of(html, "what was copied before"));
        assert!(!is_table_of("<p>Date Title</p>", "Date Title"));
        assert!(!is_table_of("<table><tr><td>Date</td></tr></table>", "Date"));
        assert!(!is_table_of(html, ""));
    }
}
