//! Timeline files: read with every problem in its place, written back without losing a byte of what was not
//! changed.
//!
//! In `timeline_file`: `scan` finds where things stand, `value` and `record` read them, `file` is what the file's structs are,
//! `outline`, `events` and `read` make a document of them; `report` shows what was wrong. `fields` is what things
//! look like when they are written, `own` what of a document is one file's, `splice` puts changes into a text (by
//! `editor` for a struct, `plan` for a list, `patch` for the bytes), `tidy` writes a new one, `staged` replaces a file,
//! `save` puts these together.

mod diagnostic;
pub mod disk;
pub(crate) mod error;
pub mod export;
mod ical_time;
pub mod import;
mod json_form;
mod own_table;
pub mod system_fonts;
pub(crate) mod timeline_file;

pub use diagnostic::{Diagnostic, Severity};
pub use disk::back_up;
pub use disk::identity::{absolute, is_same_file};
pub use disk::private::write_private;
pub use error::{OpenError, SaveError};
pub use timeline_file::clipboard::{events_from_text, events_to_text, made_id};
pub use timeline_file::loaded::{Loaded, Written};
pub use timeline_file::options::{ReadOptions, SaveOptions};
pub use timeline_file::read::preview::Preview;
pub use timeline_file::read::saved_queries::WrongQuery;
pub use timeline_file::text::source_text::SourceText;
pub use timeline_file::{merge, open, read, report, report_text, save, save_as, unsaved};
