//! The room's own window: it shows a copy of what the presenter's window drew for it, and hands the keys and clicks
//! in it to that. It knows no document, so that nothing can be in it but what was drawn.

use std::sync::{Arc, Mutex};

use egui::epaint::ClippedShape;
use egui::{
    Color32, Context, CursorIcon, Event, LayerId, Pos2, Sense, Ui, Vec2, ViewportCommand, ViewportId,
};

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
    /// The middle of the room's window on the desktop, in pixels, where the system tells it.
    middle_px: Option<Pos2>,
    /// Keys that were pressed in it.
    keys: Vec<Event>,
    /// Clicks in it: on, or back with the secondary button.
    clicks: Vec<Click>,
    /// It was closed.
    closed: bool,
}

/// A click in the room's window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    /// What comes next.
    On,
    /// What was before.
    Back,
}

/// What was done in the room's window.
#[derive(Debug, Default)]
pub struct RoomInput {
    /// Keys that were pressed.
    pub keys: Vec<Event>,
    /// Clicks.
    pub clicks: Vec<Click>,
    /// It was closed.
    pub closed: bool,
}

/// So long after it has moved the pointer is shown, in seconds.
const POINTER_SECONDS: f32 = 3.0;

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

/// The middle of the room's window on the desktop, in pixels, where the system tells it.
#[must_use]
pub(crate) fn middle_px(room: &SharedRoom) -> Option<Pos2> {
    with(room, |room| room.middle_px).flatten()
}

/// Takes what was done in the room's window.
pub(crate) fn take_input(room: &SharedRoom) -> RoomInput {
    let take = |room: &mut Room| RoomInput {
        keys: std::mem::take(&mut room.keys),
        clicks: std::mem::take(&mut room.clicks),
        closed: std::mem::take(&mut room.closed),
    };
    with(room, take).unwrap_or_default()
}

/// Reads the mouse in the room's window: a click goes on, and who moves it sees where it is.
fn mouse(ui: &Ui, rect: egui::Rect) -> Option<Click> {
    let response = ui.interact(rect, ui.scope_id().with("the room"), Sense::CLICK);
    let still = ui.input(|input| input.pointer.time_since_last_movement());
    if still < POINTER_SECONDS && response.contains_pointer() {
        ui.ctx().set_cursor_icon(CursorIcon::Default);
        ui.ctx().request_repaint_after_secs(POINTER_SECONDS - still);
    } else {
        ui.ctx().set_cursor_icon(CursorIcon::None);
    }
    match (response.clicked(), response.secondary_clicked()) {
        (true, _) => Some(Click::On),
        (_, true) => Some(Click::Back),
        _ => None,
    }
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
    let click = if is_root { None } else { mouse(ui, rect) };
    let outer = ctx.input(|input| input.viewport().outer_rect);
    let middle = outer.map(|outer| (outer.center().to_vec2() * ctx.pixels_per_point()).to_pos2());
    let news = with(room, |room| {
        let size = Some(rect.size());
        let news = room.size != size || !keys.is_empty() || click.is_some() || closed;
        room.size = size;
        room.middle_px = middle;
        room.keys.extend(keys);
        room.clicks.extend(click);
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

#[cfg(test)]
mod tests {
    use egui::{Modifiers, PointerButton, RawInput, ViewportInfo, pos2};

    use super::*;

    /// A frame of the room's window.
    fn frame(ctx: &Context, room: &SharedRoom, events: Vec<Event>, time: f64) -> CursorIcon {
        let rect = egui::Rect::from_min_size(Pos2::ZERO, egui::vec2(800.0, 600.0));
        let viewports = std::iter::once((viewport_id(), ViewportInfo::default())).collect();
        let input = RawInput {
            viewport_id: viewport_id(),
            viewports,
            screen_rect: Some(rect),
            time: Some(time),
            events,
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| show(ui, room));
        output.textures_delta.clear();
        output.platform_output.cursor_icon
    }

    fn click(ctx: &Context, room: &SharedRoom, button: PointerButton, time: f64) {
        let pos = pos2(400.0, 300.0);
        let press = |pressed| Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE };
        frame(ctx, room, vec![Event::PointerMoved(pos)], time);
        frame(ctx, room, vec![press(true)], time + 0.05);
        frame(ctx, room, vec![press(false)], time + 0.1);
    }

    #[test]
    fn a_click_goes_on_and_the_pointer_is_seen_while_it_moves() {
        let (ctx, room) = (Context::default(), SharedRoom::default());
        frame(&ctx, &room, Vec::new(), 0.0);
        click(&ctx, &room, PointerButton::Primary, 1.0);
        assert_eq!(take_input(&room).clicks, [Click::On]);
        click(&ctx, &room, PointerButton::Secondary, 3.0);
        assert_eq!(take_input(&room).clicks, [Click::Back]);
        assert!(take_input(&room).clicks.is_empty(), "once each");
        let moved = vec![Event::PointerMoved(pos2(300.0, 300.0))];
        frame(&ctx, &room, moved, 10.0);
        assert_eq!(frame(&ctx, &room, Vec::new(), 10.1), CursorIcon::Default);
        assert_eq!(frame(&ctx, &room, Vec::new(), 14.0), CursorIcon::None);
    }
}
