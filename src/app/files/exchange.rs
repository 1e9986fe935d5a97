//! Carries out what is asked about other people's data: reads it in the background, shows what it would become, and
//! takes it in as one step that can be undone; writes what goes out.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::names::file_name_for;
use super::scope::{left_out, part_of};
use crate::analysis::diff;
use crate::app::editing::apply::After;
use crate::app::jobs::discard::drop_in_background;
use crate::app::jobs::registry::Kind;
use crate::app::session::BACKGROUND_ABOVE_EVENTS;
use crate::app::{App, Session};
use crate::edit::{Edit, EditError, Section};
use crate::io::export::{self, Format as Target};
use crate::io::import::{self, Format, Options, again};
use crate::model::{Document, Event, EventId, ImportRecord, Lane, Progress, Version, counted};
use crate::ui::commands::{Command, FileCommand};
use crate::ui::commands::{ExchangeCommand, ExportQuestion, ExportScope, ImportInto, ImportPreview};
use crate::ui::dialogs::{Asked, Question};

/// Files of up to so many bytes are read again at once when an option changes.
const BACKGROUND_ABOVE_BYTES: usize = 1 << 19;

impl App {
    pub(crate) fn exchange(&mut self, ctx: &Context, command: ExchangeCommand) {
        match command {
            ExchangeCommand::AskImport => self.ask(ctx, Asked::Import),
            ExchangeCommand::Read(path) => self.read_import(ctx, path),
            ExchangeCommand::Opened(Ok(mut preview)) => {
                preview.can_join = !self.session.is_sample() && self.session.read_only_reason().is_none();
                self.question = Question::Import(preview);
            }
            ExchangeCommand::Opened(Err(error)) => {
                self.question = Question::None;
                self.toasts.error(&error.to_string(), error.hint.as_deref());
            }
            ExchangeCommand::Change(options) => self.read_again(ctx, *options),
            ExchangeCommand::Changed(change, imported) => {
                if let Question::Import(preview) = &mut self.question
                    && preview.change == change
                {
                    preview.imported = *imported;
                    preview.reading = false;
                }
            }
            ExchangeCommand::Take => self.take_import(ctx),
            ExchangeCommand::Show(shown) => self.show_imported(ctx, *shown),
            ExchangeCommand::AskRefresh => self.ask_refresh(ctx),
            ExchangeCommand::ReadAgain(question) => self.question = Question::Refresh(question),
            ExchangeCommand::TakeRefresh => self.take_refresh(ctx),
            ExchangeCommand::Pasted(text) => self.preview_pasted(ctx, text),
            ExchangeCommand::AskExport => self.ask_export(ctx, ExportScope::All, Target::Csv),
            ExchangeCommand::ExportOf(scope) => {
                let target = match std::mem::take(&mut self.question) {
                    Question::Export(question) => question.target,
                    _ => Target::Csv,
                };
                self.ask_export(ctx, scope, target);
            }
            ExchangeCommand::ChooseTarget(target, notes, scope) => {
                self.choose_target(ctx, target, notes, scope);
            }
            ExchangeCommand::ExportTo(path, target, notes, scope) => {
                self.export_to(ctx, path, target, (notes, scope));
            }
            ExchangeCommand::AskPicture => self.ask_picture(),
            ExchangeCommand::ChoosePicture(order) => self.choose_picture(ctx, order),
            ExchangeCommand::PictureTo(path, order) => self.picture_to(ctx, path, order),
            ExchangeCommand::CopyPicture(order) => self.copy_picture(ctx, order),
            ExchangeCommand::CopyView => self.copy_view(ctx),
            ExchangeCommand::Exported(Ok((done, lost))) => {
                self.toasts.done(&match lost.is_empty() {
                    true => done,
                    false => format!("{done}. {}", lost.join(". ")),
                });
            }
            ExchangeCommand::Exported(Err((message, hint))) => self.toasts.error(&message, hint.as_deref()),
            ExchangeCommand::Copied => self.toasts.done("Copied the skipped rows"),
            ExchangeCommand::Cancel => {
                self.jobs.registry.end(Kind::Import);
                drop_in_background(std::mem::take(&mut self.question));
            }
        }
    }

    /// Reads a file in the background.
    fn read_import(&mut self, ctx: &Context, path: PathBuf) {
        self.question = Question::None;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let title = format!("Reading {name}");
        let read = move |progress: &Progress| ExchangeCommand::Opened(preview(&path, progress));
        self.jobs.begin(ctx, Kind::Import, title, read, Self::go_on_exchanging);
    }

    /// Shows what a pasted table would become.
    fn preview_pasted(&mut self, ctx: &Context, text: String) {
        let title = "Reading the pasted table";
        let can_join = !self.session.is_sample() && self.session.read_only_reason().is_none();
        let read = move |_: &Progress| {
            let (format, bytes) = import::pasted(&text).unwrap_or((Format::Table, text.into_bytes()));
            let options = Options { name: "Pasted table".to_owned(), ..Options::default() };
            let imported = import::import(format, &bytes, &options);
            let preview = preview_of(None, options.name.clone(), (format, bytes, options, imported));
            // What is pasted goes where one is.
            let into = if can_join { ImportInto::Open } else { ImportInto::New };
            ExchangeCommand::Opened(Ok(Box::new(ImportPreview { into, ..preview })))
        };
        self.jobs.begin(ctx, Kind::Import, title, read, Self::go_on_exchanging);
    }

    /// Reads what is shown with other options: at once where it is small.
    fn read_again(&mut self, ctx: &Context, options: Options) {
        let Question::Import(preview) = &mut self.question else { return };
        preview.options = options;
        preview.change += 1;
        let (format, bytes) = (preview.format, Arc::clone(&preview.bytes));
        let (options, change) = (preview.options.clone(), preview.change);
        if bytes.len() <= BACKGROUND_ABOVE_BYTES {
            preview.imported = import::import(format, &bytes, &options);
            return;
        }
        preview.reading = true;
        let title = format!("Reading {}", preview.name);
        let read = move |_: &Progress| {
            ExchangeCommand::Changed(change, Box::new(import::import(format, &bytes, &options)))
        };
        self.jobs.begin(ctx, Kind::Import, title, read, Self::go_on_exchanging);
    }

    /// Other people's data was read or written: what comes of it is done after the commands that were given before.
    fn go_on_exchanging(&mut self, _: &Context, command: ExchangeCommand) {
        self.commands.push_back(Command::File(FileCommand::Exchange(command)));
    }

    /// Takes what is shown.
    fn take_import(&mut self, ctx: &Context) {
        let Question::Import(preview) = std::mem::take(&mut self.question) else { return };
        let folder = match preview.into {
            ImportInto::New => None,
            ImportInto::Open => {
                let first = self.session.files().first().and_then(|file| file.path.as_deref());
                first.and_then(Path::parent).map(Path::to_owned)
            }
        };
        let record = remembered(&preview, folder.as_deref());
        let document = preview.imported.document;
        match preview.into {
            ImportInto::New => {
                let document = Box::new((document, record));
                self.file(ctx, FileCommand::Exchange(ExchangeCommand::Show(document)));
            }
            ImportInto::Open => {
                let (name, count) = (preview.name, counted(document.events().len(), "event"));
                self.change(ctx, format!("Importing {count}"), false, move |core| {
                    core.step(import_edit(core.document(), &document, record, &name, false))?;
                    let said = Some(format!("Imported {count} from {name}"));
                    Ok(After { said, look: true, ..After::default() })
                });
            }
        }
    }

    /// Shows what was taken as a timeline of its own, which is not saved yet.
    fn show_imported(&mut self, ctx: &Context, (document, record): (Document, Option<ImportRecord>)) {
        if document.events().len() <= BACKGROUND_ABOVE_EVENTS {
            self.take_imported(Imported {
                before: self.session.version(),
                made: imported(&document, record),
            });
            return;
        }
        let (before, count) = (self.session.version(), counted(document.events().len(), "event"));
        let title = format!("Importing {count}");
        let make = move |_: &Progress| Imported { before, made: imported(&document, record) };
        self.jobs.begin(ctx, Kind::Import, title, make, |app, _, imported| app.take_imported(imported));
    }

    /// Shows what was made of other people's data, unless something was changed meanwhile: that is asked about first.
    fn take_imported(&mut self, imported: Imported) {
        match imported.made {
            Ok(session) if self.session.is_changed() && imported.before != self.session.version() => {
                self.files.opened = Some(Box::new(session));
                self.question = Question::Unsaved(FileCommand::ShowOpened);
            }
            Ok(session) => {
                let count = counted(session.document().events().len(), "event");
                self.show_session(session);
                self.toasts.done(&format!("Imported {count}, not saved yet"));
            }
            Err(error) => self.toasts.error(&error.to_string(), None),
        }
    }

    /// Asks what to export as, and tells what each format would lose.
    fn ask_export(&mut self, ctx: &Context, scope: ExportScope, target: Target) {
        let (counts, events) = (self.counts_of_scopes(), self.events_of(scope));
        let ask = move |document: &Document, progress: &Progress| {
            let question = |document: &Document| export_question(document, progress);
            let question = match &events {
                Some(events) => question(&part_of(document, events)),
                None => question(document),
            };
            ExportQuestion { scope, counts, target, ..question }
        };
        if self.session.document().events().len() <= BACKGROUND_ABOVE_EVENTS {
            self.question = Question::Export(ask(self.session.document(), &Progress::default()));
            return;
        }
        let document = self.session.snapshot();
        let title = "Checking what each format can hold";
        let find = move |progress: &Progress| ask(&document, progress);
        self.jobs.begin(ctx, Kind::Export, title, find, |app, _, question| app.take_lost(question));
    }

    fn take_lost(&mut self, question: ExportQuestion) {
        if matches!(self.question, Question::None) {
            self.question = Question::Export(question);
        }
    }

    fn choose_target(&mut self, ctx: &Context, target: Target, notes: bool, scope: ExportScope) {
        self.question = Question::None;
        let (stem, folder) = self.name_to_export();
        let name = format!("{stem}.{}", target.extension());
        self.ask(ctx, Asked::Export { name, folder, target, notes, scope });
    }

    /// The name without an ending and the folder that are offered for what is written for others.
    pub(super) fn name_to_export(&self) -> (String, Option<PathBuf>) {
        let first = self.session.files().first().and_then(|file| file.path.clone());
        let stem = first.as_deref().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_else(|| {
            file_name_for(self.session.document().title()).trim_end_matches(".ron").to_owned()
        });
        let folder = first.as_deref().and_then(Path::parent).map(Path::to_owned);
        (stem, folder.filter(|folder| !folder.as_os_str().is_empty()))
    }

    fn export_to(
        &mut self,
        ctx: &Context,
        path: PathBuf,
        target: Target,
        (notes, scope): (bool, ExportScope),
    ) {
        self.question = Question::None;
        let only = self.events_of(scope);
        let document = self.session.snapshot();
        let stamp = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let title = format!("Exporting {name}");
        let open: Vec<PathBuf> = self.session.files().iter().filter_map(|file| file.path.clone()).collect();
        let write = move |progress: &Progress| {
            let options = export::Options { notes, stamp, ..export::Options::default() };
            let inputs: Vec<&Path> = open.iter().map(PathBuf::as_path).collect();
            let place = export::Place { path: &path, inputs: &inputs, like: &inputs };
            let part = only.as_ref().map(|events| part_of(&document, events));
            let written = part.as_ref().unwrap_or(&document);
            let result = match export::to_file(target, written, &options, place, progress) {
                Ok((events, mut lost)) => {
                    if part.is_some() && target == Target::Ron {
                        lost.extend(left_out(&document));
                    }
                    Ok((format!("Exported {} to {name}", counted(events, "event")), lost))
                }
                Err(error) => Err((error.message, error.hint)),
            };
            ExchangeCommand::Exported(result)
        };
        self.jobs.begin(ctx, Kind::Export, title, write, Self::go_on_exchanging);
    }
}

/// A timeline of its own, made of other people's data on another thread.
pub struct Imported {
    /// What was open when it was asked for.
    before: Version,
    made: Result<Session, EditError>,
}

fn imported(document: &Document, record: Option<ImportRecord>) -> Result<Session, EditError> {
    let mut session = Session::empty();
    session.apply(import_edit(session.document(), document, record, document.title(), true))?;
    session.end_group();
    Ok(session)
}

/// What each format would lose.
fn export_question(document: &Document, progress: &Progress) -> ExportQuestion {
    progress.expect(Target::ALL.len() as u64);
    let lost = |target| {
        let lost = [false, true].map(|notes| match progress.is_cancelled() {
            true => Vec::new(),
            false => export::lost(target, document, notes),
        });
        progress.advance(1);
        (target, lost)
    };
    ExportQuestion {
        target: Target::Csv,
        scope: ExportScope::All,
        counts: [0; 4],
        notes: false,
        has_notes: document.events().iter().any(|event| !event.note.is_empty()),
        events: document.events().len(),
        lost: Target::ALL.into_iter().map(lost).collect(),
    }
}

/// Reads a file and what it would become.
fn preview(path: &Path, progress: &Progress) -> Result<Box<ImportPreview>, crate::io::OpenError> {
    let bytes = import::read_file(path, progress)?;
    let options = Options::for_path(path);
    let (format, bytes, imported) = match import::unpack(path, &bytes) {
        Ok(unpacked) => {
            let bytes = unpacked.bytes.into_owned();
            let imported = import::import(unpacked.format, &bytes, &options);
            (unpacked.format, bytes, imported)
        }
        Err((message, hint)) => (Format::Table, Vec::new(), import::failed(&options, &message, &hint)),
    };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(Box::new(preview_of(Some(path.to_owned()), name, (format, bytes, options, imported))))
}

fn preview_of(
    path: Option<PathBuf>,
    name: String,
    (format, bytes, options, imported): (Format, Vec<u8>, Options, import::Imported),
) -> ImportPreview {
    ImportPreview {
        name,
        path,
        format,
        bytes: Arc::new(bytes),
        options,
        imported,
        change: 0,
        reading: false,
        into: ImportInto::New,
        can_join: false,
        lists: false,
    }
}

/// How what is shown was read, so that a newer version of the file can be read the same way; `None` for what was pasted.
fn remembered(preview: &ImportPreview, folder: Option<&Path>) -> Option<ImportRecord> {
    let path = again::written(preview.path.as_deref()?, folder);
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    Some(again::remembered(path, now, &preview.options, &preview.imported))
}

/// The one edit that puts what was imported into a document: lanes and sources that it lacks, and the events, with
/// other ids where theirs are taken. A timeline of its own gets title, summary and story too.
fn import_edit(
    open: &Document,
    imported: &Document,
    record: Option<ImportRecord>,
    name: &str,
    whole: bool,
) -> Edit {
    let mut edits = Vec::new();
    if whole {
        edits.push(Edit::Set(Section::Title(imported.title().to_owned())));
        edits.push(Edit::Set(Section::Summary(imported.summary().to_owned())));
    }
    let declared = |document: &Document| -> Vec<Lane> {
        document.lanes().iter().filter(|lane| lane.declared).cloned().collect()
    };
    let mut lanes = declared(open);
    let before = lanes.len();
    for lane in declared(imported) {
        if !lanes.iter().any(|other| other.id == lane.id) {
            lanes.push(lane);
        }
    }
    if lanes.len() > before {
        edits.push(Edit::Set(Section::Lanes(lanes)));
    }
    let mut sources = open.sources().to_vec();
    let before = sources.len();
    for source in imported.sources() {
        if !sources.iter().any(|other| other.id == source.id) {
            sources.push(source.clone());
        }
    }
    if sources.len() > before {
        edits.push(Edit::Set(Section::Sources(sources)));
    }
    let (events, renamed) = with_free_ids(open, imported);
    if let Some(record) = record {
        let rows = diff::rows(imported, |id| renamed.get(id).unwrap_or(id).clone());
        let mut imports = open.imports().to_vec();
        imports.retain(|other| other.path != record.path);
        imports.push(ImportRecord { rows, ..record });
        edits.push(Edit::Set(Section::Imports(imports)));
    }
    let first = open.events().len();
    let count = counted(events.len(), "event");
    edits.push(Edit::Insert {
        events: events.into_iter().enumerate().map(|(at, e)| (first + at, e)).collect(),
    });
    if whole && !imported.story().is_empty() {
        edits.push(Edit::Set(Section::Story(imported.story().to_vec())));
    }
    Edit::many(format!("Import {count} from {name}"), edits)
}

/// The events of an import, with ids that the open document does not have, and their links along.
fn with_free_ids(open: &Document, imported: &Document) -> (Vec<Arc<Event>>, HashMap<EventId, EventId>) {
    let mut taken: HashSet<EventId> = imported.events().iter().map(|event| event.id.clone()).collect();
    let mut renamed: HashMap<EventId, EventId> = HashMap::new();
    for event in imported.events().iter().filter(|event| open.find(&event.id).is_some()) {
        let mut numbered = (2_u64..).map(|n| EventId::new(&format!("{}~{n}", event.id)));
        if let Some(free) = numbered.find(|id| open.find(id).is_none() && !taken.contains(id)) {
            taken.insert(free.clone());
            renamed.insert(event.id.clone(), free);
        }
    }
    let renamed_event = |event: &Arc<Event>| {
        let linked = event.links.iter().any(|link| renamed.contains_key(&link.to));
        if !linked && !renamed.contains_key(&event.id) {
            return Arc::clone(event);
        }
        let mut event = Event::clone(event);
        for link in &mut event.links {
            if let Some(id) = renamed.get(&link.to) {
                link.to = id.clone();
            }
        }
        if let Some(id) = renamed.get(&event.id) {
            event.id = id.clone();
        }
        Arc::new(event)
    };
    (imported.events().iter().map(renamed_event).collect(), renamed)
}
