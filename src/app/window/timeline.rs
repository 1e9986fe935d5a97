//! The timeline in the middle of the window, and above it what its days are counted from.

use egui::{CentralPanel, Color32, Frame, Ui};

use crate::analysis::{Coincidences, Index};
use crate::app::{App, PRESENTING_SCALE, today};
use crate::ui::Shown;
use crate::ui::canvas::{self, CanvasInput, align_bar};

impl App {
    /// The index of what is shown, by the calendar.
    pub(crate) fn base_index(&self) -> &Index {
        self.view.search.only().map_or(self.session.index(), |hits| hits.index())
    }

    pub(crate) fn canvas(&mut self, ui: &mut Ui) {
        let lanes = self.shown_lanes();
        let selection = self.view.marked.all(self.view.selected);
        let mut commands = std::mem::take(&mut self.commands);
        let mut state = std::mem::take(&mut self.canvas);
        let align = &self.view.align;
        if let Some(aligned) = align.shown() {
            let scale = if self.view.presenting { PRESENTING_SCALE } else { 1.0 };
            align_bar::show(ui, &self.theme, aligned, scale, &mut commands);
        }
        let input = CanvasInput {
            shown: if align.is_overlaid() {
                // What is on the same day elsewhere is on no day here.
                Shown { coincidences: Coincidences::none(), current: None, ..self.shown(&selection) }
            } else {
                self.shown(&selection)
            },
            index: self.base_index(),
            aligned: align.number(),
            hits: self.view.search.marked(),
            list: self.session.lists(),
            answer: self.view.search.found.as_ref().map(|_| self.view.search.answers),
            generation: self.session.generation(),
            view: &self.view,
            lanes: &lanes,
            today: today(),
            text_scale: if self.view.presenting { PRESENTING_SCALE } else { 1.0 },
            wheel_zooms: self.settings.wheel_zooms,
        };
        let frame = Frame::new().fill(Color32::from(self.theme.background));
        let shown = CentralPanel::default()
            .frame(frame)
            .show(ui, |ui| canvas::show(ui, &input, &mut state, &mut commands));
        self.canvas = state;
        self.commands = commands;
        match shown.inner {
            Some(scroll) => {
                self.view.scroll_to(scroll);
                ui.ctx().request_repaint();
            }
            None => self.view.reveal = None,
        }
    }
}
