//! Text of right-to-left scripts wherever the window shows it: in the order of the screen for eyes, in that of its letters
//! for the clipboard and screen readers; and the program's own words about keys, which users change.

use coeval::model::EventIx;
use coeval::paint::bidi::{self, Line};
use coeval::ui::commands::action::Action;
use coeval::ui::commands::{Command, PreferCommand, SelectCommand};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, OutputCommand, PointerButton, Shape};
use egui_kittest::kittest::{AccessKitNode, By, NodeT, Queryable};

use super::support::everywhere::everywhere;
use super::support::window::Window;

const TEXT: &str = include_str!("../data/right_to_left.ron");

fn open() -> Window {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::I);
    window.push(Command::Select(SelectCommand::Reveal(EventIx(0))));
    window
}

/// What is wrong with the text that a frame has drawn.
fn drawn_wrong(shape: &Shape, fields: &[String], wrong: &mut Vec<String>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| drawn_wrong(shape, fields, wrong)),
        Shape::Text(text) => {
            let job = &text.galley.job;
            // A field shows the letters in the order in which they are typed.
            if bidi::is_left_to_right(&job.text) || fields.contains(&job.text) {
                return;
            }
            let section = |section: &egui::text::LayoutSection| {
                let text = &job.text[section.byte_range.start.0..section.byte_range.end.0];
                bidi::is_left_to_right(text) || Line::new(text).visual().parts().count() == 1
            };
            if !job.sections.iter().all(section) {
                wrong.push(format!("not put in order: {}", job.text));
            }
            if text.galley.elided {
                wrong.push(format!("cut at the right: {}", job.text));
            }
        }
        _ => {}
    }
}

/// Whether a name reads from the right although it is a sentence of the program's.
fn turned(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() > 1).count();
    words >= 3 && bidi::is_right_to_left(name)
}

#[test]
fn every_panel_menu_and_question_draws_names_in_their_order() {
    let mut wrong = Vec::new();
    let mut states = Vec::new();
    everywhere(&mut |window, state| {
        let nodes: Vec<_> = window.harness.query_all(By::new()).collect();
        let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput | Role::SearchInput);
        let nodes = nodes.iter().map(egui_kittest::Node::accesskit_node);
        let (fields, others): (Vec<_>, Vec<_>) = nodes.partition(|node| is_field(node.role()));
        let values: Vec<String> = fields.iter().filter_map(AccessKitNode::value).collect();
        let mut here = Vec::new();
        for clipped in &window.harness.output().shapes {
            drawn_wrong(&clipped.shape, &values, &mut here);
        }
        // The rows of the list of commands are drawn in parts.
        let said = others.iter().filter(|node| node.role() != Role::ListBoxOption);
        let names = said.filter_map(AccessKitNode::label);
        here.extend(names.filter(|name| turned(name)).map(|name| format!("turned as a whole: {name}")));
        states.push(state.to_owned());
        wrong.extend(here.into_iter().map(|text| format!("{state}: {text}")));
    });
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for state in ["what contradicts", "what another run left", "an import", "menu Edit", "the history"] {
        assert!(states.iter().any(|seen| seen == state), "{state} was not seen: {states:?}");
    }
}

/// Drags over a label from one place to another, as shares of its size, copies, and gives back what the clipboard gets.
fn copied(window: &mut Window, name: &str, from: [f32; 2], to: [f32; 2]) -> String {
    let rect = window.harness.get_by_role_and_label(Role::Label, name).rect();
    let at = |[x, y]: [f32; 2]| rect.lerp_inside(egui::vec2(x, y));
    let press = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let drag = [
        Event::PointerMoved(at(from)),
        press(at(from), true),
        Event::PointerMoved(at([(from[0] + to[0]) / 2.0, to[1]])),
        Event::PointerMoved(at(to)),
        press(at(to), false),
        Event::Copy,
    ];
    let mut texts = Vec::new();
    for event in drag {
        window.harness.event(event);
        window.harness.step();
        let commands = &window.harness.output().platform_output.commands;
        texts.extend(commands.iter().filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    assert_eq!(texts.len(), 1, "{texts:?}");
    texts.remove(0)
}

#[test]
fn what_is_selected_in_labels_is_copied_as_it_is_written() {
    let mut window = open();
    let event = window.app().session().document().event(EventIx(0)).clone();
    let title = event.title.to_string();
    assert_ne!(Line::new(&title).visual().text(), title);
    assert_eq!(copied(&mut window, &title, [0.001, 0.1], [0.999, 0.9]), title, "over all of its lines");
    let native = event.title_native.to_string();
    assert_eq!(copied(&mut window, &native, [0.001, 0.5], [0.999, 0.5]), native);
    // From the right, where it begins, over two words.
    let begins = copied(&mut window, &native, [0.999, 0.5], [0.8, 0.5]);
    assert!(native.starts_with(&begins) && begins.starts_with("دیدار ر") && begins != native, "{begins:?}");
    let ends = copied(&mut window, &native, [0.001, 0.5], [0.65, 0.5]);
    assert!(native.ends_with(&ends) && ends.ends_with("سال ۱۴۰۲") && ends != native, "{ends:?}");
}

#[test]
fn what_a_text_field_copies_stays_as_it_is() {
    let mut window = open();
    window.push(Action::EditEvent.command());
    window.type_into("Title", "دیدار دوم با شما");
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(Event::Copy);
    window.harness.step();
    let commands = &window.harness.output().platform_output.commands;
    assert!(
        commands
            .iter()
            .any(|command| matches!(command, OutputCommand::CopyText(text) if text == "دیدار دوم با شما"))
    );
}

#[test]
fn screen_readers_get_lines_as_they_are_written() {
    let window = open();
    let title = window.app().session().document().event(EventIx(0)).title.to_string();
    let label = window.harness.get_by_role_and_label(Role::Label, &title);
    let runs: Vec<String> = label.accesskit_node().children().filter_map(|run| run.value()).collect();
    assert!(!runs.is_empty());
    assert_eq!(runs.join(" "), title);
}

#[test]
fn tips_name_the_keys_that_the_user_chose() {
    let mut window = open();
    let chord = "Ctrl+J".parse().unwrap();
    window.push(Command::Prefer(PreferCommand::Keys(Action::History, vec![chord])));
    window.push(Action::History.command());
    window.harness.get_by_label("Hide panel").hover();
    for _ in 0..8 {
        window.harness.step();
    }
    assert!(window.has("Hide panel (Ctrl+J)"));
}
