//! What follows from the document and is kept in step with it beside the window: coincidences, search results, pairs,
//! alignment, and what panels tell of many events.

pub(crate) mod alignment;
pub(crate) mod coincidences;
pub(crate) mod folds;
pub(crate) mod pairs;
pub(crate) mod panels;
pub(crate) mod problems;
pub(crate) mod search;
pub(crate) mod surprise;

use crate::app::presenting::Told;
use crate::app::presenting::pictures::Pictures;
use crate::layout::Viewport;
use crate::model::Version;
use alignment::AlignKey;
use coincidences::Lister;
use folds::FoldsKey;
use pairs::PairsWork;
use problems::ProblemsWork;
use search::Searcher;

/// What is known of what was found, and for what it was.
#[derive(Default)]
pub(crate) struct Derived {
    /// What searches need from one to the next.
    pub searcher: Searcher,
    /// Which list of coincidences is asked for.
    pub lister: Lister,
    /// Of which list chance is not to be counted, because the user has ended that.
    pub rates_given_up: Option<(Version, u64)>,
    /// How a long file was shown first, until its most surprising day is known.
    pub first_look: Option<Viewport>,
    /// What that which is shown was found for.
    pub aligned: Option<AlignKey>,
    /// What the folds of empty time were found for.
    pub folds: FoldsKey,
    /// The story that is told.
    pub told: Told,
    /// The pictures of its steps.
    pub pictures: Pictures,
    /// The pairs of lanes.
    pub pairs: PairsWork,
    /// The problems of the files.
    pub problems: ProblemsWork,
}
