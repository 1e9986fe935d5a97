//! All density strips of a scene as one texture, a row of texels for each strip: two hundred strips are then two
//! hundred quads, and not as many as they have columns.

use std::sync::Arc;

use epaint::{Color32, ColorImage};

use crate::scene::{Color, Item, Primitive};

/// With fewer columns than this in all, quads do as well.
const LEAST_COLUMNS: usize = 64;

/// The columns of all strips in the order in which they are painted; `None` where they are too few.
pub(super) fn rows(items: &[Item]) -> Option<Vec<Arc<[Color]>>> {
    let mut rows = Vec::new();
    gather(items, &mut rows);
    let few = rows.iter().map(|row| row.len()).sum::<usize>() < LEAST_COLUMNS;
    (!few).then_some(rows)
}

/// The strips as the texels of a texture, shorter ones filled up with nothing; `None` where they are more than
/// `most_side` each way.
#[must_use]
pub fn image(rows: &[Arc<[Color]>], most_side: usize) -> Option<ColorImage> {
    let width = rows.iter().map(|row| row.len()).max()?;
    if width == 0 || width > most_side || rows.len() > most_side {
        return None;
    }
    let mut pixels = Vec::with_capacity(width * rows.len());
    for row in rows {
        let mut last = (Color::TRANSPARENT, Color32::TRANSPARENT);
        pixels.extend(row.iter().map(|color| {
            // Neighbours are often alike, and multiplying by the opacity is dear.
            if *color != last.0 {
                last = (*color, Color32::from(*color));
            }
            last.1
        }));
        pixels.resize(pixels.len() + width - row.len(), Color32::TRANSPARENT);
    }
    Some(ColorImage::new([width, rows.len()], pixels))
}

fn gather(items: &[Item], rows: &mut Vec<Arc<[Color]>>) {
    for item in items {
        match &item.primitive {
            Primitive::Heat { columns, .. } => rows.push(Arc::clone(columns)),
            Primitive::Group { items, .. } => gather(items, rows),
            // Nothing of a strip's kind stays while the view moves.
            Primitive::Kept { .. }
            | Primitive::Rect { .. }
            | Primitive::Circle { .. }
            | Primitive::Discs { .. }
            | Primitive::Line { .. }
            | Primitive::Path { .. }
            | Primitive::Text(_)
            | Primitive::Flag { .. } => {}
        }
    }
}
