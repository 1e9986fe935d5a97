//! What was not saved when the program ended without asking: what it was, and whether to take it up again.

use egui::{Align, Color32, Context, Frame, Layout, Margin, Panel, ScrollArea, Ui};

use super::frame::{heading, main_button, modal, needs_focus};
use crate::model::counted;
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, SafetyCommand};
use crate::ui::widgets;

/// What one run of the program left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its files: "rope.ron", "a timeline without a name".
    pub names: String,
    /// Where they are, a folder each: there may be several files of one name.
    pub folders: Vec<String>,
    /// "5 minutes ago".
    pub when: String,
    /// "2 events changed, 1 added"; or why it cannot be read.
    pub summary: Result<String, String>,
    /// What is to be known of where the files are now.
    pub remarks: Vec<String>,
}

/// Shows what was left, the newest first.
pub fn show(ctx: &Context, left: &[Left], theme: &Theme, commands: &mut Commands) {
    let modal = modal("recovery", ctx).show(ctx, |ui| {
        ui.set_width(520.0);
        heading(ui, "Unsaved changes from an earlier session", theme);
        let text = "Coeval closed before these changes were saved. Recover opens the file with them; \
                    the file itself changes only when you save.";
        widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text_muted);
        ui.add_space(10.0);
        let mut command = None;
        ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
            for (at, entry) in left.iter().enumerate() {
                if let Some(asked) = row(ui, at, entry, theme) {
                    command = Some(asked);
                }
                ui.add_space(6.0);
            }
        });
        ui.add_space(6.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let later = ui.button("Decide later").on_hover_text("Ask again the next time Coeval starts");
            if later.clicked() {
                command = Some(SafetyCommand::DecideLater);
            }
        });
        command
    });
    let command = modal.inner.or_else(|| modal.should_close().then_some(SafetyCommand::DecideLater));
    if let Some(command) = command {
        commands.push_back(Command::Safety(command));
    }
}

/// What waits beside the window while something else is open: a strip, with the way to the question.
pub fn waits(ui: &mut Ui, left: &[Left], theme: &Theme, commands: &mut Commands) {
    let Some(first) = left.first() else { return };
    let frame = Frame::new().fill(Color32::from(theme.field)).inner_margin(Margin::symmetric(20, 6));
    Panel::bottom("recovery waits").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            let others = match left.len() {
                1 => String::new(),
                count => format!(" and {}", counted(count - 1, "other timeline")),
            };
            let names = isolated(&first.names);
            let text = format!("Unsaved changes to {names}{others} from an earlier session");
            let room = (ui.available_width() - 180.0).max(60.0);
            ui.allocate_ui(egui::vec2(room, ui.spacing().interact_size.y), |ui| {
                widgets::line(ui, &text, TextStyle::regular(12.5), theme.text);
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let style = TextStyle::semibold(12.5);
                let later = widgets::text_button(ui, "Later", TextStyle::regular(12.5), theme.text_muted);
                if widgets::tip(later, "Ask again the next time Coeval starts").clicked() {
                    commands.push_back(Command::Safety(SafetyCommand::DecideLater));
                }
                if widgets::text_button(ui, "Review…", style, theme.coincidence_text).clicked() {
                    commands.push_back(Command::Safety(SafetyCommand::ReviewLeft));
                }
            });
        });
    });
}

fn row(ui: &mut Ui, at: usize, entry: &Left, theme: &Theme) -> Option<SafetyCommand> {
    let mut command = None;
    let frame = Frame::new().fill(Color32::from(theme.field)).corner_radius(6).inner_margin(Margin::same(12));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            let room = ui.available_width() - 190.0;
            ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
                ui.vertical(|ui| {
                    widgets::paragraph(ui, &isolated(&entry.names), TextStyle::semibold(13.0), theme.text);
                    for folder in &entry.folders {
                        let text = format!("in {}", isolated(folder));
                        widgets::paragraph(ui, &text, TextStyle::regular(12.5), theme.text_muted);
                    }
                    let (said, color) = match &entry.summary {
                        Ok(summary) => (format!("{} · {summary}", entry.when), theme.text_muted),
                        Err(reason) => (format!("{} · cannot be read: {reason}", entry.when), theme.text),
                    };
                    widgets::paragraph(ui, &said, TextStyle::regular(12.5), color);
                    for remark in &entry.remarks {
                        widgets::paragraph(ui, remark, TextStyle::regular(12.5), theme.warning);
                    }
                });
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let recover = ui.add_enabled(entry.summary.is_ok(), main_button("Recover", theme));
                if at == 0 && needs_focus(ui.ctx()) {
                    recover.request_focus();
                }
                let recover = widgets::named(
                    recover,
                    egui::accesskit::Role::Button,
                    &format!("Recover {}", entry.names),
                );
                if recover.clicked() {
                    command = Some(SafetyCommand::Recover(at));
                }
                let discard = widgets::named(
                    ui.button("Discard").on_hover_text("Delete these changes permanently"),
                    egui::accesskit::Role::Button,
                    &format!("Discard the changes to {}", entry.names),
                );
                if discard.clicked() {
                    command = Some(SafetyCommand::Discard(at));
                }
            });
        });
    });
    command
}
