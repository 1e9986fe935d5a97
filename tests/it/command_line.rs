//! The built program as scripts call it: what it writes where, and with which exit status.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const IN_ORDER: &str = r#"(events: [
    (id: "a", date: "2024-10-14T08:00+03:30", title: "Talks \u{1b}[31m in Tehran", country: "Iran", note: "SECRET"),
    (id: "b", date: "2024-10-14T18:00+03:00", title: "A meeting", country: "IL"),
    (id: "c", date: "2024-10/..", title: "Since, \"they\" say", country: "Azerbaijan", people: ["P", "Q"]),
])
"#;

const HALF_BROKEN: &str = r#"(events: [
    (date: "2024-10-14", title: "Talks in Tehran", country: "Iran"),
    (date: "2024-13-14", title: "Never", country: "Iran"),
    (date: "2024-10-15", tittle: "x", title: "A meeting", country: "IL"),
])
"#;

/// A folder with a file in it, in which the program runs.
struct Folder(tempfile::TempDir);

impl Folder {
    fn with(name: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), text).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn coeval(&self, arguments: &[&str]) -> Output {
        coeval(self.0.path(), arguments)
    }
}

/// Runs the program without a display.
fn coeval(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[cfg(not(feature = "window"))]
#[test]
fn built_without_the_window_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.ron"), "Timeline(events: [])").unwrap();
    for arguments in [[].as_slice(), &["t.ron"]] {
        let output = coeval(folder.path(), arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with("error: this coeval was built without a window"), "{said}");
        assert!(said.contains("cargo install coeval"), "{said}");
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Everything that can be seen of a call.
fn told(output: &Output) -> String {
    let status = output.status.code().unwrap();
    format!("status {status}\n-- stdout\n{}-- stderr\n{}", text(&output.stdout), text(&output.stderr))
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn help_of_everything() {
    let help = |arguments: &[&str]| {
        let output = coeval(repository(), arguments);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{arguments:?}");
        assert!(text(&output.stdout).contains("Example"), "{arguments:?} shows no example");
        text(&output.stdout)
    };
    insta::assert_snapshot!("help", help(&["--help"]));
    for command in ["check", "list", "coincidences", "pairs", "render", "merge", "query", "add", "set", "fmt"]
    {
        insta::assert_snapshot!(format!("help_{command}"), help(&[command, "--help"]));
    }
}

#[test]
fn version() {
    let output = coeval(repository(), &["--version"]);
    assert_eq!(text(&output.stdout), format!("coeval {}\n", env!("CARGO_PKG_VERSION")));
    assert!(output.status.success());
}

#[test]
fn a_wrong_call_is_status_2_and_says_what_is_right() {
    let folder = Folder::with("t.ron", IN_ORDER);
    for (arguments, part) in [
        (&["check"][..], "required"),
        (&["list", "t.ron", "--format", "xml"], "possible values: text, json, jsonl, csv, md, html"),
        (&["coincidences", "t.ron", "--tolerance", "31"], "0..=30"),
        (&["coincidences", "t.ron", "--zone", "Mars/Olympus"], "such as Asia/Tehran"),
        (&["coincidences", "t.ron", "--long-span", "0"], "long-span"),
        (&["render", "t.ron"], "--output"),
        (&["render", "t.ron", "-o", "t.gif"], "end the name in .png or .svg"),
        (&["render", "t.ron", "-o", "t.png", "--size", "1600"], "as 1600x900"),
        (&["render", "t.ron", "-o", "t.png", "--size", "3x3"], "the minimum is"),
        (&["render", "t.ron", "-o", "t.png", "--scale", "nan"], "from 0.1 to 10"),
        (&["render", "t.ron", "-o", "t.png", "--from", "14.10.2024"], "--from"),
        (&["render", "t.ron", "-o", "t.png", "--from", "2025", "--to", "2024"], "no days from"),
        (&["render", "t.ron", "-o", "t.png", "--lanes", "IR,XX"], "its lanes are"),
        (&["--nonsense"], "--nonsense"),
    ] {
        let output = folder.coeval(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", told(&output));
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert!(text(&output.stderr).contains(part), "{arguments:?}: {}", told(&output));
    }
    assert!(!folder.path("t.png").exists());
}

#[test]
fn a_file_that_is_not_there_is_status_1() {
    let folder = Folder::with("t.ron", IN_ORDER);
    for arguments in [
        &["list", "none.ron"][..],
        &["coincidences", "none.ron"],
        &["render", "none.ron", "-o", "none.png"],
        &["none.ron"],
        &["t.ron", "none.ron"],
    ] {
        let output = folder.coeval(arguments);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        assert_eq!(text(&output.stdout), "");
        assert!(text(&output.stderr).contains("none.ron"), "{}", told(&output));
    }
    assert!(!folder.path("none.png").exists());
    insta::assert_snapshot!("missing_file", told(&folder.coeval(&["check", "none.ron"])));
    insta::assert_snapshot!("misspelt_command", told(&folder.coeval(&["chekc"])));
}

#[test]
fn without_a_display_the_window_says_so() {
    let folder = Folder::with("check", IN_ORDER);
    // A path that is named like a command is a file.
    for arguments in [&[][..], &["./check"]] {
        let output = folder.coeval(arguments);
        assert_eq!(output.status.code(), Some(1), "{}", told(&output));
        assert!(text(&output.stderr).contains("coeval render"), "{}", told(&output));
        assert!(!text(&output.stderr).contains("panicked"), "{}", told(&output));
    }
}

#[test]
fn check_reports_every_problem_and_counts() {
    let folder = Folder::with("t.ron", HALF_BROKEN);
    std::fs::write(folder.path("good.ron"), IN_ORDER).unwrap();
    std::fs::write(folder.path("prose.ron"), "It was a dark night.").unwrap();
    insta::assert_snapshot!("check", told(&folder.coeval(&["check", "t.ron"])));
    insta::assert_snapshot!(
        "check_several",
        told(&folder.coeval(&["check", "good.ron", "prose.ron", "t.ron"]))
    );
    insta::assert_snapshot!(
        "check_json",
        told(&folder.coeval(&["check", "t.ron", "good.ron", "--format", "json"]))
    );
    let good = folder.coeval(&["check", "good.ron"]);
    assert_eq!(told(&good), "status 0\n-- stdout\n3 events, 0 errors, 0 warnings\n-- stderr\n");
}

#[test]
fn list_in_each_format() {
    let folder = Folder::with("t.ron", IN_ORDER);
    insta::assert_snapshot!("list_text", told(&folder.coeval(&["list", "t.ron"])));
    insta::assert_snapshot!("list_json", told(&folder.coeval(&["list", "t.ron", "--format", "json"])));
    insta::assert_snapshot!("list_csv", told(&folder.coeval(&["list", "t.ron", "--format", "csv"])));
    for format in ["text", "json", "csv"] {
        let listed = folder.coeval(&["list", "t.ron", "--format", format]);
        assert!(!text(&listed.stdout).contains("SECRET"), "the note is private");
        // CSV gives texts as they are; it is no format for terminals.
        let escapes = text(&listed.stdout).contains('\u{1b}');
        assert!(format == "csv" || !escapes, "no colour and no control characters");
    }
    let json = folder.coeval(&["list", "t.ron", "--format", "json"]);
    let events: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(events.as_array().unwrap().len(), 3);
}

#[test]
fn list_what_matches() {
    let folder = Folder::with("t.ron", IN_ORDER);
    let list = |query: &str| folder.coeval(&["list", "t.ron", "--where", query, "--format", "csv"]);
    for (query, ids) in [
        ("", "a b c"),
        ("TEHRAN", "a"),
        ("-country:IR", "b c"),
        ("after:2024-10-14", "c"),
        ("is:exact -tehran", "b"),
        ("secret", ""),
        ("has:note", "a"),
    ] {
        let output = list(query);
        assert!(output.status.success(), "{query}: {}", told(&output));
        let listed = text(&output.stdout);
        let mut found: Vec<&str> = listed.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        found.sort_unstable();
        assert_eq!(found.join(" "), ids, "{query}");
        assert_eq!(text(&output.stderr), "", "{query}");
    }
    let help = text(&folder.coeval(&["list", "--help"]).stdout);
    let keys = help.split_once("Keys: ").unwrap().1;
    for key in coeval::analysis::query::KEYS {
        assert!(keys.contains(key.name), "{} is not in the help", key.name);
    }
    // A value that no event has is told, and is no error.
    insta::assert_snapshot!("list_doubtful", told(&list("meeting or country:Irann")));
}

#[test]
fn a_wrong_query_is_status_2_and_says_where() {
    let folder = Folder::with("t.ron", IN_ORDER);
    let wrong = ["contry:IR", "-a (b or c", "Bakı date:2024-13", "x\ny or", "\u{feff}tag:"];
    let all: Vec<String> =
        wrong.iter().map(|query| told(&folder.coeval(&["list", "t.ron", "--where", query]))).collect();
    assert!(all.iter().all(|told| told.starts_with("status 2")));
    insta::assert_snapshot!("list_wrong_query", all.join("\n"));
    // The query is read before the file.
    assert_eq!(folder.coeval(&["list", "none.ron", "--where", "("]).status.code(), Some(2));
}

#[test]
fn an_empty_list_is_still_a_list() {
    let folder = Folder::with("t.ron", "(events: [])");
    for command in ["list", "coincidences"] {
        assert_eq!(text(&folder.coeval(&[command, "t.ron", "--format", "json"]).stdout), "[]\n");
        let csv = text(&folder.coeval(&[command, "t.ron", "--format", "csv"]).stdout);
        assert_eq!(csv.lines().count(), 1, "{csv}");
    }
    let output = folder.coeval(&["render", "t.ron", "-o", "t.svg"]);
    assert!(output.status.success(), "{}", told(&output));
}

#[test]
fn what_could_be_read_is_listed_and_the_status_is_1() {
    let folder = Folder::with("t.ron", HALF_BROKEN);
    insta::assert_snapshot!("list_half_broken", told(&folder.coeval(&["list", "t.ron"])));
    let drawn = folder.coeval(&["render", "t.ron", "-o", "t.svg"]);
    assert_eq!(drawn.status.code(), Some(1));
    assert!(folder.path("t.svg").exists());
}

#[test]
fn coincidences_in_each_format() {
    let folder = Folder::with("t.ron", IN_ORDER);
    let coincidences =
        |more: &[&str]| told(&folder.coeval(&[&["coincidences", "t.ron", "--possible"], more].concat()));
    insta::assert_snapshot!("coincidences_text", coincidences(&[]));
    insta::assert_snapshot!("coincidences_json", coincidences(&["--format", "json"]));
    insta::assert_snapshot!("coincidences_csv", coincidences(&["--format", "csv"]));
}

/// Each file of the folder names its options in a comment, and the answer stands beside it.
#[test]
fn coincidences_of_the_hand_made_files() {
    let folder = repository().join("tests/data/coincidences");
    let mut files = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "ron") {
            continue;
        }
        let ron = std::fs::read_to_string(&path).unwrap();
        let options = ron.lines().find_map(|line| line.strip_prefix("// coeval: ")).unwrap_or_default();
        let mut arguments = vec!["coincidences", path.to_str().unwrap(), "--format", "json"];
        arguments.extend(options.split_whitespace());
        let output = coeval(&folder, &arguments);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{path:?}");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let expected = std::fs::read_to_string(path.with_extension("json")).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
        assert_eq!(found, expected, "{path:?} {options}");
        files += 1;
    }
    assert!(files >= 6, "{files} files");
}

#[test]
fn the_sample_has_the_two_meetings_of_14_october() {
    let output =
        coeval(repository(), &["coincidences", "sample_data/azerbaijani_rope.ron", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let day = found.as_array().unwrap().iter().find(|c| c["day"] == "2024-10-14").unwrap();
    assert_eq!(day["lanes"], serde_json::json!(["IL", "IR"]));
    assert_eq!(day["certainty"], "certain");
    assert_eq!(day["shared"]["countries"], serde_json::json!(["AZ"]));
    let words = text(&coeval(repository(), &["coincidences", "sample_data/azerbaijani_rope.ron"]).stdout);
    assert!(words.contains("2024-10-14 Monday  certain  Israel, Iran"), "{words}");
}

#[test]
fn render_makes_both_kinds_of_picture() {
    let folder = Folder::with("t.ron", IN_ORDER);
    let small = ["--size", "800x400"];
    let render = |more: &[&str]| {
        let output = folder.coeval(&[&["render", "t.ron"], &small[..], more].concat());
        assert_eq!(told(&output), "status 0\n-- stdout\n-- stderr\n", "{more:?}");
    };
    render(&["-o", "t.png", "--scale", "2"]);
    let png = image::open(folder.path("t.png")).unwrap().to_rgba8();
    assert_eq!(png.dimensions(), (1600, 800));
    render(&["-o", "t.svg", "--from", "2024-10-10", "--to", "2024-10-20"]);
    let svg = std::fs::read_to_string(folder.path("t.svg")).unwrap();
    assert!(svg.starts_with("<svg") || svg.starts_with("<?xml"), "{}", &svg[..80]);
    assert!(svg.contains("A meeting"), "the title of an event is in it");
    assert!(!svg.contains("SECRET"), "the note is private");

    render(&["-o", "again.svg", "--from", "2024-10-10", "--to", "2024-10-20"]);
    assert_eq!(svg, std::fs::read_to_string(folder.path("again.svg")).unwrap(), "the same each time");
    render(&["-o", "dark.png", "--theme", "dark"]);
    let dark = image::open(folder.path("dark.png")).unwrap().to_rgba8();
    let brightness = |picture: &image::RgbaImage| {
        let corner = picture.get_pixel(picture.width() - 2, picture.height() - 2);
        u32::from(corner[0]) + u32::from(corner[1]) + u32::from(corner[2])
    };
    assert!(brightness(&png) > 600 && brightness(&dark) < 200);
}

#[test]
fn render_shows_the_lanes_asked_for() {
    let folder = Folder::with("t.ron", IN_ORDER);
    let arguments = ["render", "t.ron", "-o", "t.svg", "--from", "2024-10-13", "--to", "2024-10-15"];
    assert!(folder.coeval(&[&arguments[..], &["--lanes", "Israel"]].concat()).status.success());
    let svg = std::fs::read_to_string(folder.path("t.svg")).unwrap();
    assert!(svg.contains("A meeting") && !svg.contains("in Tehran"), "only the lane of Israel");
}

#[test]
fn render_tells_when_lanes_do_not_fit_and_keeps_what_stood_there_when_it_fails() {
    let folder = Folder::with("t.ron", IN_ORDER);
    let output = folder.coeval(&["render", "t.ron", "-o", "t.svg", "--size", "800x120"]);
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("not all lanes fit; --size 800x"), "{}", told(&output));

    std::fs::write(folder.path("kept.png"), "as before").unwrap();
    let too_large = ["render", "t.ron", "-o", "kept.png", "--size", "60000x60000", "--scale", "10"];
    let output = folder.coeval(&too_large);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(text(&output.stderr).contains("too large"), "{}", told(&output));
    assert_eq!(std::fs::read_to_string(folder.path("kept.png")).unwrap(), "as before");
    let names = std::fs::read_dir(folder.0.path()).unwrap().count();
    assert_eq!(names, 3, "nothing half-written is left");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let events =
        "(date: \"2024-10-14\", title: \"An event with a long title\", country: \"IR\"),\n".repeat(20_000);
    let folder = Folder::with("t.ron", &format!("(events: [{events}])"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(["list", "t.ron"])
        .current_dir(folder.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}
