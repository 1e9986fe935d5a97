//! The dock: one place for all panels, each a tab. It stands beside the timeline, at the side that is chosen and as wide
//! as it is dragged, and in a narrow window it lies over the timeline.

use egui::accesskit::Role;
use egui::{
    Area, Color32, CornerRadius, CursorIcon, Frame, Order, Panel as Side, Rect, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use crate::model::grouped;
use crate::scene::{Color, TextStyle};
use crate::ui::commands::action::Action;
use crate::ui::commands::{Command, Commands, DockPlace, Panel, ViewCommand};
use crate::ui::state::dock::{Dock, WIDTHS_PT};
use crate::ui::widgets::style::BAR_HEIGHT;
use crate::ui::{PanelContext, widgets};

/// Height of the tabs where they stand below the bar, in points.
const TABS_PT: f32 = 34.0;
/// Space between two tabs where there is room, and the least, in points.
const GAPS_PT: (f32, f32) = (20.0, 9.0);
/// Space at both ends of the tabs, in points.
const ENDS_PT: f32 = 14.0;
/// Room for the cross, in points.
const CROSS_PT: f32 = 26.0;
/// So far beside the border it can be held, in points.
const REACH_PT: f32 = 3.0;

/// What the dock has to know besides the document.
#[derive(Clone, Copy, Debug)]
pub struct DockInput {
    /// Which panel is shown.
    pub dock: Dock,
    /// Where it stands.
    pub place: DockPlace,
    /// How many problems the files have, and whether one of them is an error.
    pub problems: (usize, bool),
}

/// A tab: its panel, the action that opens it, and its name.
const TABS: [(Panel, Action, &str); 7] = [
    (Panel::Differences, Action::Differences, "Differences"),
    (Panel::Inspector, Action::Inspector, "Event"),
    (Panel::Coincidences, Action::Coincidences, "Same day"),
    (Panel::Pairs, Action::Pairs, "Pairs"),
    (Panel::Story, Action::Story, "Story"),
    (Panel::Problems, Action::Problems, "Problems"),
    (Panel::History, Action::History, "History"),
];

/// Shows the dock beside what is still to be shown, where a panel is open and the window wide enough.
pub fn beside(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: &DockInput,
    commands: &mut Commands,
    contents: impl FnOnce(&mut Ui, Panel, &mut Commands),
) {
    let Some(panel) = input.dock.shown().filter(|_| !input.dock.is_over()) else { return };
    let width = input.dock.width(input.place.width, ui.ctx().content_rect().width());
    let frame = Frame::new().fill(Color32::from(shown.theme.panel));
    let side = if input.place.left { Side::left("dock") } else { Side::right("dock") };
    side.exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
        // Beside the bar at the top, its tabs are as high.
        let height = if input.place.left { TABS_PT } else { BAR_HEIGHT };
        inside(ui, shown, input, (panel, height), commands, contents);
    });
}

/// The border towards the timeline, where the dock stands beside it. To be shown after the timeline, which would be above
/// it otherwise and take the hand.
pub fn border_beside(ui: &Ui, shown: &PanelContext<'_>, input: &DockInput, commands: &mut Commands) {
    if input.dock.is_over() || input.dock.shown().is_none() {
        return;
    }
    let mut rect = ui.ctx().content_rect();
    let width = input.dock.width(input.place.width, rect.width());
    if input.place.left {
        rect.min.y += BAR_HEIGHT;
        rect.max.x = rect.left() + width;
    } else {
        rect.min.x = rect.right() - width;
    }
    border(ui, shown, input, rect, commands);
}

/// Shows the dock over the timeline, where a panel is open and the window narrow.
pub fn over(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: &DockInput,
    commands: &mut Commands,
    contents: impl FnOnce(&mut Ui, Panel, &mut Commands),
) {
    let Some(panel) = input.dock.shown().filter(|_| input.dock.is_over()) else { return };
    let window = ui.ctx().content_rect();
    let width = input.dock.width(input.place.width, window.width());
    let left = if input.place.left { window.left() } else { window.right() - width };
    let rect = Rect::from_min_max(pos2(left, window.top() + BAR_HEIGHT), pos2(left + width, window.bottom()));
    let area = Area::new(egui::Id::unique("dock over the timeline")).order(Order::Middle);
    area.fixed_pos(rect.min).constrain(false).fade_in(false).show(ui.ctx(), |ui| {
        ui.set_min_size(rect.size());
        ui.set_max_size(rect.size());
        // What is below it is not to be clicked through it.
        ui.interact(rect, ui.scope_id().with("ground"), Sense::click_and_drag());
        ui.painter().rect_filled(rect, CornerRadius::ZERO, Color32::from(shown.theme.panel));
        let edge = Stroke::new(1.0, Color32::from(shown.theme.hairline));
        ui.painter().hline(rect.x_range(), rect.top(), edge);
        let mut within = ui.new_child(UiBuilder::new().max_rect(rect));
        within.set_clip_rect(rect);
        inside(&mut within, shown, input, (panel, TABS_PT), commands, contents);
        if width < window.width() {
            border(ui, shown, input, rect, commands);
        }
    });
}

/// The tabs, and the panel below them.
fn inside(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: &DockInput,
    (panel, height): (Panel, f32),
    commands: &mut Commands,
    contents: impl FnOnce(&mut Ui, Panel, &mut Commands),
) {
    let whole = ui.max_rect();
    let row = Rect::from_min_size(whole.min, vec2(whole.width(), height));
    tabs(ui, shown, input, row, panel, commands);
    let hairline = Stroke::new(1.0, Color32::from(shown.theme.hairline));
    ui.painter().hline(row.x_range(), row.bottom() - 0.5, hairline);
    let rest = Rect::from_min_max(pos2(whole.left(), row.bottom()), whole.max);
    // A panel that is too wide is cut off: it must not move the border of the timeline.
    let mut within = ui.new_child(UiBuilder::new().max_rect(rest).id_salt(name_of(panel)));
    within.set_clip_rect(rest.intersect(ui.clip_rect()));
    contents(&mut within, panel, commands);
    ui.advance_cursor_after_rect(whole);
}

fn name_of(panel: Panel) -> &'static str {
    TABS.iter().find(|(own, ..)| *own == panel).map_or("", |(_, _, name)| name)
}

/// Whether a panel has something to show: where nothing is compared nothing differs, and what is compared is not written.
fn is_offered(panel: Panel, shown: &PanelContext<'_>) -> bool {
    match panel {
        Panel::Differences => shown.compared.is_some(),
        Panel::Story | Panel::Problems | Panel::History => shown.compared.is_none(),
        _ => true,
    }
}

/// The number beside a tab's name, and its colour.
fn badge(shown: &PanelContext<'_>, input: &DockInput, panel: Panel) -> Option<(String, Color)> {
    let theme = shown.theme;
    let (count, color) = match panel {
        Panel::Coincidences => (shown.list.coincidences.len(), theme.coincidence_text),
        Panel::Differences => {
            (shown.compared.map_or(0, |compared| compared.differences.len()), theme.text_muted)
        }
        Panel::Problems if input.problems.1 => (input.problems.0, theme.error),
        Panel::Problems => (input.problems.0, theme.warning),
        _ => return None,
    };
    (count > 0).then(|| (grouped(count), color))
}

/// One tab as it is laid out: its panel and action, its width, and what is said of it.
struct Tab {
    panel: Panel,
    action: Action,
    name: &'static str,
    badge: Option<(String, Color)>,
    width: f32,
}

fn tabs(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: &DockInput,
    row: Rect,
    open: Panel,
    commands: &mut Commands,
) {
    // A right click on the row tells what else can be done with it. Below the tabs, which take what is theirs.
    let ground = ui.interact(row, ui.scope_id().with("tabs"), Sense::CLICK);
    ground.context_menu(|ui| side_menu(ui, input, commands));
    let all: Vec<Tab> = TABS
        .iter()
        .filter(|(panel, ..)| is_offered(*panel, shown))
        .map(|(panel, action, name)| {
            let badge = badge(shown, input, *panel);
            let number = badge.as_ref().map_or(0.0, |(number, color)| {
                widgets::galley(ui, number, TextStyle::semibold(12.5), *color).size().x + 4.0
            });
            // The open tab is bold: all have room for it, so that none moves.
            let word = widgets::galley(ui, name, TextStyle::semibold(13.0), shown.theme.text).size().x;
            Tab { panel: *panel, action: *action, name, badge, width: word + number }
        })
        .collect();
    let room = row.width() - 2.0 * ENDS_PT - CROSS_PT;
    let words: f32 = all.iter().map(|tab| tab.width).sum();
    let gap = ((room - words) / (all.len() - 1) as f32).min(GAPS_PT.0);
    let end = pos2(row.right() - ENDS_PT - CROSS_PT / 2.0 + 4.0, row.center().y);
    if gap >= GAPS_PT.1 {
        let mut x = row.left() + ENDS_PT;
        for tab in &all {
            let rect =
                Rect::from_min_size(pos2(x - gap / 2.0, row.top()), vec2(tab.width + gap, row.height()));
            one(ui, shown, input, tab, (rect, tab.panel == open), commands);
            x += tab.width + gap;
        }
    } else {
        let place =
            Rect::from_min_max(pos2(row.left() + ENDS_PT - 6.0, row.top()), pos2(end.x, row.bottom()));
        list(ui, shown, &all, place, open, commands);
    }
    cross(ui, shown, end, open, commands);
}

/// A tab: what it is called, how many there are, and a line below the open one.
fn one(
    ui: &Ui,
    shown: &PanelContext<'_>,
    input: &DockInput,
    tab: &Tab,
    (rect, open): (Rect, bool),
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let response = ui.interact(rect, ui.scope_id().with(("tab", tab.name)), Sense::click());
    response.context_menu(|ui| side_menu(ui, input, commands));
    let said = match &tab.badge {
        Some((number, _)) => format!("{}, {number}", tab.name),
        None => tab.name.to_owned(),
    };
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, open, &said));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(open));
    let (style, color) = match open {
        true => (TextStyle::semibold(13.0), theme.text),
        false if response.hovered() || response.has_focus() => (TextStyle::regular(13.0), theme.text),
        false => (TextStyle::regular(13.0), theme.text_muted),
    };
    let left = rect.center().x - tab.width / 2.0;
    let word = widgets::put(ui, pos2(left, rect.center().y), tab.name, style, color, tab.width + 1.0);
    if let Some((number, color)) = &tab.badge {
        let at = pos2(left + word + 4.0, rect.center().y);
        widgets::put(ui, at, number, TextStyle::semibold(12.5), *color, tab.width);
    }
    if open {
        let line = Rect::from_min_max(pos2(left, rect.bottom() - 2.0), pos2(left + tab.width, rect.bottom()));
        ui.painter().rect_filled(line, CornerRadius::ZERO, Color32::from(theme.coincidence_text));
    }
    if widgets::tip(response, &shown.keys.tooltip(tab.action)).clicked() && !open {
        commands.push_back(Command::View(ViewCommand::Toggle(tab.panel)));
    }
}

/// The tabs as a menu, where there is no room for all of them side by side.
fn list(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    all: &[Tab],
    rect: Rect,
    open: Panel,
    commands: &mut Commands,
) {
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.horizontal_centered(|ui| {
            ui.menu_button(format!("{} ▼", name_of(open)), |ui| {
                for tab in all {
                    let text = match &tab.badge {
                        Some((number, _)) => format!("{}  {number}", tab.name),
                        None => tab.name.to_owned(),
                    };
                    let mut button = egui::Button::selectable(tab.panel == open, text);
                    if let Some(keys) = shown.keys.text(tab.action) {
                        button = button.shortcut_text(keys);
                    }
                    if ui.add(button).clicked() {
                        if tab.panel != open {
                            commands.push_back(Command::View(ViewCommand::Toggle(tab.panel)));
                        }
                        ui.close();
                    }
                }
            });
        });
    });
}

fn cross(ui: &Ui, shown: &PanelContext<'_>, center: egui::Pos2, open: Panel, commands: &mut Commands) {
    let rect = Rect::from_center_size(center, vec2(24.0, 24.0));
    let response = ui.interact(rect, ui.scope_id().with("close"), Sense::click());
    let is_lit = response.hovered() || response.has_focus();
    if is_lit {
        ui.painter().rect_filled(rect, CornerRadius::same(6), Color32::from(shown.theme.field));
    }
    let color = if is_lit { shown.theme.text } else { shown.theme.text_muted };
    let galley = widgets::galley(ui, "×", TextStyle::regular(16.0), color);
    ui.painter().galley(center - galley.size() / 2.0, galley, color.into());
    let response = widgets::named(response, Role::Button, "Hide panel");
    let action = TABS.iter().find(|(own, ..)| *own == open).map(|(_, action, _)| *action);
    let tip = action.map_or_else(|| "Hide panel".to_owned(), |action| shown.keys.with("Hide panel", action));
    if widgets::tip(response, &tip).clicked() {
        commands.push_back(Command::View(ViewCommand::CloseDock));
    }
}

fn side_menu(ui: &mut Ui, input: &DockInput, commands: &mut Commands) {
    let text = if input.place.left { "Move panels to the right" } else { "Move panels to the left" };
    if ui.button(text).clicked() {
        commands.push_back(Command::View(ViewCommand::DockSide));
        ui.close();
    }
    if ui.button("Reset panel width").clicked() {
        commands.push_back(Command::View(ViewCommand::DockWidth(None)));
        ui.close();
    }
    if ui.button("Hide panel").clicked() {
        commands.push_back(Command::View(ViewCommand::CloseDock));
        ui.close();
    }
}

/// The edge towards the timeline: a drag moves it, a double click puts it back where it usually is.
fn border(ui: &Ui, shown: &PanelContext<'_>, input: &DockInput, dock: Rect, commands: &mut Commands) {
    let x = if input.place.left { dock.right() } else { dock.left() };
    let rect = Rect::from_min_max(pos2(x - REACH_PT, dock.top()), pos2(x + REACH_PT, dock.bottom()));
    let response = ui.interact(rect, ui.scope_id().with("border of the dock"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, "Width of the panels"));
    let is_held = response.hovered() || response.dragged();
    let color = if is_held { shown.theme.text_muted } else { shown.theme.hairline };
    ui.painter().vline(x, dock.y_range(), Stroke::new(1.0, Color32::from(color)));
    if is_held {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if response.double_clicked() {
        commands.push_back(Command::View(ViewCommand::DockWidth(None)));
    } else if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let width = if input.place.left { at.x - dock.left() } else { dock.right() - at.x };
        let width = width.clamp(WIDTHS_PT.0, WIDTHS_PT.1).round();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // held in a small range
        commands.push_back(Command::View(ViewCommand::DockWidth(Some(width as u16))));
    }
}
