//! Accounts in the window: what one leaves out is tagged beside it, and events whose accounts differ are shown alone by
//! one key, and all again.

use coeval::model::EventId;
use coeval::ui::commands::{Command, EditCommand, SelectCommand};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

use crate::support::window::Window;

const FILE: &str = r#"(events: [
    (id: "told", date: "2024-10-14", title: "Talks", country: "IR", accounts: [
        (by: "IR", says: "They spoke of trade.", grade: "B2"),
        (by: "AZ", says: "They spoke of gas.", omits: ["the invitation"]),
    ]),
    (id: "plain", date: "2024-10-15", title: "Elsewhere", country: "IL"),
    (id: "agreed", date: "2024-10-16", title: "Agreed", country: "IL", accounts: [(by: "IL", says: "Yes.")]),
])"#;

fn omits(window: &Window) -> Vec<Vec<String>> {
    let document = window.app().session().document();
    let event = document.event(document.find(&EventId::new("told")).unwrap());
    event.accounts.iter().map(|account| account.omits.iter().map(ToString::to_string).collect()).collect()
}

fn opened() -> Window {
    let mut window = Window::of("a.ron", FILE);
    let ix = window.app().session().document().find(&EventId::new("told")).unwrap();
    window.app_mut().push(Command::Select(SelectCommand::Event(ix)));
    window.settle();
    window
}

#[test]
fn what_an_account_leaves_out_is_tagged_beside_it_in_one_step() {
    let mut window = opened();
    assert!(window.has("omits: the invitation"));
    assert!(window.has("Accounts differ"));
    window.key(Key::F2);
    window.type_into("Omitted by account 1", "the gas");
    window.key(Key::Enter);
    assert_eq!(omits(&window), [vec!["the gas".to_owned()], vec!["the invitation".to_owned()]]);
    assert_eq!(window.app().session().undo_label(), Some("Change accounts of “Talks”"));
    window.type_into("Omitted by account 1", "the gas");
    window.key(Key::Enter);
    assert_eq!(omits(&window)[0].len(), 1, "what is there is not added once more");
    window.type_into("Omitted by account 1", "invit");
    assert!(window.has("the invitation"), "what others leave out is offered");
    window.type_into("Omitted by account 1", "");
    window.click(Role::Button, "Remove the invitation");
    assert_eq!(omits(&window), [vec!["the gas".to_owned()], vec![]]);
    window.app_mut().push(Command::Edit(EditCommand::Undo));
    window.settle();
    window.app_mut().push(Command::Edit(EditCommand::Undo));
    window.settle();
    assert_eq!(omits(&window), [vec![], vec!["the invitation".to_owned()]], "a step each");
}

#[test]
fn disputed_events_alone_and_all_again() {
    let mut window = opened();
    let shown = |window: &Window| {
        let only = window.app().view().search.only().cloned();
        only.map(|hits| (0..3).filter(|ix| hits.contains(coeval::model::EventIx(*ix))).count())
    };
    assert_eq!(shown(&window), None);
    window.key(Key::X);
    assert_eq!(shown(&window), Some(1));
    assert_eq!(window.app().view().search.text, "is:disputed", "the search says what is hidden");
    window.key(Key::X);
    assert_eq!(shown(&window), None);
    window.click(Role::Button, "Show only disputed events");
    assert_eq!(shown(&window), Some(1));
    window.key(Key::Escape);
    assert_eq!(shown(&window), None, "it is one layer");
    window.click(Role::Button, "Show only disputed events");
    window.click(Role::Button, "Show all events");
    assert_eq!(shown(&window), None);
}

#[test]
fn a_grade_is_explained_where_it_is_pointed_at() {
    let mut window = opened();
    assert!(!window.has("usually reliable, probably true"));
    window.harness.get_by_label("B2").hover();
    for _ in 0..12 {
        window.harness.step();
    }
    assert!(window.has("usually reliable, probably true"));
}
