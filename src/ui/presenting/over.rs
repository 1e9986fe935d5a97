//! What lies over the picture that the room sees: black or white, the spotlight, the pointer with its fading trace.

use egui::epaint::Mesh;
use egui::{
    Area, Color32, Context, CornerRadius, CursorIcon, Id, Order, Painter, Pos2, Rect, Sense, Shape, Stroke,
    vec2,
};

use super::scale_of;
use super::state::{Cover, Presenting};
use crate::scene::Theme;

/// How long the trace of the pointer is seen, in seconds.
const TRACE_SECONDS: f64 = 1.6;
/// How dark all but the spotlight is.
const SHADE: u8 = 170;

/// Where the pointer was while the button was held, and when, in seconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace(Vec<(Pos2, f64)>);

/// Shows what lies over the picture. `picture` is where the timeline is.
pub(crate) fn show(ctx: &Context, theme: &Theme, told: &Presenting, picture: Rect, trace: &mut Trace) {
    if let Some(cover) = told.cover {
        covered(ctx, cover);
        return;
    }
    if told.overview.is_some() || !told.pointer && told.spotlight.is_none() {
        trace.0.clear();
        return;
    }
    Area::new(Id::unique("pointing")).order(Order::Middle).fixed_pos(picture.min).constrain(false).show(
        ctx,
        |ui| {
            let (rect, response) = ui.allocate_exact_size(picture.size(), Sense::drag());
            let painter = ui.painter().with_clip_rect(rect);
            let Some(at) = ctx.input(|input| input.pointer.latest_pos()).filter(|at| rect.contains(*at))
            else {
                return;
            };
            ctx.set_cursor_icon(CursorIcon::None);
            if let Some(radius) = told.spotlight {
                painter.add(spotlight(rect, at, radius * rect.height()));
            }
            if told.pointer {
                if response.dragged() {
                    trace.0.push((at, ctx.input(|input| input.time)));
                }
                pointer(&painter, theme, at, scale_of(ctx.content_rect().size()), trace, ctx);
            }
        },
    );
}

/// How far the wheel was turned in this frame, in percent of the spotlight's size; nothing else sees it.
pub(crate) fn take_wheel(ctx: &Context) -> i32 {
    ctx.input_mut(|input| {
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

/// Nothing but one colour, over all there is.
fn covered(ctx: &Context, cover: Cover) {
    let color = match cover {
        Cover::Black => Color32::BLACK,
        Cover::White => Color32::WHITE,
    };
    let window = ctx.content_rect();
    Area::new(Id::unique("covered")).order(Order::Foreground).fixed_pos(window.min).show(ctx, |ui| {
        let (rect, _) = ui.allocate_exact_size(window.size(), Sense::click_and_drag());
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 4.0)), CornerRadius::ZERO, color);
        ctx.set_cursor_icon(CursorIcon::None);
    });
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
