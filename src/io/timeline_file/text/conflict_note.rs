//! How a conflict stands in a file: the value of one side as it is, and before it a comment with the other side's and
//! with what it was, that people understand, that `check` reports and that the window reads.

use super::problems::{Problems, shown};
use super::scan::{Scanner, Span};

/// What every note begins with, behind at least three `<`.
const BEGINS: &str = "<<< conflict in ";

/// What a line of a note begins with.
const LINE: &str = "// ";

const THEIRS_FOLLOW: &str = ": ours is below, and theirs is";
const OURS_REMOVED: &str = ": ours removed it, theirs is below";
const THEIRS_REMOVED: &str = ": theirs removed it, ours is below";
const WAS_FOLLOWS: &str = " before that it was";
const ENDS: &str = " keep what is right, then delete this comment";

/// Something that both sides changed, and differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextConflict {
    /// Where: "event tehran-talks", "source arvak"; empty for the timeline itself.
    pub about: String,
    /// The field, or nothing where it is the whole.
    pub field: String,
    /// What it was, as it is written; nothing where there was none.
    pub base: Option<String>,
    /// What ours made of it; nothing where it was removed.
    pub ours: Option<String>,
    /// What theirs made of it; nothing where it was removed.
    pub theirs: Option<String>,
}

/// A conflict in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    /// What both changed: a field, or the whole of something.
    pub(crate) what: String,
    /// What there is of either side in the note.
    pub(crate) other: Other,
    /// What it was.
    pub(crate) base: Option<String>,
}

/// What a note says of the side that does not stand in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Other {
    /// Ours stands in the file, and this is theirs.
    Theirs(String),
    /// Theirs stands in the file, and ours removed it.
    OursRemoved,
    /// Ours stands in the file, and theirs removed it.
    TheirsRemoved,
}

impl Note {
    /// Of a conflict.
    pub(crate) fn of(conflict: &TextConflict) -> Self {
        let is_whole = conflict.field.is_empty();
        let what = if is_whole { conflict.about.clone() } else { conflict.field.clone() };
        let other = match (&conflict.ours, &conflict.theirs) {
            (None, _) => Other::OursRemoved,
            (_, None) => Other::TheirsRemoved,
            (Some(_), Some(theirs)) => Other::Theirs(theirs.clone()),
        };
        let what = if what.is_empty() { "this".to_owned() } else { one_line(&what) };
        Self { what, other, base: conflict.base.clone().filter(|_| !is_whole) }
    }

    /// As it is written, its first line without indentation and its last without a line end.
    pub(crate) fn written(&self, marker: usize, indent: &str, line_end: &str) -> String {
        let sign = |sign: &str| sign.repeat(marker);
        let next = format!("{line_end}{indent}");
        let quoted = |text: &str| {
            let lines = text.split('\n').map(|line| format!("{next}{LINE}{}", line.trim_end_matches('\r')));
            lines.collect::<String>()
        };
        let (says, theirs) = match &self.other {
            Other::Theirs(theirs) => (THEIRS_FOLLOW, quoted(theirs)),
            Other::OursRemoved => (OURS_REMOVED, String::new()),
            Other::TheirsRemoved => (THEIRS_REMOVED, String::new()),
        };
        let base = self
            .base
            .as_deref()
            .map(|base| format!("{next}{LINE}{}{WAS_FOLLOWS}{}", sign("="), quoted(base)));
        // The sign of the beginning is `<` so often, one blank, and the word.
        let begins = BEGINS.trim_start_matches('<');
        format!(
            "{LINE}{}{begins}{}{says}{theirs}{}{next}{LINE}{}{ENDS}",
            sign("<"),
            self.what,
            base.unwrap_or_default(),
            sign(">")
        )
    }

    /// Reads a note from its lines, without what stands before them.
    fn read(lines: &[&str]) -> Option<Self> {
        let first = lines.first()?.trim_start_matches('<').strip_prefix(BEGINS.trim_start_matches('<'))?;
        let middle = &lines[1..lines.len().checked_sub(1)?];
        let marker = lines.first()?.len() - lines.first()?.trim_start_matches('<').len();
        let divider = format!("{}{WAS_FOLLOWS}", "=".repeat(marker));
        let at = middle.iter().position(|line| *line == divider).unwrap_or(middle.len());
        let base = middle.get(at + 1..).filter(|base| !base.is_empty()).map(|base| base.join("\n"));
        let theirs = || middle[..at].join("\n");
        let ends = [
            (THEIRS_FOLLOW, Other::Theirs(theirs())),
            (OURS_REMOVED, Other::OursRemoved),
            (THEIRS_REMOVED, Other::TheirsRemoved),
        ];
        ends.into_iter().find_map(|(end, other)| {
            Some(Self { what: first.strip_suffix(end)?.to_owned(), other, base: base.clone() })
        })
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Every note of a text, with its place: from its first line's slashes to the end of its last line.
pub(crate) fn notes(text: &str) -> Vec<(Span, Note)> {
    if memchr::memmem::find(text.as_bytes(), BEGINS.as_bytes()).is_none() {
        return Vec::new();
    }
    let comments = Scanner::new(text, 0).comment_spans();
    let content = |span: &Span| {
        text[span.clone()].strip_prefix("//").map(|line| line.strip_prefix(' ').unwrap_or(line))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < comments.len() {
        let is_first = content(&comments[at]).is_some_and(|line| {
            line.starts_with("<<<")
                && line.trim_start_matches('<').starts_with(BEGINS.trim_start_matches('<'))
        });
        let end = (at + 1..comments.len()).find(|end| {
            let line = content(&comments[*end]);
            line.is_some_and(|line| line.starts_with(">>>") && line.ends_with(ENDS))
        });
        let Some(end) = end.filter(|_| is_first) else {
            at += 1;
            continue;
        };
        let lines: Vec<&str> = comments[at..=end].iter().filter_map(&content).collect();
        if let Some(note) = Note::read(&lines).filter(|_| lines.len() == end + 1 - at) {
            found.push((comments[at].start..comments[end].end, note));
            at = end;
        }
        at += 1;
    }
    found
}

/// Tells the conflicts that a merge left in a text.
pub(crate) fn tell(text: &str, problems: &mut Problems) {
    for (span, note) in notes(text) {
        let end = text[span.clone()].find(['\r', '\n']).map_or(span.end, |end| span.start + end);
        let what = &note.what;
        let message = match &note.other {
            Other::Theirs(theirs) => {
                format!("a merge left a conflict in {what}: below is ours, theirs is {}", excerpt(theirs))
            }
            Other::OursRemoved => {
                format!("a merge left a conflict in {what}: ours removed it, theirs changed it")
            }
            Other::TheirsRemoved => {
                format!("a merge left a conflict in {what}: theirs removed it, ours changed it")
            }
        };
        let hint = "keep what is right, then delete the comment from <<< to >>>";
        problems.error(span.start..end, message, Some(hint.to_owned()));
    }
    // What git writes where it merges lines.
    if problems.errors > 0
        && let Some(at) = marker_line(text)
    {
        let end = text[at..].find(['\r', '\n']).map_or(text.len(), |end| at + end);
        let hint =
            "above ======= is one side, below it the other: keep what is right and delete the three marks";
        problems.error(at..end, "a merge of lines left a conflict here", Some(hint.to_owned()));
    }
}

/// The value of an item in a line.
fn excerpt(item: &str) -> String {
    let value = item.split_once(": ").map_or(item, |(_, value)| value);
    shown(value.trim(), 60)
}

/// Where a line begins with the sign of a conflict of lines.
fn marker_line(text: &str) -> Option<usize> {
    const SIGN: &str = "<<<<<<< ";
    if text.starts_with(SIGN) {
        return Some(0);
    }
    memchr::memmem::find(text.as_bytes(), b"\n<<<<<<< ").map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let conflict = |base: Option<&str>, ours: Option<&str>, theirs: Option<&str>| TextConflict {
            about: "event a".to_owned(),
            field: "title".to_owned(),
            base: base.map(str::to_owned),
            ours: ours.map(str::to_owned),
            theirs: theirs.map(str::to_owned),
        };
        for conflict in [
            conflict(Some("title: \"b\""), Some("title: \"o\""), Some("title: \"t\"")),
            conflict(None, Some("title: \"o\""), Some("title: r#\"t\n  // two\n======= before\"#")),
            conflict(Some("title: \"b\""), None, Some("title: \"t\"")),
            conflict(Some("title: \"b\""), Some("title: \"o\""), None),
        ] {
            for (marker, end) in [(3, "\n"), (7, "\r\n"), (12, "\n")] {
                let note = Note::of(&conflict);
                let text = format!(
                    "(\"// <<< conflict in x\", {end}  {}{end}  title: 1)",
                    note.written(marker, "  ", end)
                );
                let found = notes(&text);
                assert_eq!(found.iter().map(|(_, note)| note).collect::<Vec<_>>(), [&note], "{text}");
            }
        }
        assert!(notes("// <<< conflict in x").is_empty());
    }
}
