//! What a journal says of the changes of one run, as RON: small, readable by people, and checked against the text
//! it belongs to before anything is made of it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::io::disk::identity::Identity;

/// The newest format of the journal that this program reads.
pub(crate) const FORMAT: u32 = 1;

/// Everything of one run that is not saved.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct State {
    /// [`FORMAT`] of the program that wrote it.
    pub(crate) format: u32,
    /// When, in seconds since 1970.
    pub(crate) written: u64,
    /// The files that were changed.
    pub(crate) files: Vec<FileState>,
}

/// What was about to take a file's place when this was written. It stands beside the journal, because changes that are
/// made while a save is under way are kept on top of the same base.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Saving {
    /// The name of the text that was opened, as in [`FileState::base`].
    pub(super) base: String,
    /// The file.
    pub(super) path: PathBuf,
    /// The new text's fingerprint.
    pub(super) print: String,
}

/// One changed file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FileState {
    /// The user's file.
    pub(crate) path: Option<PathBuf>,
    /// What the file is known by besides; versions before 0.2 did not say.
    #[serde(default)]
    pub(crate) identity: Option<Identity>,
    /// The name of the text that was opened, in the journal's folder.
    pub(crate) base: String,
    /// Start and end in the base, and what stands there instead.
    pub(crate) changes: Vec<(usize, usize, String)>,
}
