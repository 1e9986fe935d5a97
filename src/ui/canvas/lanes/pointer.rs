//! What a hand does to a lane's head, found in one of two ways: by one area for all heads, and looking where in it the
//! hand is; or, where a screen reader listens, by a node for each lane and each control, so that it can name and press
//! them. Two hundred lanes have a thousand of these nodes, which cost more than the picture.

use egui::accesskit::Role;
use egui::{CursorIcon, PointerButton, Response, Sense, Ui, WidgetInfo};

use super::controls::Control;
use super::heads::{Heads, HeadsState, lane_command};
use crate::model::counted;
use crate::scene::{Pos2, Rect};
use crate::ui::canvas::canvas_id;
use crate::ui::commands::Commands;
use crate::ui::widgets;

/// A control with where it is, and whether the pointer is over it.
pub(crate) type Place = (Control, Rect, bool);

/// A head that the pointer is over.
pub(crate) struct Over {
    /// The lane.
    pub lane: u32,
    /// Its controls as far as they are in sight.
    pub controls: Vec<Place>,
}

impl Heads<'_> {
    /// Reads what is done to the heads; returns the one under the pointer.
    pub fn touched(&self, ui: &Ui, state: &mut HeadsState, commands: &mut Commands) -> Option<Over> {
        let listening = ui.ctx().accesskit_node_builder(canvas_id(), |_| ()).is_some();
        if listening { self.by_nodes(ui, state, commands) } else { self.by_area(ui, state, commands) }
    }

    /// The controls of a lane that are in sight.
    pub fn controls_in_sight(&self, lane: u32, seen: Rect) -> impl Iterator<Item = (Control, Rect)> {
        let places = self.places(lane).into_iter().flatten();
        places.filter(move |(_, rect)| rect.bottom() <= seen.bottom() + 3.0 && rect.top() >= seen.top() - 3.0)
    }

    fn head_at(&self, at: Pos2) -> Option<(u32, Rect)> {
        self.rects().find(|(_, rect)| rect.contains(at))
    }

    fn by_area(&self, ui: &Ui, state: &mut HeadsState, commands: &mut Commands) -> Option<Over> {
        let area = self.canvas.heads.translate(self.origin);
        let response = ui.interact(area, canvas_id().with("lane area"), Sense::CLICK | Sense::DRAG);
        let at = response.interact_pointer_pos().or(response.hover_pos());
        if response.drag_started_by(PointerButton::Primary) {
            let origin = ui.input(|i| i.pointer.press_origin()).or(at);
            state.dragged = origin.and_then(|at| self.head_at(at)).map(|(lane, _)| lane);
        }
        if response.drag_stopped()
            && let Some(lane) = state.dragged
        {
            self.drop(ui, state, lane, at, commands);
        }
        let at = at.filter(|_| response.contains_pointer())?;
        let (lane, seen) = self.head_at(at)?;
        let controls: Vec<Place> = self
            .controls_in_sight(lane, seen)
            .map(|(control, rect)| (control, rect, rect.contains(at) && response.hovered()))
            .collect();
        if response.secondary_clicked() {
            state.menu = Some((lane, at, false));
        }
        let under = controls.iter().find(|(_, _, over)| *over).map(|(control, _, _)| *control);
        if let Some(control) = under.filter(|_| state.dragged.is_none()) {
            if response.clicked() {
                commands.push_back(lane_command(control.command(lane)));
            }
            let name = control.name(self.input.lanes, lane, self.name(lane));
            widgets::tip_at_pointer(response.on_hover_cursor(CursorIcon::PointingHand), &name);
        }
        Some(Over { lane, controls })
    }

    fn by_nodes(&self, ui: &Ui, state: &mut HeadsState, commands: &mut Commands) -> Option<Over> {
        let mut under = None;
        for (lane, rect) in self.rects() {
            let response = self.node(ui, lane, rect);
            let controls = self.control_nodes(ui, lane, rect, commands);
            if response.secondary_clicked() {
                state.menu = response.interact_pointer_pos().map(|at| (lane, at, false));
            }
            if response.drag_started_by(PointerButton::Primary) {
                state.dragged = Some(lane);
            }
            if response.drag_stopped() && state.dragged == Some(lane) {
                self.drop(ui, state, lane, response.interact_pointer_pos(), commands);
            }
            if response.contains_pointer() || controls.iter().any(|(_, r)| r.contains_pointer()) {
                let controls = controls.iter().map(|(control, r)| (*control, r.rect, r.hovered())).collect();
                under = Some(Over { lane, controls });
            }
        }
        under
    }

    fn drop(&self, ui: &Ui, state: &mut HeadsState, lane: u32, at: Option<Pos2>, commands: &mut Commands) {
        state.dragged = None;
        if ui.input(|i| i.pointer.any_down()) {
            // Escape ends a drag while the button is still down.
            state.gave_up = true;
        } else if let Some((drop, _)) = at.and_then(|at| self.drop_at(lane, at)) {
            commands.push_back(lane_command(drop));
        }
    }

    /// "Iran, 10 events".
    fn node(&self, ui: &Ui, lane: u32, rect: Rect) -> Response {
        let events = self.input.index.lane(lane).map_or(0, |column| column.entries().len());
        let list = self.input.lanes;
        let mut name = format!("{}, {}", self.name(lane), counted(events, "event"));
        if list.is_pinned(lane) {
            name.push_str(", pinned");
        }
        if list.is_collapsed(lane) {
            name.push_str(", collapsed");
        }
        let response = ui.interact(rect, canvas_id().with(("lane", lane)), Sense::CLICK | Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &name));
        response
    }

    fn control_nodes(
        &self,
        ui: &Ui,
        lane: u32,
        seen: Rect,
        commands: &mut Commands,
    ) -> Vec<(Control, Response)> {
        self.controls_in_sight(lane, seen)
            .map(|(control, rect)| {
                let id = canvas_id().with(("lane control", lane, control));
                let response = ui.interact(rect, id, Sense::CLICK);
                let name = control.name(self.input.lanes, lane, self.name(lane));
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                if response.clicked() {
                    commands.push_back(lane_command(control.command(lane)));
                }
                (control, widgets::tip(response.on_hover_cursor(CursorIcon::PointingHand), &name))
            })
            .collect()
    }
}
