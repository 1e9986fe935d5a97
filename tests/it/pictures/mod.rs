//! Scenes as pictures: every primitive in light and dark as PNG and as SVG, the two against each other, and what
//! a rasteriser must hold.

mod looks;
mod raster;
mod timelines;

use coeval::export::{self, ExportError};
use coeval::model::EventIx;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{
    Color, Fill, Item, ItemId, Primitive, Rect, Scene, Stops, Stroke, Text, TextMeasure as _, TextStyle,
    Theme, pos2, vec2,
};

use crate::support::approved::{assert_picture, decode, differing, encode};
#[cfg(feature = "window")]
use crate::support::renderer::CpuRenderer;

fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(width, height))
}

fn plain(primitive: Primitive) -> Item {
    Item { id: None, primitive }
}

fn area(x: f32, y: f32, width: f32, height: f32, radius: f32, fill: Fill) -> Item {
    plain(Primitive::Rect { rect: rect(x, y, width, height), radius, fill, stroke: None })
}

fn outline(x: f32, y: f32, width: f32, height: f32, radius: f32, stroke: Stroke) -> Item {
    let fill = Fill::Solid(Color::TRANSPARENT);
    plain(Primitive::Rect { rect: rect(x, y, width, height), radius, fill, stroke: Some(stroke) })
}

fn circle(x: f32, y: f32, radius: f32, fill: Color, stroke: Option<Stroke>) -> Item {
    plain(Primitive::Circle { center: pos2(x, y), radius, fill, stroke })
}

fn line(from: [f32; 2], to: [f32; 2], stroke: Stroke) -> Item {
    plain(Primitive::Line { from: from.into(), to: to.into(), stroke })
}

fn text(x: f32, y: f32, text: &str, style: TextStyle, color: Color, halo: Option<Color>) -> Item {
    let width = coeval::paint::HeadlessFonts::new(1.0).width(text, style);
    let left_middle = pos2(x, y);
    plain(Primitive::Text(Text { left_middle, text: text.into(), style, color, width, halo }))
}

/// Areas, bars, marks, lines and density: everything but text and flags, whose looks depend on fonts.
fn shapes(theme: &Theme) -> Vec<Item> {
    let [blue, orange, green, purple, rose, ..] = theme.categories;
    let solid = Fill::Solid;
    let ring = Stroke::solid(2.0, theme.coincidence);
    let event = |item: Item| Item { id: Some(ItemId::Event(EventIx(7))), ..item };
    let fading = Fill::Horizontal(Stops::new(&[
        (0.0, theme.uncategorised.faded(0.0)),
        (0.2, theme.uncategorised),
        (0.8, theme.uncategorised),
        (1.0, Color::TRANSPARENT),
    ]));
    vec![
        // Lanes with hairlines and a shaded day.
        area(0.0, 0.0, 640.0, 96.0, 0.0, solid(theme.lane_alternate)),
        line([0.0, 96.0], [640.0, 96.0], Stroke::solid(1.0, theme.hairline)),
        line([100.3, 0.0], [100.3, 300.0], Stroke::solid(1.0, theme.hairline)),
        area(300.0, 0.0, 14.0, 300.0, 0.0, solid(theme.coincidence.faded(0.12))),
        // Spans: square, rounded, fading, changing, disputed.
        area(20.0, 20.0, 120.0, 7.0, 0.0, solid(purple)),
        event(area(20.0, 36.0, 120.0, 7.0, 3.5, solid(purple))),
        event(area(20.0, 52.0, 200.0, 7.0, 3.5, fading)),
        area(
            20.0,
            68.0,
            200.0,
            16.0,
            8.0,
            Fill::Horizontal(Stops::new(&[(0.0, blue), (0.5, green), (1.0, orange)])),
        ),
        outline(160.0, 18.0, 90.0, 26.0, 6.0, Stroke::dashed(1.5, rose, 4.0, 3.0)),
        outline(260.0, 20.0, 28.0, 60.0, 0.0, Stroke::solid(1.0, theme.text_muted)),
        // Marks: filled, hollow, ringed, dotted, on the line of a coincidence.
        line([307.0, 0.0], [307.0, 300.0], Stroke::solid(1.5, theme.coincidence)),
        circle(307.0, 30.0, 5.0, blue, None),
        circle(307.0, 30.0, 9.0, Color::TRANSPARENT, Some(ring)),
        circle(307.0, 120.0, 5.0, theme.background, Some(Stroke::solid(1.5, theme.uncategorised))),
        circle(307.0, 150.0, 5.0, theme.background, Some(Stroke::dashed(1.5, orange, 1.5, 1.5))),
        circle(380.0, 50.0, 26.0, green.faded(0.35), Some(Stroke::dashed(2.0, green, 6.0, 4.0))),
        circle(430.0, 50.0, 4.0, blue, None),
        circle(444.0, 50.0, 4.5, orange, None),
        circle(458.0, 50.0, 5.0, green, None),
        // Ties and lines in all directions.
        line([20.0, 120.0], [280.0, 120.0], Stroke::dashed(1.0, theme.coincidence, 4.0, 3.0)),
        line([20.5, 130.0], [20.5, 180.0], Stroke::dashed(1.0, theme.coincidence, 1.0, 2.0)),
        line([40.0, 180.0], [140.0, 130.0], Stroke::solid(1.0, theme.text_muted)),
        line([150.0, 180.0], [250.0, 130.0], Stroke::dashed(2.0, purple, 6.0, 4.0)),
        // A sparkline and an arrow head.
        plain(Primitive::Path {
            points: (0..20).map(|i| pos2(20.0 + 12.0 * i as f32, 205.0 - (i * i % 7) as f32 * 2.0)).collect(),
            closed: false,
            fill: Color::TRANSPARENT,
            stroke: Some(Stroke::solid(1.0, theme.text_muted)),
        }),
        plain(Primitive::Path {
            points: vec![pos2(270.0, 190.0), pos2(285.0, 198.0), pos2(270.0, 206.0)],
            closed: true,
            fill: rose,
            stroke: Some(Stroke::solid(1.0, theme.text)),
        }),
        // What is clipped.
        plain(Primitive::Group {
            clip: rect(340.0, 100.0, 120.0, 60.0),
            items: vec![
                area(330.0, 90.0, 60.0, 40.0, 6.0, solid(blue)),
                circle(430.0, 150.0, 30.0, orange, None),
                plain(Primitive::Group {
                    clip: rect(400.0, 90.0, 30.0, 30.0),
                    items: vec![area(380.0, 100.0, 80.0, 80.0, 0.0, solid(green))],
                }),
            ],
        }),
        outline(340.0, 100.0, 120.0, 60.0, 0.0, Stroke::solid(1.0, theme.text_muted)),
        // The chip on the ruler.
        area(340.0, 190.0, 120.0, 22.0, 11.0, solid(theme.chip)),
    ]
}

fn texts(theme: &Theme) -> Vec<Item> {
    let muted = theme.text_muted;
    let small = TextStyle::regular(12.0);
    vec![
        text(352.0, 201.0, "14 Oct · 2 lands", TextStyle::semibold(12.0), theme.chip_text, None),
        text(480.0, 20.0, "Iran", TextStyle::semibold(14.0), theme.text, None),
        text(480.0, 40.0, "Pezeshkian receives", TextStyle::regular(13.0), theme.text, None),
        text(480.0, 60.0, "Baku, about October", small.slanted(), muted, None),
        text(480.0, 80.0, "دیدار پزشکیان و مصطفی‌اف", TextStyle::regular(13.0), theme.text, None),
        text(480.0, 120.0, "“a < b & c > d” — 1914–18", small, muted, None),
        line([480.0, 150.0], [620.0, 150.0], Stroke::solid(1.0, theme.coincidence)),
        text(490.0, 150.0, "Read over a line", TextStyle::regular(13.0), theme.text, Some(theme.background)),
        text(480.0, 180.0, "November 2024", TextStyle::semibold(16.0), theme.text, None),
    ]
}

fn flags() -> Vec<Item> {
    let flag = |i: usize, code: &str, opacity: f32| {
        let rect = rect(480.0 + 28.0 * i as f32, 220.0, 20.0, 20.0);
        plain(Primitive::Flag { rect, code: code.to_owned(), name: code.into(), opacity })
    };
    vec![flag(0, "IR", 1.0), flag(1, "AZ", 1.0), flag(2, "IL", 0.35), flag(3, "NKR", 1.0), flag(4, "IR", 1.0)]
}

fn scene(items: Vec<Item>) -> Scene {
    Scene { size: vec2(640.0, 300.0), items }
}

fn gallery(theme: &Theme) -> Scene {
    scene([shapes(theme), texts(theme), flags()].concat())
}

#[test]
fn primitives_light() {
    let theme = Theme::of(ThemeKind::Light);
    assert_picture("primitives_light", &export::png(&gallery(&theme), theme.background, 1.0).unwrap());
}

#[test]
fn primitives_dark() {
    let theme = Theme::of(ThemeKind::Dark);
    assert_picture("primitives_dark", &export::png(&gallery(&theme), theme.background, 2.0).unwrap());
}

#[test]
fn primitives_svg() {
    let theme = Theme::of(ThemeKind::Light);
    let svg = export::svg(&gallery(&theme), theme.background, 1.0, "Ropes & <knots>\u{0}");
    insta::assert_snapshot!(svg);
}

/// An SVG as pixels.
fn rasterised(svg: &str, scale: f32) -> image::RgbaImage {
    let tree = resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default()).unwrap();
    let size = tree.size();
    let side = |points: f32| (points * scale).round() as u32;
    let mut pixels = resvg::tiny_skia::Pixmap::new(side(size.width()), side(size.height())).unwrap();
    resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    image::RgbaImage::from_raw(pixels.width(), pixels.height(), pixels.take_demultiplied()).unwrap()
}

/// Edges are softened by different means; nothing else may differ.
#[test]
fn png_and_svg_agree() {
    for kind in [ThemeKind::Light, ThemeKind::Dark] {
        let theme = Theme::of(kind);
        let scene = scene(shapes(&theme));
        let png = decode(&export::png(&scene, theme.background, 2.0).unwrap());
        let svg = rasterised(&export::svg(&scene, theme.background, 1.0, ""), 2.0);
        assert_eq!(png.dimensions(), svg.dimensions());
        let edges = differing(&png, &svg, 24);
        let places = differing(&png, &svg, 128);
        assert!(edges < 0.01, "{kind:?}: {edges}");
        assert!(places < 0.0005, "{kind:?}: {places}");
    }
}

#[test]
fn svg_is_valid_and_says_the_same_twice() {
    let theme = Theme::of(ThemeKind::Dark);
    let hostile = "\u{0}\u{B}\u{FFFF}<script>&amp;]]>\" '\n\u{202E}";
    let mut items = gallery(&theme).items;
    items.push(text(0.0, 0.0, hostile, TextStyle::regular(12.0), theme.text, Some(theme.background)));
    let (code, name) = (hostile.to_owned(), hostile.into());
    let flag = Primitive::Flag { rect: rect(0.0, 0.0, 9.0, 9.0), code, name, opacity: 0.5 };
    items.push(plain(flag));
    let svg = export::svg(&scene(items.clone()), theme.background, 1.5, hostile);
    resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
    assert_eq!(svg, export::svg(&scene(items), theme.background, 1.5, hostile));
    let ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "{ids:?}");
    assert_eq!(svg.matches("data-event=\"7\"").count(), 2);
}

#[test]
fn an_svg_always_has_a_size() {
    for (size, scale) in
        [(vec2(0.0, -4.0), 1.0), (vec2(f32::NAN, f32::INFINITY), f32::NAN), (vec2(9.0, 9.0), 0.0)]
    {
        let svg = export::svg(&Scene { size, items: Vec::new() }, Color::hex(0), scale, "");
        let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
        assert!(tree.size().width() >= 1.0, "{svg}");
    }
}

/// What has no place or no size is left out, and nothing panics or takes forever.
#[test]
fn senseless_numbers_are_left_out() {
    let theme = Theme::of(ThemeKind::Light);
    let mut items = Vec::new();
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -3.0, 1e30, 0.0] {
        for stroke in [Stroke::solid(bad, theme.text), Stroke::dashed(1.0, theme.text, bad, 1.0)] {
            items.push(circle(bad, 5.0, bad, theme.text, Some(stroke)));
            items.push(outline(1.0, bad, bad, 4.0, bad, stroke));
            items.push(line([bad, bad], [10.0, 10.0], stroke));
            items.push(line([10.0, -1e9], [10.0, 1e9], stroke));
            items.push(plain(Primitive::Path {
                points: vec![pos2(bad, 1.0), pos2(2.0, bad), pos2(4.0, 4.0)],
                closed: true,
                fill: theme.text,
                stroke: Some(stroke),
            }));
        }
        let stops = vec![(bad, theme.text), (0.5, theme.chip)];
        items.push(area(0.0, 0.0, 10.0, bad, bad, Fill::Horizontal(Stops::new(&stops))));
        items.push(area(0.0, 0.0, 10.0, 5.0, 0.0, Fill::Horizontal(Stops::default())));
        items.push(plain(Primitive::Flag {
            rect: rect(bad, 0.0, 4.0, 4.0),
            code: "IR".into(),
            name: "Iran".into(),
            opacity: bad,
        }));
        items.push(plain(Primitive::Group { clip: rect(0.0, bad, 9.0, 9.0), items: items.clone() }));
    }
    let scene = Scene { size: vec2(40.0, 20.0), items };
    export::png(&scene, theme.background, 1.0).unwrap();
    let svg = export::svg(&scene, theme.background, 1.0, "");
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
}

#[test]
fn a_picture_too_large_is_refused() {
    let too_large = |width, height, scale| {
        let scene = Scene { size: vec2(width, height), items: Vec::new() };
        export::png(&scene, Color::hex(0), scale)
    };
    assert!(matches!(too_large(1e5, 1e4, 1.0), Err(ExportError::TooLarge { width: 100_000, .. })));
    assert!(matches!(too_large(f32::INFINITY, 1e30, 1.0), Err(ExportError::TooLarge { .. })));
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 11.0] {
        assert!(matches!(too_large(10.0, 10.0, scale), Err(ExportError::Scale(_))), "{scale}");
    }
}

#[test]
fn a_png_says_its_colour_space_and_resolution() {
    let scene = Scene { size: vec2(10.0, 4.4), items: Vec::new() };
    let bytes = export::png(&scene, Color::hex(0x12_3456), 2.0).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (20, 9));
    assert!(info.srgb.is_some());
    assert_eq!(info.pixel_dims.map(|dims| dims.xppu), Some(7559), "192 dots per inch");
    assert_eq!(decode(&bytes).get_pixel(19, 8).0, [0x12, 0x34, 0x56, 255]);
}

/// A page of egui's own widgets through the renderer that the window's picture tests use.
#[cfg(feature = "window")]
#[test]
fn widgets() {
    let mut harness = egui_kittest::Harness::builder()
        .with_size(egui::vec2(260.0, 150.0))
        .with_pixels_per_point(2.0)
        .with_theme(egui::Theme::Light)
        .with_fit_contents()
        .renderer(CpuRenderer::default())
        .build_ui(|ui| {
            ui.heading("Widgets");
            let mut text = "typed".to_owned();
            ui.horizontal(|ui| {
                let label = ui.label("Title").id;
                ui.add(egui::TextEdit::singleline(&mut text).desired_width(90.0)).labelled_by(label);
            });
            ui.checkbox(&mut true, "Certain");
            ui.add(egui::Slider::new(&mut 3.0, 0.0..=30.0).text("days"));
            ui.horizontal(|ui| {
                let _ = ui.button("Save");
                let _ = ui.button("Cancel");
            });
        });
    harness.run();
    assert_picture("widgets", &encode(&harness.render().unwrap()));
}
