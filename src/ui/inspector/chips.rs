//! A list of names as chips, each with a cross, and a field that adds one.

use egui::{Key, Ui, vec2};

use super::complete::{Accepts, Offer};
use super::form::{self, Form, Look};
use crate::ui::widgets::{self, Pages};

/// So many chips stand on a page.
const MOST_CHIPS: usize = 50;

/// A name in a list.
pub struct Chip {
    /// As it is shown.
    pub text: String,
    /// The lane whose flag stands before it.
    pub flag: Option<String>,
}

/// What was done to the list.
pub enum Change {
    /// The name at this position goes.
    Remove(usize),
    /// This one comes.
    Add(String),
}

/// Shows the list, of `count` names, and the field for another one, which accepts this.
pub fn show(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    (look, accepts): (Look<'_>, Accepts),
    count: usize,
    chip: impl Fn(usize) -> Chip,
    offers: impl FnOnce(&str) -> Vec<Offer>,
) -> Option<Change> {
    let mut change = None;
    let theme = form.shown.theme;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        form::word(ui, look.word, form.shown);
        ui.vertical(|ui| {
            let pages = Pages::of(ui, (look.name, form.event.id.as_str()), count, MOST_CHIPS);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
                for at in pages.range() {
                    let chip = chip(at);
                    let name = format!("Remove {}", chip.text);
                    let response = ui
                        .push_id(at, |ui| {
                            if let Some(code) = &chip.flag {
                                let (rect, _) =
                                    ui.allocate_exact_size(vec2(18.0, 24.0), egui::Sense::hover());
                                crate::ui::widgets::flag::paint(
                                    ui,
                                    rect.center(),
                                    code,
                                    &chip.text,
                                    form.flags,
                                );
                            }
                            widgets::removable_chip(ui, &chip.text, &name, theme)
                        })
                        .inner;
                    if response.clicked() {
                        change = Some(Change::Remove(at));
                    }
                }
            });
            pages.turn_ui(ui, &look.name.to_lowercase(), theme.coincidence_text);
            let typed = form.text(ui, Look { word: "", ..look }, "");
            let text = typed.text.trim().to_owned();
            let is_free = accepts == Accepts::Text;
            let enter = is_free && typed.left && ui.input(|i| i.key_pressed(Key::Enter));
            let taken = form.offer(ui, &typed, accepts, || offers(&text));
            let comma = text.strip_suffix([',', ';', '،', '、']).filter(|_| is_free);
            let comma = comma.map(|text| text.trim().to_owned());
            let added =
                taken.or(comma).or_else(|| enter.then(|| text.clone())).filter(|text| !text.is_empty());
            if let Some(added) = added {
                form.drafts.remove(look.name);
                form::focus(ui, look.name, "");
                change = Some(Change::Add(added));
            }
        });
    });
    change
}
