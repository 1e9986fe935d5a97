//! What stands where in the text of a timeline file, and what its values say.

pub(crate) mod conflict_note;
pub(crate) mod ids;
pub(crate) mod literal;
pub(crate) mod problems;
pub(crate) mod record;
pub(crate) mod scan;
pub(crate) mod schema;
pub(crate) mod source_text;
