//! Which keys stand for which action: those of the list of actions, until the user chooses others. Menus,
//! tooltips, help and the list of commands ask here, so that a changed key shows everywhere.
//!
//! A key is what the keyboard's layout makes of it (so "Ctrl+S" is where the S is, on Dvorak too); where a layout
//! has no Latin letters egui gives the key in that place instead. Signs such as [ and + need Shift or Alt on some
//! keyboards, so those two are not looked at for signs.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use egui::{Key, ModifierNames, Modifiers};

use super::action::Action;

/// Second keys of actions that menus do not show.
const ALSO: [(Modifiers, Key, Action); 9] = [
    (Modifiers::NONE, Key::Slash, Action::Find),
    (Modifiers::NONE, Key::Plus, Action::ZoomIn),
    (Modifiers::NONE, Key::Equals, Action::ZoomIn),
    (Modifiers::NONE, Key::Minus, Action::ZoomOut),
    (Modifiers::NONE, Key::Questionmark, Action::Keys),
    (Modifiers::COMMAND, Key::Equals, Action::Larger),
    (Modifiers::COMMAND, Key::Y, Action::Redo),
    (Modifiers::ALT, Key::ArrowLeft, Action::Back),
    (Modifiers::ALT, Key::ArrowRight, Action::Forward),
];

/// A key with what is held down besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// Ctrl, or Cmd on a Mac.
    pub command: bool,
    /// Shift; never for signs.
    pub shift: bool,
    /// Alt, or Option; never for signs.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Chord {
    /// A key as it was pressed.
    #[must_use]
    pub fn new(key: Key, held: Modifiers) -> Self {
        let counts = !is_sign(key);
        Self { command: held.command, shift: held.shift && counts, alt: held.alt && counts, key }
    }

    /// As people write it.
    #[must_use]
    pub fn text(self) -> String {
        let key = match self.key {
            Key::ArrowLeft => "←",
            Key::ArrowRight => "→",
            Key::ArrowUp => "↑",
            Key::ArrowDown => "↓",
            Key::Menu => "menu key",
            key => key.symbol_or_name(),
        };
        if cfg!(target_os = "macos") {
            let held = ModifierNames::NAMES.format(&self.held(), true);
            return if held.is_empty() { key.to_owned() } else { format!("{held}+{key}") };
        }
        self.as_on_a_pc(key)
    }

    /// What is held down.
    fn held(self) -> Modifiers {
        Modifiers { command: self.command, shift: self.shift, alt: self.alt, ..Modifiers::NONE }
    }

    /// The same on every system, so that files can go from one to another.
    fn as_on_a_pc(self, key: &str) -> String {
        let held = [(self.command, "Ctrl"), (self.shift, "Shift"), (self.alt, "Alt")];
        let held: String = held.iter().filter(|(on, _)| *on).map(|(_, name)| format!("{name}+")).collect();
        held + key
    }

    /// Whether the key does something in a text field or moves the focus, so that by itself it may only act
    /// where the timeline has the focus.
    #[must_use]
    pub fn is_needed_elsewhere(self) -> bool {
        let moves = matches!(
            self.key,
            Key::Tab
                | Key::Enter
                | Key::Space
                | Key::ArrowLeft
                | Key::ArrowRight
                | Key::ArrowUp
                | Key::ArrowDown
                | Key::Home
                | Key::End
                | Key::PageUp
                | Key::PageDown
        );
        moves && !self.command
    }

    /// Whether the key acts although a text field has the focus: it writes nothing and moves no cursor.
    #[must_use]
    pub fn acts_while_typing(self) -> bool {
        let moves = self.is_needed_elsewhere()
            || matches!(
                self.key,
                Key::A | Key::Backspace | Key::Delete | Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp
            )
            || matches!(self.key, Key::ArrowDown | Key::Home | Key::End | Key::Enter);
        let is_function_key = self.key.name().len() > 1
            && self.key.name().starts_with('F')
            && self.key.name()[1..].chars().all(|c| c.is_ascii_digit());
        is_function_key || (self.command && !moves)
    }
}

/// As files write it: "Ctrl+Shift+OpenBracket".
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_on_a_pc(self.key.name()))
    }
}

impl FromStr for Chord {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut held = Modifiers::NONE;
        let mut rest = text.trim();
        while let Some((name, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
            match name.trim().to_ascii_lowercase().as_str() {
                "ctrl" | "cmd" => held.command = true,
                "shift" => held.shift = true,
                "alt" | "option" => held.alt = true,
                _ => return Err(()),
            }
            rest = after.trim();
        }
        Ok(Self::new(Key::from_name(rest).ok_or(())?, held))
    }
}

/// Words about keys as they are called on this system: "Cmd+click" and "Option" on a Mac, else as written.
#[must_use]
pub fn keys_of_system(words: &str) -> Cow<'_, str> {
    if cfg!(target_os = "macos") { Cow::Owned(keys_of_a_mac(words)) } else { Cow::Borrowed(words) }
}

fn keys_of_a_mac(words: &str) -> String {
    words.replace("Ctrl", ModifierNames::NAMES.mac_cmd).replace("Alt", ModifierNames::NAMES.mac_alt)
}

/// Signs that layouts put in different places, with Shift or Alt or without.
fn is_sign(key: Key) -> bool {
    matches!(
        key,
        Key::Plus
            | Key::Equals
            | Key::Minus
            | Key::OpenBracket
            | Key::CloseBracket
            | Key::OpenCurlyBracket
            | Key::CloseCurlyBracket
            | Key::Questionmark
            | Key::Exclamationmark
            | Key::Slash
            | Key::Backslash
            | Key::Pipe
            | Key::Colon
            | Key::Semicolon
            | Key::Comma
            | Key::Period
            | Key::Backtick
            | Key::Quote
    )
}

/// The keys of all actions.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Keymap {
    /// The keys of the actions that were changed, as the file writes them; of unknown actions too, which a later
    /// version may know.
    changed: BTreeMap<String, Vec<String>>,
}

impl Keymap {
    /// The keys of an action.
    #[must_use]
    pub fn chords(&self, action: Action) -> Vec<Chord> {
        match self.changed.get(&action.name()) {
            Some(chords) => chords.iter().filter_map(|text| text.parse().ok()).collect(),
            None => usual(action),
        }
    }

    /// The keys of an action as menus show them; `None` where it has none.
    #[must_use]
    pub fn text(&self, action: Action) -> Option<String> {
        if !self.is_changed(action) && !cfg!(target_os = "macos") {
            return action.info().shortcut.map(|shortcut| shortcut.text.to_owned());
        }
        let chords: Vec<String> = self.chords(action).into_iter().map(Chord::text).collect();
        (!chords.is_empty()).then(|| chords.join(" or "))
    }

    /// What an action does, with its keys, for tooltips.
    #[must_use]
    pub fn tooltip(&self, action: Action) -> String {
        self.with(action.info().tooltip, action)
    }

    /// Words with the keys of an action behind them, "Close (Ctrl+H)".
    #[must_use]
    pub fn with(&self, words: &str, action: Action) -> String {
        self.text(action).map_or_else(|| words.to_owned(), |keys| format!("{words} ({keys})"))
    }

    /// The keys of two actions that belong together, `[ and ]`; `None` where one has none.
    #[must_use]
    pub fn both(&self, one: Action, other: Action) -> Option<String> {
        Some(format!("{} and {}", self.text(one)?, self.text(other)?))
    }

    /// What a key stands for. What the user chose goes before what was there at first.
    #[must_use]
    pub fn action_of(&self, chord: Chord) -> Option<Action> {
        let has = |action: &Action| self.chords(*action).contains(&chord);
        let (changed, usual): (Vec<Action>, Vec<Action>) =
            Action::ALL.into_iter().partition(|action| self.is_changed(*action));
        changed.into_iter().chain(usual).find(has)
    }

    /// Whether an action has other keys than at first.
    #[must_use]
    pub fn is_changed(&self, action: Action) -> bool {
        self.changed.contains_key(&action.name())
    }

    /// Whether any action has.
    #[must_use]
    pub fn is_any_changed(&self) -> bool {
        Action::ALL.into_iter().any(|action| self.is_changed(action))
    }

    /// Gives an action these keys and no others; who had one of them before loses it.
    pub fn set(&mut self, action: Action, chords: &[Chord]) {
        for other in Action::ALL.into_iter().filter(|other| *other != action) {
            let own = self.chords(other);
            let left: Vec<Chord> = own.iter().copied().filter(|chord| !chords.contains(chord)).collect();
            if left.len() < own.len() {
                self.put(other, &left);
            }
        }
        self.put(action, chords);
    }

    /// Gives an action back the keys that it had at first; who has one of them now loses it.
    pub fn reset(&mut self, action: Action) {
        self.set(action, &usual(action));
    }

    /// Gives all actions back the keys that they had at first.
    pub fn reset_all(&mut self) {
        for action in Action::ALL {
            self.changed.remove(&action.name());
        }
    }

    fn put(&mut self, action: Action, chords: &[Chord]) {
        if chords == usual(action) {
            self.changed.remove(&action.name());
        } else {
            self.changed.insert(action.name(), chords.iter().map(Chord::to_string).collect());
        }
    }
}

/// The keys that an action has at first.
fn usual(action: Action) -> Vec<Chord> {
    let first = action.info().shortcut.map(|shortcut| Chord::new(shortcut.key, shortcut.modifiers));
    let also = ALSO.into_iter().filter(|(_, _, other)| *other == action);
    first.into_iter().chain(also.map(|(held, key, _)| Chord::new(key, held))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chord(text: &str) -> Chord {
        text.parse().unwrap()
    }

    #[test]
    fn keys_are_written_and_read() {
        for text in ["Ctrl+Shift+S", "W", "Alt+Left", "F5", "Ctrl+Plus", "OpenBracket", "Shift+F10"] {
            assert_eq!(chord(text).to_string(), text);
        }
        assert_eq!(chord("ctrl + shift+s"), chord("Ctrl+Shift+S"));
        assert_eq!(chord("Shift+Plus"), chord("Plus"), "signs need Shift on some keyboards");
        for wrong in ["", "Ctrl+", "Hyper+S", "Ctrl+Nothing"] {
            assert_eq!(wrong.parse::<Chord>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn words_about_keys_are_those_of_the_system() {
        assert_eq!(
            keys_of_a_mac("Ctrl+click, Ctrl+C; with Alt by hours"),
            "Cmd+click, Cmd+C; with Option by hours"
        );
        assert_eq!(chord("Option+Left"), chord("Alt+Left"));
        let held = chord("Ctrl+Shift+S").held();
        assert_eq!(ModifierNames::NAMES.format(&held, true), "Shift+Cmd");
    }

    #[test]
    fn every_usual_key_stands_for_one_action() {
        let keymap = Keymap::default();
        for action in Action::ALL {
            for chord in keymap.chords(action) {
                assert_eq!(keymap.action_of(chord), Some(action), "{chord}");
            }
        }
    }

    #[test]
    fn a_key_that_is_given_is_taken_from_who_had_it() {
        let mut keymap = Keymap::default();
        keymap.set(Action::Fit, &[chord("W")]);
        assert_eq!(keymap.action_of(chord("W")), Some(Action::Fit));
        assert_eq!(keymap.action_of(chord("F")), None);
        assert_eq!(keymap.text(Action::Fit).as_deref(), Some("W"));
        assert_eq!(keymap.chords(Action::ZoomIn), [chord("Plus"), chord("Equals")]);
        assert!(keymap.tooltip(Action::Fit).ends_with("(W)"));
        keymap.reset(Action::ZoomIn);
        assert_eq!(keymap.action_of(chord("W")), Some(Action::ZoomIn));
        assert!(keymap.chords(Action::Fit).is_empty() && keymap.text(Action::Fit).is_none());
        keymap.reset_all();
        assert_eq!(keymap, Keymap::default());
    }

    #[test]
    fn what_is_the_usual_again_is_not_kept_as_a_change() {
        let mut keymap = Keymap::default();
        keymap.set(Action::Fit, &[chord("Ctrl+J")]);
        assert!(keymap.is_changed(Action::Fit) && keymap.is_any_changed());
        keymap.set(Action::Fit, &[chord("F")]);
        assert_eq!(keymap, Keymap::default());
    }

    #[test]
    fn unknown_names_and_keys_of_a_file_do_no_harm() {
        let changed = [("Fit", vec!["Ctrl+J", "Ctrl+Moon"]), ("Teleport", vec!["Alt+J"])];
        let changed = changed
            .map(|(name, keys)| (name.to_owned(), keys.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        let mut keymap = Keymap { changed: changed.into() };
        assert_eq!(keymap.chords(Action::Fit), [chord("Ctrl+J")]);
        assert_eq!(keymap.action_of(chord("Alt+J")), None);
        keymap.reset_all();
        assert!(keymap.changed.contains_key("Teleport"), "a later version may know it");
    }

    #[test]
    fn only_keys_that_write_nothing_act_while_typing() {
        for acts in ["Ctrl+S", "F5", "F11", "Ctrl+Shift+P", "Ctrl+Plus"] {
            assert!(chord(acts).acts_while_typing(), "{acts}");
        }
        for rests in ["W", "Shift+W", "Alt+W", "Plus", "Left", "Ctrl+Left", "Ctrl+A", "Backspace", "Tab"] {
            assert!(!chord(rests).acts_while_typing(), "{rests}");
        }
    }
}
