//! Flags in an SVG picture: each flag once, as a symbol, however often it is used; and the neutral disc with
//! initials for whatever has none.

use std::collections::BTreeMap;

use super::xml::{escape, number};
use crate::paint::flags::{DISC, DISC_TEXT, INITIALS_SIZE, flag_svg, initials};
use crate::scene::Rect;

/// The height of a capital letter of Noto Sans as a part of its size.
const CAPITAL: f32 = 0.714;

/// The flags that a picture uses.
#[derive(Default)]
pub struct FlagSymbols {
    /// The id of the symbol by code; `None` for a code without a flag.
    ids: BTreeMap<String, Option<String>>,
    /// The symbols' text.
    pub defs: String,
}

impl FlagSymbols {
    /// The id of the symbol for a code; `None` where there is no flag.
    pub fn id(&mut self, code: &str) -> Option<String> {
        if let Some(id) = self.ids.get(code) {
            return id.clone();
        }
        // The flags' own ids are theirs alone: `flag-IR`.
        let id = flag_svg(code).map(|svg| {
            let id = format!("round-{}", self.ids.len() + 1);
            self.defs += &format!("<symbol id=\"{id}\" viewBox=\"0 0 512 512\">{svg}</symbol>\n");
            id
        });
        self.ids.insert(code.to_owned(), id.clone());
        id
    }
}

/// The neutral disc with the initials of a lane that has no flag.
pub fn disc(rect: Rect, name: &str) -> String {
    let side = rect.width().min(rect.height());
    let (center, size) = (rect.center(), side * INITIALS_SIZE);
    let circle = format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
        number(center.x),
        number(center.y),
        number(side / 2.0),
        DISC.to_hex()
    );
    let text = format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"600\" text-anchor=\"middle\" fill=\"{}\">{}</text>",
        number(center.x),
        number(center.y + size * CAPITAL / 2.0),
        number(size),
        DISC_TEXT.to_hex(),
        escape(&initials(name))
    );
    circle + &text
}
