//! Fonts of the system behind the bundled ones, for what those lack. Every label passes through [`notice`], which
//! remembers the letters that no font has; whoever runs the program looks for fonts that have them and hands them to
//! [`add`]. Nothing is looked for until something is drawn that needs it. The fonts found are the process's: a letter
//! that was found once is found for every window and picture.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};

use egui::epaint::text::FontTweak;
use egui::{FontData, FontDefinitions};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// A font of the system.
#[derive(Clone, Debug)]
pub struct SystemFont {
    /// Its family, "Noto Sans Bengali".
    pub family: String,
    /// The file.
    pub data: Vec<u8>,
    /// Which font of the file, in a collection.
    pub index: u32,
}

/// A font in use.
struct Added {
    family: String,
    data: Arc<FontData>,
}

static ADDED: RwLock<Vec<Added>> = RwLock::new(Vec::new());
static WANTED: Mutex<BTreeSet<char>> = Mutex::new(BTreeSet::new());
static ANY_WANTED: AtomicBool = AtomicBool::new(false);
static COUNT: AtomicUsize = AtomicUsize::new(0);
/// The characters that need not be looked for: some font has them, or none of this system does.
static SETTLED: LazyLock<RwLock<Characters>> = LazyLock::new(|| RwLock::new(Characters::of_bundled()));

/// A set of characters as one bit each, for the planes that have letters.
struct Characters(Vec<u64>);

impl Characters {
    fn of_bundled() -> Self {
        let mut all = Self(vec![0; 0x4_0000 / 64]);
        let definitions = super::bundled::bundled_definitions();
        for data in definitions.font_data.values() {
            all.add_font((*data.font).as_ref(), data.index);
        }
        all
    }

    fn add_font(&mut self, data: &[u8], index: u32) {
        if let Ok(font) = FontRef::from_index(data, index) {
            font.charmap().mappings().for_each(|(code, _)| self.add(code));
        }
    }

    fn add(&mut self, code: u32) {
        if let Some(word) = self.0.get_mut(code as usize / 64) {
            *word |= 1 << (code % 64);
        }
    }

    /// What lies beyond the planes with letters is settled: nothing can be done about it.
    fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        self.0.get(code as usize / 64).is_none_or(|word| word & (1 << (code % 64)) != 0)
    }
}

/// Takes note of what no font in use has.
pub fn notice(text: &str) {
    if text.is_ascii() {
        return;
    }
    let settled = SETTLED.read().unwrap_or_else(PoisonError::into_inner);
    let missing: Vec<char> = text.chars().filter(|c| is_visible(*c) && !settled.has(*c)).collect();
    if !missing.is_empty() {
        WANTED.lock().unwrap_or_else(PoisonError::into_inner).extend(missing);
        ANY_WANTED.store(true, Ordering::Relaxed);
    }
}

/// Whether a character is one that a font must have to show it: no control, joiner, variation or private use.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !c.is_whitespace()
        && !matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}')
}

/// The letters that were drawn and no font has, in order; each is given once.
#[must_use]
pub fn take_wanted() -> Vec<char> {
    if !ANY_WANTED.swap(false, Ordering::Relaxed) {
        return Vec::new();
    }
    let wanted = std::mem::take(&mut *WANTED.lock().unwrap_or_else(PoisonError::into_inner));
    let mut settled = SETTLED.write().unwrap_or_else(PoisonError::into_inner);
    let wanted: Vec<char> = wanted.into_iter().filter(|c| !settled.has(*c)).collect();
    wanted.iter().for_each(|c| settled.add(u32::from(*c)));
    wanted
}

/// Puts fonts behind those in use. Windows must install [`super::font_definitions`] again.
pub fn add(fonts: Vec<SystemFont>) {
    let mut added = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    let mut settled = SETTLED.write().unwrap_or_else(PoisonError::into_inner);
    for font in fonts.into_iter().filter(|font| FontRef::from_index(&font.data, font.index).is_ok()) {
        if added.iter().any(|known| known.family == font.family) {
            continue;
        }
        settled.add_font(&font.data, font.index);
        let tweak = FontTweak { y_offset_factor: shift(&font), ..FontTweak::default() };
        let mut data = FontData::from_owned(font.data).tweak(tweak);
        data.index = font.index;
        added.push(Added { family: font.family, data: Arc::new(data) });
    }
    COUNT.store(added.len(), Ordering::Relaxed);
}

/// How far down the letters of a font must go, as a part of their size, to stand on the baseline of Noto Sans: epaint
/// centres the boxes of fonts, and theirs differ. (1.069 and 0.293 are the ascent and descent of every bundled font.)
fn shift(font: &SystemFont) -> f32 {
    const ASCENT: f32 = 1.069;
    const HEIGHT: f32 = ASCENT + 0.293;
    let Ok(font) = FontRef::from_index(&font.data, font.index) else { return 0.0 };
    let metrics = font.metrics(Size::new(1.0), LocationRef::default());
    let height = metrics.ascent - metrics.descent + metrics.leading;
    let shift = ASCENT - metrics.ascent - (HEIGHT - height) / 2.0;
    if shift.is_finite() { shift.clamp(-1.0, 1.0) } else { 0.0 }
}

/// How many fonts were added: what was laid out with fewer may show boxes.
#[must_use]
pub fn count() -> usize {
    COUNT.load(Ordering::Relaxed)
}

/// The families that were added, in order.
#[must_use]
pub fn families() -> Vec<String> {
    let added = ADDED.read().unwrap_or_else(PoisonError::into_inner);
    added.iter().map(|font| font.family.clone()).collect()
}

/// Puts the fonts that were added at the end of every family.
pub(super) fn append(definitions: &mut FontDefinitions) {
    let added = ADDED.read().unwrap_or_else(PoisonError::into_inner);
    for font in added.iter() {
        let name = format!("system {}", font.family);
        definitions.font_data.insert(name.clone(), Arc::clone(&font.data));
        for family in definitions.families.values_mut() {
            family.push(name.clone());
        }
    }
}
