//! The ruler where days are counted from something: days, weeks and years before and after it. A week is seven days
//! and a year 365.2425, because what is overlaid has no months in common; hours stay those of the clock.

use super::tick_names::Name;
use super::ticks::{Tick, Ticks, Unit, ticks};
use super::zero::Zero;
use crate::analysis::Offset;
use crate::analysis::align::signed;
use crate::model::Day;

/// How many days a year has on the average.
const YEAR: f64 = 365.2425;

/// A step of the lower row: so many of a unit, the least room of its labels in points for text of 12 points.
struct Step {
    days: f64,
    count: i32,
    unit: &'static str,
    room: f64,
}

const fn step(unit_days: f64, count: i32, unit: &'static str, room: f64) -> Step {
    Step { days: unit_days * count as f64, count, unit, room }
}

/// All steps, finest first.
const STEPS: [Step; 17] = [
    step(1.0, 1, "d", 46.0),
    step(7.0, 1, "w", 48.0),
    step(7.0, 4, "w", 52.0),
    step(7.0, 13, "w", 54.0),
    step(7.0, 26, "w", 54.0),
    step(YEAR, 1, "y", 52.0),
    step(YEAR, 2, "y", 52.0),
    step(YEAR, 5, "y", 52.0),
    step(YEAR, 10, "y", 52.0),
    step(YEAR, 20, "y", 52.0),
    step(YEAR, 50, "y", 56.0),
    step(YEAR, 100, "y", 60.0),
    step(YEAR, 200, "y", 60.0),
    step(YEAR, 500, "y", 60.0),
    step(YEAR, 1000, "y", 66.0),
    step(YEAR, 2000, "y", 66.0),
    step(YEAR, 5000, "y", 66.0),
];

/// The ticks between two instants where days are counted from `zero`. The upper row is the calendar's, but where
/// occurrences are overlaid, which have none in common.
#[must_use]
pub fn offset_ticks(from: f64, to: f64, pt_per_day: f64, text_scale: f64, zero: &Zero<'_>) -> Ticks {
    let mut usual = ticks(from, to, pt_per_day, text_scale);
    let overlaid = zero.overlaid.is_some();
    let day_zero = f64::from(zero.day);
    if matches!(usual.unit, Unit::Minutes(_) | Unit::Hours(_)) {
        usual.major = std::mem::take(&mut usual.days);
        for day in &mut usual.major {
            #[allow(clippy::cast_possible_truncation)] // days are held in range
            let days = (day.at - day_zero).round() as i32;
            let offset = Offset { least: days, most: days };
            // Shorter than the calendar alone has it, because there is more to say.
            let name = Day::from_number(zero.day.saturating_add(days)).medium();
            let text = if overlaid { offset.in_words() } else { format!("{name} · {}", offset.in_short()) };
            day.name = Name::Text(text);
        }
        return usual;
    }
    let fits = |step: &&Step| step.days * pt_per_day >= step.room * text_scale;
    let step = STEPS.iter().find(fits).unwrap_or(&STEPS[STEPS.len() - 1]);
    #[allow(clippy::cast_possible_truncation)] // held by the zoom to a few hundred steps
    let number = |instant: f64| ((instant - day_zero) / step.days).floor() as i32;
    let tick = |n: i32| {
        let at = day_zero + (f64::from(n) * step.days).round();
        let name = Name::Text(format!("{} {}", signed(n * step.count), step.unit));
        Tick { at, label_at: at + 0.5, name }
    };
    let minor = (number(from) - 1..=number(to) + 1).map(tick).collect();
    let major = if overlaid { Vec::new() } else { usual.major };
    Ticks { unit: Unit::Days, minor, days: Vec::new(), major }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zero(day: i32) -> Zero<'static> {
        Zero { day, may_be: (day, day), title: "Talks", overlaid: None }
    }

    fn minor(from: f64, to: f64, pt_per_day: f64, day: i32) -> Vec<String> {
        let ticks = offset_ticks(from, to, pt_per_day, 1.0, &zero(day));
        let inside = ticks.minor.iter().filter(|tick| tick.at >= from && tick.at < to);
        inside.map(|tick| tick.name.in_length(0)).collect()
    }

    #[test]
    fn days_weeks_and_years_are_counted_from_day_zero() {
        assert_eq!(minor(98.0, 103.0, 60.0, 100), ["−2 d", "−1 d", "0 d", "+1 d", "+2 d"]);
        assert_eq!(minor(80.0, 120.0, 7.0, 100), ["−2 w", "−1 w", "0 w", "+1 w", "+2 w"]);
        assert_eq!(minor(60.0, 140.0, 2.0, 100), ["−4 w", "0 w", "+4 w"]);
        assert_eq!(
            minor(-700.0, 900.0, 0.3, 100),
            ["−104 w", "−78 w", "−52 w", "−26 w", "0 w", "+26 w", "+52 w", "+78 w", "+104 w"]
        );
        assert_eq!(minor(-400.0, 900.0, 0.15, 100), ["−1 y", "0 y", "+1 y", "+2 y"]);
    }

    #[test]
    fn the_calendar_stays_above_the_days_of_one_event() {
        let day = Day::from_ymd(2024, 10, 14).unwrap().number();
        let ticks = offset_ticks(f64::from(day) - 5.0, f64::from(day) + 5.0, 60.0, 1.0, &zero(day));
        assert_eq!(ticks.major[0].name.in_length(0), "October 2024");
        let near = offset_ticks(f64::from(day) + 1.0, f64::from(day) + 1.5, 2000.0, 1.0, &zero(day));
        assert_eq!(near.major[0].name.in_length(0), "15 Oct 2024 · +1 d");
        assert!(near.minor.iter().any(|tick| tick.name == Name::Hour(6)));
    }

    #[test]
    fn there_are_ticks_at_any_zoom() {
        for power in -6..5 {
            let pt_per_day = 10_f64.powi(power);
            let days = 1400.0 / pt_per_day;
            for from in [-days, -1e6, 0.0, 1e6] {
                let ticks = offset_ticks(from, from + days, pt_per_day, 1.0, &zero(20_000));
                assert!(!ticks.minor.is_empty() && ticks.minor.len() < 2000, "{pt_per_day} {from}");
                assert!(ticks.minor.windows(2).all(|pair| pair[0].at < pair[1].at));
            }
        }
    }
}
