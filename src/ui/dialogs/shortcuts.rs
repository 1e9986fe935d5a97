//! Where keys are changed: all actions with their keys; a key is pressed to take the place of another, and where
//! it stands for something already, that is said and left to the user.

use egui::accesskit::Role;
use egui::{
    Button, Color32, Context, Event, EventFilter, Frame, Id, Key, Margin, Modal, RichText, ScrollArea, Ui,
    WidgetInfo, vec2,
};

use crate::scene::{TextStyle, Theme};
use crate::ui::commands::action::Action;
use crate::ui::commands::action_info::Menu;
use crate::ui::commands::keymap::{Chord, Keymap, keys_of_system};
use crate::ui::commands::{Command, Commands, Panel, PreferCommand, ViewCommand};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;

/// What goes on in the dialog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Doing {
    /// Nothing.
    #[default]
    Nothing,
    /// A key is waited for.
    Recording(Action),
    /// A key was pressed that stands for another action.
    Conflict {
        /// For which it was pressed.
        action: Action,
        /// The key.
        chord: Chord,
        /// Whose it is.
        other: Action,
        /// Whether the first answer is still to get the focus.
        fresh: bool,
    },
    /// A key was pressed that cannot be given away.
    Refused(Action, &'static str),
}

fn state_id() -> Id {
    Id::unique("changing keys")
}

fn button_id(action: Action) -> Id {
    state_id().with(action.name())
}

/// Shows the dialog.
pub fn show(ctx: &Context, theme: &Theme, keymap: &Keymap, commands: &mut Commands) {
    let mut doing = ctx.data_mut(|data| data.get_temp::<Doing>(state_id()).unwrap_or_default());
    if let Doing::Recording(action) = doing {
        doing = record(ctx, keymap, action, commands);
    }
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(18));
    let modal =
        Modal::new(state_id().with("modal")).frame(frame).backdrop_color(Color32::from_black_alpha(70));
    let response = modal.show(ctx, |ui| {
        ui.set_width(600.0_f32.min(ctx.content_rect().width() - 60.0));
        let close = head(ui, theme, keymap, commands);
        ui.add_space(6.0);
        answer_ui(ui, theme, &mut doing, commands);
        ui.add_space(6.0);
        let room = (ctx.content_rect().height() - 220.0).clamp(120.0, 560.0);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(
            ui,
            |ui| {
                for menu in Menu::ALL {
                    ui.add_space(8.0);
                    widgets::line(ui, menu.name(), TextStyle::semibold(13.0), theme.text_muted);
                    for action in Action::ALL.into_iter().filter(|action| action.info().menu == menu) {
                        row(ui, theme, keymap, action, &mut doing, commands);
                    }
                }
            },
        );
        close
    });
    let recording = matches!(doing, Doing::Recording(_));
    if response.inner || (!recording && response.should_close()) {
        doing = Doing::Nothing;
        commands.push_back(Command::View(ViewCommand::Toggle(Panel::Shortcuts)));
        ctx.memory_mut(|memory| memory.request_focus(canvas_id()));
    }
    ctx.data_mut(|data| data.insert_temp(state_id(), doing));
}

/// Title, "Reset all", "Close"; returns whether it is to be closed.
fn head(ui: &mut Ui, theme: &Theme, keymap: &Keymap, commands: &mut Commands) -> bool {
    ui.horizontal(|ui| {
        widgets::line(ui, "Change shortcuts", TextStyle::semibold(16.0), theme.text);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let close = ui.button("Close");
            let nothing = ui.ctx().memory(egui::Memory::focused).is_none_or(|id| id == canvas_id());
            if nothing {
                close.request_focus();
            }
            let reset = ui.add_enabled(keymap.is_any_changed(), Button::new("Reset all"));
            if reset.on_hover_text("Restore the default shortcuts").clicked() {
                commands.push_back(Command::Prefer(PreferCommand::ResetAllKeys));
            }
            close.clicked()
        })
        .inner
    })
    .inner
}

/// What is waited for, or what is to be decided.
fn answer_ui(ui: &mut Ui, theme: &Theme, doing: &mut Doing, commands: &mut Commands) {
    let text = match doing {
        Doing::Nothing => "Choose a shortcut to change it.".to_owned(),
        Doing::Recording(action) => {
            format!("Press the new shortcut for “{}”, or Esc to cancel.", action.info().text)
        }
        Doing::Refused(_, why) => keys_of_system(why).into_owned(),
        Doing::Conflict { chord, other, .. } => {
            format!("{} is already used for “{}”.", chord.text(), other.info().text)
        }
    };
    let color = match doing {
        Doing::Nothing | Doing::Recording(_) => theme.text_muted,
        Doing::Refused(..) | Doing::Conflict { .. } => theme.warning,
    };
    let line = widgets::paragraph(ui, &text, TextStyle::regular(13.0), color);
    widgets::named(line, Role::Status, &text);
    let Doing::Conflict { action, chord, other, fresh } = *doing else {
        // Its room stays, so that the list below does not jump.
        ui.add_space(ui.spacing().interact_size.y + ui.spacing().item_spacing.y);
        return;
    };
    ui.horizontal(|ui| {
        let take = ui.button(format!("Use it for “{}”", action.info().text));
        if fresh {
            take.request_focus();
            *doing = Doing::Conflict { action, chord, other, fresh: false };
        }
        if take.clicked() {
            commands.push_back(Command::Prefer(PreferCommand::Keys(action, vec![chord])));
            *doing = Doing::Nothing;
        }
        if ui.button(format!("Keep it for “{}”", other.info().text)).clicked() {
            *doing = Doing::Nothing;
        }
    });
}

fn row(
    ui: &mut Ui,
    theme: &Theme,
    keymap: &Keymap,
    action: Action,
    doing: &mut Doing,
    commands: &mut Commands,
) {
    let info = action.info();
    ui.horizontal(|ui| {
        let width = ui.available_width();
        let (rect, _) = ui.allocate_exact_size(vec2(width * 0.5, 24.0), egui::Sense::hover());
        let at = rect.left_center() + vec2(10.0, 0.0);
        widgets::put(
            ui,
            at,
            info.text.trim_end_matches('…'),
            TextStyle::regular(13.0),
            theme.text,
            rect.width(),
        );
        let keys = keymap.text(action);
        let recording = *doing == Doing::Recording(action);
        let shown = match (&keys, recording) {
            (_, true) => "press keys…",
            (Some(keys), false) => keys,
            (None, false) => "none",
        };
        let color = if keys.is_some() || recording { theme.text } else { theme.text_muted };
        let text = RichText::new(shown).color(Color32::from(color));
        // A row of one's own id, so that the focus stays while the text changes.
        let button =
            ui.push_id(button_id(action), |ui| ui.add(Button::new(text).min_size(vec2(150.0, 24.0)))).inner;
        let name = format!("{}: {}", info.text.trim_end_matches('…'), keys.as_deref().unwrap_or("none"));
        button.widget_info(|| WidgetInfo::selected(Role::Button, true, recording, &name));
        let button = widgets::tip(button, info.tooltip);
        if button.clicked() {
            *doing = Doing::Recording(action);
            button.request_focus();
        }
        if recording {
            let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(button.id, all));
            // Pressed elsewhere: it is not meant any more.
            if button.clicked_elsewhere() {
                *doing = Doing::Nothing;
            }
        }
        if keys.is_some() {
            let remove = ui.button("×");
            let name = format!("Remove the shortcut for {}", info.text.trim_end_matches('…'));
            if widgets::tip(widgets::named(remove, Role::Button, &name), &name).clicked() {
                commands.push_back(Command::Prefer(PreferCommand::Keys(action, Vec::new())));
                *doing = Doing::Nothing;
            }
        }
        if keymap.is_changed(action) {
            let reset = ui.button("Reset");
            let name = format!("Reset the shortcut for {}", info.text.trim_end_matches('…'));
            if widgets::tip(widgets::named(reset, Role::Button, &name), &name).clicked() {
                commands.push_back(Command::Prefer(PreferCommand::ResetKeys(action)));
                *doing = Doing::Nothing;
            }
        }
    });
}

/// Takes the key that was pressed, if one was; no other part of the window sees it.
fn record(ctx: &Context, keymap: &Keymap, action: Action, commands: &mut Commands) -> Doing {
    let mut pressed = None;
    let mut clipboard = false;
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key, pressed: down, modifiers, .. } => {
                if *down && pressed.is_none() {
                    pressed = Some(Chord::new(*key, *modifiers));
                }
                false
            }
            Event::Copy | Event::Cut | Event::Paste(_) => {
                clipboard = true;
                false
            }
            Event::Text(_) => false,
            _ => true,
        });
    });
    if clipboard {
        return Doing::Refused(action, "Ctrl+C, Ctrl+X and Ctrl+V always copy, cut and paste.");
    }
    let Some(chord) = pressed else { return Doing::Recording(action) };
    match chord.key {
        Key::Escape if !chord.command && !chord.shift && !chord.alt => Doing::Nothing,
        Key::Escape => Doing::Refused(action, "Esc always closes or clears the topmost thing."),
        Key::Copy | Key::Cut | Key::Paste => {
            Doing::Refused(action, "This shortcut always copies, cuts or pastes.")
        }
        _ => match keymap.action_of(chord) {
            Some(other) if other == action => Doing::Nothing,
            Some(other) => Doing::Conflict { action, chord, other, fresh: true },
            None => {
                commands.push_back(Command::Prefer(PreferCommand::Keys(action, vec![chord])));
                Doing::Nothing
            }
        },
    }
}
