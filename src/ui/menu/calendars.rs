//! View ▸ Calendars: which calendars stand below the ruler, in which script, and whether weekends are shaded.

use egui::containers::menu::{MenuConfig, SubMenuButton};
use egui::{PopupCloseBehavior, Ui};

use crate::model::calendar::{Calendar, Script};
use crate::ui::commands::{Command, Commands, ViewCommand};
use crate::ui::{PanelContext, widgets};

/// Shows the menu.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    let now = shown.calendars;
    let mut wanted = now;
    // Several are switched on at a time: the menu stays until one clicks elsewhere.
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    SubMenuButton::new("Calendars").config(config).ui(ui, |ui| {
        ui.set_min_width(240.0);
        for calendar in Calendar::ALL {
            let mut on = now.shows(calendar);
            let tip = "Add a row below the ruler and to the date of the selected event";
            if widgets::tip(ui.checkbox(&mut on, calendar.name()), tip).changed() {
                wanted = wanted.with(calendar, on);
            }
        }
        ui.separator();
        let mut own = now.script == Script::Own;
        let tip = "Show Persian, Hebrew and Arabic month names in their own script";
        if widgets::tip(ui.checkbox(&mut own, "Month names in their own script"), tip).changed() {
            wanted.script = if own { Script::Own } else { Script::English };
        }
        let mut weekends = now.weekends;
        let tip = "Shade Friday, Friday and Saturday, or Saturday and Sunday, by each lane’s country";
        if widgets::tip(ui.checkbox(&mut weekends, "Shade weekends"), tip).changed() {
            wanted.weekends = weekends;
        }
    });
    if wanted != now {
        commands.push_back(Command::View(ViewCommand::Calendars(wanted)));
    }
}
