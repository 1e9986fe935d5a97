//! Fonts of the system for what the bundled ones lack: looked for in the background once something was drawn that needs
//! them, installed when found. Where no font has a script, one message says which would.

use egui::Context;

use super::App;
use super::jobs::Done;
use crate::io::system_fonts::{self, Search};
use crate::paint::{self, fallback};

impl App {
    /// Looks for fonts where letters were drawn that none has.
    pub(super) fn keep_fonts(&mut self, ctx: &Context) {
        let wanted = fallback::take_wanted();
        if !wanted.is_empty() {
            self.jobs.spawn(ctx, move || Done::Fonts(system_fonts::find(&wanted)));
        }
    }

    /// Draws with the fonts that were found from the next frame on.
    pub(super) fn take_fonts(&mut self, ctx: &Context, search: Search) {
        if let Some(message) = search.message() {
            self.toasts.done(&message);
        }
        if !search.fonts.is_empty() {
            fallback::add(search.fonts.into_iter().map(system_font).collect());
            ctx.set_fonts(paint::font_definitions());
        }
    }
}

/// What `io` has read as what `paint` draws with.
pub fn system_font(font: system_fonts::Found) -> fallback::SystemFont {
    fallback::SystemFont { family: font.family, data: font.data, index: font.index }
}
