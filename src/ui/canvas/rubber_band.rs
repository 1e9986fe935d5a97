//! A rectangle drawn with Ctrl around events selects them besides what is selected, as Ctrl and a click select one.

use egui::{Color32, CornerRadius, CursorIcon, PointerButton, Stroke, StrokeKind};

use super::held::RubberBand;
use super::pointer::Pointing;
use crate::analysis::Extent;
use crate::layout::Target;
use crate::model::EventIx;
use crate::scene::Rect;
use crate::ui::commands::Command;

impl Pointing<'_> {
    /// Reads a drag with Ctrl that begins beside all events, and paints its rectangle.
    pub(crate) fn draw_rubber_band(&mut self) {
        let Self { ui, responses, .. } = *self;
        let (modifiers, origin) = ui.input(|i| (i.modifiers, i.pointer.press_origin()));
        let begins =
            responses.body.drag_started_by(PointerButton::Primary) && modifiers.command && !modifiers.shift;
        if begins && !self.state.event_drag.is_held() {
            self.state.rubber_band.0 = origin;
        }
        let Some(origin) = self.state.rubber_band.0 else { return };
        let Some(at) = ui.ctx().pointer_latest_pos() else { return };
        let band = Rect::from_two_pos(origin, at).intersect(self.body());
        if responses.body.dragged_by(PointerButton::Primary) {
            let color = self.input.shown.theme.categories[0];
            ui.painter().rect_filled(band, CornerRadius::ZERO, Color32::from(color.faded(0.12)));
            let edge = Stroke::new(1.0, Color32::from(color));
            ui.painter().rect_stroke(band, CornerRadius::ZERO, edge, StrokeKind::Inside);
            ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
            return;
        }
        self.state.rubber_band = RubberBand::default();
        if self.gave_up() {
            self.state.gave_up = true;
            return;
        }
        let within = self.events_within(band);
        if !within.is_empty() {
            self.commands.push_back(Command::SelectBesides(within));
        }
    }

    /// What a rectangle touches: marks, spans and labels, what a count stands for, and of density strips what begins there.
    fn events_within(&self, band: Rect) -> Vec<EventIx> {
        let Self { input, canvas, responses, .. } = *self;
        let mut all = Vec::new();
        let scale = self.scale();
        let (from, to) = (scale.instant(band.left()), scale.instant(band.right()));
        for (rect, target) in &canvas.hits {
            if !rect.translate(responses.origin).intersects(band) {
                continue;
            }
            match target {
                Target::Event(ix) => all.push(*ix),
                Target::Hidden(pile) => all.extend(canvas.pile(*pile)),
                Target::Strip(lane) => {
                    let entries = input.index.lane(*lane).map(|lane| lane.beginning_between(from, to));
                    all.extend(entries.unwrap_or_default().iter().map(|entry| entry.ix));
                }
                Target::Lane(_) | Target::Coincidence(_) => {}
            }
        }
        // Whom there is no row for is as much within as whoever has one.
        for (lane, pile) in &canvas.hidden {
            let touched =
                |(of, rect): &(u32, Rect)| of == lane && rect.translate(responses.origin).intersects(band);
            if canvas.lanes.iter().any(touched) {
                all.extend(canvas.pile(*pile).iter().filter(|ix| {
                    let extent = Extent::of(&input.shown.document.event(**ix).date);
                    extent.to >= from && extent.from <= to
                }));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}
