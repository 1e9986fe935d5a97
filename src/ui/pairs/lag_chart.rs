//! Does one lane answer the other? A bar for each lag from −30 to 30 days, before the band in which 95 of 100 shifted
//! lanes are. A chart with axes, so egui_plot draws it.

use egui::{Color32, Rangef, Stroke, Ui};
use egui_plot::{AxisHints, Bar, BarChart, FilledArea, GridMark, HoverPosition, Plot};

use super::super::widgets;
use crate::analysis::pairs::{LagCount, MAX_LAG_DAYS};
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};

/// Shows the chart of two lanes, `height` points high; while their lags are counted, its frame.
pub(crate) fn show(ui: &mut Ui, theme: &Theme, names: (&str, &str), lags: Option<&[LagCount]>, height: f32) {
    let text = format!("Days by which {} follows {}", isolated(names.1), isolated(names.0));
    let width = ui.available_width();
    widgets::paragraph(ui, &text, TextStyle::regular(12.5), theme.text_muted);

    let lags = lags.unwrap_or_default();
    let reach = f64::from(MAX_LAG_DAYS) + 1.0;
    let top = f64::from(lags.iter().map(most).max().unwrap_or(0).max(2)) * 1.08;
    // Labels at each mark: they are few enough to have room.
    let spacing = Rangef::new(8.0, 12.0);
    let axis = AxisHints::new_x().label_spacing(spacing);
    let plot = Plot::new("lags")
        .height(height)
        .width(width)
        .sense(egui::Sense::hover())
        .show_background(false)
        .show_grid(false)
        .show_x(false)
        .show_y(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(egui::Vec2::ZERO)
        .x_grid_spacer(|_| marks(-MAX_LAG_DAYS, MAX_LAG_DAYS, 10))
        .y_grid_spacer(move |_| marks(0, top as i32, step_of(top)))
        .custom_x_axes(vec![axis.formatter(|mark, _| lag_text(mark.value.round() as i32))])
        .custom_y_axes(vec![AxisHints::new_y().label_spacing(spacing).min_thickness(24.0)])
        .label_formatter(|position| match position {
            HoverPosition::NearDataPoint { position, .. } => hovered(lags, position.x.round() as i32),
            HoverPosition::Elsewhere { .. } => None,
        });
    let formatted: Vec<LagCount> = lags.to_vec();
    let chart = BarChart::new("lags", lags.iter().map(|lag| bar(lag, theme)).collect()).element_formatter(
        Box::new(move |bar, _| hovered(&formatted, bar.argument.round() as i32).unwrap_or_default()),
    );
    plot.show(ui, |plot| {
        plot.set_plot_bounds_x(-reach..=reach);
        plot.set_plot_bounds_y(0.0..=top);
        if let Some(band) = band(lags, theme) {
            plot.add(band);
        }
        plot.bar_chart(chart);
    });
    let below = if lags.iter().any(|lag| lag.band.is_some()) {
        "Grey: range of 95 % of week-shifted lanes"
    } else {
        "No grey band: too few days"
    };
    widgets::line(ui, below, TextStyle::regular(12.0), theme.text_muted);
}

fn most(lag: &LagCount) -> u32 {
    lag.count.max(lag.band.map_or(0, |band| band.1))
}

fn marks(from: i32, to: i32, step: i32) -> Vec<GridMark> {
    let values = (from..=to).step_by(usize::try_from(step).unwrap_or(1).max(1));
    values.map(|value| GridMark { value: f64::from(value), step_size: f64::from(step) }).collect()
}

/// The step from one mark to the next so that there are five at the most: 1, 2, 5, 10, 20 and so on.
fn step_of(top: f64) -> i32 {
    let steps = (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i32.pow(power)));
    steps.into_iter().find(|step| f64::from(*step) * 5.0 >= top).unwrap_or(i32::MAX)
}

/// The same day in the colour of coincidences; what is above the band strong, the rest quiet.
fn bar(lag: &LagCount, theme: &Theme) -> Bar {
    let unusual = lag.band.is_some_and(|(_, upper)| lag.count > upper);
    let color = match (lag.lag_days, unusual) {
        (0, _) => theme.coincidence,
        (_, true) => theme.categories[0],
        (_, false) => theme.categories[0].faded(0.55),
    };
    Bar::new(f64::from(lag.lag_days), f64::from(lag.count))
        .width(0.7)
        .fill(Color32::from(color))
        .stroke(Stroke::NONE)
}

fn band(lags: &[LagCount], theme: &Theme) -> Option<FilledArea> {
    let (mut xs, mut lower, mut upper) = (Vec::new(), Vec::new(), Vec::new());
    for lag in lags {
        let (low, high) = lag.band?;
        // A step per lag, as wide as the lag.
        for x in [-0.5, 0.5] {
            xs.push(f64::from(lag.lag_days) + x);
            lower.push(f64::from(low));
            upper.push(f64::from(high));
        }
    }
    let fill = Color32::from(theme.text_faint.faded(0.3));
    (!xs.is_empty()).then(|| FilledArea::new("band", &xs, &lower, &upper).fill_color(fill).allow_hover(false))
}

/// "−7", "0", "+7".
fn lag_text(lag_days: i32) -> String {
    match lag_days {
        0 => "0".to_owned(),
        later if later > 0 => format!("+{later}"),
        earlier => format!("−{}", earlier.unsigned_abs()),
    }
}

fn hovered(lags: &[LagCount], lag_days: i32) -> Option<String> {
    let lag = lags.iter().find(|lag| lag.lag_days == lag_days)?;
    let days = match lag_days {
        0 => "same day".to_owned(),
        1 => "1 day after".to_owned(),
        -1 => "1 day before".to_owned(),
        days if days > 0 => format!("{days} days after"),
        days => format!("{} days before", days.unsigned_abs()),
    };
    let band = lag.band.map_or(String::new(), |(low, high)| format!("\nshifted: {low} to {high}"));
    Some(format!("{days}: {}{band}", lag.count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lag_in_words() {
        let lags = [
            LagCount { lag_days: -1, count: 3, band: Some((0, 2)) },
            LagCount { lag_days: 7, count: 1, band: None },
        ];
        assert_eq!(hovered(&lags, -1).unwrap(), "1 day before: 3\nshifted: 0 to 2");
        assert_eq!(hovered(&lags, 7).unwrap(), "7 days after: 1");
        assert_eq!(hovered(&lags, 3), None);
        assert_eq!([lag_text(-20), lag_text(0), lag_text(10)], ["−20", "0", "+10"]);
    }

    #[test]
    fn marks_are_few_and_round() {
        for (top, step) in [(2.0, 1), (5.0, 1), (7.0, 2), (23.0, 5), (605.0, 200), (1e12, i32::MAX)] {
            assert_eq!(step_of(top), step, "{top}");
        }
        assert_eq!(marks(0, 7, 2).iter().map(|mark| mark.value as i32).collect::<Vec<_>>(), [0, 2, 4, 6]);
    }

    #[test]
    fn the_band_is_there_for_all_lags_or_for_none() {
        let theme = Theme::of(crate::scene::theme::ThemeKind::Light);
        let with = LagCount { lag_days: 0, count: 1, band: Some((0, 2)) };
        let without = LagCount { lag_days: 1, count: 1, band: None };
        assert!(band(&[with], &theme).is_some());
        assert!(band(&[with, without], &theme).is_none());
        assert!(band(&[], &theme).is_none());
    }
}
