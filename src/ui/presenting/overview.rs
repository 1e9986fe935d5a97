//! All steps as pictures, to go to one of them.

use egui::accesskit::Role;
use egui::{
    Area, Color32, Context, CornerRadius, CursorIcon, Id, Order, Rect, ScrollArea, Sense, Stroke, StrokeKind,
    TextureHandle, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::state::Presenting;
use crate::model::Step;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, PresentCommand};
use crate::ui::widgets;

/// The least width of a picture, in points, and what is between two.
const PICTURE_PT: f32 = 250.0;
const GAP_PT: f32 = 24.0;

/// Shows them over the window.
pub(crate) fn show(
    ctx: &Context,
    theme: &Theme,
    told: &mut Presenting,
    story: &[Step],
    pictures: &[Option<TextureHandle>],
    commands: &mut Commands,
) {
    let Some(chosen) = told.overview else { return };
    let window = ctx.content_rect();
    Area::new(Id::unique("all steps")).order(Order::Foreground).fixed_pos(window.min).show(ctx, |ui| {
        let (rect, _) = ui.allocate_exact_size(window.size(), Sense::click_and_drag());
        ui.painter().rect_filled(rect, CornerRadius::ZERO, Color32::from(theme.background));
        let room = rect.shrink2(vec2(48.0, 36.0));
        told.columns = ((room.width() + GAP_PT) / (PICTURE_PT + GAP_PT)).floor().max(1.0) as usize;
        told.columns = told.columns.min(story.len().max(1));
        let width = ((room.width() - 14.0 + GAP_PT) / told.columns as f32 - GAP_PT).min(420.0);
        ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                for (row, steps) in story.chunks(told.columns).enumerate() {
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = GAP_PT;
                        for (column, step) in steps.iter().enumerate() {
                            let at = row * told.columns + column;
                            let picture = pictures.get(at).and_then(Option::as_ref);
                            card(ui, theme, (at, step), at == chosen, picture, width, commands);
                        }
                    });
                    ui.add_space(12.0);
                }
            });
        });
    });
}

fn card(
    ui: &mut Ui,
    theme: &Theme,
    (at, step): (usize, &Step),
    chosen: bool,
    picture: Option<&TextureHandle>,
    width: f32,
    commands: &mut Commands,
) {
    let height = (width * 9.0 / 16.0).round();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height + 34.0), Sense::click());
    let name = format!("Step {}: {}", at + 1, step.title);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    let place = Rect::from_min_size(rect.min, vec2(width, height));
    picture_in(ui, theme, place, picture, chosen || response.hovered());
    // Brought into view when it becomes the chosen one, and left alone by who scrolls then.
    let id = Id::unique("the chosen step");
    let before: Option<usize> = ui.data(|data| data.get_temp(id));
    if chosen && before != Some(at) {
        ui.data_mut(|data| data.insert_temp(id, at));
        ui.scroll_to_rect(rect.expand(12.0), None);
    }
    let style = if chosen { TextStyle::semibold(15.0) } else { TextStyle::regular(15.0) };
    let text = format!("{}  {}", at + 1, step.title);
    widgets::put(ui, pos2(rect.left(), place.bottom() + 17.0), &text, style, theme.text, width);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        commands.push_back(Command::Present(PresentCommand::To(at)));
    }
}

/// The picture of a step, or the ground of one that is still being made.
pub(crate) fn picture_in(ui: &Ui, theme: &Theme, place: Rect, picture: Option<&TextureHandle>, strong: bool) {
    let painter = ui.painter();
    match picture {
        Some(texture) => {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), place, whole, Color32::WHITE);
        }
        None => {
            painter.rect_filled(place, CornerRadius::same(4), Color32::from(theme.field));
        }
    }
    let (width, color) = if strong { (3.0, theme.chip) } else { (1.5, theme.hairline) };
    painter.rect_stroke(
        place,
        CornerRadius::same(4),
        Stroke::new(width, Color32::from(color)),
        StrokeKind::Outside,
    );
}
