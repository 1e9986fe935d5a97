//! Builds the picture: lanes and their ground, the grid, coincidences, marks, labels, heads and the ruler, in the
//! order in which they lie on one another.

use std::sync::Arc;

use super::labels::Labeller;
use super::lanes::{LaneBox, stack};
use super::marks::{self, Placed};
use super::ties::{self, Ties};
use super::{Canvas, Frame, Lod, Metrics, Target, TimeScale, density, heads, links, ruler};
use crate::scene::{Fill, Item, ItemId, Primitive, Rect, Scene, Stroke, Text, TextMeasure, TextStyle, pos2};

/// Builds the picture.
#[must_use]
pub fn build(frame: &Frame<'_>, measure: &mut dyn TextMeasure) -> Canvas {
    let metrics = Metrics::new(frame.size, frame.text_scale);
    let (ruler_rect, heads_rect, body) =
        (metrics.ruler(frame.size), metrics.heads(frame.size), metrics.body(frame.size));
    let scale = TimeScale::new(&frame.viewport, body);
    let (lanes, content_height) = stack(frame, &metrics, body);
    let lod = decide_lod(frame, &scale, body, &lanes);
    let visible = ties::in_view(frame, &scale);
    let mut hits = Vec::new();
    let mut strips = Vec::new();

    let mut inside = grounds(frame, &lanes);
    let ticks = ruler::ticks_in_view(&scale, &metrics);
    ruler::grid(frame, &scale, body, &ticks, &mut inside);
    ties::today(frame, &scale, body, &mut inside);
    let placed = place_all(frame, &scale, &metrics, &lanes, lod, &visible);
    let places = Ties::places(frame, &visible, &placed);
    let rows = Ties::rows(frame);
    let ties = Ties { frame, scale: &scale, metrics: &metrics, body, lanes: &lanes, places, rows };
    ties.lines(&visible, &mut inside, &mut hits);
    links::draw(frame, &metrics, &ties.places, &mut inside);
    if lod == Lod::Density {
        strips = lanes.iter().filter_map(|lane| density::strip(frame, &scale, lane)).collect();
        for strip in &strips {
            inside.push(density::draw(frame, strip));
            hits.push((strip.rect, Target::Strip(strip.lane)));
        }
    }
    let lines = ties.strong_lines();
    draw_events(frame, &scale, &metrics, body, lod, &lanes, &placed, lines, measure, &mut inside, &mut hits);
    ties.involved(&mut inside);
    if frame.document.events().is_empty() {
        inside.push(nothing_here(frame, &metrics, body, measure));
    }
    for hit in &mut hits {
        hit.0 = hit.0.intersect(body);
    }

    let mut items = vec![Item { id: None, primitive: Primitive::Group { clip: body, items: inside } }];
    items.push(heads::draw(frame, &metrics, heads_rect, &lanes, measure, &mut hits));
    let mut chips = Vec::new();
    let chip_rects = ties.on_ruler(ruler_rect, &visible, measure, &mut chips, &mut hits);
    items.push(ruler::draw(frame, &scale, &metrics, ruler_rect, &ticks, &chip_rects, measure));
    items.push(Item { id: None, primitive: Primitive::Group { clip: ruler_rect, items: chips } });
    frame_lines(frame, ruler_rect, heads_rect, &mut items);

    Canvas {
        scene: Scene { size: frame.size, items },
        hits,
        ruler: ruler_rect,
        heads: heads_rect,
        body,
        content_height,
        lod,
        lanes: lanes.iter().map(|lane| (lane.lane, lane.rect)).collect(),
        strips,
    }
}

/// The level of detail of the whole view: how many points of the lanes in view each event in view has.
fn decide_lod(frame: &Frame<'_>, scale: &TimeScale, body: Rect, lanes: &[LaneBox]) -> Lod {
    let (from, to) = scale.range();
    let columns = lanes.iter().filter_map(|lane| Some((lane, frame.index.lane(lane.lane)?)));
    let (rows, events) = columns.fold((0.0, 0), |(rows, events), (lane, column)| {
        (rows + f32::from(lane.rows), events + column.count_between(from, to))
    });
    if events == 0 {
        return Lod::Full;
    }
    Lod::decide(body.width() * rows / events as f32, frame.previous_lod)
}

/// The ground of each lane and the hairline below it.
fn grounds(frame: &Frame<'_>, lanes: &[LaneBox]) -> Vec<Item> {
    let mut items = Vec::new();
    let id = |lane: &LaneBox| Some(ItemId::Lane(lane.lane));
    for lane in lanes {
        let fill = Fill::Solid(heads::ground(frame, lane));
        let primitive = Primitive::Rect { rect: lane.rect, radius: 0.0, fill, stroke: None };
        items.push(Item { id: id(lane), primitive });
    }
    let stroke = Stroke::solid(1.0, frame.theme.hairline.faded(0.7));
    for lane in lanes {
        let (from, to) = (lane.rect.left_bottom(), lane.rect.right_bottom());
        items.push(Item { id: id(lane), primitive: Primitive::Line { from, to, stroke } });
    }
    items
}

fn place_all(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    lanes: &[LaneBox],
    lod: Lod,
    visible: &[usize],
) -> Vec<Vec<Placed>> {
    if lod == Lod::Density {
        return Vec::new();
    }
    let members = ties::members(frame, visible, lod, metrics.body(frame.size).width());
    lanes.iter().map(|lane| marks::place(frame, scale, metrics, lane, &members)).collect()
}

#[allow(clippy::too_many_arguments)]
fn draw_events(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    body: Rect,
    lod: Lod,
    lanes: &[LaneBox],
    placed: &[Vec<Placed>],
    lines: Vec<Rect>,
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
    hits: &mut Vec<(Rect, Target)>,
) {
    let mut labeller = Labeller { frame, metrics, body, lod, lines, measure };
    for (lane, events) in lanes.iter().zip(placed) {
        let ground = heads::ground(frame, lane);
        labeller.lane(lane, ground, events, items, hits);
        marks::draw(frame, scale, metrics, ground, events, items);
        for event in events {
            marks::hits(metrics, event, hits);
        }
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

/// The hairlines between heads, ruler and body, and the corner above the heads.
fn frame_lines(frame: &Frame<'_>, ruler: Rect, heads: Rect, items: &mut Vec<Item>) {
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
}
