//! What the rasteriser must hold: no pixel twice on a shared edge, known blends, clips on whole pixels, textures.

use coeval::export::raster;
use coeval::scene::{Rect, pos2};
use epaint::textures::TextureOptions;
use epaint::{ClippedPrimitive, Color32, ColorImage, ImageDelta, Mesh, TextureId, Vertex};

/// A mesh painted on black, over the whole picture, with one white texel as texture.
fn painted(size: [usize; 2], clip: Rect, mesh: Mesh) -> ColorImage {
    let mut textures = raster::Textures::default();
    let white = ColorImage::filled([1, 1], Color32::WHITE);
    textures.set(TextureId::default(), &ImageDelta::full(white, TextureOptions::LINEAR));
    let mut target = ColorImage::filled(size, Color32::BLACK);
    let primitive = epaint::Primitive::Mesh(mesh);
    let clipped = ClippedPrimitive { clip_rect: clip, primitive };
    raster::paint(&mut target, &[clipped], 1.0, &textures);
    target
}

fn fan(corners: &[(f32, f32)], color: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for (x, y) in corners {
        mesh.colored_vertex(pos2(*x, *y), color);
    }
    for i in 1..corners.len() as u32 - 1 {
        mesh.add_triangle(0, i, i + 1);
    }
    mesh
}

/// The same with corners on a grid of half pixels, so that edges run through the very middle of pixels.
#[test]
fn pixels_on_an_edge_belong_to_one_triangle() {
    let half = Color32::from_rgba_premultiplied(128, 128, 128, 128);
    for (x, y) in (0..=16).flat_map(|x| (0..=16).map(move |y| (x as f32 / 2.0, y as f32 / 2.0))) {
        let mut corners = vec![(x, y), (-4.0, -4.0), (12.0, -4.0), (12.0, 12.0), (-4.0, 12.0), (-4.0, -4.0)];
        for _ in 0..2 {
            let image = painted([8, 8], Rect::EVERYTHING, fan(&corners, half));
            assert!(image.pixels.iter().all(|pixel| pixel.r() == 128), "{x} {y}: {image:?}");
            corners[1..].reverse();
        }
    }
}

proptest::proptest! {
    /// Triangles that share an edge cover each pixel once: half-transparent white over black never doubles.
    #[test]
    fn shared_edges_are_painted_once(
        corner in (0.0f32..32.0, 0.0f32..32.0),
        turn in 0.0f32..1.5,
        clockwise: bool,
    ) {
        let around = |i: f32| {
            let angle = turn + i * std::f32::consts::FRAC_PI_2;
            (16.0 + 40.0 * angle.cos(), 16.0 + 40.0 * angle.sin())
        };
        let mut corners = vec![corner, around(0.0), around(1.0), around(2.0), around(3.0), around(0.0)];
        if clockwise {
            corners[1..].reverse();
        }
        let half = Color32::from_rgba_premultiplied(128, 128, 128, 128);
        let image = painted([32, 32], Rect::EVERYTHING, fan(&corners, half));
        let all_once = image.pixels.iter().all(|pixel| *pixel == Color32::from_rgb(128, 128, 128));
        proptest::prop_assert!(all_once, "{:?}", image.pixels.iter().find(|pixel| pixel.r() != 128));
    }
}

#[test]
fn blending_gives_the_known_answers() {
    let whole = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)];
    let over_black = |color| painted([4, 4], Rect::EVERYTHING, fan(&whole, color)).pixels[5];
    assert_eq!(over_black(Color32::from_rgb(10, 20, 30)), Color32::from_rgb(10, 20, 30));
    let quarter_red = Color32::from_rgba_premultiplied(64, 0, 0, 64);
    assert_eq!(over_black(quarter_red), Color32::from_rgb(64, 0, 0));
    let light = Color32::from_rgba_premultiplied(64, 64, 64, 0);
    assert_eq!(over_black(light), Color32::from_rgb(64, 64, 64), "without alpha it adds");
    // Twice: 64 + 64 * (1 - 64 / 255) = 111.94.
    let mut twice = fan(&whole, quarter_red);
    twice.append(fan(&whole, quarter_red));
    assert_eq!(painted([4, 4], Rect::EVERYTHING, twice).pixels[5], Color32::from_rgb(112, 0, 0));
}

#[test]
fn colours_change_linearly_between_corners() {
    let mut mesh = Mesh::default();
    for (x, y, grey) in [(0.0, 0.0, 0), (255.0, 0.0, 255), (255.0, 2.0, 255), (0.0, 2.0, 0)] {
        mesh.vertices.push(Vertex::untextured(pos2(x, y), Color32::from_gray(grey)));
    }
    mesh.indices = vec![0, 1, 2, 0, 2, 3];
    let image = painted([255, 2], Rect::EVERYTHING, mesh);
    for (x, pixel) in image.pixels.iter().enumerate() {
        let middle = (x % 255) as f32 + 0.5;
        assert!((f32::from(pixel.r()) - middle).abs() <= 0.51, "{x}: {pixel:?}");
    }
}

#[test]
fn clips_are_rounded_to_whole_pixels() {
    let clip = Rect::from_min_max(pos2(1.4, -5.0), pos2(2.6, 1.5));
    let whole = [(-50.0, -50.0), (90.0, -50.0), (90.0, 90.0), (-50.0, 90.0)];
    let image = painted([4, 4], clip, fan(&whole, Color32::WHITE));
    let lit: Vec<usize> = (0..16).filter(|i| image.pixels[*i] == Color32::WHITE).collect();
    assert_eq!(lit, [1, 2, 5, 6], "columns 1 and 2 of rows 0 and 1");
}

#[test]
fn textures_are_blended_between_texels_and_patched() {
    let mut textures = raster::Textures::default();
    let id = TextureId::User(1);
    let black = ColorImage::filled([2, 1], Color32::BLACK);
    textures.set(id, &ImageDelta::full(black, TextureOptions::LINEAR));
    let white = ColorImage::filled([5, 5], Color32::WHITE);
    textures.set(id, &ImageDelta::partial([1, 0], white, TextureOptions::LINEAR));
    let mut mesh = Mesh::with_texture(id);
    let unit = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    mesh.add_rect_with_uv(Rect::from_min_max(pos2(0.0, 0.0), pos2(8.0, 1.0)), unit, Color32::WHITE);
    let mut target = ColorImage::filled([8, 1], Color32::RED);
    let primitive = epaint::Primitive::Mesh(mesh);
    raster::paint(
        &mut target,
        &[ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive }],
        1.0,
        &textures,
    );
    let greys: Vec<u8> = target.pixels.iter().map(Color32::r).collect();
    // Texel middles are at 2 and 6; in between a quarter of the way per pixel, sampled at pixel middles.
    assert_eq!(greys, [0, 0, 32, 96, 159, 223, 255, 255]);
    textures.free(id);
}
