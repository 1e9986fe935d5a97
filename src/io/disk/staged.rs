//! A new content beside the file whose place it is to take. Whoever looks at the file sees the old one or the new one,
//! and a failure leaves nothing behind; what a killed program left goes at the next save of the same file.

use std::ffi::OsStr;
use std::fs::{File, Metadata, TryLockError};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use super::in_place::write_into;
use super::refusal::{cancelled, failed, refuse};
use super::system;
use crate::io::SaveError;
use crate::model::Progress;

/// So many bytes are written between two looks at whether to go on.
const STEP_BYTES: usize = 8 << 20;

/// The longest name of a file, in bytes, where nothing else is known.
pub(crate) const MAX_NAME_BYTES: usize = 255;

/// What is drawn by lot at the end of the name of a half-written file: a digit, so that no word of a user's own file
/// looks like it, and so many letters.
pub(super) const LETTERS: usize = 5;

/// So often another half-written file is begun, where somebody clears it away before it is locked.
const MOST_ATTEMPTS: usize = 16;

/// A new content beside the file whose place it is to take; gone where it is dropped.
#[derive(Debug)]
pub(crate) struct Staged<'a> {
    path: &'a Path,
    target: &'a Path,
    file: NamedTempFile,
    /// What stood there before.
    before: Option<Metadata>,
    /// Of what was written, to be compared with what the disk gives back.
    hash: DefaultHasher,
}

impl<'a> Staged<'a> {
    /// Begins one, which nobody may read who may not read each of `like`, nor what stood there before.
    pub(crate) fn begin(path: &'a Path, target: &'a Path, like: &[&Path]) -> Result<Self, SaveError> {
        let failed = |error: io::Error| failed(path, &error);
        sweep(target);
        let before = std::fs::metadata(target).ok();
        let file = create(target, before.as_ref(), limit(like)).map_err(failed)?;
        Ok(Self { path, target, file, before, hash: DefaultHasher::new() })
    }

    /// Writes it, has it on the disk, and reads it back. Steps are bytes.
    pub(crate) fn write(
        path: &'a Path,
        target: &'a Path,
        like: &[&Path],
        content: &[u8],
        progress: &Progress,
    ) -> Result<Self, SaveError> {
        let mut staged = Self::begin(path, target, like)?;
        for step in content.chunks(STEP_BYTES) {
            if progress.is_cancelled() {
                return Err(cancelled(path));
            }
            staged.write_all(step).map_err(|error| failed(path, &error))?;
            progress.advance(step.len() as u64);
        }
        staged.seal()?;
        Ok(staged)
    }

    /// Has all of it on the disk and reads it back.
    pub(crate) fn seal(&mut self) -> Result<(), SaveError> {
        let failed = |error: io::Error| failed(self.path, &error);
        let file = self.file.as_file_mut();
        file.sync_all().map_err(failed)?;
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        if hash_of(file).map_err(failed)? != self.hash.finish() {
            let message = "the disk does not return what was written to it";
            return Err(refuse(self.path, message, "save in another place"));
        }
        Ok(())
    }

    /// Puts it in the file's place. From here on there is no way back. A file that has other names (hard links) keeps
    /// them: its content is written anew, and the half-written one beside it goes when that is done.
    pub(crate) fn commit(mut self, progress: &Progress) -> Result<(), SaveError> {
        if progress.is_cancelled() {
            return Err(cancelled(self.path));
        }
        if self.before.as_ref().is_some_and(has_other_names) {
            return write_into(self.path, self.target, self.file.as_file_mut());
        }
        if cfg!(windows) {
            // There a locked file is not renamed.
            self.file.as_file().unlock().map_err(|error| failed(self.path, &error))?;
        }
        system::wait_until_replaceable(self.target).map_err(|error| failed(self.path, &error))?;
        match self.file.persist(self.target) {
            Ok(_) => {
                sync_folder(self.target);
                Ok(())
            }
            // The half-written file goes with the error.
            Err(error) => Err(not_replaced(self.path, &error.error)),
        }
    }
}

impl Write for Staged<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.as_file_mut().write(bytes)?;
        self.hash.write(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_file_mut().flush()
    }
}

fn hash_of(file: &mut File) -> io::Result<u64> {
    let mut hash = DefaultHasher::new();
    let mut buffer = vec![0_u8; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hash.finish()),
            Ok(count) => hash.write(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Makes the file, and holds it by a lock for as long as it is written, so that nobody clears it away.
fn create(target: &Path, before: Option<&Metadata>, limit: u32) -> io::Result<NamedTempFile> {
    let (folder, prefix) = place_of(target);
    let mut builder = Builder::new();
    builder.prefix(&prefix).rand_bytes(LETTERS);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The system takes from this what the user takes from all new files.
        let mode = if before.is_some() { 0o600 } else { 0o666 };
        builder.permissions(std::fs::Permissions::from_mode(mode & limit));
    }
    let file = held(&builder, folder)?;
    if let Some(before) = before {
        keep_owner(file.as_file(), before, limit)?;
    }
    Ok(file)
}

/// Makes a file in a folder that is held by a lock, which [`sweep_in`] leaves alone.
pub(super) fn held(builder: &Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    for _ in 0..MOST_ATTEMPTS {
        let file = builder.tempfile_in(folder)?;
        // Where files cannot be locked at all, their age tells.
        let is_ours = !matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if is_ours && is_linked(file.as_file())? {
            return Ok(file);
        }
    }
    Err(io::Error::other("another program removes what is written"))
}

/// The folder of a file and how the names of half-written ones beside it begin.
fn place_of(target: &Path) -> (&Path, String) {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = target.file_name().unwrap_or(OsStr::new("file")).to_string_lossy();
    let name = shortened(&name, MAX_NAME_BYTES - ".".len() - ".0".len() - LETTERS);
    (folder.unwrap_or(Path::new(".")), format!(".{name}.0"))
}

/// The beginning of a text that has room in so many bytes.
pub(crate) fn shortened(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Which bits of a new file's mode may be set, so that nobody may read it who may not read each of these.
#[cfg(unix)]
fn limit(like: &[&Path]) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    let modes = like.iter().filter_map(|path| Some(std::fs::metadata(path).ok()?.permissions().mode()));
    modes.fold(0o7777, |limit, mode| limit & (mode | 0o600))
}

#[cfg(not(unix))]
fn limit(_: &[&Path]) -> u32 {
    0
}

/// Owner and mode as before.
#[cfg(unix)]
fn keep_owner(file: &File, before: &Metadata, limit: u32) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let now = file.metadata()?;
    if (now.uid(), now.gid()) != (before.uid(), before.gid()) {
        match fchown(file, Some(before.uid()), Some(before.gid())) {
            // Only the administrator may give files away: it is the user's own then.
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return Err(error),
            _ => {}
        }
    }
    let mode = before.permissions().mode() & 0o7777 & limit;
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn has_other_names(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Whether it has a name still.
#[cfg(unix)]
fn is_linked(file: &File) -> io::Result<bool> {
    Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 0)
}

#[cfg(not(unix))]
fn is_linked(_: &File) -> io::Result<bool> {
    Ok(true)
}

/// Has the rename on the disk too. The file stands in its place by now, so that a refusal changes nothing.
fn sync_folder(target: &Path) {
    if cfg!(unix) {
        let _ = File::open(place_of(target).0).and_then(|folder| folder.sync_all());
    }
}

/// Why it did not take the file's place: the folder could be written a moment ago.
fn not_replaced(path: &Path, error: &io::Error) -> SaveError {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            let message = "this file may not be replaced: it is protected, or belongs to somebody else";
            refuse(path, message, "save under another name")
        }
        io::ErrorKind::IsADirectory => refuse(path, "this is a folder", "choose a file in it"),
        _ => failed(path, error),
    }
}

/// How old a half-written file is before it is certain that nobody is writing it any more, where no lock tells.
const STALE: Duration = Duration::from_secs(60 * 60);

/// Removes what programs that were killed while saving left beside a file: `.NAME.` and six letters or digits, which
/// nobody holds. Returns how many there were.
fn sweep(target: &Path) -> usize {
    let (folder, prefix) = place_of(target);
    sweep_in(folder, prefix.trim_end_matches('0'))
}

/// The same of what begins so in a folder.
pub(super) fn sweep_in(folder: &Path, prefix: &str) -> usize {
    let is_left = |entry: &std::fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let letters = name.strip_prefix(prefix).filter(|rest| rest.len() == LETTERS + 1);
        // A word of small letters is somebody's own: `.t.ron.backup`.
        let is_drawn = |rest: &str| {
            rest.bytes().all(|b| b.is_ascii_alphanumeric()) && !rest.bytes().all(|b| b.is_ascii_lowercase())
        };
        letters.is_some_and(is_drawn)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && is_given_up(&entry.path())
    };
    let left = std::fs::read_dir(folder).into_iter().flatten().flatten().filter(is_left);
    // What cannot be removed costs room and nothing else; the next save tries again.
    left.filter(|entry| std::fs::remove_file(entry.path()).is_ok()).count()
}

fn is_given_up(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => {
            let age = file.metadata().and_then(|data| data.modified()).ok();
            age.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > STALE)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(folder: &Path) -> Vec<String> {
        let name =
            |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_save_left_goes_at_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("t.ron");
        let own = ["t.ron", ".t.ron.backup", ".t.ron.a1B2c3d", ".t.ron.backup.old", ".other.ron.a1B2c3"];
        for name in own.iter().chain(&[".t.ron.a1B2c3", ".t.ron.0xYzab"]) {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let held = Staged::begin(&target, &target, &[]).unwrap();
        let held_name = held.file.path().file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(sweep(&target), 0, "the two went when the other was begun");
        let mut expected: Vec<String> = own.map(str::to_owned).to_vec();
        expected.push(held_name);
        expected.sort();
        assert_eq!(names(folder.path()), expected);
        drop(held);
        assert_eq!(names(folder.path()).len(), own.len());
    }

    #[test]
    fn a_rename_that_fails_leaves_nothing_and_does_not_blame_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("t.ron");
        let progress = Progress::default();
        let staged = Staged::write(&target, &target, &[], b"new", &progress).unwrap();
        fs::create_dir_all(target.join("inner")).unwrap();
        let error = staged.commit(&progress).unwrap_err();
        assert!(error.message.contains("this is a folder"), "{error}");
        assert_eq!(names(folder.path()), ["t.ron"]);
        let denied = not_replaced(&target, &io::Error::from(io::ErrorKind::PermissionDenied));
        assert!(denied.message.contains("may not be replaced"), "{denied}");
    }

    #[test]
    fn ended_at_the_last_moment_it_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("t.ron");
        fs::write(&target, "old").unwrap();
        let progress = Progress::default();
        let staged = Staged::write(&target, &target, &[], b"new", &progress).unwrap();
        progress.cancel();
        assert!(staged.commit(&progress).unwrap_err().cancelled);
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        assert_eq!(names(folder.path()), ["t.ron"]);
    }

    #[test]
    fn what_the_disk_gives_back_is_compared() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("t.ron");
        let mut staged = Staged::begin(&target, &target, &[]).unwrap();
        staged.write_all(b"new").unwrap();
        fs::write(staged.file.path(), b"nev").unwrap();
        assert!(staged.seal().unwrap_err().message.contains("does not return what was written"));
        drop(staged);
        assert!(names(folder.path()).is_empty());
    }
}
