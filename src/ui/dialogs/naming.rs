//! Filters and views with names: their lists in the menu, and the question for a name.

use egui::accesskit::Role;
use egui::{Button, Context, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::frame::{answer, heading, modal, needs_focus};
use crate::model::{beginning, brief, grouped};
use crate::paint::bidi::{isolated, joined};
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, Named, NamedCommand};
use crate::ui::widgets::style::BODY;
use crate::ui::{PanelContext, widgets};

/// More of them scroll, and only those in sight are made.
const MAX_ROWS_AT_ONCE: usize = 16;

/// So many lanes of a view are told.
const MAX_TOLD_LANES: usize = 20;

/// What a name is asked for, and what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// Of which list.
    pub named: Named,
    /// What is to be renamed; `None` for what is to be kept.
    pub at: Option<usize>,
    /// What is typed.
    pub text: String,
    /// The names that are taken: one of them is replaced.
    pub taken: Vec<String>,
}

fn noun(named: Named) -> &'static str {
    match named {
        Named::Filter => "search",
        Named::View => "view",
    }
}

/// The list with what can be done to each.
pub(crate) fn submenu(ui: &mut Ui, shown: &PanelContext<'_>, named: Named, commands: &mut Commands) {
    let document = shown.document;
    let count = match named {
        Named::Filter => document.filters().len(),
        Named::View => document.views().len(),
    };
    let title = if named == Named::Filter { "Saved searches" } else { "Saved views" };
    ui.menu_button(title, |ui| {
        ui.set_min_width(250.0);
        if count == 0 {
            ui.weak(format!("No saved {} yet", noun(named)));
        }
        if count <= MAX_ROWS_AT_ONCE {
            (0..count).for_each(|at| entry(ui, shown, named, at, commands));
            return;
        }
        let height = ui.spacing().interact_size.y;
        ScrollArea::vertical().max_height(MAX_ROWS_AT_ONCE as f32 * height).show_rows(
            ui,
            height,
            count,
            |ui, rows| rows.for_each(|at| entry(ui, shown, named, at, commands)),
        );
    });
}

/// One of the list, with what can be done to it.
fn entry(ui: &mut Ui, shown: &PanelContext<'_>, named: Named, at: usize, commands: &mut Commands) {
    let document = shown.document;
    let entry = match named {
        Named::Filter => {
            document.filters().get(at).map(|of| (of.name.as_str(), brief(&of.query).into_owned()))
        }
        Named::View => document.views().get(at).map(|of| (of.name.as_str(), told(of))),
    };
    let Some((name, tip)) = entry else { return };
    let name = &*brief(name);
    let mut push = |command| commands.push_back(Command::Named(command));
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 128.0).max(120.0);
        let text = widgets::cut(ui, name, TextStyle::regular(BODY), shown.theme.text, width - 16.0);
        let button = Button::new(text).min_size(egui::vec2(width, 0.0));
        let response = ui.add_sized([width, ui.spacing().interact_size.y], button);
        let what = format!("Go to {} {}", noun(named), isolated(name));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &what));
        if widgets::tip(response, &tip).clicked() {
            push(NamedCommand::Apply(named, at));
            ui.close();
        }
        for (verb, command) in
            [("Rename", NamedCommand::AskRename(named, at)), ("Delete", NamedCommand::Remove(named, at))]
        {
            let response = ui.add(Button::new(verb).small());
            let what = format!("{verb} {} {}", noun(named), isolated(name));
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &what));
            if widgets::tip(response, &what).clicked() {
                push(command);
                ui.close();
            }
        }
    });
}

/// What a view shows, in a line.
fn told(view: &crate::model::NamedView) -> String {
    let mut parts = Vec::new();
    match (view.from.as_str(), view.to.as_str()) {
        ("", "") => parts.push("all days".to_owned()),
        ("", to) => parts.push(format!("to {to}")),
        (from, "") => parts.push(format!("from {from}")),
        (from, to) if view.counts_days() => parts.push(format!("days {from} to {to}")),
        (from, to) => parts.push(format!("{from} to {to}")),
    }
    parts.push(format!("lanes by {}", view.lanes_by.word()));
    if !view.lanes.is_empty() {
        let lanes: Vec<&str> =
            view.lanes.iter().take(MAX_TOLD_LANES).map(|lane| beginning(lane, 80)).collect();
        let more = view.lanes.len() - lanes.len();
        let more = if more > 0 { format!(" and {} more", grouped(more)) } else { String::new() };
        parts.push(format!("only {}{more}", joined(&lanes, ", ")));
    }
    if !view.align.is_empty() {
        parts.push(format!(
            "aligned on {}",
            isolated(&brief(view.align.strip_prefix("tag:").unwrap_or(&view.align)))
        ));
    }
    if !view.zone.is_empty() {
        parts.push(format!("hours in {}", view.zone));
    }
    if !view.query.is_empty() {
        parts.push(isolated(&brief(&view.query)).into_owned());
    }
    parts.join(" · ")
}

/// Asks for a name.
pub(crate) fn ask(ctx: &Context, naming: &mut Naming, theme: &Theme, commands: &mut Commands) {
    let title = match naming.at {
        None => format!("Save {} as", noun(naming.named)),
        Some(_) => format!("Rename {}", noun(naming.named)),
    };
    let modal = modal("name", ctx).show(ctx, |ui| {
        ui.set_width(400.0);
        heading(ui, &title, theme);
        let field = ui.add(
            TextEdit::singleline(&mut naming.text)
                .char_limit(widgets::MOST_EDITED_BYTES)
                .desired_width(f32::INFINITY)
                .hint_text("October 2024"),
        );
        let text = naming.text.clone();
        field.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, true, "Name");
            info.current_text_value = Some(text.clone());
            info
        });
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if needs_focus(ui.ctx()) {
            field.request_focus();
        }
        let name = naming.text.trim();
        let taken = naming.taken.iter().any(|taken| taken == name);
        let ready = !name.is_empty() && (naming.at.is_none() || !taken);
        let note = match (taken, naming.at) {
            (true, None) => format!("This replaces the {} of the same name.", noun(naming.named)),
            (true, Some(_)) => format!("Another {} already has this name.", noun(naming.named)),
            (false, _) => "Saved in the file; can be undone.".to_owned(),
        };
        ui.add_space(6.0);
        widgets::paragraph(ui, &note, TextStyle::regular(12.5), theme.text_muted);
        ui.add_space(10.0);
        let verb = if naming.at.is_some() { "Rename" } else { "Save" };
        answer(ui, verb, ready, entered, theme)
    });
    match modal.inner {
        Some(true) => {
            let name = naming.text.trim().to_owned();
            commands.push_back(Command::Named(NamedCommand::Closed));
            commands.push_back(Command::Named(match naming.at {
                None => NamedCommand::Keep(naming.named, name),
                Some(at) => NamedCommand::Rename(naming.named, at, name),
            }));
        }
        Some(false) => commands.push_back(Command::Named(NamedCommand::Closed)),
        None if modal.should_close() => commands.push_back(Command::Named(NamedCommand::Closed)),
        None => {}
    }
}
