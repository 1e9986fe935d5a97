//! A program that is killed while it edits and saves, a hundred times, a third of them with its window hidden: the file is
//! always a whole one, and what the journal had can be taken up again.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use coeval::app::Session;
use coeval::edit::{Edit, Field};
use coeval::io;
use coeval::io::disk::recovery::Store;
use coeval::ui::commands::{Command, EditCommand, FileCommand, SafetyCommand};
use egui::accesskit::Role;

use super::support::window::Window;

/// The folder that the child works in, and the seed of what it does.
const FOLDER: &str = "COEVAL_TEST_FOLDER";
const SEED: &str = "COEVAL_TEST_SEED";

const KILLS: u64 = 100;
/// So many run at a time.
const AT_A_TIME: u64 = 10;

fn text(title: &str) -> String {
    format!(
        "// mine\n(events: [\n    (id: \"a\", date: \"2024-10-14\", title: \"{title}\", country: \"IR\"),\n])\n"
    )
}

/// Numbers that look random and are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Not a test by itself: the program that is killed. Gives the event the titles "1", "2", … and now and then saves; says
/// which it has given and which are on the disk, in the file or in the journal.
#[test]
#[ignore = "run by the other test, in a process of its own"]
fn child_edits() {
    let folder = std::path::PathBuf::from(std::env::var(FOLDER).unwrap());
    let mut dice = Dice(std::env::var(SEED).unwrap().parse().unwrap());
    let (path, store) = (folder.join("t.ron"), Store::new(folder.join("recovery")));
    let opened = path.clone();
    let open = move || Session::opened(vec![(opened.clone(), io::open(&opened).unwrap())]);
    let mut window = Window::safe(open, store.clone());
    let event = window.app().session().document().events()[0].id.clone();
    // A hidden window is not drawn: what goes on without a frame must do.
    let is_hidden = dice.below(3) == 0;
    let ctx = window.harness.ctx.clone();
    for number in 1.. {
        let app = window.harness.state_mut().as_mut().unwrap();
        let field = Field::Title(number.to_string());
        app.push(Command::Edit(EditCommand::Apply(Edit::SetField { event: event.clone(), field })));
        app.push(Command::Edit(EditCommand::EndGroup));
        if dice.below(12) == 0 {
            app.push(Command::File(FileCommand::Save));
        }
        if is_hidden {
            let app = window.harness.state_mut().as_mut().unwrap();
            let _ = ctx.run_logic(&egui::RawInput::default(), |ctx| app.while_hidden(ctx));
        } else {
            window.harness.step();
        }
        println!("given {number}");
        if let Some(kept) = newest(&path, &store) {
            println!("kept {kept}");
        }
        std::io::stdout().flush().unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(30)));
    }
}

/// The number of the title in a text, if it is whole.
fn number(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once("title: \"")?;
    rest.split_once('"')?.0.parse().ok()
}

/// The newest title on the disk, looked at from outside.
fn newest(path: &Path, store: &Store) -> Option<u64> {
    let journals = fs::read_dir(store.root()).into_iter().flatten().flatten();
    let states = journals.filter_map(|folder| fs::read_to_string(folder.path().join("state.ron")).ok());
    // In the journal the title stands alone, in the place of another.
    let in_journals = states.filter_map(|state| {
        let new: String = state.rsplit_once(",\"")?.1.chars().filter(char::is_ascii_digit).collect();
        new.parse().ok()
    });
    in_journals.chain(fs::read_to_string(path).ok().and_then(|text| number(&text))).max()
}

/// Starts the program, kills it, and looks at what is left.
fn kill_once(seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.ron");
    fs::write(&path, text("0")).unwrap();
    let log = folder.path().join("log");
    let mut child = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::child_edits", "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder.path())
        .env(SEED, seed.to_string())
        .stdout(fs::File::create(&log).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = || fs::read_to_string(&log).unwrap().contains("given 3\n");
    while !begun() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(Dice(seed).below(3000)));
    child.kill().unwrap();
    child.wait().unwrap();

    let log = fs::read_to_string(&log).unwrap();
    let last = |word: &str| {
        let numbers = log.lines().filter_map(|line| line.strip_prefix(word)?.trim().parse::<u64>().ok());
        numbers.max().unwrap_or(0)
    };
    let (given, kept) = (last("given "), last("kept "));

    // The file is one of those that were saved, whole.
    let in_file = fs::read_to_string(&path).unwrap();
    let saved = number(&in_file).unwrap_or_else(|| panic!("{in_file:?}"));
    assert_eq!(in_file, text(&saved.to_string()), "seed {seed}");
    assert!(saved <= given + 1, "seed {seed}");

    // What was on the disk can be taken up again.
    let left = Store::new(folder.path().join("recovery")).abandoned();
    let recovered = left.first().map(|journal| number(&journal.read().unwrap()[0].text).unwrap());
    let newest = recovered.unwrap_or(0).max(saved);
    assert!(newest >= kept, "seed {seed}: {newest} is left, {kept} was kept");

    // Nothing lies about beside it but what was just being written; a later save removes that.
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.retain(|name| !["t.ron", "t.ron.bak", "log", "recovery"].iter().any(|known| *name == **known));
    names.retain(|name| !name.to_string_lossy().starts_with(".t.ron."));
    assert!(names.is_empty(), "seed {seed}: {names:?}");
}

#[test]
fn killed_a_hundred_times_it_harms_nothing() {
    std::thread::scope(|scope| {
        for lane in 0..AT_A_TIME {
            scope.spawn(move || (lane..KILLS).step_by(AT_A_TIME as usize).for_each(kill_once));
        }
    });
}

/// Not a test by itself: the program that is killed at a step of its save. The journal has the first half when what is
/// saved is more.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "run by the other test, in a process of its own"]
fn child_saves_once() {
    let folder = std::path::PathBuf::from(std::env::var(FOLDER).unwrap());
    let (path, store) = (folder.join("t.ron"), Store::new(folder.join("recovery")));
    let opened = path.clone();
    let open = move || Session::opened(vec![(opened.clone(), io::open(&opened).unwrap())]);
    let mut window = Window::safe(open, store.clone());
    let change = |window: &mut Window, title: &str| {
        let event = window.app().session().document().events()[0].id.clone();
        let app = window.harness.state_mut().as_mut().unwrap();
        let field = Field::Title(title.to_owned());
        app.push(Command::Edit(EditCommand::Apply(Edit::SetField { event, field })));
        window.harness.step();
    };
    change(&mut window, FIRST);
    window.wait_until(|_| journals(&store).contains(FIRST));
    fs::write(folder.join("kept"), "").unwrap();
    change(&mut window, BOTH);
    window.harness.state_mut().as_mut().unwrap().push(Command::File(FileCommand::Save));
    window.harness.step();
    window.wait_until(|_| journals(&store).is_empty());
    fs::write(folder.join("ended"), "").unwrap();
}

const FIRST: &str = "First half";
const BOTH: &str = "First half second half";

#[cfg(target_os = "linux")]
fn journals(store: &Store) -> String {
    let folders = fs::read_dir(store.root()).into_iter().flatten().flatten();
    folders.map(|folder| fs::read_to_string(folder.path().join("state.ron")).unwrap_or_default()).collect()
}

/// Kills it when it has made this call of the system so often, and takes up what is left. False where it came to its
/// end before.
#[cfg(target_os = "linux")]
fn kill_at(call: &str, count: u32) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.ron");
    // Without an id, two events would be told from one.
    let text = "// mine\n(events: [\n    (date: \"2024-10-14\", title: \"Talks\", country: \"IR\"),\n])\n";
    fs::write(&path, text).unwrap();
    Process::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")])
        .args(["-e", &format!("inject={call}:signal=KILL:when={count}")])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "killed::child_saves_once", "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let (kept, ended) = (folder.path().join("kept").exists(), folder.path().join("ended").exists());
    let at = format!("{call} {count}");
    let saved = text.replace("Talks", BOTH);
    let on_disk = fs::read_to_string(&path).unwrap();
    assert!(on_disk == text || on_disk == saved, "{at}: {on_disk:?}");

    let store = Store::new(folder.path().join("recovery"));
    let mut window = Window::safe(Session::sample, store);
    let app = window.harness.state_mut().as_mut().unwrap();
    app.push(Command::Safety(SafetyCommand::ShowLeft));
    let offered = |window: &Window| window.has("Unsaved changes from an earlier session");
    window.wait_until(|window| offered(window) || window.has("No unsaved changes to recover"));
    assert!(!(offered(&window) && on_disk == saved), "{at}: what is in the file is offered again");
    assert!(offered(&window) || on_disk == saved || !kept, "{at}: it is lost");
    if offered(&window) {
        window.click(Role::Button, "Recover t.ron");
        window.wait_until(|window| !window.app().is_busy() && window.app().session().is_changed());
        window.press(egui::Modifiers::COMMAND, egui::Key::S);
        window.wait_until(|window| !window.app().session().is_changed());
        let after = fs::read_to_string(&path).unwrap();
        let recovered = io::read(&after).document;
        let titles: Vec<&str> = recovered.events().iter().map(|event| &*event.title).collect();
        assert!(titles == [FIRST] || titles == [BOTH], "{at}: {after:?}");
        assert!(after.starts_with("// mine\n"), "{at}: {after:?}");
    }
    if ended {
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let half = names.filter(|name| name.to_string_lossy().starts_with(".t.ron")).count();
        assert_eq!(half, 0, "{at}: something half-written is left");
    }
    !ended
}

#[cfg(target_os = "linux")]
#[test]
fn killed_at_every_step_of_a_save_it_is_saved_or_recovered_once() {
    if Process::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|s| s.success()) {
        let calls = ["fsync", "rename,renameat,renameat2", "unlink,unlinkat", "flock", "fchmod", "ftruncate"];
        std::thread::scope(|scope| {
            for call in calls {
                scope.spawn(move || {
                    let reached = (1..60).take_while(|count| kill_at(call, *count)).count();
                    assert!(reached < 59, "{call}: it never came to its end");
                    println!("{call}: killed {reached} times");
                });
            }
        });
    } else {
        eprintln!("there is no strace on this machine");
    }
}
