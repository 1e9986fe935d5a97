//! What the file says of the timeline as a whole, to be written: its title, a summary and the sources that it declares.
//! What is typed is in the document at once, as in the inspector, and each field is one step.

mod sources;

use std::collections::HashMap;

use egui::accesskit::Role;
use egui::{Align2, Context, Id, Margin, TextEdit, Ui, WidgetInfo};

use super::{heading, main_button, modal};
use crate::edit::{Edit, Section, source_uses};
use crate::model::{Document, Source};
use crate::paint;
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, EditCommand};
use crate::ui::{Shown, widgets};

/// Width of the form, in points.
const WIDTH: f32 = 660.0;
/// Width of the words before fields, in points.
const WORDS: f32 = 76.0;

/// The form with what is being typed and which source is looked at.
#[derive(Debug, Default)]
pub struct TimelineForm {
    drafts: HashMap<&'static str, String>,
    chosen: Chosen,
    /// It is asked whether a source that is named is to go.
    removing: bool,
    /// In how many events each source is named, and of which revision that is.
    uses: Option<(u64, HashMap<String, usize>)>,
    /// Which field is to get the focus.
    focus: Option<&'static str>,
    /// Whether the form was shown before.
    is_open: bool,
}

/// Which source is looked at.
#[derive(Debug, Default)]
enum Chosen {
    /// None.
    #[default]
    None,
    /// One that is declared, by its id.
    Declared(String),
    /// One that is not declared yet.
    New(Source),
}

/// What happened in a field.
struct Typed {
    text: String,
    changed: bool,
    left: bool,
}

impl TimelineForm {
    /// What was typed in a field until it was left, or what the document says.
    fn draft(&self, name: &str, value: &str) -> String {
        self.drafts.get(name).map_or(value, String::as_str).to_owned()
    }

    /// Looks at another source, or at none.
    fn choose(&mut self, chosen: Chosen, commands: &mut Commands) {
        commands.push_back(Command::Edit(EditCommand::EndGroup));
        self.drafts.clear();
        self.removing = false;
        self.chosen = chosen;
    }

    /// Counts where sources are named, once for each change of the events.
    fn count(&mut self, document: &Document) {
        let revision = document.revision();
        let stays = |known: u64| document.changed_since(known).is_some_and(|events| events.is_empty());
        match &mut self.uses {
            Some((known, uses)) if stays(*known) && uses.len() == document.sources().len() => {
                *known = revision;
            }
            _ => self.uses = Some((revision, source_uses(document))),
        }
    }

    fn uses(&self, id: &str) -> usize {
        self.uses.as_ref().and_then(|(_, uses)| uses.get(id)).copied().unwrap_or(0)
    }
}

/// Shows the form.
pub fn show(ctx: &Context, shown: &Shown<'_>, form: &mut TimelineForm, commands: &mut Commands) {
    form.count(shown.document);
    if !std::mem::replace(&mut form.is_open, true) {
        form.focus = Some("Title of the timeline");
        if let Some(first) = shown.document.sources().first() {
            form.chosen = Chosen::Declared(first.id.clone());
        }
    }
    let answer = modal("timeline details", ctx).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ctx.content_rect().width() - 80.0));
        heading(ui, "The timeline", shown.theme);
        whole(ui, shown, form, commands);
        ui.add_space(10.0);
        sources::show(ui, shown, form, commands);
        ui.add_space(12.0);
        ui.add(main_button("Done", shown.theme)).clicked()
    });
    if answer.inner || answer.should_close() {
        commands.push_back(Command::Edit(EditCommand::EndGroup));
        commands.push_back(Command::Edit(EditCommand::CloseQuestion));
    }
}

/// Title and summary.
fn whole(ui: &mut Ui, shown: &Shown<'_>, form: &mut TimelineForm, commands: &mut Commands) {
    let document = shown.document;
    let fields = [
        ("Title", "Title of the timeline", 1, "What this timeline tells", document.title()),
        ("Summary", "Summary of the timeline", 3, "A few sentences on it", document.summary()),
    ];
    for (word, name, rows, hint, value) in fields {
        let typed = field(ui, shown, form, Look { word, name, rows, hint }, value);
        if typed.changed {
            let section = if rows == 1 { Section::Title(typed.text) } else { Section::Summary(typed.text) };
            commands.push_back(Command::Edit(EditCommand::Apply(Edit::Set(section))));
        }
        if typed.left {
            form.drafts.remove(name);
            commands.push_back(Command::Edit(EditCommand::EndGroup));
        }
    }
}

/// How a field is shown.
#[derive(Clone, Copy)]
struct Look {
    word: &'static str,
    /// Its name, different from every other field's.
    name: &'static str,
    rows: usize,
    /// What stands in it while it is empty.
    hint: &'static str,
}

/// A field with its word before it.
fn field(ui: &mut Ui, shown: &Shown<'_>, form: &mut TimelineForm, look: Look, value: &str) -> Typed {
    let mut text = form.draft(look.name, value);
    let id = Id::unique(("timeline details", look.name));
    let response = ui
        .horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let at = ui.cursor().left_top() + egui::vec2(0.0, 14.0);
            widgets::put(ui, at, look.word, TextStyle::regular(12.5), shown.theme.text_muted, WORDS);
            ui.add_space(WORDS);
            let right_to_left = paint::is_right_to_left(&text);
            let edit =
                if look.rows == 1 { TextEdit::singleline(&mut text) } else { TextEdit::multiline(&mut text) };
            let edit = edit
                .id(id)
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
