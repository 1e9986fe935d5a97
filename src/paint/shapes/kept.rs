//! The shapes of what is the same from one picture to the next, such as lane heads while the view moves in time.

use std::rc::Rc;
use std::sync::Arc;

use epaint::Shape;

use crate::scene::{Item, Rect, Vec2};

/// Shapes that were made for the pictures before.
#[derive(Default)]
pub struct KeptShapes(Vec<KeptGroup>);

struct KeptGroup {
    items: Arc<[Item]>,
    place: Place,
    shapes: Rc<Vec<(Rect, Shape)>>,
    /// Whether the present picture shows them.
    used: bool,
    /// Whether they were made for the present picture.
    is_new: bool,
}

/// Where items stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub clip: Rect,
    pub outer: Rect,
    pub origin: Vec2,
}

impl KeptShapes {
    pub(super) fn find(&mut self, items: &Arc<[Item]>, place: &Place) -> Option<Rc<Vec<(Rect, Shape)>>> {
        let same = |kept: &&mut KeptGroup| Arc::ptr_eq(&kept.items, items) && kept.place == *place;
        let kept = self.0.iter_mut().find(same)?;
        kept.used = true;
        Some(Rc::clone(&kept.shapes))
    }

    pub(super) fn keep(&mut self, items: &Arc<[Item]>, place: Place, shapes: &Rc<Vec<(Rect, Shape)>>) {
        let (items, shapes) = (Arc::clone(items), Rc::clone(shapes));
        self.0.push(KeptGroup { items, place, shapes, used: true, is_new: true });
    }

    /// Lets go of what the present picture does not show, and of all where it is stale. Returns whether the picture
    /// shows something that was made for one before it.
    pub(super) fn finish(&mut self, is_stale: bool) -> bool {
        let was_used = self.0.iter().any(|kept| kept.used && !kept.is_new);
        self.0.retain(|kept| kept.used && !is_stale);
        for kept in &mut self.0 {
            (kept.used, kept.is_new) = (false, false);
        }
        was_used
    }

    /// Lets go of all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
