//! What could be meant by what is typed in a field: a list below it, for the mouse and for the arrows.

use std::sync::Arc;

use egui::{Area, Frame, Id, Key, Margin, Modifiers, Order, Response, Ui, pos2, vec2};

use crate::scene::TextStyle;
use crate::ui::widgets::flag;
use crate::ui::widgets::textures::Flags;
use crate::ui::{PanelContext, widgets};

/// At most so many are offered.
pub const MAX_OFFERS: usize = 8;
/// Height of a row, in points.
const ROW_PT: f32 = 26.0;

/// Something that could be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// What the field takes.
    pub value: String,
    /// What is shown.
    pub text: String,
    /// A word on it, at the right.
    pub note: String,
    /// The lane whose flag stands before it.
    pub flag: Option<String>,
    /// Whether it makes something that there is not yet, which must be chosen to be meant.
    pub is_new: bool,
}

/// What a field accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    /// Whatever is typed; an offer must be chosen to be meant.
    Text,
    /// Only what is offered: what fits best is chosen by itself as soon as something is typed, for Enter and Tab, and
    /// something new only by choosing it.
    Offers,
}

/// What of the list lives from one frame to the next.
#[derive(Clone, Debug, Default)]
struct OpenList {
    chosen: Option<usize>,
    count: usize,
    /// The chosen one is taken.
    taken: bool,
    /// What fits best is chosen by itself once something was typed.
    best: bool,
    /// Something was typed since the field has the keyboard.
    edited: bool,
    /// The pointer is over the list: a click must find it there although the field has lost the focus.
    under_pointer: bool,
    typed: Option<String>,
    /// What was offered for what was typed, in a revision of the document: it is not looked for in every frame.
    offers: Option<(u64, Arc<Vec<Offer>>)>,
}

fn kept_id(field: Id) -> Id {
    field.with("offers")
}

/// Before the field is shown: the arrows choose, Enter takes what is chosen.
pub fn keys(ui: &Ui, field: Id) {
    let mut kept: OpenList = ui.data(|data| data.get_temp(kept_id(field))).unwrap_or_default();
    if kept.count == 0 || !ui.memory(|memory| memory.has_focus(field)) {
        return;
    }
    let (down, up, taken) = ui.input_mut(|input| {
        let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
        let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
        let enter = kept.chosen.is_some() && input.consume_key(Modifiers::NONE, Key::Enter);
        // Tab goes on to the next field besides.
        let tab = kept.best && kept.edited && !input.modifiers.any() && input.key_pressed(Key::Tab);
        (down, up, enter || (tab && kept.chosen.is_some()))
    });
    if down {
        kept.chosen = Some(kept.chosen.map_or(0, |at| (at + 1).min(kept.count - 1)));
    }
    if up {
        kept.chosen = kept.chosen.and_then(|at| at.checked_sub(1));
    }
    kept.taken = taken;
    ui.data_mut(|data| data.insert_temp(kept_id(field), kept));
}

/// After the field, in which `typed` stands: shows what could be meant, and returns what was taken.
pub fn show(
    ui: &Ui,
    shown: &PanelContext<'_>,
    field: &Response,
    (typed, accepts): (&str, Accepts),
    offers: impl FnOnce() -> Vec<Offer>,
    pictures: &mut Flags,
) -> Option<String> {
    let best = accepts == Accepts::Offers;
    let id = kept_id(field.id);
    let mut kept: OpenList = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if !field.has_focus() && !kept.under_pointer && !kept.taken {
        if kept.typed.is_some() {
            ui.data_mut(|data| data.remove::<OpenList>(id));
        }
        return None;
    }
    let is_other = kept.typed.as_deref() != Some(typed);
    if is_other {
        (kept.best, kept.edited) = (best, kept.typed.is_some() || field.changed());
        (kept.typed, kept.chosen, kept.offers) = (Some(typed.to_owned()), None, None);
        // What is typed and taken in one frame is the best of what is offered for it now.
        kept.taken &= best;
    }
    let revision = shown.document.revision();
    let known = kept.offers.take().filter(|(of, _)| *of == revision).map(|(_, offers)| offers);
    let offers = known.unwrap_or_else(|| Arc::new(offers()));
    kept.offers = Some((revision, Arc::clone(&offers)));
    kept.count = offers.len();
    if is_other && best && kept.edited {
        kept.chosen = offers.first().filter(|offer| !offer.is_new).map(|_| 0);
    }
    let mut taken = None;
    if std::mem::take(&mut kept.taken) {
        taken = kept.chosen.and_then(|at| offers.get(at)).map(|offer| offer.value.clone());
    }
    kept.under_pointer = false;
    if !offers.is_empty() && taken.is_none() {
        let width = field.rect.width().max(220.0);
        let area =
            Area::new(id).order(Order::Foreground).fixed_pos(field.rect.left_bottom() + vec2(0.0, 3.0));
        let list = area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
                ui.set_width(width - 24.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, offer) in offers.iter().enumerate() {
                    if row(ui, shown, offer, kept.chosen == Some(at), pictures).clicked() {
                        taken = Some(offer.value.clone());
                    }
                }
            });
        });
        kept.under_pointer = taken.is_none() && list.response.contains_pointer();
    }
    if taken.is_some() {
        kept = OpenList::default();
    }
    ui.data_mut(|data| data.insert_temp(id, kept));
    taken
}

fn row(ui: &mut Ui, shown: &PanelContext<'_>, offer: &Offer, chosen: bool, pictures: &mut Flags) -> Response {
    let theme = shown.theme;
    let (rect, response) = widgets::row(ui, ROW_PT, chosen, theme, &offer.text);
    let y = rect.center().y;
    let mut left = rect.left();
    if let Some(code) = &offer.flag {
        flag::paint(ui, pos2(left + 8.0, y), code, &offer.text, pictures);
        left += 24.0;
    }
    let mut right = rect.right();
    if !offer.note.is_empty() {
        let room = rect.width() * 0.4;
        let galley = widgets::galley(ui, &offer.note, TextStyle::regular(12.0), theme.text_muted);
        right -= galley.size().x.min(room);
        widgets::put(ui, pos2(right, y), &offer.note, TextStyle::regular(12.0), theme.text_muted, room);
        right -= 8.0;
    }
    widgets::put(ui, pos2(left, y), &offer.text, TextStyle::regular(13.0), theme.text, right - left);
    response
}
