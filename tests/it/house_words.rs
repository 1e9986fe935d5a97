//! Rules for the words of the window that no compiler knows: the user's own names are put in the order of their script,
//! and keys are named as the user has them.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// What is wrong with the words of a source file.
fn check(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let line_of = |at: usize| code[..at].matches('\n').count() + 1;
    let mut problems = Vec::new();
    for hover in [".on_hover_text(", ".on_disabled_hover_text(", ".on_hover_text_at_pointer("] {
        for (at, _) in code.match_indices(hover) {
            let given = code[at + hover.len()..].trim_start();
            let own_words = given.starts_with('"') || given.starts_with(|c: char| c.is_ascii_uppercase());
            if !own_words {
                problems.push(format!(
                    "{}: give what is not the program's own words to widgets::tip",
                    line_of(at)
                ));
            }
        }
    }
    for key in ["(Ctrl+", "(Cmd+", "(Shift+", "(Alt+", "(F1", "(Del)", "[ and ]"] {
        for (at, _) in code.match_indices(key) {
            let line = code[..at].lines().last().unwrap_or_default().trim_start();
            if !line.starts_with("//") && line.contains('"') {
                problems.push(format!("{}: names a key; ask the keymap which it is", line_of(at)));
            }
        }
    }
    problems
}

#[test]
fn names_are_ordered_and_keys_are_asked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root.join("ui"), &mut files);
    sources(&root.join("app"), &mut files);
    assert!(files.len() > 60, "{}", files.len());
    let problems: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let found = check(&fs::read_to_string(path).unwrap());
            found.into_iter().map(move |problem| format!("{}:{problem}", path.display()))
        })
        .collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn what_is_against_the_rules_is_found() {
    for wrong in [
        "response.on_hover_text(tip);",
        "response.on_hover_text(&event.title);",
        "response\n    .on_hover_text(\n        format!(\"{name}\"))",
        "let tip = \"Close (Ctrl+H)\";",
        "let text = \"go on with [ and ]\";",
    ] {
        assert_eq!(check(wrong).len(), 1, "{wrong}");
    }
    for right in [
        "response.on_hover_text(\"Later\");",
        "response.on_hover_text(SURPRISE);",
        "// \"Close (Ctrl+H)\"",
        "widgets::tip(response, &event.title)",
        "#[cfg(test)] mod tests { response.on_hover_text(tip) }",
    ] {
        assert!(check(right).is_empty(), "{right}");
    }
}
