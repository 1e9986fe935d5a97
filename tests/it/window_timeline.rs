//! Title, summary and sources of the timeline, changed in their form: each change a step with a label, written into
//! the file's own text.

use coeval::app::Session;
use coeval::io;
use coeval::ui::commands::action::Action;
use egui::Key;
use egui::accesskit::Role;

use crate::support::window::Window;

const FILE: &str = r#"// Kept by hand.
(
    title:   "Rope", // short
    events: [
        (id: "e", date: "2024-10-14", title: "Talks", country: "IR", sources: ["irna", "by phone"], accounts: [
            (by: "IR", says: "They met.", source: "irna"),
        ]),
        (id: "f", date: "2024-10-15", title: "Answer", country: "IL"),
    ],
    sources: [
        (id: "irna", title: "Pezeshkian receives", date: "2024-10-14"), // the agency
        (id: "arvak", publisher: "ARVAK Center", url: "https://example.org"),
    ],
)
"#;

fn open() -> Window {
    let mut window = Window::of("rope.ron", FILE);
    window.click(Role::Button, "Edit");
    window.click(Role::Button, "Timeline details…");
    assert!(window.has("Sources (2)"));
    window
}

fn step(window: &Window) -> &str {
    window.app().session().undo_label().unwrap_or_default()
}

/// What would be saved.
fn text(window: &Window) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rope.ron");
    std::fs::write(&path, FILE).unwrap();
    let session = window.app().session();
    let source = session.files()[0].source.as_ref().unwrap();
    let saved = io::save(&path, session.document(), 0, source).unwrap();
    assert_eq!(io::read(saved.text()).document.sources(), session.document().sources());
    saved.full().to_owned()
}

#[test]
fn title_and_summary_are_a_step_each_and_change_their_own_bytes() {
    let mut window = open();
    window.type_into("Timeline title", "The rope");
    window.type_into("Timeline summary", "Who met whom.");
    window.click(Role::Button, "Done");
    assert!(!window.has("Sources (2)"));
    let history: Vec<&str> = window.app().session().history().steps().collect();
    assert_eq!(history, ["Change timeline title", "Change timeline summary"]);
    let after =
        FILE.replace("\"Rope\", // short\n", "\"The rope\", // short\n    summary: \"Who met whom.\",\n");
    assert_eq!(text(&window), after);
}

#[test]
fn a_source_is_changed_field_by_field() {
    let mut window = open();
    window.click(Role::Button, "Source irna, used in 1 event");
    window.type_into("Source publisher", "IRNA");
    window.type_into("Source address", "irna.ir");
    assert!(window.has("Only an address like https://example.org/page can be opened"));
    window.type_into("Source address", "https://irna.ir");
    assert!(!window.has("Only an address like https://example.org/page can be opened"));
    window.key(Key::Escape);
    let steps: Vec<&str> = window.app().session().history().steps().collect();
    assert_eq!(steps, ["Change publisher of source “irna”", "Change address of source “irna”"]);
    let after = FILE.replace(
        "title: \"Pezeshkian receives\", date: \"2024-10-14\")",
        "title: \"Pezeshkian receives\", publisher: \"IRNA\", date: \"2024-10-14\", url: \"https://irna.ir\")",
    );
    assert_eq!(text(&window), after);
}

#[test]
fn another_id_reaches_whatever_names_the_source() {
    let mut window = open();
    window.click(Role::Button, "Source irna, used in 1 event");
    window.type_into("Source ID", "arvak");
    assert!(window.has("There is already a source called arvak"));
    window.harness.key_press(Key::Enter);
    window.settle();
    assert_eq!(step(&window), "", "two of one name are refused");
    window.type_into("Source ID", "agency");
    window.harness.key_press(Key::Enter);
    window.settle();
    assert_eq!(step(&window), "Rename source “irna” to “agency”");
    assert!(window.has("Source agency, used in 1 event"));
    assert_eq!(text(&window), FILE.replace("\"irna\"", "\"agency\""));
}

#[test]
fn removing_a_source_asks_where_it_is_named() {
    let mut window = open();
    window.click(Role::Button, "Source arvak, used in no event");
    window.click(Role::Button, "Remove source");
    assert_eq!(step(&window), "Remove source “arvak”");
    window.click(Role::Button, "Source irna, used in 1 event");
    window.click(Role::Button, "Remove source");
    assert!(window.has("1 event refers to it"));
    window.click(Role::Button, "Remove everywhere");
    assert_eq!(step(&window), "Remove source “irna” from 1 event");
    let event = &window.app().session().document().events()[0];
    assert_eq!(event.sources.iter().map(coeval::model::Text::as_str).collect::<Vec<_>>(), ["by phone"]);
    assert_eq!(event.accounts[0].source, None);
    window.key(Key::Escape);
    window.press(egui::Modifiers::COMMAND, Key::Z);
    window.press(egui::Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), FILE);
}

#[test]
fn a_new_source_has_an_id_made_for_it() {
    let mut window = open();
    window.click(Role::Button, "New source");
    window.type_into("Source publisher", "ARVAK");
    window.type_into("Source title", "On the talks");
    window.click(Role::Button, "Add source");
    assert_eq!(step(&window), "Add source “arvak-2”");
    let line = "        (id: \"arvak-2\", title: \"On the talks\", publisher: \"ARVAK\"),\n";
    let last = "url: \"https://example.org\"),\n";
    assert_eq!(text(&window), FILE.replace(last, &format!("{last}{line}")));
    assert!(window.has("Sources (3)"), "and is looked at");
}

#[test]
fn nothing_opens_while_read_only() {
    let mut window = Window::new(Session::sample);
    for action in [Action::ReadOnly, Action::Timeline] {
        window.app_mut().push(action.command());
        window.settle();
    }
    assert!(!window.has("Timeline title"));
}

/// Of two files in one view, a source that gets another id stays in the file that declares it.
#[test]
fn a_renamed_source_stays_in_its_file() {
    let other = FILE.replace("irna", "fars").replace("arvak", "caliber").replace("\"e\"", "\"g\"");
    let folder = tempfile::tempdir().unwrap();
    let paths = [folder.path().join("a.ron"), folder.path().join("b.ron")];
    std::fs::write(&paths[0], FILE).unwrap();
    std::fs::write(&paths[1], &other).unwrap();
    let loaded = [io::open(&paths[0]).unwrap(), io::open(&paths[1]).unwrap()];
    let mut joined = io::merge(&[&loaded[0].document, &loaded[1].document]);
    let edit = coeval::edit::rename_source(&joined, "fars", "fars-news").unwrap();
    coeval::edit::apply(&mut joined, edit).unwrap();
    let new = coeval::model::Source { id: "new".to_owned(), ..coeval::model::Source::default() };
    let edit = coeval::edit::add_source(&joined, new);
    coeval::edit::apply(&mut joined, edit).unwrap();
    for (origin, path) in (0..).zip(&paths) {
        io::save(path, &joined, origin, &loaded[usize::from(origin)].source).unwrap();
    }
    let read = |at: usize| std::fs::read_to_string(&paths[at]).unwrap();
    assert_eq!(read(1), other.replace("\"fars\"", "\"fars-news\""));
    assert!(read(0).contains("\"new\"") && !read(0).contains("fars"));
}
