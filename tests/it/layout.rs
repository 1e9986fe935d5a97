//! Properties of the layout: what may never overlap does not, what must stay put stays, no event is lost.

use crate::support::documents::plain_event;
use coeval::analysis::{Coincidences, Index, Rule};
use coeval::layout::axis::ticks;
use coeval::layout::{
    Canvas, Emphasis, Fade, Frame, FrameAxis, FrameLanes, FrameSearch, FrameSurprise, Glide, LaneWay, Lod,
    Metrics, Resolution, Target, Viewport, build,
};
use coeval::model::calendar::{Calendar, Calendars, Script};
use coeval::model::{Day, Document, Event, EventIx, Parts};
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Fill, Item, ItemId, Primitive, Rect, Theme, pos2, vec2};
use proptest::prelude::*;

const SIZE: (f32, f32) = (1196.0, 776.0);

fn event(at: usize, date: &str, lane: &str, title: &str) -> Event {
    Event {
        title: title.into(),
        place: "Tehran".into(),
        tags: vec!["diplomacy"].into(),
        ..plain_event(&format!("e{at}"), lane, date)
    }
}

fn document(events: Vec<Event>) -> Document {
    Document::new(Parts { events, ..Parts::default() })
}

/// The events that the columns of a lane's density strip lead to, each column by a click into it.
fn listed(frame: &Frame<'_>, canvas: &Canvas, lane: u32) -> Vec<EventIx> {
    let strip = canvas.strips.iter().find(|strip| strip.lane == lane).unwrap();
    let mut all = Vec::new();
    for busy in strip.in_view().filter(|column| column.count > 0) {
        let column = canvas.column(lane, busy.rect.center()).unwrap();
        assert_eq!(column, busy);
        let events = frame.index.lane(lane).unwrap().beginning_between(column.range.0, column.range.1);
        assert_eq!(events.len(), column.count as usize);
        all.extend(events.iter().map(|entry| entry.ix));
    }
    all
}

/// Lays a document out and gives the result to a check.
fn lay_out(
    document: &Document,
    viewport: Viewport,
    current: Option<usize>,
    check: impl FnOnce(&Frame<'_>, &Canvas),
) {
    lay_out_all(document, viewport, current, (0, &[]), None, check);
}

/// The same with some lanes pinned and some collapsed.
fn lay_out_lanes(
    document: &Document,
    viewport: Viewport,
    current: Option<usize>,
    pinned: usize,
    collapsed: &[u32],
    check: impl FnOnce(&Frame<'_>, &Canvas),
) {
    lay_out_all(document, viewport, current, (pinned, collapsed), None, check);
}

/// The same with what a search has found.
fn lay_out_with(
    document: &Document,
    viewport: Viewport,
    current: Option<usize>,
    hits: Option<&coeval::analysis::Hits>,
    check: impl FnOnce(&Frame<'_>, &Canvas),
) {
    lay_out_all(document, viewport, current, (0, &[]), hits, check);
}

fn lay_out_all(
    document: &Document,
    viewport: Viewport,
    current: Option<usize>,
    (pinned, collapsed): (usize, &[u32]),
    hits: Option<&coeval::analysis::Hits>,
    check: impl FnOnce(&Frame<'_>, &Canvas),
) {
    let index = Index::build(document);
    let found = Coincidences::new(document, &Rule { possible: true, ..Rule::default() });
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let theme = Theme::of(ThemeKind::Light);
    let size = vec2(SIZE.0, SIZE.1);
    let mut frame = Frame::plain(document, &index, &found, viewport, size, &theme, &lanes);
    (frame.lanes.pinned, frame.lanes.collapsed) = (pinned, collapsed);
    frame.emphasis.current = current.filter(|at| *at < found.len());
    frame.search.hits = hits;
    let canvas = build(&frame, &mut HeadlessFonts::new(1.0));
    check(&frame, &canvas);
}

/// All items with the clip that applies to them, discs as so many circles and columns as so many rectangles.
fn flatten(items: &[Item], clip: Rect, all: &mut Vec<(Rect, Item)>) {
    for item in items {
        match &item.primitive {
            Primitive::Group { clip: inner, items } => flatten(items, clip.intersect(*inner), all),
            Primitive::Kept { clip: inner, items } => flatten(items, clip.intersect(*inner), all),
            Primitive::Discs { radius, discs } => all.extend(discs.iter().map(|disc| {
                let (center, fill, id) = (disc.center, disc.fill, Some(ItemId::Event(disc.event)));
                let circle = Primitive::Circle { center, radius: *radius, fill, stroke: None };
                (clip, Item { id, primitive: circle })
            })),
            Primitive::Columns(columns) => all.extend(columns.bars().map(|(rect, shade)| {
                let fill = Fill::Solid(columns.shades[shade].1);
                let primitive = Primitive::Rect { rect, radius: 0.0, fill, stroke: None };
                (clip, Item { id: item.id, primitive })
            })),
            _ => all.push((clip, item.clone())),
        }
    }
}

fn items(canvas: &Canvas) -> Vec<(Rect, Item)> {
    let mut all = Vec::new();
    flatten(&canvas.scene.items, Rect::from_min_size(pos2(0.0, 0.0), canvas.scene.size), &mut all);
    all
}

/// The boxes of the texts that belong to events, with the event.
fn labels(canvas: &Canvas) -> Vec<(EventIx, Rect)> {
    let of = |(_, item): &(Rect, Item)| match (&item.primitive, item.id) {
        (Primitive::Text(text), Some(ItemId::Event(ix))) => {
            let half = text.style.size * 0.5;
            let rect = Rect::from_min_max(
                pos2(text.left_middle.x, text.left_middle.y - half),
                pos2(text.left_middle.x + text.width, text.left_middle.y + half),
            );
            Some((ix, rect))
        }
        _ => None,
    };
    items(canvas).iter().filter_map(of).collect()
}

/// The place of a mark or a bar; rings are larger than marks and may touch.
fn shape(primitive: &Primitive) -> Option<Rect> {
    match primitive {
        Primitive::Circle { center, radius, .. } if *radius <= 6.0 => {
            Some(Rect::from_center_size(*center, vec2(2.0 * radius, 2.0 * radius)))
        }
        Primitive::Rect { rect, .. } => Some(*rect),
        _ => None,
    }
}

fn date() -> impl Strategy<Value = String> {
    let day = (0i32..1500).prop_map(|n| Day::from_number(19_000 + n).to_string());
    prop_oneof![
        6 => day.clone(),
        1 => day.clone().prop_map(|day| format!("{day}T08:30+04:00")),
        1 => day.clone().prop_map(|day| day[..7].to_owned()),
        1 => day.clone().prop_map(|day| format!("{day}~")),
        1 => day.clone().prop_map(|day| format!("{day}/..")),
        1 => day.clone().prop_map(|day| format!("../{day}")),
        1 => (0i32..1500, 1i32..60).prop_map(|(n, long)| {
            let from = Day::from_number(19_000 + n);
            format!("{from}/{}", from.plus(long))
        }),
    ]
}

fn some_document() -> impl Strategy<Value = Document> {
    let lane = prop_oneof![Just("IR"), Just("IL"), Just("AZ"), Just("LB")];
    let title = prop_oneof![
        Just("Short one"),
        Just("A title of a usual length for it"),
        Just("A title that goes on and on about what happened, where, to whom and what others said of it")
    ];
    prop::collection::vec((date(), lane, title), 1..80).prop_map(|events| {
        document(
            events.iter().enumerate().map(|(at, (date, lane, title))| event(at, date, lane, title)).collect(),
        )
    })
}

fn some_view() -> impl Strategy<Value = Viewport> {
    (18_900.0..20_600.0f64, -1.5..3.4f64).prop_map(|(from, power)| Viewport {
        from,
        days: 10f64.powf(power),
        scroll: 0.0,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn labels_never_overlap_and_stay_inside(document in some_document(), view in some_view(), current in 0usize..9) {
        lay_out(&document, view, Some(current), |_, canvas| {
            let labels = labels(canvas);
            for (at, (ix, a)) in labels.iter().enumerate() {
                assert!(canvas.body.expand(1.0).contains_rect(*a), "{ix:?} at {a:?} leaves the body");
                for (other, b) in &labels[..at] {
                    let overlap = a.shrink(0.5).intersects(b.shrink(0.5));
                    assert!(!overlap, "labels of {ix:?} and {other:?} overlap: {a:?} {b:?}");
                }
            }
        });
    }

    #[test]
    fn every_event_in_view_can_be_reached(document in some_document(), view in some_view()) {
        lay_out(&document, view, None, |frame, canvas| {
            let scale = frame.time_scale(canvas.body);
            let (from, to) = scale.range();
            let reached = |ix: EventIx| canvas.hits.iter().any(|(rect, target)| rect.is_positive() && match target {
                Target::Event(other) => *other == ix,
                Target::Hidden(pile) => canvas.pile(*pile).contains(&ix),
                Target::Strip(lane) => listed(frame, canvas, *lane).contains(&ix),
                Target::Lane(_) | Target::Coincidence(_) => false,
            });
            for lane in frame.lanes.shown {
                for entry in frame.index.lane(*lane).unwrap().entries() {
                    if entry.extent.mark > from && entry.extent.mark < to {
                        assert!(reached(entry.ix), "{} cannot be reached", document.event(entry.ix).date);
                    }
                }
            }
        });
    }

    #[test]
    fn bars_and_marks_of_a_lane_never_overlap(document in some_document(), view in some_view(), current in 0usize..9) {
        lay_out(&document, view, Some(current), |_, canvas| {
            let mut taken: Vec<(EventIx, Rect)> = Vec::new();
            for (_, item) in items(canvas) {
                let (Some(ItemId::Event(ix)), Some(rect)) = (item.id, shape(&item.primitive)) else { continue };
                // A mark may stand on its own bar, and rings around their own marks.
                for (other, rect_of_other) in taken.iter().filter(|(other, _)| *other != ix) {
                    let apart = !rect.shrink(0.6).intersects(rect_of_other.shrink(0.6));
                    assert!(apart, "{ix:?} and {other:?} overlap: {rect:?} {rect_of_other:?}");
                }
                taken.push((ix, rect));
            }
        });
    }

    #[test]
    fn two_labels_never_read_as_one(document in some_document(), view in some_view(), current in 0usize..9) {
        lay_out(&document, view, Some(current), |_, canvas| {
            let labels = labels(canvas);
            for (at, (ix, a)) in labels.iter().enumerate() {
                for (other, b) in labels[..at].iter().filter(|(other, _)| other != ix) {
                    let same_row = (a.center().y - b.center().y).abs() < 8.0;
                    let gap = (a.left() - b.right()).max(b.left() - a.right());
                    assert!(!same_row || gap >= 11.0, "{ix:?} and {other:?} are {gap} pt apart");
                }
            }
        });
    }

    #[test]
    fn zooming_keeps_the_instant_under_the_pointer(view in some_view(), factor in 0.1..10.0f64, at in 0.0..1.0f64) {
        let zoomed = view.zoomed(factor, at);
        prop_assert!((view.at(at) - zoomed.at(at)).abs() < 1e-6 * view.days.max(zoomed.days));
    }

    #[test]
    fn ticks_ascend_and_cover_the_view(from in -4_000_000.0..2_900_000.0f64, power in -2.1..6.5f64) {
        let days = 10f64.powf(power);
        let width = 1000.0;
        let all = ticks::ticks(from, from + days, width / days, 1.0);
        prop_assert!(all.minor.windows(2).all(|pair| pair[0].at < pair[1].at));
        prop_assert!(all.major.windows(2).all(|pair| pair[0].at < pair[1].at));
        let in_view = all.minor.iter().filter(|tick| tick.at >= from && tick.at <= from + days).count();
        prop_assert!(in_view <= 60, "{} ticks for {days} days", in_view);
        let inside = from > f64::from(Day::MIN.number()) + 2e6 && from + days < f64::from(Day::MAX.number());
        prop_assert!(!inside || in_view >= 2, "{in_view} ticks for {days} days");
    }

    #[test]
    fn packed_rows_never_overlap(document in some_document()) {
        let index = Index::build(&document);
        for lane in 0..document.lanes().len() as u32 {
            let column = index.lane(lane).unwrap();
            if column.rows() >= coeval::analysis::column::MAX_ROWS {
                continue;
            }
            let entries = column.entries();
            for (at, a) in entries.iter().enumerate() {
                for b in &entries[..at] {
                    let apart = a.row != b.row || a.extent.mark != b.extent.mark;
                    prop_assert!(apart, "{:?} and {:?} share row {}", a.ix, b.ix, a.row);
                }
            }
        }
    }

    #[test]
    fn index_answers_as_brute_force_does(document in some_document(), from in 18_900.0..20_600.0f64, days in 0.1..400.0f64) {
        let index = Index::build(&document);
        for lane in 0..document.lanes().len() as u32 {
            let column = index.lane(lane).unwrap();
            let found: Vec<EventIx> = column.touching(from, from + days).map(|entry| entry.ix).collect();
            let brute: Vec<EventIx> = column
                .entries()
                .iter()
                .filter(|e| e.extent.from <= from + days)
                .filter(|e| e.extent.to >= from || e.extent.after == coeval::analysis::Tail::Open)
                .map(|entry| entry.ix)
                .collect();
            prop_assert_eq!(found, brute);
        }
    }
}

#[test]
fn density_columns_add_up_to_the_events_in_view() {
    let lanes = ["IR", "IL", "AZ"];
    let events: Vec<Event> = (0..6000)
        .map(|at| {
            let day = Day::from_number(19_000 + (at as i32 * 7919) % 2000);
            event(at, &day.to_string(), lanes[at % 3], "Something")
        })
        .collect();
    let document = document(events);
    let view = Viewport { from: 19_100.0, days: 1800.0, scroll: 0.0 };
    lay_out(&document, view, None, |frame, canvas| {
        assert_eq!(canvas.lod, Lod::Density);
        let listed: usize = frame.lanes.shown.iter().map(|lane| listed(frame, canvas, *lane).len()).sum();
        let counted: u32 =
            canvas.strips.iter().flat_map(coeval::layout::Strip::in_view).map(|column| column.count).sum();
        assert_eq!(counted as usize, listed);
        // Columns at the edges reach a little out of sight.
        let edges: Vec<f64> =
            canvas.strips[0].in_view().flat_map(|column| [column.range.0, column.range.1]).collect();
        let (from, to) = (edges[0], edges[edges.len() - 1]);
        assert!(from <= 19_100.0 && to >= 20_900.0 && to - from < 1810.0, "{from} {to}");
        let in_lane = |lane: &u32| frame.index.lane(*lane).unwrap().count_between(from, to);
        let expected: usize = frame.lanes.shown.iter().map(in_lane).sum();
        assert_eq!(listed, expected);
    });
}

#[test]
fn a_hundred_lanes_scroll_and_are_never_lower_than_28_points() {
    let events = (0..100).map(|at| event(at, "2024-10-14", &format!("L{at}"), "Something")).collect();
    let document = document(events);
    lay_out(
        &document,
        Viewport::fit(Day::from_number(20_000), Day::from_number(20_020)),
        None,
        |_, canvas| {
            assert!(canvas.lanes.iter().all(|(_, rect)| rect.height() >= 28.0));
            assert!(canvas.content_height > canvas.body.height());
        },
    );
}

#[test]
fn pinned_lanes_stay_in_view_and_others_scroll_below_them() {
    let events = (0..100).map(|at| event(at, "2024-10-14", &format!("L{at}"), "Something")).collect();
    let document = document(events);
    for scroll in [0.0, 17.0, 500.0, 1e6] {
        let view = Viewport { scroll, ..Viewport::fit(Day::from_number(20_000), Day::from_number(20_020)) };
        lay_out_lanes(&document, view, Some(0), 3, &[1], |_, canvas| {
            let top = canvas.body.top();
            let split = top + canvas.pinned_height;
            let (pinned, scrolling) = canvas.lanes.split_at(3);
            assert_eq!(pinned.iter().map(|(lane, _)| *lane).collect::<Vec<_>>(), [0, 1, 2]);
            assert!(pinned.iter().all(|(_, rect)| rect.top() >= top && rect.bottom() <= split));
            assert_eq!(pinned[0].1.top(), top, "they begin at the top");
            assert!(scrolling.iter().all(|(_, rect)| rect.bottom() > split && !canvas.is_pinned(*rect)));
            if scroll > 1e5 {
                assert_eq!(scrolling.last().unwrap().0, 99, "the last lane can be scrolled to");
                assert!(scrolling.last().unwrap().1.bottom() <= canvas.body.bottom() + 1.0);
            }
            for (clip, item) in items(canvas) {
                let Some(ItemId::Event(ix)) = item.id else { continue };
                let allowed = if ix.0 < 3 { clip.bottom() <= split } else { clip.top() >= split };
                assert!(allowed, "{ix:?} is drawn within {clip:?}");
            }
            for (rect, target) in &canvas.hits {
                if let Target::Event(ix) = target
                    && ix.0 >= 3
                    && rect.is_positive()
                {
                    assert!(rect.top() >= split, "{ix:?} is felt through the pinned lanes");
                }
            }
        });
    }
}

#[test]
fn whole_days_in_low_lanes_have_their_labels_beside_them() {
    let events = (0..60).map(|at| event(at, "2024-10-14", &format!("L{at}"), "Something")).collect();
    let document = document(events);
    let view = Viewport { from: 20_005.0, days: 12.0, scroll: 0.0 };
    lay_out(&document, view, None, |_, canvas| {
        let labels = labels(canvas);
        for (lane, rect) in canvas.lanes.iter().filter(|(_, rect)| rect.bottom() <= canvas.body.bottom()) {
            assert!(rect.height() < 40.0, "low");
            assert!(labels.iter().any(|(ix, _)| ix.0 == *lane), "lane {lane} has no label");
        }
    });
}

#[test]
fn pinned_lanes_leave_room_for_others() {
    let events = (0..60).map(|at| event(at, "2024-10-14", &format!("L{at}"), "Something")).collect();
    let document = document(events);
    let view = Viewport::fit(Day::from_number(20_000), Day::from_number(20_020));
    lay_out_lanes(&document, view, None, 59, &[], |_, canvas| {
        assert!(canvas.pinned_height <= canvas.body.height() * 0.7);
        assert!(canvas.pinned_height > canvas.body.height() * 0.5);
    });
    lay_out_lanes(&document, view, None, 0, &[], |_, canvas| assert_eq!(canvas.pinned_height, 0.0));
}

#[test]
fn collapsed_lanes_are_the_lowest_and_have_one_row() {
    let events: Vec<Event> =
        (0..40).map(|at| event(at, "2024-10-14", ["IR", "IL", "AZ", "LB"][at % 4], "Something")).collect();
    let document = document(events);
    let view = Viewport::fit(Day::from_number(20_000), Day::from_number(20_020));
    lay_out_lanes(&document, view, None, 0, &[1, 3], |_, canvas| {
        let height = |lane: usize| canvas.lanes[lane].1.height();
        assert_eq!(height(1), height(3));
        assert!(height(1) >= 28.0 && height(1) < height(0).min(height(2)));
        let mut rows: Vec<f32> = items(canvas)
            .iter()
            .filter_map(|(_, item)| match (&item.primitive, item.id) {
                (Primitive::Circle { center, .. }, Some(ItemId::Event(ix))) if ix.0 % 4 == 1 => {
                    Some(center.y)
                }
                _ => None,
            })
            .collect();
        rows.dedup();
        assert_eq!(rows, [canvas.lanes[1].1.center().y]);
    });
}

#[test]
fn the_same_input_gives_the_same_picture() {
    let document = document(vec![event(0, "2024-10-14", "IR", "One"), event(1, "2024-10", "IL", "Two")]);
    let view = Viewport::fit(Day::from_number(20_000), Day::from_number(20_020));
    lay_out(&document, view, None, |_, first| {
        lay_out(&document, view, None, |_, second| assert_eq!(first.scene, second.scene));
    });
}

#[test]
fn nothing_breaks_on_odd_sizes_and_views() {
    let document = document(vec![event(0, "2024-10-14", "IR", "One"), event(1, "../2024", "IL", "Two")]);
    let index = Index::build(&document);
    let theme = Theme::of(ThemeKind::Dark);
    let odd = (f32::NAN, f32::INFINITY);
    let ways = [1, 0, 7].map(|lane| LaneWay { lane, from: odd, to: odd });
    for size in [vec2(0.0, 0.0), vec2(1.0, 1.0), vec2(40.0, 2000.0), vec2(8000.0, 10.0)] {
        for days in [0.0, f64::NAN, f64::INFINITY, 1e-9, 1e12] {
            let frame = Frame {
                document: &document,
                index: &index,
                coincidences: &Coincidences::default(),
                viewport: Viewport { from: f64::NAN, days, scroll: f32::NAN }.clamped(),
                size,
                theme: &theme,
                resolution: Resolution { text_scale: f32::NAN, pixels_per_point: 1.0 },
                lanes: FrameLanes {
                    shown: &[1, 0, 7],
                    pinned: 2,
                    collapsed: &[0, 9],
                    fold_empty: true,
                    scale_of_its_own: true,
                    heads_width: Some(f32::NAN),
                    for_room: days > 100.0,
                    glide: Some(Glide { ways: &ways, part: f32::NAN }),
                },
                emphasis: Emphasis {
                    selected: Some(EventIx(0)),
                    hovered: None,
                    current: Some(3),
                    highlighted: Some(9),
                    undrawn: f32::NAN,
                    line_over_day: true,
                },
                surprise: FrameSurprise { log10: &[-1.0], below: Some(f64::NAN) },
                compared: None,
                legend: true,
                search: FrameSearch {
                    hits: None,
                    query: None,
                    fade: Some(Fade { before: None, left: f32::NAN }),
                },
                axis: FrameAxis {
                    today: Some(20_000.0),
                    calendars: Calendars::of(&Calendar::ALL).styled(Script::Own, true),
                    zero: None,
                    ..FrameAxis::default()
                },
                previous_lod: Some(Lod::Mark),
                previous_strips: &[],
            };
            let canvas = build(&frame, &mut HeadlessFonts::new(1.0));
            assert_eq!(canvas.scene.size, size);
        }
    }
    assert!(Metrics::new(vec2(0.0, 0.0), 1.0).heads_width > 0.0);
}

#[test]
fn hits_keep_their_labels_and_dim_the_rest() {
    use coeval::analysis::{Hits, Matcher, Query};
    use coeval::scene::ItemId;

    let many = (0..30).map(|n| event(n, "2024-10-14", "IR", &format!("Event with a long title {n}")));
    let document = document(many.collect());
    let (index, matcher) = (Index::build(&document), Matcher::new(&document));
    let hits = Hits::find(&document, &index, &matcher, &Query::parse("\"title 29\"").unwrap());
    assert_eq!(hits.by_time(), [EventIx(29)]);
    let view = Viewport::fit(Day::from_number(20_000), Day::from_number(20_020));
    let titles = |hits: Option<&Hits>| {
        let mut found = Vec::new();
        lay_out_with(&document, view, None, hits, |_, canvas| {
            let mut all = Vec::new();
            flatten(&canvas.scene.items, Rect::EVERYTHING, &mut all);
            for (_, item) in all {
                if let (Some(ItemId::Event(ix)), Primitive::Text(text)) = (item.id, &item.primitive)
                    && text.text.contains("title")
                {
                    found.push((ix, text.color.a));
                }
            }
        });
        found
    };
    let without = titles(None);
    assert!(!without.is_empty() && without.iter().all(|(ix, alpha)| *ix != EventIx(29) && *alpha == 255));
    let with = titles(Some(&hits));
    assert!(with.contains(&(EventIx(29), 255)), "{with:?}");
    assert!(with.iter().all(|(ix, alpha)| *ix == EventIx(29) || *alpha < 100), "{with:?}");
}
