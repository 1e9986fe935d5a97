//! From keys to commands: one table, made of the actions' own shortcuts, and the rule that no letter acts while
//! a text field has the focus.

use egui::{Context, Event, Id, Key, Modifiers};

use super::action::Action;
use super::command::{Command, Commands, EditCommand, SearchCommand, ViewCommand};
use super::search_box;

/// Second keys of actions that menus do not show.
const ALSO: [(Modifiers, Key, Action); 7] = [
    (Modifiers::NONE, Key::Slash, Action::Find),
    (Modifiers::NONE, Key::Plus, Action::ZoomIn),
    (Modifiers::NONE, Key::Equals, Action::ZoomIn),
    (Modifiers::NONE, Key::Minus, Action::ZoomOut),
    (Modifiers::NONE, Key::Questionmark, Action::Keys),
    (Modifiers::COMMAND, Key::Y, Action::Redo),
    (Modifiers::NONE, Key::Menu, Action::LaneMenu),
];

/// Pushes the commands of the keys pressed in this frame. `canvas` is the timeline's id; `modal` says that a
/// question waits for an answer, which then gets all keys.
pub fn read(ctx: &Context, canvas: Id, modal: bool, commands: &mut Commands) {
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
                Key::Escape if in_field == Some(search_box::field_id()) => {
                    Some(Command::Search(SearchCommand::Clear))
                }
                Key::Escape if in_field.is_some() => Some(Command::Edit(EditCommand::EndGroup)),
                Key::Escape => Some(Command::View(ViewCommand::Escape)),
                key => command_of(key, *modifiers, typing, on_canvas),
            };
            let acts = command.is_some();
            commands.extend(command);
            !acts
        });
    });
}

fn command_of(key: Key, modifiers: Modifiers, typing: bool, on_canvas: bool) -> Option<Command> {
    let action = action_of(key, modifiers)?;
    acts(action, modifiers, key, typing, on_canvas).then(|| action.command())
}

/// Whether a key acts now, given where the focus is.
fn acts(action: Action, modifiers: Modifiers, key: Key, typing: bool, on_canvas: bool) -> bool {
    if action.needs_canvas() {
        return on_canvas;
    }
    if !typing {
        return true;
    }
    let function_key = matches!(key, Key::F1 | Key::F5 | Key::F11 | Key::F12);
    function_key || modifiers.command
}

fn action_of(key: Key, modifiers: Modifiers) -> Option<Action> {
    let by_shortcut = Action::ALL.into_iter().find(|action| {
        action.info().shortcut.is_some_and(|s| s.key == key && matches(modifiers, s.modifiers, key))
    });
    by_shortcut.or_else(|| {
        ALSO.into_iter()
            .find(|(wanted, k, _)| *k == key && matches(modifiers, *wanted, key))
            .map(|(_, _, action)| action)
    })
}

/// Whether the held modifiers are the wanted ones. Signs such as + and [ need Shift or Alt on some keyboards,
/// so those are not looked at for them.
fn matches(held: Modifiers, wanted: Modifiers, key: Key) -> bool {
    let sign = matches!(
        key,
        Key::Plus
            | Key::Equals
            | Key::Minus
            | Key::OpenBracket
            | Key::CloseBracket
            | Key::Questionmark
            | Key::Slash
    );
    if sign { held.command == wanted.command } else { held.matches_exact(wanted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_find_their_actions() {
        for (key, modifiers, action) in [
            (Key::F, Modifiers::NONE, Some(Action::Fit)),
            (Key::F, Modifiers::COMMAND, Some(Action::Find)),
            (Key::Slash, Modifiers::SHIFT, Some(Action::Find)),
            (Key::S, Modifiers::NONE, Some(Action::ZoomOut)),
            (Key::S, Modifiers::COMMAND, Some(Action::Save)),
            (Key::S, Modifiers::COMMAND.plus(Modifiers::SHIFT), Some(Action::SaveAs)),
            (Key::OpenBracket, Modifiers::ALT, Some(Action::CoincidenceBefore)),
            (Key::Plus, Modifiers::SHIFT, Some(Action::ZoomIn)),
            (Key::Y, Modifiers::COMMAND, Some(Action::Redo)),
            (Key::R, Modifiers::COMMAND, None),
        ] {
            assert_eq!(action_of(key, modifiers), action, "{key:?} {modifiers:?}");
        }
    }

    #[test]
    fn letters_rest_while_typing() {
        assert!(!acts(Action::Fit, Modifiers::NONE, Key::F, true, false));
        assert!(acts(Action::Save, Modifiers::COMMAND, Key::S, true, false));
        assert!(acts(Action::Present, Modifiers::NONE, Key::F5, true, false));
        assert!(!acts(Action::AnyAfter, Modifiers::COMMAND, Key::ArrowRight, true, false));
    }
}
