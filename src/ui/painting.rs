//! What the scene's shapes need from the window: its fonts, and a texture per flag.

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{ColorImage, Context, Galley, Rect, TextureHandle, TextureId, TextureOptions, pos2};

use crate::model::Document;
use crate::paint::shapes::Painting;

/// The textures of flags that were painted so far, and of the density strips, kept while the window lives.
#[derive(Default)]
pub struct Flags {
    flags: HashMap<(String, usize), TextureHandle>,
    strips: Option<TextureHandle>,
}

/// Paints with the window's fonts and the kept flags.
pub struct WindowPainting<'a> {
    /// The window.
    pub ctx: &'a Context,
    /// Where the names of lanes come from, for flags that are discs of initials.
    pub document: &'a Document,
    /// The flags so far.
    pub flags: &'a mut Flags,
}

impl Painting for WindowPainting<'_> {
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley> {
        self.ctx.fonts_mut(|fonts| fonts.layout_job(job))
    }

    fn flag(&mut self, code: &str, side_px: usize) -> (TextureId, Rect) {
        if let Some(texture) = self.flags.known(code, side_px) {
            return (texture, UV);
        }
        let mut lanes = self.document.lanes().iter();
        let name = lanes.find(|lane| lane.id.as_str() == code).map_or(code, |lane| &lane.name);
        (self.flags.texture(self.ctx, code, name, side_px), UV)
    }

    fn pixels_per_point(&self) -> f32 {
        self.ctx.pixels_per_point()
    }

    fn most_texels(&self) -> usize {
        self.ctx.input(|input| input.max_texture_side)
    }

    fn strips(&mut self, image: ColorImage) -> TextureId {
        let options = TextureOptions::NEAREST;
        match &mut self.flags.strips {
            Some(texture) => texture.set(image, options),
            none => *none = Some(self.ctx.load_texture("density strips", image, options)),
        }
        self.flags.strips.as_ref().map(TextureHandle::id).unwrap_or_default()
    }
}

/// The whole texture.
pub const UV: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1.0, 1.0) };

impl Flags {
    fn known(&self, code: &str, side_px: usize) -> Option<TextureId> {
        self.flags.get(&(code.to_owned(), side_px)).map(TextureHandle::id)
    }

    /// The texture of a flag at `side_px` physical pixels.
    pub fn texture(&mut self, ctx: &Context, code: &str, name: &str, side_px: usize) -> TextureId {
        let key = (code.to_owned(), side_px);
        let texture = self.flags.entry(key).or_insert_with(|| {
            let image = crate::paint::flag_image(code, name, side_px.clamp(1, 512));
            ctx.load_texture(format!("flag {code} {side_px}"), image, TextureOptions::LINEAR)
        });
        texture.id()
    }

    /// The disc of initials of a name, for what has no flag even where it is spelt like a country's code.
    pub fn initials(&mut self, ctx: &Context, name: &str, side_px: usize) -> TextureId {
        // No country has a code with a blank in it.
        self.texture(ctx, &format!("initials {name}"), name, side_px)
    }
}
