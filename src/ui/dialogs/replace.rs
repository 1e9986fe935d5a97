//! Find and replace of people, places and tags: what each name would become and in how many events, before anything
//! is done.

use foldhash::HashSet;

use egui::accesskit::Role;
use egui::{Context, Key, ScrollArea, TextEdit, Ui, WidgetInfo, pos2};

use super::frame::{heading, main_button, modal};
use crate::edit::{Names, Replacement, Several};
use crate::model::{Document, Event, Version, counted};
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, EditCommand};
use crate::ui::{PanelContext, widgets};

/// At most so many rows of the preview are seen at once.
const ROWS_IN_SIGHT: f32 = 7.0;
/// Height of a row, in points.
const ROW_PT: f32 = 24.0;

/// So many names are offered.
const MAX_OFFERS: usize = 4;

/// Each name, what it becomes, and in how many events.
type Rows = Vec<(String, String, usize)>;

/// What a replacement would do, found by looking at all events: of a million on another thread.
#[derive(Debug)]
pub struct NamesFound {
    what: Replacement,
    document: Version,
    rows: Rows,
    /// In how many events.
    events: usize,
    /// Names that have what is typed in them.
    offers: Vec<String>,
}

impl NamesFound {
    /// Finds it; `which` tells later of which opening and revision of the document it is.
    #[must_use]
    pub fn find(document: &Document, which: Version, what: Replacement) -> Self {
        let rows = what.preview(document);
        let old: HashSet<&str> = rows.iter().map(|(old, ..)| old.as_str()).collect();
        let has = |event: &Event| what.names.of(event).iter().any(|name| old.contains(name.as_str()));
        let events = match old.len() {
            0 => 0,
            _ => document.events().iter().filter(|event| has(event)).count(),
        };
        let offers = offers_of(document, &what);
        Self { what, document: which, rows, events, offers }
    }
}

/// Names that have what is typed in them, as they come.
fn offers_of(document: &Document, what: &Replacement) -> Vec<String> {
    let typed = what.find.trim().to_lowercase();
    let mut names: Vec<String> = Vec::new();
    if typed.is_empty() {
        return names;
    }
    // Each name is looked at once, however many events have it.
    let mut met: HashSet<&str> = HashSet::default();
    for name in document.events().iter().flat_map(|event| what.names.of(event)) {
        if met.insert(name) && **name != *what.find && name.to_lowercase().contains(&typed) {
            names.push(name.to_string());
            if names.len() == MAX_OFFERS {
                break;
            }
        }
    }
    names
}

/// The question with what was typed so far.
#[derive(Debug)]
pub struct ReplaceForm {
    what: Replacement,
    focus: bool,
    /// What was found last.
    found: Option<NamesFound>,
}

impl ReplaceForm {
    /// What is to be found of a document; `None` where it is known.
    #[must_use]
    pub fn wanted(&self, document: Version) -> Option<Replacement> {
        (!self.knows(document)).then(|| self.what.clone())
    }

    /// Takes what was found.
    pub fn take(&mut self, found: NamesFound) {
        self.found = Some(found);
    }

    fn knows(&self, document: Version) -> bool {
        self.found.as_ref().is_some_and(|found| found.what == self.what && found.document == document)
    }

    /// What was found, where it is of what is typed now.
    fn current(&self) -> Option<&NamesFound> {
        self.found.as_ref().filter(|found| found.what == self.what)
    }
}

impl Default for ReplaceForm {
    fn default() -> Self {
        Self { what: Replacement { whole: true, ..Replacement::default() }, focus: true, found: None }
    }
}

/// Shows the question.
pub fn show(ctx: &Context, shown: &PanelContext<'_>, form: &mut ReplaceForm, commands: &mut Commands) {
    let theme = shown.theme;
    let answer = modal("replace", ctx).show(ctx, |ui| {
        ui.set_width(460.0);
        heading(ui, "Find and replace names", theme);
        ui.horizontal(|ui| {
            for names in Names::ALL {
                ui.selectable_value(&mut form.what.names, names, names.name());
            }
        });
        ui.add_space(6.0);
        let find = field(ui, shown, "Find", &mut form.what.find);
        if std::mem::take(&mut form.focus) {
            find.request_focus();
        }
        offers(ui, shown, form, find.has_focus());
        field(ui, shown, "Replace with", &mut form.what.with);
        ui.checkbox(&mut form.what.whole, "Whole names only")
            .on_hover_text("Match only whole names, not parts of longer ones");
        ui.add_space(6.0);
        let count = preview(ui, shown, form);
        ui.add_space(10.0);
        let ready = count > 0;
        let enter = ui.input(|i| i.key_pressed(Key::Enter));
        let mut answer = None;
        ui.horizontal(|ui| {
            let text = match count {
                1 => "Replace in 1 event".to_owned(),
                n => format!("Replace in {}", counted(n, "event")),
            };
            if (ui.add_enabled(ready, main_button(&text, theme)).clicked() || enter) && ready {
                answer = Some(true);
            }
            if ui.button("Cancel").clicked() {
                answer = Some(false);
            }
        });
        answer
    });
    match answer.inner.or(answer.should_close().then_some(false)) {
        Some(true) => {
            commands.push_back(Command::Edit(EditCommand::CloseQuestion));
            commands.push_back(Command::Edit(EditCommand::Several(Several::Replace(form.what.clone()))));
        }
        Some(false) => commands.push_back(Command::Edit(EditCommand::CloseQuestion)),
        None => {}
    }
}

fn field(ui: &mut Ui, shown: &PanelContext<'_>, name: &str, text: &mut String) -> egui::Response {
    ui.horizontal(|ui| {
        let width = 84.0;
        let at = ui.cursor().left_center();
        let style = TextStyle::regular(12.5);
        widgets::put(ui, pos2(at.x, ui.max_rect().top() + 14.0), name, style, shown.theme.text_muted, width);
        ui.add_space(width);
        let edit = TextEdit::singleline(text)
            .char_limit(widgets::MOST_EDITED_BYTES)
            .desired_width(ui.available_width());
        let response = ui.add(edit.margin(egui::Margin::symmetric(8, 5)));
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, true, name);
            info.current_text_value = Some(text.clone());
            info
        });
        response
    })
    .inner
}

/// Names that have in them what is typed, to be clicked.
fn offers(ui: &mut Ui, shown: &PanelContext<'_>, form: &mut ReplaceForm, focused: bool) {
    let names: &[String] = match &form.found {
        Some(found) if focused && !form.what.find.trim().is_empty() => &found.offers,
        _ => &[],
    };
    if names.is_empty() {
        return;
    }
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.add_space(84.0);
        for name in names {
            let color = shown.theme.coincidence_text;
            if widgets::text_button(ui, name, TextStyle::regular(12.5), color).clicked() {
                chosen = Some(name.clone());
            }
        }
    });
    if let Some(name) = chosen {
        form.what.find = name;
    }
}

/// What becomes of which name; returns in how many events.
fn preview(ui: &mut Ui, shown: &PanelContext<'_>, form: &mut ReplaceForm) -> usize {
    let theme = shown.theme;
    let current = form.current().is_some();
    let rows = form.found.as_ref().map_or(&[][..], |found| &found.rows);
    if !current && rows.is_empty() {
        widgets::paragraph(ui, "Searching…", TextStyle::regular(12.5), theme.text_muted);
        return 0;
    }
    if rows.is_empty() {
        let text = match form.what.find.trim() {
            "" => "Type a name to find.".to_owned(),
            name if name == form.what.with.trim() => "Both names are the same.".to_owned(),
            name => format!("No event has {name} among its {}.", form.what.names.name().to_lowercase()),
        };
        widgets::paragraph(ui, &text, TextStyle::regular(12.5), theme.text_muted);
        return 0;
    }
    let area = ScrollArea::vertical().max_height(ROWS_IN_SIGHT * ROW_PT).auto_shrink([false, true]);
    area.show_rows(ui, ROW_PT, rows.len(), |ui, range| {
        for (old, new, count) in &rows[range] {
            let new = if new.is_empty() { "nothing" } else { new };
            let text = format!("{old} → {new}");
            let (rect, _) =
                widgets::row(ui, ROW_PT, false, theme, &format!("{text}, {}", counted(*count, "event")));
            let number = widgets::galley(ui, &count.to_string(), TextStyle::regular(12.5), theme.text_muted);
            let left = rect.right() - number.size().x - 4.0;
            let y = rect.center().y;
            ui.painter().galley(pos2(left, y - number.size().y / 2.0), number, theme.text_muted.into());
            let room = left - 8.0 - rect.left();
            widgets::put(ui, pos2(rect.left(), y), &text, TextStyle::regular(13.0), theme.text, room);
        }
    });
    // Nothing is replaced by what was typed before.
    form.current().map_or(0, |found| found.events)
}
