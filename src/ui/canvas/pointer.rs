//! What the hands do on the timeline, as the files that read it see it: where the pointer was felt, what is under it,
//! and from points to days.

use egui::{PointerButton, Response, Ui};

use super::input::CanvasInput;
use super::state::CanvasState;
use crate::layout::{Canvas, Target, TimeScale};
use crate::model::Day;
use crate::scene::{Rect, Vec2};
use crate::ui::commands::Commands;

/// What stands for an event, or a count of hidden ones, to a screen reader.
pub(crate) struct Node {
    /// Its response.
    pub response: Response,
    /// What it stands for.
    pub target: Target,
}

/// The parts of the canvas that feel the pointer.
pub(crate) struct PointerResponses {
    /// All of it.
    pub whole: Response,
    /// The lanes.
    pub body: Response,
    /// The ruler.
    pub ruler: Response,
    /// Whether the pointer is over a lane's head.
    pub over_heads: bool,
    /// Events and counts.
    pub nodes: Vec<Node>,
    /// From the canvas's own coordinates to the window's.
    pub origin: Vec2,
}

/// The hands in a frame: what they are over, what they hold, and what they ask for. Each file beside this one reads one
/// thing that they do.
pub(crate) struct Pointing<'a> {
    /// Where what follows the pointer is painted.
    pub ui: &'a Ui,
    /// What is shown.
    pub input: &'a CanvasInput<'a>,
    /// The picture.
    pub canvas: &'a Canvas,
    /// Where the pointer was felt.
    pub responses: &'a PointerResponses,
    /// What is kept between frames.
    pub state: &'a mut CanvasState,
    /// What they ask for.
    pub commands: &'a mut Commands,
}

impl Pointing<'_> {
    /// The lanes in the window's coordinates.
    pub(crate) fn body(&self) -> Rect {
        self.canvas.body.translate(self.responses.origin)
    }

    /// From days to points of the window.
    pub(crate) fn scale(&self) -> TimeScale {
        TimeScale::new(&self.input.view.viewport(), self.input.view.folds(), self.body())
    }

    /// Where a place of the window is in the days in view, from 0 to 1.
    pub(crate) fn fraction(&self, x: f32) -> f64 {
        let body = self.body();
        f64::from((x - body.left()) / body.width().max(1.0))
    }

    /// Whether a drag that has just ended was given up: Escape ends it while the button is still down.
    pub(crate) fn gave_up(&self) -> bool {
        self.ui.input(|i| i.pointer.any_down())
    }
}

/// Whether any of the three mouse buttons drags this.
pub(crate) fn dragged(response: &Response) -> bool {
    [PointerButton::Primary, PointerButton::Middle, PointerButton::Secondary]
        .into_iter()
        .any(|button| response.dragged_by(button))
}

/// The day that an instant lies in.
#[must_use]
pub(crate) fn day_at(instant: f64) -> Day {
    #[allow(clippy::cast_possible_truncation)] // `as` saturates, and `from_number` holds it in range
    Day::from_number(instant.floor() as i32)
}

/// How far the lanes can be scrolled where so far is wanted.
pub(crate) fn scrolled(canvas: &Canvas, scroll: f32) -> f32 {
    scroll.clamp(0.0, (canvas.content_height - canvas.body.height()).max(0.0))
}
