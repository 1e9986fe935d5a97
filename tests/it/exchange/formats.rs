//! What each format is read as, and what is told of what is not taken.

use coeval::io::import::{self, Codes, DayOrder, Field, Format, Options, Question, Table};

use super::{imported, lines};

/// What each column serves for.
fn served(table: &Table) -> Vec<Option<Field>> {
    (0..table.names.len()).map(|at| table.fields(at).next().map(|role| role.field)).collect()
}

#[test]
fn a_table() {
    let text = "Datum;Was;Land;Tags\n14.10.2024;Talks in Tehran;Iran;diplomacy, rail\n\n15.10.2024;;Israel;\n32.10.2024;Never;IL;\n\
                1.11.2024;War;NA;war\n";
    let found = imported(Format::Table, text);
    let events: Vec<_> =
        found.document.events().iter().map(|e| (e.date.text().to_owned(), e.lane.to_string())).collect();
    // The second column has no name that is known, and words that differ from row to row.
    assert_eq!(
        events,
        // "NA" among names is R's mark for nothing, and not Namibia.
        [("2024-10-14".to_owned(), "IR".to_owned()), ("2024-11-01".to_owned(), "file".to_owned())]
    );
    assert_eq!(found.document.events()[0].tags.join("|"), "diplomacy|rail");
    let skipped: Vec<_> = found.report.skipped.iter().map(|s| (s.line, s.reason.as_str())).collect();
    assert_eq!(skipped[0], (4, "no title"));
    assert_eq!(skipped[1].0, 5);
    assert!(skipped[1].1.starts_with("“32.10.2024” is not a date"), "{}", skipped[1].1);
    assert_eq!(found.report.in_short(), "2 events, 2 skipped");
    let table = found.table.unwrap();
    assert_eq!((table.separator, table.header, table.order), (b';', true, Some(DayOrder::DayFirst)));
    assert_eq!(
        served(&table),
        [Some(Field::Date), Some(Field::Title), Some(Field::Country), Some(Field::Tags)]
    );
}

#[test]
fn what_a_table_leaves_open_is_asked_and_answered() {
    let text = "date,title,country\n03/04/2024,a,IS\n05/06/2024,b,IR\n";
    let found = imported(Format::Table, text);
    assert!(matches!(&found.report.questions[..], [Question::Order { .. }, Question::Codes { .. }]));
    assert_eq!(found.report.questions[0].in_words(), "Does 03/04/2024 begin with the day or with the month?");
    assert_eq!(
        found.report.questions[1].in_words(),
        "IS means Iceland in names and ISO letters and Israel in FIPS 10-4. Which is right?"
    );
    let options =
        Options { order: Some(DayOrder::MonthFirst), codes: Some(Codes::Fips), ..Options::default() };
    let found = import::import_table(text.as_bytes(), &options);
    assert_eq!(found.report.questions, []);
    assert_eq!(lines(&found.document), ["2024-03-04 IL a", "2024-05-06 IR b"]);
}

#[test]
fn a_place_is_a_country_where_its_values_are() {
    let text = "date,title,where\n2024-10-14,a,IR\n2024-10-15,b,IL\n2024-10-16,c,AZ\n";
    let found = imported(Format::Table, text);
    assert_eq!(lines(&found.document), ["2024-10-14 IR a", "2024-10-15 IL b", "2024-10-16 AZ c"]);
    let fields = |text: &str| served(&imported(Format::Table, text).table.unwrap());
    let places = fields("date,title,where\n2024-10-14,a,Tabriz\n2024-10-15,b,Haifa\n2024-10-16,c,Iran\n");
    assert_eq!(places[2], Some(Field::Place), "towns");
    let both = fields("date,title,country,where\n2024-10-14,a,IR,IL\n2024-10-15,b,IL,IR\n");
    assert_eq!(both[2..], [Some(Field::Country), Some(Field::Place)], "another column tells it");
}

#[test]
fn rows_without_a_country_go_to_one_lane() {
    let text = "date,title\n2024-10-14,a\n2024-10-15,b\n";
    let found = imported(Format::Table, text);
    assert_eq!(lines(&found.document), ["2024-10-14 file a", "2024-10-15 file b"]);
    assert!(found.document.lanes()[0].declared);
    let options = Options { lane: Some("Iran".to_owned()), ..Options::default() };
    let found = import::import_table(text.as_bytes(), &options);
    assert_eq!(lines(&found.document), ["2024-10-14 IR a", "2024-10-15 IR b"]);
    assert!(!found.document.lanes()[0].declared);
}

#[test]
fn columns_can_be_said() {
    let text = "a,b,c\n2024-10-14,x,2024-10-15\n";
    let options = Options {
        header: Some(true),
        named_columns: vec![(Field::Date, Some("C".to_owned())), (Field::Title, Some("2".to_owned()))],
        ..Options::default()
    };
    assert_eq!(lines(&import::import_table(text.as_bytes(), &options).document), ["2024-10-15 Imported x"]);
    let options =
        Options { named_columns: vec![(Field::Date, Some("nowhere".to_owned()))], ..Options::default() };
    assert!(import::import_table(text.as_bytes(), &options).report.failed.unwrap().1.contains("a, b, c"));
}

#[test]
fn timelinejs_sheet() {
    let text = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Type,Group\n\
                ,,,,,,,,,The rope,<p>A story</p>,,title,\n\
                2024,10,14,08:30,,,,,,Talks,\"<a href=\"\"https://a.org\"\">More</a>\",https://b.org,,Iran\n\
                2024,11,11,,2024,11,22,,,COP29,,,,Azerbaijan\n\
                2020,,,,2021,,,,,The war,,,era,\n\
                -44,3,15,,,,,,,Ides,,,,\n\
                ,,,,,,,,soon,Nothing,,,,\n";
    let found = imported(Format::Table, text);
    assert_eq!((found.document.title(), found.document.summary()), ("The rope", "A story"));
    assert_eq!(
        lines(&found.document),
        [
            "2024-10-14T08:30 IR Talks",
            "2024-11-11/2024-11-22 AZ COP29",
            "2020/2021 file The war",
            "-0043-03-15 file Ides",
        ]
    );
    assert_eq!(found.document.events()[0].sources.join(" "), "https://b.org https://a.org");
    assert_eq!(found.document.events()[2].tags.join(" "), "era");
    assert_eq!(found.report.skipped[0].line, 7);
}

#[test]
fn timelinejs_json() {
    let text = r#"{
  "title": {"text": {"headline": "The <b>rope</b>", "text": "x"}},
  "events": [
    {"start_date": {"year": "2024", "month": 10, "day": "14", "hour": "8", "minute": "5"}, "text": {"headline": "Talks", "text": "&eacute; &amp;"},
     "media": {"url": "https://b.org"}, "group": "Iran", "unique_id": "t1"},
    {"start_date": {"year": -44}, "end_date": {"year": -43}, "text": {"headline": "Before"}, "group": "Rome"},
    {"text": {"headline": "No date"}},
    {"start_date": 7,
  ],
  "eras": [{"start_date": {"year": 2020}, "end_date": {"year": 2021}, "text": {"headline": "War"}}]
}"#;
    let found = imported(Format::Json, text);
    assert_eq!(found.document.title(), "The rope");
    let events = lines(&found.document);
    assert!(events.contains(&"2024-10-14T08:05 file Talks".to_owned()), "{events:?}");
    assert!(events.contains(&"-0043/-0042 file Before".to_owned()), "{events:?}");
    assert_eq!(found.document.events()[0].tags.join(" "), "Iran", "one of two groups is no country");
    let skipped: Vec<usize> = found.report.skipped.iter().map(|skipped| skipped.line).collect();
    assert!(skipped.contains(&7) && skipped.contains(&8), "{:?}", found.report.skipped);
    let old = r#"{"timeline": {"headline": "Old", "date": [{"startDate": "2011,12,10", "endDate": "2011,12,11", "headline": "A"}]}}"#;
    let found = imported(Format::Json, old);
    assert_eq!(
        (found.document.title(), lines(&found.document)),
        ("Old", vec!["2011-12-10/2011-12-11 file A".to_owned()])
    );
}

#[test]
fn our_own_json_with_flaws() {
    let text = "{\"coeval\": 1, \"events\": [\n{\"date\": \"2024-10-14\", \"title\": \"a\", \"country\": \"Iran\"},\n\
                {\"date\": \"14.10.2024\", \"title\": \"b\"},\n{\"date\": 5},\n{\"date\": \"2024\", \"title\": \"c\", \"lane\": \"IL\", \"more\": 1}\n]}";
    let found = imported(Format::Json, text);
    assert_eq!(lines(&found.document), ["2024-10-14 IR a", "2024 IL c"]);
    let skipped: Vec<usize> = found.report.skipped.iter().map(|skipped| skipped.line).collect();
    assert_eq!(skipped, [3, 4]);
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Embassy\r\n\
BEGIN:VTIMEZONE\r\nTZID:Iran Standard Time\r\nX-LIC-LOCATION:Asia/Tehran\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
TZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n\
BEGIN:VEVENT\r\nUID:one\r\nDTSTART;VALUE=DATE:20241111\r\nDTEND;VALUE=DATE:20241123\r\nSUMMARY:COP29\\, Baku\r\n\
CATEGORIES:climate,UN\r\nLOCATION:Baku\r\nDESCRIPTION:Long\\nand folded\r\n  here\r\nURL:https://cop29.az\r\nPRIORITY:1\r\n\
ATTENDEE;CN=Ilham Aliyev:mailto:x@example.org\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:two\r\nDTSTART;TZID=Iran Standard Time:20241014T083000\r\nDURATION:PT1H\r\nSUMMARY:Talks\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:three\r\nDTSTART;TZID=Nowhere:20241014T083000\r\nSUMMARY:Lost\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:four\r\nSUMMARY:No date\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:five\r\nDTSTART;VALUE=DATE:20241014\r\nSTATUS:CANCELLED\r\nSUMMARY:Off\r\nEND:VEVENT\r\n\
BEGIN:VTODO\r\nSUMMARY:Task\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";

#[test]
fn a_calendar() {
    let found = imported(Format::Calendar, CALENDAR);
    assert_eq!(
        lines(&found.document),
        [
            "2024-11-11/2024-11-22 Embassy COP29, Baku",
            "2024-10-14T08:30[Asia/Tehran]/2024-10-14T09:30[Asia/Tehran] Embassy Talks",
            "2024-10-14T08:30 Embassy Lost",
        ]
    );
    let cop = &found.document.events()[0];
    assert_eq!((cop.id.as_str(), cop.place.as_str(), cop.importance), ("one", "Baku", 5));
    assert_eq!(
        (cop.tags.join("|"), cop.people.join("|")),
        ("climate|UN".to_owned(), "Ilham Aliyev".to_owned())
    );
    assert_eq!(
        (cop.summary.as_str(), cop.sources.join("|")),
        ("Long\nand folded here", "https://cop29.az".to_owned())
    );
    let skipped: Vec<_> = found.report.skipped.iter().map(|s| (s.line, s.reason.as_str())).collect();
    assert_eq!(skipped, [(37, "no date (DTSTART)"), (41, "cancelled"), (47, "a task (VTODO), not an event")]);
    assert!(found.report.notes.iter().any(|note| note.contains("“Nowhere”")), "{:?}", found.report.notes);
}

#[test]
fn recurring_events() {
    let text = "BEGIN:VEVENT\r\nUID:w\r\nDTSTART;VALUE=DATE:20241001\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE;VALUE=DATE:20241008\r\n\
                SUMMARY:Weekly\r\nEND:VEVENT\r\n\
                BEGIN:VEVENT\r\nUID:w\r\nRECURRENCE-ID;VALUE=DATE:20241015\r\nDTSTART;VALUE=DATE:20241016\r\nSUMMARY:Moved\r\nEND:VEVENT\r\n\
                BEGIN:VEVENT\r\nUID:d\r\nDTSTART:20240101T100000Z\r\nDTEND:20240101T110000Z\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Daily\r\nEND:VEVENT\r\n\
                BEGIN:VEVENT\r\nUID:s\r\nDTSTART:20240101T100000Z\r\nRRULE:FREQ=HOURLY\r\nSUMMARY:Hourly\r\nEND:VEVENT\r\n";
    let options = Options { name: "c".to_owned(), most_repeats: 5, ..Options::default() };
    let found = import::import_calendar(text.as_bytes(), &options);
    assert_eq!(
        lines(&found.document),
        [
            "2024-10-01 c Weekly",
            "2024-10-16 c Moved",
            "2024-10-22 c Weekly",
            "2024-01-01T10:00Z/2024-01-01T11:00Z c Daily",
            "2024-01-02T10:00Z/2024-01-02T11:00Z c Daily",
            "2024-01-03T10:00Z/2024-01-03T11:00Z c Daily",
            "2024-01-04T10:00Z/2024-01-04T11:00Z c Daily",
            "2024-01-05T10:00Z/2024-01-05T11:00Z c Daily",
            "2024-01-01T10:00Z c Hourly",
        ]
    );
    let notes = found.report.notes.join("\n");
    assert!(notes.contains("ends after 5 occurrences or 100 years: “Daily”"), "{notes}");
    assert!(
        notes.contains("Imported only once, because they repeat within a day or too often: “Hourly”"),
        "{notes}"
    );
    assert_eq!(found.document.events()[1].id.as_str(), "w-2024-10-16");
}

#[test]
fn the_timeline_project() {
    let text = r#"<?xml version="1.0" encoding="utf-8"?>
<timeline>
  <version>2.9.0</version>
  <timetype>gregoriantime</timetype>
  <eras><era><name>Cold war</name><start>1947-03-12 00:00:00</start><end>1991-12-26 00:00:00</end></era></eras>
  <categories><category><name>Talks</name><color>173,216,230</color></category></categories>
  <events>
    <event>
      <start>2024-10-14 00:00:00</start><end>2024-10-14 00:00:00</end>
      <text>Pezeshkian receives Mustafayev</text><fuzzy>False</fuzzy><locked>True</locked><ends_today>False</ends_today>
      <category>Talks</category><description>Rail &amp; road</description><hyperlink>https://a.org;https://b.org</hyperlink>
    </event>
    <event><start>2024-10-01 08:30:00</start><end>2024-10-02 10:00:00</end><text>Visit</text></event>
    <event><start>2023-01-01 00:00:00</start><end>2024-01-01 00:00:00</end><text>Since</text><fuzzy>True</fuzzy><ends_today>True</ends_today></event>
    <event><start>2024-13-01 00:00:00</start><end>2024-10-02 10:00:00</end><text>Never</text></event>
    <event><start>-0044-03-15 00:00:00</start><end>-0044-03-15 00:00:00</end><text>Ides</text></event>
  </events>
</timeline>"#;
    let found = imported(Format::TimelineXml, text);
    assert_eq!(
        lines(&found.document),
        [
            "1947-03-12/1991-12-26 file Cold war",
            "2024-10-14 file Pezeshkian receives Mustafayev",
            "2024-10-01T08:30/2024-10-02T10:00 file Visit",
            "2023-01-01~/.. file Since",
            "-0044-03-15 file Ides",
        ]
    );
    let talks = &found.document.events()[1];
    assert_eq!(
        (talks.tags.join(" "), talks.sources.len(), talks.summary.as_str()),
        ("Talks".to_owned(), 2, "Rail & road")
    );
    assert_eq!(found.report.skipped[0].line, 15);
}

#[test]
fn what_is_something_else_is_told() {
    for (format, text) in [
        (Format::Table, ""),
        (Format::Calendar, "hello"),
        (Format::Json, "hello"),
        (Format::Json, "{}"),
        (Format::TimelineXml, "hello"),
        (Format::TimelineXml, "<html/>"),
        (Format::TimelineXml, "<timeline><timetype>numtime</timetype></timeline>"),
    ] {
        let found = imported(format, text);
        assert!(found.report.failed.is_some(), "{text}");
    }
}
