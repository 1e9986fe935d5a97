//! Import and export through the window, and several files saved apart.

use coeval::app::Session;
use coeval::edit::{Edit, Field};
use coeval::io;
use coeval::model::EventId;
use coeval::ui::commands::ExchangeCommand;
use coeval::ui::commands::{Command, EditCommand, FileCommand};
use egui::accesskit::Role;

use crate::support::window::Window;

const TABLE: &str = "date;title;country\n03/04/2024;Talks;Iran\n05/06/2024;Meeting;IL\n;Lost;IL\n";

impl Window {
    fn ask(&mut self, command: FileCommand) {
        self.harness.state_mut().as_mut().unwrap().push(Command::File(command));
        self.wait();
    }

    /// Runs frames until the work in the background has come back.
    fn wait(&mut self) {
        for _ in 0..40 {
            self.harness.step();
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        self.settle();
    }
}

#[test]
fn a_table_is_previewed_asked_about_and_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.csv");
    std::fs::write(&path, TABLE).unwrap();
    let mut window = Window::sample();
    window.ask(FileCommand::OpenPaths(vec![path]));
    assert!(window.has("Import talks.csv"));
    assert!(window.has("Does 03/04/2024 begin with the day or with the month?"));
    assert!(window.has("2 events to import, 1 row skipped"));
    window.click(Role::Button, "show list");
    assert!(window.has("line 4: no date"));
    // The question stands in the way until it is answered.
    window.click(Role::Button, "Import 2 events");
    assert!(window.has("Import talks.csv"));
    window.click(Role::Button, "Month first");
    assert!(window.has("4 March 2024"));
    window.click(Role::Button, "Import 2 events");
    let session = window.app().session();
    assert_eq!(session.document().title(), "talks");
    assert_eq!(session.document().events().len(), 2);
    assert!(session.is_changed() && session.needs_name());
    assert_eq!(session.undo_label(), Some("Import 2 events from talks"));
}

#[test]
fn a_calendar_goes_into_the_open_timeline_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.ics");
    let text = "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20241014\nSUMMARY:Clash\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:z\nDTSTART;VALUE=DATE:20241015\nSUMMARY:Free\nEND:VEVENT\n";
    std::fs::write(&path, text).unwrap();
    let mut window =
        Window::of("t.ron", "(events: [(id: \"a\", date: \"2024\", title: \"Own\", country: \"IR\")])");
    window.ask(FileCommand::Exchange(ExchangeCommand::Read(path)));
    window.click(Role::RadioButton, "Into the open timeline");
    window.click(Role::Button, "Import 2 events");
    let ids: Vec<String> =
        window.app().session().document().events().iter().map(|e| e.id.to_string()).collect();
    assert_eq!(ids, ["a", "a~2", "z"]);
    assert!(window.app().session().document().lanes().iter().any(|lane| lane.id.as_str() == "c"));
    window.harness.state_mut().as_mut().unwrap().push(Command::Edit(EditCommand::Undo));
    window.settle();
    let session = window.app().session();
    assert_eq!((session.document().events().len(), session.document().lanes().len()), (1, 1));
    assert!(!session.is_changed());
}

#[test]
fn an_export_says_what_it_loses_and_writes_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::sample();
    window.ask(FileCommand::Exchange(ExchangeCommand::AskExport));
    assert!(window.has("CSV cannot hold"));
    window.click(Role::RadioButton, "JSON (.json)");
    assert!(window.has("private note"));
    let path = folder.path().join("out.json");
    window.ask(FileCommand::Exchange(ExchangeCommand::ExportTo(
        path.clone(),
        coeval::io::export::Format::Json,
        false,
        coeval::ui::commands::ExportScope::All,
    )));
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.starts_with("{\n  \"coeval\": 1,") && !text.contains("\"note\""));
}

fn two_files(folder: &std::path::Path) -> Session {
    let files = [
        ("a.ron", "// mine\n(events: [(id: \"a\", date: \"2024-10-14\", title: \"A\", country: \"IR\")])\n"),
        (
            "b.ron",
            "// theirs\n(events: [\n    (id: \"b\", date: \"2024-10-15\", title: \"B\", country: \"IL\"), // kept\n])\n",
        ),
        ("c.ron", "(events: [(id: \"c\", date: \"2024-10-16\", title: \"C\", country: \"AZ\")])"),
    ];
    let loaded = files.iter().map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let loaded = io::open(&path).unwrap();
        (path, loaded)
    });
    Session::opened(loaded.collect())
}

fn set_title(session: &mut Session, id: &str, title: &str) {
    let edit = Edit::SetField { event: EventId::new(id), field: Field::Title(title.to_owned()) };
    session.apply(edit).unwrap();
    session.end_group();
}

#[test]
fn each_event_is_saved_to_the_file_it_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = two_files(folder.path());
    let untouched = std::fs::metadata(folder.path().join("c.ron")).unwrap().modified().unwrap();
    set_title(&mut session, "a", "A two");
    set_title(&mut session, "b", "B two");
    assert_eq!(session.save().unwrap(), ["a.ron", "b.ron"]);
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(
        text("a.ron"),
        "// mine\n(events: [(id: \"a\", date: \"2024-10-14\", title: \"A two\", country: \"IR\")])\n"
    );
    assert_eq!(
        text("b.ron"),
        "// theirs\n(events: [\n    (id: \"b\", date: \"2024-10-15\", title: \"B two\", country: \"IL\"), // kept\n])\n"
    );
    assert_eq!(std::fs::metadata(folder.path().join("c.ron")).unwrap().modified().unwrap(), untouched);
    assert!(!session.is_changed());
}

#[test]
fn save_as_of_several_files_asks_which() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let mut window = Window::new(move || two_files(&path));
    window.ask(FileCommand::SaveAs);
    assert!(window.has("3 files are open") && window.has("Only b.ron"));
}

#[test]
fn one_of_several_or_all_in_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = two_files(folder.path());
    // One of them under another name: the others stay what they are.
    session.save_as(&folder.path().join("other.ron"), 1).unwrap();
    let names: Vec<String> = session.files().iter().map(coeval::app::OpenFile::name).collect();
    assert_eq!(names, ["a.ron", "other.ron", "c.ron"]);
    let text = std::fs::read_to_string(folder.path().join("other.ron")).unwrap();
    assert!(text.contains("\"B\"") && text.contains("// kept") && !text.contains("\"A\""), "{text}");
    // All in one.
    let whole = session.all_in_one(&folder.path().join("all.ron")).unwrap();
    assert_eq!((whole.files().len(), whole.is_changed()), (1, false));
    let loaded = io::open(&folder.path().join("all.ron")).unwrap();
    assert_eq!(loaded.counts(), (3, 0, 0));
    assert!(session.all_in_one(folder.path()).is_err(), "a folder");
}

/// A timeline in a folder that was imported from a table beside it.
fn imported_from(folder: &std::path::Path, table: &str) -> std::path::PathBuf {
    let (csv, ron) = (folder.join("talks.csv"), folder.join("t.ron"));
    std::fs::write(&csv, table).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(["convert", "--columns", "id=Ref"])
        .args([&csv, &ron])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    ron
}

#[test]
fn a_refresh_is_shown_asked_about_and_taken_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let head = "Ref,Date,Title,Country\n";
    let old = format!("{head}1,2024-10-14,Talks,Iran\n2,2024-10-15,Answer,Israel\n3,2024-10-16,Gone,Iraq\n");
    let ron = imported_from(folder.path(), &old);
    let new =
        format!("{head}1,2024-10-17,Talks held,Iran\n2,2024-10-15,Reply,Israel\n4,2024-10-18,New,Iraq\n");
    std::fs::write(folder.path().join("talks.csv"), new).unwrap();

    let mut window = Window::sample();
    window.ask(FileCommand::OpenPaths(vec![ron]));
    let mut edit = |event: &str, field: Field| {
        let edit = Edit::SetField { event: EventId::new(event), field };
        window.harness.state_mut().as_mut().unwrap().push(Command::Edit(EditCommand::Apply(edit)));
        window.settle();
    };
    edit("1", Field::Note("mine".to_owned()));
    edit("1", Field::Tags(vec!["own".to_owned()].into()));
    edit("2", Field::Title("My answer".to_owned()));
    window.ask(FileCommand::Exchange(ExchangeCommand::AskRefresh));
    for text in ["Refresh talks.csv", "Removed Gone", "Changed Talks held", "Added New", "My answer", "Reply"]
    {
        assert!(window.has(text), "{text}");
    }
    // Nothing is accepted yet.
    assert_eq!(window.app().session().document().events().len(), 3);
    window.click(Role::Button, "Accept changes");
    let said = |window: &Window| -> Vec<String> {
        let events = window.app().session().document().events().iter();
        events
            .map(|e| format!("{} {} {} {} {}", e.id, e.date.text(), e.title, e.tags.join(","), e.note))
            .collect()
    };
    let after = ["1 2024-10-17 Talks held own mine", "2 2024-10-15 My answer  ", "4 2024-10-18 New  "]
        .map(str::to_owned);
    assert_eq!(said(&window), after);
    assert_eq!(window.app().session().undo_label(), Some("Refresh talks.csv"));
    window.harness.state_mut().as_mut().unwrap().push(Command::Edit(EditCommand::Undo));
    window.settle();
    assert_eq!(window.app().session().document().events().len(), 3);
    window.harness.state_mut().as_mut().unwrap().push(Command::Edit(EditCommand::Redo));
    window.settle();

    // What was decided is not asked again, and a file that is gone is told.
    window.ask(FileCommand::Exchange(ExchangeCommand::AskRefresh));
    assert!(window.has("Nothing has changed."));
    window.click(Role::Button, "Close");
    std::fs::remove_file(folder.path().join("talks.csv")).unwrap();
    window.ask(FileCommand::Exchange(ExchangeCommand::AskRefresh));
    assert!(window.has("talks.csv is no longer there"));
    window.click(Role::Button, "Close");
    assert_eq!(said(&window), after);
}

#[test]
fn an_import_is_remembered_from_where_the_timeline_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("data").join("talks.csv");
    std::fs::create_dir(table.parent().unwrap()).unwrap();
    std::fs::write(&table, "Date,Title,Country\n2024-10-14,Talks,Iran\n").unwrap();
    let mut window = Window::sample();
    window.ask(FileCommand::Exchange(ExchangeCommand::Read(table.clone())));
    window.click(Role::Button, "Import 1 event");
    window.ask(FileCommand::SaveTo(folder.path().join("t.ron")));
    let saved = io::open(&folder.path().join("t.ron")).unwrap();
    assert_eq!(saved.document.imports()[0].path, "data/talks.csv");
    assert_eq!(saved.document.imports()[0].rows.len(), 1);
    assert!(saved.diagnostics.is_empty(), "{:?}", saved.diagnostics);
    assert!(!window.app().session().is_changed());
    // Saved elsewhere, the path leads back.
    window.ask(FileCommand::SaveTo(folder.path().join("data").join("u.ron")));
    let saved = io::open(&folder.path().join("data").join("u.ron")).unwrap();
    assert_eq!(saved.document.imports()[0].path, "talks.csv");
}

#[test]
fn a_pasted_table_opens_the_preview() {
    let mut window =
        Window::of("t.ron", "(events: [(id: \"a\", date: \"2024\", title: \"Own\", country: \"IR\")])");
    let paste = |window: &mut Window, text: &str| {
        window.harness.event(egui::Event::Paste(text.to_owned()));
        window.wait();
    };
    paste(&mut window, "Date\tWhat happened\tCountry\n2024-10-14\tTalks\tIran\n2024-10-15\tAnswer\tIsrael\n");
    assert!(window.has("Import Pasted table"));
    window.click(Role::Button, "Import 2 events");
    let document = window.app().session().document();
    let titles: Vec<&str> = document.events().iter().map(|event| event.title.as_str()).collect();
    assert_eq!(titles, ["Own", "Talks", "Answer"]);
    assert!(document.imports().is_empty(), "there is no file to read again");
    paste(
        &mut window,
        "<table><tr><th>Date</th><th>Title</th></tr><tr><td>2025-01-01</td><td>A <b>bold</b> step</td></tr></table>",
    );
    assert!(window.has("A bold step"));
    window.click(Role::Button, "Cancel");
    // In a text field the text goes into the field.
    window.press(egui::Modifiers::COMMAND, egui::Key::F);
    paste(&mut window, "a\tb\nc\td\n");
    assert!(!window.has("Import Pasted table"));
}
