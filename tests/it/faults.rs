//! What a machine can do to a save: no room, no permission, a folder that goes away. Each happens for real, in a
//! process of its own, and none of them harms the file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use coeval::edit::{Edit, Field, apply};
use coeval::io;

const TEXT: &str =
    "// mine\n(events: [\n    (id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\"),\n])\n";

/// The file that the child is to change and save.
const FILE: &str = "COEVAL_TEST_FILE";

/// Not a test by itself: what the tests below run in a process that something is wrong with. Gives the event a long
/// title and saves.
#[test]
#[ignore = "run by the other tests, in a process of its own"]
fn child_saves() {
    let path = PathBuf::from(std::env::var(FILE).unwrap());
    let loaded = io::open(&path).unwrap();
    let mut document = loaded.document.clone();
    let event = document.events()[0].id.clone();
    apply(&mut document, Edit::SetField { event, field: Field::Title("x".repeat(200_000)) }).unwrap();
    let backup = io::back_up(&path);
    let saved = io::save(&path, &document, 0, &loaded.source);
    for error in [backup.err(), saved.err()] {
        match error {
            None => println!("outcome: done"),
            Some(error) => println!("outcome: {error} · {}", error.hint.as_deref().unwrap_or_default()),
        }
    }
}

/// What the child says of its backup and its save when it is started by these words.
fn outcome(words: &[&str], path: &Path) -> Vec<String> {
    let own = std::env::current_exe().unwrap();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).arg(own);
    command.args(["--exact", "faults::child_saves", "--ignored", "--nocapture", "--test-threads=1"]);
    let output = command.env(FILE, path).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<String> = text
        .lines()
        .filter_map(|line| line.split_once("outcome: "))
        .map(|(_, outcome)| outcome.replace(&path.parent().unwrap().display().to_string(), "FOLDER"))
        .collect();
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(lines.len(), 2, "the child did not come to its end: {text}\n{error}");
    lines
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn desk() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.ron");
    fs::write(&path, TEXT).unwrap();
    (folder, path)
}

/// Whether commands can be run in this way here.
#[cfg(target_os = "linux")]
fn can(words: &[&str]) -> bool {
    Command::new(words[0]).args(&words[1..]).arg("true").output().is_ok_and(|output| output.status.success())
}

#[test]
fn all_is_well() {
    let (folder, path) = desk();
    assert_eq!(outcome(&["env"], &path), ["done", "done"]);
    assert_eq!(names(folder.path()), ["t.ron", "t.ron.bak"]);
    assert_eq!(fs::read_to_string(folder.path().join("t.ron.bak")).unwrap(), TEXT);
    assert!(fs::read_to_string(&path).unwrap().len() > 200_000);
}

#[cfg(unix)]
#[test]
fn no_room_for_the_new_file() {
    // A limit on the size of files, as a quota is one.
    let (folder, path) = desk();
    let limited = ["sh", "-c", "ulimit -f 64; trap '' XFSZ; exec \"$@\"", "sh"];
    let said = outcome(&limited, &path);
    assert_eq!(said[0], "done", "the small backup has room");
    assert!(said[1].contains("FOLDER/t.ron: the disk is full"), "{said:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), TEXT);
    assert_eq!(names(folder.path()), ["t.ron", "t.ron.bak"], "nothing half-written stays");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    // A disk of 64 KB, where this machine lets a test make one; `no_room_for_the_new_file` holds everywhere.
    let mount = ["unshare", "--map-root-user", "--user", "--mount"];
    let (folder, path) = desk();
    if !can(&mount) {
        eprintln!("this machine lets no test mount a disk");
        return;
    }
    let script = "mount -t tmpfs -o size=64k disk \"$0\" && cp \"$1\" \"$0/t.ron\" && shift && \
                  COEVAL_TEST_FILE=\"$0/t.ron\" \"$@\"; cat \"$0/t.ron\" > \"$0/../after\"; ls -A \"$0\" > \"$0/../names\"";
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let (disk_text, path_text) = (disk.display().to_string(), path.display().to_string());
    let words = [&mount[..], &["sh", "-c", script, &disk_text, &path_text]].concat();
    let said = outcome(&words, &path);
    assert_eq!(said[0], "done");
    assert!(said[1].contains("the disk is full"), "{said:?}");
    assert_eq!(fs::read_to_string(folder.path().join("after")).unwrap(), TEXT);
    assert_eq!(fs::read_to_string(folder.path().join("names")).unwrap(), "t.ron\nt.ron.bak\n");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = desk();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anywhere; without its capabilities it is like everyone.
    let dropped = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"];
    let probe = folder.path().join("probe");
    let is_powerful = fs::write(&probe, "").is_ok();
    if is_powerful {
        fs::remove_file(&probe).unwrap();
    }
    let said = outcome(if is_powerful { &dropped } else { &["env"] }, &path);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for line in &said {
        assert!(line.contains("you do not have permission to write in this folder"), "{said:?}");
        assert!(line.contains("save in a folder of your own"), "{said:?}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), TEXT);
    assert_eq!(names(folder.path()), ["t.ron"]);
}

#[test]
fn what_becomes_of_the_file_while_it_is_open() {
    let (folder, path) = desk();
    let loaded = io::open(&path).unwrap();
    let mut document = loaded.document.clone();
    let event = document.events()[0].id.clone();
    apply(&mut document, Edit::SetField { event, field: Field::Title("New".into()) }).unwrap();
    let save = |path: &Path| io::save(path, &document, 0, &loaded.source);

    // Replaced by a folder.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let error = save(&path).unwrap_err();
    assert!(error.to_string().contains("this is a folder") && !error.changed_on_disk, "{error}");
    fs::remove_dir(&path).unwrap();

    // Removed: it comes back, with the changes.
    save(&path).unwrap();
    assert!(fs::read_to_string(&path).unwrap().contains("\"New\""));

    // Its folder is gone.
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let moved = inner.join("t.ron");
    fs::write(&moved, TEXT).unwrap();
    fs::remove_dir_all(&inner).unwrap();
    let error = save(&moved).unwrap_err();
    assert!(error.to_string().contains("the folder "), "{error}");
    assert!(error.hint.unwrap().contains("save in another place"));

    // Changed by another program.
    fs::write(&path, "(events: [])").unwrap();
    let error = save(&path).unwrap_err();
    assert!(error.changed_on_disk, "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "(events: [])");
}

#[cfg(unix)]
#[test]
fn a_backup_follows_links_and_keeps_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = desk();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link.ron");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let copy = io::back_up(&link).unwrap().unwrap();
    assert_eq!(copy, folder.path().join("t.ron.bak"));
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(names(elsewhere.path()), ["link.ron"]);
    assert_eq!(io::back_up(&elsewhere.path().join("none.ron")).unwrap(), None);
}
