//! What the scene's shapes need from the window: its fonts, and a texture per flag.

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Context, Galley, Rect, TextureHandle, TextureId, TextureOptions, pos2};

use crate::paint::flag_image;
use crate::paint::flags::flag_key;
use crate::paint::shapes::{KeptShapes, Painting, StripsTexture, strips_image};
use crate::paint::sheet::Sheet;
use crate::scene::Color;

/// The textures of flags that were painted so far, and of the density strips, kept while the window lives.
#[derive(Default)]
pub struct Flags {
    flags: HashMap<(String, usize), TextureHandle>,
    strips: Strips,
    /// Text, discs and rings.
    sheet: Sheet,
    /// Shapes of what stays while the view moves.
    kept: KeptShapes,
    /// The sheet's generation of these shapes.
    generation: u64,
}

/// The texture of the density strips, and what it was made of.
#[derive(Default)]
struct Strips {
    texture: Option<TextureHandle>,
    rows: Vec<Arc<[Color]>>,
}

impl Strips {
    /// The texture of these rows: the one there is, where they are the very same.
    fn texture(&mut self, ctx: &Context, rows: &[Arc<[Color]>], most_side: usize) -> Option<StripsTexture> {
        let same =
            self.rows.len() == rows.len() && self.rows.iter().zip(rows).all(|(a, b)| Arc::ptr_eq(a, b));
        if !same {
            let image = strips_image(rows, most_side)?;
            let options = TextureOptions::NEAREST;
            match &mut self.texture {
                Some(texture) => texture.set(image, options),
                none => *none = Some(ctx.load_texture("density strips", image, options)),
            }
            self.rows = rows.to_vec();
        }
        self.texture.as_ref().map(|texture| StripsTexture { id: texture.id(), size: texture.size() })
    }
}

/// Paints with the window's fonts and the kept flags.
pub struct WindowPainting<'a> {
    /// The window.
    pub ctx: &'a Context,
    /// The flags so far.
    pub flags: &'a mut Flags,
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

    fn strips(&mut self, rows: &[Arc<[Color]>]) -> Option<StripsTexture> {
        let most_side = self.ctx.input(|input| input.max_texture_side);
        self.flags.strips.texture(self.ctx, rows, most_side)
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
        self.sheet.begin(ctx);
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
