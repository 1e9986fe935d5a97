//! The border between lane heads and timeline, to be dragged: how wide heads are is kept with the settings.

use egui::accesskit::Role;
use egui::{CursorIcon, Sense, WidgetInfo, pos2};

use super::state::Heads;
use crate::scene::Rect;
use crate::ui::commands::{Command, ViewCommand};
use crate::ui::ids::canvas_id;

/// So far beside the border it can be held, in points.
const REACH_PT: f32 = 3.0;

/// The least and the greatest width of heads, in points at the usual size of text.
const WIDTHS_PT: (f32, f32) = (80.0, 600.0);

impl Heads<'_> {
    /// The border: a drag moves it, a double click puts it back where it usually is.
    pub fn border(&mut self) -> bool {
        let heads = self.canvas.heads.translate(self.origin);
        let (left, right) = (heads.right() - REACH_PT, heads.right() + REACH_PT);
        let rect = Rect::from_min_max(pos2(left, heads.top()), pos2(right, heads.bottom()));
        let response =
            self.ui.interact(rect, canvas_id().with("border of the heads"), Sense::CLICK | Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, "Width of the lane heads"));
        if response.hovered() || response.dragged() {
            self.ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        if response.double_clicked() {
            self.commands.push_back(Command::View(ViewCommand::HeadsWidth(None)));
        } else if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            let width = ((at.x - heads.left()) / self.scale).clamp(WIDTHS_PT.0, WIDTHS_PT.1).round();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // held in a small range
            self.commands.push_back(Command::View(ViewCommand::HeadsWidth(Some(width as u16))));
        }
        response.hovered() || response.dragged()
    }
}
