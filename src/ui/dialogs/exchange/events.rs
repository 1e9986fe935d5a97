//! The first events as they will stand in the timeline: date, lane, title and what else there is room for.

use egui::accesskit::Role;
use egui::{Color32, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::io::import::{Imported, grouped};
use crate::model::brief::MOST_LINE_BYTES;
use crate::model::{Event, beginning, brief};
use crate::paint::bidi::joined;
use crate::scene::{TextStyle, Theme};
use crate::ui::widgets;

/// Height of an event's row, in points.
const ROW_PT: f32 = 24.0;
/// Left edges of lane, title and the rest, as shares of the width.
/// So many tags are told; there is no room for more.
const MAX_TOLD: usize = 30;

const COLUMN_SHARES: [f32; 4] = [0.0, 0.24, 0.38, 0.78];

/// Shows them.
pub(crate) fn show(ui: &mut Ui, imported: &Imported, theme: &Theme) {
    let document = &imported.document;
    let all = document.events().len();
    if all == 0 {
        return;
    }
    heads(ui, theme);
    let shown = ScrollArea::vertical().id_salt("events").auto_shrink([false, false]);
    shown.show_rows(ui, ROW_PT, all, |ui, rows| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for row in rows {
            let Some(event) = document.events().get(row) else { continue };
            let lane = document.lane(&event.lane).map_or(event.lane.as_str(), |lane| lane.name.as_str());
            event_row(ui, row, event, lane, theme);
        }
    });
}

fn heads(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_PT), Sense::hover());
    for (edge, name) in COLUMN_SHARES.iter().zip(["Date", "Lane", "Title", "Tags, place"]) {
        let at = rect.left_center() + vec2(rect.width() * edge + 6.0, 0.0);
        widgets::put(ui, at, name, TextStyle::semibold(12.5), theme.text_muted, 200.0);
    }
    let stroke = egui::Stroke::new(1.0, Color32::from(theme.hairline));
    ui.painter().hline(rect.x_range(), rect.bottom(), stroke);
}

fn event_row(ui: &mut Ui, row: usize, event: &Event, lane: &str, theme: &Theme) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_PT), Sense::hover());
    if row % 2 == 1 {
        ui.painter().rect_filled(rect, egui::CornerRadius::same(4), Color32::from(theme.lane_alternate));
    }
    let date = event.date.in_words();
    let tags = event.tags.iter().map(|tag| &**tag).chain([&*event.place]).filter(|text| !text.is_empty());
    let rest: Vec<&str> = tags.take(MAX_TOLD).map(|text| beginning(text, MOST_LINE_BYTES)).collect();
    let rest = joined(&rest, " · ");
    let cells: [(&str, TextStyle, _); 4] = [
        (&date, TextStyle::regular(12.5), theme.text_muted),
        (lane, TextStyle::regular(12.5), theme.text),
        (&event.title, TextStyle::regular(13.0), theme.text),
        (&rest, TextStyle::regular(12.5), theme.text_muted),
    ];
    for (at, (text, style, color)) in cells.into_iter().enumerate() {
        let left = rect.width() * COLUMN_SHARES[at] + 6.0;
        let right = COLUMN_SHARES.get(at + 1).map_or(rect.width(), |edge| rect.width() * edge);
        let place: Rect = Rect::from_min_max(rect.min + vec2(left, 0.0), rect.min + vec2(right, ROW_PT));
        widgets::put(ui, place.left_center(), text, style, color, place.width() - 8.0);
    }
    let name = format!("Row {}: {date}, {}, {}", grouped(row + 1), brief(lane), brief(&event.title));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
}
