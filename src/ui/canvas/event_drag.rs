//! Events on their way to another day or lane, and the ends of spans: nothing is changed until the hand lets go, so
//! that Escape leaves no trace and a drag is one step.

use egui::{Color32, CornerRadius, CursorIcon, PointerButton, Stroke, StrokeKind, pos2, vec2};

use super::held::{EventDrag, Held};
use super::pointer::{Pointing, day_at};
use crate::analysis::LanesBy;
use crate::edit::{Several, move_event};
use crate::layout::Target;
use crate::model::{Ends, Event, EventDate, EventIx, Shift, grouped};
use crate::scene::{Pos2, Rect, TextStyle};
use crate::ui::commands::{Command, EditCommand, SelectCommand};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;

/// How near to the end of a span the hand takes hold of it, in points.
const HOLD_PT: f32 = 7.0;
/// A span this narrow is only moved as a whole, in points.
const LEAST_SPAN_PT: f32 = 28.0;

/// What letting go here would do.
struct Aim {
    ix: EventIx,
    shift: Shift,
    ends: Ends,
    /// The date then; `None` where it cannot be.
    date: Option<EventDate>,
    /// The position of another lane among the document's.
    lane: Option<u32>,
    /// Whether it is over a lane that it cannot go to, because lanes are no countries.
    stays: bool,
}

impl Pointing<'_> {
    /// Reads a drag that begins on an event, and paints where it would go.
    pub(crate) fn drag_event(&mut self) {
        let Self { ui, input, responses, .. } = *self;
        if input.shown.read_only || input.is_overlaid() {
            self.state.event_drag = EventDrag::default();
            return;
        }
        let pointer = ui.ctx().pointer_latest_pos();
        if !self.state.event_drag.is_held() {
            let over = pointer.filter(|_| responses.body.contains_pointer());
            if let Some((_, ends)) = over.and_then(|at| self.hold_at(at))
                && ends != Ends::Both
                && !responses.body.dragged()
            {
                ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            }
            self.begin_event_drag();
        }
        let Some(held) = &self.state.event_drag.held else { return };
        let (Some(at), Some(ix)) = (pointer, input.shown.document.find(&held.event)) else {
            self.state.event_drag = EventDrag::default();
            return;
        };
        let fine = ui.input(|i| i.modifiers.alt);
        let aim = self.aim(held, ix, at, fine);
        if responses.body.dragged_by(PointerButton::Primary) {
            self.paint_aim(&aim, at);
            return;
        }
        self.state.event_drag = EventDrag::default();
        if self.gave_up() {
            self.state.gave_up = true;
            return;
        }
        if let Some(edit) = self.edit_of(&aim) {
            self.commands.push_back(Command::Edit(EditCommand::EndGroup));
            self.commands.push_back(Command::Edit(edit));
            self.commands.push_back(Command::Edit(EditCommand::EndGroup));
        }
    }

    fn begin_event_drag(&mut self) {
        let ui = self.ui;
        let (shift, origin) = ui.input(|i| (i.modifiers.shift, i.pointer.press_origin()));
        let Some(origin) =
            origin.filter(|_| !shift && self.responses.body.drag_started_by(PointerButton::Primary))
        else {
            return;
        };
        if let Some((ix, ends)) = self.hold_at(origin) {
            let event = self.input.shown.document.event(ix).id.clone();
            self.state.event_drag.held = Some(Held { event, ends, origin });
        }
    }

    /// The event under a point, and which of its ends the hand would take hold of.
    fn hold_at(&self, at: Pos2) -> Option<(EventIx, Ends)> {
        let Some(Target::Event(ix)) = self.canvas.hit(at - self.responses.origin) else { return None };
        let event = self.input.shown.document.events().get(ix.index())?;
        let (left, right) = self.span_x(event);
        if !event.date.is_interval() || right - left < LEAST_SPAN_PT {
            return Some((*ix, Ends::Both));
        }
        let known = |edge: crate::model::Edge| edge.moment().is_some();
        let ends = if (at.x - left).abs() <= HOLD_PT && known(event.date.begin()) {
            Ends::Begin
        } else if (at.x - right).abs() <= HOLD_PT && known(event.date.end()) {
            Ends::End
        } else {
            Ends::Both
        };
        Some((*ix, ends))
    }

    fn span_x(&self, event: &Event) -> (f32, f32) {
        let extent = self.input.index.extent(&event.date);
        let scale = self.scale();
        (scale.x(extent.from), scale.x(extent.to))
    }

    fn aim(&self, held: &Held, ix: EventIx, at: Pos2, fine: bool) -> Aim {
        let input = self.input;
        let document = input.shown.document;
        let event = document.event(ix);
        let scale = self.scale();
        let days = scale.instant(at.x) - scale.instant(held.origin.x);
        let clock = match held.ends {
            Ends::End => event.date.end_clock(),
            Ends::Both | Ends::Begin => event.date.clock(),
        };
        let shift = if fine && clock.is_some() {
            let step = minute_step(scale.pt_per_day());
            Shift { days: 0, minutes: (days * 1440.0 / step).round() as i32 * step as i32 }
        } else {
            Shift::of_days(days.round() as i32)
        };
        let date = event.date.shifted(shift, held.ends);
        let inside = |strip: &Rect| strip.translate(self.responses.origin).y_range().contains(at.y);
        let lane = self.canvas.lanes.iter().find(|(_, strip)| inside(strip)).map(|(lane, _)| *lane);
        // Only a country is where an event happened; a tag or a person is not taken away by a drag.
        let by_country = input.shown.lanes.by() == LanesBy::Country;
        let other = |lane: &u32| !input.shown.lanes.of(ix).contains(lane);
        let lane = lane.filter(|lane| held.ends == Ends::Both && other(lane));
        let stays = lane.is_some() && !by_country;
        let lane = lane.filter(|_| by_country);
        Aim { ix, shift, ends: held.ends, date, lane, stays }
    }

    /// What is to be done; `None` where the event stays as it is.
    fn edit_of(&self, aim: &Aim) -> Option<EditCommand> {
        let document = self.input.shown.document;
        let lane = aim.lane.and_then(|lane| document.lanes().get(lane as usize)).map(|lane| &lane.id);
        if self.moves_all(aim) {
            return Some(EditCommand::Several(Several::Move { by: aim.shift, lane: lane.cloned() }));
        }
        let edit = move_event(document, aim.ix, aim.date.clone()?, lane);
        (!edit.is_empty()).then_some(EditCommand::Apply(edit))
    }

    /// Whether all that is selected goes along.
    fn moves_all(&self, aim: &Aim) -> bool {
        let selection = self.input.shown.selection.events;
        selection.len() > 1 && aim.ends == Ends::Both && selection.binary_search(&aim.ix).is_ok()
    }

    /// Where it would go: the days as a band, the lane, and the date in words beside the pointer.
    fn paint_aim(&self, aim: &Aim, at: Pos2) {
        let Self { ui, input, canvas, responses, .. } = *self;
        let theme = input.shown.theme;
        let document = input.shown.document;
        let body = self.body();
        let painter = ui.painter().with_clip_rect(body);
        let color = theme.categories[0];
        let ink = Color32::from(color);
        let own = input.shown.lanes.of(aim.ix);
        let is_its = |lane: u32| aim.lane.map_or_else(|| own.contains(&lane), |aimed| aimed == lane);
        let strip = canvas.lanes.iter().find(|(lane, _)| is_its(*lane));
        let strip = strip.map_or(body, |(_, strip)| strip.translate(responses.origin).intersect(body));
        if aim.lane.is_some() {
            painter.rect_filled(strip, CornerRadius::ZERO, Color32::from(color.faded(0.08)));
        }
        let Some(date) = &aim.date else {
            ui.ctx().set_cursor_icon(CursorIcon::NotAllowed);
            self.note_at_pointer(body, at, "Cannot move there", theme.error);
            return;
        };
        let extent = input.index.extent(date);
        let scale = self.scale();
        let band = Rect::from_x_y_ranges(scale.x(extent.from)..=scale.x(extent.to), strip.y_range());
        painter.rect_filled(band.intersect(body), CornerRadius::ZERO, Color32::from(color.faded(0.18)));
        for x in [band.left(), band.right()] {
            painter.vline(painter.round_to_pixel_center(x), body.y_range(), Stroke::new(1.0, ink));
        }
        ui.ctx().set_cursor_icon(match aim.ends {
            Ends::Both => CursorIcon::Grabbing,
            Ends::Begin | Ends::End => CursorIcon::ResizeHorizontal,
        });
        let mut text = date.in_words();
        if self.moves_all(aim) {
            text = format!("{text} and {} more", grouped(input.shown.selection.events.len() - 1));
        }
        if let Some(lane) = aim.lane.and_then(|lane| document.lanes().get(lane as usize)) {
            text = format!("{text}, {}", lane.name);
        }
        if aim.stays {
            let by = input.shown.lanes.by().word();
            text = format!("{text}; {by} unchanged (edit it in the inspector)");
        }
        self.note_at_pointer(body, at, &text, theme.text);
    }

    /// A word beside the pointer.
    fn note_at_pointer(&self, body: Rect, at: Pos2, text: &str, color: crate::scene::Color) {
        let Self { ui, input, .. } = *self;
        let theme = input.shown.theme;
        let style = TextStyle::semibold(13.0 * input.text_scale);
        let galley = widgets::galley(ui, text, style, color);
        let size = galley.size() + vec2(16.0, 8.0);
        let left = (at.x + 14.0).min(body.right() - size.x - 4.0).max(body.left() + 4.0);
        let top = if at.y - size.y - 10.0 > body.top() { at.y - size.y - 10.0 } else { at.y + 18.0 };
        let rect = Rect::from_min_size(pos2(left, top), size);
        let layer = egui::LayerId::new(egui::Order::Tooltip, canvas_id().with("event drag"));
        let painter = egui::Painter::new(ui.ctx().clone(), layer, ui.ctx().content_rect());
        let edge = Stroke::new(1.0, Color32::from(theme.hairline));
        painter.rect(rect, CornerRadius::same(6), Color32::from(theme.panel), edge, StrokeKind::Inside);
        painter.galley(rect.min + vec2(8.0, 4.0), galley, color.into());
    }

    /// Frames around the events that are selected together.
    pub(crate) fn frame_selection(&self) {
        let Self { ui, input, canvas, responses, .. } = *self;
        let selection = input.shown.selection.events;
        if selection.len() < 2 {
            return;
        }
        let painter = ui.painter().with_clip_rect(self.body());
        let stroke = Stroke::new(1.5, Color32::from(input.shown.theme.categories[0]));
        let mut around: std::collections::HashMap<(EventIx, u32), Rect> = std::collections::HashMap::new();
        for (rect, target) in &canvas.hits {
            if let Target::Event(ix) = target
                && selection.binary_search(ix).is_ok()
            {
                // Where it is drawn several times, what is around all of them says nothing.
                let which = (*ix, if input.is_overlaid() { rect.center().x.to_bits() } else { 0 });
                around.entry(which).and_modify(|all| *all = all.union(*rect)).or_insert(*rect);
            }
        }
        for rect in around.values() {
            let rect = rect.translate(responses.origin).expand(1.0);
            painter.rect_stroke(rect, CornerRadius::same(5), stroke, StrokeKind::Outside);
        }
    }

    /// What a click on an event selects: it alone, it besides others (Ctrl), or all up to it (Shift).
    pub(crate) fn selected_by(&self, ix: EventIx) -> SelectCommand {
        let ui = self.ui;
        // Those that were held when the button went up; a key may have been let go within the same frame.
        let modifiers = ui.input(|i| {
            let released = |event: &egui::Event| match event {
                egui::Event::PointerButton { pressed: false, modifiers, .. } => Some(*modifiers),
                _ => None,
            };
            i.events.iter().rev().find_map(released).unwrap_or(i.modifiers)
        });
        if modifiers.command {
            SelectCommand::Toggle(ix)
        } else if modifiers.shift {
            SelectCommand::RangeTo(ix)
        } else {
            SelectCommand::Event(ix)
        }
    }

    /// A new event where the lanes were double-clicked and nothing is.
    pub(crate) fn new_event_at(&self, at: Pos2) -> Option<Command> {
        let Self { input, canvas, responses, .. } = *self;
        if input.shown.read_only || !self.body().contains(at) {
            return None;
        }
        let day = day_at(self.scale().instant(at.x));
        let inside = |strip: &Rect| strip.translate(responses.origin).y_range().contains(at.y);
        let strip = canvas.lanes.iter().find(|(_, strip)| inside(strip));
        if canvas.lanes.is_empty() {
            return Some(Command::Edit(EditCommand::New(Some((day, None)))));
        }
        let (lane, _) = strip?;
        let by_country = input.shown.lanes.by() == LanesBy::Country;
        let lane = input.shown.lanes.lanes().get(*lane as usize).filter(|_| by_country);
        Some(Command::Edit(EditCommand::New(Some((day, lane.map(|lane| lane.id.clone()))))))
    }
}

/// Fine steps in minutes: a quarter of an hour, or hours where a quarter is less than a point.
fn minute_step(pt_per_day: f64) -> f64 {
    if pt_per_day >= 96.0 { 15.0 } else { 60.0 }
}
