//! What the form keeps while it is open, and the field that all of it is made of.

use std::collections::HashMap;

use egui::accesskit::Role;
use egui::{Align2, Id, Margin, TextEdit, Ui, WidgetInfo};

use crate::edit::source_uses;
use crate::model::{Document, Source};
use crate::paint;
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, EditCommand};
use crate::ui::{PanelContext, widgets};

/// Width of the words before fields, in points.
pub(super) const WORDS_WIDTH_PT: f32 = 76.0;

/// The form with what is being typed and which source is looked at.
#[derive(Debug, Default)]
pub struct TimelineForm {
    pub(super) drafts: HashMap<&'static str, String>,
    pub(super) chosen: Chosen,
    /// It is asked whether a source that is named is to go.
    pub(super) removing: bool,
    /// In how many events each source is named, and of which revision that is.
    pub(super) uses: Option<(u64, HashMap<String, usize>)>,
    /// Which field is to get the focus.
    pub(super) focus: Option<&'static str>,
    /// Whether the form was shown before.
    pub(super) is_open: bool,
}

/// Which source is looked at.
#[derive(Debug, Default)]
pub(super) enum Chosen {
    /// None.
    #[default]
    None,
    /// One that is declared, by its id.
    Declared(String),
    /// One that is not declared yet.
    New(Source),
}

/// What happened in a field.
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) changed: bool,
    pub(super) left: bool,
}

impl TimelineForm {
    /// What was typed in a field until it was left, or what the document says.
    pub(super) fn draft(&self, name: &str, value: &str) -> String {
        self.drafts.get(name).map_or(value, String::as_str).to_owned()
    }

    /// Looks at another source, or at none.
    pub(super) fn choose(&mut self, chosen: Chosen, commands: &mut Commands) {
        commands.push_back(Command::Edit(EditCommand::EndGroup));
        self.drafts.clear();
        self.removing = false;
        self.chosen = chosen;
    }

    /// Counts where sources are named, once for each change of the events.
    pub(super) fn count(&mut self, document: &Document) {
        let revision = document.revision();
        let stays = |known: u64| document.changed_since(known).is_some_and(|events| events.is_empty());
        match &mut self.uses {
            Some((known, uses)) if stays(*known) && uses.len() == document.sources().len() => {
                *known = revision;
            }
            _ => self.uses = Some((revision, source_uses(document))),
        }
    }

    pub(super) fn uses(&self, id: &str) -> usize {
        self.uses.as_ref().and_then(|(_, uses)| uses.get(id)).copied().unwrap_or(0)
    }
}

/// How a field is shown.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) word: &'static str,
    /// Its name, different from every other field's.
    pub(super) name: &'static str,
    pub(super) rows: usize,
    /// What stands in it while it is empty.
    pub(super) hint: &'static str,
}

/// A field with its word before it.
pub(super) fn field(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    form: &mut TimelineForm,
    look: Look,
    value: &str,
) -> Typed {
    if value.len() > widgets::MOST_EDITED_BYTES && !form.drafts.contains_key(look.name) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let at = ui.cursor().left_top() + egui::vec2(0.0, 14.0);
            widgets::put(ui, at, look.word, TextStyle::regular(12.5), shown.theme.text_muted, WORDS_WIDTH_PT);
            ui.add_space(WORDS_WIDTH_PT);
            egui::ScrollArea::vertical()
                .id_salt(look.name)
                .max_height(160.0)
                .show(ui, |ui| widgets::too_long(ui, value, shown.theme));
        });
        return Typed { text: value.to_owned(), changed: false, left: false };
    }
    let mut text = form.draft(look.name, value);
    let id = Id::unique(("timeline details", look.name));
    let response = ui
        .horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let at = ui.cursor().left_top() + egui::vec2(0.0, 14.0);
            widgets::put(ui, at, look.word, TextStyle::regular(12.5), shown.theme.text_muted, WORDS_WIDTH_PT);
            ui.add_space(WORDS_WIDTH_PT);
            let right_to_left = paint::is_right_to_left(&text);
            let edit =
                if look.rows == 1 { TextEdit::singleline(&mut text) } else { TextEdit::multiline(&mut text) };
            let edit = edit
                .id(id)
                .char_limit(widgets::MOST_EDITED_BYTES)
                .desired_rows(look.rows)
                .desired_width(ui.available_width())
                .hint_text(look.hint)
                .align(if right_to_left { Align2::RIGHT_TOP } else { Align2::LEFT_TOP })
                .margin(Margin::symmetric(8, 5));
            ui.add(edit)
        })
        .inner;
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, look.name);
        info.current_text_value = Some(text.clone());
        info
    });
    if form.focus == Some(look.name) {
        form.focus = None;
        response.request_focus();
    }
    let (changed, left) = (response.changed(), response.lost_focus());
    if changed {
        form.drafts.insert(look.name, text.clone());
    }
    Typed { text, changed, left }
}
