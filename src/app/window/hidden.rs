//! What goes on while the window is not drawn, because it is minimised or wholly covered: what was changed goes to the
//! journal, saves end, files are watched, what the
//! system asks for is done, and a window that is closed asks first.

use egui::{Context, RawInput, ViewportCommand};

use crate::app::App;

impl App {
    /// What a frame does besides drawing; called in its place while the window is hidden.
    pub fn while_hidden(&mut self, ctx: &Context) {
        self.take_finished(ctx);
        self.guard_changes(ctx);
        self.do_as_asked(ctx);
        if ctx.input(|input| input.viewport().close_requested()) && self.stays_open(ctx) {
            // There is a question to be seen.
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
        }
        self.drain(ctx);
        self.tell_window(ctx);
        self.keep_settings(ctx);
    }

    /// Whether the window is certainly not seen.
    #[must_use]
    pub fn is_hidden(ctx: &Context) -> bool {
        ctx.input(|input| input.viewport().visible()) == Some(false)
    }
}

/// What was typed right before the window was hidden is not to wait until it is shown again: a hidden window with input
/// gets a whole frame.
pub(crate) fn draw_for_input(ctx: &Context, input: &RawInput) {
    if input.viewport().visible() == Some(false) && input.events.iter().any(is_typed) {
        ctx.send_viewport_cmd(ViewportCommand::RequestPaintWhileHidden);
        ctx.request_repaint();
    }
}

/// Whether it is something that the user does to what is open; all else can wait.
fn is_typed(event: &egui::Event) -> bool {
    use egui::Event;
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::PointerButton { .. }
    )
}
