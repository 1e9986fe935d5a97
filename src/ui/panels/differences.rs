//! What differs between two timelines that are shown as one: a list to walk through, each row with the sign that the event has
//! on the timeline.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::epaint::text::LayoutJob;
use egui::{
    Button, Color32, Context, Frame, Galley, Margin, Rect, RichText, ScrollArea, TextureId, Ui, pos2, vec2,
};

use crate::analysis::diff::{Compared, Difference};
use crate::layout::sign_of_difference;
use crate::model::{EventIx, brief, counted};
use crate::paint::shapes::{self, Painting};
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, SelectCommand};
use crate::ui::{PanelContext, widgets};

/// Height of the first two lines of a row, and of each further one, in points.
const HEAD_PT: f32 = 44.0;
const LINE_PT: f32 = 17.0;
/// The side of the square that a sign stands in, in points.
const SIGN_PT: f32 = 18.0;
/// So many fields of an event are told, and so many other differences.
const MOST_LINES: usize = 6;
const MOST_BESIDES: usize = 50;

/// Shows the panel.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    let Some(compared) = shown.compared else { return };
    let margin = Margin { left: 16, right: 6, top: 10, bottom: 0 };
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(margin);
    frame.show(ui, |ui| {
        walk(ui, shown, compared, commands);
        ui.add_space(8.0);
        let (current, seen_id) = (shown.selection.event, ui.scope_id().with("selected"));
        let seen: Option<Option<EventIx>> = ui.data(|data| data.get_temp(seen_id));
        ui.data_mut(|data| data.insert_temp(seen_id, current));
        let moved = seen.is_some_and(|seen| seen != current);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            for (at, difference) in compared.differences.iter().enumerate() {
                // Rows out of sight are only as high as they are.
                let height = height(difference);
                let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
                let is_here = current == Some(difference.event);
                if ui.is_rect_visible(place) || is_here && moved {
                    row(ui, shown, compared, at, (is_here, moved), commands);
                } else {
                    ui.allocate_space(place.size());
                }
            }
            besides(ui, shown, compared);
        });
    });
}

/// How many differences there are, where one is, and the way to the next.
fn walk(ui: &mut Ui, shown: &PanelContext<'_>, compared: &Compared, commands: &mut Commands) {
    let all = &compared.differences;
    let here = shown.selection.event.and_then(|event| all.iter().position(|one| one.event == event));
    ui.horizontal(|ui| {
        let said = match here {
            Some(at) => format!("{} of {}", at + 1, counted(all.len(), "difference")),
            None => counted(all.len(), "difference"),
        };
        ui.label(RichText::new(said).color(Color32::from(shown.theme.text)));
        let mut step = |ui: &mut Ui, sign: &str, name: &str, to: Option<usize>| {
            let button = ui.add_enabled(to.is_some(), Button::new(sign));
            let button = widgets::tip(widgets::named(button, Role::Button, name), name);
            if let Some(to) = to.filter(|_| button.clicked()) {
                commands.push_back(Command::Select(SelectCommand::Reveal(all[to].event)));
            }
        };
        let before = here.map_or(all.len().checked_sub(1), |at| at.checked_sub(1));
        let after = here.map_or(0, |at| at + 1);
        step(ui, "◀", "Previous difference", before);
        step(ui, "▶", "Next difference", (after < all.len()).then_some(after));
    });
}

fn height(difference: &Difference) -> f32 {
    HEAD_PT + LINE_PT * difference.fields.len().min(MOST_LINES) as f32
}

fn row(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    compared: &Compared,
    at: usize,
    (is_here, moved): (bool, bool),
    commands: &mut Commands,
) {
    let (theme, difference) = (shown.theme, &compared.differences[at]);
    let event = shown.document.event(difference.event);
    let lane = shown.document.lane(&event.lane).map_or(event.lane.as_str(), |lane| lane.name.as_str());
    let said = format!("{}: {}, {}", difference.sign.word(), brief(&event.title), event.date.in_words());
    let (rect, response) = widgets::row(ui, height(difference), is_here, theme, &said);
    let left = rect.left() + 22.0;
    let room = rect.right() - left;
    let sign = sign_of_difference(shown.document, difference, theme, SIGN_PT);
    let place = Rect::from_center_size(pos2(rect.left() + 8.0, rect.top() + 13.0), sign.size);
    let painted = shapes::shapes(&sign, place.min.to_vec2(), place, &mut Plain(ui.ctx()));
    ui.painter().extend(painted.into_iter().map(|(_, shape)| shape));
    let title = TextStyle::semibold(13.5);
    widgets::put(ui, pos2(left, rect.top() + 13.0), &brief(&event.title), title, theme.text, room);
    let when = format!("{} · {} · {lane}", difference.sign.word(), event.date.in_words());
    let small = TextStyle::regular(12.0);
    widgets::put(ui, pos2(left, rect.top() + 31.0), &when, small, theme.text_muted, room);
    for (line, field) in difference.fields.iter().take(MOST_LINES).enumerate() {
        let y = rect.top() + HEAD_PT + LINE_PT * (line as f32 + 0.3);
        widgets::put(ui, pos2(left, y), &brief(field), small, theme.text, room);
    }
    if is_here && moved {
        ui.scroll_to_rect(rect.expand2(vec2(0.0, HEAD_PT)), None);
    }
    let response = match difference.fields.is_empty() {
        true => response,
        false => widgets::tip(response, &difference.fields.join("\n")),
    };
    if response.clicked() {
        commands.push_back(Command::Select(SelectCommand::Reveal(difference.event)));
    }
}

/// Paints what has no flags.
struct Plain<'a>(&'a Context);

impl Painting for Plain<'_> {
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley> {
        self.0.fonts_mut(|fonts| fonts.layout_job(job))
    }

    fn flag(&mut self, _: &str, _: &str, _: usize) -> (TextureId, Rect) {
        (TextureId::default(), Rect::ZERO)
    }

    fn pixels_per_point(&self) -> f32 {
        self.0.pixels_per_point()
    }
}

/// What differs besides the events.
fn besides(ui: &mut Ui, shown: &PanelContext<'_>, compared: &Compared) {
    if compared.differences.is_empty() && compared.besides.is_empty() {
        ui.label(
            RichText::new("The two timelines say the same.").color(Color32::from(shown.theme.text_muted)),
        );
    }
    for line in compared.besides.iter().take(MOST_BESIDES) {
        ui.add_space(4.0);
        ui.label(RichText::new(brief(line).as_ref()).size(12.0).color(Color32::from(shown.theme.text)));
    }
    let rest = compared.besides.len().saturating_sub(MOST_BESIDES);
    if rest > 0 {
        ui.label(format!("and {rest} more"));
    }
}
