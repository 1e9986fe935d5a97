//! Where the event is reported, to be written: sources picked from those that the file declares, or declared here.

use egui::Ui;

use super::chips::{self, Chip};
use super::complete::Accepts;
use super::form::{Form, Look};
use super::labels::heading;
use super::offers;
use crate::edit::{Edit, Field, add_source, made_source_id};
use crate::model::{Source, Text, TextList, WebAddress, brief, visible};
use crate::scene::TextStyle;
use crate::ui::commands::{Command, EditCommand};
use crate::ui::widgets;

/// The fields of a new source: the word and the name of each, and what stands in it while it is empty.
const NEW: [(&str, &str, &str); 5] = [
    ("Title", "New source title", "Title of the publication"),
    ("By", "New source publisher", "Name of the publisher"),
    ("When", "New source date", "2024-10-19"),
    ("Address", "New source address", "https://…"),
    ("ID", "New source ID", "A short name; made from the publisher if left empty"),
];

/// The draft that says that a new source is being described.
const OPEN: &str = "new source";

/// Shows the sources.
pub fn show(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let (shown, event) = (form.shown, form.event);
    heading(ui, "Sources", shown.theme.text);
    let name = |written: &str| match shown.document.source(written) {
        Some(source) if !source.title.is_empty() => visible(&brief(&source.title)).into_owned(),
        _ => visible(&brief(written)).into_owned(),
    };
    let chip = |at: usize| Chip { text: name(&event.sources[at]), flag: None };
    let own = || event.sources.iter().map(Text::as_str);
    let look = Look { word: "Source", name: "Source", rows: 1, hint: "Source or web address" };
    let offers = |typed: &str| offers::sources(shown, typed, &own().collect());
    let change = chips::show(ui, form, (look, Accepts::Text), event.sources.len(), chip, offers);
    match change {
        Some(chips::Change::Remove(at)) => {
            let left = event.sources.iter().enumerate().filter(|(other, _)| *other != at);
            let left: TextList = left.map(|(_, source)| source.clone()).collect();
            form.set_at_once(Field::Sources(left));
        }
        Some(chips::Change::Add(text)) if own().all(|own| own != text) => {
            form.set_at_once(Field::Sources(with(form, &text)));
        }
        _ => {}
    }
    new_source(ui, form);
}

fn with(form: &Form<'_, '_>, source: &str) -> TextList {
    form.event.sources.iter().cloned().chain([Text::from(source)]).collect()
}

/// Describes a source that the file does not declare yet.
fn new_source(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let theme = form.shown.theme;
    if form.drafts.get(OPEN).is_none() {
        let link = widgets::text_button(ui, "New source", TextStyle::regular(12.5), theme.coincidence_text);
        if link.on_hover_text("Add a source to the file").clicked() {
            form.drafts.set(OPEN, String::new());
        }
        return;
    }
    ui.add_space(2.0);
    let mut texts: [String; 5] = Default::default();
    for (text, (word, name, hint)) in texts.iter_mut().zip(NEW) {
        let before = form.drafts.get(name).unwrap_or_default().to_owned();
        let typed = form.text(ui, Look { word, name, rows: 1, hint }, &before);
        form.drafts.set(name, typed.text.clone());
        *text = typed.text.trim().to_owned();
    }
    let [title, publisher, date, url, id] = texts;
    let id = if id.is_empty() { made_source_id(form.shown.document, &publisher, &title) } else { id };
    let taken = form.shown.document.source(&id).is_some();
    if taken {
        form.remark(ui, &format!("There is already a source called {id}"), theme.error);
    } else if !url.is_empty() && WebAddress::parse(&url).is_none() {
        form.remark(ui, "Only an address like https://example.org/page can be opened", theme.warning);
    }
    form.tell_hidden(ui, &url);
    form.tell_hidden(ui, &id);
    let says_something = [&title, &publisher, &url].iter().any(|text| !text.is_empty());
    let ready = !taken && !id.is_empty() && says_something;
    ui.horizontal(|ui| {
        if ui.add_enabled(ready, egui::Button::new("Add source")).clicked() {
            let some = |text: String| Some(text).filter(|text| !text.is_empty());
            let source = Source {
                id: id.clone(),
                title,
                publisher: some(publisher),
                date: some(date),
                url: some(url),
            };
            let event = form.event.id.clone();
            let edits = vec![
                add_source(form.shown.document, source),
                Edit::SetField { event, field: Field::Sources(with(form, &id)) },
            ];
            form.end();
            let edit = Edit::many(format!("Add source “{id}”"), edits);
            form.commands.push_back(Command::Edit(EditCommand::Apply(edit)));
            form.drafts.clear();
        }
        if ui.button("Cancel").clicked() {
            form.drafts.clear();
        }
    });
}
