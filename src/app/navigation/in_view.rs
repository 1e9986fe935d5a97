//! Moves the view no farther than needed.

use crate::layout::Viewport;
use crate::model::Day;

/// The view moved just so far that these days are in it; `None` where they are already.
pub fn shifted_to_show(viewport: Viewport, first: Day, last: Day) -> Option<Viewport> {
    let air = viewport.days * 0.06;
    let (begin, end) = (f64::from(first.number()), f64::from(last.number()) + 1.0);
    let inside = begin >= viewport.from + air && end <= viewport.to() - air;
    let too_long = end - begin > viewport.days - 2.0 * air;
    if inside || (too_long && begin < viewport.to() - air && end > viewport.from + air) {
        return None;
    }
    let from = f64::midpoint(begin, end.min(begin + viewport.days)) - viewport.days * 0.4;
    Some(Viewport { from, ..viewport })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_moves_only_where_it_must() {
        let day = Day::from_number;
        let viewport = Viewport { from: 100.0, days: 100.0, scroll: 0.0 };
        assert_eq!(shifted_to_show(viewport, day(150), day(150)), None);
        let moved = shifted_to_show(viewport, day(300), day(300)).unwrap();
        assert_eq!(moved.days, 100.0);
        assert!(moved.from < 300.0 && moved.to() > 301.0);
        assert_eq!(shifted_to_show(viewport, day(0), day(1000)), None, "longer than the view, and seen");
        assert!(shifted_to_show(viewport, day(0), day(10)).is_some());
    }
}
