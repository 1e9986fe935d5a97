//! Lines of text as glyphs for a PDF: the fonts that the window uses, in the same order, shaped as epaint shapes them, and
//! the runs of a line in the order in which they are seen. What is copied out of it is the text as it was written.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use epaint::text::FontData;
use epaint::{FontFamily, FontId};
use harfrust::{BufferClusterLevel, Direction, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{FontRef, MetadataProvider as _};

use crate::model::brief;
use crate::paint::{bidi, font_definitions, font_id};
use crate::scene::TextStyle;

/// A font, read once.
struct Face {
    data: Arc<FontData>,
    font: Font,
    shaper: ShaperData,
}

impl Face {
    fn new(data: &Arc<FontData>) -> Option<Self> {
        let bytes: &[u8] = (*data.font).as_ref();
        let font = Font::new(bytes.to_vec().into(), data.index)?;
        let shaper = ShaperData::new(&FontRef::from_index(bytes, data.index).ok()?);
        Some(Self { data: Arc::clone(data), font, shaper })
    }

    fn font_ref(&self) -> Option<FontRef<'_>> {
        FontRef::from_index((*self.data.font).as_ref(), self.data.index).ok()
    }

    fn has(&self, c: char) -> bool {
        self.font_ref().is_some_and(|font| font.charmap().map(c).is_some_and(|glyph| glyph.to_u32() != 0))
    }
}

/// Glyphs of one font, from left to right.
pub struct Run {
    pub font: Font,
    pub glyphs: Vec<KrillaGlyph>,
    /// What they stand for; their ranges are places in it.
    pub text: String,
    /// Parts of the size of the letters.
    pub width: f32,
}

/// What of a line is seen in one piece: a stretch of one direction.
pub struct Part {
    /// Where it begins in the line as it is written.
    pub place: usize,
    pub runs: Vec<Run>,
}

/// All fonts, and which of them has which letter.
pub struct Letters {
    faces: Vec<Face>,
    /// The fonts of a family, the first first.
    families: HashMap<FontFamily, Vec<usize>>,
    known: HashMap<(FontFamily, char), Option<usize>>,
}

/// What stands for a letter that no font has.
const REPLACEMENTS: [char; 2] = ['\u{FFFD}', '?'];

impl Letters {
    /// Reads the fonts.
    pub fn new() -> Self {
        let definitions = font_definitions();
        let mut faces = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut families = HashMap::new();
        let styles = [TextStyle::regular(1.0), TextStyle::semibold(1.0)];
        for FontId { family, .. } in styles.map(font_id) {
            let names = definitions.families.get(&family).map(Vec::as_slice).unwrap_or_default();
            let mut chain = Vec::new();
            for name in names {
                let place = places.get(name.as_str()).copied().or_else(|| {
                    faces.push(Face::new(definitions.font_data.get(name)?)?);
                    places.insert(name, faces.len() - 1);
                    Some(faces.len() - 1)
                });
                chain.extend(place);
            }
            families.insert(family, chain);
        }
        Self { faces, families, known: HashMap::new() }
    }

    /// The first font of a family that has a letter.
    fn face_of(&mut self, family: &FontFamily, c: char) -> Option<usize> {
        let key = (family.clone(), c);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let chain = self.families.get(family).map(Vec::as_slice).unwrap_or_default();
        let found = chain.iter().copied().find(|at| self.faces[*at].has(c));
        self.known.insert(key, found);
        found
    }

    /// How wide a line is, as a part of the size of its letters.
    pub fn width(&mut self, text: &str, style: TextStyle) -> f32 {
        self.line(text, style).iter().flat_map(|part| &part.runs).map(|run| run.width).sum()
    }

    /// A line as it is seen, from left to right. What breaks lines is a blank, as in the window, and what no font has is a
    /// sign that stands for it.
    pub fn line(&mut self, text: &str, style: TextStyle) -> Vec<Part> {
        let family = font_id(style).family;
        let text = written(text);
        let parts: Vec<(String, Range<usize>)> = if bidi::is_left_to_right(&text) {
            vec![(text.clone(), 0..text.len())]
        } else {
            let visual = bidi::Line::new(&text).visual();
            visual.parts_with_places().map(|(part, place)| (part.to_owned(), place)).collect()
        };
        let mut line = Vec::new();
        for (part, place) in parts {
            let pieces = self.pieces(&family, &part);
            let runs = pieces.into_iter().filter_map(|(face, piece)| self.shape(face, piece)).collect();
            line.push(Part { place: place.start, runs });
        }
        line
    }

    /// A part cut where another font is needed; marks and joiners stay with what they belong to.
    fn pieces(&mut self, family: &FontFamily, part: &str) -> Vec<(usize, String)> {
        let mut pieces: Vec<(usize, String)> = Vec::new();
        for c in part.chars() {
            let last = pieces.last().map(|(face, _)| *face);
            let keeps = last.filter(|face| is_neutral(c) && (is_joiner(c) || self.faces[*face].has(c)));
            let found = keeps.map(|face| (face, c)).or_else(|| {
                let own = self.face_of(family, c).map(|face| (face, c));
                let stands_in = || {
                    let some = REPLACEMENTS.into_iter().find_map(|c| Some((self.face_of(family, c)?, c)));
                    some.filter(|_| !is_joiner(c))
                };
                own.or_else(stands_in)
            });
            let Some((face, c)) = found else { continue };
            match pieces.last_mut() {
                Some((last, piece)) if *last == face => piece.push(c),
                _ => pieces.push((face, c.to_string())),
            }
        }
        pieces
    }

    fn shape(&self, at: usize, text: String) -> Option<Run> {
        let face = self.faces.get(at)?;
        let font_ref = face.font_ref()?;
        let mut buffer = UnicodeBuffer::new();
        // A letter a cluster: each glyph stands for its own, which is what is copied.
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let turned = buffer.direction() == Direction::RightToLeft;
        let shaper = face.shaper.shaper(&font_ref).build();
        let shaped = shaper.shape(buffer, harfrust::ShapeOptions::new());
        let em = face.font.units_per_em();
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.push(text.len());
        starts.sort_unstable();
        starts.dedup();
        let mut width = 0.0;
        let placed = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs = placed.map(|(info, position)| {
            let start = info.cluster as usize;
            let end = starts.get(starts.partition_point(|at| *at <= start)).copied().unwrap_or(text.len());
            let part = |units: i32| units as f32 / em;
            width += part(position.x_advance);
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(position.x_advance),
                part(position.x_offset),
                part(position.y_offset),
                part(position.y_advance),
                start..end,
                None,
            )
        });
        let glyphs: Vec<KrillaGlyph> = glyphs.filter(|glyph| glyph.glyph_id.to_u32() != 0).collect();
        let (glyphs, text) = if turned { from_the_right(glyphs, &text) } else { (glyphs, text) };
        Some(Run { font: face.font.clone(), glyphs, width, text })
    }
}

/// Glyphs of a run from right to left, with the text that they stand for in the order in which they are seen: whoever copies
/// it turns all of it, the letters of one glyph (lam and alef) too. A joiner goes with the letter before it.
fn from_the_right(glyphs: Vec<KrillaGlyph>, text: &str) -> (Vec<KrillaGlyph>, String) {
    let is_unseen = |range: &Range<usize>| {
        text.get(range.clone()).is_some_and(|text| !text.is_empty() && text.chars().all(is_joiner))
    };
    let mut unseen: Vec<Range<usize>> =
        glyphs.iter().map(|glyph| glyph.text_range.clone()).filter(is_unseen).collect();
    unseen.sort_by_key(|range| range.start);
    let mut seen = String::new();
    let mut kept = Vec::new();
    for mut glyph in glyphs {
        let mut range = glyph.text_range.clone();
        if is_unseen(&range) && range.start > 0 {
            continue;
        }
        while let Some(next) = unseen.iter().find(|next| next.start == range.end) {
            range.end = next.end;
        }
        let start = seen.len();
        seen.extend(text.get(range).unwrap_or_default().chars().rev());
        glyph.text_range = start..seen.len();
        kept.push(glyph);
    }
    (kept, seen)
}

/// A line as it is written, as far as it is drawn.
pub fn written(text: &str) -> String {
    brief(text).chars().filter_map(drawn).collect()
}

/// A character as it is drawn: none of those that PDF forbids (<https://pdfa.org/resource/iso-14289-pdfua/>, 7.21.7), and
/// no control.
fn drawn(c: char) -> Option<char> {
    match c {
        '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => None,
        '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

/// What has no shape of its own.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}')
}

/// What stays in the font of the letter before it, where that has it.
fn is_neutral(c: char) -> bool {
    is_joiner(c) || c == ' ' || matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let parts = Letters::new().line(text, TextStyle::regular(13.0));
        parts.into_iter().map(|part| part.runs.into_iter().map(|run| run.text).collect()).collect()
    }

    #[test]
    fn lines_are_shaped_in_the_order_in_which_they_are_seen() {
        assert_eq!(told("Baku 2024"), ["Baku 2024"]);
        let runs = told("دیدار در Bakı");
        assert!(runs.len() >= 2, "{runs:?}");
        assert!(runs.first().is_some_and(|run| run.contains("Bak")), "{runs:?}");
        // What is seen from left to right is what is written from its end on: a ligature's letters, and joiners, too.
        for text in ["سلام", "مصطفی‌اف", "שלום", "بالا"] {
            let back: String = told(text).concat().chars().rev().collect();
            assert_eq!(back, text);
        }
        let all = told("a\u{0}b\u{2028}c\u{FEFF}d").concat();
        assert_eq!(all, "a b cd");
    }

    #[test]
    fn letters_that_no_font_has_are_told_by_a_sign() {
        let mut letters = Letters::new();
        for text in ["\u{13000}", "漢\u{10FFFF}", "\u{200F}", "👨‍👩‍👧"] {
            let parts = letters.line(text, TextStyle::semibold(13.0));
            let runs = parts.iter().flat_map(|part| &part.runs);
            assert!(runs.flat_map(|run| &run.glyphs).all(|glyph| glyph.glyph_id.to_u32() != 0), "{text:?}");
        }
    }

    #[test]
    fn widths_are_those_of_the_window() {
        use crate::scene::TextMeasure as _;
        let mut fonts = crate::paint::HeadlessFonts::new(8.0);
        for text in ["Pezeshkian receives Mustafayev", "דיון בכנסת", "مسعود پزشکیان رئیس‌جمهور"]
        {
            let style = TextStyle::regular(13.0);
            let ours = Letters::new().width(text, style) * 13.0;
            let theirs = fonts.width(text, style);
            assert!((ours - theirs).abs() < theirs * 0.02, "{text}: {ours} and {theirs}");
        }
    }
}
