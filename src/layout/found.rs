//! The ground behind what is searched for in a label, so that one sees on the timeline why it was found.

use super::labels::words::Line;
use crate::analysis::{Query, hits_in};
use crate::scene::{Color, Fill, Item, ItemId, Pos2, Primitive, Rect, TextMeasure, TextStyle, pos2};

/// The grounds behind the words of a query in a line that begins at a point, in a colour. Where a line is read from
/// right to left all of it is marked: its letters join, and stand elsewhere than they are written.
pub(super) fn grounds(
    query: &Query,
    line: &Line,
    style: TextStyle,
    (left_middle, height): (Pos2, f32),
    color: Color,
    id: ItemId,
    measure: &mut dyn TextMeasure,
) -> Vec<Item> {
    let text: &str = &line.text;
    let hits = hits_in(text, query);
    let stretches: Vec<(f32, f32)> = if hits.is_empty() {
        Vec::new()
    } else if text.chars().any(turns) {
        vec![(0.0, line.width)]
    } else {
        let mut x = |end: usize| text.get(..end).map_or(line.width, |before| measure.width(before, style));
        hits.iter().map(|hit| (x(hit.start), x(hit.end))).collect()
    };
    let ground = |(from, to): (f32, f32)| {
        let rect = Rect::from_min_max(
            pos2(left_middle.x + from - 1.0, left_middle.y - height / 2.0),
            pos2(left_middle.x + to + 1.0, left_middle.y + height / 2.0),
        );
        let primitive = Primitive::Rect { rect, radius: 2.0, fill: Fill::Solid(color), stroke: None };
        Item { id: Some(id), primitive }
    };
    stretches.into_iter().map(ground).collect()
}

/// Whether a letter belongs to a script that is read from right to left.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter is ten points wide.
    struct Even;

    impl TextMeasure for Even {
        fn width(&mut self, text: &str, _style: TextStyle) -> f32 {
            text.chars().count() as f32 * 10.0
        }
    }

    fn marked(text: &str, query: &str) -> Vec<(f32, f32)> {
        let style = TextStyle::regular(13.0);
        let line = Line::new(text, style, &mut Even);
        let query = Query::parse(query).unwrap();
        let color = Color { r: 255, g: 255, b: 0, a: 255 };
        let items =
            grounds(&query, &line, style, (pos2(100.0, 50.0), 16.0), color, ItemId::Lane(0), &mut Even);
        let x = |item: &Item| match &item.primitive {
            Primitive::Rect { rect, .. } => (rect.left() - 99.0, rect.right() - 101.0),
            _ => (0.0, 0.0),
        };
        items.iter().map(x).collect()
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        assert_eq!(marked("Talks in Bakı", "baku"), [(90.0, 130.0)]);
        assert_eq!(marked("Baku and baku", "baku"), [(0.0, 40.0), (90.0, 130.0)]);
        assert!(marked("Talks in Tehran", "baku").is_empty());
        assert!(marked("Talks in Baku", "-baku").is_empty());
        assert!(marked("Talks in Baku", "place:baku").is_empty(), "a key asks for something else");
        assert_eq!(marked("دیدار پزشکیان", "پزشک"), [(0.0, 130.0)], "joined letters are marked as a whole");
    }
}
