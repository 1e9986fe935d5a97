//! What SVG text is made of: short numbers, and strings that are valid XML whatever they hold.

use std::fmt::Write as _;

/// A number with at most two decimals and no more digits than it needs.
pub fn number(value: f32) -> String {
    let mut text = format!("{value:.2}");
    while text.ends_with('0') {
        text.pop();
    }
    if text.ends_with('.') {
        text.pop();
    }
    if text == "-0" { "0".to_owned() } else { text }
}

/// A string for content and for attributes in double quotes. What XML 1.0 forbids even when escaped
/// (<https://www.w3.org/TR/xml/#charsets>) becomes U+FFFD.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                // Written plainly a parser would turn them into spaces.
                let _ = write!(out, "&#{};", u32::from(c));
            }
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let cases =
            [(0.0, "0"), (-0.001, "0"), (1.5, "1.5"), (100.0, "100"), (0.126, "0.13"), (-2.10, "-2.1")];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn strings_are_escaped_and_forbidden_characters_replaced() {
        assert_eq!(escape("a<b & \"c\"\u{0}\u{1B}\n"), "a&lt;b &amp; &quot;c&quot;\u{FFFD}\u{FFFD}&#10;");
        assert_eq!(escape("دیدار 🇮🇷"), "دیدار 🇮🇷");
    }
}
