//! What the lanes are, where one chooses it: the corner above the lane heads, the menus of lanes and of the view.

use egui::accesskit::Role;
use egui::{Color32, CursorIcon, Id, Popup, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::LanesBy;
use crate::scene::{Rect, TextStyle};
use crate::ui::commands::{Command, Commands, ViewCommand};
use crate::ui::{PanelContext, widgets};

/// "Lanes by" with a choice of one.
pub(crate) fn submenu(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    ui.menu_button("Group lanes by", |ui| choices(ui, shown, commands));
}

fn choices(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    ui.set_min_width(150.0);
    for by in LanesBy::useful(shown.document.files().len() > 1) {
        if widgets::tip(ui.radio(shown.list.rule.lanes_by == by, name(by)), tip(by)).clicked() {
            commands.push_back(Command::View(ViewCommand::LanesBy(by)));
            ui.close();
        }
    }
}

/// "by country ▾" in the corner above the heads, which opens the choice; `left`, `y` and `room` say where.
pub(crate) fn corner(
    ui: &Ui,
    shown: &PanelContext<'_>,
    (left, y): (f32, f32),
    room: f32,
    scale: f32,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let style = TextStyle::regular(12.0 * scale);
    let word = shown.list.rule.lanes_by.word();
    let text = format!("Lanes by {word}");
    let id = Id::unique("lanes by");
    let arrow = 12.0 * scale;
    let mut galley = widgets::galley(ui, &text, style, theme.text_muted);
    if galley.size().x + arrow > room {
        galley = widgets::cut(ui, word, style, theme.text_muted, room - arrow);
    }
    let rect = Rect::from_min_size(pos2(left, y - galley.size().y / 2.0), galley.size() + vec2(arrow, 0.0));
    let response = ui.interact(rect.expand2(vec2(4.0, 3.0)), id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    let active = response.hovered() || response.has_focus() || Popup::is_id_open(ui.ctx(), id.with("popup"));
    let color = Color32::from(if active { theme.text } else { theme.text_muted });
    ui.painter().galley_with_override_text_color(rect.min, galley, color);
    let (x, half) = (rect.right() - 4.0 * scale, 3.0 * scale);
    let points = [pos2(x - half, y - 1.5), pos2(x, y - 1.5 + half), pos2(x + half, y - 1.5)];
    ui.painter().add(egui::Shape::line(points.to_vec(), Stroke::new(1.3, color)));
    let response = response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_text("Choose what the lanes stand for; coincidences are found across lanes");
    Popup::menu(&response).id(id.with("popup")).show(|ui| choices(ui, shown, commands));
}

/// As a choice says it.
fn name(by: LanesBy) -> &'static str {
    match by {
        LanesBy::Country => "Country",
        LanesBy::Tag => "Tag",
        LanesBy::Person => "Person",
        LanesBy::Place => "Place",
        LanesBy::Source => "Source",
        LanesBy::File => "File",
    }
}

fn tip(by: LanesBy) -> &'static str {
    match by {
        LanesBy::Country => "Where it happened: the lanes of the file",
        LanesBy::Tag => "An event appears in the lane of each of its tags, but counts once",
        LanesBy::Person => "An event appears in the lane of each person involved, but counts once",
        LanesBy::Place => "The place within the country",
        LanesBy::Source => "Who published its sources and those of its accounts; for a web address, the site",
        LanesBy::File => "The file that it is saved in",
    }
}
