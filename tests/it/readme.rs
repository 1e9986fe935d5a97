//! What the README shows is what the program says: its examples are run and compared.

use std::path::Path;
use std::process::Command;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// What stands in the block of code after a marker.
fn block<'a>(readme: &'a str, marker: &str) -> &'a str {
    let after = readme.split_once(marker).unwrap_or_else(|| panic!("no {marker} in README.md")).1;
    let (_, code) = after.split_once("```text\n").unwrap();
    code.split_once("```").unwrap().0
}

fn coeval(args: &[&str]) -> (String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
}

#[test]
fn the_messages_shown_are_the_real_ones() {
    let (out, err) = coeval(&["check", "sample_data/broken.ron"]);
    let shown = block(&readme(), "<!-- check:begin").to_owned();
    assert_eq!(shown, format!("{err}{out}"), "put what the program says into README.md");
}

#[test]
fn the_coincidences_shown_are_the_real_ones() {
    let readme = readme();
    let call = "coeval coincidences sample_data/azerbaijani_rope.ron --sort surprise";
    assert!(readme.contains(&format!("{call}\n")), "the call stands above its output");
    let args: Vec<&str> = call.split_whitespace().skip(1).collect();
    let (out, err) = coeval(&args);
    assert_eq!(block(&readme, "<!-- coincidences:begin"), out, "put what the program says into README.md");
    assert_eq!(err, "");
}

#[test]
fn the_files_it_speaks_of_are_there() {
    let readme = readme();
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    let files: Vec<&str> = links.map(|(link, _)| link).filter(|link| !link.contains("://")).collect();
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        if let Some(heading) = file.strip_prefix('#') {
            let title = |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
            let found = readme.lines().any(|line| line.starts_with('#') && title(line) == heading);
            assert!(found, "README.md links to {file}, which is no heading");
            continue;
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        assert!(path.exists(), "README.md speaks of {file}, which is not there");
    }
}

#[test]
fn the_file_of_one_minute_loads() {
    let readme = readme();
    let text = readme.split_once("```ron\n").unwrap().1.split_once("```").unwrap().0;
    let loaded = coeval::io::read(text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    assert_eq!(loaded.document.events().len(), 3);
}
