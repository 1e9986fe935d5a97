//! The question before an export: which format, what it would lose, and whether private notes go out.

use egui::{Button, Color32, Context, Frame, Id, Margin, Modal, RadioButton, RichText, Ui};

use crate::io::import::grouped;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, ExchangeCommand, ExportQuestion, ExportScope, FileCommand};
use crate::ui::widgets;
use crate::ui::widgets::style::HEADING;

/// Which events go out, with how many each choice has; returns another choice.
pub(super) fn scopes(ui: &mut Ui, now: ExportScope, counts: &[usize; 4]) -> Option<ExportScope> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for (scope, count) in ExportScope::ALL.into_iter().zip(counts) {
            let text = format!("{} ({})", scope.text(), grouped(*count));
            let possible = *count > 0 || scope == now;
            if ui.add_enabled(possible, RadioButton::new(now == scope, text)).clicked() && now != scope {
                chosen = Some(scope);
            }
        }
    });
    chosen
}

/// Asks.
pub(crate) fn show(ctx: &Context, question: &mut ExportQuestion, theme: &Theme, commands: &mut Commands) {
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("export")).frame(frame).backdrop_color(Color32::from_black_alpha(70));
    let shown = modal.show(ctx, |ui| {
        ui.set_width(480.0);
        let count = match question.events {
            1 => "Export 1 event".to_owned(),
            count => format!("Export {} events", grouped(count)),
        };
        widgets::paragraph(ui, &count, TextStyle::semibold(HEADING), theme.text);
        ui.add_space(6.0);
        if let Some(scope) = scopes(ui, question.scope, &question.counts) {
            let other = ExchangeCommand::ExportOf(scope);
            commands.push_back(Command::File(FileCommand::Exchange(other)));
        }
        ui.add_space(6.0);
        for (target, _) in &question.lost {
            let text = format!("{} (.{})", target.name(), target.extension());
            let response = ui.radio(question.target == *target, text);
            if widgets::tip(response, target.purpose()).clicked() {
                question.target = *target;
            }
            ui.horizontal(|ui| {
                ui.add_space(24.0);
                widgets::line(ui, target.purpose(), TextStyle::regular(12.5), theme.text_muted);
            });
            ui.add_space(4.0);
        }
        ui.add_space(4.0);
        if question.has_notes {
            ui.checkbox(&mut question.notes, "Include private notes");
        }
        let lost = question.lost.iter().find(|(target, _)| *target == question.target);
        let lost = lost.map(|(_, lost)| &lost[usize::from(question.notes)][..]).unwrap_or_default();
        ui.add_space(4.0);
        if lost.is_empty() {
            widgets::paragraph(ui, "Everything is exported.", TextStyle::regular(13.0), theme.text_muted);
        }
        for sentence in lost {
            widgets::paragraph(ui, &format!("{sentence}."), TextStyle::regular(13.0), theme.text_muted);
        }
        ui.add_space(12.0);
        let mut command = None;
        ui.horizontal(|ui| {
            let main = Button::new(RichText::new("Export…").color(Color32::from(theme.chip_text)))
                .fill(Color32::from(theme.chip));
            if ui.add(main).clicked() {
                command =
                    Some(ExchangeCommand::ChooseTarget(question.target, question.notes, question.scope));
            }
            if ui.button("Cancel").clicked() {
                command = Some(ExchangeCommand::Cancel);
            }
        });
        command
    });
    let closed = shown.should_close().then_some(ExchangeCommand::Cancel);
    let command = shown.inner.or(closed);
    commands.extend(command.map(|command| Command::File(FileCommand::Exchange(command))));
}
