//! Fonts of the system for what the bundled ones lack: looked for in the background once something was drawn that needs
//! them, installed when found. Where no font has a script, one message says which would.

use egui::layers::PaintList;
use egui::{Context, LayerId, Shape};

use crate::app::App;
use crate::app::jobs::Done;
use crate::io::system_fonts::{self, Search};
use crate::paint::{self, fallback};

impl App {
    /// Looks for fonts where letters were drawn that none has.
    pub(crate) fn keep_fonts(&mut self, ctx: &Context) {
        hear(ctx);
        let wanted = fallback::take_wanted();
        if !wanted.is_empty() {
            self.jobs.spawn(ctx, move || Done::Fonts(system_fonts::find(&wanted)));
        }
    }

    /// Draws with the fonts that were found from the next frame on.
    pub(crate) fn take_fonts(&mut self, ctx: &Context, search: Search) {
        if let Some(message) = search.message() {
            self.toasts.done(&message);
        }
        if !search.fonts.is_empty() {
            fallback::add(search.fonts.into_iter().map(system_font).collect());
            ctx.set_fonts(paint::font_definitions());
        }
    }
}

/// Takes note of all text of this frame, that of fields too: what is typed or pasted may need letters that nothing else
/// has shown.
fn hear(ctx: &Context) {
    let layers: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
    ctx.graphics(|graphics| {
        let lists = layers.into_iter().filter_map(|layer| graphics.get(layer));
        lists.flat_map(PaintList::all_entries).for_each(|entry| hear_shape(&entry.shape));
    });
}

fn hear_shape(shape: &Shape) {
    match shape {
        Shape::Text(text) => fallback::notice(text.galley.text()),
        Shape::Vec(shapes) => shapes.iter().for_each(hear_shape),
        _ => {}
    }
}

/// What `io` has read as what `paint` draws with.
pub fn system_font(font: system_fonts::Found) -> fallback::SystemFont {
    fallback::SystemFont { family: font.family, data: font.data, index: font.index }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_into_a_field_is_heard() {
        let ctx = Context::default();
        let mut typed = "Tifinagh ⵣⵉ".to_owned();
        let frame = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.text_edit_singleline(&mut typed);
            hear(ui.ctx());
        });
        frame.drop_without_applying_deltas();
        let wanted = fallback::take_wanted();
        assert!(wanted.contains(&'ⵣ') && wanted.contains(&'ⵉ') && !wanted.contains(&'T'), "{wanted:?}");
    }
}
