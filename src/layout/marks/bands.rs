//! Coincidences on the ruler: a thin band for each day on which there is one, the stronger the rarer by chance, and a chip
//! that names the one gone to and the one under the pointer.

use std::sync::Arc;

use super::band_days::BandDays;
use super::coincidence_lines::Ties;
use crate::analysis::{Certainty, Coincidence, LanesBy};
use crate::layout::Target;
use crate::layout::in_view::InView;
use crate::model::{Day, country};
use crate::scene::{Fill, Item, ItemId, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2};

/// The height of a band, in points.
const BAND_PT: f32 = 4.0;

/// The least width of a band, in points.
const LEAST_PT: f32 = 3.0;

/// Between the bands of days in a row, in points.
const GAP_PT: f32 = 2.0;

impl Ties<'_> {
    /// Bands on the ruler for what stands out, given by time.
    pub fn bands(
        &self,
        ruler: Rect,
        standing_out: &[BandDays],
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) {
        let (from, to) = self.scale.range();
        let day = self.scale.pt_per_day() as f32;
        let half = (day / 2.0).max(LEAST_PT);
        let first = standing_out.partition_point(|c| self.scale.x(c.middle) < self.scale.x(from) - half);
        let end = first
            + standing_out[first..].partition_point(|c| self.scale.x(c.middle) <= self.scale.x(to) + half);
        let mut last = f32::NEG_INFINITY;
        let mut rest = &standing_out[first..end];
        while let Some((days, after)) = rest.split_first() {
            rest = after;
            let at = days.at as usize;
            let band = self.band(days, ruler);
            if !self.is_strong(at) {
                let pressed = Vec2::new((12.0 - band.width()).max(0.0) / 2.0, 6.0);
                hits.push((band.expand2(pressed).intersect(ruler), Target::Coincidence(at)));
                if band.left() >= last + 0.5 {
                    let color = self.frame.theme.coincidence.faded(self.strength(at) * self.opacity(at));
                    let primitive =
                        Primitive::Rect { rect: band, radius: 0.0, fill: Fill::Solid(color), stroke: None };
                    items.push(Item { id: Some(ItemId::Coincidence(days.at)), primitive });
                    last = band.right();
                }
            }
            // Nobody can point at one of several within a point.
            let next = self.scale.instant(band.center().x + 1.0);
            if rest.first().is_some_and(|c| c.middle <= next) {
                // The next one is near: twice as far with each step, then back.
                let mut far = 1;
                while rest.get(far).is_some_and(|c| c.middle <= next) {
                    far *= 2;
                }
                rest = &rest[rest[..far.min(rest.len())].partition_point(|c| c.middle <= next)..];
            }
        }
        for at in [self.frame.emphasis.current, self.frame.emphasis.highlighted].into_iter().flatten() {
            if let Some(brief) = self.frame.coincidences.brief(at) {
                let rect = self.band(&BandDays::of(at as u32, brief), ruler);
                let fill = Fill::Solid(self.frame.theme.coincidence);
                let primitive = Primitive::Rect { rect, radius: 0.0, fill, stroke: None };
                items.push(Item { id: Some(ItemId::Coincidence(at as u32)), primitive });
            }
        }
    }

    /// The band of a coincidence.
    fn band(&self, days: &BandDays, ruler: Rect) -> Rect {
        let (middle, half) = (days.middle, f64::from(days.days) / 2.0);
        let (left, right) = (self.scale.x(middle - half), self.scale.x(middle + half));
        let gap = if right - left > 4.0 * GAP_PT { GAP_PT } else { 0.0 };
        let width = (right - left - 2.0 * gap).max(LEAST_PT);
        let center = pos2(f32::midpoint(left, right), ruler.bottom() - BAND_PT / 2.0 - 1.0);
        Rect::from_center_size(center, Vec2::new(width, BAND_PT))
    }

    /// How strong the band of a coincidence is: the rarer by chance, the stronger, in tenfold steps.
    fn strength(&self, at: usize) -> f32 {
        #[allow(clippy::cast_possible_truncation)]
        match self.frame.surprise.log10.get(at) {
            Some(log10) if log10.is_finite() => (0.2 - 0.17 * (*log10 as f32)).clamp(0.2, 0.7),
            _ => 0.6,
        }
    }

    /// Chips for the coincidence gone to and the one under the pointer. Returns where they are.
    pub fn chips(
        &self,
        ruler: Rect,
        visible: &InView,
        measure: &mut dyn TextMeasure,
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) -> Vec<Rect> {
        let mut chips = Vec::new();
        // The one under the pointer last: it lies on top.
        let highlighted =
            self.frame.emphasis.highlighted.filter(|at| self.frame.emphasis.current != Some(*at));
        for at in self.frame.emphasis.current.into_iter().chain(highlighted) {
            if visible.contains(at)
                && let Some(chip) = self.chip(at, ruler, measure, items)
            {
                hits.push((chip, Target::Coincidence(at)));
                chips.push(chip);
            }
        }
        chips
    }

    fn chip(
        &self,
        at: usize,
        ruler: Rect,
        measure: &mut dyn TextMeasure,
        items: &mut Vec<Item>,
    ) -> Option<Rect> {
        let coincidence = self.frame.coincidences.get(self.frame.document, at)?;
        let scale = self.metrics.scale;
        let style = TextStyle::semibold(12.0 * scale);
        let (from, to) = scale_years(self.scale.range());
        let years = self.frame.is_overlaid() || from != to;
        let text = chip_text(coincidence, self.frame.index.grouping().by(), years);
        let width = measure.width(&text, style);
        let half = width / 2.0 + 11.0 * scale;
        if half * 2.0 + 4.0 > ruler.width() {
            return None; // a small window, everything enlarged
        }
        let x = self.x(at).clamp(ruler.left() + half + 2.0, ruler.right() - half - 2.0);
        let center = pos2(x, ruler.bottom() - 22.0 * scale);
        let rect = Rect::from_center_size(center, Vec2::new(half * 2.0, 24.0 * scale));
        let id = Some(ItemId::Coincidence(at as u32));
        let theme = self.frame.theme;
        let possible = coincidence.certainty == Certainty::Possible;
        let (fill, ink) =
            if possible { (theme.panel, theme.coincidence_text) } else { (theme.chip, theme.chip_text) };
        let stroke = possible.then(|| Stroke::dashed(1.2, theme.coincidence, 2.0, 2.0));
        let primitive =
            Primitive::Rect { rect, radius: rect.height() / 2.0, fill: Fill::Solid(fill), stroke };
        items.push(Item { id, primitive });
        let left_middle = pos2(center.x - width / 2.0, center.y);
        let text = Text { left_middle, text: Arc::from(text), style, color: ink, width, halo: None };
        items.push(Item { id, primitive: Primitive::Text(text) });
        Some(rect)
    }
}

/// The years in which a stretch of time begins and ends, from its instants in days.
fn scale_years((from, to): (f64, f64)) -> (i32, i32) {
    let year = |days: f64| Day::from_number(days.floor() as i32).ymd().0;
    // What ends with a year does not reach into the next.
    (year(from), year((to - 1e-6).max(from)))
}

/// The days from one to another: "14 Oct", "14 Oct – 16 Oct"; with the year where `years` says so.
fn chip_days(day: Day, end: Day, years: bool) -> String {
    let with_year = |day: Day| if years { day.medium() } else { day.short() };
    match day == end {
        true => with_year(day),
        false if day.ymd().0 == end.ymd().0 => format!("{} – {}", day.short(), with_year(end)),
        false => format!("{} – {}", with_year(day), with_year(end)),
    }
}

/// "14 Oct · 2 countries".
fn chip_text(coincidence: &Coincidence, by: LanesBy, years: bool) -> String {
    let days = chip_days(coincidence.day, coincidence.end, years);
    let countries = coincidence.lanes.iter().all(|lane| country::find(lane.as_str()).is_some());
    let what = match by {
        LanesBy::Country if !countries => "lanes",
        _ => by.plural(),
    };
    let possible = if coincidence.certainty == Certainty::Possible { "possible · " } else { "" };
    format!("{possible}{days} · {} {what}", coincidence.lanes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn chips_say_the_year_where_the_view_has_several() {
        let (a, b, c) = (day(2024, 10, 14), day(2024, 10, 16), day(2025, 1, 2));
        assert_eq!([chip_days(a, a, false), chip_days(a, a, true)], ["14 Oct", "14 Oct 2024"]);
        assert_eq!(
            [chip_days(a, b, false), chip_days(a, b, true)],
            ["14 Oct – 16 Oct", "14 Oct – 16 Oct 2024"]
        );
        assert_eq!(chip_days(a, c, true), "14 Oct 2024 – 2 Jan 2025");
        let of =
            |first: Day, last: Day| scale_years((f64::from(first.number()), f64::from(last.number()) + 1.0));
        assert_eq!(of(day(2024, 1, 1), day(2024, 12, 31)), (2024, 2024));
        assert_eq!(of(day(2024, 12, 31), day(2025, 1, 1)), (2024, 2025));
    }
}
