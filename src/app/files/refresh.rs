//! Reads the files again that were imported, in the background, shows what changed, and takes it as one step.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::analysis::diff::{self, Side};
use crate::app::editing::apply::After;
use crate::app::jobs::registry::Kind;
use crate::app::recovery::{conflicts::said, words::in_words};
use crate::app::{App, Session};
use crate::edit::{self, Edit};
use crate::io::import::again;
use crate::model::{Document, ImportRecord, Progress, grouped};
use crate::ui::commands::{Command, ExchangeCommand, FileCommand, RefreshLine, RefreshQuestion};
use crate::ui::dialogs::Question;

/// So many changes are listed; of the rest only the number is told.
const MOST_LISTED: usize = 5_000;

impl App {
    /// Reads the imported files again, in the background.
    pub(crate) fn ask_refresh(&mut self, ctx: &Context) {
        if self.session.document().imports().is_empty() {
            let hint = "Import remembers the files that it reads from now on";
            self.toasts.error("Nothing was imported into this timeline", Some(hint));
            return;
        }
        self.question = Question::None;
        let document = self.session.snapshot();
        let places: Vec<Home> =
            document.imports().iter().map(|record| Home::of(&self.session, record)).collect();
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let read = move |progress: &Progress| {
            let question = question(&document, &places, &now, progress);
            ExchangeCommand::ReadAgain(Box::new(question))
        };
        self.jobs.begin(ctx, Kind::Import, "Reading imported files again", read, |app, _, command| {
            app.commands.push_back(Command::File(FileCommand::Exchange(command)));
        });
    }

    /// Takes what changed in the files, with what was chosen where it was changed here too.
    pub(crate) fn take_refresh(&mut self, ctx: &Context) {
        let Question::Refresh(question) = std::mem::take(&mut self.question) else { return };
        let RefreshQuestion { read, names, conflicts, .. } = *question;
        let title = format!("Refreshing {names}");
        self.change(ctx, title, false, move |core| {
            let mut chosen = conflicts.iter().map(|conflict| conflict.take_theirs);
            let mut document = core.document().clone();
            for (at, origin, read) in &read {
                let choose = |_: &diff::Conflict| {
                    if chosen.next().unwrap_or(false) { Side::Theirs } else { Side::Mine }
                };
                let newer = (&read.record, &read.imported.document);
                document = diff::refresh(&document, *at, newer, *origin, choose).document;
            }
            let edits = edit::between(core.document(), &document);
            if !edits.is_empty() {
                core.step(Edit::many(format!("Refresh {names}"), edits))?;
            }
            Ok(After { undoable: Some(format!("Refreshed {names}")), look: true, ..After::default() })
        });
    }
}

/// Where the file of an import is looked for, and to which of the opened files its events belong.
struct Home {
    folder: Option<PathBuf>,
    origin: u16,
}

impl Home {
    fn of(session: &Session, record: &ImportRecord) -> Self {
        let at = session.file_of_import(record);
        let path = session.files().get(at).and_then(|file| file.path.as_deref());
        let folder = path.and_then(Path::parent).map(Path::to_owned);
        Self { folder, origin: u16::try_from(at).unwrap_or(u16::MAX) }
    }
}

/// Reads them, and finds out what would change.
fn question(document: &Document, homes: &[Home], now: &str, progress: &Progress) -> RefreshQuestion {
    let (mut read, mut notes, mut failed, mut conflicts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut after = document.clone();
    for (at, (record, home)) in document.imports().iter().zip(homes).enumerate() {
        let again = match again::read(record, home.folder.as_deref(), now.to_owned(), progress) {
            Ok(again) => again,
            Err(reason) => {
                failed.push(reason);
                continue;
            }
        };
        let newer = (&again.record, &again.imported.document);
        let merged = diff::refresh(&after, at, newer, home.origin, |_| Side::Mine);
        let told = merged.conflicts.iter().map(|conflict| said(conflict, document, &again.imported.document));
        conflicts.extend(told);
        after = merged.document;
        if again.imported.report.passed_over > 0 {
            let count = grouped(again.imported.report.passed_over);
            notes.push(format!("{}: {count} skipped, as they cannot be read", record.file_name()));
        }
        read.push((at, home.origin, again));
    }
    let names: Vec<&str> = document.imports().iter().map(ImportRecord::file_name).collect();
    let found = diff::Diff { timeline: Vec::new(), ..diff::diff(document, &after) };
    let changes = lines(&found);
    let summary = if changes.is_empty() { String::new() } else { in_words(&found) };
    RefreshQuestion { read, names: names.join(", "), summary, changes, notes, failed, conflicts }
}

/// What would be added, changed and removed, one by one.
fn lines(found: &diff::Diff) -> Vec<RefreshLine> {
    let events = &found.events;
    let only = |what: &'static str, list: &[diff::Only<crate::model::EventId>]| -> Vec<RefreshLine> {
        let line = |only: &diff::Only<crate::model::EventId>| RefreshLine {
            what,
            title: only.title.clone(),
            more: only.date.clone(),
        };
        list.iter().take(MOST_LISTED).map(line).collect()
    };
    let mut lines = only("Removed", &events.removed);
    lines.extend(events.changed.iter().take(MOST_LISTED).map(|changed| {
        let field = |field: &diff::FieldChange| {
            let side = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
            format!("{}: {} → {}", field.field, side(&field.old), side(&field.new))
        };
        let fields: Vec<String> = changed.fields.iter().map(field).collect();
        RefreshLine { what: "Changed", title: changed.title.clone(), more: fields.join("; ") }
    }));
    lines.extend(only("Added", &events.added));
    lines
}
