//! Opens files that have an end. Pipes and devices are told from files before they are opened, but some files of the
//! system (`/proc/kmsg`) look like any other and give their content only as something happens: nobody waits for that.

use std::fs::File;
use std::io;
use std::path::Path;

/// Opens a file to read it. Reading what is not there yet is an error of the kind `WouldBlock`, and does not wait.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    let file = options.open(path)?;
    // Another may have taken its place since it was looked at.
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is not a regular file"));
    }
    Ok(file)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn nothing_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(open_regular(&pipe).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert!(open_regular(Path::new("/dev/zero")).is_err());
        // Only the administrator may open it at all; read to its end it does not wait for what comes next.
        if let Ok(mut log) = open_regular(Path::new("/proc/kmsg")) {
            let mut read = Vec::new();
            let end = log.read_to_end(&mut read);
            assert!(end.is_ok() || end.unwrap_err().kind() == io::ErrorKind::WouldBlock);
        }
    }
}
