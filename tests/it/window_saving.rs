//! Saving many events through the window: on a thread of its own, while one goes on changing things, and nothing is
//! taken for saved that is not.

use std::fs;
use std::path::PathBuf;

use coeval::app::{Session, Target};
use coeval::edit::{Edit, Field};
use coeval::io::disk::recovery::Store;
use coeval::io::{self, SaveError};
use coeval::model::{EventId, Progress};
use coeval::ui::commands::{Command, EditCommand, FileCommand};
use egui::accesskit::Role;

use super::support::window::Window;

/// More events than are saved at once.
const MANY: usize = 20_010;

struct Desk {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("many.ron");
        let event = |at: usize| {
            let (year, month, day) = (1900 + at % 90, at % 12 + 1, at % 28 + 1);
            let lane = ["IR", "IL", "AZ"][at % 3];
            format!(
                "  (id: \"e{at}\", date: \"{year}-{month:02}-{day:02}\", title: \"t{at}\", country: \"{lane}\"),\n"
            )
        };
        let events: String = (0..MANY).map(event).collect();
        fs::write(&path, format!("(title: \"Many\", events: [\n{events}])\n")).unwrap();
        Self { folder, path }
    }

    fn session(&self) -> Session {
        Session::opened(vec![(self.path.clone(), io::open(&self.path).unwrap())])
    }

    fn open(&self) -> Window {
        let session = self.session();
        Window::new(move || session)
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn retitle(id: &str, title: &str) -> Edit {
    Edit::SetField { event: EventId::new(id), field: Field::Title(title.to_owned()) }
}

fn push(window: &mut Window, commands: Vec<Command>) {
    commands.into_iter().for_each(|command| window.app_mut().push(command));
    window.harness.step();
}

fn edit(id: &str, title: &str) -> Command {
    Command::Edit(EditCommand::Apply(retitle(id, title)))
}

fn save() -> Command {
    Command::File(FileCommand::Save)
}

fn saved(window: &mut Window) {
    window.wait_until(|window| !window.app().is_saving());
}

#[test]
fn what_is_changed_meanwhile_is_saved_next() {
    let desk = Desk::new();
    let mut window = desk.open();
    // All in one frame: the second change comes after the save began, and before anybody knows that it is done.
    push(&mut window, vec![edit("e7", "first"), save(), edit("e7", "second"), edit("e8", "third")]);
    assert!(window.app().is_saving());
    saved(&mut window);
    assert!(window.has("Saved many.ron"));
    assert!(window.app().session().is_changed());
    assert!(desk.text().contains("title: \"first\"") && !desk.text().contains("second"));

    push(&mut window, vec![save()]);
    saved(&mut window);
    assert!(!window.app().session().is_changed());
    assert!(desk.text().contains("title: \"second\"") && desk.text().contains("title: \"third\""));
    assert_eq!(desk.names(), ["many.ron", "many.ron.bak"]);

    // Taking everything back leads past what was saved, which is a change again.
    push(&mut window, vec![Command::Edit(EditCommand::Undo)]);
    assert!(window.app().session().is_changed());
    push(&mut window, vec![Command::Edit(EditCommand::Redo)]);
    assert!(!window.app().session().is_changed());
}

#[test]
fn asked_for_twice_it_is_done_twice() {
    let desk = Desk::new();
    let mut window = desk.open();
    push(&mut window, vec![edit("e1", "first"), save(), edit("e1", "second"), save()]);
    window.wait_until(|window| !window.app().is_saving() && !window.app().session().is_changed());
    assert!(desk.text().contains("title: \"second\""));
}

#[test]
fn what_gives_up_the_document_waits_for_the_save() {
    let new = || Command::File(FileCommand::New);
    let desk = Desk::new();
    let mut window = desk.open();
    push(&mut window, vec![edit("e1", "first"), save(), new()]);
    assert_eq!(window.app().session().document().title(), "Many");
    window.wait_until(|window| window.app().session().document().events().is_empty());
    assert!(desk.text().contains("title: \"first\"") && !window.app().is_saving());

    for (answer, kept) in [("Don’t save", "second"), ("Save", "third")] {
        let mut window = desk.open();
        push(&mut window, vec![edit("e1", "second"), save(), edit("e1", "third"), new()]);
        // What came after the save is asked for.
        window.wait_until(|window| window.has("Don’t save"));
        window.click(Role::Button, answer);
        window.wait_until(|window| window.app().session().document().events().is_empty());
        assert!(desk.text().contains(&format!("title: \"{kept}\"")), "{answer}");
    }
}

#[test]
fn a_save_that_failed_is_told_and_nothing_counts_as_saved() {
    let desk = Desk::new();
    let mut window = desk.open();
    let away = desk.folder.path().join("away");
    fs::create_dir(&away).unwrap();
    fs::rename(&desk.path, away.join("many.ron")).unwrap();
    fs::create_dir(&desk.path).unwrap();
    push(&mut window, vec![edit("e1", "first"), save(), Command::File(FileCommand::New)]);
    saved(&mut window);
    assert!(window.has("many.ron"), "a message about the file");
    assert!(window.app().session().is_changed());
    assert_eq!(window.app().session().document().title(), "Many", "what waited for it is not done");
}

#[test]
fn a_save_that_was_ended_leaves_the_file_alone() {
    let desk = Desk::new();
    let before = desk.text();
    let mut session = desk.session();
    session.apply(retitle("e3", "x")).unwrap();
    let progress = Progress::default();
    progress.cancel();
    let outcome = session.save_job(Target::Same).run(&progress);
    let error: SaveError = session.take_saved(outcome).unwrap_err();
    assert!(error.cancelled && session.is_changed());
    assert_eq!(desk.text(), before);
    assert_eq!(desk.names(), ["many.ron", "many.ron.bak"], "no half of it");

    let progress = Progress::default();
    let outcome = session.save_job(Target::Same).run(&progress);
    session.take_saved(outcome).unwrap();
    let (done, whole) = progress.steps();
    assert!(done > whole / 2 && done <= whole, "{done} of {whole}");
    assert!(!session.is_changed() && desk.text() != before);
}

#[test]
fn the_journal_has_what_came_after_the_save() {
    let desk = Desk::new();
    let session = desk.session();
    let store = Store::new(desk.folder.path().join("recovery"));
    let root = store.root().to_owned();
    let journal = move || -> String {
        let folders = fs::read_dir(&root).into_iter().flatten().flatten();
        folders
            .map(|folder| fs::read_to_string(folder.path().join("state.ron")).unwrap_or_default())
            .collect()
    };
    let mut window = Window::safe(move || session, store);
    push(&mut window, vec![edit("e1", "first")]);
    window.wait_until(|_| journal().contains("first"));
    push(&mut window, vec![save(), edit("e2", "later")]);
    saved(&mut window);
    window.wait_until(|_| journal().contains("later") && !journal().contains("first"));
    push(&mut window, vec![save()]);
    saved(&mut window);
    window.wait_until(|_| journal().is_empty());
    assert!(!window.has("changed on the disk"));
}
