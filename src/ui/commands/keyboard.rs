//! From keys to commands: which key acts now, given where the focus is, and the rule that no letter acts while a
//! text field has it.

use egui::{Context, Event, Id, Key};

use super::action::Action;
use super::keymap::{Chord, Keymap};
use super::{Command, Commands, EditCommand, SearchCommand, ViewCommand};
use crate::ui::ids;

/// Pushes the commands of the keys pressed in this frame. `canvas` is the timeline's id; `modal` says that a
/// question waits for an answer, which then gets all keys.
pub fn read(
    ctx: &Context,
    canvas: Id,
    (modal, presenting): (bool, bool),
    keymap: &Keymap,
    commands: &mut Commands,
) {
    if modal {
        return;
    }
    let menu = egui::Popup::is_any_open(ctx);
    let typing = ctx.text_edit_focused();
    // egui has taken the focus from a field by the time its Escape arrives here.
    let was_typing = Id::unique("the text field that had the focus");
    let focused = ctx.memory(egui::Memory::focused);
    let typed_in = focused.filter(|_| typing);
    let left_by_escape = ctx.data_mut(|data| {
        let before = data.get_temp::<Option<Id>>(was_typing).flatten();
        data.insert_temp(was_typing, typed_in);
        before
    });
    let in_field = typed_in.or(left_by_escape);
    let on_canvas = focused.is_none_or(|id| id == canvas);
    // What acts here is taken away, or a text field would undo its letters besides.
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            if menu && *key == Key::Escape {
                return true; // closes the menu
            }
            let command = match *key {
                Key::Escape if in_field == Some(ids::field_id()) => {
                    Some(Command::Search(SearchCommand::Clear))
                }
                Key::Escape if in_field.is_some() => Some(Command::Edit(EditCommand::EndGroup)),
                Key::Escape => Some(Command::View(ViewCommand::Escape)),
                key => command_of(keymap, Chord::new(key, *modifiers), typing, on_canvas)
                    .filter(|(action, chord)| !presenting || acts_while_presenting(*action, *chord))
                    .map(|(action, _)| action.command()),
            };
            let acts = command.is_some();
            commands.extend(command);
            !acts
        });
    });
}

fn command_of(keymap: &Keymap, chord: Chord, typing: bool, on_canvas: bool) -> Option<(Action, Chord)> {
    let action = keymap.action_of(chord)?;
    acts(action, chord, typing, on_canvas).then_some((action, chord))
}

/// Whether a key acts while the room looks: what finds, zooms, walks and helps. A letter that is pressed by mistake does
/// nothing.
fn acts_while_presenting(action: Action, chord: Chord) -> bool {
    let is_letter = chord.key.name().chars().count() == 1 && !chord.command;
    match action {
        Action::Find
        | Action::GoToDate
        | Action::FindLane
        | Action::Palette
        | Action::Keys
        | Action::FullScreen
        | Action::Save
        | Action::Quit
        | Action::Larger
        | Action::Smaller
        | Action::UsualSize
        | Action::NextControl
        | Action::ControlBefore => true,
        Action::ZoomIn
        | Action::ZoomOut
        | Action::CoincidenceBefore
        | Action::CoincidenceAfter
        | Action::Back
        | Action::Forward
        | Action::Member
        | Action::EventBefore
        | Action::EventAfter
        | Action::AnyBefore
        | Action::AnyAfter
        | Action::LaneUp
        | Action::LaneDown
        | Action::First
        | Action::Last
        | Action::FrameTimes => !is_letter,
        _ => false,
    }
}

/// Whether a key acts now, given where the focus is.
fn acts(action: Action, chord: Chord, typing: bool, on_canvas: bool) -> bool {
    if action.needs_canvas() || chord.is_needed_elsewhere() {
        return on_canvas;
    }
    if !typing {
        return true;
    }
    // A text field has its own use for these.
    if matches!(action, Action::Cut | Action::Copy | Action::Paste | Action::Duplicate) {
        return false;
    }
    chord.acts_while_typing()
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    #[test]
    fn keys_find_their_actions() {
        let keymap = Keymap::default();
        for (key, modifiers, action) in [
            (Key::F, Modifiers::NONE, Some(Action::Fit)),
            (Key::F, Modifiers::COMMAND, Some(Action::Find)),
            (Key::Slash, Modifiers::SHIFT, Some(Action::Find)),
            (Key::S, Modifiers::NONE, Some(Action::ZoomOut)),
            (Key::S, Modifiers::COMMAND, Some(Action::Save)),
            (Key::S, Modifiers::COMMAND.plus(Modifiers::SHIFT), Some(Action::SaveAs)),
            (Key::OpenBracket, Modifiers::ALT, Some(Action::CoincidenceBefore)),
            (Key::Plus, Modifiers::SHIFT, Some(Action::ZoomIn)),
            (Key::Plus, Modifiers::COMMAND, Some(Action::Larger)),
            (Key::Equals, Modifiers::COMMAND, Some(Action::Larger)),
            (Key::Y, Modifiers::COMMAND, Some(Action::Redo)),
            (Key::R, Modifiers::COMMAND, None),
        ] {
            assert_eq!(keymap.action_of(Chord::new(key, modifiers)), action, "{key:?} {modifiers:?}");
        }
    }

    #[test]
    fn letters_rest_while_typing() {
        let chord = |text: &str| text.parse::<Chord>().unwrap();
        assert!(!acts(Action::Fit, chord("F"), true, false));
        assert!(acts(Action::Save, chord("Ctrl+S"), true, false));
        assert!(acts(Action::Present, chord("F5"), true, false));
        assert!(!acts(Action::AnyAfter, chord("Ctrl+Right"), true, false));
        assert!(!acts(Action::Fit, chord("Enter"), false, false), "Enter presses what has the focus");
        assert!(acts(Action::Fit, chord("Enter"), false, true));
    }
}
