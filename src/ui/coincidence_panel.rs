//! All coincidences by day: how sure, which lanes, which events, what they share. A click goes there.

use egui::{Color32, Frame, Margin, Panel, Rect, ScrollArea, Ui, vec2};

use super::command::{Command, Commands, SelectCommand};
use super::painting::{Flags, UV};
use super::{Shown, coincidence_rule, inspector, widgets};
use crate::analysis::{Certainty, Coincidence, Listing, Sort, reason};
use crate::scene::TextStyle;

/// Height of a row's fixed part, in points.
const HEAD: f32 = 26.0;
/// Height of a line of a member, in points.
const MEMBER: f32 = 20.0;
/// At most so many members are listed; the rest are counted.
const MEMBERS: usize = 6;

/// What is listed in which order.
#[derive(Clone, Copy)]
pub struct By<'a> {
    /// What is looked for.
    pub listing: &'a Listing,
    /// The order of the list.
    pub sort: Sort,
}

/// Shows the panel.
pub fn show(ui: &mut Ui, shown: &Shown<'_>, by: &By<'_>, flags: &mut Flags, commands: &mut Commands) {
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(Margin::symmetric(16, 14));
    Panel::right("coincidences").default_size(352.0).size_range(320.0..=560.0).frame(frame).show(ui, |ui| {
        let count = shown.coincidences.len();
        let heading = if count == 1 { "1 coincidence".to_owned() } else { format!("{count} coincidences") };
        widgets::line(ui, &heading, TextStyle::semibold(16.0), shown.theme.text);
        ui.add_space(4.0);
        coincidence_rule::show(ui, shown.theme, by.listing, by.sort, commands);
        ui.add_space(4.0);
        if count == 0 {
            let text = "Nothing happened on the same day in different lanes.";
            widgets::paragraph(ui, text, TextStyle::regular(12.5), shown.theme.text_muted);
            return;
        }
        let order = by.sort.order(shown.coincidences);
        coincidence_rule::copy(ui, shown, &order, commands);
        widgets::rule(ui, shown.theme);
        rows(ui, shown, &order, flags, commands);
    });
}

fn height(coincidence: &Coincidence) -> f32 {
    let members = coincidence.events.len().min(MEMBERS + 1) as f32;
    let shares = if inspector::shares(coincidence).is_some() { MEMBER } else { 0.0 };
    let reason = if coincidence.certainty == Certainty::Possible { MEMBER } else { 0.0 };
    HEAD + members * MEMBER + shares + reason + 10.0
}

/// Only the rows in view are laid out, so that thousands cost nothing.
fn rows(ui: &mut Ui, shown: &Shown<'_>, order: &[usize], flags: &mut Flags, commands: &mut Commands) {
    let remembered = ui.scope_id().with("scrolled to");
    let scrolled_to: Option<usize> = ui.data(|data| data.get_temp::<Option<usize>>(remembered)).flatten();
    ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, viewport| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let height_at = |at: usize| shown.coincidences.get(at).map_or(0.0, height);
        ui.set_height(order.iter().map(|at| height_at(*at)).sum());
        let top = ui.max_rect().top();
        let mut y = 0.0;
        for at in order.iter().copied() {
            let height = height_at(at);
            let rect = Rect::from_min_size(
                egui::pos2(ui.max_rect().left(), top + y),
                vec2(ui.available_width(), height),
            );
            y += height;
            if shown.current == Some(at) && scrolled_to != Some(at) {
                ui.scroll_to_rect(rect, None);
                ui.data_mut(|data| data.insert_temp(remembered, Some(at)));
            }
            if y < viewport.top() || y - height > viewport.bottom() {
                continue;
            }
            ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
                row(ui, shown, at, height, flags, commands);
            });
        }
    });
}

fn row(ui: &mut Ui, shown: &Shown<'_>, at: usize, height: f32, flags: &mut Flags, commands: &mut Commands) {
    let theme = shown.theme;
    let coincidence = &shown.coincidences[at];
    let day = inspector::day_text(coincidence);
    let certain = coincidence.certainty.word();
    let lanes = inspector::lane_names(shown, &coincidence.lanes);
    let possible = coincidence.certainty == Certainty::Possible;
    let why = if possible { reason(shown.document, coincidence, shown.rule) } else { String::new() };
    let name = format!("{day}, {certain}, {lanes}{}{why}", if possible { ", " } else { "" });
    let (rect, response) = widgets::row(ui, height - 6.0, shown.current == Some(at), theme, &name);
    let mut y = rect.top() + HEAD / 2.0 + 1.0;
    let color = if coincidence.certainty == Certainty::Certain { theme.text } else { theme.text_muted };
    let width = widgets::put(
        ui,
        egui::pos2(rect.left(), y),
        &day,
        TextStyle::semibold(13.0),
        color,
        rect.width() - 70.0,
    );
    let at_right = egui::pos2(rect.left() + width + 10.0, y);
    widgets::put(ui, at_right, certain, TextStyle::regular(12.0), theme.coincidence_text, 70.0);
    y += HEAD / 2.0 + MEMBER / 2.0 - 3.0;
    for ix in coincidence.events.iter().take(MEMBERS) {
        let event = shown.document.event(*ix);
        let lane = inspector::lane_name(shown, &event.lane);
        flag(ui, egui::pos2(rect.left() + 8.0, y), event.lane.as_str(), lane, flags);
        let style = TextStyle::regular(12.5);
        let width = widgets::put(ui, egui::pos2(rect.left() + 24.0, y), lane, style, theme.text_muted, 120.0);
        let x = rect.left() + 24.0 + width + 8.0;
        widgets::put(ui, egui::pos2(x, y), &event.title, style, theme.text, rect.right() - x);
        y += MEMBER;
    }
    if coincidence.events.len() > MEMBERS {
        let more = format!("and {} more", coincidence.events.len() - MEMBERS);
        widgets::put(
            ui,
            egui::pos2(rect.left() + 24.0, y),
            &more,
            TextStyle::regular(12.5),
            theme.text_muted,
            200.0,
        );
        y += MEMBER;
    }
    if let Some(shares) =
        inspector::shares(coincidence).map(|shared| format!("share {}", inspector::list(shown, &shared)))
    {
        let room = rect.width() - 24.0;
        widgets::put(
            ui,
            egui::pos2(rect.left() + 24.0, y),
            &shares,
            TextStyle::regular(12.5),
            theme.coincidence_text,
            room,
        );
    }
    let response = if possible {
        y += if inspector::shares(coincidence).is_some() { MEMBER } else { 0.0 };
        let style = TextStyle::regular(12.0).slanted();
        let at = egui::pos2(rect.left() + 24.0, y);
        widgets::put(ui, at, &why, style, theme.text_muted, rect.width() - 24.0);
        widgets::tip(response, &why)
    } else {
        response
    };
    if response.clicked() {
        commands.push_back(Command::Select(SelectCommand::Coincidence(at)));
    }
}

fn flag(ui: &Ui, center: egui::Pos2, code: &str, name: &str, flags: &mut Flags) {
    const SIDE: f32 = 14.0;
    let side_px = (SIDE * ui.ctx().pixels_per_point()).round() as usize;
    let texture = flags.texture(ui.ctx(), code, name, side_px);
    let rect = Rect::from_center_size(center, vec2(SIDE, SIDE));
    ui.painter().image(texture, rect, UV, Color32::WHITE);
}
