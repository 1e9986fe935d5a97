//! The list below the search field: keys and values that could be meant, what is wrong with the query and where,
//! and what no event has.

use egui::{Area, Frame, Id, Margin, Order, Rect, ScrollArea, Ui, vec2};

use super::cursor::cursor;
use super::scale;
use crate::analysis::{Completion, Matcher, QueryError, complete};
use crate::model::Day;
use crate::model::going::{self, Here, going};
use crate::paint::isolated;
use crate::scene::{Color, TextStyle};
use crate::ui::ids::field_id;
use crate::ui::state::search::Search;
use crate::ui::{PanelContext, widgets};

/// Height of a row, in points.
const ROW_PT: f32 = 25.0;
/// So many rows are seen at once; further ones scroll.
const ROWS_IN_SIGHT: usize = 9;

/// What is offered, and which of it is chosen.
pub struct Offers {
    list: Vec<Completion>,
    /// The days that what is typed names, to which the first of the list goes.
    days: Option<(Day, Day)>,
    chosen: Option<usize>,
    /// Where the pointer was over the list in the frame before: a click must find it still there.
    under_pointer: bool,
}

/// What of the list lives from one frame to the next.
#[derive(Clone, Default)]
struct OpenList {
    text: String,
    chosen: Option<usize>,
    under_pointer: bool,
}

impl Offers {
    /// What could be meant where the cursor is.
    pub fn of(ui: &Ui, search: &Search, matcher: Option<&Matcher>, here: &Here, focused: bool) -> Self {
        let kept: OpenList = ui.data(|data| data.get_temp(kept_id())).unwrap_or_default();
        let open = focused || kept.under_pointer;
        let list = matcher.filter(|_| open).map(|matcher| offered(ui, &search.text, matcher));
        let chosen = kept.chosen.filter(|_| kept.text == search.text);
        let mut list = list.unwrap_or_default();
        let days = going(&search.text, here).filter(|_| open).and_then(Result::ok);
        if let Some(days) = days {
            let (replace, text) = (0..search.text.len(), going::in_words(days));
            list.insert(0, Completion { replace, text, detail: "go to date".to_owned() });
        }
        let chosen = chosen.filter(|at| *at < list.len());
        Self { chosen, list, days, under_pointer: kept.under_pointer && open }
    }

    /// Keeps what the next frame needs.
    pub fn keep(self, ui: &Ui, text: &str) {
        let kept = OpenList { text: text.to_owned(), chosen: self.chosen, under_pointer: self.under_pointer };
        ui.data_mut(|data| data.insert_temp(kept_id(), kept));
    }

    /// Whether what is wrong can still become one of those offered: it is unfinished then, and not wrong yet.
    pub fn may_mend(&self, error: &QueryError) -> bool {
        let typed = self.list.get(usize::from(self.days.is_some())).map(|offer| &offer.replace);
        typed.is_some_and(|typed| typed.start <= error.at.end && error.at.start <= typed.end)
    }

    /// The days that one of those offered goes to; `None` where it completes what is typed.
    pub fn days_of(&self, chosen: &Completion) -> Option<(Day, Day)> {
        self.days.filter(|_| self.list.first() == Some(chosen))
    }

    /// Whether nothing is offered.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Chooses the next one down (or up); before the first none is chosen.
    pub fn step(&mut self, down: bool) {
        let count = self.list.len();
        self.chosen = match (self.chosen, down) {
            (None, true) => Some(0),
            (None, false) => count.checked_sub(1),
            (Some(at), true) => Some(at + 1).filter(|at| *at < count),
            (Some(at), false) => at.checked_sub(1),
        };
    }

    /// The chosen one.
    pub fn chosen(&self) -> Option<Completion> {
        self.chosen.and_then(|at| self.list.get(at)).cloned()
    }

    /// The chosen one, or else the best.
    pub fn chosen_or_first(&self) -> Option<Completion> {
        self.chosen().or_else(|| self.list.get(usize::from(self.days.is_some())).cloned())
    }
}

fn kept_id() -> Id {
    field_id().with("offers")
}

/// What is worth offering: nothing between conditions, where everything would be, and nothing that is there.
fn offered(ui: &Ui, text: &str, matcher: &Matcher) -> Vec<Completion> {
    let cursor = cursor(ui, text);
    let before = &text[..cursor];
    let between = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(' || c == ')');
    if between && !text.trim().is_empty() {
        return Vec::new();
    }
    let mut list = complete(text, cursor, matcher);
    list.retain(|offer| text.get(offer.replace.clone()) != Some(offer.text.as_str()));
    list
}

/// Shows the list below the field; returns what was clicked.
pub fn show(
    ui: &Ui,
    field: Rect,
    shown: &PanelContext<'_>,
    search: &Search,
    offers: &mut Offers,
    focused: bool,
) -> Option<Completion> {
    let theme = shown.theme;
    let mut messages = messages(shown, search);
    messages.retain(|(error, _)| !offers.may_mend(error));
    let open = focused || offers.under_pointer;
    if !open || (offers.is_empty() && messages.is_empty()) {
        offers.under_pointer = false;
        return None;
    }
    let mut clicked = None;
    let width = field.width().max(340.0);
    let area = Area::new(field_id().with("list"))
        .order(Order::Foreground)
        .fixed_pos(field.left_bottom() + vec2(0.0, 6.0))
        .show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
                ui.set_width(width - 28.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                for (error, color) in &messages {
                    message(ui, shown, &search.text, error, *color);
                }
                if !messages.is_empty() && !offers.is_empty() {
                    widgets::rule(ui, theme);
                }
                let height = ROW_PT * scale(shown) * offers.list.len().min(ROWS_IN_SIGHT) as f32;
                ScrollArea::vertical()
                    .min_scrolled_height(height)
                    .max_height(height)
                    .show(ui, |ui| clicked = rows(ui, shown, offers));
            });
        });
    offers.under_pointer = area.response.contains_pointer();
    clicked.and_then(|at| offers.list.get(at).cloned())
}

fn rows(ui: &mut Ui, shown: &PanelContext<'_>, offers: &Offers) -> Option<usize> {
    let (theme, scale) = (shown.theme, scale(shown));
    let mut clicked = None;
    for (at, offer) in offers.list.iter().enumerate() {
        let name = format!("{}, {}", offer.text, offer.detail);
        let chosen = offers.chosen == Some(at);
        let (rect, response) = widgets::row_of_field(ui, ROW_PT * scale, chosen, theme, &name);
        if chosen {
            response.scroll_to_me(None);
        }
        let style = TextStyle::regular(13.0 * scale);
        let width = widgets::put(ui, rect.left_center(), &offer.text, style, theme.text, rect.width() * 0.6);
        let detail = TextStyle::regular(12.0 * scale);
        let room = rect.width() - width - 14.0;
        // "Iran · 10 events": a name keeps to itself beside the count.
        let said = match offer.detail.rsplit_once(" · ") {
            Some((name, count)) => format!("{} · {count}", isolated(name)),
            None => isolated(&offer.detail).into_owned(),
        };
        let needed = widgets::galley(ui, &said, detail, theme.text_muted).size().x;
        let x = (rect.right() - needed).max(rect.left() + width + 14.0);
        widgets::put(ui, egui::pos2(x, rect.center().y), &said, detail, theme.text_muted, room);
        if response.clicked() {
            clicked = Some(at);
        }
    }
    clicked
}

/// What is wrong, or what no event has.
fn messages<'a>(shown: &PanelContext<'_>, search: &'a Search) -> Vec<(&'a QueryError, Color)> {
    let wrong = search.wrong.iter().map(|error| (error, shown.theme.error));
    let found = search.found.iter().filter(|_| !search.waiting);
    let doubts = found.flat_map(|hits| hits.doubts()).map(|doubt| (doubt, shown.theme.warning));
    wrong.chain(doubts).collect()
}

/// "at “contry”: there is no key contry", and below it what to write instead.
fn message(ui: &mut Ui, shown: &PanelContext<'_>, text: &str, error: &QueryError, color: Color) {
    let place = text.get(error.at.clone()).unwrap_or_default().trim();
    let at = match text.get(..error.at.start) {
        _ if !place.is_empty() => format!("“{place}”: "),
        Some(before) if !before.trim().is_empty() => format!("after “{}”: ", before.trim()),
        _ => String::new(),
    };
    let line = format!("{at}{}", error.message);
    widgets::paragraph(ui, &line, TextStyle::regular(12.5 * scale(shown)), color);
    if let Some(hint) = &error.hint {
        widgets::paragraph(ui, hint, TextStyle::regular(12.5 * scale(shown)), shown.theme.text_muted);
    }
    ui.add_space(2.0);
}
