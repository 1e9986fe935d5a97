//! A card over the lower edge of the window that tells how far long work is and ends it. It comes only when the work
//! takes longer than a blink: what is done at once needs no word.

use egui::accesskit::Role;
use egui::{Align2, Area, Context, CornerRadius, CursorIcon, Frame, Id, Margin, Order, Sense, vec2};

use super::widgets;
use crate::scene::{TextStyle, Theme};

/// Work that takes less than this many seconds is not shown.
const BLINK: f64 = 0.2;

/// The width of its bar, in points.
const WIDTH: f32 = 260.0;

/// The width of the bar in a strip, in points.
const STRIP_WIDTH: f32 = 140.0;

/// How far some work is.
pub struct Work<'a> {
    /// What is being done.
    pub title: &'a str,
    /// How much of it is done, in words; may be empty.
    pub detail: &'a str,
    /// Which part of it is done, 0 to 1.
    pub share: f32,
    /// When it began, in seconds since the window was opened.
    pub since: f64,
}

/// Shows the card; whether the work is to end.
pub fn show(ctx: &Context, theme: &Theme, work: &Work<'_>) -> bool {
    let waited = ctx.input(|i| i.time) - work.since;
    if waited < BLINK {
        ctx.request_repaint_after_secs((BLINK - waited) as f32);
        return false;
    }
    // Often enough to be seen moving, and no more.
    ctx.request_repaint_after_secs(0.05);
    let area = Area::new(Id::unique("work")).order(Order::Foreground);
    let shown = area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -96.0)).show(ctx, |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(14, 10));
        let inside = frame.show(ui, |ui| {
            ui.set_width(WIDTH);
            let title = widgets::line(ui, work.title, TextStyle::semibold(13.0), theme.text);
            let percent = format!("{} %", (work.share * 100.0) as u32);
            let said = format!("{}: {percent}", work.title);
            widgets::named(title, Role::ProgressIndicator, &said);
            ui.add_space(6.0);
            bar(ui, theme, WIDTH, work.share);
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let detail =
                    if work.detail.is_empty() { percent } else { format!("{percent} · {}", work.detail) };
                widgets::line(ui, &detail, TextStyle::regular(12.5), theme.text_muted);
                let right = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(right, |ui| cancel_ui(ui, theme)).inner
            })
            .inner
        });
        inside.inner
    });
    shown.inner
}

/// Shows the same on one line at the lower edge, for work whose first fruits are on the screen already and are not to
/// be covered; whether it is to end.
pub fn strip(ctx: &Context, theme: &Theme, work: &Work<'_>) -> bool {
    ctx.request_repaint_after_secs(0.05);
    let area = Area::new(Id::unique("work")).order(Order::Foreground);
    let shown = area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -12.0)).show(ctx, |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(12, 6));
        let inside = frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                let percent = format!("{} %", (work.share * 100.0) as u32);
                let title = widgets::line(ui, work.title, TextStyle::semibold(12.5), theme.text);
                widgets::named(title, Role::ProgressIndicator, &format!("{}: {percent}", work.title));
                bar(ui, theme, STRIP_WIDTH, work.share);
                widgets::line(ui, work.detail, TextStyle::regular(12.5), theme.text_muted);
                cancel_ui(ui, theme)
            })
            .inner
        });
        inside.inner
    });
    shown.inner
}

fn bar(ui: &mut egui::Ui, theme: &Theme, width: f32, share: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, 4.0), Sense::hover());
    let corner = CornerRadius::same(2);
    ui.painter().rect_filled(rect, corner, theme.field);
    let mut done = rect;
    done.set_width(rect.width() * share);
    ui.painter().rect_filled(done, corner, theme.coincidence);
}

fn cancel_ui(ui: &mut egui::Ui, theme: &Theme) -> bool {
    let cancel = widgets::text_button(ui, "Cancel", TextStyle::semibold(12.5), theme.text);
    let cancel = widgets::named(cancel, Role::Button, "Cancel");
    let tip = "Stop, and leave everything as it was";
    widgets::tip(cancel.on_hover_cursor(CursorIcon::PointingHand), tip).clicked()
}
