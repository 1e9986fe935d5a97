//! Writes a new content into a file itself, where a rename would cut off its other names (hard links).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::refusal::{failed, refuse};
use crate::io::SaveError;

/// Writes a content into a file that has other names, which a rename would cut off. The old one is put back where that
/// fails; a program that is killed meanwhile leaves the recovery journal and the backup.
pub(crate) fn write_into(path: &Path, target: &Path, content: &mut File) -> Result<(), SaveError> {
    let failed = |error: io::Error| failed(path, &error);
    let mut file = File::options().read(true).write(true).open(target).map_err(failed)?;
    let mut old = Vec::new();
    file.read_to_end(&mut old).map_err(failed)?;
    content.seek(SeekFrom::Start(0)).map_err(failed)?;
    let written = overwrite(&mut file, content);
    written.map_err(|error| match overwrite(&mut file, &mut old.as_slice()) {
        Ok(()) => failed(error),
        Err(_) => {
            let message = format!("it was written in part only: {error}");
            refuse(path, &message, "save it under another name; its backup is beside it")
        }
    })
}

fn overwrite(file: &mut File, content: &mut impl Read) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let bytes = io::copy(content, file)?;
    file.set_len(bytes)?;
    file.sync_all()
}
