//! Panels and the canvas. They read the document and push commands; none of them changes it, reads a file or
//! knows how files are written.

pub mod action;
mod action_command;
mod action_parts;
pub mod align;
pub mod align_bar;
mod calendar_menu;
mod calendar_tip;
pub mod canvas;
pub mod clipboard;
pub mod coincidence_panel;
mod coincidence_row;
pub mod coincidence_rule;
mod coincidence_tip;
pub mod command;
mod copied;
pub mod dialogs;
pub mod disk_dialog;
pub mod event_drag;
mod event_menu;
pub mod exchange;
pub mod flags;
pub mod focus;
pub mod frame_times;
pub mod gestures;
pub mod help;
pub mod history_panel;
pub mod inspector;
pub mod keymap;
pub mod keys;
mod lane_choice;
mod lane_drag;
pub mod lane_form;
mod lane_heads;
mod lane_icons;
pub mod lane_list;
mod lane_menu;
mod lane_touch;
mod lanes_by;
mod list_filter;
mod marked;
pub mod measure;
pub mod menu;
mod named;
pub mod order;
pub mod overview;
pub mod painting;
pub mod pairs_panel;
pub mod palette;
pub mod problems_panel;
pub mod recovery_dialog;
pub mod replace;
pub mod rubber_band;
pub mod search;
pub mod search_box;
pub mod search_dates;
mod search_offers;
pub mod selection;
pub mod shortcuts;
mod spoken;
mod strips;
pub mod style;
pub mod theme_choice;
pub mod timeline_form;
pub mod toasts;
mod tooltip;
pub mod view;
pub mod walk;
pub mod widgets;
pub mod work_card;

use crate::analysis::{Aligned, Coincidence, Coincidences, Grouping, Listing, Query, Rates, Rule};
use crate::model::calendar::Calendars;
use crate::model::{Document, EventIx};
use crate::scene::Theme;
use keymap::Keymap;

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
