//! What an import tells, live: how many rows become events, how many do not, which and why.

use egui::{Color32, Frame, Margin, ScrollArea, Ui, vec2};

use super::{ExchangeCommand, ImportPreview};
use crate::io::import::{Report, grouped};
use crate::scene::{TextStyle, Theme};
use crate::ui::widgets;

/// Height of a line of the list, in points.
const LINE: f32 = 20.0;

/// Shows the counts, and the list where it is asked for.
pub(crate) fn show(ui: &mut Ui, preview: &mut ImportPreview, theme: &Theme) -> Option<ExchangeCommand> {
    let report = &preview.imported.report;
    let mut command = None;
    widgets::rule(ui, theme);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        widgets::line(ui, &in_words(report), TextStyle::semibold(13.0), theme.text);
        if report.passed_over > 0 {
            let text = if preview.lists { "hide them" } else { "see which" };
            if widgets::text_button(ui, text, TextStyle::regular(13.0), theme.coincidence_text).clicked() {
                preview.lists = !preview.lists;
            }
            let copy =
                widgets::text_button(ui, "copy the list", TextStyle::regular(13.0), theme.coincidence_text);
            if copy.clicked() {
                ui.ctx().copy_text(report.list());
                command = Some(ExchangeCommand::Copied);
            }
        }
    });
    let notes = report.notes.join(" · ");
    let height = if preview.lists { 140.0 } else { 20.0 };
    if preview.lists {
        list(ui, report, height, theme);
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), egui::Sense::hover());
    widgets::put(ui, rect.left_center(), &notes, TextStyle::regular(12.5), theme.text_muted, rect.width());
    if !notes.is_empty() {
        let response = widgets::named(response, egui::accesskit::Role::Label, &notes);
        widgets::tip(response, &report.notes.join("\n"));
    }
    command
}

/// "812 rows become events, 3 do not".
fn in_words(report: &Report) -> String {
    if report.taken == 0 && report.passed_over == 0 {
        return "No events yet".to_owned();
    }
    let taken = match report.taken {
        0 => "Nothing becomes an event".to_owned(),
        1 => "1 event is taken".to_owned(),
        count => format!("{} events are taken", grouped(count)),
    };
    match report.passed_over {
        0 => format!("{taken}, nothing is left behind"),
        1 => format!("{taken}, 1 row is not:"),
        count => format!("{taken}, {} rows are not:", grouped(count)),
    }
}

fn list(ui: &mut Ui, report: &Report, height: f32, theme: &Theme) {
    let frame = Frame::new()
        .fill(Color32::from(theme.field))
        .corner_radius(egui::CornerRadius::same(6))
        .inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.set_height(height - 12.0);
        let area = ScrollArea::vertical().id_salt("not taken").auto_shrink([false, false]);
        area.show_rows(ui, LINE, report.skipped.len(), |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for skipped in rows.filter_map(|row| report.skipped.get(row)) {
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width(), LINE), egui::Sense::hover());
                let line = format!("line {}", skipped.line);
                widgets::put(
                    ui,
                    rect.left_center(),
                    &line,
                    TextStyle::semibold(12.5),
                    theme.text_muted,
                    84.0,
                );
                let at = rect.left_center() + vec2(92.0, 0.0);
                let text = match skipped.excerpt.as_str() {
                    "" => skipped.reason.clone(),
                    excerpt => format!("{} — {excerpt}", skipped.reason),
                };
                widgets::put(ui, at, &text, TextStyle::regular(12.5), theme.text, rect.width() - 96.0);
                widgets::named(response, egui::accesskit::Role::Label, &format!("{line}: {text}"));
            }
        });
    });
}
