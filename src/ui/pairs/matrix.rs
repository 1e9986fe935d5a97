//! The matrix of lanes: shared days, shaded by how many times the expected they are. Its heads stay while it scrolls in
//! both directions, only the cells in view are made, and to the keyboard it is one stop with the arrows inside.

use std::borrow::Cow;

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, EventFilter, Key, Modifiers, ScrollArea, Sense, Shape, Stroke, StrokeKind,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::super::{PanelContext, widgets, words};
use super::counted::CountedPairs;
use crate::analysis::pairs::{MIN_DAYS, in_short};
use crate::analysis::{LanesBy, Pair};
use crate::model::{LaneId, brief};
use crate::paint::isolated;
use crate::scene::{Color, Pos2, Rect, TextStyle, Theme, Vec2};
use crate::ui::commands::{Command, Commands, PairsCommand};
use crate::ui::widgets::textures::{Flags, UV};

/// Height of a row, and the least width of a column, in points.
const ROW_PT: f32 = 26.0;
/// The most width of a column, in points.
const MAX_CELL_PT: f32 = 44.0;
/// Side of a flag, in points.
const FLAG_PT: f32 = 14.0;
/// The most room for a name, in points.
const NAME_PT: f32 = 104.0;
/// So many times the expected shared days have the deepest shade.
const DEEPEST_SHADE_TIMES: f64 = 8.0;

/// A lane of the matrix.
struct Side<'a> {
    lane: &'a LaneId,
    name: Cow<'a, str>,
    days: usize,
    by: LanesBy,
}

/// The matrix on the screen.
struct Table<'a> {
    found: &'a CountedPairs,
    chosen: Option<(usize, usize)>,
    cell: Vec2,
}

/// Shows the matrix in no more than `room` points of height.
pub(crate) fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    found: &CountedPairs,
    chosen: Option<&(LaneId, LaneId)>,
    room: f32,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let style = TextStyle::regular(12.5);
    // Only as many names are measured as decide: the width is cut soon.
    let width = |side: Side<'_>| widgets::galley(ui, &side.name, style, shown.theme.text).size().x;
    let widths = (0..200).map_while(|at| side(shown, found, at)).map(width);
    let name = widths.fold(24.0_f32, f32::max).min(NAME_PT);
    let heads = vec2(name + FLAG_PT + 14.0, name + FLAG_PT + 14.0);
    let count = found.lanes() as f32;
    let width = ((ui.available_width() - heads.x) / count).floor().clamp(ROW_PT, MAX_CELL_PT);
    let chosen = chosen.and_then(|(a, b)| Some((found.place(a)?, found.place(b)?)));
    let table = Table { chosen, found, cell: vec2(width, ROW_PT) };

    let content = table.cell * count;
    // The room for the bars of the scroll area, which are thin.
    let size = (heads + content).min(vec2(ui.available_width(), room - 26.0));
    let (whole, _) = ui.allocate_exact_size(size, Sense::hover());
    let body = Rect::from_min_max(whole.min + heads, whole.max);
    keys(ui, shown, whole, &table, commands);
    let (offset, hovered) = cells(ui, shown, body, &table, commands);
    names(ui, shown, whole, body, &table, offset, hovered, flags);
    legend(ui, shown.theme);
}

/// A lane that has event days, by its place in the order of the document.
fn side<'a>(shown: &PanelContext<'a>, found: &'a CountedPairs, at: usize) -> Option<Side<'a>> {
    let days = found.lane(at)?;
    let (lane, name) = (&days.lane, brief(shown.lanes.name(&days.lane)));
    Some(Side { lane, name, by: shown.lanes.by(), days: days.days.len() })
}

/// The arrows move the choice while the matrix has the focus.
fn keys(ui: &Ui, shown: &PanelContext<'_>, whole: Rect, table: &Table<'_>, commands: &mut Commands) {
    let id = ui.scope_id().with("matrix of pairs");
    let response = ui.interact(whole, id, Sense::focusable_noninteractive());
    let count = table.found.lanes();
    let name = format!("Matrix of {count} lanes; use the arrow keys to choose a pair");
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &name));
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let edge = Stroke::new(1.5, Color32::from(shown.theme.coincidence));
    ui.painter().rect_stroke(whole.expand(3.0), CornerRadius::same(4), edge, StrokeKind::Inside);
    for (key, step) in [
        (Key::ArrowUp, (-1, 0)),
        (Key::ArrowDown, (1, 0)),
        (Key::ArrowLeft, (0, -1)),
        (Key::ArrowRight, (0, 1)),
    ] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
            && let Some((row, column)) = moved(table.chosen, step, count)
        {
            let lane = |at: usize| table.found.lane(at).map(|days| days.lane.clone());
            let both = lane(row).zip(lane(column));
            commands.extend(both.map(|(a, b)| Command::Pairs(PairsCommand::Choose(a, b))));
        }
    }
}

/// The cell that a step leads to, over the diagonal; `None` at an edge. A pair is chosen in the lower triangle, row
/// below column, whichever of its two cells was clicked.
fn moved(from: Option<(usize, usize)>, step: (isize, isize), count: usize) -> Option<(usize, usize)> {
    let Some((a, b)) = from else { return (count > 1).then_some((1, 0)) };
    let (mut row, mut column) = (a.max(b), a.min(b));
    loop {
        row = row.checked_add_signed(step.0).filter(|row| *row < count)?;
        column = column.checked_add_signed(step.1).filter(|column| *column < count)?;
        if row != column {
            return Some((row, column));
        }
    }
}

/// The cells in view; returns how far they are scrolled and which is under the pointer.
fn cells(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    body: Rect,
    table: &Table<'_>,
    commands: &mut Commands,
) -> (Vec2, Option<(usize, usize)>) {
    let count = table.found.lanes();
    let remembered = ui.scope_id().with("scrolled to");
    let mut hovered = None;
    let mut child = ui.new_child(UiBuilder::new().max_rect(body));
    let area =
        ScrollArea::both().id_salt("matrix").auto_shrink(false).show_viewport(&mut child, |ui, viewport| {
            ui.set_min_size(table.cell * count as f32);
            let origin = ui.min_rect().min;
            let place = |row: usize, column: usize| {
                Rect::from_min_size(
                    origin + vec2(column as f32 * table.cell.x, row as f32 * table.cell.y),
                    table.cell,
                )
            };
            let visible = |from: f32, to: f32, size: f32| {
                (from / size).floor().max(0.0) as usize..((to / size).ceil().max(0.0) as usize).min(count)
            };
            for row in visible(viewport.top(), viewport.bottom(), table.cell.y) {
                for column in visible(viewport.left(), viewport.right(), table.cell.x) {
                    if cell(ui, shown, table, (row, column), place(row, column), commands) {
                        hovered = Some((row, column));
                    }
                }
            }
            if ui.data(|data| data.get_temp::<Option<(usize, usize)>>(remembered)).flatten() != table.chosen {
                ui.data_mut(|data| data.insert_temp(remembered, table.chosen));
                if let Some((a, b)) = table.chosen {
                    ui.scroll_to_rect(place(a.max(b), a.min(b)), None);
                }
            }
        });
    (area.state.unclamped_offset(), hovered)
}

/// One cell; returns whether the pointer is over it.
fn cell(
    ui: &Ui,
    shown: &PanelContext<'_>,
    table: &Table<'_>,
    (row, column): (usize, usize),
    rect: Rect,
    commands: &mut Commands,
) -> bool {
    let theme = shown.theme;
    let of = |at: usize| side(shown, table.found, at);
    let Some((a, b)) = of(row).zip(of(column)) else { return false };
    let inner = rect.shrink(1.0);
    let put = |text: &str, color: Color, style: TextStyle| {
        let galley = widgets::galley(ui, text, style, color);
        ui.painter().galley(inner.center() - galley.size() / 2.0, galley, color.into());
    };
    if row == column {
        put(&a.days.to_string(), theme.text_muted, TextStyle::regular(11.5));
        return false;
    }
    let Some(pair) = table.found.pairs.of(a.lane, b.lane) else { return false };
    let tested = pair.test.is_some();
    let shade = if tested { shade(pair.shared, pair.expected) } else { 0.0 };
    let ground = theme.coincidence.faded(shade).over(theme.field);
    ui.painter().rect_filled(inner, CornerRadius::same(3), Color32::from(ground));
    let is_chosen = table.chosen.is_some_and(|chosen| chosen == (row, column) || chosen == (column, row));
    if is_chosen {
        let edge = Stroke::new(2.0, Color32::from(theme.text));
        ui.painter().rect_stroke(inner, CornerRadius::same(3), edge, StrokeKind::Inside);
    }
    match pair.shared {
        0 => put("·", theme.text_faint, TextStyle::regular(12.0)),
        shared if tested => put(&shared.to_string(), theme.text, TextStyle::semibold(12.0)),
        shared => put(&shared.to_string(), theme.text_muted, TextStyle::regular(12.0)),
    }
    // The focus stays with the matrix, so that it is one stop.
    let response = ui.interact(rect, ui.scope_id().with((row, column)), Sense::CLICK);
    let name = format!("{} and {}: {} shared", isolated(&a.name), isolated(&b.name), pair.shared);
    response.widget_info(|| WidgetInfo::selected(Role::Cell, true, is_chosen, &name));
    if response.clicked() {
        commands.push_back(Command::Pairs(PairsCommand::Choose(a.lane.clone(), b.lane.clone())));
    }
    let hovered = response.hovered();
    response.on_hover_ui(|ui| tip(ui, shown, pair));
    hovered
}

/// How deep a cell is shaded: from as many shared days as expected to eight times as many, evenly by doublings.
fn shade(shared: u32, expected: f64) -> f32 {
    if shared == 0 || expected <= 0.0 {
        return 0.0;
    }
    let doublings = (f64::from(shared) / expected).log2() / DEEPEST_SHADE_TIMES.log2();
    doublings.clamp(0.0, 1.0) as f32 * 0.5
}

/// What the pointer is told of a pair.
fn tip(ui: &mut Ui, shown: &PanelContext<'_>, pair: &Pair) {
    let theme = shown.theme;
    let (a, b) = (brief(words::lane_name(shown, &pair.a)), brief(words::lane_name(shown, &pair.b)));
    let names = format!("{} and {}", isolated(&a), isolated(&b));
    widgets::line(ui, &names, TextStyle::semibold(13.0), theme.text);
    let days =
        if pair.shared == 1 { "1 shared day".to_owned() } else { format!("{} shared days", pair.shared) };
    let counts = format!("{days} out of {} and {}; {:.3} expected", pair.n_a, pair.n_b, pair.expected);
    widgets::line(ui, &counts, TextStyle::regular(12.5), theme.text_muted);
    let tests = match pair.test {
        Some(test) => format!(
            "p exact {}, p shift {}, q {}",
            test.p_exact_in_short(),
            in_short(test.p_shift),
            test.q_in_short()
        ),
        None => format!("not tested: one lane has fewer than {MIN_DAYS} days with events"),
    };
    widgets::line(ui, &tests, TextStyle::regular(12.5), theme.text_muted);
}

/// Flags and names at the left and on top, which scroll with the cells in one direction each.
#[allow(clippy::too_many_arguments)] // where, what, and how far: nothing of it belongs together elsewhere
fn names(
    ui: &Ui,
    shown: &PanelContext<'_>,
    whole: Rect,
    body: Rect,
    table: &Table<'_>,
    offset: Vec2,
    hovered: Option<(usize, usize)>,
    flags: &mut Flags,
) {
    let theme = shown.theme;
    let left = Rect::from_min_max(pos2(whole.left(), body.top()), body.left_bottom());
    let top = Rect::from_min_max(pos2(body.left(), whole.top()), body.right_top());
    let style = |lit: bool| if lit { TextStyle::semibold(12.5) } else { TextStyle::regular(12.5) };
    let room = left.width() - FLAG_PT - 14.0;
    let visible = |offset: f32, room: f32, size: f32| {
        let first = ((offset - MAX_CELL_PT) / size).floor().max(0.0) as usize;
        first..(((offset + room + MAX_CELL_PT) / size).ceil().max(0.0) as usize)
    };
    let rows = visible(offset.y, left.height(), table.cell.y);
    let columns = visible(offset.x, top.width(), table.cell.x);
    let in_view = rows.chain(columns).collect::<std::collections::BTreeSet<usize>>();
    for (at, side) in in_view.into_iter().map_while(|at| Some((at, side(shown, table.found, at)?))) {
        let side = &side;
        let y = body.top() + (at as f32 + 0.5) * table.cell.y - offset.y;
        if y > left.top() - ROW_PT && y < left.bottom() + ROW_PT {
            let lit = hovered.is_some_and(|(row, _)| row == at);
            let clipped = ui.painter().with_clip_rect(left);
            flag(ui, &clipped, pos2(left.left() + FLAG_PT / 2.0, y), side, flags);
            let galley = cut(ui, &side.name, style(lit), theme.text, room);
            let from = pos2(left.left() + FLAG_PT + 6.0, y - galley.size().y / 2.0);
            clipped.galley(from, galley, theme.text.into());
        }
        let x = body.left() + (at as f32 + 0.5) * table.cell.x - offset.x;
        if x > top.left() - MAX_CELL_PT && x < top.right() + MAX_CELL_PT {
            let lit = hovered.is_some_and(|(_, column)| column == at);
            let clipped = ui.painter().with_clip_rect(top);
            flag(ui, &clipped, pos2(x, top.bottom() - FLAG_PT / 2.0 - 4.0), side, flags);
            let galley = cut(ui, &side.name, style(lit), theme.text, room);
            // Read from below: a quarter turn to the left around the lower left corner.
            let from = pos2(x - galley.size().y / 2.0, top.bottom() - FLAG_PT - 10.0);
            let text = egui::epaint::TextShape::new(from, galley, theme.text.into());
            clipped.add(Shape::from(text.with_angle(-std::f32::consts::FRAC_PI_2)));
        }
    }
    let corner = Rect::from_min_max(whole.min, body.min);
    let text = widgets::galley(ui, "shared days", TextStyle::regular(12.0), theme.text_muted);
    let at = Align2::RIGHT_BOTTOM.anchor_size(corner.max - vec2(8.0, 6.0), text.size()).min;
    ui.painter().galley(at, text, theme.text_muted.into());
}

fn cut(ui: &Ui, text: &str, style: TextStyle, color: Color, room: f32) -> std::sync::Arc<egui::Galley> {
    widgets::cut(ui, text, style, color, room)
}

fn flag(ui: &Ui, painter: &egui::Painter, center: Pos2, side: &Side<'_>, flags: &mut Flags) {
    let side_px = (FLAG_PT * ui.ctx().pixels_per_point()).round() as usize;
    let texture = match side.by {
        LanesBy::Country => flags.texture(ui.ctx(), side.lane.as_str(), &side.name, side_px),
        _ => flags.initials(ui.ctx(), &side.name, side_px),
    };
    let rect = Rect::from_center_size(center, vec2(FLAG_PT, FLAG_PT));
    painter.image(texture, rect, UV, Color32::WHITE);
}

/// What shades and the diagonal mean.
fn legend(ui: &mut Ui, theme: &Theme) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let style = TextStyle::regular(12.0);
        widgets::line(ui, "× expected:", style, theme.text_muted);
        for (times, text) in [(1, "1"), (2, "2"), (4, "4"), (8, "8 or more")] {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
            let ground = theme.coincidence.faded(shade(times, 1.0)).over(theme.field);
            ui.painter().rect_filled(rect, CornerRadius::same(3), Color32::from(ground));
            widgets::line(ui, text, style, theme.text_muted);
        }
        ui.add_space(10.0);
        widgets::line(ui, "Diagonal: days with events", style, theme.text_muted);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::theme::ThemeKind;

    #[test]
    fn shades_go_by_doublings() {
        assert_eq!(shade(0, 1.0), 0.0);
        assert_eq!(shade(3, 0.0), 0.0);
        assert_eq!(shade(1, 2.0), 0.0);
        assert_eq!(shade(8, 1.0), 0.5);
        assert_eq!(shade(800, 1.0), 0.5);
        let steps = [shade(2, 1.0), shade(4, 1.0) - shade(2, 1.0), shade(8, 1.0) - shade(4, 1.0)];
        assert!(steps.iter().all(|step| (step - steps[0]).abs() < 1e-6), "{steps:?}");
    }

    #[test]
    fn counts_can_be_read_on_every_shade_of_every_theme() {
        let kinds =
            [ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrastLight, ThemeKind::HighContrastDark];
        for theme in kinds.map(Theme::of) {
            for times in [1, 2, 4, 8] {
                let ground = theme.coincidence.faded(shade(times, 1.0)).over(theme.field);
                let contrast = theme.text.contrast(ground);
                assert!(contrast >= 4.5, "{:?}: {times} times the expected: {contrast}", theme.kind);
            }
        }
    }

    #[test]
    fn the_arrows_step_over_the_diagonal_and_stop_at_the_edges() {
        assert_eq!(moved(None, (1, 0), 3), Some((1, 0)));
        assert_eq!(moved(None, (1, 0), 1), None);
        assert_eq!(moved(Some((1, 0)), (1, 0), 3), Some((2, 0)));
        assert_eq!(moved(Some((0, 2)), (1, 0), 3), None);
        assert_eq!(moved(Some((1, 0)), (0, 1), 3), Some((1, 2)), "over the diagonal");
    }
}
