//! A card over the lower edge of the window that tells how far long work is and ends it. It comes only when the work
//! takes longer than a blink: what is done at once needs no word.

use egui::accesskit::Role;
use egui::{Align2, Area, Context, CornerRadius, CursorIcon, Frame, Id, Margin, Order, Sense, vec2};

use crate::scene::{TextStyle, Theme};
use crate::ui::widgets;

/// Work that takes less than this many seconds is not shown.
pub const BLINK_SECONDS: f64 = 0.2;

/// How long the bar of work of unknown length takes from one end to the other, in seconds.
const RUN_SECONDS: f64 = 1.4;
/// How much of its width that bar takes.
const RUNNER_SHARE: f32 = 0.3;

/// The width of its bar, in points.
const WIDTH_PT: f32 = 260.0;

/// The width of the bar in a strip, in points.
const STRIP_WIDTH_PT: f32 = 140.0;

/// How it is drawn.
pub struct Look<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// Whether anything may move that need not.
    pub moves: bool,
}

/// How far some work is.
pub struct WorkShown<'a> {
    /// What is being done.
    pub title: &'a str,
    /// How much of it is done, in words; may be empty.
    pub detail: &'a str,
    /// Which part of it is done, 0 to 1; `None` where nobody knows how much there is to do.
    pub share: Option<f32>,
    /// When it began, in seconds since the window was opened.
    pub since: f64,
}

impl WorkShown<'_> {
    /// "40 %"; empty where nobody knows.
    fn percent(&self) -> String {
        self.share.map(|share| format!("{} %", (share * 100.0) as u32)).unwrap_or_default()
    }

    /// For a screen reader: "Saving rope.ron: 40 %".
    fn said(&self) -> String {
        match self.percent() {
            percent if percent.is_empty() => self.title.to_owned(),
            percent => format!("{}: {percent}", self.title),
        }
    }

    /// Often enough to be seen moving, and no more.
    fn come_again(&self, ctx: &Context, look: &Look<'_>) {
        let smooth = look.moves && self.share.is_none();
        ctx.request_repaint_after_secs(if smooth { 1.0 / 60.0 } else { 0.05 });
    }
}

/// Shows the card; whether the work is to end.
pub fn show(ctx: &Context, look: &Look<'_>, work: &WorkShown<'_>) -> bool {
    let theme = look.theme;
    let waited = ctx.input(|i| i.time) - work.since;
    if waited < BLINK_SECONDS {
        ctx.request_repaint_after_secs((BLINK_SECONDS - waited) as f32);
        return false;
    }
    work.come_again(ctx, look);
    let area = Area::new(Id::unique("work")).order(Order::Foreground);
    let shown = area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -96.0)).show(ctx, |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(14, 10));
        let inside = frame.show(ui, |ui| {
            ui.set_width(WIDTH_PT);
            let title = widgets::line(ui, work.title, TextStyle::semibold(13.0), theme.text);
            widgets::named(title, Role::ProgressIndicator, &work.said());
            ui.add_space(6.0);
            bar(ui, look, WIDTH_PT, work);
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let detail = match (work.percent(), work.detail) {
                    (percent, "") => percent,
                    (percent, detail) if percent.is_empty() => detail.to_owned(),
                    (percent, detail) => format!("{percent} · {detail}"),
                };
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
pub fn strip(ctx: &Context, look: &Look<'_>, work: &WorkShown<'_>) -> bool {
    let theme = look.theme;
    work.come_again(ctx, look);
    let area = Area::new(Id::unique("work")).order(Order::Foreground);
    let shown = area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -12.0)).show(ctx, |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(12, 6));
        let inside = frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                let title = widgets::line(ui, work.title, TextStyle::semibold(12.5), theme.text);
                widgets::named(title, Role::ProgressIndicator, &work.said());
                bar(ui, look, STRIP_WIDTH_PT, work);
                if !work.detail.is_empty() {
                    widgets::line(ui, work.detail, TextStyle::regular(12.5), theme.text_muted);
                }
                cancel_ui(ui, theme)
            })
            .inner
        });
        inside.inner
    });
    shown.inner
}

/// How much is done; where nobody knows, something that runs to and fro, or stands in the middle where nothing moves.
fn bar(ui: &mut egui::Ui, look: &Look<'_>, width: f32, work: &WorkShown<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, 4.0), Sense::hover());
    let corner = CornerRadius::same(2);
    ui.painter().rect_filled(rect, corner, look.theme.field);
    let (from, to) = match work.share {
        Some(share) => (0.0, share),
        None => {
            let turns = (ui.input(|i| i.time) - work.since) / RUN_SECONDS;
            let way = if look.moves { (1.0 - (turns % 2.0 - 1.0).abs()) as f32 } else { 0.5 };
            (way * (1.0 - RUNNER_SHARE), way * (1.0 - RUNNER_SHARE) + RUNNER_SHARE)
        }
    };
    let done = rect.left() + rect.width() * from..=rect.left() + rect.width() * to;
    let done = egui::Rect::from_x_y_ranges(done, rect.y_range());
    ui.painter().rect_filled(done, corner, look.theme.coincidence);
}

fn cancel_ui(ui: &mut egui::Ui, theme: &Theme) -> bool {
    let cancel = widgets::text_button(ui, "Cancel", TextStyle::semibold(12.5), theme.text);
    let cancel = widgets::named(cancel, Role::Button, "Cancel");
    let tip = "Stop and leave everything as it was";
    widgets::tip(cancel.on_hover_cursor(CursorIcon::PointingHand), tip).clicked()
}
