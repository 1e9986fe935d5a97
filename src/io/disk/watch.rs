//! Watches the opened files for changes by other programs: editors, scripts, git. Their folders are watched, because
//! most programs put a new file in the old one's place.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

/// A file is looked at when so long nothing has happened to it: programs write in several steps.
const QUIET: Duration = Duration::from_millis(250);

/// Why changes by other programs will not be noticed before saving.
#[derive(Debug, thiserror::Error)]
#[error("{}: changes by other programs will not be noticed until you save: {reason}", path.display())]
pub struct WatchError {
    /// The folder that cannot be watched.
    pub path: PathBuf,
    /// What the system says.
    pub reason: String,
}

/// Watches files.
#[derive(Debug)]
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<PathBuf>,
    files: Vec<Watched>,
    folders: BTreeSet<PathBuf>,
    /// Where the files are, for the thread that hears of everything in their folders.
    places: Arc<Mutex<BTreeSet<PathBuf>>>,
}

#[derive(Debug)]
struct Watched {
    path: PathBuf,
    /// As the system calls it, and what its links lead to.
    places: Vec<PathBuf>,
    /// When something happened to it that was not reported yet.
    touched: Option<Instant>,
}

impl Watch {
    /// Watches nothing yet. `wake` is called on another thread whenever something may have changed.
    ///
    /// # Errors
    /// Where the system offers no way to watch files.
    pub fn new(wake: impl Fn() + Send + 'static) -> Result<Self, WatchError> {
        let (sender, events) = mpsc::channel();
        let places = Arc::new(Mutex::new(BTreeSet::new()));
        let ours = Arc::clone(&places);
        let handler = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if !is_change(event.kind) {
                return;
            }
            let ours = ours.lock().unwrap_or_else(PoisonError::into_inner);
            let mut any = false;
            for path in event.paths.into_iter().filter(|path| ours.contains(path)) {
                // Nobody listens any more when the window is closing.
                any |= sender.send(path).is_ok();
            }
            // Other files of a busy folder must not keep an idle window awake.
            if any {
                wake();
            }
        };
        let watcher = notify::recommended_watcher(handler).map_err(|error| refused(Path::new(""), &error))?;
        Ok(Self { watcher, events, files: Vec::new(), folders: BTreeSet::new(), places })
    }

    /// Watches these files and no others; costs nothing where they are those already.
    ///
    /// # Errors
    /// At the first folder that cannot be watched; the others are.
    pub fn set(&mut self, files: &[PathBuf]) -> Result<(), WatchError> {
        if self.files.iter().map(|file| &file.path).eq(files) {
            return Ok(());
        }
        self.files = files.iter().map(|path| Watched::new(path)).collect();
        let places: BTreeSet<PathBuf> = self.files.iter().flat_map(|file| file.places.clone()).collect();
        let wanted: BTreeSet<PathBuf> =
            places.iter().filter_map(|place| place.parent()).map(Path::to_owned).collect();
        *self.places.lock().unwrap_or_else(PoisonError::into_inner) = places;
        for folder in self.folders.difference(&wanted) {
            // A folder that is gone is not watched any more already.
            let _ = self.watcher.unwatch(folder);
        }
        let mut result = Ok(());
        for folder in wanted.difference(&self.folders) {
            if let Err(error) = self.watcher.watch(folder, RecursiveMode::NonRecursive) {
                result = result.and(Err(refused(folder, &error)));
            }
        }
        self.folders = wanted;
        result
    }

    /// The files that something has happened to and that have been quiet since; and how long to wait before asking
    /// again for those that are not quiet yet.
    pub fn touched(&mut self, now: Instant) -> (Vec<PathBuf>, Option<Duration>) {
        while let Ok(path) = self.events.try_recv() {
            for file in &mut self.files {
                if file.places.contains(&path) {
                    file.touched = Some(now);
                }
            }
        }
        let (mut quiet, mut wait) = (Vec::new(), None::<Duration>);
        for file in &mut self.files {
            let Some(touched) = file.touched else { continue };
            match QUIET.checked_sub(now.saturating_duration_since(touched)).filter(|rest| !rest.is_zero()) {
                Some(rest) => wait = Some(wait.map_or(rest, |wait| wait.min(rest))),
                None => {
                    file.touched = None;
                    quiet.push(file.path.clone());
                }
            }
        }
        (quiet, wait)
    }
}

impl Watched {
    fn new(path: &Path) -> Self {
        let mut places = Vec::new();
        let targets = [Some(path.to_owned()), std::fs::canonicalize(path).ok()];
        for target in targets.into_iter().flatten() {
            let Some(name) = target.file_name().map(OsStr::to_owned) else { continue };
            let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
            let place = folder.join(name);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        Self { path: path.to_owned(), places, touched: None }
    }
}

/// Whether something may be different now: looking at a file is no change.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)))
}

fn refused(path: &Path, error: &notify::Error) -> WatchError {
    WatchError { path: path.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Waits until the file is reported, for as long as a slow machine may need.
    fn is_reported(watch: &mut Watch, path: &Path) -> bool {
        (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            watch.touched(Instant::now()).0.contains(&path.to_owned())
        })
    }

    #[test]
    fn notices_writing_replacing_and_removing() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
        fs::write(&path, "1").unwrap();
        let mut watch = Watch::new(|| {}).unwrap();
        watch.set(std::slice::from_ref(&path)).unwrap();

        fs::write(&path, "2").unwrap();
        assert!(is_reported(&mut watch, &path), "written");
        fs::write(&other, "3").unwrap();
        fs::rename(&other, &path).unwrap();
        assert!(is_reported(&mut watch, &path), "replaced");
        fs::remove_file(&path).unwrap();
        assert!(is_reported(&mut watch, &path), "removed");
        fs::write(&path, "4").unwrap();
        assert!(is_reported(&mut watch, &path), "made anew");

        fs::write(&other, "5").unwrap();
        std::thread::sleep(2 * QUIET);
        watch.touched(Instant::now());
        std::thread::sleep(2 * QUIET);
        assert!(watch.touched(Instant::now()).0.is_empty(), "another file is none of ours");
    }

    #[test]
    fn other_files_of_the_folder_wake_nobody() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "1").unwrap();
        let woken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        let wake = move || {
            counter.fetch_add(1, Ordering::SeqCst);
        };
        let mut watch = Watch::new(wake).unwrap();
        watch.set(std::slice::from_ref(&path)).unwrap();
        for number in 0..50 {
            fs::write(folder.path().join(format!("b{number}.ron")), "2").unwrap();
        }
        std::thread::sleep(2 * QUIET);
        assert_eq!(woken.load(Ordering::SeqCst), 0);
        fs::write(&path, "3").unwrap();
        assert!(is_reported(&mut watch, &path));
        assert!(woken.load(Ordering::SeqCst) > 0);
    }

    #[cfg(unix)]
    #[test]
    fn notices_what_a_link_leads_to() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (link, file) = (folder.path().join("link.ron"), elsewhere.path().join("file.ron"));
        fs::write(&file, "1").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let mut watch = Watch::new(|| {}).unwrap();
        watch.set(std::slice::from_ref(&link)).unwrap();
        fs::write(&file, "2").unwrap();
        assert!(is_reported(&mut watch, &link));
    }

    #[test]
    fn a_folder_that_is_gone_is_told() {
        let mut watch = Watch::new(|| {}).unwrap();
        let error = watch.set(&["/there/is/none/a.ron".into()]).unwrap_err();
        assert!(error.to_string().contains("noticed until you save"), "{error}");
    }
}
