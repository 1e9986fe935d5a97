//! Where the time of a frame goes, for those who wonder why something is slow: a bar for each stage in the corner of
//! the timeline, and the frames just past.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{
    Align2, Area, Color32, CornerRadius, Frame, Id, Margin, Order, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::scene::{Rect, TextStyle, Theme};
use crate::ui::widgets;

/// What a frame does, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reads keys and mouse.
    Input,
    /// Carries out commands: document, index, coincidences.
    Index,
    /// Makes the picture.
    Layout,
    /// Makes shapes of it, and has them drawn.
    Paint,
    /// Shows the panels around it, and whatever else a frame does.
    Panels,
}

impl Stage {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Input, "Input"),
        (Self::Index, "Index"),
        (Self::Layout, "Layout"),
        (Self::Paint, "Paint"),
        (Self::Panels, "Panels"),
    ];
}

/// So many frames are remembered.
const FRAMES: usize = 120;
/// What a frame may take at 120 frames a second, in milliseconds.
const BUDGET_MS: f32 = 1000.0 / 120.0;

/// The times of the frames just past.
#[derive(Default)]
pub struct FrameTimes {
    /// Whether they are shown.
    pub shown: bool,
    present: [Duration; 5],
    past: std::collections::VecDeque<[Duration; 5]>,
}

impl FrameTimes {
    /// Begins another frame.
    pub fn begin(&mut self) {
        if self.past.len() == FRAMES {
            self.past.pop_front();
        }
        self.past.push_back(std::mem::take(&mut self.present));
    }

    /// Adds what has passed since an instant to a stage of the present frame.
    pub fn add(&mut self, stage: Stage, since: Instant) {
        self.present[stage as usize] += since.elapsed();
    }

    /// The present frame has taken this long in all: what no stage was told to take went to the panels.
    pub fn end(&mut self, whole: Duration) {
        let told: Duration = self.present.iter().sum();
        self.present[Stage::Panels as usize] += whole.saturating_sub(told);
    }

    /// The present frame was drawn, and with that has taken this long in all.
    pub fn drawn(&mut self, whole: Duration) {
        let told: Duration = self.present.iter().sum();
        self.present[Stage::Paint as usize] += whole.saturating_sub(told);
    }

    /// Each stage of the present frame as far as it is, in milliseconds.
    #[must_use]
    pub fn present(&self) -> [f32; 5] {
        self.present.map(|time| time.as_secs_f32() * 1e3)
    }

    /// Each stage in the frame before and in the slowest of those just past, in milliseconds.
    fn stages(&self) -> [(f32, f32); 5] {
        let ms = |frame: &[Duration; 5], at: usize| frame[at].as_secs_f32() * 1e3;
        std::array::from_fn(|at| {
            let most = self.past.iter().map(|frame| ms(frame, at)).fold(0.0, f32::max);
            (self.past.back().map_or(0.0, |frame| ms(frame, at)), most)
        })
    }
}

/// Shows the times in the lower right corner of the timeline, where they are wanted.
pub fn show(ui: &Ui, times: &FrameTimes, theme: &Theme, canvas: Rect) {
    if !times.shown {
        return;
    }
    let frame = Frame::new()
        .fill(Color32::from(theme.panel))
        .stroke(Stroke::new(1.0, Color32::from(theme.hairline)))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::same(12));
    Area::new(Id::unique("frame times"))
        .order(Order::Foreground)
        .pivot(Align2::RIGHT_BOTTOM)
        .fixed_pos(canvas.right_bottom() - vec2(16.0, 16.0))
        .interactable(false)
        .show(ui.ctx(), |ui| frame.show(ui, |ui| bars(ui, times, theme)));
}

fn bars(ui: &mut Ui, times: &FrameTimes, theme: &Theme) {
    const SIZE: (f32, f32) = (252.0, 150.0);
    let (rect, response) = ui.allocate_exact_size(vec2(SIZE.0, SIZE.1), Sense::hover());
    let stages = times.stages();
    let total: f32 = stages.iter().map(|(last, _)| last).sum();
    let said = || {
        let one = |((_, name), (last, _)): (&(Stage, &str), &(f32, f32))| format!("{name} {last:.2} ms");
        let stages: Vec<String> = Stage::ALL.iter().zip(&stages).map(one).collect();
        format!("Frame {total:.2} ms: {}", stages.join(", "))
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, said()));
    let small = TextStyle::regular(12.0);
    let y = rect.top() + 8.0;
    widgets::put(
        ui,
        pos2(rect.left(), y),
        &format!("Frame {total:.2} ms"),
        TextStyle::semibold(13.0),
        theme.text,
        130.0,
    );
    widgets::put(ui, pos2(rect.left() + 140.0, y), "slowest of 120", small, theme.text_muted, 112.0);
    for (at, ((_, name), (last, most))) in Stage::ALL.iter().zip(&stages).enumerate() {
        let y = rect.top() + 30.0 + 18.0 * at as f32;
        widgets::put(ui, pos2(rect.left(), y), name, small, theme.text_muted, 50.0);
        let (left, width) = (rect.left() + 52.0, 106.0);
        let bar = |ms: f32| {
            let share = (ms / BUDGET_MS).clamp(0.0, 1.0);
            Rect::from_min_max(pos2(left, y - 4.0), pos2(left + (width * share).max(1.0), y + 4.0))
        };
        let painter = ui.painter();
        painter.rect_filled(bar(BUDGET_MS), CornerRadius::same(2), Color32::from(theme.field));
        let ink = theme.categories[0];
        painter.rect_filled(bar(*most), CornerRadius::same(2), Color32::from(ink.faded(0.35)));
        painter.rect_filled(bar(*last), CornerRadius::same(2), Color32::from(ink));
        let numbers = format!("{last:.2} / {most:.2}");
        widgets::put(ui, pos2(left + width + 8.0, y), &numbers, small, theme.text, 90.0);
    }
    past(ui, times, theme, Rect::from_min_max(pos2(rect.left(), rect.top() + 120.0), rect.max));
}

/// The frames just past, one beside the other, against what 120 frames a second allow.
fn past(ui: &Ui, times: &FrameTimes, theme: &Theme, rect: Rect) {
    let step = rect.width() / FRAMES as f32;
    for (at, frame) in times.past.iter().enumerate() {
        let ms: f32 = frame.iter().map(Duration::as_secs_f32).sum::<f32>() * 1e3;
        let height = (ms / BUDGET_MS).clamp(0.02, 1.0) * rect.height();
        let left = rect.left() + at as f32 * step;
        let column = Rect::from_min_max(pos2(left, rect.bottom() - height), pos2(left + step, rect.bottom()));
        let color = if ms > BUDGET_MS { theme.coincidence } else { theme.text_faint };
        ui.painter().rect_filled(column, CornerRadius::ZERO, Color32::from(color));
    }
    let line = Stroke::new(1.0, Color32::from(theme.hairline));
    ui.painter().hline(rect.x_range(), rect.top(), line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_are_the_whole_frame() {
        let mut times = FrameTimes::default();
        let long_ago = Instant::now().checked_sub(Duration::from_millis(50)).unwrap();
        times.add(Stage::Layout, long_ago);
        times.end(Duration::from_millis(80));
        times.drawn(Duration::from_millis(95));
        let told: f32 = times.present().iter().sum();
        assert!((told - 95.0).abs() < 0.01, "{told}");
        let [.., paint, panels] = times.present();
        assert!((paint - 15.0).abs() < 0.01 && panels <= 30.0, "{paint} {panels}");
        times.drawn(Duration::from_millis(1));
        assert!(
            (times.present().iter().sum::<f32>() - 95.0).abs() < 0.01,
            "a clock that lags takes nothing away"
        );
    }

    #[test]
    fn remembers_the_slowest_of_the_frames_just_past() {
        let mut times = FrameTimes::default();
        let long_ago = Instant::now().checked_sub(Duration::from_millis(50)).unwrap();
        times.add(Stage::Layout, long_ago);
        times.begin();
        for _ in 1..FRAMES {
            times.add(Stage::Layout, Instant::now());
            times.begin();
        }
        let (last, most) = times.stages()[Stage::Layout as usize];
        assert!(last < 50.0 && most >= 50.0, "{last} {most}");
        times.begin();
        assert!(times.stages()[Stage::Layout as usize].1 < 50.0, "the slow one is forgotten");
        assert_eq!(times.past.len(), FRAMES);
    }
}
