//! What the shapes of a scene must hold: whole pixels, few shapes, order, clips, places of text.

use super::*;
use crate::paint::HeadlessFonts;
use crate::scene::TextStyle;

struct Painter(HeadlessFonts);

impl Painting for Painter {
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley> {
        self.0.galley(job)
    }
    fn flag(&mut self, _: &str, _: &str, _: usize) -> (TextureId, Rect) {
        (TextureId::User(1), Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)))
    }
    fn pixels_per_point(&self) -> f32 {
        self.0.pixels_per_point()
    }
}

fn made(items: Vec<Primitive>, origin: Vec2, clip: Rect) -> Vec<(Rect, Shape)> {
    let items = items.into_iter().map(|primitive| Item { id: None, primitive }).collect();
    let scene = Scene { size: vec2(100.0, 100.0), items };
    shapes(&scene, origin, clip, &mut Painter(HeadlessFonts::new(1.0)))
}

fn area(x: f32) -> Primitive {
    let rect = Rect::from_min_size(pos2(x, 10.0), vec2(4.0, 8.0));
    Primitive::Rect { rect, radius: 0.0, fill: Fill::Solid(Color::hex(0)), stroke: None }
}

fn whole() -> Rect {
    Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0))
}

#[test]
fn areas_in_a_row_become_one_mesh_of_whole_pixels() {
    let out = made((0..20).map(|i| area(i as f32 * 4.9)).collect(), vec2(0.3, 0.0), whole());
    let [(_, Shape::Mesh(mesh))] = out.as_slice() else { panic!("{out:?}") };
    assert_eq!(mesh.vertices.len(), 80);
    assert!(mesh.vertices.iter().all(|v| v.pos.x.fract() == 0.0 && v.pos.y.fract() == 0.0));
}

#[test]
fn the_order_of_painting_is_kept() {
    let circle = Primitive::Circle { center: pos2(5.0, 5.0), radius: 2.0, fill: Color::hex(0), stroke: None };
    let kinds: Vec<bool> = made(vec![area(1.0), circle, area(9.0)], Vec2::ZERO, whole())
        .iter()
        .map(|(_, shape)| matches!(shape, Shape::Mesh(_)))
        .collect();
    assert_eq!(kinds, [true, false, true]);
}

#[test]
fn clips_move_with_the_scene_and_meet() {
    let clip = Rect::from_min_max(pos2(0.0, 0.0), pos2(50.0, 50.0));
    let inside = Primitive::Group { clip, items: vec![Item { id: None, primitive: area(1.0) }] };
    let out = made(vec![inside.clone(), area(60.0)], vec2(20.0, 0.0), whole());
    let clips: Vec<Rect> = out.iter().map(|(clip, _)| *clip).collect();
    assert_eq!(clips, [Rect::from_min_max(pos2(20.0, 0.0), pos2(70.0, 50.0)), whole()]);
    assert!(made(vec![inside], vec2(200.0, 0.0), whole()).is_empty());
}

#[test]
fn what_is_out_of_sight_is_left_out() {
    let text = Text {
        left_middle: pos2(10.0, 200.0),
        text: "below".into(),
        style: TextStyle::regular(12.0),
        color: Color::hex(0),
        width: 40.0,
        halo: None,
    };
    assert!(made(vec![area(-50.0), Primitive::Text(text)], Vec2::ZERO, whole()).is_empty());
}

#[test]
fn text_stands_on_its_vertical_middle() {
    let text = Text {
        left_middle: pos2(10.0, 50.0),
        text: "Iran".into(),
        style: TextStyle::regular(12.0),
        color: Color::hex(0),
        width: 25.0,
        halo: Some(Color::hex(0xFF_FFFF)),
    };
    let out = made(vec![Primitive::Text(text)], Vec2::ZERO, whole());
    assert_eq!(out.len(), 9, "eight copies for the halo, the text on top");
    let Some((_, Shape::Text(top))) = out.last() else { panic!("{out:?}") };
    assert_eq!(top.pos.x, 10.0);
    assert_eq!(top.pos.y + top.galley.rect.center().y, 50.0);
    assert_eq!(top.override_text_color, None);
}
