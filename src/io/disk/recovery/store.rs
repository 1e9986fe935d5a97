//! The folders of the journal: one for each running program, held by a lock, and those whose program is gone.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::place::{Place, place_of};
use super::state::{FORMAT, FileState, Saving, State};
use super::{RecoveryError, Unsaved, changed, fingerprint};
use crate::io::absolute;
use crate::io::disk::identity::identity;
use crate::io::disk::private::write_private;

const LOCK: &str = "lock";
const STATE: &str = "state.ron";
const SAVING: &str = "saving.ron";

/// A journal larger than this was not written by this program.
const MAX_STATE_BYTES: u64 = 4 << 30;

/// Where all journals of a user are kept.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// In this folder, which need not exist yet.
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A journal for this run, in a folder of its own.
    ///
    /// # Errors
    /// Where the folder cannot be made or locked.
    pub fn begin(&self) -> Result<Journal, RecoveryError> {
        let id = std::process::id();
        for attempt in 0..1000 {
            let folder = self.root.join(format!("{id}-{}-{attempt}", seconds_now()));
            private_folder(&self.root, true).map_err(|error| RecoveryError::new(&self.root, &error))?;
            match private_folder(&folder, false) {
                Ok(()) => return Journal::new(folder),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(RecoveryError::new(&folder, &error)),
            }
        }
        Err(RecoveryError::new(&self.root, "too many journals; move some of them away"))
    }

    /// The journals whose program is gone, the newest first. Each is held until it is dropped, so that two windows
    /// that start together do not offer the same. Folders without anything to recover are removed.
    #[must_use]
    pub fn abandoned(&self) -> Vec<Abandoned> {
        let folders = fs::read_dir(&self.root).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut found: Vec<Abandoned> = folders.filter_map(|folder| Abandoned::take(&folder)).collect();
        found.sort_by_key(|journal| std::cmp::Reverse(journal.state.written));
        found
    }
}

/// A lock on a journal's folder. It is let go of and not only closed: a program that is just being started by this one
/// holds a copy of it for a moment.
#[derive(Debug)]
struct Lock(File);

impl Lock {
    fn create(path: &Path) -> std::io::Result<Self> {
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map(Self)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be let go of is let go of when the program ends.
        let _ = self.0.unlock();
    }
}

/// The journal of this run. Dropping it removes it: a program that ends in good order has nothing to recover.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    /// Locked as long as this program runs; the system lets go of it however the program ends.
    lock: Option<Lock>,
    /// The bases that were written, with their names.
    bases: Vec<(Arc<String>, String)>,
    next_base: usize,
    /// What saves were about to write, in the end over which texts.
    saving: Vec<Saving>,
}

impl Journal {
    fn new(folder: PathBuf) -> Result<Self, RecoveryError> {
        let path = folder.join(LOCK);
        let lock = Lock::create(&path).map_err(|error| RecoveryError::new(&path, &error))?;
        lock.0.try_lock().map_err(|error| RecoveryError::new(&path, &error))?;
        Ok(Self { folder, lock: Some(lock), bases: Vec::new(), next_base: 0, saving: Vec::new() })
    }

    /// Where it is kept.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps these changes, and nothing that was kept before. On the disk when it returns.
    ///
    /// # Errors
    /// Where it cannot be written; what was kept before is kept still.
    pub fn write(&mut self, files: &[Unsaved]) -> Result<(), RecoveryError> {
        let mut state = State { format: FORMAT, written: seconds_now(), files: Vec::new() };
        for file in files {
            let base = self.base(&file.base)?;
            let changes =
                file.changes.iter().map(|(range, new)| (range.start, range.end, new.clone())).collect();
            // What it means must not depend on the folder that the next program is started in.
            let path = file.path.as_deref().map(absolute);
            let identity = path.as_deref().and_then(identity);
            state.files.push(FileState { path, identity, base, changes });
        }
        let path = self.folder.join(STATE);
        let text = ron::to_string(&state).map_err(|error| RecoveryError::new(&path, &error))?;
        replace(&path, text.as_bytes())?;
        self.forget_bases(&state);
        Ok(())
    }

    /// A text of this [`fingerprint`] is about to take the place of a file, made of this one (or of none, where the file is new) by changes
    /// that were kept before. On the disk when it returns: whoever finds the journal knows then whether they are in the
    /// file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn about_to_save(
        &mut self,
        base: &Arc<String>,
        path: &Path,
        print: String,
    ) -> Result<(), RecoveryError> {
        let is_it = |(known, _): &&(Arc<String>, String)| {
            Arc::ptr_eq(known, base) || known.is_empty() && base.is_empty()
        };
        let Some((_, base)) = self.bases.iter().find(is_it) else { return Ok(()) };
        self.saving.retain(|saving| saving.base != *base);
        self.saving.push(Saving { base: base.clone(), path: absolute(path), print });
        let path = self.folder.join(SAVING);
        let text = ron::to_string(&self.saving).map_err(|error| RecoveryError::new(&path, &error))?;
        replace(&path, text.as_bytes())
    }

    /// Everything is saved, or given up.
    ///
    /// # Errors
    /// Where the journal cannot be emptied.
    pub fn clear(&mut self) -> Result<(), RecoveryError> {
        self.bases.clear();
        self.saving.clear();
        remove_content(&self.folder)
    }

    /// The name of a base, which is written where it is new.
    fn base(&mut self, text: &Arc<String>) -> Result<String, RecoveryError> {
        if let Some((_, name)) = self.bases.iter().find(|(known, _)| Arc::ptr_eq(known, text)) {
            return Ok(name.clone());
        }
        let name = format!("base-{}", self.next_base);
        self.next_base += 1;
        replace(&self.folder.join(&name), text.as_bytes())?;
        self.bases.push((Arc::clone(text), name.clone()));
        Ok(name)
    }

    /// Removes the bases that the journal on the disk no longer speaks of.
    fn forget_bases(&mut self, state: &State) {
        let folder = &self.folder;
        self.bases.retain(|(_, name)| {
            let used = state.files.iter().any(|file| file.base == *name);
            // One that stays costs room and no more; it goes with the folder.
            used || fs::remove_file(folder.join(name)).is_err()
        });
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // A folder that stays is found and removed at the next start.
        let _ = remove_content(&self.folder);
        // Closed first: Windows removes no folder that holds an open file.
        drop(self.lock.take());
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A journal whose program is gone. Kept on the disk until [`Abandoned::discard`].
#[derive(Debug)]
pub struct Abandoned {
    folder: PathBuf,
    state: State,
    saving: Vec<Saving>,
    lock: Lock,
}

/// A file as the journal has it.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// The user's file; `None` where it never had a name.
    pub path: Option<PathBuf>,
    /// The text that was opened.
    pub base: String,
    /// The text with the changes.
    pub text: String,
    /// Where the file is now.
    pub place: Place,
    /// Whether the file has all of them: it was saved, and the program ended before it could say so here.
    pub is_saved: bool,
}

impl Abandoned {
    /// `None` for what is held by a running program, holds nothing, or is no journal.
    fn take(folder: &Path) -> Option<Self> {
        let lock = Lock(File::open(folder.join(LOCK)).ok()?);
        match lock.0.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => return None,
        }
        match read_state(folder) {
            Ok(Some(state)) => {
                let saving = read_saving(folder);
                Some(Self { folder: folder.to_owned(), state, saving, lock })
            }
            // A program that ended before it had anything to keep.
            Ok(None) => {
                drop(lock);
                let _ = fs::remove_dir_all(folder);
                None
            }
            // Not understood is not a reason to remove it: a newer program may.
            Err(_) => None,
        }
    }

    /// When it was written last.
    #[must_use]
    pub fn written(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.state.written)
    }

    /// The user's files it has changes of.
    pub fn paths(&self) -> impl Iterator<Item = Option<&Path>> {
        self.state.files.iter().map(|file| file.path.as_deref())
    }

    /// The files with their changes.
    ///
    /// # Errors
    /// Where a base cannot be read or the changes do not fit it; the journal stays.
    pub fn read(&self) -> Result<Vec<Recovered>, RecoveryError> {
        self.state.files.iter().map(|file| self.read_file(file)).collect()
    }

    fn read_file(&self, file: &FileState) -> Result<Recovered, RecoveryError> {
        let path = self.folder.join(&file.base);
        let base = fs::read_to_string(&path).map_err(|error| RecoveryError::new(&path, &error))?;
        let changes: Vec<_> =
            file.changes.iter().map(|(start, end, new)| (*start..*end, new.clone())).collect();
        let text = changed(&base, &changes)
            .ok_or_else(|| RecoveryError::new(&path, "the changes in the journal do not fit this text"))?;
        // A file of an earlier version may be named after a folder that nobody knows any more.
        let path = file.path.clone().filter(|path| path.is_absolute());
        let in_file = |path: &Path| path.is_file().then(|| fs::read_to_string(path).ok()).flatten();
        let saved = self.saving.iter().find(|saving| saving.base == file.base);
        let saved = saved.and_then(|saving| {
            let on_disk = in_file(&saving.path).filter(|on_disk| fingerprint(on_disk) == saving.print)?;
            Some((saving.path.clone(), on_disk))
        });
        if let Some((path, on_disk)) = saved {
            // What was changed while it was saved is a change to what was saved.
            let is_saved = on_disk == text;
            return Ok(Recovered { path: Some(path), base: on_disk, text, place: Place::Same, is_saved });
        }
        let is_saved = path.as_deref().and_then(in_file).is_some_and(|on_disk| on_disk == text);
        let place = path.as_deref().filter(|_| !is_saved);
        let place = place.map_or(Place::Same, |path| place_of(path, file.identity, &base));
        let path = if let Place::Moved(other) = &place { Some(other.clone()) } else { path };
        Ok(Recovered { path, base, text, place, is_saved })
    }

    /// Removes it: its changes were taken over or given up.
    ///
    /// # Errors
    /// Where it cannot be removed.
    pub fn discard(self) -> Result<(), RecoveryError> {
        remove_content(&self.folder)?;
        // Closed first: Windows removes no folder that holds an open file.
        drop(self.lock);
        fs::remove_dir_all(&self.folder).map_err(|error| RecoveryError::new(&self.folder, &error))
    }
}

fn read_state(folder: &Path) -> Result<Option<State>, RecoveryError> {
    let path = folder.join(STATE);
    let fail = |error: &dyn ToString| RecoveryError::new(&path, error);
    match fs::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fail(&error)),
        Ok(metadata) if metadata.len() > MAX_STATE_BYTES => return Err(fail(&"larger than any journal")),
        Ok(_) => {}
    }
    let text = fs::read_to_string(&path).map_err(|error| fail(&error))?;
    let state: State = ron::from_str(&text).map_err(|error| fail(&error))?;
    if state.format > FORMAT {
        return Err(fail(&"written by a newer version of Coeval"));
    }
    Ok(Some(state).filter(|state| !state.files.is_empty()))
}

/// What was about to be saved; nothing where that cannot be read, which costs a question and no more.
fn read_saving(folder: &Path) -> Vec<Saving> {
    let text = fs::read_to_string(folder.join(SAVING)).unwrap_or_default();
    ron::from_str(&text).unwrap_or_default()
}

/// Removes the journal first, so that it never speaks of a base that is gone.
fn remove_content(folder: &Path) -> Result<(), RecoveryError> {
    let state = folder.join(STATE);
    match fs::remove_file(&state) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(RecoveryError::new(&state, &error));
        }
        _ => {}
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name() != LOCK {
            let path = entry.path();
            fs::remove_file(&path).map_err(|error| RecoveryError::new(&path, &error))?;
        }
    }
    Ok(())
}

fn replace(path: &Path, content: &[u8]) -> Result<(), RecoveryError> {
    write_private(path, content).map_err(|error| RecoveryError::new(path, &error))
}

/// Makes a folder that only its owner can look into: notes of analysts may be private.
fn private_folder(path: &Path, with_parents: bool) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(with_parents);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn seconds_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
