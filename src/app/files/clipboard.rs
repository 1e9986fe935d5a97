//! What stands on the clipboard beside its text: the HTML of a web page's table, where programs give a text without tabs.
//! egui pastes texts alone; what owns the clipboard may be slow or dead, so that it is asked on a thread and not for long.

use std::sync::mpsc;
use std::time::Duration;

use egui::Context;

use crate::app::App;
use crate::app::jobs::registry::Kind;
use crate::io::import;
use crate::model::Progress;
use crate::ui::commands::{Command, ExchangeCommand, FileCommand};

/// So long is waited for what owns the clipboard.
const MOST: Duration = Duration::from_millis(1500);

/// The HTML on the clipboard of the desktop; `None` where there is none, or nobody answers in time.
pub(in crate::app) fn html_of_desktop() -> Option<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let html = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().html());
        // Whoever asked may have stopped waiting.
        let _ = sender.send(html.ok());
    });
    receiver.recv_timeout(MOST).ok()?
}

impl App {
    /// Pastes a text that is no table: the table that stands beside it as HTML, or else events.
    pub(in crate::app) fn paste_by_html(&mut self, ctx: &Context, text: String) {
        let Some(html_of) = self.surroundings.clipboard_html.filter(|_| !import::looks_like_events(&text))
        else {
            return self.paste_events(ctx, text);
        };
        let find = move |_: &Progress| (html_of().filter(|html| import::is_table_of(html, &text)), text);
        self.jobs.begin(
            ctx,
            Kind::Import,
            "Reading the clipboard",
            find,
            |app, ctx, (html, text)| match html {
                Some(html) => {
                    let pasted = FileCommand::Exchange(ExchangeCommand::Pasted(html));
                    app.commands.push_back(Command::File(pasted));
                }
                None => app.paste_events(ctx, text),
            },
        );
    }

    /// From where the HTML beside a pasted text is taken.
    pub fn take_clipboard_html_from(&mut self, html: fn() -> Option<String>) {
        self.surroundings.clipboard_html = Some(html);
    }
}
