//! Timeline files: `text` finds where things stand, `read` makes a document of them, `write` puts changes back into
//! the text.

pub(crate) mod clipboard;
pub(crate) mod join;
pub(crate) mod open;
pub(crate) mod read;
pub(crate) mod text;
pub(crate) mod write;
