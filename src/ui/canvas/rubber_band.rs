//! A rectangle drawn with Ctrl around events selects them besides what is selected, as Ctrl and a click select one.

use egui::{Color32, CornerRadius, CursorIcon, PointerButton, Stroke, StrokeKind, Ui};

use super::gestures::{Hands, gave_up};
use super::{CanvasInput, CanvasState};
use crate::layout::{Canvas, Target, TimeScale};
use crate::model::EventIx;
use crate::scene::{Pos2, Rect};
use crate::ui::commands::{Command, Commands};

/// The corner where a rectangle was begun, while it is drawn.
#[derive(Debug, Default)]
pub struct RubberBand(Option<Pos2>);

impl RubberBand {
    /// Whether one is drawn.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

/// Reads a drag with Ctrl that begins beside all events, and paints its rectangle.
pub(crate) fn handle(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    canvas: &Canvas,
    hands: &Hands,
    commands: &mut Commands,
) {
    let (modifiers, origin) = ui.input(|i| (i.modifiers, i.pointer.press_origin()));
    let begins = hands.body.drag_started_by(PointerButton::Primary) && modifiers.command && !modifiers.shift;
    if begins && !state.event_drag.is_held() {
        state.rubber_band.0 = origin;
    }
    let Some(origin) = state.rubber_band.0 else { return };
    let Some(at) = ui.ctx().pointer_latest_pos() else { return };
    let band = Rect::from_two_pos(origin, at).intersect(canvas.body.translate(hands.origin));
    if hands.body.dragged_by(PointerButton::Primary) {
        let color = input.shown.theme.categories[0];
        ui.painter().rect_filled(band, CornerRadius::ZERO, Color32::from(color.faded(0.12)));
        let edge = Stroke::new(1.0, Color32::from(color));
        ui.painter().rect_stroke(band, CornerRadius::ZERO, edge, StrokeKind::Inside);
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        return;
    }
    state.rubber_band = RubberBand::default();
    if gave_up(ui) {
        state.gave_up = true;
        return;
    }
    let within = within(input, canvas, hands, band);
    if !within.is_empty() {
        commands.push_back(Command::SelectBesides(within));
    }
}

/// What a rectangle touches: marks, spans and labels, what a count stands for, and of density strips what begins there.
fn within(input: &CanvasInput<'_>, canvas: &Canvas, hands: &Hands, band: Rect) -> Vec<EventIx> {
    let mut all = Vec::new();
    let scale = TimeScale::new(&input.view.viewport(), canvas.body.translate(hands.origin));
    let (from, to) = (scale.instant(band.left()), scale.instant(band.right()));
    for (rect, target) in &canvas.hits {
        if !rect.translate(hands.origin).intersects(band) {
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
    all.sort_unstable();
    all.dedup();
    all
}
