//! Hands on the lane heads: quiet controls under the pointer and the way to the menu with the same in words. Each
//! lane and each control has a name for a screen reader; the column of heads is one tab stop with the arrows
//! inside.

use egui::accesskit::Role;
use egui::{Color32, CornerRadius, Key, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::controls::{self, Control};
use super::grouping_menu;
use super::state::{Heads, HeadsState, Over, Place};
use crate::layout::{Canvas, Metrics, NAME_LEFT, Viewport};
use crate::model::beginning;
use crate::model::brief::MOST_LINE_BYTES;
use crate::scene::{Color, Rect, TextStyle, Vec2};
use crate::ui::canvas::input::CanvasInput;
use crate::ui::canvas::pointer::scrolled;
use crate::ui::commands::{Command, Commands, ViewCommand};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;

/// Side of a control, in points at the usual size of text.
const CONTROL_PT: f32 = 22.0;
/// From the last control to the right of the heads.
const CONTROLS_RIGHT_PT: f32 = 7.0;

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
    state.gave_up = false;
    Heads { ui, input, canvas, origin, scale, state, commands }.show()
}

impl<'a> Heads<'a> {
    fn show(&mut self) -> bool {
        let column = self.column();
        let over = self.touched();
        if !self.input.shown.presenting {
            self.show_controls(over.as_ref(), &column);
            self.drag();
        }
        if !self.input.shown.presenting {
            self.hidden_note();
        }
        self.corner();
        self.open_wanted_menu(&column);
        self.show_menu();
        self.border() || over.is_some()
    }

    /// The controls of the head under the pointer, and of the one that the arrows have come to.
    fn show_controls(&self, over: Option<&Over>, column: &Response) {
        if self.state.dragged.is_some() {
            return;
        }
        let chosen = self.state.at.filter(|_| column.has_focus());
        let pressing = self.ui.input(|i| i.pointer.any_down());
        let under = over.map(|over| over.lane);
        for lane in under.into_iter().chain(chosen.filter(|lane| Some(*lane) != under)) {
            let Some((_, seen)) = self.rects().find(|(other, _)| *other == lane) else { continue };
            match over {
                Some(over) if over.lane == lane => {
                    self.paint_controls(lane, seen, &over.controls, chosen == Some(lane));
                }
                _ if pressing => {}
                _ => {
                    let all =
                        self.controls_in_sight(lane, seen).map(|(control, rect)| (control, rect, false));
                    self.paint_controls(lane, seen, &all.collect::<Vec<_>>(), true);
                }
            }
        }
    }

    /// What the lanes are, in the corner above the heads.
    fn corner(&mut self) {
        if self.input.shown.presenting {
            return;
        }
        let (heads, scale) = (self.canvas.heads, self.scale);
        let corner = heads.left_top() + self.origin;
        let at = (corner.x + 16.0 * scale, corner.y - 36.0 * scale);
        let room = heads.right() - heads.left() - 20.0 * scale;
        grouping_menu::corner(self.ui, &self.input.shown, at, room, scale, self.commands);
    }

    /// The heads in view with what is seen of each.
    pub fn rects(&self) -> impl Iterator<Item = (u32, Rect)> + use<'a> {
        let (canvas, origin) = (self.canvas, self.origin);
        let heads = canvas.heads;
        let split = canvas.body.top() + canvas.pinned_height;
        canvas.lanes.iter().map(move |(lane, strip)| {
            let top = if canvas.is_pinned(*strip) { strip.top() } else { strip.top().max(split) };
            let bottom = strip.bottom().min(heads.bottom());
            let rect = Rect::from_min_max(pos2(heads.left(), top), pos2(heads.right(), bottom));
            (*lane, rect.translate(origin))
        })
    }

    /// The middle of the line that a lane's name stands on.
    fn name_y(&self, lane: u32) -> Option<f32> {
        let at = self.canvas.lanes.iter().position(|(at, _)| *at == lane)?;
        self.canvas.name_lines.get(at).map(|y| y + self.origin.y)
    }

    pub fn name(&self, lane: u32) -> &'a str {
        let lane = self.input.shown.lanes.lanes().get(lane as usize);
        beginning(lane.map_or("", |lane| lane.name.as_str()), MOST_LINE_BYTES)
    }

    /// The column as one tab stop: arrows choose a lane, Enter or the menu key opens its menu.
    fn column(&mut self) -> Response {
        let ui = self.ui;
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
        let here = self.state.at.and_then(|at| self.input.lanes.row(at));
        let (up, down, open) = ui.input(|i| {
            (i.key_pressed(Key::ArrowUp), i.key_pressed(Key::ArrowDown), i.key_pressed(Key::Enter))
        });
        let next = match here {
            None => 0,
            Some(here) => (here + usize::from(down)).saturating_sub(usize::from(up)),
        };
        self.state.at = lanes.get(next.min(lanes.len().saturating_sub(1))).copied();
        self.state.menu_wanted |= open && self.state.menu.is_none();
        if let Some(scroll) = self.state.at.filter(|_| up || down).and_then(|at| self.scroll_to(at)) {
            let viewport = Viewport { scroll, ..self.input.view.viewport() };
            self.commands.push_back(Command::View(ViewCommand::Set(viewport)));
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
                let row = |lane: u32| self.input.lanes.row(lane);
                let first = self.canvas.lanes.iter().find(|(_, s)| !self.canvas.is_pinned(*s));
                let below = first.is_some_and(|(first, _)| row(lane) > row(*first));
                if below { scroll + 96.0 } else { scroll - 96.0 }
            }
        };
        Some(scrolled(self.canvas, wanted))
    }

    /// Where the controls of a head are, left to right.
    pub fn control_places(&self, lane: u32) -> Option<[(Control, Rect); 4]> {
        let y = self.name_y(lane)?;
        let side = CONTROL_PT * self.scale;
        let right = self.canvas.heads.right() + self.origin.x;
        let left = right - CONTROLS_RIGHT_PT * self.scale - side * 4.0;
        let at =
            |n: usize| Rect::from_center_size(pos2(left + side * (n as f32 + 0.5), y), Vec2::splat(side));
        let [a, b, c, d] = Control::ALL;
        Some([(a, at(0)), (b, at(1)), (c, at(2)), (d, at(3))])
    }

    /// The controls over the count; the name makes way where it is long.
    fn paint_controls(&self, lane: u32, seen: Rect, controls: &[Place], chosen: bool) {
        let ui = self.ui;
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
        let place = self.input.lanes.row(lane).unwrap_or(0);
        if place.is_multiple_of(2) { theme.lane_alternate } else { theme.background }
    }

    /// The menu asked for by a key: of the chosen lane, else the selected event's, else the first in view.
    fn open_wanted_menu(&mut self, column: &Response) {
        if !std::mem::take(&mut self.state.menu_wanted) {
            return;
        }
        let of_event = |ix| {
            let own = self.input.shown.lanes.of(ix).iter().copied();
            own.into_iter().find(|at| self.input.lanes.shows(*at))
        };
        let chosen = self.state.at.filter(|_| column.has_focus());
        let selected = self.input.shown.selection.event.and_then(of_event);
        let first = self.canvas.lanes.first().map(|(lane, _)| *lane);
        let Some(lane) = chosen.or(selected).or(first) else { return };
        let rect = self.rects().find(|(at, _)| *at == lane).map(|(_, rect)| rect);
        let rect = rect.unwrap_or(self.canvas.heads.translate(self.origin));
        self.state.menu = Some((lane, rect.left_top() + vec2(NAME_LEFT, 20.0_f32.min(rect.height())), true));
    }
}
