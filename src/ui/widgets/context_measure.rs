//! The width of text in the window's fonts: what `paint` measures without a window, measured with one.

use std::sync::{Arc, Mutex};

use egui::{Context, Id};

use crate::model::brief;
use crate::paint::fonts::{MOST_WIDTHS, Widths};
use crate::paint::plain_job;
use crate::scene::{TextMeasure, TextStyle};

/// Measures with the window's fonts, which must be [`paint::font_definitions`](crate::paint::font_definitions). Only during a pass (inside `Ui` code).
/// Remembers the widths: a picture asks for the same ones in every frame, and laying out costs a hundred times what
/// finding again does.
pub struct ContextMeasure<'a> {
    ctx: &'a Context,
    widths: Arc<Mutex<WindowWidths>>,
}

/// How many fonts a window draws with: more once letters were drawn that needed more. Only during a pass.
fn installed_fonts(ctx: &Context) -> usize {
    #[allow(clippy::redundant_closure_for_method_calls)] // the method alone is not general enough
    ctx.fonts(|fonts| fonts.definitions().font_data.len())
}

/// The widths that a window has asked for.
#[derive(Default)]
struct WindowWidths {
    /// What they are good for: pixels per point as bits, and how many fonts there are.
    good_for: (u32, usize),
    widths: Widths,
    count: usize,
}

impl<'a> ContextMeasure<'a> {
    /// Measures with the fonts of this window.
    #[must_use]
    pub fn new(ctx: &'a Context) -> Self {
        let id = Id::unique("widths of text");
        let widths =
            ctx.data_mut(|data| data.get_temp_mut_or_default::<Arc<Mutex<WindowWidths>>>(id).clone());
        let good_for = (ctx.pixels_per_point().to_bits(), installed_fonts(ctx));
        if let Ok(mut widths) = widths.lock()
            && (widths.good_for != good_for || widths.count > MOST_WIDTHS)
        {
            *widths = WindowWidths { good_for, ..WindowWidths::default() };
        }
        Self { ctx, widths }
    }
}

impl TextMeasure for ContextMeasure<'_> {
    fn width(&mut self, text: &str, style: TextStyle) -> f32 {
        let text = &*brief(text);
        let key = (style.size.to_bits(), style.weight);
        if let Ok(known) = self.widths.lock()
            && let Some(width) = known.widths.get(&key).and_then(|widths| widths.get(text))
        {
            return *width;
        }
        let job = plain_job(text, style);
        let width = self.ctx.fonts_mut(|fonts| fonts.layout_job(job)).size().x;
        if let Ok(mut known) = self.widths.lock() {
            known.count += 1;
            known.widths.entry(key).or_default().insert(text.to_owned(), width);
        }
        width
    }
}
