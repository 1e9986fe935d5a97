//! Find and replace of people, places and tags: what each name would become and in how many events, before anything
//! is done.

use egui::accesskit::Role;
use egui::{Context, Key, ScrollArea, TextEdit, Ui, WidgetInfo, pos2};

use super::command::{Command, Commands, EditCommand};
use super::dialogs::{heading, main_button, modal};
use super::{Shown, widgets};
use crate::edit::{Names, Replacement};
use crate::model::counted;
use crate::scene::TextStyle;

/// At most so many rows of the preview are seen at once.
const ROWS: f32 = 7.0;
/// Height of a row, in points.
const ROW: f32 = 24.0;

/// Each name, what it becomes, and in how many events.
type Rows = Vec<(String, String, usize)>;

/// The question with what was typed so far.
#[derive(Debug)]
pub struct ReplaceForm {
    what: Replacement,
    focus: bool,
    /// The preview, and what it is the preview of.
    seen: Option<(Replacement, u64, Rows)>,
}

impl Default for ReplaceForm {
    fn default() -> Self {
        Self { what: Replacement { whole: true, ..Replacement::default() }, focus: true, seen: None }
    }
}

/// Shows the question.
pub fn show(ctx: &Context, shown: &Shown<'_>, form: &mut ReplaceForm, commands: &mut Commands) {
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
        field(ui, shown, "Replace by", &mut form.what.with);
        ui.checkbox(&mut form.what.whole, "Whole names only")
            .on_hover_text("Otherwise also what is part of a longer name");
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
            commands.push_back(Command::Edit(EditCommand::Apply(form.what.edit(shown.document))));
        }
        Some(false) => commands.push_back(Command::Edit(EditCommand::CloseQuestion)),
        None => {}
    }
}

fn field(ui: &mut Ui, shown: &Shown<'_>, name: &str, text: &mut String) -> egui::Response {
    ui.horizontal(|ui| {
        let width = 84.0;
        let at = ui.cursor().left_center();
        let style = TextStyle::regular(12.5);
        widgets::put(ui, pos2(at.x, ui.max_rect().top() + 14.0), name, style, shown.theme.text_muted, width);
        ui.add_space(width);
        let edit = TextEdit::singleline(text).desired_width(ui.available_width());
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

/// Names that begin like what is typed, to be clicked.
fn offers(ui: &mut Ui, shown: &Shown<'_>, form: &mut ReplaceForm, focused: bool) {
    let typed = form.what.find.trim().to_lowercase();
    if typed.is_empty() || !focused {
        return;
    }
    let mut names: Vec<&str> = Vec::new();
    for name in shown.document.events().iter().flat_map(|event| form.what.names.of(event)) {
        let name: &str = name;
        if name != form.what.find && name.to_lowercase().contains(&typed) && !names.contains(&name) {
            names.push(name);
            if names.len() == 4 {
                break;
            }
        }
    }
    if names.is_empty() {
        return;
    }
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.add_space(84.0);
        for name in names {
            let color = shown.theme.coincidence_text;
            if widgets::text_button(ui, name, TextStyle::regular(12.5), color).clicked() {
                chosen = Some(name.to_owned());
            }
        }
    });
    if let Some(name) = chosen {
        form.what.find = name;
    }
}

/// What becomes of which name; returns in how many events.
fn preview(ui: &mut Ui, shown: &Shown<'_>, form: &mut ReplaceForm) -> usize {
    let theme = shown.theme;
    let revision = shown.document.revision();
    let known = form.seen.as_ref().is_some_and(|(of, at, _)| *of == form.what && *at == revision);
    if !known {
        let rows = form.what.preview(shown.document);
        form.seen = Some((form.what.clone(), revision, rows));
    }
    let rows = form.seen.as_ref().map_or(&[][..], |(.., rows)| rows);
    if rows.is_empty() {
        let text = match form.what.find.trim() {
            "" => "Type the name as it stands in the events.".to_owned(),
            name if name == form.what.with.trim() => "Both are the same.".to_owned(),
            name => format!("No event has {name} among its {}.", form.what.names.name().to_lowercase()),
        };
        widgets::paragraph(ui, &text, TextStyle::regular(12.5), theme.text_muted);
        return 0;
    }
    let area = ScrollArea::vertical().max_height(ROWS * ROW).auto_shrink([false, true]);
    area.show_rows(ui, ROW, rows.len(), |ui, range| {
        for (old, new, count) in &rows[range] {
            let new = if new.is_empty() { "nothing" } else { new };
            let text = format!("{old} → {new}");
            let (rect, _) =
                widgets::row(ui, ROW, false, theme, &format!("{text}, {}", counted(*count, "event")));
            let number = widgets::galley(ui, &count.to_string(), TextStyle::regular(12.5), theme.text_muted);
            let left = rect.right() - number.size().x - 4.0;
            let y = rect.center().y;
            ui.painter().galley(pos2(left, y - number.size().y / 2.0), number, theme.text_muted.into());
            let room = left - 8.0 - rect.left();
            widgets::put(ui, pos2(rect.left(), y), &text, TextStyle::regular(13.0), theme.text, room);
        }
    });
    events_of(shown, form)
}

fn events_of(shown: &Shown<'_>, form: &ReplaceForm) -> usize {
    let Some((.., rows)) = &form.seen else { return 0 };
    let has = |event: &crate::model::Event| {
        form.what.names.of(event).iter().any(|name| rows.iter().any(|(old, ..)| **name == *old))
    };
    shown.document.events().iter().filter(|event| has(event)).count()
}
