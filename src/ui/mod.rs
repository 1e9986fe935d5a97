//! Panels and the canvas. They read the document and push commands; none of them changes it, reads a file or
//! knows how files are written.

pub mod canvas;
pub mod coincidences;
pub mod commands;
pub mod dialogs;
pub mod inspector;
pub mod menu;
pub mod pairs;
pub mod palette;
pub mod panels;
pub mod search;
pub mod state;
pub mod widgets;

use crate::analysis::{Aligned, Coincidence, Coincidences, Grouping, Listing, Query, Rates, Rule};
use crate::model::calendar::Calendars;
use crate::model::{Document, EventIx};
use crate::scene::Theme;
use commands::keymap::Keymap;

/// What every panel may look at in a frame.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its lanes, and who stands in them.
    pub lanes: &'a Grouping,
    /// Its coincidences by day.
    pub coincidences: &'a Coincidences,
    /// What they were looked for by.
    pub rule: &'a Rule,
    /// Which of them are asked for; a large document's list may still be made.
    pub asked: &'a Listing,
    /// How many of them chance would give, once that is counted.
    pub rates: Option<&'a Rates>,
    /// What their order goes by where it needs more than they say themselves, once that is counted.
    pub keys_of_order: Option<&'a [f64]>,
    /// What is searched for, to be marked in texts; `None` where nothing is.
    pub sought: Option<&'a Query>,
    /// The colours.
    pub theme: &'a Theme,
    /// The keys.
    pub keys: &'a Keymap,
    /// The selected event.
    pub selected: Option<EventIx>,
    /// All selected events, where there are several, in the document's order.
    pub selection: &'a [EventIx],
    /// The coincidence that was gone to.
    pub current: Option<usize>,
    /// What days are counted from.
    pub aligned: Option<&'a Aligned>,
    /// Whether only events whose accounts differ are shown.
    pub disputed_only: bool,
    /// Other calendars that are switched on.
    pub calendars: Calendars,
    /// Whether the audience is looking: nothing private, larger text.
    pub presenting: bool,
    /// Whether nothing can be changed.
    pub read_only: bool,
}

impl<'a> Shown<'a> {
    /// Whether occurrences are laid over one another, so that a place on the axis is no day of the calendar.
    #[must_use]
    pub fn is_overlaid(&self) -> bool {
        self.aligned.is_some_and(|aligned| aligned.overlay().is_some())
    }

    /// One of the coincidences, with all that is known of it.
    #[must_use]
    pub fn coincidence(&self, at: usize) -> Option<&'a Coincidence> {
        self.coincidences.get(self.document, at)
    }
}
