//! What an event is that was clicked while a story is told: title, date, place and summary in letters for a room, in the
//! half of the picture that the event is not in. Nothing private is on it.

use egui::accesskit::Role;
use egui::{Align2, Color32, CornerRadius, Frame, Margin, Rect, Stroke, Ui, UiBuilder, WidgetInfo, vec2};

use super::{LEAST_TEXT_PT, scale_of};
use crate::model::{Event, brief_to};
use crate::paint::isolated;
use crate::scene::TextStyle;
use crate::ui::PanelContext;
use crate::ui::widgets;

/// So much of a summary is said to a room.
const MOST_BYTES: usize = 600;
/// How wide it is, as a part of the picture, and at the most in points at the usual size.
const WIDTH: (f32, f32) = (0.4, 620.0);

/// Shows it in the picture. `event_at` is the middle of the event's mark, where it is in view.
pub(crate) fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    event: &Event,
    picture: Rect,
    (event_at, room): (Option<egui::Pos2>, egui::Vec2),
) {
    let (theme, scale) = (shown.theme, scale_of(room));
    let of = |points: f32| (points * scale).max(LEAST_TEXT_PT);
    let width = (picture.width() * WIDTH.0).min(WIDTH.1 * scale).max(220.0).min(picture.width() - 16.0);
    let is_right = event_at.is_none_or(|at| at.x < picture.center().x);
    let is_below = event_at.is_none_or(|at| at.y < picture.center().y);
    let (align, corner) = match (is_right, is_below) {
        (true, true) => (Align2::RIGHT_BOTTOM, picture.right_bottom()),
        (true, false) => (Align2::RIGHT_TOP, picture.right_top()),
        (false, true) => (Align2::LEFT_BOTTOM, picture.left_bottom()),
        (false, false) => (Align2::LEFT_TOP, picture.left_top()),
    };
    let frame = Frame::new()
        .fill(Color32::from(theme.panel))
        .stroke(Stroke::new(1.5, Color32::from(theme.hairline)))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::same((20.0 * scale) as i8))
        .outer_margin(Margin::same((16.0 * scale) as i8));
    let place = event.place.as_str();
    let lane = shown.document.lane(&event.lane).map_or(event.lane.as_str(), |lane| &lane.name);
    let place = match place.is_empty() {
        true => lane.to_owned(),
        false => format!("{}, {}", isolated(&brief_to(place, MOST_BYTES)), isolated(lane)),
    };
    let contents = |ui: &mut Ui| {
        ui.set_width(width - 72.0 * scale);
        ui.spacing_mut().item_spacing.y = 6.0 * scale;
        let title = brief_to(&event.title, MOST_BYTES);
        widgets::paragraph(ui, &title, TextStyle::semibold(of(26.0)), theme.text);
        let when = format!("{} · {place}", event.date.in_words());
        widgets::paragraph(ui, &when, TextStyle::regular(of(20.0)), theme.text_muted);
        if !event.summary.trim().is_empty() {
            let summary = brief_to(&event.summary, MOST_BYTES);
            widgets::paragraph(ui, &summary, TextStyle::regular(of(22.0)), theme.text);
        }
    };
    // As high as what it says, which is known once it was shown.
    let id = ui.scope_id().with(("card", event.id.as_str()));
    let height: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
    let rect = align.anchor_rect(Rect::from_min_size(corner, vec2(width, height)));
    let mut child =
        ui.new_child(UiBuilder::new().max_rect(Rect::from_min_size(rect.min, vec2(width, picture.height()))));
    child.set_clip_rect(picture);
    if height == 0.0 {
        child.set_opacity(0.0);
        ui.ctx().request_repaint();
    }
    let response = frame.show(&mut child, contents).response;
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, "Event"));
    let found = response.rect.height();
    if (found - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, found));
        ui.ctx().request_repaint();
    }
}
