//! The menus of the bar, made from the list of actions; where there is no room for their names, one menu with all of them.

use egui::accesskit::Role;
use egui::containers::menu::MenuBar;
use egui::{Align, Button, Layout, Ui, UiBuilder, WidgetInfo};

use super::{Bar, bar_keys, calendars, is_possible, recent, sizes, themes};
use crate::paint::isolated;
use crate::scene::TextStyle;
use crate::ui::canvas::lanes::grouping_menu;
use crate::ui::commands::action::Action;
use crate::ui::commands::action_info::Menu;
use crate::ui::commands::keymap::keys_of_system;
use crate::ui::commands::{Command, Commands, Named, ViewCommand};
use crate::ui::dialogs::naming;
use crate::ui::widgets::style::BAR_HEIGHT;
use crate::ui::{PanelContext, widgets};

/// Space between two menus where there is room, and the least, in points.
const GAPS_PT: (f32, f32) = (10.0, 3.0);
/// Room that menus leave for the search field, in points.
const BESIDE_PT: f32 = 96.0;
/// The least width of a menu, in points.
const WIDTH_PT: f32 = 248.0;

/// Shows the menus; returns where they end.
pub(super) fn show(ui: &mut Ui, shown: &PanelContext<'_>, bar: &Bar<'_>, commands: &mut Commands) -> f32 {
    let mut right = ui.max_rect().left();
    let rect = ui.max_rect();
    let names: f32 = Menu::ALL.into_iter().map(|menu| name_width(ui, shown, menu.name())).sum();
    let gap = (rect.width() - BESIDE_PT - names) / Menu::ALL.len() as f32;
    let mut buttons = Vec::with_capacity(Menu::ALL.len());
    let before = bar_keys::before(ui);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)), |ui| {
        MenuBar::new().ui(ui, |ui| {
            ui.spacing_mut().item_spacing.x = gap.clamp(GAPS_PT.1, GAPS_PT.0);
            if gap < GAPS_PT.1 {
                let response = ui.menu_button("☰ Menu", |ui| all_menus(ui, shown, bar, commands)).response;
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Menu"));
                right = response.rect.right();
                buttons.push(response);
                return;
            }
            for menu in Menu::ALL {
                let response = ui.menu_button(menu.name(), |ui| scrolled(ui, menu, shown, bar, commands));
                right = response.response.rect.right();
                buttons.push(response.response);
            }
        });
    });
    bar_keys::after(ui, &buttons, before);
    right
}

fn name_width(ui: &Ui, shown: &PanelContext<'_>, name: &str) -> f32 {
    widgets::galley(ui, name, TextStyle::regular(widgets::style::BODY), shown.theme.text).size().x + 4.0
}

/// The menus as parts of one.
fn all_menus(ui: &mut Ui, shown: &PanelContext<'_>, bar: &Bar<'_>, commands: &mut Commands) {
    for menu in Menu::ALL {
        ui.menu_button(menu.name(), |ui| scrolled(ui, menu, shown, bar, commands));
    }
}

/// A menu that is longer than a low window scrolls, so that its end can be reached.
fn scrolled(ui: &mut Ui, menu: Menu, shown: &PanelContext<'_>, bar: &Bar<'_>, commands: &mut Commands) {
    let window = ui.ctx().content_rect();
    ui.set_min_width(WIDTH_PT.min(window.width() - 40.0));
    let room = (window.height() - BAR_HEIGHT - 24.0).max(80.0);
    egui::ScrollArea::vertical()
        .max_height(room)
        .min_scrolled_height(room)
        .show(ui, |ui| entries(ui, menu, shown, bar, commands));
}

fn entries(ui: &mut Ui, menu: Menu, shown: &PanelContext<'_>, bar: &Bar<'_>, commands: &mut Commands) {
    for action in Action::ALL.into_iter().filter(|action| action.info().menu == menu) {
        let info = action.info();
        if info.separated {
            ui.separator();
        }
        let text = text_of(action, shown, bar);
        let mut button = Button::new(widgets::ordered(&text));
        if let Some(keys) = shown.keys.text(action) {
            button = button.shortcut_text(keys);
        }
        let possible = is_possible(action, shown, bar);
        let response = ui.add_enabled(possible, button);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, possible, &text));
        if widgets::tip(response, info.tooltip).clicked() {
            commands.push_back(action.command());
            ui.close();
        }
        match action {
            Action::Open => recent(ui, bar, commands),
            Action::NextLanesBy => grouping_menu::submenu(ui, shown, commands),
            Action::KeepView => naming::submenu(ui, shown, Named::View, commands),
            Action::KeepFilter => naming::submenu(ui, shown, Named::Filter, commands),
            _ => {}
        }
    }
    if menu == Menu::View {
        ui.separator();
        themes(ui, bar, commands);
        calendars::show(ui, shown, commands);
        sizes(ui, bar, commands);
        preferences(ui, bar, commands);
    }
}

/// What an entry says now.
fn text_of(action: Action, shown: &PanelContext<'_>, bar: &Bar<'_>) -> String {
    let info = action.info();
    let what = |word: &str, label: Option<&str>| {
        label.map_or_else(|| info.text.to_owned(), |label| format!("{word}: {}", isolated(label)))
    };
    match action {
        Action::Undo => what("Undo", bar.undo),
        Action::Redo => what("Redo", bar.redo),
        Action::ReadOnly if shown.read_only => "Allow changes".to_owned(),
        Action::Disputed if bar.search.is_disputed_only() => "Show all events".to_owned(),
        _ => info.text.to_owned(),
    }
}

fn preferences(ui: &mut Ui, bar: &Bar<'_>, commands: &mut Commands) {
    let mut zooms = bar.wheel_zooms;
    let tip = keys_of_system("The wheel zooms at the pointer; Ctrl+wheel scrolls the lanes");
    if widgets::tip(ui.checkbox(&mut zooms, "Zoom with mouse wheel"), &tip).changed() {
        commands.push_back(Command::View(ViewCommand::WheelZooms(zooms)));
    }
    let mut reduced = bar.reduced_motion;
    if ui.checkbox(&mut reduced, "Reduce motion").on_hover_text("Move the view without animation").changed() {
        commands.push_back(Command::View(ViewCommand::ReduceMotion(reduced)));
    }
}
