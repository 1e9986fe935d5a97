//! Spreadsheets: Excel's .xlsx, .xlsm, .xlsb and .xls, and OpenDocument's .ods, through calamine. A cell that is formatted
//! as a date is a date, by the epoch of its file.

use std::io::{Cursor, Read};

use calamine::{Data, ExcelDateTime, Reader, Sheets, open_workbook_auto_from_rs};

use super::draft::Builder;
use super::report::Question;
use super::table::{Row, Rows, of_rows};
use super::{Imported, MAX_BYTES, Options, grouped};

/// Reads a workbook.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let mut builder = Builder::new(options);
    if let Some(message) = too_large(bytes) {
        builder.report.fail(message, "save the sheet as CSV");
        return builder.finish();
    }
    let mut book = match open_workbook_auto_from_rs(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => {
            builder.report.fail(format!("it cannot be read as a workbook: {error}"), "save the sheet as CSV");
            return builder.finish();
        }
    };
    let Some((name, range)) = chosen(&mut book, options, &mut builder) else { return builder.finish() };
    let first = range.start().map_or(0, |(row, _)| row as usize);
    let row =
        |(at, cells): (usize, &[Data])| Row { line: first + at + 1, cells: cells.iter().map(text).collect() };
    let rows = range.rows().enumerate().map(row);
    let rows: Vec<Row> = rows.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())).collect();
    builder.report.note(format!("Read from the sheet “{name}”"));
    let hidden = hidden_rows(bytes);
    if hidden > 0 {
        let rows = if hidden == 1 { "row is" } else { "rows are" };
        builder
            .report
            .note(format!("{} {rows} hidden in the workbook and read all the same", grouped(hidden)));
    }
    drop(range);
    of_rows(Rows::of(rows, options.header), options, builder)
}

/// The sheet that is asked for, or the only one with a table in it, or one that is far longer than the others.
fn chosen(
    book: &mut Sheets<Cursor<&[u8]>>,
    options: &Options,
    builder: &mut Builder<'_>,
) -> Option<(String, calamine::Range<Data>)> {
    let names = book.sheet_names();
    let mut found: Vec<(String, calamine::Range<Data>)> = Vec::new();
    for name in &names {
        if options.sheet.as_ref().is_some_and(|asked| asked != name) {
            continue;
        }
        match book.worksheet_range(name) {
            Ok(range) if options.sheet.is_some() || (range.height() > 1 && range.width() > 1) => {
                found.push((name.clone(), range));
            }
            Ok(_) => {}
            Err(error) => builder.report.note(format!("The sheet “{name}” cannot be read: {error}")),
        }
    }
    if found.is_empty() {
        let message = match &options.sheet {
            Some(name) => format!("there is no sheet “{name}”"),
            None => "there is no sheet with a table in it".to_owned(),
        };
        builder.report.fail(message, format!("the sheets are {}", names.join(", ")));
        return None;
    }
    let longest = (0..found.len()).max_by_key(|at| found[*at].1.height())?;
    let height = found[longest].1.height();
    let rivals =
        found.iter().enumerate().filter(|(at, (_, range))| *at != longest && range.height() * 2 > height);
    if rivals.count() > 0 {
        let sheets = found.iter().map(|(name, _)| name.clone()).collect();
        builder.report.questions.push(Question::Sheet { sheets });
    }
    Some(found.swap_remove(longest))
}

/// What a cell says.
fn text(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(moment) => moment_text(moment),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    let clock = format!("{hour:02}:{minute:02}{seconds}");
    let value = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&value) {
        return clock;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date}T{clock}") }
}

/// Why a workbook is too much: what it unpacks to is counted, for what its directory says of that can be untrue.
fn too_large(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut left = MAX_BYTES as u64 * 2;
    for at in 0..archive.len() {
        let Ok(mut entry) = archive.by_index(at) else { continue };
        let read = std::io::copy(&mut (&mut entry).take(left), &mut std::io::sink()).unwrap_or(0);
        left -= read.min(left);
        if left == 0 {
            return Some(format!("it unpacks to more than {} MiB", (MAX_BYTES * 2) >> 20));
        }
    }
    None
}

/// How many rows of an .xlsx are hidden.
fn hidden_rows(bytes: &[u8]) -> usize {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return 0 };
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| name.ok().map(std::borrow::Cow::into_owned))
        .filter(|name| name.starts_with("xl/worksheets/"))
        .collect();
    let mut count = 0;
    for name in names {
        let mut text = String::new();
        if let Ok(mut entry) = archive.by_name(&name)
            && entry.read_to_string(&mut text).is_ok()
        {
            let rows = text.split("<row ").skip(1).filter_map(|row| row.split('>').next());
            count +=
                rows.filter(|row| row.contains("hidden=\"1\"") || row.contains("hidden=\"true\"")).count();
        }
    }
    count
}
