//! Short messages at the corner: what was done goes by itself, an error stays until it is dismissed. They are
//! ordinary labels and buttons, so that a screen reader finds them, and an idle window stays idle under them.

use egui::accesskit::Role;
use egui::{Align2, Area, Context, CursorIcon, Frame, Id, Margin, Order, Ui, vec2};

use crate::paint::bidi::sentence;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::action::Action;
use crate::ui::commands::keymap::Keymap;
use crate::ui::widgets;

/// How long a message that is no error is shown, in seconds.
const SHORT_SECONDS: f64 = 4.0;
/// The same of one that can be taken back, in seconds.
const UNDOABLE_SECONDS: f64 = 8.0;
/// At most so many are shown; the oldest goes.
const MAX_SHOWN: usize = 4;

/// The messages that are shown, the newest last.
#[derive(Default)]
pub struct Toasts {
    messages: Vec<Message>,
    count: u64,
}

struct Message {
    number: u64,
    text: String,
    hint: Option<String>,
    is_error: bool,
    /// Whether it offers to take back what it tells.
    undo: bool,
    /// Seconds since the window was opened; set when it is first shown.
    until: Option<f64>,
}

impl Toasts {
    /// Says that something was done.
    pub fn done(&mut self, text: &str) {
        self.push(text, None, false);
    }

    /// Says that something was done, with a button that takes it back.
    pub fn undoable(&mut self, text: &str) {
        self.push(text, None, false);
        if let Some(message) = self.messages.last_mut() {
            message.undo = true;
        }
    }

    /// Says that something went wrong and what to do about it; stays until dismissed.
    pub fn error(&mut self, message: &str, hint: Option<&str>) {
        self.push(message, hint, true);
    }

    fn push(&mut self, text: &str, hint: Option<&str>, is_error: bool) {
        self.messages.retain(|message| message.is_error || is_error);
        self.count += 1;
        let hint = hint.map(str::to_owned);
        self.messages.push(Message {
            number: self.count,
            text: sentence(text).into_owned(),
            hint: hint.map(|hint| sentence(&hint).into_owned()),
            is_error,
            undo: false,
            until: None,
        });
        if self.messages.len() > MAX_SHOWN {
            self.messages.remove(0);
        }
    }

    /// Takes the newest message away; returns whether there was one that would have stayed.
    pub fn dismiss(&mut self) -> bool {
        let stayed = self.messages.last().is_some_and(|message| message.is_error);
        self.messages.pop();
        stayed
    }

    /// Shows the messages, `above` points over the lower edge of the window. Returns whether what one of them tells is
    /// to be taken back.
    pub fn show(&mut self, ctx: &Context, theme: &Theme, keys: &Keymap, above: f32) -> bool {
        let now = ctx.input(|i| i.time);
        for message in self.messages.iter_mut().filter(|message| !message.is_error) {
            let until = *message
                .until
                .get_or_insert(now + if message.undo { UNDOABLE_SECONDS } else { SHORT_SECONDS });
            ctx.request_repaint_after_secs((until - now).max(0.0) as f32);
        }
        self.messages.retain(|message| message.until.is_none_or(|until| until > now));
        if self.messages.is_empty() {
            return false;
        }
        let mut dismissed = None;
        let mut undo = false;
        Area::new(Id::unique("messages"))
            .order(Order::Foreground)
            .anchor(Align2::LEFT_BOTTOM, vec2(12.0, -above))
            .show(ctx, |ui| {
                for message in &self.messages {
                    let (dismiss, take_back) = message_ui(ui, message, theme, keys);
                    undo |= take_back;
                    if dismiss || take_back {
                        dismissed = Some(message.number);
                    }
                }
            });
        self.messages.retain(|message| Some(message.number) != dismissed);
        undo
    }
}

/// One message; returns whether it was dismissed, and whether what it tells is to be taken back.
fn message_ui(ui: &mut Ui, message: &Message, theme: &Theme, keys: &Keymap) -> (bool, bool) {
    let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(14, 10));
    let color = if message.is_error { theme.error } else { theme.text };
    frame
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    let width = widgets::galley(ui, &message.text, TextStyle::regular(13.0), color).size().x;
                    ui.set_max_width(if message.hint.is_some() { 420.0 } else { (width + 2.0).min(420.0) });
                    let text = widgets::paragraph(ui, &message.text, TextStyle::regular(13.0), color);
                    widgets::named(text, Role::Alert, &message.text);
                    if let Some(hint) = &message.hint {
                        widgets::paragraph(ui, hint, TextStyle::regular(12.5), theme.text_muted);
                    }
                });
                let take_back = message.undo && {
                    let style = TextStyle::semibold(13.0);
                    let button = widgets::text_button(ui, "Undo", style, theme.coincidence_text);
                    widgets::tip(button, &keys.with("Undo this change", Action::Undo)).clicked()
                };
                let cross = widgets::text_button(ui, "×", TextStyle::regular(15.0), theme.text_muted);
                let cross = widgets::named(cross, Role::Button, "Dismiss message");
                let cross = cross.on_hover_cursor(CursorIcon::PointingHand).on_hover_text("Dismiss (Esc)");
                (cross.clicked(), take_back)
            })
            .inner
        })
        .inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stay_and_news_replaces_news() {
        let mut toasts = Toasts::default();
        toasts.done("Saved");
        toasts.error("Disk full", None);
        toasts.done("Saved again");
        let texts: Vec<&str> = toasts.messages.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(texts, ["Disk full", "Saved again"]);
        assert!(!toasts.dismiss(), "news goes by itself, so Esc goes on to the next layer");
        assert!(toasts.dismiss());
        assert!(toasts.messages.is_empty());
    }
}
