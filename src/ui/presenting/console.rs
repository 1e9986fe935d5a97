//! What the presenter sees where the room has a window of its own: the room's picture, the next step, the note, all steps,
//! the clock and the pace.

use egui::accesskit::Role;
use egui::{
    Button, CentralPanel, Color32, CornerRadius, Frame, Margin, Panel, Rect, ScrollArea, Sense, Stroke,
    StrokeKind, TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::note;
use super::overview::picture_in;
use super::state::{Cover, Presenting};
use crate::model::Step;
use crate::scene::{Color, TextStyle, Theme};
use crate::ui::commands::{Command, Commands, PresentCommand, RoomPlace};
use crate::ui::widgets;

/// Heights in points.
const BAR_PT: f32 = 52.0;
const STEPS_PT: f32 = 150.0;
const KEYS_PT: f32 = 40.0;

/// A display that the room's window can fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Display {
    /// Its position among those of the system.
    pub at: usize,
    /// Its name and size: "Display 2: HDMI-1, 1920 × 1080".
    pub name: String,
    /// What the system calls it; its position where it has no name.
    pub monitor: String,
    /// Its left and top edge, its width and its height, in pixels.
    pub area: (i32, i32, u32, u32),
}

/// What the console tells.
#[derive(Clone, Copy)]
pub(crate) struct ConsoleInput<'a> {
    /// The title of the timeline.
    pub title: &'a str,
    /// The story.
    pub story: &'a [Step],
    /// The picture of each step, where it is made.
    pub pictures: &'a [Option<TextureHandle>],
    /// The time of the day: "10:24".
    pub clock: &'a str,
    /// Seconds since the story began.
    pub gone: f64,
    /// Seconds ahead of what the steps say.
    pub ahead: Option<f64>,
    /// Where the room's window is.
    pub place: RoomPlace,
    /// Where it can be.
    pub displays: &'a [Display],
    /// The size of the room's window, in points.
    pub room: Vec2,
}

/// Shows the console; returns where the room's picture goes.
pub(crate) fn show(
    ui: &mut Ui,
    theme: &Theme,
    input: &ConsoleInput<'_>,
    told: &mut Presenting,
    commands: &mut Commands,
) -> Rect {
    bar(ui, theme, input, told, commands);
    keys(ui, theme);
    steps(ui, theme, input, told, commands);
    beside(ui, theme, input, told);
    let frame = Frame::new().fill(Color32::from(theme.background)).inner_margin(Margin::same(18));
    CentralPanel::default()
        .frame(frame)
        .show(ui, |ui| {
            caption(ui, theme, "The audience sees");
            let room = ui.available_rect_before_wrap();
            let scale = (room.width() / input.room.x).min(room.height() / input.room.y).max(0.01);
            let place = Rect::from_min_size(room.min, input.room * scale);
            outline(ui, theme, place);
            place
        })
        .inner
}

fn caption(ui: &mut Ui, theme: &Theme, text: &str) {
    widgets::line(ui, text, TextStyle::regular(13.0), theme.text_muted);
}

fn outline(ui: &Ui, theme: &Theme, place: Rect) {
    let stroke = Stroke::new(1.0, Color32::from(theme.hairline));
    ui.painter().rect_stroke(place, CornerRadius::same(6), stroke, StrokeKind::Outside);
}

fn bar(ui: &mut Ui, theme: &Theme, input: &ConsoleInput<'_>, told: &Presenting, commands: &mut Commands) {
    let frame = Frame::new().fill(Color32::from(theme.panel)).inner_margin(Margin::symmetric(18, 8));
    Panel::top("console").exact_size(BAR_PT).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            widgets::line(ui, input.title, TextStyle::semibold(14.0), theme.text);
            let step = format!("step {} of {}", told.step + 1, input.story.len());
            widgets::line(ui, &step, TextStyle::regular(13.0), theme.text_muted);
            let time_width = 270.0;
            let buttons_width = 640.0;
            ui.add_space((ui.available_width() - time_width - buttons_width).max(8.0));
            buttons(ui, theme, told, commands);
            ui.add_space(14.0);
            place_menu(ui, theme, input, commands);
            ui.add_space((ui.available_width() - time_width).max(8.0));
            time(ui, theme, input);
        });
    });
}

fn buttons(ui: &mut Ui, theme: &Theme, told: &Presenting, commands: &mut Commands) {
    let all = [
        ("Point", "L", told.pointer, PresentCommand::Pointer),
        ("Spotlight", "S", told.spotlight.is_some(), PresentCommand::Spotlight),
        ("Freeze", "Z", told.frozen, PresentCommand::Freeze),
        ("Black", "B", told.cover == Some(Cover::Black), PresentCommand::Black),
        ("All steps", "O", told.overview.is_some(), PresentCommand::Overview),
    ];
    for (text, key, on, command) in all {
        let (ground, color) = if on { (theme.chip, theme.chip_text) } else { (theme.field, theme.text) };
        let label = egui::RichText::new(format!("{text}  {key}")).color(Color32::from(color));
        let button = Button::new(label).fill(Color32::from(ground)).min_size(vec2(0.0, 30.0));
        let response = ui.add(button);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, text));
        if response.clicked() {
            commands.push_back(Command::Present(command));
        }
    }
}

/// Where the room's window is, and where it can be.
pub(crate) fn place_menu(ui: &mut Ui, theme: &Theme, input: &ConsoleInput<'_>, commands: &mut Commands) {
    widgets::line(ui, "Audience on", TextStyle::regular(13.0), theme.text_muted);
    let name = place_name(input.place, input.displays);
    ui.menu_button(name, |ui| {
        places(ui, input.place, input.displays, commands);
    });
}

/// The places to choose from, as entries of a menu.
pub(crate) fn places(ui: &mut Ui, place: RoomPlace, displays: &[Display], commands: &mut Commands) {
    let all = displays.iter().map(|display| RoomPlace::Display(display.at));
    let all = all.chain([RoomPlace::Window(1920, 1080), RoomPlace::Window(1280, 720), RoomPlace::Here]);
    for other in all {
        if ui.radio(other == place, place_name(other, displays)).clicked() {
            commands.push_back(Command::Present(PresentCommand::Place(other)));
            ui.close();
        }
    }
}

fn place_name(place: RoomPlace, displays: &[Display]) -> String {
    match place {
        RoomPlace::Here => "This window".to_owned(),
        RoomPlace::Window(width, height) => format!("A window of {width} × {height}"),
        RoomPlace::Display(at) => displays
            .iter()
            .find(|display| display.at == at)
            .map_or_else(|| format!("Display {}", at + 1), |display| display.name.clone()),
    }
}

/// The clock, the time since the start, and the pace.
fn time(ui: &mut Ui, theme: &Theme, input: &ConsoleInput<'_>) {
    widgets::line(ui, input.clock, TextStyle::regular(14.0), theme.text_muted);
    let gone = input.gone.max(0.0) as u64;
    let (hours, minutes, seconds) = (gone / 3600, gone / 60 % 60, gone % 60);
    let gone = match hours {
        0 => format!("{minutes:02}:{seconds:02}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}"),
    };
    widgets::line(ui, &gone, TextStyle::semibold(19.0), theme.text);
    if let Some(ahead) = input.ahead {
        let (text, color) = pace(ahead, theme);
        widgets::line(ui, &text, TextStyle::regular(13.0), color);
    }
}

/// "20 s ahead", "1 min 5 s behind", "on time".
fn pace(ahead: f64, theme: &Theme) -> (String, Color) {
    let seconds = ahead.abs().round() as u64;
    let time = if seconds >= 60 {
        format!("{} min {} s", seconds / 60, seconds % 60)
    } else {
        format!("{seconds} s")
    };
    match (seconds, ahead > 0.0) {
        (0, _) => ("on time".to_owned(), theme.text_muted),
        (_, true) => (format!("{time} ahead"), theme.categories[1]),
        (_, false) => (format!("{time} behind"), theme.warning),
    }
}

fn keys(ui: &mut Ui, theme: &Theme) {
    let frame = Frame::new().fill(Color32::from(theme.panel)).inner_margin(Margin::symmetric(18, 8));
    Panel::bottom("console keys").exact_size(KEYS_PT).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 28.0;
            for text in [
                "← → Space, Page Up, Page Down: step",
                "3 Enter: go to step 3",
                "Backspace: back to the step after looking around",
                "K: save this view as a step",
                "X: swap displays",
                "Esc: end",
            ] {
                widgets::line(ui, text, TextStyle::regular(12.5), theme.text_muted);
            }
        });
    });
}

/// All steps in a row.
fn steps(ui: &mut Ui, theme: &Theme, input: &ConsoleInput<'_>, told: &Presenting, commands: &mut Commands) {
    let frame = Frame::new().fill(Color32::from(theme.background)).inner_margin(Margin::symmetric(18, 6));
    Panel::bottom("console steps")
        .exact_size(STEPS_PT)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            caption(ui, theme, "Steps");
            ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 14.0;
                    for (at, step) in input.story.iter().enumerate() {
                        step_card(ui, theme, input, (at, step), at == told.step, commands);
                    }
                });
            });
        });
}

fn step_card(
    ui: &mut Ui,
    theme: &Theme,
    input: &ConsoleInput<'_>,
    (at, step): (usize, &Step),
    here: bool,
    commands: &mut Commands,
) {
    let (width, height) = (150.0, 84.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height + 24.0), Sense::click());
    let name = format!("Go to step {}: {}", at + 1, step.title);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, &name));
    let place = Rect::from_min_size(rect.min + vec2(3.0, 3.0), vec2(width - 6.0, height - 4.0));
    picture_in(ui, theme, place, input.pictures.get(at).and_then(Option::as_ref), here);
    let style = if here { TextStyle::semibold(12.5) } else { TextStyle::regular(12.5) };
    let text = format!("{}  {}", at + 1, step.title);
    widgets::put(ui, pos2(rect.left() + 3.0, rect.bottom() - 10.0), &text, style, theme.text, width - 6.0);
    if response.clicked() {
        commands.push_back(Command::Present(PresentCommand::To(at)));
    }
}

/// The next step, and the note.
fn beside(ui: &mut Ui, theme: &Theme, input: &ConsoleInput<'_>, told: &mut Presenting) {
    let width = ui.max_rect().width() * 0.37;
    let frame = Frame::new().fill(Color32::from(theme.background)).inner_margin(Margin {
        left: 6,
        right: 18,
        top: 18,
        bottom: 18,
    });
    Panel::right("console beside")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            let next = told.step + 1;
            match input.story.get(next) {
                Some(step) => {
                    caption(ui, theme, &format!("Next: {}", step.title));
                    let width = ui.available_width();
                    let height = (width * 9.0 / 16.0).min(ui.available_height() * 0.45);
                    let (rect, _) = ui.allocate_exact_size(vec2(height * 16.0 / 9.0, height), Sense::hover());
                    picture_in(ui, theme, rect, input.pictures.get(next).and_then(Option::as_ref), false);
                    ui.add_space(10.0);
                }
                None => caption(ui, theme, "This is the last step"),
            }
            let note = input.story.get(told.step).map_or("", |step| step.note.as_str());
            let frame = Frame::new()
                .fill(Color32::from(theme.selected))
                .corner_radius(8)
                .inner_margin(Margin::same(18));
            frame.show(ui, |ui| {
                ui.set_min_size(ui.available_size());
                note::contents(ui, theme, told, note, "Only you see this", 20.0);
            });
        });
}
