//! Texts cut to what can be seen of them. A file may have titles of a megabyte: whoever measures, shapes or says one must
//! not pay for what no screen has room for.

use std::borrow::Cow;

/// The longest line that is drawn, in bytes: wider than any screen at the smallest size of text.
pub const MOST_LINE_BYTES: usize = 1600;

/// A text as a line has room for it: cut with an ellipsis where it is longer than any line that is drawn.
#[must_use]
pub fn brief(text: &str) -> Cow<'_, str> {
    brief_to(text, MOST_LINE_BYTES)
}

/// The beginning of a text, at most so many bytes, with an ellipsis where something is left out.
#[must_use]
pub fn brief_to(text: &str, most_bytes: usize) -> Cow<'_, str> {
    if text.len() <= most_bytes { text.into() } else { format!("{}…", beginning(text, most_bytes)).into() }
}

/// The beginning of a text, at most so many bytes.
#[must_use]
pub fn beginning(text: &str, most_bytes: usize) -> &str {
    &text[..text.floor_char_boundary(most_bytes)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_a_letter() {
        assert_eq!(brief_to("Baku", 4), "Baku");
        assert_eq!(brief_to("Bakı", 4), "Bak…", "the last letter has two bytes");
        assert_eq!(brief(&"x".repeat(MOST_LINE_BYTES)).len(), MOST_LINE_BYTES);
        assert_eq!(brief(&"ی".repeat(1 << 20)).chars().count(), MOST_LINE_BYTES / 2 + 1);
        assert_eq!(beginning("", 0), "");
    }
}
