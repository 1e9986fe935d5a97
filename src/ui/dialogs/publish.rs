//! The question before publishing: what the page is to be like, and what would leave with it, which was made and proved
//! already.

use egui::{Context, ScrollArea, Ui};

use super::frame::{heading, main_button, modal};
use crate::model::visible;
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{
    Command, Commands, FileCommand, PosterSize, PublishColors, PublishCommand, PublishKind, PublishQuestion,
    PublishWishes,
};
use crate::ui::widgets;

/// The width of the question, in points.
const WIDTH: f32 = 520.0;
/// The most height that lists of what leaves take, in points.
const LISTS_HEIGHT: f32 = 220.0;
/// So many of a list are shown.
const MOST_SHOWN: usize = 200;

/// Asks.
pub(crate) fn show(ctx: &Context, question: &mut PublishQuestion, theme: &Theme, commands: &mut Commands) {
    let before = question.wishes;
    let modal = modal("publish", ctx).show(ctx, |ui| {
        ui.set_width(WIDTH);
        heading(ui, "Publish", theme);
        kind(ui, question);
        let about = question.wishes.kind.about();
        widgets::paragraph(ui, about, TextStyle::regular(13.0), theme.text_muted);
        ui.add_space(8.0);
        wishes(ui, question);
        ui.add_space(8.0);
        leaves(ui, question, theme);
        ui.add_space(12.0);
        let mut command = None;
        ui.horizontal(|ui| {
            if ui.add_enabled(!question.making, main_button("Publish…", theme)).clicked() {
                command = Some(PublishCommand::Choose);
            }
            if ui.button("Cancel").clicked() {
                command = Some(PublishCommand::Cancel);
            }
            if question.making {
                ui.spinner();
                widgets::line(ui, "Making it", TextStyle::regular(12.5), theme.text_muted);
            }
        });
        command
    });
    let closed = modal.should_close().then_some(PublishCommand::Cancel);
    let changed = (question.wishes != before).then_some(PublishCommand::Ask(question.wishes));
    let command = modal.inner.or(closed).or(changed);
    commands.extend(command.map(|command| Command::File(FileCommand::Publish(command))));
}

/// What is made.
fn kind(ui: &mut Ui, question: &mut PublishQuestion) {
    ui.horizontal(|ui| {
        for kind in PublishKind::ALL {
            ui.radio_value(&mut question.wishes.kind, kind, kind.name());
        }
    });
}

/// What only paper can have.
fn paper(ui: &mut Ui, wishes: &mut PublishWishes) {
    match wishes.kind {
        PublishKind::Page => {}
        PublishKind::Paper => {
            ui.checkbox(&mut wishes.handout, "Accounts and sources at the end");
        }
        PublishKind::Poster => {
            ui.horizontal(|ui| {
                ui.label("Size");
                for size in PosterSize::ALL {
                    ui.radio_value(&mut wishes.poster, size, size.name());
                }
            });
            ui.checkbox(&mut wishes.sheets, "On A4 sheets, with marks to cut along");
        }
    }
}

/// What it is to be like.
fn wishes(ui: &mut Ui, question: &mut PublishQuestion) {
    let wishes = &mut question.wishes;
    paper(ui, wishes);
    ui.horizontal(|ui| {
        ui.label("Colours");
        // Paper knows no system of its reader; it is light where nothing else is wished.
        let is_paper = wishes.kind != PublishKind::Page;
        for colors in PublishColors::ALL.into_iter().skip(usize::from(is_paper)) {
            let usual = is_paper && wishes.colors == PublishColors::Readers && colors == PublishColors::Light;
            if ui.radio(usual || wishes.colors == colors, colors.name()).clicked() {
                wishes.colors = colors;
            }
        }
    });
    if question.is_searched {
        ui.checkbox(&mut wishes.found_only, "Only the events found by the search");
    }
    if question.hides_lanes {
        ui.checkbox(&mut wishes.shown_lanes_only, "Only the lanes that are shown");
    }
    if question.has_story && wishes.kind != PublishKind::Poster {
        let mut story = !wishes.without_story;
        ui.checkbox(&mut story, "With the story");
        wishes.without_story = !story;
    }
    if question.has_notes {
        ui.checkbox(&mut wishes.notes, "Include private notes");
    }
}

/// What would leave, and what stays.
fn leaves(ui: &mut Ui, question: &PublishQuestion, theme: &Theme) {
    let strong = TextStyle::semibold(13.0);
    widgets::paragraph(ui, "What leaves", strong, theme.text);
    widgets::paragraph(ui, &question.page.told, TextStyle::regular(13.0), theme.text);
    if question.page.notes {
        widgets::paragraph(ui, "Private notes are included.", TextStyle::regular(13.0), theme.warning);
    }
    ScrollArea::vertical().id_salt("what leaves").max_height(LISTS_HEIGHT).show(ui, |ui| {
        for (name, list) in
            [("People", &question.people), ("Links", &question.links), ("Sources", &question.sources)]
        {
            if list.is_empty() {
                continue;
            }
            egui::CollapsingHeader::new(format!("{name} ({})", list.len())).id_salt(name).show(ui, |ui| {
                for item in list.iter().take(MOST_SHOWN) {
                    let item = isolated(&visible(item)).into_owned();
                    widgets::paragraph(ui, &item, TextStyle::regular(12.5), theme.text_muted);
                }
                if list.len() > MOST_SHOWN {
                    let more = format!("and {} more", list.len() - MOST_SHOWN);
                    widgets::paragraph(ui, &more, TextStyle::regular(12.5), theme.text_muted);
                }
            });
        }
    });
    if !question.cut.is_empty() {
        let text = format!("{}.", question.cut);
        widgets::paragraph(ui, &text, TextStyle::regular(13.0), theme.warning);
    }
    if !question.stays.is_empty() {
        let text = format!("Stays behind: {}.", question.stays);
        widgets::paragraph(ui, &text, TextStyle::regular(13.0), theme.text_muted);
    }
    if question.has_notes && !question.page.notes {
        let text = "Read back: no text of a private note is in it.";
        widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text_muted);
    }
}
