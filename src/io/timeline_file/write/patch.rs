//! Changes to a text by place: items put in and cut out the way a careful person would, with the indentation of
//! their neighbours, their commas and their comments.

use crate::io::timeline_file::text::scan::{Item, Scanner, Span};

/// Changes to a text. Only cuts may overlap one another.
#[derive(Debug, Default)]
pub(crate) struct Patch(Vec<(Span, String)>);

impl Patch {
    /// Puts a text in another's place.
    pub(crate) fn replace(&mut self, span: Span, text: String) {
        self.0.push((span, text));
    }

    /// Puts a text in at a place.
    pub(crate) fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// Takes the changes of another one in.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The changes in the order of their places, without overlap where only cuts overlapped.
    pub(crate) fn in_order(mut self) -> Vec<(Span, String)> {
        self.0.sort_by_key(|(span, _)| (span.start, span.end));
        let mut at = 0;
        for (span, new) in &mut self.0 {
            // Two cuts may share the blanks between them.
            if new.is_empty() {
                *span = span.start.max(at)..span.end.max(at);
            }
            at = span.end.max(at);
        }
        self.0
    }

    /// Puts items in after another.
    pub(crate) fn insert_after(&mut self, text: &str, item: &Item, new: &[String], line_end: &str) {
        match (indent(text, item.start()), end_of_line(text, item.end())) {
            (Some(indent), Some(end)) => {
                let mut lines: String = new.iter().map(|new| format!("{line_end}{indent}{new},")).collect();
                if item.comma.is_none() {
                    self.insert(item.value.end, ",".to_owned());
                    lines.pop();
                }
                self.insert(end, lines);
            }
            _ if item.comma.is_some() => {
                self.insert(item.end(), new.iter().map(|new| format!(" {new},")).collect());
            }
            _ => self.insert(item.end(), new.iter().map(|new| format!(", {new}")).collect()),
        }
    }

    /// Puts items in before another.
    pub(crate) fn insert_before(&mut self, text: &str, item: &Item, new: &[String], line_end: &str) {
        let between =
            indent(text, item.start()).map_or(" ".to_owned(), |indent| format!("{line_end}{indent}"));
        self.insert(item.start(), new.iter().map(|new| format!("{new},{between}")).collect());
    }

    /// Cuts an item out, with its line if nothing else is on it; its comments stay.
    pub(crate) fn cut(&mut self, text: &str, item: &Item, line_end: &str, keep_inner_comments: bool) {
        let (start, end) = (item.start(), item.end());
        let indent = indent(text, start);
        let kept = if keep_inner_comments { comments(text, &(start..end)) } else { Vec::new() };
        if !kept.is_empty() {
            let next_line = format!("{line_end}{}", indent.unwrap_or_default());
            let mut new = String::new();
            for comment in kept.iter().map(|span| &text[span.clone()]) {
                new.push_str(match new.rfind('\n').map_or(new.as_str(), |end| &new[end..]) {
                    "" => "",
                    line if line.contains("//") => &next_line,
                    _ => " ",
                });
                new.push_str(comment);
            }
            // A line comment must not swallow what follows.
            let is_line = text[kept[kept.len() - 1].clone()].starts_with("//");
            if is_line && end_of_line(text, end) != Some(end) {
                new.push_str(&next_line);
            }
            self.replace(start..end, new);
            return;
        }
        let after = end + blanks(&text[end..]);
        let rest = &text[after..];
        match indent {
            Some(indent) if rest.starts_with('\n') || rest.starts_with("\r\n") => {
                let next = after + if rest.starts_with('\n') { 1 } else { 2 };
                self.replace(start - indent.len()..next, String::new());
            }
            Some(_) if rest.starts_with("//") || rest.starts_with("/*") => {
                self.replace(start..after, String::new());
            }
            _ if item.comma.is_some() => self.replace(start..after, String::new()),
            _ => {
                let before = &text[..start];
                let start = before.trim_end_matches([' ', '\t']).len();
                self.replace(start..end, String::new());
            }
        }
    }
}

impl Patch {
    /// Cuts an item out with the comments that are clearly its own: those in it, one behind it on its last line, and
    /// lines of comments directly above it where what follows begins anew (a blank line, another comment, the end of
    /// the list). Lines above several items that stand together are a heading of them all, and stay. `gap` is what
    /// stands between the item before it and this one.
    pub(crate) fn cut_whole(&mut self, text: &str, item: &Item, gap: Span, line_end: &str) {
        let (Some(indent), Some(end)) = (indent(text, item.start()), end_of_line(text, item.end())) else {
            return self.cut(text, item, line_end, false);
        };
        let end = text[end..].find('\n').map_or(text.len(), |more| end + more + 1);
        let mut start = item.start() - indent.len();
        let follows = text[end..].trim_start_matches([' ', '\t']);
        if follows.starts_with(['\n', '\r', ']']) || follows.starts_with("//") || follows.starts_with("/*") {
            for comment in comments(text, &gap).into_iter().rev() {
                let line = line_start(text, comment.start);
                let is_alone = line > gap.start && text[line..comment.start].trim().is_empty();
                let is_next = text[comment.end..start].trim_matches([' ', '\t', '\r']) == "\n";
                if !is_alone || !is_next {
                    break;
                }
                start = line;
            }
        }
        self.replace(start..end, String::new());
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The white space before a place, if nothing else is before it on its line.
pub(crate) fn indent(text: &str, at: usize) -> Option<&str> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..at];
    // The first line of a text has no line before it to align with.
    (line > 0 && before.bytes().all(|b| b == b' ' || b == b'\t')).then_some(before)
}

/// The indentation of the line that a place is on.
pub(crate) fn line_indent(text: &str, at: usize) -> &str {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    &text[line..line + blanks(&text[line..])]
}

fn blanks(text: &str) -> usize {
    text.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The end of the line after a place, if nothing but a comment stands before it.
pub(crate) fn end_of_line(text: &str, at: usize) -> Option<usize> {
    let line = text[at..].find('\n').map(|end| at + end)?;
    let line = if text[at..line].ends_with('\r') { line - 1 } else { line };
    let mut scanner = Scanner::within(text, &(at..line));
    scanner.blank().ok()?;
    (scanner.at == line).then_some(line)
}

/// The comments within a span.
fn comments(text: &str, span: &Span) -> Vec<Span> {
    let mut scanner = Scanner::within(text, span);
    scanner.comment_spans()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::disk::recovery::changed;
    use crate::io::timeline_file::write::fields::items;

    fn change(text: &str, change: impl Fn(&mut Patch, &[Item])) -> String {
        let mut patch = Patch::default();
        let open = text.find(['(', '[']).unwrap();
        let close = crate::io::timeline_file::text::scan::closing(text.as_bytes()[open]);
        change(&mut patch, &items(text, &(open + 1..text.len()), close));
        changed(text, &patch.in_order()).unwrap()
    }

    #[test]
    fn cuts() {
        let cut = |text: &str, i: usize| change(text, |patch, items| patch.cut(text, &items[i], "\n", true));
        assert_eq!(cut("(a: 1, b: 2)", 0), "(b: 2)");
        assert_eq!(cut("(a: 1, b: 2)", 1), "(a: 1,)");
        assert_eq!(cut("(\n  a: 1,\n  b: 2,\n)", 0), "(\n  b: 2,\n)");
        assert_eq!(cut("(\r\n  a: 1,\r\n  b: 2\r\n)", 1), "(\r\n  a: 1,\r\n)");
        assert_eq!(cut("(\n  a: 1, // why\n  b: 2,\n)", 0), "(\n  // why\n  b: 2,\n)");
        assert_eq!(cut("(\n  a: /* x */ [1, // y\n 2],\n)", 0), "(\n  /* x */ // y\n)");
        assert_eq!(cut("[1]", 0), "[]");
    }

    #[test]
    fn puts_in() {
        let new = ["n: 9".to_owned()];
        let after = |text: &str, i: usize| {
            change(text, |patch, items| patch.insert_after(text, &items[i], &new, "\n"))
        };
        assert_eq!(after("(a: 1, b: 2)", 0), "(a: 1, n: 9, b: 2)");
        assert_eq!(after("(a: 1, b: 2)", 1), "(a: 1, b: 2, n: 9)");
        assert_eq!(after("(\n  a: 1, // c\n)", 0), "(\n  a: 1, // c\n  n: 9,\n)");
        assert_eq!(after("(\n  a: 1 // c\n)", 0), "(\n  a: 1, // c\n  n: 9\n)");
        assert_eq!(after("(\n  a: 1, b: 2)", 0), "(\n  a: 1, n: 9, b: 2)");
        let before =
            |text: &str| change(text, |patch, items| patch.insert_before(text, &items[0], &new, "\n"));
        assert_eq!(before("(a: 1)"), "(n: 9, a: 1)");
        assert_eq!(before("(\n\ta: 1\n)"), "(\n\tn: 9,\n\ta: 1\n)");
    }
}
