//! Undo and redo without limit: every step keeps the edit that takes it back, with a label that says what it was.
//! Typing in one field of one event is one step. The steps are a list in which one can jump.

use std::sync::Arc;

use super::{Edit, EditError, Field, apply};
use crate::model::{Document, brief_to};

/// The longest label of a step, in bytes: what a menu has room for.
const MOST_LABEL_BYTES: usize = 240;

/// One step back or forward.
#[derive(Clone, Debug)]
struct Step {
    label: String,
    /// Shared among clones, so that a history is copied without what its steps hold.
    inverse: Arc<Edit>,
    /// The state that this step leads away from, so that returning to the saved state is noticed.
    from: u64,
}

/// What was done to a document, to be undone and done again.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    state: u64,
    next: u64,
    saved: u64,
    group_open: bool,
}

/// What applying an edit meant for the list of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is a step of its own.
    Step,
    /// It went into the last step.
    SameStep,
}

impl History {
    /// What was saved stands nowhere any more: whatever is undone or done again, it is to be saved.
    pub fn forget_saved(&mut self) {
        self.saved = u64::MAX;
    }

    /// Applies an edit as a step of its own, or as part of the last step where that changed the same field of
    /// the same event and [`History::end_group`] has not been called since.
    ///
    /// # Errors
    /// Where the document refuses the edit; nothing is changed then.
    pub fn apply(&mut self, document: &mut Document, edit: Edit) -> Result<Changed, EditError> {
        let label = brief_to(&edit.label(document), MOST_LABEL_BYTES).into_owned();
        let same_field = self.undo.last().is_some_and(|step| same_field(&step.inverse, &edit));
        // What a title was called when the typing began says more than what it was a letter ago.
        let keeps_label = matches!(edit, Edit::SetField { field: Field::Title(_), .. });
        let inverse = apply(document, edit)?;
        self.redo.clear();
        self.next += 1;
        let in_group = self.group_open && same_field && self.state != self.saved;
        match self.undo.last_mut().filter(|_| in_group) {
            Some(last) if keeps_label => debug_assert!(!last.label.is_empty()),
            Some(last) => last.label = label,
            None => self.undo.push(Step { label, inverse: Arc::new(inverse), from: self.state }),
        }
        self.state = self.next;
        self.group_open = true;
        Ok(if in_group { Changed::SameStep } else { Changed::Step })
    }

    /// Applies an edit as part of the last step, whatever that was; a step of its own where there is none, or where
    /// the last one is on disk already.
    ///
    /// # Errors
    /// Where the document refuses the edit; nothing is changed then.
    pub fn amend(&mut self, document: &mut Document, edit: Edit) -> Result<(), EditError> {
        if self.undo.is_empty() || self.state == self.saved {
            return self.apply(document, edit).map(drop);
        }
        let inverse = apply(document, edit)?;
        if let Some(last) = self.undo.last_mut() {
            let before = std::mem::replace(&mut last.inverse, Arc::new(Edit::many("", Vec::new())));
            let both = vec![inverse, Arc::unwrap_or_clone(before)];
            last.inverse = Arc::new(Edit::many(last.label.clone(), both));
        }
        self.redo.clear();
        self.next += 1;
        self.state = self.next;
        self.group_open = false;
        Ok(())
    }

    /// The gesture is over: the next edit is a step of its own.
    pub fn end_group(&mut self) {
        self.group_open = false;
    }

    /// Takes the last step back and returns its label; `None` where there is none.
    ///
    /// # Errors
    /// Where the document refuses the inverse, which means that it was changed behind the history's back.
    pub fn undo(&mut self, document: &mut Document) -> Result<Option<String>, EditError> {
        let Some(step) = self.undo.pop() else { return Ok(None) };
        let inverse = apply(document, Arc::unwrap_or_clone(step.inverse))?;
        let inverse = Arc::new(inverse);
        self.redo.push(Step { label: step.label.clone(), inverse, from: self.state });
        self.state = step.from;
        self.group_open = false;
        Ok(Some(step.label))
    }

    /// Does the step again that was last taken back and returns its label; `None` where there is none.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn redo(&mut self, document: &mut Document) -> Result<Option<String>, EditError> {
        let Some(step) = self.redo.pop() else { return Ok(None) };
        let inverse = apply(document, Arc::unwrap_or_clone(step.inverse))?;
        let inverse = Arc::new(inverse);
        self.undo.push(Step { label: step.label.clone(), inverse, from: self.state });
        self.state = step.from;
        self.group_open = false;
        Ok(Some(step.label))
    }

    /// The labels of all steps, the first one first: those that were done, then those that were taken back.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &str> {
        let (done, back) = (&self.undo, &self.redo);
        (0..done.len() + back.len()).map(|at| {
            let step = done.get(at).unwrap_or_else(|| &back[back.len() - 1 - (at - done.len())]);
            step.label.as_str()
        })
    }

    /// How many of [`History::steps`] are done.
    #[must_use]
    pub fn position(&self) -> usize {
        self.undo.len()
    }

    /// How many of [`History::steps`] are in the file on the disk; `None` where what is there came about otherwise.
    #[must_use]
    pub fn saved_position(&self) -> Option<usize> {
        if self.state == self.saved {
            return Some(self.undo.len());
        }
        let done = self.undo.iter().position(|step| step.from == self.saved);
        let back = || self.redo.iter().rev().position(|step| step.from == self.saved);
        done.or_else(|| back().map(|at| self.undo.len() + at + 1))
    }

    /// Takes steps back or does them again until so many of [`History::steps`] are done.
    ///
    /// # Errors
    /// As [`History::undo`]; the steps up to then stay as far as they came.
    pub fn jump(&mut self, document: &mut Document, position: usize) -> Result<(), EditError> {
        while self.undo.len() > position && self.undo(document)?.is_some() {}
        while self.undo.len() < position && self.redo(document)?.is_some() {}
        Ok(())
    }

    /// The changes that lead from here to a position in [`History::steps`], the next first.
    pub fn inverses_to(&self, position: usize) -> impl Iterator<Item = &Edit> {
        let (back, again) =
            (self.undo.len().saturating_sub(position), position.saturating_sub(self.undo.len()));
        let back = self.undo.iter().rev().take(back);
        back.chain(self.redo.iter().rev().take(again)).map(|step| &*step.inverse)
    }

    /// What is on disk is what another copy of this history knows to be there.
    pub fn take_saved_of(&mut self, other: &Self) {
        self.saved = other.saved;
    }

    /// A number for the state that the document is in, the same whenever it is in this state again.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.state
    }

    /// The label of what [`History::undo`] would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// The label of what [`History::redo`] would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// The document as it is now is on disk.
    pub fn mark_saved(&mut self) {
        self.mark_saved_as(self.state);
    }

    /// The document as it was in this [`History::state`] is on disk.
    pub fn mark_saved_as(&mut self, state: u64) {
        self.saved = state;
        self.group_open = false;
    }

    /// Whether the document differs from what is on disk.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.state != self.saved
    }
}

/// Whether an inverse restores the value that an edit changes: then the older inverse is enough for both.
fn same_field(inverse: &Edit, edit: &Edit) -> bool {
    match (inverse, edit) {
        (Edit::SetField { event: a, field: x }, Edit::SetField { event: b, field: y }) => {
            a == b && std::mem::discriminant(x) == std::mem::discriminant(y) && !matches!(x, Field::Id(_))
        }
        (Edit::Set(super::Section::Story(before)), Edit::Set(super::Section::Story(after))) => {
            super::story::is_typing(before, after)
        }
        // Restoring lanes may need more than the lanes, and each name given or taken is a step of its own.
        (Edit::Set(a), Edit::Set(b)) => {
            use super::Section::{Filters, Lanes, Views};
            let same = std::mem::discriminant(a) == std::mem::discriminant(b);
            same && !matches!(a, Lanes(_) | Filters(_) | Views(_))
        }
        _ => false,
    }
}
