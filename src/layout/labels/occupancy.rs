//! What is taken of a lane by marks, bars and labels, and by whom, in cells side by side, so that a label is tried against its neighbours
//! alone and not against everything in the lane.

use crate::scene::Rect;

/// The width of a cell, in points.
const CELL: f32 = 48.0;
/// Ends the list of a cell.
const END: u32 = u32::MAX;

/// The rectangles that are taken of a room; kept from lane to lane for its memory.
#[derive(Default)]
pub(crate) struct Taken {
    room: Option<Rect>,
    /// With whose each is.
    rects: Vec<(Rect, u32)>,
    /// For each cell the first link of its list.
    cells: Vec<u32>,
    /// A rectangle, and the next link of the same cell.
    links: Vec<(u32, u32)>,
}

impl Taken {
    /// Empties it for another room.
    pub fn begin(&mut self, room: Rect) {
        self.room = Some(room);
        self.rects.clear();
        self.links.clear();
        self.cells.clear();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        // a canvas is some thousand points wide
        let cells = (room.width().clamp(0.0, 1e6) / CELL) as usize + 1;
        self.cells.resize(cells, END);
    }

    /// The cells that a stretch touches.
    fn cells(&self, left: f32, right: f32) -> std::ops::RangeInclusive<usize> {
        let from = self.room.map_or(0.0, |room| room.left());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` holds it at 0
        let cell = |x: f32| (((x - from) / CELL) as usize).min(self.cells.len().saturating_sub(1));
        cell(left)..=cell(right)
    }

    /// Takes a rectangle; what is out of the room needs no place.
    pub fn add(&mut self, rect: Rect, whose: u32) {
        if !self.room.is_some_and(|room| room.expand(8.0).intersects(rect)) {
            return;
        }
        #[allow(clippy::cast_possible_truncation)] // a lane has fewer in view
        let at = self.rects.len() as u32;
        self.rects.push((rect, whose));
        for cell in self.cells(rect.left(), rect.right()) {
            #[allow(clippy::cast_possible_truncation)]
            let link = self.links.len() as u32;
            self.links.push((at, self.cells[cell]));
            self.cells[cell] = link;
        }
    }

    /// What is taken in a cell.
    fn in_cell(&self, cell: usize, asking: u32) -> impl Iterator<Item = &Rect> {
        let mut link = self.cells.get(cell).copied().unwrap_or(END);
        let all = std::iter::from_fn(move || {
            let (rect, next) = self.links.get(link as usize)?;
            link = *next;
            self.rects.get(*rect as usize)
        });
        all.filter(move |(_, whose)| *whose != asking).map(|(rect, _)| rect)
    }

    /// Whether nothing that others have taken overlaps a rectangle.
    pub fn is_free(&self, rect: Rect, asking: u32) -> bool {
        !self
            .cells(rect.left(), rect.right())
            .any(|cell| self.in_cell(cell, asking).any(|other| overlap(rect, *other)))
    }

    /// The left edge of the first of others that overlaps a rectangle.
    pub fn first(&self, rect: Rect, asking: u32) -> Option<f32> {
        self.cells(rect.left(), rect.right()).find_map(|cell| {
            let lefts = self
                .in_cell(cell, asking)
                .filter(|other| overlap(rect, **other))
                .map(|other: &Rect| other.left());
            lefts.reduce(f32::min)
        })
    }
}

pub(crate) fn overlap(a: Rect, b: Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scene::{pos2, vec2};

    fn some_rect() -> impl Strategy<Value = Rect> {
        let place = (-300.0..1300.0f32, -10.0..60.0f32, 1.0..900.0f32, 1.0..20.0f32);
        place.prop_map(|(x, y, w, h)| Rect::from_min_size(pos2(x, y), vec2(w, h)))
    }

    proptest! {
        #[test]
        fn answers_as_trying_all_does(
            taken in prop::collection::vec(some_rect(), 0..40),
            asked in prop::collection::vec(some_rect(), 1..40),
        ) {
            let room = Rect::from_min_max(pos2(0.0, 0.0), pos2(1000.0, 50.0));
            let mut cells = Taken::default();
            cells.begin(room);
            taken.iter().for_each(|rect| cells.add(*rect, 1));
            // One's own are in nobody's way.
            cells.add(room, 0);
            for rect in asked.iter().map(|rect| rect.intersect(room)).filter(Rect::is_positive) {
                let in_way = || taken.iter().filter(|other| overlap(rect, **other));
                prop_assert_eq!(cells.is_free(rect, 0), in_way().next().is_none());
                prop_assert_eq!(cells.first(rect, 0), in_way().map(|other: &Rect| other.left()).reduce(f32::min));
            }
        }
    }
}
