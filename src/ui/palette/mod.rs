//! The list of commands: a few letters find any action, event or lane. It lies over the window while it is open,
//! has the keyboard to itself and goes when something is chosen, at Esc, or at a click beside it.

mod choice;
mod item;
mod search;

use std::ops::Range;

use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Align2, Area, Color32, Context, CornerRadius, Frame, Id, Key, Margin, Modal, Modifiers, Order, Rect,
    Response, ScrollArea, Sense, TextEdit, Ui, UiKind, WidgetInfo, pos2, vec2,
};

use super::commands::{Command, Commands, Scope, ViewCommand};
use super::ids::canvas_id;
use super::menu::Bar;
use super::state::lane_view::LaneList;
use super::{PanelContext, widgets};
use crate::layout::shortened;
use crate::model::grouped;
use crate::paint;
use crate::scene::{Color, TextStyle};
use item::Item;
use search::{Among, Match, Search};

/// Width of the list where there is room, in points.
const WIDTH_PT: f32 = 640.0;
/// Height of a row, in points.
const ROW_PT: f32 = 30.0;
/// Of longer lists only the rows in sight are made.
const MAX_ROWS_AT_ONCE: usize = 400;
/// How many rows a page is.
const PAGE_ROWS: usize = 10;

/// The list while it is open.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What is looked for.
    pub scope: Scope,
    text: String,
    chosen: usize,
    search: Search,
    /// Whether the chosen row is still to be scrolled into view.
    reveal: bool,
}

/// What the list shows besides the document.
pub struct Input<'a> {
    /// Document, colours, keys.
    pub shown: PanelContext<'a>,
    /// What the bar knows: which actions are possible.
    pub bar: &'a Bar<'a>,
    /// The lanes as they are looked at.
    pub lanes: &'a LaneList,
    /// Which opening of a document this is.
    pub generation: u64,
    /// Actions chosen before, by name, the last first.
    pub chosen: &'a [String],
}

impl Palette {
    /// The list, just opened.
    #[must_use]
    pub fn new(scope: Scope) -> Self {
        Self { scope, text: String::new(), chosen: 0, search: Search::default(), reveal: true }
    }

    /// Puts the choice elsewhere, as arrows do.
    fn read_keys(&mut self, ctx: &Context) -> bool {
        let count = self.search.best().len();
        let pressed = |key| ctx.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let (down, up) = (pressed(Key::ArrowDown), pressed(Key::ArrowUp));
        let (page_down, page_up) = (pressed(Key::PageDown), pressed(Key::PageUp));
        let last = count.saturating_sub(1);
        let before = self.chosen;
        self.chosen = match (down, up) {
            (0, 0) => self.chosen,
            // Around the ends, one at a time.
            (_, 0) if self.chosen >= last => 0,
            (0, _) if self.chosen == 0 => last,
            (down, up) => (self.chosen + down).saturating_sub(up),
        };
        self.chosen = (self.chosen + page_down * PAGE_ROWS).saturating_sub(page_up * PAGE_ROWS).min(last);
        self.reveal |= self.chosen != before;
        pressed(Key::Enter) > 0
    }
}

/// The field's id, by which it gets the focus.
#[must_use]
pub fn field_id() -> Id {
    Id::unique("list of commands")
}

/// Shows the list; returns whether it stays open.
pub fn show(ctx: &Context, input: &Input<'_>, palette: &mut Palette, commands: &mut Commands) -> bool {
    let among = Among {
        scope: palette.scope,
        document: input.shown.document,
        generation: input.generation,
        all: input.shown.lanes.lanes(),
        lanes: input.lanes,
        chosen: input.chosen,
        selected: input.shown.selection.event,
        here: input.bar.here,
    };
    let entered = palette.read_keys(ctx);
    let screen = ctx.content_rect();
    let width = WIDTH_PT.min(screen.width() - 32.0);
    let room = (screen.height() - 190.0).clamp(3.0 * ROW_PT, 14.0 * ROW_PT);
    let theme = input.shown.theme;
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(10));
    let area = Area::new(Id::unique("list of commands, over the window"))
        .kind(UiKind::Modal)
        .sense(Sense::hover())
        .anchor(Align2::CENTER_TOP, vec2(0.0, (screen.height() * 0.1).min(72.0)))
        .order(Order::Foreground)
        .interactable(true);
    let modal = Modal::new(Id::unique("list of commands, modal"))
        .area(area)
        .frame(frame)
        .backdrop_color(Color32::from_black_alpha(40));
    let shown = modal.show(ctx, |ui| {
        ui.set_width(width);
        let before = palette.text.clone();
        let field = field(ui, palette, theme.text_muted);
        if palette.text != before {
            (palette.chosen, palette.reveal) = (0, true);
        }
        let searching = palette.search.run(&palette.text, &among);
        if searching {
            ui.ctx().request_repaint();
        }
        ui.add_space(6.0);
        let clicked = rows(ui, input, palette, room, field.id);
        ui.add_space(4.0);
        status(ui, palette, searching, theme.text_muted);
        clicked
    });
    let chosen =
        if entered { palette.search.best().get(palette.chosen).map(|found| found.item) } else { shown.inner };
    let possible = chosen.filter(|item| item.why_not(&input.shown, input.bar, input.lanes).is_none());
    if let Some(item) = possible {
        // First closed, then carried out: the command may open the list anew, for lanes.
        commands.push_back(Command::View(ViewCommand::Palette(palette.scope)));
        commands.extend(item.commands(&input.shown, input.bar, &palette.search.tags));
        ctx.memory_mut(|memory| memory.request_focus(canvas_id()));
        return true;
    }
    if shown.should_close() {
        ctx.memory_mut(|memory| memory.request_focus(canvas_id()));
        return false;
    }
    true
}

fn field(ui: &mut Ui, palette: &mut Palette, hint: Color) -> Response {
    let text = match palette.scope {
        Scope::All => "Type a command, an event or a lane",
        Scope::Lanes => "Type the name of a lane",
        Scope::Align => "Type a tag or an event to count days from",
        Scope::Date => "Type a date: July, 5 Aug 1914, 1914-07-28, three weeks before",
    };
    let hint = egui::RichText::new(text).color(Color32::from(hint));
    let edit = TextEdit::singleline(&mut palette.text)
        .char_limit(widgets::MOST_EDITED_BYTES)
        .id(field_id())
        .hint_text(hint)
        .margin(Margin::symmetric(10, 7))
        .desired_width(f32::INFINITY)
        .lock_focus(true);
    let field = ui.add(edit);
    if !field.has_focus() {
        field.request_focus();
    }
    let value = palette.text.clone();
    field.widget_info(|| WidgetInfo {
        current_text_value: Some(value.clone()),
        ..WidgetInfo::labeled(Role::SearchInput, true, text)
    });
    field
}

/// The rows; returns what was clicked.
fn rows(ui: &mut Ui, input: &Input<'_>, palette: &mut Palette, room: f32, field: Id) -> Option<Item> {
    let best = palette.search.take_best();
    let clicked = rows_of(ui, input, palette, &best, room, field);
    palette.search.give_back(best);
    clicked
}

fn rows_of(
    ui: &mut Ui,
    input: &Input<'_>,
    palette: &mut Palette,
    best: &[Match],
    room: f32,
    field: Id,
) -> Option<Item> {
    palette.chosen = palette.chosen.min(best.len().saturating_sub(1));
    if best.is_empty() {
        let (nothing, color) = match palette.search.wrong_date() {
            Some(wrong) => (wrong, input.shown.theme.error),
            None => ("No matches".to_owned(), input.shown.theme.text_muted),
        };
        ui.horizontal(|ui| {
            ui.add_space(10.0);
            widgets::paragraph(ui, &nothing, TextStyle::regular(13.0), color);
        });
        return None;
    }
    let mut clicked = None;
    let reveal = std::mem::take(&mut palette.reveal);
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().max_height(room).auto_shrink([false, true]);
    let mut one = |ui: &mut Ui, rows: Range<usize>, top: f32| {
        if reveal && !rows.contains(&palette.chosen) {
            let left_top = pos2(ui.max_rect().left(), top + palette.chosen as f32 * ROW_PT);
            let chosen = Rect::from_min_size(left_top, vec2(ui.available_width(), ROW_PT));
            ui.scroll_to_rect(chosen, None);
        }
        for (at, found) in rows.clone().zip(&best[rows]) {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_PT), Sense::hover());
            let id = field_id().with(("row", at));
            let selected = at == palette.chosen;
            if selected && reveal {
                ui.scroll_to_rect(rect, None);
            }
            let row = ui.interact(rect, id, Sense::CLICK);
            row_ui(ui, input, &mut palette.search, found.item, &row, selected);
            if selected {
                ui.ctx().accesskit_node_builder(field, |node| node.set_active_descendant(id.accesskit_id()));
            }
            if row.clicked() {
                clicked = Some(found.item);
            }
        }
    };
    if best.len() <= MAX_ROWS_AT_ONCE {
        area.show(ui, |ui| one(ui, 0..best.len(), ui.cursor().top()));
    } else {
        area.show_rows(ui, ROW_PT, best.len(), |ui, rows| {
            let top = ui.cursor().top() - rows.start as f32 * ROW_PT;
            one(ui, rows, top);
        });
    }
    clicked
}

fn row_ui(ui: &Ui, input: &Input<'_>, search: &mut Search, item: Item, response: &Response, selected: bool) {
    let rect = response.rect;
    let theme = input.shown.theme;
    let why = item.why_not(&input.shown, input.bar, input.lanes);
    let words = item.words(input.shown.document, input.shown.lanes.lanes(), input.lanes, &search.tags);
    let aside = item.aside(&input.shown, input.bar);
    item::name_row(response, why.is_none(), selected, &words, &aside, why);
    if !ui.is_rect_visible(rect) {
        return;
    }
    let ground = if selected { theme.selected } else { theme.field };
    if selected || response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), Color32::from(ground));
    }
    if selected {
        let bar = Rect::from_min_max(rect.min + vec2(0.0, 6.0), pos2(rect.left() + 3.0, rect.bottom() - 6.0));
        ui.painter().rect_filled(bar, CornerRadius::same(1), Color32::from(theme.coincidence));
    }
    let highlights = search.highlights(&words);
    let (text, muted) = match why {
        None => (theme.text, theme.text_muted),
        Some(_) => (theme.text_muted, theme.text_muted),
    };
    let y = rect.center().y;
    let mut right = rect.right() - 10.0;
    for (word, at) in [(why.unwrap_or(aside.as_str()), &[][..]), (words.right.as_str(), &highlights[2])] {
        if word.is_empty() {
            continue;
        }
        let galley =
            ui.painter().layout_job(highlighted_job(ui, word, at, muted, theme.coincidence_text, 240.0));
        right -= galley.size().x;
        ui.painter().galley(pos2(right, y - galley.size().y / 2.0), galley, muted.into());
        right -= 14.0;
    }
    let mut left = rect.left() + 12.0;
    for (word, at, color) in [(&words.title, &highlights[0], text), (&words.second, &highlights[1], muted)] {
        let room = right - left;
        if word.is_empty() || room < 24.0 {
            continue;
        }
        let galley =
            ui.painter().layout_job(highlighted_job(ui, word, at, color, theme.coincidence_text, room));
        let width = galley.size().x;
        ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, color.into());
        left += width + 10.0;
    }
}

/// One line of text with letters highlights in a colour, cut where it is wider than `room`. Letters of scripts that join
/// or are turned cannot be coloured one by one: there whole words are.
fn highlighted_job(ui: &Ui, text: &str, at: &[usize], color: Color, mark: Color, room: f32) -> LayoutJob {
    let style = TextStyle::regular(13.0);
    let turned = !paint::bidi::is_left_to_right(text);
    // What ends at the left is cut before it is put in order.
    let cut = turned.then(|| shortened(text, style, room, &mut widgets::ContextMeasure::new(ui.ctx())).0);
    let text = cut.as_deref().unwrap_or(text);
    let mut job = paint::job(text, style, color);
    if !at.is_empty() {
        if job.sections.len() == 1 && job.text == text && !turned {
            let format = job.sections[0].format.clone();
            job = LayoutJob::default();
            for (n, letter) in text.chars().enumerate() {
                let color = if at.contains(&n) { mark } else { color };
                let format = egui::TextFormat { color: color.into(), ..format.clone() };
                match job.sections.last_mut().filter(|last| last.format == format) {
                    Some(last) => {
                        job.text.push(letter);
                        last.byte_range.end = job.text.len().into();
                    }
                    None => job.append(letter.encode_utf8(&mut [0; 4]), 0.0, format),
                }
            }
        } else {
            mark_words(&mut job, text, at, mark);
        }
    }
    job.break_on_newline = false;
    if !turned {
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(1.0));
    }
    job
}

fn mark_words(job: &mut LayoutJob, text: &str, at: &[usize], mark: Color) {
    let mut words = Vec::new();
    let mut word = (String::new(), false);
    for (n, letter) in text.chars().chain([' ']).enumerate() {
        if letter.is_alphanumeric() || letter == '\u{200C}' {
            word.0.push(letter);
            word.1 |= at.contains(&n);
        } else if !word.0.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    for section in &mut job.sections {
        let range = section.byte_range.start.0..section.byte_range.end.0;
        let Some(part) = job.text.get(range).map(str::trim) else { continue };
        if words.iter().any(|(word, highlights)| *highlights && !part.is_empty() && word.contains(part)) {
            section.format.color = mark.into();
        }
    }
}

fn status(ui: &mut Ui, palette: &Palette, searching: bool, color: Color) {
    let (count, listed) = (palette.search.count, palette.search.best().len());
    let found = match count {
        1 => "1 found".to_owned(),
        _ if count > listed => format!("{} found, best {listed} shown", grouped(count)),
        _ => format!("{} found", grouped(count)),
    };
    let more = if searching { ", searching…" } else { "" };
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        let keys = "↑ ↓ choose · Enter · Esc";
        widgets::line(ui, &format!("{found}{more}"), TextStyle::regular(12.0), color);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            widgets::line(ui, keys, TextStyle::regular(12.0), color);
        });
    });
}
