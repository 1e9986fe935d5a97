//! What would be lost without anybody seeing it: each of these was once broken on purpose, and no test had noticed.

use std::fs;
use std::path::PathBuf;

use coeval::app::Session;
use coeval::edit::{Edit, Field, History, Section};
use coeval::io;
use coeval::io::disk::recovery::Store;
use coeval::model::{Document, EventId, Source, Step};
use coeval::ui::commands::{Command, EditCommand, FileCommand, SafetyCommand};
use egui::accesskit::Role;

use super::support::window::Window;

const TEXT: &str = "(\n    sources: [Source(id: \"s\", title: \"Paper\")],\n    story: [Step(title: \"One\")],\n    events: [\n        (id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\"),\n        (id: \"b\", date: \"2024-10-15\", title: \"Visit\", country: \"Nowhere\"),\n    ],\n)\n";

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(names: &[&str]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        for (at, name) in names.iter().enumerate() {
            fs::write(desk.path(name), TEXT.replace("\"a\"", &format!("\"a{at}\""))).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn session(&self, names: &[&str]) -> Session {
        Session::opened(names.iter().map(|n| (self.path(n), io::open(&self.path(n)).unwrap())).collect())
    }

    fn store(&self) -> Store {
        Store::new(self.path("recovery"))
    }

    fn window(&self, names: &[&str]) -> Window {
        let session = self.session(names);
        Window::safe(move || session, self.store())
    }

    /// What the journals hold.
    fn journal(&self) -> String {
        let folders = fs::read_dir(self.store().root()).into_iter().flatten().flatten();
        folders
            .map(|folder| fs::read_to_string(folder.path().join("state.ron")).unwrap_or_default())
            .collect()
    }
}

fn retitle(id: &str, title: &str) -> Edit {
    Edit::SetField { event: EventId::new(id), field: Field::Title(title.into()) }
}

fn edit(id: &str, title: &str) -> Command {
    Command::Edit(EditCommand::Apply(retitle(id, title)))
}

fn push(window: &mut Window, commands: Vec<Command>) {
    commands.into_iter().for_each(|command| window.app_mut().push(command));
    window.harness.step();
}

#[test]
fn a_change_of_anything_is_written() {
    let source = Source { id: "s".into(), title: "Journal".into(), ..Source::default() };
    let step = Step { title: "Another".into(), ..Step::default() };
    for (section, word) in [
        (Section::Sources(vec![source]), "Journal"),
        (Section::Story(vec![step]), "Another"),
        (Section::Title("Called so".into()), "Called so"),
        (Section::Summary("In brief".into()), "In brief"),
    ] {
        let desk = Desk::new(&["t.ron"]);
        let mut session = desk.session(&["t.ron"]);
        session.apply(Edit::Set(section)).unwrap();
        assert_eq!(session.save().unwrap(), ["t.ron"], "{word}");
        assert!(desk.text("t.ron").contains(word), "{word}");
        assert!(!session.is_changed());
    }
}

#[test]
fn problems_move_with_the_text_when_it_is_saved() {
    let desk = Desk::new(&["t.ron"]);
    let mut session = desk.session(&["t.ron"]);
    let at = |session: &Session| session.files()[0].diagnostics[0].span.clone();
    let (before, opened) = (at(&session), desk.text("t.ron"));
    session.apply(retitle("a0", "A title that is longer than it was")).unwrap();
    session.save().unwrap();
    let text = desk.text("t.ron");
    assert_ne!(at(&session), before);
    assert_eq!(&text[at(&session)], &opened[before], "the place is that of the same words");
}

#[test]
fn an_amendment_does_not_go_into_what_is_saved() {
    let mut document = io::read(TEXT).document;
    let mut history = History::default();
    history.apply(&mut document, retitle("a", "One")).unwrap();
    history.end_group();
    history.mark_saved();
    history.amend(&mut document, retitle("a", "Two")).unwrap();
    assert!(history.is_changed());
    let title = |document: &Document| document.events()[0].title.to_string();
    history.undo(&mut document).unwrap();
    assert_eq!(
        (title(&document).as_str(), history.is_changed()),
        ("One", false),
        "undo leads to what is on the disk"
    );
}

#[test]
fn a_heading_stays_when_the_first_below_it_goes() {
    let event =
        |id: &str| format!("    (id: \"{id}\", date: \"2024-10-14\", title: \"T\", country: \"IR\"),\n");
    let text = format!(
        "(events: [\n{}\n    // The talks of autumn\n{}{}\n    // Alone\n{}\n])\n",
        event("a"),
        event("b"),
        event("c"),
        event("d")
    );
    let desk = Desk::new(&[]);
    fs::write(desk.path("t.ron"), &text).unwrap();
    let remove = |id: &str| {
        let mut session = desk.session(&["t.ron"]);
        session.apply(Edit::Remove { events: vec![EventId::new(id)] }).unwrap();
        session.save().unwrap();
        let saved = desk.text("t.ron");
        fs::write(desk.path("t.ron"), &text).unwrap();
        saved
    };
    assert!(remove("b").contains("// The talks of autumn\n    (id: \"c\""), "{}", remove("b"));
    assert!(!remove("d").contains("// Alone"), "{}", remove("d"));
}

#[test]
fn what_is_open_and_changed_is_not_replaced_by_what_was_left() {
    let desk = Desk::new(&["t.ron", "left.ron"]);
    let left = desk.window(&["left.ron"]);
    let mut left = left;
    push(&mut left, vec![edit("a1", "Left behind")]);
    left.wait_until(|_| desk.journal().contains("Left behind"));
    let root = desk.store().root().to_owned();
    let folder = fs::read_dir(&root).unwrap().next().unwrap().unwrap().path();
    let copies: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    drop(left);
    fs::create_dir_all(&folder).unwrap();
    copies.iter().for_each(|(path, content)| fs::write(path, content).unwrap());

    let mut window = desk.window(&["t.ron"]);
    window.wait_until(|window| window.has("Unsaved changes to left.ron from an earlier session"));
    assert!(!window.has("Recover left.ron"), "what is of another file waits beside the window");
    window.click(Role::Button, "Review…");
    assert!(window.has("Recover left.ron"));
    push(&mut window, vec![edit("a0", "Mine"), Command::Safety(SafetyCommand::Recover(0))]);
    window.settle();
    assert_eq!(&*window.app().session().document().events()[0].title, "Mine");
    assert!(window.has("Save or close the open timeline first"));
    assert!(folder.join("state.ron").exists(), "and it is not lost either");
}

#[test]
fn after_save_as_the_journal_knows_the_new_file() {
    let desk = Desk::new(&["t.ron", "u.ron"]);
    // One that may not be saved over unasked, so that something stays unsaved.
    let broken = desk.text("u.ron").replace(
        "    ],\n",
        "        (id: \"x\", date: \"never\", title: \"?\", country: \"IR\"),\n    ],\n",
    );
    fs::write(desk.path("u.ron"), broken).unwrap();
    let mut window = desk.window(&["t.ron", "u.ron"]);
    push(&mut window, vec![edit("a0", "One"), edit("a1", "Other")]);
    window.wait_until(|_| desk.journal().contains("One") && desk.journal().contains("Other"));
    push(&mut window, vec![Command::File(FileCommand::SaveTo(desk.path("new.ron")))]);
    window.wait_until(|window| !window.app().is_saving() && window.has("Parts of u.ron could not be read"));
    assert!(desk.text("new.ron").contains("One") && window.app().session().is_changed());
    window.wait_until(|_| !desk.journal().contains("t.ron") && desk.journal().contains("Other"));
    drop(window);

    let mut window = desk.window(&["t.ron"]);
    push(&mut window, vec![edit("a0", "One")]);
    window.wait_until(|_| desk.journal().contains("t.ron"));
    push(&mut window, vec![Command::File(FileCommand::SaveTo(desk.path("new.ron")))]);
    window.wait_until(|window| !window.app().is_saving() && !window.app().session().is_changed());
    push(&mut window, vec![edit("a0", "Two")]);
    window.wait_until(|_| desk.journal().contains("Two"));
    assert!(desk.journal().contains("new.ron") && !desk.journal().contains("t.ron\""), "{}", desk.journal());
}

#[test]
fn after_an_ending_was_added_the_file_is_asked_for_again() {
    let desk = Desk::new(&["t.ron", "there.ron"]);
    let mut window = desk.window(&["t.ron"]);
    push(&mut window, vec![edit("a0", "One")]);
    let ask = |window: &mut Window| {
        let path = desk.path("there.ron");
        let save = Box::new(FileCommand::SaveTo(path.clone()));
        push(window, vec![Command::File(FileCommand::IfFree(path, save))]);
        window.settle();
    };
    let before = desk.text("there.ron");
    ask(&mut window);
    assert!(window.has("Replace there.ron?"));
    window.click(Role::Button, "Cancel");
    window.settle();
    assert_eq!(desk.text("there.ron"), before);
    ask(&mut window);
    window.click(Role::Button, "Replace");
    window.wait_until(|window| !window.app().session().is_changed());
    assert!(desk.text("there.ron").contains("One"));
    assert_eq!(desk.text("there.ron.bak"), before);
}
