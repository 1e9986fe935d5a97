//! The rules of the house that no compiler knows: who may import whom, what each storey may never touch, and how
//! long a file may be. ARCHITECTURE.md says why; this reads every file of `src` and says where.

use std::fs;
use std::path::Path;

/// The storeys, lowest first; a file imports from lower ones and from its own folder.
const STOREYS: &[&[&str]] = &[
    &["model"],
    &["edit"],
    &["io", "analysis", "scene"],
    &["layout", "paint"],
    &["ui", "export"],
    &["app"],
    &["cli"],
];

/// Something that a part of the house may not mention.
struct Ban {
    /// Folders and files it holds for; empty for all.
    within: &'static [&'static str],
    /// Folders and files it does not hold for.
    except: &'static [&'static str],
    /// The paths that may not be mentioned; each matches its segments anywhere in a path.
    paths: &'static [&'static str],
    /// Paths that may be mentioned nevertheless.
    but: &'static [&'static str],
    /// What to do about it.
    instead: &'static str,
}

const SCREEN: &[&str] = &["egui", "eframe", "epaint", "egui_plot", "egui_notify"];

const BANS: &[Ban] = &[
    Ban {
        within: &["model", "edit", "io", "analysis", "layout"],
        except: &[],
        paths: SCREEN,
        but: &[],
        instead: "take plain types from crate::scene, or move what needs the screen to ui or paint",
    },
    Ban {
        within: &["scene"],
        except: &[],
        paths: SCREEN,
        but: &["egui::emath", "egui::ecolor", "egui::Color32"],
        instead: "a scene knows plain colours and geometry alone",
    },
    Ban {
        within: &["model", "edit", "analysis", "scene", "layout", "ui"],
        except: &[],
        paths: &["ron"],
        but: &[],
        instead: "only io knows the file format",
    },
    Ban {
        within: &["model", "edit", "analysis", "scene", "layout", "ui"],
        except: &[],
        paths: &["std::fs", "std::io::Write", "tempfile", "atomic_write_file"],
        but: &[],
        instead: "only io, cli and app touch files; pass in what was read",
    },
    Ban {
        within: &["model", "edit", "analysis", "scene", "layout"],
        except: &[],
        paths: &["SystemTime", "time::Instant", "Instant::now", "Timestamp::now", "Zoned::now"],
        but: &[],
        instead: "these storeys know no clock; pass the time in",
    },
    Ban {
        within: &["export"],
        except: &[],
        paths: &["eframe", "egui::Ui"],
        but: &[],
        instead: "pictures are made without a window; paint the Scene",
    },
    Ban {
        within: &[],
        except: &["ui/dialogs/mod.rs", "ui/dialogs/"],
        paths: &["rfd"],
        but: &[],
        instead: "ask ui/dialogs/mod.rs for the dialog",
    },
    Ban {
        within: &[],
        // The lag chart is a chart with axes, which is what egui_plot is for.
        except: &[
            "ui/canvas/mod.rs",
            "ui/canvas/",
            "ui/canvas/overview.rs",
            "ui/overview/",
            "ui/pairs/lag_chart.rs",
        ],
        paths: &["egui_plot"],
        but: &[],
        instead: "only the canvas, the overview and the lag chart know egui_plot",
    },
    Ban {
        within: &[],
        except: &["main.rs", "cli/"],
        paths: &["anyhow"],
        but: &[],
        instead: "return an error type of this boundary's own (thiserror)",
    },
];

const MAX_LINES: usize = 500;
const MAX_LINES_OF_MAIN: usize = 80;

/// Everything wrong with one file; `path` is relative to `src`, with `/` between its parts.
fn check(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut tell = |line: usize, what: String| problems.push(format!("src/{path}:{line}: {what}"));
    if !text.trim_start_matches('\u{feff}').starts_with("//!") {
        tell(1, "has no //! at its head; say there why the file exists".to_owned());
    }
    let limit = if path == "main.rs" { MAX_LINES_OF_MAIN } else { MAX_LINES };
    if text.lines().count() > limit {
        tell(limit + 1, format!("is longer than {limit} lines; split it by what its parts are for"));
    }
    let code = without_tests(&scrubbed(text));
    for (line, reference) in references(&code) {
        if let Some(problem) = wrong_storey(path, &reference) {
            tell(line, problem);
        }
        for ban in BANS.iter().filter(|ban| ban.holds_for(path)) {
            let allowed = ban.but.iter().any(|but| reference_has(&reference, but));
            let found = ban.paths.iter().find(|path| reference_has(&reference, path));
            if let (Some(found), false) = (found, allowed) {
                tell(line, format!("mentions {found}; {}", ban.instead));
            }
        }
    }
    for (number, line) in code.lines().enumerate() {
        for unfinished in ["todo", "unimplemented", "dbg"] {
            if has_word(line, unfinished, "!") {
                tell(number + 1, format!("has {unfinished}!; finish it or take it out"));
            }
        }
        if path.starts_with("ui/") && has_word(line, "mut Document", "") {
            tell(number + 1, "takes &mut Document; ask for an Edit by a Command instead".to_owned());
        }
    }
    problems
}

impl Ban {
    fn holds_for(&self, path: &str) -> bool {
        let excepted = |part: &&str| path == *part || (part.ends_with('/') && path.starts_with(*part));
        let within = self.within.is_empty() || self.within.contains(&folder(path));
        within && !self.except.iter().any(excepted)
    }
}

/// The first part of a path below `src`.
fn folder(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

fn storey(module: &str) -> Option<usize> {
    STOREYS.iter().position(|modules| modules.contains(&module))
}

/// What is wrong with a path that leads to a module of ours, if anything.
fn wrong_storey(path: &str, reference: &str) -> Option<String> {
    let module = root_module(path, reference)?;
    let own = folder(path);
    if own == "main.rs" || own == "lib.rs" || own == module {
        return None;
    }
    let Some(own_storey) = storey(own) else {
        return Some(format!("{own} is in no storey; give it one in tests/it/house.rs and ARCHITECTURE.md"));
    };
    match storey(&module) {
        None => {
            Some(format!("crate::{module} is in no storey; give it one, or name the module it comes from"))
        }
        Some(other) if other < own_storey => None,
        Some(other) => {
            let relation = if other == own_storey { "beside" } else { "above" };
            Some(format!(
                "{own} imports {module}, which is {relation} it; move what both need to a lower storey, or pass it in"
            ))
        }
    }
}

/// The module at the root of the crate that a path leads to, by `crate::` or by climbing up with `super::`.
fn root_module(path: &str, reference: &str) -> Option<String> {
    let mut segments = reference.split("::").peekable();
    if segments.peek() == Some(&"crate") {
        return segments.nth(1).map(str::to_owned);
    }
    let parts = path.split('/').count();
    let depth = if path.ends_with("/mod.rs") { parts - 1 } else { parts };
    let climbed = reference.split("::").take_while(|segment| *segment == "super").count();
    (climbed > 0 && climbed >= depth).then(|| segments.nth(climbed).map(str::to_owned))?
}

/// Whether the segments of `wanted` stand one after another in the path.
fn reference_has(reference: &str, wanted: &str) -> bool {
    format!("::{reference}::").contains(&format!("::{wanted}::"))
}

/// Whether a line has these words, whole, with `after` behind them.
fn has_word(line: &str, words: &str, after: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(words).any(|(at, _)| {
        let rest = &line[at + words.len()..];
        !line[..at].ends_with(is_part) && rest.starts_with(after) && !rest.starts_with(is_part)
    })
}

/// Every path in the code with its line, `use` trees written out: `use a::{b, c::D}` gives `a::b` and `a::c::D`.
fn references(code: &str) -> Vec<(usize, String)> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].1 == "use" {
            at = use_tree(&tokens, at + 1, "", &mut found);
        } else if is_identifier(tokens[at].1) {
            let line = tokens[at].0;
            let mut path = tokens[at].1.to_owned();
            while tokens.get(at + 1).is_some_and(|token| token.1 == "::")
                && tokens.get(at + 2).is_some_and(|token| is_identifier(token.1))
            {
                path = format!("{path}::{}", tokens[at + 2].1);
                at += 2;
            }
            found.push((line, path));
            at += 1;
        } else {
            at += 1;
        }
    }
    found
}

/// Reads a `use` tree from `at`, and gives back where it ends.
fn use_tree(
    tokens: &[(usize, &str)],
    mut at: usize,
    prefix: &str,
    found: &mut Vec<(usize, String)>,
) -> usize {
    let mut path = prefix.to_owned();
    while let Some((line, token)) = tokens.get(at).copied() {
        match token {
            "::" => {}
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.1 != "}") {
                    at = use_tree(tokens, at, &path, found);
                    if tokens.get(at).is_some_and(|token| token.1 == ",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "as" => {
                found.push((line, path));
                return at + 2;
            }
            token if is_identifier(token) || token == "*" => {
                path = if path.is_empty() { token.to_owned() } else { format!("{path}::{token}") };
                if tokens.get(at + 1).is_none_or(|next| next.1 != "::" && next.1 != "as") {
                    found.push((line, path));
                    return at + 1;
                }
            }
            _ => return at + usize::from(token == ";"),
        }
        at += 1;
    }
    at
}

fn is_identifier(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single characters, each with its line.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = match word {
                0 if rest.starts_with("::") => 2,
                0 => first.len_utf8(),
                word => word,
            };
            tokens.push((number + 1, &rest[..length]));
            rest = rest[length..].trim_start();
        }
    }
    tokens
}

/// The code with comments, strings and characters blanked out, every line kept.
fn scrubbed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_word = false;
    while let Some(first) = rest.chars().next() {
        let length = blank_length(rest, in_word);
        if length > 0 {
            out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
            in_word = false;
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            in_word = first.is_alphanumeric() || first == '_';
        }
    }
    out
}

/// The length of the comment, string or character that stands here; 0 where none does.
fn blank_length(rest: &str, in_word: bool) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment_length(rest);
    }
    if let (false, Some(raw)) = (in_word, rest.strip_prefix("br").or(rest.strip_prefix('r'))) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let start = rest.len() - raw.len() + hashes + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            return rest[start..].find(&close).map_or(rest.len(), |end| start + end + close.len());
        }
    }
    match rest.chars().next() {
        Some('"') => quoted_length(rest, '"'),
        // A lifetime has no closing quote behind one character.
        Some('\'') if rest[1..].starts_with('\\') || rest[1..].chars().nth(1) == Some('\'') => {
            quoted_length(rest, '\'')
        }
        _ => 0,
    }
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The code without what stands behind `#[cfg(test)]`: a block, or up to a semicolon.
fn without_tests(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find("#[cfg(test)]") {
        out += &rest[..start];
        let mut depth = 0_usize;
        let mut length = rest.len() - start;
        for (at, c) in rest[start..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && matches!(c, '}' | ';') {
                length = at + 1;
                break;
            }
        }
        out.extend(rest[start..start + length].chars().filter(|c| *c == '\n'));
        rest = &rest[start + length..];
    }
    out + rest
}

/// Every Rust file below a folder, as paths relative to it, in order.
fn rust_files(root: &Path, below: &str, found: &mut Vec<String>) {
    let folder = root.join(below);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<_> = entries.map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            rust_files(root, &path, found);
        } else if path.ends_with(".rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_keeps_the_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, "", &mut files);
    assert!(files.len() > 10 && files.contains(&"model/mod.rs".to_owned()), "these are not all: {files:?}");
    let problems: Vec<String> =
        files.iter().flat_map(|path| check(path, &fs::read_to_string(root.join(path)).unwrap())).collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn what_is_against_the_rules_is_found() {
    for (path, code, expected) in [
        ("model/a.rs", "use crate::edit::Edit;", "src/model/a.rs:2: model imports edit, which is above it"),
        ("io/a.rs", "use crate::analysis::Index;", "src/io/a.rs:2: io imports analysis, which is beside it"),
        ("io/a.rs", "use crate::{\n    model::Day,\n    analysis::Index,\n};", "a.rs:4: io imports analysis"),
        ("edit/a.rs", "fn f() -> crate::ui::X { X }", "a.rs:2: edit imports ui, which is above it"),
        ("model/a.rs", "use super::super::app::App;", "a.rs:2: model imports app"),
        ("model/date/a.rs", "use super::super::super::app::App;", "a.rs:2: model imports app"),
        ("model/mod.rs", "use super::app::App;", "mod.rs:2: model imports app"),
        ("odd/a.rs", "use crate::model::Day;", "odd is in no storey"),
        ("ui/a.rs", "use crate::Thing;", "crate::Thing is in no storey"),
        ("model/a.rs", "use egui::Color32;", "a.rs:2: mentions egui; take plain types"),
        ("model/a.rs", "fn f() { std::fs::read(); }", "a.rs:2: mentions std::fs;"),
        ("analysis/a.rs", "use std::{fmt, fs as files};", "a.rs:2: mentions std::fs;"),
        (
            "edit/a.rs",
            "use std::time::{Duration, Instant};",
            "mentions time::Instant; these storeys know no clock",
        ),
        ("model/a.rs", "fn f() { jiff::Timestamp::now(); }", "mentions Timestamp::now"),
        ("layout/a.rs", "fn f(r: egui::Rect) {}", "mentions egui;"),
        ("scene/a.rs", "use egui::{Color32, Shape};", "mentions egui; a scene knows plain colours"),
        ("ui/a.rs", "use ron::Value;", "mentions ron;"),
        ("ui/a.rs", "fn f(d: &mut Document) {}", "a.rs:2: takes &mut Document"),
        ("ui/a.rs", "fn f<'a>(d: &'a mut Document) {}", "takes &mut Document"),
        ("export/a.rs", "use egui::{Context, Ui};", "mentions egui::Ui;"),
        ("app/a.rs", "use rfd::FileDialog;", "mentions rfd; ask ui/dialogs/mod.rs"),
        ("ui/canvas_tools.rs", "use egui_plot::Plot;", "mentions egui_plot;"),
        ("io/a.rs", "fn f() -> anyhow::Result<()> {}", "mentions anyhow;"),
        ("io/a.rs", "fn f() { todo!() }", "a.rs:2: has todo!;"),
        ("io/a.rs", "const A: char = '\"'; fn f() { dbg!(A); }", "has dbg!;"),
        ("io/a.rs", "#[cfg(test)]\nmod tests { fn f() { 1 } }\nuse crate::ui::X;", "a.rs:4: io imports ui"),
        ("main.rs", &"\n".repeat(80), "src/main.rs:81: is longer than 80 lines"),
        ("io/a.rs", &"\n".repeat(500), "src/io/a.rs:501: is longer than 500 lines"),
    ] {
        let problems = check(path, &format!("//! Why.\n{code}"));
        assert!(problems.len() == 1 && problems[0].contains(expected), "{path}: {code}\n{problems:?}");
    }
    assert!(check("io/a.rs", "fn f() {}\n")[0].contains("src/io/a.rs:1: has no //!"));
}

#[test]
fn what_keeps_the_rules_passes() {
    for (path, code) in [
        ("ui/a.rs", "use crate::layout::Canvas; use crate::{ui::b, scene::Scene}; use super::b;"),
        ("model/a.rs", "use super::day::Day; // use crate::ui::X; egui"),
        ("model/date/a.rs", "use super::super::day::Day;"),
        ("model/a.rs", "/* egui /* nested */ todo!() */ const A: &str = \"egui::Ui todo!()\";"),
        ("model/a.rs", "const A: &str = r#\"a \" crate::ui::X\"#; fn f<'a>(x: &'a str) {}"),
        ("model/a.rs", "#[cfg(test)]\nmod tests {\n    use std::fs;\n    use crate::io::read;\n}"),
        ("scene/color.rs", "impl From<Color> for egui::Color32 {} pub use egui::emath::{Pos2, Rect};"),
        ("ui/dialogs/mod.rs", "use rfd::AsyncFileDialog;"),
        ("ui/canvas/mod.rs", "use egui_plot::{Plot, PlotItem};"),
        ("ui/canvas/item.rs", "use egui_plot::PlotItem; fn f(d: &Document, b: &mut Documents) {}"),
        ("cli/mod.rs", "fn f() -> anyhow::Result<()> { crate::app::run() }"),
        ("main.rs", "fn main() -> anyhow::Result<()> { coeval::cli::run() }"),
        ("lib.rs", "pub mod model; pub use crate::cli::run;"),
        ("export/a.rs", "use egui::ClippedPrimitive; fn f(instant: u8) {}"),
    ] {
        let problems = check(path, &format!("//! Why.\n{code}\n"));
        assert!(problems.is_empty(), "{path}: {code}\n{problems:?}");
    }
}
