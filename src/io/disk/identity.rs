//! Which file a path means: the same one by whatever name, and one that means it from every folder.

use std::path::{Path, PathBuf};

/// What a file keeps when it is renamed, and no other file on the machine has: the numbers of its device and of its
/// place there (inode).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Identity(u64, u64);

/// The identity of the file that a path leads to; `None` where there is none, or the system does not tell.
#[must_use]
pub fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata(path).ok().map(|file| Identity(file.dev(), file.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// Whether two paths lead to one file that is there, through symbolic links and by other names (hard links) too.
#[must_use]
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        identity(a).is_some_and(|a| identity(b) == Some(a))
    }
    #[cfg(not(unix))]
    {
        matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
    }
}

/// The path that means the same file from every folder. The folder is the real one; the name stays the user's, even
/// where it is a symbolic link.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let real = whole.parent().zip(whole.file_name());
    let real = real.and_then(|(folder, name)| Some(folder.canonicalize().ok()?.join(name)));
    real.unwrap_or(whole)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_the_same_by_every_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "").unwrap();
        fs::write(at("other"), "").unwrap();
        std::os::unix::fs::symlink(at("a"), at("link")).unwrap();
        fs::hard_link(at("a"), at("hard")).unwrap();
        for name in ["a", "link", "hard", "../a"] {
            let path = if name == "../a" { at("x/../a") } else { at(name) };
            assert_eq!(is_same_file(&at("a"), &path), name != "../a", "{name}: a folder that is not there");
        }
        assert!(!is_same_file(&at("a"), &at("other")));
        assert!(!is_same_file(&at("none"), &at("none")), "what is not there is no file");
    }

    #[test]
    fn an_absolute_path_keeps_the_name_and_resolves_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        fs::create_dir(real.join("data")).unwrap();
        std::os::unix::fs::symlink(real.join("data"), real.join("link")).unwrap();
        assert_eq!(absolute(&real.join("link/../link/t.ron")), real.join("data/t.ron"));
        assert_eq!(absolute(&real.join("gone/t.ron")), real.join("gone/t.ron"));
        assert!(absolute(Path::new("t.ron")).is_absolute());
    }
}
