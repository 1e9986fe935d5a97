//! Pictures from the window: of what is in view, of the whole timeline or of a step of the story, to a file or to the
//! clipboard. Drawn beside the window by what `coeval render` draws with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use crate::analysis::{Aligned, Coincidences, EmptyTime, Hits, Index, Listing, Scope};
use crate::app::App;
use crate::app::jobs::registry::Kind;
use crate::export;
use crate::io;
use crate::io::export::{PictureKind, Place};
use crate::layout::story as shows;
use crate::layout::{Folds, Frame, FrameSurprise, Viewport};
use crate::model::calendar::Calendars;
use crate::model::{Document, EventIx, Progress};
use crate::scene::Theme;
use crate::ui::commands::{
    Command, Drawing, ExchangeCommand, ExportScope, FileCommand, PictureOf, PictureOrder, PictureQuestion,
};
use crate::ui::dialogs::{Asked, Question};
use crate::ui::presenting::TEXT_SCALE;
use crate::ui::state::lane_view::LaneList;
use crate::ui::state::navigate::fit_all;

/// The usual size of a picture, in points.
const USUAL_SIZE: (u16, u16) = (1600, 900);

/// What a picture is drawn from, on another thread.
struct Drawn {
    order: PictureOrder,
    document: Arc<Document>,
    index: Arc<Index>,
    list: Arc<Coincidences>,
    /// The events that are shown, where not all are.
    only: Option<Vec<EventIx>>,
    listing: Listing,
    /// What stands out, as it does in the window.
    hits: Option<Arc<Hits>>,
    selected: Option<EventIx>,
    current: Option<usize>,
    log10: Vec<f64>,
    below: Option<f64>,
    aligned: Option<Aligned>,
    viewport: Viewport,
    folds: Folds,
    lanes: LaneList,
    drawing: Drawing,
    calendars: Calendars,
    presenting: bool,
    theme: Theme,
}

impl App {
    /// Asks what a picture is to show.
    pub(super) fn ask_picture(&mut self) {
        let order = PictureOrder {
            of: PictureOf::View,
            kind: PictureKind::Png,
            size: USUAL_SIZE,
            scale: 2.0,
            theme: self.surroundings.theme.kind,
            legend: self.settings.drawing.legend,
            scope: ExportScope::All,
        };
        let steps = self.session.document().story().iter().map(|step| step.title.clone()).collect();
        self.question = Question::Picture(PictureQuestion { order, steps, counts: self.counts_of_scopes() });
    }

    /// Asks where it goes.
    pub(super) fn choose_picture(&mut self, ctx: &Context, order: PictureOrder) {
        self.question = Question::None;
        let (stem, folder) = self.name_to_export();
        let name = format!("{stem}.{}", order.kind.extension());
        self.ask(ctx, Asked::Picture { name, folder, order });
    }

    /// Draws it and writes it there.
    pub(super) fn picture_to(&mut self, ctx: &Context, path: PathBuf, order: PictureOrder) {
        self.question = Question::None;
        let drawn = self.drawn(order);
        let title = self.title_of_picture();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let open: Vec<PathBuf> = self.session.files().iter().filter_map(|file| file.path.clone()).collect();
        let work = format!("Drawing {name}");
        let draw = move |progress: &Progress| {
            let inputs: Vec<&Path> = open.iter().map(PathBuf::as_path).collect();
            let place = Place { inputs: &inputs, ..Place::new(&path) };
            let frame = |frame: &Frame<'_>| {
                let (canvas, bytes) = export::picture(frame, order.kind, &title).map_err(|error| {
                    (error.to_string(), Some("choose a smaller size or scale".to_owned()))
                })?;
                io::export::save(place, &bytes, progress).map_err(|error| (error.message, error.hint))?;
                Ok(export::missing_height(&canvas))
            };
            let said = drawn
                .frame(frame)
                .map(|missing| (format!("Exported the picture to {name}"), short_of(order, missing)));
            ExchangeCommand::Exported(said)
        };
        self.jobs.begin(ctx, Kind::Export, work, draw, |app, _, command| {
            app.commands.push_back(Command::File(FileCommand::Exchange(command)));
        });
    }

    /// Draws it and puts it on the clipboard.
    pub(super) fn copy_picture(&mut self, ctx: &Context, order: PictureOrder) {
        self.question = Question::None;
        let drawn = self.drawn(order);
        let draw = move |_: &Progress| {
            drawn.frame(|frame| {
                let scale = frame.resolution.pixels_per_point;
                let canvas = crate::layout::build(frame, &mut crate::paint::HeadlessFonts::new(scale));
                let image = export::rgba(&canvas.scene, frame.theme.background, scale);
                image.map(|image| (image, export::missing_height(&canvas)))
            })
        };
        self.jobs.begin(ctx, Kind::Export, "Drawing the picture", draw, move |app, ctx, made| match made {
            Ok((image, missing)) => {
                let [width, height] = image.size;
                ctx.copy_image(image);
                let mut said = vec![format!("Copied a picture of {width} × {height} pixels")];
                said.extend(short_of(order, missing));
                app.toasts.done(&said.join(". "));
            }
            Err(error) => app.toasts.error(&error.to_string(), Some("choose a smaller size or scale")),
        });
    }

    /// Copies the timeline as it is in the window.
    pub(super) fn copy_view(&mut self, ctx: &Context) {
        let Some(place) = self.widgets.canvas.place() else { return };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a window is no larger
        let points = |side: f32| side.round().clamp(320.0, 10_000.0) as u16;
        let order = PictureOrder {
            of: PictureOf::View,
            kind: PictureKind::Png,
            size: (points(place.width()), points(place.height())),
            scale: ctx.pixels_per_point().clamp(0.1, 10.0),
            theme: self.surroundings.theme.kind,
            legend: self.settings.drawing.legend,
            scope: ExportScope::All,
        };
        self.copy_picture(ctx, order);
    }

    fn title_of_picture(&self) -> String {
        match self.session.document().title() {
            "" => self.name_to_export().0,
            title => title.to_owned(),
        }
    }

    /// What is needed to draw it, as it is now.
    fn drawn(&mut self, order: PictureOrder) -> Drawn {
        let step = match order.of {
            PictureOf::Step(at) => self.session.document().story().get(at).cloned(),
            _ => None,
        };
        let only = self.events_of(order.scope);
        let shows_view = order.of == PictureOf::View;
        // Where the window shows results alone, so does a picture of it.
        let only = only.or_else(|| self.view.search.only().map(|hits| hits.by_time().to_vec()));
        let surprises = self.session.surprises();
        let log10 = surprises.map(|surprises| surprises.log10.clone()).unwrap_or_default();
        let below = self.view.threshold.below(surprises.and_then(|surprises| surprises.auto));
        let mut drawn = Drawn {
            order,
            only,
            listing: self.session.listing().clone(),
            hits: self.view.search.found.clone().filter(|_| self.view.search.highlighted().is_some()),
            selected: self.view.selection.event.filter(|_| shows_view),
            current: self.view.selection.coincidence.filter(|_| shows_view),
            log10,
            below,
            aligned: self.view.align.shown().filter(|_| shows_view).cloned(),
            viewport: self.view.viewport(),
            folds: self.view.folds().clone(),
            lanes: self.shown_lanes(),
            drawing: self.settings.drawing,
            calendars: self.settings.calendars(),
            presenting: step.is_some(),
            theme: Theme::of(order.theme),
            index: self.session.shared_index(),
            list: self.session.shared_coincidences(),
            document: self.session.snapshot(),
        };
        match (order.of, step) {
            (PictureOf::Step(_), Some(step)) => drawn.show_step(&step),
            (PictureOf::Whole, _) => drawn.viewport = fit_all(&drawn.index),
            _ => return drawn,
        }
        drawn.fold();
        drawn
    }
}

impl Drawn {
    /// Folds the empty time of what is not drawn as it is looked at, where the window does.
    fn fold(&mut self) {
        let folds = self.drawing.fold_time.then(|| EmptyTime::of(&self.index, &self.lanes.shown));
        self.folds = folds.map_or_else(Folds::default, |empty| Folds::new(Arc::new(empty)));
        self.viewport = self.folds.showing(self.viewport);
    }

    /// Shows what a step of the story shows.
    fn show_step(&mut self, step: &crate::model::Step) {
        if self.index.grouping().by() != step.lanes_by {
            self.index = Arc::new(Index::build_by(&self.document, step.lanes_by));
            self.listing.rule.lanes_by = step.lanes_by;
            self.list = Arc::new(Coincidences::new(&self.document, &self.listing.rule));
            (self.log10, self.below) = (Vec::new(), None);
        }
        self.viewport =
            shows::days(&self.document, &self.index, step).unwrap_or_else(|| fit_all(&self.index)).clamped();
        let ids = shows::lanes(&self.document, &self.index, step, &self.viewport);
        let shown = ids.iter().filter_map(|id| self.index.grouping().position(id)).collect();
        self.lanes = LaneList::of(shown);
        let focus = shows::focus(&self.document, step);
        self.hits = (!focus.is_empty()).then(|| Arc::new(Hits::of(&self.document, &self.index, &focus)));
        self.current = shows::coincidence(&self.document, &self.list, step);
    }

    /// Makes a frame of it.
    fn frame<R>(&self, draw: impl FnOnce(&Frame<'_>) -> R) -> R {
        let only = self.only.as_ref().map(|events| Arc::new(Hits::of(&self.document, &self.index, events)));
        // Of some events, what they alone have in common.
        let list = only.as_ref().map(|hits| {
            let scope = Scope { hits: Some(Arc::clone(hits)), ..Scope::default() };
            crate::analysis::coincidence::list(&self.document, &self.listing, &scope)
        });
        let index = only.as_ref().map_or(&*self.index, |hits| hits.index());
        let mut frame = Frame::plain(
            &self.document,
            index,
            list.as_ref().unwrap_or(&self.list),
            Viewport { scroll: 0.0, ..self.viewport },
            egui::vec2(f32::from(self.order.size.0), f32::from(self.order.size.1)),
            &self.theme,
            &self.lanes.shown,
        );
        frame.resolution.pixels_per_point = self.order.scale;
        frame.lanes.collapsed = &self.lanes.collapsed;
        frame.lanes.pinned = self.lanes.pinned;
        frame.lanes.fold_empty = self.drawing.folds_empty(true);
        frame.lanes.scale_of_its_own = self.drawing.own_scale;
        frame.legend = self.order.legend;
        frame.search.hits = self.hits.as_deref();
        frame.emphasis.selected = self.selected;
        frame.axis.calendars = self.calendars;
        frame.axis.folds = Some(&self.folds);
        if self.presenting {
            frame.resolution.text_scale = TEXT_SCALE;
        }
        if list.is_none() {
            frame.emphasis.current = self.current;
            frame.surprise = FrameSurprise { log10: &self.log10, below: self.below.map(f64::log10) };
        }
        match &self.aligned {
            Some(aligned) => draw(&frame.aligned(aligned)),
            None => draw(&frame),
        }
    }
}

/// That lanes are missing in the picture, and what to do about it.
fn short_of(order: PictureOrder, missing: f32) -> Vec<String> {
    if missing <= 0.0 {
        return Vec::new();
    }
    let height = (f32::from(order.size.1) + missing).ceil();
    vec![format!("Not all lanes fit; a height of {height} shows them")]
}
