//! Which script a letter belongs to and which font shows it, to name both to someone who sees boxes.

use std::ops::RangeInclusive;

/// A script and a font that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    /// "Bengali".
    pub name: &'static str,
    /// "Noto Sans Bengali".
    pub font: &'static str,
}

/// Blocks of Unicode (Blocks.txt) with the script in English and the Noto font for it. Scripts that the bundled fonts
/// have are listed too: they lack rare letters.
const BLOCKS: &[(RangeInclusive<u32>, &str, &str)] = &[
    (0x0370..=0x03FF, "Greek", "Noto Sans"),
    (0x0400..=0x052F, "Cyrillic", "Noto Sans"),
    (0x0530..=0x058F, "Armenian", "Noto Sans Armenian"),
    (0x0590..=0x05FF, "Hebrew", "Noto Sans Hebrew"),
    (0x0600..=0x06FF, "Arabic", "Noto Sans Arabic"),
    (0x0700..=0x074F, "Syriac", "Noto Sans Syriac"),
    (0x0750..=0x077F, "Arabic", "Noto Sans Arabic"),
    (0x0780..=0x07BF, "Thaana", "Noto Sans Thaana"),
    (0x07C0..=0x07FF, "N’Ko", "Noto Sans NKo"),
    (0x0800..=0x083F, "Samaritan", "Noto Sans Samaritan"),
    (0x0840..=0x085F, "Mandaic", "Noto Sans Mandaic"),
    (0x0860..=0x086F, "Syriac", "Noto Sans Syriac"),
    (0x0870..=0x08FF, "Arabic", "Noto Sans Arabic"),
    (0x0900..=0x097F, "Devanagari", "Noto Sans Devanagari"),
    (0x0980..=0x09FF, "Bengali", "Noto Sans Bengali"),
    (0x0A00..=0x0A7F, "Gurmukhi", "Noto Sans Gurmukhi"),
    (0x0A80..=0x0AFF, "Gujarati", "Noto Sans Gujarati"),
    (0x0B00..=0x0B7F, "Odia", "Noto Sans Oriya"),
    (0x0B80..=0x0BFF, "Tamil", "Noto Sans Tamil"),
    (0x0C00..=0x0C7F, "Telugu", "Noto Sans Telugu"),
    (0x0C80..=0x0CFF, "Kannada", "Noto Sans Kannada"),
    (0x0D00..=0x0D7F, "Malayalam", "Noto Sans Malayalam"),
    (0x0D80..=0x0DFF, "Sinhala", "Noto Sans Sinhala"),
    (0x0E00..=0x0E7F, "Thai", "Noto Sans Thai"),
    (0x0E80..=0x0EFF, "Lao", "Noto Sans Lao"),
    (0x0F00..=0x0FFF, "Tibetan", "Noto Serif Tibetan"),
    (0x1000..=0x109F, "Burmese", "Noto Sans Myanmar"),
    (0x10A0..=0x10FF, "Georgian", "Noto Sans Georgian"),
    (0x1100..=0x11FF, "Korean", "Noto Sans CJK"),
    (0x1200..=0x139F, "Ethiopic", "Noto Sans Ethiopic"),
    (0x13A0..=0x13FF, "Cherokee", "Noto Sans Cherokee"),
    (0x1400..=0x167F, "Canadian Aboriginal", "Noto Sans Canadian Aboriginal"),
    (0x1780..=0x17FF, "Khmer", "Noto Sans Khmer"),
    (0x1800..=0x18AF, "Mongolian", "Noto Sans Mongolian"),
    (0x19E0..=0x19FF, "Khmer", "Noto Sans Khmer"),
    (0x2D30..=0x2D7F, "Tifinagh", "Noto Sans Tifinagh"),
    (0x2D80..=0x2DDF, "Ethiopic", "Noto Sans Ethiopic"),
    (0x2E80..=0x303F, "Chinese", "Noto Sans CJK"),
    (0x3040..=0x30FF, "Japanese", "Noto Sans CJK"),
    (0x3100..=0x312F, "Chinese", "Noto Sans CJK"),
    (0x3130..=0x318F, "Korean", "Noto Sans CJK"),
    (0x31A0..=0x31BF, "Chinese", "Noto Sans CJK"),
    (0x31F0..=0x31FF, "Japanese", "Noto Sans CJK"),
    (0x3400..=0x9FFF, "Chinese", "Noto Sans CJK"),
    (0xA000..=0xA4CF, "Yi", "Noto Sans Yi"),
    (0xA500..=0xA63F, "Vai", "Noto Sans Vai"),
    (0xA640..=0xA69F, "Cyrillic", "Noto Sans"),
    (0xA980..=0xA9DF, "Javanese", "Noto Sans Javanese"),
    (0xA9E0..=0xA9FF, "Burmese", "Noto Sans Myanmar"),
    (0xAA60..=0xAA7F, "Burmese", "Noto Sans Myanmar"),
    (0xAC00..=0xD7FF, "Korean", "Noto Sans CJK"),
    (0xF900..=0xFAFF, "Chinese", "Noto Sans CJK"),
    (0xFB50..=0xFDFF, "Arabic", "Noto Sans Arabic"),
    (0xFE30..=0xFE4F, "Chinese", "Noto Sans CJK"),
    (0xFE70..=0xFEFE, "Arabic", "Noto Sans Arabic"),
    (0xFF00..=0xFFEF, "Chinese", "Noto Sans CJK"),
    (0x1F000..=0x1FAFF, "emoji", "Noto Emoji"),
    (0x20000..=0x323AF, "Chinese", "Noto Sans CJK"),
];

/// The script of a letter; `None` where it is none that is listed.
#[must_use]
pub fn of(letter: char) -> Option<Script> {
    let code = u32::from(letter);
    let found = BLOCKS.iter().find(|(range, _, _)| range.contains(&code));
    found.map(|(_, name, font)| Script { name, font })
}
