//! Spreadsheets: Excel's .xlsx, .xlsm, .xlsb and .xls, and OpenDocument's .ods, through calamine. A cell that is formatted
//! as a date is a date, by the epoch of its file.

use std::io::{Cursor, Read};

use calamine::{Data, Dimensions, ExcelDateTime, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};

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
    let mut table: Vec<Vec<String>> = range.rows().map(|cells| cells.iter().map(text).collect()).collect();
    let filled = fill_down(&mut table, range.start().unwrap_or_default(), &merged(&mut book, &name));
    if filled > 0 {
        let cells = if filled == 1 { "cell is" } else { "cells are" };
        builder
            .report
            .note(format!("{} {cells} merged with the one above and read as the same", grouped(filled)));
    }
    let row = |(at, cells): (usize, Vec<String>)| Row { line: first + at + 1, cells: cells.iter().collect() };
    let rows = table.into_iter().enumerate().map(row);
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
    // What its author has hidden is read only where it is asked for, or nothing else is there.
    let is_hidden = |sheet: &calamine::Sheet| sheet.visible != SheetVisible::Visible;
    let hidden: Vec<String> = match (&options.sheet, book.sheets_metadata()) {
        (None, sheets) if !sheets.iter().all(is_hidden) => {
            sheets.iter().filter(|sheet| is_hidden(sheet)).map(|sheet| sheet.name.clone()).collect()
        }
        _ => Vec::new(),
    };
    if !hidden.is_empty() {
        let sheets = if hidden.len() == 1 { "sheet is" } else { "sheets are" };
        builder.report.note(format!("{} {sheets} hidden and not read: {}", hidden.len(), hidden.join(", ")));
    }
    for name in names.iter().filter(|name| !hidden.contains(name)) {
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

/// The cells of a sheet that are merged into one.
fn merged(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Vec<Dimensions> {
    match book {
        // Where they cannot be read, nothing is merged: what is missing then is told row by row.
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    }
}

/// Gives cells that are merged downwards what stands in the first of them, and counts them: a date that is written once
/// for several rows. What is merged sideways is a title.
fn fill_down(table: &mut [Vec<String>], start: (u32, u32), merged: &[Dimensions]) -> usize {
    let at = |row: u32, column: u32| {
        Some((row.checked_sub(start.0)? as usize, column.checked_sub(start.1)? as usize))
    };
    let mut filled = 0;
    for area in merged.iter().filter(|area| area.start.1 == area.end.1 && area.start.0 < area.end.0) {
        let Some((top, column)) = at(area.start.0, area.start.1) else { continue };
        let Some((bottom, _)) = at(area.end.0, area.end.1) else { continue };
        let first = table.get(top).and_then(|row| row.get(column)).cloned().unwrap_or_default();
        let last = bottom.min(table.len().saturating_sub(1));
        for row in table.get_mut(top + 1..=last).unwrap_or_default() {
            // A row without anything of its own stays none.
            let has_own = row.iter().any(|cell| !cell.is_empty());
            if let Some(cell) =
                row.get_mut(column).filter(|cell| has_own && cell.is_empty() && !first.is_empty())
            {
                cell.clone_from(&first);
                filled += 1;
            }
        }
    }
    filled
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
