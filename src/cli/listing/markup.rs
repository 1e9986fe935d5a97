//! Events as a table in Markdown and in HTML, for notes, wikis and web pages.

use std::borrow::Cow;
use std::io::Write;

use super::super::output::{Output, plain};
use crate::model::{Document, Event};

const HEAD: [&str; 5] = ["Date", "Country", "Event", "Place", "Summary"];

fn cells<'a>(document: &'a Document, event: &'a Event) -> [&'a str; 5] {
    let lane = document.lane(&event.lane).map_or(event.lane.as_str(), |lane| lane.name.as_str());
    [event.date.text(), lane, &event.title, &event.place, &event.summary]
}

/// A table in Markdown, as GitHub reads it.
pub(super) fn markdown(output: &mut Output, document: &Document, events: &[&Event]) -> anyhow::Result<()> {
    writeln!(output, "| {} |\n|{}", HEAD.join(" | "), "---|".repeat(HEAD.len()))?;
    for event in events {
        let cells = cells(document, event).map(for_markdown);
        writeln!(output, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// A text that Markdown shows as it is, on one line.
fn for_markdown(text: &str) -> String {
    let mut out = String::new();
    for c in plain(text).chars() {
        // A sign between letters, as in talks_2024 or 2024-10-14, makes nothing of them; these do.
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A web page with a table.
pub(super) fn html(output: &mut Output, document: &Document, events: &[&Event]) -> anyhow::Result<()> {
    let title = match document.title() {
        "" => "Timeline",
        title => title,
    };
    let title = for_html(title);
    writeln!(
        output,
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n<table>\n\
         <caption>{title}</caption>"
    )?;
    let row = |cells: [String; 5], tag: &str| -> String {
        cells.map(|cell| format!("<{tag} dir=\"auto\">{cell}</{tag}>")).concat()
    };
    writeln!(output, "<thead><tr>{}</tr></thead>\n<tbody>", row(HEAD.map(str::to_owned), "th"))?;
    for event in events {
        let id = for_html(event.id.as_str());
        let cells = cells(document, event).map(|cell| for_html(cell).into_owned());
        writeln!(output, "<tr id=\"{id}\">{}</tr>", row(cells, "td"))?;
    }
    writeln!(output, "</tbody>\n</table>\n</body>\n</html>")?;
    Ok(())
}

fn for_html(text: &str) -> Cow<'_, str> {
    // No page may hold these, not even as references.
    let is_forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if !text.contains(['&', '<', '>', '"', '\'']) && !text.contains(is_forbidden) {
        return text.into();
    }
    let text = text.replace(is_forbidden, "\u{fffd}");
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;").into()
}
