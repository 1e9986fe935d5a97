//! Other people's data: tables, calendars and other programs' timelines, read into a document. Every importer is a
//! pure function from bytes and options to a document and a report of what was not taken; none of them asks the
//! disk or the user anything, and none ends in a panic.
//!
//! `encoding` makes text of bytes; `table` finds out what columns mean and makes events of rows; `ical`,
//! `timeline_xml`, `json`, `gedcom`, `markwhen` and `mermaid` read the other formats;
//! `typed` reads a date that someone types by hand; `draft` makes a document, `report` says what became of everything.

pub mod again;
mod draft;
pub(in crate::io) mod encoding;
mod gedcom;
mod html;
mod ical;
mod json;
mod markwhen;
mod mermaid;
#[cfg(feature = "parquet")]
mod parquet;
mod pasted;
mod report;
mod sheet;
pub(in crate::io) mod table;
mod timeline_xml;
mod typed;
mod unpack;

use std::path::Path;

pub use encoding::{Because, Charset};
pub(in crate::io) use ical::date_of_lines;
pub use pasted::pasted;
pub use report::{Column, Question, Report, Skipped, grouped};
pub use table::{Codes, DayOrder, Field, NO_QUOTE, Reckoning, Role, Stamps, Table};
pub use typed::{Meaning, TypedDate, typed_date};
pub use unpack::{Unpacked, unpack};

use super::error::OpenError;
use crate::model::{Document, Progress};

/// The largest file that is imported, in bytes.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// So many occurrences of a recurring event are taken unless asked otherwise.
pub const MOST_REPEATS: usize = 500;

/// What kind of file is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV, TSV and the like.
    Table,
    /// iCalendar.
    Calendar,
    /// JSON: this program's own, TimelineJS's, or records of any other.
    Json,
    /// JSON, one record to a line.
    JsonLines,
    /// A workbook of Excel or OpenDocument.
    Sheet,
    /// The Timeline Project's XML.
    TimelineXml,
    /// Parquet, which programs for data write.
    #[cfg(feature = "parquet")]
    Parquet,
    /// What genealogists' programs write.
    Gedcom,
    /// Markwhen's text.
    Markwhen,
    /// Mermaid's gantt and timeline.
    Mermaid,
}

impl Format {
    /// The format that a file's name tells.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "csv" | "tsv" | "tab" | "txt" => Some(Self::Table),
            "ics" | "ical" | "icalendar" | "ifb" => Some(Self::Calendar),
            "json" | "geojson" | "srj" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Some(Self::Sheet),
            "timeline" | "xml" => Some(Self::TimelineXml),
            #[cfg(feature = "parquet")]
            "parquet" | "pq" => Some(Self::Parquet),
            "ged" | "gedcom" => Some(Self::Gedcom),
            "mw" => Some(Self::Markwhen),
            "mmd" | "mermaid" | "md" | "markdown" => Some(Self::Mermaid),
            _ => None,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Calendar => "calendar",
            Self::Json => "JSON",
            Self::JsonLines => "JSON, one record to a line",
            Self::Sheet => "workbook",
            Self::TimelineXml => "Timeline Project timeline",
            #[cfg(feature = "parquet")]
            Self::Parquet => "Parquet table",
            Self::Gedcom => "GEDCOM",
            Self::Markwhen => "markwhen timeline",
            Self::Mermaid => "Mermaid diagram",
        }
    }
}

/// How a file is to be read; what is not said is found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the file is called, without folder and ending: the lane of rows that name no country, and the title.
    pub name: String,
    /// The lane of rows that name no country.
    pub lane: Option<String>,
    /// The encoding.
    pub encoding: Option<Charset>,
    /// What stands between the cells of a table.
    pub separator: Option<u8>,
    /// What stands around a cell that contains the separator.
    pub quote: Option<u8>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether the first row of a table names its columns.
    pub header: Option<bool>,
    /// Whether the day or the month comes first.
    pub order: Option<DayOrder>,
    /// By which calendar dates are.
    pub reckoning: Option<Reckoning>,
    /// What numbers that stand for dates count.
    pub stamps: Option<Stamps>,
    /// How countries are written.
    pub codes: Option<Codes>,
    /// What columns are taken as, by their positions from 0; `None` for nothing. Others are found out.
    pub columns: Vec<(usize, Option<Field>)>,
    /// What columns are taken as, by their names or numbers from 1; `None` for a field that no column is to serve for.
    pub named_columns: Vec<(Field, Option<String>)>,
    /// How many occurrences of a recurring event are taken.
    pub most_repeats: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: String::new(),
            lane: None,
            encoding: None,
            separator: None,
            quote: None,
            sheet: None,
            header: None,
            order: None,
            reckoning: None,
            stamps: None,
            codes: None,
            columns: Vec::new(),
            named_columns: Vec::new(),
            most_repeats: MOST_REPEATS,
        }
    }
}

impl Options {
    /// For the file at a path.
    #[must_use]
    pub fn for_path(path: &Path) -> Self {
        let stem = |path: &Path| {
            path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let name = stem(path);
        // "talks.csv.gz" is talks.
        let packed = path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("gz") || end.eq_ignore_ascii_case("zip"));
        let name =
            if packed && Format::of(Path::new(&name)).is_some() { stem(Path::new(&name)) } else { name };
        Self { name, ..Self::default() }
    }
}

/// What came of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The events, with the lanes and sources that they need.
    pub document: Document,
    /// What was not taken, and what is to be asked.
    pub report: Report,
    /// How a table was read.
    pub table: Option<Table>,
}

/// Reads a file's bytes. Never fails: what cannot be read is in the report.
#[must_use]
pub fn import(format: Format, bytes: &[u8], options: &Options) -> Imported {
    if bytes.len() > MAX_BYTES {
        let mut builder = draft::Builder::new(options);
        let (size, most) = (bytes.len().div_ceil(1 << 20), MAX_BYTES >> 20);
        builder.report.fail(
            format!("{size} MiB is too large to import; the limit is {most} MiB"),
            "split it into several files",
        );
        return builder.finish();
    }
    match format {
        Format::Table => import_table(bytes, options),
        Format::Calendar => import_calendar(bytes, options),
        Format::Json => import_json(bytes, options),
        Format::JsonLines => json::import_lines(bytes, options),
        Format::Sheet => sheet::import(bytes, options),
        Format::TimelineXml => import_timeline_xml(bytes, options),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::import(bytes, options),
        Format::Gedcom => gedcom::import(bytes, options),
        Format::Markwhen => markwhen::import(bytes, options),
        Format::Mermaid => mermaid::import(bytes, options),
    }
}

/// What comes of a file that cannot be read at all.
#[must_use]
pub fn failed(options: &Options, message: &str, hint: &str) -> Imported {
    let mut builder = draft::Builder::new(options);
    builder.report.fail(message, hint);
    builder.finish()
}

/// Reads a table: CSV, TSV and the like.
#[must_use]
pub fn import_table(bytes: &[u8], options: &Options) -> Imported {
    table::import(bytes, options)
}

/// Reads an iCalendar.
#[must_use]
pub fn import_calendar(bytes: &[u8], options: &Options) -> Imported {
    ical::import(bytes, options)
}

/// Reads JSON: this program's own, or TimelineJS's.
#[must_use]
pub fn import_json(bytes: &[u8], options: &Options) -> Imported {
    json::import(bytes, options)
}

/// Reads a timeline of the Timeline Project.
#[must_use]
pub fn import_timeline_xml(bytes: &[u8], options: &Options) -> Imported {
    timeline_xml::import(bytes, options)
}

/// Reads the bytes of a file that is to be imported, while another thread may look at how far it is and end it.
///
/// # Errors
/// Where there is no such file, it is a folder, may not be read or is too large, and where it was ended.
pub fn read_file(path: &Path, progress: &Progress) -> Result<Vec<u8>, OpenError> {
    super::timeline_file::open::read_bytes(path, progress)
}
