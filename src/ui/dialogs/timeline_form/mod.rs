//! What the file says of the timeline as a whole, to be written: its title, a summary and the sources that it declares.
//! What is typed is in the document at once, as in the inspector, and each field is one step.

mod form;
mod sources;

use egui::{Context, Ui};

use super::frame::{heading, main_button, modal};
use crate::edit::{Edit, Section};
use crate::ui::PanelContext;
use crate::ui::commands::{Command, Commands, EditCommand};
use form::{Chosen, Look, field};

pub use form::TimelineForm;

/// Width of the form, in points.
const WIDTH_PT: f32 = 660.0;

/// Shows the form.
pub fn show(ctx: &Context, shown: &PanelContext<'_>, form: &mut TimelineForm, commands: &mut Commands) {
    form.count(shown.document);
    if !std::mem::replace(&mut form.is_open, true) {
        form.focus = Some("Timeline title");
        if let Some(first) = shown.document.sources().first() {
            form.chosen = Chosen::Declared(first.id.clone());
        }
    }
    let answer = modal("timeline details", ctx).show(ctx, |ui| {
        ui.set_width(WIDTH_PT.min(ctx.content_rect().width() - 80.0));
        heading(ui, "Timeline details", shown.theme);
        whole(ui, shown, form, commands);
        ui.add_space(10.0);
        sources::show(ui, shown, form, commands);
        ui.add_space(12.0);
        ui.add(main_button("Done", shown.theme)).clicked()
    });
    if answer.inner || answer.should_close() {
        commands.push_back(Command::Edit(EditCommand::EndGroup));
        commands.push_back(Command::Edit(EditCommand::CloseQuestion));
    }
}

/// Title and summary.
fn whole(ui: &mut Ui, shown: &PanelContext<'_>, form: &mut TimelineForm, commands: &mut Commands) {
    let document = shown.document;
    let fields = [
        ("Title", "Timeline title", 1, "What this timeline is about", document.title()),
        ("Summary", "Timeline summary", 3, "A few sentences about it", document.summary()),
    ];
    for (word, name, rows, hint, value) in fields {
        let typed = field(ui, shown, form, Look { word, name, rows, hint }, value);
        if typed.changed {
            let section = if rows == 1 { Section::Title(typed.text) } else { Section::Summary(typed.text) };
            commands.push_back(Command::Edit(EditCommand::Apply(Edit::Set(section))));
        }
        if typed.left {
            form.drafts.remove(name);
            commands.push_back(Command::Edit(EditCommand::EndGroup));
        }
    }
}
