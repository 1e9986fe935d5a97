//! What was done, step by step: the list can be jumped in, so that one sees what a step was before going back to it.

use egui::{Color32, Frame, Margin, ScrollArea, Ui, pos2, vec2};

use crate::edit::History;
use crate::scene::TextStyle;
use crate::ui::commands::action::Action;
use crate::ui::commands::{Command, Commands, EditCommand};
use crate::ui::context_menu::Entries;
use crate::ui::{PanelContext, widgets};

/// Height of a row, in points.
const ROW_PT: f32 = 28.0;

/// Shows the panel; `is_new` of a timeline that was never in a file.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, history: &History, is_new: bool, commands: &mut Commands) {
    let theme = shown.theme;
    let frame = Frame::new().fill(Color32::from(theme.panel)).inner_margin(Margin {
        left: 16,
        right: 6,
        top: 14,
        bottom: 0,
    });
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let count = history.steps().len();
        let position = history.position();
        // A jump by hand moves the list only where the step would be out of sight.
        let seen_id = ui.scope_id().with("position");
        let seen: Option<usize> = ui.data(|data| data.get_temp(seen_id));
        ui.data_mut(|data| data.insert_temp(seen_id, position));
        let mut area = ScrollArea::vertical().auto_shrink(false);
        if seen.is_none() {
            area = area.vertical_scroll_offset((position as f32 * ROW_PT - 200.0).max(0.0));
        }
        area.show_rows(ui, ROW_PT, count + 1, |ui, range| {
            ui.set_width(ui.available_width() - 12.0);
            let saved = history.saved_position().filter(|_| !is_new);
            let origin = if is_new { "New timeline" } else { "As opened" };
            let labels = std::iter::once(origin).chain(history.steps());
            for (at, label) in labels.enumerate().skip(range.start).take(range.len()) {
                step(ui, shown, (at, label), position, saved == Some(at), seen != Some(position), commands);
            }
        });
    });
}

fn step(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    (at, label): (usize, &str),
    position: usize,
    saved: bool,
    moved: bool,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let here = at == position;
    let name = match (here, saved) {
        (true, true) => format!("{label}, here, saved"),
        (true, false) => format!("{label}, here"),
        (false, true) => format!("{label}, saved"),
        (false, false) => label.to_owned(),
    };
    let (rect, response) = widgets::row(ui, ROW_PT, here, theme, &name);
    let y = rect.center().y;
    let (style, color) = match (here, at > position) {
        (true, _) => (TextStyle::semibold(13.0), theme.text),
        (false, false) => (TextStyle::regular(13.0), theme.text),
        (false, true) => (TextStyle::regular(13.0), theme.text_muted),
    };
    let mut room = rect.width();
    if saved {
        let galley = widgets::galley(ui, "saved", TextStyle::regular(12.0), theme.text_muted);
        let left = rect.right() - galley.size().x;
        ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, theme.text_muted.into());
        room = left - 8.0 - rect.left();
    }
    widgets::put(ui, pos2(rect.left(), y), label, style, color, room);
    if here && moved {
        ui.scroll_to_rect(rect.expand2(vec2(0.0, ROW_PT)), None);
    }
    let tip = if at > position { "Redo all changes up to here" } else { "Undo all changes after this" };
    let response = if here { response } else { widgets::tip(response, &format!("{label}\n{tip}")) };
    response.context_menu(|ui| {
        let mut menu = Entries::of(ui, shown, label, commands);
        let go = if at > position { "Redo up to here" } else { "Undo back to here" };
        menu.put(go, tip, !here && !shown.read_only, Command::Edit(EditCommand::Jump(at)));
        menu.line().action(shown, Action::Undo, position > 0 && !shown.read_only);
    });
    if response.clicked() && !here {
        commands.push_back(Command::Edit(EditCommand::Jump(at)));
    }
}
