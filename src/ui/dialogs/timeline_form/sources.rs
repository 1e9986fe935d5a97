//! The sources that the file declares: a list with where each is named, and beside it the one that is looked at.

use egui::accesskit::Role;
use egui::{Color32, Frame, Margin, ScrollArea, Ui, pos2, vec2};

use super::form::{Chosen, Look, TimelineForm, WORDS_WIDTH_PT, field};
use crate::edit::{add_source, change_source, made_source_id, remove_source, rename_source};
use crate::model::{EventDate, Source, WebAddress};
use crate::scene::{Color, TextStyle};
use crate::ui::commands::{Command, Commands, EditCommand};
use crate::ui::{PanelContext, widgets};

/// Height of a source in the list, in points.
const ROW_PT: f32 = 40.0;
/// Height of list and fields, in points.
const HEIGHT_PT: f32 = 6.0 * ROW_PT;
/// Width of the list, in points.
const LIST_PT: f32 = 236.0;

const TITLE: Look = Look { word: "Title", name: "Source title", rows: 1, hint: "Title of the publication" };
const BY: Look = Look { word: "Publisher", name: "Source publisher", rows: 1, hint: "Name of the publisher" };
const WHEN: Look = Look { word: "Date", name: "Source date", rows: 1, hint: "2024-10-19" };
const ADDRESS: Look = Look { word: "Address", name: "Source address", rows: 1, hint: "https://…" };
const ID: Look = Look { word: "ID", name: "Source ID", rows: 1, hint: "A short, unique name" };

/// Shows them.
pub(crate) fn show(ui: &mut Ui, shown: &PanelContext<'_>, form: &mut TimelineForm, commands: &mut Commands) {
    let theme = shown.theme;
    ui.horizontal(|ui| {
        let text = match shown.document.sources().len() {
            0 => "Sources".to_owned(),
            count => format!("Sources ({count})"),
        };
        widgets::line(ui, &text, TextStyle::semibold(13.0), theme.text);
        ui.add_space(12.0);
        let link = widgets::text_button(ui, "New source", TextStyle::regular(12.5), theme.coincidence_text);
        if link.on_hover_text("Add a source that events and accounts can refer to").clicked() {
            form.choose(Chosen::New(Source::default()), commands);
            form.focus = Some(TITLE.name);
        }
    });
    ui.add_space(2.0);
    if shown.document.sources().is_empty() && matches!(form.chosen, Chosen::None) {
        let text = "The file has no sources yet. Events and accounts refer to a source \
                    by its ID, a short name.";
        widgets::paragraph(ui, text, TextStyle::regular(12.5), theme.text_muted);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let frame = Frame::new().fill(Color32::from(theme.field)).corner_radius(6);
        frame.inner_margin(Margin { left: 12, right: 4, top: 4, bottom: 4 }).show(ui, |ui| {
            ui.vertical(|ui| list(ui, shown, form, commands));
        });
        ui.vertical(|ui| {
            ui.set_min_height(HEIGHT_PT);
            ui.set_width(ui.available_width());
            beside(ui, shown, form, commands);
        });
    });
}

fn list(ui: &mut Ui, shown: &PanelContext<'_>, form: &mut TimelineForm, commands: &mut Commands) {
    let theme = shown.theme;
    ui.set_width(LIST_PT);
    ui.set_height(HEIGHT_PT);
    ui.spacing_mut().item_spacing.y = 0.0;
    let sources = shown.document.sources();
    let mut wanted = None;
    ScrollArea::vertical().id_salt("sources").auto_shrink(false).show_rows(
        ui,
        ROW_PT,
        sources.len(),
        |ui, range| {
            ui.set_width(ui.available_width() - 12.0);
            for source in &sources[range] {
                let chosen = matches!(&form.chosen, Chosen::Declared(id) if *id == source.id);
                let count = form.uses(&source.id);
                let name = format!("Source {}, used in {}", source.id, times(count));
                let (rect, response) = widgets::row(ui, ROW_PT, chosen, theme, &name);
                let number =
                    widgets::galley(ui, &count.to_string(), TextStyle::regular(12.0), theme.text_muted);
                let left = rect.right() - number.size().x;
                let first = rect.top() + 12.0;
                ui.painter().galley(
                    pos2(left, first - number.size().y / 2.0),
                    number,
                    theme.text_muted.into(),
                );
                let style = TextStyle::semibold(12.5);
                widgets::put(
                    ui,
                    pos2(rect.left(), first),
                    &source.id,
                    style,
                    theme.text,
                    left - 8.0 - rect.left(),
                );
                let second = pos2(rect.left(), rect.top() + 28.0);
                widgets::put(
                    ui,
                    second,
                    &told(source),
                    TextStyle::regular(12.0),
                    theme.text_muted,
                    rect.width(),
                );
                let response = widgets::tip(response, &format!("Used in {}", times(count)));
                if response.clicked() && !chosen {
                    wanted = Some(source.id.clone());
                }
            }
        },
    );
    if let Some(id) = wanted {
        form.choose(Chosen::Declared(id), commands);
    }
}

/// A source in a line: its title, or what else is known.
fn told(source: &Source) -> String {
    let others = [source.publisher.as_deref(), source.url.as_deref()];
    let title = Some(source.title.as_str()).filter(|title| !title.is_empty());
    title.or_else(|| others.into_iter().flatten().next()).unwrap_or("no details").to_owned()
}

fn times(events: usize) -> String {
    match events {
        0 => "no events".to_owned(),
        1 => "1 event".to_owned(),
        count => crate::model::counted(count, "event"),
    }
}

/// The fields of the source that is looked at.
fn beside(ui: &mut Ui, shown: &PanelContext<'_>, form: &mut TimelineForm, commands: &mut Commands) {
    match std::mem::take(&mut form.chosen) {
        Chosen::None => {
            let text = "Choose a source to edit it.";
            widgets::paragraph(ui, text, TextStyle::regular(12.5), shown.theme.text_muted);
        }
        Chosen::New(mut source) => {
            let stays = new(ui, shown, form, &mut source, commands);
            if let (true, Chosen::None) = (stays, &form.chosen) {
                form.chosen = Chosen::New(source);
            }
        }
        Chosen::Declared(id) => {
            form.chosen = Chosen::Declared(id.clone());
            match shown.document.source(&id).cloned() {
                Some(source) => declared(ui, shown, form, &source, commands),
                None => form.chosen = Chosen::None,
            }
        }
    }
}

/// A source that is not declared yet; false where it is no longer described.
fn new(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    form: &mut TimelineForm,
    source: &mut Source,
    commands: &mut Commands,
) -> bool {
    source.title = field(ui, shown, form, TITLE, &source.title).text;
    for (look, value) in [(BY, &mut source.publisher), (WHEN, &mut source.date), (ADDRESS, &mut source.url)] {
        let before = value.clone().unwrap_or_default();
        *value = some(field(ui, shown, form, look, &before).text);
    }
    let made = made_source_id(shown.document, source.publisher.as_deref().unwrap_or_default(), &source.title);
    let look = Look { hint: "A short name; made from the publisher if left empty", ..ID };
    source.id = field(ui, shown, form, look, &source.id).text;
    let id = if source.id.trim().is_empty() { made } else { source.id.trim().to_owned() };
    let taken = shown.document.source(&id).is_some();
    remarks(ui, shown, source, taken.then_some(id.as_str()));
    ui.add_space(6.0);
    let mut stays = true;
    ui.horizontal(|ui| {
        let ready = !taken && !id.is_empty();
        if ui.add_enabled(ready, egui::Button::new("Add source")).clicked() {
            let trimmed =
                |text: &Option<String>| text.as_deref().and_then(|text| some(text.trim().to_owned()));
            let source = Source {
                id: id.clone(),
                title: source.title.trim().to_owned(),
                publisher: trimmed(&source.publisher),
                date: trimmed(&source.date),
                url: trimmed(&source.url),
            };
            let edit = add_source(shown.document, source);
            form.choose(Chosen::Declared(id), commands);
            apply(edit, commands);
            stays = false;
        }
        if ui.button("Cancel").clicked() {
            form.choose(Chosen::None, commands);
            stays = false;
        }
    });
    stays
}

/// A source that is declared.
fn declared(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    form: &mut TimelineForm,
    source: &Source,
    commands: &mut Commands,
) {
    let document = shown.document;
    type Set = fn(&mut Source, String);
    let fields: [(Look, &str, Set); 4] = [
        (TITLE, &source.title, |source, text| source.title = text),
        (BY, source.publisher.as_deref().unwrap_or_default(), |source, text| source.publisher = some(text)),
        (WHEN, source.date.as_deref().unwrap_or_default(), |source, text| source.date = some(text)),
        (ADDRESS, source.url.as_deref().unwrap_or_default(), |source, text| source.url = some(text)),
    ];
    for (look, value, set) in fields {
        let name = look.name;
        let typed = field(ui, shown, form, look, value);
        if typed.changed {
            let edit = change_source(document, &source.id, |source| set(source, typed.text));
            commands.push_back(Command::Edit(EditCommand::Apply(edit)));
        }
        if typed.left {
            form.drafts.remove(name);
            commands.push_back(Command::Edit(EditCommand::EndGroup));
        }
    }
    rename(ui, shown, form, source, commands);
    ui.add_space(6.0);
    remove(ui, shown, form, source, commands);
}

/// The id, which is another once the field is left: what names the source follows.
fn rename(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    form: &mut TimelineForm,
    source: &Source,
    commands: &mut Commands,
) {
    let typed = field(ui, shown, form, ID, &source.id);
    let id = typed.text.trim();
    let taken = id != source.id && shown.document.source(id).is_some();
    remarks(ui, shown, source, taken.then_some(id));
    if !typed.left {
        return;
    }
    form.drafts.remove(ID.name);
    if let Some(edit) = rename_source(shown.document, &source.id, id).ok().filter(|_| id != source.id) {
        form.choose(Chosen::Declared(id.to_owned()), commands);
        apply(edit, commands);
    }
}

/// What is to be said of a source as it is typed.
fn remarks(ui: &mut Ui, shown: &PanelContext<'_>, source: &Source, taken: Option<&str>) {
    let theme = shown.theme;
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    if let Some(id) = taken {
        remark(ui, &format!("There is already a source called {id}"), theme.error);
    }
    let (url, date) = (text(&source.url), text(&source.date));
    if !url.is_empty() && WebAddress::parse(&url).is_none() {
        remark(ui, "Only an address like https://example.org/page can be opened", theme.warning);
    }
    if !date.is_empty() && EventDate::parse(&date).is_err() {
        remark(ui, "Kept as written; the usual form is 2024-10-19", theme.text_muted);
    }
}

fn remark(ui: &mut Ui, text: &str, color: Color) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(WORDS_WIDTH_PT);
        ui.vertical(|ui| widgets::paragraph(ui, text, TextStyle::regular(12.5), color));
    });
}

/// Takes the source away, after a question where events name it.
fn remove(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    form: &mut TimelineForm,
    source: &Source,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let count = form.uses(&source.id);
    let away = |form: &mut TimelineForm, everywhere: bool, commands: &mut Commands| {
        let edit = remove_source(shown.document, &source.id, everywhere);
        form.choose(Chosen::None, commands);
        apply(edit, commands);
    };
    if !form.removing {
        ui.horizontal(|ui| {
            let button = widgets::named(ui.button("Remove source"), Role::Button, "Remove source");
            if button.clicked() {
                if count == 0 { away(form, false, commands) } else { form.removing = true }
            }
            let text = format!("Used in {}", times(count));
            widgets::line(ui, &text, TextStyle::regular(12.5), theme.text_muted);
        });
        return;
    }
    let text = match count {
        1 => "1 event refers to it. Keep the name there as plain text, or remove it too?".to_owned(),
        count => format!("{count} events refer to it. Keep the name there as plain text, or remove it too?"),
    };
    widgets::paragraph(ui, &text, TextStyle::regular(12.5), theme.text);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        if ui.button("Keep name").on_hover_text("Remove it only from the list of sources").clicked() {
            away(form, false, commands);
        } else if ui
            .button("Remove everywhere")
            .on_hover_text("Remove it from events and accounts too")
            .clicked()
        {
            away(form, true, commands);
        } else if ui.button("Cancel").clicked() {
            form.removing = false;
        }
    });
}

/// A change as a step of its own.
fn apply(edit: crate::edit::Edit, commands: &mut Commands) {
    commands.push_back(Command::Edit(EditCommand::Apply(edit)));
    commands.push_back(Command::Edit(EditCommand::EndGroup));
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
