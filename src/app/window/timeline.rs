//! The timeline in the middle of the window, and above it what its days are counted from.

use egui::{CentralPanel, Color32, Frame, Ui};

use crate::analysis::{Coincidences, Index};
use crate::app::session::Comparison;
use crate::app::{App, now};
use crate::ui::canvas::{self, CanvasInput, ClockSlide, align_bar};
use crate::ui::presenting;

impl App {
    /// The index of what is shown, by the calendar.
    pub(crate) fn base_index(&self) -> &Index {
        self.view.search.only().map_or(self.session.index(), |hits| hits.index())
    }

    pub(crate) fn canvas(&mut self, ui: &mut Ui) {
        let lanes = self.shown_lanes();
        self.keep_folds(&lanes);
        let selection = self.view.selection.all();
        let mut commands = std::mem::take(&mut self.commands);
        let mut state = std::mem::take(&mut self.widgets.canvas);
        let time = now(ui.ctx());
        let room = self.derived.told.hands.room.unwrap_or(ui.max_rect().size());
        let text_scale = if self.view.presenting { presenting::text_scale(room) } else { 1.0 };
        let align = &self.view.align;
        if let Some(aligned) = align.shown() {
            align_bar::show(ui, &self.surroundings.theme, aligned, text_scale, &mut commands);
        }
        // While a story is told its events in focus stand out, unless something is searched for.
        let focus = self.widgets.presenting.focus.clone();
        let focus = focus.filter(|_| self.view.presenting && self.view.search.highlighted().is_none());
        let fades = self.view.presenting && self.view.search.highlighted().is_none();
        let answer = self.view.search.found.as_ref().map(|_| self.view.search.answers);
        let mut shown = self.shown(&selection);
        if align.is_overlaid() {
            // What is on the same day elsewhere is on no day here.
            shown.list.coincidences = Coincidences::none();
            shown.selection.coincidence = None;
        }
        let input = CanvasInput {
            shown,
            index: self.base_index(),
            aligned: align.number(),
            hits: focus
                .as_ref()
                .map(|(_, hits)| hits.as_ref())
                .or(self.view.search.highlighted())
                .or(self.session.comparison().map(Comparison::differing)),
            list: self.session.lists(),
            answer: focus.as_ref().map(|(number, _)| *number).or(answer),
            generation: self.session.version().opening,
            view: &self.view,
            lanes: &lanes,
            today: today(),
            slide: self.view.sliding(time).map(|(before, left)| ClockSlide { before, left }),
            flight: self.view.flying(time).filter(|_| self.view.presenting),
            fade: self.derived.told.fade(time).filter(|_| fades),
            undrawn: self.undrawn(time),
            text_scale,
            wheel_zooms: self.settings.wheel_zooms,
        };
        let frame = Frame::new().fill(Color32::from(self.surroundings.theme.background));
        let shown = CentralPanel::default()
            .frame(frame)
            .show(ui, |ui| canvas::show(ui, &input, &mut state, &mut commands));
        self.widgets.canvas = state;
        self.commands = commands;
        match shown.inner {
            Some(scroll) => {
                self.view.scroll_to(scroll);
                ui.ctx().request_repaint();
            }
            None => self.view.selection.reveal = None,
        }
    }
}

/// Now in days since 1970-01-01 by the local clock, to the minute so that the picture is not built anew for it.
fn today() -> Option<f64> {
    let now = jiff::Zoned::now();
    let seconds = now.timestamp().as_second() + i64::from(now.offset().seconds());
    let minutes = seconds.div_euclid(60);
    Some(minutes as f64 / 1440.0)
}
