//! What is said of a day in another calendar: of the day under the pointer on its row, and to a screen reader of the row.

use egui::accesskit::Role;
use egui::{Sense, Ui, WidgetInfo};

use crate::model::calendar::{Calendar, Script, in_words, remark};
use crate::model::{Day, EventDate};
use crate::scene::TextStyle;
use crate::ui::canvas::pointer::{Pointing, day_at};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;

impl Pointing<'_> {
    /// Shows it over the row that the pointer is on.
    pub(crate) fn show_calendar_tips(&self) {
        let Self { ui, input, .. } = *self;
        let origin = self.responses.origin;
        let viewport = input.view.viewport();
        for (calendar, row) in &self.canvas.calendars {
            let rect = row.translate(origin);
            let response = ui.interact(rect, canvas_id().with(("calendar", calendar.key())), Sense::hover());
            let name = row_name(*calendar, viewport.from, input.view.folds().to(&viewport));
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
            let Some(at) = response.hover_pos() else { continue };
            let share = f64::from((at.x - rect.left()) / rect.width().max(1.0));
            let day = day_at(input.view.folds().at(&viewport, share));
            response.on_hover_ui_at_pointer(|ui| {
                ui.set_max_width(330.0 * input.text_scale);
                self.calendar_tip(ui, *calendar, day);
            });
        }
    }

    fn calendar_tip(&self, ui: &mut Ui, calendar: Calendar, day: Day) {
        let input = self.input;
        let theme = input.shown.theme;
        let size = |points: f32| points * input.text_scale;
        let name = calendar.name();
        let date = EventDate::parse(&day.to_string()).ok();
        let Some(words) = date.and_then(|date| in_words(&date, calendar, input.shown.calendars.script))
        else {
            widgets::line(
                ui,
                &format!("{name}: no dates before its first year"),
                TextStyle::regular(size(12.5)),
                theme.text,
            );
            return;
        };
        widgets::line(ui, &words, TextStyle::semibold(size(13.0)), theme.text);
        let usual = format!("{} {}", day.weekday().name(), day.long());
        widgets::line(ui, &usual, TextStyle::regular(size(12.5)), theme.text_muted);
        widgets::line(ui, name, TextStyle::regular(size(12.5)), theme.text_muted);
        if let Some(remark) = remark(calendar, day) {
            widgets::paragraph(ui, &remark, TextStyle::regular(size(12.5)), theme.text_muted);
        }
    }
}

/// "Solar Hijri (Persian): 10 Mehr 1403 to 9 Aban 1403".
fn row_name(calendar: Calendar, from: f64, to: f64) -> String {
    let date = |instant: f64| calendar.date(day_at(instant)).map(|date| date.long(Script::English));
    match (date(from), date(to)) {
        (Some(from), Some(to)) => format!("{}: {from} to {to}", calendar.name()),
        (None, Some(to)) => format!("{}: to {to}", calendar.name()),
        _ => format!("{}: no dates in this range", calendar.name()),
    }
}
