//! The commands that change a file: each reads it, makes one edit as the window would, and saves with every other byte as
//! it was. What stood there is kept as its backup.

pub(super) mod add;
mod fields;
pub(super) mod new;
pub(super) mod set;

use std::io::Write;
use std::path::Path;

use super::output::{self, Output, plain};
use super::{Failure, STANDARD_INPUT, WrongCall, failure};
use crate::edit::{self, Edit};
use crate::io::{self, Loaded, Severity};
use crate::model::Document;

/// Reads a file that is to be changed; one with errors is refused, because nobody has agreed to a save that is silent about
/// what could not be read.
fn open(path: &Path) -> anyhow::Result<Loaded> {
    let loaded = super::read(path).map_err(|error| failure(path, error))?;
    let mut errors = loaded.diagnostics.clone();
    errors.retain(|problem| problem.severity == Severity::Error);
    if errors.is_empty() {
        return Ok(loaded);
    }
    let name = path.display().to_string();
    output::message(&io::report(&name, &loaded.source, &errors, output::stderr_has_color()));
    let message = format!("{name}: not changed, because it has errors");
    Err(Failure { message, hint: Some("fix them first".to_owned()) }.into())
}

/// Makes an edit and writes the file, or prints the text where it came from standard input.
fn change(path: &Path, loaded: &Loaded, edit: Edit, output: &mut Output) -> anyhow::Result<()> {
    let mut document: Document = loaded.document.clone();
    edit::apply(&mut document, edit).map_err(|error| {
        let message = format!("{}: {error}", path.display());
        WrongCall::new(message)
    })?;
    if path == Path::new(STANDARD_INPUT) {
        let unsaved = io::unsaved(None, &document, 0, Some(&loaded.source));
        let text = unsaved.map(|unsaved| io::disk::recovery::changed(&unsaved.base, &unsaved.changes));
        let text = match text {
            None => Some(loaded.source.full().to_owned()),
            Some(text) => text,
        };
        let fits = || Failure { message: "the change does not fit the text".to_owned(), hint: None };
        output.write_all(text.ok_or_else(fits)?.as_bytes())?;
        return Ok(());
    }
    io::back_up(path)
        .and_then(|_| io::save(path, &document, 0, &loaded.source))
        .map_err(|error| Failure { message: error.message, hint: error.hint })?;
    output::message(&format!("{}: saved\n", plain(&path.display().to_string())));
    Ok(())
}

/// Warns of what is no error but hardly meant: what was typed may hold a slip.
fn doubt(country: &str, document: &Document) {
    let known = crate::model::country::find(country).is_some() || document.lane_called(country).is_some();
    let used = document.events().iter().any(|event| event.country.as_str() == country);
    if known || used || country.is_empty() {
        return;
    }
    let near = crate::model::country::nearest(country).map(|near| format!("; did you mean {}?", near.name));
    let near = near.unwrap_or_default();
    output::message(&plain(&format!(
        "warning: “{country}” is not a known country; it gets its own lane{near}"
    )));
    output::message("\n");
}
