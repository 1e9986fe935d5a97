//! Links to other events, to be written: each with its kind, and a new one by the other's title.

use egui::Ui;
use egui::accesskit::Role;

use super::form::{Form, Look};
use super::labels::heading;
use super::offers;
use crate::edit::Field;
use crate::model::{EventId, Link};
use crate::scene::TextStyle;
use crate::ui::widgets;

/// Shows the links.
pub fn show(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let theme = form.shown.theme;
    heading(ui, "Links", theme.text);
    let links = form.event.links.clone();
    for at in 0..links.len() {
        if ui.push_id(at, |ui| link(ui, form, &links, at)).inner {
            return;
        }
    }
    let shown = form.shown;
    let look = Look { word: "To", name: "Event to link to", rows: 1, hint: "Title of an event" };
    let typed = form.text(ui, look, "");
    let mut known: Vec<&EventId> = links.iter().map(|link| &link.to).collect();
    known.push(&form.event.id);
    if let Some(id) = form.offer(ui, &typed, || offers::events(shown, &typed.text, &known)) {
        let new = Link { to: EventId::new(&id), kind: String::new(), by: String::new() };
        form.set_at_once(Field::Links(links.into_iter().chain([new]).collect()));
    }
}

/// One link; returns whether the list is another one now.
fn link(ui: &mut Ui, form: &mut Form<'_, '_>, links: &[Link], at: usize) -> bool {
    let (shown, theme) = (form.shown, form.shown.theme);
    let link = &links[at];
    let title = match shown.document.find(&link.to) {
        Some(ix) => shown.document.event(ix).title.to_string(),
        None => format!("{} (no event has this ID)", link.to),
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
    let mut new = links.to_vec();
    if removed {
        new.remove(at);
        form.set_at_once(Field::Links(new));
        return true;
    }
    let name = format!("Kind of link {}", at + 1);
    let look =
        Look { word: "Kind", name: &name, rows: 1, hint: "before, after, causes, answers or contradicts" };
    let typed = form.text(ui, look, &link.kind);
    let taken = form.offer(ui, &typed, || offers::kinds(&typed.text));
    let mut changed = false;
    if let Some(kind) = taken {
        form.drafts.remove(&name);
        (new[at].kind, changed) = (kind, true);
    } else if typed.changed {
        (new[at].kind, changed) = (typed.text, true);
    }
    let name = format!("Who claims link {}", at + 1);
    let look = Look { word: "By", name: &name, rows: 1, hint: "Who claims it (optional)" };
    let typed = form.text(ui, look, &link.by);
    let taken = form.offer(ui, &typed, || offers::voices(shown, &typed.text));
    if let Some(by) = taken {
        form.drafts.remove(&name);
        (new[at].by, changed) = (by, true);
    } else if typed.changed {
        (new[at].by, changed) = (typed.text, true);
    }
    if changed {
        form.set(Field::Links(new));
    }
    changed
}
