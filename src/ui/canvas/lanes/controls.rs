//! The four small controls of a lane's head: what each does, what it is called, and its drawing.

use egui::{Color32, Painter, Pos2, Shape, Stroke, vec2};

use crate::scene::Color;
use crate::ui::commands::LaneCommand;
use crate::ui::state::lane_view::LaneList;

/// A control of a lane's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Control {
    /// As low as can be, or as before.
    Collapse,
    /// Out of sight.
    Hide,
    /// Only this lane, or all.
    Solo,
    /// On top while others scroll.
    Pin,
}

impl Control {
    /// All of them, left to right.
    pub const ALL: [Self; 4] = [Self::Collapse, Self::Hide, Self::Solo, Self::Pin];

    /// What it does to a lane.
    pub fn command(self, lane: u32) -> LaneCommand {
        match self {
            Self::Collapse => LaneCommand::Collapse(lane),
            Self::Hide => LaneCommand::Hide(lane),
            Self::Solo => LaneCommand::Solo(lane),
            Self::Pin => LaneCommand::Pin(lane),
        }
    }

    /// Whether it is in force for a lane, so that it takes back.
    pub fn is_active(self, list: &LaneList, lane: u32) -> bool {
        match self {
            Self::Collapse => list.is_collapsed(lane),
            Self::Hide => false,
            Self::Solo => list.is_alone(lane),
            Self::Pin => list.is_pinned(lane),
        }
    }

    /// What it does now, with the lane's name: "Hide lane Iran".
    pub fn name(self, list: &LaneList, lane: u32, name: &str) -> String {
        match (self, self.is_active(list, lane)) {
            (Self::Collapse, false) => format!("Collapse lane {name}"),
            (Self::Collapse, true) => format!("Expand lane {name}"),
            (Self::Hide, _) => format!("Hide lane {name}"),
            (Self::Solo, false) => format!("Show only lane {name}"),
            (Self::Solo, true) => "Show all lanes".to_owned(),
            (Self::Pin, false) => format!("Pin lane {name} to the top"),
            (Self::Pin, true) => format!("Unpin lane {name}"),
        }
    }

    /// What it does now, as an entry of the lane's own menu.
    pub fn entry(self, list: &LaneList, lane: u32) -> &'static str {
        match (self, self.is_active(list, lane)) {
            (Self::Collapse, false) => "Collapse",
            (Self::Collapse, true) => "Expand",
            (Self::Hide, _) => "Hide",
            (Self::Solo, false) => "Show only this lane",
            (Self::Solo, true) => "Show all lanes",
            (Self::Pin, false) => "Pin to the top",
            (Self::Pin, true) => "Unpin",
        }
    }
}

/// Draws a control around a point.
pub(crate) fn paint(painter: &Painter, control: Control, at: Pos2, scale: f32, active: bool, color: Color) {
    let ink = Color32::from(color);
    let stroke = Stroke::new(1.3 * scale.sqrt(), ink);
    let point = |x: f32, y: f32| at + vec2(x, y) * scale;
    match control {
        Control::Collapse => {
            let way = if active {
                [(-2.0, -4.0), (2.0, 0.0), (-2.0, 4.0)]
            } else {
                [(-4.0, -2.0), (0.0, 2.0), (4.0, -2.0)]
            };
            painter.add(Shape::line(way.map(|(x, y)| point(x, y)).to_vec(), stroke));
        }
        Control::Hide => {
            // An eye, struck out.
            let lid = |side: f32| -> Vec<Pos2> {
                (0..=12u8)
                    .map(|step| {
                        let t = f32::from(step) / 12.0;
                        point(-6.0 + 12.0 * t, side * 4.2 * (std::f32::consts::PI * t).sin())
                    })
                    .collect()
            };
            painter.add(Shape::line(lid(1.0), stroke));
            painter.add(Shape::line(lid(-1.0), stroke));
            painter.circle_filled(at, 1.7 * scale, ink);
            painter.line_segment([point(-4.6, 5.2), point(4.6, -5.2)], stroke);
        }
        Control::Solo => {
            painter.circle_stroke(at, 5.0 * scale, stroke);
            painter.circle_filled(at, if active { 3.2 } else { 2.0 } * scale, ink);
        }
        Control::Pin => {
            let head = point(0.0, -2.4);
            painter.line_segment([point(0.0, 0.4), point(0.0, 6.0)], stroke);
            if active {
                painter.circle_filled(head, 3.4 * scale, ink);
            } else {
                painter.circle_stroke(head, 3.0 * scale, stroke);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_control_says_what_it_does_now() {
        let mut list = LaneList::of(vec![0, 1]);
        let names = |list: &LaneList| Control::ALL.map(|control| control.name(list, 0, "Iran"));
        let before = names(&list);
        assert_eq!(
            before,
            ["Collapse lane Iran", "Hide lane Iran", "Show only lane Iran", "Pin lane Iran to the top"]
        );
        list = LaneList::of(vec![0]);
        (list.pinned, list.collapsed, list.hidden) = (1, vec![0], 1);
        assert_eq!(names(&list), ["Expand lane Iran", "Hide lane Iran", "Show all lanes", "Unpin lane Iran"]);
        assert_eq!(Control::ALL.map(|control| control.entry(&list, 0))[0], "Expand");
    }
}
