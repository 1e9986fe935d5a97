//! What stands in the list of commands: actions, events and lanes, each with the text it is found by.

use egui::accesskit::Role;

use super::super::PanelContext;
use super::super::menu::{self, Bar};
use super::choice::Choice;
use crate::analysis::{AlignOn, Reference};
use crate::model::{Day, Document, EventIx, Lane, brief, counted, going};
use crate::ui::commands::action::Action;
use crate::ui::commands::{AlignCommand, Command, LaneCommand, PreferCommand, SelectCommand, ViewCommand};
use crate::ui::state::lane_view::LaneList;
use crate::ui::words;

/// A tag, and how many events have it.
pub(super) type Tag = (String, usize);

/// Something that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// An action of the menus.
    Action(Action),
    /// Another choice of the menu View.
    Choice(Choice),
    /// To a lane, which is shown where it was hidden.
    GoTo(u32),
    /// A lane out of sight.
    Hide(u32),
    /// A lane to the top, or among the others again.
    Pin(u32),
    /// To an event.
    Event(EventIx),
    /// Days counted from an event.
    AlignOn(EventIx),
    /// Days counted from every event with the tag at this position of those of the document.
    AlignOnTag(usize),
    /// To these days, the first and the last.
    Date(Day, Day),
}

/// What lanes can be asked for.
pub(super) const OF_LANES: [fn(u32) -> Item; 3] = [Item::GoTo, Item::Hide, Item::Pin];

/// What an item says, in the parts that are drawn and searched. Empty where there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// The first part, in the colour of text.
    pub title: String,
    /// The second, muted.
    pub second: String,
    /// At the right.
    pub right: String,
}

impl Words {
    /// The parts in the order in which they are searched.
    pub fn parts(&self) -> [&str; 3] {
        [&self.title, &self.second, &self.right]
    }
}

impl Item {
    /// What it says.
    pub fn words(self, document: &Document, all: &[Lane], lanes: &LaneList, tags: &[Tag]) -> Words {
        let of = |title: String, second: &str, right: &str| Words {
            title,
            second: brief(second).into_owned(),
            right: brief(right).into_owned(),
        };
        let lane = |at: u32| brief(all.get(at as usize).map_or("", |lane| lane.name.as_str()));
        match self {
            Self::Date(first, last) => of(going::in_words((first, last)), "go to date", ""),
            Self::Action(action) => {
                of(action.info().text.trim_end_matches('…').to_owned(), action.info().menu.name(), "")
            }
            Self::Choice(choice) => {
                let (title, second) = choice.words();
                of(title, second, "")
            }
            Self::GoTo(at) if lanes.shows(at) => of(lane(at).into_owned(), "go to lane", ""),
            Self::GoTo(at) => of(lane(at).into_owned(), "show hidden lane", ""),
            Self::Hide(at) => of(lane(at).into_owned(), "hide lane", ""),
            Self::Pin(at) if lanes.is_pinned(at) => of(lane(at).into_owned(), "unpin lane", ""),
            Self::Pin(at) => of(lane(at).into_owned(), "pin lane to the top", ""),
            Self::AlignOnTag(at) => {
                let (tag, count) = tags.get(at).map_or(("", 0), |(tag, count)| (tag.as_str(), *count));
                of(brief(tag).into_owned(), "all events with this tag", &counted(count, "event"))
            }
            Self::Event(ix) | Self::AlignOn(ix) => {
                let event = document.event(ix);
                of(brief(&event.title).into_owned(), &event.title_native, event.date.text())
            }
        }
    }

    /// What besides is drawn at the right: keys, or the lane of an event.
    pub fn aside(self, shown: &PanelContext<'_>, bar: &Bar<'_>) -> String {
        match self {
            Self::Choice(choice) if choice.is_on(shown, bar) => "current".to_owned(),
            Self::Action(action) => shown.keys.text(action).unwrap_or_default(),
            Self::Event(ix) | Self::AlignOn(ix) => {
                let lane = &shown.document.event(ix).lane;
                brief(words::lane_name(shown, lane)).into_owned()
            }
            Self::Choice(_)
            | Self::GoTo(_)
            | Self::Hide(_)
            | Self::Pin(_)
            | Self::AlignOnTag(_)
            | Self::Date(..) => String::new(),
        }
    }

    /// Why it cannot be chosen now, if so.
    pub fn why_not(self, shown: &PanelContext<'_>, bar: &Bar<'_>, lanes: &LaneList) -> Option<&'static str> {
        match self {
            Self::Action(action) if menu::is_possible(action, shown, bar) => None,
            Self::Action(action) => Some(reason(action)),
            Self::Hide(lane) | Self::Pin(lane) if !lanes.shows(lane) => Some("lane is hidden"),
            Self::AlignOn(ix) if Reference::of(&shown.document.event(ix).date).is_none() => {
                Some("its beginning is unknown")
            }
            Self::Choice(_)
            | Self::GoTo(_)
            | Self::Hide(_)
            | Self::Pin(_)
            | Self::Event(_)
            | Self::AlignOn(_)
            | Self::AlignOnTag(_)
            | Self::Date(..) => None,
        }
    }

    /// What it asks the program to do.
    pub fn commands(self, shown: &PanelContext<'_>, bar: &Bar<'_>, tags: &[Tag]) -> Vec<Command> {
        let document = shown.document;
        let align = |on| vec![Command::Align(AlignCommand::On(on))];
        let lane = |command| vec![Command::View(ViewCommand::Lane(command))];
        match self {
            Self::Action(action) => vec![Command::Prefer(PreferCommand::Chose(action)), action.command()],
            Self::Choice(choice) => vec![choice.command(shown, bar)],
            Self::GoTo(at) => vec![Command::Select(SelectCommand::InLane(at))],
            Self::Hide(at) => lane(LaneCommand::Hide(at)),
            Self::Pin(at) => lane(LaneCommand::Pin(at)),
            Self::Date(first, last) => vec![Command::View(ViewCommand::GoToDays(first, last))],
            Self::Event(ix) => vec![Command::Select(SelectCommand::Reveal(ix))],
            Self::AlignOn(ix) => align(AlignOn::Event(document.event(ix).id.clone())),
            Self::AlignOnTag(at) => {
                tags.get(at).map_or_else(Vec::new, |(tag, _)| align(AlignOn::Tag(tag.clone())))
            }
        }
    }
}

/// Why an action is not possible, where it is not.
fn reason(action: Action) -> &'static str {
    match action {
        Action::Undo | Action::Redo => "nothing to undo or redo",
        Action::Back => "no earlier view",
        Action::ShowAllLanes => "no hidden lanes",
        Action::LaneMenu => "no lanes",
        Action::CoincidenceBefore | Action::CoincidenceAfter => "no coincidences",
        Action::Member => "no coincidence selected",
        Action::HideRest => "no search",
        Action::EditEvent => "no event selected",
        Action::Unalign => "already showing calendar dates",
        _ => "not available now",
    }
}

/// Names a row for a screen reader.
pub(super) fn name_row(
    response: &egui::Response,
    enabled: bool,
    selected: bool,
    words: &Words,
    aside: &str,
    why: Option<&str>,
) {
    let parts = words.parts().into_iter().chain([aside, why.unwrap_or_default()]);
    let name: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let name = name.join(", ");
    response.widget_info(|| egui::WidgetInfo::selected(Role::ListBoxOption, enabled, selected, &name));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(selected));
}
