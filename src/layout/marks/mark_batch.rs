//! Marks of one lane as items of the picture, plain discs together.

use crate::scene::{Disc, Item, Primitive};

/// Marks as items, those that are plain discs together as far as nothing else comes between them.
#[derive(Default)]
pub(crate) struct Marks {
    items: Vec<Item>,
    /// The discs since the last item, all of one radius.
    radius: f32,
    discs: Vec<Disc>,
    /// Lists of discs of a picture before, empty.
    pub spare: Vec<Vec<Disc>>,
}

impl Marks {
    pub(crate) fn disc(&mut self, radius: f32, disc: Disc) {
        if self.radius != radius {
            self.end();
            self.radius = radius;
        }
        self.discs.push(disc);
    }

    pub(crate) fn item(&mut self, item: Item) {
        self.end();
        self.items.push(item);
    }

    fn end(&mut self) {
        if self.discs.is_empty() {
            return;
        }
        let discs = std::mem::replace(&mut self.discs, self.spare.pop().unwrap_or_default());
        let primitive = Primitive::Discs { radius: self.radius, discs };
        self.items.push(Item { id: None, primitive });
    }

    /// Hands over all that was drawn.
    pub fn take(&mut self, items: &mut Vec<Item>) {
        self.end();
        items.append(&mut self.items);
    }
}
