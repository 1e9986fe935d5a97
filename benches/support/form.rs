//! How a file of events is written: all the ways that the format has, because reading must be as fast on other people's
//! files as on our own.

use std::io::{Result, Write};

use super::details::Details;
use super::generator::{Made, Random};

/// A way of writing, with what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// One line an event, with few fields.
    Few,
    /// One line an event; from here on every optional field at the rate of real files.
    Line,
    /// As the program writes: a block an event, a line a field, `implicit_some`.
    Tidy,
    /// One line, structs without names, `Some(…)` around what is optional.
    Some,
    /// One line, fields in any order.
    AnyOrder,
    /// Blocks, comments between events and between fields.
    Comments,
    /// Blocks without names, lines end as on Windows.
    Crlf,
    /// One line, in Persian and Russian.
    Scripts,
    /// One line, events without ids.
    NoIds,
    /// Each event in one of all these ways, but with an id.
    Mixed,
}

/// How one event is written.
#[derive(Clone, Copy, Debug)]
struct Way {
    tidy: bool,
    named: bool,
    wrapped: bool,
    any_order: bool,
    comments: bool,
    ids: bool,
    line_end: &'static str,
}

impl Form {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Few => "few",
            Self::Line => "line",
            Self::Tidy => "tidy",
            Self::Some => "some",
            Self::AnyOrder => "any-order",
            Self::Comments => "comments",
            Self::Crlf => "crlf",
            Self::Scripts => "scripts",
            Self::NoIds => "no-ids",
            Self::Mixed => "mixed",
        }
    }

    /// Whether the events have every optional field.
    pub fn is_full(self) -> bool {
        self != Self::Few
    }

    /// Whether optional values are `Option`s for ron.
    #[allow(dead_code)] // the benchmark alone reads with ron
    pub fn has_options(self) -> bool {
        self.is_implicit() || self == Self::Some
    }

    /// Whether `Some(…)` may be left out.
    pub fn is_implicit(self) -> bool {
        matches!(self, Self::Tidy | Self::Comments | Self::Crlf | Self::Mixed)
    }

    pub fn line_end(self) -> &'static str {
        if self == Self::Crlf { "\r\n" } else { "\n" }
    }

    /// Whether an event has titles and summaries in other scripts.
    pub fn is_foreign(self, at: usize) -> bool {
        self == Self::Scripts || (self == Self::Mixed && at.is_multiple_of(5))
    }

    fn way(self, at: usize) -> Way {
        const ALL: [Form; 7] =
            [Form::Line, Form::Tidy, Form::Some, Form::AnyOrder, Form::Comments, Form::Crlf, Form::Scripts];
        if self == Self::Mixed {
            return ALL[at % ALL.len()].way(at);
        }
        Way {
            tidy: matches!(self, Self::Tidy | Self::Comments | Self::Crlf),
            named: !matches!(self, Self::Some | Self::Crlf),
            wrapped: self == Self::Some,
            any_order: self == Self::AnyOrder,
            comments: self == Self::Comments,
            ids: self != Self::NoIds,
            line_end: self.line_end(),
        }
    }

    /// Writes an event.
    pub fn write(
        self,
        out: &mut impl Write,
        at: usize,
        (made, details): (&Made, &Details),
        lanes: &[String],
    ) -> Result<()> {
        let way = self.way(at);
        let mut fields = fields(way, made, details, lanes);
        if way.any_order {
            let mut random = Random::new(at as u64);
            for last in (1..fields.len()).rev() {
                fields.swap(last, random.below(last + 1));
            }
        }
        if way.comments && at.is_multiple_of(10) {
            write!(out, "        // From the list of {} (checked).{}", 1900 + at % 100, way.line_end)?;
        }
        let (open, between) = match (way.tidy, way.named) {
            (true, true) => {
                (format!("Event({}            ", way.line_end), format!(",{}            ", way.line_end))
            }
            (true, false) => {
                (format!("({}            ", way.line_end), format!(",{}            ", way.line_end))
            }
            (false, true) => ("Event(".to_owned(), ", ".to_owned()),
            (false, false) => ("(".to_owned(), ", ".to_owned()),
        };
        write!(out, "        {open}")?;
        for (nth, (name, value)) in fields.iter().enumerate() {
            if nth > 0 {
                out.write_all(between.as_bytes())?;
            }
            if way.comments && nth == 2 && at.is_multiple_of(4) {
                out.write_all(b"/* as reported */ ")?;
            }
            write!(out, "{name}: {value}")?;
        }
        let close = if way.tidy { format!(",{}        )", way.line_end) } else { ")".to_owned() };
        write!(out, "{close},{}", way.line_end)
    }
}

/// The fields of an event, as they are written.
fn fields(way: Way, made: &Made, details: &Details, lanes: &[String]) -> Vec<(&'static str, String)> {
    let quoted = |text: &str| format!("\"{text}\"");
    let optional = |text: &str| {
        if way.wrapped { format!("Some(\"{text}\")") } else { quoted(text) }
    };
    let list = |texts: &[&str]| {
        let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        format!("[{}]", texts.join(", "))
    };
    let involves: Vec<&str> = details.involves.iter().map(|lane| lanes[*lane].as_str()).collect();
    let sources: Vec<&str> = details.sources.iter().map(String::as_str).collect();
    let name = |name: &'static str| if way.named { name } else { "" };
    let account =
        |(by, says): &(usize, &str)| format!("{}(by: \"{}\", says: \"{says}\")", name("Account"), lanes[*by]);
    let accounts: Vec<String> = details.accounts.iter().map(account).collect();
    let link = |to: &String| format!("{}(to: \"{to}\", kind: \"after\")", name("Link"));
    let links: Vec<String> = details.links.iter().map(link).collect();
    let mut fields = vec![
        ("id", quoted(&made.id)),
        ("date", quoted(&made.date)),
        ("title", quoted(&made.title)),
        ("title_native", optional(details.title_native)),
        ("country", quoted(&lanes[made.lane])),
        ("place", optional(details.place)),
        ("involves", list(&involves)),
        ("people", list(&details.people)),
        ("tags", list(&made.tags)),
        ("sources", list(&sources)),
        ("importance", made.importance.to_string()),
        ("summary", optional(&details.summary)),
        ("accounts", format!("[{}]", accounts.join(", "))),
        ("links", format!("[{}]", links.join(", "))),
        ("note", optional(details.note)),
    ];
    fields.retain(|(name, value)| match *name {
        "importance" => value != "3",
        // Links need ids to lead to.
        "id" | "links" if !way.ids => false,
        _ => !matches!(value.as_str(), "\"\"" | "Some(\"\")" | "[]"),
    });
    fields
}
