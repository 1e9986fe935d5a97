//! The Timeline Project's XML (`.timeline`, <https://thetimelineproj.sourceforge.net>). Entities of a document type
//! are not expanded and nesting is bounded, so that no file can grow when it is read.

use roxmltree::{Document as Xml, Node, ParsingOptions};

use super::draft::{Builder, Draft};
use super::encoding::decode;
use super::{Imported, Options};
use crate::model::{Day, EventDate};

/// So many elements, texts and comments are read.
const MOST_NODES: u32 = 20_000_000;

/// No timeline nests deeper.
const DEEPEST: usize = 64;

/// No element of a timeline has more attributes. The parser compares each with all others of its element
/// (<https://github.com/RazrFalcon/roxmltree/issues/153>).
const MOST_ATTRIBUTES: usize = 64;

/// Reads a timeline.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    let mut builder = Builder::new(options);
    builder.title.clone_from(&options.name);
    if let Some(line) = too_deep(&decoded.text) {
        builder.report.fail(
            format!("line {line}: nested too deeply to be a timeline"),
            "check that this is the right file",
        );
        return builder.finish();
    }
    if let Some(line) = too_many_attributes(&decoded.text) {
        let message = format!("line {line}: an element has more than {MOST_ATTRIBUTES} attributes");
        builder.report.fail(message, "no timeline has that many; is it the right file?");
        return builder.finish();
    }
    let parsing = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let xml = match Xml::parse_with_options(&decoded.text, parsing) {
        Ok(xml) => xml,
        Err(error) => {
            let line = error.pos().row;
            builder.report.fail(format!("line {line}: {error}"), "not readable XML; the file may be damaged");
            return builder.finish();
        }
    };
    let root = xml.root_element();
    if root.tag_name().name() == "data" && root.children().any(|node| node.tag_name().name() == "event") {
        return simile(root, &decoded.text, options, builder);
    }
    if root.tag_name().name() != "timeline" {
        let hint = "a timeline of the Timeline Project begins with <timeline>";
        builder.report.fail(format!("this is XML, but its root is <{}>", root.tag_name().name()), hint);
        return builder.finish();
    }
    let time_type = text_of(root, "timetype");
    if !time_type.is_empty() && time_type != "gregoriantime" {
        let hint = "only timelines in the Gregorian calendar can be imported";
        builder.report.fail(format!("unsupported kind of time ({time_type})"), hint);
        return builder.finish();
    }
    let mut lines = super::json::scan::LineCounter::new(&decoded.text);
    for list in root.children().filter(|node| matches!(node.tag_name().name(), "eras" | "events")) {
        for node in list.children().filter(Node::is_element) {
            let line = lines.line_of(node.range().start);
            match node.tag_name().name() {
                "event" => event(node, line, false, &mut builder),
                "era" => event(node, line, true, &mut builder),
                _ => {}
            }
        }
    }
    builder.finish()
}

/// SIMILE's timeline: `<data><event start="…" end="…" title="…">text</event></data>`. Its attributes are columns.
fn simile(root: Node<'_, '_>, text: &str, options: &Options, builder: Builder<'_>) -> Imported {
    let events: Vec<Node<'_, '_>> =
        root.children().filter(|node| node.tag_name().name() == "event").collect();
    let mut names: Vec<String> = Vec::new();
    for name in events.iter().flat_map(Node::attributes).map(|attribute| attribute.name()) {
        if !names.iter().any(|known| known == name) && names.len() < MOST_ATTRIBUTES {
            names.push(name.to_owned());
        }
    }
    let mut lines = super::json::scan::LineCounter::new(text);
    let mut row = |event: &Node<'_, '_>| {
        let cells = names.iter().map(|name| event.attribute(name.as_str()).unwrap_or_default());
        let inner = super::html::plain(event.text().unwrap_or_default()).0;
        let cells = cells.chain(std::iter::once(inner.as_str())).collect();
        super::table::Row { line: lines.line_of(event.range().start), cells }
    };
    let rows = events.iter().map(&mut row).collect();
    names.push("description".to_owned());
    super::table::of_rows(
        super::table::Rows { names, rows, header: true, ..super::table::Rows::default() },
        options,
        builder,
    )
}

/// The line on which elements nest deeper than they may; counted without regard to what they are.
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut end) = (0_usize, 0_usize);
    for open in memchr::memchr_iter(b'<', bytes) {
        match bytes.get(open + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                if end <= open {
                    end = memchr::memchr(b'>', &bytes[open..]).map_or(bytes.len(), |end| open + end);
                }
                if bytes.get(end.wrapping_sub(1)) != Some(&b'/') {
                    depth += 1;
                }
                if depth > DEEPEST {
                    return Some(super::json::scan::line_of(text, open));
                }
            }
        }
    }
    None
}

/// The line of an element with more attributes than it may have.
fn too_many_attributes(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let past = |from: usize, what: &str| {
        memchr::memmem::find(&bytes[from..], what.as_bytes()).map_or(bytes.len(), |at| from + at + what.len())
    };
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let rest = &bytes[open..];
        if rest.starts_with(b"<!--") {
            at = past(open, "-->");
        } else if rest.starts_with(b"<![CDATA[") {
            at = past(open, "]]>");
        } else {
            let (mut quote, mut values) = (None, 0);
            at = open + 1;
            while let Some(byte) = bytes.get(at).filter(|byte| quote.is_some() || **byte != b'>') {
                match (quote, byte) {
                    (None, b'"' | b'\'') => quote = Some(*byte),
                    (Some(open), byte) if open == *byte => {
                        quote = None;
                        values += 1;
                    }
                    _ => {}
                }
                at += 1;
            }
            if values > MOST_ATTRIBUTES {
                return Some(super::json::scan::line_of(text, open));
            }
        }
    }
    None
}

/// The text of a child element, without blanks around it.
fn text_of<'x>(node: Node<'x, '_>, name: &str) -> &'x str {
    raw_text_of(node, name).trim()
}

/// The text of a child element.
fn raw_text_of<'x>(node: Node<'x, '_>, name: &str) -> &'x str {
    let child = node.children().find(|child| child.tag_name().name() == name);
    child.and_then(|child| child.text()).unwrap_or_default()
}

/// A title without the mark of a container, `[1]`, or of a part of one, `(1)`. A blank before a bracket says that it
/// belongs to the title.
fn without_container(title: &str) -> &str {
    let marked = |open: char, close: char| {
        let (number, rest) = title.strip_prefix(open)?.split_once(close)?;
        (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
    };
    marked('[', ']').or_else(|| marked('(', ')')).unwrap_or(title)
}

fn flag(node: Node<'_, '_>, name: &str) -> bool {
    text_of(node, name).eq_ignore_ascii_case("true")
}

fn event(node: Node<'_, '_>, line: usize, is_era: bool, builder: &mut Builder<'_>) {
    let title = raw_text_of(node, if is_era { "name" } else { "text" });
    let categories = node.children().filter(|child| child.tag_name().name() == "categories");
    let categories = categories.flat_map(|list| list.children());
    let own = node.children().filter(|child| child.tag_name().name() == "category");
    let mut tags: Vec<String> = Vec::new();
    for tag in own.chain(categories).filter_map(|child| child.text()).map(str::trim) {
        if !tag.is_empty() && !tags.iter().any(|other| other == tag) {
            tags.push(tag.to_owned());
        }
    }
    if is_era {
        tags.push("era".to_owned());
    }
    // Several addresses stand in one element, with semicolons between.
    let sources = text_of(node, "hyperlink").split(';').map(str::trim).filter(|link| !link.is_empty());
    // Eras have no containers.
    let title = if is_era { title } else { without_container(title) };
    let draft = Draft {
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        summary: text_of(node, "description").to_owned(),
        sources: sources.map(str::to_owned).collect(),
        tags,
        ..Draft::default()
    };
    match date(node) {
        Ok(date) => builder.take(line, date, draft, title),
        Err(reason) => builder.report.skip(line, reason, title),
    }
}

/// Beginning and end. A fuzzy end is approximate, one that "ends today" goes on.
fn date(node: Node<'_, '_>) -> Result<EventDate, String> {
    let (start, end) = (text_of(node, "start"), text_of(node, "end"));
    let fuzzy = flag(node, "fuzzy");
    let (fuzzy_start, fuzzy_end) = (fuzzy || flag(node, "fuzzy_start"), fuzzy || flag(node, "fuzzy_end"));
    // A milestone is drawn at its beginning, whatever its end is.
    let end = if flag(node, "milestone") { "" } else { end };
    let (start_at, end_at) = (point(start)?, if end.is_empty() { None } else { Some(point(end)?) });
    // Where both are at midnight, days are meant.
    let days = start_at.is_midnight() && end_at.as_ref().is_none_or(Point::is_midnight);
    let begin = start_at.edtf(days, fuzzy_start);
    let last = match end_at {
        _ if flag(node, "ends_today") => "..".to_owned(),
        Some(end) => end.last_after(&start_at, days).edtf(days, fuzzy_end),
        None => begin.clone(),
    };
    let text = if begin == last { begin } else { format!("{begin}/{last}") };
    EventDate::parse(&text).map_err(|error| error.message)
}

/// A moment as the file writes it: `2024-10-14 08:30:00`, years before our era with a minus.
struct Point {
    day: Day,
    /// Hour, minute, second.
    time: (u8, u8, u8),
}

impl Point {
    fn is_midnight(&self) -> bool {
        self.time == (0, 0, 0)
    }

    /// The last minute before this end, where it is a midnight after a beginning with an hour: what lasts until midnight
    /// is not on the next day.
    fn last_after(self, start: &Self, days: bool) -> Self {
        match !days && self.is_midnight() && self.day > start.day {
            true => Self { day: self.day.plus(-1), time: (23, 59, 0).max(start.time_on(self.day.plus(-1))) },
            false => self,
        }
    }

    /// Its time, if it is on this day.
    fn time_on(&self, day: Day) -> (u8, u8, u8) {
        if self.day == day { self.time } else { (0, 0, 0) }
    }

    fn edtf(&self, as_day: bool, fuzzy: bool) -> String {
        let mark = if fuzzy { "~" } else { "" };
        let (hour, minute, second) = self.time;
        if as_day {
            return format!("{}{mark}", self.day);
        }
        let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
        format!("{}T{hour:02}:{minute:02}{seconds}{mark}", self.day)
    }
}

fn point(text: &str) -> Result<Point, String> {
    let read = || {
        let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "0:0:0"));
        let (sign, date) = date.strip_prefix('-').map_or((1, date), |date| (-1, date));
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let year: i32 = year.parse().ok()?;
        let day = Day::from_ymd(sign * year, month.parse().ok()?, day.parse().ok()?)?;
        let mut parts = time.trim().split(':').map(|part| part.parse::<u8>().ok());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().flatten().unwrap_or(0);
        (hour < 24 && minute < 60 && second < 60).then_some(Point { day, time: (hour, minute, second) })
    };
    if text.is_empty() {
        return Err("no date".to_owned());
    }
    let far = text.trim_start_matches('-').split('-').next().is_some_and(|year| year.len() > 4);
    let why = if far { ": years beyond ±9999 are not supported" } else { "" };
    read().ok_or_else(|| {
        format!("“{}” is not a date{why}", crate::io::timeline_file::text::problems::shown(text, 30))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_of_too_many_attributes_are_told() {
        let element = |count: usize| {
            let attributes: String = (0..count).map(|n| format!(" a{n}='>\"'")).collect();
            format!("<!-- don't <b '> -->\n<t><![CDATA[<x \"]]>\n<e{attributes}/></t>")
        };
        assert_eq!(too_many_attributes(&element(MOST_ATTRIBUTES)), None);
        assert_eq!(too_many_attributes(&element(MOST_ATTRIBUTES + 1)), Some(3));
        let report = import(element(200_000).as_bytes(), &Options::default()).report;
        assert!(report.failed.unwrap().0.contains("more than 64 attributes"));
    }
}
