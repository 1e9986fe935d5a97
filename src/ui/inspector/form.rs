//! Fields as they are typed: what can be understood goes to the document at once, what cannot stays here with what is
//! wrong with it.

use std::collections::HashMap;

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange};
use egui::{Align2, Id, Margin, Response, TextEdit, Ui, WidgetInfo};

use super::complete::{self, Accepts, Offer};
use super::labels::label;
use crate::edit::{Edit, Field};
use crate::model::{Event, brief, visible};
use crate::paint;
use crate::scene::{Color, TextStyle};
use crate::ui::commands::{Command, Commands, EditCommand};
use crate::ui::widgets::select_on_focus::select_on_focus;
use crate::ui::widgets::textures::Flags;
use crate::ui::{PanelContext, widgets};

/// What was typed into each field, by its name, where it is being typed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts(HashMap<String, String>);

impl Drafts {
    /// What was typed into a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Keeps what was typed.
    pub fn set(&mut self, name: &str, text: String) {
        self.0.insert(name.to_owned(), text);
    }

    /// Forgets it.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// The fields of an event, being shown.
pub struct Form<'a, 's> {
    /// What is shown.
    pub shown: &'a PanelContext<'s>,
    /// The event.
    pub event: &'a Event,
    /// What is being typed.
    pub drafts: &'a mut Drafts,
    /// For flags beside countries.
    pub flags: &'a mut Flags,
    /// What is asked of the program.
    pub commands: &'a mut Commands,
}

/// How a field is shown.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The word before it; none where it is empty, but the field is named so for a screen reader.
    pub word: &'a str,
    /// Its name, different from every other field's.
    pub name: &'a str,
    /// How many lines it has.
    pub rows: usize,
    /// What stands in it while it is empty.
    pub hint: &'a str,
}

impl<'a> Look<'a> {
    /// A field of one line.
    pub fn line(word: &'a str) -> Self {
        Self { word, name: word, rows: 1, hint: "" }
    }
}

/// What happened in a field.
pub struct Typed {
    /// The field.
    pub response: Response,
    /// What it says now; of a text that is too long to be edited the beginning.
    pub text: String,
    /// Whether it was changed in this frame.
    pub changed: bool,
    /// Whether it was left in this frame.
    pub left: bool,
}

impl Form<'_, '_> {
    /// Gives a field of the event a value.
    pub fn set(&mut self, field: Field) {
        let edit = Edit::SetField { event: self.event.id.clone(), field };
        self.commands.push_back(Command::Edit(EditCommand::Apply(edit)));
    }

    /// The same as a step of its own, after which nothing is being typed.
    pub fn set_at_once(&mut self, field: Field) {
        self.end();
        self.set(field);
        self.end();
        self.drafts.clear();
    }

    /// What was typed is one step.
    pub fn end(&mut self) {
        self.commands.push_back(Command::Edit(EditCommand::EndGroup));
    }

    /// One field with its word before it.
    pub fn text(&mut self, ui: &mut Ui, look: Look<'_>, value: &str) -> Typed {
        if value.len() > widgets::MOST_EDITED_BYTES && self.drafts.get(look.name).is_none() {
            return self.too_long(ui, look, value);
        }
        let mut text = self.drafts.get(look.name).unwrap_or(value).to_owned();
        complete::keys(ui, field_id(look.name));
        let response = ui
            .horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                if !look.word.is_empty() {
                    word(ui, look.word, self.shown);
                }
                let right_to_left = paint::is_right_to_left(&text);
                let edit = if look.rows == 1 {
                    TextEdit::singleline(&mut text)
                } else {
                    TextEdit::multiline(&mut text)
                };
                let edit = edit
                    .char_limit(widgets::MOST_EDITED_BYTES)
                    .desired_rows(look.rows)
                    .desired_width(ui.available_width())
                    .hint_text(look.hint)
                    .align(if right_to_left { Align2::RIGHT_TOP } else { Align2::LEFT_TOP })
                    .margin(Margin::symmetric(8, 5));
                ui.add(edit.id(field_id(look.name)))
            })
            .inner;
        name_field(&response, look.name, &text);
        if look.rows == 1 {
            select_on_focus(ui, &response, &text);
        }
        let (changed, left) = (response.changed(), response.lost_focus());
        if changed {
            self.drafts.set(look.name, text.clone());
        }
        if left {
            self.end();
            // A field that is left shows the document's value again, but for what could not be understood.
            if self.drafts.get(look.name) == Some(value) {
                self.drafts.remove(look.name);
            }
        }
        Typed { response, text, changed, left }
    }

    /// What stands in the place of a field whose text is too long to be laid out with every letter that is typed: the
    /// text to be read, page by page.
    fn too_long(&self, ui: &mut Ui, look: Look<'_>, value: &str) -> Typed {
        let theme = self.shown.theme;
        let response = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            if !look.word.is_empty() {
                word(ui, look.word, self.shown);
            }
            widgets::too_long(ui, value, theme)
        });
        let response = widgets::named(response.inner, Role::Group, look.name);
        Typed { response, text: brief(value).into_owned(), changed: false, left: false }
    }

    /// Says of a name that looks like another, because letters of it cannot be seen, what it is.
    pub fn tell_hidden(&self, ui: &mut Ui, text: &str) {
        let text = brief(text);
        let seen = visible(&text);
        if seen != text {
            self.remark(ui, &format!("Has hidden characters: {seen}"), self.shown.theme.warning);
        }
    }

    /// What could be meant by what is typed in a field that accepts this; returns what was taken.
    pub fn offer(
        &mut self,
        ui: &Ui,
        typed: &Typed,
        accepts: Accepts,
        offers: impl FnOnce() -> Vec<Offer>,
    ) -> Option<String> {
        complete::show(ui, self.shown, &typed.response, (&typed.text, accepts), offers, self.flags)
    }

    /// A remark under a field, in line with its text.
    pub fn remark(&self, ui: &mut Ui, text: &str, color: Color) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            label(ui, "", self.shown.theme);
            ui.vertical(|ui| {
                widgets::paragraph(ui, text, TextStyle::regular(12.5), color);
            });
        });
    }
}

/// The word before a field, on the line of its text.
pub fn word(ui: &mut Ui, text: &str, shown: &PanelContext<'_>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(4.0);
        label(ui, text, shown.theme);
    });
}

/// Gives a field the focus, all of its text selected.
pub fn focus(ui: &Ui, name: &str, text: &str) {
    let id = field_id(name);
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), id, state);
    ui.memory_mut(|memory| memory.request_focus(id));
}

fn field_id(name: &str) -> Id {
    Id::unique(("inspector", name))
}

fn name_field(response: &Response, name: &str, text: &str) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, name);
        info.current_text_value = Some(text.to_owned());
        info
    });
}
