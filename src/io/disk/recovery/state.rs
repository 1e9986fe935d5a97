//! What a journal says of the changes of one run, as RON: small, readable by people, and checked against the text
//! it belongs to before anything is made of it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

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

/// One changed file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FileState {
    /// The user's file.
    pub(crate) path: Option<PathBuf>,
    /// The name of the text that was opened, in the journal's folder.
    pub(crate) base: String,
    /// Start and end in the base, and what stands there instead.
    pub(crate) changes: Vec<(usize, usize, String)>,
}
