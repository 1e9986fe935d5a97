//! The columns of a table side by side: what each is taken as, and its first values.

use egui::accesskit::Role;
use egui::{Color32, ComboBox, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::io::import::{Field, Options, Table};
use crate::scene::{TextStyle, Theme};
use crate::ui::widgets;

/// Width of a column, in points.
const WIDTH_PT: f32 = 148.0;
/// Height of a row of values, in points.
const ROW_PT: f32 = 20.0;
/// So many rows stand below the names.
const SAMPLE_ROWS: usize = 3;
/// So many where they are all that there is to decide by, as long as no event can be shown.
const ROWS_WITHOUT_EVENTS: usize = 10;
/// More columns than this are not shown; they can still be named on the command line.
const MAX_COLUMNS: usize = 200;

/// Shows the columns; a choice changes the options.
pub(crate) fn show(ui: &mut Ui, table: &Table, has_events: bool, options: &mut Options, theme: &Theme) {
    let rows = if has_events { SAMPLE_ROWS } else { ROWS_WITHOUT_EVENTS.min(table.first.len().max(1)) };
    ScrollArea::horizontal().id_salt("columns").show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            for at in 0..table.names.len().min(MAX_COLUMNS) {
                ui.vertical(|ui| {
                    ui.set_width(WIDTH_PT);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    choice(ui, table, at, options);
                    column(ui, table, at, rows, theme);
                });
            }
        });
        ui.add_space(8.0); // of the bar
    });
}

/// What the column is taken as.
fn choice(ui: &mut Ui, table: &Table, at: usize, options: &mut Options) {
    let fields: Vec<Field> = table.fields(at).map(|role| role.field).collect();
    let field = fields.first().copied();
    let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
    let shown = if names.is_empty() { "— skip —".to_owned() } else { names.join(", ") };
    let mut chosen = None;
    let list =
        ComboBox::from_id_salt(("column", at)).selected_text(&shown).width(WIDTH_PT - 8.0).height(420.0);
    let response = list.show_ui(ui, |ui| {
        if ui.selectable_label(field.is_none(), "— skip —").clicked() {
            chosen = Some(None);
        }
        for each in Field::ALL {
            if ui.selectable_label(fields.contains(&each), each.name()).clicked() {
                chosen = Some(Some(each));
            }
        }
    });
    let name = format!("Column {}: {shown}", table.names[at]);
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    let why: Vec<String> =
        table.fields(at).map(|role| format!("{}: {}", role.field.name(), role.because)).collect();
    if !why.is_empty() {
        widgets::tip(response.response, &why.join("\n"));
    }
    if let Some(chosen) = chosen {
        options.columns.retain(|(other, _)| *other != at);
        // Of two columns for one field the newer choice counts.
        if let Some(single) = chosen.filter(|field| !field.adds_up()) {
            options.columns.retain(|(_, field)| *field != Some(single));
        }
        options.columns.push((at, chosen));
    }
}

/// Its name and its first values.
fn column(ui: &mut Ui, table: &Table, at: usize, rows: usize, theme: &Theme) {
    let taken = table.fields(at).next().is_some();
    let height = ROW_PT * (rows as f32 + 1.0);
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH_PT, height), Sense::hover());
    let line =
        |row: usize| Rect::from_min_size(rect.min + vec2(0.0, ROW_PT * row as f32), vec2(WIDTH_PT, ROW_PT));
    let color = if taken { theme.text } else { theme.text_muted };
    widgets::put(
        ui,
        line(0).left_center(),
        &table.names[at],
        TextStyle::semibold(12.5),
        color,
        WIDTH_PT - 6.0,
    );
    let stroke = egui::Stroke::new(1.0, Color32::from(theme.hairline));
    ui.painter().hline(rect.x_range(), line(0).bottom(), stroke);
    for (row, (_, cells)) in table.first.iter().take(rows).enumerate() {
        let text = cells.get(at).map_or("", String::as_str);
        widgets::put(
            ui,
            line(row + 1).left_center(),
            text,
            TextStyle::regular(12.5),
            theme.text_muted,
            WIDTH_PT - 6.0,
        );
    }
    let values: Vec<&str> =
        table.first.iter().take(rows).filter_map(|(_, cells)| cells.get(at)).map(String::as_str).collect();
    let name = format!("{}: {}", table.names[at], values.join("; "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
}
