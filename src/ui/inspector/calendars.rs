//! The date of an event, and the day of a coincidence, in each calendar that is switched on.

use egui::Ui;

use super::labels::label;
use crate::model::EventDate;
use crate::model::calendar::{Calendar, in_words, remark};
use crate::scene::TextStyle;
use crate::ui::{PanelContext, widgets};

/// Shows them, one line each; for a span or an imprecise date its bounds.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, date: &EventDate) {
    for calendar in shown.calendars.iter() {
        let Some(words) = in_words(date, calendar, shown.calendars.script) else { continue };
        let row = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            label(ui, calendar.short_name(), shown.theme);
            let text =
                |ui: &mut Ui| widgets::paragraph(ui, &words, TextStyle::regular(13.0), shown.theme.text);
            ui.vertical(text).inner
        });
        widgets::tip(row.inner, &tip(calendar, date));
    }
}

fn tip(calendar: Calendar, date: &EventDate) -> String {
    let name = match calendar {
        Calendar::Weeks => "ISO 8601 year, week and weekday".to_owned(),
        _ => format!("In the {} calendar", calendar.name()),
    };
    remark(calendar, date.first_day()).map_or_else(|| name.clone(), |remark| format!("{name}. {remark}"))
}
