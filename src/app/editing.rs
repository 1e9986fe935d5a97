//! What commands that change the document do, and what selects several events for them.

use egui::{Context, ViewportCommand};

use super::App;
use super::anchor::Anchor;
use super::opening::PARTIAL;
use crate::analysis::LanesBy;
use crate::edit::{self, Changed, Edit, EditError, Field, Section, declared_lanes};
use crate::io;
use crate::model::{Day, Document, Event, EventDate, EventId, EventIx, LaneId, Parts, counted};
use crate::ui::command::{EditCommand, SelectCommand};
use crate::ui::dialogs::Question;
use crate::ui::lane_form::LaneForm;
use crate::ui::replace::ReplaceForm;
use crate::ui::selection::{Marked, between, within};
use crate::ui::timeline_form::TimelineForm;

/// The title of an event until one is typed.
const NEW_TITLE: &str = "New event";

impl App {
    /// Whether nothing can be changed now: while presenting, and where one says so.
    pub(super) fn is_read_only(&self) -> bool {
        self.view.read_only || self.view.presenting || self.session.is_partial()
    }

    pub(super) fn edit(&mut self, ctx: &Context, command: EditCommand) {
        if self.is_read_only() && changes(&command) {
            let text = match (self.session.is_partial(), self.view.presenting) {
                (true, _) => PARTIAL,
                (false, true) => "Nothing is changed while presenting",
                (false, false) => READ_ONLY,
            };
            self.toasts.done(text);
            return;
        }
        let current = self.view.current.and_then(|at| self.session.coincidences().brief(at));
        let current = current.map(|c| (c.day, c.certainty));
        let anchor = Anchor::of(&self.session, self.view.selected, &self.view.marked);
        let mut select = None;
        if let Err(error) = self.obey(ctx, command, &mut select) {
            self.toasts.error(&error.to_string(), None);
        }
        self.view.selected = anchor.find(&self.session);
        self.view.marked = anchor.marked(&self.session, self.view.selected);
        if !anchor.holds(&self.session) {
            self.view.reveal = None;
            self.canvas.forget_events();
        }
        self.view.current =
            current.and_then(|(day, certainty)| self.session.find_coincidence(day, certainty));
        if let Some(ids) = select {
            self.select_ids(ctx, &ids);
        }
    }

    /// Does it; `select` is what is to be selected afterwards.
    fn obey(
        &mut self,
        ctx: &Context,
        command: EditCommand,
        select: &mut Option<Vec<EventId>>,
    ) -> Result<(), EditError> {
        match command {
            EditCommand::Apply(edit) => self.apply(edit)?,
            EditCommand::EndGroup => self.end_group()?,
            EditCommand::Begin => self.begin(),
            EditCommand::Undo => {
                let label = self.session.undo()?;
                self.say(label.as_deref(), "Undone");
            }
            EditCommand::Redo => {
                let label = self.session.redo()?;
                self.say(label.as_deref(), "Done again");
            }
            EditCommand::Jump(position) => {
                let result = self.session.jump(position);
                self.inspector.forget_drafts();
                result?;
            }
            EditCommand::New(place) => *select = Some(vec![self.new_event(place)?]),
            EditCommand::Nudge { later } => {
                let edit = edit::nudge(self.session.document(), &self.selection(), later);
                self.session.end_group();
                self.apply(edit)?;
            }
            EditCommand::Duplicate => *select = self.duplicate()?,
            EditCommand::Delete => self.delete()?,
            EditCommand::Copy => self.copy(ctx),
            EditCommand::Cut => {
                self.copy(ctx);
                self.delete()?;
            }
            EditCommand::Paste(None) => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            EditCommand::Paste(Some(text)) => *select = self.paste(&text)?,
            EditCommand::ReadOnly => {
                self.view.read_only = !self.view.read_only;
                self.inspector.stop_editing();
                self.toasts.done(if self.view.read_only { READ_ONLY } else { "Changes are possible again" });
            }
            EditCommand::AskReplace => self.question = Question::Replace(ReplaceForm::default()),
            EditCommand::AskTimeline => self.question = Question::Timeline(TimelineForm::default()),
            EditCommand::AskLane(lane, ask) => {
                if let Some(form) = LaneForm::new(self.session.document(), &lane, ask) {
                    self.question = Question::Lane(form);
                }
            }
            EditCommand::CloseQuestion => self.question = Question::None,
            EditCommand::KeepLaneOrder => self.keep_lane_order()?,
        }
        Ok(())
    }

    fn apply(&mut self, edit: Edit) -> Result<(), EditError> {
        if edit.is_empty() {
            return Ok(());
        }
        let is_typed = matches!(edit, Edit::SetField { .. });
        if self.session.apply(edit)? == Changed::Step && !is_typed {
            self.inspector.forget_drafts();
        }
        Ok(())
    }

    /// The gesture is over. An event that was new has a title now, and gets an id after it.
    fn end_group(&mut self) -> Result<(), EditError> {
        if let Some(id) = self.inspector.fresh.clone() {
            let document = self.session.document();
            let event = document.find(&id).map(|ix| document.event(ix));
            if let Some(event) = event.filter(|event| event.title != NEW_TITLE) {
                let better = document.free_id(io::made_id(event).as_str());
                let field = Field::Id(better.clone());
                self.session.amend(Edit::SetField { event: id, field })?;
                self.inspector.renamed(&better);
            } else if event.is_none() {
                self.inspector.fresh = None;
            }
        }
        self.session.end_group();
        Ok(())
    }

    fn begin(&mut self) {
        if self.view.selected.is_some() {
            self.view.panels.inspector = true;
            self.inspector.begin_editing();
        }
    }

    fn say(&mut self, label: Option<&str>, what: &str) {
        self.inspector.forget_drafts();
        if let Some(label) = label {
            self.toasts.done(&format!("{what}: {label}"));
        }
    }

    /// The selected events, one or several.
    pub(super) fn selection(&self) -> Vec<EventIx> {
        let events = self.session.document().events().len();
        let mut all = self.view.marked.all(self.view.selected);
        all.retain(|ix| ix.index() < events);
        all
    }

    /// Where something new goes: behind the selected event, and into its file.
    fn place_for_new(&self) -> (usize, u16) {
        let document = self.session.document();
        match self.selection().last() {
            Some(ix) => (ix.index() + 1, document.event(*ix).origin),
            None => (document.events().len(), 0),
        }
    }

    fn new_event(&mut self, place: Option<(Day, Option<LaneId>)>) -> Result<EventId, EditError> {
        let document = self.session.document();
        let selected = self.view.selected.filter(|ix| ix.index() < document.events().len());
        let selected = selected.map(|ix| document.event(ix));
        #[allow(clippy::cast_possible_truncation)] // `as` saturates, and `from_number` holds it in range
        let middle = || Day::from_number(self.view.days().at(0.5).floor() as i32);
        let (day, lane) = place.unwrap_or_else(|| {
            let day = selected.map_or_else(middle, |event| event.date.first_day());
            (day, selected.map(|event| event.lane.clone()))
        });
        let shown = self.shown_lanes().shown;
        let by_country = self.session.lanes().by() == LanesBy::Country;
        let first = shown.first().filter(|_| by_country).and_then(|at| document.lanes().get(*at as usize));
        let lane = lane.or_else(|| first.or(document.lanes().first()).map(|lane| lane.id.clone()));
        let lane = lane.unwrap_or_else(|| LaneId::new("Somewhere"));
        let Ok(date) = EventDate::parse(&day.to_string()) else { return Err(EditError::Empty("date")) };
        let mut event = Event::new(EventId::default(), date, NEW_TITLE, lane.as_str());
        event.id = document.free_id(io::made_id(&event).as_str());
        let (at, origin) = self.place_for_new();
        event.origin = origin;
        let id = event.id.clone();
        self.session.end_group();
        self.session.apply(Edit::Insert { events: vec![(at, event.into())] })?;
        self.session.end_group();
        self.view.panels.inspector = true;
        self.inspector.begin_with(&id);
        Ok(id)
    }

    fn duplicate(&mut self) -> Result<Option<Vec<EventId>>, EditError> {
        let of = self.selection();
        if of.is_empty() {
            return Ok(None);
        }
        let document = self.session.document();
        let (at, origin) = self.place_for_new();
        let events = of.iter().map(|ix| Event::clone(document.event(*ix))).collect();
        let some = Document::new(Parts { events, ..Parts::default() });
        let (edit, ids) = edit::paste(document, &some, at, origin, "Duplicate");
        self.session.end_group();
        self.session.apply(edit)?;
        self.session.end_group();
        Ok(Some(ids))
    }

    fn delete(&mut self) -> Result<(), EditError> {
        let of = self.selection();
        if of.is_empty() {
            return Ok(());
        }
        let edit = edit::delete(self.session.document(), &of);
        let label = edit.label(self.session.document());
        self.session.end_group();
        self.session.apply(edit)?;
        self.toasts.undoable(&label);
        Ok(())
    }

    fn copy(&mut self, ctx: &Context) {
        let of = self.selection();
        if of.is_empty() {
            return;
        }
        ctx.copy_text(io::events_to_text(self.session.document(), &of));
        let what = if of.len() == 1 { "the event".to_owned() } else { counted(of.len(), "event") };
        self.toasts.done(&format!("Copied {what}"));
    }

    fn paste(&mut self, text: &str) -> Result<Option<Vec<EventId>>, EditError> {
        let some = match io::events_from_text(text) {
            Ok(some) => some,
            Err(reason) => {
                self.toasts.done(&reason);
                return Ok(None);
            }
        };
        let (at, origin) = self.place_for_new();
        let (edit, ids) = edit::paste(self.session.document(), &some, at, origin, "Paste");
        let label = edit.label(self.session.document());
        self.session.end_group();
        self.session.apply(edit)?;
        self.session.end_group();
        self.toasts.undoable(&label);
        Ok(Some(ids))
    }

    /// The order on the screen becomes the file's, where lanes were moved.
    fn keep_lane_order(&mut self) -> Result<(), EditError> {
        let document = self.session.document();
        if self.session.lanes().by() != LanesBy::Country {
            return Ok(());
        }
        let order = self.view.lanes.whole_order(document.lanes());
        let lanes: Vec<_> = order.iter().filter_map(|at| document.lanes().get(*at as usize)).collect();
        let declared = lanes.iter().map(|lane| crate::model::Lane { declared: true, ..(*lane).clone() });
        let declared: Vec<_> = declared.collect();
        if declared == declared_lanes(document) {
            return Ok(());
        }
        let edit = Edit::many("Keep the order of lanes", vec![Edit::Set(Section::Lanes(declared))]);
        self.session.apply(edit)?;
        self.view.lanes.forget_order();
        Ok(())
    }

    /// Selects what came, and brings the first of it into view.
    fn select_ids(&mut self, ctx: &Context, ids: &[EventId]) {
        let all = edit::find_all(self.session.document(), ids);
        let Some(first) = all.first().copied() else { return };
        self.reveal(ctx, first);
        self.view.marked = Marked::new(Some(first), all);
    }

    /// Selects events besides what is selected; the one that is shown stays so.
    pub(super) fn select_besides(&mut self, events: &[EventIx]) {
        let count = self.session.document().events().len();
        let known = events.iter().copied().filter(|ix| ix.index() < count);
        let mut all = self.selection();
        all.extend(known);
        all.sort_unstable();
        all.dedup();
        let Some(shown) = self.view.selected.filter(|ix| ix.index() < count).or(all.first().copied()) else {
            return;
        };
        self.view.selected = Some(shown);
        self.view.panels.inspector |= all.len() > 1;
        self.view.marked = Marked::new(Some(shown), all);
    }

    /// Selects several events.
    pub(super) fn select_several(&mut self, command: SelectCommand) {
        let document = self.session.document();
        let selected = self.view.selected.filter(|ix| ix.index() < document.events().len());
        let exists = |ix: &EventIx| ix.index() < document.events().len();
        match command {
            SelectCommand::Toggle(ix) if exists(&ix) => {
                self.view.selected = self.view.marked.toggle(selected, ix);
            }
            SelectCommand::RangeTo(ix) if exists(&ix) => {
                let from = selected.unwrap_or(ix);
                let all = between(document, self.session.lanes(), from, ix);
                self.view.selected = Some(from);
                self.view.marked = Marked::new(Some(from), all);
            }
            SelectCommand::Within(first, last) => {
                let mut all = within(document, self.session.lanes(), &self.shown_lanes().shown, first, last);
                all.retain(|ix| self.shows(*ix));
                match all.first() {
                    Some(one) => {
                        self.view.selected = Some(*one);
                        self.view.panels.inspector = true;
                        self.view.marked = Marked::new(Some(*one), all);
                    }
                    None => self.toasts.done("No event begins in these days"),
                }
            }
            _ => {}
        }
    }
}

const READ_ONLY: &str = "Read-only: nothing is changed until you allow it in the Edit menu";

/// Whether a command would change the document.
fn changes(command: &EditCommand) -> bool {
    !matches!(
        command,
        EditCommand::EndGroup | EditCommand::Copy | EditCommand::ReadOnly | EditCommand::CloseQuestion
    )
}
