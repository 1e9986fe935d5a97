//! What stands between items: blanks and comments, of which a merge of two sides loses none.

use std::collections::HashSet;

use crate::io::timeline_file::tree::comments;

/// Where blanks and comments stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// Before an item, on its line and on those above it.
    Before,
    /// Behind an item, on its line.
    Behind,
}

/// What stands where only one side changed something, or both the same.
fn of_one_side<'t>(base: Option<&str>, ours: &'t str, theirs: &'t str) -> Option<&'t str> {
    if ours == theirs || base == Some(theirs) { Some(ours) } else { (base == Some(ours)).then_some(theirs) }
}

/// The comments that only theirs has.
fn new_comments<'t>(base: Option<&str>, ours: &str, theirs: &'t str) -> Vec<&'t str> {
    let known: Vec<&str> = base.map(comments).unwrap_or_default().into_iter().chain(comments(ours)).collect();
    comments(theirs).into_iter().filter(|comment| !known.contains(comment)).collect()
}

/// What two sides made of the same blanks and comments: what only one changed, or else ours with the comments that only
/// theirs has.
pub(crate) fn merged(base: Option<&str>, ours: &str, theirs: &str, at: Where, line_end: &str) -> String {
    if let Some(one) = of_one_side(base, ours, theirs) {
        return one.to_owned();
    }
    let mut merged = ours.to_owned();
    for new in new_comments(base, ours, theirs) {
        match at {
            Where::Before => put_before(&mut merged, new, line_end),
            Where::Behind => {
                merged.push_str(if ends_in_comment(&merged) && new.contains('\n') { line_end } else { " " });
                merged.push_str(new);
            }
        }
    }
    merged
}

/// What stands before or behind the timeline: blanks, comments and attributes such as `#![enable(implicit_some)]`. `None`
/// where both changed the attributes.
pub(crate) fn around(base: Option<&str>, ours: &str, theirs: &str, line_end: &str) -> Option<String> {
    let attributes = |text: &str| -> String {
        let mut bare = text.to_owned();
        for comment in comments(text) {
            bare = bare.replacen(comment, "", 1);
        }
        bare.split_whitespace().collect()
    };
    let (was, own, other) = (base.map(attributes), attributes(ours), attributes(theirs));
    if own == other || was.as_ref() == Some(&other) {
        Some(merged(base, ours, theirs, Where::Before, line_end))
    } else if was.as_ref() == Some(&own) {
        Some(merged(base, theirs, ours, Where::Before, line_end))
    } else {
        None
    }
}

/// An opening bracket with the name before it and any comments between the two.
pub(crate) fn opening(base: Option<&str>, ours: &str, theirs: &str, line_end: &str) -> String {
    if let Some(one) = of_one_side(base, ours, theirs) {
        return one.to_owned();
    }
    let mut merged = ours.to_owned();
    for new in new_comments(base, ours, theirs) {
        merged.push(' ');
        merged.push_str(new);
        merged.push_str(if new.starts_with("//") { line_end } else { "" });
    }
    merged
}

/// Adds comments at the end of a merged text that are nowhere in it though one side wrote them, or all three have them: one
/// side moved the comment to something that the other removed.
pub(crate) fn add_lost(text: &mut String, [base, ours, theirs]: [&str; 3], line_end: &str) {
    let [was, own, other] = [base, ours, theirs].map(comments);
    let known: HashSet<&str> = was.into_iter().collect();
    let theirs: HashSet<&str> = other.iter().copied().collect();
    let own_ones: HashSet<&str> = own.iter().copied().collect();
    let everywhere = |one: &str| own_ones.contains(one) && theirs.contains(one);
    let here: HashSet<&str> = comments(text).into_iter().collect();
    // A comment in a conflict stands there line by line.
    let is_here = |one: &str| here.contains(one) || one.lines().all(|line| text.contains(line.trim()));
    let must = own.into_iter().chain(other).filter(|one| !known.contains(one) || everywhere(one));
    let mut lost: Vec<String> = Vec::new();
    for one in must {
        if !is_here(one) && !lost.iter().any(|other| other == one) {
            lost.push(one.to_owned());
        }
    }
    for one in lost {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(line_end);
        }
        text.push_str(&one);
        text.push_str(line_end);
    }
}

/// Puts lines in before what follows the blanks, indented as that is.
pub(crate) fn put_before(blanks: &mut String, lines: &str, line_end: &str) {
    let indent = indent_of(blanks);
    match &indent {
        Some(indent) => {
            blanks.push_str(lines);
            blanks.push_str(line_end);
            blanks.push_str(indent);
        }
        None => {
            if !blanks.is_empty() && !blanks.ends_with([' ', '\t', '\n']) {
                blanks.push(' ');
            }
            blanks.push_str(lines);
            blanks.push_str(line_end);
        }
    }
}

/// The indentation that blanks end in, where what follows begins a line.
pub(crate) fn indent_of(blanks: &str) -> Option<String> {
    let line = &blanks[blanks.rfind('\n')? + 1..];
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t')).then(|| line.to_owned())
}

/// Whether what follows a text on its line would be part of a comment.
pub(crate) fn ends_in_comment(text: &str) -> bool {
    let Some(last) = comments(text).pop() else { return false };
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
    last.starts_with("//") && !text[end..].contains('\n')
}

/// Whether blanks and comments behind a value have the comma in them.
pub(crate) fn has_comma(tail: &str) -> bool {
    let mut scanner = crate::io::timeline_file::text::scan::Scanner::new(tail, 0);
    scanner.blank().is_ok() && scanner.peek() == Some(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_comment_is_lost() {
        let before = |base, ours, theirs| merged(Some(base), ours, theirs, Where::Before, "\n");
        assert_eq!(before("\n  ", "\n  ", "\n  // t\n  "), "\n  // t\n  ");
        assert_eq!(before("\n  ", "\n  // o\n  ", "\n  // t\n  "), "\n  // o\n  // t\n  ");
        assert_eq!(before("\n  // b\n  ", "\n  // b\n  // o\n  ", "\n  "), "\n  // b\n  // o\n  ");
        assert_eq!(before("", " ", "/* t */"), " /* t */\n");
        let behind = |base, ours, theirs| merged(Some(base), ours, theirs, Where::Behind, "\n");
        assert_eq!(behind(",", ", // o", ", // t"), ", // o // t");
        assert_eq!(behind(",", ", // o", ", /* t\n */"), ", // o\n/* t\n */");
        assert!(ends_in_comment(", // x") && !ends_in_comment(", // x\n") && !ends_in_comment(", /* x */"));
        assert!(has_comma(" /* a */ , // b") && !has_comma(" // a, b"));
    }
}
