//! The measured range: a drag with Shift over the lanes, or Shift with the arrows, spans whole days; what is in them is
//! counted on a card at its foot and beside each lane. It stays until it is closed, and the view can go to it.

use egui::accesskit::Role;
use egui::{
    Align2, Area, Color32, CornerRadius, CursorIcon, Frame, Margin, Order, PointerButton, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::gestures::{Hands, day_at};
use super::{CanvasInput, CanvasState, canvas_id};
use crate::analysis::{Coincidences, DayRange, Index, LaneMeasure, LanesBy, Measure, measure};
use crate::layout::{Canvas, TimeScale, Viewport};
use crate::model::{Day, counted};
use crate::scene::{Rect, TextStyle, Vec2};
use crate::ui::commands::{Command, Commands, SearchCommand, SelectCommand, ViewCommand};
use crate::ui::state::search_dates;
use crate::ui::widgets;

/// The range and what was counted in it.
#[derive(Default)]
pub struct MeasureState {
    /// Where it began and where its moving end is.
    ends: Option<(Day, Day)>,
    /// Whether it is being drawn by the mouse.
    held: bool,
    counted: Option<Measured>,
    /// What is to be counted on another thread.
    wanted: Option<Wanted>,
}

/// What is in a range.
#[derive(Debug)]
pub struct Measured {
    key: Key,
    measure: Measure,
}

/// A range with more in it than is counted in a frame.
#[derive(Debug)]
pub struct Wanted(Key);

impl Wanted {
    /// Counts what is in it. Index and coincidences are those that are shown.
    #[must_use]
    pub fn count(self, index: &Index, coincidences: &Coincidences) -> Measured {
        let Self(key) = self;
        let measure = measure(index, coincidences, &key.lanes, key.range);
        Measured { key, measure }
    }
}

/// So many in a range are counted in a frame, whatever else there is.
const FEW: usize = 2000;

/// Of no more events than this all is counted at once.
const AT_ONCE: usize = 20_000;

/// What the counts depend on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    document: (u64, u64),
    /// Where the list of coincidences lies and how long it is: it is made anew when a rule changes.
    coincidences: (usize, usize),
    lanes_by: LanesBy,
    lanes: Vec<u32>,
    range: DayRange,
}

impl MeasureState {
    /// The range, if there is one.
    #[must_use]
    pub fn range(&self) -> Option<DayRange> {
        self.ends.map(|(begin, end)| DayRange::between(begin, end))
    }

    /// Whether the mouse is drawing the range.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// Takes the range away; returns whether there was one.
    pub fn clear(&mut self) -> bool {
        std::mem::take(self).ends.is_some()
    }

    /// Moves the end by some days; where there is no range, one begins with the day `begin`. Returns the end.
    pub fn extend(&mut self, begin: Day, days: i32) -> Day {
        let (begin, end) = match self.ends {
            Some((begin, end)) => (begin, end.plus(days)),
            None => (begin, begin.plus(days)),
        };
        self.ends = Some((begin, end));
        end
    }

    /// What is to be counted on another thread.
    pub fn take_wanted(&mut self) -> Option<Wanted> {
        self.wanted.take()
    }

    /// Takes what was counted.
    pub fn take(&mut self, measured: Measured) {
        self.counted = Some(measured);
    }

    /// The range and what is in it, counted unless that is known; nothing while another thread counts.
    fn count(&mut self, input: &CanvasInput<'_>) -> Option<(DayRange, Option<&Measure>)> {
        let range = self.range()?;
        let shown = &input.shown;
        let key = Key {
            document: (input.generation, shown.document.revision()),
            coincidences: (shown.coincidences.briefs().as_ptr() as usize, shown.coincidences.len()),
            lanes_by: shown.lanes.by(),
            lanes: input.lanes.shown.clone(),
            range,
        };
        if self.counted.as_ref().is_none_or(|counted| counted.key != key) {
            let (from, to) = range.instants();
            let few = shown.document.events().len() <= AT_ONCE || input.index.count_between(from, to) <= FEW;
            if !few {
                self.wanted = Some(Wanted(key));
                return Some((range, None));
            }
            self.wanted = None;
            self.counted = Some(Wanted(key).count(input.index, shown.coincidences));
        }
        Some((range, self.counted.as_ref().map(|counted| &counted.measure)))
    }
}

/// Reads a drag with Shift.
pub(crate) fn drag(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    canvas: &Canvas,
    hands: &Hands,
) {
    let body = canvas.body.translate(hands.origin);
    let scale = TimeScale::new(&input.view.viewport(), body);
    let day = |x: f32| day_at(scale.instant(x.clamp(body.left(), body.right() - 0.5)));
    let (shift, origin) = ui.input(|i| (i.modifiers.shift, i.pointer.press_origin()));
    let measure = &mut state.measure;
    if hands.body.drag_started_by(PointerButton::Primary)
        && shift
        && !input.is_overlaid()
        && let Some(origin) = origin
    {
        measure.ends = Some((day(origin.x), day(origin.x)));
        measure.held = true;
    }
    if !measure.held {
        return;
    }
    ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    if let (Some((begin, _)), Some(at)) = (measure.ends, hands.body.interact_pointer_pos()) {
        measure.ends = Some((begin, day(at.x)));
    }
    if !hands.body.dragged() {
        measure.held = false;
    }
}

/// Paints the range, the counts beside the lanes, and the card.
pub(crate) fn show(
    ui: &Ui,
    input: &CanvasInput<'_>,
    state: &mut CanvasState,
    canvas: &Canvas,
    origin: Vec2,
    commands: &mut Commands,
) {
    let held = state.measure.held;
    let Some((range, measure)) = state.measure.count(input) else { return };
    let body = canvas.body.translate(origin);
    let scale = TimeScale::new(&input.view.viewport(), body);
    let (from, to) = range.instants();
    let band = Rect::from_x_y_ranges(scale.x(from)..=scale.x(to), body.y_range());
    paint_band(ui, input, band, body);
    for lane in measure.iter().flat_map(|measure| &measure.lanes) {
        if let Some((_, strip)) = canvas.lanes.iter().find(|(at, _)| *at == lane.lane) {
            lane_counts(ui, input, lane, strip.translate(origin).intersect(body), body);
        }
    }
    let closed = card(ui, input, range, measure, held, band.intersect(body), body, commands);
    if closed {
        state.measure.clear();
    }
}

fn paint_band(ui: &Ui, input: &CanvasInput<'_>, band: Rect, body: Rect) {
    let painter = ui.painter().with_clip_rect(body);
    let color = input.shown.theme.categories[0];
    painter.rect_filled(band, CornerRadius::ZERO, Color32::from(color.faded(0.1)));
    for x in [band.left(), band.right()] {
        let x = painter.round_to_pixel_center(x);
        painter.vline(x, body.y_range(), Stroke::new(1.0, Color32::from(color)));
    }
}

/// "5 events · 2 coincidences" where a lane's strip begins.
fn lane_counts(ui: &Ui, input: &CanvasInput<'_>, lane: &LaneMeasure, strip: Rect, body: Rect) {
    let theme = input.shown.theme;
    if lane.events.all == 0 || strip.height() < 16.0 {
        return;
    }
    let style = TextStyle::regular(12.0 * input.text_scale);
    let events = widgets::galley(ui, &lane.events.in_words("event"), style, theme.text);
    let ties = match lane.coincidences {
        0 => String::new(),
        1 => " · 1 coincidence".to_owned(),
        n => format!(" · {}", counted(n, "coincidence")),
    };
    let ties = widgets::galley(ui, &ties, style, theme.coincidence_text);
    let size = vec2(events.size().x + ties.size().x + 16.0, events.size().y + 4.0);
    let at = pos2(body.left() + 8.0, strip.center().y - size.y / 2.0);
    let rect = Rect::from_min_size(at, size);
    let painter = ui.painter().with_clip_rect(body);
    let edge = Stroke::new(1.0, Color32::from(theme.hairline));
    painter.rect(rect, CornerRadius::same(6), Color32::from(theme.panel), edge, StrokeKind::Inside);
    let text = rect.min + vec2(8.0, 2.0);
    let width = events.size().x;
    painter.galley(text, events, theme.text.into());
    painter.galley(text + vec2(width, 0.0), ties, theme.coincidence_text.into());
}

/// What is in the range, in words, at its foot; returns whether it is to be closed.
#[allow(clippy::too_many_arguments)] // each is another thing; a struct for one call would only hide them
fn card(
    ui: &Ui,
    input: &CanvasInput<'_>,
    range: DayRange,
    measure: Option<&Measure>,
    held: bool,
    band: Rect,
    body: Rect,
    commands: &mut Commands,
) -> bool {
    let theme = input.shown.theme;
    let size = 13.0 * input.text_scale;
    let x = band.center().x.clamp(body.left(), body.right());
    let frame = Frame::new()
        .fill(Color32::from(theme.panel))
        .stroke(Stroke::new(1.0, Color32::from(theme.hairline)))
        .corner_radius(CornerRadius::same(8))
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::symmetric(12, 8));
    let mut closed = false;
    Area::new(canvas_id().with("measured"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(pos2(x, body.bottom() - 12.0))
        .constrain_to(body.shrink(6.0))
        .interactable(!held)
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.set_max_width((body.width() - 48.0).max(160.0));
                widgets::line(ui, &range.in_words(), TextStyle::semibold(size), theme.text);
                let length = range.length_in_words();
                let counts = match measure {
                    Some(Measure { events, coincidences, .. }) => format!(
                        "{length} · {} · {}",
                        events.in_words("event"),
                        coincidences.in_words("coincidence")
                    ),
                    None => format!("{length} · counting…"),
                };
                widgets::line(ui, &counts, TextStyle::regular(size - 0.5), theme.text_muted);
                if !held {
                    closed = buttons(ui, input, range, size, commands);
                }
            });
            let name = format!("Measured: {}", range.in_words());
            ui.response().widget_info(|| WidgetInfo::labeled(Role::Group, true, &name));
        });
    closed
}

fn buttons(
    ui: &mut Ui,
    input: &CanvasInput<'_>,
    range: DayRange,
    size: f32,
    commands: &mut Commands,
) -> bool {
    let theme = input.shown.theme;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let style = TextStyle::semibold(size - 0.5);
        if widgets::text_button(ui, "Zoom to it", style, theme.coincidence_text).clicked() {
            let viewport = Viewport::fit(range.first, range.last);
            commands.push_back(Command::View(ViewCommand::GoTo(viewport)));
        }
        let select = widgets::text_button(ui, "Select events", style, theme.coincidence_text);
        if select.on_hover_text("Those that begin within it, in the lanes that are shown").clicked() {
            commands.push_back(Command::Select(SelectCommand::Within(range.first, range.last)));
        }
        let only = widgets::text_button(ui, "Only these days", style, theme.coincidence_text);
        if only.on_hover_text("Search for these days and hide the rest").clicked() {
            let query = search_dates::with_range(&input.view.search.text, range);
            commands.push_back(Command::Search(SearchCommand::Only(query)));
            return true;
        }
        let style = TextStyle::regular(size - 0.5);
        widgets::text_button(ui, "Close", style, theme.text_muted).clicked()
    })
    .inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_moves_past_the_beginning() {
        let mut state = MeasureState::default();
        let day = Day::from_number;
        assert_eq!(state.range(), None);
        assert_eq!(state.extend(day(100), 2), day(102));
        assert_eq!(state.range(), Some(DayRange { first: day(100), last: day(102) }));
        assert_eq!(state.extend(day(5), -4), day(98), "a range that is there goes on");
        assert_eq!(state.range(), Some(DayRange { first: day(98), last: day(100) }));
        assert!(state.clear());
        assert!(!state.clear());
    }
}
