//! Flags in an SVG picture: each flag once, as a symbol that is cut to a circle, with the ids inside made its own.

use std::collections::BTreeMap;

use super::xml::escape;
use crate::paint::flags::flag_svg;

/// The flags that a picture uses.
#[derive(Default)]
pub struct FlagSymbols {
    /// By code: the id of its symbol; `None` for a code without a flag.
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
        let id = flag_svg(code).and_then(|svg| {
            let id = format!("flag-{}", self.ids.len() + 1);
            let symbol = symbol(&id, svg)?;
            if self.defs.is_empty() {
                self.defs
                    .push_str("<clipPath id=\"round\"><circle cx=\"32\" cy=\"32\" r=\"32\"/></clipPath>\n");
            }
            self.defs.push_str(&symbol);
            Some(id)
        });
        self.ids.insert(code.to_owned(), id.clone());
        id
    }
}

/// A symbol of 64 × 64 units around a whole SVG text.
fn symbol(id: &str, svg: &str) -> Option<String> {
    let (view_box, inside) = root(svg)?;
    Some(format!(
        "<symbol id=\"{id}\" viewBox=\"0 0 64 64\"><g clip-path=\"url(#round)\"><svg width=\"64\" height=\"64\" \
         viewBox=\"{}\" preserveAspectRatio=\"xMidYMid slice\">{}</svg></g></symbol>\n",
        escape(&view_box),
        own_ids(inside.trim(), id)
    ))
}

/// The view box of an SVG text and what is inside of its root element.
fn root(svg: &str) -> Option<(String, &str)> {
    let start = svg.find("<svg")?;
    let head_end = start + svg[start..].find('>')?;
    let head = &svg[start..head_end];
    let inside = &svg[head_end + 1..svg.rfind("</svg>").filter(|end| *end > head_end)?];
    let view_box = attribute(head, "viewBox").map(str::to_owned).or_else(|| {
        let side = |name| attribute(head, name).map(|value| value.trim_end_matches("px"));
        Some(format!("0 0 {} {}", side("width")?, side("height")?))
    })?;
    Some((view_box, inside))
}

fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    [('"', "=\""), ('\'', "='")].into_iter().find_map(|(quote, equals)| {
        let start = head.find(&format!(" {name}{equals}"))? + name.len() + 3;
        head[start..].find(quote).map(|end| &head[start..start + end])
    })
}

/// The text with its ids, and what refers to them, put under a name of its own.
fn own_ids(svg: &str, name: &str) -> String {
    let mut out = svg.to_owned();
    for mark in [" id=\"", " id='", "url(#", "url('#", "url(\"#", "href=\"#", "href='#"] {
        out = out.replace(mark, &format!("{mark}{name}-"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_becomes_a_symbol_with_ids_of_its_own() {
        let svg = "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\" width=\"20\" height=\"10px\"><g id=\"a\"/>\
                   <use href=\"#a\" fill=\"url(#b)\"/></svg>\n";
        let symbol = symbol("flag-1", svg).unwrap();
        assert!(symbol.contains("viewBox=\"0 0 20 10\""), "{symbol}");
        assert!(
            symbol.contains("<g id=\"flag-1-a\"/><use href=\"#flag-1-a\" fill=\"url(#flag-1-b)\"/>"),
            "{symbol}"
        );
    }

    #[test]
    fn what_is_no_svg_is_no_symbol() {
        for text in ["", "<svg", "<svg>", "<svg width=\"1\"></svg>", "</svg><svg>"] {
            assert_eq!(symbol("flag-1", text), None, "{text}");
        }
    }
}
