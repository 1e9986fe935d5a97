//! What the hands hold: an event on its way, or a rectangle around several.

use crate::model::{Day, Ends, EventId, EventIx};
use crate::scene::Pos2;

/// An event that the mouse holds.
#[derive(Debug, Default)]
pub struct EventDrag {
    pub(super) held: Option<Held>,
}

/// How it is held.
#[derive(Debug)]
pub(super) struct Held {
    /// By its id: the document may change meanwhile.
    pub(super) event: EventId,
    /// The end that was taken hold of, or both.
    pub(super) ends: Ends,
    /// Where the hand took hold of it.
    pub(super) origin: Pos2,
}

impl EventDrag {
    /// Whether the mouse holds an event.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }
}

/// A menu on the timeline.
#[derive(Clone, Debug)]
pub struct OpenMenu {
    /// What it is about.
    pub(super) of: MenuOf,
    /// Where it was opened.
    pub(super) at: Pos2,
    /// The keyboard is still to go to its first entry.
    pub(super) focus: bool,
}

/// What a menu is about.
#[derive(Clone, Debug)]
pub(super) enum MenuOf {
    Event(EventIx),
    Coincidence(usize),
    /// Events that are counted together.
    Hidden(Vec<EventIx>),
    /// A place in a lane: its day.
    Place(Day),
    Ruler(Day),
}

/// The corner where a rectangle was begun, while it is drawn.
#[derive(Debug, Default)]
pub struct RubberBand(pub(super) Option<Pos2>);

impl RubberBand {
    /// Whether one is drawn.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.0.is_some()
    }
}
