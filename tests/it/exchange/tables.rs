//! Tables that others made, read as `tests/data/import/EXPECTED.txt` says: for each file its first events as date, lane and
//! title, or the question that it leaves open. The published tables have real names of columns and rows made up.

use std::path::{Path, PathBuf};

use coeval::io::import::{self, Field, Imported, Options};

use super::lines;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import")
}

/// Every file below a folder but the expectations.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.file_name().unwrap() != "EXPECTED.txt" {
            found.push(path);
        }
    }
}

/// Reads a file as the command line does, with `FIELD=COLUMN` for what is said.
fn read(path: &Path, said: &[&str]) -> Imported {
    let bytes = std::fs::read(path).unwrap();
    let mut options = Options::for_path(path);
    for pair in said {
        let (field, column) = pair.split_once('=').unwrap();
        let column = (column != "none").then(|| column.to_owned());
        options.named_columns.push((Field::named(field).unwrap(), column));
    }
    match import::unpack(path, &bytes) {
        Ok(unpacked) => import::import(unpacked.format, &unpacked.bytes, &options),
        Err((message, hint)) => import::failed(&options, &message, &hint),
    }
}

/// What came of it, as the expectations write it.
fn outcome(imported: &Imported) -> Vec<String> {
    if let Some((message, _)) = &imported.report.failed {
        return vec![format!("! {message}")];
    }
    if let Some(question) = imported.report.questions.first() {
        return vec![format!("? {}", question.in_words())];
    }
    let mut told = lines(&imported.document);
    let involved = |event: &std::sync::Arc<coeval::model::Event>| {
        let names: Vec<String> = event.involves.iter().map(ToString::to_string).collect();
        if names.is_empty() { String::new() } else { format!(" + {}", names.join(", ")) }
    };
    for (line, event) in told.iter_mut().zip(imported.document.events()) {
        line.push_str(&involved(event));
    }
    let more = told.len().saturating_sub(12);
    told.truncate(12);
    if more > 0 {
        told.push(format!("… {more}"));
    }
    told.extend(
        imported.report.skipped.iter().map(|skipped| format!("- line {}: {}", skipped.line, skipped.reason)),
    );
    told
}

#[test]
fn tables_of_others_are_read_right_or_asked_about() {
    let folder = folder();
    let expected = std::fs::read_to_string(folder.join("EXPECTED.txt")).unwrap();
    let (mut found, mut named) = (String::new(), Vec::new());
    for head in expected.lines().filter(|line| line.starts_with("== ")) {
        let mut words = head[3..].split("  ");
        let name = words.next().unwrap();
        let said: Vec<&str> = words.collect();
        named.push(folder.join(name));
        let imported = read(&folder.join(name), &said);
        found.push_str(&format!("{head}\n{}\n", outcome(&imported).join("\n")));
    }
    let mut all = Vec::new();
    files(&folder, &mut all);
    all.retain(|path| !named.contains(path));
    assert!(all.is_empty(), "of these nothing is expected: {all:?}");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(folder.join("EXPECTED.txt"), &found).unwrap();
        return;
    }
    assert_eq!(found, expected, "run with UPDATE_EXPECTED=1 and look at what changed");
}

#[test]
fn what_was_decided_is_told_with_its_reason_and_can_be_changed() {
    let path = folder().join("usgs_time_column.csv");
    let table = read(&path, &[]).table.unwrap();
    let date = table.roles.iter().find(|role| role.field == Field::Date).unwrap();
    assert_eq!(table.names[date.column], "time");
    assert!(
        date.because.contains("time") && date.because.contains("all 2 cells are dates"),
        "{}",
        date.because
    );
    // What the user names beats any guess; a column that is named twice serves twice.
    let told = read(&path, &["date=updated", "title=place", "place=place", "tags=type"]);
    let event = &told.document.events()[0];
    assert_eq!(
        (event.date.text(), &*event.title, &*event.place),
        ("2022-08-01T11:58:31Z", "25 km SSE of Palca, Peru", "25 km SSE of Palca, Peru")
    );
    // And every field can be emptied.
    let told = read(&path, &["sources=none", "place=none", "id=none", "tags=none"]);
    assert!(told.table.unwrap().roles.iter().all(|role| matches!(role.field, Field::Date | Field::Title)));
}

#[test]
fn a_table_that_is_turned_keeps_the_lines_of_the_file() {
    let text = "Date,Iran,Iraq,Israel\n2024-10-14,Talks held,Visit made,Strike\nsoon,Talks again,,\n";
    let found = super::imported(import::Format::Table, text);
    assert_eq!(lines(&found.document).len(), 3);
    let skipped: Vec<usize> = found.report.skipped.iter().map(|skipped| skipped.line).collect();
    assert_eq!(skipped, [3]);
}

#[test]
fn marks_for_nothing_are_none_in_any_column() {
    for mark in ["NA", "N/A", "#N/A", "n.a.", "NaN", "NULL", "None", "-", "?", "", "-9", "-99", "-999"] {
        let text = format!(
            "start,end,title,country,place,importance,notes\n2024-10-14,2024-10-15,A,Iran,Tabriz,3,x\n\
             2024-10-16,{mark},B,{mark},{mark},{mark},{mark}\n2024-10-17,2024-10-18,C,Israel,Haifa,4,y\n"
        );
        let found = super::imported(import::Format::Table, &text);
        assert_eq!(lines(&found.document)[1], "2024-10-16 file B", "{mark}");
        let event = &found.document.events()[1];
        assert_eq!((&*event.place, event.importance, &*event.summary), ("", 3, ""), "{mark}");
        assert_eq!(found.report.passed_over, 0, "{mark}");
        let told = found.report.notes.iter().any(|note| note.contains(&format!("{mark} (")));
        assert!(told || mark.is_empty(), "{mark}: {:?}", found.report.notes);
    }
}

#[test]
fn namibia_stands_among_codes_alone() {
    let lanes = |cells: &[&str]| -> Vec<String> {
        let rows: Vec<String> = cells.iter().map(|cell| format!("2024-10-14,a,{cell}\n")).collect();
        let found = super::imported(import::Format::Table, &format!("date,title,country\n{}", rows.concat()));
        found.document.events().iter().map(|event| event.lane.to_string()).collect()
    };
    assert_eq!(lanes(&["ZA", "NA", "BW"]), ["ZA", "NA", "BW"]);
    assert_eq!(lanes(&["South Africa", "NA", "Botswana"]), ["ZA", "file", "BW"]);
    assert_eq!(lanes(&["ZAF", "NA", "BWA"]), ["ZA", "file", "BW"]);
    assert_eq!(lanes(&["South Africa", "Namibia"]), ["ZA", "NA"]);
}

/// A workbook, its table once more under another name, packed, and too large when unpacked.
#[test]
fn files_are_known_by_their_bytes_and_unpacked_within_bounds() {
    use std::io::Write;
    let text = b"date,title,country\n2024-10-14,Talks,Iran\n";
    let gz = |bytes: &[u8]| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    };
    let zip = |files: &[(&str, &[u8])]| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    let told = |name: &str, bytes: &[u8]| match import::unpack(Path::new(name), bytes) {
        Ok(unpacked) => {
            outcome(&import::import(unpacked.format, &unpacked.bytes, &Options::for_path(Path::new(name))))
        }
        Err((message, _)) => vec![format!("! {message}")],
    };
    let right = ["2024-10-14 IR Talks"];
    assert_eq!(told("talks.csv.gz", &gz(text)), right);
    assert_eq!(told("talks.zip", &zip(&[("readme.md", b"x"), ("in/talks.csv", text)])), right);
    assert!(
        told("two.zip", &zip(&[("a.csv", text), ("b.csv", text)]))[0]
            .starts_with("! Which file of the archive is meant")
    );
    let book = zip(&workbook());
    assert_eq!(told("talks.xlsx", &book), ["2024-10-14 IR Talks", "2024-10-15T08:30 IL Strike"]);
    assert_eq!(told("talks.csv", &book), ["2024-10-14 IR Talks", "2024-10-15T08:30 IL Strike"]);
    let bomb = gz(&vec![b' '; import::MAX_BYTES + 1]);
    assert!(told("bomb.csv.gz", &bomb)[0].contains("unpacks to more than"));
    assert!(told("x.parquet", b"PAR1xx")[0].contains("Parquet"));
    assert!(told("x.csv", b"%PDF-1.7")[0].contains("PDF"));
}

/// Dates by either epoch, hours in cells of their own, hidden rows, and .ods.
#[test]
fn cells_of_workbooks_are_what_they_show() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/import_sheet");
    let told = |name: &str| read(&folder.join(name), &[]);
    let dates = told("dates.xlsx");
    assert_eq!(
        outcome(&dates)[..3],
        ["2024-10-14 IR Talks", "2024-10-15T12:00 IQ Visit", "2024-10-14 IR Text date"]
    );
    let notes = dates.report.notes.join("; ");
    assert!(notes.contains("1 row is hidden") && notes.contains("1 line stands above"), "{notes}");
    assert_eq!(outcome(&told("epoch_1904.xlsx"))[0], "2028-10-15 IR Talks", "four years and a day later");
    assert_eq!(
        outcome(&told("times.xlsx")),
        ["2024-10-14T08:30 times Talks", "2024-10-15T00:00 times Visit"]
    );
    assert_eq!(outcome(&told("plain.ods")), ["2024-10-14 plain Talks"]);
}

/// The parts of a small .xlsx with a merged title above its table and dates as numbers in a date's format.
fn workbook() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Events" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#),
        ("xl/styles.xml", br#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>"#),
        ("xl/worksheets/sheet1.xml", br#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Talks of the year</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Date</t></is></c><c r="B2" t="inlineStr"><is><t>Title</t></is></c><c r="C2" t="inlineStr"><is><t>Country</t></is></c></row><row r="3"><c r="A3" s="1"><v>45579</v></c><c r="B3" t="inlineStr"><is><t>Talks</t></is></c><c r="C3" t="inlineStr"><is><t>Iran</t></is></c></row><row r="4"><c r="A4" s="1"><v>45580.354166666664</v></c><c r="B4" t="inlineStr"><is><t>Strike</t></is></c><c r="C4" t="inlineStr"><is><t>Israel</t></is></c></row></sheetData></worksheet>"#),
    ]
}

/// What nothing in a table decides is asked, and shown day first until then, as most of the world writes it; what its own
/// rows decide is not asked.
#[test]
fn an_order_that_nothing_decides_is_asked_and_read_day_first_until_then() {
    let read = |dates: [&str; 2]| {
        let [a, b] = dates;
        let text = format!("Date,Title,Country\n{a},Talks,IR\n{b},Visit,IL\n");
        let path = Path::new("dates.csv");
        let unpacked = import::unpack(path, text.as_bytes()).unwrap();
        let imported = import::import(unpacked.format, &unpacked.bytes, &Options::for_path(path));
        let dates: Vec<String> =
            imported.document.events().iter().map(|event| event.date.text().to_owned()).collect();
        (imported.report.questions, dates)
    };
    let (questions, dates) = read(["03/04/2024", "05/06/2024"]);
    assert_eq!(dates, ["2024-04-03", "2024-06-05"]);
    let both = vec![import::DayOrder::DayFirst, import::DayOrder::MonthFirst];
    let (examples, until_then) = (vec!["03/04/2024".to_owned()], import::DayOrder::DayFirst);
    assert_eq!(questions, [import::Question::Order { examples, any_of: both, until_then }]);
    for (dates, read_as) in [
        (["03/04/2024", "25/06/2024"], ["2024-04-03", "2024-06-25"]),
        (["03/04/2024", "05/26/2024"], ["2024-03-04", "2024-05-26"]),
        (["03.04.2024", "05.06.2024"], ["2024-04-03", "2024-06-05"]),
        // Both orders mean the same days.
        (["04/04/2024", "06/06/2024"], ["2024-04-04", "2024-06-06"]),
    ] {
        let (questions, found) = read(dates);
        assert!(questions.is_empty(), "{dates:?}: {questions:?}");
        assert_eq!(found, read_as);
    }
}
