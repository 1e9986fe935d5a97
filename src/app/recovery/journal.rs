//! Keeps what is not saved: a second after a change the changed files' texts go to the recovery journal, on a thread
//! of their own, and when everything is saved they are taken out of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::app::Session;
use crate::io::disk::recovery::{Journal, RecoveryError, Store, Unsaved, fingerprint};
use crate::io::{self, SourceText};
use crate::model::Document;
use crate::model::Version;

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
    Saving(Box<AboutToSave>),
}

/// What is about to take a file's place.
struct AboutToSave {
    base: Arc<String>,
    path: PathBuf,
    print: String,
    /// Told when the journal says so.
    written: Sender<()>,
}

/// So long a save waits for the journal, which may be on another disk.
const PATIENCE: Duration = Duration::from_secs(5);

/// Tells the journal what a save is about to write, from whichever thread saves.
#[derive(Clone)]
pub struct SaveMark(Sender<Message>);

impl SaveMark {
    /// The text is about to take the file's place; returns when the journal says so. Where it cannot, a crash right
    /// after the save costs a needless question, and the save goes on.
    pub fn about_to_save(&self, source: Option<&SourceText>, path: &Path, text: &str) {
        let (written, waits) = channel();
        let about = AboutToSave {
            base: source.map(SourceText::shared).unwrap_or_default(),
            path: path.to_owned(),
            print: fingerprint(text),
            written,
        };
        if self.0.send(Message::Saving(Box::new(about))).is_ok() {
            let _ = waits.recv_timeout(PATIENCE);
        }
    }
}

/// Hands changes to the journal.
pub struct JournalWriter {
    store: Store,
    writer: Option<WriterThread>,
    /// The version that the journal has, or is about to have.
    kept: Option<Version>,
    is_empty: bool,
    /// When a change is handed over that the journal has not.
    due: Option<Instant>,
}

struct WriterThread {
    sender: Sender<Message>,
    results: Receiver<Result<(), RecoveryError>>,
    thread: Option<JoinHandle<()>>,
}

impl JournalWriter {
    /// With the journals in this store; nothing is written before something is changed.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, writer: None, kept: None, is_empty: true, due: None }
    }

    /// Where the journals are.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Hands over what was changed, when its time has come; returns how long until then.
    pub fn tick(&mut self, session: &Session, now: Instant) -> Option<Duration> {
        let version = session.version();
        if !session.is_changed() {
            self.due = None;
            self.kept = Some(version);
            if !std::mem::replace(&mut self.is_empty, true) {
                self.send(Message::Clear);
            }
            return None;
        }
        if self.kept == Some(version) && !self.is_empty {
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
        self.kept = None;
    }

    /// Hands over what was changed, now.
    pub fn keep(&mut self, session: &Session) {
        self.due = None;
        self.kept = Some(session.version());
        self.is_empty = false;
        let files = session.files().iter().map(|file| (file.path.clone(), file.source.clone())).collect();
        self.send(Message::Keep(Box::new(Snapshot { document: session.document().clone(), files })));
    }

    /// A save of what is open now is about to begin: it is handed over, and what the save writes can be told of then.
    pub fn begin_save(&mut self, session: &Session) -> SaveMark {
        if session.is_changed() {
            self.keep(session);
        }
        SaveMark(self.writer().sender.clone())
    }

    /// What came of writing since the last call, oldest first.
    pub fn results(&self) -> Vec<Result<(), RecoveryError>> {
        self.writer.as_ref().map(|writer| writer.results.try_iter().collect()).unwrap_or_default()
    }

    fn writer(&mut self) -> &WriterThread {
        let store = &self.store;
        self.writer.get_or_insert_with(|| WriterThread::start(store.clone()))
    }

    fn send(&mut self, message: Message) {
        // The thread ends only when all senders are gone.
        let _ = self.writer().sender.send(message);
    }
}

impl WriterThread {
    fn start(store: Store) -> Self {
        let (sender, messages) = channel();
        let (report, results) = channel();
        let thread = std::thread::spawn(move || {
            let mut journal = None;
            let mut is_behind = false;
            while let Ok(first) = messages.recv() {
                for message in latest(first, messages.try_iter()) {
                    if is_behind && matches!(message, Message::Saving(_)) {
                        // A journal that lacks changes must not say that they were saved.
                        continue;
                    }
                    let result = write(&store, &mut journal, message);
                    is_behind = result.is_err();
                    // Nobody may wait for the result any more; what is kept is kept all the same.
                    let _ = report.send(result);
                }
            }
        });
        Self { sender, results, thread: Some(thread) }
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        // The thread ends when it has written what was sent and no sender is left.
        self.sender = channel().0;
        if let Some(thread) = self.thread.take() {
            // A panic in it has been reported where it happened.
            let _ = thread.join();
        }
    }
}

/// What is to be written of these messages: what is kept or given up last says more than what came before it.
fn latest(first: Message, more: impl Iterator<Item = Message>) -> Vec<Message> {
    let mut kept: Vec<Message> = Vec::new();
    for message in std::iter::once(first).chain(more) {
        if !matches!(message, Message::Saving(_))
            && kept.last().is_some_and(|last| !matches!(last, Message::Saving(_)))
        {
            kept.pop();
        }
        kept.push(message);
    }
    kept
}

fn write(store: &Store, journal: &mut Option<Journal>, message: Message) -> Result<(), RecoveryError> {
    let snapshot = match message {
        Message::Keep(snapshot) => snapshot,
        Message::Clear => return journal.as_mut().map_or(Ok(()), Journal::clear),
        Message::Saving(about) => {
            let AboutToSave { base, path, print, written } = *about;
            let told = journal.as_mut().map_or(Ok(()), |journal| journal.about_to_save(&base, &path, print));
            // A save that has lost its patience goes on without.
            let _ = written.send(());
            return told;
        }
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

    fn written(journal: &JournalWriter) {
        let writer = journal.writer.as_ref().unwrap();
        writer.results.recv().unwrap().unwrap();
    }

    #[test]
    fn a_change_waits_a_second_however_many_follow() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_owned());
        let mut journal = JournalWriter::new(store);
        let mut session = Session::sample();
        let begin = Instant::now();
        let after = |millis| begin + Duration::from_millis(millis);
        assert_eq!(journal.tick(&session, begin), None, "nothing to keep");
        assert!(journal.writer.is_none());

        change(&mut session, "1");
        assert_eq!(journal.tick(&session, begin), Some(WAIT));
        change(&mut session, "2");
        assert_eq!(journal.tick(&session, after(900)), Some(Duration::from_millis(100)));
        assert_eq!(journal.tick(&session, after(1000)), None);
        written(&journal);
        assert_eq!(journal.tick(&session, after(5000)), None, "kept already");
        change(&mut session, "3");
        assert_eq!(journal.tick(&session, after(6000)), Some(WAIT));

        session.undo().unwrap();
        session.undo().unwrap();
        session.undo().unwrap();
        while session.undo().unwrap().is_some() {}
        assert!(!session.is_changed());
        assert_eq!(journal.tick(&session, after(6100)), None);
        written(&journal);
        let kept = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        assert!(!kept.join("state.ron").exists(), "there is nothing to keep any more");
    }
}
