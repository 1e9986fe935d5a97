//! The rules of the house that no compiler knows: who may import whom, what each storey may never touch, how long a file
//! and how full a folder may be, and that files need one another in no circle. ARCHITECTURE.md says why; this reads every
//! file of `src` and says where.

mod circles;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use circles::Files;
use source::Source;

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

/// What a window is made of.
const WINDOW: &[&str] = &["egui", "eframe", "egui_plot", "winit"];

const BANS: &[Ban] = &[
    Ban {
        within: &["model", "edit", "io", "analysis", "layout"],
        except: &[],
        paths: &["egui", "eframe", "egui_plot", "epaint", "emath", "ecolor"],
        but: &[],
        instead: "take plain types from crate::scene, or move what needs the screen to ui or paint",
    },
    Ban {
        within: &["scene"],
        except: &[],
        paths: &["egui", "eframe", "egui_plot", "epaint"],
        but: &[],
        instead: "a scene knows the colours and the geometry of ecolor and emath alone",
    },
    Ban {
        within: &["paint", "export", "cli"],
        except: &[],
        paths: WINDOW,
        but: &[],
        instead: "this is built without the window too; take it from epaint, emath or ecolor",
    },
    Ban {
        within: &["paint", "export"],
        except: &[],
        paths: &["crate::ui", "crate::app"],
        but: &[],
        instead: "this is built without the window too",
    },
    Ban {
        within: &[],
        except: &["app/window/platform/", "io/disk/windows.rs"],
        paths: &["zbus", "libloading", "windows_sys", "objc2", "objc2_app_kit", "objc2_foundation"],
        but: &[],
        instead: "what only some systems have is asked in app/window/platform and io/disk",
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

const MAX_FILES_OF_A_FOLDER: usize = 20;
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
    let source = match Source::read(text) {
        Ok(source) => source,
        Err(error) => {
            tell(1, format!("cannot be read: {error}"));
            return problems;
        }
    };
    for reference in &source.references {
        let (line, reference) = (reference.line, &reference.path);
        if let Some(problem) = wrong_storey(path, reference) {
            tell(line, problem);
        }
        for ban in BANS.iter().filter(|ban| ban.holds_for(path)) {
            let allowed = ban.but.iter().any(|but| reference_has(reference, but));
            let found = ban.paths.iter().find(|path| reference_has(reference, path));
            if let (Some(found), false) = (found, allowed) {
                tell(line, format!("mentions {found}; {}", ban.instead));
            }
        }
    }
    for (line, unfinished) in source.unfinished {
        tell(line, format!("has {unfinished}!; finish it or take it out"));
    }
    for line in source.mutable_documents.into_iter().filter(|_| path.starts_with("ui/")) {
        tell(line, "takes &mut Document; ask for an Edit by a Command instead".to_owned());
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

/// Every file of the program with its text, by its path below `src`.
fn all_files() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, "", &mut files);
    assert!(files.len() > 10 && files.contains(&"model/mod.rs".to_owned()), "these are not all: {files:?}");
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(root.join(&path)).unwrap();
            (path, text)
        })
        .collect()
}

#[test]
fn every_file_keeps_the_rules() {
    let problems: Vec<String> = all_files().iter().flat_map(|(path, text)| check(path, text)).collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn no_folder_is_too_full() {
    let files = all_files();
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for path in files.keys() {
        *folders.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
    }
    folders.retain(|_, count| *count > MAX_FILES_OF_A_FOLDER);
    assert!(
        folders.is_empty(),
        "more than {MAX_FILES_OF_A_FOLDER} files; make rooms that say what they are for: {folders:?}"
    );
}

/// The circles that are there for a reason, or are still to be cut: files below `src`, a circle a paragraph.
const CIRCLES: &str = include_str!("circles.txt");

/// The circles of a text: paths a line each, a blank line between two, `#` before what is said about them.
fn circles_in(text: &str) -> BTreeSet<Vec<&str>> {
    text.split("\n\n")
        .map(|part| {
            part.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
        })
        .filter(|circle: &Vec<&str>| !circle.is_empty())
        .collect()
}

#[test]
fn files_need_one_another_in_no_circle() {
    let sources: BTreeMap<String, Source> =
        all_files().into_iter().map(|(path, text)| (path, Source::read(&text).unwrap())).collect();
    let files = Files(&sources);
    let (found, allowed) = (files.circles(), circles_in(CIRCLES));
    let needs = files.needs();
    let mut problems = Vec::new();
    for circle in found.difference(&allowed) {
        problems.push(format!(
            "a circle of {} files that is not allowed:\n{}\n",
            circle.len(),
            circle.join("\n")
        ));
        for file in circle {
            let within: Vec<&str> =
                needs[file].iter().copied().filter(|other| circle.contains(other)).collect();
            problems.push(format!("    {file} needs {}", within.join(", ")));
        }
    }
    for circle in allowed.difference(&found) {
        let circle = circle.join("\n");
        problems
            .push(format!("no such circle any more; take it out of tests/it/house/circles.txt:\n{circle}\n"));
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn circles_are_found_through_signposts() {
    let circles_of = |files: &[(&str, &str)]| -> Vec<Vec<String>> {
        let read = |(path, text): &(&str, &str)| ((*path).to_owned(), Source::read(text).unwrap());
        let sources: BTreeMap<String, Source> = files.iter().map(read).collect();
        let files = Files(&sources);
        let found = files.circles();
        found.into_iter().map(|circle| circle.into_iter().map(str::to_owned).collect()).collect()
    };
    let lib = ("lib.rs", "pub mod a; pub mod b;");
    let named = [
        lib,
        ("a/mod.rs", "mod c; pub use c::C;"),
        ("a/c.rs", "use crate::b::B;"),
        ("b.rs", "use crate::a::C;"),
    ];
    assert_eq!(circles_of(&named), [["a/c.rs", "b.rs"]], "the signpost itself is in no circle");
    let called = [
        lib,
        ("a/mod.rs", "pub fn f() { crate::b::g() }"),
        ("b.rs", "pub fn g() { println!(\"{}\", crate::a::f()) }"),
    ];
    assert_eq!(circles_of(&called), [["a/mod.rs", "b.rs"]]);
    let own_folder =
        [lib, ("a/mod.rs", "mod c; use c::C; pub struct A;"), ("a/c.rs", "use super::A; pub struct C;")];
    assert!(circles_of(&own_folder).is_empty(), "a folder's own file is read with what is in the folder");
    let beside = [
        ("lib.rs", "pub mod a;"),
        ("a/mod.rs", "mod c; mod d;"),
        ("a/c.rs", "use super::d::D; pub struct C;"),
        ("a/d.rs", "use super::c; pub struct D(c::C);"),
    ];
    assert_eq!(circles_of(&beside), [["a/c.rs", "a/d.rs"]]);
    let straight = [
        lib,
        ("a/mod.rs", "mod c; mod d; pub use d::D;"),
        ("a/c.rs", "use super::D;"),
        ("a/d.rs", "#[cfg(test)] use super::c::C;"),
    ];
    assert!(circles_of(&straight).is_empty());
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
        ("scene/a.rs", "use egui::{Color32};", "mentions egui; a scene knows the colours"),
        ("ui/a.rs", "use ron::Value;", "mentions ron;"),
        ("ui/a.rs", "fn f(d: &mut Document) {}", "a.rs:2: takes &mut Document"),
        ("ui/a.rs", "fn f<'a>(d: &'a mut Document) {}", "takes &mut Document"),
        ("export/a.rs", "use egui::{Context};", "mentions egui; this is built without the window too"),
        ("paint/a.rs", "#[derive(egui::Reflect)] struct A;", "mentions egui;"),
        ("cli/a.rs", "fn f() { println!(\"{}\", eframe::APP_KEY) }", "mentions eframe;"),
        ("app/a.rs", "use zbus::Connection;", "mentions zbus; what only some systems have"),
        ("io/a.rs", "fn f() {", "src/io/a.rs:1: cannot be read"),
        ("io/a.rs", "fn f() { g(vec![todo!()]) }", "has todo!;"),
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
        ("scene/color.rs", "impl From<Color> for ecolor::Color32 {} pub use emath::{Pos2, Rect};"),
        ("paint/a.rs", "use epaint::Shape;"),
        ("app/window/platform/windows/mod.rs", "use windows_sys::core::BOOL;"),
        ("ui/dialogs/mod.rs", "use rfd::AsyncFileDialog;"),
        ("ui/canvas/mod.rs", "use egui_plot::{Plot, PlotItem};"),
        ("ui/canvas/item.rs", "use egui_plot::PlotItem; fn f(d: &Document, b: &mut Documents) {}"),
        ("cli/mod.rs", "fn f() -> anyhow::Result<()> { crate::app::run() }"),
        ("main.rs", "fn main() -> anyhow::Result<()> { coeval::cli::run() }"),
        ("lib.rs", "pub mod model; pub use crate::cli::run;"),
        ("export/a.rs", "use epaint::ClippedPrimitive; fn f(instant: u8) {}"),
    ] {
        let problems = check(path, &format!("//! Why.\n{code}\n"));
        assert!(problems.is_empty(), "{path}: {code}\n{problems:?}");
    }
}
