//! From the selected event to days that are counted from it, or from every event that has a tag in common with it.

use egui::Ui;
use egui::accesskit::Role;

use super::labels::label;
use crate::analysis::{AlignOn, Reference};
use crate::model::Event;
use crate::model::brief::MOST_LINE_BYTES;
use crate::paint::isolated;
use crate::scene::TextStyle;
use crate::ui::commands::{AlignCommand, Command, Commands};
use crate::ui::widgets::Pages;
use crate::ui::{PanelContext, widgets};

/// So many tags are offered at once.
const MOST_TAGS: usize = 24;

/// "Align on  this event · diplomacy · embassy", each of which can be pressed.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, event: &Event, commands: &mut Commands) {
    let theme = shown.theme;
    let mut choices = Vec::new();
    if Reference::of(&event.date).is_some() {
        choices.push(("this event".to_owned(), AlignOn::Event(event.id.clone())));
    }
    let pages = Pages::of(ui, ("align", event.id.as_str()), event.tags.len(), MOST_TAGS);
    // What is longer than a line nobody recognises in a row of words.
    let is_offered = |tag: &&str| !tag.is_empty() && tag.len() <= MOST_LINE_BYTES;
    for tag in pages.part(&event.tags).iter().map(|tag| tag.trim()).filter(is_offered) {
        let on = AlignOn::Tag(tag.to_owned());
        if !choices.iter().any(|(_, known)| *known == on) {
            choices.push((tag.to_owned(), on));
        }
    }
    if choices.is_empty() {
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        label(ui, "Align on", theme);
        // No taller a row than its words, which then stand level with the label.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(12.0, 2.0);
            for (text, on) in choices {
                let is_on = shown.aligned.is_some_and(|aligned| aligned.on == on);
                let style = if is_on { TextStyle::semibold(12.5) } else { TextStyle::regular(12.5) };
                let button = widgets::text_button(ui, &text, style, theme.coincidence_text);
                let (name, tip) = match (&on, is_on) {
                    (_, true) => (format!("Stop aligning on {}", isolated(&text)), "Back to calendar dates"),
                    (AlignOn::Event(_), false) => {
                        ("Align on this event".to_owned(), "Count days before and after this event")
                    }
                    (AlignOn::Tag(_), false) => (
                        format!("Align on the tag {}", isolated(&text)),
                        "Overlay what happened around each event with this tag",
                    ),
                };
                if widgets::tip(widgets::named(button, Role::Button, &name), tip).clicked() {
                    commands.push_back(Command::Align(AlignCommand::On(on)));
                }
            }
            pages.turn_ui(ui, "tags to align on", theme.coincidence_text);
        });
    });
}
