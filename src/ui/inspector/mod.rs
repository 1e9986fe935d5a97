//! The panel at the right: the day that was gone to with what happened on it, and the selected event with who
//! says what about it.

pub(crate) mod accounts;
mod accounts_form;
mod align;
mod backlinks;
mod calendars;
mod chips;
mod common;
mod complete;
mod day;
mod event;
mod fields;
mod form;
mod labels;
mod links_form;
mod offers;
mod several;
mod sources_form;
mod state;

use egui::{Color32, Frame, Margin, ScrollArea, Ui};

use super::commands::Commands;
use super::commands::action::Action;
use super::widgets::textures::Flags;
use super::{PanelContext, widgets};
use crate::scene::TextStyle;
pub use backlinks::Backlinks;
pub use common::Common;
pub use state::{InspectorState, NEW_TITLE};

/// Shows the panel.
pub fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    state: &mut InspectorState,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(Margin {
        left: 16,
        right: 6,
        top: 14,
        bottom: 0,
    });
    frame.show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            if shown.selection.events.len() > 1 {
                state.belong_to_none();
                several::show(ui, shown, state, commands);
                return;
            }
            let current = shown.selection.coincidence.and_then(|at| shown.coincidence(at));
            if let Some(coincidence) = current {
                day::show(ui, shown, coincidence, commands);
            }
            match shown.selection.event {
                Some(ix) if ix.index() < shown.document.events().len() => {
                    if current.is_some() {
                        widgets::rule(ui, shown.theme);
                    }
                    state.belong_to(&shown.document.event(ix).id);
                    event::show(ui, shown, ix, state, flags, commands);
                }
                _ => {
                    state.belong_to_none();
                    if current.is_none() {
                        nothing(ui, shown);
                    }
                }
            }
        });
    });
}

/// What stands where nothing is selected: what the timeline is.
fn nothing(ui: &mut Ui, shown: &PanelContext<'_>) {
    let document = shown.document;
    if !document.title().is_empty() {
        widgets::paragraph(ui, document.title(), TextStyle::semibold(17.0), shown.theme.text);
    }
    if !document.summary().is_empty() {
        widgets::paragraph(ui, document.summary(), TextStyle::regular(13.0), shown.theme.text);
        ui.add_space(8.0);
    }
    let keys = shown.keys.both(Action::CoincidenceBefore, Action::CoincidenceAfter);
    let walk = keys.map_or_else(String::new, |keys| format!(" {keys} step through the coincidences."));
    let text = format!("Click an event to see its details and accounts.{walk}");
    widgets::paragraph(ui, &text, TextStyle::regular(12.5), shown.theme.text_muted);
}
