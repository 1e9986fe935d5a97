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

/// What somebody wants of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublishWishes {
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

/// A page that is ready to be written: what was shown and proved is what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPage {
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
