//! The one window as the room sees it: caption, note and accounts around the timeline, what lies over it, and the cursor
//! that goes when nobody moves it.

use std::rc::Rc;

use egui::{Area, Context, CursorIcon, Id, Order, Rect, Sense, Shape, Ui};

use crate::app::{App, now};
use crate::model::Step;
use crate::ui::commands::{Command, PresentCommand};
use crate::ui::presenting::caption::{self, Caption};
use crate::ui::presenting::over::{self, Trace};
use crate::ui::presenting::{accounts, keys, note, overview};
use crate::ui::search;

/// The cursor goes after so many seconds in which nobody moved it.
const IDLE_SECONDS: f64 = 3.0;

/// What the hands do, and what the room keeps seeing meanwhile.
#[derive(Default)]
pub(crate) struct Hands {
    /// When the mouse was moved last, in seconds since the window was opened.
    moved: Option<f64>,
    trace: Trace,
    frozen: Option<Frozen>,
}

/// A picture that the room keeps seeing.
struct Frozen {
    shapes: Rc<Vec<(Rect, Shape)>>,
    place: Rect,
    step: usize,
}

impl App {
    /// The keys of the story, before all others.
    pub(crate) fn read_presenting_keys(&mut self, ctx: &Context, modal: bool) {
        let situation = keys::Situation {
            has_story: !self.session.document().story().is_empty(),
            overview: self.widgets.presenting.overview.is_some(),
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

    /// What stands around the timeline.
    pub(crate) fn room_panels(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.keep_hands(&ctx);
        let story = self.session.document().story();
        let told = &self.widgets.presenting;
        let at = self.derived.told.hands.frozen.as_ref().map_or(told.step, |frozen| frozen.step);
        let Some(step) = story.get(at).cloned() else { return };
        let mut commands = std::mem::take(&mut self.commands);
        if told.note {
            let mut told = std::mem::take(&mut self.widgets.presenting);
            note::show(ui, &self.surroundings.theme, &mut told, &step.note, &mut commands);
            self.widgets.presenting = told;
        }
        self.caption(ui, &ctx, &step, at, &mut commands);
        if let Some((ix, stage)) = self.accounts_shown() {
            let document = self.session.document();
            accounts::show(ui, &self.shown(&[]), document.event(ix), &stage);
        }
        self.commands = commands;
    }

    fn caption(
        &self,
        ui: &mut Ui,
        ctx: &Context,
        step: &Step,
        at: usize,
        commands: &mut crate::ui::commands::Commands,
    ) {
        let told = &self.widgets.presenting;
        let more = self.shared_words(ctx);
        let caption = Caption {
            step,
            at,
            of: self.session.document().story().len(),
            more: &more,
            typed: &told.typed,
            controls: self.are_hands_busy(ctx),
        };
        caption::show(ui, &self.surroundings.theme, &caption, commands);
    }

    /// What lies over the timeline.
    pub(crate) fn over_the_room(&mut self, ctx: &Context) {
        let place = self.widgets.canvas.place().unwrap_or(Rect::ZERO);
        self.keep_frozen(ctx, place);
        let theme = self.surroundings.theme.clone();
        let mut trace = std::mem::take(&mut self.derived.told.hands.trace);
        over::show(ctx, &theme, &self.widgets.presenting, place, &mut trace);
        self.derived.told.hands.trace = trace;
        if self.widgets.presenting.overview.is_some() {
            let pictures = self.pictures();
            let mut commands = std::mem::take(&mut self.commands);
            let mut told = std::mem::take(&mut self.widgets.presenting);
            let story = self.session.document().story();
            overview::show(ctx, &theme, &mut told, story, &pictures, &mut commands);
            self.widgets.presenting = told;
            self.commands = commands;
        }
        self.search_over_the_room(ctx, place);
        if self.derived.told.hands.moved.is_some() && !self.are_hands_busy(ctx) {
            ctx.set_cursor_icon(CursorIcon::None);
        }
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
        let size = egui::vec2(width, search::HEIGHT_PT * 1.6);
        let at = egui::pos2(place.center().x - width / 2.0, place.top() + 16.0);
        Area::new(Id::unique("search over the picture")).order(Order::Foreground).fixed_pos(at).show(
            ctx,
            |ui| {
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                let matcher = self.derived.searcher.matcher(&self.session);
                search::show(ui, rect, &self.shown(&selection), &self.view.search, matcher, &mut commands);
            },
        );
        self.commands = commands;
        if asked {
            ctx.memory_mut(|memory| memory.request_focus(crate::ui::ids::field_id()));
        }
    }

    /// Keeps the picture that the room sees, from when it was frozen on.
    fn keep_frozen(&mut self, ctx: &Context, place: Rect) {
        if !self.widgets.presenting.frozen {
            self.derived.told.hands.frozen = None;
            return;
        }
        let step = self.widgets.presenting.step;
        let shapes = self.widgets.canvas.shapes();
        let frozen = self.derived.told.hands.frozen.get_or_insert_with(|| Frozen { shapes, place, step });
        Area::new(Id::unique("frozen"))
            .order(Order::Background)
            .fixed_pos(frozen.place.min)
            .interactable(false)
            .show(ctx, |ui| {
                let (rect, _) = ui.allocate_exact_size(frozen.place.size(), Sense::hover());
                for run in frozen.shapes.chunk_by(|(a, _), (b, _)| a == b) {
                    let painter = ui.painter().with_clip_rect(run[0].0.intersect(rect));
                    painter.extend(run.iter().map(|(_, shape)| shape.clone()));
                }
            });
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
}
