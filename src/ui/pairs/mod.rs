//! The pairs of lanes: a matrix of shared days, and for the chosen pair the numbers that `coeval pairs` prints, its
//! lags, and the way from one shared day to the next. What the numbers mean stands beside them.

mod counted;
mod lag_chart;
mod matrix;

use egui::{Align, Color32, Frame, Grid, Layout, Margin, ProgressBar, ScrollArea, Ui, vec2};

use super::coincidences::filter;
use super::commands::action::Action;
use super::commands::{Command, Commands, PairsCommand, SelectCommand};
use super::widgets::textures::Flags;
use super::{PanelContext, widgets, words};
use crate::analysis::pairs::{LagCount, MEANING, MIN_DAYS, Pair, in_short};
use crate::analysis::{Brief, DayRange};
use crate::model::{Day, LaneId, brief};
use crate::scene::{TextStyle, Theme};
pub use counted::CountedPairs;

/// Height of what stands below the matrix besides the chart, in points.
const BELOW_PT: f32 = 166.0;
/// Height of the chart, in points.
const CHART_PT: f32 = 150.0;
/// Its height where the panel is low, in points.
const LOW_CHART_PT: f32 = 92.0;
/// A panel with less room than this is low, in points.
const LOW_PT: f32 = 640.0;
/// The least height of the matrix, in points: its heads, four rows and what its shades mean.
const LEAST_MATRIX_PT: f32 = 262.0;
/// Width of the numbers beside the chart, in points.
const NUMBERS_PT: f32 = 176.0;
/// Height of the numbers where they stand below the chart, in points.
const NUMBERS_HEIGHT_PT: f32 = 160.0;
/// A panel with less room than this has the numbers below the chart, in points.
const NARROW_PT: f32 = 500.0;

/// How far the counting is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress<'a> {
    /// Nothing is to be done.
    Done,
    /// So much is done, from 0 to 1.
    Counting(f32),
    /// The user has stopped it.
    Stopped,
    /// It cannot be done, and why.
    Failed(&'a str),
}

/// What the panel shows.
#[derive(Clone, Copy, Debug)]
pub struct PairsInput<'a> {
    /// Over the days in view, or over all.
    pub over_view: bool,
    /// What was counted last.
    pub found: Option<&'a CountedPairs>,
    /// The pair that is looked at more closely.
    pub chosen: Option<&'a (LaneId, LaneId)>,
    /// Its lags, as soon as they are counted.
    pub lags: Option<&'a [LagCount]>,
    /// How far the counting is.
    pub progress: Progress<'a>,
}

/// Shows the panel.
pub fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: &PairsInput<'_>,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(Margin::symmetric(16, 14));
    frame.show(ui, |ui| {
        let height = ui.available_height();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 10.0);
            contents(ui, shown, input, height, flags, commands);
        });
    });
}

fn contents(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: &PairsInput<'_>,
    height: f32,
    flags: &mut Flags,
    commands: &mut Commands,
) {
    let top = ui.cursor().top();
    heading(ui, shown);
    range(ui, shown, input, commands);
    progress(ui, shown, input, commands);
    let Some(found) = input.found else { return };
    if found.days.lanes.len() < 2 {
        let text = "Fewer than two lanes have exactly dated events in this range.";
        widgets::paragraph(ui, text, TextStyle::regular(13.0), shown.theme.text_muted);
        return;
    }
    let height = height - (ui.cursor().top() - top);
    let chart = if height < LOW_PT { LOW_CHART_PT } else { CHART_PT };
    let below = if is_narrow(ui) { BELOW_PT + NUMBERS_HEIGHT_PT } else { BELOW_PT };
    let room = (height - below - chart).max(LEAST_MATRIX_PT);
    matrix::show(ui, shown, found, input.chosen, room, flags, commands);
    ui.add_space(4.0);
    if let Some((a, b)) = input.chosen {
        widgets::rule(ui, shown.theme);
        pair_heading(ui, shown, found, (a, b), commands);
        closer(ui, shown, input, found, (a, b), chart);
    }
    ui.add_space(6.0);
    widgets::paragraph(ui, MEANING, TextStyle::regular(12.5), shown.theme.text);
}

/// Whether there is no room for the numbers beside the chart.
fn is_narrow(ui: &Ui) -> bool {
    ui.available_width() < NARROW_PT
}

fn heading(ui: &mut Ui, shown: &PanelContext<'_>) {
    let text = "Days on which both lanes have an exactly dated event, compared with chance.";
    widgets::paragraph(ui, text, TextStyle::regular(12.5), shown.theme.text_muted);
}

/// Which days are compared.
fn range(ui: &mut Ui, shown: &PanelContext<'_>, input: &PairsInput<'_>, commands: &mut Commands) {
    let is_narrow = is_narrow(ui);
    let layout = |ui: &mut Ui, put: &dyn Fn(&mut Ui)| match is_narrow {
        true => put(ui),
        false => {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| put(ui));
        }
    };
    ui.horizontal_wrapped(|ui| {
        for (over_view, text) in [(false, "Whole timeline"), (true, "Days in view")] {
            if ui.radio(input.over_view == over_view, text).clicked() {
                commands.push_back(Command::Pairs(PairsCommand::OverView(over_view)));
            }
        }
        let range = input.found.and_then(|found| {
            let last = found.days.last()?;
            Some((found.days.days, DayRange { first: found.days.first, last }))
        });
        if let Some((days, range)) = range {
            let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            layout(ui, &|ui| {
                let text = format!("{days}: {}", range.in_words());
                widgets::line(ui, &text, TextStyle::regular(12.5), shown.theme.text_muted);
            });
        }
    });
    ui.add_space(2.0);
}

fn progress(ui: &mut Ui, shown: &PanelContext<'_>, input: &PairsInput<'_>, commands: &mut Commands) {
    let theme = shown.theme;
    let style = TextStyle::regular(12.5);
    match input.progress {
        Progress::Done => {}
        Progress::Counting(share) => {
            ui.horizontal(|ui| {
                widgets::line(ui, "Counting…", style, theme.text_muted);
                let fill = Color32::from(theme.categories[0]);
                ui.add(ProgressBar::new(share).desired_width(160.0).desired_height(6.0).fill(fill));
                if widgets::text_button(ui, "Stop", style, theme.coincidence_text).clicked() {
                    commands.push_back(Command::Pairs(PairsCommand::Stop));
                }
            });
        }
        Progress::Stopped => {
            ui.horizontal(|ui| {
                let text = "Stopped; showing the earlier result.";
                let text = if input.found.is_some() { text } else { "Stopped." };
                widgets::line(ui, text, style, theme.text_muted);
                if widgets::text_button(ui, "Count again", style, theme.coincidence_text).clicked() {
                    commands.push_back(Command::Pairs(PairsCommand::Again));
                }
            });
        }
        Progress::Failed(reason) => {
            widgets::paragraph(ui, reason, style, theme.warning);
        }
    }
}

/// "Iran and Israel", and the way through the days that they share.
fn pair_heading(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    found: &CountedPairs,
    (a, b): (&LaneId, &LaneId),
    commands: &mut Commands,
) {
    let (theme, is_narrow) = (shown.theme, is_narrow(ui));
    let shared = shared_coincidences(shown, &found.days.shared(a, b), a, b);
    let walk = |ui: &mut Ui, commands: &mut Commands| walk_ui(ui, shown, &shared, commands);
    ui.horizontal(|ui| {
        let name = words::lane_names(shown, &[a.clone(), b.clone()]);
        widgets::line(ui, &name, TextStyle::semibold(14.0), theme.text);
        if shown.list.asked.pair.is_some() {
            filter::chip_of(ui, shown, "only this pair ×", commands);
        } else {
            let style = TextStyle::regular(12.5);
            let only = widgets::text_button(ui, "show only this pair", style, theme.coincidence_text);
            let keys = shown.keys.both(Action::CoincidenceBefore, Action::CoincidenceAfter);
            let walk = keys.map_or_else(String::new, |keys| format!("; {keys} step through them"));
            let tip =
                format!("Show only coincidences of these two lanes, in the list and on the timeline{walk}");
            if widgets::tip(only, &tip).clicked() {
                commands.push_back(Command::Pairs(PairsCommand::Choose(a.clone(), b.clone())));
            }
        }
        if !is_narrow {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| walk(ui, commands));
        }
    });
    if is_narrow {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| walk(ui, commands));
        });
    }
}

/// The way to the shared days before and after, from the right.
fn walk_ui(ui: &mut Ui, shown: &PanelContext<'_>, walk: &[usize], commands: &mut Commands) {
    let theme = shown.theme;
    if walk.is_empty() {
        return;
    }
    let style = TextStyle::regular(12.5);
    let mut button = |ui: &mut Ui, text: &str, to: Option<usize>| match to {
        None => {
            widgets::line(ui, text, style, theme.text_faint);
        }
        Some(at) => {
            if widgets::text_button(ui, text, style, theme.coincidence_text).clicked() {
                commands.push_back(Command::Select(SelectCommand::Coincidence(at)));
            }
        }
    };
    let (before, after) = neighbours(walk, shown.selection.coincidence);
    button(ui, "Next shared day ›", after);
    ui.add_space(6.0);
    button(ui, "‹ Previous", before);
}

/// The certain coincidences of two lanes on the days that they share, which are ascending.
fn shared_coincidences(shown: &PanelContext<'_>, days: &[Day], a: &LaneId, b: &LaneId) -> Vec<usize> {
    let (Some(a), Some(b)) = (shown.lanes.position(a), shown.lanes.position(b)) else { return Vec::new() };
    // Where there are many events, which lanes have which is found out on another thread.
    let Some(by_lane) = shown.list.coincidences.by_lane() else { return Vec::new() };
    let of_b = by_lane.of(b);
    let on_shared_day = |at: &usize| {
        let brief = shown.list.coincidences.brief(*at);
        let day = |c: &Brief| days.get(days.partition_point(|day| *day < c.day)).copied();
        brief.is_some_and(|c| day(c).is_some_and(|day| day <= c.end))
    };
    let of_both = by_lane.of(a).iter().filter(|at| of_b.binary_search(at).is_ok());
    of_both.map(|at| *at as usize).filter(on_shared_day).collect()
}

/// The steps before and after where one is; after the last comes the first where one is nowhere yet.
fn neighbours(walk: &[usize], current: Option<usize>) -> (Option<usize>, Option<usize>) {
    let Some(current) = current else { return (None, walk.first().copied()) };
    let before = walk.iter().rev().find(|at| **at < current);
    let after = walk.iter().find(|at| **at > current);
    (before.copied(), after.copied())
}

/// The lags and the numbers beside them.
fn closer(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    input: &PairsInput<'_>,
    found: &CountedPairs,
    (a, b): (&LaneId, &LaneId),
    chart: f32,
) {
    let (a_name, b_name) = (brief(words::lane_name(shown, a)), brief(words::lane_name(shown, b)));
    let names = (&*a_name, &*b_name);
    let Some(pair) = found.pairs.of(a, b) else {
        let text = "One of the lanes has no exactly dated event in this range.";
        widgets::paragraph(ui, text, TextStyle::regular(12.5), shown.theme.text_muted);
        return;
    };
    if is_narrow(ui) {
        lag_chart::show(ui, shown.theme, names, input.lags, chart);
        ui.add_space(4.0);
        numbers(ui, shown.theme, names, pair, found.pairs.shifts);
        return;
    }
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() - NUMBERS_PT - 16.0).max(160.0);
        ui.allocate_ui(vec2(width, chart + 40.0), |ui| {
            ui.vertical(|ui| {
                ui.set_width(width);
                lag_chart::show(ui, shown.theme, names, input.lags, chart);
            });
        });
        ui.vertical(|ui| numbers(ui, shown.theme, names, pair, found.pairs.shifts));
    });
}

/// The numbers of a pair, written as `coeval pairs` writes them.
fn numbers(ui: &mut Ui, theme: &Theme, names: (&str, &str), pair: &Pair, shifts: u32) {
    let mut rows = vec![
        (format!("days, {}", names.0), pair.n_a.to_string(), String::new()),
        (format!("days, {}", names.1), pair.n_b.to_string(), String::new()),
        ("shared".to_owned(), pair.shared.to_string(), "Days on which both lanes have an event".to_owned()),
        ("expected".to_owned(), format!("{:.3}", pair.expected), "Shared days expected by chance".to_owned()),
    ];
    if let Some(test) = pair.test {
        rows.extend([
            (
                "p exact".to_owned(),
                test.p_exact_in_short(),
                "Chance of at least this many shared days in random draws".to_owned(),
            ),
            (
                "p shift".to_owned(),
                in_short(test.p_shift),
                format!("Chance among {shifts} shifts of one lane by whole weeks, which keep its rhythm"),
            ),
            (
                "q".to_owned(),
                test.q_in_short(),
                "Expected share of false discoveries among pairs with a q this small (Benjamini and Hochberg)"
                    .to_owned(),
            ),
        ]);
    }
    Grid::new("numbers of the pair").num_columns(2).min_row_height(18.0).spacing([12.0, 4.0]).show(
        ui,
        |ui| {
            for (name, value, meaning) in &rows {
                let room = NUMBERS_PT - 78.0;
                let (rect, response) = ui.allocate_exact_size(vec2(room, 18.0), egui::Sense::hover());
                let style = TextStyle::regular(12.5);
                widgets::put(ui, rect.left_center(), name, style, theme.text_muted, room);
                let tip = if meaning.is_empty() { name } else { meaning };
                widgets::tip(widgets::named(response, egui::accesskit::Role::Label, name), tip);
                widgets::tip(widgets::line(ui, value, TextStyle::semibold(12.5), theme.text), tip);
                ui.end_row();
            }
        },
    );
    if pair.test.is_none() {
        let text = format!("Not tested: one lane has fewer than {MIN_DAYS} days with events.");
        widgets::paragraph(ui, &text, TextStyle::regular(12.5), theme.text_muted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_walks_the_shared_days_alone() {
        let walk = [2, 5, 9];
        assert_eq!(neighbours(&walk, None), (None, Some(2)));
        assert_eq!(neighbours(&walk, Some(2)), (None, Some(5)));
        assert_eq!(neighbours(&walk, Some(6)), (Some(5), Some(9)));
        assert_eq!(neighbours(&walk, Some(9)), (Some(5), None));
    }
}
