//! A step of the story on a page: its picture, and below it what it says; and the whole timeline where there is no story.

use super::Paper;
use super::flow::{Flow, Look, MARGIN};
use crate::analysis::{Index, LanesBy};
use crate::export::missing_height;
use crate::export::pdf::{Block, Picture, Placed, Role};
use crate::export::publish::steps::{StepLook, days, step_canvas_as};
use crate::layout::{self, Canvas, Frame, Viewport, story};
use crate::model::{Day, Step, counted};
use crate::paint::HeadlessFonts;
use crate::scene::{Rect, TextStyle, Vec2, pos2, vec2};

/// The least part of a page that the picture of a step takes; of what it says the rest is on the next pages.
const LEAST_PICTURE: f32 = 0.42;
/// How large letters are where there is room, the largest first.
const TEXT_SCALES: [f32; 2] = [1.3, 1.15];
/// How fine pictures are laid out, in pixels for each point.
const FINE: f32 = 8.0;

impl Paper<'_> {
    fn look(&self, style: TextStyle, role: Role, gap: f32) -> Look {
        Look { style, color: self.theme.text, role, indent: 0.0, gap }
    }

    /// The title of a page.
    pub(super) fn heading(&self) -> Look {
        self.look(TextStyle::semibold(24.0), Role::Heading(1), 14.0)
    }

    pub(super) fn body(&self) -> Look {
        self.look(TextStyle::regular(16.0), Role::Paragraph, 6.0)
    }

    pub(super) fn step(&self, at: usize, step: &Step, flow: &mut Flow<'_>) {
        let title = format!("{}  {}", at + 1, step.title);
        let note = if step.note.is_empty() { String::new() } else { format!("Note: {}", step.note) };
        let muted = Look { color: self.theme.text_muted, ..self.body() };
        flow.page(Some(title.clone()));
        let text_height = flow.height(&title, self.heading())
            + flow.height(&step.text, self.body())
            + flow.height(&note, muted);
        let all = flow.bottom() - MARGIN;
        let height = (all - text_height).max(all * LEAST_PICTURE);
        let room = flow.room(height);
        let canvas = self.as_large_as_fits(|text_scale| {
            let look = StepLook {
                size: room.size(),
                pixels_per_point: FINE,
                text_scale,
                for_room: false,
                view: None,
            };
            let known = (self.index, &self.ties.found);
            step_canvas_as(self.document(), known, step, &self.theme, look)
        });
        // Below the lanes there is nothing to see.
        let used = (canvas.body.top() + canvas.content_height + 1.0).min(height);
        let part = Rect::from_min_size(pos2(0.0, 0.0), vec2(room.width(), used));
        flow.push(Block::Picture(Picture {
            ground: self.theme.background,
            at: Rect::from_min_size(room.min, part.size()),
            part,
            alt: self.said(step),
            scenes: vec![Placed::whole(canvas.scene)],
        }));
        flow.y = room.top() + used;
        flow.paragraph(&title, self.heading(), None);
        flow.paragraph(&step.text, self.body(), None);
        flow.paragraph(&note, muted, None);
    }

    /// A picture with letters as large as leaves room for all lanes.
    pub(super) fn as_large_as_fits(&self, draw: impl Fn(f32) -> Canvas) -> Canvas {
        let large = TEXT_SCALES.into_iter().map(&draw).find(|canvas| missing_height(canvas) <= 0.0);
        large.unwrap_or_else(|| draw(1.0))
    }

    /// What the picture of a step shows, in words.
    fn said(&self, step: &Step) -> String {
        if !step.align.is_empty() || step.lanes_by != LanesBy::Country {
            return format!("Picture of the timeline: {}", step.title);
        }
        let view = days(self.document(), self.index, step);
        self.said_of(&view, story::lanes(self.document(), self.index, step, &view).len())
    }

    /// "Timeline from 1 July 2024 to 30 November 2024: 21 events in 8 lanes".
    pub(super) fn said_of(&self, view: &Viewport, lanes: usize) -> String {
        let (from, to) = (view.from, view.from + view.days);
        let inside = |extent: &crate::analysis::Extent| extent.to > from && extent.from < to;
        let extents = self.document().events().iter().map(|event| self.index.extent(&event.date));
        let count = extents.filter(inside).count();
        #[allow(clippy::cast_possible_truncation)] // `as` saturates, and `from_number` holds it in range
        let day = |instant: f64| Day::from_number(instant as i32).long();
        format!(
            "Timeline from {} to {}: {} in {}",
            day(from.floor()),
            day(to.ceil() - 1.0),
            counted(count, "event"),
            counted(lanes, "lane")
        )
    }

    /// The whole timeline, on as many pages as its lanes need.
    pub(super) fn timeline(&self, flow: &mut Flow<'_>) {
        flow.page(Some(self.title()));
        flow.paragraph(&self.title(), self.heading(), None);
        flow.paragraph(&crate::model::visible(self.document().summary()), self.body(), None);
        flow.y += 8.0;
        self.lanes_on(&self.selection.lanes, flow);
    }

    /// Draws lanes on what is free of the page; where they find no room, the first half of them and then, on another, the rest.
    fn lanes_on(&self, lanes: &[u32], flow: &mut Flow<'_>) {
        // What stands below it, from which file it is made, has its place on the page.
        let room = flow.room(flow.bottom() - flow.y - 46.0);
        let canvas = self.as_large_as_fits(|text_scale| self.canvas(lanes, room.size(), text_scale));
        if missing_height(&canvas) > 0.0 && lanes.len() > 1 {
            let (first, rest) = lanes.split_at(lanes.len().div_ceil(2));
            self.lanes_on(first, flow);
            flow.page(None);
            return self.lanes_on(rest, flow);
        }
        let view = story::whole(self.index);
        let part = Rect::from_min_size(pos2(0.0, 0.0), room.size());
        flow.y = room.bottom();
        flow.push(Block::Picture(Picture {
            scenes: vec![Placed::whole(canvas.scene)],
            ground: self.theme.background,
            part,
            at: room,
            alt: self.said_of(&view, lanes.len()),
        }));
    }

    /// All days of some lanes as a picture.
    pub(super) fn canvas(&self, lanes: &[u32], size: Vec2, text_scale: f32) -> Canvas {
        let view = story::whole(self.index).clamped();
        let index: &Index = self.index;
        let mut frame =
            Frame::plain(self.document(), index, &self.ties.found, view, size, &self.theme, lanes);
        frame.resolution.text_scale = text_scale;
        layout::build(&frame, &mut HeadlessFonts::new(FINE))
    }
}
