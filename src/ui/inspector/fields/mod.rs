//! All fields of an event in edit mode, each with what it means or what is wrong with it.

mod country;
mod date;

use egui::Ui;
use egui::accesskit::Role;

use super::chips::{self, Chip};
use super::complete::Accepts;
use super::form::{self, Form, Look};
use super::labels::{heading, label};
use super::state::NEW_TITLE;
use super::{accounts_form, links_form, offers, sources_form};
use crate::edit::{Field, Names};
use crate::model::{EventId, LaneId, Name, brief, from_visible, visible};
use crate::paint;
use crate::ui::{widgets, words};

/// Shows the fields.
pub fn show(ui: &mut Ui, form: &mut Form<'_, '_>) {
    ui.add_space(4.0);
    titles(ui, form);
    date::show(ui, form);
    country::show(ui, form);
    place(ui, form);
    involves(ui, form);
    names(ui, form, "People", "Add person", Names::People);
    names(ui, form, "Tags", "Add tag", Names::Tags);
    importance(ui, form);
    let typed = form.text(ui, Look { rows: 4, ..Look::line("Summary") }, &form.event.summary);
    if typed.changed {
        form.set(Field::Summary(typed.text));
    }
    accounts_form::show(ui, form);
    links_form::show(ui, form);
    sources_form::show(ui, form);
    rest(ui, form);
}

/// Gives the title the focus, all of it selected.
pub fn focus_title(ui: &Ui, form: &Form<'_, '_>) {
    let text = form.drafts.get("Title").unwrap_or(&form.event.title);
    form::focus(ui, "Title", text);
}

fn titles(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let theme = form.shown.theme;
    let typed = form.text(ui, Look::line("Title"), form.event.title.as_ref());
    let empty = typed.text.trim().is_empty();
    if typed.changed && !empty {
        form.set(Field::Title(typed.text));
    }
    if empty && *form.event.title == *NEW_TITLE {
        form.remark(ui, &format!("Called “{NEW_TITLE}” until you type a title"), theme.text_muted);
    } else if empty {
        form.remark(ui, "A title cannot be empty", theme.error);
    }
    let look =
        Look { word: "Native", name: "Native title", rows: 1, hint: "The title in its original script" };
    let typed = form.text(ui, look, &form.event.title_native);
    // A field shows words in the order they are stored; whoever reads Persian or Hebrew must see the right one.
    if paint::is_right_to_left(&typed.text) {
        form.remark(ui, &typed.text, theme.text_muted);
    }
    if typed.changed {
        form.set(Field::TitleNative(typed.text));
    }
}

fn place(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let (shown, event) = (form.shown, form.event);
    let typed = form.text(ui, Look::line("Place"), event.place.as_ref());
    let taken =
        form.offer(ui, &typed, Accepts::Text, || offers::names(shown, Names::Places, event, &typed.text));
    match taken {
        Some(place) => form.set_at_once(Field::Place(place)),
        None if typed.changed => form.set(Field::Place(typed.text)),
        None => {}
    }
}

fn involves(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let (shown, event) = (form.shown, form.event);
    let chip = |at: usize| {
        let id = &event.involves[at];
        let name = |text| brief(text).into_owned();
        Chip { text: name(words::lane_name(shown, id)), flag: Some(name(id.as_str())) }
    };
    let look = Look { word: "Involves", name: "Also involves", rows: 1, hint: "Add country" };
    let lane = |text: &str| shown.document.resolve_lane(text);
    let change = chips::show(ui, form, (look, Accepts::Offers), event.involves.len(), chip, |typed| {
        let mut found = offers::countries_or_new(shown, typed);
        found.retain(|offer| {
            let id = LaneId::new(&offer.value);
            id != event.lane && !event.involves.contains(&id)
        });
        found
    });
    match change {
        Some(chips::Change::Remove(at)) => {
            let mut lanes = event.involves.clone();
            lanes.edit(|lanes| lanes.remove(at));
            form.set_at_once(Field::Involves(lanes));
        }
        Some(chips::Change::Add(text)) => {
            let id = lane(&text);
            if !event.involves.contains(&id) {
                form.set_at_once(Field::Involves(event.involves.iter().cloned().chain([id]).collect()));
            }
        }
        None => {}
    }
}

fn names(ui: &mut Ui, form: &mut Form<'_, '_>, word: &str, hint: &str, names: Names) {
    let (shown, event) = (form.shown, form.event);
    let own: &[Name] = if names == Names::People { &event.people } else { &event.tags };
    let chip = |at: usize| Chip { text: brief(&own[at]).into_owned(), flag: None };
    let name = if names == Names::People { "Person" } else { "Tag" };
    let look = Look { word, name, rows: 1, hint };
    let change = chips::show(ui, form, (look, Accepts::Text), own.len(), chip, |typed| {
        offers::names(shown, names, event, typed)
    });
    let list: Vec<Name> = match change {
        Some(chips::Change::Remove(at)) => {
            own.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, name)| name.clone()).collect()
        }
        Some(chips::Change::Add(text)) if own.iter().all(|name| *name != text) => {
            own.iter().cloned().chain([Name::from(text)]).collect()
        }
        _ => return,
    };
    form.set_at_once(match names {
        Names::People => Field::People(list.into()),
        Names::Tags | Names::Places => Field::Tags(list.into()),
    });
}

fn importance(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let theme = form.shown.theme;
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        label(ui, "Importance", theme);
        ui.spacing_mut().item_spacing.x = 4.0;
        for number in 1..=5_u8 {
            let is = form.event.importance == number;
            let button = ui.selectable_label(is, format!(" {number} "));
            let button = widgets::named(button, Role::RadioButton, &format!("Importance {number} of 5"));
            if button.on_hover_text("More important events keep their labels when space is tight").clicked()
                && !is
            {
                chosen = Some(number);
            }
        }
    });
    if let Some(number) = chosen {
        form.set_at_once(Field::Importance(number));
    }
}

/// The private note and the id.
fn rest(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let theme = form.shown.theme;
    heading(ui, "Private", theme.text);
    let look = Look { rows: 3, hint: "Private note; hidden while presenting", ..Look::line("Note") };
    let typed = form.text(ui, look, &form.event.note);
    if typed.changed {
        form.set(Field::Note(typed.text));
    }
    // An id is what others speak of: it changes when the field is left, and not with every letter.
    // What cannot be seen in it is written out: two ids that look the same must not be taken for one another.
    let id = form.event.id.as_str();
    let seen = visible(id);
    let typed = form.text(ui, Look { word: "ID", name: "ID", rows: 1, hint: "" }, &seen);
    let wanted = match seen == id {
        true => EventId::new(typed.text.trim()),
        false if typed.text == seen => form.event.id.clone(),
        false => EventId::new(from_visible(&typed.text).trim()),
    };
    if seen != id || visible(&typed.text) != typed.text {
        form.tell_hidden(ui, wanted.as_str());
    }
    let other = wanted != form.event.id;
    let numbered = |text: &str| {
        text.rsplit_once('~')
            .is_some_and(|(_, end)| !end.is_empty() && end.bytes().all(|b| b.is_ascii_digit()))
    };
    let wrong = if wanted.as_str().is_empty() {
        Some("An ID cannot be empty")
    } else if other && form.shown.document.find(&wanted).is_some() {
        Some("Another event has this ID")
    } else if other && numbered(wanted.as_str()) {
        Some("An ID cannot end with ~ and a number; that form marks duplicates")
    } else {
        None
    };
    if let Some(wrong) = wrong {
        form.remark(ui, wrong, theme.error);
    } else if typed.left && other {
        form.set_at_once(Field::Id(wanted));
    }
}
