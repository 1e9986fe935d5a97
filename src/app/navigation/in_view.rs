//! Moves the view no farther than needed.

use crate::layout::{Folds, Viewport};
use crate::model::Day;

/// What counts as in view is so far from both edges, as a part of the width.
const AIR: f64 = 0.06;

/// The view moved just so far that these days are in it; `None` where they are already.
pub fn shifted_to_show(viewport: Viewport, folds: &Folds, first: Day, last: Day) -> Option<Viewport> {
    let place = |instant: f64| folds.fraction(&viewport, instant);
    let (begin, end) = (place(f64::from(first.number())), place(f64::from(last.number()) + 1.0));
    let inside = begin >= AIR && end <= 1.0 - AIR;
    let too_long = end - begin > 1.0 - 2.0 * AIR;
    if inside || (too_long && begin < 1.0 - AIR && end > AIR) {
        return None;
    }
    let middle = f64::midpoint(begin, end.min(begin + 1.0));
    Some(Viewport { from: folds.at(&viewport, middle - 0.4), ..viewport })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_moves_only_where_it_must() {
        let day = Day::from_number;
        let viewport = Viewport { from: 100.0, days: 100.0, scroll: 0.0 };
        let shifted_to_show =
            |viewport, first, last| shifted_to_show(viewport, &Folds::default(), first, last);
        assert_eq!(shifted_to_show(viewport, day(150), day(150)), None);
        let moved = shifted_to_show(viewport, day(300), day(300)).unwrap();
        assert_eq!(moved.days, 100.0);
        assert!(moved.from < 300.0 && moved.to() > 301.0);
        assert_eq!(shifted_to_show(viewport, day(0), day(1000)), None, "longer than the view, and seen");
        assert!(shifted_to_show(viewport, day(0), day(10)).is_some());
    }
}
