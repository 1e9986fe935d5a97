//! The ring around what has the keyboard, one for every control and for the timeline, so that none can be
//! forgotten. It shows from the first Tab on, until the pointer is used again; text fields have a cursor and an edge
//! of their own besides.

use egui::{Context, CornerRadius, Event, Id, Key, Stroke, StrokeKind};

use super::canvas::canvas_id;
use crate::scene::Theme;

/// Width of the ring, in points.
const WIDTH: f32 = 2.0;

/// Paints the ring, over everything.
pub fn show(ctx: &Context, theme: &Theme) {
    if !by_keyboard(ctx) {
        return;
    }
    let Some(focused) = ctx.memory(egui::Memory::focused) else { return };
    let Some(response) = ctx.read_response(focused) else { return };
    let (rect, kind) = if focused == canvas_id() || response.rect.width() > 400.0 {
        (response.rect, StrokeKind::Inside)
    } else {
        (response.rect.expand(2.0), StrokeKind::Outside)
    };
    // In the layer of what has it, so that an open menu covers the ring as it covers the timeline.
    let layer = response.layer_id;
    // What is scrolled out of sight has no ring.
    let clip = response.interact_rect.expand(2.0 * WIDTH + 2.0).intersect(ctx.content_rect());
    let stroke = Stroke::new(WIDTH, theme.focus);
    ctx.layer_painter(layer).with_clip_rect(clip).rect_stroke(rect, CornerRadius::same(5), stroke, kind);
}

/// Whether the keyboard was used last to get about.
fn by_keyboard(ctx: &Context) -> bool {
    let before = Id::unique("the keyboard was used to get about");
    let (moved, pointed) = ctx.input(|input| {
        let moved = input.events.iter().any(|event| {
            matches!(event, Event::Key { key: Key::Tab | Key::F6, pressed: true, .. })
                || matches!(event, Event::AccessKitActionRequest(_))
        });
        (moved, input.pointer.any_pressed())
    });
    ctx.data_mut(|data| {
        let by_keyboard = data.get_temp_mut_or_default::<bool>(before);
        *by_keyboard = (*by_keyboard || moved) && !pointed;
        *by_keyboard
    })
}
