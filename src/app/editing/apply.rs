//! Changing the document: at once where that takes no longer than a blink, else on another thread, in a copy that takes
//! the document's place when it is done. What is asked for meanwhile waits its turn, and a change that is ended has never
//! been.

use std::collections::VecDeque;

use egui::Context;

use crate::analysis::Certainty;
use crate::app::App;
use crate::app::jobs::discard::drop_in_background;
use crate::app::jobs::registry::Kind;
use crate::app::session::anchor::{Anchor, KeptSelection};
use crate::app::session::{BACKGROUND_ABOVE_EVENTS, Core, Rebased};
use crate::edit::{Changed, Edit, EditError, Field};
use crate::model::Version;
use crate::model::{Day, EventId, Progress};
use crate::ui::commands::{Command, EditCommand, Panel};

/// What is to follow a change.
#[derive(Debug, Default)]
pub(crate) struct After {
    /// What was typed before is no longer what stands there.
    pub forget_drafts: bool,
    /// What to select.
    pub select: Option<Vec<EventId>>,
    /// An event that was just made, whose title is to be typed.
    pub fresh: Option<EventId>,
    /// What to say.
    pub said: Option<String>,
    /// What to say with a way to take it back.
    pub undoable: Option<String>,
    /// What another program made of a file, taken in.
    pub rebased: Option<Box<Rebased>>,
    /// Whether to look at what the document is now, as after opening.
    pub look: bool,
    /// Whether the new event was made in a lane.
    pub has_lane: bool,
}

impl After {
    /// Of a change that was applied.
    pub fn of(changed: Changed, is_typed: bool) -> Self {
        Self { forget_drafts: changed == Changed::Step && !is_typed, ..Self::default() }
    }
}

/// What a change leads to.
pub(crate) type Outcome = Result<After, EditError>;

/// A change that is under way.
pub struct Changing {
    /// Of which document.
    of: Version,
    /// Where one was among the coincidences.
    current: Option<(Day, Certainty)>,
    /// What was asked for since.
    waiting: VecDeque<Command>,
}

impl Changing {
    /// Has a command wait. What is typed in one field is one change: the last of it counts.
    pub fn wait(&mut self, command: Command) {
        if let (Some(Command::Edit(last)), Command::Edit(next)) = (self.waiting.back(), &command)
            && same_field(last, next)
        {
            self.waiting.pop_back();
        }
        self.waiting.push_back(command);
    }
}

fn same_field(a: &EditCommand, b: &EditCommand) -> bool {
    let field = |command: &EditCommand| match command {
        EditCommand::Apply(Edit::SetField { event, field }) if !matches!(field, Field::Id(_)) => {
            Some((event.clone(), std::mem::discriminant(field)))
        }
        _ => None,
    };
    field(a).is_some_and(|a| field(b) == Some(a))
}

/// What another thread has made of a document.
pub struct Made {
    core: Core,
    outcome: Outcome,
    kept: KeptSelection,
}

impl App {
    /// Changes the document, at once where that is `light` or the document small.
    pub(crate) fn change(
        &mut self,
        ctx: &Context,
        title: impl Into<String>,
        light: bool,
        work: impl FnOnce(&mut Core) -> Outcome + Send + 'static,
    ) {
        let current = self.view.selection.coincidence.and_then(|at| self.session.coincidences().brief(at));
        let current = current.map(|c| (c.day, c.certainty));
        let (selected, marked) = (self.view.selection.event, self.view.selection.together.clone());
        let small = self.session.document().events().len() <= BACKGROUND_ABOVE_EVENTS;
        // What other threads have read is not kept for them, so that nothing is copied on its behalf.
        self.session.forget_snapshot();
        if small || (light && self.session.core().is_alone()) {
            let anchor = Anchor::of(self.session.document(), selected, &marked, small);
            let outcome = self.session.change(work);
            let kept = anchor.kept(self.session.document());
            self.changed(ctx, outcome, kept, current);
            return;
        }
        let (of, mut core) = (self.session.version(), self.session.core().clone());
        self.editing.changing = Some(Changing { of, current, waiting: VecDeque::new() });
        let make = move |_: &Progress| {
            let anchor = Anchor::of(core.document(), selected, &marked, true);
            let outcome = work(&mut core);
            let kept = anchor.kept(core.document());
            Made { core, outcome, kept }
        };
        self.jobs.begin(ctx, Kind::Change, title, make, Self::take_changed);
    }

    /// Takes what another thread has made of the document, and goes on with what waited for it.
    fn take_changed(&mut self, ctx: &Context, made: Made) {
        let Some(changing) = self.editing.changing.take() else {
            drop_in_background(made);
            return;
        };
        if changing.of == self.session.version() {
            let before = self.session.take_core(made.core);
            drop_in_background(before);
            self.changed(ctx, made.outcome, made.kept, changing.current);
        } else {
            drop_in_background(made);
            self.toasts.error("The timeline changed in the meantime", Some("nothing was done; try again"));
        }
        for command in changing.waiting.into_iter().rev() {
            self.commands.push_front(command);
        }
    }

    /// The change that was under way has never been, nor what was to follow it. Says so.
    pub(crate) fn change_cancelled(&mut self) -> &'static str {
        self.editing.changing = None;
        self.widgets.inspector.forget_drafts();
        "Cancelled; nothing was changed"
    }

    /// The document was changed: what is selected is so still, and what is to follow does.
    fn changed(
        &mut self,
        ctx: &Context,
        outcome: Outcome,
        kept: KeptSelection,
        current: Option<(Day, Certainty)>,
    ) {
        self.view.selection.event = kept.selected;
        self.view.selection.together = kept.marked;
        if !kept.holds {
            self.view.selection.reveal = None;
            self.widgets.canvas.forget_events();
        }
        self.view.selection.coincidence =
            current.and_then(|(day, certainty)| self.session.find_coincidence(day, certainty));
        match outcome {
            Ok(after) => self.follow(ctx, after),
            Err(error) => self.toasts.error(&error.to_string(), None),
        }
    }

    fn follow(&mut self, ctx: &Context, after: After) {
        if let Some(rebased) = after.rebased {
            self.session.take_rebased(*rebased);
        }
        if after.forget_drafts {
            self.widgets.inspector.forget_drafts();
        }
        if let Some(label) = &after.undoable {
            self.toasts.undoable(label);
        }
        if let Some(said) = &after.said {
            self.toasts.done(said);
        }
        if let Some(id) = &after.fresh {
            self.view.panels.dock.open(Panel::Inspector);
            self.widgets.inspector.begin_with(id, after.has_lane);
        }
        if let Some(ids) = &after.select {
            self.select_ids(ctx, ids);
        }
        if after.look {
            self.look_at_what_opened();
        }
    }
}
