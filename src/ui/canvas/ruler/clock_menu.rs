//! Whose clocks the axis shows, chosen where the ruler names them: those of each date, those of UTC, or of any zone, which
//! a few letters find.

use egui::accesskit::Role;
use egui::{
    Color32, CursorIcon, Id, Key, Popup, PopupCloseBehavior, RichText, ScrollArea, Sense, Stroke, TextEdit,
    Ui, WidgetInfo, pos2,
};

use crate::analysis::DayZone;
use crate::layout::{CLOCK_ARROW_PT, Canvas, Metrics};
use crate::model::date::zone_names;
use crate::scene::{TextStyle, Vec2};
use crate::ui::canvas::CanvasInput;
use crate::ui::commands::{Command, Commands, ListCommand};
use crate::ui::{PanelContext, widgets};

/// Width of the menu, in points.
const WIDTH_PT: f32 = 250.0;
/// Height of the list of zones, in points.
const LIST_PT: f32 = 220.0;

/// The choice at the ruler.
pub(crate) fn show(ui: &Ui, input: &CanvasInput<'_>, canvas: &Canvas, origin: Vec2, commands: &mut Commands) {
    let Some(rect) = canvas.clock.filter(|_| !input.shown.presenting) else { return };
    let (rect, theme) = (rect.translate(origin), input.shown.theme);
    let scale = Metrics::new(canvas.scene.size, input.text_scale).scale;
    let id = Id::unique("clocks of the axis");
    let response = ui.interact(rect, id, Sense::click());
    let name = format!("{}: choose the clocks", input.shown.list.rule.zone.on_ruler());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let active = response.hovered() || response.has_focus() || Popup::is_id_open(ui.ctx(), id.with("popup"));
    let color = Color32::from(if active { theme.text } else { theme.text_muted });
    let (x, y, half) = (rect.right() - CLOCK_ARROW_PT * scale, rect.center().y, 3.0 * scale);
    let points = [pos2(x - half, y - 1.5), pos2(x, y - 1.5 + half), pos2(x + half, y - 1.5)];
    ui.painter().add(egui::Shape::line(points.to_vec(), Stroke::new(1.3, color)));
    let response = response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_text("Choose whose clocks show the hours: marks, days and coincidences follow");
    Popup::menu(&response)
        .id(id.with("popup"))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| menu(ui, input, commands));
}

/// The clocks of the axis, or those of a second row.
fn menu(ui: &mut Ui, input: &CanvasInput<'_>, commands: &mut Commands) {
    ui.set_width(WIDTH_PT);
    let kept = Id::unique("clocks of the second row");
    let mut second: bool = ui.data(|data| data.get_temp(kept)).unwrap_or_default();
    let one_clock = input.shown.list.asked.rule.zone != DayZone::AsWritten;
    ui.horizontal(|ui| {
        ui.selectable_value(&mut second, false, "Hours");
        let row = ui.add_enabled(one_clock, egui::Button::selectable(second && one_clock, "Second row"));
        second |= row.clicked();
        row.on_disabled_hover_text("Choose one clock first");
    });
    ui.data_mut(|data| data.insert_temp(kept, second));
    ui.separator();
    if second && one_clock {
        second_row(ui, input, commands);
    } else {
        choices(ui, &input.shown, commands);
    }
}

/// The hours of another zone below those of the axis.
fn second_row(ui: &mut Ui, input: &CanvasInput<'_>, commands: &mut Commands) {
    let now = input.view.second_clock.as_ref();
    let mut chosen = ui.radio(now.is_none(), "None").clicked().then_some(None);
    if ui.radio(now == Some(&DayZone::Utc), "Greenwich time (UTC)").clicked() {
        chosen = Some(Some(DayZone::Utc));
    }
    if let Some(DayZone::Named(name)) = now
        && ui.radio(true, name).clicked()
    {
        ui.close();
    }
    ui.separator();
    if let Some(zone) = chosen.or_else(|| zones(ui, &input.shown).map(Some)) {
        commands.push_back(Command::List(ListCommand::SecondClock(zone)));
        ui.close();
    }
}

fn choices(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    let now = &shown.list.asked.rule.zone;
    let mut chosen = None;
    let kinds = [
        (
            DayZone::AsWritten,
            "As written",
            "Each date uses its own clock; lanes whose clocks differ are marked",
        ),
        (DayZone::Utc, "Greenwich time (UTC)", "One clock for all"),
    ];
    for (zone, name, tip) in kinds {
        if widgets::tip(ui.radio(*now == zone, name), tip).clicked() {
            chosen = Some(zone);
        }
    }
    if let DayZone::Named(name) = now
        && ui.radio(true, name).clicked()
    {
        ui.close();
    }
    ui.separator();
    chosen = chosen.or_else(|| zones(ui, shown));
    if let Some(zone) = chosen {
        let mut listing = shown.list.asked.clone();
        listing.rule.zone = zone;
        commands.push_back(Command::List(ListCommand::By(listing)));
        ui.close();
    }
}

/// A field, and the zones whose names have what is typed; returns the one that was chosen.
fn zones(ui: &mut Ui, shown: &PanelContext<'_>) -> Option<DayZone> {
    let theme = shown.theme;
    let typing = Id::unique("search for a zone");
    let mut text: String = ui.data(|data| data.get_temp(typing)).unwrap_or_default();
    let hint = RichText::new("Search zones: Moscow, New York").color(Color32::from(theme.text_muted));
    let field = ui.add(
        TextEdit::singleline(&mut text).id(typing.with("field")).hint_text(hint).desired_width(f32::INFINITY),
    );
    field.widget_info(|| WidgetInfo {
        current_text_value: Some(text.clone()),
        ..WidgetInfo::labeled(Role::SearchInput, true, "Search zones")
    });
    let found = matching(&text);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut chosen = found.first().filter(|_| entered && !text.trim().is_empty()).cloned();
    ui.data_mut(|data| data.insert_temp(typing, text));
    if found.is_empty() {
        widgets::line(ui, "No such time zone", TextStyle::regular(12.5), theme.text_muted);
    }
    ScrollArea::vertical().max_height(LIST_PT).auto_shrink([false, true]).show(ui, |ui| {
        for name in found {
            if ui.selectable_label(false, &name).clicked() {
                chosen = Some(name);
            }
        }
    });
    let chosen = chosen?;
    ui.data_mut(|data| data.insert_temp(typing, String::new()));
    DayZone::of_name(&chosen)
}

/// The zones whose names have all words of a text in them: "new york" is America/New_York.
fn matching(text: &str) -> Vec<String> {
    let plain = |text: &str| text.to_lowercase().replace(['_', '/'], " ");
    let wanted = plain(text);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut found = zone_names();
    found.retain(|name| {
        let name = plain(name);
        words.iter().all(|word| name.contains(word))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_any_part_of_their_names() {
        assert_eq!(matching("new york"), ["America/New_York"]);
        assert!(matching("tehran").contains(&"Asia/Tehran".to_owned()));
        assert!(matching("").len() > 300);
        assert!(matching("nowhere at all").is_empty());
    }
}
