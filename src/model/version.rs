//! Which state of the open timeline something was found for: answers that come back from another thread are good only
//! while the version is still the same.

/// One state of one opening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Which opening, counted up with each.
    pub opening: u64,
    /// The document's revision.
    pub revision: u64,
}
