//! Undo and redo: every step keeps the edit that takes it back, with a label that says what it was. Typing in
//! one field of one event is one step.

use super::{Edit, EditError, apply};
use crate::model::Document;

/// One step back or forward.
#[derive(Clone, Debug)]
struct Step {
    label: String,
    inverse: Edit,
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

impl History {
    /// Applies an edit as a step of its own, or as part of the last step where that changed the same field of
    /// the same event and [`History::end_group`] has not been called since.
    ///
    /// # Errors
    /// Where the document refuses the edit; nothing is changed then.
    pub fn apply(&mut self, document: &mut Document, edit: Edit) -> Result<(), EditError> {
        let label = label(document, &edit);
        let same_field = self.undo.last().is_some_and(|step| same_field(&step.inverse, &edit));
        let inverse = apply(document, edit)?;
        self.redo.clear();
        self.next += 1;
        if !(self.group_open && same_field && self.state != self.saved) {
            self.undo.push(Step { label, inverse, from: self.state });
        }
        self.state = self.next;
        self.group_open = true;
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
        let inverse = apply(document, step.inverse)?;
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
        let inverse = apply(document, step.inverse)?;
        self.undo.push(Step { label: step.label.clone(), inverse, from: self.state });
        self.state = step.from;
        self.group_open = false;
        Ok(Some(step.label))
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
        self.saved = self.state;
        self.group_open = false;
    }

    /// Whether the document differs from what is on disk.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.state != self.saved
    }
}

fn label(document: &Document, edit: &Edit) -> String {
    match edit {
        Edit::SetField { event, field } => {
            let title = document.find(event).map_or(event.as_str(), |ix| &document.event(ix).title);
            format!("Change {} of \u{201c}{title}\u{201d}", field.name())
        }
    }
}

fn same_field(a: &Edit, b: &Edit) -> bool {
    let (Edit::SetField { event: a, field: x }, Edit::SetField { event: b, field: y }) = (a, b);
    a == b && x.name() == y.name()
}
