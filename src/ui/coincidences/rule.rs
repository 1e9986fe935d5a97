//! What counts as the same day and which coincidences are listed: the settings at the head of their panel, and the
//! list to be copied.

use egui::accesskit::Role;
use egui::{Color32, ComboBox, DragValue, Id, RichText, Slider, TextEdit, Ui, WidgetInfo};

use super::{filter, lane_choice};
use crate::analysis::coincidence::report::{self, Notes};
use crate::analysis::{Coincidence, Coincidences, DayZone, Grouping, Rates, Rule, SURPRISE, Sort, Threshold};
use crate::model::{Document, Precision, Progress, grouped};
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, ListCommand};
use crate::ui::widgets::textures::Flags;
use crate::ui::{PanelContext, widgets};

/// Width of the names at the left, in points.
const NAME_PT: f32 = 82.0;
/// Below how many days by chance coincidences can be marked.
const MARK_BELOW: [f64; 4] = [1.0, 0.5, 0.1, 0.01];
/// More lanes than this are not asked for.
const MAX_LANES: usize = 50;
/// A span counts with its ends only from at most so many days.
const MAX_SPAN_DAYS: u32 = 3_660;

/// "±3 days · UTC".
#[must_use]
pub fn in_short(rule: &Rule) -> String {
    let days = match rule.tolerance_days {
        0 => "Same day".to_owned(),
        1 => "±1 day".to_owned(),
        days => format!("±{days} days"),
    };
    format!("{days} · {}", rule.zone.name())
}

/// Shows the settings; pushes what is changed.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, sort: Sort, flags: &mut Flags, commands: &mut Commands) {
    let (theme, listing) = (shown.theme, shown.list.asked);
    let mut new = listing.clone();
    ui.spacing_mut().item_spacing.y = 5.0;
    setting(ui, theme, "Tolerance", |ui| {
        ui.spacing_mut().slider_width = (ui.available_width() - 96.0).clamp(60.0, 220.0);
        let slider = Slider::new(&mut new.rule.tolerance_days, 0..=Rule::MAX_TOLERANCE_DAYS);
        let response = ui.add(slider.prefix("±").suffix(" days"));
        named(&response, Role::Slider, "Tolerance in days", f64::from(new.rule.tolerance_days));
    });
    setting(ui, theme, "Time zone", |ui| zone(ui, theme, &mut new.rule.zone));
    setting(ui, theme, "Long events", |ui| {
        ui.add_enabled_ui(!new.rule.during, |ui| {
            let days = DragValue::new(&mut new.rule.long_span_days)
                .range(1..=MAX_SPAN_DAYS)
                .prefix("over ")
                .suffix(" days");
            let response = ui.add(days);
            named(&response, Role::SpinButton, "Long events, in days", f64::from(new.rule.long_span_days));
            response.on_hover_text("Of events longer than this, only the first and the last day count");
        });
        ui.checkbox(&mut new.rule.during, "count every day")
            .on_hover_text("Count every day of an event, however long it is");
    });
    setting(ui, theme, "Inexact dates", |ui| {
        let possible = &mut new.rule.possible;
        let response = ui.checkbox(possible, "include");
        let name = "Include inexact dates";
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *possible, name));
        response.on_hover_text("Also list coincidences that inexact dates make possible");
        ui.add_enabled_ui(new.rule.possible, |ui| coarsest(ui, &mut new.rule.coarsest));
    });
    setting(ui, theme, "Lanes", |ui| {
        let response = ui.add(DragValue::new(&mut new.min_lanes).range(2..=MAX_LANES).prefix("at least "));
        named(&response, Role::SpinButton, "Minimum number of lanes", new.min_lanes as f64);
        response.on_hover_text("Hide coincidences in fewer lanes");
        lane_choice::show(ui, shown, &mut new, flags);
    });
    setting(ui, theme, "Sort by", |ui| order(ui, sort, commands));
    setting(ui, theme, "Mark", |ui| mark(ui, shown, commands));
    marked(ui, shown);
    setting(ui, theme, "Filter", |ui| filter::field(ui, theme, &mut new.with));
    filter::wrong(ui, theme, &new.with);
    filter::pair_chip(ui, shown, commands);
    if new != *listing {
        commands.push_back(Command::List(ListCommand::By(new)));
    }
}

/// How fine a date must be to be possible on its days.
fn coarsest(ui: &mut Ui, coarsest: &mut Precision) {
    let name = |precision: Precision| match precision {
        Precision::Month => "up to month",
        Precision::Season => "up to season",
        Precision::Year => "up to year",
        _ => "up to day",
    };
    let response =
        ComboBox::from_id_salt("coarsest").selected_text(name(*coarsest)).width(104.0).show_ui(ui, |ui| {
            for each in Rule::COARSEST {
                ui.selectable_value(coarsest, each, name(each));
            }
        });
    let label = format!("Precision of dates: {}", name(*coarsest));
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
    response.response.on_hover_text(
        "How imprecise a date may be: a date known only to the year is possible on every day of it, \
         which says little",
    );
}

/// Which coincidences the timeline marks.
fn mark(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    let name = |threshold: Threshold| match threshold {
        Threshold::Auto => "automatically".to_owned(),
        Threshold::All => "all".to_owned(),
        Threshold::Below(days) => format!("below {days} by chance"),
    };
    let mut chosen = shown.list.threshold;
    let response =
        ComboBox::from_id_salt("marked").selected_text(name(chosen)).width(150.0).show_ui(ui, |ui| {
            let steps = MARK_BELOW.map(Threshold::Below);
            for each in [Threshold::Auto, Threshold::All].into_iter().chain(steps) {
                ui.selectable_value(&mut chosen, each, name(each));
            }
        });
    let label = format!("Mark in the timeline: {}", name(chosen));
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
    response.response.on_hover_text(
        "Which coincidences the timeline marks: all, or those of which chance alone would give fewer days. \
         If there is one on more than a third of all days, only the rarer ones are marked",
    );
    if chosen != shown.list.threshold {
        commands.push_back(Command::List(ListCommand::Mark(chosen)));
    }
}

/// That only some are marked, and which: it may have been chosen by itself.
fn marked(ui: &mut Ui, shown: &PanelContext<'_>) {
    let Some(surprises) = shown.list.surprises else { return };
    let Some(below) = shown.list.threshold.below(surprises.auto) else { return };
    let (some, all) = (surprises.count_below(below), shown.list.coincidences.len());
    let text = format!(
        "The timeline marks {} of {}: those of which chance would give fewer than {below} such days.",
        grouped(some),
        grouped(all)
    );
    widgets::paragraph(ui, &text, TextStyle::regular(12.5), shown.theme.text_muted);
}

fn setting(ui: &mut Ui, theme: &Theme, name: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        let left = ui.cursor().left();
        widgets::line(ui, name, TextStyle::regular(12.5), theme.text_muted);
        ui.add_space((left + NAME_PT - ui.cursor().left()).max(4.0));
        contents(ui);
    });
}

fn named(response: &egui::Response, role: Role, name: &str, value: f64) {
    response.widget_info(|| WidgetInfo { value: Some(value), ..WidgetInfo::labeled(role, true, name) });
}

/// The three kinds of zone, and a field for the name of one.
fn zone(ui: &mut Ui, theme: &Theme, zone: &mut DayZone) {
    let typing = Id::unique("name of a zone");
    let draft: Option<String> = ui.data(|data| data.get_temp(typing)).unwrap_or_default();
    // A name of another timeline's zone, or one that was set from elsewhere, is no draft of this one.
    let is_good = |text: &String| match DayZone::of_name(text) {
        Some(named @ DayZone::Named(_)) => named == *zone,
        _ => true,
    };
    let draft = draft.filter(is_good);
    let kind = if draft.is_some() { "named zone" } else { zone_kind(zone) };
    let mut chosen = None;
    let response = ComboBox::from_id_salt("zone").selected_text(kind).width(112.0).show_ui(ui, |ui| {
        for each in ["local dates", "UTC", "named zone"] {
            if ui.selectable_label(kind == each, each).clicked() {
                chosen = Some(each);
            }
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("Time zone: {kind}")));
    let mut draft = match chosen {
        Some("named zone") => Some(draft.unwrap_or_default()),
        Some(other) => {
            *zone = DayZone::of_name(other).unwrap_or_default();
            None
        }
        None => draft.or_else(|| matches!(zone, DayZone::Named(_)).then(|| zone.name().to_owned())),
    };
    if let Some(text) = &mut draft {
        let known = matches!(DayZone::of_name(text), Some(DayZone::Named(_)));
        let color = if known { theme.text } else { theme.error };
        let field = TextEdit::singleline(text)
            .char_limit(widgets::MOST_EDITED_BYTES)
            .desired_width(ui.available_width() - 8.0)
            .text_color(Color32::from(color))
            .hint_text(RichText::new("Asia/Tehran").color(Color32::from(theme.text_muted)));
        let response = ui.add(field);
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(text.clone()),
            ..WidgetInfo::labeled(Role::TextInput, true, "Time zone name")
        });
        // Of what is typed by now, not of what the field said before.
        let named = DayZone::of_name(text).filter(|zone| matches!(zone, DayZone::Named(_)));
        if let (true, Some(named)) = (response.changed(), named) {
            *zone = named;
        }
        if !known && !text.is_empty() {
            response.on_hover_text("Unknown time zone; use a name such as Asia/Tehran");
        }
    }
    ui.data_mut(|data| data.insert_temp(typing, draft));
}

fn zone_kind(zone: &DayZone) -> &'static str {
    match zone {
        DayZone::AsWritten => "local dates",
        DayZone::Utc => "UTC",
        DayZone::Named(_) => "named zone",
    }
}

fn order(ui: &mut Ui, sort: Sort, commands: &mut Commands) {
    let response =
        ComboBox::from_id_salt("order").selected_text(sort.name()).width(164.0).show_ui(ui, |ui| {
            for each in Sort::ALL {
                let mut label = ui.selectable_label(sort == each, each.name());
                if each == Sort::Surprise {
                    label = label.on_hover_text(SURPRISE);
                }
                if label.clicked() {
                    commands.push_back(Command::List(ListCommand::Sort(each)));
                }
            }
        });
    let name = format!("Sort by: {}", sort.name());
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    if sort == Sort::Surprise {
        response.response.on_hover_text(SURPRISE);
    }
}

/// "Copy as text, CSV, JSON": the whole list in the order that it is read in.
pub fn copy(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    ui.horizontal(|ui| {
        widgets::line(ui, "Copy as", TextStyle::regular(12.5), shown.theme.text_muted);
        for what in ["text", "CSV", "JSON"] {
            let button =
                widgets::text_button(ui, what, TextStyle::regular(12.5), shown.theme.coincidence_text);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Copy as {what}")));
            if button.clicked() {
                commands.push_back(Command::List(ListCommand::Copy(what)));
            }
        }
    });
}

/// A list that is to be copied, with what is told beside it.
pub struct Copied<'a> {
    /// What the members are of.
    pub document: &'a Document,
    /// The lanes that there are.
    pub lanes: &'a Grouping,
    /// The list.
    pub list: &'a Coincidences,
    /// What it was made by.
    pub rule: &'a Rule,
    /// What chance would give, where that is known.
    pub rates: Option<&'a Rates>,
    /// The order that it is read in, and what that goes by.
    pub order: (Sort, Option<&'a [f64]>),
}

impl Copied<'_> {
    /// The list as text, CSV or JSON; `None` where it cannot be written, or another thread has ended that.
    #[must_use]
    pub fn written(&self, what: &str, progress: &Progress) -> Option<String> {
        let (sort, keys) = self.order;
        // As from the command line: chance is told where it gives the order.
        let notes = Notes { rule: self.rule, rates: self.rates.filter(|_| sort == Sort::Surprise) };
        progress.expect(self.list.len() as u64);
        let get = |at: &usize| {
            progress.advance(1);
            self.list.get(self.document, *at).filter(|_| !progress.is_cancelled())
        };
        let order = sort.order(self.list, keys);
        let list: Vec<&Coincidence> = order.iter().map_while(get).collect();
        if progress.is_cancelled() {
            return None;
        }
        let list = list.into_iter();
        match what {
            "CSV" => Some(report::csv(self.document, list, notes, false).0),
            "JSON" => Some(report::json(self.document, list, notes)),
            _ => Some(report::text(self.document, self.lanes, list, notes, &|_, text| text.to_owned())),
        }
    }
}
