//! A file in which a merge left conflicts: what each side made of something, to choose from.

use std::path::PathBuf;

use egui::{Color32, Context, Frame, Margin, ScrollArea, Ui};

use super::frame::{heading, main_button, modal, needs_focus};
use crate::io::Take;
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, SafetyCommand};
use crate::ui::widgets;

/// So many are asked about at once.
pub const MOST: usize = 100;

/// The conflicts of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    /// The file.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// What contradicts, in the order of the file; at most [`MOST`].
    pub conflicts: Vec<Conflict>,
    /// How many there are beyond these.
    pub more: usize,
}

/// Something that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The event's title, or the timeline.
    pub about: String,
    /// The field.
    pub field: String,
    /// What each side made of it, by what is taken then.
    pub ways: Vec<(Take, String)>,
    /// What is taken.
    pub take: Take,
}

/// Shows the question.
pub fn show(ctx: &Context, settling: &mut Settling, theme: &Theme, commands: &mut Commands) {
    let modal = modal("settle", ctx).show(ctx, |ui| {
        ui.set_width(680.0);
        heading(ui, &format!("Conflicts left by a merge in {}", isolated(&settling.name)), theme);
        let text = "All other changes from both sides are in the file. Your choices are written to it; the file as it is \
                    now is kept beside it, with .bak after its name.";
        widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text_muted);
        ui.add_space(10.0);
        rows(ui, settling, theme);
        if settling.more > 0 {
            let more = format!("{} more conflicts follow after these.", crate::model::grouped(settling.more));
            widgets::paragraph(ui, &more, TextStyle::regular(13.0), theme.text_muted);
        }
        ui.add_space(10.0);
        buttons(ui, settling, theme)
    });
    let command = modal.inner.or_else(|| modal.should_close().then_some(SafetyCommand::DecideLater));
    if let Some(command) = command {
        commands.push_back(Command::Safety(command));
    }
}

fn rows(ui: &mut Ui, settling: &mut Settling, theme: &Theme) {
    let height = (ui.ctx().content_rect().height() - 280.0).clamp(120.0, 460.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        for (at, conflict) in settling.conflicts.iter_mut().enumerate() {
            ui.push_id(at, |ui| row(ui, conflict, theme));
            ui.add_space(6.0);
        }
    });
}

fn row(ui: &mut Ui, conflict: &mut Conflict, theme: &Theme) {
    let frame = Frame::new().fill(Color32::from(theme.field)).corner_radius(6).inner_margin(Margin::same(12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = format!("{} · {}", isolated(&conflict.about), conflict.field);
        widgets::paragraph(ui, &title, TextStyle::semibold(13.0), theme.text);
        ui.add_space(2.0);
        for (take, value) in &conflict.ways {
            ui.horizontal_wrapped(|ui| {
                let is_taken = conflict.take == *take;
                let radio = ui.radio(is_taken, word(*take));
                let name = format!("{}: {value}", word(*take));
                radio.widget_info(|| {
                    egui::WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, is_taken, &name)
                });
                if radio.clicked() {
                    conflict.take = *take;
                }
                widgets::paragraph(ui, value, TextStyle::regular(13.0), theme.text);
            });
        }
    });
}

fn word(take: Take) -> &'static str {
    match take {
        Take::Ours => "Ours",
        Take::Theirs => "Theirs",
        Take::Both => "Both",
    }
}

fn buttons(ui: &mut Ui, settling: &mut Settling, theme: &Theme) -> Option<SafetyCommand> {
    let mut command = None;
    ui.horizontal(|ui| {
        let write = ui.add(main_button("Write to file", theme));
        if needs_focus(ui.ctx()) {
            write.request_focus();
        }
        if write.clicked() {
            command = Some(SafetyCommand::Settle);
        }
        for (text, take) in [("All ours", Take::Ours), ("All theirs", Take::Theirs)] {
            if ui.button(text).clicked() {
                settling.conflicts.iter_mut().for_each(|conflict| conflict.take = take);
            }
        }
        if ui.button("Decide later").clicked() {
            command = Some(SafetyCommand::DecideLater);
        }
    });
    command
}
