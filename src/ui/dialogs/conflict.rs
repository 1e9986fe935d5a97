//! A file that another program has changed while it is open with changes of one's own: mine, theirs, or both, with
//! what contradicts shown event by event.

use egui::{Align, Color32, Context, Frame, Layout, Margin, ScrollArea, Ui};

use super::frame::{heading, main_button, modal, needs_focus};
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, Conflict, SafetyCommand};
use crate::ui::widgets;

/// A file that has changed on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which of the opened files.
    pub file: usize,
    /// Its name.
    pub name: String,
    /// What was changed here: "2 events changed".
    pub mine: String,
    /// What was changed there; or why it can no longer be read.
    pub theirs: Result<String, String>,
    /// What contradicts.
    pub conflicts: Vec<Conflict>,
    /// Whether the conflicts are looked at one by one.
    pub merging: bool,
}

/// Shows the question.
pub fn show(ctx: &Context, changed: &mut Changed, theme: &Theme, commands: &mut Commands) {
    let modal = modal("disk", ctx).show(ctx, |ui| {
        ui.set_width(if changed.merging { 680.0 } else { 520.0 });
        if changed.merging { conflicts(ui, changed, theme) } else { question(ui, changed, theme) }
    });
    let command = modal.inner.or_else(|| modal.should_close().then_some(SafetyCommand::DecideLater));
    if let Some(command) = command {
        commands.push_back(Command::Safety(command));
    }
}

fn question(ui: &mut Ui, changed: &mut Changed, theme: &Theme) -> Option<SafetyCommand> {
    heading(ui, &format!("{} was changed by another program", isolated(&changed.name)), theme);
    let theirs = match &changed.theirs {
        Ok(summary) => format!("On disk: {summary}."),
        Err(reason) => format!("On disk: {reason}."),
    };
    for text in [theirs, format!("Here, unsaved: {}.", changed.mine)] {
        widgets::paragraph(ui, &text, TextStyle::regular(13.0), theme.text);
    }
    let can_merge = changed.theirs.is_ok();
    if can_merge {
        let text = match changed.conflicts.len() {
            0 => "Both sets of changes can be kept; they don’t conflict.".to_owned(),
            1 => "Both sets of changes can be kept, except for 1 conflict that you decide.".to_owned(),
            many => format!("Both sets of changes can be kept, except for {many} conflicts that you decide."),
        };
        widgets::paragraph(ui, &text, TextStyle::regular(13.0), theme.text_muted);
    }
    ui.add_space(12.0);
    let mut command = None;
    ui.horizontal(|ui| {
        let merge = ui.add_enabled(can_merge, main_button("Keep both", theme));
        if needs_focus(ui.ctx()) {
            merge.request_focus();
        }
        if merge.clicked() {
            if changed.conflicts.is_empty() {
                command = Some(SafetyCommand::Merge);
            } else {
                changed.merging = true;
            }
        }
        let mine = ui.button("Keep mine").on_hover_text("Replace the file on disk when you next save");
        if mine.clicked() {
            command = Some(SafetyCommand::KeepMine);
        }
        let theirs = ui.add_enabled(can_merge, egui::Button::new("Use theirs"));
        if theirs.on_hover_text("Replace your changes; Undo brings them back").clicked() {
            command = Some(SafetyCommand::TakeTheirs);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Decide later").clicked() {
                command = Some(SafetyCommand::DecideLater);
            }
        });
    });
    command
}

fn conflicts(ui: &mut Ui, changed: &mut Changed, theme: &Theme) -> Option<SafetyCommand> {
    heading(ui, &format!("Conflicts in {}", isolated(&changed.name)), theme);
    let text = "All other changes from both sides are kept.";
    widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text_muted);
    ui.add_space(10.0);
    let height = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 460.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        for (at, conflict) in changed.conflicts.iter_mut().enumerate() {
            ui.push_id(at, |ui| row(ui, conflict, theme));
            ui.add_space(6.0);
        }
    });
    ui.add_space(10.0);
    let mut command = None;
    ui.horizontal(|ui| {
        let merge = ui.add(main_button("Merge", theme));
        if needs_focus(ui.ctx()) {
            merge.request_focus();
        }
        if merge.clicked() {
            command = Some(SafetyCommand::Merge);
        }
        for (text, theirs) in [("All mine", false), ("All theirs", true)] {
            if ui.button(text).clicked() {
                changed.conflicts.iter_mut().for_each(|conflict| conflict.take_theirs = theirs);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Back").clicked() {
                changed.merging = false;
            }
        });
    });
    command
}

/// What was changed here and there, to choose from.
pub(super) fn row(ui: &mut Ui, conflict: &mut Conflict, theme: &Theme) {
    let frame = Frame::new().fill(Color32::from(theme.field)).corner_radius(6).inner_margin(Margin::same(12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = format!("{} · {}", isolated(&conflict.about), conflict.field);
        widgets::paragraph(ui, &title, TextStyle::semibold(13.0), theme.text);
        ui.add_space(2.0);
        for (name, value, theirs) in
            [("Mine", conflict.mine.clone(), false), ("Theirs", conflict.theirs.clone(), true)]
        {
            ui.horizontal_wrapped(|ui| {
                let radio = ui.radio(conflict.take_theirs == theirs, name);
                let name = format!("{name}: {value}");
                radio.widget_info(|| {
                    egui::WidgetInfo::selected(
                        egui::accesskit::Role::RadioButton,
                        true,
                        conflict.take_theirs == theirs,
                        &name,
                    )
                });
                if radio.clicked() {
                    conflict.take_theirs = theirs;
                }
                widgets::paragraph(ui, &value, TextStyle::regular(13.0), theme.text);
            });
        }
    });
}
