//! The room's own window: it shows a copy of what the presenter's window drew for it, and hands the keys that are pressed
//! in it to that. It knows no document, so that nothing can be in it but what was drawn.

use std::sync::{Arc, Mutex};

use egui::epaint::ClippedShape;
use egui::{Color32, Context, CursorIcon, Event, LayerId, Ui, Vec2, ViewportCommand, ViewportId};

/// The title of the room's window, by which it is found where windows are shared.
pub const TITLE: &str = "Coeval: audience";

/// The id of the room's window.
#[must_use]
pub fn viewport_id() -> ViewportId {
    ViewportId::from_hash_of("audience")
}

/// What goes from window to window.
#[derive(Default)]
pub struct Room {
    shapes: Vec<ClippedShape>,
    /// The size that it was drawn for, in points.
    drawn_for: Vec2,
    ground: Color32,
    /// The size of the room's window, in points, once it is known.
    size: Option<Vec2>,
    /// Keys that were pressed in it.
    keys: Vec<Event>,
    /// It was closed.
    closed: bool,
}

/// Shared by both windows.
pub type SharedRoom = Arc<Mutex<Room>>;

/// Does something with what is shared, unless a thread broke while it did.
fn with<T>(room: &SharedRoom, work: impl FnOnce(&mut Room) -> T) -> Option<T> {
    room.lock().ok().map(|mut room| work(&mut room))
}

/// Takes over what was drawn in a layer for the room.
pub(crate) fn take_picture(ctx: &Context, room: &SharedRoom, layer: LayerId, size: Vec2, ground: Color32) {
    let shapes: Vec<ClippedShape> = ctx
        .graphics(|graphics| graphics.get(layer).map(|list| list.all_entries().cloned().collect()))
        .unwrap_or_default();
    with(room, |room| (room.shapes, room.drawn_for, room.ground) = (shapes, size, ground));
}

/// What the room sees.
#[must_use]
pub fn shapes(room: &SharedRoom) -> Vec<ClippedShape> {
    with(room, |room| room.shapes.clone()).unwrap_or_default()
}

/// The size of the room's window, once it is known.
#[must_use]
pub(crate) fn size(room: &SharedRoom) -> Option<Vec2> {
    with(room, |room| room.size).flatten()
}

/// The keys that were pressed in the room's window, and whether it was closed.
pub(crate) fn take_input(room: &SharedRoom) -> (Vec<Event>, bool) {
    with(room, |room| (std::mem::take(&mut room.keys), std::mem::take(&mut room.closed))).unwrap_or_default()
}

/// Draws the room's window.
pub(crate) fn show(ui: &mut Ui, room: &SharedRoom) {
    let ctx = ui.ctx().clone();
    let rect = ui.max_rect();
    // Where windows lie in one another, all of them share one keyboard.
    let is_root = ctx.viewport_id() == ViewportId::ROOT;
    let (keys, closed): (Vec<Event>, bool) = ctx.input_mut(|input| {
        if is_root {
            return (Vec::new(), false);
        }
        let is_key = |event: &Event| matches!(event, Event::Key { .. });
        let keys = input.events.iter().filter(|event| is_key(event)).cloned().collect();
        input.events.retain(|event| !is_key(event));
        (keys, input.viewport().close_requested())
    });
    if closed {
        // The presentation ends in an orderly way, and this window with it.
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
    }
    if !is_root {
        ctx.set_cursor_icon(CursorIcon::None);
    }
    let news = with(room, |room| {
        let size = Some(rect.size());
        let news = room.size != size || !keys.is_empty() || closed;
        room.size = size;
        room.keys.extend(keys);
        room.closed |= closed;
        ui.painter().rect_filled(rect, 0.0, room.ground);
        let fits = room.drawn_for.x > 0.0;
        let scale = if fits { (rect.size() / room.drawn_for).min_elem() } else { 1.0 };
        let transform = egui::emath::TSTransform::new(rect.min.to_vec2(), scale);
        for clipped in &room.shapes {
            let painter = ui.painter().with_clip_rect((transform * clipped.clip_rect).intersect(rect));
            let mut shape = clipped.shape.clone();
            shape.transform(transform);
            painter.add(shape);
        }
        news
    });
    if news == Some(true) && !is_root {
        ctx.request_repaint_of(ViewportId::ROOT);
    }
}
