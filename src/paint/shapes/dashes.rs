//! Dashed lines: which stretches of a line are drawn. epaint's own dashes break at every corner of a polyline,
//! which leaves gaps and blots on a ring.

use std::f32::consts::TAU;

use emath::Rangef;

use crate::scene::{Pos2, Rect, pos2, vec2};

/// A line with more dashes than this is drawn solid: no one could tell them apart.
const MOST_DASHES: f32 = 4096.0;

/// Lengths of dash and gap made to fit a closed line of this length a whole number of times, so that no short
/// dash is left where it closes. `None` where the line is better drawn solid: a dash or gap that is no length,
/// or dashes without number.
#[must_use]
pub fn fitted(length: f32, dash: Option<(f32, f32)>) -> Option<(f32, f32)> {
    let (dash, gap) = usable(length, dash)?;
    let period = dash + gap;
    let stretch = length / ((length / period).round().max(1.0) * period);
    Some((dash * stretch, gap * stretch))
}

fn usable(length: f32, dash: Option<(f32, f32)>) -> Option<(f32, f32)> {
    dash.filter(|(dash, gap)| *dash > 0.0 && *gap > 0.0 && length / (dash + gap) < MOST_DASHES)
}

/// The length of a line through points.
#[must_use]
pub fn length(points: &[Pos2], closed: bool) -> f32 {
    let open: f32 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    match (points.first(), points.last()) {
        (Some(first), Some(last)) if closed => open + last.distance(*first),
        _ => open,
    }
}

/// The length around a rectangle with rounded corners.
#[must_use]
pub fn rounded_length(rect: Rect, radius: f32) -> f32 {
    2.0 * (rect.width() + rect.height()) - (8.0 - TAU) * radius
}

/// The dashes of a straight line from `start` to `end` along an axis, without those outside of `seen`; the whole
/// line where it is better drawn solid.
pub(super) fn along(start: f32, end: f32, dash: Option<(f32, f32)>, seen: Rangef) -> Vec<[f32; 2]> {
    let sign = if end < start { -1.0 } else { 1.0 };
    let length = (end - start).abs();
    let Some((dash, gap)) = dash.filter(|(dash, gap)| *dash > 0.0 && *gap > 0.0) else {
        return vec![[start, end]];
    };
    let (a, b) = ((seen.min - start) * sign, (seen.max - start) * sign);
    let (near, far) = (a.min(b).max(0.0), a.max(b).min(length));
    let period = dash + gap;
    let (first, count) = ((near / period).floor(), ((far - near) / period).ceil() + 1.0);
    if count > MOST_DASHES {
        return vec![[start, end]];
    }
    (0..count.max(0.0) as u32)
        .map(|i| (first + i as f32) * period)
        .filter(|from| *from < far)
        .map(|from| [start + sign * from, start + sign * (from + dash).min(length)])
        .collect()
}

/// The dashes of a line through points, each with the corners that it goes around; the whole line where it is
/// better drawn solid.
pub(super) fn cut(points: &[Pos2], closed: bool, dash: Option<(f32, f32)>) -> Vec<Vec<Pos2>> {
    let mut points = points.to_vec();
    if closed {
        points.extend(points.first().copied());
    }
    let length = length(&points, false);
    let lengths = if closed { fitted(length, dash) } else { usable(length, dash) };
    let Some((dash, gap)) = lengths else { return vec![points] };

    let mut dashes = Vec::new();
    let mut current: Vec<Pos2> = points.first().copied().into_iter().collect();
    let mut drawing = true;
    let mut left = dash;
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut ahead = from.distance(to);
        while left < ahead {
            from += (to - from) * (left / ahead);
            ahead -= left;
            if drawing {
                current.push(from);
                dashes.push(std::mem::take(&mut current));
            } else {
                current = vec![from];
            }
            drawing = !drawing;
            left = if drawing { dash } else { gap };
        }
        left -= ahead;
        if drawing {
            current.push(to);
        }
    }
    if current.len() > 1 && left < dash * 0.99 {
        dashes.push(current);
    }
    dashes
}

/// A circle as a closed line, clockwise from the right, with corners too small to see.
pub(super) fn circle_outline(center: Pos2, radius: f32) -> Vec<Pos2> {
    let corners = (radius * 4.0).clamp(24.0, 256.0) as u32;
    let at = |i: u32| center + radius * angle(i as f32 / corners as f32 * TAU);
    (0..corners).map(at).collect()
}

fn angle(radians: f32) -> epaint::Vec2 {
    vec2(radians.cos(), radians.sin())
}

/// A rectangle with rounded corners as a closed line, clockwise from the left end of its upper edge, where SVG
/// begins its dashes too.
pub(super) fn rounded_outline(rect: Rect, radius: f32) -> Vec<Pos2> {
    if radius <= 0.0 {
        return vec![rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
    }
    let inner = rect.shrink(radius);
    let corners = [inner.right_top(), inner.right_bottom(), inner.left_bottom(), inner.left_top()];
    let steps = (radius * 2.0).clamp(4.0, 64.0) as u32;
    let mut points = vec![pos2(inner.left(), rect.top())];
    for (corner, from) in corners.into_iter().zip([-0.25, 0.0, 0.25, 0.5]) {
        let at = |step: u32| angle((from + 0.25 * step as f32 / steps as f32) * TAU);
        points.extend((0..=steps).map(|step| corner + radius * at(step)));
    }
    // The last corner ends where the first edge begins.
    points.pop();
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_around_corners_and_end_with_the_line() {
        let line = [pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 10.0)];
        let dashes = cut(&line, false, Some((6.0, 2.0)));
        assert_eq!(dashes.len(), 3);
        assert_eq!(dashes[0], [pos2(0.0, 0.0), pos2(6.0, 0.0)]);
        assert_eq!(dashes[1], [pos2(8.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 4.0)]);
        assert_eq!(dashes[2], [pos2(10.0, 6.0), pos2(10.0, 10.0)]);
    }

    #[test]
    fn a_ring_has_a_whole_number_of_equal_dashes() {
        let dashes = cut(&circle_outline(pos2(0.0, 0.0), 10.0), true, Some((3.0, 2.0)));
        assert_eq!(dashes.len(), 13);
        let lengths: Vec<f32> = dashes.iter().map(|dash| length(dash, false)).collect();
        assert!(lengths.iter().all(|l| (l - lengths[0]).abs() < 0.01), "{lengths:?}");
    }

    #[test]
    fn an_outline_is_as_long_as_its_rectangle_is_round() {
        let rect = Rect::from_min_max(pos2(10.0, 20.0), pos2(110.0, 50.0));
        for radius in [0.0, 4.0, 15.0] {
            let (drawn, computed) =
                (length(&rounded_outline(rect, radius), true), rounded_length(rect, radius));
            assert!((drawn - computed).abs() < 0.3, "{radius}: {drawn} {computed}");
        }
    }

    #[test]
    fn upright_dashes_out_of_sight_are_not_made() {
        let seen = Rangef::new(100.0, 120.0);
        let dashes = along(0.0, 1e9, Some((4.0, 4.0)), seen);
        assert!(dashes.len() <= 4, "{dashes:?}");
        assert!(dashes.iter().all(|[a, b]| *b >= 96.0 && *a <= 120.0), "{dashes:?}");
        let back = along(20.0, 0.0, Some((4.0, 4.0)), Rangef::new(-100.0, 100.0));
        assert_eq!(back, [[20.0, 16.0], [12.0, 8.0], [4.0, 0.0]]);
    }

    #[test]
    fn lengths_that_are_none_make_a_solid_line() {
        let line = [pos2(0.0, 0.0), pos2(10.0, 0.0)];
        for dash in [(0.0, 2.0), (2.0, 0.0), (f32::NAN, 1.0), (1e-6, 1e-6)] {
            assert_eq!(cut(&line, false, Some(dash)), [line.to_vec()]);
        }
        assert_eq!(along(0.0, 10.0, Some((-1.0, 1.0)), Rangef::new(0.0, 10.0)), [[0.0, 10.0]]);
    }
}
