//! The strip at the bottom: all events by density, coincidences as ticks, and a window over what is in view that
//! can be moved, resized and put elsewhere.

use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, CursorIcon, Frame, Margin, Panel, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::analysis::{Aligned, DayZone, Index, Overlay};
use crate::layout::{Folds, Viewport};
use crate::model::day::year_name;
use crate::model::{Day, counted};
use crate::scene::{Rect, TextStyle};
use crate::ui::commands::action::Action;
use crate::ui::commands::{Command, Commands, Scope, ViewCommand};
use crate::ui::context_menu::Entries;
use crate::ui::state::view::View;
use crate::ui::{PanelContext, widgets};

/// Height of the strip with its years, in points.
const HEIGHT_PT: f32 = 80.0;
/// Its height in a low window, in points.
const LOW_PT: f32 = 40.0;
/// A window with less height than this is low, in points.
const LOW_WINDOW_PT: f32 = 400.0;
/// A column of the density with its gap, in points.
const COLUMN_PT: f32 = 8.0;
/// How near to an edge of the window one must be to take hold of it, in points.
const GRIP_PT: f32 = 6.0;

/// What the strip keeps between frames.
#[derive(Default)]
pub struct OverviewState {
    key: Option<(u64, u64, usize, DayZone)>,
    counts: Vec<u32>,
    /// Of which answer of a search, in how many columns, the results were counted.
    found_key: Option<(u64, u64, usize)>,
    found: Vec<u32>,
    held: Option<Held>,
}

/// What of the window is held by a drag.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Held {
    Left,
    Right,
    /// The middle, with how far the pointer is from the window's left edge, in days.
    Middle(f64),
}

/// The stretch of time of the strip on the screen.
#[derive(Clone, Copy)]
struct Scale {
    from: f64,
    to: f64,
    /// How many days there are before the first event and after the last.
    air: f64,
    rect: Rect,
}

impl Scale {
    fn x(&self, instant: f64) -> f32 {
        let share = (instant - self.from) / (self.to - self.from);
        self.rect.left() + share.clamp(-0.5, 1.5) as f32 * self.rect.width()
    }

    fn instant(&self, x: f32) -> f64 {
        self.from + f64::from((x - self.rect.left()) / self.rect.width()) * (self.to - self.from)
    }
}

/// What the strip shows.
pub struct OverviewInput<'a> {
    /// All events.
    pub index: &'a Index,
    /// Which opening of a document this is.
    pub generation: u64,
    /// Where the lanes begin, in points from the left.
    pub heads_width: f32,
}

/// Shows the strip.
pub fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    view: &View,
    input: &OverviewInput<'_>,
    state: &mut OverviewState,
    commands: &mut Commands,
) {
    let heads_width = input.heads_width;
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(Margin::ZERO);
    // In a low window the lanes need the room more than the words beside the strip.
    let is_low = ui.ctx().content_rect().height() < LOW_WINDOW_PT;
    let (height, above, below) = if is_low { (LOW_PT, 6.0, 34.0) } else { (HEIGHT_PT, 12.0, 58.0) };
    Panel::bottom("overview").exact_size(height).resizable(false).frame(frame).show(ui, |ui| {
        let whole = ui.max_rect();
        let left = whole.left() + heads_width.max(0.0);
        let strip = Rect::from_min_max(
            pos2(left, whole.top() + above),
            pos2(whole.right() - 8.0, whole.top() + below),
        );
        if strip.width() < 40.0 {
            return;
        }
        let (from, to, air) = span(input.index.range(), view);
        let scale = Scale { from, to, air, rect: strip };
        if !is_low {
            caption(ui, whole, heads_width, shown, &scale);
            years(ui, shown, &scale, whole);
        }
        let columns = (strip.width() / COLUMN_PT).floor().max(1.0) as usize;
        state.count(shown, input, columns, &scale);
        state.count_found(view, input, columns, &scale);
        paint(ui, shown, view, state, &scale);
        if let Some(overlay) = shown.aligned.and_then(Aligned::overlay) {
            let response = ui.interact(strip, ui.scope_id().with("occurrences"), Sense::hover());
            let text = "Overview of the overlaid occurrences";
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
            widgets::tip(response, text);
            occurrences(ui, shown, overlay, &scale);
            return;
        }
        let window = window_rect(view, &scale);
        let response =
            ui.interact(strip.expand2(vec2(4.0, 0.0)), ui.scope_id().with("window"), Sense::click_and_drag());
        response.widget_info(|| {
            WidgetInfo::labeled(Role::ScrollBar, true, "Overview: drag the frame, or click to go there")
        });
        let menu_at = egui::Id::unique("where the menu of the overview was opened");
        if response.secondary_clicked()
            && let Some(at) = response.interact_pointer_pos()
        {
            ui.data_mut(|data| data.insert_temp(menu_at, scale.instant(at.x)));
        }
        response.context_menu(|ui| {
            let instant = ui.data(|data| data.get_temp(menu_at)).unwrap_or(scale.from);
            overview_menu(ui, shown, view, instant, commands);
        });
        hands(ui, &response, view, state, &scale, window, commands);
    });
}

/// All days with events, and a little air.
fn span(days: Option<(f64, f64)>, view: &View) -> (f64, f64, f64) {
    let Some((first, last)) = days else {
        let viewport = view.target();
        return (viewport.from, view.folds().to(&viewport), 0.0);
    };
    let air = ((last - first) * 0.02).max(1.0);
    (first - air, last + air, air)
}

impl OverviewState {
    /// Counts the events whose marks each column stands for, from the index: there may be a million of them.
    fn count(&mut self, shown: &PanelContext<'_>, input: &OverviewInput<'_>, columns: usize, scale: &Scale) {
        let key = (input.generation, shown.document.revision(), columns, input.index.zone().clone());
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.key = Some(key);
        self.counts = counts(input.index, columns, scale);
    }

    /// Counts what a search has found, in the same columns.
    fn count_found(&mut self, view: &View, input: &OverviewInput<'_>, columns: usize, scale: &Scale) {
        let Some(hits) = view.search.found.as_deref() else {
            (self.found_key, self.found) = (None, Vec::new());
            return;
        };
        let key = (input.generation, view.search.answers, columns);
        if self.found_key != Some(key) {
            self.found_key = Some(key);
            self.found = counts(hits.index(), columns, scale);
        }
    }
}

/// How many events of an index begin in each column.
fn counts(index: &Index, columns: usize, scale: &Scale) -> Vec<u32> {
    let begin = |at: usize| match at {
        // Nothing is left out for being on the edge.
        0 => f64::NEG_INFINITY,
        at if at == columns => f64::INFINITY,
        at => scale.from + (scale.to - scale.from) * at as f64 / columns as f64,
    };
    let count = |at: usize| index.count_between(begin(at), begin(at + 1));
    (0..columns).map(|at| u32::try_from(count(at)).unwrap_or(u32::MAX)).collect()
}

fn caption(ui: &Ui, whole: Rect, width: f32, shown: &PanelContext<'_>, scale: &Scale) {
    if width < 100.0 {
        return;
    }
    let theme = shown.theme;
    let year = |instant: f64| Day::from_number(instant as i32).ymd().0;
    let (first, last) = (year(scale.from + scale.air), year(scale.to - scale.air - 0.5));
    let years = if first == last {
        year_name(first)
    } else {
        format!("{} – {}", year_name(first), year_name(last))
    };
    let (events, ties) = (shown.document.events().len(), shown.list.coincidences.len());
    let lines = [years, counted(events, "event"), counted(ties, "coincidence")];
    for (n, text) in lines.iter().enumerate() {
        let at = pos2(whole.left() + 20.0, whole.top() + 21.0 + 19.0 * n as f32);
        widgets::put(ui, at, text, TextStyle::regular(12.5), theme.text_muted, width - 28.0);
    }
}

fn paint(ui: &Ui, shown: &PanelContext<'_>, view: &View, state: &OverviewState, scale: &Scale) {
    let theme = shown.theme;
    // Where occurrences are overlaid no stretch of the calendar is in view.
    let viewport = (!shown.is_overlaid()).then(|| view.viewport());
    let in_view = viewport.map(|viewport| viewport.from..=view.folds().to(&viewport));
    let baseline = scale.rect.bottom() - 6.0;
    let most = state.counts.iter().copied().max().unwrap_or(1).max(1) as f32;
    let step = scale.rect.width() / state.counts.len().max(1) as f32;
    for (at, count) in state.counts.iter().enumerate() {
        let left = scale.rect.left() + at as f32 * step;
        let inside = {
            let middle = scale.instant(left + step / 2.0);
            in_view.as_ref().is_some_and(|days| days.contains(&middle))
        };
        // The square root keeps a single event in sight beside a crowd.
        let height = if *count == 0 { 1.5 } else { (*count as f32 / most).sqrt().max(0.2) * 34.0 };
        let color = if inside { theme.categories[0] } else { theme.text_faint };
        let rect = Rect::from_min_max(pos2(left, baseline - height), pos2(left + step - 2.0, baseline));
        // Beside what was found the rest steps back.
        let strength = if state.found.is_empty() { 0.75 } else { 0.3 };
        ui.painter().rect_filled(rect, CornerRadius::same(1), Color32::from(color.faded(strength)));
    }
    for (at, count) in state.found.iter().enumerate().filter(|(_, count)| **count > 0) {
        let left = scale.rect.left() + at as f32 * step;
        let height = (*count as f32 / most).sqrt().max(0.2) * 34.0;
        let rect = Rect::from_min_max(pos2(left, baseline - height), pos2(left + step - 2.0, baseline));
        ui.painter().rect_filled(rect, CornerRadius::same(1), Color32::from(theme.text));
    }
    let tick = Stroke::new(1.5, Color32::from(theme.coincidence));
    let mut drawn = f32::NEG_INFINITY;
    for coincidence in shown.list.coincidences.briefs() {
        let x = scale.x(f64::from(coincidence.day.number()) + 0.5);
        // Of those that would cover one another one is enough.
        if (x - drawn).abs() < 0.5 {
            continue;
        }
        drawn = x;
        ui.painter().vline(x, egui::Rangef::new(baseline + 2.0, baseline + 6.0), tick);
    }
    if viewport.is_none() {
        return;
    }
    let window = window_rect(view, scale);
    ui.painter().rect(
        window,
        CornerRadius::same(4),
        Color32::from(theme.coincidence.faded(0.06)),
        Stroke::new(1.2, Color32::from(theme.coincidence)),
        StrokeKind::Inside,
    );
}

/// Where the occurrences are that lie over one another: each may be on any of the days that it stands over.
fn occurrences(ui: &Ui, shown: &PanelContext<'_>, overlay: &Overlay, scale: &Scale) {
    let color = Color32::from(shown.theme.text);
    // Where there are many, the events below them must be seen too.
    let line = if overlay.references().len() > 200 { 0.3 } else { 0.75 };
    let mut drawn = f32::NEG_INFINITY;
    for zero in overlay.references() {
        let left = scale.x(f64::from(zero.first.number())).max(drawn);
        let right = scale.x(f64::from(zero.last.number()) + 1.0).max(left + 1.5);
        if right < drawn + 0.5 {
            continue;
        }
        let rect = Rect::from_x_y_ranges(left..=right, scale.rect.y_range());
        // A line stands out, an area need not.
        let strength = if rect.width() > 6.0 { 0.15 } else { line } * if zero.exact { 1.0 } else { 0.5 };
        ui.painter().rect_filled(rect, CornerRadius::ZERO, color.gamma_multiply(strength));
        drawn = right;
    }
}

fn window_rect(view: &View, scale: &Scale) -> Rect {
    let viewport = view.viewport();
    let (left, right) = (scale.x(viewport.from), scale.x(view.folds().to(&viewport)));
    let (left, right) = (left.max(scale.rect.left() - 3.0), right.min(scale.rect.right() + 3.0));
    let middle = f32::midpoint(left, right);
    let half = ((right - left) / 2.0).max(5.0);
    Rect::from_min_max(pos2(middle - half, scale.rect.top()), pos2(middle + half, scale.rect.bottom()))
}

fn years(ui: &Ui, shown: &PanelContext<'_>, scale: &Scale, whole: Rect) {
    let year = |instant: f64| Day::from_number(instant as i32).ymd().0;
    let (first, last) = (year(scale.from + scale.air), year(scale.to));
    let room = (scale.rect.width() / 56.0).max(1.0) as i32;
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
        .into_iter()
        .find(|step| (last - first) / step < room)
        .unwrap_or(10_000);
    let mut free_from = f32::NEG_INFINITY;
    for y in first..=last {
        // Round as people count them, who have no year 0.
        let round = if y > 0 { y % step == 0 } else { (1 - y) % step == 0 };
        if !round && y != first {
            continue;
        }
        let Some(day) = Day::from_ymd(y, 1, 1) else { continue };
        let x = scale.x(f64::from(day.number())).max(scale.rect.left());
        let label = year_name(y);
        if x < free_from || x > scale.rect.right() - 34.0 {
            continue;
        }
        let at = pos2(x + 4.0, whole.top() + 67.0);
        let width = widgets::put(ui, at, &label, TextStyle::regular(12.0), shown.theme.text_muted, 60.0);
        free_from = at.x + width + 12.0;
    }
}

/// What can be done with a day on the strip.
fn overview_menu(ui: &mut Ui, shown: &PanelContext<'_>, view: &View, instant: f64, commands: &mut Commands) {
    let viewport = view.target();
    let go = ViewCommand::GoTo(view.folds().with(viewport, instant, 0.5));
    let day = Day::from_number(instant.floor() as i32);
    let mut menu = Entries::of(ui, shown, &day.long(), commands);
    menu.put("Go there", "Show the days around this place", true, Command::View(go));
    let ask = Command::View(ViewCommand::Palette(Scope::Date));
    menu.put("Go to a date…", "Type a date to go to", true, ask).line();
    menu.action(shown, Action::FitAll, true);
    menu.action(shown, Action::First, true).action(shown, Action::Last, true);
}

fn hands(
    ui: &Ui,
    response: &Response,
    view: &View,
    state: &mut OverviewState,
    scale: &Scale,
    window: Rect,
    commands: &mut Commands,
) {
    let Some(at) = response.interact_pointer_pos().or(response.hover_pos()) else { return };
    let viewport = view.target();
    let edge = |x: f32| (at.x - x).abs() <= GRIP_PT;
    let over = if edge(window.left()) {
        Held::Left
    } else if edge(window.right()) {
        Held::Right
    } else {
        Held::Middle(scale.instant(at.x) - viewport.from)
    };
    let icon = match state.held.unwrap_or(over) {
        Held::Left | Held::Right => CursorIcon::ResizeHorizontal,
        Held::Middle(_) if window.contains(at) => CursorIcon::Grab,
        Held::Middle(_) => CursorIcon::Default,
    };
    ui.ctx().set_cursor_icon(icon);
    if response.drag_started() {
        let origin = ui.input(|i| i.pointer.press_origin()).unwrap_or(at);
        let near = |x: f32| (origin.x - x).abs() <= GRIP_PT;
        let inside = window.contains(origin);
        state.held = Some(match (near(window.left()), near(window.right())) {
            (true, _) => Held::Left,
            (_, true) => Held::Right,
            _ if inside => Held::Middle(scale.instant(origin.x) - viewport.from),
            _ => Held::Middle(view.folds().at(&viewport, 0.5) - viewport.from),
        });
    }
    if response.dragged()
        && let Some(held) = state.held
    {
        let dragged = dragged(held, viewport, scale.instant(at.x), view.folds());
        commands.push_back(Command::View(ViewCommand::Set(dragged)));
    }
    if response.drag_stopped() {
        state.held = None;
    }
    if response.clicked() {
        let go = view.folds().with(viewport, scale.instant(at.x), 0.5);
        commands.push_back(Command::View(ViewCommand::GoTo(go)));
    }
}

fn dragged(held: Held, viewport: Viewport, instant: f64, folds: &Folds) -> Viewport {
    let (from, to) = match held {
        Held::Middle(offset) => return Viewport { from: instant - offset, ..viewport },
        Held::Right => (viewport.from, instant.max(viewport.from + Viewport::MIN_DAYS)),
        Held::Left => {
            let to = folds.to(&viewport);
            (instant.min(to - Viewport::MIN_DAYS), to)
        }
    };
    folds.between(from, to, viewport.scroll)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_the_window_move_alone() {
        let viewport = Viewport { from: 100.0, days: 50.0, scroll: 3.0 };
        let dragged = |held, viewport, instant| dragged(held, viewport, instant, &Folds::default());
        assert_eq!(dragged(Held::Right, viewport, 170.0), Viewport { days: 70.0, ..viewport });
        let left = dragged(Held::Left, viewport, 90.0);
        assert_eq!((left.from, left.to()), (90.0, 150.0));
        assert!(dragged(Held::Left, viewport, 500.0).days > 0.0);
        assert_eq!(dragged(Held::Middle(10.0), viewport, 200.0).from, 190.0);
    }
}
