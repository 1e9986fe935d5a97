//! Hands on the lane heads: quiet controls under the pointer and the way to the menu with the same in words. Each
//! lane and each control has a name for a screen reader; the column of heads is one tab stop with the arrows
//! inside.

use egui::accesskit::Role;
use egui::{Color32, CornerRadius, Key, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::controls::{self, Control};
use super::menu;
use super::pointer::Place;
use crate::layout::{Canvas, Metrics, NAME_LEFT, Viewport};
use crate::scene::{Color, Pos2, Rect, TextStyle, Vec2};
use crate::ui::canvas::{CanvasInput, canvas_id, gestures};
use crate::ui::commands::{Command, Commands, LaneCommand, ViewCommand};
use crate::ui::widgets;

/// Side of a control, in points at the usual size of text.
const CONTROL: f32 = 22.0;
/// From the last control to the right of the heads.
const CONTROLS_RIGHT: f32 = 7.0;

/// What happens on the heads, kept between frames.
#[derive(Default)]
pub(crate) struct HeadsState {
    /// The lane whose menu is open, where, and whether its first entry is still to get the focus.
    pub(crate) menu: Option<(u32, Pos2, bool)>,
    menu_wanted: bool,
    pub(crate) dragged: Option<u32>,
    /// A drag was given up in this frame.
    pub(crate) gave_up: bool,
    /// The lane that the arrows have come to.
    at: Option<u32>,
}

impl HeadsState {
    /// Closes the menu; returns whether it was open.
    pub fn close_menu(&mut self) -> bool {
        std::mem::take(&mut self.gave_up) || self.menu.take().is_some()
    }

    /// Opens the menu of the lane in question in the next frame.
    pub fn open_menu(&mut self) {
        self.menu_wanted = true;
    }
}

/// The heads in the window's coordinates.
pub(crate) struct Heads<'a> {
    /// What is shown.
    pub input: &'a CanvasInput<'a>,
    /// Where it is.
    pub canvas: &'a Canvas,
    /// From the canvas's own coordinates to the window's.
    pub origin: Vec2,
    /// How large text is.
    pub scale: f32,
}

/// Reads the hands and paints what follows them; returns whether the pointer is over a head.
pub(crate) fn show(
    ui: &Ui,
    input: &CanvasInput<'_>,
    canvas: &Canvas,
    origin: Vec2,
    state: &mut HeadsState,
    commands: &mut Commands,
) -> bool {
    let scale = Metrics::new(canvas.scene.size, input.text_scale).scale;
    let heads = Heads { input, canvas, origin, scale };
    state.gave_up = false;
    let column = heads.column(ui, state, commands);
    let over = heads.touched(ui, state, commands);
    let chosen = state.at.filter(|_| column.has_focus());
    let pressing = ui.input(|i| i.pointer.any_down());
    if state.dragged.is_none() {
        // The one under the pointer, and the one that the arrows have come to.
        let under = over.as_ref().map(|over| over.lane);
        for lane in under.into_iter().chain(chosen.filter(|lane| Some(*lane) != under)) {
            let Some((_, seen)) = heads.rects().find(|(other, _)| *other == lane) else { continue };
            match &over {
                Some(over) if over.lane == lane => {
                    heads.paint_controls(ui, lane, seen, &over.controls, chosen == Some(lane));
                }
                _ if pressing => {}
                _ => {
                    let all =
                        heads.controls_in_sight(lane, seen).map(|(control, rect)| (control, rect, false));
                    heads.paint_controls(ui, lane, seen, &all.collect::<Vec<_>>(), true);
                }
            }
        }
    }
    heads.drag(ui, state, commands);
    heads.hidden_note(ui, commands);
    if !input.shown.presenting {
        let corner = canvas.heads.left_top() + origin;
        let at = (corner.x + 16.0 * scale, corner.y - 36.0 * scale);
        let room = canvas.heads.right() - canvas.heads.left() - 20.0 * scale;
        super::grouping_menu::corner(ui, &input.shown, at, room, scale, commands);
    }
    heads.open_wanted_menu(&column, state);
    menu::show(ui, input, &mut state.menu, commands);
    over.is_some()
}

pub(crate) fn lane_command(command: LaneCommand) -> Command {
    Command::View(ViewCommand::Lane(command))
}

impl Heads<'_> {
    /// The heads in view with what is seen of each.
    pub fn rects(&self) -> impl Iterator<Item = (u32, Rect)> {
        let heads = self.canvas.heads;
        let split = self.canvas.body.top() + self.canvas.pinned_height;
        self.canvas.lanes.iter().map(move |(lane, strip)| {
            let top = if self.canvas.is_pinned(*strip) { strip.top() } else { strip.top().max(split) };
            let bottom = strip.bottom().min(heads.bottom());
            let rect = Rect::from_min_max(pos2(heads.left(), top), pos2(heads.right(), bottom));
            (*lane, rect.translate(self.origin))
        })
    }

    /// The middle of the line that a lane's name stands on.
    fn name_y(&self, lane: u32) -> Option<f32> {
        let at = self.canvas.lanes.iter().position(|(at, _)| *at == lane)?;
        self.canvas.name_lines.get(at).map(|y| y + self.origin.y)
    }

    pub fn name(&self, lane: u32) -> &str {
        self.input.shown.lanes.lanes().get(lane as usize).map_or("", |lane| lane.name.as_str())
    }

    /// The column as one tab stop: arrows choose a lane, Enter or the menu key opens its menu.
    fn column(&self, ui: &Ui, state: &mut HeadsState, commands: &mut Commands) -> Response {
        let rect = self.canvas.heads.translate(self.origin);
        let id = canvas_id().with("heads");
        let response = ui.interact(rect, id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(Role::List, true, "Lanes"));
        if !response.has_focus() {
            return response;
        }
        let filter = egui::EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let lanes = &self.input.lanes.shown;
        let here = state.at.and_then(|at| lanes.iter().position(|lane| *lane == at));
        let (up, down, open) = ui.input(|i| {
            (i.key_pressed(Key::ArrowUp), i.key_pressed(Key::ArrowDown), i.key_pressed(Key::Enter))
        });
        let next = match here {
            None => 0,
            Some(here) => (here + usize::from(down)).saturating_sub(usize::from(up)),
        };
        state.at = lanes.get(next.min(lanes.len().saturating_sub(1))).copied();
        state.menu_wanted |= open && state.menu.is_none();
        if let Some(scroll) = state.at.filter(|_| up || down).and_then(|at| self.scroll_to(at)) {
            let viewport = Viewport { scroll, ..self.input.view.viewport() };
            commands.push_back(Command::View(ViewCommand::Set(viewport)));
        }
        response
    }

    /// The scroll that brings a lane into view.
    fn scroll_to(&self, lane: u32) -> Option<f32> {
        let body = self.canvas.body;
        let scroll = self.input.view.viewport().scroll;
        let top = body.top() + self.canvas.pinned_height;
        let strip = self.canvas.lanes.iter().find(|(at, _)| *at == lane).map(|(_, strip)| *strip);
        let wanted = match strip {
            Some(strip) if self.canvas.is_pinned(strip) => return None,
            Some(strip) if strip.bottom() > body.bottom() => scroll + strip.bottom() - body.bottom(),
            Some(strip) if strip.top() < top => scroll - (top - strip.top()),
            Some(_) => return None,
            None => {
                // One step beyond what is in view.
                let row = |lane: u32| self.input.lanes.shown.iter().position(|at| *at == lane);
                let first = self.canvas.lanes.iter().find(|(_, s)| !self.canvas.is_pinned(*s));
                let below = first.is_some_and(|(first, _)| row(lane) > row(*first));
                if below { scroll + 96.0 } else { scroll - 96.0 }
            }
        };
        Some(gestures::scrolled(self.canvas, wanted))
    }

    /// Where the controls of a head are, left to right.
    pub fn places(&self, lane: u32) -> Option<[(Control, Rect); 4]> {
        let y = self.name_y(lane)?;
        let side = CONTROL * self.scale;
        let right = self.canvas.heads.right() + self.origin.x;
        let left = right - CONTROLS_RIGHT * self.scale - side * 4.0;
        let at =
            |n: usize| Rect::from_center_size(pos2(left + side * (n as f32 + 0.5), y), Vec2::splat(side));
        let [a, b, c, d] = Control::ALL;
        Some([(a, at(0)), (b, at(1)), (c, at(2)), (d, at(3))])
    }

    /// The controls over the count; the name makes way where it is long.
    fn paint_controls(&self, ui: &Ui, lane: u32, seen: Rect, controls: &[Place], chosen: bool) {
        let theme = self.input.shown.theme;
        let Some(y) = self.name_y(lane) else { return };
        let painter = ui.painter().with_clip_rect(seen);
        if chosen {
            let stroke = Stroke::new(1.5, Color32::from(theme.text_muted));
            let inner = seen.shrink(2.0);
            painter.rect_stroke(inner, CornerRadius::same(5), stroke, egui::StrokeKind::Inside);
        }
        let Some((_, first, _)) = controls.first() else { return };
        let left = seen.left() + NAME_LEFT * self.scale;
        let half = 11.0 * self.scale;
        let cover = Rect::from_min_max(pos2(left, y - half), pos2(seen.right() - 3.0, y + half));
        painter.rect_filled(cover, CornerRadius::ZERO, Color32::from(self.ground(lane)));
        let room = first.left() - 4.0 - left;
        if room > 12.0 {
            let style = TextStyle::semibold(14.0 * self.scale);
            widgets::put(ui, pos2(left, y), self.name(lane), style, theme.text, room);
        }
        for (control, rect, hovered) in controls {
            if *hovered {
                let ground = theme.text.faded(0.09);
                painter.rect_filled(rect.shrink(1.0), CornerRadius::same(5), Color32::from(ground));
            }
            let active = control.is_active(self.input.lanes, lane);
            let color = if *hovered || active { theme.text } else { theme.text_muted };
            controls::paint(&painter, *control, rect.center(), self.scale, active, color);
        }
    }

    fn ground(&self, lane: u32) -> Color {
        let theme = self.input.shown.theme;
        let place = self.input.lanes.shown.iter().position(|at| *at == lane).unwrap_or(0);
        if place.is_multiple_of(2) { theme.lane_alternate } else { theme.background }
    }

    /// The menu asked for by a key: of the chosen lane, else the selected event's, else the first in view.
    fn open_wanted_menu(&self, column: &Response, state: &mut HeadsState) {
        if !std::mem::take(&mut state.menu_wanted) {
            return;
        }
        let of_event = |ix| {
            let own = self.input.shown.lanes.of(ix).iter().copied();
            own.into_iter().find(|at| self.input.lanes.shows(*at))
        };
        let chosen = state.at.filter(|_| column.has_focus());
        let selected = self.input.shown.selected.and_then(of_event);
        let first = self.canvas.lanes.first().map(|(lane, _)| *lane);
        let Some(lane) = chosen.or(selected).or(first) else { return };
        let rect = self.rects().find(|(at, _)| *at == lane).map(|(_, rect)| rect);
        let rect = rect.unwrap_or(self.canvas.heads.translate(self.origin));
        state.menu = Some((lane, rect.left_top() + vec2(NAME_LEFT, 20.0_f32.min(rect.height())), true));
    }
}
