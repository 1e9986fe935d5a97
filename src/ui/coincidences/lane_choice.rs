//! Which lanes count for coincidences: a list of all of them with flags and names, to be ticked.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{
    Checkbox, Color32, ComboBox, CornerRadius, PopupCloseBehavior, Rect, RichText, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use crate::analysis::query::fold;
use crate::analysis::{LanesBy, Listing};
use crate::model::{Lane, LaneId};
use crate::scene::TextStyle;
use crate::ui::widgets::textures::{Flags, UV};
use crate::ui::{PanelContext, widgets};

/// Height of a lane's row, in points.
const ROW_PT: f32 = 24.0;
/// Side of a flag, in points.
const FLAG_PT: f32 = 14.0;
/// With more lanes than this there is a field to find one.
const MANY_LANES: usize = 12;

/// Shows "all lanes" or "3 of 30 lanes", which opens the list.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, new: &mut Listing, flags: &mut Flags) {
    let all = shown.lanes.lanes();
    let text = match &new.lanes {
        None if new.shown_lanes_only => "visible lanes".to_owned(),
        None => "all lanes".to_owned(),
        Some(lanes) => {
            let count = all.iter().filter(|lane| lanes.contains(&lane.id)).count();
            format!("{count} of {} lanes", all.len())
        }
    };
    let response = ComboBox::from_id_salt("lanes that count")
        .selected_text(&text)
        .width(128.0)
        .height(440.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show_ui(ui, |ui| {
            ui.set_min_width(240.0);
            ui.checkbox(&mut new.shown_lanes_only, "Visible lanes only")
                .on_hover_text("Ignore lanes that are hidden on the timeline");
            list(ui, shown, &mut new.lanes, flags);
        });
    let name = format!("Lanes to compare: {text}");
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    response.response.on_hover_text("Choose the lanes to compare; events in other lanes are ignored");
}

fn list(ui: &mut Ui, shown: &PanelContext<'_>, chosen: &mut Option<BTreeSet<LaneId>>, flags: &mut Flags) {
    let all = shown.lanes.lanes();
    let theme = shown.theme;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        let style = TextStyle::regular(12.5);
        if widgets::text_button(ui, "All lanes", style, theme.coincidence_text).clicked() {
            *chosen = None;
        }
        if widgets::text_button(ui, "No lanes", style, theme.coincidence_text).clicked() {
            *chosen = Some(BTreeSet::new());
        }
    });
    let sought = if all.len() > MANY_LANES { find(ui, shown) } else { String::new() };
    let fits = |lane: &&Lane| {
        sought.is_empty() || fold(&lane.name).contains(&sought) || fold(lane.id.as_str()) == sought
    };
    let counting = (0..).zip(all).filter(|(at, _)| shown.lanes.counts(*at)).map(|(_, lane)| lane);
    let lanes: Vec<&Lane> = counting.filter(fits).collect();
    if lanes.is_empty() {
        widgets::line(ui, "No matches", TextStyle::regular(12.5), theme.text_muted);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height(300.0).show_rows(ui, ROW_PT, lanes.len(), |ui, rows| {
        ui.set_width(ui.available_width());
        for lane in lanes.iter().skip(rows.start).take(rows.len()) {
            row(ui, shown, lane, chosen, flags);
        }
    });
}

/// The field to find a lane by name; returns what it says, folded.
fn find(ui: &mut Ui, shown: &PanelContext<'_>) -> String {
    let id = ui.scope_id().with("Find lane");
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let hint = RichText::new("Find lane").color(Color32::from(shown.theme.text_muted));
    let response = ui.add(
        TextEdit::singleline(&mut text)
            .char_limit(widgets::MOST_EDITED_BYTES)
            .desired_width(f32::INFINITY)
            .hint_text(hint),
    );
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(text.clone()),
        ..WidgetInfo::labeled(Role::TextInput, true, "Find lane")
    });
    let folded = fold(&text);
    ui.data_mut(|data| data.insert_temp(id, text));
    folded
}

/// A lane to tick; the whole row can be clicked.
fn row(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    lane: &Lane,
    chosen: &mut Option<BTreeSet<LaneId>>,
    flags: &mut Flags,
) {
    let theme = shown.theme;
    let was = chosen.as_ref().is_none_or(|lanes| lanes.contains(&lane.id));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_PT), Sense::CLICK);
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(4), Color32::from(theme.field));
    }
    let mut on = was;
    let square = Rect::from_min_size(rect.min + vec2(4.0, 0.0), vec2(ROW_PT, ROW_PT));
    let tick = ui.put(square, Checkbox::without_text(&mut on));
    tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, format!("Compare {}", lane.name)));
    let side_px = (FLAG_PT * ui.ctx().pixels_per_point()).round() as usize;
    let texture = match shown.lanes.by() {
        LanesBy::Country => flags.texture(ui.ctx(), lane.id.as_str(), &lane.name, side_px),
        _ => flags.initials(ui.ctx(), &lane.name, side_px),
    };
    let place = Rect::from_center_size(pos2(rect.left() + 36.0, rect.center().y), vec2(FLAG_PT, FLAG_PT));
    ui.painter().image(texture, place, UV, Color32::WHITE);
    let name = pos2(rect.left() + 52.0, rect.center().y);
    widgets::put(ui, name, &lane.name, TextStyle::regular(13.0), theme.text, rect.right() - name.x - 4.0);
    if response.clicked() {
        on = !was;
    }
    if on != was {
        let all = || shown.lanes.lanes().iter().map(|lane| lane.id.clone());
        let lanes = chosen.get_or_insert_with(|| all().collect());
        if on {
            lanes.insert(lane.id.clone())
        } else {
            lanes.remove(&lane.id)
        };
        // All of them is what a new lane is among too.
        if all().all(|id| lanes.contains(&id)) {
            *chosen = None;
        }
    }
}
