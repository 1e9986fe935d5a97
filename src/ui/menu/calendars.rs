//! View ▸ Calendars: which calendars stand below the ruler, in which script, and whether weekends are shaded.

use egui::containers::menu::{MenuConfig, SubMenuButton};
use egui::{PopupCloseBehavior, Ui};

use crate::model::calendar::{Calendar, Script};
use crate::ui::commands::{Command, Commands, ViewCommand};
use crate::ui::{Shown, widgets};

/// Shows the menu.
pub fn show(ui: &mut Ui, shown: &Shown<'_>, commands: &mut Commands) {
    let now = shown.calendars;
    let mut wanted = now;
    // Several are switched on at a time: the menu stays until one clicks elsewhere.
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    SubMenuButton::new("Calendars").config(config).ui(ui, |ui| {
        ui.set_min_width(240.0);
        for calendar in Calendar::ALL {
            let mut on = now.shows(calendar);
            let tip = "A row below the ruler, and the date of the selected event";
            if widgets::tip(ui.checkbox(&mut on, calendar.name()), tip).changed() {
                wanted = wanted.with(calendar, on);
            }
        }
        ui.separator();
        let mut own = now.script == Script::Own;
        let tip = "Persian, Hebrew and Arabic names of months instead of English ones";
        if widgets::tip(ui.checkbox(&mut own, "Names in their own script"), tip).changed() {
            wanted.script = if own { Script::Own } else { Script::English };
        }
        let mut weekends = now.weekends;
        let tip = "Friday; Friday and Saturday; Saturday and Sunday: as in the country of each lane";
        if widgets::tip(ui.checkbox(&mut weekends, "Shade weekends"), tip).changed() {
            wanted.weekends = weekends;
        }
    });
    if wanted != now {
        commands.push_back(Command::View(ViewCommand::Calendars(wanted)));
    }
}
