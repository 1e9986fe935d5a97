//! Builds the picture: lanes and their ground, the grid, coincidences, marks, labels, heads and the ruler, in the
//! order in which they lie on one another.

use std::cell::RefCell;
use std::sync::Arc;

use super::areas::{areas, date_words};
use super::axis::ruler::TicksInView;
use super::axis::{calendar_rows, clock, fold_marks, ruler, second_clock, weekends, zero};
use super::cache::Memory;
use super::in_view::{self, InView, Members};
use super::labels::Labeller;
use super::lanes::heads::Told;
use super::lanes::{LaneBox, Stack, heads};
use super::legend::InLegend;
use super::marks::coincidence_lines::Ties;
use super::marks::gauge::Gauge;
use super::marks::mark_placement::Placement;
use super::marks::occurrences::Occurrences;
use super::marks::piles::Piles;
use super::marks::sizes::is_wide_day;
use super::marks::strip_marks::StripMarks;
use super::marks::{self, density, differences, links};
use super::plan::Plan;
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
    let (metrics, body, heads_rect) = areas(frame);
    let ruler_rect = metrics.ruler(frame.size);
    let scale = frame.time_scale(body);
    let plan = Plan::new(frame, &scale, &metrics, body);
    let lod = plan.lod;
    let visible = in_view::in_view(frame, &scale);
    let mut hits = std::mem::take(&mut memory.hits);
    let mut piles = std::mem::take(&mut memory.piles);

    let ticks = TicksInView::new(frame, &scale, &metrics);
    memory.words.dates = date_words(frame, &scale, &ticks);
    let dense = lod == Lod::Density;
    let members = in_view::members(frame, &visible, &scale, lod);
    let mut placement = Placement::new(frame, &scale, &metrics, lod, &members, memory);
    let stack = plan.stack(frame, &metrics, body, &mut placement, (measure, memory));
    let lanes = &stack.boxes;
    let places = match dense {
        true => Occurrences::default(),
        false => Ties::places(frame, &stack, &visible, &placement),
    };
    let rows = memory.rows(frame);
    let (strips, gauges) = strips(frame, &scale, &metrics, lanes, memory);
    let asked = [frame.emphasis.current, frame.emphasis.highlighted].into_iter().flatten();
    let involved = memory.involved(frame, asked.filter(|at| *at < frame.coincidences.len()));
    let ties = Ties {
        frame,
        scale: &scale,
        metrics: &metrics,
        body,
        stack: &stack,
        places,
        rows,
        dense,
        involved,
        known: RefCell::default(),
    };
    let mut painter = Painter {
        frame,
        scale: &scale,
        metrics: &metrics,
        lod,
        ties: &ties,
        ticks: &ticks,
        measure,
        memory,
        members: &members,
        strips,
        gauges,
    };
    let mut items: Vec<Item> = Vec::new();
    for (pinned, clip) in stack.parts(body) {
        let mut inside = painter.part(pinned, clip, &visible, &placement, &mut hits);
        if frame.document.events().is_empty() {
            inside.push(nothing_here(frame, &metrics, body, painter.measure));
        }
        items.push(Item { id: None, primitive: Primitive::Group { clip, items: inside } });
    }
    let strips = std::mem::take(&mut painter.strips);
    let clocks = clock::of_lanes(frame, &scale, &ticks, lanes);
    heads::draw(frame, &metrics, heads_rect, &stack, clocks, measure, memory, &mut hits, &mut items);
    if frame.legend {
        let bottom = stack.boxes.last().map_or(body.top(), |lane| lane.rect.bottom()).min(body.bottom());
        let room = Rect::from_min_max(pos2(body.left(), bottom), pos2(body.right(), frame.size.y));
        let in_legend = InLegend {
            frame,
            metrics: &metrics,
            lod,
            wide_day: is_wide_day(&scale, &metrics),
            folds: fold_marks::shown(&scale).next().is_some(),
            strips: &strips,
            placement: &placement,
            lanes: lanes.len(),
            ties: ties_in_view(frame, &visible),
        };
        in_legend.draw(room, heads_rect, measure, &mut items);
    }
    let told = told(frame, &scale, &stack, &placement, &mut piles);
    heads::tell(frame, &metrics, heads_rect, &stack, &told, measure, &mut hits, &mut items);
    placement.end(memory);
    let mut chips = Vec::new();
    memory.standing_out(frame);
    ties.bands(ruler_rect, &memory.standing_out, &mut chips, &mut hits);
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
        hidden: lanes.iter().zip(&told).filter_map(|(lane, told)| Some((lane.lane, told.hidden?))).collect(),
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
    ticks: &'a TicksInView,
    measure: &'b mut dyn TextMeasure,
    memory: &'b mut Memory,
    /// Who belongs to the coincidences in question.
    members: &'a Members,
    /// The density strips of the lanes in view.
    strips: Vec<Strip>,
    /// The scale of all of them, or that of each lane.
    gauges: Vec<(u32, Gauge)>,
}

impl Painter<'_, '_> {
    /// The lanes that are pinned, or those that scroll, in their part of the body, with what lies on them.
    fn part(
        &mut self,
        pinned: bool,
        clip: Rect,
        visible: &InView,
        placed: &Placement<'_, '_>,
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
        fold_marks::draw(frame, scale, clip, &mut inside);
        zero::ground(frame, scale, clip, &mut inside);
        ruler::today(frame, scale, clip, &mut inside);
        self.ties.days(&mut inside);
        self.ties.line_hits(visible, hits);
        // The lines come here when it is known which labels they would cross.
        let below_marks = inside.len();
        if !frame.is_overlaid() {
            // A link leads from one event to another, not from each time it is drawn to each of the other's.
            links::draw(frame, self.metrics, &self.ties.places, &mut self.memory.outgoing, &mut inside);
        }
        self.strips(&lanes, &mut inside, hits);
        for hit in &mut hits[first_hit..] {
            hit.0 = hit.0.intersect(clip);
        }
        let mut labels = self.strip_marks(pinned, clip, &mut inside, hits);
        if self.lod != Lod::Density {
            labels.append(&mut self.events(pinned, clip, placed, &mut inside, hits));
        }
        let mut lines = Vec::new();
        self.ties.lines(visible, &labels, &mut lines);
        inside.splice(below_marks..below_marks, lines);
        self.ties.involved(pinned, &mut inside);
        inside
    }

    /// The columns of the lanes that are strips, the first with the scale of all.
    fn strips(&mut self, lanes: &[&LaneBox], items: &mut Vec<Item>, hits: &mut Vec<(Rect, Target)>) {
        for lane in lanes.iter().filter(|lane| lane.strip) {
            let Some(first) = self.strips.iter().position(|strip| strip.lane == lane.lane) else { continue };
            let own_scale = self.frame.lanes.scale_of_its_own;
            let gauge = self.gauges.iter().find(|(of, _)| !own_scale || *of == lane.lane);
            let Some((_, gauge)) = gauge else { continue };
            for strip in self.strips[first..].iter().take_while(|strip| strip.lane == lane.lane) {
                density::draw(self.frame, strip, gauge, self.memory, items);
                hits.push((strip.rect, Target::Strip(strip.lane)));
            }
            if first == 0 || own_scale {
                let strip = &self.strips[first];
                let place = (strip.lane, strip.level, strip.rect);
                gauge.draw(self.frame, self.metrics, place, self.measure, items);
            }
        }
    }

    /// The most important events of strips and those asked about, one by one. Gives where their labels stand.
    fn strip_marks(
        &mut self,
        pinned: bool,
        clip: Rect,
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) -> Vec<Rect> {
        let mut labels = Vec::new();
        let boxes = self.ties.stack.boxes.iter().filter(|lane| lane.strip && lane.pinned == pinned);
        for lane in boxes {
            let Some(strip) = self.strips.iter().find(|strip| strip.lane == lane.lane) else { continue };
            let marks = StripMarks {
                frame: self.frame,
                scale: self.scale,
                metrics: self.metrics,
                members: self.members,
                lane,
                strip,
                clip,
            };
            marks.draw((self.measure, self.memory), &mut labels, items, hits);
        }
        labels
    }

    /// The events, which can be pointed at within the clip. Gives where labels stand.
    fn events(
        &mut self,
        pinned: bool,
        clip: Rect,
        placed: &Placement<'_, '_>,
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) -> Vec<Rect> {
        let (frame, metrics) = (self.frame, self.metrics);
        let mut lines = self.ties.strong_lines();
        lines.extend(zero::line(frame, self.scale, clip));
        let mut labeller = Labeller {
            frame,
            metrics,
            body: clip,
            lod: self.lod,
            wide_day: is_wide_day(self.scale, metrics),
            lines,
            labels: Vec::new(),
            measure: self.measure,
            words: &mut self.memory.words,
            taken: std::mem::take(&mut self.memory.taken),
            order: Vec::new(),
        };
        let lanes = || {
            let here = |(_, lane): &(usize, &LaneBox)| lane.pinned == pinned && !lane.strip;
            let lanes = self.ties.stack.boxes.iter().enumerate().filter(here);
            lanes.map(|(at, lane)| (at, lane, heads::ground(frame, lane)))
        };
        // All bars, then all labels, then all marks: what is of one kind is painted as one.
        let mut above = std::mem::take(&mut self.memory.above);
        let mut labels = std::mem::take(&mut self.memory.labels);
        for (at, lane, ground) in lanes() {
            let events = placed.lane(at);
            labeller.lane(lane, ground, events, &mut labels, hits);
            marks::draw_bars(frame, self.scale, events, items);
            marks::draw_marks(frame, metrics, ground, events, &mut self.memory.marks);
            marks::hits(metrics, events, clip, &mut above);
        }
        let standing = std::mem::take(&mut labeller.labels);
        self.memory.taken = labeller.taken;
        items.append(&mut labels);
        self.memory.labels = labels;
        self.memory.marks.take(items);
        let all = self.ties.stack.boxes.len();
        differences::draw(frame, self.scale, metrics, (placed, all), items);
        hits.append(&mut above);
        self.memory.above = above;
        standing
    }
}

/// The strips of the lanes in view, and the scale of all of them or that of each lane.
fn strips(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    lanes: &[LaneBox],
    memory: &mut Memory,
) -> (Vec<Strip>, Vec<(u32, Gauge)>) {
    let stretches = scale.stretches();
    let mut strips: Vec<Strip> = Vec::new();
    for lane in lanes {
        density::strips(frame, (scale, &stretches), metrics, lane, memory, &mut strips);
    }
    let gauge = |strips: &[Strip]| {
        let lane = strips.first().map_or(0, |strip| strip.lane);
        (lane, Gauge::of(strips.iter().flat_map(Strip::counts_in_view)))
    };
    let gauges = match frame.lanes.scale_of_its_own {
        true => strips.chunk_by(|a, b| a.lane == b.lane).map(gauge).collect(),
        false => vec![gauge(&strips)],
    };
    (strips, gauges)
}

/// How many certain coincidences in view stand out, and how many there are.
fn ties_in_view(frame: &Frame<'_>, visible: &InView) -> (usize, usize) {
    let certain = || visible.iter().filter(|at| in_view::is_certain(frame, *at));
    (certain().filter(|at| frame.surprise.stands_out(*at)).count(), certain().count())
}

/// What the heads of the lanes in view tell.
fn told(
    frame: &Frame<'_>,
    scale: &TimeScale,
    stack: &Stack,
    placement: &Placement<'_, '_>,
    piles: &mut Piles,
) -> Vec<Told> {
    let (from, to) = scale.range();
    let told = |(at, lane): (usize, &LaneBox)| {
        let strip = lane.strip;
        if strip {
            let in_view = frame.index.lane(lane.lane).map_or(0, |column| column.count_between(from, to));
            return Told { in_view, hidden: None, missing: 0, strip };
        }
        let tally = placement.tally(at);
        let missing = tally.hidden.len();
        let hidden = (missing > 0).then(|| piles.add(placement.hidden(tally)));
        if frame.is_overlaid() {
            // How many there are in the lane, not how often they are drawn.
            let all = frame.index_of_heads().lane(lane.lane).map_or(0, |column| column.entries().len());
            return Told { in_view: all, hidden, missing: 0, strip };
        }
        Told { in_view: tally.in_view, hidden, missing, strip }
    };
    stack.boxes.iter().enumerate().map(told).collect()
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
