//! What every question is made of: the frame in the middle of the window, its heading, and the buttons that end it.

use egui::{Button, Color32, Context, Frame, Id, Margin, Modal, Ui};

use crate::scene::{TextStyle, Theme};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;
use crate::ui::widgets::style::HEADING;

/// A question in the middle of the window, which waits behind it.
pub(crate) fn modal(name: &str, ctx: &Context) -> Modal {
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(20));
    Modal::new(Id::unique(name)).frame(frame).backdrop_color(Color32::from_black_alpha(70))
}

/// Whether nothing in the question has the focus yet: nothing at all has, or still the timeline behind it.
pub(crate) fn needs_focus(ctx: &Context) -> bool {
    ctx.memory(egui::Memory::focused).is_none_or(|id| id == canvas_id())
}

pub(crate) fn heading(ui: &mut Ui, text: &str, theme: &Theme) {
    widgets::paragraph(ui, text, TextStyle::semibold(HEADING), theme.text);
    ui.add_space(4.0);
}

/// A button that stands out as the one that Enter presses.
pub(crate) fn main_button<'a>(text: &'a str, theme: &Theme) -> Button<'a> {
    Button::new(egui::RichText::new(text).color(Color32::from(theme.chip_text)))
        .fill(Color32::from(theme.chip))
}

/// What a field is confirmed or given up with; confirmed by Enter too. `None` where neither has happened.
pub(crate) fn answer(ui: &mut Ui, verb: &str, ready: bool, entered: bool, theme: &Theme) -> Option<bool> {
    let mut done = None;
    ui.horizontal(|ui| {
        if (ui.add_enabled(ready, main_button(verb, theme)).clicked() || entered) && ready {
            done = Some(true);
        }
        if ui.button("Cancel").clicked() {
            done = Some(false);
        }
    });
    done
}
