//! What the panel keeps between frames: what is being typed, and what was found for what it shows.

use std::sync::Arc;

use super::backlinks::{Backlinks, LinkOf, LinksOf};
use super::common::{Common, Several};
use super::form::Drafts;
use crate::model::{Document, EventId, EventIx, Version};

/// What a new event is called until it gets a title.
pub const NEW_TITLE: &str = "New event";

/// What the panel keeps between frames.
#[derive(Default)]
pub struct InspectorState {
    /// Whether the selected event is being edited.
    pub editing: bool,
    /// Which event it is, as soon as it was shown.
    edited: Option<EventId>,
    /// What was typed and is not, or not yet, in the document.
    pub(super) drafts: Drafts,
    /// The event the drafts belong to.
    pub(super) event: Option<EventId>,
    /// The title is to get the focus.
    pub(super) focus_title: bool,
    /// What is being typed for several events.
    pub(super) several: Several,
    /// Which events link to which.
    pub(super) backlinks: Backlinks,
    /// The links of the event that is shown.
    links: LinksOf,
    /// The event that was just made, until its title is typed.
    pub fresh: Option<EventId>,
}

impl InspectorState {
    /// Shows the fields, the title ready to be typed over.
    pub fn begin_editing(&mut self) {
        self.editing = true;
        self.edited = None;
        self.focus_title = true;
    }

    /// The same for an event that was just made: what is not known of it yet is empty, its title, and its country unless
    /// it was made in a lane.
    pub fn begin_with(&mut self, id: &EventId, has_lane: bool) {
        self.forget_drafts();
        self.begin_editing();
        (self.fresh, self.event) = (Some(id.clone()), Some(id.clone()));
        self.drafts.set("Title", String::new());
        if !has_lane {
            self.drafts.set("Country", String::new());
        }
    }

    /// The event that is edited has another id: what is being typed goes on.
    pub fn renamed(&mut self, id: &EventId) {
        if self.event == self.fresh {
            self.event = Some(id.clone());
        }
        if self.edited == self.fresh {
            self.edited = Some(id.clone());
        }
        self.fresh = None;
    }

    /// An event has another id from now on: editing it goes on.
    pub fn goes_on_as(&mut self, before: &EventId, id: &EventId) {
        if self.edited.as_ref() == Some(before) {
            self.edited = Some(id.clone());
        }
    }

    /// Shows the fields, or what they say.
    pub(super) fn toggle_editing(&mut self) {
        (self.editing, self.edited) = (!self.editing, None);
    }

    /// Shows no fields any more.
    pub fn stop_editing(&mut self) {
        (self.editing, self.edited) = (false, None);
        self.forget_drafts();
    }

    /// Forgets what was typed: the document has changed under it.
    pub fn forget_drafts(&mut self) {
        self.drafts = Drafts::default();
        self.event = None;
    }

    /// What was typed belongs to this event; what was typed for another is gone, and editing that one ends.
    pub(super) fn belong_to(&mut self, id: &EventId) {
        if self.event.as_ref() != Some(id) {
            self.drafts = Drafts::default();
            self.event = Some(id.clone());
        }
        if self.editing && self.edited.get_or_insert_with(|| id.clone()) != id {
            (self.editing, self.edited) = (false, None);
        }
    }

    /// No event is shown by itself: editing ends with the one that was.
    pub(super) fn belong_to_none(&mut self) {
        if self.editing {
            self.stop_editing();
        }
    }

    /// Whether it is known what these events have in common.
    #[must_use]
    pub fn knows_common(&self, which: Version, selection: &Arc<[EventIx]>) -> bool {
        self.several.common.as_ref().is_some_and(|common| common.is_of(which, selection))
    }

    /// Takes what several events have in common.
    pub fn take_common(&mut self, common: Common) {
        self.several.common = Some(common);
    }

    /// Whether it is known which events link to which.
    #[must_use]
    pub fn knows_links(&self, which: Version) -> bool {
        self.backlinks.is_of(which)
    }

    /// The links of an event in both directions.
    pub(super) fn links_of(&mut self, document: &Document, ix: EventIx) -> &[LinkOf] {
        self.links.of(document, &self.backlinks, ix)
    }

    /// Takes what links to what. Those of the revision before serve until then.
    pub fn take_links(&mut self, links: Backlinks) {
        self.backlinks = links;
    }
}
