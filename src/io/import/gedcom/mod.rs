//! GEDCOM, which genealogists' programs write (5.5.1 and 7.0): births, deaths, marriages and the other dated events of
//! persons and families become events. What has no date, or one that cannot be read, is told with its line.

mod date;

use std::collections::HashMap;

use super::draft::{Builder, Draft};
use super::encoding::decode;
use super::report::grouped;
use super::{Codes, Imported, Options};
use crate::model::country;

/// Deeper lines are not read.
const DEEPEST: usize = 99;

/// A line with those below it.
#[derive(Debug, Default)]
struct Record<'t> {
    line: usize,
    /// `I1` of `@I1@`; empty for none.
    id: &'t str,
    tag: &'t str,
    value: &'t str,
    below: Vec<Record<'t>>,
}

/// The events of persons and families, with what a title calls them.
const EVENTS: &[(&str, &str)] = &[
    ("ADOP", "Adoption"),
    ("ANUL", "Annulment"),
    ("BAPL", "Baptism (LDS)"),
    ("BAPM", "Baptism"),
    ("BARM", "Bar mitzvah"),
    ("BASM", "Bat mitzvah"),
    ("BIRT", "Birth"),
    ("BLES", "Blessing"),
    ("BURI", "Burial"),
    ("CENS", "Census"),
    ("CHR", "Christening"),
    ("CHRA", "Adult christening"),
    ("CONF", "Confirmation"),
    ("CREM", "Cremation"),
    ("DEAT", "Death"),
    ("DIV", "Divorce"),
    ("DIVF", "Divorce filed"),
    ("EDUC", "Education"),
    ("EMIG", "Emigration"),
    ("ENGA", "Engagement"),
    ("EVEN", "Event"),
    ("FACT", "Fact"),
    ("FCOM", "First communion"),
    ("GRAD", "Graduation"),
    ("IMMI", "Immigration"),
    ("MARB", "Marriage banns"),
    ("MARC", "Marriage contract"),
    ("MARL", "Marriage licence"),
    ("MARR", "Marriage"),
    ("MARS", "Marriage settlement"),
    ("NATU", "Naturalization"),
    ("OCCU", "Occupation"),
    ("ORDN", "Ordination"),
    ("PROB", "Probate"),
    ("RESI", "Residence"),
    ("RETI", "Retirement"),
    ("WILL", "Will"),
];

/// Reads GEDCOM.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    let mut builder = Builder::new(options);
    builder.title.clone_from(&options.name);
    let records = records(&decoded.text, &mut builder);
    if records.first().is_none_or(|record| record.tag != "HEAD") {
        builder
            .report
            .fail("this is not GEDCOM: it does not begin with HEAD", "check that this is the right file");
        return builder.finish();
    }
    let ansel = records[0].below.iter().any(|record| record.tag == "CHAR" && record.value.starts_with("ANS"));
    if ansel && !decoded.text.is_ascii() {
        builder.report.note(
            "The file is written in ANSEL, in which letters with accents cannot be read: export it as UTF-8",
        );
    }
    let mut reader = Reader::of(&records);
    for record in &records {
        reader.person_or_family(record, &mut builder);
    }
    reader.tell(&mut builder);
    builder.finish()
}

/// The records at the top, with what is below each.
fn records<'t>(text: &'t str, builder: &mut Builder<'_>) -> Vec<Record<'t>> {
    let mut open: Vec<Record<'t>> = vec![Record::default()];
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((level, record)) = parsed(line, at + 1) else {
            builder.report.skip(at + 1, "this is not a line of GEDCOM", line);
            continue;
        };
        if level + 1 > open.len() || level > DEEPEST {
            builder.report.skip(at + 1, "its level is more than one below the line before", line);
            continue;
        }
        close(&mut open, level + 1);
        open.push(record);
    }
    close(&mut open, 1);
    open.pop().map(|root| root.below).unwrap_or_default()
}

/// Puts what is finished below what it belongs to, until so many are left.
fn close(open: &mut Vec<Record<'_>>, left: usize) {
    while open.len() > left {
        if let (Some(done), Some(above)) = (open.pop(), open.last_mut()) {
            above.below.push(done);
        }
    }
}

/// A line: `1 @I1@ INDI value`, the id and the value perhaps missing.
fn parsed(line: &str, number: usize) -> Option<(usize, Record<'_>)> {
    let line = line.trim_start_matches('\u{feff}').trim_start();
    let (level, rest) = line.split_once(' ')?;
    let level = level.parse().ok()?;
    let rest = rest.trim_start();
    let (id, rest) = match rest.strip_prefix('@').and_then(|rest| rest.split_once('@')) {
        Some((id, rest)) => (id, rest.trim_start()),
        None => ("", rest),
    };
    let (tag, value) = rest.split_once(' ').unwrap_or((rest, ""));
    let well = !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    well.then(|| (level, Record { line: number, id, tag, value, below: Vec::new() }))
}

impl<'t> Record<'t> {
    fn child(&self, tag: &str) -> Option<&Self> {
        self.below.iter().find(|record| record.tag == tag)
    }

    fn children<'r>(&'r self, tag: &'r str) -> impl Iterator<Item = &'r Self> {
        self.below.iter().filter(move |record| record.tag == tag)
    }

    fn value_of(&self, tag: &str) -> &'t str {
        self.child(tag).map(|record| record.value.trim()).unwrap_or_default()
    }

    /// Its value with the lines that continue it.
    fn text(&self) -> String {
        let mut text = self.value.replace("@@", "@");
        for more in &self.below {
            match more.tag {
                "CONT" => text.push('\n'),
                "CONC" => {}
                _ => continue,
            }
            text.push_str(&more.value.replace("@@", "@"));
        }
        text.trim().to_owned()
    }
}

/// The id within `@…@`.
fn pointer(value: &str) -> Option<&str> {
    value.trim().strip_prefix('@')?.strip_suffix('@').filter(|id| !id.contains('@') && !id.is_empty())
}

/// Makes events of records.
struct Reader<'r, 't> {
    by_id: HashMap<&'t str, &'r Record<'t>>,
    /// How many dates are known only as between two others.
    between: usize,
    /// How many are known only as before or after another.
    one_sided: usize,
    /// How many are of another calendar.
    converted: usize,
}

impl<'r, 't> Reader<'r, 't> {
    fn of(records: &'r [Record<'t>]) -> Self {
        let by_id = records.iter().filter(|record| !record.id.is_empty()).map(|record| (record.id, record));
        Self { by_id: by_id.collect(), between: 0, one_sided: 0, converted: 0 }
    }

    fn person_or_family(&mut self, record: &Record<'t>, builder: &mut Builder<'_>) {
        let people: Vec<String> = match record.tag {
            "INDI" => vec![name(record)],
            "FAM" => ["HUSB", "WIFE"]
                .iter()
                .filter_map(|tag| self.by_id.get(pointer(record.value_of(tag))?).map(|person| name(person)))
                .collect(),
            _ => return,
        };
        for event in &record.below {
            if let Some((_, what)) = EVENTS.iter().find(|(tag, _)| *tag == event.tag) {
                self.event(record.id, event, what, &people, builder);
            }
        }
    }

    fn event(
        &mut self,
        owner: &str,
        event: &Record<'t>,
        what: &str,
        people: &[String],
        builder: &mut Builder<'_>,
    ) {
        let kind = event.value_of("TYPE");
        let what = if matches!(event.tag, "EVEN" | "FACT") && !kind.is_empty() { kind } else { what };
        let of = if people.is_empty() { String::new() } else { format!(" of {}", people.join(" and ")) };
        let said = event.text();
        let said = if said == "Y" || pointer(&said).is_some() { String::new() } else { said };
        let title = match event.tag {
            "OCCU" | "EDUC" | "EVEN" | "FACT" if !said.is_empty() => {
                format!("{what}{of}: {}", said.replace('\n', " "))
            }
            _ => format!("{what}{of}"),
        };
        let dated = event.value_of("DATE");
        if dated.is_empty() {
            builder.report.skip(event.line, "no date", &title);
            return;
        }
        let date = match date::read(dated) {
            Ok(date) => date,
            Err(reason) => return builder.report.skip(event.line, reason, &title),
        };
        self.between += usize::from(date.between);
        self.one_sided += usize::from(date.one_sided);
        self.converted += usize::from(date.converted);
        let place = event.child("PLAC").map(Record::text).unwrap_or_default();
        let last = place.rsplit(',').next().unwrap_or_default().trim();
        let country = Codes::Names.find(last).and_then(country::name_of).unwrap_or_default().to_owned();
        let id =
            if owner.is_empty() { String::new() } else { format!("{owner}-{}", event.tag.to_lowercase()) };
        let draft = Draft {
            id,
            title,
            country,
            place,
            people: people.to_vec(),
            tags: vec![what.to_lowercase()],
            sources: event.children("SOUR").filter_map(|source| self.source(source)).collect(),
            summary: event.children("NOTE").filter_map(|note| self.note(note)).collect::<Vec<_>>().join("\n"),
            ..Draft::default()
        };
        builder.take(event.line, date.date, draft, dated);
    }

    /// What a source is called: its title, or what stands there.
    fn source(&self, source: &Record<'t>) -> Option<String> {
        let text = match pointer(source.value) {
            Some(id) => self.by_id.get(id)?.child("TITL")?.text(),
            None => source.text(),
        };
        let page = source.value_of("PAGE");
        let text = if page.is_empty() { text } else { format!("{text}, {page}") };
        (!text.is_empty()).then_some(text)
    }

    fn note(&self, note: &Record<'t>) -> Option<String> {
        let text = match pointer(note.value) {
            Some(id) => self.by_id.get(id)?.text(),
            None => note.text(),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Tells what was read otherwise than it stands there.
    fn tell(&self, builder: &mut Builder<'_>) {
        let mut tell = |count: usize, one: &str, many: &str| {
            if count > 0 {
                builder.report.note(format!("{} {}", grouped(count), if count == 1 { one } else { many }));
            }
        };
        tell(
            self.between,
            "date lies somewhere between two others and is read as the month, year, decade or century that covers both",
            "dates lie somewhere between two others and are read as the month, year, decade or century that covers both",
        );
        tell(
            self.one_sided,
            "date is only known to be before or after another: its beginning or end is unknown",
            "dates are only known to be before or after another: their beginning or end is unknown",
        );
        tell(
            self.converted,
            "date of another calendar was converted to the Gregorian one",
            "dates of other calendars were converted to the Gregorian one",
        );
        builder.report.note("Persons and families are not imported, only their dated events");
    }
}

/// A person's name without the strokes around the surname.
fn name(person: &Record<'_>) -> String {
    let name = person.child("NAME").map(|name| name.value.replace('/', " ")).unwrap_or_default();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { "a person without a name".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: &str = "\u{feff}0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Ada /Byron/\n1 BIRT\n\
        2 DATE 10 DEC 1815\n2 PLAC London, Middlesex, England\n2 SOUR @S1@\n3 PAGE 12\n1 DEAT Y\n1 OCCU Mathematician\n\
        2 DATE FROM 1833 TO 1843\n2 NOTE Worked with\n3 CONT Babbage@@home\n1 BURI\n2 DATE sometime\n\
        0 @I2@ INDI\n1 NAME William /King/\n0 @F1@ FAM\n1 HUSB @I2@\n1 WIFE @I1@\n1 MARR\n2 DATE 8 JUL 1835\n\
        2 PLAC Vienna, Austria\n0 @S1@ SOUR\n1 TITL The Times\nnonsense\n0 TRLR\n";

    #[test]
    fn dated_events_are_taken_and_others_told() {
        let imported = import(FAMILY.as_bytes(), &Options { name: "Byron".to_owned(), ..Options::default() });
        let events: Vec<(&str, &str, &str, &str)> = imported
            .document
            .events()
            .iter()
            .map(|event| (event.id.as_str(), event.date.text(), event.title.as_str(), event.country.as_str()))
            .collect();
        assert_eq!(
            events,
            [
                ("I1-birt", "1815-12-10", "Birth of Ada Byron", "United Kingdom"),
                ("I1-occu", "1833/1843", "Occupation of Ada Byron: Mathematician", "Byron"),
                ("F1-marr", "1835-07-08", "Marriage of William King and Ada Byron", "Austria"),
            ]
        );
        let first = &imported.document.events()[0];
        assert_eq!(first.sources[0].as_str(), "The Times, 12");
        assert_eq!(imported.document.events()[1].summary, "Worked with\nBabbage@home");
        let skipped: Vec<(usize, &str)> =
            imported.report.skipped.iter().map(|row| (row.line, row.reason.as_str())).collect();
        assert_eq!(skipped[0], (12, "no date"));
        assert!(skipped[1].1.contains("“sometime”"), "{skipped:?}");
        assert_eq!(skipped[2], (29, "this is not a line of GEDCOM"));
    }

    #[test]
    fn what_is_no_gedcom_is_told() {
        for text in ["", "0 @I1@ INDI\n", "hello\n", "99 HEAD\n"] {
            assert!(import(text.as_bytes(), &Options::default()).report.failed.is_some(), "{text:?}");
        }
    }
}
