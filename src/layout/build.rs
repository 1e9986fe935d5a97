//! Builds the picture: lanes and their ground, the grid, coincidences, marks, labels, heads and the ruler, in the
//! order in which they lie on one another.

use std::sync::Arc;

use super::axis::ticks::Ticks;
use super::axis::{calendar_rows, clock, ruler, second_clock, weekends, zero};
use super::cache::Memory;
use super::in_view::{self, InView, Members};
use super::labels::Labeller;
use super::labels::words::DateWords;
use super::lanes::{LaneBox, Stack, heads, stack};
use super::marks::coincidence_lines::Ties;
use super::marks::mark_placement::{self, Placement};
use super::marks::occurrences::Occurrences;
use super::marks::piles::Piles;
use super::marks::{self, density, links};
use super::{Canvas, Frame, Lod, Metrics, Strip, Target, TimeScale};
use crate::scene::{Fill, Item, ItemId, Primitive, Rect, Scene, Stroke, Text, TextMeasure, TextStyle, pos2};

/// Builds a single picture.
#[must_use]
pub fn build(frame: &Frame<'_>, measure: &mut dyn TextMeasure) -> Canvas {
    build_with(frame, measure, &mut Memory::default())
}

/// Builds the next picture of several; [`Memory::begin`] must have said what is shown.
#[must_use]
pub fn build_with(frame: &Frame<'_>, measure: &mut dyn TextMeasure, memory: &mut Memory) -> Canvas {
    let rows = frame.axis.calendars.count() + usize::from(second_clock::of(frame).is_some());
    let metrics = Metrics::new(frame.size, frame.resolution.text_scale).with_calendars(rows);
    let (ruler_rect, heads_rect, body) =
        (metrics.ruler(frame.size), metrics.heads(frame.size), metrics.body(frame.size));
    let scale = TimeScale::new(&frame.viewport, body);
    let stack = stack(frame, &metrics, body, &mut memory.heights);
    let lanes = &stack.boxes;
    let lod = decide_lod(frame, &scale, body, lanes);
    let visible = in_view::in_view(frame, &scale);
    let mut hits = std::mem::take(&mut memory.hits);
    let mut piles = std::mem::take(&mut memory.piles);

    let ticks = ruler::ticks_in_view(frame, &scale, &metrics);
    let dense = lod == Lod::Density;
    let members = match dense {
        true => Members::default(),
        false => in_view::members(frame, &visible, lod, body.width()),
    };
    let mut placement = Placement::new(frame, &scale, &metrics, members, memory);
    let places = match dense {
        true => Occurrences::default(),
        false => Ties::places(frame, &stack, &visible, &mut placement),
    };
    let rows = memory.rows(frame);
    let ties = Ties { frame, scale: &scale, metrics: &metrics, body, stack: &stack, places, rows, dense };
    let mut painter = Painter {
        frame,
        scale: &scale,
        metrics: &metrics,
        lod,
        ties: &ties,
        ticks: &ticks,
        measure,
        memory,
        strips: Vec::new(),
        piles: &mut piles,
    };
    let mut items: Vec<Item> = Vec::new();
    for (pinned, clip) in stack.parts(body) {
        let mut inside = painter.part(pinned, clip, &visible, &mut placement, &mut hits);
        if frame.document.events().is_empty() {
            inside.push(nothing_here(frame, &metrics, body, painter.measure));
        }
        items.push(Item { id: None, primitive: Primitive::Group { clip, items: inside } });
    }
    let strips = std::mem::take(&mut painter.strips);
    placement.end(memory);
    let clocks = clock::of_lanes(frame, &scale, &ticks, lanes);
    heads::draw(frame, &metrics, heads_rect, &stack, clocks, measure, memory, &mut hits, &mut items);
    let mut chips = Vec::new();
    memory.certain(frame.coincidences.briefs());
    ties.dots(ruler_rect, &memory.certain, &mut chips, &mut hits);
    let ruler_rows = ruler::Rows::new(ruler_rect, &ticks, &metrics);
    let mut chip_rects = ties.chips(ruler_rows.of_chips(), &visible, measure, &mut chips, &mut hits);
    let (zero_rect, zero_items) = zero::chip(frame, &scale, &metrics, ruler_rect, measure).unzip();
    let (clock, clock_items) = clock::chip(frame, &metrics, ruler_rect, &ticks, measure).unzip();
    chip_rects.extend(zero_rect.into_iter().chain(clock));
    let ruler = ruler::Ruler {
        frame,
        scale: &scale,
        metrics: &metrics,
        rect: ruler_rect,
        ticks: &ticks,
        chips: &chip_rects,
        measure: &mut *measure,
        items: Vec::new(),
        names: Vec::new(),
    };
    let (ruler, names) = ruler.draw(&ruler_rows);
    items.push(ruler);
    items.extend(clock_items.into_iter().flatten());
    items.extend(zero_items.into_iter().flatten());
    items.push(Item { id: None, primitive: Primitive::Group { clip: ruler_rect, items: chips } });
    let calendars = calendar_rows::places(frame, &metrics, ruler_rect);
    let ruler_rect = calendars.iter().fold(ruler_rect, |whole, (_, row)| whole.union(*row));
    let second = second_clock::place(frame, &metrics, ruler_rect);
    let ruler_rect = second.map_or(ruler_rect, |row| ruler_rect.union(row));
    frame_lines(frame, ruler_rect, heads_rect, &stack, &mut items);
    let line = calendar_rows::line_of(&ties, &visible);
    calendar_rows::draw(frame, &scale, &metrics, &calendars, line, measure, &mut items);
    if let Some(row) = second {
        second_clock::draw(frame, &scale, &metrics, (row, &ticks), measure, &mut items);
    }

    Canvas {
        scene: Scene { size: frame.size, items },
        hits,
        piles,
        ruler: ruler_rect,
        calendars,
        clock,
        names,
        heads: heads_rect,
        body,
        content_height: stack.content,
        lod,
        lanes: lanes.iter().map(|lane| (lane.lane, lane.rect)).collect(),
        strips,
        name_lines: lanes.iter().map(|lane| heads::name_y(lane, &metrics)).collect(),
        pinned_height: stack.split - body.top(),
    }
}

/// What the lanes of a part of the body are drawn from.
struct Painter<'a, 'b> {
    frame: &'a Frame<'a>,
    scale: &'a TimeScale,
    metrics: &'a Metrics,
    lod: Lod,
    ties: &'a Ties<'a>,
    ticks: &'a Ticks,
    measure: &'b mut dyn TextMeasure,
    memory: &'b mut Memory,
    /// The density strips drawn so far.
    strips: Vec<Strip>,
    /// Who stands behind the marks drawn so far.
    piles: &'b mut Piles,
}

impl Painter<'_, '_> {
    /// The lanes that are pinned, or those that scroll, in their part of the body, with what lies on them.
    fn part(
        &mut self,
        pinned: bool,
        clip: Rect,
        visible: &InView,
        placed: &mut Placement<'_, '_>,
        hits: &mut Vec<(Rect, Target)>,
    ) -> Vec<Item> {
        let (frame, scale) = (self.frame, self.scale);
        let here = |lane: &&LaneBox| lane.pinned == pinned;
        let lanes: Vec<&LaneBox> = self.ties.stack.boxes.iter().filter(here).collect();
        let first_hit = hits.len();
        let mut inside = self.memory.items();
        grounds(frame, &lanes, &mut inside);
        weekends::shade(frame, scale, &lanes, &mut inside);
        ruler::grid(frame, scale, clip, self.ticks, &mut inside);
        zero::ground(frame, scale, clip, &mut inside);
        ruler::today(frame, scale, clip, &mut inside);
        self.ties.lines(visible, &mut inside, hits);
        if !frame.is_overlaid() {
            // A link leads from one event to another, not from each time it is drawn to each of the other's.
            links::draw(frame, self.metrics, &self.ties.places, &mut inside);
        }
        if self.lod == Lod::Density {
            let many_ties = self.ties.are_many(visible);
            for lane in &lanes {
                let strip = density::draw(frame, scale, lane, many_ties, self.memory, &mut inside);
                hits.extend(strip.iter().map(|strip| (strip.rect, Target::Strip(strip.lane))));
                self.strips.extend(strip);
            }
            self.ties.on_strips(pinned, visible, &mut inside);
        }
        for hit in &mut hits[first_hit..] {
            hit.0 = hit.0.intersect(clip);
        }
        if self.lod != Lod::Density {
            self.events(pinned, clip, placed, &mut inside, hits);
        }
        self.ties.involved(pinned, &mut inside);
        inside
    }

    /// The events, which can be pointed at within the clip.
    fn events(
        &mut self,
        pinned: bool,
        clip: Rect,
        placed: &mut Placement<'_, '_>,
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) {
        let (frame, metrics, lod) = (self.frame, self.metrics, self.lod);
        let mut lines = self.ties.strong_lines();
        lines.extend(zero::line(frame, self.scale, clip));
        let mut labeller = Labeller {
            frame,
            metrics,
            body: clip,
            lod,
            lines,
            measure: self.measure,
            words: &mut self.memory.words,
            dates: DateWords {
                years: frame.is_overlaid() || self.scale.has_years(),
                hours: !frame.is_overlaid() && !self.ticks.days.is_empty(),
                clocks: frame.index.zone().clocks(),
            },
            taken: std::mem::take(&mut self.memory.taken),
            piles: self.piles,
            under: Vec::new(),
            order: Vec::new(),
        };
        let lanes = || {
            let lanes = self.ties.stack.boxes.iter().enumerate().filter(|(_, lane)| lane.pinned == pinned);
            lanes.map(|(at, lane)| (at, lane, heads::ground(frame, lane)))
        };
        // All bars, then all labels, then all marks: what is of one kind is painted as one.
        let mut above = std::mem::take(&mut self.memory.above);
        let mut labels = std::mem::take(&mut self.memory.labels);
        for (at, lane, ground) in lanes() {
            let (events, behind) = placed.lane(at, lane);
            labeller.lane(lane, ground, (events, behind), &mut labels, hits);
            marks::draw_bars(self.scale, metrics, events, items);
            marks::draw_marks(frame, metrics, ground, events, &mut self.memory.marks);
            marks::hits(metrics, events, behind, clip, labeller.piles, &mut above);
        }
        self.memory.taken = labeller.taken;
        items.append(&mut labels);
        self.memory.labels = labels;
        self.memory.marks.take(items);
        hits.append(&mut above);
        self.memory.above = above;
    }
}

/// The level of detail of the whole view: how many points of the lanes in view each event in view has.
fn decide_lod(frame: &Frame<'_>, scale: &TimeScale, body: Rect, lanes: &[LaneBox]) -> Lod {
    let (from, to) = scale.range();
    // What takes a whole day is in view while any hour of it is, and marks are placed a little beyond the edges.
    let margin = mark_placement::MARGIN_PT / scale.pt_per_day();
    let (from, to) = (from.floor().min(from - margin), to + margin);
    let columns = lanes.iter().filter_map(|lane| Some((lane, frame.index.lane(lane.lane)?)));
    let (rows, events) = columns.fold((0.0, 0), |(rows, events), (lane, column)| {
        (rows + f32::from(lane.rows), events + column.count_between(from, to))
    });
    if events == 0 {
        return Lod::Full;
    }
    Lod::decide(body.width() * rows / events as f32, events, frame.previous_lod)
}

/// The ground of each lane and the hairline below it.
fn grounds(frame: &Frame<'_>, lanes: &[&LaneBox], items: &mut Vec<Item>) {
    let id = |lane: &LaneBox| Some(ItemId::Lane(lane.lane));
    for lane in lanes {
        let fill = Fill::Solid(heads::ground(frame, lane));
        let primitive = Primitive::Rect { rect: lane.rect, radius: 0.0, fill, stroke: None };
        items.push(Item { id: id(lane), primitive });
    }
    let stroke = Stroke::solid(1.0, frame.theme.grid.faded(0.7));
    for lane in lanes {
        let (from, to) = (lane.rect.left_bottom(), lane.rect.right_bottom());
        items.push(Item { id: id(lane), primitive: Primitive::Line { from, to, stroke } });
    }
}

/// What stands where there is nothing to see.
fn nothing_here(frame: &Frame<'_>, metrics: &Metrics, body: Rect, measure: &mut dyn TextMeasure) -> Item {
    let style = TextStyle::regular(14.0 * metrics.scale);
    let text = "No events yet";
    let width = measure.width(text, style);
    let left_middle = pos2(body.center().x - width / 2.0, body.center().y);
    let color = frame.theme.text_muted;
    Item {
        id: None,
        primitive: Primitive::Text(Text {
            left_middle,
            text: Arc::from(text),
            style,
            color,
            width,
            halo: None,
        }),
    }
}

/// The hairlines between heads, ruler and body and below pinned lanes, and the corner above the heads.
fn frame_lines(frame: &Frame<'_>, ruler: Rect, heads: Rect, stack: &Stack, items: &mut Vec<Item>) {
    let corner = Rect::from_min_max(pos2(0.0, ruler.top()), pos2(heads.right(), ruler.bottom()));
    let fill = Fill::Solid(frame.theme.panel);
    items.push(Item {
        id: None,
        primitive: Primitive::Rect { rect: corner, radius: 0.0, fill, stroke: None },
    });
    let stroke = Stroke::solid(1.0, frame.theme.hairline);
    let mut line = |from, to| items.push(Item { id: None, primitive: Primitive::Line { from, to, stroke } });
    line(corner.left_bottom(), ruler.right_bottom());
    line(corner.right_top(), heads.right_bottom());
    if stack.split > ruler.bottom() && stack.split < heads.bottom() {
        line(pos2(heads.left(), stack.split), pos2(ruler.right(), stack.split));
    }
}
