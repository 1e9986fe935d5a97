//! Lanes on their way to another place, and the line that says how many lanes are hidden.

use egui::accesskit::Role;
use egui::{Color32, CornerRadius, CursorIcon, Id, Sense, Stroke, WidgetInfo, pos2, vec2};

use super::state::{Heads, lane_command};
use crate::layout::Viewport;
use crate::scene::{Pos2, Rect, TextStyle};
use crate::ui::canvas::pointer::scrolled;
use crate::ui::commands::{Command, LaneCommand, ViewCommand};
use crate::ui::widgets;

/// How near to the edge a dragged lane makes the others scroll, in points, and by how many in a frame.
const EDGE_PT: (f32, f32) = (22.0, 9.0);

impl Heads<'_> {
    /// Where a lane goes when it is let go here, and where the line that says so is.
    pub fn drop_at(&self, lane: u32, at: Pos2) -> Option<(LaneCommand, f32)> {
        let group = self.input.lanes.group_of(lane);
        let pinned = self.input.lanes.is_pinned(lane);
        let inside = self.rects().filter(|(other, _)| self.input.lanes.is_pinned(*other) == pinned);
        let boxes: Vec<(u32, Rect)> = inside.collect();
        let below = boxes.iter().find(|(_, rect)| rect.center().y > at.y);
        let (before, y) = match (below, boxes.last()) {
            (Some((other, rect)), _) => (Some(*other), rect.top()),
            (None, Some((last, rect))) => {
                let next = group.iter().position(|at| at == last).and_then(|at| group.get(at + 1));
                (next.copied(), rect.bottom())
            }
            (None, None) => return None,
        };
        let own = group.iter().position(|at| *at == lane)?;
        let stays = before == Some(lane) || before == group.get(own + 1).copied();
        (!stays).then_some((LaneCommand::Move { lane, before }, y))
    }

    /// What is seen while a lane is dragged, and the scrolling at the edges.
    pub fn drag(&mut self) {
        let ui = self.ui;
        let Some(lane) = self.state.dragged else { return };
        let Some(at) = ui.ctx().pointer_latest_pos().filter(|_| ui.input(|i| i.pointer.primary_down()))
        else {
            self.state.dragged = None;
            return;
        };
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        let theme = self.input.shown.theme;
        let column = self.canvas.heads.translate(self.origin);
        let color = Color32::from(theme.categories[0]);
        if let Some((_, rect)) = self.rects().find(|(other, _)| *other == lane) {
            ui.painter().rect_filled(rect, CornerRadius::ZERO, color.gamma_multiply(0.14));
        }
        if let Some((_, y)) = self.drop_at(lane, at) {
            let y = y.clamp(column.top() + 1.0, column.bottom() - 1.0);
            let right = self.canvas.body.right() + self.origin.x;
            ui.painter().hline(column.left()..=right, y, Stroke::new(2.0, color));
            ui.painter().circle_filled(pos2(column.left() + 5.0, y), 4.0, color);
        }
        let (edge, step) = EDGE_PT;
        let top = column.top() + self.canvas.pinned_height;
        let by = if at.y < top + edge {
            -step
        } else if at.y > column.bottom() - edge {
            step
        } else {
            return;
        };
        let viewport = self.input.view.viewport();
        let scroll = scrolled(self.canvas, viewport.scroll + by);
        if scroll != viewport.scroll && !self.input.lanes.is_pinned(lane) {
            self.commands.push_back(Command::View(ViewCommand::Set(Viewport { scroll, ..viewport })));
        }
    }

    /// "3 lanes hidden · show", in the corner above the heads.
    pub fn hidden_note(&mut self) {
        let ui = self.ui;
        let hidden = self.input.lanes.hidden;
        if hidden == 0 {
            return;
        }
        let theme = self.input.shown.theme;
        let style = TextStyle::regular(12.0 * self.scale);
        let text = format!("{hidden} {} hidden · ", if hidden == 1 { "lane" } else { "lanes" });
        let said = widgets::galley(ui, &text, style, theme.text_muted);
        let show = widgets::galley(ui, "show", style, theme.coincidence_text);
        let corner = self.canvas.heads.left_top() + self.origin;
        let left = corner.x + 16.0 * self.scale;
        let size = vec2(said.size().x + show.size().x, said.size().y);
        let rect = Rect::from_min_size(pos2(left, corner.y - 15.5 * self.scale - size.y / 2.0), size);
        let response = ui.interact(rect.expand(4.0), Id::unique("hidden lanes"), Sense::click());
        let name = format!("{text}show").replace(" ·", ",");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let right = rect.left() + said.size().x;
        if response.hovered() || response.has_focus() {
            let stroke = Stroke::new(1.0, Color32::from(theme.coincidence_text));
            ui.painter().hline(right..=rect.right(), rect.bottom() - 1.0, stroke);
        }
        ui.painter().galley(rect.min, said, theme.text_muted.into());
        ui.painter().galley(pos2(right, rect.top()), show, theme.coincidence_text.into());
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            self.commands.push_back(lane_command(LaneCommand::ShowAll));
        }
    }
}
