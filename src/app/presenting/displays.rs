//! Which display shows what: where the room's picture is at first, swapping it with the presenter's window, and what happens
//! where a display is unplugged or comes back while a story is told.

use egui::{Context, Pos2, ViewportCommand};

use crate::app::{App, now};
use crate::ui::commands::RoomPlace;
use crate::ui::presenting::console::Display;
use crate::ui::presenting::room_window;

/// The room's window is sent to its display so often at most: a window manager that puts it elsewhere has its way then.
const MOST_SENT: u8 = 5;
/// So long is waited for a window manager between two times, in seconds.
const SENT_AGAIN_SECONDS: f64 = 0.8;

impl App {
    /// Where the room's picture is at first: on another display where there is one.
    pub(crate) fn first_place(&self) -> RoomPlace {
        let window = &self.derived.told.window;
        let other = window.here.and_then(|here| other_than(&window.displays, here));
        let is_there = |place: &RoomPlace| match place {
            // Nothing is known where no window is on a screen yet.
            RoomPlace::Display(at) => window.displays.is_empty() || *at < window.displays.len(),
            RoomPlace::Here | RoomPlace::Window(..) => true,
        };
        match (self.derived.told.asked_place.filter(is_there), other) {
            (Some(place), _) => place,
            (None, Some(other)) => RoomPlace::Display(other),
            _ => RoomPlace::Here,
        }
    }

    /// The room's picture goes to the display where the presenter's window is, and that to the room's. Where both are in the
    /// one window, the room's goes to the other display.
    pub(super) fn swap_displays(&mut self, ctx: &Context) {
        let Some(here) = self.derived.told.window.here else { return };
        let room = match self.derived.told.place {
            RoomPlace::Display(room) if room != here => here,
            RoomPlace::Here => match other_than(&self.derived.told.window.displays, here) {
                Some(other) => other,
                None => return,
            },
            RoomPlace::Display(_) | RoomPlace::Window(..) => return,
        };
        let before = self.derived.told.place;
        self.place_room(RoomPlace::Display(room));
        self.derived.told.asked_place = Some(RoomPlace::Display(room));
        self.derived.told.window.lost = None;
        if let RoomPlace::Display(before) = before {
            self.send_console(ctx, before);
        }
    }

    /// The presenter's window leaves the display that the room's picture fills, where there is another one.
    pub(super) fn make_way(&mut self, ctx: &Context) {
        let window = &self.derived.told.window;
        let Some(here) = window.here.filter(|here| self.derived.told.place == RoomPlace::Display(*here))
        else {
            return;
        };
        if let Some(other) = other_than(&window.displays, here) {
            self.send_console(ctx, other);
        }
    }

    /// The presenter's window fills a display.
    fn send_console(&mut self, ctx: &Context, display: usize) {
        let filled = ctx.input(|input| input.viewport().fullscreen == Some(true));
        self.derived.told.window.swapped |= !filled;
        ctx.send_viewport_cmd(ViewportCommand::SetMonitor(display));
        self.derived.told.window.here = Some(display);
    }

    /// Sends the room's window to its display again where it has opened on another one: a window manager that has not heard
    /// yet of a display that was just plugged in puts it on the first.
    pub(super) fn keep_room_on_display(&mut self, ctx: &Context) {
        let RoomPlace::Display(at) = self.derived.told.place else { return };
        let window = &mut self.derived.told.window;
        let Some(display) = window.displays.get(at) else { return };
        let middle = room_window::middle_px(window.shared());
        let is_elsewhere = middle.is_some_and(|middle| !is_on(display, middle));
        let is_time = window.sent_at.is_none_or(|sent_at| now(ctx) - sent_at >= SENT_AGAIN_SECONDS);
        if is_elsewhere && is_time && window.sent < MOST_SENT {
            window.sent += 1;
            window.sent_at = Some(now(ctx));
            let corner = Pos2::new(display.area.0 as f32, display.area.1 as f32);
            let corner = (corner.to_vec2() / ctx.pixels_per_point().max(0.1)).to_pos2();
            // A window that fills a display as far as the system knows would not be moved.
            for command in [
                ViewportCommand::Fullscreen(false),
                ViewportCommand::OuterPosition(corner),
                ViewportCommand::SetMonitor(at),
            ] {
                ctx.send_viewport_cmd_to(room_window::viewport_id(), command);
            }
        }
    }

    /// Gives the presenter's window its frame again, where swapping took that away.
    pub(super) fn restore_window(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.derived.told.window.swapped) {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
    }

    /// Takes note of which displays there are now. The room's picture follows its display to another position in the list.
    /// Where that is unplugged it shows in the one window, so that no note is seen wherever the system moves that; it goes
    /// back when the display does.
    pub(crate) fn keep_displays(&mut self, displays: Vec<Display>, here: Option<usize>) {
        let told = &mut self.derived.told;
        told.window.here = here;
        // While the room's display is gone, it may be the presenter's window that has to move first.
        if told.window.displays == displays && told.window.lost.is_none() {
            return;
        }
        let before = std::mem::replace(&mut told.window.displays, displays);
        if !self.view.presenting {
            return;
        }
        let (place, lost) =
            place_among((told.place, told.window.lost.take()), &before, &told.window.displays, here);
        told.window.lost = lost;
        if place != told.place {
            self.place_room(place);
        }
    }
}

/// Where the room's picture goes, and the name of the display that it was on if that is gone, once there are other
/// displays than before; `here` is the one with the presenter's window.
fn place_among(
    (place, lost): (RoomPlace, Option<String>),
    before: &[Display],
    displays: &[Display],
    here: Option<usize>,
) -> (RoomPlace, Option<String>) {
    let find = |name: &str| displays.iter().find(|display| display.monitor == name).map(|display| display.at);
    match place {
        RoomPlace::Display(at) => {
            let Some(name) = before.get(at).map(|display| display.monitor.clone()) else {
                return (place, lost);
            };
            // Where the system has moved the presenter's window onto the room's display, nobody may see the note.
            let now = find(&name).filter(|now| Some(*now) != here || displays.len() == before.len());
            now.map_or((RoomPlace::Here, Some(name)), |now| (RoomPlace::Display(now), None))
        }
        RoomPlace::Here => match lost.as_deref().and_then(find).filter(|at| Some(*at) != here) {
            Some(at) => (RoomPlace::Display(at), None),
            None => (place, lost),
        },
        RoomPlace::Window(..) => (place, lost),
    }
}

/// The first display that is not this one.
fn other_than(displays: &[Display], here: usize) -> Option<usize> {
    displays.iter().map(|display| display.at).find(|at| *at != here)
}

/// Whether the middle of a window is on a display, in pixels.
fn is_on(display: &Display, middle: Pos2) -> bool {
    let (left, top, width, height) = display.area;
    let inside = |at: f32, from: i32, length: u32| at >= from as f32 && at < from as f32 + length as f32;
    inside(middle.x, left, width) && inside(middle.y, top, height)
}

/// Asks the window which displays there are; looked at while it is drawn, as only then it can be asked.
pub(crate) fn displays(frame: &eframe::Frame) -> Option<(Vec<Display>, Option<usize>)> {
    let window = frame.winit_window()?;
    let current = window.current_monitor();
    let monitors: Vec<_> = window.available_monitors().collect();
    let here = monitors.iter().position(|monitor| Some(monitor) == current.as_ref());
    let list = monitors.iter().enumerate().map(|(at, monitor)| {
        let (place, size) = (monitor.position(), monitor.size());
        let named = monitor.name();
        let shown = named.as_ref().map(|name| format!("{name}, ")).unwrap_or_default();
        let monitor = named.unwrap_or_else(|| at.to_string());
        let name = format!("Display {}: {shown}{} × {}", at + 1, size.width, size.height);
        let area = (place.x, place.y, size.width, size.height);
        Display { at, name, monitor, area }
    });
    Some((list.collect(), here))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn displays(names: &[&str]) -> Vec<Display> {
        let display = |(at, name): (usize, &&str)| Display {
            at,
            name: format!("Display {}", at + 1),
            monitor: (*name).to_owned(),
            area: (1000 * at as i32, 0, 1000, 800),
        };
        names.iter().enumerate().map(display).collect()
    }

    #[test]
    fn the_picture_comes_home_when_its_display_goes_and_goes_back_with_it() {
        let (both, one) = (displays(&["laptop", "beamer"]), displays(&["laptop"]));
        let room = RoomPlace::Display(1);
        let gone = place_among((room, None), &both, &one, Some(0));
        assert_eq!(gone, (RoomPlace::Here, Some("beamer".to_owned())));
        assert_eq!(place_among(gone.clone(), &one, &both, Some(0)), (room, None));
        assert_eq!(place_among(gone.clone(), &both, &both, Some(1)), gone, "the note would be seen there");
        assert_eq!(place_among(gone.clone(), &both, &both, Some(0)), (room, None), "now it is free");
        let other = displays(&["laptop", "television"]);
        assert_eq!(place_among(gone.clone(), &one, &other, Some(0)), gone, "that is another room");
        let turned = displays(&["beamer", "laptop"]);
        assert_eq!(place_among((room, None), &both, &turned, Some(1)), (RoomPlace::Display(0), None));
        let closed = displays(&["beamer"]);
        let alone = place_among((room, None), &both, &closed, Some(0));
        assert_eq!(alone, (RoomPlace::Here, Some("beamer".to_owned())), "the console has come to the beamer");
        let window = RoomPlace::Window(1280, 720);
        assert_eq!(place_among((window, None), &both, &one, Some(0)), (window, None));
    }

    #[test]
    fn the_other_display_is_one_that_is_there() {
        let both = displays(&["laptop", "beamer"]);
        assert_eq!([0, 1, 7].map(|here| other_than(&both, here)), [Some(1), Some(0), Some(0)]);
        assert_eq!(other_than(&both[..1], 0), None);
    }

    #[test]
    fn a_window_is_on_the_display_that_its_middle_is_on() {
        let both = displays(&["laptop", "beamer"]);
        assert!(is_on(&both[1], Pos2::new(1500.0, 400.0)) && !is_on(&both[0], Pos2::new(1500.0, 400.0)));
    }
}
