//! Files of the program's own (settings, the recovery journal): replaced all at once, and readable by the user alone.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

use super::staged::{LETTERS, held, sweep_in};

/// How the names of half-written ones begin.
const PREFIX: &str = ".coeval-";

/// Puts a content in a file's place; on the disk when it returns. Nobody but the user may read it, whoever could
/// before.
///
/// # Errors
/// Where it cannot be written; what stood there still stands there, and nothing beside it.
pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // What programs that were killed here left.
    sweep_in(folder, PREFIX);
    // Made with mode 0600.
    let mut file = held(Builder::new().prefix(&format!("{PREFIX}0")).rand_bytes(LETTERS), folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    if cfg!(windows) {
        // There a locked file is not renamed.
        file.as_file().unlock()?;
    }
    file.persist(path).map_err(|error| error.error)?;
    if cfg!(unix) {
        // The file stands in its place by now: a folder that cannot be synced changes nothing.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_a_killed_program_left_beside_it_goes() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [".coeval-0aB3xY", ".coeval-Zq1w2e", ".coeval-backup", ".coeval-0aB3xYz", "other"] {
            fs::write(at(name), "half").unwrap();
        }
        let held = held(Builder::new().prefix(".coeval-0").rand_bytes(LETTERS), folder.path()).unwrap();
        write_private(&at("settings.ron"), b"new").unwrap();
        let left = [".coeval-0aB3xY", ".coeval-Zq1w2e"].map(|name| at(name).exists());
        let own =
            [".coeval-backup", ".coeval-0aB3xYz", "other", "settings.ron"].map(|name| at(name).exists());
        assert_eq!((left, own), ([false; 2], [true; 4]));
        assert!(held.path().exists(), "another program is writing it");
    }

    #[test]
    fn nobody_else_may_read_it_whoever_could_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        write_private(&path, b"new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(write_private(folder.path(), b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing beside it");
    }
}
