//! Copy, cut and paste of events: the window system tells of them as such and not as keys, and a text field has its
//! own use for them.

use egui::{Context, Event};

use super::{Command, Commands, EditCommand};

/// Pushes what copy, cut and paste mean for events, unless a text is being written or a question waits.
pub fn read(ctx: &Context, modal: bool, commands: &mut Commands) {
    if modal || ctx.text_edit_focused() {
        return;
    }
    // What was marked in a panel's text is what is meant then.
    let labels = ctx.plugin_opt::<egui::text_selection::LabelSelectionState>();
    let marked = labels.is_some_and(|labels| labels.lock().has_selection());
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let command = match event {
                Event::Copy if !marked => EditCommand::Copy,
                Event::Cut => EditCommand::Cut,
                Event::Paste(text) => EditCommand::Paste(Some(text.clone())),
                _ => return true,
            };
            commands.push_back(Command::Edit(command));
            false
        });
    });
}
