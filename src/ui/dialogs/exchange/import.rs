//! The window of an import: how the file is read on top, its columns, the events that come of it, what does not, and
//! what to do with them.

use egui::accesskit::Role;
use egui::{
    Button, Color32, ComboBox, Context, Frame, Id, Margin, Modal, RichText, TextEdit, Ui, WidgetInfo, vec2,
};

use super::{columns, events, report};
use crate::io::import::{
    Because, Charset, Codes, DayOrder, Field, Format, NO_QUOTE, Options, Question, Table, grouped,
};
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, ExchangeCommand, FileCommand, ImportInto, ImportPreview};
use crate::ui::widgets;
use crate::ui::widgets::style::HEADING;

/// The window's greatest size, in points.
const MAX_SIZE_PT: egui::Vec2 = vec2(1120.0, 760.0);

/// What can stand between the cells of a table, with its name.
const SEPARATORS: [(u8, &str); 4] = [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "bars")];

/// Shows it.
pub(crate) fn show(ctx: &Context, preview: &mut ImportPreview, theme: &Theme, commands: &mut Commands) {
    let room = ctx.content_rect().size() - vec2(64.0, 64.0);
    let size = room.min(MAX_SIZE_PT);
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("import")).frame(frame).backdrop_color(Color32::from_black_alpha(70));
    let shown = modal.show(ctx, |ui| {
        ui.set_width(size.x - 40.0);
        ui.set_height(size.y - 40.0);
        contents(ui, preview, theme)
    });
    // A modal stands in the middle by the size it had before: once more where the window has changed.
    let remembered = Id::unique("room of the import");
    if ctx.data(|data| data.get_temp::<egui::Vec2>(remembered)) != Some(room) {
        ctx.data_mut(|data| data.insert_temp(remembered, room));
        ctx.request_repaint();
    }
    let command = shown.inner.or_else(|| {
        let escape = ctx.input(|i| i.key_pressed(egui::Key::Escape));
        escape.then_some(ExchangeCommand::Cancel)
    });
    commands.extend(command.map(|command| Command::File(FileCommand::Exchange(command))));
}

fn contents(ui: &mut Ui, preview: &mut ImportPreview, theme: &Theme) -> Option<ExchangeCommand> {
    let mut command = None;
    head(ui, preview, theme);
    let mut options = preview.options.clone();
    let failed = preview.imported.report.failed.clone();
    // The foot first, so that what scrolls has what is left.
    let foot_height = 128.0 + if preview.lists { 162.0 } else { 0.0 };
    let body = ui.available_height() - foot_height;
    ui.allocate_ui(vec2(ui.available_width(), body), |ui| {
        ui.set_height(body);
        if let Some(table) = &preview.imported.table {
            controls(ui, table, &mut options, theme);
            ui.add_space(6.0);
        } else {
            lane(ui, &mut options, theme);
        }
        questions(ui, preview, &mut options, theme);
        if let Some((message, hint)) = &failed {
            widgets::paragraph(ui, message, TextStyle::semibold(13.0), theme.error);
            widgets::paragraph(ui, hint, TextStyle::regular(12.5), theme.text_muted);
        }
        if let Some(table) = &preview.imported.table {
            let has_events = preview.imported.report.taken > 0;
            columns::show(ui, table, has_events, &mut options, theme);
            ui.add_space(10.0);
        }
        events::show(ui, &preview.imported, theme);
    });
    foot(ui, preview, theme, &mut command);
    if options != preview.options {
        command = Some(ExchangeCommand::Change(Box::new(options)));
    }
    command
}

/// What the file is called, and how it is read.
fn head(ui: &mut Ui, preview: &ImportPreview, theme: &Theme) {
    let title = format!("Import {}", isolated(&preview.name));
    widgets::line(ui, &title, TextStyle::semibold(HEADING), theme.text);
    let rows =
        |table: &Table| format!(" with {} rows and {} columns", grouped(table.rows), table.names.len());
    let table = preview.imported.table.as_ref().map(rows).unwrap_or_default();
    let kind = match preview.format {
        Format::Table => "Table",
        Format::Calendar => "Calendar",
        Format::Json | Format::JsonLines if preview.imported.table.is_some() => "Records in JSON",
        Format::Json | Format::JsonLines => "JSON timeline",
        Format::Sheet => "A workbook",
        Format::TimelineXml => "Timeline Project timeline",
        #[cfg(feature = "parquet")]
        Format::Parquet => "Parquet table",
        Format::Gedcom => "Family tree (GEDCOM)",
        Format::Markwhen => "Markwhen timeline",
        Format::Mermaid => "Mermaid diagram",
    };
    let text = format!("{kind}{table}. Nothing is imported until you confirm.");
    widgets::line(ui, &text, TextStyle::regular(12.5), theme.text_muted);
    ui.add_space(10.0);
}

fn label(ui: &mut Ui, text: &str, theme: &Theme) {
    widgets::line(ui, text, TextStyle::regular(12.5), theme.text_muted);
}

/// A list to choose from; gives what was chosen.
fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    shown: &str,
    width: f32,
    choices: &[(T, &str)],
) -> Option<T> {
    let mut chosen = None;
    let list = ComboBox::from_id_salt(name).selected_text(shown).width(width).show_ui(ui, |ui| {
        for (value, text) in choices {
            if ui.selectable_label(*text == shown, *text).clicked() {
                chosen = Some(*value);
            }
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {shown}")));
    chosen
}

/// Encoding, separator, header, order of dates, codes of countries, the lane of the rest.
fn controls(ui: &mut Ui, table: &Table, options: &mut Options, theme: &Theme) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        label(ui, "Encoding", theme);
        let offered = Charset::offered();
        let choices: Vec<(Charset, &str)> =
            offered.iter().map(|charset| (*charset, charset.name())).collect();
        if let Some(charset) = choose(ui, "Encoding", table.charset.name(), 116.0, &choices) {
            options.encoding = Some(charset);
        }
        if table.because == Because::Guessed {
            let guess = widgets::line(ui, "guessed", TextStyle::regular(12.5), theme.warning);
            guess.on_hover_text(
                "The file does not say its encoding; check whether the text below looks right",
            );
        }
        // Cells of workbooks and records stand apart by themselves.
        if table.separator != 0 {
            marks(ui, table, options, theme);
        }
        ui.add_space(8.0);
        let mut header = table.header;
        if ui.checkbox(&mut header, "First row contains column names").changed() {
            options.header = Some(header);
            options.columns.clear();
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        label(ui, "Dates", theme);
        let orders = [
            (DayOrder::DayFirst, "day first: 14/10/2024"),
            (DayOrder::MonthFirst, "month first: 10/14/2024"),
            (DayOrder::YearFirst, "year first: 24/10/14"),
        ];
        let shown = match table.order {
            None => "unambiguous",
            Some(DayOrder::DayFirst) => orders[0].1,
            Some(DayOrder::MonthFirst) => orders[1].1,
            Some(DayOrder::YearFirst) => orders[2].1,
        };
        if let Some(order) = choose(ui, "Dates", shown, 168.0, &orders) {
            options.order = Some(order);
        }
        ui.add_space(8.0);
        label(ui, "Countries", theme);
        let codes = Codes::ALL.map(|codes| (codes, codes.name()));
        if let Some(codes) = choose(ui, "Countries", table.codes.name(), 168.0, &codes) {
            options.codes = Some(codes);
        }
        ui.add_space(8.0);
        lane(ui, options, theme);
    });
}

/// What stands between the cells of a text, and around them.
fn marks(ui: &mut Ui, table: &Table, options: &mut Options, theme: &Theme) {
    ui.add_space(8.0);
    label(ui, "Separator", theme);
    let other = char::from(table.separator).to_string();
    let named = SEPARATORS.iter().find(|(byte, _)| *byte == table.separator);
    let shown = named.map_or(other.as_str(), |(_, name)| *name);
    if let Some(separator) = choose(ui, "Separator", shown, 96.0, &SEPARATORS) {
        options.separator = Some(separator);
    }
    ui.add_space(8.0);
    label(ui, "Quotes", theme);
    let quotes = [(b'"', "\" \""), (b'\'', "' '"), (NO_QUOTE, "none")];
    let shown = quotes.iter().find(|(byte, _)| *byte == table.quote).map_or("other", |(_, name)| *name);
    if let Some(quote) = choose(ui, "Quotes", shown, 44.0, &quotes) {
        options.quote = Some(quote);
    }
}

/// The lane of what names no country.
fn lane(ui: &mut Ui, options: &mut Options, theme: &Theme) {
    label(ui, "No country", theme);
    let mut text = options.lane.clone().unwrap_or_default();
    let hint = widgets::ordered_in(&format!("lane “{}”", isolated(&options.name)), theme.text_muted);
    let field = ui.add(
        TextEdit::singleline(&mut text)
            .char_limit(widgets::MOST_EDITED_BYTES)
            .desired_width(150.0)
            .hint_text(hint),
    );
    field.widget_info(|| WidgetInfo {
        current_text_value: Some(text.clone()),
        ..WidgetInfo::labeled(Role::TextInput, true, "Lane for rows without a country")
    });
    if field.changed() {
        options.lane = (!text.trim().is_empty()).then_some(text);
    }
}

/// What only the user knows, with its answers.
fn questions(ui: &mut Ui, preview: &ImportPreview, options: &mut Options, theme: &Theme) {
    for question in &preview.imported.report.questions {
        let frame = Frame::new()
            .fill(Color32::from(theme.selected))
            .corner_radius(egui::CornerRadius::same(6))
            .inner_margin(Margin::symmetric(12, 8));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                let text = question.in_words();
                widgets::line(ui, &text, TextStyle::semibold(13.0), theme.coincidence_text);
                match question {
                    Question::Order { any_of, .. } => {
                        for order in any_of {
                            let text = match order {
                                DayOrder::DayFirst => "Day first",
                                DayOrder::MonthFirst => "Month first",
                                DayOrder::YearFirst => "Year first",
                            };
                            if ui.button(text).clicked() {
                                options.order = Some(*order);
                            }
                        }
                    }
                    Question::Codes { any_of, .. } => {
                        for codes in any_of {
                            if ui.button(codes.name()).clicked() {
                                options.codes = Some(*codes);
                            }
                        }
                    }
                    Question::Reckoning { any_of, .. } => {
                        for calendar in any_of {
                            if ui.button(calendar.name()).clicked() {
                                options.reckoning = Some(*calendar);
                            }
                        }
                    }
                    Question::Which { field, between } => {
                        for column in between {
                            if ui.button(&column.name).clicked() {
                                options.columns.push((column.number - 1, Some(*field)));
                            }
                        }
                        if between.is_empty() {
                            label(ui, "Choose it in the list above that column.", theme);
                        }
                        if *field != Field::Date && *field != Field::Title && ui.button("None").clicked() {
                            options.named_columns.push((*field, None));
                        }
                    }
                    Question::End { column, .. } => {
                        if ui.button("Yes").clicked() {
                            options.named_columns.push((Field::End, Some(column.clone())));
                        }
                        if ui.button("No").clicked() {
                            options.named_columns.push((Field::End, None));
                        }
                    }
                    Question::Sheet { sheets } => {
                        for name in sheets.iter().take(8) {
                            if ui.button(name).clicked() {
                                options.sheet = Some(name.clone());
                            }
                        }
                    }
                    Question::Wide { .. } => {
                        label(ui, "Or choose it above its column.", theme);
                    }
                }
            });
        });
        ui.add_space(6.0);
    }
}

/// How many events there are, where they go, and the buttons.
fn foot(ui: &mut Ui, preview: &mut ImportPreview, theme: &Theme, command: &mut Option<ExchangeCommand>) {
    if let Some(copied) = report::show(ui, preview, theme) {
        *command = Some(copied);
    }
    ui.add_space(8.0);
    let report = &preview.imported.report;
    let ready =
        report.taken > 0 && report.questions.is_empty() && report.failed.is_none() && !preview.reading;
    ui.horizontal(|ui| {
        ui.radio_value(&mut preview.into, ImportInto::New, "As a new timeline");
        let join = egui::RadioButton::new(preview.into == ImportInto::Open, "Into the open timeline");
        let join = ui.add_enabled(preview.can_join, join);
        if join.on_hover_text("Undo reverts the whole import in one step").clicked() {
            preview.into = ImportInto::Open;
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let text = match report.taken {
                1 => "Import 1 event".to_owned(),
                count => format!("Import {} events", grouped(count)),
            };
            let main = Button::new(RichText::new(text).color(Color32::from(theme.chip_text)))
                .fill(Color32::from(theme.chip));
            if ui.add_enabled(ready, main).clicked() {
                *command = Some(ExchangeCommand::Take);
            }
            if ui.button("Cancel").clicked() {
                *command = Some(ExchangeCommand::Cancel);
            }
            if preview.reading {
                label(ui, "reading…", theme);
            }
        });
    });
}
