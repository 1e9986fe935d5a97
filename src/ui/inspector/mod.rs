//! The panel at the right: the day that was gone to with what happened on it, and the selected event with who
//! says what about it.

mod accounts;
mod accounts_form;
mod align;
mod backlinks;
mod calendars;
mod chips;
mod complete;
mod day;
mod event;
mod fields;
mod form;
mod links_form;
mod offers;
mod several;
mod sources_form;

use egui::{Color32, Frame, Margin, Panel, ScrollArea, Ui};

use super::commands::Commands;
use super::commands::action::Action;
use super::widgets::textures::Flags;
use super::{Shown, widgets};
use crate::analysis::Coincidence;
use crate::model::{EventId, LaneId};
use crate::paint::isolated;
use crate::scene::TextStyle;
pub use backlinks::Backlinks;
pub use form::Drafts;
pub use several::Common;

/// What the panel keeps between frames.
#[derive(Default)]
pub struct InspectorState {
    /// Whether the selected event is being edited.
    pub editing: bool,
    /// What was typed and is not, or not yet, in the document.
    drafts: Drafts,
    /// The event the drafts belong to.
    event: Option<EventId>,
    /// The title is to get the focus.
    focus_title: bool,
    /// What is being typed for several events.
    several: several::Several,
    /// Which events link to which.
    backlinks: Backlinks,
    /// The event that was just made, until its title is typed.
    pub fresh: Option<EventId>,
}

impl InspectorState {
    /// Shows the fields, the title ready to be typed over.
    pub fn begin_editing(&mut self) {
        self.editing = true;
        self.focus_title = true;
    }

    /// The same for an event that was just made.
    pub fn begin_with(&mut self, id: &EventId) {
        self.forget_drafts();
        self.begin_editing();
        self.fresh = Some(id.clone());
    }

    /// The event that is edited has another id: what is being typed goes on.
    pub fn renamed(&mut self, id: &EventId) {
        if self.event == self.fresh {
            self.event = Some(id.clone());
        }
        self.fresh = None;
    }

    /// Shows no fields any more.
    pub fn stop_editing(&mut self) {
        self.editing = false;
        self.forget_drafts();
    }

    /// Forgets what was typed: the document has changed under it.
    pub fn forget_drafts(&mut self) {
        self.drafts = Drafts::default();
        self.event = None;
    }
}

/// Shows the panel.
pub fn show(
    ui: &mut Ui,
    shown: &Shown<'_>,
    state: &mut InspectorState,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(Margin {
        left: 16,
        right: 6,
        top: 14,
        bottom: 14,
    });
    Panel::right("inspector").default_size(404.0).size_range(300.0..=640.0).frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            if shown.selection.len() > 1 {
                several::show(ui, shown, state, commands);
                return;
            }
            let current = shown.current.and_then(|at| shown.coincidence(at));
            if let Some(coincidence) = current {
                day::show(ui, shown, coincidence, commands);
            }
            match shown.selected {
                Some(ix) if ix.index() < shown.document.events().len() => {
                    if current.is_some() {
                        widgets::rule(ui, shown.theme);
                    }
                    state.belong_to(&shown.document.event(ix).id);
                    event::show(ui, shown, ix, state, flags, commands);
                }
                _ if current.is_none() => nothing(ui, shown),
                _ => {}
            }
        });
    });
}

impl InspectorState {
    fn belong_to(&mut self, id: &EventId) {
        if self.event.as_ref() != Some(id) {
            self.drafts = Drafts::default();
            self.event = Some(id.clone());
        }
    }
}

/// What stands where nothing is selected: what the timeline is.
fn nothing(ui: &mut Ui, shown: &Shown<'_>) {
    let document = shown.document;
    if !document.title().is_empty() {
        widgets::paragraph(ui, document.title(), TextStyle::semibold(17.0), shown.theme.text);
    }
    if !document.summary().is_empty() {
        widgets::paragraph(ui, document.summary(), TextStyle::regular(13.0), shown.theme.text);
        ui.add_space(8.0);
    }
    let keys = shown.keys.both(Action::CoincidenceBefore, Action::CoincidenceAfter);
    let walk = keys.map_or_else(String::new, |keys| format!(" {keys} go from one coincidence to the next."));
    let text = format!("Click an event to see who says what about it.{walk}");
    widgets::paragraph(ui, &text, TextStyle::regular(12.5), shown.theme.text_muted);
}

/// "Monday 14 October 2024", or the range of days.
#[must_use]
pub fn day_text(coincidence: &Coincidence) -> String {
    let (day, end) = (coincidence.day, coincidence.end);
    if day == end {
        format!("{} {}", day.weekday().name(), day.long())
    } else {
        format!("{} – {}", day.medium(), end.medium())
    }
}

/// The name of a lane, or its id where the document has no such lane.
#[must_use]
pub fn lane_name<'a>(shown: &Shown<'a>, id: &'a LaneId) -> &'a str {
    shown.document.lane(id).map_or(id.as_str(), |lane| &lane.name)
}

/// "Iran and Israel", in the order of the lanes: those of a coincidence, whatever lanes are.
#[must_use]
pub fn lane_names(shown: &Shown<'_>, ids: &[LaneId]) -> String {
    let mut ids: Vec<&LaneId> = ids.iter().collect();
    ids.sort_by_key(|id| shown.lanes.position(id));
    joined(&ids.into_iter().map(|id| isolated(shown.lanes.name(id)).into_owned()).collect::<Vec<_>>())
}

/// A thing that members share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedThing {
    /// A country.
    Lane(LaneId),
    /// A person, a tag or a place.
    Text(String),
}

/// What the members share, most telling first; `None` where it is nothing.
#[must_use]
pub fn shares(coincidence: &Coincidence) -> Option<Vec<SharedThing>> {
    let shared = &coincidence.shared;
    let lanes = shared.countries.iter().cloned().map(SharedThing::Lane);
    let texts =
        shared.people.iter().chain(&shared.tags).chain(&shared.places).cloned().map(SharedThing::Text);
    let all: Vec<SharedThing> = lanes.chain(texts).collect();
    (!all.is_empty()).then_some(all)
}

/// Shared things in words: "Azerbaijan and diplomacy".
#[must_use]
pub fn list(shown: &Shown<'_>, things: &[SharedThing]) -> String {
    let words: Vec<String> = things
        .iter()
        .map(|thing| match thing {
            SharedThing::Lane(id) => isolated(lane_name(shown, id)).into_owned(),
            SharedThing::Text(text) => isolated(text).into_owned(),
        })
        .collect();
    joined(&words)
}

/// The text with its first letter as a sentence begins.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn words_are_joined_as_people_do() {
        let words = |list: &[&str]| joined(&list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[]), "");
        assert_eq!(words(&["Iran"]), "Iran");
        assert_eq!(words(&["Iran", "Israel"]), "Iran and Israel");
        assert_eq!(words(&["Iran", "Israel", "Syria"]), "Iran, Israel and Syria");
    }
}
