//! What is asked about publishing, and what is known of what would leave.

use std::path::PathBuf;
use std::sync::Arc;

/// Commands about publishing.
#[derive(Debug)]
pub enum PublishCommand {
    /// Make a page with these wishes, and show what would leave.
    Ask(PublishWishes),
    /// It was made, or could not be: what to tell.
    Made(Result<Box<PublishQuestion>, (String, Option<String>)>),
    /// Ask where to.
    Choose,
    /// Write it there.
    To(PathBuf, PublishedPage),
    /// It was written, or could not be.
    Written(Result<String, (String, Option<String>)>),
    /// Do not.
    Cancel,
}

/// What is made for readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublishKind {
    /// One page for a browser.
    #[default]
    Page,
    /// A PDF with a page for each step.
    Paper,
    /// A PDF of the whole timeline on one large page.
    Poster,
}

impl PublishKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Page, Self::Paper, Self::Poster];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "Web page",
            Self::Paper => "PDF pages",
            Self::Poster => "PDF poster",
        }
    }

    /// What is said of it.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Page => {
                "One file for any browser, with the story and a timeline that can be moved. It needs no server and no network."
            }
            Self::Paper => {
                "A page for each step of the story, or the whole timeline where there is none. For printing, or as a handout."
            }
            Self::Poster => {
                "The whole timeline on one large page, or on A4 sheets that overlap by 10 mm and are glued together."
            }
        }
    }

    /// How the names of its files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Page => "html",
            Self::Paper | Self::Poster => "pdf",
        }
    }
}

/// How large a poster is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PosterSize {
    /// 1189 × 841 mm.
    A0,
    /// 841 × 594 mm.
    #[default]
    A1,
    /// 594 × 420 mm.
    A2,
    /// 420 × 297 mm.
    A3,
}

impl PosterSize {
    /// All of them, the largest first.
    pub const ALL: [Self; 4] = [Self::A0, Self::A1, Self::A2, Self::A3];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A0 => "A0",
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::A3 => "A3",
        }
    }
}

/// What somebody wants of what is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublishWishes {
    /// What it is.
    pub kind: PublishKind,
    /// Whether pages of a PDF end with accounts and sources.
    pub handout: bool,
    /// How large a poster is.
    pub poster: PosterSize,
    /// Whether a poster is cut into A4 sheets.
    pub sheets: bool,
    /// Its colours.
    pub colors: PublishColors,
    /// Whether only what is found is published; where nothing is searched for, all.
    pub found_only: bool,
    /// Whether only the lanes that are shown are published.
    pub shown_lanes_only: bool,
    /// Whether the story is left out.
    pub without_story: bool,
    /// Whether private notes go out too.
    pub notes: bool,
}

/// The colours of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublishColors {
    /// As each reader's system has it.
    #[default]
    Readers,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl PublishColors {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Readers, Self::Light, Self::Dark];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Readers => "As the reader's system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }
}

/// What is ready to be written: what was shown and proved is what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPage {
    /// What it is.
    pub kind: PublishKind,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
    /// What is in it, in a line.
    pub told: String,
    /// Whether private notes are in it, so that only who may read the file may read it.
    pub notes: bool,
}

/// What would leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishQuestion {
    /// What is wanted.
    pub wishes: PublishWishes,
    /// The page.
    pub page: PublishedPage,
    /// What stays, in a line; empty where everything leaves.
    pub stays: String,
    /// What was cut, in a sentence; empty where nothing was.
    pub cut: String,
    /// The people who are named.
    pub people: Vec<String>,
    /// The sources that are named.
    pub sources: Vec<String>,
    /// Where links lead to.
    pub links: Vec<String>,
    /// Whether there is a story.
    pub has_story: bool,
    /// Whether there are private notes.
    pub has_notes: bool,
    /// Whether something is searched for.
    pub is_searched: bool,
    /// Whether some lanes are hidden.
    pub hides_lanes: bool,
    /// Whether it is being made anew, with other wishes.
    pub making: bool,
}
