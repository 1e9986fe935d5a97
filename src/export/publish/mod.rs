//! What leaves the program for people who do not have it: a timeline with its story, without what is private, as bytes.
//! The same file, options and version give the same bytes. Whoever calls writes them where they are to be.

mod html;
mod leaves;
mod looks;
mod page;
mod proof;
mod selection;
mod steps;
mod table;
mod ties;

use std::path::Path;

use sha2::{Digest, Sha256};

pub use leaves::Leaves;
pub use proof::Leak;
pub use steps::step_canvas;

use crate::analysis::Query;
use crate::model::{Day, Document, LaneId, Progress};
use crate::scene::theme::ThemeKind;
use crate::scene::{Vec2, vec2};
use selection::Selection;

/// The size of the picture of a step where none is asked for, in points.
pub const STEP_SIZE: (u16, u16) = (1280, 620);

/// What becomes of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One page for a browser.
    Page,
}

impl Target {
    /// What a file's name asks for.
    ///
    /// # Errors
    /// Says which kinds there are; where it is one that other programs make, how.
    pub fn of(path: &Path) -> Result<Self, NoTarget> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("html" | "htm") => Ok(Self::Page),
            Some("pdf") => Err(NoTarget {
                message: "coeval does not write PDF yet".to_owned(),
                hint: "publish a .html page and print it to PDF: it prints a page for each step, then the table",
            }),
            Some("mp4" | "webm" | "mov" | "avi" | "gif" | "apng") => Err(NoTarget {
                message: "coeval does not write films yet".to_owned(),
                hint: "publish a .html page, which tells the story with its movement; or record `coeval present`",
            }),
            Some("pptx" | "ppt" | "odp" | "key") => Err(NoTarget {
                message: "coeval does not write slides yet".to_owned(),
                hint: "publish a .html page, which has all steps with their texts",
            }),
            Some("png" | "svg") => Err(NoTarget {
                message: "one picture is drawn with coeval render".to_owned(),
                hint: "end the name in .html for a page with the story",
            }),
            _ => Err(NoTarget { message: "unknown kind of file".to_owned(), hint: "end the name in .html" }),
        }
    }
}

/// A file's name asks for what is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NoTarget {
    /// What it asks for.
    pub message: String,
    /// What to do instead.
    pub hint: &'static str,
}

/// What of a timeline leaves, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The first and the last step, counted from 1; all where there is none.
    pub steps: Option<(usize, usize)>,
    /// Only events from this day on, and no story.
    pub from: Option<Day>,
    /// Only events up to this day, and no story.
    pub to: Option<Day>,
    /// Only what this finds.
    pub wanted: Option<Query>,
    /// Only events of these lanes, top to bottom; all where there is none.
    pub lanes: Vec<LaneId>,
    /// Light or dark; as the reader's system has it where there is none.
    pub theme: Option<ThemeKind>,
    /// The size of the picture of a step, in points.
    pub size: Vec2,
    /// Another title.
    pub title: Option<String>,
    /// The language of the page ("fa"); where it is not English, titles in their own script come first.
    pub lang: String,
    /// Whether the story stays.
    pub without_story: bool,
    /// Whether private notes go out too.
    pub notes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            steps: None,
            from: None,
            to: None,
            wanted: None,
            lanes: Vec::new(),
            theme: None,
            size: vec2(f32::from(STEP_SIZE.0), f32::from(STEP_SIZE.1)),
            title: None,
            lang: "en".to_owned(),
            without_story: false,
            notes: false,
        }
    }
}

/// From which file something is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its name without folders.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// When it was last changed, "2024-10-14 08:30 UTC"; empty where that is not known.
    pub changed: String,
    /// Whether what leaves has changes that are not in the file.
    pub is_unsaved: bool,
}

impl Origin {
    /// A file with these bytes.
    #[must_use]
    pub fn new(path: &Path, bytes: &[u8], changed: String) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { name, sha256, changed, is_unsaved: false }
    }
}

/// What is ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What is in it, and what is not.
    pub leaves: Leaves,
}

/// Why nothing is published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// The text of a private note stands in what was made.
    #[error("{0}")]
    Leak(#[from] Leak),
    /// What was made cannot be read back, so that nothing is proved.
    #[error("what was made cannot be read back: {0}")]
    Unreadable(String),
    /// Another thread has ended it.
    #[error("publishing was cancelled")]
    Cancelled,
}

/// Makes a page of a timeline, and proves by reading it back that no text of a private note stands in it. Steps are the
/// pictures of the story.
///
/// # Errors
/// Where a private note stands in the page, which is then nowhere; and where another thread has ended it.
pub fn publish(
    document: &Document,
    options: &Options,
    origin: &Origin,
    progress: &Progress,
) -> Result<Published, PublishError> {
    let selection = Selection::new(document, options);
    let page = page::Page { selection: &selection, options, origin };
    let html = page.write(progress).ok_or(PublishError::Cancelled)?;
    let texts = proof::texts_of_page(&html).map_err(PublishError::Unreadable)?;
    let links = proof::links_of_page(&html).map_err(PublishError::Unreadable)?;
    let leaves = Leaves::new(document, &selection, options, links);
    if !options.notes {
        proof::prove(document, &selection.document, &texts)?;
    }
    Ok(Published { bytes: html.into_bytes(), leaves })
}
