//! A timeline on paper, as a PDF: a page for each step of the story with what it says, or the whole timeline where there is
//! none; after it, for a handout, what the accounts say and by which sources; or a poster in one piece or in tiles.

mod flow;
mod handout;
mod poster;
mod steps;

use crate::analysis::Index;
use crate::export::pdf::{self, About, Leaf, Role};
use crate::model::{Document, Progress};
use crate::scene::{TextStyle, Theme, Vec2};

use super::selection::Selection;
use super::ties::Ties;
use super::{Options, Origin, PublishError};
use flow::{Flow, Look};
pub use poster::{Poster, Tiles};

/// What pages are made of.
struct Paper<'a> {
    selection: &'a Selection,
    options: &'a Options,
    origin: &'a Origin,
    index: &'a Index,
    ties: &'a Ties<'a>,
    theme: Theme,
}

/// The bytes of the PDF, and how many texts in it were cut. Steps of the progress are steps of the story, and three more.
pub(super) fn pdf(
    selection: &Selection,
    options: &Options,
    origin: &Origin,
    progress: &Progress,
) -> Result<(Vec<u8>, usize), PublishError> {
    let document = &selection.document;
    progress.expect(document.story().len() as u64 + 3);
    let index = Index::build(document);
    let ties = Ties::new(document, &index);
    progress.advance(1);
    let theme = Theme::of(options.theme.unwrap_or_default());
    let paper = Paper { selection, options, origin, index: &index, ties: &ties, theme };
    let (leaves, cut) = match options.poster {
        Some(poster) => (paper.poster(poster), 0),
        None => paper.pages(progress)?,
    };
    progress.advance(1);
    if progress.is_cancelled() {
        return Err(PublishError::Cancelled);
    }
    let about = About {
        title: paper.title(),
        summary: crate::model::visible(document.summary()).into_owned(),
        language: options.lang.clone(),
    };
    let bytes = pdf::pdf(&leaves, &about)?;
    progress.advance(1);
    Ok((bytes, cut))
}

impl Paper<'_> {
    fn document(&self) -> &Document {
        &self.selection.document
    }

    /// The document's title, else the file's name.
    fn title(&self) -> String {
        let title = crate::model::visible(self.document().title());
        match title.trim() {
            "" => self.origin.name.trim_end_matches(".ron").to_owned(),
            title => title.to_owned(),
        }
    }

    fn size(&self) -> Vec2 {
        self.options.size
    }

    /// All pages but those of a poster, and how many texts were cut.
    fn pages(&self, progress: &Progress) -> Result<(Vec<Leaf>, usize), PublishError> {
        let mut flow = Flow::new(self.size(), &self.theme);
        if self.document().story().is_empty() {
            self.timeline(&mut flow);
        }
        for (at, step) in self.document().story().iter().enumerate() {
            if progress.is_cancelled() {
                return Err(PublishError::Cancelled);
            }
            self.step(at, step, &mut flow);
            progress.advance(1);
        }
        if self.options.handout {
            self.handout(&mut flow);
        }
        flow.paragraph(&self.made_from(), self.look_of_origin(), None);
        flow.number(&self.title());
        Ok((flow.leaves, flow.cut))
    }

    fn look_of_origin(&self) -> Look {
        let style = TextStyle::regular(11.0);
        Look { style, color: self.theme.text_muted, role: Role::Paragraph, indent: 0.0, gap: 14.0 }
    }

    /// From which file and which bytes, when these were changed, and with what it was made.
    fn made_from(&self) -> String {
        let mut text = format!("Made with Coeval {}", env!("CARGO_PKG_VERSION"));
        if !self.origin.name.is_empty() {
            text += &format!(" from {}", crate::paint::isolated(&self.origin.name));
        }
        if !self.origin.sha256.is_empty() {
            text += &format!(", SHA-256 {}", self.origin.sha256);
        }
        if !self.origin.changed.is_empty() {
            text += &format!(", last changed {}", self.origin.changed);
        }
        if self.origin.is_unsaved {
            text += ", with changes that were not saved to it";
        }
        text + if self.options.notes { ". With private notes." } else { "." }
    }
}
