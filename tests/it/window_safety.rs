//! Nothing is lost, seen through the window: a crash, another program at the same file, a save over it.

use std::fs;
use std::path::{Path, PathBuf};

use coeval::app::Session;
use coeval::edit::{Edit, Field};
use coeval::io;
use coeval::io::disk::recovery::Store;
use coeval::ui::commands::action::Action;
use coeval::ui::commands::{Command, EditCommand, FileCommand};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::support::window::Window;

const TEXT: &str = "// mine\n(events: [\n    (id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\"),\n    \
                    (id: \"b\", date: \"2024-10-15\", title: \"Visit\", country: \"IL\", place: \"Haifa\"),\n])\n";

/// A file and a place for journals.
struct Desk {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.ron");
        fs::write(&path, TEXT).unwrap();
        Self { folder, path }
    }

    fn store(&self) -> Store {
        Store::new(self.folder.path().join("recovery"))
    }

    fn open(&self) -> Window {
        let path = self.path.clone();
        Window::safe(move || Session::opened(vec![(path.clone(), io::open(&path).unwrap())]), self.store())
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    /// What another program does to the file: all at once, as most do.
    fn other_program_writes(&self, text: &str) {
        let new = self.folder.path().join("new");
        fs::write(&new, text).unwrap();
        fs::rename(new, &self.path).unwrap();
    }

    /// What the journals of running programs hold.
    fn journal(&self) -> String {
        let folders = fs::read_dir(self.store().root()).into_iter().flatten().flatten();
        folders
            .map(|folder| fs::read_to_string(folder.path().join("state.ron")).unwrap_or_default())
            .collect()
    }

    /// The journals as a killed program leaves them.
    fn crash(&self, window: Window) {
        let root = self.store().root().to_owned();
        let copies: Vec<(PathBuf, Vec<u8>)> = files_below(&root);
        drop(window);
        for (path, content) in copies {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
}

fn files_below(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn set(window: &mut Window, id: &str, field: Field) {
    let event = io::read(TEXT).document.events().iter().find(|e| e.id.as_str() == id).unwrap().id.clone();
    let app = window.harness.state_mut().as_mut().unwrap();
    app.push(Command::Edit(EditCommand::Apply(Edit::SetField { event, field })));
    app.push(Command::Edit(EditCommand::EndGroup));
    window.settle();
}

fn title(window: &Window, at: usize) -> String {
    window.app().session().document().events()[at].title.to_string()
}

#[test]
fn what_a_crash_left_is_offered_recovered_and_saved() {
    let desk = Desk::new();
    let mut window = desk.open();
    set(&mut window, "a", Field::Title("Talks in Tehran".into()));
    window.wait_until(|_| desk.journal().contains("Talks in Tehran"));
    assert_eq!(desk.text(), TEXT, "the user's file is not touched");
    desk.crash(window);

    let mut window = Window::safe(Session::sample, desk.store());
    window.wait_until(|window| window.has("Unsaved changes from an earlier session"));
    assert!(window.has("t.ron") && window.has("1 event changed"));
    window.click(Role::Button, "Recover t.ron");
    window.wait_until(|window| !window.app().is_busy());
    assert_eq!(title(&window, 0), "Talks in Tehran");
    assert!(window.app().session().is_changed());
    assert_eq!(window.app().session().undo_label(), Some("Recover unsaved changes"));

    window.press(Modifiers::COMMAND, Key::S);
    window.wait_until(|_| desk.text() == TEXT.replace("Talks", "Talks in Tehran"));
    window.wait_until(|_| desk.journal().is_empty());
    let backup = fs::read_to_string(desk.folder.path().join("t.ron.bak")).unwrap();
    assert_eq!(backup, TEXT);
    drop(window);
    assert!(desk.store().abandoned().is_empty());
}

#[test]
fn what_a_crash_left_can_wait_or_be_given_up() {
    let desk = Desk::new();
    let mut window = desk.open();
    set(&mut window, "b", Field::Place("Eilat".into()));
    window.wait_until(|_| desk.journal().contains("Eilat"));
    desk.crash(window);

    let mut window = Window::safe(Session::sample, desk.store());
    window.wait_until(|window| window.has("Unsaved changes from an earlier session"));
    window.click(Role::Button, "Decide later");
    assert!(!window.has("Unsaved changes from an earlier session"));
    window.harness.state_mut().as_mut().unwrap().push(Action::Recover.command());
    window.wait_until(|window| window.has("Unsaved changes from an earlier session"));
    window.click(Role::Button, "Decide later");
    drop(window);
    let mut window = Window::safe(Session::sample, desk.store());
    window.wait_until(|window| window.has("Unsaved changes from an earlier session"));
    window.click(Role::Button, "Discard the changes to t.ron");
    assert!(!window.has("Unsaved changes from an earlier session"));
    window.harness.state_mut().as_mut().unwrap().push(Action::Recover.command());
    window.wait_until(|window| window.has("No unsaved changes to recover"));
    drop(window);
    assert!(desk.store().abandoned().is_empty());
    assert_eq!(desk.text(), TEXT);
}

#[test]
fn what_a_crash_left_of_the_opened_file_is_asked_about_at_once() {
    let desk = Desk::new();
    let mut window = desk.open();
    set(&mut window, "b", Field::Place("Eilat".into()));
    window.wait_until(|_| desk.journal().contains("Eilat"));
    desk.crash(window);
    let mut window = desk.open();
    window.wait_until(|window| window.has("Recover t.ron"));
    window.click(Role::Button, "Decide later");
    drop(window);
    // Beside another file it waits, and goes away when asked to.
    let other = desk.folder.path().join("other.ron");
    fs::write(&other, "(events: [(date: \"2024\", title: \"Other\", country: \"IR\")])").unwrap();
    let opened = other.clone();
    let open = move || Session::opened(vec![(opened.clone(), io::open(&opened).unwrap())]);
    let mut window = Window::safe(open, desk.store());
    window.wait_until(|window| window.has("Unsaved changes to t.ron from an earlier session"));
    assert!(!window.has("Recover t.ron"));
    window.click(Role::Button, "Other, 2024");
    assert_eq!(window.selected_title().as_deref(), Some("Other"), "the window is not blocked");
    window.click(Role::Button, "Later");
    assert!(!window.has("Unsaved changes to t.ron"));
}

#[test]
fn a_timeline_without_a_name_is_recovered_too() {
    let desk = Desk::new();
    let mut window = Window::safe(Session::sample, desk.store());
    let event = window.app().session().document().events()[0].id.clone();
    let app = window.harness.state_mut().as_mut().unwrap();
    let edit = Edit::SetField { event, field: Field::Title("Mine now".into()) };
    app.push(Command::Edit(EditCommand::Apply(edit)));
    window.wait_until(|_| desk.journal().contains("Mine now"));
    desk.crash(window);
    let mut window = Window::safe(Session::empty, desk.store());
    window.wait_until(|window| window.has("Untitled timeline"));
    window.click(Role::Button, "Recover Untitled timeline");
    window.wait_until(|window| !window.app().is_busy());
    assert_eq!(title(&window, 0), "Mine now");
    assert!(window.app().session().needs_name());
}

#[test]
fn another_programs_changes_show_at_once_where_nothing_is_lost() {
    let desk = Desk::new();
    let mut window = desk.open();
    window.settle();
    desk.other_program_writes(&TEXT.replace("Visit", "State visit"));
    window.wait_until(|window| title(window, 1) == "State visit");
    assert!(!window.app().session().is_changed());
    assert!(window.has("showing the new version"));
    // It is a step like any other.
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(title(&window, 1), "Visit");
    assert!(window.app().session().is_changed());
}

#[test]
fn both_are_kept_where_nothing_contradicts() {
    let desk = Desk::new();
    let mut window = desk.open();
    set(&mut window, "a", Field::Title("Talks in Tehran".into()));
    desk.other_program_writes(&TEXT.replace("Visit", "State visit").replace("// mine", "// theirs"));
    window.wait_until(|window| window.has("t.ron was changed by another program"));
    assert!(window.has("they don’t conflict"));
    window.click(Role::Button, "Keep both");
    assert_eq!((title(&window, 0), title(&window, 1)), ("Talks in Tehran".into(), "State visit".into()));
    window.press(Modifiers::COMMAND, Key::S);
    let both = TEXT.replace("Visit", "State visit").replace("// mine", "// theirs");
    window.wait_until(|_| desk.text() == both.replace("Talks", "Talks in Tehran"));
}

#[test]
fn what_contradicts_is_decided_event_by_event() {
    let desk = Desk::new();
    let mut window = desk.open();
    set(&mut window, "a", Field::Title("Talks in Tehran".into()));
    set(&mut window, "b", Field::Place("Eilat".into()));
    desk.other_program_writes(&TEXT.replace("Talks", "Negotiations").replace("Haifa", "Acre"));
    window.wait_until(|window| window.has("2 conflicts"));
    window.click(Role::Button, "Keep both");
    assert!(window.has("Mine: Talks in Tehran") && window.has("Theirs: Negotiations"));
    window.click(Role::RadioButton, "Theirs: Negotiations");
    window.click(Role::Button, "Merge");
    let document = window.app().session().document();
    assert_eq!(document.events()[0].title, *"Negotiations");
    assert_eq!(document.events()[1].place, *"Eilat");
    // Undo brings back what was here, which then differs from the disk.
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(title(&window, 0), "Talks in Tehran");
    assert!(window.app().session().is_changed());
}

#[test]
fn mine_or_theirs_as_the_user_says() {
    for mine in [true, false] {
        let desk = Desk::new();
        let mut window = desk.open();
        set(&mut window, "a", Field::Title("Talks in Tehran".into()));
        desk.other_program_writes(&TEXT.replace("Talks", "Negotiations"));
        window.wait_until(|window| window.has("t.ron was changed by another program"));
        window.click(Role::Button, if mine { "Keep mine" } else { "Use theirs" });
        if mine {
            window.press(Modifiers::COMMAND, Key::S);
            window.wait_until(|_| desk.text() == TEXT.replace("Talks", "Talks in Tehran"));
            let backup = fs::read_to_string(desk.folder.path().join("t.ron.bak")).unwrap();
            assert_eq!(backup, TEXT.replace("Talks", "Negotiations"), "what was there is still to be had");
        } else {
            assert_eq!(title(&window, 0), "Negotiations");
            assert!(!window.app().session().is_changed());
            window.press(Modifiers::COMMAND, Key::Z);
            assert_eq!(title(&window, 0), "Talks in Tehran");
        }
    }
}

#[test]
fn a_file_that_is_gone_or_broken_meanwhile_is_still_here() {
    let desk = Desk::new();
    let mut window = desk.open();
    fs::remove_file(&desk.path).unwrap();
    window.wait_until(|window| window.has("no longer on disk"));
    assert!(window.app().session().is_changed());
    window.press(Modifiers::COMMAND, Key::S);
    window.wait_until(|_| desk.path.exists());
    assert_eq!(desk.text(), TEXT);

    desk.other_program_writes("<html>");
    window.wait_until(|window| window.has("can no longer be read"));
    assert_eq!(title(&window, 0), "Talks");
}

#[test]
fn two_windows_on_one_file_lose_nothing() {
    let desk = Desk::new();
    let (mut first, mut second) = (desk.open(), desk.open());
    set(&mut first, "a", Field::Title("From the first".into()));
    set(&mut second, "b", Field::Title("From the second".into()));
    first.press(Modifiers::COMMAND, Key::S);
    first.wait_until(|_| desk.text().contains("From the first"));
    second.wait_until(|window| window.has("t.ron was changed by another program"));
    second.click(Role::Button, "Keep both");
    second.press(Modifiers::COMMAND, Key::S);
    second.wait_until(|_| desk.text().contains("From the second"));
    assert!(desk.text().contains("From the first"));
    first.wait_until(|window| title(window, 1) == "From the second");
}

#[test]
fn a_hidden_window_keeps_saves_and_says_so() {
    let desk = Desk::new();
    let mut window = desk.open();
    set(&mut window, "a", Field::Title("Talks in Tehran".into()));
    // From here on no frame is drawn.
    let ctx = window.harness.ctx.clone();
    let hidden = |window: &mut Window, done: &dyn Fn(&Window) -> bool| {
        for _ in 0..1000 {
            let app = window.harness.state_mut().as_mut().unwrap();
            let _ = ctx.run_logic(&egui::RawInput::default(), |ctx| app.while_hidden(ctx));
            if done(window) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("it waits for a frame");
    };
    hidden(&mut window, &|_| desk.journal().contains("Talks in Tehran"));
    window.harness.state_mut().as_mut().unwrap().push(Command::File(FileCommand::Save));
    hidden(&mut window, &|window| !window.app().session().is_changed());
    assert!(desk.text().contains("Talks in Tehran"));
    assert!(!window.app().title().contains('•'), "{}", window.app().title());
    hidden(&mut window, &|_| desk.journal().is_empty());
    // What another program does is seen, too.
    desk.other_program_writes(&desk.text().replace("Haifa", "Akko"));
    hidden(&mut window, &|window| &*window.app().session().document().events()[1].place == "Akko");
}

#[test]
fn a_hidden_window_that_is_closed_with_changes_comes_back_and_asks() {
    let desk = Desk::new();
    let mut window = desk.open();
    set(&mut window, "a", Field::Title("Talks in Tehran".into()));
    let ctx = window.harness.ctx.clone();
    let mut input = egui::RawInput::default();
    let root = egui::ViewportId::ROOT;
    input.viewports.entry(root).or_default().events.push(egui::ViewportEvent::Close);
    let app = window.harness.state_mut().as_mut().unwrap();
    let output = ctx.run_logic(&input, |ctx| app.while_hidden(ctx));
    let commands = &output.viewport_commands[&root];
    assert!(commands.contains(&egui::ViewportCommand::CancelClose), "{commands:?}");
    assert!(commands.contains(&egui::ViewportCommand::Minimized(false)), "{commands:?}");
    window.settle();
    assert!(window.has("Don’t save"));
}
