//! The ring around what has the keyboard, one for every control and for the timeline, so that none can be
//! forgotten. It shows from the first key on that moves it, until the pointer is used again; text fields have a
//! cursor and an edge of their own besides.

use egui::{Context, CornerRadius, Event, Id, Key, Stroke, StrokeKind};

use crate::scene::Theme;
use crate::ui::canvas::canvas_id;

/// Width of the ring, in points.
const WIDTH: f32 = 2.0;

/// Paints the ring, over everything.
pub fn show(ctx: &Context, theme: &Theme) {
    let focused = ctx.memory(egui::Memory::focused);
    let shows = by_keyboard(ctx, focused);
    let Some(focused) = focused.filter(|_| shows) else { return };
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

/// What is remembered of the frame before.
#[derive(Clone, Copy, Default)]
struct Before {
    /// The keyboard was used last to get about.
    by_keyboard: bool,
    focused: Option<Id>,
    key: bool,
}

/// Whether the keyboard was used last to get about: whatever key it was that moved the focus, users may have chosen it.
fn by_keyboard(ctx: &Context, focused: Option<Id>) -> bool {
    // The keys as they arrived: those that did something have been taken away from the rest of the input.
    let (key, moves, pointed) = ctx.input(|input| {
        let pressed = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
        let moves = |event: &Event| {
            matches!(
                event,
                Event::Key { key: Key::Tab, pressed: true, .. } | Event::AccessKitActionRequest(_)
            )
        };
        let events = &input.raw.events;
        (events.iter().any(pressed), events.iter().any(moves), input.pointer.any_pressed())
    });
    ctx.data_mut(|data| {
        let before = data.get_temp_mut_or_default::<Before>(Id::unique("the keyboard was used to get about"));
        // Focus that a key asks for moves a frame later.
        let moved = focused != before.focused && (key || before.key);
        let by_keyboard = (before.by_keyboard || moves || moved) && !pointed;
        *before = Before { by_keyboard, focused, key };
        by_keyboard
    })
}
