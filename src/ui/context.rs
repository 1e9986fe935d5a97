//! What every panel may look at in a frame: the document with what was found in it, what is selected, and how all of it
//! is shown.

use super::commands::Drawing;
use super::commands::keymap::Keymap;
use crate::analysis::diff::Compared;
use crate::analysis::{
    Aligned, Coincidence, Coincidences, Grouping, Listing, Query, Rates, Rule, Surprises, Threshold,
};
use crate::model::calendar::Calendars;
use crate::model::{Document, EventIx};
use crate::scene::Theme;

/// What every panel may look at in a frame.
#[derive(Clone, Copy)]
pub struct PanelContext<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its lanes, and who stands in them.
    pub lanes: &'a Grouping,
    /// Its coincidences.
    pub list: CoincidenceList<'a>,
    /// What is selected.
    pub selection: Selection<'a>,
    /// What is searched for.
    pub search: SearchContext<'a>,
    /// Where two timelines are shown as one, how their events differ.
    pub compared: Option<&'a Compared>,
    /// What days are counted from.
    pub aligned: Option<&'a Aligned>,
    /// How the timeline is drawn.
    pub drawing: Drawing,
    /// Other calendars that are switched on.
    pub calendars: Calendars,
    /// The colours.
    pub theme: &'a Theme,
    /// The keys.
    pub keys: &'a Keymap,
    /// Whether the audience is looking: nothing private, larger text.
    pub presenting: bool,
    /// Whether nothing can be changed.
    pub read_only: bool,
}

/// The coincidences of a document and what they were looked for by.
#[derive(Clone, Copy)]
pub struct CoincidenceList<'a> {
    /// The coincidences by day.
    pub coincidences: &'a Coincidences,
    /// What they were looked for by.
    pub rule: &'a Rule,
    /// Which of them are asked for; a large document's list may still be made.
    pub asked: &'a Listing,
    /// How many of them chance would give, once that is counted.
    pub rates: Option<&'a Rates>,
    /// How surprising each of them is, once that is counted.
    pub surprises: Option<&'a Surprises>,
    /// Which of them the timeline marks.
    pub threshold: Threshold,
    /// What their order goes by where it needs more than they say themselves, once that is counted.
    pub order_keys: Option<&'a [f64]>,
}

/// What is selected.
#[derive(Clone, Copy, Default)]
pub struct Selection<'a> {
    /// The selected event, the one that the inspector shows.
    pub event: Option<EventIx>,
    /// All selected events, where there are several, in the document's order.
    pub events: &'a [EventIx],
    /// The coincidence that was gone to.
    pub coincidence: Option<usize>,
}

/// What is searched for.
#[derive(Clone, Copy, Default)]
pub struct SearchContext<'a> {
    /// To be highlighted in texts; `None` where nothing is searched for.
    pub query: Option<&'a Query>,
    /// Whether only events whose accounts differ are shown.
    pub disputed_only: bool,
}

impl<'a> PanelContext<'a> {
    /// Whether occurrences are laid over one another, so that a place on the axis is no day of the calendar.
    #[must_use]
    pub fn is_overlaid(&self) -> bool {
        self.aligned.is_some_and(|aligned| aligned.overlay().is_some())
    }

    /// One of the coincidences, with all that is known of it.
    #[must_use]
    pub fn coincidence(&self, at: usize) -> Option<&'a Coincidence> {
        self.list.coincidences.get(self.document, at)
    }
}
