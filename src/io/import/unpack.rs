//! Finds out by a file's first bytes what it is, whatever it is called, and unpacks .gz and .zip, bounded: what unpacks to
//! more than may be imported is refused before it fills the memory.

use std::borrow::Cow;
use std::io::{Cursor, Read};
use std::path::Path;

use super::{Format, MAX_BYTES};

/// A file as it is to be read.
pub struct Unpacked<'b> {
    /// Its format.
    pub format: Format,
    /// Its bytes, unpacked.
    pub bytes: Cow<'b, [u8]>,
    /// What it is called within the archive.
    pub inner: Option<String>,
}

/// What can be read, for messages.
const READABLE: &str = "what can be read are tables (.csv .tsv .txt .xlsx .xls .ods .jsonl), .json, .geojson, .ics, .timeline, .ged, .mw and .mmd, each also as .gz or .zip";

/// Formats that are known and not read, by the end of a name, with the way round each.
const REFUSED: &[(&[&str], &str, &str)] = &[
    #[cfg(not(feature = "parquet"))]
    (
        &["parquet", "pq"],
        "Parquet",
        "write it as CSV, for instance with DuckDB: COPY (FROM 'x.parquet') TO 'x.csv'; or build Coeval with --features parquet",
    ),
    (&["feather", "arrow"], "Arrow", "write it as CSV, for instance with pandas: read_feather(…).to_csv(…)"),
    (
        &["rds", "rda", "rdata"],
        "R's own format",
        "write it in R with write.csv(x, \"x.csv\", row.names = FALSE)",
    ),
    (&["dta"], "Stata's own format", "write it in Stata with: export delimited using x.csv"),
    (&["sav", "por"], "SPSS's own format", "save it in SPSS as CSV"),
    (&["sas7bdat"], "SAS's own format", "write it in SAS with PROC EXPORT … DBMS=CSV"),
    (
        &["db", "sqlite", "sqlite3", "plaso"],
        "a database",
        "write the table or the events as CSV; plaso: psort.py -o l2tcsv -w x.csv x.plaso",
    ),
    (&["pdf"], "PDF", "copy the table into a spreadsheet and save it as CSV"),
    (&["docx", "doc", "odt"], "a text document", "copy the table into a spreadsheet and save it as CSV"),
    (&["html", "htm"], "a web page", "copy the table into a spreadsheet and save it as CSV"),
    (&["evtx"], "a Windows event log", "write it as CSV with EvtxECmd"),
    (
        &["7z", "rar", "tar", "tgz", "bz2", "xz", "zst"],
        "an archive of this kind",
        "unpack it first; .zip and .gz are unpacked here",
    ),
    (&["kml", "kmz", "gpx", "shp"], "a map", "write its places as CSV or GeoJSON, for instance with QGIS"),
];

/// Finds out what a file is, and unpacks it.
///
/// # Errors
/// What it is and why it cannot be read, with the way round it.
pub fn unpack<'b>(path: &Path, bytes: &'b [u8]) -> Result<Unpacked<'b>, (String, String)> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    layer(&name, Cow::Borrowed(bytes), 0)
}

fn layer<'b>(name: &str, bytes: Cow<'b, [u8]>, depth: usize) -> Result<Unpacked<'b>, (String, String)> {
    if depth > 3 {
        return Err(("it is packed many times over".to_owned(), "unpack it first".to_owned()));
    }
    let inner = (depth > 0).then(|| name.to_owned());
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let plain = bounded(flate2::read::MultiGzDecoder::new(bytes.as_ref()))?;
        let lower = name.to_ascii_lowercase();
        let name = lower.strip_suffix(".gz").map_or(name, |short| &name[..short.len()]);
        return layer(name, Cow::Owned(plain), depth + 1);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return match of_zip(&bytes)? {
            None => Ok(Unpacked { format: Format::Sheet, bytes, inner }),
            Some((name, plain)) => layer(&name, Cow::Owned(plain), depth + 1),
        };
    }
    #[cfg(feature = "parquet")]
    if bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1") {
        return Ok(Unpacked { format: Format::Parquet, bytes, inner });
    }
    // The compound files of older Office programs.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(Unpacked { format: Format::Sheet, bytes, inner });
    }
    let known = [
        (&b"PAR1"[..], "parquet"),
        (b"%PDF", "pdf"),
        (b"ARROW1", "arrow"),
        (b"SQLite format 3", "db"),
        (b"ElfFile", "evtx"),
    ];
    let by_bytes = known.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, ending)| *ending);
    let lower = name.to_ascii_lowercase();
    let ending = by_bytes.unwrap_or_else(|| lower.rsplit('.').next().unwrap_or_default());
    if let Some((_, what, way)) = REFUSED.iter().find(|(endings, ..)| endings.contains(&ending)) {
        return Err((format!("it is {what}, which is not read"), (*way).to_owned()));
    }
    let by_name = Format::of(Path::new(name));
    let format = match by_name {
        // Named so, but its bytes are those of none: a table that someone renamed.
        Some(Format::Sheet) => Some(by_text(&bytes)),
        None | Some(Format::Table | Format::Json | Format::JsonLines) if is_calendar(&bytes) => {
            Some(Format::Calendar)
        }
        None => None,
        known => known,
    };
    match format {
        Some(format) => Ok(Unpacked { format, bytes, inner }),
        None => Err(("what format is this?".to_owned(), READABLE.to_owned())),
    }
}

/// Whether a text begins as a calendar does, whatever it is called.
fn is_calendar(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
}

/// What a text is by its first sign.
fn by_text(bytes: &[u8]) -> Format {
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => Format::Json,
        _ => Format::Table,
    }
}

/// A file's name and its bytes.
type Named = (String, Vec<u8>);

/// The one file of an archive that can be read; `None` where the archive is a workbook.
fn of_zip(bytes: &[u8]) -> Result<Option<Named>, (String, String)> {
    let broken = |error: zip::result::ZipError| {
        (format!("it cannot be unpacked: {error}"), "unpack it first".to_owned())
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = archive.file_names().filter_map(|name| name.ok().map(Cow::into_owned)).collect();
    let is_book =
        |name: &String| ["xl/workbook.xml", "xl/workbook.bin", "content.xml"].contains(&name.as_str());
    if names.iter().any(is_book) {
        return Ok(None);
    }
    let plain = |name: &&String| {
        let bare = name.to_ascii_lowercase();
        let bare = bare.strip_suffix(".gz").unwrap_or(&bare).to_owned();
        // What describes an archive is not what is in it.
        let note = bare.ends_with(".md") || bare.ends_with(".markdown");
        !name.starts_with("__MACOSX/") && !note && Format::of(Path::new(&bare)).is_some()
    };
    let readable: Vec<&String> = names.iter().filter(plain).collect();
    match readable[..] {
        [name] => {
            let entry = archive.by_name(name).map_err(broken)?;
            Ok(Some((name.rsplit('/').next().unwrap_or(name).to_owned(), bounded(entry)?)))
        }
        [] => Err(("there is nothing in the archive that can be read".to_owned(), READABLE.to_owned())),
        _ => {
            let shown: Vec<&str> = readable.iter().take(6).map(|name| name.as_str()).collect();
            let message = format!("Which file of the archive is meant? There are {}", shown.join(", "));
            Err((message, "unpack it and import the file that is meant".to_owned()))
        }
    }
}

/// What a reader gives, up to what may be imported.
fn bounded(reader: impl Read) -> Result<Vec<u8>, (String, String)> {
    let mut plain = Vec::new();
    let read = reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut plain);
    read.map_err(|error| (format!("it cannot be unpacked: {error}"), "is it damaged?".to_owned()))?;
    if plain.len() > MAX_BYTES {
        let message = format!("it unpacks to more than {} MiB, which is too much to import", MAX_BYTES >> 20);
        return Err((message, "split it into several files".to_owned()));
    }
    Ok(plain)
}
