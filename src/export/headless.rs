//! A painter without a window: the bundled fonts and the flags that a scene asks for, as textures.

use std::collections::HashMap;
use std::sync::Arc;

use epaint::text::LayoutJob;
use epaint::textures::TextureOptions;
use epaint::{ClippedPrimitive, ClippedShape, ImageDelta, TessellationOptions, Tessellator};
use epaint::{Galley, Rect, Shape, TextureId, pos2};

use super::raster::Textures;
use crate::paint::flags::flag_key;
use crate::paint::shapes::Painting;
use crate::paint::{HeadlessFonts, flag_image};
use crate::scene::Color;

/// Fonts and flags for one picture.
pub struct Headless {
    fonts: HeadlessFonts,
    textures: Textures,
    flags: HashMap<(String, usize), TextureId>,
}

impl Headless {
    /// `pixels_per_point` as a window would have it; letters as for this ground.
    pub fn new(pixels_per_point: f32, ground: Color) -> Self {
        Self {
            fonts: HeadlessFonts::on_ground(pixels_per_point, ground),
            textures: Textures::default(),
            flags: HashMap::new(),
        }
    }

    /// The shapes as triangles and the textures that these refer to. All text must have been laid out before,
    /// as the atlas grows with it.
    pub fn tessellate(mut self, shapes: Vec<(Rect, Shape)>) -> (Vec<ClippedPrimitive>, Textures) {
        let atlas = self.fonts.texture_atlas();
        let mut tessellator = Tessellator::new(
            self.fonts.pixels_per_point(),
            TessellationOptions::default(),
            atlas.size(),
            atlas.prepared_discs(),
        );
        let clipped = shapes.into_iter().map(|(clip, shape)| ClippedShape::new(clip, shape));
        let primitives = tessellator.tessellate_shapes(clipped.collect());
        let image = ImageDelta::full(self.fonts.atlas(), TextureOptions::LINEAR);
        self.textures.set(TextureId::default(), &image);
        (primitives, self.textures)
    }
}

impl Painting for Headless {
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley> {
        self.fonts.galley(job)
    }

    fn flag(&mut self, code: &str, name: &str, side_px: usize) -> (TextureId, Rect) {
        let next = TextureId::User(self.flags.len() as u64);
        let id = *self.flags.entry((flag_key(code, name).into_owned(), side_px)).or_insert(next);
        if id == next {
            let image = flag_image(code, name, side_px);
            self.textures.set(id, &ImageDelta::full(image, TextureOptions::LINEAR));
        }
        (id, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)))
    }

    fn pixels_per_point(&self) -> f32 {
        self.fonts.pixels_per_point()
    }
}
