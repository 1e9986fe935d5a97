//! What commands that write the story do: each is an edit with its inverse.

use egui::Context;

use crate::app::{App, now};
use crate::edit::story::{add_steps, change_step, duplicate_step, move_step, remove_step};
use crate::model::Step;
use crate::ui::commands::{EditCommand, StoryCommand};

impl App {
    pub(crate) fn write_story(&mut self, ctx: &Context, command: StoryCommand) {
        let document = self.session.document();
        let steps = document.story().len();
        let chosen = self.widgets.story.chosen.filter(|at| *at < steps);
        let (edit, choose) = match command {
            StoryCommand::Choose(at) => return self.choose_step(ctx, at),
            StoryCommand::Change(at, step) => {
                let edit = change_step(document, at, *step);
                return self.edit(ctx, EditCommand::Apply(edit));
            }
            StoryCommand::Add => {
                let at = chosen.map_or(steps, |at| at + 1);
                (add_steps(document, at, [self.step_from_view()]), Some(at))
            }
            StoryCommand::AddLooked(which) => {
                let at = chosen.map_or(steps, |at| at + 1);
                let Some(step) = self.derived.told.looked.get(which).cloned() else { return };
                (add_steps(document, at, [step]), Some(at))
            }
            StoryCommand::Retake(at) => {
                let Some(old) = document.story().get(at) else { return };
                (change_step(document, at, retaken(old, self.step_from_view())), Some(at))
            }
            StoryCommand::Move { from, to } => (move_step(document, from, to), Some(to)),
            StoryCommand::Duplicate(at) => (duplicate_step(document, at), Some(at + 1)),
            StoryCommand::Delete(at) => {
                let next = steps.checked_sub(2).map(|last| at.min(last));
                (remove_step(document, at), next)
            }
            StoryCommand::Suggest => {
                let suggested = self.suggested_steps();
                if suggested.is_empty() {
                    self.toasts.done("No coincidences to make steps of; add steps from the view");
                    return;
                }
                (add_steps(document, steps, suggested), Some(steps))
            }
        };
        let (label, revision) = (edit.label(document), document.revision());
        self.session.end_group();
        self.edit(ctx, EditCommand::Apply(edit));
        self.session.end_group();
        if self.session.document().revision() != revision {
            self.widgets.story.chosen = choose;
            if label.starts_with("Delete") {
                self.toasts.undoable(&label.replacen("Delete", "Deleted", 1));
            }
        }
    }

    /// Chooses a step and looks at the days it shows.
    fn choose_step(&mut self, ctx: &Context, at: usize) {
        let Some(step) = self.session.document().story().get(at).cloned() else { return };
        self.widgets.story.chosen = Some(at);
        if step.align.is_empty() && self.view.align.wanted().is_none() {
            if let Some(days) = self.days_of_step(&step) {
                let scroll = self.view.target().scroll;
                let at_once = self.moves_at_once();
                self.view.go_to(crate::layout::Viewport { scroll, ..days }, now(ctx), at_once);
            }
            if step.lanes_by == self.session.lanes().by() {
                self.view.selection.coincidence =
                    self.coincidence_of_step(&step).or(self.view.selection.coincidence);
            }
        } else {
            self.look_at_named(ctx, &step.as_view());
        }
    }
}

/// A step that shows what is seen now, and says what it said.
fn retaken(old: &Step, seen: Step) -> Step {
    Step {
        title: old.title.clone(),
        text: old.text.clone(),
        note: old.note.clone(),
        seconds: old.seconds,
        one_by_one: old.one_by_one,
        accounts: old.accounts.clone(),
        focus: if seen.focus.is_empty() { old.focus.clone() } else { seen.focus },
        ..seen
    }
}
