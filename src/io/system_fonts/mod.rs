//! Fonts of the system for letters that the bundled ones lack: found by `fontdb` among the folders where systems keep
//! fonts, read only when something needs them. Takes a moment where there are many, so never call it while a window
//! waits.

mod scripts;

use std::path::Path;

use fontdb::{Database, FaceInfo, ID, Style};
use skrifa::{FontRef, MetadataProvider as _};

pub use scripts::{Script, of as script_of};

/// A font that has some of the letters.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its family, "Noto Sans Bengali".
    pub family: String,
    /// The file.
    pub data: Vec<u8>,
    /// Which font of the file, in a collection.
    pub index: u32,
}

/// The fonts that have the letters, and the letters that no font has.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// As few fonts as have them.
    pub fonts: Vec<Found>,
    /// In order.
    pub without: Vec<char>,
}

impl Search {
    /// What to tell the user of letters that no font has: one sentence for all of them. `None` where there are none.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        let mut scripts: Vec<Script> = Vec::new();
        for script in self.without.iter().filter_map(|c| script_of(*c)) {
            if !scripts.contains(&script) {
                scripts.push(script);
            }
        }
        let names = |of: fn(&Script) -> &'static str| joined(&scripts.iter().map(of).collect::<Vec<_>>());
        if !scripts.is_empty() {
            let (them, fonts) = (names(|script| script.name), names(|script| script.font));
            return Some(format!(
                "No installed font has the letters of {them}; install {fonts} to show them"
            ));
        }
        let first = self.without.first()?;
        Some(format!("No installed font has the character U+{:04X}; it is shown as a box", u32::from(*first)))
    }
}

fn joined(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Looks among the system's fonts.
#[must_use]
pub fn find(letters: &[char]) -> Search {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    find_in(&fonts, letters)
}

/// Looks among the fonts of a folder, for tests and programs that bring their own.
#[must_use]
pub fn find_in_folder(folder: &Path, letters: &[char]) -> Search {
    let mut fonts = Database::new();
    fonts.load_fonts_dir(folder);
    find_in(&fonts, letters)
}

/// Takes the best font for the most letters, then for what is left.
fn find_in(fonts: &Database, letters: &[char]) -> Search {
    let mut search = Search { fonts: Vec::new(), without: letters.to_vec() };
    let mut faces: Vec<&FaceInfo> = fonts.faces().collect();
    faces.sort_by_key(|face| rank(face));
    // What each face has is asked once: a file may be large.
    let has: Vec<(ID, Vec<char>)> =
        faces.iter().map(|face| (face.id, letters_of(fonts, face.id, letters))).collect();
    while !search.without.is_empty() {
        let count = |own: &[char]| own.iter().filter(|c| search.without.contains(c)).count();
        let most = has.iter().map(|(_, own)| count(own)).max().unwrap_or(0);
        // The first of those that have the most is the best by rank.
        let Some((id, own)) = has.iter().find(|(_, own)| most > 0 && count(own) == most) else { break };
        search.without.retain(|c| !own.contains(c));
        search.fonts.extend(read(fonts, *id));
    }
    search
}

/// Which face to prefer, the least first: upright, of regular weight and width, without serifs, Noto's before others'.
fn rank(face: &FaceInfo) -> (bool, u16, u16, bool, bool, bool, String) {
    let family = family(face);
    (
        face.style != Style::Normal,
        face.weight.0.abs_diff(400),
        face.stretch.to_number().abs_diff(fontdb::Stretch::Normal.to_number()),
        face.monospaced,
        family.contains("Serif") || family.contains("Kufi") || family.contains("Nastaliq"),
        !family.starts_with("Noto Sans"),
        family,
    )
}

fn family(face: &FaceInfo) -> String {
    face.families.first().map_or_else(|| face.post_script_name.clone(), |(name, _)| name.clone())
}

fn letters_of(fonts: &Database, id: ID, letters: &[char]) -> Vec<char> {
    let own = fonts.with_face_data(id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        let charmap = font.charmap();
        // A font without outlines (of bitmaps alone) shows nothing here.
        let draws =
            |c: &char| charmap.map(*c).is_some_and(|glyph| font.outline_glyphs().get(glyph).is_some());
        Some(letters.iter().copied().filter(draws).collect())
    });
    own.flatten().unwrap_or_default()
}

fn read(fonts: &Database, id: ID) -> Option<Found> {
    let family = family(fonts.face(id)?);
    fonts.with_face_data(id, |data, index| Found { family, data: data.to_vec(), index })
}
