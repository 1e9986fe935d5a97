//! Where something was published, declared once in a file and named by its id.

/// A declared source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The id that events and accounts name.
    pub id: String,
    /// The title of the publication.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as written (EDTF, not interpreted further).
    pub date: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}
