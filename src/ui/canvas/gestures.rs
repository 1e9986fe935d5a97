//! Hands on the timeline: wheel, drag, click and what is shown under the pointer, as commands.

use egui::{Color32, CornerRadius, CursorIcon, Id, PopupCloseBehavior, Response, Stroke, Ui, pos2, vec2};

use super::{
    CanvasInput, CanvasState, Node, calendar_tip, canvas_id, density_strip, dragged, event_drag, event_menu,
    measure, rubber_band, tooltip,
};
use crate::layout::{Canvas, Target, Viewport};
use crate::model::{Day, EventIx};
use crate::paint;
use crate::scene::{Pos2, Rect, TextStyle, Vec2};
use crate::ui::commands::{Command, Commands, SelectCommand, ViewCommand};
use crate::ui::search::highlight;
use crate::ui::widgets;

/// How many points of wheel double the zoom, about.
const WHEEL_POINTS: f32 = 240.0;

/// The height of a row of the list that a count opens, in points.
const HIDDEN_ROW: f32 = 26.0;

/// The parts of the canvas that feel the pointer.
pub(crate) struct Hands {
    /// All of it.
    pub whole: Response,
    /// The lanes.
    pub body: Response,
    /// The ruler.
    pub ruler: Response,
    /// Whether the pointer is over a lane's head.
    pub over_heads: bool,
    /// Events and counts.
    pub nodes: Vec<Node>,
    /// From the canvas's own coordinates to the window's.
    pub origin: Vec2,
}

/// Reads the hands and paints what follows the pointer.
pub(crate) fn handle(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    canvas: &Canvas,
    hands: &Hands,
    commands: &mut Commands,
) {
    state.gave_up = false;
    keep_focus(ui, input, hands);
    let pointer = hands.whole.hover_pos().or_else(|| ui.ctx().pointer_interact_pos());
    let inside = touches(hands);
    let under = pointer.filter(|_| inside).and_then(|at| canvas.hit(at - hands.origin));
    hover(state, under);
    wheel(ui, input, canvas, hands, pointer.filter(|_| inside), commands);
    measure::drag(ui, input, state, canvas, hands);
    if input.is_overlaid() && hands.body.drag_started() && ui.input(|i| i.modifiers.shift) {
        // What the key for it does: it says why not.
        commands.push_back(Command::View(ViewCommand::Measure { later: true }));
    }
    event_drag::handle(ui, input, state, canvas, hands, commands);
    rubber_band::handle(ui, input, state, canvas, hands, commands);
    event_drag::frames(ui, input, canvas, hands);
    drag(input, state, canvas, hands, commands);
    brush(ui, input, state, canvas, hands, commands);
    clicks(ui, input, state, canvas, hands, under, pointer, commands);
    if let Some(at) = pointer.filter(|_| inside) {
        hairline(ui, input, canvas, hands.origin, at);
        tooltip::show(ui, input, state, canvas, hands, at);
    }
    calendar_tip::show(ui, input, canvas, hands.origin);
    measure::show(ui, input, state, canvas, hands.origin, commands);
    scroll_bar(ui, input, canvas, hands.origin);
    hidden_list(ui, input, state, commands);
    let secondary =
        hands.body.secondary_clicked() || hands.nodes.iter().any(|node| node.response.secondary_clicked());
    event_menu::show(ui, input, state, under.zip(pointer).filter(|_| secondary), commands);
}

/// How far the lanes are scrolled, where not all of them are in view.
fn scroll_bar(ui: &Ui, input: &CanvasInput<'_>, canvas: &Canvas, origin: Vec2) {
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

/// Whether a drag that has just ended was given up: Escape ends it while the button is still down.
pub(crate) fn gave_up(ui: &Ui) -> bool {
    ui.input(|i| i.pointer.any_down())
}

/// The day that an instant lies in.
#[must_use]
pub(crate) fn day_at(instant: f64) -> Day {
    #[allow(clippy::cast_possible_truncation)] // `as` saturates, and `from_number` holds it in range
    Day::from_number(instant.floor() as i32)
}

/// Whether the pointer is over the canvas with nothing in between.
fn touches(hands: &Hands) -> bool {
    hands.whole.contains_pointer()
        || hands.body.contains_pointer()
        || hands.ruler.contains_pointer()
        || hands.over_heads
        || hands.nodes.iter().any(|node| node.response.contains_pointer())
}

/// The timeline has the focus when nothing else has, so that its keys work at once.
fn keep_focus(ui: &Ui, input: &CanvasInput<'_>, hands: &Hands) {
    let clicked = hands.body.clicked()
        || hands.body.drag_started()
        || hands.ruler.clicked()
        || hands.nodes.iter().any(|node| node.response.clicked());
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
        hands.body.request_focus();
    }
    // Tab walks the members while there is a coincidence to walk, and moves on otherwise.
    let filter = egui::EventFilter {
        tab: input.shown.current.is_some(),
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.ctx().memory_mut(|memory| memory.set_focus_lock_filter(canvas_id(), filter));
}

fn hover(state: &mut CanvasState, under: Option<&Target>) {
    state.hovered = match under {
        Some(Target::Event(ix)) => Some(*ix),
        _ => None,
    };
    state.highlighted = match under {
        Some(Target::Coincidence(at)) => Some(*at),
        _ => None,
    };
}

fn fraction(canvas: &Canvas, origin: Vec2, x: f32) -> f64 {
    f64::from((x - origin.x - canvas.body.left()) / canvas.body.width().max(1.0))
}

fn wheel(
    ui: &Ui,
    input: &CanvasInput<'_>,
    canvas: &Canvas,
    hands: &Hands,
    pointer: Option<Pos2>,
    commands: &mut Commands,
) {
    let Some(at) = pointer else { return };
    let on_ruler = canvas.ruler.contains(at - hands.origin);
    let (scroll, zoom) = wheel_delta(ui, on_ruler, input.wheel_zooms);
    let mut viewport = input.view.viewport();
    if zoom != 1.0 {
        viewport = viewport.zoomed(1.0 / f64::from(zoom), fraction(canvas, hands.origin, at.x));
    }
    if scroll.x != 0.0 {
        viewport = viewport.panned(f64::from(-scroll.x / canvas.body.width().max(1.0)));
    }
    if scroll.y != 0.0 {
        viewport.scroll = scrolled(canvas, viewport.scroll - scroll.y);
    }
    if viewport != input.view.viewport() {
        commands.push_back(Command::View(ViewCommand::Set(viewport)));
    }
}

/// How far the wheel scrolls, and the factor by which it zooms. As a rule it scrolls, and zooms over the ruler; where
/// the bare wheel zooms, Ctrl makes it scroll. A pinch, which is felt without Ctrl, zooms in either case.
fn wheel_delta(ui: &Ui, on_ruler: bool, wheel_zooms: bool) -> (Vec2, f32) {
    let (scroll, pinch, by_wheel) = ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta(), i.is_scrolling()));
    if (on_ruler || wheel_zooms) && scroll.y != 0.0 {
        return (vec2(scroll.x, 0.0), (scroll.y / WHEEL_POINTS).exp2());
    }
    if wheel_zooms && !on_ruler && by_wheel && pinch != 1.0 {
        // egui has made a zoom of the wheel with Ctrl by now.
        let speed = ui.ctx().options(|options| options.input_options.scroll_zoom_speed);
        return (vec2(scroll.x, pinch.ln() / speed.max(f32::EPSILON)), 1.0);
    }
    (scroll, pinch)
}

pub(crate) fn scrolled(canvas: &Canvas, scroll: f32) -> f32 {
    scroll.clamp(0.0, (canvas.content_height - canvas.body.height()).max(0.0))
}

fn drag(
    input: &CanvasInput<'_>,
    state: &CanvasState,
    canvas: &Canvas,
    hands: &Hands,
    commands: &mut Commands,
) {
    if !dragged(&hands.body)
        || state.measure.is_held()
        || state.event_drag.is_held()
        || state.rubber_band.is_held()
    {
        return;
    }
    let delta = hands.body.drag_delta();
    if delta == Vec2::ZERO {
        return;
    }
    let mut viewport = input.view.viewport().panned(f64::from(-delta.x / canvas.body.width().max(1.0)));
    viewport.scroll = scrolled(canvas, viewport.scroll - delta.y);
    hands.body.ctx.set_cursor_icon(CursorIcon::Grabbing);
    commands.push_back(Command::View(ViewCommand::Set(viewport)));
}

/// A drag on the ruler chooses a range and zooms to it.
fn brush(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    canvas: &Canvas,
    hands: &Hands,
    commands: &mut Commands,
) {
    if hands.ruler.double_clicked() {
        commands.push_back(Command::View(ViewCommand::FitAll));
    }
    if hands.ruler.drag_started() {
        state.brush_from = ui.input(|i| i.pointer.press_origin()).map(|at| at.x);
    }
    let (Some(from), Some(to)) = (state.brush_from, hands.ruler.interact_pointer_pos()) else { return };
    let body = canvas.body.translate(hands.origin);
    let to = to.x.clamp(body.left(), body.right());
    let from = from.clamp(body.left(), body.right());
    let (left, right) = (from.min(to), from.max(to));
    if hands.ruler.drag_stopped() {
        state.brush_from = None;
        if gave_up(ui) {
            state.gave_up = true;
        } else if right - left > 3.0 {
            let viewport = input.view.viewport();
            let begin = viewport.at(fraction(canvas, hands.origin, left));
            let end = viewport.at(fraction(canvas, hands.origin, right));
            let range = Viewport { from: begin, days: end - begin, scroll: viewport.scroll };
            commands.push_back(Command::View(ViewCommand::GoTo(range)));
        }
        return;
    }
    let band =
        Rect::from_min_max(pos2(left, canvas.ruler.top() + hands.origin.y), pos2(right, body.bottom()));
    let color = input.shown.theme.categories[0];
    ui.painter().rect_filled(band, CornerRadius::ZERO, Color32::from(color.faded(0.12)));
    for x in [left, right] {
        ui.painter().vline(x, band.y_range(), Stroke::new(1.0, Color32::from(color)));
    }
    ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
}

#[allow(clippy::too_many_arguments)] // the hands, what they are over and what they do
fn clicks(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    canvas: &Canvas,
    hands: &Hands,
    under: Option<&Target>,
    pointer: Option<Pos2>,
    commands: &mut Commands,
) {
    // A screen reader presses a node without a pointer; the pointer presses what it is over.
    let pressed = hands.nodes.iter().find(|node| node.response.clicked());
    let by_pointer = pressed.is_none_or(|node| pointer.is_some_and(|at| node.response.rect.contains(at)));
    let clicked = hands.body.clicked() || hands.ruler.clicked() || pressed.is_some();
    let doubled =
        hands.body.double_clicked() || hands.nodes.iter().any(|node| node.response.double_clicked());
    let target = if by_pointer { under } else { pressed.map(|node| &node.target) };
    match target {
        Some(Target::Event(ix)) if doubled => commands.push_back(Command::View(ViewCommand::FitEvent(*ix))),
        Some(Target::Event(ix)) if clicked => {
            commands.push_back(Command::Select(event_drag::selected_by(ui, *ix)));
        }
        Some(Target::Coincidence(at)) if clicked => {
            commands.push_back(Command::Select(SelectCommand::Coincidence(*at)));
        }
        Some(Target::Hidden(pile)) if clicked => {
            let at = pressed.map(|node| node.response.rect.left_bottom()).or(pointer).unwrap_or_default();
            state.hidden_list = Some((at, canvas.pile(*pile).to_vec()));
        }
        Some(Target::Strip(lane))
            if clicked && {
                let at = pointer.filter(|_| by_pointer);
                density_strip::press(input, state, canvas, hands.origin, *lane, at, commands)
            } => {}
        None if hands.body.double_clicked() && !input.is_overlaid() => {
            commands.extend(pointer.and_then(|at| event_drag::new_at(input, canvas, hands, at)));
        }
        None | Some(Target::Lane(_) | Target::Strip(_)) if hands.body.clicked() && !doubled => {
            commands.push_back(Command::Select(SelectCommand::Nothing));
        }
        _ => {}
    }
}

/// A line with the date under the pointer through all lanes.
fn hairline(ui: &Ui, input: &CanvasInput<'_>, canvas: &Canvas, origin: Vec2, at: Pos2) {
    let (ruler, body) = (canvas.ruler.translate(origin), canvas.body.translate(origin));
    if at.x < body.left() || at.x > body.right() {
        return;
    }
    let theme = input.shown.theme;
    let viewport = input.view.viewport();
    let x = ui.painter().round_to_pixel_center(at.x);
    let line = Stroke::new(1.0, Color32::from(theme.text_muted.faded(0.45)));
    ui.painter().vline(x, body.y_range(), line);
    let text = instant_text(input, viewport.at(fraction(canvas, origin, at.x)), viewport.days);
    let galley =
        ui.painter().layout_job(paint::job(&text, TextStyle::regular(12.0 * input.text_scale), theme.panel));
    let size = galley.size() + vec2(12.0, 4.0);
    let left = (x - size.x / 2.0).clamp(body.left(), (body.right() - size.x).max(body.left()));
    // What is on the upper row then, the name of day zero, must not be hidden by the distance from it.
    let below = input.shown.aligned.is_some();
    let top = if below { ruler.bottom() - size.y - 8.0 } else { ruler.top() + 6.0 };
    let pill = Rect::from_min_size(pos2(left, top), size);
    ui.painter().rect_filled(pill, CornerRadius::same(4), Color32::from(theme.text_muted));
    ui.painter().galley(pill.min + vec2(6.0, 2.0), galley, theme.panel.into());
}

/// The date at an instant as finely as the view shows it: a day, and under four days in view the time too.
fn instant_text(input: &CanvasInput<'_>, instant: f64, days_in_view: f64) -> String {
    let day = day_at(instant);
    let offset =
        input.shown.aligned.map(|aligned| (aligned.day_in_short(day.number()), aligned.overlay().is_some()));
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

/// The list that a count opens.
fn hidden_list(ui: &Ui, input: &CanvasInput<'_>, state: &mut CanvasState, commands: &mut Commands) {
    let Some((at, events)) = state.hidden_list.take() else { return };
    let mut open = true;
    let mut chosen = None;
    egui::Popup::new(Id::unique("hidden events"), ui.ctx().clone(), at, ui.layer_id())
        .open_bool(&mut open)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(400.0)
        .show(|ui| {
            // Only the rows in sight are made: a day may have a hundred thousand.
            let scroll = egui::ScrollArea::vertical().max_height(320.0);
            scroll.show_rows(ui, HIDDEN_ROW, events.len(), |ui, rows| {
                chosen = hidden_rows(ui, input, events.get(rows).unwrap_or_default());
            });
        });
    if let Some(ix) = chosen {
        commands.push_back(Command::Select(SelectCommand::Reveal(ix)));
        open = false;
    }
    if open && state.hidden_list.is_none() {
        state.hidden_list = Some((at, events));
    }
}

fn hidden_rows(ui: &mut Ui, input: &CanvasInput<'_>, events: &[EventIx]) -> Option<EventIx> {
    let shown = &input.shown;
    let mut chosen = None;
    for ix in events.iter().filter(|ix| ix.index() < shown.document.events().len()) {
        let event = shown.document.event(*ix);
        let name = format!("{}, {}", event.title, event.date.in_words());
        let (rect, response) = widgets::row(ui, HIDDEN_ROW, shown.selected == Some(*ix), shown.theme, &name);
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
    }
    chosen
}
