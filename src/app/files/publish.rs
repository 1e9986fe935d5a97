//! Publishes from the window: makes the page beside it, shows what would leave, and writes what was shown.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::names::file_name_for;
use crate::analysis::{LanesBy, Query};
use crate::app::jobs::discard::drop_in_background;
use crate::app::jobs::registry::Kind;
use crate::app::{App, OpenFile};
use crate::export::publish::{self, Leaves, Options, Origin, Poster, Published, Target, Tiles};
use crate::io;
use crate::io::export::{Place, save};
use crate::model::{LaneId, Progress};
use crate::scene::theme::ThemeKind;
use crate::scene::vec2;
use crate::ui::commands::{
    Command, FileCommand, PublishColors, PublishCommand, PublishKind, PublishQuestion, PublishWishes,
    PublishedPage,
};
use crate::ui::dialogs::{Asked, Question};

impl App {
    pub(crate) fn publish(&mut self, ctx: &Context, command: PublishCommand) {
        match command {
            PublishCommand::Ask(wishes) => self.make_page(ctx, wishes),
            PublishCommand::Made(Ok(question)) => self.show_page(question),
            PublishCommand::Made(Err((message, hint))) | PublishCommand::Written(Err((message, hint))) => {
                if matches!(self.question, Question::Publish(_)) {
                    self.question = Question::None;
                }
                self.toasts.error(&message, hint.as_deref());
            }
            PublishCommand::Choose => self.choose_page(ctx),
            PublishCommand::To(path, page) => self.write_page(ctx, path, page),
            PublishCommand::Written(Ok(done)) => self.toasts.done(&done),
            PublishCommand::Cancel => {
                self.jobs.registry.end(Kind::Export);
                drop_in_background(std::mem::take(&mut self.question));
            }
        }
    }

    /// Makes what is wanted, in memory.
    fn make_page(&mut self, ctx: &Context, wishes: PublishWishes) {
        if let Question::Publish(question) = &mut self.question {
            question.making = true;
        }
        let target = target_of(wishes.kind);
        let options = self.options_of(wishes);
        let origin = self.origin();
        let lanes = self.session.lanes().lanes();
        let hides_lanes =
            self.view.lanes.list(lanes).hidden > 0 && self.session.lanes().by() == LanesBy::Country;
        let is_searched = !self.view.search.text.trim().is_empty();
        let document = self.session.snapshot();
        let has_story = !document.story().is_empty();
        let make = move |progress: &Progress| {
            let made = publish::publish(target, &document, &options, &origin, progress);
            PublishCommand::Made(match made {
                Ok(Published { files, leaves }) => {
                    let bytes = files.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
                    let page = PublishedPage {
                        kind: wishes.kind,
                        told: format!("{}, in {} kB", leaves.in_short(), bytes.len().div_ceil(1000)),
                        notes: leaves.notes > 0,
                        bytes: Arc::new(bytes),
                    };
                    let has_notes = leaves.notes + leaves.notes_left_out > 0;
                    let (stays, cut) = (leaves.stays(), leaves.cut());
                    let Leaves { people, sources, links, .. } = leaves;
                    Ok(Box::new(PublishQuestion {
                        wishes,
                        page,
                        stays,
                        cut,
                        people,
                        sources,
                        links,
                        has_story,
                        has_notes,
                        is_searched,
                        hides_lanes,
                        making: false,
                    }))
                }
                Err(error) => Err((error.to_string(), Some("nothing was published".to_owned()))),
            })
        };
        self.jobs.begin(ctx, Kind::Export, "Making what is published", make, Self::go_on_publishing);
    }

    fn options_of(&self, wishes: PublishWishes) -> Options {
        let lanes = self.session.lanes();
        let shown = |only: bool| -> Vec<LaneId> {
            if !only || lanes.by() != LanesBy::Country {
                return Vec::new();
            }
            let list = self.view.lanes.list(lanes.lanes());
            list.shown
                .iter()
                .filter_map(|at| lanes.lanes().get(*at as usize))
                .map(|lane| lane.id.clone())
                .collect()
        };
        Options {
            wanted: wishes.found_only.then(|| Query::parse(&self.view.search.text).ok()).flatten(),
            lanes: shown(wishes.shown_lanes_only),
            theme: match wishes.colors {
                PublishColors::Readers => None,
                PublishColors::Light => Some(ThemeKind::Light),
                PublishColors::Dark => Some(ThemeKind::Dark),
            },
            without_story: wishes.without_story,
            notes: wishes.notes,
            size: vec2(
                f32::from(target_of(wishes.kind).size().0),
                f32::from(target_of(wishes.kind).size().1),
            ),
            handout: wishes.handout && wishes.kind == PublishKind::Paper,
            poster: (wishes.kind == PublishKind::Poster)
                .then(|| Poster::size_of(wishes.poster.name()).ok())
                .flatten()
                .map(|size_mm| Poster { size_mm, tiles: wishes.sheets.then_some(Tiles::A4) }),
            ..Options::default()
        }
    }

    /// From which file the page is made; of several, the names alone.
    fn origin(&self) -> Origin {
        let files = self.session.files();
        let is_unsaved = self.session.is_changed();
        match files {
            [file] => {
                let path = file.path.clone().unwrap_or_else(|| PathBuf::from(file.name()));
                let text = file.source.as_ref().map(|source| source.full().as_bytes()).unwrap_or_default();
                let origin = Origin { is_unsaved, ..Origin::new(&path, text, io::last_changed(&path)) };
                if text.is_empty() { Origin { sha256: String::new(), ..origin } } else { origin }
            }
            files => {
                let names: Vec<String> = files.iter().map(OpenFile::name).collect();
                Origin { name: names.join(", "), is_unsaved, ..Origin::default() }
            }
        }
    }

    /// Shows what would leave, unless another question was asked meanwhile.
    fn show_page(&mut self, question: Box<PublishQuestion>) {
        if matches!(self.question, Question::None | Question::Publish(_)) {
            drop_in_background(std::mem::replace(&mut self.question, Question::Publish(question)));
        }
    }

    fn choose_page(&mut self, ctx: &Context) {
        let Question::Publish(question) = std::mem::take(&mut self.question) else { return };
        let first = self.session.files().first().and_then(|file| file.path.clone());
        let stem = first.as_deref().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_else(|| {
            file_name_for(self.session.document().title()).trim_end_matches(".ron").to_owned()
        });
        let folder = first.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let name = format!("{stem}.{}", question.page.kind.ending());
        self.ask(ctx, Asked::Publish { name, folder, page: question.page });
    }

    fn write_page(&mut self, ctx: &Context, path: PathBuf, page: PublishedPage) {
        self.question = Question::None;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let title = format!("Writing {name}");
        let open: Vec<PathBuf> = self.session.files().iter().filter_map(|file| file.path.clone()).collect();
        let write = move |progress: &Progress| {
            let inputs: Vec<&Path> = open.iter().map(PathBuf::as_path).collect();
            let like: &[&Path] = if page.notes { &inputs } else { &[] };
            let place = Place { path: &path, inputs: &inputs, like };
            PublishCommand::Written(match save(place, &page.bytes, progress) {
                Ok(()) => Ok(format!("Published {name}: {}", page.told)),
                Err(error) => Err((error.message, error.hint)),
            })
        };
        self.jobs.begin(ctx, Kind::Export, title, write, Self::go_on_publishing);
    }

    /// A page was made or written: what comes of it is done after the commands that were given before.
    fn go_on_publishing(&mut self, _: &Context, command: PublishCommand) {
        self.commands.push_back(Command::File(FileCommand::Publish(command)));
    }
}

fn target_of(kind: PublishKind) -> Target {
    match kind {
        PublishKind::Page => Target::Page,
        PublishKind::Paper | PublishKind::Poster => Target::Paper,
    }
}
