//! The whole timeline on one large page, or on many small ones that overlap and are glued together.

use std::sync::Arc;

use super::Paper;
use super::flow::line;
use crate::export::missing_height;
use crate::export::pdf::{Block, Leaf, MM, MOST_MM, Passage, Picture, Placed, Role};
use crate::export::publish::caption::fitted;
use crate::layout::story;
use crate::paint::HeadlessFonts;
use crate::scene::{
    Item, Primitive, Rect, Scene, Stroke, Text, TextMeasure as _, TextStyle, Vec2, pos2, vec2,
};

/// A poster: its size, and that of the sheets it is put together of, if any.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poster {
    /// Width and height in millimetres.
    pub size_mm: Vec2,
    /// The sheets.
    pub tiles: Option<Tiles>,
}

/// Sheets of paper that a printer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tiles {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

/// The smallest that a poster may be, in millimetres.
const LEAST_MM: f32 = 100.0;
/// No printer prints to the edge of a sheet, in millimetres.
const EDGE_MM: f32 = 10.0;
/// So far neighbours overlap, to be glued together, in millimetres.
const OVERLAP_MM: f32 = 10.0;
/// More sheets nobody glues together.
const MOST_TILES: usize = 400;
/// So much smaller everything is drawn at most, where many lanes are to find room.
const MOST_SHRUNK: f32 = 40.0;
/// The height for which letters have their usual size, in points: that of A2.
const USUAL_HEIGHT: f32 = 420.0 * MM;

impl Poster {
    /// Reads a size: `A0` to `A4`, lying, or `WIDTHxHEIGHT` in millimetres.
    ///
    /// # Errors
    /// Says what to write, and how large a poster can be.
    pub fn size_of(text: &str) -> Result<Vec2, String> {
        let paper = [
            ("A0", 1189.0, 841.0),
            ("A1", 841.0, 594.0),
            ("A2", 594.0, 420.0),
            ("A3", 420.0, 297.0),
            ("A4", 297.0, 210.0),
        ];
        if let Some((_, width, height)) = paper.into_iter().find(|(name, ..)| name.eq_ignore_ascii_case(text))
        {
            return Ok(vec2(width, height));
        }
        let sides = text.split_once(['x', 'X', '×']).map(|(width, height)| (side(width), side(height)));
        let Some((Some(width), Some(height))) = sides else {
            return Err(
                "write a size as A0 to A4, or as width and height in millimetres: 2000x900".to_owned()
            );
        };
        if width > MOST_MM || height > MOST_MM {
            return Err("a poster can be at most 5 m wide and high: PDF has no larger pages".to_owned());
        }
        if width < LEAST_MM || height < LEAST_MM {
            return Err("a poster must be at least 100 mm wide and high".to_owned());
        }
        Ok(vec2(width, height))
    }

    /// The sheets that it takes, or that these are too many.
    ///
    /// # Errors
    /// Where nobody would glue so many together.
    pub fn checked(self) -> Result<Self, String> {
        let count = self.tiles.map_or(1, |tiles| {
            let (columns, rows, _) = grid(self.size_mm, tiles);
            columns * rows
        });
        if count <= MOST_TILES {
            return Ok(self);
        }
        Err(format!(
            "that would be {count} sheets; choose a smaller poster or larger sheets (at most {MOST_TILES})"
        ))
    }
}

fn side(text: &str) -> Option<f32> {
    text.trim().parse::<f32>().ok().filter(|side| side.is_finite())
}

/// How many columns and rows of sheets a poster takes, and what each shows of it, in millimetres. Sheets lie or stand,
/// whichever takes fewer.
fn grid(size_mm: Vec2, tiles: Tiles) -> (usize, usize, Vec2) {
    let standing = match tiles {
        Tiles::A4 => vec2(210.0, 297.0),
        Tiles::A3 => vec2(297.0, 420.0),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
    let count = |side: f32, shown: f32| (((side - OVERLAP_MM) / (shown - OVERLAP_MM)).ceil() as usize).max(1);
    let of = |sheet: Vec2| {
        let shown = sheet - Vec2::splat(2.0 * EDGE_MM);
        (count(size_mm.x, shown.x), count(size_mm.y, shown.y), shown)
    };
    let (standing, lying) = (of(standing), of(vec2(standing.y, standing.x)));
    if lying.0 * lying.1 < standing.0 * standing.1 { lying } else { standing }
}

/// A poster before it is cut into sheets.
struct Drawn {
    /// The timeline.
    timeline: Placed,
    /// What it shows, in words.
    alt: String,
    heading: Text,
    /// From which file it was made.
    foot: Text,
}

impl Paper<'_> {
    pub(super) fn poster(&self, poster: Poster) -> Vec<Leaf> {
        let drawn = self.drawn(poster.size_mm * MM);
        match poster.tiles {
            None => vec![self.in_one_piece(poster.size_mm * MM, drawn)],
            Some(tiles) => self.in_tiles(poster.size_mm, tiles, drawn),
        }
    }

    fn drawn(&self, size: Vec2) -> Drawn {
        let scale = (size.y / USUAL_HEIGHT).clamp(0.6, 4.0);
        let margin = 34.0 * scale;
        let mut fonts = HeadlessFonts::new(1.0);
        let mut line = |text: &str, style: TextStyle, color, y| {
            let text = fitted(text, style, size.x - 2.0 * margin, &mut fonts);
            let width = fonts.width(&text, style);
            Text { left_middle: pos2(margin, y), text: Arc::from(text), style, color, width, halo: None }
        };
        let (large, small) = (TextStyle::semibold(34.0 * scale), TextStyle::regular(11.0 * scale));
        let heading = line(&self.title(), large, self.theme.text, margin + large.size * 0.6);
        let foot = line(&self.made_from(), small, self.theme.text_muted, size.y - margin);
        let top = margin + large.size * 1.7;
        let room = vec2(size.x - 2.0 * margin, (size.y - top - margin - small.size * 2.0).max(40.0));
        let lanes = &self.selection.lanes;
        // As large as the paper lets it be, and so that every lane is on it.
        let mut larger = 1.0;
        let mut canvas = self.as_large_as_fits(|text_scale| self.canvas(lanes, room, text_scale * scale));
        while missing_height(&canvas) > 0.0 && larger < MOST_SHRUNK {
            larger *= 1.15;
            canvas = self.canvas(lanes, room * larger, scale);
        }
        let timeline = Placed { scene: Arc::new(canvas.scene), to: pos2(margin, top), scale: 1.0 / larger };
        let alt = self.said_of(&story::whole(self.index), lanes.len());
        Drawn { timeline, alt, heading, foot }
    }

    fn in_one_piece(&self, size: Vec2, Drawn { timeline, alt, heading, foot }: Drawn) -> Leaf {
        let part = Rect::from_min_size(pos2(0.0, 0.0), size);
        let picture = Picture { scenes: vec![timeline], ground: self.theme.background, part, at: part, alt };
        let passage = |role, line| Block::Passage(Passage { role, lines: vec![(line, None)] });
        Leaf {
            size,
            bookmark: Some(self.title()),
            ground: None,
            blocks: vec![
                Block::Picture(picture),
                passage(Role::Heading(1), heading),
                passage(Role::Paragraph, foot),
            ],
        }
    }

    /// The same on sheets, from left to right and from top to bottom.
    fn in_tiles(&self, size_mm: Vec2, tiles: Tiles, drawn: Drawn) -> Vec<Leaf> {
        let Drawn { timeline, alt, heading, foot } = drawn;
        let texts = [heading, foot].map(|text| Item { id: None, primitive: Primitive::Text(text) });
        let texts = Scene { size: size_mm * MM, items: texts.into() };
        let scenes = vec![timeline, Placed::whole(texts)];
        let (columns, rows, shown) = grid(size_mm, tiles);
        let step = shown - Vec2::splat(OVERLAP_MM);
        let mut leaves = Vec::new();
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            let from = vec2(column as f32 * step.x, row as f32 * step.y);
            let to = vec2((from.x + shown.x).min(size_mm.x), (from.y + shown.y).min(size_mm.y));
            let part = Rect::from_min_max((from * MM).to_pos2(), (to * MM).to_pos2());
            let at = Rect::from_min_size(pos2(EDGE_MM * MM, EDGE_MM * MM), part.size());
            let name = format!("Row {} of {rows}, column {} of {columns}", row + 1, column + 1);
            let alt = format!("{alt}. {name}");
            let picture = Picture { scenes: scenes.clone(), ground: self.theme.background, part, at, alt };
            let marks = self.marks(at, &name, (column > 0, row > 0));
            leaves.push(Leaf {
                size: (shown + Vec2::splat(2.0 * EDGE_MM)) * MM,
                bookmark: Some(name),
                ground: None,
                blocks: vec![Block::Picture(picture), Block::Aside(marks)],
            });
        }
        leaves
    }

    /// Where to cut, and which sheet it is; a dashed line shows how far the neighbour to the left and above reaches.
    fn marks(&self, at: Rect, name: &str, (beside, below): (bool, bool)) -> Vec<Item> {
        let theme = crate::scene::Theme::of(crate::scene::theme::ThemeKind::Light);
        let stroke = Stroke::solid(0.5, theme.text);
        let mark = |from, to, stroke| Item { id: None, primitive: Primitive::Line { from, to, stroke } };
        let (near, far) = (1.5 * MM, 7.0 * MM);
        let mut items = Vec::new();
        for corner in [at.left_top(), at.right_top(), at.left_bottom(), at.right_bottom()] {
            let out = vec2(
                if corner.x > at.center().x { 1.0 } else { -1.0 },
                if corner.y > at.center().y { 1.0 } else { -1.0 },
            );
            for side in [vec2(out.x, 0.0), vec2(0.0, out.y)] {
                items.push(mark(corner + side * near, corner + side * far, stroke));
            }
        }
        let dashed = Stroke::dashed(0.5, theme.text_muted, 4.0, 4.0);
        let overlap = OVERLAP_MM * MM;
        let tick = 4.0 * MM;
        if beside {
            let x = at.left() + overlap;
            items.push(mark(pos2(x, at.top() - tick), pos2(x, at.top() - near / 2.0), dashed));
            items.push(mark(pos2(x, at.bottom() + near / 2.0), pos2(x, at.bottom() + tick), dashed));
        }
        if below {
            let y = at.top() + overlap;
            items.push(mark(pos2(at.left() - tick, y), pos2(at.left() - near / 2.0, y), dashed));
            items.push(mark(pos2(at.right() + near / 2.0, y), pos2(at.right() + tick, y), dashed));
        }
        let style = TextStyle::regular(9.0);
        let width = HeadlessFonts::new(1.0).width(name, style);
        let place = pos2(at.center().x - width / 2.0, at.bottom() + 5.0 * MM);
        items.push(line(name, style, theme.text_muted, place, width));
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_too_large_ones_refused() {
        assert_eq!(Poster::size_of("a1"), Ok(vec2(841.0, 594.0)));
        assert_eq!(Poster::size_of("5000 x 900"), Ok(vec2(5000.0, 900.0)));
        for (wrong, told) in
            [("6000x900", "5 m"), ("90x900", "100 mm"), ("NaNx5", "write"), ("", "write"), ("A9", "write")]
        {
            assert!(Poster::size_of(wrong).is_err_and(|error| error.contains(told)), "{wrong}");
        }
        let many = Poster { size_mm: vec2(5000.0, 5000.0), tiles: Some(Tiles::A4) };
        assert!(many.checked().is_err());
    }

    #[test]
    fn sheets_cover_the_poster_and_overlap() {
        for size in [vec2(841.0, 594.0), vec2(190.0, 277.0), vec2(2000.0, 300.0)] {
            for tiles in [Tiles::A4, Tiles::A3] {
                let (columns, rows, shown) = grid(size, tiles);
                let covered = |count: usize, shown: f32| count as f32 * (shown - OVERLAP_MM) + OVERLAP_MM;
                assert!(covered(columns, shown.x) >= size.x && covered(rows, shown.y) >= size.y);
                assert!(covered(columns - 1, shown.x) < size.x || columns == 1);
            }
        }
        assert_eq!(grid(vec2(190.0, 277.0), Tiles::A4).0, 1);
    }
}
