//! All coincidences by day: how sure, which lanes, which events, what they share. A click goes there.

use std::sync::Arc;

use egui::{Color32, Frame, Id, Margin, Panel, Rect, ScrollArea, Ui, vec2};

use super::command::Commands;
use super::painting::Flags;
use super::{Shown, coincidence_row, coincidence_rule, widgets};
use crate::analysis::{Query, Sort};
use crate::model::counted;
use crate::scene::TextStyle;

/// Shows the panel.
pub fn show(ui: &mut Ui, shown: &Shown<'_>, sort: Sort, flags: &mut Flags, commands: &mut Commands) {
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(Margin::symmetric(16, 14));
    Panel::right("coincidences").default_size(372.0).size_range(340.0..=620.0).frame(frame).show(ui, |ui| {
        let count = shown.coincidences.len();
        let heading = counted(count, "coincidence");
        widgets::line(ui, &heading, TextStyle::semibold(16.0), shown.theme.text);
        ui.add_space(4.0);
        coincidence_rule::show(ui, shown, sort, flags, commands);
        ui.add_space(4.0);
        if count == 0 {
            nothing(ui, shown);
            return;
        }
        let laid = Laid::of(ui, shown, sort);
        coincidence_rule::copy(ui, shown, sort, &laid.order, commands);
        widgets::rule(ui, shown.theme);
        rows(ui, shown, sort, &laid, flags, commands);
    });
}

/// Why there is nothing, as far as that is known.
fn nothing(ui: &mut Ui, shown: &Shown<'_>) {
    let narrowed = shown.asked.is_filtered() || shown.asked.lanes.is_some() || shown.asked.min_lanes > 2;
    let text = if narrowed {
        "Nothing happened on the same day in different lanes that fits what is asked for above."
    } else {
        "Nothing happened on the same day in different lanes."
    };
    widgets::paragraph(ui, text, TextStyle::regular(12.5), shown.theme.text_muted);
}

/// The list in its order with the place of every row, kept from frame to frame: a hundred thousand are soon scrolled
/// and slowly sorted.
struct Laid {
    key: Key,
    order: Vec<usize>,
    /// Where each row begins, and where the last one ends.
    tops: Vec<f32>,
}

/// What the rows depend on: where the list lies and how long it is (it is made anew when anything else changes), the
/// order, and whether chance is counted yet.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    list: (usize, usize),
    revision: u64,
    sort: Sort,
    rated: bool,
}

impl Laid {
    fn of(ui: &Ui, shown: &Shown<'_>, sort: Sort) -> Arc<Self> {
        let list = (shown.coincidences.as_ptr() as usize, shown.coincidences.len());
        let key = Key { list, revision: shown.document.revision(), sort, rated: shown.rates.is_some() };
        let id = Id::unique("laid list of coincidences");
        let kept: Option<Arc<Self>> = ui.data(|data| data.get_temp(id));
        if let Some(kept) = kept.filter(|kept| kept.key == key) {
            return kept;
        }
        let order = sort.order(shown.coincidences, shown.rates);
        let mut y = 0.0;
        let mut tops = vec![0.0];
        for at in &order {
            y += shown.coincidences.get(*at).map_or(0.0, |c| coincidence_row::height(shown, c));
            tops.push(y);
        }
        let laid = Arc::new(Self { key, order, tops });
        ui.data_mut(|data| data.insert_temp(id, Arc::clone(&laid)));
        laid
    }
}

/// Only the rows in view are laid out.
fn rows(ui: &mut Ui, shown: &Shown<'_>, sort: Sort, laid: &Laid, flags: &mut Flags, commands: &mut Commands) {
    let remembered = ui.scope_id().with("scrolled to");
    let scrolled_to: Option<usize> = ui.data(|data| data.get_temp::<Option<usize>>(remembered)).flatten();
    let filter = Query::parse(&shown.asked.with).ok();
    ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, viewport| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_height(laid.tops.last().copied().unwrap_or(0.0));
        let origin = ui.max_rect().left_top();
        let width = ui.available_width();
        let place = |row: usize| {
            let (top, bottom) = (laid.tops[row], laid.tops[row + 1]);
            Rect::from_min_size(origin + vec2(0.0, top), vec2(width, bottom - top))
        };
        if let Some(current) = shown.current.filter(|at| scrolled_to != Some(*at))
            && let Some(row) = laid.order.iter().position(|at| *at == current)
        {
            ui.scroll_to_rect(place(row), None);
            ui.data_mut(|data| data.insert_temp(remembered, Some(current)));
        }
        let first = laid.tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
        for row in first..laid.order.len() {
            if laid.tops[row] > viewport.bottom() {
                break;
            }
            ui.scope_builder(egui::UiBuilder::new().max_rect(place(row)), |ui| {
                let row = coincidence_row::Row { at: laid.order[row], sort, filter: filter.as_ref() };
                row.show(ui, shown, flags, commands);
            });
        }
    });
}
