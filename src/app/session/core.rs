//! What a change touches: the document, its history, and the index that follows it. It can be taken to another thread as
//! it is, changed there, and put in the place of what it was taken from.

use std::sync::Arc;

use crate::analysis::{Index, LanesBy};
use crate::edit::{Changed, Edit, EditError, Field, History, Section};
use crate::model::Document;

/// Changes of up to so many fields are made at once, however many events there are.
pub const BACKGROUND_ABOVE_FIELDS: usize = 64;

/// A document with its history and index.
#[derive(Clone)]
pub struct Core {
    pub(super) document: Document,
    pub(super) history: History,
    pub(super) index: Arc<Index>,
}

impl Core {
    /// A document without a history.
    #[must_use]
    pub(super) fn of(document: Document) -> Self {
        let index = Arc::new(Index::build(&document));
        Self { document, history: History::default(), index }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The files that the events came from are called so now.
    pub(super) fn name_files(&mut self, names: Vec<String>) {
        if self.document.files() != names {
            self.document.name_files(names);
            self.follow();
        }
    }

    /// Applies a change.
    ///
    /// # Errors
    /// Where the document refuses it; it is unchanged then.
    pub fn apply(&mut self, edit: Edit) -> Result<Changed, EditError> {
        let changed = self.history.apply(&mut self.document, edit)?;
        self.follow();
        Ok(changed)
    }

    /// Applies a change as a step of its own, which nothing joins.
    ///
    /// # Errors
    /// As [`Core::apply`].
    pub fn step(&mut self, edit: Edit) -> Result<Changed, EditError> {
        self.history.end_group();
        let changed = self.apply(edit)?;
        self.history.end_group();
        Ok(changed)
    }

    /// Applies a change as part of the last step.
    ///
    /// # Errors
    /// As [`Core::apply`].
    pub fn amend(&mut self, edit: Edit) -> Result<(), EditError> {
        self.history.amend(&mut self.document, edit)?;
        self.follow();
        Ok(())
    }

    /// The gesture is over: the next change is a step of its own.
    pub fn end_group(&mut self) {
        self.history.end_group();
    }

    /// Takes the last step back; returns what it was.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn undo(&mut self) -> Result<Option<String>, EditError> {
        let label = self.history.undo(&mut self.document)?;
        self.follow();
        Ok(label)
    }

    /// Does the step again that was taken back; returns what it was.
    ///
    /// # Errors
    /// As [`History::redo`].
    pub fn redo(&mut self) -> Result<Option<String>, EditError> {
        let label = self.history.redo(&mut self.document)?;
        self.follow();
        Ok(label)
    }

    /// Takes steps back or does them again until so many are done.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn jump(&mut self, position: usize) -> Result<(), EditError> {
        let result = self.history.jump(&mut self.document, position);
        self.follow();
        result
    }

    /// Whether nobody else looks at the index now, so that it is not copied for a change.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        Arc::strong_count(&self.index) == 1
    }

    /// Whether a change is made within a blink however many events there are: it touches few of them, and neither moves
    /// others nor can have other lanes or colours in its train.
    #[must_use]
    pub fn is_light(&self, edit: &Edit) -> bool {
        self.weight(edit).is_some_and(|fields| fields <= BACKGROUND_ABOVE_FIELDS)
    }

    /// The same of the steps between here and a position in the history.
    #[must_use]
    pub fn is_light_jump(&self, position: usize) -> bool {
        let mut fields = 0;
        self.history.inverses_to(position).all(|edit| {
            fields += self.weight(edit).unwrap_or(usize::MAX / 2);
            fields <= BACKGROUND_ABOVE_FIELDS
        })
    }

    /// How many fields a change sets; `None` where everything has to be looked at anew.
    fn weight(&self, edit: &Edit) -> Option<usize> {
        match edit {
            Edit::SetField { field, .. } => (!self.may_move(field)).then_some(1),
            Edit::Insert { events } => events.is_empty().then_some(0),
            Edit::Remove { events } => events.is_empty().then_some(0),
            Edit::Set(Section::Lanes(_)) => None,
            Edit::Set(Section::Sources(_)) => (self.index.grouping().by() != LanesBy::Source).then_some(1),
            Edit::Set(_) => Some(1),
            Edit::Many { edits, .. } => {
                let mut sum = 0_usize;
                for edit in edits {
                    sum += self.weight(edit)?;
                    if sum > BACKGROUND_ABOVE_FIELDS {
                        return None;
                    }
                }
                Some(sum)
            }
        }
    }

    /// Whether a field may lead to other lanes, or its value to other colours of all.
    fn may_move(&self, field: &Field) -> bool {
        match field {
            Field::Country(_) | Field::Involves(_) | Field::Tags(_) => true,
            Field::People(_) | Field::Place(_) | Field::Sources(_) | Field::Accounts(_) => {
                self.index.grouping().by() != LanesBy::Country
            }
            _ => false,
        }
    }

    /// Brings the index up to date with the document.
    fn follow(&mut self) {
        let can_follow = self.document.changed_since(self.index.revision()).is_some();
        match Arc::get_mut(&mut self.index) {
            Some(index) => index.update(&self.document),
            None if can_follow => Arc::make_mut(&mut self.index).update(&self.document),
            // What others look at is not copied only to be built anew.
            None => {
                let (by, zone) = (self.index.grouping().by(), self.index.zone());
                self.index = Arc::new(Index::build_in(&self.document, by, zone));
            }
        }
    }
}
