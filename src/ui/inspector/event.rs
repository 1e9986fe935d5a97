//! The selected event: what the file says of it, and in edit mode the fields to change it.

use egui::Ui;

use super::backlinks::LinkOf;
use super::form::Form;
use super::labels::{VALUES_LEFT_PT, heading, label};
use super::state::InspectorState;
use super::{accounts, align, calendars, fields};
use crate::model::{Event, EventIx, Name, brief, brief_to};
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, EditCommand, SelectCommand};
use crate::ui::context_menu;
use crate::ui::search::highlight;
use crate::ui::widgets::Pages;
use crate::ui::widgets::textures::Flags;
use crate::ui::words::{joined, lane_name};
use crate::ui::{PanelContext, widgets};

/// So many people, tags or countries stand on a page.
const MOST_NAMES: usize = 50;
/// So many links do.
const MOST_LINKS: usize = 30;
/// So many sources do.
const MOST_SOURCES: usize = 30;
/// The longest kind of a link that is told in full, in bytes.
const MOST_KIND_BYTES: usize = 80;

/// Shows the event.
pub fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    ix: EventIx,
    state: &mut InspectorState,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let event = shown.document.event(ix);
    ui.horizontal_top(|ui| {
        let text = match (shown.read_only, state.editing) {
            (true, _) => "",
            (false, true) => "Done",
            (false, false) => "Edit",
        };
        let button = widgets::galley(ui, text, TextStyle::regular(12.5), theme.text).size().x;
        let width = ui.available_width() - button - 12.0;
        ui.vertical(|ui| {
            ui.set_width(width);
            highlight::paragraph(ui, shown, &event.title, TextStyle::semibold(16.0), theme.text);
        });
        if shown.read_only {
            return;
        }
        ui.add_space(ui.available_width() - button);
        let button = widgets::text_button(ui, text, TextStyle::regular(12.5), theme.coincidence_text);
        let name = if state.editing { "Done editing" } else { "Edit this event" };
        let button = widgets::named(button, egui::accesskit::Role::Button, name);
        let tip = if state.editing { "Finish editing" } else { "Edit title, date, place and text" };
        if widgets::tip(button, tip).clicked() {
            state.toggle_editing();
            commands.push_back(Command::Edit(EditCommand::EndGroup));
        }
    });
    if state.editing && !shown.read_only {
        let focus = std::mem::take(&mut state.focus_title);
        let mut form = Form { shown, event, drafts: &mut state.drafts, flags, commands };
        if focus {
            fields::focus_title(ui, &form);
        }
        fields::show(ui, &mut form);
        ui.add_space(120.0); // room for the list below the last field
        return;
    }
    if !event.title_native.is_empty() {
        highlight::paragraph(ui, shown, &event.title_native, TextStyle::regular(14.0), theme.text_muted);
    }
    read(ui, shown, ix, event);
    align::show(ui, shown, event, commands);
    accounts::show(ui, shown, event, commands);
    links(ui, shown, ix, event, state, commands);
    sources(ui, shown, event);
    if !event.note.is_empty() && !shown.presenting {
        note(ui, event, theme);
    }
    ui.add_space(16.0);
}

/// The event's own words.
fn read(ui: &mut Ui, shown: &PanelContext<'_>, ix: EventIx, event: &Event) {
    let theme = shown.theme;
    ui.add_space(4.0);
    let words = event.date.in_words();
    pair(ui, "When", &words, theme);
    if let Some(shown) = event.date.by(&shown.list.rule.zone.clocks()) {
        pair(ui, "", &shown.in_words(), theme);
    }
    if event.date.text() != words {
        pair(ui, "", &format!("in the file: {}", event.date.text()), theme);
    }
    if let Some(aligned) = shown.aligned {
        pair(ui, "", &aligned.offsets_in_words(&event.date, ix), theme);
    }
    calendars::show(ui, shown, &event.date);
    if let Some(file) = shown.document.file_among(event) {
        found_pair(ui, shown, "File", &isolated(&brief(file)));
    }
    where_it_was(ui, shown, event);
    names(ui, shown, event, "People", &event.people);
    names(ui, shown, event, "Tags", &event.tags);
    if !event.summary.is_empty() {
        ui.add_space(6.0);
        highlight::paragraph(ui, shown, &event.summary, TextStyle::regular(13.0), theme.text);
    }
}

/// "Tehran, Iran with Azerbaijan".
fn where_it_was(ui: &mut Ui, shown: &PanelContext<'_>, event: &Event) {
    let lane = &*brief(lane_name(shown, &event.lane));
    let mut text = if event.place.is_empty() {
        isolated(lane).into_owned()
    } else {
        format!("{}, {}", isolated(&brief(&event.place)), isolated(lane))
    };
    let pages = Pages::of(ui, ("involves", event.id.as_str()), event.involves.len(), MOST_NAMES);
    if !event.involves.is_empty() {
        let name = |id| isolated(&brief(lane_name(shown, id))).into_owned();
        let others: Vec<String> = pages.part(&event.involves).iter().map(name).collect();
        text.push_str(" with ");
        text.push_str(&if pages.is_single() { joined(&others) } else { others.join(", ") });
    }
    found_pair(ui, shown, "Where", &text);
    below(ui, shown, &pages, "countries");
}

/// Names behind one another, of very many a page.
fn names(ui: &mut Ui, shown: &PanelContext<'_>, event: &Event, word: &str, names: &[Name]) {
    if names.is_empty() {
        return;
    }
    let pages = Pages::of(ui, (word, event.id.as_str()), names.len(), MOST_NAMES);
    let names: Vec<String> =
        pages.part(names).iter().map(|name| isolated(&brief(name)).into_owned()).collect();
    found_pair(ui, shown, word, &names.join(", "));
    below(ui, shown, &pages, &word.to_lowercase());
}

/// The way to the other pages of the values of a pair.
fn below(ui: &mut Ui, shown: &PanelContext<'_>, pages: &Pages, what: &str) {
    if !pages.is_single() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            label(ui, "", shown.theme);
            pages.turn_ui(ui, what, shown.theme.coincidence_text);
        });
    }
}

/// A muted word and its value beside it.
pub fn pair(ui: &mut Ui, word: &str, value: &str, theme: &Theme) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        label(ui, word, theme);
        let color = if word.is_empty() { theme.text_muted } else { theme.text };
        let size = if word.is_empty() { 12.0 } else { 13.0 };
        ui.vertical(|ui| {
            widgets::paragraph(ui, value, TextStyle::regular(size), color);
        });
    });
}

/// A pair of which the value may be what is searched for.
fn found_pair(ui: &mut Ui, shown: &PanelContext<'_>, word: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        label(ui, word, shown.theme);
        ui.vertical(|ui| highlight::paragraph(ui, shown, value, TextStyle::regular(13.0), shown.theme.text));
    });
}

/// Links to other events and from them; a click goes there.
fn links(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    ix: EventIx,
    event: &Event,
    state: &mut InspectorState,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let document = shown.document;
    let all = state.links_of(document, ix);
    if all.is_empty() {
        return;
    }
    heading(ui, "Links", theme.text);
    let pages = Pages::of(ui, ("links", event.id.as_str()), all.len(), MOST_LINKS);
    for LinkOf { kind, to, .. } in pages.part(all) {
        let other = *to;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let word = if kind.is_empty() { "see also" } else { &*brief_to(kind, MOST_KIND_BYTES) };
            let width = widgets::line(ui, word, TextStyle::regular(12.5), theme.text_muted).rect.width();
            ui.add_space((VALUES_LEFT_PT - 8.0 - width).max(0.0));
            ui.vertical(|ui| {
                let title = &document.event(other).title;
                let link = widgets::wrapped_button(ui, title, TextStyle::regular(13.0), theme.text);
                if link.clicked() {
                    commands.push_back(Command::Select(SelectCommand::Reveal(other)));
                }
                link.context_menu(|ui| {
                    context_menu::event(ui, shown, other, false, commands);
                });
            });
        });
    }
    pages.turn_ui(ui, "links", theme.coincidence_text);
}

/// Where the event is reported.
fn sources(ui: &mut Ui, shown: &PanelContext<'_>, event: &Event) {
    if event.sources.is_empty() {
        return;
    }
    heading(ui, "Sources", shown.theme.text);
    let pages = Pages::of(ui, ("sources", event.id.as_str()), event.sources.len(), MOST_SOURCES);
    for source in pages.part(&event.sources) {
        accounts::source(ui, shown, source, TextStyle::regular(12.5), "");
    }
    pages.turn_ui(ui, "sources", shown.theme.coincidence_text);
}

/// The private note.
fn note(ui: &mut Ui, event: &Event, theme: &Theme) {
    ui.add_space(14.0);
    ui.horizontal(|ui| {
        widgets::line(ui, "Note", TextStyle::semibold(13.0), theme.text);
        widgets::line(ui, "private; hidden while presenting", TextStyle::regular(12.5), theme.text_muted);
    });
    widgets::paragraph(ui, &event.note, TextStyle::regular(13.0).slanted(), theme.text_muted);
}
