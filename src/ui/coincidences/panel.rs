//! All coincidences by day: how sure, which lanes, which events, what they share. A click goes there.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::mutex::Mutex;
use egui::style::ScrollAnimation;
use egui::{Color32, Frame, Id, Margin, Rect, ScrollArea, Ui, vec2};

use super::unfold::{self, Folds};
use super::{row, rule};
use crate::analysis::{Query, Sort};
use crate::model::counted;
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, ListCommand};
use crate::ui::widgets::textures::Flags;
use crate::ui::{PanelContext, widgets};

/// What of the list is shown, and how.
#[derive(Clone, Copy, Debug)]
pub struct ListInput {
    /// Its order.
    pub sort: Sort,
    /// Whether the user has ended what would bring it up to date.
    pub is_stale: bool,
}

/// A panel with less height than this scrolls as a whole, in points.
const LOW_PT: f32 = 460.0;
/// The height of what stands above the list, in points.
const ABOVE_LIST_PT: f32 = 320.0;
/// The least height of the list, in points.
const LEAST_LIST_PT: f32 = 160.0;
/// Room for the bar of a panel that scrolls, in points.
const BAR_OF_LOW_PT: f32 = 10.0;

/// Shows the panel.
pub fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: ListInput,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(Margin::symmetric(16, 14));
    frame.show(ui, |ui| {
        // In a low window the settings would leave nothing of the list: then all of it scrolls.
        if ui.available_height() >= LOW_PT {
            return contents(ui, shown, input, flags, commands);
        }
        let height = ui.available_height();
        ScrollArea::vertical().auto_shrink(false).id_salt("low").show(ui, |ui| {
            ui.set_width(ui.available_width() - BAR_OF_LOW_PT);
            ui.set_max_height(ABOVE_LIST_PT + height.max(LEAST_LIST_PT));
            contents(ui, shown, input, flags, commands);
        });
    });
}

fn contents(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: ListInput,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let sort = input.sort;
    let count = shown.list.coincidences.len();
    let heading = counted(count, "coincidence");
    widgets::line(ui, &heading, TextStyle::semibold(16.0), shown.theme.text);
    ui.add_space(4.0);
    rule::show(ui, shown, sort, flags, commands);
    ui.add_space(4.0);
    if input.is_stale {
        stale(ui, shown, commands);
    }
    if count == 0 {
        nothing(ui, shown);
        return;
    }
    let laid = Laid::of(ui, shown, sort);
    let mut laid = laid.lock();
    rule::copy(ui, shown, commands);
    widgets::rule(ui, shown.theme);
    rows(ui, shown, sort, &mut laid, flags, commands);
}

/// That the list is from before, and the way to have it anew.
fn stale(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    ui.horizontal(|ui| {
        let style = TextStyle::regular(12.5);
        widgets::line(ui, "Listing was cancelled; the list is out of date.", style, shown.theme.warning);
        if widgets::text_button(ui, "Update list", style, shown.theme.coincidence_text).clicked() {
            commands.push_back(Command::List(ListCommand::Again));
        }
    });
}

/// Why there is nothing, as far as that is known.
fn nothing(ui: &mut Ui, shown: &PanelContext<'_>) {
    let narrowed =
        shown.list.asked.is_filtered() || shown.list.asked.lanes.is_some() || shown.list.asked.min_lanes > 2;
    let text = if narrowed {
        "No coincidences match the settings above."
    } else {
        "No coincidences: nothing happened on the same day in different lanes."
    };
    widgets::paragraph(ui, text, TextStyle::regular(12.5), shown.theme.text_muted);
}

/// Lists no longer than this are measured at once.
const MEASURED_AT_ONCE_ROWS: usize = 300;

/// What is said of so many is kept before all of it is forgotten.
const MOST_TOLD: usize = 2000;

/// The list in its order with the place of every row, kept from frame to frame: a hundred thousand are soon scrolled
/// and slowly sorted. How high a row is depends on what its members share, which is found out when the row comes into
/// view; until then it has the height that most have.
struct Laid {
    key: Key,
    folds: Folds,
    order: Vec<usize>,
    heights: Vec<f32>,
    is_measured: Vec<bool>,
    /// Where each row begins, and where the last one ends.
    tops: Vec<f32>,
    /// What is said of those that were in view, by their positions in the list by day.
    told: foldhash::HashMap<usize, Arc<row::Told>>,
}

/// What the rows depend on: where the list lies and how long it is (it is made anew when anything else changes), the
/// order, and whether what it goes by is counted yet.
#[derive(Clone, PartialEq)]
struct Key {
    list: (usize, usize),
    revision: u64,
    sort: Sort,
    keyed: bool,
    /// Those of which the possible one of the same day is shown too.
    unfolded: BTreeSet<usize>,
}

impl Laid {
    fn of(ui: &Ui, shown: &PanelContext<'_>, sort: Sort) -> Arc<Mutex<Self>> {
        let list = shown.list.coincidences.briefs();
        let list = (list.as_ptr() as usize, list.len());
        let keyed = shown.list.order_keys.is_some();
        let unfolded = unfold::unfolded(ui, list);
        let key = Key { list, revision: shown.document.revision(), sort, keyed, unfolded };
        let id = Id::unique("laid list of coincidences");
        let kept: Option<Arc<Mutex<Self>>> = ui.data(|data| data.get_temp(id));
        if let Some(kept) = kept.filter(|kept| kept.lock().key == key) {
            return kept;
        }
        let folds = Folds::of(shown.list.coincidences);
        let mut order = sort.order(shown.list.coincidences, shown.list.order_keys);
        order.retain(|at| folds.is_row(*at, &key.unfolded));
        let likely = |at: &usize| shown.list.coincidences.brief(*at).map_or(0.0, row::likely_height);
        let heights: Vec<f32> = order.iter().map(likely).collect();
        let (rows, all) = (order.len(), order.len() <= MEASURED_AT_ONCE_ROWS);
        let mut laid = Self {
            key,
            folds,
            order,
            heights,
            is_measured: vec![false; rows],
            tops: vec![0.0; rows + 1],
            told: foldhash::HashMap::default(),
        };
        laid.add_up(0);
        if all {
            laid.measure(shown, 0.0, f32::INFINITY);
        }
        let laid = Arc::new(Mutex::new(laid));
        ui.data_mut(|data| data.insert_temp(id, Arc::clone(&laid)));
        laid
    }

    /// The row that a height lies in.
    fn row_at(&self, y: f32) -> usize {
        self.tops.partition_point(|top| *top <= y).saturating_sub(1)
    }

    /// Measures the rows between two heights. Returns how far that moved those that had been in view before.
    fn measure(&mut self, shown: &PanelContext<'_>, top: f32, bottom: f32) -> f32 {
        let first = self.row_at(top);
        let in_view = |laid: &Self, row: usize| row < laid.order.len() && laid.tops[row] <= bottom;
        let anchor = (first..).take_while(|row| in_view(self, *row)).find(|row| self.is_measured[*row]);
        let before = anchor.map(|row| self.tops[row]);
        let mut row = first;
        while in_view(self, row) {
            if !std::mem::replace(&mut self.is_measured[row], true) {
                let at = self.order[row];
                let folds = self.folds.folded(at, shown.list.coincidences, &self.key.unfolded).is_some();
                let height = self.told(shown, at).map_or(0.0, |told| told.height(folds));
                if height.total_cmp(&self.heights[row]).is_ne() {
                    self.heights[row] = height;
                    self.tops[row + 1] = self.tops[row] + height;
                    self.add_up(row + 1);
                }
            }
            row += 1;
        }
        anchor.zip(before).map_or(0.0, |(row, before)| self.tops[row] - before)
    }

    /// What is said of a coincidence.
    fn told(&mut self, shown: &PanelContext<'_>, at: usize) -> Option<Arc<row::Told>> {
        if let Some(told) = self.told.get(&at) {
            return Some(Arc::clone(told));
        }
        let told = Arc::new(row::Told::of(shown, shown.coincidence(at)?));
        if self.told.len() >= MOST_TOLD {
            self.told.clear();
        }
        self.told.insert(at, Arc::clone(&told));
        Some(told)
    }

    /// Finds where the rows from one on begin.
    fn add_up(&mut self, from: usize) {
        for row in from..self.heights.len() {
            self.tops[row + 1] = self.tops[row] + self.heights[row];
        }
    }
}

/// Only the rows in view are laid out.
fn rows(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    sort: Sort,
    laid: &mut Laid,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let remembered = ui.scope_id().with("scrolled to");
    let scrolled_to: Option<usize> = ui.data(|data| data.get_temp::<Option<usize>>(remembered)).flatten();
    let filter = Query::parse(&shown.list.asked.with).ok();
    ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, viewport| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let moved = laid.measure(shown, viewport.top(), viewport.bottom());
        if moved.abs() > 0.0 {
            // What one reads stays where it is.
            ui.scroll_with_delta_animation(vec2(0.0, -moved), ScrollAnimation::none());
        }
        ui.set_height(laid.tops.last().copied().unwrap_or(0.0));
        let origin = ui.max_rect().left_top() - vec2(0.0, moved);
        let width = ui.available_width();
        let place = |laid: &Laid, row: usize| {
            let (top, bottom) = (laid.tops[row], laid.tops[row + 1]);
            Rect::from_min_size(origin + vec2(0.0, top), vec2(width, bottom - top))
        };
        if let Some(current) = shown.selection.coincidence.filter(|at| scrolled_to != Some(*at)) {
            if let Some(row) = laid.order.iter().position(|at| *at == current) {
                ui.scroll_to_rect(place(laid, row), None);
                ui.data_mut(|data| data.insert_temp(remembered, Some(current)));
            } else if let Some(certain) = laid.folds.folded_into(current) {
                // What was gone to is shown.
                unfold::toggle(ui, laid.key.list, certain);
                ui.ctx().request_repaint();
            }
        }
        for row in laid.row_at(viewport.top() + moved)..laid.order.len() {
            if laid.tops[row] > viewport.bottom() + moved {
                break;
            }
            ui.scope_builder(egui::UiBuilder::new().max_rect(place(laid, row)), |ui| {
                let at = laid.order[row];
                let folded = laid.folds.folded(at, shown.list.coincidences, &laid.key.unfolded);
                let Some(told) = laid.told(shown, at) else { return };
                let row = row::Row { at, sort, filter: filter.as_ref(), told: &told, folded };
                if row.show(ui, shown, flags, commands) {
                    unfold::toggle(ui, laid.key.list, at);
                }
            });
        }
    });
}
