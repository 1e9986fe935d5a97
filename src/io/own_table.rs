//! The table that this program writes as CSV: export writes its columns, import knows them again.

/// The names of the columns; `note` comes last where notes are asked for.
pub(super) const COLUMNS: [&str; 12] = [
    "id",
    "date",
    "title",
    "title_native",
    "country",
    "place",
    "involves",
    "people",
    "tags",
    "sources",
    "importance",
    "summary",
];
