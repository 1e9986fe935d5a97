//! The caption below the timeline: number, title and text of the step, and a bar of how far one is. It stands below and
//! never over the timeline, however much it says. The few controls for the mouse show in it while the mouse moves.

use std::sync::Arc;

use egui::accesskit::{Live, Role};
use egui::{
    Color32, CornerRadius, CursorIcon, Frame, Galley, Panel, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::{LEAST_TEXT_PT, scale_of};
use crate::model::{Step, beginning};
use crate::scene::{Color, TextStyle, Theme};
use crate::ui::commands::{Command, Commands, PresentCommand};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;

/// The most of the window's height that it takes.
const MOST_HEIGHT: f32 = 0.42;
/// It is never made smaller than this: its text has 16 points then.
const LEAST_SCALE: f32 = 0.6;
/// More steps than this are one bar.
const MOST_PARTS: usize = 60;

/// What it says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caption<'a> {
    /// The step.
    pub step: &'a Step,
    /// Its position, from 0.
    pub at: usize,
    /// How many there are.
    pub of: usize,
    /// What is said besides: what the day's events share.
    pub more: &'a str,
    /// The digits typed of a step's number.
    pub typed: &'a str,
    /// Whether there are controls for the mouse, and whether they show.
    pub controls: Option<bool>,
}

/// The caption laid out.
struct Laid {
    scale: f32,
    height: f32,
    number: Arc<Galley>,
    title: Option<Arc<Galley>>,
    text: Option<Arc<Galley>>,
    more: Option<Arc<Galley>>,
    left: f32,
}

/// Shows it at the bottom of the window.
pub(crate) fn show(ui: &mut Ui, theme: &Theme, caption: &Caption<'_>, commands: &mut Commands) {
    let window = ui.available_rect_before_wrap().size();
    let laid = laid(ui, theme, caption, window);
    let panel = Panel::bottom("caption").exact_size(laid.height).resizable(false).show_separator_line(false);
    panel.frame(Frame::new().fill(Color32::from(theme.panel))).show(ui, |ui| {
        let rect = ui.max_rect();
        paint(ui, theme, caption, &laid, rect);
        nodes(ui, caption, &laid, rect);
        if let Some(shows) = caption.controls {
            controls(ui, theme, shows, &laid, rect, commands);
        }
    });
}

/// As large as the window allows, and smaller where it says much.
fn laid(ui: &Ui, theme: &Theme, caption: &Caption<'_>, window: Vec2) -> Laid {
    let mut scale = scale_of(window);
    loop {
        let laid = laid_at(ui, theme, caption, window.x, (scale, f32::INFINITY));
        if laid.height <= window.y * MOST_HEIGHT {
            return laid;
        }
        if scale < LEAST_SCALE {
            return laid_at(ui, theme, caption, window.x, (scale, window.y * MOST_HEIGHT));
        }
        scale *= 0.92;
    }
}

/// Laid out at a scale. What is said is cut where all would be higher than `most`; the panel of the story has all of it.
fn laid_at(ui: &Ui, theme: &Theme, caption: &Caption<'_>, width: f32, (scale, most): (f32, f32)) -> Laid {
    let of = |points: f32| points * scale;
    let number = match caption.typed {
        "" => format!("{} / {}", caption.at + 1, caption.of),
        typed => format!("→ {typed}"),
    };
    let number = widgets::galley(
        ui,
        &number,
        TextStyle::semibold(of(24.0).max(LEAST_TEXT_PT)),
        theme.coincidence_text,
    );
    let left = of(146.0).max(of(60.0) + number.size().x + of(26.0));
    let room = (width - left - of(60.0)).min(of(1480.0)).max(80.0);
    let paragraph = |text: &str, style: TextStyle, color, most| {
        (!text.trim().is_empty()).then(|| cut(ui, text, (style, color), room, most))
    };
    let [large, usual, small] = [40.0, 27.0, 24.0].map(|points| of(points).max(LEAST_TEXT_PT));
    let title = paragraph(&caption.step.title, TextStyle::semibold(large), theme.text, most * 0.4);
    let more = paragraph(caption.more, TextStyle::regular(small), theme.coincidence_text, most * 0.2);
    let height_of = |galley: &Option<Arc<Galley>>, gap: f32| {
        galley.as_ref().map_or(0.0, |galley| galley.size().y + of(gap))
    };
    let others = of(26.0 + 22.0 + 5.0 + 26.0) + height_of(&title, 0.0) + height_of(&more, 8.0);
    let text = paragraph(&caption.step.text, TextStyle::regular(usual), theme.text, most - others - of(8.0));
    let height = (others + height_of(&text, 8.0)).max(of(26.0 + 26.0 + 31.0) + number.size().y);
    Laid { scale, height: height.ceil(), number, title, text, more, left }
}

/// A paragraph of which the end is cut, with an ellipsis, where it would be higher than `most`.
fn cut(ui: &Ui, text: &str, (style, color): (TextStyle, Color), room: f32, most: f32) -> Arc<Galley> {
    let mut bytes = text.len();
    let mut galley = widgets::paragraph_galley(ui, text, style, color, room);
    while galley.size().y > most && bytes > 1 {
        // At least one line stays.
        if galley.rows.len() <= 1 {
            break;
        }
        bytes = (bytes as f32 * (most / galley.size().y).clamp(0.5, 0.97)) as usize;
        let kept = beginning(text, bytes).trim_end();
        galley = widgets::paragraph_galley(ui, &format!("{kept}…"), style, color, room);
    }
    galley
}

fn paint(ui: &Ui, theme: &Theme, caption: &Caption<'_>, laid: &Laid, rect: Rect) {
    let of = |points: f32| points * laid.scale;
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.top(), Stroke::new(1.5, Color32::from(theme.hairline)));
    let mut y = rect.top() + of(26.0);
    // Beside the first line, whatever that is.
    let first = laid.title.as_ref().or(laid.text.as_ref()).and_then(|galley| galley.rows.first());
    let base = y + first.map_or(0.0, |row| row.size.y - laid.number.size().y) / 2.0;
    painter.galley(
        pos2(rect.left() + of(60.0), base),
        Arc::clone(&laid.number),
        theme.coincidence_text.into(),
    );
    let mut gap = 0.0;
    for (galley, color) in
        [(&laid.title, theme.text), (&laid.text, theme.text), (&laid.more, theme.coincidence_text)]
    {
        if let Some(galley) = galley {
            painter.galley(pos2(rect.left() + laid.left, y + gap), Arc::clone(galley), color.into());
            y += galley.size().y + gap;
            gap = of(8.0);
        }
    }
    let line = rect.shrink2(vec2(of(60.0), 0.0)).x_range();
    let (top, gap) = (rect.bottom() - of(26.0 + 5.0), of(8.0));
    let parts = if caption.of <= MOST_PARTS { caption.of.max(1) } else { 1 };
    let width = (line.span() - gap * (parts as f32 - 1.0)) / parts as f32;
    let bar = |from: f32, to: f32, color| {
        let rect = Rect::from_min_max(pos2(from, top), pos2(to.max(from), top + of(5.0).max(2.0)));
        painter.rect_filled(rect, CornerRadius::same(3), Color32::from(color));
    };
    for part in 0..parts {
        let from = line.min + (width + gap) * part as f32;
        bar(from, from + width, theme.hairline);
        let done = (caption.at + 1) as f32 / caption.of.max(1) as f32 * parts as f32 - part as f32;
        if done > 0.0 {
            bar(from, from + width * done.min(1.0), theme.chip);
        }
    }
}

/// Number, title and text for a screen reader, each once; a new step is said.
fn nodes(ui: &Ui, caption: &Caption<'_>, laid: &Laid, rect: Rect) {
    let id = canvas_id().with("caption");
    let title_height = laid.title.as_ref().map_or(0.0, |title| title.size().y);
    let title_bottom = rect.top() + 26.0 * laid.scale + title_height;
    let left = rect.left() + laid.left;
    let node = |name: &str, role: Role, place: Rect, text: &str| {
        let response = ui.interact(place, id.with(name), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(role, true, text));
        ui.ctx().accesskit_node_builder(id.with(name), |node| node.set_live(Live::Polite));
    };
    let number = Rect::from_min_max(rect.left_top(), pos2(left, title_bottom));
    node("number", Role::Label, number, &format!("Step {} of {}", caption.at + 1, caption.of));
    let title = Rect::from_min_max(pos2(left, rect.top()), pos2(rect.right(), title_bottom));
    if laid.title.is_some() {
        node("title", Role::Heading, title, &caption.step.title);
    }
    let below = Rect::from_min_max(pos2(left, title_bottom), rect.max);
    if laid.text.is_some() {
        node("text", Role::Label, below, &caption.step.text);
    }
    if laid.more.is_some() {
        node("more", Role::Label, below, caption.more);
    }
}

/// What the mouse can press: seen while it moves, found by a screen reader at any time.
fn controls(ui: &Ui, theme: &Theme, shows: bool, laid: &Laid, rect: Rect, commands: &mut Commands) {
    let size = (16.0 * laid.scale).max(12.0);
    let style = TextStyle::regular(size);
    let mut right = rect.right() - 60.0 * laid.scale;
    let all = [
        ("End", ("End the presentation", "Esc"), PresentCommand::End),
        ("Note", ("Your note; everyone who sees this window sees it too", "Shift+N"), PresentCommand::Note),
        ("All steps", ("Show all steps as pictures", "O"), PresentCommand::Overview),
        ("›", ("Next", "→, Space, Page Down"), PresentCommand::Next),
        ("‹", ("Back", "←, Page Up"), PresentCommand::Back),
    ];
    // The keys of a presentation are those of clickers, and nobody's to change.
    for (text, (does, keys), command) in all {
        let galley = widgets::galley(ui, text, style, theme.text_muted);
        let side = vec2(galley.size().x + size, galley.size().y + size * 0.6);
        let place = Rect::from_min_size(pos2(right - side.x, rect.top() + 8.0 * laid.scale), side);
        right = place.left() - 4.0;
        let response = ui.interact(place, canvas_id().with(("present", text)), Sense::click());
        let name = match text {
            "›" => "Next step",
            "‹" => "Previous step",
            text => text,
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        let near = response.hovered() || response.has_focus();
        if shows || response.has_focus() {
            if near {
                ui.painter().rect_filled(place, CornerRadius::same(6), Color32::from(theme.field));
            }
            let color = if near { theme.text } else { theme.text_muted };
            let galley = widgets::galley(ui, text, style, color);
            ui.painter().galley(place.center() - galley.size() / 2.0, galley, color.into());
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if widgets::tip(response, &format!("{does} ({keys})")).clicked() {
            commands.push_back(Command::Present(command));
        }
    }
}
