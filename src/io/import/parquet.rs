//! Parquet, which pandas, DuckDB and Spark write: its rows go the way of all tables. Nothing of a file is believed before it
//! was read: what it unpacks to is counted, and what the decoder cannot stand is told as damage.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ::csv::StringRecord;
use bytes::Bytes;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row as Record};

use super::draft::Builder;
use super::table::{Row, Rows, of_rows};
use super::{Imported, MAX_BYTES, Options, grouped};

/// More rows are not read.
const MOST_ROWS: usize = 2_000_000;

/// More columns are no table.
const MOST_COLUMNS: usize = 4096;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Reads Parquet.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let mut builder = Builder::new(options);
    let bytes = Bytes::copy_from_slice(bytes);
    // The decoder trusts lengths that a damaged file tells.
    let read = catch_unwind(AssertUnwindSafe(|| rows(bytes)));
    match read.unwrap_or_else(|_| Err("its contents contradict each other".to_owned())) {
        Ok((rows, cut)) => {
            if cut {
                builder.report.note(format!(
                    "Only the first {} rows were read; split the file to import the rest",
                    grouped(rows.rows.len())
                ));
            }
            of_rows(rows, options, builder)
        }
        Err(reason) => {
            let hint = "write it as CSV, for instance with DuckDB: COPY (FROM 'x.parquet') TO 'x.csv'";
            builder.report.fail(format!("it cannot be read as Parquet: {reason}"), hint);
            builder.finish()
        }
    }
}

/// The rows, and whether there are more.
fn rows(bytes: Bytes) -> Result<(Rows, bool), String> {
    let told = |error: parquet::errors::ParquetError| error.to_string();
    let reader = SerializedFileReader::new(bytes).map_err(told)?;
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    if names.is_empty() || names.len() > MOST_COLUMNS {
        return Err(format!("it has {} columns", grouped(names.len())));
    }
    let clocks: Vec<Clock> = schema
        .get_fields()
        .iter()
        .map(|field| match field.get_basic_info().logical_type_ref() {
            Some(LogicalType::Timestamp(kind)) => {
                Clock { utc: kind.is_adjusted_to_u_t_c, nanoseconds: kind.unit == TimeUnit::NANOS }
            }
            _ => Clock::default(),
        })
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut left = MAX_BYTES * 2;
    for record in reader.get_row_iter(None).map_err(told)? {
        let record = record.map_err(told)?;
        let cells = cells(&record, &clocks);
        left = left.saturating_sub(cells.as_slice().len() + 64);
        if rows.len() == MOST_ROWS || left == 0 {
            return Ok((Rows { names, rows, header: true, ..Rows::default() }, true));
        }
        rows.push(Row { line: rows.len() + 1, cells });
    }
    Ok((Rows { names, rows, header: true, ..Rows::default() }, false))
}

/// What the moments of a column mean.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    /// They are instants, and not what a clock showed.
    utc: bool,
    /// The record form hands them on as bare numbers.
    nanoseconds: bool,
}

fn cells(record: &Record, clocks: &[Clock]) -> StringRecord {
    let cell = |(at, (_, field)): (usize, (&String, &Field))| {
        let Clock { utc, nanoseconds } = clocks.get(at).copied().unwrap_or_default();
        let zone = if utc { "Z" } else { "" };
        match field {
            Field::Long(nanos) if nanoseconds => format!("{}{zone}", moment(nanos.div_euclid(1000))),
            Field::TimestampMillis(_) | Field::TimestampMicros(_) => format!("{}{zone}", text(field)),
            field => text(field),
        }
    };
    record.get_column_iter().enumerate().map(cell).collect()
}

/// What a value says.
fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.trim().to_owned(),
        Field::Bytes(bytes) => bytes.as_utf8().map(|text| text.trim().to_owned()).unwrap_or_default(),
        Field::Date(days) => day(i64::from(*days)),
        Field::TimestampMillis(millis) => moment(millis.saturating_mul(1000)),
        Field::TimestampMicros(micros) => moment(*micros),
        Field::TimeMillis(millis) => clock(i64::from(*millis) * 1000),
        Field::TimeMicros(micros) => clock(*micros),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::ListInternal(list) => {
            let texts: Vec<String> =
                list.elements().iter().map(text).filter(|text| !text.is_empty()).collect();
            texts.join("; ")
        }
        other => other.to_string(),
    }
}

/// A day that is counted from 1970.
fn day(days: i64) -> String {
    // A million years is as far as a date goes.
    match i32::try_from(days).ok().filter(|days| days.abs() < 365_000_000) {
        Some(days) => crate::model::Day::from_number(days).to_string(),
        None => format!("day {days}"),
    }
}

/// A moment in microseconds from 1970.
fn moment(micros: i64) -> String {
    let seconds = micros.div_euclid(1_000_000);
    let (days, rest) = (day(seconds.div_euclid(DAY)), micros.rem_euclid(DAY * 1_000_000));
    format!("{days}T{}", clock(rest))
}

/// A time of day in microseconds, with its fraction where there is one.
fn clock(micros: i64) -> String {
    let (seconds, rest) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let fraction = if rest == 0 { String::new() } else { format!(".{rest:06}") };
    format!("{:02}:{:02}:{:02}{fraction}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
