//! A scene to SVG text: the same primitives at the same places, text as text. Equal scenes give equal bytes.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use unicode_bidi::Direction;

use super::attributes::{gradient_stops, paint, place, stroke_of};
use super::baselines::Baselines;
use super::flag_symbols::{FlagSymbols, disc};
use super::xml::{escape, number};
use crate::paint::fallback;
use crate::paint::shapes::dashes;
use crate::paint::sheet::HALO_PT;
use crate::scene::{Color, Fill, Item, ItemId, Pos2, Primitive, Rect, Scene, Stroke, Text, Theme, Weight};

/// The bundled fonts, then those of the system in use, then any.
fn families() -> String {
    let system = fallback::families();
    let quoted = system.iter().map(|family| format!("'{}', ", escape(&family.replace(['\'', '\\'], ""))));
    format!("{FONTS}, {}sans-serif", quoted.collect::<String>())
}

/// The bundled fonts by the names that they have where they are installed.
const FONTS: &str = "'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans Armenian', \
                     'Noto Sans Georgian'";

/// The scene as SVG text on an opaque ground, `scale` times as large as its points.
#[must_use]
pub fn svg(scene: &Scene, ground: Color, scale: f32, title: &str) -> String {
    let mut writer = Writer::default();
    writer.items(&scene.items);
    let side = |points: f32| if points.is_finite() { points.max(1.0) } else { 1.0 };
    let (width, height) = (side(scene.size.x), side(scene.size.y));
    let scale = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" \
         font-family=\"{}\">\n<title>{}</title>\n",
        number(width * scale),
        number(height * scale),
        number(width),
        number(height),
        families(),
        escape(title)
    );
    let defs = writer.defs + &writer.flags.defs;
    if !defs.is_empty() {
        let _ = write!(out, "<defs>\n{defs}</defs>\n");
    }
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", ground.to_hex());
    out + &writer.body + "</svg>\n"
}

/// The scene as an `svg` element within a page: with ids that begin with `prefix`, so that several stand in one page, flags
/// from symbols that the page has once, and the colours of its theme as the page's own variables, so that it turns dark
/// with it. What it shows is described by the elements with the ids `described`.
#[must_use]
pub fn inline(
    scene: &Scene,
    theme: &Theme,
    prefix: &str,
    described: &str,
    flags: &mut FlagSymbols,
) -> String {
    let flags_before = std::mem::take(flags);
    let mut writer = Writer { flags: flags_before, prefix: Some(prefix.to_owned()), ..Writer::default() };
    writer.items(&scene.items);
    let (width, height) = (number(scene.size.x.max(1.0)), number(scene.size.y.max(1.0)));
    let defs = format!("<defs>{}</defs>", writer.defs);
    let ground = format!("<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", theme.background.to_hex());
    let inside = themed(&(defs + &ground + &writer.body), theme);
    *flags = writer.flags;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{described}\" font-family=\"{}\">{inside}</svg>",
        families()
    )
}

/// The colours of a theme in attributes as the variables of a page: what stands in double quotes is an attribute, as those
/// of texts are escaped.
fn themed(svg: &str, theme: &Theme) -> String {
    let mut themed = svg.to_owned();
    for (name, color) in theme.tokens() {
        themed = themed.replace(&format!("=\"{}\"", color.to_hex()), &format!("=\"var(--{name})\""));
    }
    themed
}

#[derive(Default)]
struct Writer {
    /// What ids begin with in a picture within a page, where elements have no ids of their own.
    prefix: Option<String>,
    /// Gradients and clip paths.
    defs: String,
    body: String,
    flags: FlagSymbols,
    /// The ids of gradients and clip paths by their text.
    shared: HashMap<String, String>,
    /// Items that have an element already: an id may stand once.
    named: HashSet<ItemId>,
    baselines: Baselines,
}

impl Writer {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    /// One element per item, attributes first; what has no finite place or size is left out, as in the window.
    fn item(&mut self, item: &Item) {
        let element = match &item.primitive {
            Primitive::Discs { radius, discs } => {
                for disc in discs {
                    let element = circle(disc.center, *radius, disc.fill, None);
                    self.element(Some(ItemId::Event(disc.event)), element);
                }
                return;
            }
            Primitive::Columns(columns) => {
                for (rect, shade) in columns.bars() {
                    let fill = Fill::Solid(columns.shades[shade].1);
                    let element = self.rect(rect, 0.0, &fill, None);
                    self.element(item.id, element);
                }
                return;
            }
            Primitive::Rect { rect, radius, fill, stroke } => self.rect(*rect, *radius, fill, *stroke),
            Primitive::Circle { center, radius, fill, stroke } => circle(*center, *radius, *fill, *stroke),
            Primitive::Line { from, to, stroke } => line(*from, *to, *stroke),
            Primitive::Path { points, closed, fill, stroke } => path(points, *closed, *fill, *stroke),
            Primitive::Text(text) => self.text(text),
            Primitive::Flag { rect, code, name, opacity } => self.flag(*rect, (code, name), *opacity),
            Primitive::Group { clip, items } => return self.group(item.id, *clip, items),
            Primitive::Kept { clip, items } => return self.group(item.id, *clip, items),
        };
        self.element(item.id, element);
    }

    fn element(&mut self, id: Option<ItemId>, element: Option<Element>) {
        if let Some(Element { tag, attributes, content }) = element {
            let id = self.identity(id);
            let end = if content.is_empty() { "/>".to_owned() } else { format!(">{content}</{tag}>") };
            let _ = writeln!(self.body, "<{tag}{id}{attributes}{end}");
        }
    }

    fn group(&mut self, id: Option<ItemId>, clip: Rect, items: &[Item]) {
        if !clip.is_finite() || !clip.is_positive() {
            return;
        }
        let clip_path = self.shared("clip", &format!("<clipPath id=\"#\"><rect{}/></clipPath>", place(clip)));
        let identity = self.identity(id);
        let _ = writeln!(self.body, "<g{identity} clip-path=\"url(#{clip_path})\">");
        self.items(items);
        self.body.push_str("</g>\n");
    }

    /// `data-event="3"`, and `id="event-3"` on the first element of the event.
    fn identity(&mut self, id: Option<ItemId>) -> String {
        let Some(id) = id.filter(|_| self.prefix.is_none()) else { return String::new() };
        let (kind, index) = match id {
            ItemId::Event(event) => ("event", event.0),
            ItemId::Lane(lane) => ("lane", lane),
            ItemId::Coincidence(coincidence) => ("coincidence", coincidence),
        };
        let name = if self.named.insert(id) { format!(" id=\"{kind}-{index}\"") } else { String::new() };
        format!("{name} data-{kind}=\"{index}\"")
    }

    /// The id of a definition, made where there is none with this text; `#` stands for its id in it.
    fn shared(&mut self, kind: &str, text: &str) -> String {
        if let Some(id) = self.shared.get(text) {
            return id.clone();
        }
        let prefix = self.prefix.as_deref().unwrap_or_default();
        let id = format!("{prefix}{kind}-{}", self.shared.len() + 1);
        let _ = writeln!(self.defs, "{}", text.replacen('#', &id, 1));
        self.shared.insert(text.to_owned(), id.clone());
        id
    }

    fn rect(&mut self, rect: Rect, radius: f32, fill: &Fill, stroke: Option<Stroke>) -> Option<Element> {
        if !rect.is_finite() || rect.is_negative() {
            return None;
        }
        let most = rect.width().min(rect.height()) / 2.0;
        let radius = if radius > 0.0 { radius.min(most) } else { 0.0 };
        let mut attributes = place(rect);
        if radius > 0.0 {
            let _ = write!(attributes, " rx=\"{}\"", number(radius));
        } else {
            attributes.push_str(" shape-rendering=\"crispEdges\"");
        }
        match fill {
            Fill::Solid(color) => attributes += &paint("fill", *color),
            Fill::Horizontal(stops) => {
                let gradient = format!("<linearGradient id=\"#\">{}</linearGradient>", gradient_stops(stops));
                let _ = write!(attributes, " fill=\"url(#{})\"", self.shared("gradient", &gradient));
            }
        }
        let edge = dashes::rounded_length(rect, radius);
        attributes += &stroke_of(stroke, Some(edge));
        Some(Element::new("rect", attributes))
    }

    fn text(&mut self, text: &Text) -> Option<Element> {
        let place = text.left_middle;
        if !place.is_finite() || text.text.is_empty() || !text.style.size.is_finite() {
            return None;
        }
        let mut attributes = format!(
            " x=\"{}\" y=\"{}\" font-size=\"{}\"",
            number(place.x),
            number(place.y + self.baselines.below_middle(text.style)),
            number(text.style.size)
        );
        if text.style.weight == Weight::SemiBold {
            attributes.push_str(" font-weight=\"600\"");
        }
        if text.style.italic {
            attributes.push_str(" font-style=\"italic\"");
        }
        if text.width > 0.0 && text.width.is_finite() {
            // The reader's fonts may be others: what was measured is held.
            let _ = write!(
                attributes,
                " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
                number(text.width)
            );
        }
        attributes += &paint("fill", text.color);
        if let Some(halo) = text.halo {
            let halo = Stroke::solid(2.0 * HALO_PT, halo.faded(f32::from(text.color.a) / 255.0));
            attributes += &stroke_of(Some(halo), None);
            attributes.push_str(" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }
        if text.text.contains("  ") || text.text.starts_with(' ') || text.text.ends_with(' ') {
            attributes.push_str(" xml:space=\"preserve\"");
        }
        Some(Element { content: directed(&text.text), ..Element::new("text", attributes) })
    }

    fn flag(&mut self, rect: Rect, (code, name): (&str, &str), opacity: f32) -> Option<Element> {
        if !rect.is_finite() || !rect.is_positive() || opacity.is_nan() || opacity <= 0.0 {
            return None;
        }
        let opacity = if opacity < 1.0 { format!(" opacity=\"{}\"", number(opacity)) } else { String::new() };
        if let Some(id) = self.flags.id(code) {
            return Some(Element::new("use", format!(" href=\"#{id}\"{}{opacity}", place(rect))));
        }
        Some(Element { content: disc(rect, name), ..Element::new("g", opacity) })
    }
}

struct Element {
    tag: &'static str,
    attributes: String,
    content: String,
}

impl Element {
    fn new(tag: &'static str, attributes: String) -> Self {
        Self { tag, attributes, content: String::new() }
    }
}

fn circle(center: Pos2, radius: f32, fill: Color, stroke: Option<Stroke>) -> Option<Element> {
    if !center.is_finite() || !radius.is_finite() || radius <= 0.0 {
        return None;
    }
    let mut attributes = format!(
        " cx=\"{}\" cy=\"{}\" r=\"{}\"{}",
        number(center.x),
        number(center.y),
        number(radius),
        paint("fill", fill)
    );
    attributes += &stroke_of(stroke, Some(std::f32::consts::TAU * radius));
    Some(Element::new("circle", attributes))
}

fn line(from: Pos2, to: Pos2, stroke: Stroke) -> Option<Element> {
    if !from.is_finite() || !to.is_finite() {
        return None;
    }
    let mut attributes = format!(
        " x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}",
        number(from.x),
        number(from.y),
        number(to.x),
        number(to.y),
        stroke_of(Some(stroke), None)
    );
    if from.x == to.x || from.y == to.y {
        attributes.push_str(" shape-rendering=\"crispEdges\"");
    }
    Some(Element::new("line", attributes))
}

fn path(points: &[Pos2], closed: bool, fill: Color, stroke: Option<Stroke>) -> Option<Element> {
    if points.len() < 2 || !points.iter().all(|point| point.is_finite()) {
        return None;
    }
    let pairs: Vec<String> =
        points.iter().map(|point| format!("{},{}", number(point.x), number(point.y))).collect();
    let fill = if closed { fill } else { Color::TRANSPARENT };
    let length = closed.then(|| dashes::length(points, true));
    let attributes =
        format!(" points=\"{}\"{}{}", pairs.join(" "), paint("fill", fill), stroke_of(stroke, length));
    Some(Element::new(if closed { "polygon" } else { "polyline" }, attributes))
}

/// The logical string. One that reads from right to left is isolated as such, so that a full stop stands at its
/// left end; the place of the text stays its left end.
fn directed(text: &str) -> String {
    if unicode_bidi::get_base_direction(text) == Direction::Rtl {
        format!("\u{2067}{}\u{2069}", escape(text))
    } else {
        escape(text)
    }
}
