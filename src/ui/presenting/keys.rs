//! The keys while a story is told. They come before all others; a letter is a letter while a text field has the focus,
//! and what a clicker sends never surprises.

use egui::{Context, Event, Id, Key, Modifiers};

use crate::ui::commands::{Command, Commands, PresentCommand};

/// What decides which keys act.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// The file tells a story; without one only what covers and points acts.
    pub has_story: bool,
    /// The pictures of all steps are open: the arrows choose one.
    pub overview: bool,
    /// The story runs by itself: any key stops it.
    pub running: bool,
    /// Something waits for an answer and gets all keys.
    pub modal: bool,
}

/// Takes the keys of this frame that mean something now, and pushes what they mean. `canvas` is the timeline's id.
pub fn read(ctx: &Context, canvas: Id, situation: Situation, commands: &mut Commands) {
    if situation.modal || egui::Popup::is_any_open(ctx) {
        return;
    }
    if situation.running && ctx.input(|input| input.events.iter().any(stops)) {
        commands.push_back(Command::Present(PresentCommand::Rest));
    }
    let typing = ctx.text_edit_focused();
    let focused = ctx.memory(egui::Memory::focused);
    let free = focused.is_none_or(|id| id == canvas);
    ctx.input_mut(|input| {
        let mut taken = false;
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let asked = asked(*key, *modifiers, situation, typing, free);
            let acts = asked.is_some();
            commands.extend(asked.map(Command::Present));
            taken |= acts;
            !acts
        });
        // What a key has done must not be written as well.
        if taken && !typing {
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
    });
}

/// Whether a key ends what runs by itself before it does what it does. Esc takes that away as a layer of its own, and R
/// goes on from it.
fn stops(event: &Event) -> bool {
    matches!(event, Event::Key { key, pressed: true, .. } if !matches!(key, Key::Escape | Key::R))
}

/// What a key means, if anything.
fn asked(
    key: Key,
    held: Modifiers,
    situation: Situation,
    typing: bool,
    free: bool,
) -> Option<PresentCommand> {
    use PresentCommand as P;
    if held.command || held.ctrl || held.alt {
        return None;
    }
    // What clickers send writes nothing in a field and moves no focus.
    match key {
        Key::F5 => return Some(if held.shift { P::StartHere } else { P::Start }),
        Key::PageDown if situation.has_story => return Some(P::Next),
        Key::PageUp if situation.has_story => return Some(P::Back),
        _ if typing => return None,
        _ => {}
    }
    if situation.has_story && free {
        let arrow = |across, down, otherwise: P| {
            Some(if situation.overview { P::Choose(across, down) } else { otherwise })
        };
        let moves = match key {
            _ if held.shift => None,
            Key::ArrowRight => arrow(1, 0, P::Next),
            Key::ArrowLeft => arrow(-1, 0, P::Back),
            Key::ArrowDown => arrow(0, 1, P::Next),
            Key::ArrowUp => arrow(0, -1, P::Back),
            Key::Space => Some(P::Next),
            Key::Enter => Some(P::Enter),
            Key::Home => Some(P::First),
            Key::End => Some(P::Last),
            _ => None,
        };
        if moves.is_some() {
            return moves;
        }
    }
    letter(key, held.shift, situation.has_story)
}

/// What a letter, a digit or a sign means.
fn letter(key: Key, shift: bool, has_story: bool) -> Option<PresentCommand> {
    use PresentCommand as P;
    let everywhere = match key {
        Key::B | Key::Period => Some(P::Black),
        Key::W => Some(P::White),
        Key::L => Some(P::Pointer),
        Key::S => Some(P::Spotlight),
        Key::Z => Some(P::Freeze),
        Key::A => Some(P::Accounts),
        Key::X => Some(P::Swap),
        _ => None,
    };
    if everywhere.is_some() || !has_story {
        return everywhere;
    }
    match key {
        Key::N if shift => Some(P::Note),
        Key::N => Some(P::Next),
        Key::P => Some(P::Back),
        Key::O => Some(P::Overview),
        Key::T => Some(P::Restart),
        Key::K => Some(P::Keep),
        Key::R => Some(P::Run),
        Key::Backspace => Some(P::Return),
        key => digit(key).map(P::Digit),
    }
}

fn digit(key: Key) -> Option<u8> {
    let keys = [
        Key::Num0,
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    keys.iter().position(|own| *own == key).and_then(|at| u8::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: Situation = Situation { has_story: true, overview: false, running: false, modal: false };

    #[test]
    fn clickers_and_letters() {
        use PresentCommand as P;
        let none = Modifiers::NONE;
        for (key, meant) in [
            (Key::PageDown, P::Next),
            (Key::PageUp, P::Back),
            (Key::F5, P::Start),
            (Key::Period, P::Black),
            (Key::B, P::Black),
            (Key::Space, P::Next),
            (Key::ArrowUp, P::Back),
            (Key::Num7, P::Digit(7)),
        ] {
            assert_eq!(asked(key, none, TOLD, false, true), Some(meant), "{key:?}");
        }
        for key in [Key::B, Key::Period, Key::P, Key::Space, Key::Num7, Key::Enter, Key::Home, Key::Escape] {
            assert_eq!(asked(key, none, TOLD, true, false), None, "{key:?} in a field");
        }
        assert_eq!(asked(Key::PageDown, none, TOLD, true, false), Some(P::Next), "a clicker goes on");
        assert_eq!(asked(Key::Space, none, TOLD, false, false), None, "it presses what has the focus");
        assert_eq!(asked(Key::S, Modifiers::COMMAND, TOLD, false, true), None, "that saves");
        let overview = Situation { overview: true, ..TOLD };
        assert_eq!(asked(Key::ArrowDown, none, overview, false, true), Some(P::Choose(0, 1)));
        let silent = Situation { has_story: false, ..TOLD };
        assert_eq!(asked(Key::ArrowRight, none, silent, false, true), None, "it walks the events");
        assert_eq!(asked(Key::B, none, silent, false, true), Some(P::Black));
    }
}
