//! Keeps what is not saved: a second after a change the changed files' texts go to the recovery journal, on a thread
//! of their own, and when everything is saved they are taken out of it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::app::Session;
use crate::io::disk::recovery::{Journal, RecoveryError, Store, Unsaved};
use crate::io::{self, SourceText};
use crate::model::Document;

/// From a change to its being handed over; writing takes the rest of the two seconds that may be lost.
const WAIT: Duration = Duration::from_secs(1);

/// What is to be kept: the document with the files it came from.
struct Snapshot {
    document: Document,
    files: Vec<(Option<PathBuf>, Option<SourceText>)>,
}

enum Message {
    Keep(Box<Snapshot>),
    Clear,
}

/// Hands changes to the journal.
pub struct Keeper {
    store: Store,
    writer: Option<Writer>,
    /// Generation and revision that the journal has, or is about to have.
    kept: (u64, u64),
    is_empty: bool,
    /// When a change is handed over that the journal has not.
    due: Option<Instant>,
}

struct Writer {
    /// `None` when no more is to come.
    sender: Option<Sender<Message>>,
    results: Receiver<Result<(), RecoveryError>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// With the journals in this store; nothing is written before something is changed.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, writer: None, kept: (0, 0), is_empty: true, due: None }
    }

    /// Where the journals are.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Hands over what was changed, when its time has come; returns how long until then.
    pub fn tick(&mut self, session: &Session, now: Instant) -> Option<Duration> {
        let state = (session.generation(), session.document().revision());
        if !session.is_changed() {
            self.due = None;
            self.kept = state;
            if !std::mem::replace(&mut self.is_empty, true) {
                self.send(Message::Clear);
            }
            return None;
        }
        if self.kept == state && !self.is_empty {
            self.due = None;
            return None;
        }
        let due = *self.due.get_or_insert(now + WAIT);
        if now < due {
            return Some(due - now);
        }
        self.keep(session);
        None
    }

    /// What is kept is kept against a text that is no longer that of the file: it is to be handed over again.
    pub fn keep_anew(&mut self) {
        self.kept = (u64::MAX, u64::MAX);
    }

    /// Hands over what was changed, now.
    pub fn keep(&mut self, session: &Session) {
        self.due = None;
        self.kept = (session.generation(), session.document().revision());
        self.is_empty = false;
        let files = session.files().iter().map(|file| (file.path.clone(), file.source.clone())).collect();
        self.send(Message::Keep(Box::new(Snapshot { document: session.document().clone(), files })));
    }

    /// What came of writing since the last call, oldest first.
    pub fn results(&self) -> Vec<Result<(), RecoveryError>> {
        self.writer.as_ref().map(|writer| writer.results.try_iter().collect()).unwrap_or_default()
    }

    fn send(&mut self, message: Message) {
        let store = &self.store;
        let writer = self.writer.get_or_insert_with(|| Writer::start(store.clone()));
        if let Some(sender) = &writer.sender {
            // The thread ends only when this sender is gone.
            let _ = sender.send(message);
        }
    }
}

impl Writer {
    fn start(store: Store) -> Self {
        let (sender, messages) = channel();
        let (report, results) = channel();
        let thread = std::thread::spawn(move || {
            let mut journal = None;
            while let Ok(first) = messages.recv() {
                // What came in meanwhile says more than the first.
                let message = messages.try_iter().last().unwrap_or(first);
                if report.send(write(&store, &mut journal, message)).is_err() {
                    break;
                }
            }
        });
        Self { sender: Some(sender), results, thread: Some(thread) }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            // A panic in it has been reported where it happened.
            let _ = thread.join();
        }
    }
}

fn write(store: &Store, journal: &mut Option<Journal>, message: Message) -> Result<(), RecoveryError> {
    let Message::Keep(snapshot) = message else {
        return journal.as_mut().map_or(Ok(()), Journal::clear);
    };
    let journal = match journal {
        Some(journal) => journal,
        None => journal.insert(store.begin()?),
    };
    journal.write(&unsaved(&snapshot))
}

/// The files with changes.
fn unsaved(snapshot: &Snapshot) -> Vec<Unsaved> {
    let files = (0_u16..).zip(&snapshot.files);
    files
        .filter_map(|(origin, (path, source))| {
            io::unsaved(path.as_deref(), &snapshot.document, origin, source.as_ref())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, Field};

    fn change(session: &mut Session, title: &str) {
        let event = session.document().events()[0].id.clone();
        session.apply(Edit::SetField { event, field: Field::Title(title.to_owned()) }).unwrap();
    }

    fn written(keeper: &Keeper) {
        let writer = keeper.writer.as_ref().unwrap();
        writer.results.recv().unwrap().unwrap();
    }

    #[test]
    fn a_change_waits_a_second_however_many_follow() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_owned());
        let mut keeper = Keeper::new(store);
        let mut session = Session::sample();
        let begin = Instant::now();
        let after = |millis| begin + Duration::from_millis(millis);
        assert_eq!(keeper.tick(&session, begin), None, "nothing to keep");
        assert!(keeper.writer.is_none());

        change(&mut session, "1");
        assert_eq!(keeper.tick(&session, begin), Some(WAIT));
        change(&mut session, "2");
        assert_eq!(keeper.tick(&session, after(900)), Some(Duration::from_millis(100)));
        assert_eq!(keeper.tick(&session, after(1000)), None);
        written(&keeper);
        assert_eq!(keeper.tick(&session, after(5000)), None, "kept already");
        change(&mut session, "3");
        assert_eq!(keeper.tick(&session, after(6000)), Some(WAIT));

        session.undo().unwrap();
        session.undo().unwrap();
        session.undo().unwrap();
        while session.undo().unwrap().is_some() {}
        assert!(!session.is_changed());
        assert_eq!(keeper.tick(&session, after(6100)), None);
        written(&keeper);
        let kept = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        assert!(!kept.join("state.ron").exists(), "there is nothing to keep any more");
    }
}
