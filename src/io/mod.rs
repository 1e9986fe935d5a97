//! Timeline files: read with every problem in its place, written back without losing a byte of what was not
//! changed.
//!
//! In `timeline_file`, `text` knows where things stand (`scan`) and what they say (`literal`, `record`, `schema`), `read`
//! makes a document of them, and `write` puts changes back: `fields` is what things look like when they are written,
//! `per_file` what of a document is one file's, `splice` puts changes into a text (by `struct_editor` for a struct,
//! `list_plan` for a list, `patch` for the bytes), `pretty` writes a new one, and `merge` joins what two people made of
//! one. `disk` replaces files and keeps the
//! journal, `diagnostic` tells what was wrong, `import` and `export` know the formats of others.

mod diagnostic;
pub mod disk;
pub(crate) mod error;
pub mod export;
mod ical_time;
pub mod import;
mod import_words;
mod json_form;
mod own_table;
pub mod system_fonts;
pub(crate) mod timeline_file;

pub use diagnostic::{Diagnostic, Fix, Severity};
pub use disk::changed::last_changed;
pub use disk::identity::{absolute, is_same_file};
pub use disk::private::write_private;
pub use disk::{back_up, write_over};
pub use error::{OpenError, SaveError};
pub use timeline_file::clipboard::{events_from_text, events_to_text, made_id};
pub use timeline_file::loaded::{Loaded, Written};
pub use timeline_file::merge::{MergedText, merge_bytes, merge_texts};
pub use timeline_file::open::read_from;
pub use timeline_file::options::{ReadOptions, SaveOptions};
pub use timeline_file::read::preview::Preview;
pub use timeline_file::read::saved_queries::WrongQuery;
pub use timeline_file::settle::{Take, Unsettled, settled, unsettled};
pub use timeline_file::text::conflict_note::TextConflict;
pub use timeline_file::text::source_text::SourceText;
pub use timeline_file::tidy::tidy;
pub use timeline_file::{merge, open, read, report, report_text, save, save_as, unsaved};
