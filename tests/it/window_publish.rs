//! Publishing from the window: what leaves is made, proved and shown before anything is written.

use std::sync::Arc;

use coeval::ui::commands::{Command, FileCommand, PublishCommand, PublishKind, PublishWishes, PublishedPage};
use egui::accesskit::Role;

use crate::support::window::Window;

impl Window {
    fn publish(&mut self, command: PublishCommand) {
        let command = Command::File(FileCommand::Publish(command));
        self.harness.state_mut().as_mut().unwrap().push(command);
    }

    /// Runs frames until the window says something; the page is made on another thread meanwhile.
    fn until_it_says(&mut self, text: &str) {
        for _ in 0..1500 {
            self.harness.step();
            if self.has(text) {
                return self.settle();
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("the window never says {text:?}");
    }
}

#[test]
fn what_leaves_is_shown_before_and_follows_what_is_wanted() {
    let mut window = Window::sample();
    window.publish(PublishCommand::Ask(PublishWishes::default()));
    window.until_it_says("What leaves");
    assert!(window.has("28 events in 8 lanes, 16 accounts, 22 sources, 7 steps"));
    assert!(window.has("Read back: no text of a private note is in it."));
    assert!(window.has("Stays behind: 11 private notes."));
    window.click(Role::CheckBox, "Include private notes");
    window.until_it_says("Private notes are included.");
    assert!(!window.has("Read back: no text of a private note is in it."));
    window.click(Role::CheckBox, "With the story");
    window.until_it_says("7 steps.");
    assert!(window.has("28 events in 8 lanes, 16 accounts, 22 sources, and 4 private notes"));
    window.click(Role::RadioButton, "PDF poster");
    window.until_it_says("A0");
    assert!(!window.has("With the story"), "a poster shows the timeline");
    window.click(Role::RadioButton, "PDF pages");
    window.until_it_says("Accounts and sources at the end");
    window.click(Role::Button, "Cancel");
    assert!(!window.has("What leaves"));
}

#[test]
fn what_was_shown_is_what_is_written_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rope.html");
    std::fs::write(&path, "what stood there").unwrap();
    let mut window = Window::sample();
    let page = PublishedPage {
        kind: PublishKind::Page,
        bytes: Arc::new(b"<!DOCTYPE html>".to_vec()),
        told: "1 event".to_owned(),
        notes: false,
    };
    window.publish(PublishCommand::To(path.clone(), page.clone()));
    window.until_it_says("Published rope.html: 1 event");
    assert_eq!(std::fs::read(&path).unwrap(), b"<!DOCTYPE html>");
    assert_eq!(std::fs::read_to_string(folder.path().join("rope.html.bak")).unwrap(), "what stood there");
    // A file of that name is asked about where no dialog has.
    let write = FileCommand::Publish(PublishCommand::To(path.clone(), page));
    window
        .harness
        .state_mut()
        .as_mut()
        .unwrap()
        .push(Command::File(FileCommand::IfFree(path, Box::new(write))));
    window.until_it_says("Replace rope.html?");
}
