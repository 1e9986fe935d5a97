//! A sheet of small pictures: lines of text with their halos, discs, rings and flags. Each is drawn once into a texture and
//! from then on is one quad, wherever it stands; letter by letter, a label with its halo is two hundred.

mod draw;
mod pages;

use std::hash::{BuildHasher as _, Hash as _, Hasher as _};
use std::sync::Arc;

use epaint::mutex::RwLock;
use epaint::text::TextOptions;
use epaint::{ColorImage, Pos2, Rect, TextureId, TextureManager, Vec2};

use super::fallback;
use super::fonts::HeadlessFonts;
use crate::scene::{Text, TextMeasure, TextStyle, vec2};
use draw::Drawn;
use pages::{Pages, Spot};

/// What a sheet is drawn for: a window as it now is.
pub struct Screen {
    /// Physical pixels per point.
    pub pixels_per_point: f32,
    /// How letters are drawn.
    pub options: TextOptions,
    /// Where textures are made.
    pub textures: Arc<RwLock<TextureManager>>,
    /// The longest side that a texture may have, in texels.
    pub max_texture_side: usize,
}

/// A picture of a sheet: where it is in which texture, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sprite {
    /// The texture.
    pub texture: TextureId,
    /// The part of it, 0 to 1.
    pub uv: Rect,
    /// Its rectangle in points, around the point that it is placed by.
    pub rect: Rect,
}

/// What of shapes is kept as a picture, in points; white, to be tinted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Round {
    /// A disc of a radius.
    Disc(f32),
    /// The same with so much nothing around it that a triangle within its rectangle holds all of the disc: a mark is
    /// then three corners instead of four.
    Mark(f32),
    /// A ring of a radius, and of a width that is centred on it.
    Ring(f32, f32),
    /// A ring with lengths of dash and gap.
    Dashes(f32, f32, (f32, f32)),
}

/// So many sizes of discs and rings are kept.
const MOST_ROUND_SIZES: usize = 200;

/// Pictures that were drawn so far, kept while the window lives.
#[derive(Default)]
pub struct Sheet {
    fonts: Option<HeadlessFonts>,
    /// How many fonts of the system stood behind the bundled ones when these were loaded.
    system_fonts: usize,
    pixels_per_point: f32,
    pages: Pages,
    known: foldhash::HashMap<u64, Known>,
    /// Discs and rings, with where they are; none for what is too large to be kept.
    rounds: Vec<(Round, Option<Spot>, Rect)>,
    hasher: foldhash::fast::FixedState,
}

/// A picture with what it was made of, as two that differ may have one key.
struct Known {
    of: Of,
    spot: Option<Spot>,
    rect: Rect,
    /// From the left middle of a text to where its picture is measured from.
    anchor: Vec2,
}

#[derive(PartialEq)]
enum Of {
    Text(Arc<str>),
    Flag(String),
}

impl Sheet {
    /// Makes ready for the pictures of a scene, for a window as it now is. Where its fonts or the size of its pixels
    /// have changed, all is forgotten.
    pub fn begin(&mut self, screen: &Screen) {
        let Screen { pixels_per_point, options, .. } = *screen;
        let system_fonts = fallback::count();
        let same = self.pixels_per_point == pixels_per_point
            && self.system_fonts == system_fonts
            && self.fonts.as_ref().is_some_and(|fonts| *fonts.options() == options);
        if !same {
            self.pixels_per_point = pixels_per_point;
            self.system_fonts = system_fonts;
            self.fonts = Some(HeadlessFonts::with_options(pixels_per_point, options));
            self.known.clear();
            self.rounds.clear();
            self.pages.forget();
        }
        if let Some(fonts) = &mut self.fonts {
            fonts.begin_pass();
        }
        self.pages.begin(screen);
    }

    /// Changes whenever a picture that was given out may be gone.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.pages.generation()
    }

    /// A texture with a point of it that is white, for plain areas to be of one mesh with the pictures.
    pub fn white(&mut self) -> (TextureId, Pos2) {
        self.pages.white()
    }

    /// The picture of a line of text, placed by where a galley of it would be; `None` where there is no room for it,
    /// or where letters have colours of their own.
    pub fn text(&mut self, text: &Text) -> Option<(Sprite, Vec2)> {
        let mut hasher = self.hasher.build_hasher();
        text.text.hash(&mut hasher);
        (text.style.size.to_bits(), text.style.weight, text.style.italic).hash(&mut hasher);
        (text.color, text.halo).hash(&mut hasher);
        let key = hasher.finish();
        if let Some(known) = self.known.get(&key) {
            let same = matches!(&known.of, Of::Text(of) if *of == text.text);
            let sprite = same.then(|| self.pages.sprite(known.spot?, known.rect)).flatten()?;
            return Some((sprite, known.anchor));
        }
        let (drawn, anchor) = match draw::text(self.fonts.as_mut()?, text) {
            Some((drawn, anchor)) => (Some(drawn), anchor),
            None => (None, Vec2::ZERO),
        };
        let sprite = self.keep(key, Of::Text(Arc::clone(&text.text)), drawn, anchor)?;
        Some((sprite, anchor))
    }

    /// The picture of a disc or a ring, placed by its middle.
    pub fn round(&mut self, round: Round) -> Option<Sprite> {
        // There are few, and one mark is as the next.
        if let Some(at) = self.rounds.iter().position(|known| known.0 == round) {
            let (_, spot, rect) = self.rounds[at];
            if let Some(sprite) = self.pages.sprite(spot?, rect) {
                self.rounds.swap(at, at / 2);
                return Some(sprite);
            }
            self.rounds.swap_remove(at);
        }
        let Some(drawn) = draw::round(round, self.pixels_per_point) else {
            self.rounds.push((round, None, Rect::ZERO));
            return None;
        };
        if self.rounds.len() > MOST_ROUND_SIZES {
            self.rounds.clear();
        }
        let rect = drawn.rect;
        let spot = self.pages.put(drawn.image)?;
        self.rounds.push((round, Some(spot), rect));
        self.pages.sprite(spot, rect)
    }

    /// A flag, as wide as so many pixels, placed by its upper left corner.
    pub fn flag(&mut self, code: &str, side_px: usize, draw: impl FnOnce() -> ColorImage) -> Option<Sprite> {
        let key = self.hasher.hash_one((code, side_px));
        if let Some(known) = self.known.get(&key) {
            let same = matches!(&known.of, Of::Flag(of) if of == code);
            return same.then(|| self.pages.sprite(known.spot?, known.rect)).flatten();
        }
        let drawn = Drawn { image: draw(), rect: Rect::ZERO };
        self.keep(key, Of::Flag(code.to_owned()), Some(drawn), Vec2::ZERO)
    }

    fn keep(&mut self, key: u64, of: Of, drawn: Option<Drawn>, anchor: Vec2) -> Option<Sprite> {
        let rect = drawn.as_ref().map_or(Rect::ZERO, |drawn| drawn.rect);
        let generation = self.pages.generation();
        let spot = match drawn {
            Some(drawn) => match self.pages.put(drawn.image) {
                Some(spot) => Some(spot),
                // No room now, but perhaps in the next frame.
                None => return None,
            },
            None => None,
        };
        if generation != self.pages.generation() {
            let pages = &self.pages;
            self.known.retain(|_, known| known.spot.is_none_or(|spot| pages.has(spot)));
        }
        self.known.insert(key, Known { of, spot, rect, anchor });
        self.pages.sprite(spot?, rect)
    }
}

/// Measures with the sheet's own fonts, whose layouts then serve to draw as well.
impl TextMeasure for Sheet {
    fn width(&mut self, text: &str, style: TextStyle) -> f32 {
        self.fonts.as_mut().map_or(0.0, |fonts| fonts.width(text, style))
    }
}

/// Half a size as a rectangle around a point.
fn around(half: f32) -> Rect {
    Rect::from_center_size(Pos2::ZERO, vec2(2.0 * half, 2.0 * half))
}

/// How far the halo of a text reaches around its letters, in points: enough that a line behind the text does not
/// show in a space, where it would look like a hyphen.
pub const HALO_PT: f32 = 1.6;
