//! Hostile input: whatever the bytes, an importer ends, in bearable time and memory, and says what it did not take.

use coeval::io::import::{self, DayOrder, Field, Format, Options};
use proptest::prelude::*;

use crate::corpus::imports::{self, check};

const FORMATS: [Format; 4] = [Format::Table, Format::Calendar, Format::Json, Format::TimelineXml];

/// Pieces that importers look for, so that random texts get somewhere.
const PIECES: &[&str] = &[
    ",",
    ";",
    "\t",
    "|",
    "\"",
    "'",
    "\n",
    "\r\n",
    "date",
    "title",
    "country",
    "Year",
    "End Month",
    "type",
    "era",
    "2024-10-14",
    "14/10/2024",
    "10/14/24",
    "-44",
    "NA",
    "IS",
    "sep=",
    "\u{feff}",
    "é",
    "日本",
    "\0",
    "\\",
    "999",
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "BEGIN:VTIMEZONE",
    "END:VTIMEZONE",
    "DTSTART:20241014T083000Z",
    "DTSTART;VALUE=DATE:20241014",
    "DTSTART;TZID=Nowhere:20240230T256199",
    "DTEND:0",
    "DURATION:-P1W",
    "DURATION:P99999999999D",
    "RRULE:FREQ=DAILY",
    "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "RRULE:FREQ=SECONDLY;INTERVAL=0",
    "RRULE:FREQ=WEEKLY;COUNT=99999999;BYDAY=MO,XX",
    "EXDATE:20241014",
    "RDATE:20241015",
    "RECURRENCE-ID:20241014",
    "SUMMARY:x",
    "UID:1",
    "X-COEVAL-DATE:2024",
    "CATEGORIES:a,b\\,c",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\"events\"",
    "\"start_date\"",
    "\"coeval\":1",
    "\"year\"",
    "null",
    "1e999",
    "\"\\ud800\"",
    "{\"events\":[",
    "{\"start_date\":{\"year\":\"2024\"},\"text\":{\"headline\":\"<a href='\"}}",
    "{\"date\":\"2024\",\"title\":\"x\"}",
    "<timeline>",
    "</timeline>",
    "<events>",
    "</events>",
    "<event>",
    "</event>",
    "<start>2024-10-14 0:0:0</start>",
    "<text>x</text>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "&b;",
    "&#0;",
    "<![CDATA[",
    "]]>",
    "<a ",
    "/>",
    "<era>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for format in FORMATS {
            check(format, &bytes, &Options::default());
        }
    }

    #[test]
    fn any_pieces(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60), lines in any::<bool>()) {
        let text = pieces.join(if lines { "\n" } else { "" });
        for format in FORMATS {
            check(format, text.as_bytes(), &Options::default());
        }
    }

    #[test]
    fn any_options(
        text in "[a-z0-9,;\"\n/-]{0,120}",
        separator in proptest::option::of(any::<u8>()),
        quote in proptest::option::of(any::<u8>()),
        header in proptest::option::of(any::<bool>()),
        column in 0_usize..9,
        field in proptest::sample::select(&Field::ALL[..]),
        repeats in 0_usize..3,
    ) {
        let options = Options {
            separator, quote, header,
            order: Some(DayOrder::MonthFirst),
            columns: vec![(column, Some(field)), (1, None), (usize::MAX, Some(field))],
            named_columns: vec![(Field::Title, Some(column.to_string()))],
            most_repeats: repeats,
            ..Options::default()
        };
        for format in FORMATS {
            check(format, text.as_bytes(), &options);
        }
    }
}

#[test]
fn nesting_ten_thousand_deep() {
    for (format, open) in [
        (Format::Json, "["),
        (Format::Json, "{\"events\":"),
        (Format::Json, "{\"events\":[{\"text\":"),
        (Format::TimelineXml, "<a>"),
        (Format::TimelineXml, "<timeline><events>"),
        (Format::Calendar, "BEGIN:VEVENT\n"),
        (Format::Calendar, "BEGIN:VALARM\n"),
        (Format::Table, "\""),
    ] {
        let text = open.repeat(10_000);
        check(format, text.as_bytes(), &Options::default());
        check(format, format!("{{\"events\":[{text}").as_bytes(), &Options::default());
    }
    // As deep as it gets, and closed.
    let deep = format!("{{\"events\":[{}{}]}}", "[".repeat(50_000), "]".repeat(50_000));
    check(Format::Json, deep.as_bytes(), &Options::default());
    let deep = format!("<timeline>{}{}</timeline>", "<a>".repeat(50_000), "</a>".repeat(50_000));
    check(Format::TimelineXml, deep.as_bytes(), &Options::default());
}

#[test]
fn entities_do_not_grow() {
    let mut text = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a0 \"lol\">".to_owned();
    for n in 1..20 {
        text += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    text += "]><timeline><events><event><start>2024-10-14 0:0:0</start><text>&a19;</text></event></events></timeline>";
    let imported = import::import_timeline_xml(text.as_bytes(), &Options::default());
    assert!(imported.report.failed.is_some());
}

/// What would take time in the square of its length, were it not looked at once.
#[test]
fn long_monotony_is_read_once() {
    let n = 200_000;
    for (format, text) in [
        (Format::Table, "\n".repeat(n)),
        (Format::Table, ",".repeat(n)),
        (Format::Table, format!("date,title\n{}", "2024,x\n".repeat(n / 10))),
        (Format::Table, format!("Year,Headline\n2024,{}\n", "<a".repeat(n))),
        (Format::Table, format!("date,title\n2024,\"{}", "\n".repeat(n))),
        (Format::TimelineXml, "<".repeat(n)),
        (Format::TimelineXml, "<a".repeat(n)),
        (Format::Json, format!("{{\"events\":[{}", "{},".repeat(n / 4))),
        (Format::Json, format!("{{\"events\":[{}", "\"".repeat(n))),
        (Format::Calendar, "BEGIN:VEVENT\nDTSTART:20241014\n".repeat(n / 40)),
        (
            Format::Calendar,
            format!("BEGIN:VEVENT\nDTSTART:20241014\nSUMMARY:{}\nEND:VEVENT", "x\n y".repeat(n / 4)),
        ),
    ] {
        check(format, text.as_bytes(), &Options::default());
    }
}

/// Tables of web pages leave tags open, and cells may say that they are wide.
#[test]
fn pasted_pages_are_read_once() {
    let n = 30_000;
    for page in [
        format!("<table>{}", "<tr><td>2024-10-14<td>x".repeat(n)),
        format!("<table>{}", "<tr>".repeat(n)),
        "<table>".repeat(n),
        format!("<table><tr>{}", "<td colspan=99999>x".repeat(500)),
        format!("<table><tr>{}", "<td ".repeat(n)),
        "<".repeat(n),
    ] {
        imports::pasted(page.as_bytes());
    }
}

/// Rows without end that are not taken, and lanes that are named as often as they are declared.
#[test]
fn many_of_each_are_counted_and_not_all_kept() {
    let rows = 200_000;
    let table = format!("date,title\n{}", "x,\n".repeat(rows));
    let report = import::import_table(table.as_bytes(), &Options::default()).report;
    assert_eq!((report.passed_over, report.skipped.len()), (rows, 10_000));
    let count = 30_000;
    let list = |each: &dyn Fn(usize) -> String| (0..count).map(each).collect::<Vec<_>>().join(",");
    let json = format!(
        "{{\"lanes\":[{}],\"events\":[{}]}}",
        list(&|n| format!("{{\"id\":\"L{n}\"}}")),
        list(&|n| format!("{{\"date\":\"2024\",\"title\":\"T\",\"country\":\"L{n}\"}}"))
    );
    let imported = import::import_json(json.as_bytes(), &Options::default());
    assert_eq!((imported.report.taken, imported.document.lanes().len()), (count, count));
}

/// Rules that never come about, or without end, cost no more than was granted.
#[test]
fn hostile_recurrence() {
    for rule in [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
        "FREQ=WEEKLY;COUNT=4294967295",
        "FREQ=MONTHLY;INTERVAL=65535",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=YEARLY;BYWEEKNO=53;BYDAY=1MO,-1SU,+53FR;BYSETPOS=-366",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=",
    ] {
        let event = format!(
            "BEGIN:VEVENT\r\nUID:r\r\nDTSTART:19700101T000000Z\r\nRRULE:{rule}\r\nSUMMARY:{rule}\r\nEND:VEVENT\r\n"
        );
        let text = format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", event.repeat(3));
        let imported = import::import_calendar(text.as_bytes(), &Options::default());
        check(Format::Calendar, text.as_bytes(), &Options::default());
        assert!(imported.document.events().len() <= 3 * import::MOST_REPEATS, "{rule}");
    }
}

#[test]
fn what_is_too_large_is_told() {
    let bytes = vec![b'x'; import::MAX_BYTES + 1];
    let imported = import::import(Format::Json, &bytes, &Options::default());
    assert!(imported.report.failed.unwrap().0.contains("MiB"));
}

#[test]
fn records_and_workbooks_of_any_bytes_do_no_harm() {
    for bytes in [
        &b"{\"a\":1}\n{\"a\":[{}]}\n"[..],
        b"{\"date\":\"2024\",\"title\":{\"x\":null}}\n\xff\n",
        b"",
        b"[",
        b"{",
    ] {
        imports::json_lines(bytes);
    }
    for bytes in [
        &b"PK\x03\x04"[..],
        b"PK\x05\x06\0\0\0\0",
        b"\x1f\x8b\x08",
        b"\xd0\xcf\x11\xe0",
        b"date,title\n2024,a\n",
        b"",
    ] {
        imports::sheet(bytes);
    }
}
