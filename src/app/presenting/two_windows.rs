//! The presenter's window with the room's picture in it, and the room's own window that shows a copy of it. The picture
//! lies in a layer of its own, as large as the room's window and made smaller to fit: so what the hands do in it they
//! do to what the room sees.

use egui::emath::TSTransform;
use egui::{Area, Color32, Context, Id, Order, Rect, Ui, UiBuilder, Vec2, ViewportBuilder, pos2, vec2};

use crate::app::{App, now};
use crate::ui::commands::{Command, PresentCommand, RoomPlace};
use crate::ui::presenting::console::{self, ConsoleInput, Display};
use crate::ui::presenting::room_window::{self, Click, SharedRoom};

/// The room's window and the displays that there are.
#[derive(Default)]
pub(crate) struct RoomWindow {
    shared: SharedRoom,
    /// How often the room's window was sent to its display.
    pub sent: u8,
    /// When it was sent last, in seconds since the window was opened.
    pub sent_at: Option<f64>,
    /// The displays, once they were asked for.
    pub displays: Vec<Display>,
    /// The display that the presenter's window is on.
    pub here: Option<usize>,
    /// The display that the room's picture was on when it was unplugged, by the system's name.
    pub lost: Option<String>,
    /// The presenter's window fills a display since both were swapped, and did not before.
    pub swapped: bool,
}

impl RoomWindow {
    /// What both windows share.
    pub fn shared(&self) -> &SharedRoom {
        &self.shared
    }
}

/// The room's size in points until its window says how large it is.
const USUAL: Vec2 = vec2(1920.0, 1080.0);

impl App {
    /// The room's window, for tests.
    #[must_use]
    pub fn audience(&self) -> &SharedRoom {
        &self.derived.told.window.shared
    }

    /// The console, the room's picture in it, and the room's window.
    pub(super) fn console(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let room = self.room_size(&ctx);
        let place = self.console_ui(ui, room);
        let layer = self.picture_in_console(&ctx, place, room);
        if !self.widgets.presenting.frozen {
            let ground = Color32::from(self.surroundings.theme.background);
            room_window::take_picture(&ctx, &self.derived.told.window.shared, layer, room, ground);
        }
        self.room_window(&ctx);
        self.keep_room_on_display(&ctx);
        // The clock ticks; nothing else asks for a frame.
        let gone = now(&ctx) - self.widgets.presenting.since;
        ctx.request_repaint_after_secs((1.0 - gone.rem_euclid(1.0)).clamp(0.05, 1.0) as f32);
    }

    fn console_ui(&mut self, ui: &mut Ui, room: Vec2) -> Rect {
        let pictures = self.pictures();
        let clock = jiff::Zoned::now().strftime("%H:%M").to_string();
        let time = now(ui.ctx());
        let document = self.session.document();
        let mut told = std::mem::take(&mut self.widgets.presenting);
        let title = if document.title().is_empty() { self.file_names() } else { document.title().to_owned() };
        let input = ConsoleInput {
            title: &title,
            story: document.story(),
            pictures: &pictures,
            clock: &clock,
            gone: time - told.since,
            ahead: told.ahead(document, time),
            place: self.derived.told.place,
            displays: &self.derived.told.window.displays,
            room,
        };
        let place = console::show(ui, &self.surroundings.theme, &input, &mut told, &mut self.commands);
        self.widgets.presenting = told;
        place
    }

    /// Draws the room's picture in a layer that is made smaller to fit.
    fn picture_in_console(&mut self, ctx: &Context, place: Rect, room: Vec2) -> egui::LayerId {
        let whole = Rect::from_min_size(pos2(0.0, 0.0), room);
        let area = Area::new(Id::unique("the room's picture"))
            .order(Order::Middle)
            .fixed_pos(whole.min)
            .constrain(false)
            .movable(false);
        let shown = area.show(ctx, |ui| {
            ui.set_clip_rect(whole);
            ui.allocate_rect(whole, egui::Sense::hover());
            ui.scope_builder(UiBuilder::new().max_rect(whole), |ui| {
                ui.set_clip_rect(whole);
                self.room(ui);
            });
        });
        let layer = shown.response.layer_id;
        let scale = place.width() / room.x.max(1.0);
        ctx.set_transform_layer(layer, TSTransform::new(place.min.to_vec2(), scale));
        layer
    }

    /// How large the room's picture is, in points.
    fn room_size(&self, ctx: &Context) -> Vec2 {
        match (room_window::size(&self.derived.told.window.shared), self.derived.told.place) {
            (Some(size), _) if size.x > 100.0 && size.y > 100.0 => size,
            (_, RoomPlace::Window(width, height)) => points(ctx, (width, height)),
            _ => USUAL,
        }
    }

    /// The window that the room sees.
    fn room_window(&self, ctx: &Context) {
        let builder = ViewportBuilder::default().with_title(room_window::TITLE).with_app_id("coeval");
        let builder = match self.derived.told.place {
            RoomPlace::Here => return,
            RoomPlace::Display(at) => builder.with_monitor(at).with_fullscreen(true).with_decorations(false),
            RoomPlace::Window(width, height) => {
                let size = points(ctx, (width, height));
                builder.with_inner_size(size).with_clamp_size_to_monitor_size(false).with_resizable(false)
            }
        };
        let shared = SharedRoom::clone(&self.derived.told.window.shared);
        ctx.show_viewport_deferred(room_window::viewport_id(), builder, move |ui, _| {
            room_window::show(ui, &shared);
        });
        ctx.request_repaint_of(room_window::viewport_id());
    }

    /// Keys that were pressed in the room's window act as if they were pressed here; a click there goes on.
    pub(super) fn take_keys_of_room(&mut self, ctx: &Context) {
        if !self.shows_console() {
            return;
        }
        let done = room_window::take_input(&self.derived.told.window.shared);
        ctx.input_mut(|input| input.events.extend(done.keys));
        for click in done.clicks {
            self.commands.push_back(Command::Present(match click {
                Click::On => PresentCommand::Next,
                Click::Back => PresentCommand::Back,
            }));
        }
        if done.closed {
            self.commands.push_back(Command::Present(PresentCommand::End));
        }
    }

    /// Puts the room's picture somewhere else.
    pub(super) fn place_room(&mut self, place: RoomPlace) {
        self.derived.told.place = place;
        // The window is another one, and says anew how large it is.
        self.derived.told.window.shared = SharedRoom::default();
        (self.derived.told.window.sent, self.derived.told.window.sent_at) = (0, None);
    }
}

/// So many pixels in points.
fn points(ctx: &Context, (width, height): (u16, u16)) -> Vec2 {
    vec2(f32::from(width), f32::from(height)) / ctx.pixels_per_point().max(0.1)
}
