//! How a page looks and behaves: its style, its script, and the policy that lets these two run and nothing else. The sources
//! are in `assets/page`, where they are to be read and changed; a page has them without
//! comments and blanks that say nothing.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::scene::Theme;
use crate::scene::theme::ThemeKind;

const STYLE: &str = include_str!("../../../assets/page/page.css");

/// The parts of the script in the order in which they need one another.
const SCRIPT: [&str; 7] = [
    include_str!("../../../assets/page/model.js"),
    include_str!("../../../assets/page/ruler.js"),
    include_str!("../../../assets/page/layout.js"),
    include_str!("../../../assets/page/draw.js"),
    include_str!("../../../assets/page/stage.js"),
    include_str!("../../../assets/page/story.js"),
    include_str!("../../../assets/page/hands.js"),
];

/// How strong the bars of events are on a light and on a dark ground, as `layout/marks` draws them.
const INKS: [(&str, &str); 2] = [("0.26", "0.2"), ("0.38", "0.3")];

/// The style of a page in a theme; light and dark, as the reader's system has it, where there is none.
pub(super) fn style(theme: Option<ThemeKind>) -> String {
    let light = Theme::of(ThemeKind::Light);
    let dark = Theme::of(ThemeKind::Dark);
    let mut style = String::new();
    match theme {
        Some(kind) if Theme::of(kind).background.r >= 128 => style += &variables(":root", &Theme::of(kind)),
        // Paper is white.
        Some(kind) => {
            style += &variables(":root", &light);
            let _ = writeln!(style, "@media screen{{{}}}", variables(":root", &Theme::of(kind)));
        }
        None => {
            style += &variables(":root", &light);
            let _ = writeln!(
                style,
                "@media screen and (prefers-color-scheme:dark){{{}}}",
                variables(":root", &dark)
            );
        }
    }
    style + &lean(STYLE, Language::Css)
}

/// The colours of a theme as variables.
fn variables(of: &str, theme: &Theme) -> String {
    let is_dark = theme.background.r < 128;
    let (scheme, (ink, vague)) = if is_dark { ("dark", INKS[1]) } else { ("light", INKS[0]) };
    let colors: String =
        theme.tokens().iter().map(|(name, color)| format!("--{name}:{};", color.to_hex())).collect();
    format!("{of}{{color-scheme:{scheme};{colors}--ink:{ink};--ink-vague:{vague}}}\n")
}

/// The script of a page.
pub(super) fn script() -> String {
    let parts: String = SCRIPT.iter().map(|part| lean(part, Language::Script)).collect();
    format!("(()=>{{\n\"use strict\";\n{parts}}})();\n")
}

/// What a source is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Css,
    Script,
}

/// A source without indentation, blanks between signs, empty lines and comments, half as heavy. Nothing in
/// a source goes over several lines but comments.
fn lean(source: &str, language: Language) -> String {
    let mut lean = String::with_capacity(source.len());
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if !in_comment && !begins && !line.starts_with("//") && !line.is_empty() {
            tighten(line, language, &mut lean);
            // Behind these a line goes on, or another statement begins, with the end of the line or without.
            if !lean.ends_with([';', '{', ',', '(', '[']) {
                lean.push('\n');
            }
        }
        in_comment = (in_comment || begins) && !line.ends_with("*/");
    }
    lean
}

/// Adds a line without blanks beside signs that part words anyway, and without a comment at its end; strings stay as they
/// are.
fn tighten(line: &str, language: Language, out: &mut String) {
    let (signs, before) = match language {
        Language::Css => ("{};,>", ":"),
        Language::Script => ("{}()[],;:=<>*/%+-&|?!", ""),
    };
    let mut quote = None;
    let mut rest = line.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if let Some(mark) = quote {
            out.push(c);
            if c == '\\' {
                out.extend(rest.next().map(|(_, escaped)| escaped));
            } else if c == mark {
                quote = None;
            }
            continue;
        }
        let part = |c: char| signs.contains(c) || before.contains(c);
        match c {
            ' ' if language == Language::Script && line[at..].starts_with(" // ") => return,
            // Two signs of plus side by side would be another one.
            ' ' if out.ends_with(['+', '-']) && rest.peek().is_some_and(|(_, next)| "+-".contains(*next)) => {
                out.push(' ');
            }
            ' ' if out.ends_with(part) || rest.peek().is_some_and(|(_, next)| signs.contains(*next)) => {}
            '"' | '\'' | '`' => {
                quote = Some(c);
                out.push(c);
            }
            _ => out.push(c),
        }
    }
}

/// What a browser may do on a page: run this script, take this style, draw pictures that stand in the page, and ask
/// nobody for anything (<https://www.w3.org/TR/CSP3/>).
pub(super) fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        hash(script),
        hash(style)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page may weigh by its style and its script, in bytes.
    const MOST_BYTES: usize = 61_440;

    #[test]
    fn style_and_script_are_small_and_whole() {
        let (style, script) = (style(None), script());
        let all = style.len() + script.len();
        assert!(all <= MOST_BYTES, "style {} and script {} are {all} bytes", style.len(), script.len());
        for text in [&style, &script] {
            assert!(!text.contains("<!--"), "a browser would begin a comment there");
            assert!(!text.replace("</svg>", "").contains("</"), "a browser would end the element there");
            assert!(
                !text.contains("http:") && !text.contains("https:") || text.contains("www.w3.org/2000/svg")
            );
        }
        for forbidden in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("]
        {
            assert!(!script.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn comments_and_indentation_go() {
        let script =
            "// a\n  b = c + 1; // d\n/** e\n *  f */\n\n  g(\"a, b\", `c : \\` d`)\n/* g */\nh in i\n";
        assert_eq!(lean(script, Language::Script), "b=c+1;g(\"a, b\",`c : \\` d`)\nh in i\n");
        let style = "a > b :focus, i { margin: 0 auto; }\n@media screen and (x: 1) {}\n";
        assert_eq!(lean(style, Language::Css), "a>b :focus,i{margin:0 auto;}\n@media screen and (x:1){}\n");
    }

    #[test]
    fn a_theme_that_is_asked_for_is_the_only_one() {
        assert!(style(None).contains("prefers-color-scheme"));
        let dark = style(Some(ThemeKind::Dark));
        assert!(
            !dark.contains("prefers-color-scheme") && dark.contains("@media screen{:root{color-scheme:dark;")
        );
    }
}
