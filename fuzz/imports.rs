//! What must hold of every import, whatever the bytes. The fuzz targets of the importers call these with bytes of
//! their making; ordinary tests replay the corpus through them and hold their own hostile input against them.

use coeval::io;
use coeval::io::export::{self, Format as Out};
use coeval::io::import::{
    self, Charset, Codes, DayOrder, Field, Format, Imported, Options, Question, Reckoning, Stamps,
};
use coeval::model::{Document, Event};

/// A table.
pub fn table(data: &[u8]) {
    all(Format::Table, data);
}

/// A calendar.
pub fn calendar(data: &[u8]) {
    all(Format::Calendar, data);
}

/// JSON of this program or of TimelineJS.
pub fn json(data: &[u8]) {
    all(Format::Json, data);
}

/// Records in JSON, one to a line.
pub fn json_lines(data: &[u8]) {
    all(Format::JsonLines, data);
}

/// A workbook, and whatever is packed.
pub fn sheet(data: &[u8]) {
    all(Format::Sheet, data);
    for name in ["x.zip", "x.csv.gz", "x.csv"] {
        if let Ok(unpacked) = import::unpack(std::path::Path::new(name), data) {
            check(unpacked.format, &unpacked.bytes, &Options::default());
        }
    }
}

/// What may stand on the clipboard: cells, a table of a web page, a calendar.
pub fn pasted(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Some((format, bytes)) = import::pasted(&text) {
        // A cell over several columns is as many cells.
        assert!(bytes.len() <= 200 * text.len() + 200, "{} bytes out of {}", bytes.len(), text.len());
        check(format, &bytes, &Options::default());
    }
}

/// A timeline of the Timeline Project.
pub fn timeline_xml(data: &[u8]) {
    all(Format::TimelineXml, data);
}

/// What genealogists' programs write.
pub fn gedcom(data: &[u8]) {
    all(Format::Gedcom, data);
}

/// Markwhen's text.
pub fn markwhen(data: &[u8]) {
    all(Format::Markwhen, data);
}

/// Mermaid's gantt and timeline.
pub fn mermaid(data: &[u8]) {
    all(Format::Mermaid, data);
}

/// Once as a file is read that nobody said anything about, and once as a user may have asked for.
fn all(format: Format, data: &[u8]) {
    check(format, data, &Options { name: "file".to_owned(), ..Options::default() });
    check(format, data, &asked(data.len()));
}

/// What a user may ask for. The length chooses, so that the corpus needs nothing but files.
fn asked(length: usize) -> Options {
    let one_of = |many: &[Option<&str>]| many[length % many.len()].and_then(Charset::named);
    Options {
        name: ["", "Iran", "IS", "a \"b\" \\ c"][length % 4].to_owned(),
        lane: [None, Some("NA".to_owned()), Some(" ".to_owned())][length % 3].clone(),
        encoding: one_of(&[None, Some("windows-1251"), Some("UTF-16LE"), Some("UTF-8"), Some("Shift_JIS")]),
        separator: [None, Some(b';'), Some(b'\n'), Some(b'"'), Some(0)][length % 5],
        quote: [None, None, Some(b'\''), Some(b',')][length % 4],
        header: [None, Some(true), Some(false)][length % 3],
        order: [None, Some(DayOrder::MonthFirst), Some(DayOrder::DayFirst)][length % 3],
        codes: if length.is_multiple_of(2) { None } else { Some(Codes::ALL[length % Codes::ALL.len()]) },
        columns: vec![(length % 7, Some(Field::ALL[length % Field::ALL.len()])), (usize::MAX, None)],
        named_columns: vec![(Field::ALL[length % Field::ALL.len()], None)],
        reckoning: [None, Some(Reckoning::ALL[length % Reckoning::ALL.len()])][length % 2],
        stamps: [None, Some(Stamps::ALL[length % Stamps::ALL.len()])][length % 2],
        sheet: None,
        most_repeats: length % 60,
    }
}

/// What holds of an import: it tells what it did not take and where, what it took is sound, it is no larger than what
/// came in accounts for, and goes out and comes in again as it is.
pub fn check(format: Format, bytes: &[u8], options: &Options) {
    let imported = import::import(format, bytes, options);
    sound(&imported.document);
    // A workbook is packed, and its lines are rows.
    if format != Format::Sheet {
        told(bytes, options, &imported);
        bounded(format, bytes, options, &imported.document);
    }
    written_and_read(&imported.document);
    if format == Format::Table {
        answered(bytes, options, &imported);
    }
}

fn told(bytes: &[u8], options: &Options, imported: &Imported) {
    let report = &imported.report;
    assert_eq!(report.taken, imported.document.events().len());
    assert!(report.skipped.len() <= report.passed_over);
    // In UTF-16 and a few others a line break is not the byte of ASCII alone, but it has it.
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    let alone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let lines = feeds + (0..bytes.len()).filter(|at| alone(*at)).count() + 1;
    for skipped in &report.skipped {
        assert!(!skipped.reason.is_empty());
        assert!(skipped.line >= 1 && skipped.line <= lines + 1, "{skipped:?} of {lines}, {options:?}");
    }
    assert!(report.notes.iter().all(|note| !note.is_empty()));
    assert!(report.questions.iter().all(|question| !question.in_words().is_empty()));
    if let Some((message, hint)) = &report.failed {
        assert!(!message.is_empty() && !hint.is_empty());
    }
    let silent = report.failed.is_none() && report.passed_over == 0 && report.questions.is_empty();
    if silent && imported.table.as_ref().is_some_and(|table| table.rows > 0) {
        let headings = imported
            .table
            .as_ref()
            .is_some_and(|table| table.roles.iter().any(|role| role.field == Field::Kind));
        assert!(report.taken > 0 || headings, "rows vanished without a word");
    }
}

fn sound(document: &Document) {
    for event in document.events() {
        assert!(!event.title.trim().is_empty() && !event.country.is_empty());
        assert!((1..=5).contains(&event.importance));
        assert!(document.lane(&event.lane).is_some());
        assert!(event.involves.iter().all(|lane| document.lane(lane).is_some()));
        let found = document.find(&event.id).map(|ix| &document.events()[ix.index()]);
        assert!(found.is_some_and(|found| std::sync::Arc::ptr_eq(found, event)), "{} is not one", event.id);
    }
}

/// Letters of an encoding of one byte become up to three, and an event gets an id, a country and a lane.
fn bounded(format: Format, bytes: &[u8], options: &Options, document: &Document) {
    let repeats = if format == Format::Calendar { options.most_repeats.max(1) } else { 1 };
    assert!(document.events().len() <= bytes.len().saturating_mul(repeats));
    let own = 400 + options.name.len() + options.lane.as_ref().map_or(0, String::len);
    let texts: usize = document.events().iter().map(|event| size(event)).sum();
    let most = 16 * bytes.len() * repeats + own * document.events().len();
    assert!(texts <= most, "{texts} bytes of text out of {}", bytes.len());
}

fn size(event: &Event) -> usize {
    let names = event.people.iter().chain(&event.tags).map(|name| name.len());
    let names: usize = names.chain(event.sources.iter().map(|source| source.len())).sum();
    let accounts: usize = event.accounts.iter().map(|account| account.by.len() + account.says.len()).sum();
    event.title.len()
        + event.title_native.len()
        + event.country.len()
        + event.place.len()
        + event.summary.len()
        + event.note.len()
        + names
        + accounts
}

/// What was imported can be kept as a timeline file, and given away in every other format.
fn written_and_read(document: &Document) {
    let options = export::Options { notes: true, ..export::Options::default() };
    let written = export::export(Out::Ron, document, &options).bytes;
    let text = std::str::from_utf8(&written).expect("RON is UTF-8");
    let loaded = io::read(text);
    let wrong = loaded.diagnostics.iter().find(|found| found.severity == io::Severity::Error);
    assert!(loaded.is_timeline() && wrong.is_none(), "{wrong:?} in {text}");
    same(document, &loaded.document, text);

    let written = export::export(Out::Json, document, &options).bytes;
    let read = import::import_json(&written, &Options::default());
    let text = String::from_utf8_lossy(&written);
    assert_eq!(read.report.skipped, [], "{text}");
    same(document, &read.document, &text);

    for (out, format) in [(Out::Csv, Format::Table), (Out::Calendar, Format::Calendar)] {
        let exported = export::export(out, document, &options);
        if exported.events > 0 {
            let read = import::import(format, &exported.bytes, &Options::default());
            let text = String::from_utf8_lossy(&exported.bytes);
            assert_eq!(read.report.taken, exported.events, "{:?} of {text}", read.report);
        }
    }
}

/// Two documents say the same, in whatever order their events stand.
fn same(a: &Document, b: &Document, text: &str) {
    let sorted = |document: &Document| {
        let mut events = document.events().to_vec();
        events.sort_by(|a, b| a.id.cmp(&b.id));
        events
    };
    let declared = |document: &Document| {
        document.lanes().iter().filter(|lane| lane.declared).cloned().collect::<Vec<_>>()
    };
    assert_eq!(sorted(a), sorted(b), "{text}");
    assert_eq!(declared(a), declared(b), "{text}");
    assert_eq!((a.title(), a.summary()), (b.title(), b.summary()), "{text}");
    assert_eq!((a.sources(), a.story()), (b.sources(), b.story()), "{text}");
    assert_eq!((a.filters(), a.views(), a.imports()), (b.filters(), b.views(), b.imports()), "{text}");
}

/// What was asked and is answered is not asked again, and then nothing stands in the way of the rows.
fn answered(bytes: &[u8], options: &Options, first: &Imported) {
    let mut options = options.clone();
    let mut questions = first.report.questions.clone();
    let width = first.table.as_ref().map_or(0, |table| table.names.len());
    if width < 2 {
        return;
    }
    for _ in 0..8 {
        for question in &questions {
            match question {
                Question::Order { until_then, .. } => options.order = Some(*until_then),
                Question::Codes { any_of, .. } => options.codes = any_of.first().copied(),
                Question::Reckoning { any_of, .. } => options.reckoning = any_of.last().copied(),
                Question::End { .. } => options.named_columns.push((Field::End, None)),
                Question::Sheet { sheets } => options.sheet = sheets.first().cloned(),
                Question::Which { field, between } if !between.is_empty() => {
                    options
                        .named_columns
                        .push((*field, between.first().map(|column| column.number.to_string())));
                }
                Question::Which { .. } | Question::Wide { .. } => {
                    options.named_columns.clear();
                    options.columns = vec![(0, Some(Field::Date)), (width - 1, Some(Field::Title))];
                }
            }
        }
        questions = import::import_table(bytes, &options).report.questions;
    }
    assert_eq!(questions, [], "{options:?}");
}
