//! What the window offers when it starts without a file: what was open last, a new timeline, a file, a table, or the
//! sample that shows behind it.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{Align, Button, Color32, Context, Layout, ScrollArea, Sense, Ui, vec2};

use super::frame::{heading, main_button, modal};
use crate::model::visible;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::action::Action;
use crate::ui::commands::keymap::Keymap;
use crate::ui::commands::{Command, Commands, FileCommand, Panel, ViewCommand};
use crate::ui::widgets;

/// The card's width where there is room, in points.
const WIDTH_PT: f32 = 610.0;

/// Shows the card.
pub(super) fn show(
    ctx: &Context,
    theme: &Theme,
    keymap: &Keymap,
    recent: &[PathBuf],
    commands: &mut Commands,
) {
    let card = modal("welcome", ctx).show(ctx, |ui| {
        ui.set_width(WIDTH_PT.min(ctx.content_rect().width() - 80.0));
        heading(ui, "Coeval", theme);
        let text = "See what happened on the same day in different places.";
        widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text_muted);
        ui.add_space(12.0);
        let mut chosen = None;
        for (at, action) in [Action::Open, Action::New, Action::Import].into_iter().enumerate() {
            if entry(ui, theme, keymap, action, at == 0) {
                chosen = Some(action.command());
            }
        }
        if !recent.is_empty() {
            ui.add_space(12.0);
            widgets::line(ui, "Recent files", TextStyle::semibold(13.0), theme.text);
            ui.add_space(2.0);
            if let Some(path) = recent_files(ui, theme, recent) {
                chosen = Some(Command::File(FileCommand::OpenPaths(vec![path.clone()])));
            }
        }
        ui.add_space(12.0);
        let sample =
            widgets::text_button(ui, "Explore the sample", TextStyle::semibold(12.5), theme.coincidence_text);
        (chosen, sample.clicked())
    });
    let (chosen, sample) = card.inner;
    if chosen.is_some() || sample || card.backdrop_response.clicked() {
        commands.push_back(Command::View(ViewCommand::Toggle(Panel::Welcome)));
    }
    commands.extend(chosen);
}

/// A way to begin, with its key; whether it was chosen.
fn entry(ui: &mut Ui, theme: &Theme, keymap: &Keymap, action: Action, is_first: bool) -> bool {
    ui.horizontal(|ui| {
        let info = action.info();
        let text = if action == Action::Open { "Open a file…" } else { info.text };
        let button = if is_first { main_button(text, theme) } else { Button::new(text) };
        let clicked = ui.add(button.min_size(vec2(130.0, 28.0))).clicked();
        ui.add_space(6.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(keys) = keymap.text(action) {
                ui.label(egui::RichText::new(keys).color(Color32::from(theme.text_muted)));
            }
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
            let style = TextStyle::regular(12.5);
            widgets::put(ui, rect.left_center(), info.tooltip, style, theme.text_muted, rect.width());
        });
        clicked
    })
    .inner
}

/// The files that were open last, each with its folder; the one that was chosen.
fn recent_files<'a>(ui: &mut Ui, theme: &Theme, recent: &'a [PathBuf]) -> Option<&'a PathBuf> {
    let height = (ui.ctx().content_rect().height() - 360.0).clamp(76.0, 252.0);
    let rows = ScrollArea::vertical()
        .max_height(height)
        .show(ui, |ui| recent.iter().filter(|path| row(ui, theme, path).clicked()).last());
    rows.inner
}

fn row(ui: &mut Ui, theme: &Theme, path: &Path) -> egui::Response {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let name = visible(&text(path.file_name())).into_owned();
    let folder = visible(&text(path.parent().map(Path::as_os_str))).into_owned();
    let (rect, response) = widgets::row(ui, 24.0, false, theme, &name);
    let left = rect.left_center() + vec2(6.0, 0.0);
    let width = widgets::put(ui, left, &name, TextStyle::regular(13.0), theme.text, rect.width() * 0.6);
    let at = left + vec2(width + 12.0, 0.0);
    let room = rect.right() - at.x - 6.0;
    widgets::put(ui, at, &folder, TextStyle::regular(12.0), theme.text_muted, room);
    let response = widgets::named(response, Role::Button, &name);
    widgets::tip(response, &path.display().to_string())
}
