//! The timeline file's own structs, field by field in the order in which they are written. They are the file's
//! and not the model's, so that either can change without the other.

use std::borrow::Cow;

use super::literal::Spanned;
use super::problems::Problems;
use super::record::{Kind, Record};
use super::scan::Span;

/// The newest format that this program reads.
pub(crate) const FORMAT: i64 = 1;

/// The whole file.
pub(crate) const TIMELINE: Kind = Kind {
    name: "Timeline",
    noun: "a timeline",
    fields: &[
        "format", "title", "summary", "lanes", "sources", "events", "story", "filters", "views", "imports",
    ],
    synonyms: &[("version", "format"), ("name", "title"), ("description", "summary")],
};

/// A declared lane.
pub(crate) const LANE: Kind =
    Kind { name: "Lane", noun: "a lane", fields: &["id", "name", "color"], synonyms: &[("title", "name")] };

/// A declared source.
pub(crate) const SOURCE: Kind = Kind {
    name: "Source",
    noun: "a source",
    fields: &["id", "title", "publisher", "date", "url"],
    synonyms: &[("name", "title"), ("link", "url")],
};

/// An event.
pub(crate) const EVENT: Kind = Kind {
    name: "Event",
    noun: "an event",
    fields: &[
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
        "accounts",
        "links",
        "note",
    ],
    synonyms: &[
        ("name", "title"),
        ("when", "date"),
        ("day", "date"),
        ("where", "place"),
        ("location", "place"),
        ("lane", "country"),
        ("description", "summary"),
        ("notes", "note"),
        ("actors", "people"),
        ("countries", "involves"),
        ("url", "sources"),
    ],
};

/// One side's account of an event.
pub(crate) const ACCOUNT: Kind = Kind {
    name: "Account",
    noun: "an account",
    fields: &["by", "says", "source", "quote", "grade", "omits"],
    synonyms: &[("who", "by"), ("text", "says")],
};

/// A link to another event.
pub(crate) const LINK: Kind = Kind {
    name: "Link",
    noun: "a link",
    fields: &["to", "kind", "by"],
    synonyms: &[("id", "to"), ("event", "to"), ("type", "kind")],
};

/// A step of the story.
pub(crate) const STEP: Kind = Kind {
    name: "Step",
    noun: "a step",
    fields: &[
        "title",
        "from",
        "to",
        "focus",
        "one_by_one",
        "lanes",
        "query",
        "lanes_by",
        "align",
        "coincidence",
        "accounts",
        "seconds",
        "text",
        "note",
    ],
    synonyms: &[
        ("name", "title"),
        ("summary", "text"),
        ("caption", "text"),
        ("notes", "note"),
        ("events", "focus"),
        ("where", "query"),
        ("search", "query"),
        ("by", "lanes_by"),
        ("around", "align"),
        ("day", "coincidence"),
        ("duration", "seconds"),
    ],
};

/// A search with a name.
pub(crate) const FILTER: Kind = Kind {
    name: "Filter",
    noun: "a filter",
    fields: &["name", "query"],
    synonyms: &[("title", "name"), ("where", "query"), ("search", "query")],
};

/// A view with a name.
pub(crate) const VIEW: Kind = Kind {
    name: "View",
    noun: "a view",
    fields: &["name", "from", "to", "lanes", "query", "lanes_by", "align", "zone"],
    synonyms: &[
        ("title", "name"),
        ("where", "query"),
        ("search", "query"),
        ("by", "lanes_by"),
        ("around", "align"),
        ("clock", "zone"),
        ("timezone", "zone"),
    ],
};

/// The kind of the structs in a list, of whatever stands besides the events and in them.
pub(crate) fn kind_in(list: &str) -> Option<&'static Kind> {
    Some(match list {
        "lanes" => &LANE,
        "sources" => &SOURCE,
        "story" => &STEP,
        "filters" => &FILTER,
        "views" => &VIEW,
        "imports" => &IMPORT,
        "accounts" => &ACCOUNT,
        "links" => &LINK,
        _ => return None,
    })
}

/// How other people's data was imported.
pub(crate) const IMPORT: Kind = Kind {
    name: "Import",
    noun: "an import",
    fields: &["path", "columns", "options", "key", "read", "rows"],
    synonyms: &[("file", "path"), ("id", "key"), ("date", "read")],
};

/// An event as the file has it; texts without escapes are still those of the file.
#[derive(Debug, Default)]
pub(crate) struct EventFields<'t> {
    pub(crate) id: Option<Spanned<Cow<'t, str>>>,
    pub(crate) date: Option<Spanned<Cow<'t, str>>>,
    pub(crate) title: Option<Spanned<Cow<'t, str>>>,
    pub(crate) title_native: Cow<'t, str>,
    pub(crate) country: Option<Spanned<Cow<'t, str>>>,
    pub(crate) place: Cow<'t, str>,
    pub(crate) involves: Texts<'t>,
    pub(crate) people: Texts<'t>,
    pub(crate) tags: Texts<'t>,
    pub(crate) sources: Texts<'t>,
    pub(crate) importance: Option<Spanned<i64>>,
    pub(crate) summary: Cow<'t, str>,
    pub(crate) accounts: Vec<AccountFields<'t>>,
    pub(crate) links: Vec<LinkFields<'t>>,
    pub(crate) note: Cow<'t, str>,
}

/// A list of texts that is likely to be the same as another event's.
#[derive(Debug)]
pub(crate) enum Texts<'t> {
    /// What was read.
    Read(Vec<Spanned<Cow<'t, str>>>),
    /// Where plain strings stand: read only where the list was not met before.
    Plain(Span),
}

impl<'t> Texts<'t> {
    /// How it is written in a text, where plain strings stand there.
    pub(crate) fn written(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Self::Read(_) => None,
            Self::Plain(span) => text.get(span.clone()),
        }
    }
}

impl Default for Texts<'_> {
    fn default() -> Self {
        Self::Read(Vec::new())
    }
}

/// An account as the file has it.
#[derive(Debug, Default)]
pub(crate) struct AccountFields<'t> {
    pub(crate) by: Cow<'t, str>,
    pub(crate) says: Cow<'t, str>,
    pub(crate) source: Option<Spanned<Cow<'t, str>>>,
    pub(crate) quote: Option<Cow<'t, str>>,
    pub(crate) grade: Option<Spanned<Cow<'t, str>>>,
    pub(crate) omits: Vec<Spanned<Cow<'t, str>>>,
}

/// A link as the file has it.
#[derive(Debug)]
pub(crate) struct LinkFields<'t> {
    pub(crate) to: Spanned<Cow<'t, str>>,
    pub(crate) kind: Cow<'t, str>,
    pub(crate) by: Cow<'t, str>,
}

impl<'t> EventFields<'t> {
    /// Reads all of an event's fields, each for itself.
    pub(crate) fn read(text: &'t str, span: &Span, problems: &mut Problems) -> Option<Self> {
        let record = Record::read(text, span, &EVENT, problems)?;
        Some(Self {
            id: record.cow("id", problems),
            date: record.required_cow("date", "\"2024-10-14\"", problems),
            title: record.required_cow("title", "\"What happened\"", problems),
            title_native: record.cow_or_empty("title_native", problems),
            country: record.required_cow("country", "\"IR\"", problems),
            place: record.cow_or_empty("place", problems),
            involves: Texts::Read(record.texts("involves", problems)),
            people: Texts::Read(record.texts("people", problems)),
            tags: Texts::Read(record.texts("tags", problems)),
            sources: Texts::Read(record.texts("sources", problems)),
            importance: record.number("importance", problems),
            summary: record.cow_or_empty("summary", problems),
            accounts: record
                .records("accounts", &ACCOUNT, problems)
                .iter()
                .map(|record| AccountFields::read(record, problems))
                .collect(),
            links: record
                .records("links", &LINK, problems)
                .iter()
                .filter_map(|record| LinkFields::read(record, problems))
                .collect(),
            note: record.cow_or_empty("note", problems),
        })
    }
}

impl<'t> AccountFields<'t> {
    pub(crate) fn read(record: &Record<'t>, problems: &mut Problems) -> Self {
        if !record.has("by") {
            let hint = Some("add by: \"IR\", a country or a name".to_owned());
            problems.warning(record.head(), "an account without by", hint);
        }
        if !record.has("says") && !record.has("quote") {
            let hint = Some("add says: \"…\"".to_owned());
            problems.warning(record.head(), "an account without says", hint);
        }
        Self {
            by: record.cow_or_empty("by", problems),
            says: record.cow_or_empty("says", problems),
            source: record.cow("source", problems),
            quote: record.cow("quote", problems).map(|quote| quote.value),
            grade: record.cow("grade", problems),
            omits: record.texts("omits", problems),
        }
    }
}

impl<'t> LinkFields<'t> {
    pub(crate) fn read(record: &Record<'t>, problems: &mut Problems) -> Option<Self> {
        let to = record.required_cow("to", "\"id-of-an-event\"", problems);
        let (kind, by) = (record.cow_or_empty("kind", problems), record.cow_or_empty("by", problems));
        Some(Self { to: to?, kind, by })
    }
}
