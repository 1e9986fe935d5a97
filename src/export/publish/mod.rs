//! What leaves the program for people who do not have it: a timeline with its story, without what is private, as bytes.
//! The same file, options and version give the same bytes. Whoever calls writes them where they are to be.

mod caption;
mod film;
mod html;
mod leaves;
mod looks;
mod page;
mod paper;
mod proof;
mod read_pdf;
mod selection;
mod slides;
mod steps;
mod table;
mod ties;
mod video;

use std::path::Path;

use sha2::{Digest, Sha256};

pub use film::FilmKind;
pub use leaves::Leaves;
pub use paper::{Poster, Tiles};
pub use proof::Leak;
pub use steps::step_canvas;
pub use video::VideoKind;

use super::ExportError;
pub use super::pdf::PdfError;
use crate::analysis::Query;
use crate::model::{Day, Document, LaneId, Progress};
use crate::scene::theme::ThemeKind;
use crate::scene::{Vec2, vec2};
use selection::Selection;

/// What becomes of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One page for a browser.
    Page,
    /// Pages on paper, or a poster, as a PDF.
    Paper,
    /// A slide for each step, to be presented and changed.
    Slides,
    /// A folder with a numbered PNG of each step.
    Pictures,
    /// The story as a film in one file.
    Film(FilmKind),
    /// The same as a video, through ffmpeg.
    Video(VideoKind),
}

impl Target {
    /// What a file's name asks for; a folder where it ends in a slash, or is one.
    ///
    /// # Errors
    /// Says which kinds there are; where it is one that other programs make, how.
    pub fn of(path: &Path, is_folder: bool) -> Result<Self, NoTarget> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let no = |message: &str, hint| Err(NoTarget { message: message.to_owned(), hint });
        match ending.as_deref() {
            _ if is_folder => Ok(Self::Pictures),
            Some("html" | "htm") => Ok(Self::Page),
            Some("png" | "apng") => Ok(Self::Film(FilmKind::Apng)),
            Some("gif") => Ok(Self::Film(FilmKind::Gif)),
            Some("pdf") => Ok(Self::Paper),
            Some("mp4") => Ok(Self::Video(VideoKind::Mp4)),
            Some("webm") => Ok(Self::Video(VideoKind::WebM)),
            Some("mov" | "avi" | "mkv") => {
                no("coeval does not write this kind of video", "end the name in .mp4 or .webm")
            }
            Some("pptx") => Ok(Self::Slides),
            Some("ppt" | "odp" | "key") => no(
                "coeval does not write this kind of slides",
                "end the name in .pptx, which other programs open",
            ),
            Some("svg") => no(
                "one picture is drawn with coeval render",
                "end the name in .html, .pdf, .pptx, .png, .gif, .mp4 or .webm",
            ),
            _ => no(
                "unknown kind of file",
                "end the name in .html, .pdf, .pptx, .png, .gif, .mp4 or .webm, or in / for a folder of pictures",
            ),
        }
    }

    /// Whether it has a place for notes, where they are asked for.
    #[must_use]
    pub fn has_notes(self) -> bool {
        matches!(self, Self::Page | Self::Paper | Self::Slides)
    }

    /// The size of the picture of a step where none is asked for, in points.
    #[must_use]
    pub fn size(self) -> (u16, u16) {
        match self {
            Self::Page => (1280, 620),
            // A4, lying.
            Self::Paper => (1123, 794),
            Self::Slides | Self::Pictures | Self::Film(_) | Self::Video(_) => (1280, 720),
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

/// How many pictures a second the flights of a film have where nobody says.
pub const USUAL_FPS: u8 = 20;

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
    /// How many pictures a second the flights of a film have.
    pub fps: u8,
    /// Another title.
    pub title: Option<String>,
    /// The language of the page ("fa"); where it is not English, titles in their own script come first.
    pub lang: String,
    /// Whether the story stays.
    pub without_story: bool,
    /// Whether private notes go out too.
    pub notes: bool,
    /// Whether pages on paper end with accounts and sources.
    pub handout: bool,
    /// On paper: the whole timeline as a poster, and not the story.
    pub poster: Option<Poster>,
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
            size: vec2(f32::from(Target::Page.size().0), f32::from(Target::Page.size().1)),
            fps: USUAL_FPS,
            title: None,
            lang: "en".to_owned(),
            without_story: false,
            notes: false,
            handout: false,
            poster: None,
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
    /// The bytes of the file, or of each file of a folder with its name; else the name is empty.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is in it, and what is not.
    pub leaves: Leaves,
}

/// Why nothing is published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The text of a private note stands in what was made.
    #[error("{0}")]
    Leak(#[from] Leak),
    /// What was made cannot be read back, so that nothing is proved.
    #[error("the result cannot be read back: {0}")]
    Unreadable(String),
    /// A film of nothing.
    #[error("the file tells no story, of which pictures could be made")]
    NoStory,
    /// A picture could not be made.
    #[error(transparent)]
    Picture(#[from] ExportError),
    /// The sides of a GIF have 16 bits.
    #[error("a GIF can be at most 65535 pixels wide and high")]
    TooLargeForGif,
    /// A PDF could not be made.
    #[error(transparent)]
    Paper(#[from] PdfError),
    /// Slides could not be put together.
    #[error("the slides could not be put together: {0}")]
    Slides(String),
    /// There is no ffmpeg.
    #[error("a video needs ffmpeg, which is not installed")]
    NoFfmpeg,
    /// A video could not be encoded.
    #[error("ffmpeg could not make the video: {0}")]
    Video(String),
    /// A GIF could not be encoded.
    #[error("the GIF could not be encoded: {0}")]
    Gif(String),
    /// Another thread has ended it.
    #[error("publishing was cancelled")]
    Cancelled,
}

impl Published {
    /// How many bytes there are in all.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

/// Makes something of a timeline, and proves by reading it back that no text of a private note stands in it. Steps of the
/// progress are pictures.
///
/// # Errors
/// Where a private note stands in what was made, which is then nowhere; where there is nothing to make it of; and where
/// another thread has ended it.
pub fn publish(
    target: Target,
    document: &Document,
    options: &Options,
    origin: &Origin,
    progress: &Progress,
) -> Result<Published, PublishError> {
    let selection = Selection::new(document, options);
    if !matches!(target, Target::Page | Target::Paper) && selection.document.story().is_empty() {
        return Err(PublishError::NoStory);
    }
    let mut cut = 0;
    let (files, read) = match target {
        Target::Page => {
            let page = page::Page { selection: &selection, options, origin };
            let (html, texts_cut) = page.write(progress).ok_or(PublishError::Cancelled)?;
            cut = texts_cut;
            let read = proof::page(&html).map_err(PublishError::Unreadable)?;
            (vec![(String::new(), html.into_bytes())], read)
        }
        Target::Paper => {
            let (bytes, texts_cut) = paper::pdf(&selection, options, origin, progress)?;
            cut = texts_cut;
            let read = read_pdf::read(&bytes).map_err(PublishError::Unreadable)?;
            (vec![(String::new(), bytes)], read)
        }
        Target::Slides => {
            let bytes = slides::slides(&selection, options, progress)?;
            let read = slides::read(&bytes).map_err(PublishError::Unreadable)?;
            (vec![(String::new(), bytes)], read)
        }
        Target::Video(kind) => {
            let files = vec![(String::new(), video::video(&selection, options, kind, progress)?)];
            let read = proof::pictures(&files).map_err(PublishError::Unreadable)?;
            (files, read)
        }
        Target::Pictures => {
            let files = film::pictures(&selection, options, progress)?;
            let read = proof::pictures(&files).map_err(PublishError::Unreadable)?;
            (files, read)
        }
        Target::Film(kind) => {
            let files = vec![(String::new(), film::film(&selection, options, kind, progress)?)];
            let read = proof::pictures(&files).map_err(PublishError::Unreadable)?;
            (files, read)
        }
    };
    let mut leaves =
        Leaves { cut, fonts: read.fonts, ..Leaves::new(document, &selection, options, read.links) };
    // Slides and pages of steps have no place for the notes of events, a poster for none.
    let unseen = leaves.notes.saturating_sub(notes_in(target, options, &selection.document));
    leaves.notes -= unseen;
    leaves.notes_left_out += unseen;
    if !options.notes || !target.has_notes() {
        // Pictures have no notes, whatever is asked for.
        leaves.notes_left_out += std::mem::take(&mut leaves.notes);
        proof::prove(document, &selection.document, &read.texts)?;
    }
    Ok(Published { files, leaves })
}

/// How many notes of a timeline have a place in what is made of it.
fn notes_in(target: Target, options: &Options, document: &Document) -> usize {
    let of_steps = document.story().iter().filter(|step| !step.note.is_empty()).count();
    let of_events = document.events().iter().filter(|event| !event.note.is_empty()).count();
    match target {
        Target::Page => of_steps + of_events,
        Target::Paper if options.poster.is_some() => 0,
        Target::Paper if options.handout => of_steps + of_events,
        Target::Paper | Target::Slides => of_steps,
        Target::Pictures | Target::Film(_) | Target::Video(_) => 0,
    }
}
