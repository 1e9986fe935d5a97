//! The keyboard in the bar of menus: F10 or Alt alone opens it, the arrows go from menu to menu, and when it is closed the
//! keyboard is back where it was. Within a menu egui moves it.

use egui::containers::menu::MenuState;
use egui::{Context, Event, Id, Key, Modifiers, Popup, Response, Ui};

/// What is kept between frames.
#[derive(Clone, Debug, Default)]
struct Kept {
    /// The bar is to be opened.
    wanted: bool,
    /// The buttons of the menus with what each opens, as they were shown last.
    menus: Vec<(Id, Id)>,
    /// What had the keyboard before the bar was opened by a key.
    before: Option<Id>,
    /// The button that gets the keyboard, whatever the menu that was left does with it.
    focus: Option<Id>,
    /// Alt is held down.
    alt_held: bool,
    /// Since then nothing else has happened.
    alt_alone: bool,
}

fn kept<R>(ctx: &Context, read: impl FnOnce(&mut Kept) -> R) -> R {
    ctx.data_mut(|data| read(data.get_temp_mut_or_default(Id::unique("keyboard in the menus"))))
}

/// Opens the first menu in the next frame, or closes the one that is open.
pub(crate) fn toggle(ctx: &Context) {
    kept(ctx, |kept| kept.wanted = true);
    ctx.request_repaint();
}

/// Whether Alt was let go now, with nothing else done since it was pressed.
pub(crate) fn alt_was_pressed(ctx: &Context) -> bool {
    if cfg!(target_os = "macos") {
        // There it writes letters.
        return false;
    }
    let (mut held, mut alone) = kept(ctx, |kept| (kept.alt_held, kept.alt_alone));
    let mut pressed = false;
    ctx.input(|input| {
        for event in &input.events {
            match event {
                Event::ModifiersChanged(now) => {
                    // Windows tells of AltGr as Ctrl and Alt.
                    let only = Modifiers { alt: false, ..*now }.is_none();
                    pressed |= held && alone && !now.alt && only;
                    alone = now.alt && only && (alone || !held);
                    held = now.alt;
                }
                Event::PointerMoved(_) | Event::MouseMoved(_) | Event::PointerGone => {}
                _ => alone = false,
            }
        }
        alone &= input.focused && !input.pointer.any_down();
    });
    kept(ctx, |kept| (kept.alt_held, kept.alt_alone) = (held, alone));
    pressed
}

/// What was open before the menus are shown: which of them, and whether it has opened another.
#[derive(Clone, Copy)]
pub(super) struct Before {
    open: Option<usize>,
    has_sub: bool,
}

/// Reads what is open before the menus are shown, and opens them where that was asked for.
pub(super) fn before(ui: &Ui) -> Before {
    let ctx = ui.ctx();
    if let Some(button) = kept(ctx, |kept| kept.focus.take()) {
        ctx.memory_mut(|memory| memory.request_focus(button));
    }
    let (wanted, menus) = kept(ctx, |kept| (std::mem::take(&mut kept.wanted), kept.menus.clone()));
    let mut open = open_of(ctx, &menus);
    if wanted {
        match open {
            Some(at) => Popup::close_id(ctx, menus[at].1),
            None => {
                let focused = ctx.memory(egui::Memory::focused);
                kept(ctx, |kept| kept.before = focused);
                go_to(ctx, &menus, None, 0);
            }
        }
        open = open_of(ctx, &menus);
    }
    let has_sub = open.is_some_and(|at| sub_is_open(ctx, menus[at].1));
    Before { open, has_sub }
}

/// Goes from menu to menu with the arrows, and gives the keyboard back where all are closed.
pub(super) fn after(ui: &Ui, buttons: &[Response], before: Before) {
    let ctx = ui.ctx();
    let menus: Vec<(Id, Id)> =
        buttons.iter().map(|button| (button.id, Popup::default_response_id(button))).collect();
    kept(ctx, |kept| kept.menus.clone_from(&menus));
    let open = open_of(ctx, &menus);
    let focused = ctx.memory(egui::Memory::focused);
    let on_bar = menus.iter().position(|(button, _)| focused == Some(*button));
    let pressed = |key| ctx.input(|input| input.key_pressed(key) && input.modifiers.is_none());
    match open {
        Some(at) if !before.has_sub && !sub_is_open(ctx, menus[at].1) => {
            let count = menus.len();
            if pressed(Key::ArrowRight) {
                go_to(ctx, &menus, open, (at + 1) % count);
            } else if pressed(Key::ArrowLeft) {
                go_to(ctx, &menus, open, (at + count - 1) % count);
            }
        }
        None if before.open.is_some() => {
            // Closed in this frame, by a key or by what was chosen.
            if let Some(back) = kept(ctx, |kept| kept.before.take()).filter(|_| on_bar.is_some()) {
                ctx.memory_mut(|memory| memory.request_focus(back));
            }
        }
        None if pressed(Key::ArrowDown) => {
            if let Some(at) = on_bar {
                go_to(ctx, &menus, None, at);
            }
        }
        _ => {}
    }
}

fn open_of(ctx: &Context, menus: &[(Id, Id)]) -> Option<usize> {
    menus.iter().position(|(_, popup)| Popup::is_id_open(ctx, *popup))
}

/// Whether a menu has another open beside it.
fn sub_is_open(ctx: &Context, menu: Id) -> bool {
    MenuState::from_id(ctx, menu, |state| state.open_item.is_some())
}

/// Opens a menu in the place of another, with the keyboard on its button: the arrow down goes on from there.
fn go_to(ctx: &Context, menus: &[(Id, Id)], from: Option<usize>, to: usize) {
    if let Some((_, popup)) = from.and_then(|at| menus.get(at)) {
        Popup::close_id(ctx, *popup);
    }
    if let Some((button, popup)) = menus.get(to) {
        Popup::open_id(ctx, *popup);
        ctx.memory_mut(|memory| {
            memory.move_focus(egui::FocusDirection::None);
            memory.request_focus(*button);
        });
        kept(ctx, |kept| kept.focus = Some(*button));
    }
    ctx.request_repaint();
}
