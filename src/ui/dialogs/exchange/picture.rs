//! The question before a picture: what it shows, its kind, size and colours, and where it goes: a file or the clipboard.

use egui::{
    Button, Color32, ComboBox, Context, DragValue, Frame, Id, Margin, Modal, RichText, ScrollArea, Ui,
};

use super::export::scopes;
use crate::io::export::PictureKind;
use crate::model::brief_to;
use crate::scene::theme::ThemeKind;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{
    Command, Commands, ExchangeCommand, FileCommand, PictureOf, PictureOrder, PictureQuestion,
};
use crate::ui::widgets;
use crate::ui::widgets::style::HEADING;

/// Width of the names at the left, in points.
const NAME_PT: f32 = 76.0;
/// Sizes that are often needed, in points, and what for.
const SIZES: [(&str, (u16, u16)); 4] = [
    ("Slide, 16 : 9", (1600, 900)),
    ("Full HD", (1920, 1080)),
    ("Page across", (1400, 990)),
    ("Square", (1080, 1080)),
];
/// The least and the greatest side, in points.
const SIDES_PT: std::ops::RangeInclusive<u16> = 320..=10_000;
/// The longest title of a step in the list, in bytes.
const MOST_TITLE_BYTES: usize = 80;

/// Asks.
pub(crate) fn show(ctx: &Context, question: &mut PictureQuestion, theme: &Theme, commands: &mut Commands) {
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("picture")).frame(frame).backdrop_color(Color32::from_black_alpha(70));
    let shown = modal.show(ctx, |ui| {
        let window = ui.ctx().content_rect();
        ui.set_width(480.0_f32.min(window.width() - 60.0));
        widgets::paragraph(ui, "Export picture", TextStyle::semibold(HEADING), theme.text);
        ui.add_space(6.0);
        ScrollArea::vertical()
            .max_height(window.height() - 150.0)
            .show(ui, |ui| choices(ui, question, theme));
        ui.add_space(12.0);
        buttons(ui, question.order, theme)
    });
    let closed = shown.should_close().then_some(ExchangeCommand::Cancel);
    let command = shown.inner.or(closed);
    commands.extend(command.map(|command| Command::File(FileCommand::Exchange(command))));
}

fn choices(ui: &mut Ui, question: &mut PictureQuestion, theme: &Theme) {
    let PictureQuestion { order, steps, counts } = question;
    ui.spacing_mut().item_spacing.y = 8.0;
    setting(ui, theme, "Show", |ui| {
        ui.radio_value(&mut order.of, PictureOf::View, "This view");
        ui.radio_value(&mut order.of, PictureOf::Whole, "The whole timeline");
        if !steps.is_empty() {
            step(ui, order, steps);
        }
    });
    setting(ui, theme, "Events", |ui| {
        if let Some(scope) = scopes(ui, order.scope, counts) {
            order.scope = scope;
        }
    });
    setting(ui, theme, "Kind", |ui| {
        ui.radio_value(&mut order.kind, PictureKind::Png, "PNG")
            .on_hover_text("Pixels, for slides and pages");
        let svg = ui.radio_value(&mut order.kind, PictureKind::Svg, "SVG");
        svg.on_hover_text("Lines and text that stay sharp at any size");
    });
    setting(ui, theme, "Size", |ui| {
        for (name, side) in [("Width", &mut order.size.0), ("Height", &mut order.size.1)] {
            let response = ui.add(DragValue::new(side).range(SIDES_PT).speed(4.0));
            widgets::named(response, egui::accesskit::Role::SpinButton, name);
        }
        let known = SIZES.iter().find(|(_, size)| *size == order.size).map_or("points", |(name, _)| name);
        let list = ComboBox::from_id_salt("size").selected_text(known).show_ui(ui, |ui| {
            for (name, size) in SIZES {
                ui.selectable_value(&mut order.size, size, format!("{name}, {} × {}", size.0, size.1));
            }
        });
        widgets::named(list.response, egui::accesskit::Role::ComboBox, "Usual sizes");
    });
    setting(ui, theme, "Scale", |ui| {
        for (scale, text) in [(1.0, "1×"), (2.0, "2×"), (3.0, "3×")] {
            ui.radio_value(&mut order.scale, scale, text);
        }
        let pixels = |points: u16| (f32::from(points) * order.scale).round();
        let text = format!("{} × {} pixels", pixels(order.size.0), pixels(order.size.1));
        widgets::line(ui, &text, TextStyle::regular(12.5), theme.text_muted);
    });
    setting(ui, theme, "Colours", |ui| {
        for (kind, text) in [
            (ThemeKind::Light, "Light"),
            (ThemeKind::Dark, "Dark"),
            (ThemeKind::HighContrastLight, "High contrast"),
            (ThemeKind::HighContrastDark, "High contrast, dark"),
        ] {
            ui.radio_value(&mut order.theme, kind, text);
        }
    });
    setting(ui, theme, "", |ui| {
        ui.checkbox(&mut order.legend, "Legend")
            .on_hover_text("Say below the lanes what the colours, marks and bands mean");
    });
}

/// A step of the story, from their list.
fn step(ui: &mut Ui, order: &mut PictureOrder, steps: &[String]) {
    let (is_step, now) = match order.of {
        PictureOf::Step(at) => (true, at),
        _ => (false, 0),
    };
    if ui.radio(is_step, "A step:").clicked() {
        order.of = PictureOf::Step(now);
    }
    let title = |at: usize| {
        let title = steps.get(at).map_or("", String::as_str);
        format!("{}  {}", at + 1, brief_to(title, MOST_TITLE_BYTES))
    };
    let list = ComboBox::from_id_salt("step").selected_text(widgets::ordered(&title(now))).width(180.0);
    let shown = list.show_ui(ui, |ui| {
        for at in 0..steps.len() {
            if ui.selectable_label(is_step && now == at, widgets::ordered(&title(at))).clicked() {
                order.of = PictureOf::Step(at);
            }
        }
    });
    widgets::named(shown.response, egui::accesskit::Role::ComboBox, "Step of the story");
}

fn setting(ui: &mut Ui, theme: &Theme, name: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let width = widgets::line(ui, name, TextStyle::regular(13.0), theme.text_muted).rect.width();
        ui.add_space((NAME_PT - width).max(0.0));
        ui.spacing_mut().item_spacing.x = 8.0;
        let room = ui.available_width();
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.horizontal_wrapped(contents);
        });
    });
}

fn buttons(ui: &mut Ui, order: PictureOrder, theme: &Theme) -> Option<ExchangeCommand> {
    let mut command = None;
    ui.horizontal(|ui| {
        let main = Button::new(RichText::new("Export…").color(Color32::from(theme.chip_text)));
        if ui.add(main.fill(Color32::from(theme.chip))).clicked() {
            command = Some(ExchangeCommand::ChoosePicture(order));
        }
        let copy = ui.button("Copy").on_hover_text("Put the picture on the clipboard, as pixels");
        if copy.clicked() {
            command = Some(ExchangeCommand::CopyPicture(order));
        }
        if ui.button("Cancel").clicked() {
            command = Some(ExchangeCommand::Cancel);
        }
    });
    command
}
