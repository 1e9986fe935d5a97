//! Short messages at the corner: what was saved goes by itself, an error stays until it is dismissed.

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Color32, Context, RichText, WidgetInfo};
use egui_notify::Anchor;

use crate::scene::Theme;

/// How long a message that is no error is shown.
const SHORT: Duration = Duration::from_secs(4);

/// The messages that are shown.
pub struct Toasts {
    toasts: egui_notify::Toasts,
    last: Option<String>,
}

impl Default for Toasts {
    fn default() -> Self {
        let toasts =
            egui_notify::Toasts::new().with_anchor(Anchor::BottomLeft).with_margin(egui::vec2(12.0, 96.0));
        Self { toasts, last: None }
    }
}

impl Toasts {
    /// Says that something was done.
    pub fn done(&mut self, text: &str, theme: &Theme) {
        let text_color = Color32::from(theme.text);
        self.toasts.basic(RichText::new(text).color(text_color)).duration(SHORT).closable(true);
        self.last = Some(text.to_owned());
    }

    /// Says that something went wrong and what to do about it; stays until dismissed.
    pub fn error(&mut self, message: &str, hint: Option<&str>, theme: &Theme) {
        let text = hint.map_or_else(|| message.to_owned(), |hint| format!("{message}\n{hint}"));
        let color = Color32::from(theme.error);
        self.toasts.basic(RichText::new(wrapped(&text)).color(color)).duration(None).closable(true);
        self.last = Some(text);
    }

    /// The message shown last, for those who cannot see it.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// Takes the newest message away; returns whether there was one.
    pub fn dismiss(&mut self) -> bool {
        let any = !self.toasts.is_empty();
        self.toasts.dismiss_latest_toast();
        if any {
            self.last = None;
        }
        any
    }

    /// Shows the messages.
    pub fn show(&mut self, ui: &egui::Ui, ctx: &Context) {
        self.toasts.show(ctx);
        if self.toasts.is_empty() {
            self.last = None;
        }
        if let Some(last) = &self.last {
            let response =
                ui.interact(egui::Rect::NOTHING, egui::Id::unique("message"), egui::Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Status, true, last));
        }
    }
}

/// Text broken at about 64 letters, because a message is shown in as few lines as it has.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 64;
    let mut out = String::new();
    for line in text.lines() {
        let mut length = 0;
        if !out.is_empty() {
            out.push('\n');
        }
        for word in line.split_inclusive(' ') {
            let letters = word.chars().count();
            if length > 0 && length + letters > WIDTH {
                out.push('\n');
                length = 0;
            }
            out.push_str(word);
            length += letters;
        }
    }
    out
}
