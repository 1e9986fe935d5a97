//! What happens on the lane heads, and what the files that read it share.

use egui::Ui;

use super::controls::Control;
use crate::layout::Canvas;
use crate::scene::{Pos2, Rect, Vec2};
use crate::ui::canvas::input::CanvasInput;
use crate::ui::commands::{Command, Commands, LaneCommand, ViewCommand};

/// What happens on the heads, kept between frames.
#[derive(Default)]
pub(crate) struct HeadsState {
    /// The lane whose menu is open, where, and whether its first entry is still to get the focus.
    pub(crate) menu: Option<(u32, Pos2, bool)>,
    pub(super) menu_wanted: bool,
    pub(crate) dragged: Option<u32>,
    /// A drag was given up in this frame.
    pub(crate) gave_up: bool,
    /// The lane that the arrows have come to.
    pub(super) at: Option<u32>,
}

impl HeadsState {
    /// Closes the menu; returns whether it was open.
    pub fn close_menu(&mut self) -> bool {
        std::mem::take(&mut self.gave_up) || self.menu.take().is_some()
    }

    /// Opens the menu of the lane in question in the next frame.
    pub fn open_menu(&mut self) {
        self.menu_wanted = true;
    }
}

/// The hands on the heads in a frame, in the window's coordinates.
pub(crate) struct Heads<'a> {
    /// Where what follows the hands is painted.
    pub ui: &'a Ui,
    /// What is shown.
    pub input: &'a CanvasInput<'a>,
    /// Where it is.
    pub canvas: &'a Canvas,
    /// From the canvas's own coordinates to the window's.
    pub origin: Vec2,
    /// How large text is.
    pub scale: f32,
    /// What is kept between frames.
    pub state: &'a mut HeadsState,
    /// What is asked for.
    pub commands: &'a mut Commands,
}

pub(crate) fn lane_command(command: LaneCommand) -> Command {
    Command::View(ViewCommand::Lane(command))
}

/// A control with where it is, and whether the pointer is over it.
pub(crate) type Place = (Control, Rect, bool);

/// A head that the pointer is over.
pub(crate) struct Over {
    /// The lane.
    pub lane: u32,
    /// Its controls as far as they are in sight.
    pub controls: Vec<Place>,
}
