//! What the scene's shapes need from the window: its fonts, and a texture per flag.

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Context, Galley, Rect, TextureHandle, TextureId, TextureOptions, pos2};

use crate::paint::flag_image;
use crate::paint::flags::flag_key;
use crate::paint::shapes::{KeptShapes, Painting};
use crate::paint::sheet::{Screen, Sheet};

/// The textures of flags that were painted so far, kept while the window lives.
#[derive(Default)]
pub struct Flags {
    flags: HashMap<(String, usize), TextureHandle>,
    /// Text, discs and rings.
    sheet: Sheet,
    /// Shapes of what stays while the view moves.
    kept: KeptShapes,
    /// The sheet's generation of these shapes.
    generation: u64,
}

/// Paints with the window's fonts and the kept flags.
pub struct WindowPainting<'a> {
    /// The window.
    pub ctx: &'a Context,
    /// The flags so far.
    pub flags: &'a mut Flags,
    /// No line is thinner than this, in points.
    pub least_line: f32,
}

impl Painting for WindowPainting<'_> {
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley> {
        self.ctx.fonts_mut(|fonts| fonts.layout_job(job))
    }

    fn flag(&mut self, code: &str, name: &str, side_px: usize) -> (TextureId, Rect) {
        let draw = || flag_image(code, name, side_px.clamp(1, 512));
        if let Some(sprite) = self.flags.sheet.flag(&flag_key(code, name), side_px, draw) {
            return (sprite.texture, sprite.uv);
        }
        (self.flags.texture(self.ctx, code, name, side_px), UV)
    }

    fn pixels_per_point(&self) -> f32 {
        self.ctx.pixels_per_point()
    }

    fn least_line(&self) -> f32 {
        self.least_line
    }

    fn sheet(&mut self) -> Option<&mut Sheet> {
        Some(&mut self.flags.sheet)
    }

    fn kept(&mut self) -> Option<&mut KeptShapes> {
        Some(&mut self.flags.kept)
    }
}

/// The whole texture.
pub const UV: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1.0, 1.0) };

impl Flags {
    /// The sheet with which the next picture is measured and painted, made ready for a window as it now is.
    pub fn begin(&mut self, ctx: &Context) -> &mut Sheet {
        self.sheet.begin(&Screen {
            pixels_per_point: ctx.pixels_per_point(),
            options: ctx.fonts(|fonts| *fonts.options()),
            textures: ctx.tex_manager(),
            max_texture_side: ctx.input(|input| input.max_texture_side),
        });
        if std::mem::replace(&mut self.generation, self.sheet.generation()) != self.sheet.generation() {
            self.kept.clear();
        }
        &mut self.sheet
    }

    /// The texture of a flag at `side_px` physical pixels.
    pub fn texture(&mut self, ctx: &Context, code: &str, name: &str, side_px: usize) -> TextureId {
        let key = (flag_key(code, name).into_owned(), side_px);
        let texture = self.flags.entry(key).or_insert_with(|| {
            let image = flag_image(code, name, side_px.clamp(1, 512));
            ctx.load_texture(format!("flag {code} {side_px}"), image, TextureOptions::LINEAR)
        });
        texture.id()
    }

    /// The disc of initials of a name, for what has no flag even where it is spelt like a country's code.
    pub fn initials(&mut self, ctx: &Context, name: &str, side_px: usize) -> TextureId {
        // Nothing has a flag by this code.
        self.texture(ctx, "", name, side_px)
    }
}
