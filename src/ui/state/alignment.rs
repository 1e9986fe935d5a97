//! What days are counted from: what is shown, and what is wished for while it is being found.

use std::sync::Arc;

use crate::analysis::{AlignOn, Aligned};
use crate::layout::Viewport;

/// Where one looks: days in view, and what they are counted from.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What is in view.
    pub viewport: Viewport,
    /// What days are counted from.
    pub on: Option<AlignOn>,
}

/// What is counted from now, and what is wished for.
#[derive(Clone, Debug, Default)]
pub struct Align {
    pub(super) shown: Option<Arc<Aligned>>,
    /// Counted up with each that is shown; 0 for none yet.
    pub(super) number: u64,
    pub(super) wish: Option<Wish>,
    /// The days that were in view before occurrences were overlaid.
    pub(super) days: Option<Viewport>,
}

/// What days are to be counted from as soon as it is found.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) on: AlignOn,
    /// What is to be in view; `None` for what is worth being shown at first.
    pub(super) viewport: Option<Viewport>,
    pub(super) step: Step,
}

/// What going there is among the views before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A new one.
    New,
    /// Back to the one before.
    Back,
    /// Forward to the one after.
    Forward,
    /// None: it was away for a moment.
    Same,
}

impl Align {
    /// What days are counted from.
    #[must_use]
    pub fn shown(&self) -> Option<&Aligned> {
        self.shown.as_deref()
    }

    /// What is wished for, or is there already.
    #[must_use]
    pub fn wanted(&self) -> Option<&AlignOn> {
        self.wish.as_ref().map(|wish| &wish.on).or_else(|| self.on())
    }

    /// Whether something is wished for that is not there yet.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.wish.is_some()
    }

    /// Which alignment this is; 0 for none.
    #[must_use]
    pub fn number(&self) -> u64 {
        if self.shown.is_some() { self.number } else { 0 }
    }

    /// Whether occurrences are laid over one another, so that the axis has no calendar.
    #[must_use]
    pub fn is_overlaid(&self) -> bool {
        self.shown().is_some_and(|aligned| aligned.overlay().is_some())
    }

    /// What days are counted from, without what was found there.
    #[must_use]
    pub fn on(&self) -> Option<&AlignOn> {
        self.shown().map(|aligned| &aligned.on)
    }
}
