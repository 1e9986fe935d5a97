//! Lays a timeline file out the way the program writes new ones, and changes nothing else: comments, order, unknown
//! fields and the way each value is written stay.

use super::text::record::Kind;
use super::text::schema::{EVENT, TIMELINE, kind_in};
use super::text::source_text::SourceText;
use super::tree::{Group, Part, comments, parse};

/// One step of indentation.
const UNIT: &str = "    ";

/// The text of a timeline as it is laid out best.
///
/// # Errors
/// Where it is no timeline, or laid out it would not say the same; the reason in words.
pub fn tidy(text: &str) -> Result<String, String> {
    let before = super::read(text);
    if !before.is_timeline() {
        let first = before.diagnostics.first();
        let reason = first.map(|first| format!("{}:{}: {}", first.line, first.column, first.message));
        return Err(reason.unwrap_or_else(|| "this is not a timeline".to_owned()));
    }
    let new = laid_out(&before.source);
    let after = super::read(&new);
    let same = after.is_timeline()
        && after.counts() == before.counts()
        && after.source.header == before.source.header
        && after.document.events() == before.document.events()
        && all_comments(&after.source) == all_comments(&before.source);
    if same { Ok(new) } else { Err("laid out anew it would not say the same; please report this".to_owned()) }
}

fn all_comments(source: &SourceText) -> Vec<&str> {
    let mut all = comments(source.text());
    all.sort_unstable();
    all
}

fn laid_out(source: &SourceText) -> String {
    let text = source.text();
    let is_list = source.top.start == source.list.start;
    let span = if is_list { source.list.clone() } else { source.top.clone() };
    let line_end = source.line_end();
    let layout = Layout { line_end };
    let shape = if is_list { Shape::Blocks(&EVENT) } else { Shape::Top };
    let mut out = source.full()[..source.full().len() - text.len()].to_owned();
    let (before, after) =
        (text[..span.start].trim_end_matches(is_blank), text[span.end..].trim_matches(is_blank));
    for piece in [before.trim_start_matches(is_blank), &layout.value(&text[span], "", shape), after] {
        out.push_str(piece);
        if !piece.is_empty() {
            out.push_str(line_end);
        }
    }
    out
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// How a value is laid out.
#[derive(Clone, Copy)]
enum Shape {
    /// The timeline: a line for each field.
    Top,
    /// A list of structs, each a line for each field.
    Blocks(&'static Kind),
    /// A list with a line for each element; structs are of this kind.
    Lines(Option<&'static Kind>),
    /// A struct with a line for each field.
    Block(&'static Kind),
    /// On a line, unless there is a comment in it.
    Line(Option<&'static Kind>),
}

impl Shape {
    /// How an item of what has this shape is laid out.
    fn of_item(self, name: Option<&str>) -> Self {
        let kind = name.and_then(kind_in);
        match self {
            Self::Top if name == Some("events") => Self::Blocks(&EVENT),
            Self::Top => Self::Lines(kind),
            Self::Blocks(kind) => Self::Block(kind),
            Self::Block(_) if name == Some("accounts") => Self::Lines(kind),
            Self::Lines(kind) if name.is_none() => Self::Line(kind),
            Self::Line(kind) if name.is_none() => Self::Line(kind),
            Self::Block(_) | Self::Lines(_) | Self::Line(_) => Self::Line(kind),
        }
    }

    fn kind(self) -> Option<&'static Kind> {
        match self {
            Self::Top => Some(&TIMELINE),
            Self::Block(kind) => Some(kind),
            Self::Line(kind) => kind,
            Self::Blocks(_) | Self::Lines(_) => None,
        }
    }
}

struct Layout<'a> {
    line_end: &'a str,
}

impl Layout<'_> {
    fn value(&self, value: &str, indent: &str, shape: Shape) -> String {
        let Some(group) = parse(value) else { return value.to_owned() };
        let open = opening(&group, shape);
        let is_list = !group.is_record();
        let tall = match shape {
            Shape::Top | Shape::Block(_) => !is_list,
            Shape::Blocks(_) | Shape::Lines(_) => is_list,
            Shape::Line(_) => false,
        };
        if group.parts.is_empty() && comments(value).is_empty() {
            return format!("{open}{}", &value[value.len() - 1..]);
        }
        if tall || !comments(value).is_empty() {
            self.tall(&group, &open, indent, shape)
        } else {
            self.on_a_line(&group, &open, indent, shape)
        }
    }

    fn on_a_line(&self, group: &Group<'_>, open: &str, indent: &str, shape: Shape) -> String {
        let item = |part: &Part<'_>| self.item(part, indent, shape.of_item(part.name));
        let items: Vec<String> = group.parts.iter().map(item).collect();
        format!("{open}{}{}", items.join(", "), &group.close[group.close.len() - 1..])
    }

    fn tall(&self, group: &Group<'_>, open: &str, indent: &str, shape: Shape) -> String {
        let inner = format!("{indent}{UNIT}");
        let mut out = open.to_owned();
        let line = |out: &mut String, text: &str| {
            out.push_str(self.line_end);
            out.push_str(&inner);
            out.push_str(text);
        };
        for comment in comments(group.open) {
            line(&mut out, comment);
        }
        for (at, part) in group.parts.iter().enumerate() {
            self.lead(&mut out, part.lead, &inner, at == 0);
            // One that has lines of its own is read as standing before what follows it, and so it is written.
            let (tall, mut behind): (Vec<&str>, Vec<&str>) =
                comments(part.tail).into_iter().partition(|comment| comment.contains('\n'));
            let last = behind.pop();
            for comment in comments(part.head).into_iter().chain(behind) {
                line(&mut out, comment);
            }
            line(&mut out, &self.item(part, &inner, shape.of_item(part.name)));
            out.push(',');
            if let Some(last) = last {
                out.push(' ');
                out.push_str(last);
            }
            for comment in tall {
                line(&mut out, comment);
            }
        }
        let close = &group.close[..group.close.len() - 1];
        self.lead(&mut out, close.trim_end_matches(is_blank), &inner, group.parts.is_empty());
        format!("{out}{}{indent}{}", self.line_end, &group.close[group.close.len() - 1..])
    }

    /// The comments above an item, and a blank line where there was at least one.
    fn lead(&self, out: &mut String, lead: &str, inner: &str, is_first: bool) {
        let mut from = 0;
        let blank = |out: &mut String, between: &str, is_first: bool| {
            if between.matches('\n').count() > 1 && !is_first {
                out.push_str(self.line_end);
            }
        };
        for (at, comment) in comments(lead).into_iter().enumerate() {
            let start = comment.as_ptr() as usize - lead.as_ptr() as usize;
            blank(out, &lead[from..start], is_first && at == 0);
            for piece in [self.line_end, inner, comment] {
                out.push_str(piece);
            }
            from = start + comment.len();
        }
        blank(out, &lead[from..], is_first && from == 0);
    }

    fn item(&self, part: &Part<'_>, indent: &str, shape: Shape) -> String {
        let value = self.value(part.value, indent, shape);
        let Some(name) = part.name else { return value };
        // A name that is quoted, as those of a map are, stays so.
        let quote = if part.head.starts_with('"') { "\"" } else { "" };
        let raw = if part.head.starts_with("r#") { "r#" } else { "" };
        format!("{raw}{quote}{name}{quote}: {value}")
    }
}

/// The opening bracket, with the name of a struct where it is known what it is.
fn opening(group: &Group<'_>, shape: Shape) -> String {
    let bracket = &group.open[group.open.len() - 1..];
    let written = group.open.split(['(', '[', '{', '/', ' ', '\t', '\r', '\n']).next().unwrap_or_default();
    match shape.kind().filter(|_| bracket == "(" && written.is_empty()) {
        Some(kind) => format!("{}{bracket}", kind.name),
        None => format!("{written}{bracket}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WILD: &str = "// head
( title :\"T\" ,  // why
lanes: [(id: \"IR\"),
   // about AZ
   Lane(id:\"AZ\",color:\"#fff000\") ],


 events: [ /* first */ (date: \"2024\", title: r#\"a
  b\"#, country: /* where */ \"IR\", tags: [\"x\",\"y\"], what: (1, 2)),
   (date:\"2025\",title:\"c\",country:\"IL\",accounts:[(by:\"IR\",says:\"no\")], links: []) // last
   // end
 ] )
// foot";

    const TIDY: &str = "// head
Timeline(
    title: \"T\", // why
    lanes: [
        Lane(id: \"IR\"),
        // about AZ
        Lane(id: \"AZ\", color: \"#fff000\"),
    ],

    events: [
        /* first */
        Event(
            date: \"2024\",
            title: r#\"a
  b\"#,
            // where
            country: \"IR\",
            tags: [\"x\", \"y\"],
            what: (1, 2),
        ),
        Event(
            date: \"2025\",
            title: \"c\",
            country: \"IL\",
            accounts: [
                Account(by: \"IR\", says: \"no\"),
            ],
            links: [],
        ), // last
        // end
    ],
)
// foot
";

    #[test]
    fn lays_out_and_keeps_the_comments() {
        let tidied = tidy(WILD).unwrap();
        assert_eq!(tidied, TIDY.replace("// where\n", "/* where */\n"));
        assert_eq!(tidy(&tidied).unwrap(), tidied);
        let windows = tidied.replace('\n', "\r\n");
        assert_eq!(tidy(&windows).unwrap(), windows);
        assert_eq!(tidy("[ (date: \"2024\", title: \"a\", country: \"IR\") ]").unwrap().lines().count(), 7);
        assert!(tidy("(events: [").is_err());
    }
}
