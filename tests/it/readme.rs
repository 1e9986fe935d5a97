//! The documents hold: what README and docs show is what the program says, every call they give is understood, their
//! timelines load, and their links lead somewhere. `UPDATE_DOCS=1 cargo test --test it readme` puts the program's
//! present output into them.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document that people read, by its path from the root of the checkout.
fn documents() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md", "SECURITY.md"]
            .map(PathBuf::from)
            .into();
    paths.extend(pages());
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(root().join(&path)).unwrap().replace("\r\n", "\n");
            (path, text)
        })
        .collect()
}

/// The pages of the guide, below `docs`.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    let mut folders = vec![PathBuf::from("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            if root().join(&path).is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// README and the pages of the guide: what is written for people who use the program.
fn for_users() -> Vec<(PathBuf, String)> {
    documents()
        .into_iter()
        .filter(|(path, _)| path.starts_with("docs") || path == Path::new("README.md"))
        .collect()
}

/// The blocks of code in a language, without their fences.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let inside = |rest: &'a str| rest.split_once("\n```").map_or(rest, |(block, _)| block);
    text.split(fence.as_str()).skip(1).map(inside).collect()
}

/// The words of a call, with quotes as a shell reads them and without a comment at its end.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, '#') if word.is_none() => break,
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// What a call prints in a folder, messages first, and its exit status.
fn run(call: &str, folder: &Path) -> (String, Option<i32>) {
    let run = Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(words(call).into_iter().skip(1))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    (format!("{}{}", text(run.stderr), text(run.stdout)), run.status.code())
}

const OUTPUT: &str = "<!-- output: ";

/// The document with the program's own words after each `<!-- output: CALL -->`, and how many there were.
fn with_outputs(path: &Path, text: &str) -> (String, usize) {
    let mut parts = text.split(OUTPUT);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    let mut calls = 0;
    for part in parts {
        let (call, rest) = part.split_once(" -->\n```text\n").unwrap_or_else(|| {
            panic!(
                "{}: a block ```text must follow {OUTPUT}{}",
                path.display(),
                part.lines().next().unwrap_or("")
            )
        });
        let end = if rest.starts_with("```") { 0 } else { rest.find("\n```").unwrap() + 1 };
        assert!(
            whole.contains(&format!("\n{call}\n")),
            "{}: the call must stand above its output",
            path.display()
        );
        let (said, _) = run(call, root());
        whole.push_str(&format!("{OUTPUT}{call} -->\n```text\n{said}{}", &rest[end..]));
        calls += 1;
    }
    (whole, calls)
}

#[test]
fn outputs_shown_are_the_real_ones() {
    let mut calls = 0;
    for (path, text) in for_users() {
        let (real, here) = with_outputs(&path, &text);
        calls += here;
        if real == text {
            continue;
        }
        if std::env::var_os("UPDATE_DOCS").is_some_and(|value| value == "1") {
            fs::write(root().join(&path), real).unwrap();
            continue;
        }
        let differs = text.lines().zip(real.lines()).enumerate().find(|(_, (shown, real))| shown != real);
        panic!(
            "{} shows other output than the program's (UPDATE_DOCS=1 renews it): {differs:?}",
            path.display()
        );
    }
    assert!(calls >= 3, "only {calls} outputs are shown");
}

/// A folder with the files that the documents speak of.
fn playground() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sample = root().join("sample_data/azerbaijani_rope.ron");
    for name in ["mine", "other", "theirs", "base", "old", "new", "yesterday", "today"] {
        fs::copy(&sample, folder.path().join(name).with_extension("ron")).unwrap();
    }
    for inside in ["sample_data", "docs/images", "FOLDER"] {
        fs::create_dir_all(folder.path().join(inside)).unwrap();
    }
    for name in ["azerbaijani_rope.ron", "broken.ron", "minimal.ron"] {
        fs::copy(root().join("sample_data").join(name), folder.path().join("sample_data").join(name))
            .unwrap();
    }
    let table = "When,What,Country\n14/10/2024,Talks,Iran\n03/11/2024,Answer,Israel\n";
    fs::write(folder.path().join("talks.csv"), table).unwrap();
    fs::write(folder.path().join("table.csv"), "date,title,country\n2024-10-14,Talks,Iran\n").unwrap();
    let quakes = "time,latitude,longitude,mag,magType,place,updated\n\
                  2024-10-14T05:51:00Z,38.1,46.3,4.5,mb,\"10 km N of Tabriz, Iran\",2024-12-01T00:00:00Z\n\
                  2024-10-15T11:02:00Z,40.4,49.9,4.1,ml,\"5 km S of Baku, Azerbaijan\",2024-12-02T00:00:00Z\n";
    fs::write(folder.path().join("quakes.csv"), quakes).unwrap();
    let calendar = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20241014\nRRULE:FREQ=DAILY\n\
                    SUMMARY:Open day\nEND:VEVENT\nEND:VCALENDAR\n";
    fs::write(folder.path().join("embassy.ics"), calendar.replace('\n', "\r\n")).unwrap();
    let git = Command::new("git").args(["init", "-q"]).current_dir(folder.path()).status().unwrap();
    assert!(git.success());
    folder
}

#[test]
fn calls_shown_are_understood() {
    let mut calls = 0;
    for (path, text) in for_users() {
        let folder = playground();
        // A line that ends in a backslash goes on in the next.
        let lines = blocks(&text, "sh").join("\n").replace("\\\n", " ");
        for line in lines.lines() {
            // A call of the program with a subcommand; files alone open the window.
            let Some(arguments) = line.strip_prefix("coeval ").filter(|rest| !rest.starts_with("mine.ron"))
            else {
                continue;
            };
            let (said, status) = run(&format!("coeval {arguments}"), folder.path());
            let wrong = arguments.contains("broken.ron");
            assert_eq!(status, Some(i32::from(wrong)), "{}: {line}\n{said}", path.display());
            calls += 1;
        }
    }
    assert!(calls >= 20, "only {calls} calls are shown");
}

#[test]
fn timelines_shown_load() {
    let mut timelines = 0;
    for (path, text) in for_users() {
        for block in blocks(&text, "ron") {
            let loaded = coeval::io::read(block);
            assert!(loaded.diagnostics.is_empty(), "{}: {:?}", path.display(), loaded.diagnostics);
            assert!(!loaded.document.events().is_empty(), "{}", path.display());
            timelines += 1;
        }
        for block in blocks(&text, "json") {
            assert!(serde_json::from_str::<serde_json::Value>(block).is_ok(), "{}: {block}", path.display());
        }
    }
    assert!(timelines >= 2, "only {timelines} timelines are shown");
}

/// The text without code, in which brackets are no links.
fn prose(text: &str) -> String {
    let mut fenced = false;
    let outside: Vec<&str> = text
        .lines()
        .filter(|line| {
            let fence = line.trim_start().starts_with("```");
            fenced ^= fence;
            !fence && !fenced
        })
        .collect();
    outside.join("\n").split('`').step_by(2).collect()
}

/// Where links and pictures of a text lead, other than to the web.
fn links(text: &str) -> Vec<String> {
    let text = prose(text);
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    targets
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        .map(str::to_owned)
        .collect()
}

/// The anchors of a document's headings, as GitHub and mdBook make them.
fn anchors(text: &str) -> Vec<String> {
    let mut fenced = false;
    let headings = text.lines().filter(|line| {
        fenced ^= line.starts_with("```");
        !fenced && line.starts_with('#')
    });
    let slug = |heading: &str| -> String {
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        heading
            .trim_start_matches('#')
            .trim()
            .to_lowercase()
            .chars()
            .filter(kept)
            .collect::<String>()
            .replace(' ', "-")
    };
    headings.map(slug).collect()
}

/// A path with its `..` worked out; `None` where it leads out of the checkout.
fn resolved(path: &Path) -> Option<PathBuf> {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => whole.push(name),
            Component::CurDir => {}
            Component::ParentDir if whole.pop() => {}
            _ => return None,
        }
    }
    Some(whole)
}

/// What is wrong with a link in a document, if anything.
fn dead(from: &Path, text: &str, link: &str) -> Option<String> {
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let Some(target) =
        (if file.is_empty() { Some(from.to_owned()) } else { resolved(&from.with_file_name(file)) })
    else {
        return Some("it leads out of the checkout".to_owned());
    };
    if !root().join(&target).exists() {
        return Some(format!("there is no {}", target.display()));
    }
    // The guide is shipped alone.
    if from.starts_with("docs") && !target.starts_with("docs") {
        return Some("a page of the guide links out of it".to_owned());
    }
    let there = if file.is_empty() {
        text.to_owned()
    } else {
        fs::read_to_string(root().join(&target)).unwrap_or_default()
    };
    let anchor = anchor.filter(|anchor| !anchors(&there).iter().any(|own| own == anchor))?;
    Some(format!("{} has no heading for #{anchor}", target.display()))
}

#[test]
fn links_lead_somewhere() {
    let (mut seen, mut problems) = (0, Vec::new());
    for (path, text) in documents() {
        for link in links(&text) {
            seen += 1;
            problems
                .extend(dead(&path, &text, &link).map(|why| format!("{}: {link}: {why}", path.display())));
        }
    }
    assert_eq!(problems, [""; 0]);
    assert!(seen >= 60, "only {seen} links found");
}

#[test]
fn dead_links_are_noticed() {
    let page = Path::new("docs/guide/window.md");
    assert_eq!(
        links("a [b](c.md) `[d](e.md)` ![f](g.png)\n```\n[h](i.md)\n```\n[j](https://k)"),
        ["c.md", "g.png"]
    );
    assert!(dead(page, "", "keys.md").is_none());
    assert!(dead(page, "", "../reference/query.md").is_none());
    assert!(dead(page, "", "no_such.md").is_some());
    assert!(dead(page, "", "keys.md#no-such-heading").is_some());
    assert!(dead(page, "", "../../README.md").is_some());
    assert!(dead(page, "## Days, measured\n", "#days-measured").is_none());
    assert!(dead(page, "```\n# Days\n```\n", "#days").is_some());
}

/// The files and folders that a text names between backticks, whole or by their last parts.
fn named_paths(text: &str) -> Vec<&str> {
    let is_path = |span: &&str| {
        (span.contains('/') || span.ends_with(".rs"))
            && span.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "/._-".contains(c))
    };
    text.split('`').skip(1).step_by(2).filter(is_path).map(|span| span.trim_end_matches('/')).collect()
}

/// Every file and folder of the checkout but what was built, as slashes write it.
fn paths_below(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        if matches!(&*name, "target" | ".git" | "fuzz/target") {
            continue;
        }
        if path.is_dir() {
            paths_below(&path, found);
        }
        found.push(name);
    }
}

#[test]
fn files_that_the_map_names_are_there() {
    let mut there = Vec::new();
    paths_below(root(), &mut there);
    let is_there = |path: &str| {
        let path = path.trim_start_matches("./");
        there
            .iter()
            .any(|other| other.strip_suffix(path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/')))
    };
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let named = named_paths(&text);
        assert!(named.len() > 10, "{page}: only {named:?}");
        let missing: Vec<&str> = named.into_iter().filter(|path| !is_there(path)).collect();
        assert_eq!(missing, [""; 0], "{page}");
    }
    assert!(is_there("src/main.rs") && is_there("readme.rs") && !is_there("eadme.rs"));
    assert_eq!(named_paths("`a/b.rs` and `--c` in `d/`, `E/f`, `g.rs`"), ["a/b.rs", "d", "g.rs"]);
}

/// The book has each page once: what SUMMARY.md leaves out is not in it.
#[test]
fn every_page_is_in_the_book() {
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let mut listed: Vec<PathBuf> = links(&summary).iter().map(|link| Path::new("docs").join(link)).collect();
    listed.sort();
    let pages: Vec<PathBuf> = pages().into_iter().filter(|page| !page.ends_with("SUMMARY.md")).collect();
    assert_eq!(listed, pages);
}
