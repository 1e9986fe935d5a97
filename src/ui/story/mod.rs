//! The panel to write a story in: its steps with their pictures, to be put in order, and the fields of the one that is
//! chosen.

mod fields;
mod list;

use egui::accesskit::Role;
use egui::{Color32, Frame, Margin, ScrollArea, TextureHandle, Ui};

use super::commands::action::Action;
use super::commands::{Command, Commands, PresentCommand, RoomPlace, StoryCommand};
use super::presenting::console::{self, Display};
use super::{PanelContext, widgets};
use crate::model::Step;
use crate::scene::TextStyle;

/// What the panel remembers.
#[derive(Clone, Debug, Default)]
pub struct StoryState {
    /// The chosen step.
    pub chosen: Option<usize>,
    /// The step that the mouse drags.
    dragged: Option<usize>,
}

/// What the panel shows besides the document.
#[derive(Clone, Copy)]
pub(crate) struct StoryInput<'a> {
    /// The picture of each step, where it is made.
    pub pictures: &'a [Option<TextureHandle>],
    /// Where one has looked while presenting.
    pub looked: &'a [Step],
    /// Where the room's picture will be.
    pub place: RoomPlace,
    /// The displays that there are.
    pub displays: &'a [Display],
}

/// Shows the panel.
pub(crate) fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: StoryInput<'_>,
    state: &mut StoryState,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let story = shown.document.story();
    if state.chosen.is_some_and(|at| at >= story.len()) {
        state.chosen = story.len().checked_sub(1);
    }
    let frame = Frame::new().fill(Color32::from(theme.panel)).inner_margin(Margin {
        left: 16,
        right: 6,
        top: 14,
        bottom: 0,
    });
    frame.show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            if story.is_empty() {
                nothing_yet(ui, shown, commands);
                return;
            }
            summary(ui, shown, &input, commands);
            list::show(ui, shown, input.pictures, state, commands);
            adding(ui, shown, commands);
            looked(ui, shown, input.looked, commands);
            if let Some(at) = state.chosen
                && let Some(step) = story.get(at)
            {
                widgets::rule(ui, theme);
                fields::show(ui, shown, at, step, commands);
            }
        });
    });
}

/// Where the file tells no story yet.
fn nothing_yet(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    let theme = shown.theme;
    ui.add_space(4.0);
    let text = "A story leads a room through the timeline step by step. Each step shows some days and lanes, \
                brings out the events that matter, and says a sentence or two about them.";
    widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text_muted);
    ui.add_space(8.0);
    adding(ui, shown, commands);
}

/// How many steps, how long, and the way to present them.
fn summary(ui: &mut Ui, shown: &PanelContext<'_>, input: &StoryInput<'_>, commands: &mut Commands) {
    let theme = shown.theme;
    let story = shown.document.story();
    ui.horizontal(|ui| {
        let seconds: u32 = story.iter().filter_map(|step| step.seconds).sum();
        let time = if seconds > 0 { format!(" · {}", list::duration(seconds)) } else { String::new() };
        let text = format!("{}{time}", crate::model::counted(story.len(), "step"));
        widgets::line(ui, &text, TextStyle::regular(12.5), theme.text_muted);
        ui.add_space((ui.available_width() - 122.0).max(0.0));
        ui.menu_button("…", |ui| {
            ui.label("Where the audience looks");
            console::places(ui, input.place, input.displays, commands);
        })
        .response
        .on_hover_text("Choose where the audience’s picture is")
        .widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, "Where the audience looks"));
        let text = egui::RichText::new("Present").color(Color32::from(theme.chip_text));
        let button = egui::Button::new(text).fill(Color32::from(theme.chip));
        if widgets::tip(ui.add(button), &shown.keys.with("Tell the story", Action::Present)).clicked() {
            commands.push_back(Command::Present(PresentCommand::Start));
        }
    });
}

fn adding(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    let theme = shown.theme;
    if shown.read_only {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        let style = TextStyle::regular(13.0);
        let add = widgets::text_button(ui, "Add this view as a step", style, theme.coincidence_text);
        let tip = "Make a step of the days, lanes, search, selection and coincidence that you see";
        if widgets::tip(add, tip).clicked() {
            commands.push_back(Command::Story(StoryCommand::Add));
        }
        let suggest = widgets::text_button(ui, "Suggest steps", style, theme.text_muted);
        if widgets::tip(suggest, "Add steps for the most surprising coincidences").clicked() {
            commands.push_back(Command::Story(StoryCommand::Suggest));
        }
    });
}

/// Where one has looked while presenting: any of it becomes a step.
fn looked(ui: &mut Ui, shown: &PanelContext<'_>, looked: &[Step], commands: &mut Commands) {
    if looked.is_empty() || shown.read_only {
        return;
    }
    let theme = shown.theme;
    ui.add_space(8.0);
    widgets::line(ui, "Views you went to while presenting", TextStyle::semibold(12.5), theme.text);
    for (at, step) in looked.iter().enumerate() {
        let name = format!("Add “{}” as a step", step.title);
        let (rect, response) = widgets::row(ui, 26.0, false, theme, &name);
        let days = list::days(step);
        let width = widgets::galley(ui, &days, TextStyle::regular(12.0), theme.text_muted).size().x;
        let middle = rect.center().y;
        let right = egui::pos2(rect.right() - width, middle);
        widgets::put(ui, right, &days, TextStyle::regular(12.0), theme.text_muted, width + 1.0);
        let room = rect.width() - width - 10.0;
        widgets::put(ui, rect.left_center(), &step.title, TextStyle::regular(13.0), theme.text, room);
        if widgets::tip(response, "Add as a step").clicked() {
            commands.push_back(Command::Story(StoryCommand::AddLooked(at)));
        }
    }
}
