//! The whole window as a picture without GPU or display: a renderer for `egui_kittest` that uses the program's
//! own rasteriser.

use coeval::export::raster::{self, Textures};
use egui::{Color32, ColorImage};

/// For `Harness::builder().renderer(CpuRenderer::default())`.
#[derive(Default)]
pub struct CpuRenderer {
    textures: Textures,
}

impl egui_kittest::TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        for (id, patches) in delta.set.drain() {
            for patch in patches {
                self.textures.set(id, &patch);
            }
        }
        for id in delta.free.drain() {
            self.textures.free(id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let size = [size.x.round() as usize, size.y.round() as usize];
        let mut target = ColorImage::filled(size, Color32::TRANSPARENT);
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        raster::paint(&mut target, &primitives, scale, &self.textures);
        let bytes = target.pixels.iter().flat_map(Color32::to_srgba_unmultiplied).collect();
        image::RgbaImage::from_raw(size[0] as u32, size[1] as u32, bytes)
            .ok_or_else(|| "the picture has no size".to_owned())
    }
}
