//! What an import tells, live: how many rows become events, how many do not, which and why.

use egui::{Color32, Frame, Margin, ScrollArea, Ui, vec2};

use crate::io::import::{Report, grouped};
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{ExchangeCommand, ImportPreview};
use crate::ui::widgets;

/// Height of a line of the list, in points.
const LINE_PT: f32 = 20.0;

/// Shows the counts, and the list where it is asked for.
pub(crate) fn show(ui: &mut Ui, preview: &mut ImportPreview, theme: &Theme) -> Option<ExchangeCommand> {
    let report = &preview.imported.report;
    let mut command = None;
    widgets::rule(ui, theme);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        widgets::line(
            ui,
            &in_words(report, preview.imported.table.is_some()),
            TextStyle::semibold(13.0),
            theme.text,
        );
        if report.passed_over > 0 {
            let text = if preview.lists { "hide list" } else { "show list" };
            if widgets::text_button(ui, text, TextStyle::regular(13.0), theme.coincidence_text).clicked() {
                preview.lists = !preview.lists;
            }
            let copy =
                widgets::text_button(ui, "copy list", TextStyle::regular(13.0), theme.coincidence_text);
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

/// "812 events to import, 3 rows skipped:".
fn in_words(report: &Report, is_table: bool) -> String {
    let thing = if is_table { "row" } else { "event" };
    if report.taken == 0 && report.passed_over == 0 {
        return "No events yet".to_owned();
    }
    let taken = match report.taken {
        0 => "Nothing to import".to_owned(),
        1 => "1 event".to_owned(),
        count => format!("{} events", grouped(count)),
    };
    match (report.taken, report.passed_over) {
        (0, 0) => taken,
        (1, 0) => format!("1 {thing} will be imported"),
        (count, 0) => format!("All {} {thing}s will be imported", grouped(count)),
        (0, skipped) => format!("{taken}, {} skipped:", crate::model::counted(skipped, thing)),
        (_, skipped) => format!("{taken} to import, {} skipped:", crate::model::counted(skipped, thing)),
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
        area.show_rows(ui, LINE_PT, report.skipped.len(), |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for skipped in rows.filter_map(|row| report.skipped.get(row)) {
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width(), LINE_PT), egui::Sense::hover());
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
