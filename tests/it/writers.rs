//! What is written over: never what is being read, never without a backup, never for more eyes than before; and what
//! a write that fails or is killed leaves behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use coeval::app::{Session, Target};
use coeval::edit::{Edit, Field};
use coeval::io;
use coeval::model::Progress;

const TEXT: &str = "// mine\n(events: [\n    (id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\", note: \"secret\"),\n])\n";

fn coeval(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The exit status and all that was said.
fn said(output: &Output) -> (i32, String) {
    let all = [output.stdout.as_slice(), &output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(all).unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let name =
        |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

fn desk() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.ron");
    fs::write(&path, TEXT).unwrap();
    (folder, path)
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

fn changed(path: &Path, title: &str) -> Session {
    let mut session = Session::opened(vec![(path.to_owned(), io::open(path).unwrap())]);
    let event = session.document().events()[0].id.clone();
    session.apply(Edit::SetField { event, field: Field::Title(title.into()) }).unwrap();
    session
}

#[cfg(unix)]
#[test]
fn nothing_is_written_onto_what_is_read() {
    let (folder, path) = desk();
    let at = |name: &str| folder.path().join(name);
    for name in ["soft.csv", "soft.svg"] {
        std::os::unix::fs::symlink("in.ron", at(name)).unwrap();
    }
    for name in ["hard.json", "hard.png"] {
        fs::hard_link(&path, at(name)).unwrap();
    }
    fs::create_dir(at("sub")).unwrap();
    for out in ["in.ron", "./in.ron", "sub/../in.ron", "soft.csv", "hard.json"] {
        let (status, err) = said(&coeval(folder.path(), &["convert", "in.ron", out, "--force"]));
        assert_eq!(status, 2, "{out}: {err}");
        assert!(err.contains("are the same file"), "{out}: {err}");
    }
    for out in ["soft.svg", "hard.png"] {
        let (status, err) = said(&coeval(folder.path(), &["render", "in.ron", "-o", out]));
        assert_eq!(status, 1, "{out}: {err}");
        assert!(err.contains("same file"), "{out}: {err}");
    }
    assert_eq!(read(&path), TEXT);
    assert_eq!(names(folder.path()).len(), 6, "{:?}", names(folder.path()));
}

#[test]
fn what_is_written_over_leaves_its_backup() {
    let (folder, _) = desk();
    let at = |name: &str| folder.path().join(name);
    for out in ["o.csv", "o.json", "o.ics", "o.ron"] {
        fs::write(at(out), "precious").unwrap();
        let (status, err) = said(&coeval(folder.path(), &["convert", "in.ron", out, "--force"]));
        assert_eq!(status, 0, "{err}");
        assert_eq!(read(at(&format!("{out}.bak"))), "precious");
        assert_ne!(read(at(out)), "precious");
    }
    fs::write(at("o.svg"), "precious").unwrap();
    let (status, err) = said(&coeval(folder.path(), &["render", "in.ron", "-o", "o.svg"]));
    assert_eq!(status, 0, "{err}");
    assert_eq!(read(at("o.svg.bak")), "precious");

    // Save As, of one file and of all, and the saves after it.
    for (target, out) in [(None, "as.ron"), (Some(()), "all.ron")] {
        fs::write(at(out), "precious").unwrap();
        let mut session = changed(&at("in.ron"), "One");
        let path = at(out);
        let target = target.map_or(Target::As(path.clone(), 0), |()| Target::AllInOne(path.clone()));
        let mut saved = session.save_job(target).run(&Progress::default());
        let mut session = match saved.take_joined() {
            Some(joined) => *joined,
            None => {
                session.take_saved(saved).unwrap();
                session
            }
        };
        assert!(read(&path).contains("One"));
        let event = session.document().events()[0].id.clone();
        session.apply(Edit::SetField { event, field: Field::Title("Two".into()) }).unwrap();
        session.save().unwrap();
        assert!(read(&path).contains("Two"));
        assert_eq!(read(at(&format!("{out}.bak"))), "precious", "the next save leaves it alone");
    }
}

#[test]
fn the_backup_is_what_was_there_before_the_first_save() {
    let (folder, path) = desk();
    let mut session = changed(&path, "One");
    session.save().unwrap();
    let event = session.document().events()[0].id.clone();
    session.apply(Edit::SetField { event, field: Field::Title("Two".into()) }).unwrap();
    session.save().unwrap();
    assert_eq!(read(folder.path().join("in.ron.bak")), TEXT);
    assert!(read(&path).contains("Two"));
    // Saving as itself is a save like any other.
    session.save_as(&path, 0).unwrap();
    assert_eq!(read(folder.path().join("in.ron.bak")), TEXT);
}

#[test]
fn one_of_the_opened_files_does_not_replace_another() {
    let (folder, path) = desk();
    let other = folder.path().join("other.ron");
    fs::write(&other, TEXT.replace("\"a\"", "\"b\"")).unwrap();
    let open = |path: &PathBuf| (path.clone(), io::open(path).unwrap());
    let mut session = Session::opened(vec![open(&path), open(&other)]);
    let error = session.save_as(&other, 0).unwrap_err();
    assert!(error.to_string().contains("is open too"), "{error}");
    assert!(read(&other).contains("\"b\""));
    assert_eq!(names(folder.path()), ["in.ron", "other.ron"]);
}

#[test]
fn names_as_long_as_they_can_be_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    for (name, length) in [("x".repeat(246), 250), (format!("{}y", "é".repeat(125)), 255)] {
        let path = folder.path().join(format!("{name}.ron"));
        assert_eq!(path.file_name().unwrap().len(), length);
        fs::write(&path, TEXT).unwrap();
        let mut session = changed(&path, "New");
        session.save().unwrap();
        assert!(read(&path).contains("New"));
    }
    let backups: Vec<String> = names(folder.path()).into_iter().filter(|n| n.ends_with(".bak")).collect();
    assert_eq!(backups.len(), 2);
    assert!(backups.iter().all(|name| read(folder.path().join(name)) == TEXT));
    assert_eq!(names(folder.path()).len(), 4);
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_keeps_them() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let (folder, path) = desk();
    let other = folder.path().join("other.ron");
    fs::hard_link(&path, &other).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    for title in ["A title that is longer than the one before", "T"] {
        changed(&path, title).save().unwrap();
        assert_eq!(read(&path), read(&other));
        assert!(read(&other).contains(&format!("\"{title}\"")) && read(&other).ends_with("])\n"));
    }
    let file = fs::metadata(&path).unwrap();
    assert_eq!((file.nlink(), file.permissions().mode() & 0o777), (2, 0o640));
    assert_eq!(names(folder.path()), ["in.ron", "in.ron.bak", "other.ron"]);
}

#[cfg(unix)]
#[test]
fn notes_are_for_no_more_eyes_than_before() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = desk();
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(folder.path().join("there.json"), "").unwrap();
    fs::set_permissions(folder.path().join("there.json"), fs::Permissions::from_mode(0o644)).unwrap();
    for out in ["n.csv", "n.ron", "there.json"] {
        let output = coeval(folder.path(), &["convert", "in.ron", out, "--notes", "--force"]);
        assert!(output.status.success());
        assert!(read(folder.path().join(out)).contains("secret"));
        assert_eq!(mode(out), 0o600, "{out}");
    }
    let output = coeval(folder.path(), &["convert", "in.ron", "p.csv"]);
    assert!(output.status.success() && !read(folder.path().join("p.csv")).contains("secret"));
    assert_ne!(mode("p.csv") & 0o044, 0, "without notes it is a file like any other");

    let mut session = changed(&path, "One");
    session.save_as(&folder.path().join("as.ron"), 0).unwrap();
    let _joined = changed(&path, "One").all_in_one(&folder.path().join("all.ron")).unwrap();
    assert_eq!((mode("as.ron"), mode("all.ron")), (0o600, 0o600));
    changed(&path, "Two").save().unwrap();
    assert_eq!((mode("in.ron"), mode("in.ron.bak")), (0o600, 0o600));
}

#[test]
fn what_a_killed_save_left_goes_with_the_next() {
    let (folder, path) = desk();
    for name in [".in.ron.a1B2c3", ".in.ron.bak.Zz9Yy8"] {
        fs::write(folder.path().join(name), "half").unwrap();
    }
    changed(&path, "One").save().unwrap();
    assert_eq!(names(folder.path()), ["in.ron", "in.ron.bak"]);
}

/// The words with which a process of no special powers is started, where this machine has them.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_be_replaced_leaves_nothing_and_is_blamed_itself() {
    use std::os::unix::fs::{PermissionsExt, chown};
    let (folder, _) = desk();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("o.csv"), "theirs").unwrap();
    fs::set_permissions(at("o.csv"), fs::Permissions::from_mode(0o666)).unwrap();
    // A folder like /tmp, in which everybody may write and replace only what is their own.
    let can = chown(at("o.csv"), Some(1234), None).is_ok() && chown(folder.path(), Some(1234), None).is_ok();
    if !can {
        eprintln!("this test gives files away, which only the administrator may");
        return;
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o1777)).unwrap();
    let output = Command::new("setpriv")
        .args(["--reuid=4321", "--regid=4321", "--clear-groups", env!("CARGO_BIN_EXE_coeval")])
        .args(["convert", "in.ron", "o.csv", "--force"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let (status, err) = said(&output);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if err.contains("ermission denied (os error 13)") {
        eprintln!("the program itself may not be started by others here");
        return;
    }
    assert_eq!(status, 1, "{err}");
    assert!(err.contains("o.csv: this file may not be replaced"), "{err}");
    assert_eq!(read(at("o.csv")), "theirs");
    assert_eq!(names(folder.path()), ["in.ron", "o.csv", "o.csv.bak"]);
}

#[test]
fn what_spreadsheets_calculate_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = "(events: [\n(date: \"-0044-03-15\", title: \"=1+1\", country: \"IR\", tags: [\"@SUM(1)\", \"-2+3\"], note: \"+1\"),\n\
                (date: \"2024\", title: \"a = b\", country: \"IL\"),\n])\n";
    fs::write(folder.path().join("in.ron"), text).unwrap();
    let (_, err) = said(&coeval(folder.path(), &["convert", "in.ron", "o.csv"]));
    assert!(err.contains("3 cells that begin with ="), "{err}");
    let (_, err) = said(&coeval(folder.path(), &["convert", "in.ron", "n.csv", "--notes"]));
    assert!(err.contains("4 cells that begin with ="), "{err}");
    let (_, err) = said(&coeval(folder.path(), &["convert", "in.ron", "o.json"]));
    assert!(!err.contains("begin with"), "{err}");
    let output = coeval(folder.path(), &["list", "in.ron", "--format", "csv"]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("cells that begin with ="), "cells, of which one has two tags: {err}");
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_not_waited_for() {
    let (folder, _) = desk();
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe.ron")).status().unwrap().success());
    for (arguments, status) in [
        (&["check", "pipe.ron"][..], 1),
        (&["list", "/dev/zero"], 1),
        (&["convert", "pipe.ron", "o.csv"], 1),
        (&["convert", "in.ron", "pipe.ron", "--force"], 1),
        (&["diff", "in.ron", "pipe.ron"], 1),
    ] {
        let (code, err) = said(&coeval(folder.path(), arguments));
        assert_eq!(code, status, "{arguments:?}: {err}");
        assert!(err.contains("not a regular file"), "{arguments:?}: {err}");
    }
    if Path::new("/proc/kmsg").exists() {
        let (code, _) = said(&coeval(folder.path(), &["check", "/proc/kmsg"]));
        assert_ne!(code, 0);
    }
}

#[cfg(unix)]
#[test]
fn names_and_texts_do_not_act_on_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let text = "(events: [\n(date: \"2024-10-14\", title: \"abc\u{202e}gnp.exe\u{202c} \u{2066}evil\u{2069}\", country: \"IR\"),\n\
                (date: \"2024-10-14\", title: \"zero\u{200b}width\u{200d}\u{feff}\u{2060}\", country: \"IL\", id: \"a\u{200b}b\"),\n\
                (date: \"2024-10-14\", title: \"می\u{200c}خواهم\", country: \"AZ\", links: [Link(to: \"a\u{200d}b\", kind: \"before\")]),\n])\n";
    let name = "esc\u{1b}[2J\u{202e}.ron";
    fs::write(folder.path().join(name), text).unwrap();
    fs::write(folder.path().join("bad\u{1b}.ron"), "(").unwrap();
    for arguments in [
        &["check", name][..],
        &["list", name],
        &["coincidences", name],
        &["pairs", name],
        &["list", name, "--where", "person:\u{202e}"],
        &["check", "bad\u{1b}.ron"],
        &["list", "bad\u{1b}.ron"],
        &["check", "none\u{1b}.ron"],
        &["convert", name, "o\u{1b}.csv"],
        &["convert", "none\u{1b}.csv", "o.ron"],
        &["convert", name, "o\u{1b}.xyz"],
        &["render", name, "-o", "o\u{1b}.xyz"],
        &["render", name, "-o", "none\u{1b}/o.svg"],
        &["diff", name, "none\u{1b}.ron"],
        &["none\u{1b}.ron"],
    ] {
        let output = coeval(folder.path(), arguments);
        let all = [output.stdout, output.stderr].concat();
        let all = String::from_utf8(all).unwrap();
        let acts = |c: char| {
            c.is_control() && c != '\n'
                || matches!(c, '\u{200b}' | '\u{200d}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        };
        assert!(!all.contains(acts), "{arguments:?}: {all:?}");
        assert!(!all.is_empty());
    }
    let listed = String::from_utf8(coeval(folder.path(), &["list", name]).stdout).unwrap();
    assert!(listed.contains("abc\\u{202E}gnp.exe") && listed.contains("می\u{200c}خواهم"), "{listed}");
    let (_, err) = said(&coeval(folder.path(), &["check", name]));
    assert!(
        err.contains("\"a\\u{200D}b\"") && err.contains("did you mean a\\u{200B}b?"),
        "they look different: {err}"
    );
}
