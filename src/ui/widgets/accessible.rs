//! What a screen reader says of a widget.

use egui::accesskit::Role;
use egui::{Response, WidgetInfo};

/// Gives a response the name that a screen reader says.
pub fn named(response: Response, role: Role, name: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    response
}
