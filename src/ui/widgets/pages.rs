//! Lists and texts that are too long to be shown as a whole: their first part, how much more there is, and the way to the
//! other parts. One event may have a hundred thousand tags or a summary of a megabyte; a frame shows a page of it.

use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Range;

use egui::accesskit::Role;
use egui::{DragValue, Id, Ui};

use super::{named, text_button, tip};
use crate::model::grouped;
use crate::scene::{Color, TextStyle};

/// So many bytes of a text are a page.
const PAGE_BYTES: usize = 4000;

/// A list of which a page at a time is shown.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    id: Id,
    total: usize,
    per_page: usize,
    page: usize,
}

impl Pages {
    /// Of a list of so many; `what` tells it from others of the same place in the window.
    #[must_use]
    pub fn of(ui: &Ui, what: impl Hash + Debug, total: usize, per_page: usize) -> Self {
        let id = ui.scope_id().with(("page of a long list", what));
        let per_page = per_page.max(1);
        let last = total.div_ceil(per_page).saturating_sub(1);
        let kept = if last == 0 { None } else { ui.data(|data| data.get_temp::<usize>(id)) };
        Self { id, total, per_page, page: kept.unwrap_or(0).min(last) }
    }

    /// Of a text.
    #[must_use]
    pub fn of_text(ui: &Ui, text: &str) -> Self {
        Self::of(ui, ("text", text.len()), text.len(), PAGE_BYTES)
    }

    /// The positions that are shown.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        let first = self.page * self.per_page;
        first..(first + self.per_page).min(self.total)
    }

    /// The elements that are shown.
    #[must_use]
    pub fn part<'l, T>(&self, list: &'l [T]) -> &'l [T] {
        list.get(self.range()).unwrap_or_default()
    }

    /// The part of a text that is shown.
    #[must_use]
    pub fn part_of_text<'l>(&self, text: &'l str) -> &'l str {
        let range = self.range();
        &text[text.floor_char_boundary(range.start)..text.floor_char_boundary(range.end)]
    }

    /// Whether all is on one page.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.total <= self.per_page
    }

    /// Below the part that is shown: how many more there are of a list of `what` ("tags"), or which part this is.
    pub fn turn_ui(&self, ui: &mut Ui, what: &str, color: Color) {
        if self.is_single() {
            return;
        }
        if self.page > 0 {
            let range = self.range();
            let of = format!("{} to {} of", grouped(range.start + 1), grouped(range.end));
            self.turn(ui, what, &format!("{of} {}", grouped(self.total)), color);
            return;
        }
        let more = format!("and {} more", grouped(self.total - self.per_page));
        let button = text_button(ui, &more, TextStyle::regular(12.5), color);
        let button = named(button, Role::Button, &format!("{more} {what}"));
        if tip(button, "Show next page").clicked() {
            self.go(ui, 1);
        }
    }

    /// Below the page of a text that is shown: which one it is.
    pub fn turn_text_ui(&self, ui: &mut Ui, color: Color) {
        if !self.is_single() {
            let pages = self.total.div_ceil(self.per_page);
            let which = format!("page {} of {}", grouped(self.page + 1), grouped(pages));
            self.turn(ui, "text", &which, color);
        }
    }

    /// Back, which part this is, on, and the number of the page to type.
    fn turn(&self, ui: &mut Ui, what: &str, which: &str, color: Color) {
        let style = TextStyle::regular(12.5);
        let pages = self.total.div_ceil(self.per_page);
        ui.horizontal(|ui| {
            let back = named(text_button(ui, "‹", style, color), Role::Button, &format!("Previous {what}"));
            if back.clicked() {
                self.go(ui, self.page.saturating_sub(1));
            }
            super::line(ui, which, style, color);
            let on = named(text_button(ui, "›", style, color), Role::Button, &format!("More {what}"));
            if on.clicked() {
                self.go(ui, self.page + 1);
            }
            let mut number = self.page + 1;
            let typed = ui.add(DragValue::new(&mut number).range(1..=pages).prefix("page "));
            if named(typed, Role::SpinButton, &format!("Page of {what}")).changed() {
                self.go(ui, number.saturating_sub(1));
            }
        });
    }

    /// Turns to the page of an element.
    pub fn turn_to(&mut self, ui: &Ui, at: usize) {
        self.page = at.min(self.total.saturating_sub(1)) / self.per_page;
        self.go(ui, self.page);
    }

    fn go(&self, ui: &Ui, page: usize) {
        ui.data_mut(|data| data.insert_temp(self.id, page));
        ui.ctx().request_repaint();
    }
}
