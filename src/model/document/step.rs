//! A step of the story that a file tells: where to look, what matters there, and what is said.

use crate::model::event::EventId;
use crate::model::lanes_by::LanesBy;
use crate::model::named::NamedView;

/// One step of the story that a file tells. All but its title may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its heading.
    pub title: String,
    /// The first day in view (EDTF), or a number of days where [`Self::counts_days`].
    pub from: String,
    /// The last day in view, as `from`.
    pub to: String,
    /// The events it speaks of.
    pub focus: Vec<EventId>,
    /// Whether the events in focus come in one after the other, each with a press of *Next*.
    pub one_by_one: bool,
    /// The lanes that are shown, by id, top to bottom; none for those that have something in view or in focus.
    pub lanes: Vec<String>,
    /// What is searched for, and shown alone; empty for nothing.
    pub query: String,
    /// What the lanes are.
    pub lanes_by: LanesBy,
    /// What days are counted from: the id of an event, or `tag:` and a tag; empty for nothing.
    pub align: String,
    /// The day whose coincidence is drawn strong (EDTF); empty for none.
    pub coincidence: String,
    /// The event whose accounts are laid side by side; an empty id for none.
    pub accounts: EventId,
    /// How long it should take, in seconds.
    pub seconds: Option<u32>,
    /// What it says, for everybody.
    pub text: String,
    /// What only the presenter reads.
    pub note: String,
}

/// The longest that a step can be said to take, in seconds: a day.
pub const MOST_SECONDS: u32 = 86_400;

impl Step {
    /// Whether every event with a tag is laid over one another, so that there is no calendar: `from` and `to` are
    /// numbers of days from day zero then.
    #[must_use]
    pub fn counts_days(&self) -> bool {
        self.align.starts_with("tag:")
    }

    /// Whether days are counted from this event.
    #[must_use]
    pub fn is_around(&self, event: &EventId) -> bool {
        !self.counts_days() && self.align == event.as_str()
    }

    /// Whether it speaks of this event in any way.
    #[must_use]
    pub fn mentions(&self, event: &EventId) -> bool {
        self.focus.contains(event) || self.accounts == *event || self.is_around(event)
    }

    /// The ids of all events that it speaks of.
    pub fn mentioned(&self) -> impl Iterator<Item = EventId> + '_ {
        let around = (!self.counts_days() && !self.align.is_empty()).then(|| EventId::new(&self.align));
        let accounts = (!self.accounts.as_str().is_empty()).then(|| self.accounts.clone());
        self.focus.iter().cloned().chain(accounts).chain(around)
    }

    /// The same step, speaking of its events by other ids.
    #[must_use]
    pub fn renamed(&self, id: impl Fn(&EventId) -> EventId) -> Self {
        let mut step = self.clone();
        step.focus.iter_mut().for_each(|event| *event = id(event));
        if !step.accounts.as_str().is_empty() {
            step.accounts = id(&step.accounts);
        }
        if !step.counts_days() && !step.align.is_empty() {
            step.align = id(&EventId::new(&step.align)).to_string();
        }
        step
    }

    /// What of it a view can name: days, lanes, search, alignment.
    #[must_use]
    pub fn as_view(&self) -> NamedView {
        NamedView {
            name: self.title.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            lanes: self.lanes.clone(),
            query: self.query.clone(),
            lanes_by: self.lanes_by,
            align: self.align.clone(),
            zone: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_follows_the_events_it_speaks_of() {
        let step = Step {
            focus: vec![EventId::new("a"), EventId::new("b")],
            accounts: EventId::new("a"),
            align: "a".to_owned(),
            ..Step::default()
        };
        let to = |id: &EventId| if id.as_str() == "a" { EventId::new("c") } else { id.clone() };
        let moved = step.renamed(to);
        assert!(moved.mentions(&EventId::new("c")) && !moved.mentions(&EventId::new("a")));
        assert_eq!((moved.accounts.as_str(), moved.align.as_str()), ("c", "c"));
        assert_eq!(moved.mentioned().count(), 4);
        let tag = Step { align: "tag:a".to_owned(), ..Step::default() };
        assert_eq!(tag.renamed(to), tag, "a tag is no event");
        assert_eq!(tag.mentioned().count(), 0);
    }
}
