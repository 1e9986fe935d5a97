//! The commands for those who live in a shell: making, changing, laying out, listing and counting, each losing nothing, and
//! every example of their help as it stands there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TALKS: &str = r#"// Talks.
Timeline(
    events: [
        // The first.
        Event(id: "tehran-talks", date: "2024-10-14", title: "Talks | in *Tehran*", country: "IR", tags: ["war", "diplomacy"]), // sure
        (date: "2024-10-15", title: "A <meeting>", country: "IL", people: ["Eli Cohen"], mood: "calm"),
        (id: "later", date: "2024-11", title: "Later", country: "IR", links: [(to: "tehran-talks")]),
    ],
)
"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for name in ["talks", "war", "base", "mine", "theirs", "yesterday", "today", "old", "new"] {
            fs::write(folder.path(&format!("{name}.ron")), TALKS).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn coeval(&self, arguments: &[&str]) -> Output {
        self.with_input(arguments, "")
    }

    fn with_input(&self, arguments: &[&str], input: &str) -> Output {
        fs::write(self.path("input"), input).unwrap();
        Command::new(env!("CARGO_BIN_EXE_coeval"))
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(fs::File::open(self.path("input")).unwrap())
            .output()
            .unwrap()
    }

    fn well(&self, arguments: &[&str]) -> String {
        let output = self.coeval(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn listed_for_other_programs_and_pages() {
    let folder = Folder::new();
    let lines = folder.well(&["list", "talks.ron", "--format", "jsonl"]);
    let titles: Vec<String> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["title"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(titles, ["Talks | in *Tehran*", "A <meeting>", "Later"]);
    insta::assert_snapshot!("list_md", folder.well(&["list", "talks.ron", "--format", "md"]));
    insta::assert_snapshot!("list_html", folder.well(&["list", "talks.ron", "--format", "html"]));
}

#[test]
fn standard_input_is_read_like_a_file() {
    let folder = Folder::new();
    for arguments in [&["list"][..], &["check"], &["query"], &["coincidences"]] {
        let of_file = folder.well(&[arguments, &["talks.ron"]].concat());
        let of_input = folder.with_input(&[arguments, &["-"]].concat(), TALKS);
        let of_input = String::from_utf8(of_input.stdout).unwrap();
        assert_eq!(of_input.replace("-:", "talks.ron:"), of_file, "{arguments:?}");
    }
    let broken = folder.with_input(&["list", "-"], "(events: [");
    assert_eq!(broken.status.code(), Some(1));
    assert!(said(&broken).starts_with("error: -:1:10:"), "{}", said(&broken));
}

#[test]
fn counted_by_what_they_have_in_common() {
    let folder = Folder::new();
    let counted = |query: &str, by: &str| {
        let csv = folder.well(&["query", "talks.ron", query, "--by", by, "--format", "csv"]);
        csv.lines().skip(1).collect::<Vec<_>>().join("; ")
    };
    for (query, by, counts) in [
        ("", "lane", "IR,Iran,2; IL,Israel,1"),
        ("", "country", "IR,Iran,2; IL,Israel,1"),
        ("", "month", "2024-10,October 2024,2; 2024-11,November 2024,1"),
        ("country:IR", "year", "2024,2024,2"),
        ("-later", "tag", "diplomacy,diplomacy,1; war,war,1; ,No tag,1"),
        ("", "weekday", "1,Monday,1; 2,Tuesday,1; 5,Friday,1"),
        ("", "importance", "3,3,3"),
        ("nothing", "person", ""),
    ] {
        assert_eq!(counted(query, by), counts, "{query} by {by}");
    }
    assert_eq!(folder.well(&["query", "talks.ron", "country:IR"]), "2 events\n");
    assert_eq!(folder.well(&["query", "talks.ron", "--by", "lane"]), "2  Iran\n1  Israel\n3 events\n");
    assert_eq!(folder.coeval(&["query", "talks.ron", "("]).status.code(), Some(2));
}

#[test]
fn an_event_is_added_and_nothing_else_changes() {
    let folder = Folder::new();
    let call =
        ["--date", "2024-10-20", "--title", "An \"answer\"", "--country", "Iran", "--tag", "war, peace"];
    let id = folder
        .well(&[&["add", "talks.ron"][..], &call, &["--source", "https://a.b/c,d", "--note", "n"]].concat());
    assert_eq!(id, "2024-10-20-an-answer\n");
    insta::assert_snapshot!("added", folder.read("talks.ron"));
    assert_eq!(folder.read("talks.ron.bak"), TALKS);
    let printed = folder.with_input(&[&["add", "-"][..], &call].concat(), TALKS);
    assert_eq!(String::from_utf8(printed.stdout).unwrap().lines().count(), TALKS.lines().count() + 7);
    // The same again gets another id.
    assert_eq!(folder.well(&[&["add", "talks.ron"][..], &call].concat()), "2024-10-20-an-answer-2\n");
    for (arguments, part) in [
        (&["--date", "2024-13", "--title", "x", "--country", "IR"][..], "--date"),
        (&["--date", "2024", "--title", " ", "--country", "IR"], "--title is empty"),
        (&["--date", "2024", "--title", "x", "--country", "IR", "--id", "later"], "already belongs"),
        (&["--date", "2024", "--title", "x"], "--country"),
    ] {
        let before = folder.read("war.ron");
        let output = folder.coeval(&[&["add", "war.ron"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(part), "{}", said(&output));
        assert_eq!(folder.read("war.ron"), before);
    }
    let doubtful = folder.coeval(&["add", "war.ron", "--date", "2024", "--title", "x", "--country", "Irann"]);
    assert!(
        doubtful.status.success() && said(&doubtful).contains("did you mean Iran?"),
        "{}",
        said(&doubtful)
    );
}

#[test]
fn fields_are_set_and_nothing_else_changes() {
    let folder = Folder::new();
    folder.well(&["set", "talks.ron", "tehran-talks", "place=Tehran", "tags-=war", "tags+=a,b", "id=talks"]);
    insta::assert_snapshot!("set", folder.read("talks.ron"));
    assert_eq!(folder.read("talks.ron.bak"), TALKS);
    folder.well(&["set", "talks.ron", "talks", "place=", "tags=war,diplomacy", "id=tehran-talks"]);
    assert_eq!(folder.read("talks.ron").replace(", ]", "]"), TALKS, "and back");
    fs::write(folder.path("talks.ron"), TALKS).unwrap();
    for (field, part) in [
        ("plaice=x", "unknown field “plaice”"),
        ("place+=x", "is not a list"),
        ("title=", "cannot be empty"),
        ("date=yesterday", "date"),
        ("importance=9", "1 to 5"),
        ("id=later", "already belongs"),
        ("accounts=x", "edit the file"),
        ("x", "place=Tehran"),
    ] {
        let output = folder.coeval(&["set", "talks.ron", "tehran-talks", "summary=s", field]);
        assert_eq!(output.status.code(), Some(2), "{field}: {}", said(&output));
        assert!(said(&output).contains(part), "{field}: {}", said(&output));
        assert_eq!(folder.read("talks.ron"), TALKS, "{field}");
    }
    let near = folder.coeval(&["set", "talks.ron", "tehran-talk", "place=x"]);
    assert!(said(&near).contains("did you mean tehran-talks?"), "{}", said(&near));
    fs::write(folder.path("broken.ron"), TALKS.replace("2024-11", "2024-13")).unwrap();
    let broken = folder.coeval(&["set", "broken.ron", "tehran-talks", "place=x"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(said(&broken).contains("not changed, because it has errors"), "{}", said(&broken));
    assert!(!folder.path("broken.ron.bak").exists());
}

#[test]
fn new_ones_are_whole_and_write_over_nothing() {
    let folder = Folder::new();
    folder.well(&["new", "autumn.ron", "--title", "Autumn", "--lanes", "Iran,IL,EU"]);
    insta::assert_snapshot!("new", folder.read("autumn.ron"));
    assert_eq!(folder.well(&["check", "autumn.ron"]), "0 events, 0 errors, 0 warnings\n");
    let again = folder.coeval(&["new", "talks.ron"]);
    assert_eq!((again.status.code(), folder.read("talks.ron").as_str()), (Some(2), TALKS));
    folder.well(&["new", "talks.ron", "--force"]);
    assert_eq!(folder.read("talks.ron.bak"), TALKS);
    assert_eq!(folder.coeval(&["new", "x.ron", "--lanes", "IR,Iran"]).status.code(), Some(2));
}

#[test]
fn what_is_printed_has_nothing_that_its_form_forbids() {
    let folder = Folder::new();
    assert!(folder.well(&["new", "-", "--title", "T", "--lanes", "IR"]).contains("Lane(id: \"IR\")"));
    assert!(!folder.path("-").exists());
    let text = r#"[(id: "a", date: "2024", title: "x\u{0}<\u{1b}[1m", country: "IR", importance: 5)]"#;
    fs::write(folder.path("odd.ron"), text).unwrap();
    let page = folder.well(&["list", "odd.ron", "--format", "html"]);
    assert!(page.contains("x\u{fffd}&lt;\u{fffd}[1m"), "{page}");
    folder.well(&["set", "odd.ron", "a", "importance="]);
    assert!(!folder.read("odd.ron").contains("importance: 5"), "an empty value clears a field");
}

#[test]
fn laid_out_keeping_comments_and_checked() {
    let folder = Folder::new();
    let check = folder.coeval(&["fmt", "--check", "talks.ron", "war.ron"]);
    assert_eq!((check.status.code(), folder.read("talks.ron").as_str()), (Some(1), TALKS));
    assert_eq!(String::from_utf8(check.stdout).unwrap(), "talks.ron\nwar.ron\n");
    folder.well(&["fmt", "talks.ron"]);
    insta::assert_snapshot!("laid_out", folder.read("talks.ron"));
    assert_eq!(folder.read("talks.ron.bak"), TALKS);
    folder.well(&["fmt", "--check", "talks.ron"]);
    let printed = folder.with_input(&["fmt", "-"], TALKS);
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), folder.read("talks.ron"));
    fs::write(folder.path("broken.ron"), "(events: [").unwrap();
    assert_eq!(folder.coeval(&["fmt", "broken.ron"]).status.code(), Some(1));
    assert_eq!(folder.well(&["fmt", "--print", "broken.ron"]), "(events: [");
}

#[test]
fn a_thumbnail_is_small_and_replaces_nothing_but_pictures() {
    let folder = Folder::new();
    let size = |name: &str| {
        image::open(folder.path(name)).map(|picture| (picture.width(), picture.height())).unwrap()
    };
    folder.well(&["render", "talks.ron", "-o", "small.png", "--thumbnail", "256"]);
    assert_eq!(size("small.png"), (256, 192));
    // As file managers call it: into an empty file without an ending; and again over the old picture.
    fs::write(folder.path("tmp.XyZ"), "").unwrap();
    for _ in 0..2 {
        folder.well(&["render", "talks.ron", "-o", "tmp.XyZ", "--thumbnail", "128"]);
        let picture = image::load_from_memory(&fs::read(folder.path("tmp.XyZ")).unwrap()).unwrap();
        assert_eq!((picture.width(), picture.height()), (128, 96));
    }
    assert!(!folder.path("tmp.XyZ.bak").exists());
    for (arguments, status) in [
        (["render", "talks.ron", "-o", "war.ron", "--thumbnail", "128"], 2),
        (["render", "talks.ron", "-o", "talks.ron", "--thumbnail", "128"], 2),
        (["render", "talks.ron", "-o", "small.png", "--thumbnail", "5000"], 2),
        (["render", "none.ron", "-o", "small.png", "--thumbnail", "128"], 1),
    ] {
        assert_eq!(folder.coeval(&arguments).status.code(), Some(status), "{arguments:?}");
    }
    assert_eq!((folder.read("talks.ron").as_str(), folder.read("war.ron").as_str()), (TALKS, TALKS));
    let entry =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/coeval.thumbnailer")).unwrap();
    let call = entry.lines().find_map(|line| line.strip_prefix("Exec=coeval ")).unwrap();
    let call = call.replace("%i", "talks.ron").replace("%o", "of_entry").replace("%s", "64");
    folder.well(&call.split(' ').collect::<Vec<_>>());
    // Larger than any file manager should wait for.
    let long = fs::File::create(folder.path("long.ron")).unwrap();
    long.set_len(33 << 20).unwrap();
    let refused = folder.coeval(&["render", "long.ron", "-o", "long.png", "--thumbnail", "64"]);
    assert!(said(&refused).contains("too large for a thumbnail"), "{}", said(&refused));
}

#[cfg(unix)]
#[test]
fn bash_completes_ids_tags_and_people_of_the_file() {
    let folder = Folder::new();
    fs::write(folder.path("c.bash"), folder.well(&["completions", "bash"])).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_coeval")).parent().unwrap();
    let complete = |words: &[&str]| {
        let line = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
        let script = format!(
            "source ./c.bash; COMP_WORDS=(coeval {line}); COMP_CWORD={}; \
             $(complete -p coeval | sed 's/.*-F \\([^ ]*\\).*/\\1/') coeval; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.len()
        );
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let output = Command::new("bash")
            .args(["-c", &script])
            .current_dir(folder.0.path())
            .env("PATH", path)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).trim().replace('\n', " | ") + &said(&output)
    };
    assert_eq!(complete(&["set", "talks.ron", "t"]), "tehran-talks");
    assert_eq!(complete(&["set", "talks.ron", ""]), "2024-10-15-a-meeting | later | tehran-talks");
    assert_eq!(complete(&["add", "talks.ron", "--tag", "d"]), "diplomacy");
    assert_eq!(complete(&["add", "talks.ron", "--person", "E"]), "Eli\\ Cohen");
    assert_eq!(complete(&["set", "none.ron", "t"]), "");
    assert!(complete(&["render", "talks.ron", "--thu"]).contains("--thumbnail"));
}

/// Whether a program is on this machine; what it would show is not tried where it is not.
fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("not tried: there is no {program}");
    }
    found
}

/// A shell with this program first on its path.
#[cfg(unix)]
fn shell(folder: &Folder, arguments: &[&str]) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_coeval")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("timeout")
        .args(["60"])
        .args(arguments)
        .current_dir(folder.0.path())
        .env("PATH", path)
        .output();
    String::from_utf8_lossy(&output.unwrap().stdout).trim().replace('\n', " | ")
}

#[cfg(unix)]
#[test]
fn fish_completes_ids_tags_and_people_of_the_file() {
    if !has("fish") {
        return;
    }
    let folder = Folder::new();
    fs::write(folder.path("c.fish"), folder.well(&["completions", "fish"])).unwrap();
    let complete = |line: &str| {
        shell(&folder, &["fish", "--no-config", "-c", &format!("source c.fish; complete -C '{line}'")])
    };
    assert_eq!(complete("coeval set talks.ron t"), "tehran-talks");
    assert_eq!(complete("coeval set talks.ron "), "2024-10-15-a-meeting | later | tehran-talks");
    assert_eq!(complete("coeval add talks.ron --tag d"), "diplomacy");
    assert_eq!(complete("coeval add talks.ron --tag=d"), "--tag=diplomacy");
    assert_eq!(complete("coeval add talks.ron --person E"), "Eli Cohen");
    assert_eq!(complete("coeval set none.ron t"), "");
    assert!(complete("coeval render talks.ron --thu").starts_with("--thumbnail"));
}

#[cfg(unix)]
#[test]
fn zsh_completes_commands_options_files_ids_tags_and_people() {
    if !has("zsh") {
        return;
    }
    let folder = Folder::new();
    fs::write(folder.path("_coeval"), folder.well(&["completions", "zsh"])).unwrap();
    // A terminal in a terminal, in which one types and presses Tab: what comes is waited for.
    let script = r#"zmodload zsh/zpty; zpty z zsh -f -i
        zpty -w z 'PS1=; unsetopt zle_bracketed_paste; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; print REA""DY'
        zpty -r z out '*READY*'; zpty -w -n z "$1"$'\t'; zpty -r z out "*$2*"; print found"#;
    for (typed, comes) in [
        ("coeval set talks.ron te", "tehran-talks"),
        ("coeval add talks.ron --tag di", "diplomacy"),
        ("coeval add talks.ron --tag=di", "tag=diplomacy"),
        ("coeval add talks.ron --person E", "Eli\\\\ Cohen"),
        ("coeval rende", "render"),
        ("coeval render talks.ron --thu", "thumbnail"),
        ("coeval yester", "yesterday.ron"),
        ("coeval ./talks.ron yester", "yesterday.ron"),
        ("coeval git set", "setup"),
    ] {
        assert_eq!(shell(&folder, &["zsh", "-f", "-c", script, "zsh", typed, comes]), "found", "{typed}");
    }
}

#[test]
fn differences_are_drawn_and_told_apart_by_shape() {
    let folder = Folder::new();
    let new = TALKS
        .replace("2024-10-14\", title", "2024-10-20\", title")
        .replace("        (date: \"2024-10-15\", title: \"A <meeting>\", country: \"IL\", people: [\"Eli Cohen\"], mood: \"calm\"),\n", "")
        .replace("title: \"Later\"", "title: \"Later than that\"")
        .replace("    ],\n)", "        (id: \"n\", date: \"2024-10-17\", title: \"New\", country: \"IL\"),\n    ],\n)");
    fs::write(folder.path("new.ron"), new).unwrap();
    folder.well(&["diff", "old.ron", "new.ron", "-o", "d.svg"]);
    let svg = folder.read("d.svg");
    for word in ["added", "removed", "changed", "moved", "where it was", "old.ron → new.ron"] {
        assert!(svg.contains(word), "{word}");
    }
    folder.well(&["diff", "old.ron", "old.ron", "-o", "same.svg"]);
    assert!(!folder.read("same.svg").contains(">moved<"));
    folder.well(&["diff", "old.ron", "new.ron", "-o", "d.png", "--theme", "dark", "--size", "800x400"]);
    let picture = image::open(folder.path("d.png")).unwrap();
    assert_eq!((picture.width(), picture.height()), (800, 400));
    for (arguments, status) in [
        (&["diff", "old.ron", "new.ron", "-o", "new.ron"][..], 2),
        (&["diff", "old.ron", "new.ron", "-o", "d.txt"], 2),
        (&["diff", "old.ron", "new.ron", "-o", "d.png", "--window"], 2),
        (&["diff", "old.ron", "new.ron", "--size", "800x400"], 2),
        (&["diff", "old.ron", "none.ron", "-o", "d.png"], 1),
    ] {
        assert_eq!(folder.coeval(arguments).status.code(), Some(status), "{arguments:?}");
    }
    // A private note is no difference unless asked for.
    fs::write(
        folder.path("noted.ron"),
        TALKS.replace("country: \"IR\", tags", "country: \"IR\", note: \"n\", tags"),
    )
    .unwrap();
    folder.well(&["diff", "old.ron", "noted.ron", "-o", "n.svg"]);
    assert!(!folder.read("n.svg").contains("changed"));
}

#[cfg(unix)]
#[test]
fn the_examples_of_commands_that_draw_publish_and_convert_run_too() {
    let mut calls = 0;
    for command in
        ["coincidences", "pairs", "render", "publish", "convert", "refresh", "manual", "completions"]
    {
        for call in examples(&Folder::new(), &[command]) {
            let folder = Folder::new();
            fs::copy("sample_data/azerbaijani_rope.ron", folder.path("talks.ron")).unwrap();
            for (name, text) in [
                ("talks.csv", "When,What,country\n2024-10-14,Talks,IR\n"),
                ("old.txt", "date\ttitle\tcountry\n2024-10-14\tTalks\tIR\n"),
                (
                    "team.ics",
                    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20241014\nSUMMARY:T\nEND:VEVENT\nEND:VCALENDAR\n",
                ),
            ] {
                fs::write(folder.path(name), text).unwrap();
            }
            if call.ends_with("talks.ron") && command == "convert"
                || call.contains(".csv talks.ron")
                || call.contains(".txt talks.ron")
            {
                fs::remove_file(folder.path("talks.ron")).unwrap();
            }
            if command == "refresh" {
                folder.well(&["convert", "talks.csv", "talks.ron", "--force"]);
            }
            for home in [".zfunc", ".config/fish/completions", ".local/share/bash-completion/completions"] {
                fs::create_dir_all(folder.path(home)).unwrap();
            }
            // What an example is for stands at the end of some.
            let bare = call.split("    ").next().unwrap_or_default();
            let program = Path::new(env!("CARGO_BIN_EXE_coeval")).parent().unwrap();
            let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
            let mut sh = Command::new("sh");
            sh.args(["-c", bare]).current_dir(folder.0.path()).env("PATH", path).env("HOME", folder.0.path());
            let output = sh.stdin(Stdio::null()).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{call}: {}", said(&output));
            calls += 1;
        }
    }
    assert!(calls >= 30, "{calls}");
}

/// A call of an example, as it stands in the help.
fn examples(folder: &Folder, command: &[&str]) -> Vec<String> {
    let help = folder.well(&[command, &["--help"]].concat());
    let calls =
        help.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| line.contains("coeval "));
    calls.filter(|line| !line.starts_with(' ')).map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn the_examples_of_help_run_in_a_shell() {
    let mut calls = 0;
    let program = Path::new(env!("CARGO_BIN_EXE_coeval")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    for command in [
        &["check"][..],
        &["list"],
        &["query"],
        &["merge"],
        &["git"],
        &["fmt"],
        &["new"],
        &["add"],
        &["set"],
        &["diff"],
        &["lsp"],
    ] {
        let mut renamed = false;
        let examples = examples(&Folder::new(), command).into_iter();
        // A window needs a display.
        for call in examples.filter(|call| !call.contains("--window")) {
            let folder = Folder::new();
            let git = Command::new("git").args(["init", "-q"]).current_dir(folder.0.path()).status();
            assert!(git.unwrap().success());
            if call.contains("HEAD~1") {
                let commits = "git config user.name W; git config user.email w@example.org; for i in 1 2; do git add talks.ron; \
                               git commit -qm x; echo '// more' >> talks.ron; done";
                let made = Command::new("sh").args(["-c", commits]).current_dir(folder.0.path()).status();
                assert!(made.unwrap().success());
            }
            if call.contains("--check") {
                folder.well(&[
                    "fmt",
                    "talks.ron",
                    "war.ron",
                    "base.ron",
                    "mine.ron",
                    "theirs.ron",
                    "yesterday.ron",
                    "today.ron",
                    "old.ron",
                    "new.ron",
                ]);
            }
            renamed |= call.contains("id=");
            let output = Command::new("sh")
                .args(["-c", &call])
                .current_dir(folder.0.path())
                .env("PATH", &path)
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(0), "{call}: {}", said(&output));
            calls += 1;
        }
        assert!(command != ["set"] || renamed);
    }
    assert!(calls >= 25, "{calls}");
}
