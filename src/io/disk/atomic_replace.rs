//! Replaces a file all at once: whoever looks sees the old one or the new one, never half of it, and a failure
//! leaves the old one where it is.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use atomic_write_file::AtomicWriteFile;

use crate::io::SaveError;
use crate::model::Progress;

/// So many symbolic links are followed, as many as Linux does.
const MAX_LINKS: usize = 40;

/// The file that a path means in the end: symbolic links are followed, also to where nothing is yet.
pub(crate) fn target(path: &Path) -> Result<PathBuf, SaveError> {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        match std::fs::read_link(&target) {
            Ok(link) => {
                let folder = target.parent().map(Path::to_owned).unwrap_or_default();
                target = folder.join(link);
            }
            Err(_) => return Ok(target),
        }
    }
    Err(refuse(path, "its symbolic links go in a circle", "save it under another name"))
}

/// Refuses targets that are no file or must not be written.
pub(crate) fn check(path: &Path, target: &Path) -> Result<(), SaveError> {
    match std::fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => Err(refuse(path, "this is a folder", "name a file in it")),
        Ok(metadata) if !metadata.is_file() => {
            Err(refuse(path, "this is no ordinary file", "save it under another name"))
        }
        Ok(metadata) if metadata.permissions().readonly() => Err(refuse(
            path,
            "this file is write-protected",
            "save it under another name, or let it be written",
        )),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
            match folder {
                Some(folder) if !folder.is_dir() => {
                    let message = format!("there is no folder {}", folder.display());
                    Err(refuse(path, &message, "make the folder, or save it elsewhere"))
                }
                _ => Ok(()),
            }
        }
        Err(error) => Err(failed(path, &error)),
    }
}

/// Puts a new content in a file's place: written beside it, synced, read back, then renamed over it.
pub(crate) fn replace(path: &Path, target: &Path, content: &[u8]) -> Result<(), SaveError> {
    let progress = Progress::default();
    Staged::write(path, target, content, &progress)?.commit(&progress)
}

/// A new content beside the file whose place it is to take; gone where it is dropped.
#[derive(Debug)]
pub(crate) struct Staged<'a> {
    path: &'a Path,
    file: AtomicWriteFile,
}

/// So many bytes are written between two looks at whether to go on.
const STEP_BYTES: usize = 8 << 20;

impl<'a> Staged<'a> {
    /// Writes it, has it on the disk, and reads it back. Steps are bytes.
    pub(crate) fn write(
        path: &'a Path,
        target: &Path,
        content: &[u8],
        progress: &Progress,
    ) -> Result<Self, SaveError> {
        let failed = |error: io::Error| failed(path, &error);
        sweep(target);
        let mut file = AtomicWriteFile::options().read(true).open(target).map_err(failed)?;
        for step in content.chunks(STEP_BYTES) {
            if progress.is_cancelled() {
                return Err(cancelled(path));
            }
            file.write_all(step).map_err(failed)?;
            progress.advance(step.len() as u64);
        }
        file.sync_all().map_err(failed)?;
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        if !holds(&mut *file, content).map_err(failed)? {
            let message = "the disk gives back other bytes than were written";
            return Err(refuse(path, message, "save it elsewhere"));
        }
        Ok(Self { path, file })
    }

    /// Puts it in the file's place. From here on there is no way back.
    pub(crate) fn commit(self, progress: &Progress) -> Result<(), SaveError> {
        if progress.is_cancelled() {
            return Err(cancelled(self.path));
        }
        self.file.commit().map_err(|error| failed(self.path, &error))
    }
}

/// Nobody waits for it any more.
pub(crate) fn cancelled(path: &Path) -> SaveError {
    let error = refuse(path, "saving was ended; the file is as it was", "save it again");
    SaveError { cancelled: true, ..error }
}

/// How old a half-written file is before it is certain that nobody is writing it any more.
const STALE: Duration = Duration::from_secs(60 * 60);

/// Removes what programs that were killed while saving left beside a file: `.NAME.` and six letters. Returns how many
/// there were.
fn sweep(target: &Path) -> usize {
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else { return 0 };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let beginning = format!(".{}.", name.to_string_lossy());
    let is_stale = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        let letters = name.to_str().and_then(|name| name.strip_prefix(&beginning));
        let is_ours =
            letters.is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()));
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
        is_ours && age.is_some_and(|age| age > STALE)
    };
    let stale = std::fs::read_dir(folder).into_iter().flatten().flatten().filter(is_stale);
    // What cannot be removed costs room and nothing else; the next save tries again.
    stale.filter(|entry| std::fs::remove_file(entry.path()).is_ok()).count()
}

/// Copies a file to one of its name with `.bak` behind it, in the place of an older copy; returns where it is, or
/// `None` where there is nothing to copy.
pub(crate) fn back_up(path: &Path) -> Result<Option<PathBuf>, SaveError> {
    let target = target(path)?;
    let content = match std::fs::read(&target) {
        Ok(content) => content,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(path, &error)),
    };
    let mut name = target.clone().into_os_string();
    name.push(".bak");
    let copy = PathBuf::from(name);
    check(&copy, &copy)?;
    replace(&copy, &copy, &content)?;
    let permissions = std::fs::metadata(&target).map_err(|error| failed(path, &error))?.permissions();
    std::fs::set_permissions(&copy, permissions).map_err(|error| failed(&copy, &error))?;
    Ok(Some(copy))
}

/// Whether a reader gives just this content.
pub(crate) fn holds(reader: &mut impl Read, content: &[u8]) -> io::Result<bool> {
    let mut rest = content;
    let mut buffer = vec![0_u8; 1 << 16];
    loop {
        let count = match reader.read(&mut buffer) {
            Ok(0) => return Ok(rest.is_empty()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        match rest.strip_prefix(&buffer[..count]) {
            Some(after) => rest = after,
            None => return Ok(false),
        }
    }
}

/// Why nothing was written, in the words of the program.
pub(crate) fn refuse(path: &Path, message: &str, hint: &str) -> SaveError {
    let message = format!("{}: {message}", path.display());
    SaveError { message, hint: Some(hint.to_owned()), changed_on_disk: false, cancelled: false }
}

/// Why nothing was written, after what the system says.
pub(crate) fn failed(path: &Path, error: &io::Error) -> SaveError {
    use io::ErrorKind as Kind;
    let (message, hint) = match error.kind() {
        Kind::PermissionDenied => {
            ("you may not write in this folder", "save it in a folder of yours, or ask for permission")
        }
        Kind::ReadOnlyFilesystem => ("this disk can only be read", "save it on another"),
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
            ("there is no room left on the disk", "make room, or save it on another")
        }
        Kind::NotFound => ("its folder is gone", "save it elsewhere"),
        Kind::NotADirectory => ("a part of its path is a file and no folder", "save it elsewhere"),
        Kind::InvalidFilename => ("a file cannot be called this", "choose another name"),
        _ => {
            let message = format!("it cannot be written: {error}");
            return refuse(path, &message, "is the disk or the network still there? Save it elsewhere");
        }
    };
    refuse(path, message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File};
    use std::time::SystemTime;

    #[test]
    fn what_a_killed_save_left_goes_in_time() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, hours: u64| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600)).unwrap();
        };
        put("t.ron", 5);
        put(".t.ron.a1B2c3", 2);
        put(".t.ron.fresh1", 0);
        put(".t.ron.backup.old", 9);
        put(".other.ron.a1B2c3", 9);
        assert_eq!(sweep(&folder.path().join("t.ron")), 1);
        assert!(!folder.path().join(".t.ron.a1B2c3").exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }
}
