//! The textures of a sheet: shelves of equal height on which pictures stand side by side. The page that was not used
//! for the longest time makes room where all are full.

use std::sync::Arc;

use epaint::mutex::RwLock;
use epaint::textures::TextureOptions;
use epaint::{
    Color32, ColorImage, ImageData, Pos2, Rect, TextureHandle, TextureId, TextureManager, pos2, vec2,
};

use super::{Screen, Sprite};

/// Width and height of a page in texels, where textures may be so large.
const WIDTH_TEXELS: usize = 2048;
const HEIGHT_TEXELS: usize = 1024;
/// So many pages at the most: 64 MB.
const MOST_PAGES: usize = 8;
/// Pictures of about the same height stand on the same shelf.
const SHELF: usize = 4;

/// Where a picture is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    page: usize,
    /// Which filling of that page it belongs to.
    filling: u64,
    /// Left, top, width, height, in texels.
    place: [u16; 4],
}

/// All pages.
#[derive(Default)]
pub(super) struct Pages {
    textures: Option<Arc<RwLock<TextureManager>>>,
    size: [usize; 2],
    pages: Vec<Page>,
    /// Counts the scenes.
    now: u64,
    generation: u64,
}

struct Page {
    texture: TextureHandle,
    shelves: Vec<Shelf>,
    /// Where the next shelf begins.
    top: usize,
    /// The scene that it was last used in.
    used: u64,
    filling: u64,
}

struct Shelf {
    top: usize,
    height: usize,
    right: usize,
}

impl Pages {
    pub(super) fn begin(&mut self, screen: &Screen) {
        if self.textures.is_none() {
            self.textures = Some(Arc::clone(&screen.textures));
            self.size =
                [WIDTH_TEXELS.min(screen.max_texture_side), HEIGHT_TEXELS.min(screen.max_texture_side)];
        }
        self.now += 1;
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    pub(super) fn forget(&mut self) {
        self.pages.clear();
        self.generation += 1;
    }

    pub(super) fn has(&self, spot: Spot) -> bool {
        self.pages.get(spot.page).is_some_and(|page| page.filling == spot.filling)
    }

    /// The middle of the white texels that every page begins with.
    pub(super) fn white(&mut self) -> (TextureId, Pos2) {
        if self.pages.is_empty() {
            self.add();
        }
        let at = pos2(1.5 / self.size[0].max(1) as f32, 1.5 / self.size[1].max(1) as f32);
        self.pages.first_mut().map_or((TextureId::default(), Pos2::ZERO), |page| {
            page.used = self.now;
            (page.texture.id(), at)
        })
    }

    pub(super) fn sprite(&mut self, spot: Spot, rect: Rect) -> Option<Sprite> {
        let now = self.now;
        let page = self.pages.get_mut(spot.page).filter(|page| page.filling == spot.filling)?;
        page.used = now;
        let [left, top, width, height] = spot.place.map(f32::from);
        let (w, h) = (self.size[0] as f32, self.size[1] as f32);
        let uv = Rect::from_min_size(pos2(left / w, top / h), vec2(width / w, height / h));
        Some(Sprite { texture: page.texture.id(), uv, rect })
    }

    /// Puts a picture onto a page; `None` where all pages are full of what this scene shows.
    pub(super) fn put(&mut self, image: ColorImage) -> Option<Spot> {
        let [width, height] = image.size;
        // One texel apart, so that none shows at the edge of another.
        let (w, h) = (width + 1, (height + 1).next_multiple_of(SHELF));
        if width == 0 || height == 0 || w > self.size[0] || h + 4 > self.size[1] {
            return None;
        }
        let (page, at) = self.room(w, h)?;
        let filling = self.pages[page].filling;
        self.pages[page].texture.set_partial(at, image, OPTIONS);
        let texels = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let place = [texels(at[0]), texels(at[1]), texels(width), texels(height)];
        Some(Spot { page, filling, place })
    }

    fn room(&mut self, width: usize, height: usize) -> Option<(usize, [usize; 2])> {
        let size = self.size;
        let with_room = self
            .pages
            .iter_mut()
            .enumerate()
            .find_map(|(n, page)| Some((n, page.room(width, height, size)?)));
        if with_room.is_some() {
            return with_room;
        }
        if self.pages.len() < MOST_PAGES {
            self.add();
        } else {
            self.empty_oldest()?;
        }
        self.pages.iter_mut().enumerate().find_map(|(n, page)| Some((n, page.room(width, height, size)?)))
    }

    fn add(&mut self) {
        let Some(textures) = &self.textures else { return };
        let mut image = ColorImage::filled(self.size, Color32::TRANSPARENT);
        for y in 0..3.min(self.size[1]) {
            for x in 0..3.min(self.size[0]) {
                image[(x, y)] = Color32::WHITE;
            }
        }
        let name = format!("sheet {}", self.pages.len());
        let id = textures.write().alloc(name, ImageData::from(image), OPTIONS);
        let texture = TextureHandle::new(Arc::clone(textures), id);
        self.generation += 1;
        let filling = self.generation;
        self.pages.push(Page { texture, shelves: Vec::new(), top: 4, used: self.now, filling });
    }

    /// Empties the page that was not used for the longest time; `None` where all are in use.
    fn empty_oldest(&mut self) -> Option<()> {
        let oldest =
            self.pages.iter_mut().min_by_key(|page| page.used).filter(|page| page.used < self.now)?;
        self.generation += 1;
        oldest.filling = self.generation;
        oldest.shelves.clear();
        oldest.top = 4;
        Some(())
    }
}

impl Page {
    fn room(&mut self, width: usize, height: usize, size: [usize; 2]) -> Option<[usize; 2]> {
        let fits = |shelf: &&mut Shelf| shelf.height == height && shelf.right + width <= size[0];
        if let Some(shelf) = self.shelves.iter_mut().find(fits) {
            let at = [shelf.right, shelf.top];
            shelf.right += width;
            return Some(at);
        }
        if self.top + height > size[1] {
            return None;
        }
        let top = self.top;
        self.shelves.push(Shelf { top, height, right: width });
        self.top += height;
        Some([0, top])
    }
}

/// Texel to pixel where text stands on whole pixels, blended where marks stand between them.
const OPTIONS: TextureOptions = TextureOptions::LINEAR;
