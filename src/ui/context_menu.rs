//! What menus of the secondary button offer, the same wherever a thing stands: an event on the timeline or in a list, a
//! coincidence as a chip or a row, a step of the story.

use egui::{Button, Ui};

use super::commands::action::Action;
use super::commands::{
    AlignCommand, Command, Commands, PresentCommand, SelectCommand, StoryCommand, ViewCommand,
};
use super::{PanelContext, widgets};
use crate::analysis::AlignOn;
use crate::model::brief::MOST_LINE_BYTES;
use crate::model::{EventIx, brief_to};
use crate::paint::isolated;
use crate::scene::TextStyle;

/// The longest title above the entries, in bytes.
const MOST_TITLE_BYTES: usize = 120;
/// So many tags of an event have an entry.
const MAX_TAGS: usize = 6;
/// The least and the most width, in points.
const WIDTHS_PT: (f32, f32) = (220.0, 320.0);

/// The entries of a menu, and whether one of them was chosen.
pub(crate) struct Entries<'a, 'c> {
    ui: &'a mut Ui,
    commands: &'c mut Commands,
    chosen: bool,
    /// The first entry that can be chosen gets the keyboard.
    focus: bool,
}

impl<'a, 'c> Entries<'a, 'c> {
    /// Begins a menu with what it is about.
    pub fn of(ui: &'a mut Ui, shown: &PanelContext<'_>, title: &str, commands: &'c mut Commands) -> Self {
        ui.set_min_width(WIDTHS_PT.0.min(ui.ctx().content_rect().width() - 40.0));
        ui.set_max_width(WIDTHS_PT.1);
        let title = &*brief_to(title, MOST_TITLE_BYTES);
        widgets::line(ui, title, TextStyle::semibold(12.5), shown.theme.text_muted);
        Self { ui, commands, chosen: false, focus: false }
    }

    /// The keyboard goes to the first entry.
    pub fn focused(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    /// An entry that asks for something.
    pub fn put(&mut self, text: &str, tip: &str, possible: bool, command: Command) -> &mut Self {
        let button = self.ui.add_enabled(possible, Button::new(widgets::ordered(text)));
        let button = widgets::named(button, egui::accesskit::Role::Button, text);
        if possible && std::mem::take(&mut self.focus) {
            button.request_focus();
        }
        if widgets::tip(button, tip).clicked() {
            self.commands.push_back(command);
            self.chosen = true;
            self.ui.close();
        }
        self
    }

    /// An entry for an action, with its key.
    pub fn action(&mut self, shown: &PanelContext<'_>, action: Action, possible: bool) -> &mut Self {
        let info = action.info();
        let mut button = Button::new(info.text);
        if let Some(keys) = shown.keys.text(action) {
            button = button.shortcut_text(keys);
        }
        let button = self.ui.add_enabled(possible, button);
        let button = widgets::named(button, egui::accesskit::Role::Button, info.text);
        if possible && std::mem::take(&mut self.focus) {
            button.request_focus();
        }
        if widgets::tip(button, info.tooltip).clicked() {
            self.commands.push_back(action.command());
            self.chosen = true;
            self.ui.close();
        }
        self
    }

    /// A line between groups.
    pub fn line(&mut self) -> &mut Self {
        self.ui.separator();
        self
    }

    /// Whether an entry was chosen in this frame.
    pub fn was_chosen(&self) -> bool {
        self.chosen
    }
}

/// What can be done with an event; returns whether something was chosen. Entries for the selected event select it first.
pub(crate) fn event(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    ix: EventIx,
    focus: bool,
    commands: &mut Commands,
) -> bool {
    let Some(event) = shown.document.events().get(ix.index()) else { return true };
    let before = commands.len();
    let mut menu = Entries::of(ui, shown, &event.title, commands).focused(focus);
    let go = Command::Select(SelectCommand::Reveal(ix));
    menu.put("Show on the timeline", "Select this event and bring it into view", true, go);
    let fit = Command::View(ViewCommand::FitEvent(ix));
    menu.put("Zoom to event", "Show this event and the days around it", true, fit);
    menu.line();
    let on = shown.aligned.map(|aligned| &aligned.on);
    let align = |on| Command::Align(AlignCommand::On(on));
    let own = AlignOn::Event(event.id.clone());
    let known = crate::analysis::Reference::of(&event.date).is_some();
    match on == Some(&own) {
        true => {
            menu.put("Back to calendar dates", "Stop counting days from this event", true, align(own));
        }
        false => {
            let tip = "Count days before and after this event";
            menu.put("Align on this event", tip, known, align(own));
        }
    }
    let is_offered = |tag: &&str| !tag.is_empty() && tag.len() <= MOST_LINE_BYTES;
    for tag in event.tags.iter().map(|tag| tag.trim()).filter(is_offered).take(MAX_TAGS) {
        let own = AlignOn::Tag(tag.to_owned());
        if on != Some(&own) {
            let tip = "Overlay what happened around each event with this tag";
            menu.put(&format!("Align on the tag “{}”", isolated(tag)), tip, true, align(own));
        }
    }
    menu.line();
    menu.action(shown, Action::Copy, true);
    for action in [Action::EditEvent, Action::Duplicate, Action::Cut, Action::Delete] {
        menu.action(shown, action, !shown.read_only);
    }
    let chosen = menu.was_chosen();
    if chosen && shown.selection.event != Some(ix) {
        // What the entry asks for is about the selected event.
        commands.insert(before, Command::Select(SelectCommand::Event(ix)));
    }
    chosen
}

/// What can be done with a coincidence; returns whether something was chosen.
pub(crate) fn coincidence(ui: &mut Ui, shown: &PanelContext<'_>, at: usize, commands: &mut Commands) -> bool {
    let Some(brief) = shown.list.coincidences.brief(at) else { return true };
    let (day, end) = (brief.day, brief.end);
    let before = commands.len();
    let mut menu = Entries::of(ui, shown, &day.long(), commands);
    let go = || Command::Select(SelectCommand::Coincidence(at));
    menu.put("Show on the timeline", "Select this coincidence and bring it into view", true, go());
    let days = Command::View(ViewCommand::GoToDays(day, end));
    menu.put("Zoom to the day", "Show this day and those around it", !shown.is_overlaid(), days);
    menu.line();
    let step = Command::Story(StoryCommand::Add);
    menu.put("Add to the story", "Make a step of the story that shows this day", !shown.read_only, step);
    menu.line();
    menu.action(shown, Action::CoincidenceBefore, at > 0);
    menu.action(shown, Action::CoincidenceAfter, at + 1 < shown.list.coincidences.len());
    let chosen = menu.was_chosen();
    if chosen && shown.selection.coincidence != Some(at) {
        commands.insert(before, go());
    }
    chosen
}

/// What can be done with a step of the story.
pub(crate) fn step(ui: &mut Ui, shown: &PanelContext<'_>, at: usize, commands: &mut Commands) {
    let story = shown.document.story();
    let Some(step) = story.get(at) else { return };
    let (last, may_change) = (story.len() - 1, !shown.read_only);
    let story = Command::Story;
    let mut menu = Entries::of(ui, shown, &step.title, commands);
    menu.put("Show this step", "Look at what it shows", true, story(StoryCommand::Choose(at)));
    let present = Command::Present(PresentCommand::StartAt(at));
    menu.put("Present from here", "Tell the story from this step", true, present);
    menu.line();
    let retake = story(StoryCommand::Retake(at));
    menu.put("Replace with this view", "Make the step show what is in view now", may_change, retake);
    menu.put("Duplicate", "Put a copy after it", may_change, story(StoryCommand::Duplicate(at)));
    let to = |to: usize| story(StoryCommand::Move { from: at, to });
    menu.put("Move up", "Tell it earlier", may_change && at > 0, to(at.saturating_sub(1)));
    menu.put("Move down", "Tell it later", may_change && at < last, to((at + 1).min(last)));
    menu.line();
    menu.put("Delete", "Take it out of the story", may_change, story(StoryCommand::Delete(at)));
}
