//! What commands that change the document do.

pub(crate) mod apply;
mod selection;

use egui::{Context, ViewportCommand};

use super::App;
use super::jobs::registry::Kind;
use super::session::BACKGROUND_ABOVE_FIELDS;
use crate::analysis::LanesBy;
use crate::edit::{self, Edit, Field, Section, Several, declared_lanes, shift_days};
use crate::io;
use crate::model::{Day, Document, Event, EventDate, EventId, LaneId, Parts, Progress, counted};
use crate::ui::commands::{Command, EditCommand, ExchangeCommand, FileCommand, Panel};
use crate::ui::dialogs::Question;
use crate::ui::dialogs::lane_form::LaneForm;
use crate::ui::dialogs::replace::ReplaceForm;
use crate::ui::dialogs::timeline_form::TimelineForm;
use crate::ui::inspector::NEW_TITLE;
use apply::{After, Changing};

/// Of up to so many selected events all is found out at once.
pub(super) const BACKGROUND_ABOVE_SELECTED: usize = 1000;

/// What is being done to the document.
#[derive(Default)]
pub(crate) struct Editing {
    /// A change that is under way on another thread.
    pub changing: Option<Changing>,
}

impl App {
    /// Whether nothing can be changed now: while presenting, and where one says so.
    pub(super) fn is_read_only(&self) -> bool {
        self.view.read_only || self.view.presenting || self.session.read_only_reason().is_some()
    }

    pub(super) fn edit(&mut self, ctx: &Context, command: EditCommand) {
        if self.is_read_only() && changes(&command) {
            let text = match (self.session.read_only_reason(), self.view.presenting) {
                (Some(reason), _) => reason,
                (None, true) => "Editing is off while presenting",
                (None, false) => READ_ONLY,
            };
            self.toasts.done(text);
            return;
        }
        if let Some(changing) = self.editing.changing.as_mut().filter(|_| waits(&command)) {
            changing.wait(Command::Edit(command));
            return;
        }
        self.obey(ctx, command);
    }

    fn obey(&mut self, ctx: &Context, command: EditCommand) {
        match command {
            EditCommand::Apply(edit) => self.apply(ctx, edit),
            EditCommand::Several(what) => self.do_to_several(ctx, what),
            EditCommand::Nudge { later } => self.do_to_several(ctx, Several::Nudge { later }),
            EditCommand::Delete => self.do_to_several(ctx, Several::Delete),
            EditCommand::EndGroup => self.end_group(ctx),
            EditCommand::Begin => self.begin(),
            EditCommand::Undo => {
                let (position, label) = (self.session.history().position(), self.session.undo_label());
                let title = format!("Undoing: {}", label.unwrap_or_default());
                let light = self.session.core().is_light_jump(position.saturating_sub(1));
                self.change(ctx, title, light, |core| Ok(said(core.undo()?, "Undone")));
            }
            EditCommand::Redo => {
                let (position, label) = (self.session.history().position(), self.session.redo_label());
                let title = format!("Redoing: {}", label.unwrap_or_default());
                let light = self.session.core().is_light_jump(position + 1);
                self.change(ctx, title, light, |core| Ok(said(core.redo()?, "Redone")));
            }
            EditCommand::Jump(position) => {
                self.widgets.inspector.forget_drafts();
                let light = self.session.core().is_light_jump(position);
                self.change(ctx, "Stepping through the history", light, move |core| {
                    core.jump(position)?;
                    Ok(After { forget_drafts: true, ..After::default() })
                });
            }
            EditCommand::New(place) => self.new_event(ctx, place),
            EditCommand::Duplicate => self.duplicate(ctx),
            EditCommand::Copy => self.copy(ctx),
            EditCommand::Cut => {
                self.copy(ctx);
                self.do_to_several(ctx, Several::Delete);
            }
            EditCommand::Paste(None) => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            EditCommand::Paste(Some(text)) => self.paste(ctx, text),
            EditCommand::ReadOnly => {
                self.view.read_only = !self.view.read_only;
                self.widgets.inspector.stop_editing();
                self.toasts.done(if self.view.read_only { READ_ONLY } else { "Editing is on again" });
            }
            EditCommand::AskReplace => self.question = Question::Replace(ReplaceForm::default()),
            EditCommand::AskTimeline => self.question = Question::Timeline(TimelineForm::default()),
            EditCommand::AskLane(lane, ask) => {
                if let Some(form) = LaneForm::new(self.session.document(), &lane, ask) {
                    self.question = Question::Lane(form);
                }
            }
            EditCommand::CloseQuestion => self.question = Question::None,
            EditCommand::KeepLaneOrder => self.keep_lane_order(ctx),
        }
    }

    pub(crate) fn apply(&mut self, ctx: &Context, edit: Edit) {
        if edit.is_empty() {
            return;
        }
        if let Edit::SetField { event, field: Field::Id(id) } = &edit {
            self.widgets.inspector.goes_on_as(event, id);
        }
        let is_typed = matches!(edit, Edit::SetField { .. });
        let light = self.session.core().is_light(&edit);
        let title = edit.label(self.session.document());
        self.change(ctx, title, light, move |core| Ok(After::of(core.apply(edit)?, is_typed)));
    }

    /// Does something to the selected events, or wherever it is to be done, as one step.
    fn do_to_several(&mut self, ctx: &Context, what: Several) {
        let of = self.selection();
        let reach = what.reach(self.session.document(), &of);
        if reach == 0 {
            return;
        }
        let light = reach <= BACKGROUND_ABOVE_FIELDS && what.moves_in_time();
        self.change(ctx, what.title(reach), light, move |core| {
            let edit = what.edit(core.document(), &of);
            if edit.is_empty() {
                return Ok(After::default());
            }
            let undoable = (what == Several::Delete).then(|| edit.label(core.document()));
            let stay = match what {
                Several::Shift(days) => shift_days(core.document(), &of, days).1,
                _ => 0,
            };
            let said = (stay > 0 && of.len() > BACKGROUND_ABOVE_SELECTED)
                .then(|| format!("{} did not move", counted(stay, "event")));
            Ok(After { undoable, said, ..After::of(core.step(edit)?, false) })
        });
    }

    /// The gesture is over. An event that was new has a title now, and gets an id after it.
    fn end_group(&mut self, ctx: &Context) {
        if let Some(id) = self.widgets.inspector.fresh.clone() {
            let document = self.session.document();
            let event = document.find(&id).map(|ix| document.event(ix));
            if let Some(event) = event.filter(|event| event.title != NEW_TITLE) {
                let better = document.free_id(io::made_id(event).as_str());
                let edit = Edit::SetField { event: id, field: Field::Id(better.clone()) };
                self.change(ctx, "Naming the new event", true, move |core| {
                    core.amend(edit).map(|()| After::default())
                });
                self.widgets.inspector.renamed(&better);
            } else if event.is_none() {
                self.widgets.inspector.fresh = None;
            }
        }
        self.session.end_group();
    }

    fn begin(&mut self) {
        if self.view.selection.event.is_some() {
            self.view.panels.dock.open(Panel::Inspector);
            self.widgets.inspector.begin_editing();
        }
    }

    /// Where something new goes: behind the selected event, and into its file.
    fn place_for_new(&self) -> (usize, u16) {
        let document = self.session.document();
        match self.selection().last() {
            Some(ix) => (ix.index() + 1, document.event(*ix).origin),
            None => (document.events().len(), 0),
        }
    }

    fn new_event(&mut self, ctx: &Context, place: Option<(Day, Option<LaneId>)>) {
        let document = self.session.document();
        let selected = self.view.selection.event.filter(|ix| ix.index() < document.events().len());
        let selected = selected.map(|ix| document.event(ix));
        #[allow(clippy::cast_possible_truncation)] // `as` saturates, and `from_number` holds it in range
        let middle = || Day::from_number(self.view.middle().floor() as i32);
        let has_lane = place.as_ref().is_some_and(|(_, lane)| lane.is_some());
        let (day, lane) = place.unwrap_or_else(|| {
            let day = selected.map_or_else(middle, |event| event.date.first_day());
            (day, selected.map(|event| event.lane.clone()))
        });
        let shown = self.shown_lanes().shown;
        let by_country = self.session.lanes().by() == LanesBy::Country;
        let first = shown.first().filter(|_| by_country).and_then(|at| document.lanes().get(*at as usize));
        let lane = lane.or_else(|| first.or(document.lanes().first()).map(|lane| lane.id.clone()));
        let lane = lane.unwrap_or_else(|| LaneId::new("Somewhere"));
        let Ok(date) = EventDate::parse(&day.to_string()) else { return };
        let mut event = Event::new(EventId::default(), date, NEW_TITLE, lane.as_str());
        event.id = document.free_id(io::made_id(&event).as_str());
        let (at, origin) = self.place_for_new();
        event.origin = origin;
        let id = event.id.clone();
        self.change(ctx, "Adding an event", false, move |core| {
            core.step(Edit::Insert { events: vec![(at, event.into())] })?;
            Ok(After { select: Some(vec![id.clone()]), fresh: Some(id), has_lane, ..After::default() })
        });
    }

    fn duplicate(&mut self, ctx: &Context) {
        let of = self.selection();
        if of.is_empty() {
            return;
        }
        let (at, origin) = self.place_for_new();
        let title = format!("Duplicating {}", counted(of.len(), "event"));
        self.change(ctx, title, false, move |core| {
            let document = core.document();
            let events = of.iter().map(|ix| Event::clone(document.event(*ix))).collect();
            let some = Document::new(Parts { events, ..Parts::default() });
            let (edit, ids) = edit::paste(document, &some, at, origin, "Duplicate");
            core.step(edit)?;
            Ok(After { select: Some(ids), ..After::default() })
        });
    }

    /// The selected events as a text for the clipboard; where there are many, made on another thread.
    fn copy(&mut self, ctx: &Context) {
        let of = self.selection();
        if of.is_empty() {
            return;
        }
        let what = if of.len() == 1 { "the event".to_owned() } else { counted(of.len(), "event") };
        if of.len() <= BACKGROUND_ABOVE_SELECTED {
            self.copied(ctx, io::events_to_text(self.session.document(), &of), &what);
            return;
        }
        let document = self.session.snapshot();
        let title = format!("Copying {what}");
        let write = move |_: &Progress| io::events_to_text(&document, &of);
        self.jobs.begin(ctx, Kind::Copy, title, write, move |app, ctx, text| app.copied(ctx, text, &what));
    }

    /// A text goes to the clipboard.
    pub(super) fn copied(&mut self, ctx: &Context, text: String, what: &str) {
        ctx.copy_text(text);
        self.toasts.done(&format!("Copied {what}"));
    }

    fn paste(&mut self, ctx: &Context, text: String) {
        // A table from a spreadsheet is imported; whatever else there is may be events.
        if crate::io::import::pasted(&text).is_some() {
            let pasted = FileCommand::Exchange(ExchangeCommand::Pasted(text));
            self.commands.push_back(Command::File(pasted));
            return;
        }
        self.paste_by_html(ctx, text);
    }

    /// Pastes events, or says that the text is none.
    pub(super) fn paste_events(&mut self, ctx: &Context, text: String) {
        let (at, origin) = self.place_for_new();
        self.change(ctx, "Pasting", false, move |core| {
            let some = match io::events_from_text(&text) {
                Ok(some) => some,
                Err(reason) => return Ok(After { said: Some(reason), ..After::default() }),
            };
            let (edit, ids) = edit::paste(core.document(), &some, at, origin, "Paste");
            let undoable = Some(edit.label(core.document()));
            core.step(edit)?;
            Ok(After { select: Some(ids), undoable, ..After::default() })
        });
    }

    /// The order on the screen becomes the file's, where lanes were moved.
    fn keep_lane_order(&mut self, ctx: &Context) {
        let document = self.session.document();
        if self.session.lanes().by() != LanesBy::Country {
            return;
        }
        let order = self.view.lanes.whole_order(document.lanes());
        let lanes: Vec<_> = order.iter().filter_map(|at| document.lanes().get(*at as usize)).collect();
        let declared = lanes.iter().map(|lane| crate::model::Lane { declared: true, ..(*lane).clone() });
        let declared: Vec<_> = declared.collect();
        if declared == declared_lanes(document) {
            return;
        }
        let edit = Edit::many("Save lane order", vec![Edit::Set(Section::Lanes(declared))]);
        self.view.lanes.forget_order();
        self.apply(ctx, edit);
    }
}

const READ_ONLY: &str = "Read-only; choose Edit › Allow changes to edit";

/// Whether a command waits for the change that is under way: what it means depends on it.
fn waits(command: &EditCommand) -> bool {
    changes(command) || matches!(command, EditCommand::EndGroup | EditCommand::Copy)
}

/// What was done, in words.
fn said(label: Option<String>, what: &str) -> After {
    let said = label.map(|label| format!("{what}: {label}"));
    After { forget_drafts: true, said, ..After::default() }
}

/// Whether a command would change the document.
fn changes(command: &EditCommand) -> bool {
    !matches!(
        command,
        EditCommand::EndGroup | EditCommand::Copy | EditCommand::ReadOnly | EditCommand::CloseQuestion
    )
}
