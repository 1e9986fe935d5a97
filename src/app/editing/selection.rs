//! Which events a change is for: selects several of them, and says which are selected.

use std::sync::Arc;

use egui::Context;

use crate::app::App;
use crate::edit;
use crate::model::{EventId, EventIx};
use crate::ui::commands::{Panel, SelectCommand};
use crate::ui::state::selection::{SelectedTogether, between, within};

impl App {
    /// The selected events, one or several.
    pub(crate) fn selection(&self) -> Arc<[EventIx]> {
        let events = self.session.document().events().len();
        let all = self.view.selection.all();
        // In order, so that the last one tells.
        if all.last().is_some_and(|ix| ix.index() >= events) {
            return all.iter().copied().filter(|ix| ix.index() < events).collect();
        }
        all
    }

    /// Selects what came, and brings the first of it into view.
    pub(crate) fn select_ids(&mut self, ctx: &Context, ids: &[EventId]) {
        let all = edit::find_all(self.session.document(), ids);
        let Some(first) = all.first().copied() else { return };
        self.reveal(ctx, first);
        self.view.selection.together = SelectedTogether::new(Some(first), all);
    }

    /// Selects events besides what is selected; the one that is shown stays so.
    pub(crate) fn select_besides(&mut self, events: &[EventIx]) {
        let count = self.session.document().events().len();
        let known = events.iter().copied().filter(|ix| ix.index() < count);
        let mut all = self.selection().to_vec();
        all.extend(known);
        all.sort_unstable();
        all.dedup();
        let Some(shown) = self.view.selection.event.filter(|ix| ix.index() < count).or(all.first().copied())
        else {
            return;
        };
        self.view.selection.event = Some(shown);
        if all.len() > 1 {
            self.view.panels.dock.offer(Panel::Inspector);
        }
        self.view.selection.together = SelectedTogether::new(Some(shown), all);
    }

    /// Selects several events.
    pub(crate) fn select_several(&mut self, command: SelectCommand) {
        let document = self.session.document();
        let selected = self.view.selection.event.filter(|ix| ix.index() < document.events().len());
        let exists = |ix: &EventIx| ix.index() < document.events().len();
        match command {
            SelectCommand::Toggle(ix) if exists(&ix) => {
                self.view.selection.event = self.view.selection.together.toggle(selected, ix);
            }
            SelectCommand::RangeTo(ix) if exists(&ix) => {
                let from = selected.unwrap_or(ix);
                let all = between(document, self.session.lanes(), from, ix);
                self.view.selection.event = Some(from);
                self.view.selection.together = SelectedTogether::new(Some(from), all);
            }
            SelectCommand::Within(first, last) => {
                let all = within(self.base_index(), &self.shown_lanes().shown, first, last);
                match all.first() {
                    Some(one) => {
                        self.view.selection.event = Some(*one);
                        self.view.panels.dock.bring_up(Panel::Inspector);
                        self.view.selection.together = SelectedTogether::new(Some(*one), all);
                    }
                    None => self.toasts.done("No events begin in this range"),
                }
            }
            _ => {}
        }
    }
}
