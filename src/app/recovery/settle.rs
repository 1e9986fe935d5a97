//! Conflicts that a merge left in an opened file: offered as soon as it is shown, and written to the file as they were
//! settled. What stands in it until then is kept as its backup.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use crate::app::jobs::registry::Kind;
use crate::app::{App, OpenFile};
use crate::io::{self, SourceText, Take};
use crate::model::{Progress, counted};
use crate::ui::dialogs::Question;
use crate::ui::dialogs::settle::{Conflict, MOST, Settling};

/// What came of writing it.
struct Settled {
    name: String,
    count: usize,
    result: Result<(), (String, Option<String>)>,
}

impl App {
    /// Asks about the conflicts in what is open, once for each text.
    pub(super) fn offer_to_settle(&mut self) {
        let is_busy = self.question.is_modal() || self.session.is_partial() || self.files.opening.is_some();
        if is_busy || self.files.is_saving() || self.editing.changing.is_some() {
            return;
        }
        let is_new = |source: &SourceText, known: &[Arc<String>]| {
            known.iter().all(|known| !Arc::ptr_eq(known, &source.shared()))
        };
        let recovery = &mut self.files.recovery;
        let sources = || self.session.files().iter().filter_map(|file| file.source.as_ref());
        if sources().all(|source| !is_new(source, &recovery.looked_through)) {
            return;
        }
        recovery.looked_through = sources().map(SourceText::shared).collect();
        let question = self.session.files().iter().filter(|file| file.has_errors()).find_map(question);
        if let Some(question) = question {
            self.question = Question::Settle(Box::new(question));
        }
    }

    /// Writes what was chosen to the file, and shows it.
    pub(super) fn settle(&mut self, ctx: &Context) {
        let Question::Settle(settling) = std::mem::take(&mut self.question) else { return };
        let source = self.session.files().iter().find(|file| file.path.as_ref() == Some(&settling.path));
        let Some(source) = source.and_then(|file| file.source.clone()) else { return };
        let title = format!("Writing {}", settling.name);
        let write = move |_: &Progress| {
            let result = write(&settling, &source);
            Settled { name: settling.name, count: settling.conflicts.len(), result }
        };
        self.jobs.begin(ctx, Kind::Compare, title, write, Self::take_settled);
    }

    fn take_settled(&mut self, ctx: &Context, settled: Settled) {
        let Settled { name, count, result } = settled;
        match result {
            Err((message, hint)) => self.toasts.error(&message, hint.as_deref()),
            Ok(()) => {
                self.toasts.done(&format!("Settled {} in {name}", counted(count, "conflict")));
                if self.session.is_changed() {
                    // What was changed here meanwhile is merged with it.
                    self.look_at_all();
                } else {
                    let paths: Vec<PathBuf> =
                        self.session.files().iter().filter_map(|file| file.path.clone()).collect();
                    self.begin_opening(ctx, paths);
                }
            }
        }
    }
}

/// Asks about a file, where a merge has left conflicts in it.
fn question(file: &OpenFile) -> Option<Settling> {
    let (path, source) = (file.path.clone()?, file.source.as_ref()?);
    let found = io::unsettled(source.text());
    if found.is_empty() {
        return None;
    }
    let more = found.len().saturating_sub(MOST);
    let mut events = source.events_with_places().peekable();
    let conflicts = found.into_iter().take(MOST).map(|conflict| {
        while events.next_if(|(_, span)| span.end < conflict.span.start).is_some() {}
        let is_in = |span: &std::ops::Range<usize>| {
            // A comment about the whole of an event stands right before it.
            conflict.span.start < span.end
                && (conflict.span.start > span.start || conflict.what.starts_with("event "))
        };
        let event = events.peek().filter(|(_, span)| is_in(span)).map(|(event, _)| event.title.to_string());
        let both = |take: Take| match take {
            Take::Ours => conflict.ours.clone(),
            Take::Theirs => conflict.theirs.clone(),
            Take::Both => "one after the other".to_owned(),
        };
        Conflict {
            about: event.unwrap_or_else(|| "Timeline".to_owned()),
            field: conflict.what.clone(),
            ways: conflict.ways().map(|take| (take, both(take))).collect(),
            take: Take::Ours,
        }
    });
    Some(Settling { path, name: file.name(), conflicts: conflicts.collect(), more })
}

fn write(settling: &Settling, source: &SourceText) -> Result<(), (String, Option<String>)> {
    let name = &settling.name;
    let text = source.text();
    let mark = &source.full()[..source.full().len() - text.len()];
    let ways = |at: usize| settling.conflicts.get(at).map(|conflict| conflict.take);
    let Some(new) = io::settled(text, ways) else {
        let hint = "settle them in a text editor".to_owned();
        return Err((format!("{name}: these choices do not fit together"), Some(hint)));
    };
    let on_disk = io::open(&settling.path).map_err(|error| (error.to_string(), error.hint.clone()))?;
    if on_disk.source.full() != source.full() {
        let message = format!("{name}: another program has changed this file meanwhile; nothing was written");
        return Err((message, Some("open it again".to_owned())));
    }
    io::back_up(&settling.path)
        .and_then(|_| io::write_over(&settling.path, &[], format!("{mark}{new}").as_bytes()))
        .map_err(|error| (error.message, error.hint))
}
