//! Small things that every panel is made of: text in its right order whatever its script, chips, links, rows.

pub(crate) mod accessible;
pub mod context_measure;
pub(crate) mod copyable_text;
pub(crate) mod flag;
pub(crate) mod focus_ring;
pub mod pages;
pub mod progress_card;
pub mod select_on_focus;
pub mod style;
pub mod textures;
pub(crate) mod toasts;

use std::sync::Arc;

pub use context_measure::ContextMeasure;
pub use pages::Pages;

use egui::accesskit::Role;
use egui::{Color32, CornerRadius, Galley, Label, Rect, Response, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use crate::layout::shortened;
use crate::model::{WebAddress, brief, brief_to};
use crate::paint;
use crate::scene::{Color, TextMeasure as _, TextStyle, Theme};
pub(crate) use accessible::named;

/// The longest text of a tip, in bytes: as much as anyone reads beside the pointer.
pub const MOST_TIP_BYTES: usize = 1200;

/// One line of text laid out in this window's fonts.
#[must_use]
pub fn galley(ui: &Ui, text: &str, style: TextStyle, color: Color) -> Arc<Galley> {
    ui.painter().layout_job(paint::job(text, style, color))
}

/// A paragraph of this width, laid out in this window's fonts.
#[must_use]
pub fn paragraph_galley(ui: &Ui, text: &str, style: TextStyle, color: Color, width: f32) -> Arc<Galley> {
    let job = paint::paragraph(text, style, color, width, &mut ContextMeasure::new(ui.ctx()));
    ui.painter().layout_job(job)
}

/// One line of text.
pub fn line(ui: &mut Ui, text: &str, style: TextStyle, color: Color) -> Response {
    let text = &*brief(text);
    let galley = galley(ui, text, style, color);
    copyable_text::label(ui, galley, text)
}

/// A paragraph as wide as there is room; of a very long text a page, with the way to the others.
pub fn paragraph(ui: &mut Ui, text: &str, style: TextStyle, color: Color) -> Response {
    paged(ui, text, color, |ui, text| {
        let width = ui.available_width();
        let galley = paragraph_galley(ui, text, style, color, width);
        copyable_text::label(ui, galley, text)
    })
}

/// A text by `show`, or of a very long one the page that is looked at, and below it the way to the others.
pub fn paged(
    ui: &mut Ui,
    text: &str,
    color: Color,
    show: impl FnOnce(&mut Ui, &str) -> Response,
) -> Response {
    let pages = Pages::of_text(ui, text);
    if pages.is_single() {
        return show(ui, text);
    }
    let vertical = ui.vertical(|ui| {
        let response = show(ui, pages.part_of_text(text));
        pages.turn_text_ui(ui, color);
        response
    });
    vertical.inner
}

/// The longest text that is edited in a field, in bytes: a field lays all of its text out with every letter.
pub const MOST_EDITED_BYTES: usize = 20_000;

/// What stands in the place of a field whose text is longer than that: the text to be read, page by page.
pub fn too_long(ui: &mut Ui, text: &str, theme: &Theme) -> Response {
    let vertical = ui.vertical(|ui| {
        let told = "Too long to edit here; change it in the file with a text editor";
        paragraph(ui, told, TextStyle::regular(12.5), theme.warning);
        paragraph(ui, text, TextStyle::regular(13.0), theme.text);
    });
    vertical.response
}

/// A word on a rounded ground.
pub fn chip(ui: &mut Ui, text: &str, ground: Color, color: Color) -> Response {
    let galley = galley(ui, text, TextStyle::semibold(12.0), color);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(22.0, 6.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(11), Color32::from(ground));
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, color.into());
    named(response, Role::Label, text)
}

/// A word on a rounded ground with a cross that takes it away; the response is the cross's.
pub fn removable_chip(ui: &mut Ui, text: &str, name: &str, theme: &Theme) -> Response {
    let word = galley(ui, text, TextStyle::regular(12.5), theme.text);
    let cross = galley(ui, "×", TextStyle::regular(14.0), theme.text_muted);
    let width = word.size().x.min((ui.max_rect().width() - 40.0).max(40.0));
    let (rect, _) = ui.allocate_exact_size(vec2(width + 34.0, 24.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(12), Color32::from(theme.field));
    let at = egui::pos2(rect.left() + 11.0, rect.center().y);
    put(ui, at, text, TextStyle::regular(12.5), theme.text, width + 1.0);
    let place = Rect::from_min_max(egui::pos2(rect.right() - 24.0, rect.top()), rect.max);
    let response = ui.interact(place, ui.scope_id().with(("remove", name)), Sense::click());
    if response.hovered() || response.has_focus() {
        let ground = theme.text.faded(0.12).over(theme.field);
        ui.painter().circle_filled(place.center(), 9.0, Color32::from(ground));
    }
    ui.painter().galley(place.center() - cross.size() / 2.0, cross, theme.text_muted.into());
    let response = tip(named(response, Role::Button, name), name);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Text that can be clicked, underlined under the pointer.
pub fn text_button(ui: &mut Ui, text: &str, style: TextStyle, color: Color) -> Response {
    let galley = galley(ui, text, style, color);
    clickable(ui, galley, text, Role::Button, color)
}

/// Text over several lines that can be clicked.
pub fn wrapped_button(ui: &mut Ui, text: &str, style: TextStyle, color: Color) -> Response {
    let width = ui.available_width();
    let text = &*brief(text);
    let galley = paragraph_galley(ui, text, style, color, width);
    clickable(ui, galley, text, Role::Button, color)
}

/// A link to a page, which opens in the browser; its target, as it is opened, is shown on hover. Only addresses of the
/// web can be opened; for anything else the text is shown without a link.
pub fn web_link(ui: &mut Ui, text: &str, url: &str, style: TextStyle, theme: &Theme) -> Response {
    let Some(address) = WebAddress::parse(url) else {
        return paragraph(ui, text, style, theme.text_muted);
    };
    let width = ui.available_width() - 14.0;
    let text = &*brief(text);
    let galley = paragraph_galley(ui, &format!("{text} ↗"), style, theme.coincidence_text, width.max(40.0));
    let response = clickable(ui, galley, text, Role::Link, theme.coincidence_text);
    if response.clicked() {
        ui.ctx().open_url(egui::OpenUrl::new_tab(address.as_str()));
    }
    tip(response, address.as_str())
}

fn clickable(ui: &mut Ui, galley: Arc<Galley>, name: &str, role: Role, color: Color) -> Response {
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(1.0, Color32::from(color));
        for row in &galley.rows {
            let row = row.rect().translate(rect.min.to_vec2());
            ui.painter().hline(row.x_range(), row.bottom() - 1.0, stroke);
        }
    }
    ui.painter().galley(rect.min, galley, color.into());
    named(response, role, name).on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A row across the panel that can be clicked: returns its response and the place of its contents.
pub fn row(ui: &mut Ui, height: f32, selected: bool, theme: &Theme, name: &str) -> (Rect, Response) {
    row_for(ui, height, selected, theme, name, Sense::click())
}

/// The same in a list that belongs to a field, which keeps the keyboard: the list is gone when the field loses it.
pub fn row_of_field(ui: &mut Ui, height: f32, selected: bool, theme: &Theme, name: &str) -> (Rect, Response) {
    row_for(ui, height, selected, theme, name, Sense::CLICK)
}

fn row_for(
    ui: &mut Ui,
    height: f32,
    selected: bool,
    theme: &Theme,
    name: &str,
    sense: Sense,
) -> (Rect, Response) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), sense);
    let ground = rect.expand2(vec2(8.0, 0.0));
    if selected {
        ui.painter().rect_filled(ground, CornerRadius::same(6), Color32::from(theme.selected));
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(ground, CornerRadius::same(6), Color32::from(theme.field));
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, brief(name)));
    (rect, response.on_hover_cursor(egui::CursorIcon::PointingHand))
}

/// Paints one line of text with its left end and middle at a point; returns its width. It is cut with an
/// ellipsis where it would be wider than `room`.
pub fn put(ui: &Ui, at: egui::Pos2, text: &str, style: TextStyle, color: Color, room: f32) -> f32 {
    let galley = cut(ui, text, style, color, room);
    let width = galley.size().x;
    ui.painter().galley(at - vec2(0.0, galley.size().y / 2.0), galley, color.into());
    width
}

/// One line of text, cut with an ellipsis where it would be wider than `room`: at the end of what it says, which in
/// right-to-left text is at the left.
#[must_use]
pub fn cut(ui: &Ui, text: &str, style: TextStyle, color: Color, room: f32) -> Arc<Galley> {
    let text = &*brief(text);
    if paint::bidi::is_left_to_right(text) {
        let mut job = paint::job(text, style, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(1.0));
        return ui.painter().layout_job(job);
    }
    let (short, _) = shortened(text, style, room, &mut ContextMeasure::new(ui.ctx()));
    galley(ui, &short, style, color)
}

/// Text for egui's own controls (buttons, labels, tips), in the order in which it is drawn. Give the response its logical
/// name with `accessible::named`.
#[must_use]
pub fn ordered(text: &str) -> egui::WidgetText {
    let text = &*brief(text);
    if paint::bidi::is_left_to_right(text) {
        paint::fallback::notice(text);
        return text.into();
    }
    paint::plain_job(text, TextStyle::regular(style::BODY)).into()
}

/// The same in a colour of its own, for hints in fields.
#[must_use]
pub fn ordered_in(text: &str, color: Color) -> egui::WidgetText {
    let text = &*brief(text);
    if paint::bidi::is_left_to_right(text) {
        return egui::RichText::new(text).color(Color32::from(color)).into();
    }
    paint::job(text, TextStyle::regular(style::BODY), color).into()
}

/// Says a text under the resting pointer, whatever its script. (egui's own `on_hover_text` is for the program's words
/// alone.)
pub fn tip(response: Response, text: &str) -> Response {
    response.on_hover_ui(|ui| told(ui, text))
}

/// The same beside the pointer, where what is told of is only a part of what can be touched.
pub fn tip_at_pointer(response: Response, text: &str) -> Response {
    response.on_hover_ui_at_pointer(|ui| told(ui, text))
}

/// A text in a tip: as wide as it needs, up to what tips may be.
fn told(ui: &mut Ui, text: &str) {
    let text = &*brief_to(text, MOST_TIP_BYTES);
    let widest = ui.spacing().tooltip_width;
    ui.set_max_width(widest);
    if paint::bidi::is_left_to_right(text) {
        ui.add(Label::new(text));
        return;
    }
    let style = TextStyle::regular(style::BODY);
    let mut measure = ContextMeasure::new(ui.ctx());
    let width = text.lines().map(|line| measure.width(line, style)).fold(0.0, f32::max);
    let width = (width.ceil() + 1.0).min(widest);
    let job = paint::paragraph(text, style, ui.visuals().text_color().into(), width, &mut measure);
    let galley = ui.painter().layout_job(job);
    copyable_text::label(ui, galley, text);
}

/// A line across the panel, edge to edge, with air above and below.
pub fn rule(ui: &mut Ui, theme: &Theme) {
    ui.add_space(12.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    let x = egui::Rangef::new(rect.left() - 16.0, rect.right() + 16.0);
    ui.painter().hline(x, rect.center().y, Stroke::new(1.0, Color32::from(theme.hairline)));
    ui.add_space(12.0);
}
