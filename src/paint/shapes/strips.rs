//! All density strips of a scene as one texture, a row of texels for each strip: two hundred strips are then two
//! hundred quads, and not as many as they have columns.

use egui::{Color32, ColorImage};

use crate::scene::{Color, Item, Primitive};

/// With fewer columns than this in all, quads do as well.
const LEAST_COLUMNS: usize = 64;

/// The columns of all strips in the order in which they are painted, shorter ones filled up with nothing; `None`
/// where they are too few, or more than `most_side` each way.
pub(super) fn image(items: &[Item], most_side: usize) -> Option<ColorImage> {
    let mut rows = Vec::new();
    gather(items, &mut rows);
    let width = rows.iter().map(|row| row.len()).max()?;
    let few = rows.iter().map(|row| row.len()).sum::<usize>() < LEAST_COLUMNS;
    if few || width == 0 || width > most_side || rows.len() > most_side {
        return None;
    }
    let mut pixels = Vec::with_capacity(width * rows.len());
    for row in &rows {
        pixels.extend(row.iter().map(|color| Color32::from(*color)));
        pixels.resize(pixels.len() + width - row.len(), Color32::TRANSPARENT);
    }
    Some(ColorImage::new([width, rows.len()], pixels))
}

fn gather<'a>(items: &'a [Item], rows: &mut Vec<&'a [Color]>) {
    for item in items {
        match &item.primitive {
            Primitive::Heat { columns, .. } => rows.push(columns),
            Primitive::Group { items, .. } => gather(items, rows),
            Primitive::Rect { .. }
            | Primitive::Circle { .. }
            | Primitive::Line { .. }
            | Primitive::Path { .. }
            | Primitive::Text(_)
            | Primitive::Flag { .. } => {}
        }
    }
}
