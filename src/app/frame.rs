//! One frame: what came in becomes commands, panels and canvas read the state and push more, all are carried out, and a
//! repaint is asked for only while something moves.

use std::time::{Duration, Instant};

use egui::{Color32, Context, Ui};

use super::presenting::displays::displays;
use super::session::{Comparison, OpenFile};
use super::{App, now};
use crate::model::EventIx;
use crate::ui::canvas::frame_times::Stage;
use crate::ui::canvas::overview::{self, OverviewInput};
use crate::ui::commands::{Command, EditCommand, ViewCommand, clipboard, keyboard};
use crate::ui::dialogs::{self, help, recovery};
use crate::ui::ids::canvas_id;
use crate::ui::menu::bar_keys;
use crate::ui::state::view::Panels;
use crate::ui::widgets::focus_ring;
use crate::ui::{CoincidenceList, PanelContext, SearchContext, Selection, menu};

impl App {
    /// One frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.widgets.canvas.times.begin();
        let begun = Instant::now();
        let started = begun;
        if let Some(direction) = self.surroundings.move_focus.take() {
            ctx.memory_mut(|memory| memory.move_focus(direction));
        }
        self.take_finished(&ctx);
        self.guard_changes(&ctx);
        self.keep_search(&ctx);
        self.keep_found_in_view(&ctx);
        self.keep_list(&ctx);
        self.keep_rates(&ctx);
        self.derived.problems.update(&self.session);
        self.keep_first_look(&ctx);
        self.keep_alignment(&ctx);
        self.gather(&ctx);
        self.keep_wish(&ctx);
        self.keep_story(&ctx);
        self.keep_pictures(&ctx);
        self.widgets.canvas.times.add(Stage::Index, started);
        let started = Instant::now();
        self.read_window(&ctx);
        self.view.panels.dock.fit(ctx.content_rect().width());
        let modal = self.question.is_modal() || self.has_keyboard_to_itself();
        let presenting = self.view.presenting;
        if presenting {
            self.read_presenting_keys(&ctx, modal);
        }
        if bar_keys::alt_was_pressed(&ctx) && !modal && !presenting {
            self.commands.push_back(Command::View(ViewCommand::MenuBar));
        }
        keyboard::read(&ctx, canvas_id(), (modal, presenting), &self.settings.keys, &mut self.commands);
        clipboard::read(&ctx, modal, &mut self.commands);
        if self.view.tick(now(&ctx)) {
            ctx.request_repaint();
        }
        self.widgets.canvas.times.add(Stage::Input, started);
        if self.view.presenting {
            self.presenting_ui(ui);
        } else {
            self.panels(ui);
            self.canvas(ui);
            self.dock_over(ui);
        }
        self.over_the_window(&ctx);
        let name = self.file_names();
        dialogs::show(&ctx, &mut self.question, &name, &self.surroundings.theme, &mut self.commands);
        self.work_ui(&ctx);
        self.show_question(&ctx);
        // A room sees no messages; they wait until the presentation is over.
        let shows = !self.view.presenting;
        if shows && self.toasts.show(&ctx, &self.surroundings.theme, &self.settings.keys, 96.0) {
            self.commands.push_back(Command::Edit(EditCommand::Undo));
        }
        // A room sees the picture, not where the keyboard is.
        if !self.view.presenting || ctx.memory(|memory| memory.focused() != Some(canvas_id())) {
            focus_ring::show(&ctx, &self.surroundings.theme);
        }
        let started = Instant::now();
        self.drain(&ctx);
        self.widgets.canvas.times.add(Stage::Index, started);
        self.tell_window(&ctx);
        self.keep_settings(&ctx);
        self.widgets.canvas.times.end(begun.elapsed());
    }

    pub(super) fn shown<'a>(&'a self, selection: &'a [EventIx]) -> PanelContext<'a> {
        PanelContext {
            document: self.session.document(),
            lanes: self.session.lanes(),
            list: CoincidenceList {
                coincidences: self.session.coincidences(),
                rule: &self.session.listing().rule,
                asked: &self.view.listing,
                rates: self.session.rates(),
                surprises: self.session.surprises(),
                threshold: self.view.threshold,
                order_keys: self.session.keys_of(self.view.sort),
            },
            selection: Selection {
                event: self.view.selection.event,
                events: selection,
                coincidence: self.view.selection.coincidence,
            },
            search: SearchContext {
                query: self.view.search.query.as_ref(),
                disputed_only: self.view.search.is_disputed_only(),
            },
            compared: self.session.comparison().map(Comparison::compared),
            aligned: self.view.align.shown(),
            drawing: self.settings.drawing,
            calendars: self.settings.calendars(),
            theme: &self.surroundings.theme,
            keys: &self.settings.keys,
            presenting: self.view.presenting,
            read_only: self.is_read_only(),
        }
    }

    fn panels(&mut self, ui: &mut Ui) {
        let mut commands = std::mem::take(&mut self.commands);
        self.bar_and_dock(ui, &mut commands);
        let selection = self.view.selection.all();
        recovery::waits(ui, self.waiting_leftovers(), &self.surroundings.theme, &mut commands);
        if self.session.is_sample() && !self.settings.hint_dismissed {
            help::hint(ui, &self.surroundings.theme, &self.settings.keys, &mut commands);
        }
        let mut overview = std::mem::take(&mut self.widgets.overview);
        let input = OverviewInput {
            index: self.session.index(),
            generation: self.session.version().opening,
            heads_width: self.widgets.canvas.heads_width(),
        };
        overview::show(ui, &self.shown(&selection), &self.view, &input, &mut overview, &mut commands);
        self.widgets.overview = overview;
        help::windows(
            ui.ctx(),
            &self.surroundings.theme,
            &self.settings.keys,
            self.panels_over_the_window(),
            &self.settings.recent,
            &mut commands,
        );
        self.commands = commands;
    }

    /// What lies over the window; the card that it starts with waits while something is asked.
    fn panels_over_the_window(&self) -> Panels {
        let mut panels = self.view.panels;
        panels.welcome &= !self.question.is_modal() && !self.files.is_reading();
        panels
    }

    /// A question about the document.
    fn show_question(&mut self, ctx: &Context) {
        let mut question = std::mem::take(&mut self.question);
        let mut commands = std::mem::take(&mut self.commands);
        dialogs::show_about(ctx, &mut question, &self.shown(&[]), &mut commands);
        (self.question, self.commands) = (question, commands);
    }

    pub(super) fn bar<'a>(&'a self, title: &'a str, subtitle: &'a str) -> menu::Bar<'a> {
        let open = self.derived.problems.open();
        let has_errors = self.session.files().iter().any(OpenFile::has_errors);
        menu::Bar {
            title,
            subtitle,
            undo: self.session.undo_label(),
            redo: self.session.redo_label(),
            can_go_back: self.view.can_go_back(),
            can_go_forward: self.view.can_go_forward(),
            recent: &self.settings.recent,
            problems: (open.errors + open.warnings, has_errors),
            theme_choice: self.settings.theme,
            hidden_lanes: self.view.lanes.hidden_count(self.session.lanes().lanes()),
            reduced_motion: self.settings.moves_at_once(self.surroundings.wishes),
            wheel_zooms: self.settings.wheel_zooms,
            interface_size: self.settings.interface_size,
            busy: self.files.is_reading(),
            search: &self.view.search,
            matcher: self.derived.searcher.matcher(&self.session),
            here: self.here(),
        }
    }

    pub(crate) fn moves_at_once(&self) -> bool {
        self.settings.moves_at_once(self.surroundings.wishes)
    }

    pub(super) fn drain(&mut self, ctx: &Context) {
        let mut any = false;
        while let Some(command) = self.commands.pop_front() {
            any = true;
            match command {
                Command::File(command) => self.file(ctx, command),
                Command::View(command) => self.look(ctx, command),
                Command::Select(command) => self.select(ctx, command),
                Command::SelectBesides(events) => self.select_besides(&events),
                Command::Search(command) => self.search(ctx, command),
                Command::List(command) => self.list(ctx, command),
                Command::Edit(command) => self.edit(ctx, command),
                Command::Named(command) => self.named(ctx, command),
                Command::Safety(command) => self.recovery(ctx, command),
                Command::Prefer(command) => self.prefer(ctx, command),
                Command::Pairs(command) => self.pair(ctx, command),
                Command::Align(command) => self.align(ctx, command),
                Command::Present(command) => self.present(ctx, command),
                Command::Story(command) => self.write_story(ctx, command),
            }
        }
        if any {
            ctx.request_repaint();
        }
    }
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut egui::RawInput) {
        super::window::hidden::draw_for_input(ctx, input);
    }

    fn logic(&mut self, ctx: &Context, _: &mut eframe::Frame) {
        self.take_handed(ctx);
        if Self::is_hidden(ctx) {
            self.while_hidden(ctx);
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        if let Some(seconds) = frame.info().cpu_usage {
            self.widgets.canvas.times.drawn(Duration::from_secs_f32(seconds.clamp(0.0, 60.0)));
        }
        if let Some((displays, here)) = displays(frame) {
            self.keep_displays(displays, here);
        }
        Self::ui(self, ui);
        self.keep_fonts(&ui.ctx().clone());
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        Color32::from(self.surroundings.theme.background).to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
