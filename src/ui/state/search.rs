//! What is searched for and what was found: part of the view, never of the document. Knows nothing of egui.

use std::sync::Arc;

use crate::analysis::{Hits, Query, QueryError};

/// What finds the events whose accounts differ.
pub const DISPUTED: &str = "is:disputed";

/// The search of a view.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The query as typed.
    pub text: String,
    /// What it asks for, where that makes sense and is not everything.
    pub query: Option<Query>,
    /// Whether only what was found is shown.
    pub hide_rest: bool,
    /// What was found; `None` without a query, where it is wrong, and until it is answered for the first time.
    pub found: Option<Arc<Hits>>,
    /// Counted up with each answer.
    pub answers: u64,
    /// What is wrong with the query.
    pub wrong: Option<QueryError>,
    /// Whether the answer to what is typed is still being looked for.
    pub waiting: bool,
}

impl Search {
    /// Whether something is searched for.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !self.text.is_empty()
    }

    /// Whether events whose accounts differ are shown alone.
    #[must_use]
    pub fn is_disputed_only(&self) -> bool {
        self.hide_rest && self.text.trim() == DISPUTED
    }

    /// What was found, where it is to be marked among the rest.
    #[must_use]
    pub fn marked(&self) -> Option<&Hits> {
        self.found.as_deref().filter(|_| !self.hide_rest)
    }

    /// What was found, where nothing else is to be shown.
    #[must_use]
    pub fn only(&self) -> Option<&Arc<Hits>> {
        self.found.as_ref().filter(|_| self.hide_rest)
    }

    /// Takes an answer.
    pub fn answer(&mut self, found: Option<Arc<Hits>>, wrong: Option<QueryError>) {
        self.answers += 1;
        self.found = found;
        self.wrong = wrong;
        self.waiting = false;
    }

    /// Takes what was found away: the document is another one by now.
    pub fn forget(&mut self) {
        self.answer(None, None);
    }
}
