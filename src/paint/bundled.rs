//! The fonts that the program brings along.

use egui::{FontData, FontDefinitions, FontFamily};
use std::sync::{Arc, LazyLock};

pub(crate) static SEMIBOLD_FAMILY: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name(SEMIBOLD.into()));

macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../assets/fonts/", $name, ".ttf")).as_slice())),*]
    };
}

/// Font files in order of fallback. Noto Sans stands first: epaint takes the height of a line from the first.
pub(crate) static REGULAR: [(&str, &[u8]); 5] = bundled![
    "NotoSans-Regular",
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansArmenian-Regular",
    "NotoSansGeorgian-Regular",
];

pub(crate) static SEMI_BOLD: [(&str, &[u8]); 5] = bundled![
    "NotoSans-SemiBold",
    "NotoSansArabic-SemiBold",
    "NotoSansHebrew-SemiBold",
    "NotoSansArmenian-SemiBold",
    "NotoSansGeorgian-SemiBold",
];

pub(crate) static SYMBOLS: [(&str, &[u8]); 2] = bundled!["NotoSansMath-Regular", "NotoSansSymbols2-Regular"];

/// The bundled fonts: egui's `Proportional` in weight 400, the family [`SEMIBOLD`] in weight 600. Signs and then
/// egui's own fonts (icons, emoji) stand behind both; `Monospace` stays egui's with ours behind it.
#[must_use]
pub fn bundled_definitions() -> FontDefinitions {
    let mut definitions = FontDefinitions::default();
    for (name, bytes) in REGULAR.iter().chain(&SEMI_BOLD).chain(&SYMBOLS) {
        definitions.font_data.insert((*name).to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let of_egui = definitions.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let chain = |first: &[(&str, &[u8])]| -> Vec<String> {
        let ours = first.iter().chain(&SYMBOLS).map(|(name, _)| (*name).to_owned());
        ours.chain(of_egui.iter().cloned()).collect()
    };
    let regular = chain(&REGULAR);
    definitions.families.entry(FontFamily::Monospace).or_default().extend(regular.iter().cloned());
    definitions.families.insert(SEMIBOLD_FAMILY.clone(), chain(&SEMI_BOLD));
    definitions.families.insert(FontFamily::Proportional, regular);
    definitions
}

/// The name of the family of weight 600; 400 is egui's `Proportional`.
pub const SEMIBOLD: &str = "semibold";
