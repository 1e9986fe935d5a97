//! The form of a timeline in JSON, published in the README: what an export writes and an import reads. Like the
//! RON file's structs it is the file's own and not the model's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The newest form that this program reads and the one it writes.
pub(super) const FORMAT: i64 = 1;

fn is_empty(text: &str) -> bool {
    text.is_empty()
}

/// A whole timeline; `E` is what its events are written from.
#[derive(Debug, Serialize)]
pub(super) struct Timeline<'a, E> {
    /// The version of the form.
    pub(super) coeval: i64,
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) summary: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lanes: Vec<Lane>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<Source>,
    pub(super) events: E,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) story: Vec<Step>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) filters: Vec<Filter>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) views: Vec<View>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) imports: Vec<Import>,
}

/// A declared lane.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Lane {
    pub(super) id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    /// `#RRGGBB`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) color: Option<String>,
}

/// A declared source.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Source {
    pub(super) id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
}

/// The names of what an event has.
pub(super) const EVENT: [&str; 18] = [
    "id",
    "date",
    "earliest",
    "latest",
    "title",
    "title_native",
    "country",
    "lane",
    "place",
    "involves",
    "people",
    "tags",
    "sources",
    "importance",
    "summary",
    "accounts",
    "links",
    "note",
];

/// An event.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Event {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) id: String,
    /// EDTF.
    pub(super) date: String,
    /// The earliest day that it can have begun; written for other programs, not read.
    #[serde(skip_serializing_if = "Option::is_none", skip_deserializing)]
    pub(super) earliest: Option<String>,
    /// The latest day that it can have ended; written for other programs, not read.
    #[serde(skip_serializing_if = "Option::is_none", skip_deserializing)]
    pub(super) latest: Option<String>,
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title_native: String,
    /// As written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) country: String,
    /// The lane that the country means; read where there is no country.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) lane: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) place: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) involves: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) people: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<String>,
    /// 1 to 5; 3 where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) importance: Option<u8>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) summary: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) accounts: Vec<Account>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) links: Vec<Link>,
    /// Private; written only where it is asked for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
}

/// Who says what.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Account {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) says: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) grade: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) omits: Vec<String>,
}

/// A link to another event.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    pub(super) to: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) by: String,
}

/// A step of the story.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) to: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) focus: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) one_by_one: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lanes: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) query: String,
    /// A word of [`crate::model::LanesBy`]; empty for countries.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) lanes_by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) align: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) coincidence: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) accounts: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seconds: Option<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) text: String,
    /// Private; written only where it is asked for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
}

/// A search with a name.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Filter {
    pub(super) name: String,
    #[serde(default)]
    pub(super) query: String,
}

/// A view with a name.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct View {
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) to: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lanes: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) query: String,
    /// A word of [`crate::model::LanesBy`]; empty for countries.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) lanes_by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) align: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) zone: String,
}

/// How other people's data was imported.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Import {
    pub(super) path: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) columns: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) options: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) key: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) read: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) rows: BTreeMap<String, String>,
}

/// `#RRGGBB` as red, green, blue.
pub(super) fn color(text: &str) -> Option<[u8; 3]> {
    let hex =
        text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}
