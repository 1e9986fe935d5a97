//! What lies over the picture that the room sees: black or white, the spotlight, the pointer with its fading trace.

use egui::epaint::Mesh;
use egui::{
    Area, Color32, Context, CornerRadius, CursorIcon, Id, Order, Painter, Pos2, Rect, Sense, Shape, Stroke,
    Ui, vec2,
};

use super::state::{Cover, Presenting};
use crate::scene::Theme;

/// How long the trace of the pointer is seen, in seconds.
const TRACE_SECONDS: f64 = 1.6;
/// How dark all but the spotlight is.
const SHADE: u8 = 170;

/// Where the pointer was while the button was held, and when, in seconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace(Vec<(Pos2, f64)>);

/// Shows what points at the picture, in the layer of the picture itself. `picture` is where the timeline is.
pub(crate) fn point(ui: &Ui, theme: &Theme, told: &Presenting, picture: Rect, scale: f32, trace: &mut Trace) {
    if told.cover.is_some() || told.overview.is_some() || !told.pointer && told.spotlight.is_none() {
        trace.0.clear();
        return;
    }
    let ctx = ui.ctx();
    // Above what the timeline feels, so that a trace can be drawn and nothing is dragged.
    let response = ui.interact(picture, Id::unique("pointing"), Sense::drag());
    let into_layer = ctx.layer_transform_from_global(ui.layer_id());
    let at = ctx.input(|input| input.pointer.latest_pos());
    let at = at.map(|at| into_layer.map_or(at, |transform| transform * at));
    let Some(at) = at.filter(|at| picture.contains(*at)) else { return };
    if response.contains_pointer() {
        ctx.set_cursor_icon(CursorIcon::None);
    }
    let painter = ui.painter().with_clip_rect(picture);
    if let Some(radius) = told.spotlight {
        painter.add(spotlight(picture, at, radius * picture.height()));
    }
    if told.pointer {
        if response.dragged() {
            trace.0.push((at, ctx.input(|input| input.time)));
        }
        pointer(&painter, theme, at, scale, trace, ctx);
    }
}

fn color_of(cover: Cover) -> Color32 {
    match cover {
        Cover::Black => Color32::BLACK,
        Cover::White => Color32::WHITE,
    }
}

/// Nothing but one colour over the room's picture, in the layer of the picture itself.
pub(crate) fn cover_picture(ui: &Ui, cover: Cover, picture: Rect) {
    ui.interact(picture, Id::unique("covered picture"), Sense::click_and_drag());
    ui.painter().rect_filled(picture, CornerRadius::ZERO, color_of(cover));
}

/// Nothing but one colour over the whole window, whatever is open in it.
pub(crate) fn cover_window(ctx: &Context, cover: Cover) {
    let window = ctx.content_rect();
    Area::new(Id::unique("covered")).order(Order::Foreground).fixed_pos(window.min).show(ctx, |ui| {
        let (rect, _) = ui.allocate_exact_size(window.size(), Sense::click_and_drag());
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 4.0)), CornerRadius::ZERO, color_of(cover));
        ctx.set_cursor_icon(CursorIcon::None);
    });
}

/// How far the wheel was turned in this frame, in percent of the spotlight's size; nothing else sees it.
pub(crate) fn take_wheel(ctx: &Context) -> i32 {
    ctx.input_mut(|input| {
        // What egui has made of it already.
        input.smooth_scroll_delta = egui::Vec2::ZERO;
        let mut turned = 0.0;
        input.events.retain(|event| match event {
            egui::Event::MouseWheel { delta, .. } => {
                turned += delta.y.signum();
                false
            }
            _ => true,
        });
        (turned * 8.0) as i32
    })
}

/// Shade over all but a circle with a soft edge.
fn spotlight(rect: Rect, at: Pos2, radius: f32) -> Shape {
    const CORNERS: u32 = 96;
    let mut mesh = Mesh::default();
    let far = rect.size().length() + radius;
    let shade = Color32::from_black_alpha(SHADE);
    for corner in 0..=CORNERS {
        let angle = std::f32::consts::TAU * corner as f32 / CORNERS as f32;
        let towards = vec2(angle.cos(), angle.sin());
        mesh.colored_vertex(at + towards * radius * 0.94, Color32::TRANSPARENT);
        mesh.colored_vertex(at + towards * radius * 1.06, shade);
        mesh.colored_vertex(at + towards * far, shade);
        if corner > 0 {
            let (a, b) = (3 * (corner - 1), 3 * corner);
            for (p, q, r) in [(a, a + 1, b), (b, a + 1, b + 1), (a + 1, a + 2, b + 1), (b + 1, a + 2, b + 2)]
            {
                mesh.add_triangle(p, q, r);
            }
        }
    }
    Shape::mesh(mesh)
}

/// The ring, and the way that it came while the button was held.
fn pointer(painter: &Painter, theme: &Theme, at: Pos2, scale: f32, trace: &mut Trace, ctx: &Context) {
    let now = ctx.input(|input| input.time);
    trace.0.retain(|(_, since)| now - since < TRACE_SECONDS);
    let color = |part: f32| Color32::from(theme.coincidence.faded(part));
    for pair in trace.0.windows(2) {
        let left = 1.0 - ((now - pair[1].1) / TRACE_SECONDS) as f32;
        painter.line_segment([pair[0].0, pair[1].0], Stroke::new(5.0 * scale, color(left.clamp(0.0, 1.0))));
    }
    if !trace.0.is_empty() {
        ctx.request_repaint();
    }
    let radius = 21.0 * scale;
    painter.circle(at, radius, color(0.28), Stroke::new((3.0 * scale).max(2.0), color(1.0)));
}
