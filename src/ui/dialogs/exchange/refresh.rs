//! What changed in the files that were imported: every event that would be added, changed or removed, and a choice for
//! what was changed here too, before anything is accepted.

use egui::{Align, Color32, Context, Frame, Layout, Margin, ScrollArea, Ui, vec2};

use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, ExchangeCommand, FileCommand, RefreshLine, RefreshQuestion};
use crate::ui::dialogs::conflict;
use crate::ui::dialogs::frame::{heading, main_button, modal, needs_focus};
use crate::ui::widgets;

/// Width of the window, in points.
const WIDTH_PT: f32 = 680.0;

/// Height of a line of the list, in points.
const LINE_PT: f32 = 22.0;

/// Shows it.
pub(crate) fn show(ctx: &Context, question: &mut RefreshQuestion, theme: &Theme, commands: &mut Commands) {
    let modal = modal("refresh", ctx).show(ctx, |ui| {
        ui.set_width(WIDTH_PT.min(ui.ctx().content_rect().width() - 80.0));
        contents(ui, question, theme)
    });
    let closed = modal.should_close().then_some(ExchangeCommand::Cancel);
    let command = modal.inner.or(closed);
    commands.extend(command.map(|command| Command::File(FileCommand::Exchange(command))));
}

fn contents(ui: &mut Ui, question: &mut RefreshQuestion, theme: &Theme) -> Option<ExchangeCommand> {
    heading(ui, &format!("Refresh {}", isolated(&question.names)), theme);
    let nothing = question.changes.is_empty() && question.conflicts.is_empty();
    let text = match (nothing, question.failed.is_empty()) {
        (true, true) => "Nothing has changed.".to_owned(),
        (true, false) => "Nothing has changed in what could be read.".to_owned(),
        (false, _) if question.summary.is_empty() => {
            "Your version and the newer one differ only where you decide.".to_owned()
        }
        (false, _) => format!("{}. Nothing is accepted until you confirm.", question.summary),
    };
    widgets::paragraph(ui, &text, TextStyle::regular(13.0), theme.text);
    for (message, hint) in &question.failed {
        widgets::paragraph(ui, message, TextStyle::semibold(13.0), theme.error);
        widgets::paragraph(ui, hint, TextStyle::regular(12.5), theme.text_muted);
    }
    for note in question.notes.iter().take(4) {
        widgets::paragraph(ui, note, TextStyle::regular(12.5), theme.text_muted);
    }
    if question.notes.len() > 4 {
        let more = format!("and {} more", question.notes.len() - 4);
        widgets::paragraph(ui, &more, TextStyle::regular(12.5), theme.text_muted);
    }
    ui.add_space(8.0);
    let room = (ui.ctx().content_rect().height() - 300.0).clamp(120.0, 480.0);
    let split = !question.conflicts.is_empty() && !question.changes.is_empty();
    // What is to be decided has the room that the list of the rest leaves.
    #[allow(clippy::cast_precision_loss)] // a number of lines
    let list = (question.changes.len() as f32 * LINE_PT).min(if split { room / 2.0 } else { room });
    if !question.changes.is_empty() {
        changes(ui, &question.changes, list, theme);
    }
    if !question.conflicts.is_empty() {
        choices(ui, question, room - list, theme);
    }
    ui.add_space(10.0);
    buttons(ui, question, nothing, theme)
}

/// The list of what would be added, changed and removed.
fn changes(ui: &mut Ui, lines: &[RefreshLine], height: f32, theme: &Theme) {
    let frame =
        Frame::new().fill(Color32::from(theme.field)).corner_radius(6).inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        let area = ScrollArea::vertical().id_salt("changes").max_height(height).auto_shrink([false, true]);
        area.min_scrolled_height(height).show_rows(ui, LINE_PT, lines.len(), |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for line in rows.filter_map(|row| lines.get(row)) {
                let size = vec2(ui.available_width(), LINE_PT);
                let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
                let at = rect.left_center();
                let color = match line.what {
                    "Removed" => theme.error,
                    "Added" => theme.coincidence_text,
                    _ => theme.text_muted,
                };
                widgets::put(ui, at, line.what, TextStyle::semibold(12.5), color, 70.0);
                let text = format!("{}   {}", isolated(&line.title), isolated(&line.more));
                widgets::put(
                    ui,
                    at + vec2(78.0, 0.0),
                    &text,
                    TextStyle::regular(12.5),
                    theme.text,
                    rect.width() - 82.0,
                );
                let whole = format!("{} {}: {}", line.what, line.title, line.more);
                let response = widgets::named(response, egui::accesskit::Role::Label, &whole);
                widgets::tip(response, &line.more);
            }
        });
    });
    ui.add_space(8.0);
}

/// What was changed here and there, to choose from.
fn choices(ui: &mut Ui, question: &mut RefreshQuestion, height: f32, theme: &Theme) {
    let count = question.conflicts.len();
    let text = match count {
        1 => "You changed this too. Which is right?".to_owned(),
        many => format!("You changed these {many} too. Which are right?"),
    };
    ui.horizontal(|ui| {
        widgets::line(ui, &text, TextStyle::semibold(13.0), theme.text);
        if count > 1 {
            for (text, theirs) in [("All mine", false), ("All theirs", true)] {
                if ui.button(text).clicked() {
                    question.conflicts.iter_mut().for_each(|conflict| conflict.take_theirs = theirs);
                }
            }
        }
    });
    ui.add_space(6.0);
    let area = ScrollArea::vertical().id_salt("conflicts").max_height(height).auto_shrink([false, true]);
    area.show(ui, |ui| {
        for (at, conflict) in question.conflicts.iter_mut().enumerate() {
            ui.push_id(at, |ui| conflict::row(ui, conflict, theme));
            ui.add_space(6.0);
        }
    });
}

fn buttons(ui: &mut Ui, question: &RefreshQuestion, nothing: bool, theme: &Theme) -> Option<ExchangeCommand> {
    let mut command = None;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if nothing {
                let close = ui.add(main_button("Close", theme));
                if needs_focus(ui.ctx()) {
                    close.request_focus();
                }
                if close.clicked() {
                    // What was read is remembered as read, where anything was.
                    command = Some(ExchangeCommand::Cancel);
                }
                return;
            }
            let accept = ui.add_enabled(!question.read.is_empty(), main_button("Accept changes", theme));
            if needs_focus(ui.ctx()) {
                accept.request_focus();
            }
            if accept.on_hover_text("Undo reverts all of it in one step").clicked() {
                command = Some(ExchangeCommand::TakeRefresh);
            }
            if ui.button("Cancel").clicked() {
                command = Some(ExchangeCommand::Cancel);
            }
        });
    });
    command
}
