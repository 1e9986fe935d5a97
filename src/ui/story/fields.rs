//! The fields of the chosen step, each changed as it is typed, and what can be done with the step.

use egui::accesskit::Role;
use egui::{Align2, Button, Color32, Id, Margin, TextEdit, Ui, WidgetInfo, vec2};

use super::list::duration;
use crate::model::{Document, EventDate, EventId, MOST_SECONDS, Step};
use crate::paint;
use crate::scene::{Color, TextStyle};
use crate::ui::commands::{Command, Commands, EditCommand, PresentCommand, StoryCommand};
use crate::ui::{PanelContext, widgets};

/// Width of the words before the fields, in points.
const WORDS_PT: f32 = 88.0;

/// How a field looks.
#[derive(Clone, Copy)]
struct Look {
    word: &'static str,
    name: &'static str,
    rows: usize,
    hint: &'static str,
    ground: Option<Color>,
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, shown: &PanelContext<'_>, at: usize, step: &Step, commands: &mut Commands) {
    let theme = shown.theme;
    widgets::line(ui, &format!("Step {}", at + 1), TextStyle::semibold(14.0), theme.text);
    ui.add_space(2.0);
    let buttons = buttons(ui, shown, at);
    commands.extend(buttons);
    ui.add_space(4.0);
    let mut now = step.clone();
    ui.add_enabled_ui(!shown.read_only, |ui| {
        let look = |word, name, rows, hint| Look { word, name, rows, hint, ground: None };
        text(
            ui,
            shown,
            at,
            look("Title", "Step title", 1, "One day, two capitals"),
            &mut now.title,
            commands,
        );
        text(
            ui,
            shown,
            at,
            look("Caption", "Step caption", 3, "What the room reads"),
            &mut now.text,
            commands,
        );
        let note = Look {
            ground: Some(theme.selected),
            ..look("Only for you", "Step note", 3, "What you want to say")
        };
        text(ui, shown, at, note, &mut now.note, commands);
        text(ui, shown, at, look("From", "Step from", 1, "2024-10-10"), &mut now.from, commands);
        text(ui, shown, at, look("To", "Step to", 1, "2024-10-20"), &mut now.to, commands);
        remark_days(ui, shown, &now);
        focus(ui, shown, &mut now);
        lanes(ui, shown, &mut now);
        text(
            ui,
            shown,
            at,
            look("Search", "Step search", 1, "Show only what this finds"),
            &mut now.query,
            commands,
        );
        let day = look("Coincidence", "Step coincidence", 1, "The day to bring out: 2024-10-14");
        text(ui, shown, at, day, &mut now.coincidence, commands);
        accounts(ui, shown, &mut now);
        seconds(ui, shown, at, &mut now, commands);
    });
    if now != *step {
        commands.push_back(Command::Story(StoryCommand::Change(at, Box::new(now))));
    }
}

/// What can be done with the step.
fn buttons(ui: &mut Ui, shown: &PanelContext<'_>, at: usize) -> Option<Command> {
    let last = shown.document.story().len().saturating_sub(1);
    let all = [
        (
            Some(Command::Present(PresentCommand::StartAt(at))),
            "Play from here",
            "Tell the story from this step",
            true,
        ),
        (
            Some(Command::Story(StoryCommand::Retake(at))),
            "Update",
            "Show in this step what you see now",
            false,
        ),
        (
            at.checked_sub(1).map(|to| Command::Story(StoryCommand::Move { from: at, to })),
            "Move up",
            "Move this step above the one before it",
            false,
        ),
        (
            (at < last).then(|| Command::Story(StoryCommand::Move { from: at, to: at + 1 })),
            "Move down",
            "Move this step below the one after it",
            false,
        ),
        (Some(Command::Story(StoryCommand::Duplicate(at))), "Duplicate", "Add a copy of this step", false),
        (Some(Command::Story(StoryCommand::Delete(at))), "Delete", "Delete this step", false),
    ];
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (command, text, tip, reads) in all {
            let enabled = command.is_some() && (reads || !shown.read_only);
            let response = ui.add_enabled(enabled, Button::new(text));
            if widgets::tip(response, tip).clicked() {
                pressed = command;
            }
        }
    });
    pressed
}

fn word(ui: &mut Ui, shown: &PanelContext<'_>, word: &str) {
    let at = ui.cursor().left_top() + vec2(0.0, 14.0);
    widgets::put(ui, at, word, TextStyle::regular(12.5), shown.theme.text_muted, WORDS_PT - 6.0);
    ui.add_space(WORDS_PT);
}

fn text(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    at: usize,
    look: Look,
    value: &mut String,
    commands: &mut Commands,
) {
    let response = ui
        .horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            word(ui, shown, look.word);
            let right_to_left = paint::is_right_to_left(value);
            let edit = if look.rows == 1 { TextEdit::singleline(value) } else { TextEdit::multiline(value) };
            let edit = edit
                .id(Id::unique(("story", look.name, at)))
                .desired_rows(look.rows)
                .desired_width(ui.available_width())
                .hint_text(look.hint)
                .align(if right_to_left { Align2::RIGHT_TOP } else { Align2::LEFT_TOP })
                .margin(Margin::symmetric(8, 5));
            let edit = match look.ground {
                Some(ground) => edit.background_color(Color32::from(ground)),
                None => edit,
            };
            ui.add(edit)
        })
        .inner;
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(value.clone()),
        ..WidgetInfo::labeled(Role::TextInput, true, look.name)
    });
    if response.lost_focus() {
        commands.push_back(Command::Edit(EditCommand::EndGroup));
    }
}

fn remark(ui: &mut Ui, text: &str, color: Color) {
    ui.horizontal_top(|ui| {
        ui.add_space(WORDS_PT);
        widgets::paragraph(ui, text, TextStyle::regular(12.0), color);
    });
}

/// What is wrong with the days, if anything.
fn remark_days(ui: &mut Ui, shown: &PanelContext<'_>, step: &Step) {
    if step.counts_days() {
        return;
    }
    for day in [&step.from, &step.to, &step.coincidence].into_iter().filter(|day| !day.is_empty()) {
        if let Err(error) = EventDate::parse(day) {
            remark(ui, &format!("“{day}” is not a date: {}", error.message), shown.theme.error);
        }
    }
}

fn title(document: &Document, id: &EventId) -> String {
    document.find(id).map_or_else(|| format!("{id} (missing)"), |ix| document.event(ix).title.to_string())
}

/// The events in focus: each can be taken out, what is selected comes in.
fn focus(ui: &mut Ui, shown: &PanelContext<'_>, step: &mut Step) {
    let theme = shown.theme;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        word(ui, shown, "In focus");
        ui.vertical(|ui| {
            let mut gone = None;
            for (at, id) in step.focus.iter().enumerate() {
                let name = title(shown.document, id);
                let chip =
                    widgets::removable_chip(ui, &name, &format!("Remove {name} from the focus"), theme);
                if chip.clicked() {
                    gone = Some(at);
                }
            }
            if let Some(at) = gone {
                step.focus.remove(at);
            }
            let events = shown.document.events();
            let selected = shown.selection.events.iter().filter_map(|ix| events.get(ix.index()));
            let new: Vec<EventId> =
                selected.map(|event| event.id.clone()).filter(|id| !step.focus.contains(id)).collect();
            let text = match new.as_slice() {
                [one] => format!("Add {}", title(shown.document, one)),
                [] => "Select events on the timeline to add them".to_owned(),
                many => format!("Add {} selected events", many.len()),
            };
            if new.is_empty() {
                widgets::paragraph(ui, &text, TextStyle::regular(12.0), theme.text_muted);
            } else if widgets::wrapped_button(ui, &text, TextStyle::regular(12.5), theme.coincidence_text)
                .clicked()
            {
                step.focus.extend(new);
            }
            ui.checkbox(&mut step.one_by_one, "One by one")
                .on_hover_text("Each press of Next brings in one more of them");
        });
    });
}

fn lanes(ui: &mut Ui, shown: &PanelContext<'_>, step: &mut Step) {
    let theme = shown.theme;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        word(ui, shown, "Lanes");
        ui.vertical(|ui| {
            if step.lanes.is_empty() {
                let text = "Lanes with something in view or in focus";
                widgets::paragraph(ui, text, TextStyle::regular(12.5), theme.text);
                return;
            }
            widgets::paragraph(ui, &step.lanes.join(", "), TextStyle::regular(12.5), theme.text);
            let all = widgets::text_button(
                ui,
                "Choose automatically from the view",
                TextStyle::regular(12.5),
                theme.coincidence_text,
            );
            if all.clicked() {
                step.lanes.clear();
            }
        });
    });
}

/// The event whose accounts are laid side by side.
fn accounts(ui: &mut Ui, shown: &PanelContext<'_>, step: &mut Step) {
    let theme = shown.theme;
    let document = shown.document;
    let offered: Vec<EventId> = step
        .focus
        .iter()
        .filter(|id| document.find(id).is_some_and(|ix| document.event(ix).accounts.len() > 1))
        .cloned()
        .collect();
    if offered.is_empty() && step.accounts.as_str().is_empty() {
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        word(ui, shown, "Accounts");
        ui.vertical(|ui| {
            if !step.accounts.as_str().is_empty() {
                let name = title(document, &step.accounts);
                if widgets::removable_chip(ui, &name, &format!("Do not compare accounts of {name}"), theme)
                    .clicked()
                {
                    step.accounts = EventId::default();
                }
            }
            let before = step.accounts.clone();
            for id in offered.iter().filter(|id| **id != before) {
                let text = format!("Compare accounts of {}", title(document, id));
                if widgets::wrapped_button(ui, &text, TextStyle::regular(12.5), theme.coincidence_text)
                    .clicked()
                {
                    step.accounts = id.clone();
                }
            }
        });
    });
}

/// How long the step should take; what is no number of seconds changes nothing.
fn seconds(ui: &mut Ui, shown: &PanelContext<'_>, at: usize, step: &mut Step, commands: &mut Commands) {
    let mut written = step.seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
    let look = Look {
        word: "Seconds",
        name: "Step seconds",
        rows: 1,
        hint: "How long it should take",
        ground: None,
    };
    text(ui, shown, at, look, &mut written, commands);
    match written.trim() {
        "" => step.seconds = None,
        number => {
            let seconds = number.parse::<u32>().ok().filter(|seconds| (1..=MOST_SECONDS).contains(seconds));
            step.seconds = seconds.or(step.seconds);
        }
    }
    if let Some(seconds) = step.seconds.filter(|seconds| *seconds >= 60) {
        remark(ui, &duration(seconds), shown.theme.text_muted);
    }
}
