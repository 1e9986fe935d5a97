//! Text from files as people are to see it: what cannot be seen, or turns the order of what can, is written out as
//! `\u{202E}`, so that two names that look the same are the same.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every letter that would mislead written out: control characters, marks that turn the direction, and
/// letters without width. Line breaks and tabs become blanks. Joiners stay where a script needs them: between the
/// letters of Persian and Indic words, and within emoji.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    written_out(text, false)
}

/// The same for a text of several lines, whose breaks stay.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    written_out(text, true)
}

/// What [`visible`] has written out, as the letters that it was: for names that are edited as they are seen.
#[must_use]
pub fn from_visible(shown: &str) -> String {
    let mut out = String::with_capacity(shown.len());
    let mut rest = shown;
    while let Some((before, after)) = rest.split_once("\\u{") {
        out.push_str(before);
        let letter = after.split_once('}').and_then(|(number, after)| {
            let letter = u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?;
            (letter.is_control() || is_hidden(letter)).then_some((letter, after))
        });
        rest = match letter {
            Some((letter, after)) => {
                out.push(letter);
                after
            }
            None => {
                out.push_str("\\u{");
                after
            }
        };
    }
    out.push_str(rest);
    out
}

fn written_out(text: &str, keeps_lines: bool) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\n' if keeps_lines => out.push('\n'),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() || is_hidden(c) && !is_needed(c, before, rest.peek().copied()) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:X}}}", u32::from(c));
            }
            c => out.push(c),
        }
        before = Some(c);
    }
    out.into()
}

/// Letters that show nothing, or only in what they do to others (Unicode's Default_Ignorable_Code_Point, and what
/// breaks lines).
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a joiner or a variation is one that its script cannot do without (after the rules of RFC 5892, appendix A,
/// coarsely).
fn is_needed(c: char, before: Option<char>, after: Option<char>) -> bool {
    let joins = |c: Option<char>| {
        c.is_some_and(
            |c| matches!(c, '\u{0620}'..='\u{08FF}' | '\u{0900}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'),
        )
    };
    let is_picture = |c: Option<char>| {
        c.is_some_and(|c| {
            matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{3030}'..='\u{303D}' | '\u{FE0F}'
                | '\u{1F000}'..='\u{1FAFF}')
        })
    };
    match c {
        '\u{200C}' => joins(before) && joins(after),
        '\u{200D}' => joins(before) && joins(after) || is_picture(before) && is_picture(after),
        // As text or as a picture: keycaps, too.
        '\u{FE0E}' | '\u{FE0F}' => {
            is_picture(before) || before.is_some_and(|c| matches!(c, '0'..='9' | '#' | '*' | '©' | '®'))
        }
        // Of one Han letter or another.
        '\u{E0100}'..='\u{E01EF}' => before.is_some_and(|c| matches!(c, '\u{3400}'..='\u{9FFF}')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_mislead_is_written_out() {
        for (text, shown) in [
            ("Talks in Bakı, تهران", "Talks in Bakı, تهران"),
            ("abc\u{202E}gnp.exe\u{202C}", "abc\\u{202E}gnp.exe\\u{202C}"),
            ("\u{2066}evil\u{2069} \u{200F}", "\\u{2066}evil\\u{2069} \\u{200F}"),
            ("a\u{200D}b", "a\\u{200D}b"),
            ("a\u{200B}b", "a\\u{200B}b"),
            ("\u{FEFF}x\u{2060}", "\\u{FEFF}x\\u{2060}"),
            ("esc\u{1B}[2J", "esc\\u{1B}[2J"),
            ("c1\u{9B}31m\u{7F}", "c1\\u{9B}31m\\u{7F}"),
            ("two\nlines\tand\r", "two lines and "),
            ("tag\u{E0041}", "tag\\u{E0041}"),
            // What a script needs.
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("می\u{200C}x", "می\\u{200C}x"),
            (
                "👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥 1\u{FE0F}\u{20E3}",
                "👩\u{200D}👧 ❤\u{FE0F}\u{200D}🔥 1\u{FE0F}\u{20E3}",
            ),
            ("क्\u{200D}ष", "क्\u{200D}ष"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
        for text in ["abc\u{202E}gnp", "a\u{200B}\u{1B}b", "\\u{41} \\u{", "\\u{202G}", "plain"] {
            assert_eq!(from_visible(&visible(text)), text);
        }
        assert_eq!(visible_lines("a\u{1B}\nb"), "a\\u{1B}\nb");
    }
}
