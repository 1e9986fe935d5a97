//! Pages of a PDF: what stands on each, and the document that is made of them. Its text can be selected and read aloud in its
//! order (tags as in PDF/UA-1, ISO 14289-1), its pages have bookmarks, and equal pages give equal bytes.

mod flags;
mod letters;
mod paths;
mod sheet;

use std::num::NonZeroU16;
use std::sync::Arc;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect as Box, Transform};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::FillRule;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Node, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use crate::scene::{Color, Fill, Item, Pos2, Primitive, Rect, Scene, Text, Vec2, pos2, vec2};
use sheet::{Sheet, Tools};

/// A point of a scene is 1/96 inch as in CSS, one of a PDF 1/72.
const POINT: f32 = 72.0 / 96.0;
/// Points of a scene in a millimetre.
pub const MM: f32 = 96.0 / 25.4;
/// The most that a page may be wide and high, in millimetres: readers of PDF know none larger (14,400 of its points).
pub const MOST_MM: f32 = 5000.0;

/// A page.
pub struct Leaf {
    /// Points of a scene, 1/96 inch.
    pub size: Vec2,
    /// What it is called in the list of pages; it stands below the page before it where it has no name.
    pub bookmark: Option<String>,
    /// The colour of the paper, where it is not that of all paper.
    pub ground: Option<Color>,
    /// What stands on it, in the order in which it is read.
    pub blocks: Vec<Block>,
}

/// What stands on a page.
pub enum Block {
    /// A part of a scene.
    Picture(Picture),
    /// Lines of text.
    Passage(Passage),
    /// What is no content: numbers of pages, marks to cut along.
    Aside(Vec<Item>),
}

/// A scene at its place in a picture.
#[derive(Clone)]
pub struct Placed {
    pub scene: Arc<Scene>,
    /// Where its corner is.
    pub to: Pos2,
    /// 1 as it is.
    pub scale: f32,
}

impl Placed {
    /// A scene that is all of a picture.
    pub fn whole(scene: Scene) -> Self {
        Self { scene: Arc::new(scene), to: pos2(0.0, 0.0), scale: 1.0 }
    }
}

/// A part of a picture at its place on a page.
pub struct Picture {
    /// One above another.
    pub scenes: Vec<Placed>,
    /// Behind them.
    pub ground: Color,
    /// Which part.
    pub part: Rect,
    /// Where.
    pub at: Rect,
    /// What it shows, for whoever does not see it.
    pub alt: String,
}

/// What lines of text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 1 is the highest.
    Heading(u16),
    Paragraph,
}

/// Lines that belong together.
pub struct Passage {
    pub role: Role,
    /// Each with the address that it leads to, if any.
    pub lines: Vec<(Text, Option<String>)>,
}

/// What a document says of itself.
pub struct About {
    pub title: String,
    pub summary: String,
    /// "en", "fa".
    pub language: String,
}

/// A PDF could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the PDF could not be made: {0}")]
pub struct PdfError(String);

impl PdfError {
    fn of(error: &impl std::fmt::Debug) -> Self {
        Self(format!("{error:?}"))
    }
}

/// The bytes of a document with these pages.
///
/// # Errors
/// Where a page has no size, and where the document would not be one that everybody can read.
pub fn pdf(leaves: &[Leaf], about: &About) -> Result<Vec<u8>, PdfError> {
    let settings = SerializeSettings { configuration: readable()?, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut tools = Tools::new();
    let mut tags = TagTree::new().with_lang(Some(about.language.clone()));
    let mut outline = Outline::new();
    for (number, leaf) in leaves.iter().enumerate() {
        if let Some(name) = &leaf.bookmark {
            let top = XyzDestination::new(number, Point::from_xy(0.0, 0.0));
            outline.push_child(OutlineNode::new(name.clone(), top));
        }
        let size = PageSettings::from_wh(leaf.size.x * POINT, leaf.size.y * POINT);
        let settings = size.ok_or_else(|| PdfError("a page has no size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        tags.push(leaf.draw(number, &mut page, &mut tools));
        page.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(tags);
    let mut metadata = Metadata::new()
        .title(about.title.clone())
        .language(about.language.clone())
        .creator(format!("Coeval {}", env!("CARGO_PKG_VERSION")));
    if !about.summary.is_empty() {
        metadata = metadata.description(about.summary.clone());
    }
    document.set_metadata(metadata);
    document.finish().map_err(|error| PdfError::of(&error))
}

fn readable() -> Result<Configuration, PdfError> {
    let wanted = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    wanted.finish().map_err(|error| PdfError::of(&error))
}

impl Leaf {
    /// Draws it; gives the tags of what stands on it.
    fn draw(&self, number: usize, page: &mut Page<'_>, tools: &mut Tools) -> TagGroup {
        let mut groups: Vec<(TagGroup, Vec<Lead>)> = Vec::new();
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_scale(POINT, POINT));
        if let Some(ground) = self.ground {
            let all = Rect::from_min_size(pos2(0.0, 0.0), self.size);
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            surface.set_fill(paths::solid(ground));
            surface.set_stroke(None);
            paths::rectangle(all, 0.0).iter().for_each(|path| surface.draw_path(path));
            surface.end_tagged();
        }
        for block in &self.blocks {
            match block {
                Block::Picture(picture) => {
                    groups.push((picture.draw(number, &mut surface, tools), Vec::new()));
                }
                Block::Passage(passage) => groups.push(passage.draw(&mut surface, tools)),
                Block::Aside(items) => {
                    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Page)));
                    Sheet::aside(&mut surface, tools).items(items);
                    surface.end_tagged();
                }
            }
        }
        surface.pop();
        surface.finish();
        let mut section = TagGroup::new(Tag::Section);
        for (mut group, links) in groups {
            for Lead { rect, address, marks } in links {
                let mut link = TagGroup::new(Tag::Link);
                marks.into_iter().for_each(|mark| link.push(mark));
                if let Some(rect) = placed(rect) {
                    let target = Target::Action(Action::Link(LinkAction::new(address.clone())));
                    let annotation = Annotation::new_link(LinkAnnotation::new(rect, target), Some(address));
                    link.push(page.add_tagged_annotation(annotation));
                }
                group.push(link);
            }
            section.push(group);
        }
        section
    }
}

/// A line that leads somewhere.
struct Lead {
    rect: Rect,
    address: String,
    marks: Vec<Node>,
}

/// A rectangle in points of the PDF.
fn placed(rect: Rect) -> Option<Box> {
    let [left, top, right, bottom] =
        [rect.left(), rect.top(), rect.right(), rect.bottom()].map(|at| at * POINT);
    Box::from_ltrb(left, top, right, bottom)
}

impl Picture {
    fn draw(&self, page: usize, surface: &mut krilla::surface::Surface<'_>, tools: &mut Tools) -> TagGroup {
        let bounds = placed(self.at).map(|rect| BBox::new(page, rect));
        let figure = Tag::Figure(Some(self.alt.clone())).with_bbox(bounds);
        let mut group = TagGroup::new(figure);
        let scale = self.at.width() / self.part.width().max(1.0);
        let to = self.at.min - self.part.min.to_vec2() * scale;
        let Some(clip) = paths::rectangle(self.at, 0.0) else { return group };
        surface.push_clip_path(&clip, &FillRule::NonZero);
        surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, to.x, to.y));
        let fill = Fill::Solid(self.ground);
        let ground = Primitive::Rect { rect: self.part, radius: 0.0, fill, stroke: None };
        let mut sheet = Sheet::new(surface, tools, self.part);
        sheet.items(&[Item { id: None, primitive: ground }]);
        sheet.finish().into_iter().for_each(|mark| group.push(mark));
        for Placed { scene, to, scale } in &self.scenes {
            surface.push_transform(&Transform::from_row(*scale, 0.0, 0.0, *scale, to.x, to.y));
            let seen = Rect::from_min_max(
                ((self.part.min - *to) / *scale).to_pos2(),
                ((self.part.max - *to) / *scale).to_pos2(),
            );
            let mut sheet = Sheet::new(surface, tools, seen);
            sheet.items(&scene.items);
            sheet.finish().into_iter().for_each(|mark| group.push(mark));
            surface.pop();
        }
        surface.pop();
        surface.pop();
        group
    }
}

impl Passage {
    /// Draws the lines; those that lead somewhere are given apart, with their place and address.
    fn draw(&self, surface: &mut krilla::surface::Surface<'_>, tools: &mut Tools) -> (TagGroup, Vec<Lead>) {
        let mut group = match self.role {
            Role::Heading(level) => {
                let title: Vec<&str> = self.lines.iter().map(|(line, _)| &*line.text).collect();
                let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
                TagGroup::new(Tag::Hn(level, Some(title.join(" "))))
            }
            Role::Paragraph => TagGroup::new(Tag::P),
        };
        let mut links = Vec::new();
        for (line, address) in &self.lines {
            let mut sheet = Sheet::new(surface, tools, Rect::EVERYTHING);
            sheet.text(line);
            let marks = sheet.finish();
            match address {
                Some(address) => {
                    let half = vec2(0.0, line.style.size * 0.7);
                    let right = line.left_middle + vec2(line.width.max(1.0), 0.0);
                    let rect = Rect::from_min_max(line.left_middle - half, right + half);
                    links.push(Lead { rect, address: address.clone(), marks });
                }
                None => marks.into_iter().for_each(|mark| group.push(mark)),
            }
        }
        (group, links)
    }
}
