//! Makes events of a table's rows, once it is known what its columns are.

mod columns;
mod country_code_table;
mod country_codes;
mod csv;
pub(in crate::io::import) mod dates;

pub use columns::Field;
pub use country_codes::Codes;
pub use dates::DayOrder;

use self::columns::fold;
use self::csv::{Row, Rows};
use self::dates::Order;
use crate::io::import::draft::{Builder, Draft};
use crate::io::import::encoding::{Because, Charset, decode};
use crate::io::import::report::Question;
use crate::io::import::{Imported, Options, html};
use crate::model::EventDate;

/// So many rows are shown as they stand.
const SHOWN: usize = 100;

/// How a table was read, for what shows it and lets it be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub names: Vec<String>,
    /// What each is taken as.
    pub fields: Vec<Option<Field>>,
    /// The first rows as they stand, with their lines.
    pub first: Vec<(usize, Vec<String>)>,
    /// How many rows there are.
    pub rows: usize,
    /// What stands between cells.
    pub separator: u8,
    /// What stands around cells.
    pub quote: u8,
    /// Whether the first row names the columns.
    pub header: bool,
    /// The encoding.
    pub charset: Charset,
    /// Why it is taken for this.
    pub because: Because,
    /// What comes first in dates of numbers; `None` where it makes no difference.
    pub order: Option<DayOrder>,
    /// How countries are written.
    pub codes: Codes,
}

/// Reads a table.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    let mut builder = Builder::new(options);
    builder.title.clone_from(&options.name);
    let rows = csv::read(&decoded.text, options, &mut builder.report);
    let fields = fields(&rows, options, &mut builder);
    let order = order(&rows, &fields, options, &mut builder);
    builder.codes = codes(&rows, &fields, options, &mut builder);
    if rows.rows.is_empty() && builder.report.failed.is_none() {
        builder.report.fail("there is no row in it", "is it the right file?");
    }
    tell(&rows, &fields, &decoded.charset, decoded.because, decoded.damaged, &mut builder);
    let has = |field| fields.contains(&Some(field));
    if !rows.rows.is_empty() {
        if !has(Field::Date) && !has(Field::Year) {
            builder.report.questions.push(Question::NoDate);
        }
        if !has(Field::Title) {
            builder.report.questions.push(Question::NoTitle);
        }
    }
    let asked = builder.report.questions.iter().any(|q| matches!(q, Question::NoDate | Question::NoTitle));
    let mut reader = RowReader {
        rows: &rows,
        fields: &fields,
        order: order.unwrap_or(DayOrder::DayFirst),
        commas: Vec::new(),
    };
    reader.commas = (0..fields.len()).map(|at| !rows.column(at).any(|cell| cell.contains(';'))).collect();
    if !asked {
        for row in &rows.rows {
            reader.take(row, &mut builder);
        }
    }
    let table = Table {
        first: rows.rows.iter().take(SHOWN).map(|row| (row.line, shown(row, rows.names.len()))).collect(),
        rows: rows.rows.len(),
        fields,
        separator: rows.separator,
        quote: rows.quote,
        header: rows.header,
        charset: decoded.charset,
        because: decoded.because,
        order,
        codes: builder.codes,
        names: rows.names,
    };
    Imported { table: Some(table), ..builder.finish() }
}

/// The cells of a row, cut, as many as there are columns.
fn shown(row: &Row, width: usize) -> Vec<String> {
    let cell = |at: usize| crate::io::problems::shown(row.cells.get(at).unwrap_or_default().trim(), 120);
    (0..width).map(cell).collect()
}

/// What each column is taken as: as asked, and else as guessed.
fn fields(rows: &Rows, options: &Options, builder: &mut Builder<'_>) -> Vec<Option<Field>> {
    let mut asked: Vec<Option<Option<Field>>> = vec![None; rows.names.len()];
    for (at, field) in &options.columns {
        if let Some(place) = asked.get_mut(*at) {
            *place = Some(*field);
        }
    }
    for (field, name) in &options.named_columns {
        let by_name = rows.names.iter().position(|own| own == name);
        let by_name = by_name.or_else(|| rows.names.iter().position(|own| fold(own) == fold(name)));
        let number = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match by_name.or(number.filter(|at| *at < rows.names.len())) {
            Some(at) => asked[at] = Some(Some(*field)),
            None if rows.names.is_empty() => {}
            None => builder.report.fail(
                format!("there is no column “{name}”"),
                format!("the columns are {}", rows.names.join(", ")),
            ),
        }
    }
    let mut fields = columns::guess(&rows.names, |at| rows.column(at));
    for (at, field) in asked.iter().enumerate() {
        let Some(field) = field else { continue };
        // What was asked for takes its field from the column that was guessed.
        if let Some(single) = field.filter(|field| !field.adds_up()) {
            fields.iter_mut().filter(|other| **other == Some(single)).for_each(|other| *other = None);
        }
        fields[at] = *field;
    }
    // Of two columns that were asked for the same, the first counts.
    let mut seen = Vec::new();
    for field in &mut fields {
        match field {
            Some(one) if !one.adds_up() && seen.contains(one) => *field = None,
            Some(one) => seen.push(*one),
            None => {}
        }
    }
    fields
}

/// What comes first in the dates of the table; asks where its columns leave it open.
fn order(
    rows: &Rows,
    fields: &[Option<Field>],
    options: &Options,
    builder: &mut Builder<'_>,
) -> Option<DayOrder> {
    let of_date = |field: &Option<Field>| matches!(field, Some(Field::Date | Field::End));
    let columns = (0..fields.len()).filter(|at| of_date(&fields[*at]));
    let decided = dates::decide(columns.flat_map(|at| rows.column(at)));
    let (found, examples) = match decided {
        Order::Unneeded => return None,
        Order::Known(order) => (order, Vec::new()),
        Order::Open(example) => (DayOrder::DayFirst, vec![example]),
        Order::Mixed(day, month) => (DayOrder::DayFirst, vec![day, month]),
    };
    if !examples.is_empty() && options.order.is_none() {
        builder.report.questions.push(Question::Order { examples, until_then: found });
    }
    Some(options.order.unwrap_or(found))
}

/// How the table writes countries; asks where its column leaves it open.
fn codes(rows: &Rows, fields: &[Option<Field>], options: &Options, builder: &mut Builder<'_>) -> Codes {
    let judged = columns::codes_of(&rows.names, fields, |at| rows.column(at));
    if let Some(asked) = options.codes {
        return asked;
    }
    if let (false, Some(example)) = (judged.or.is_empty(), judged.example) {
        let any_of = [judged.codes].into_iter().chain(judged.or).collect();
        builder.report.questions.push(Question::Codes { any_of, example });
    }
    judged.codes
}

/// Tells how the table was read.
fn tell(
    rows: &Rows,
    fields: &[Option<Field>],
    charset: &Charset,
    because: Because,
    damaged: bool,
    builder: &mut Builder<'_>,
) {
    if because == Because::Guessed {
        builder.report.note(format!("Read as {}, which is a guess", charset.name()));
    }
    if damaged {
        builder
            .report
            .note(format!("Some bytes mean nothing in {}; a � stands in the place of each", charset.name()));
    }
    if builder.codes != Codes::Names {
        builder.report.note(format!("Countries read by {}", builder.codes.name()));
    }
    let left: Vec<&str> = rows
        .names
        .iter()
        .zip(fields)
        .enumerate()
        .filter(|(at, (_, field))| field.is_none() && rows.column(*at).any(|cell| !cell.trim().is_empty()))
        .map(|(_, (name, _))| name.as_str())
        .collect();
    if !left.is_empty() && left.len() < rows.names.len() {
        let shown: Vec<String> =
            left.iter().take(12).map(|name| crate::io::problems::shown(name, 30)).collect();
        let more = if left.len() > 12 { format!(" and {} more", left.len() - 12) } else { String::new() };
        builder.report.note(format!("Columns that were not taken: {}{more}", shown.join(", ")));
    }
}

/// Reads rows one by one.
struct RowReader<'r> {
    rows: &'r Rows,
    fields: &'r [Option<Field>],
    order: DayOrder,
    /// Of each column, whether commas can stand between the elements of its lists.
    commas: Vec<bool>,
}

impl RowReader<'_> {
    fn take(&self, row: &Row, builder: &mut Builder<'_>) {
        let excerpt = || row.cells.iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
        let mut draft = Draft {
            id: self.cell(row, Field::Id).to_owned(),
            title: self.text(row, Field::Title).0,
            title_native: self.cell(row, Field::TitleNative).to_owned(),
            place: self.cell(row, Field::Place).to_owned(),
            involves: self.list(row, Field::Involves),
            people: self.list(row, Field::People),
            tags: self.list(row, Field::Tags),
            sources: self.list(row, Field::Sources),
            note: self.cell(row, Field::Note).to_owned(),
            ..Draft::default()
        };
        let (summary, links) = self.text(row, Field::Summary);
        draft.summary = summary;
        draft.sources.extend(links);
        self.countries(row, builder.codes, &mut draft);
        let kind = self.cell(row, Field::Kind);
        if kind.eq_ignore_ascii_case("title") {
            (builder.title, builder.summary) = (draft.title, draft.summary);
            return;
        }
        if kind.eq_ignore_ascii_case("era") {
            draft.tags.push("era".to_owned());
        }
        let importance = self.cell(row, Field::Importance);
        match importance.parse::<f64>() {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within 1 to 5
            Ok(number) if (1.0..=5.0).contains(&number) => draft.importance = number.round() as u8,
            _ if importance.is_empty() || is_missing(importance) => {}
            _ => {
                let message = format!("its importance, “{importance}”, is no number from 1 to 5");
                builder.report.skip(row.line, message, &excerpt());
                return;
            }
        }
        match self.date(row) {
            Ok(date) => builder.take(row.line, date, draft, &excerpt()),
            Err(reason) => builder.report.skip(row.line, reason, &excerpt()),
        }
    }

    /// The first cell of a row that is taken as this field, without blanks around it.
    fn cell<'c>(&self, row: &'c Row, field: Field) -> &'c str {
        let at = self.fields.iter().position(|own| *own == Some(field));
        at.and_then(|at| row.cells.get(at)).map(str::trim).unwrap_or_default()
    }

    /// A text; where TimelineJS's name for it says that it is HTML, without tags.
    fn text(&self, row: &Row, field: Field) -> (String, Vec<String>) {
        let at = self.fields.iter().position(|own| *own == Some(field));
        let name = at.and_then(|at| self.rows.names.get(at)).map(|name| fold(name)).unwrap_or_default();
        let cell = self.cell(row, field);
        if matches!(name.as_str(), "headline" | "text") {
            html::plain(cell)
        } else {
            (cell.to_owned(), Vec::new())
        }
    }

    /// All elements of the columns that are taken as this field.
    fn list(&self, row: &Row, field: Field) -> Vec<String> {
        let columns = (0..self.fields.len()).filter(|at| self.fields[*at] == Some(field));
        columns
            .flat_map(|at| {
                let commas = self.commas[at] && matches!(field, Field::Tags | Field::Involves);
                elements(row.cells.get(at).unwrap_or_default(), commas, field == Field::Sources)
            })
            .collect()
    }

    /// The country, and those that stand behind it in the same cell.
    fn countries(&self, row: &Row, codes: Codes, draft: &mut Draft) {
        let cell = self.cell(row, Field::Country);
        if codes.find(cell).is_some() {
            cell.clone_into(&mut draft.country);
            return;
        }
        let several: Vec<&str> =
            cell.split([';', '|', '/']).map(str::trim).filter(|c| !c.is_empty()).collect();
        match several.split_first() {
            Some((first, others)) if !others.is_empty() && codes.find(first).is_some() => {
                (*first).clone_into(&mut draft.country);
                draft.involves.splice(0..0, others.iter().map(|other| (*other).to_owned()));
            }
            _ => cell.clone_into(&mut draft.country),
        }
    }

    fn date(&self, row: &Row) -> Result<EventDate, String> {
        let cell = |field| Some(self.cell(row, field)).filter(|cell| !is_missing(cell)).unwrap_or_default();
        let time = cell(Field::Time);
        let begin = if self.fields.contains(&Some(Field::Date)) {
            dates::read(cell(Field::Date), self.order)?
        } else {
            let parts = [cell(Field::Year), cell(Field::Month), cell(Field::Day)];
            let text = from_parts(parts)?.ok_or_else(|| "it has no date".to_owned())?;
            EventDate::parse(&text).map_err(|error| error.message)?
        };
        let begin = with_time(begin, time)?;
        let end = if self.fields.contains(&Some(Field::End)) {
            cell(Field::End).to_owned()
        } else {
            from_parts([cell(Field::EndYear), cell(Field::EndMonth), cell(Field::EndDay)])?
                .unwrap_or_default()
        };
        let end_time = cell(Field::EndTime);
        let end = match EventDate::parse(&end) {
            Ok(day) if !end_time.is_empty() => with_time(day, end_time)?.text().to_owned(),
            Err(_) if end.is_empty() && !end_time.is_empty() && begin.clock().is_some() => {
                let day = begin.first_day().to_string();
                let day = EventDate::parse(&day).map_err(|error| error.message)?;
                with_time(day, end_time)?.text().to_owned()
            }
            _ => end,
        };
        dates::join(&begin, &end, self.order)
    }
}

/// Whether a cell says that there is nothing.
fn is_missing(cell: &str) -> bool {
    matches!(cell, "" | "NA" | "N/A" | "n/a" | "NaN" | "null" | "NULL" | "-" | "NaT" | "None")
}

/// A date in EDTF from year, month and day in cells of their own; `None` without a year.
pub(super) fn from_parts([year, month, day]: [&str; 3]) -> Result<Option<String>, String> {
    let whole = |text: &str| text.strip_suffix(".0").unwrap_or(text).to_owned();
    let (year, month, day) = (whole(year), whole(month), whole(day));
    if year.is_empty() {
        return if month.is_empty() && day.is_empty() { Ok(None) } else { Err("it has no year".to_owned()) };
    }
    let number: i32 = year.parse().map_err(|_| format!("“{year}” is no year"))?;
    let mut text = match number {
        0..=9999 => format!("{number:04}"),
        _ if number < 0 => dates::before_christ(number.saturating_neg())
            .ok_or_else(|| format!("there is no year {year} here"))?,
        _ => return Err(format!("there is no year {year} here")),
    };
    if !month.is_empty() && month != "0" {
        let month = dates::month_number(&month).ok_or_else(|| format!("“{month}” is no month"))?;
        text.push_str(&format!("-{month:02}"));
        if !day.is_empty() && day != "0" {
            let day: u8 = day.parse().map_err(|_| format!("“{day}” is no day"))?;
            text.push_str(&format!("-{day:02}"));
        }
    }
    Ok(Some(text))
}

/// A day with a time of day.
fn with_time(date: EventDate, time: &str) -> Result<EventDate, String> {
    if time.is_empty() || date.clock().is_some() || date.is_interval() {
        return Ok(date);
    }
    let clock = dates::clock(time).ok_or_else(|| format!("“{time}” is no time of day"))?;
    let text = format!("{}T{clock}", date.text());
    EventDate::parse(&text).map_err(|error| error.message)
}

/// The elements of a list: set off by semicolons or bars, or by commas where that is asked for. A backslash before
/// one of these makes it part of the text, as an export writes it. An address may hold semicolons.
fn elements(cell: &str, commas: bool, addresses: bool) -> Vec<String> {
    let mut list = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let blank_follows = next.is_none_or(char::is_whitespace);
        match c {
            '\\' if matches!(next, Some(';' | '|' | ',' | '\\')) => {
                if let (Some(last), Some(c)) = (list.last_mut(), chars.next()) {
                    last.push(c);
                }
            }
            ';' | '|' if !addresses || blank_follows => list.push(String::new()),
            ',' if commas => list.push(String::new()),
            c => {
                if let Some(last) = list.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    list.iter().map(|element| element.trim().to_owned()).filter(|element| !element.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        assert_eq!(elements("a; b|c", false, false), ["a", "b", "c"]);
        assert_eq!(elements("a, b", true, false), ["a", "b"]);
        assert_eq!(elements("Smith, John", false, false), ["Smith, John"]);
        assert_eq!(elements("a\\; b; c\\\\d", false, false), ["a; b", "c\\d"]);
        assert_eq!(elements("https://x.org/a;b?c|d; y", false, true), ["https://x.org/a;b?c|d", "y"]);
        assert_eq!(elements(" ; ;", false, false), Vec::<String>::new());
    }

    #[test]
    fn parts_of_dates() {
        let parts = |y, m, d| from_parts([y, m, d]);
        assert_eq!(parts("2024", "10", "14"), Ok(Some("2024-10-14".to_owned())));
        assert_eq!(parts("2024", "Oct", ""), Ok(Some("2024-10".to_owned())));
        assert_eq!(parts("476", "", ""), Ok(Some("0476".to_owned())));
        assert_eq!(parts("-44", "3", "15"), Ok(Some("-0043-03-15".to_owned())));
        assert_eq!(parts("", "", ""), Ok(None));
        assert!(parts("", "10", "").is_err());
        assert!(parts("2024", "13", "").is_err());
        assert!(parts("-2147483648", "", "").is_err());
    }
}
