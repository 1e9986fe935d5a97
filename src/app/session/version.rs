//! Which state of the open timeline something was found for: answers that come back from another thread are good only
//! while the version is still the same.

/// Up to so many events what follows from a document is found at once; above, on another thread.
pub(crate) const BACKGROUND_ABOVE_EVENTS: usize = 20_000;

/// One state of one opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Which opening, counted up with each.
    pub opening: u64,
    /// The document's revision.
    pub revision: u64,
}

impl From<Version> for (u64, u64) {
    /// As panels keep it, which know nothing of sessions.
    fn from(version: Version) -> Self {
        (version.opening, version.revision)
    }
}
