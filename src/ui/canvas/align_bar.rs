//! What days are counted from, in a strip above the timeline for as long as they are, and the way back. While presenting
//! too: nobody can read such an axis who is not told.

use egui::accesskit::Role;
use egui::{Color32, CursorIcon, Frame, Margin, Panel, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::Aligned;
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{AlignCommand, Command, Commands};
use crate::ui::widgets;

/// Height of the strip, in points.
const HEIGHT_PT: f32 = 32.0;

/// Shows it.
pub fn show(ui: &mut Ui, theme: &Theme, aligned: &Aligned, scale: f32, commands: &mut Commands) {
    let frame = Frame::new().fill(Color32::from(theme.field)).inner_margin(Margin::ZERO);
    let panel =
        Panel::top("aligned").exact_size(HEIGHT_PT * scale).resizable(false).show_separator_line(false);
    panel.frame(frame).show(ui, |ui| {
        let whole = ui.max_rect();
        let style = TextStyle::regular(12.5 * scale);
        let close = widgets::galley(ui, "Back to calendar dates", style, theme.coincidence_text);
        let left = pos2(whole.right() - close.size().x - 16.0, whole.center().y - close.size().y / 2.0);
        let place = egui::Rect::from_min_size(left, close.size());
        words(ui, theme, aligned, style, place.left() - 24.0);
        let response = ui.interact(place.expand(4.0), ui.scope_id().with("calendar again"), Sense::click());
        widgets::named(response.clone(), Role::Button, "Back to calendar dates");
        if response.hovered() || response.has_focus() {
            let line = Stroke::new(1.0, Color32::from(theme.coincidence_text));
            ui.painter().hline(place.x_range(), place.bottom(), line);
        }
        ui.painter().galley(left, close, theme.coincidence_text.into());
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if response.on_hover_text("Stop counting days from it (Esc)").clicked() {
            commands.push_back(Command::Align(AlignCommand::Leave));
        }
    });
}

/// "Days before and after  Talks in Tehran  the date is only known to the month …"
fn words(ui: &mut Ui, theme: &Theme, aligned: &Aligned, style: TextStyle, right: f32) {
    let whole = ui.max_rect();
    let strong = TextStyle::semibold(style.size);
    let mut left = whole.left() + 16.0;
    let parts = [
        ("Days before and after", style, theme.text_muted),
        (aligned.title.as_str(), strong, theme.text),
        (aligned.remark.as_str(), style, theme.text_muted),
    ];
    for (text, style, color) in parts {
        let room = right - left;
        if text.is_empty() || room < 24.0 {
            continue;
        }
        left += widgets::put(ui, pos2(left, whole.center().y), text, style, color, room) + 10.0;
    }
    let said = said(aligned);
    let rect = egui::Rect::from_min_size(whole.min, vec2((left - whole.left()).max(1.0), whole.height()));
    let response = ui.interact(rect, ui.scope_id().with("counted from"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    widgets::tip(response, &said);
}

/// All of it in one sentence.
pub(crate) fn said(aligned: &Aligned) -> String {
    let remark = if aligned.remark.is_empty() { String::new() } else { format!(": {}", aligned.remark) };
    format!("Days before and after {}{remark}", isolated(&aligned.title))
}
