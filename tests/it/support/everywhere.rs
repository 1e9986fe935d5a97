//! Every panel, menu and question of the window, one after another, with a timeline whose names are all of right-to-left
//! scripts: for tests of what must hold wherever one looks.

use std::path::PathBuf;

use coeval::app::Session;
use coeval::edit::{Edit, Field};
use coeval::io;
use coeval::io::disk::recovery::Store;
use coeval::model::calendar::{Calendar, Calendars, Script};
use coeval::model::{EventIx, LaneId};
use coeval::ui::commands::ExchangeCommand;
use coeval::ui::commands::Scope;
use coeval::ui::commands::action::Action;
use coeval::ui::commands::action_info::Menu;
use coeval::ui::commands::{
    Command, EditCommand, FileCommand, LaneAsk, Named, NamedCommand, Panel, SearchCommand, SelectCommand,
    ViewCommand,
};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, Queryable};

use super::window::Window;

const TEXT: &str = include_str!("../../data/right_to_left.ron");
const NAME: &str = "رویدادهای ۱۴۰۳ (تهران).ron";
const TABLE: &str = "تاریخ;عنوان;کشور;برچسب\n03/04/2024;دیدار شماره ۲ (باکو);Iran;گفت و گو\n05/06/2024;פגישה 3;IL;ב\n;بی تاریخ ۱;IL;\n";

/// Looks at one state of the window, which has a name.
type Visit<'a> = &'a mut dyn FnMut(&mut Window, &str);

/// Calls `visit` in every state.
pub fn everywhere(visit: Visit<'_>) {
    panels(visit);
    editing(visit);
    menus(visit);
    lists(visit);
    questions(visit);
    files(visit);
}

fn open() -> Window {
    let loaded = io::read(TEXT);
    let path = PathBuf::from(NAME);
    let mut window = Window::new(move || Session::opened(vec![(path, loaded)]));
    window.push(Command::View(ViewCommand::ReduceMotion(true)));
    window
}

impl Window {
    /// Pushes a command as a panel would, and waits until all is quiet.
    pub fn push(&mut self, command: Command) {
        self.app_mut().push(command);
        self.settle();
    }

    fn act(&mut self, action: Action) {
        self.push(action.command());
    }

    fn edit(&mut self, command: EditCommand) {
        self.push(Command::Edit(command));
    }

    fn retitle(&mut self, title: &str) {
        let event = self.app().session().document().event(EventIx(0)).id.clone();
        let field = Field::Title(title.into());
        self.edit(EditCommand::Apply(Edit::SetField { event, field }));
    }
}

fn panels(visit: Visit<'_>) {
    let mut window = open();
    visit(&mut window, "as opened, problems listed");
    for at in 0..3 {
        window.push(Command::View(ViewCommand::ShowProblem(0, at)));
        visit(&mut window, "a problem in its line");
    }
    window.act(Action::Problems);
    for panel in [Panel::Coincidences, Panel::Pairs, Panel::Keys, Panel::About, Panel::Shortcuts] {
        window.push(Command::View(ViewCommand::Toggle(panel)));
        visit(&mut window, &format!("{panel:?}"));
        window.push(Command::View(ViewCommand::Toggle(panel)));
    }
    window.push(Command::View(ViewCommand::Toggle(Panel::Coincidences)));
    window.push(Command::View(ViewCommand::Toggle(Panel::Pairs)));
    let two = |window: &Window, at: usize| window.app().session().document().lanes()[at].id.clone();
    let (a, b) = (two(&window, 0), two(&window, 1));
    window.push(Command::Pairs(coeval::ui::commands::PairsCommand::Choose(a, b)));
    visit(&mut window, "one pair of lanes");
    window.push(Command::View(ViewCommand::Toggle(Panel::Pairs)));
    window.push(Command::View(ViewCommand::Toggle(Panel::Coincidences)));
    let mut all = [Calendar::Persian, Calendar::Hebrew, Calendar::Islamic]
        .into_iter()
        .fold(Calendars::default(), |calendars, calendar| calendars.with(calendar, true));
    (all.script, all.weekends) = (Script::Own, true);
    window.push(Command::View(ViewCommand::Calendars(all)));
    visit(&mut window, "calendars in their own scripts");
    for at in 0..5 {
        window.push(Command::Select(SelectCommand::Reveal(EventIx(at))));
        visit(&mut window, "an event in the inspector");
    }
    window.push(Command::Select(SelectCommand::Toggle(EventIx(0))));
    window.push(Command::Select(SelectCommand::Toggle(EventIx(1))));
    visit(&mut window, "several events in the inspector");
    window.act(Action::MeasureLater);
    window.act(Action::MeasureLater);
    visit(&mut window, "a measured range");
    window.push(Command::View(ViewCommand::FrameTimes));
    visit(&mut window, "frame times");
    window.act(Action::Present);
    visit(&mut window, "presenting");
}

fn editing(visit: Visit<'_>) {
    let mut window = open();
    window.push(Command::Select(SelectCommand::Reveal(EventIx(0))));
    window.act(Action::EditEvent);
    visit(&mut window, "the form of an event");
    for (field, typed) in [("Country", "ا"), ("Tags", "گ"), ("People", "מ"), ("Place", "ت")] {
        if window.harness.query_all(By::new().role(Role::TextInput).label(field)).count() == 1 {
            window.type_into(field, typed);
            visit(&mut window, &format!("what is offered for {field}"));
            window.key(Key::Escape);
        }
    }
    window.key(Key::Escape);
    window.retitle("دیدار دوم (۲) در Bakı سال ۱۴۰۳");
    window.retitle("دیدار سوم (۳) در Bakı سال ۱۴۰۴");
    window.act(Action::Undo);
    window.push(Command::View(ViewCommand::Toggle(Panel::History)));
    visit(&mut window, "the history");
    window.act(Action::Delete);
    visit(&mut window, "a message that can be taken back");
    window.act(Action::Save);
    visit(&mut window, "what to save despite errors");
}

fn menus(visit: Visit<'_>) {
    let mut window = open();
    window.retitle("دیدار دوم (۲) در Bakı سال ۱۴۰۳");
    for menu in Menu::ALL {
        let name = menu.name();
        window.harness.get(By::new().role(Role::Button).label(name)).click_accesskit();
        window.settle();
        visit(&mut window, &format!("menu {name}"));
        for inner in ["Open recent", "Saved searches", "Saved views", "Theme", "Calendars", "Group lanes by"]
        {
            let by = By::new().role(Role::Button).label(inner);
            let Some(node) = window.harness.query_all(by).next() else { continue };
            node.click_accesskit();
            window.settle();
            visit(&mut window, &format!("menu {name} › {inner}"));
            window.settle();
        }
        for _ in 0..3 {
            window.key(Key::Escape);
        }
    }
    window.press(Modifiers::SHIFT, Key::F10);
    visit(&mut window, "the menu of a lane");
}

fn lists(visit: Visit<'_>) {
    let mut window = open();
    for (scope, typed) in [(Scope::All, ""), (Scope::All, "دیدار"), (Scope::Lanes, "")] {
        window.push(Command::View(ViewCommand::Palette(scope)));
        for letter in typed.chars() {
            window.harness.event(egui::Event::Text(letter.to_string()));
        }
        window.settle();
        visit(&mut window, &format!("list of {scope:?} {typed}"));
        window.key(Key::Escape);
    }
    for query in ["دیدار", "tag:گفت", "person:", "country:", "is:disputed", "باکو ("] {
        window.push(Command::Search(SearchCommand::Focus));
        window.push(Command::Search(SearchCommand::Clear));
        window.push(Command::Search(SearchCommand::Focus));
        for letter in query.chars() {
            window.harness.event(egui::Event::Text(letter.to_string()));
        }
        window.settle();
        visit(&mut window, &format!("search for {query}"));
        window.key(Key::Escape);
        window.key(Key::Escape);
    }
    window.push(Command::Search(SearchCommand::Only("دیدار".to_owned())));
    visit(&mut window, "only what was found");
}

fn questions(visit: Visit<'_>) {
    let lane = |id: &str| LaneId::new(id);
    let ask = [
        ("a name for a search", Command::Named(NamedCommand::Ask(Named::Filter))),
        ("another name for a search", Command::Named(NamedCommand::AskRename(Named::Filter, 0))),
        ("another name for a view", Command::Named(NamedCommand::AskRename(Named::View, 0))),
        ("what names to replace", Command::Edit(EditCommand::AskReplace)),
        ("the looks of a lane", Command::Edit(EditCommand::AskLane(lane("IR"), LaneAsk::Look))),
        ("where a lane goes", Command::Edit(EditCommand::AskLane(lane("IR"), LaneAsk::Merge))),
        ("what to export", Command::File(FileCommand::Exchange(ExchangeCommand::AskExport))),
    ];
    let mut window = open();
    window.push(Command::Search(SearchCommand::Ask("دیدار رسمی".to_owned())));
    for (name, command) in ask {
        window.push(command);
        if name == "what names to replace" {
            window.type_into("Find", "گفت");
        }
        visit(&mut window, name);
        window.key(Key::Escape);
        window.key(Key::Escape);
    }
    window.retitle("دیدار دوم (۲) در Bakı سال ۱۴۰۳");
    window.push(Command::File(FileCommand::Close));
    visit(&mut window, "whether to save");
}

fn files(visit: Visit<'_>) {
    let desk = tempfile::tempdir().unwrap();
    let (path, table) = (desk.path().join(NAME), desk.path().join("جدول ۱ (باکو).csv"));
    std::fs::write(&path, TEXT.replace("2024-13-45", "2024-10-17")).unwrap();
    std::fs::write(&table, TABLE).unwrap();
    let store = || Store::new(desk.path().join("recovery"));
    let opened = |path: &PathBuf| (path.clone(), io::open(path).unwrap());
    // Two files, of which one is saved as another.
    let second = desk.path().join("קובץ 2.ron");
    std::fs::write(&second, "(events: [(date: \"2024-10-14\", title: \"אירוע 5\", country: \"IL\")])")
        .unwrap();
    let both = [opened(&path), opened(&second)];
    let mut window = Window::new(move || Session::opened(both.into()));
    visit(&mut window, "two files");
    window.push(Command::File(FileCommand::SaveAs));
    visit(&mut window, "which file to save");
    drop(window);
    // An import, with what is not taken.
    let mut window = open();
    window.push(Command::File(FileCommand::OpenPaths(vec![table])));
    window.wait_until(|window| window.has("3 rows"));
    visit(&mut window, "an import");
    window.click(Role::Button, "show list");
    visit(&mut window, "what an import does not take");
    drop(window);
    // Another program writes the file, and contradicts.
    let one = opened(&path);
    let mut window = Window::safe(move || Session::opened(vec![one]), store());
    window.retitle("عنوان من در سال ۱۴۰۳ (۱)");
    let kept = store().root().to_owned();
    window.wait_until(|_| {
        kept.exists() && copies_of(&kept).iter().any(|(path, _)| path.ends_with("state.ron"))
    });
    let theirs = std::fs::read_to_string(&path).unwrap().replace("دیدار مسعود پزشکیان با", "עדכון אחר 7 של");
    std::fs::write(desk.path().join("new"), theirs).unwrap();
    std::fs::rename(desk.path().join("new"), &path).unwrap();
    window.wait_until(|window| window.has("was changed by another program"));
    visit(&mut window, "a file that was changed elsewhere");
    window.click(Role::Button, "Keep both");
    visit(&mut window, "what contradicts");
    // A run that ended without asking leaves its changes to the next.
    let left = copies_of(store().root());
    drop(window);
    for (path, content) in left {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let mut window = Window::safe(Session::sample, store());
    window.wait_until(|window| window.has("Unsaved changes from an earlier session"));
    visit(&mut window, "what another run left");
}

fn copies_of(root: &std::path::Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folders = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files =
        folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    files.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}
