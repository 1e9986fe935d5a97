//! Replaces a file all at once: whoever looks sees the old one or the new one, never half of it, and a failure
//! leaves the old one where it is.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::names;
use super::refusal::{failed, refuse};
use super::regular::open_regular;
use super::staged::{MAX_NAME_BYTES, Staged, shortened};
use crate::io::error::SaveError;
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
    Err(refuse(path, "its symbolic links form a loop", "save under another name"))
}

/// Refuses targets that are no file or must not be written.
pub(crate) fn check(path: &Path, target: &Path) -> Result<(), SaveError> {
    if let Some(trouble) = names::trouble_on_windows(target).filter(|_| cfg!(windows)) {
        return Err(refuse(path, trouble, "choose another name"));
    }
    match std::fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => Err(refuse(path, "this is a folder", "choose a file in it")),
        Ok(metadata) if !metadata.is_file() => {
            Err(refuse(path, "this is not a regular file", "save under another name"))
        }
        Ok(metadata) if metadata.permissions().readonly() => Err(refuse(
            path,
            "this file is write-protected",
            "save under another name, or make the file writable",
        )),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
            match folder {
                Some(folder) if !folder.is_dir() => {
                    let message = format!("the folder {} does not exist", folder.display());
                    Err(refuse(path, &message, "create the folder, or save in another place"))
                }
                _ => Ok(()),
            }
        }
        Err(error) => Err(failed(path, &error)),
    }
}

/// Puts a new content in a file's place: written beside it, synced, read back, then renamed over it. Nobody may read it
/// there who may not read each of `like`.
pub(crate) fn replace(path: &Path, target: &Path, like: &[&Path], content: &[u8]) -> Result<(), SaveError> {
    let progress = Progress::default();
    Staged::write(path, target, like, content, &progress)?.commit(&progress)
}

/// Copies a file to one of its name with `.bak` behind it, in the place of an older copy; returns where it is, or
/// `None` where there is nothing to copy.
pub(crate) fn back_up(path: &Path) -> Result<Option<PathBuf>, SaveError> {
    let target = target(path)?;
    check(path, &target)?;
    let mut content = match open_regular(&target) {
        Ok(content) => content,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(path, &error)),
    };
    let copy = target.with_file_name(backup_name(target.file_name().unwrap_or_default()));
    check(&copy, &copy)?;
    let mut staged = Staged::begin(&copy, &copy, &[&target])?;
    io::copy(&mut content, &mut staged).map_err(|error| failed(path, &error))?;
    staged.seal()?;
    staged.commit(&Progress::default())?;
    let permissions = std::fs::metadata(&target).map_err(|error| failed(path, &error))?.permissions();
    std::fs::set_permissions(&copy, permissions).map_err(|error| failed(&copy, &error))?;
    Ok(Some(copy))
}

/// `NAME.bak`; where that is longer than a name can be, the beginning of it with a number that is this name's alone.
fn backup_name(name: &OsStr) -> OsString {
    const BAK: &str = ".bak";
    let mut whole = name.to_owned();
    whole.push(BAK);
    if whole.len() <= MAX_NAME_BYTES {
        return whole;
    }
    // FNV-1a: the same in every version of the program. http://www.isthe.com/chongo/tech/comp/fnv/
    let number = name
        .as_encoded_bytes()
        .iter()
        .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    let rest = format!("~{number:08x}{BAK}");
    let text = name.to_string_lossy();
    format!("{}{rest}", shortened(&text, MAX_NAME_BYTES - rest.len())).into()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_of_long_names_have_names_that_fit_and_differ() {
        assert_eq!(backup_name(OsStr::new("t.ron")), "t.ron.bak");
        let long = |end: &str| OsString::from(format!("{}{end}.ron", "é".repeat(124)));
        let [a, b] = [long("a"), long("b")].map(|name| backup_name(&name));
        assert!(a.len() <= MAX_NAME_BYTES && b.len() <= MAX_NAME_BYTES, "{a:?}");
        assert_ne!(a, b);
        assert!(a.to_str().unwrap().ends_with(".bak"));
        assert_eq!(backup_name(&OsString::from("x".repeat(251))).len(), MAX_NAME_BYTES);
    }
}
