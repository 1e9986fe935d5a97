//! What narrows the list of coincidences besides its rule: a query, and a pair of lanes chosen in the matrix. Both can
//! be seen wherever they act, with a way out.

use egui::accesskit::Role;
use egui::{Color32, CornerRadius, Rect, RichText, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::Query;
use crate::paint::bidi::{isolated, sentence};
use crate::scene::{TextStyle, Theme};
use crate::ui::PanelContext;
use crate::ui::commands::{Command, Commands, ListCommand};
use crate::ui::widgets::{self, style};

/// The field for the query.
pub fn field(ui: &mut Ui, theme: &Theme, with: &mut String) {
    let color = if Query::parse(with).is_ok() { theme.text } else { theme.error };
    let hint = RichText::new("words, country:IR, tag:talks").color(Color32::from(theme.text_muted));
    let field = TextEdit::singleline(with)
        .char_limit(widgets::MOST_EDITED_BYTES)
        .desired_width(ui.available_width() - 8.0)
        .text_color(Color32::from(color))
        .hint_text(hint);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(with.clone()),
        ..WidgetInfo::labeled(Role::TextInput, true, "Filter coincidences")
    });
    response.on_hover_text("List only coincidences with a matching event; use the search syntax");
}

/// What is wrong with the query, and where.
pub fn wrong(ui: &mut Ui, theme: &Theme, with: &str) {
    let Err(error) = Query::parse(with) else { return };
    let place = with.get(error.at.clone()).unwrap_or_default().trim();
    let at = if place.is_empty() { String::new() } else { format!("“{place}”: ") };
    let hint = error.hint.map_or(String::new(), |hint| format!("; {hint}"));
    let text = sentence(&format!("{at}{}{hint}", error.message)).into_owned();
    widgets::paragraph(ui, &text, TextStyle::regular(12.0), theme.error);
}

/// "Azerbaijan · Iran ×" where only a pair of lanes is listed.
pub fn pair_chip(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    let Some((a, b)) = &shown.list.asked.pair else { return };
    let text = format!("{} · {} ×", isolated(shown.lanes.name(a)), isolated(shown.lanes.name(b)));
    chip_of(ui, shown, &text, commands);
}

/// A chip that takes the pair away.
pub fn chip_of(ui: &mut Ui, shown: &PanelContext<'_>, text: &str, commands: &mut Commands) {
    let galley = widgets::galley(ui, text, TextStyle::semibold(12.0), shown.theme.chip_text);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(20.0, 6.0), Sense::click());
    chip(ui, shown, rect, response, galley, commands);
}

/// The same in short, "AZ · IR ×", for the bar, where there is room to the left of `x`, which it moves.
pub fn on_bar(ui: &Ui, x: &mut f32, limit: f32, shown: &PanelContext<'_>, commands: &mut Commands) {
    let Some((a, b)) = &shown.list.asked.pair else { return };
    let style = TextStyle::semibold(style::SMALL);
    let galley = widgets::galley(
        ui,
        &format!("{} · {} ×", isolated(a.as_str()), isolated(b.as_str())),
        style,
        shown.theme.chip_text,
    );
    let size = galley.size() + vec2(20.0, 6.0);
    if *x - size.x < limit {
        return;
    }
    *x -= size.x;
    let rect = Rect::from_min_size(pos2(*x, ui.max_rect().center().y - size.y / 2.0), size);
    let response = ui.interact(rect, ui.scope_id().with("pair"), Sense::click());
    chip(ui, shown, rect, response, galley, commands);
    *x -= 14.0;
}

fn chip(
    ui: &Ui,
    shown: &PanelContext<'_>,
    rect: Rect,
    response: egui::Response,
    galley: std::sync::Arc<egui::Galley>,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let ground = if response.hovered() { theme.chip.faded(0.85).over(theme.panel) } else { theme.chip };
    ui.painter().rect_filled(rect, CornerRadius::same(11), Color32::from(ground));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.chip_text.into());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Show all lane pairs"));
    let tip = "Only coincidences of these two lanes are shown; click or press Esc to show all";
    if widgets::tip(response, tip).clicked() {
        commands.push_back(Command::List(ListCommand::AnyPair));
    }
}
