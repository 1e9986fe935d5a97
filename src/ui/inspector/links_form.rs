//! Links to other events, to be written: each with its kind, and a new one by the other's title.

use egui::Ui;
use egui::accesskit::Role;

use super::complete::Accepts;
use super::form::{Form, Look};
use super::labels::heading;
use super::offers;
use crate::edit::Field;
use crate::model::{EventId, Link, Name, brief, visible};
use crate::scene::TextStyle;
use crate::ui::widgets::{self, Pages};

/// So many links stand on a page.
const MOST_LINKS: usize = 20;

/// Shows the links.
pub fn show(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let theme = form.shown.theme;
    heading(ui, "Links", theme.text);
    let event = form.event;
    let links = event.links.as_slice();
    let pages = Pages::of(ui, ("links", event.id.as_str()), links.len(), MOST_LINKS);
    for at in pages.range() {
        if ui.push_id(at, |ui| link(ui, form, links, at)).inner {
            return;
        }
    }
    pages.turn_ui(ui, "links", theme.coincidence_text);
    let shown = form.shown;
    let look = Look { word: "To", name: "Event to link to", rows: 1, hint: "Title of an event" };
    let typed = form.text(ui, look, "");
    let offers = || {
        let known = links.iter().map(|link| &link.to).chain([&event.id]).collect();
        offers::events(shown, &typed.text, &known)
    };
    if let Some(id) = form.offer(ui, &typed, Accepts::Text, offers) {
        let new = Link { to: EventId::new(&id), kind: Name::default(), by: Name::default() };
        form.set_at_once(Field::Links(links.iter().cloned().chain([new]).collect()));
    }
}

/// One link; returns whether the list is another one now.
fn link(ui: &mut Ui, form: &mut Form<'_, '_>, links: &[Link], at: usize) -> bool {
    let (shown, theme) = (form.shown, form.shown.theme);
    let link = &links[at];
    let title = match shown.document.find(&link.to) {
        Some(ix) => brief(&shown.document.event(ix).title).into_owned(),
        None => format!("{} (no event has this ID)", visible(&brief(link.to.as_str()))),
    };
    let mut removed = false;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 24.0;
        ui.vertical(|ui| {
            ui.set_width(room);
            widgets::paragraph(ui, &title, TextStyle::regular(13.0), theme.text);
        });
        let cross = widgets::text_button(ui, "×", TextStyle::regular(14.0), theme.text_muted);
        removed = widgets::named(cross, Role::Button, &format!("Remove link to {title}")).clicked();
    });
    if removed {
        let mut new = links.to_vec();
        new.remove(at);
        form.set_at_once(Field::Links(new));
        return true;
    }
    let name = format!("Kind of link {}", at + 1);
    let look =
        Look { word: "Kind", name: &name, rows: 1, hint: "before, after, causes, answers or contradicts" };
    let typed = form.text(ui, look, &link.kind);
    let taken = form.offer(ui, &typed, Accepts::Text, || offers::kinds(&typed.text));
    let mut kind = None;
    if let Some(taken) = taken {
        form.drafts.remove(&name);
        kind = Some(taken);
    } else if typed.changed {
        kind = Some(typed.text);
    }
    let name = format!("Who claims link {}", at + 1);
    let look = Look { word: "By", name: &name, rows: 1, hint: "Who claims it (optional)" };
    let typed = form.text(ui, look, &link.by);
    let taken = form.offer(ui, &typed, Accepts::Text, || offers::voices(shown, &typed.text));
    let mut by = None;
    if let Some(taken) = taken {
        form.drafts.remove(&name);
        by = Some(taken);
    } else if typed.changed {
        by = Some(typed.text);
    }
    let changed = kind.is_some() || by.is_some();
    if changed {
        let mut links = links.to_vec();
        let link = &mut links[at];
        link.kind = kind.map_or_else(|| link.kind.clone(), Into::into);
        link.by = by.map_or_else(|| link.by.clone(), Into::into);
        form.set(Field::Links(links));
    }
    changed
}
