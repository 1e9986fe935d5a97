//! The room's picture: caption, accounts and timeline, what points at them and covers them. It fills the one window, or
//! lies in a layer of its own in the presenter's window, from where the room's window copies it.

use std::rc::Rc;

use egui::{Area, Context, CursorIcon, Id, Order, Rect, Sense, Shape, Ui};

use crate::app::{App, now};
use crate::layout::Target;
use crate::model::{Event, EventIx, Step};
use crate::ui::commands::{Command, Commands, PresentCommand, RoomPlace};
use crate::ui::presenting::caption::{self, Caption};
use crate::ui::presenting::over::{self, Trace};
use crate::ui::presenting::state::Stage;
use crate::ui::presenting::{accounts, event_card, keys, keys_list, note, overview, scale_of};
use crate::ui::search;

/// The cursor goes after so many seconds in which nobody moved it.
const IDLE_SECONDS: f64 = 3.0;

/// What the hands do, and what the room keeps seeing meanwhile.
#[derive(Default)]
pub(crate) struct Hands {
    /// When the mouse was moved last, in seconds since the window was opened.
    moved: Option<f64>,
    trace: Trace,
    /// How large the room's picture is, in points.
    pub room: Option<egui::Vec2>,
    frozen: Option<Frozen>,
}

/// A picture that the room keeps seeing in the one window, with what stands beside it.
struct Frozen {
    shapes: Rc<Vec<(Rect, Shape)>>,
    place: Rect,
    step: usize,
    accounts: Option<(EventIx, Stage)>,
    more: String,
}

impl App {
    /// The keys of the story, before all others.
    pub(crate) fn read_presenting_keys(&mut self, ctx: &Context, modal: bool) {
        self.take_keys_of_room(ctx);
        let situation = keys::Situation {
            has_story: !self.session.document().story().is_empty(),
            overview: self.widgets.presenting.overview.is_some(),
            running: self.widgets.presenting.running.is_some(),
            modal,
        };
        keys::read(ctx, crate::ui::ids::canvas_id(), situation, &mut self.commands);
        if self.widgets.presenting.spotlight.is_some() {
            // The wheel makes the light larger, and moves nothing below it.
            let turned = over::take_wheel(ctx);
            if turned != 0 {
                self.commands.push_back(Command::Present(PresentCommand::SpotlightBy(turned)));
            }
        }
    }

    /// Presenting: the room's picture in the one window, or the console with it.
    pub(crate) fn presenting_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if self.shows_console() {
            self.console(ui);
        } else {
            self.keep_hands(&ctx);
            self.note(ui);
            self.room(ui);
            if let Some(cover) = self.widgets.presenting.cover {
                over::cover_window(&ctx, cover);
            }
            if self.derived.told.hands.moved.is_some() && !self.are_hands_busy(&ctx) {
                ctx.set_cursor_icon(CursorIcon::None);
            }
        }
        self.all_steps(&ctx);
        let place = self.widgets.canvas.place().unwrap_or(Rect::ZERO);
        let place = if self.shows_console() { ctx.content_rect() } else { place };
        self.search_over_the_room(&ctx, place);
        if self.view.panels.keys && self.widgets.presenting.cover.is_none() {
            keys_list::show(&ctx, &self.surroundings.theme, &mut self.commands);
        }
    }

    /// The room's picture, in all the room there is.
    pub(crate) fn room(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let whole = ui.available_rect_before_wrap();
        self.derived.told.hands.room = Some(whole.size());
        let frozen = self.derived.told.hands.frozen.as_ref();
        let (at, accounts, more) = match frozen {
            Some(frozen) => (frozen.step, frozen.accounts.clone(), frozen.more.clone()),
            None => (self.widgets.presenting.step, self.accounts_shown(), self.shared_words(&ctx)),
        };
        let mut commands = std::mem::take(&mut self.commands);
        if let Some(step) = self.session.document().story().get(at).cloned() {
            self.caption(ui, &ctx, (&step, at), &more, &mut commands);
        }
        let told = accounts.as_ref().and_then(|(ix, stage)| Some((self.event_at(*ix)?, stage)));
        if let Some((event, stage)) = told {
            accounts::show(ui, &self.shown(&[]), event, stage, whole.size());
        }
        self.commands = commands;
        self.canvas(ui);
        let picture = self.widgets.canvas.place().unwrap_or(whole);
        self.event_card(ui, picture, whole.size());
        if self.shows_console() {
            if let Some(cover) = self.widgets.presenting.cover {
                over::cover_picture(ui, cover, whole);
            }
        } else {
            self.keep_frozen(ui, picture, (accounts, more));
        }
        let theme = self.surroundings.theme.clone();
        let trace = &mut self.derived.told.hands.trace;
        over::point(ui, &theme, &self.widgets.presenting, picture, scale_of(whole.size()), trace);
    }

    /// The event that was clicked, in letters for a room.
    fn event_card(&self, ui: &mut Ui, picture: Rect, room: egui::Vec2) {
        let Some(event) = self.view.selection.event.and_then(|ix| self.event_at(ix)) else { return };
        let is_own =
            |target: &Target| matches!(target, Target::Event(ix) if Some(*ix) == self.view.selection.event);
        let canvas = self.widgets.canvas.picture();
        let hit = canvas.and_then(|canvas| canvas.hits.iter().rev().find(|(_, target)| is_own(target)));
        let at = hit.map(|(rect, _)| rect.center() + picture.min.to_vec2());
        // Neither the ruler nor the names of the lanes are covered.
        let lanes = canvas.map_or(picture, |canvas| canvas.body.translate(picture.min.to_vec2()));
        event_card::show(ui, &self.shown(&[]), event, lanes, (at, room));
    }

    /// An event, if it is still there.
    fn event_at(&self, ix: EventIx) -> Option<&Event> {
        self.session.document().events().get(ix.index()).map(AsRef::as_ref)
    }

    fn note(&mut self, ui: &mut Ui) {
        let Some(note) =
            self.told_step().filter(|_| self.widgets.presenting.note).map(|step| step.note.clone())
        else {
            return;
        };
        let mut told = std::mem::take(&mut self.widgets.presenting);
        note::show(ui, &self.surroundings.theme, &mut told, &note, &mut self.commands);
        self.widgets.presenting = told;
    }

    fn caption(
        &self,
        ui: &mut Ui,
        ctx: &Context,
        (step, at): (&Step, usize),
        more: &str,
        commands: &mut Commands,
    ) {
        let told = &self.widgets.presenting;
        let caption = Caption {
            step,
            at,
            of: self.session.document().story().len(),
            more,
            typed: if self.shows_console() { "" } else { &told.typed },
            controls: (!self.shows_console()).then(|| self.are_hands_busy(ctx)),
        };
        caption::show(ui, &self.surroundings.theme, &caption, commands);
    }

    /// All steps as pictures, over the window of the presenter.
    fn all_steps(&mut self, ctx: &Context) {
        if self.widgets.presenting.overview.is_none() || self.widgets.presenting.cover.is_some() {
            return;
        }
        let pictures = self.pictures();
        let mut told = std::mem::take(&mut self.widgets.presenting);
        let story = self.session.document().story();
        overview::show(ctx, &self.surroundings.theme, &mut told, story, &pictures, &mut self.commands);
        self.widgets.presenting = told;
    }

    /// The field to search with, for as long as one searches.
    fn search_over_the_room(&mut self, ctx: &Context, place: Rect) {
        let typing = ctx.memory(|memory| memory.has_focus(crate::ui::ids::field_id()));
        let own = self.told_step().map_or("", |step| step.query.trim());
        let searches = self.view.search.is_active() && self.view.search.text.trim() != own;
        let asked = std::mem::take(&mut self.widgets.presenting.search);
        if !typing && !searches && !asked {
            return;
        }
        let selection = self.view.selection.all();
        let mut commands = std::mem::take(&mut self.commands);
        let width = (place.width() * 0.6).clamp(280.0, 760.0);
        let size = egui::vec2(width, search::HEIGHT_PT * search::FOR_ROOM);
        let at = egui::pos2(place.center().x - width / 2.0, place.top() + 16.0);
        Area::new(Id::unique("search over the picture")).order(Order::Foreground).fixed_pos(at).show(
            ctx,
            |ui| {
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                let matcher = self.derived.searcher.matcher(&self.session);
                let shown = self.shown(&selection);
                search::show(ui, rect, &shown, &self.view.search, matcher, &self.here(), &mut commands);
            },
        );
        self.commands = commands;
        if asked {
            ctx.memory_mut(|memory| memory.request_focus(crate::ui::ids::field_id()));
        }
    }

    /// Keeps the picture that the room sees in the one window, from when it was frozen on.
    fn keep_frozen(&mut self, ui: &Ui, place: Rect, (accounts, more): (Option<(EventIx, Stage)>, String)) {
        if !self.widgets.presenting.frozen {
            self.derived.told.hands.frozen = None;
            return;
        }
        let step = self.widgets.presenting.step;
        let shapes = self.widgets.canvas.shapes();
        let begin = || Frozen { shapes, place, step, accounts, more };
        let frozen = self.derived.told.hands.frozen.get_or_insert_with(begin);
        for run in frozen.shapes.chunk_by(|(a, _), (b, _)| a == b) {
            let painter = ui.painter().with_clip_rect(run[0].0.intersect(frozen.place));
            painter.extend(run.iter().map(|(_, shape)| shape.clone()));
        }
    }

    /// Notices whether the mouse moves.
    fn keep_hands(&mut self, ctx: &Context) {
        let moves = ctx.input(|input| input.pointer.is_moving() || input.pointer.any_down());
        if moves {
            self.derived.told.hands.moved = Some(now(ctx));
        }
        if self.are_hands_busy(ctx) {
            ctx.request_repaint_after_secs(IDLE_SECONDS as f32);
        }
    }

    fn are_hands_busy(&self, ctx: &Context) -> bool {
        self.derived.told.hands.moved.is_some_and(|moved| now(ctx) - moved < IDLE_SECONDS)
    }

    /// Whether the room has a window of its own, and this one is the presenter's.
    pub(crate) fn shows_console(&self) -> bool {
        let has_story = !self.session.document().story().is_empty();
        self.view.presenting && has_story && self.derived.told.place != RoomPlace::Here
    }
}
