//! Where results go: standard output through one buffer, with colour only on a terminal, and a closed pipe told
//! as an error that ends the program quietly.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

use crate::model::{spreadsheet, visible};

/// Standard output, buffered. Broken pipes are ordinary errors, not panics.
pub struct Output {
    to: BufWriter<Box<dyn Write>>,
    color: bool,
}

/// What a part of a text is, for its colour on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What the eye looks for.
    Strong,
    /// What can be passed over.
    Quiet,
    /// Sure of a coincidence.
    Certain,
    /// Something is wrong.
    Error,
    /// What to do about it.
    Help,
}

impl Output {
    /// The program's standard output.
    #[must_use]
    pub fn stdout() -> Self {
        let stdout = io::stdout();
        let color = stdout.is_terminal() && color_is_wanted();
        Self { to: BufWriter::new(Box::new(stdout)), color }
    }

    /// Whether colours are shown.
    #[must_use]
    pub fn has_color(&self) -> bool {
        self.color
    }

    /// What gives texts their colours, while something else writes.
    #[must_use]
    pub fn tones(&self) -> Tones {
        Tones { color: self.color }
    }

    /// A text in the colours of a tone, where there are colours.
    #[must_use]
    pub fn toned(&self, tone: Tone, text: &str) -> String {
        self.tones().toned(tone, text)
    }

    /// Writes a list as JSON, an object per line.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn json_list<T: Serialize>(&mut self, items: impl Iterator<Item = T>) -> io::Result<()> {
        let mut before = "[\n  ";
        for item in items {
            self.write_all(before.as_bytes())?;
            serde_json::to_writer(&mut *self, &item)?;
            before = ",\n  ";
        }
        self.write_all(if before == "[\n  " { b"[]\n" } else { b"\n]\n" })
    }

    /// Writes a table as CSV. Cells that a spreadsheet would run are written so that it does not, which is told; `raw`
    /// leaves them as they are.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn csv<const N: usize>(
        &mut self,
        head: [&str; N],
        rows: impl Iterator<Item = [String; N]>,
        raw: bool,
    ) -> anyhow::Result<()> {
        let mut table = csv::Writer::from_writer(self);
        table.write_record(head)?;
        let mut guarded = 0;
        for mut row in rows {
            for cell in row.iter_mut().filter(|_| !raw) {
                if let Cow::Owned(safe) = spreadsheet::guarded(cell) {
                    *cell = safe;
                    guarded += 1;
                }
            }
            table.write_record(row)?;
        }
        table.flush()?;
        tell_guarded(guarded);
        Ok(())
    }

    /// Writes out what is still in the buffer.
    ///
    /// # Errors
    /// Where standard output cannot be written.
    pub fn finish(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Whether texts are coloured, and how.
#[derive(Clone, Copy, Debug)]
pub struct Tones {
    color: bool,
}

impl Tones {
    /// A text in the colour of its tone, where colours are shown; made [`plain`] before.
    #[must_use]
    pub fn toned(self, tone: Tone, text: &str) -> String {
        let text = plain(text);
        let code = match tone {
            Tone::Strong => "1",
            Tone::Quiet => "2",
            Tone::Certain => "1;33",
            Tone::Error => "1;31",
            Tone::Help => "1;36",
        };
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Tells on standard error how many cells of a table were written so that no spreadsheet runs them.
pub fn tell_guarded(cells: usize) {
    if let Some(told) = spreadsheet::told(cells) {
        message(&format!("{told}; --raw leaves them as they are\n"));
    }
}

/// A text in one line without what would move a terminal's cursor or deceive the eye.
#[must_use]
pub fn plain(text: &str) -> String {
    visible(text).into_owned()
}

/// Writes a message to standard error; if that is closed, nobody wants to read it.
pub fn message(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Whether somebody sees messages as they come.
#[must_use]
pub fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether messages are shown in colour.
#[must_use]
pub fn stderr_has_color() -> bool {
    io::stderr().is_terminal() && color_is_wanted()
}

/// Whether the user has not asked for text without colour (<https://no-color.org>).
fn color_is_wanted() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    // An older console of Windows shows colours only when told to; elsewhere there is nothing to tell.
    !refused && anstyle_query::windows::enable_ansi_colors() != Some(false)
}
