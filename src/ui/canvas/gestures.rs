//! Hands on the timeline: wheel, drag, click and what is shown under the pointer, as commands.

use egui::{Color32, CornerRadius, CursorIcon, Id, PopupCloseBehavior, Stroke, Ui, pos2, vec2};

use super::pointer::{Pointing, day_at, dragged, scrolled};
use crate::layout::Target;
use crate::model::{Day, EventIx};
use crate::paint;
use crate::scene::{Pos2, Rect, TextStyle, Vec2};
use crate::ui::commands::{Command, Scope, SelectCommand, ViewCommand};
use crate::ui::context_menu;
use crate::ui::ids::canvas_id;
use crate::ui::search::highlight;
use crate::ui::widgets;

/// How many points of wheel double the zoom, about.
const WHEEL_DOUBLES_PT: f32 = 240.0;

/// A name on the ruler that begins so near to the left edge stays there, in points.
const PINNED_PT: f32 = 12.0;

/// The height of a row of the list that a count opens, in points.
const HIDDEN_ROW_PT: f32 = 26.0;

impl Pointing<'_> {
    /// Reads the hands and paints what follows the pointer.
    pub(crate) fn read(&mut self) {
        let Self { ui, input, canvas, responses, .. } = *self;
        self.state.gave_up = false;
        self.keep_focus();
        self.notice_keys();
        let pointer = responses.whole.hover_pos().or_else(|| ui.ctx().pointer_interact_pos());
        let inside = self.touches();
        let under = pointer.filter(|_| inside).and_then(|at| canvas.hit(at - responses.origin));
        self.hover(under);
        self.wheel(pointer.filter(|_| inside));
        self.draw_measure();
        if input.is_overlaid() && responses.body.drag_started() && ui.input(|i| i.modifiers.shift) {
            // What the key for it does: it says why not.
            self.commands.push_back(Command::View(ViewCommand::Measure { later: true }));
        }
        self.drag_event();
        self.draw_rubber_band();
        self.frame_selection();
        self.drag_view();
        self.brush();
        self.clicks(under, pointer);
        // The room sees no tips that nobody has asked for.
        if let Some(at) = pointer.filter(|_| inside && !input.shown.presenting) {
            self.hairline(at);
            self.show_tooltip(at);
        }
        if !input.shown.presenting {
            self.show_calendar_tips();
        }
        self.show_measure();
        self.show_edges();
        self.scroll_bar();
        self.show_hidden_list();
        self.show_place_menu(under, pointer);
    }

    /// How far the lanes are scrolled, where not all of them are in view.
    fn scroll_bar(&self) {
        let Self { ui, input, canvas, .. } = *self;
        let origin = self.responses.origin;
        let body = canvas.body.translate(origin);
        if canvas.content_height <= body.height() + 1.0 {
            return;
        }
        let room = body.height() - canvas.pinned_height;
        let share = room / (canvas.content_height - canvas.pinned_height).max(room);
        let top = body.top() + canvas.pinned_height + input.view.viewport().scroll * share;
        let length = (room * share).max(24.0);
        let top = top.min(body.bottom() - length);
        let rect = Rect::from_min_size(pos2(body.right() - 7.0, top), vec2(4.0, length));
        let color = input.shown.theme.text_faint.faded(0.6);
        ui.painter().rect_filled(rect, CornerRadius::same(2), Color32::from(color));
    }

    /// Whether the pointer is over the canvas with nothing in between.
    fn touches(&self) -> bool {
        let responses = self.responses;
        responses.whole.contains_pointer()
            || responses.body.contains_pointer()
            || responses.ruler.contains_pointer()
            || responses.over_heads
            || responses.nodes.iter().any(|node| node.response.contains_pointer())
    }

    /// The timeline has the focus when nothing else has, so that its keys work at once.
    fn keep_focus(&self) {
        let Self { ui, responses, .. } = *self;
        let clicked = responses.body.clicked()
            || responses.body.drag_started()
            || responses.ruler.clicked()
            || responses.nodes.iter().any(|node| node.response.clicked());
        let free = ui.ctx().memory(|m| m.focused().is_none() && m.allows_interaction(ui.layer_id()));
        // Tab at the last control leaves nothing focused for a moment, before the first one gets it: not to be taken.
        let since_before = ui.ctx().data_mut(|data| {
            std::mem::replace(
                data.get_temp_mut_or_default::<bool>(canvas_id().with("nothing has the focus")),
                free,
            )
        });
        if free && !since_before {
            ui.ctx().request_repaint();
        }
        if clicked || (free && since_before) {
            responses.body.request_focus();
        }
        // Tab walks the members while there is a coincidence to walk, and moves on otherwise.
        let filter = egui::EventFilter {
            tab: self.input.shown.selection.coincidence.is_some(),
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.ctx().memory_mut(|memory| memory.set_focus_lock_filter(canvas_id(), filter));
    }

    /// Whether the keyboard works: what the pointer happens to rest on is not what one looks at then.
    fn notice_keys(&mut self) {
        let (moves, types) = self.ui.input(|input| {
            let is_key = |event: &egui::Event| {
                matches!(event, egui::Event::Key { pressed: true, .. } | egui::Event::Text(_))
            };
            let moves = |event: &egui::Event| {
                matches!(event, egui::Event::PointerMoved(_) | egui::Event::PointerButton { .. })
            };
            // As they came: what was a shortcut is taken out of the others by now.
            (input.raw.events.iter().any(moves), input.raw.events.iter().any(is_key))
        });
        self.state.keys_since_move = types || (self.state.keys_since_move && !moves);
    }

    fn hover(&mut self, under: Option<&Target>) {
        self.state.hovered = match under {
            // While the room looks, what the pointer rests on must not stand out by itself.
            Some(Target::Event(ix)) if !self.input.shown.presenting => Some(*ix),
            _ => None,
        };
        self.state.highlighted = match under {
            Some(Target::Coincidence(at)) if !self.input.shown.presenting => Some(*at),
            _ => None,
        };
    }

    fn wheel(&mut self, pointer: Option<Pos2>) {
        let Self { input, canvas, responses, .. } = *self;
        let Some(at) = pointer else { return };
        let on_ruler = canvas.ruler.contains(at - responses.origin);
        // Where all lanes are in view there is nothing to scroll.
        let scrolls = canvas.content_height > canvas.body.height() + 1.0;
        let (scroll, zoom) = self.wheel_delta(on_ruler || !scrolls, input.wheel_zooms && scrolls);
        let mut viewport = input.view.viewport();
        if zoom != 1.0 {
            viewport = input.view.folds().zoomed(viewport, 1.0 / f64::from(zoom), self.fraction(at.x));
        }
        if scroll.x != 0.0 {
            viewport =
                input.view.folds().panned(viewport, f64::from(-scroll.x / canvas.body.width().max(1.0)));
        }
        if scroll.y != 0.0 {
            viewport.scroll = scrolled(canvas, viewport.scroll - scroll.y);
        }
        if viewport != input.view.viewport() {
            self.commands.push_back(Command::View(ViewCommand::Set(viewport)));
        }
    }

    /// How far the wheel scrolls, and the factor by which it zooms. As a rule it scrolls, and zooms over the ruler and where
    /// there is nothing to scroll; where the bare wheel zooms, Ctrl makes it scroll. A pinch, which is felt without Ctrl, zooms in either case.
    fn wheel_delta(&self, on_ruler: bool, wheel_zooms: bool) -> (Vec2, f32) {
        let ui = self.ui;
        let (scroll, pinch, by_wheel) =
            ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta(), i.is_scrolling()));
        if (on_ruler || wheel_zooms) && scroll.y != 0.0 {
            return (vec2(scroll.x, 0.0), (scroll.y / WHEEL_DOUBLES_PT).exp2());
        }
        if wheel_zooms && !on_ruler && by_wheel && pinch != 1.0 {
            // egui has made a zoom of the wheel with Ctrl by now.
            let speed = ui.ctx().options(|options| options.input_options.scroll_zoom_speed);
            return (vec2(scroll.x, pinch.ln() / speed.max(f32::EPSILON)), 1.0);
        }
        (scroll, pinch)
    }

    fn drag_view(&mut self) {
        let Self { canvas, responses, .. } = *self;
        if !dragged(&responses.body)
            || self.state.measure.is_held()
            || self.state.event_drag.is_held()
            || self.state.rubber_band.is_held()
        {
            return;
        }
        let delta = responses.body.drag_delta();
        if delta == Vec2::ZERO {
            return;
        }
        let view = self.input.view;
        let share = f64::from(-delta.x / canvas.body.width().max(1.0));
        let mut viewport = view.folds().panned(view.viewport(), share);
        viewport.scroll = scrolled(canvas, viewport.scroll - delta.y);
        responses.body.ctx.set_cursor_icon(CursorIcon::Grabbing);
        self.commands.push_back(Command::View(ViewCommand::Set(viewport)));
    }

    /// A drag on the ruler chooses a range and zooms to it.
    fn brush(&mut self) {
        let Self { ui, input, canvas, responses, .. } = *self;
        if responses.ruler.double_clicked() {
            self.commands.push_back(Command::View(ViewCommand::FitAll));
        }
        self.ask_for_a_date();
        if responses.ruler.drag_started() {
            self.state.brush_from = ui.input(|i| i.pointer.press_origin()).map(|at| at.x);
        }
        let (Some(from), Some(to)) = (self.state.brush_from, responses.ruler.interact_pointer_pos()) else {
            return;
        };
        let body = self.body();
        let to = to.x.clamp(body.left(), body.right());
        let from = from.clamp(body.left(), body.right());
        let (left, right) = (from.min(to), from.max(to));
        if responses.ruler.drag_stopped() {
            self.state.brush_from = None;
            if self.gave_up() {
                self.state.gave_up = true;
            } else if right - left > 3.0 {
                let viewport = input.view.viewport();
                let folds = input.view.folds();
                let begin = folds.at(&viewport, self.fraction(left));
                let end = folds.at(&viewport, self.fraction(right));
                let range = folds.between(begin, end, viewport.scroll);
                self.commands.push_back(Command::View(ViewCommand::GoTo(range)));
            }
            return;
        }
        let band = Rect::from_min_max(
            pos2(left, canvas.ruler.top() + responses.origin.y),
            pos2(right, body.bottom()),
        );
        let color = input.shown.theme.categories[0];
        ui.painter().rect_filled(band, CornerRadius::ZERO, Color32::from(color.faded(0.12)));
        for x in [left, right] {
            ui.painter().vline(x, band.y_range(), Stroke::new(1.0, Color32::from(color)));
        }
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }

    /// A click on the name of a day, a month or a year asks which date to go to.
    fn ask_for_a_date(&mut self) {
        let Self { input, canvas, responses, .. } = *self;
        let Some(at) = responses.ruler.hover_pos().filter(|_| !input.is_overlaid()) else { return };
        let local = at - responses.origin;
        if !canvas.names.iter().any(|name| name.contains(local)) || canvas.hit(local).is_some() {
            return;
        }
        responses.ruler.ctx.set_cursor_icon(CursorIcon::PointingHand);
        if responses.ruler.clicked() && !responses.ruler.double_clicked() {
            self.commands.push_back(Command::View(ViewCommand::Palette(Scope::Date)));
        }
    }

    fn clicks(&mut self, under: Option<&Target>, pointer: Option<Pos2>) {
        let Self { input, canvas, responses, .. } = *self;
        // A screen reader presses a node without a pointer; the pointer presses what it is over.
        let pressed = responses.nodes.iter().find(|node| node.response.clicked());
        let by_pointer = pressed.is_none_or(|node| pointer.is_some_and(|at| node.response.rect.contains(at)));
        // The count in a lane's head is pressed there.
        let on_count = responses.over_heads && matches!(under, Some(Target::Hidden(_)));
        let on_count = on_count && self.ui.input(|i| i.pointer.primary_clicked());
        let clicked = responses.body.clicked() || responses.ruler.clicked() || on_count || pressed.is_some();
        let doubled = responses.body.double_clicked()
            || responses.nodes.iter().any(|node| node.response.double_clicked());
        let target = if by_pointer { under } else { pressed.map(|node| &node.target) };
        match target {
            Some(Target::Event(ix)) if doubled => {
                self.commands.push_back(Command::View(ViewCommand::FitEvent(*ix)));
            }
            Some(Target::Event(ix)) if clicked => {
                let select = self.selected_by(*ix);
                self.commands.push_back(Command::Select(select));
            }
            Some(Target::Coincidence(at)) if clicked => {
                self.commands.push_back(Command::Select(SelectCommand::Coincidence(*at)));
            }
            Some(Target::Hidden(pile)) if clicked => {
                let at = pressed.map(|node| node.response.rect.left_bottom()).or(pointer).unwrap_or_default();
                let mut events = canvas.pile(*pile).to_vec();
                events.sort_by_cached_key(|ix| self.begin(*ix));
                self.state.hidden_list = Some((at, events));
            }
            Some(Target::Strip(lane))
                if clicked && {
                    let at = pointer.filter(|_| by_pointer);
                    self.press_strip(*lane, at)
                } => {}
            None if responses.body.double_clicked() && !input.is_overlaid() => {
                let new = pointer.and_then(|at| self.new_event_at(at));
                self.commands.extend(new);
            }
            None | Some(Target::Lane(_) | Target::Strip(_)) if responses.body.clicked() && !doubled => {
                self.commands.push_back(Command::Select(SelectCommand::Nothing));
            }
            _ => {}
        }
    }

    /// A line with the date under the pointer through all lanes.
    fn hairline(&self, at: Pos2) {
        let Self { ui, input, canvas, .. } = *self;
        let origin = self.responses.origin;
        let (ruler, body) = (canvas.ruler.translate(origin), canvas.body.translate(origin));
        let on_clock = canvas.clock.is_some_and(|clock| clock.contains(at - origin));
        if at.x < body.left() || at.x > body.right() || on_clock {
            return;
        }
        let theme = input.shown.theme;
        let viewport = input.view.viewport();
        let x = ui.painter().round_to_pixel_center(at.x);
        let line = Stroke::new(1.0, Color32::from(theme.text_muted.faded(0.45)));
        ui.painter().vline(x, body.y_range(), line);
        let text = self.instant_text(input.view.folds().at(&viewport, self.fraction(at.x)), viewport.days);
        let galley = ui.painter().layout_job(paint::job(
            &text,
            TextStyle::regular(12.0 * input.text_scale),
            theme.panel,
        ));
        let size = galley.size() + vec2(12.0, 4.0);
        let left = (x - size.x / 2.0).clamp(body.left(), (body.right() - size.x).max(body.left()));
        // What is on the upper row then, the name of day zero, must not be hidden by the distance from it.
        let below = input.shown.aligned.is_some();
        let top = if below { ruler.bottom() - size.y - 8.0 } else { ruler.top() + 6.0 };
        let pill = Rect::from_min_size(pos2(left, top), size);
        let pill = pill.translate(vec2(self.beside_pinned_names(pill), 0.0));
        ui.painter().rect_filled(pill, CornerRadius::same(4), Color32::from(theme.text_muted));
        ui.painter().galley(pill.min + vec2(6.0, 2.0), galley, theme.panel.into());
    }

    /// How far what follows the pointer goes aside for the names that stay at the left edge of the ruler: they say which
    /// month or year all the rest belongs to.
    fn beside_pinned_names(&self, pill: Rect) -> f32 {
        let origin = self.responses.origin;
        let edge = self.body().left() + PINNED_PT;
        let names = self.canvas.names.iter().map(|name| name.translate(origin));
        let covered = names.filter(|name| name.left() <= edge && name.intersects(pill));
        covered.map(|name| name.right() + 6.0 - pill.left()).fold(0.0, f32::max)
    }

    /// The date at an instant as finely as the view shows it: a day, and under four days in view the time too.
    fn instant_text(&self, instant: f64, days_in_view: f64) -> String {
        let day = day_at(instant);
        let offset = self
            .input
            .shown
            .aligned
            .map(|aligned| (aligned.day_in_short(day.number()), aligned.overlay().is_some()));
        let calendar = || format!("{} {}", day.weekday().short_name(), day.medium());
        let text = match offset {
            None => calendar(),
            Some((offset, true)) => offset,
            Some((offset, false)) => format!("{} · {offset}", calendar()),
        };
        if days_in_view > 4.0 {
            return text;
        }
        #[allow(clippy::cast_possible_truncation)]
        let minutes = ((instant - instant.floor()) * 1440.0) as i32;
        format!("{text}, {:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// When an event begins, for lists in order of time: its day, and its hour where it has one.
    pub(super) fn begin(&self, ix: EventIx) -> (Day, u32, EventIx) {
        let date = &self.input.shown.document.event(ix).date;
        (date.first_day(), date.clock().map_or(0, |clock| clock.second_of_day), ix)
    }

    /// The list that a count opens.
    fn show_hidden_list(&mut self) {
        let ui = self.ui;
        let Some((at, events)) = self.state.hidden_list.take() else { return };
        let mut open = true;
        let mut chosen = None;
        egui::Popup::new(Id::unique("hidden events"), ui.ctx().clone(), at, ui.layer_id())
            .open_bool(&mut open)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(400.0)
            .show(|ui| {
                // Only the rows in sight are made: a day may have a hundred thousand.
                let scroll = egui::ScrollArea::vertical().max_height(320.0);
                scroll.show_rows(ui, HIDDEN_ROW_PT, events.len(), |ui, rows| {
                    chosen = self.hidden_rows(ui, events.get(rows).unwrap_or_default());
                });
            });
        if let Some(ix) = chosen {
            self.commands.push_back(Command::Select(SelectCommand::Reveal(ix)));
            open = false;
        }
        if open && self.state.hidden_list.is_none() {
            self.state.hidden_list = Some((at, events));
        }
    }

    fn hidden_rows(&mut self, ui: &mut Ui, events: &[EventIx]) -> Option<EventIx> {
        let shown = &self.input.shown;
        let mut chosen = None;
        for ix in events.iter().filter(|ix| ix.index() < shown.document.events().len()) {
            let event = shown.document.event(*ix);
            let name = format!("{}, {}", event.title, event.date.in_words());
            let (rect, response) =
                widgets::row(ui, HIDDEN_ROW_PT, shown.selection.event == Some(*ix), shown.theme, &name);
            let date = event.date.label();
            let width = widgets::put(
                ui,
                rect.left_center(),
                &date,
                TextStyle::regular(12.5),
                shown.theme.text_muted,
                116.0,
            );
            let at = rect.left_center() + vec2(width.max(72.0) + 8.0, 0.0);
            let (style, room) = (TextStyle::regular(13.0), rect.right() - at.x);
            highlight::put(ui, shown, None, at, &event.title, style, shown.theme.text, room);
            if response.clicked() {
                chosen = Some(*ix);
            }
            response.context_menu(|ui| {
                context_menu::event(ui, shown, *ix, false, self.commands);
            });
        }
        chosen
    }
}
