//! The one bar at the top: menus made from the list of actions, what is open, how coincidences are counted, and
//! the way from one coincidence to the next.

pub(crate) mod bar_keys;
pub(crate) mod calendars;
mod menus;

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Color32, CornerRadius, Frame, Margin, Panel, Sense, Ui, WidgetInfo, pos2, vec2};

use super::coincidences::{filter, rule};
use super::commands::action::Action;
use super::commands::{
    Command, Commands, FileCommand, InterfaceSize, Panel as Shows, PreferCommand, SelectCommand, ThemeChoice,
    ViewCommand,
};
use super::state::search::Search;
use super::widgets::style::{BAR_HEIGHT, SMALL};
use super::{PanelContext, search, widgets};
use crate::analysis::{Brief, Matcher};
use crate::model::going::Here;
use crate::model::{counted, grouped};
use crate::scene::{Rect, TextStyle};

/// More events than this are not looked through in a frame.
const MANY_EVENTS: usize = 50_000;

/// Width of the field that walks the coincidences, in points.
const NAVIGATOR_PT: f32 = 366.0;
/// Its width in a narrow bar, in points: "4 of 8".
const NARROW_NAVIGATOR_PT: f32 = 184.0;
/// A bar with less width than this is narrow, in points.
const NARROW_PT: f32 = 1300.0;
/// The least width of a search field that stands behind the name of the file, in points.
const NAMED_SEARCH_PT: f32 = 220.0;
/// Width of the search field where there is room, in points.
const SEARCH_PT: f32 = 420.0;
/// Room that the search field leaves for counts where there is some, in points.
const COUNTS_PT: f32 = 230.0;
/// Room for "3 problems" beside them, in points.
const PROBLEMS_PT: f32 = 104.0;
/// The least width of the search field, in points.
const MIN_SEARCH_PT: f32 = 150.0;

/// What the bar says besides the document.
pub struct Bar<'a> {
    /// The name of what is open.
    pub title: &'a str,
    /// What else is to be said of it: its file, "sample", "unsaved".
    pub subtitle: &'a str,
    /// What undo would take back.
    pub undo: Option<&'a str>,
    /// What redo would do again.
    pub redo: Option<&'a str>,
    /// Whether there is a view before.
    pub can_go_back: bool,
    /// Whether there is a view that one has come back from.
    pub can_go_forward: bool,
    /// Files opened lately.
    pub recent: &'a [PathBuf],
    /// How many problems the files have, and whether one of them is an error.
    pub problems: (usize, bool),
    /// The chosen theme.
    pub theme_choice: ThemeChoice,
    /// Whether moves of the view take no time.
    pub reduced_motion: bool,
    /// How many lanes are hidden.
    pub hidden_lanes: usize,
    /// Whether the bare wheel zooms.
    pub wheel_zooms: bool,
    /// How large everything is.
    pub interface_size: InterfaceSize,
    /// Whether files are being read.
    pub busy: bool,
    /// What is searched for.
    pub search: &'a Search,
    /// What queries are completed from.
    pub matcher: Option<&'a Matcher>,
    /// Where one looks, for dates that leave something out.
    pub here: Here,
}

/// Shows the bar.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, bar: &Bar<'_>, commands: &mut Commands) {
    let frame = Frame::new().fill(Color32::from(shown.theme.panel)).inner_margin(Margin::symmetric(12, 0));
    Panel::top("bar").exact_size(BAR_HEIGHT).resizable(false).frame(frame).show(ui, |ui| {
        let whole = ui.max_rect();
        let menus_right = menus::show(ui, shown, bar, commands);
        let navigator = navigator_rect(whole, menus_right);
        let mut right = whole.right() + 24.0;
        if let Some(rect) = navigator.filter(|_| !shown.list.coincidences.is_empty()) {
            navigator_ui(ui, rect, shown, commands);
            right = rect.left();
        }
        let badge = if bar.problems.0 > 0 { PROBLEMS_PT } else { 0.0 };
        let counts_pt = COUNTS_PT + badge;
        // In a narrow bar the name goes before the search field, where that leaves enough of it.
        let named = menus_right + 48.0 + name_width(ui, shown, bar);
        let is_named = whole.width() < NARROW_PT
            && !bar.search.is_active()
            && right - 24.0 - counts_pt - named >= NAMED_SEARCH_PT;
        let from = if is_named { named } else { menus_right + 24.0 };
        let search = search_rect(whole, from, right - 24.0, (counts_pt, badge));
        search::show(ui, search, shown, bar.search, bar.matcher, &bar.here, commands);
        let left = counts(ui, right - 24.0, search.right() + 24.0, shown, bar, commands);
        name(
            ui,
            (search.right() + 24.0, left - 24.0),
            (menus_right + 24.0, search.left() - 24.0),
            shown,
            bar,
        );
    });
}

fn navigator_rect(whole: Rect, menus_right: f32) -> Option<Rect> {
    let wanted = if whole.width() < NARROW_PT { NARROW_NAVIGATOR_PT } else { NAVIGATOR_PT };
    let width = wanted.min(whole.right() - menus_right - 64.0 - MIN_SEARCH_PT);
    let right = whole.right() - 10.0;
    (width >= NARROW_NAVIGATOR_PT).then(|| {
        Rect::from_min_max(pos2(right - width, whole.center().y - 13.0), pos2(right, whole.center().y + 13.0))
    })
}

/// A little left of the middle, so that it stands still whatever is counted beside it.
fn search_rect(whole: Rect, left: f32, right: f32, (counts, badge): (f32, f32)) -> Rect {
    // The badge of problems is there in any case.
    let counts = if right - left > MIN_SEARCH_PT + counts { counts } else { badge };
    let width = SEARCH_PT.min(right - counts - left).max(60.0);
    let x = (whole.left() + whole.width() * 0.304).min(right - counts - width).max(left);
    let half = search::HEIGHT_PT / 2.0;
    Rect::from_min_max(pos2(x, whole.center().y - half), pos2(x + width, whole.center().y + half))
}

/// Whether an action can be carried out now.
pub(super) fn is_possible(action: Action, shown: &PanelContext<'_>, bar: &Bar<'_>) -> bool {
    match action {
        Action::Undo => bar.undo.is_some() && !shown.read_only,
        Action::Redo => bar.redo.is_some() && !shown.read_only,
        Action::Back => bar.can_go_back,
        Action::Forward => bar.can_go_forward,
        Action::KeepFilter => bar.search.is_active(),
        Action::ShowAllLanes => bar.hidden_lanes > 0,
        Action::Align => !shown.document.events().is_empty(),
        Action::Unalign => shown.aligned.is_some(),
        Action::Differences => shown.compared.is_some(),
        Action::LaneMenu => !shown.document.lanes().is_empty(),
        Action::CoincidenceBefore | Action::CoincidenceAfter => {
            !shown.list.coincidences.is_empty() && !shown.is_overlaid()
        }
        Action::MeasureEarlier | Action::MeasureLater => !shown.is_overlaid(),
        Action::Member => shown.selection.coincidence.is_some(),
        Action::HideRest => bar.search.is_active(),
        Action::FitResults => bar.search.found.as_ref().is_some_and(|hits| !hits.is_empty()),
        Action::Disputed => {
            let events = shown.document.events();
            // Of very many nobody waits for the menu until all were looked at.
            bar.search.is_disputed_only()
                || events.len() > MANY_EVENTS
                || events.iter().any(|e| e.is_disputed())
        }
        Action::EditEvent
        | Action::Duplicate
        | Action::Delete
        | Action::MoveEarlier
        | Action::MoveLater
        | Action::Cut => shown.selection.event.is_some() && !shown.read_only,
        Action::Copy | Action::EventMenu => shown.selection.event.is_some(),
        Action::Refresh => !shown.read_only && !shown.document.imports().is_empty(),
        Action::NewEvent | Action::Paste | Action::Replace | Action::Timeline => !shown.read_only,
        _ => true,
    }
}

fn recent(ui: &mut Ui, bar: &Bar<'_>, commands: &mut Commands) {
    ui.menu_button("Open recent", |ui| {
        ui.set_min_width(260.0);
        if bar.recent.is_empty() {
            ui.weak("No recent files");
        }
        for path in bar.recent {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            let button = widgets::named(ui.button(widgets::ordered(&name)), Role::Button, &name);
            if widgets::tip(button, &path.display().to_string()).clicked() {
                commands.push_back(Command::File(FileCommand::OpenPaths(vec![path.clone()])));
                ui.close();
            }
        }
        if !bar.recent.is_empty() {
            ui.separator();
            if ui.button("Clear list").clicked() {
                commands.push_back(Command::File(FileCommand::ForgetRecent));
                ui.close();
            }
        }
    });
}

fn themes(ui: &mut Ui, bar: &Bar<'_>, commands: &mut Commands) {
    ui.menu_button("Theme", |ui| {
        for choice in ThemeChoice::ALL {
            if ui.radio(bar.theme_choice == choice, choice.text()).clicked() {
                commands.push_back(Command::View(ViewCommand::Theme(choice)));
                ui.close();
            }
        }
    });
}

fn sizes(ui: &mut Ui, bar: &Bar<'_>, commands: &mut Commands) {
    ui.menu_button(format!("Interface size: {} %", bar.interface_size.0), |ui| {
        for size in InterfaceSize::STEPS {
            if ui.radio(bar.interface_size == size, format!("{} %", size.0)).clicked() {
                commands.push_back(Command::Prefer(PreferCommand::Size(size)));
                ui.close();
            }
        }
    });
}

/// "‹ Coincidence 9 of 11 · Mon 14 October 2024 ›".
fn navigator_ui(ui: &mut Ui, rect: Rect, shown: &PanelContext<'_>, commands: &mut Commands) {
    let theme = shown.theme;
    ui.painter().rect_filled(rect, CornerRadius::same(6), Color32::from(theme.field));
    let count = shown.list.coincidences.len();
    let current =
        shown.selection.coincidence.and_then(|at| shown.list.coincidences.brief(at).map(|c| (at, c)));
    // Of the one that chance gives most rarely it is said, rather than where it stands by day.
    let rarest = |at: usize| shown.list.surprises.is_some_and(|all| count > 1 && all.is_rarest_alone(at));
    let place = |at: usize, c: &Brief, day: &str| place_in_list((at, rarest(at)), count, c, day);
    let text = current.map_or_else(|| counted(count, "coincidence"), |(at, c)| place(at, c, &c.day.long()));
    let end = |x: f32| Rect::from_min_max(pos2(x, rect.top()), pos2(x + 32.0, rect.bottom()));
    let ends = [
        (end(rect.left()), "‹", Action::CoincidenceBefore),
        (end(rect.right() - 32.0), "›", Action::CoincidenceAfter),
    ];
    for (place, sign, action) in ends {
        let later = action == Action::CoincidenceAfter;
        let possible =
            shown.selection.coincidence.is_none_or(|at| if later { at + 1 < count } else { at > 0 });
        let possible = possible && !shown.is_overlaid();
        let response = ui.interact(place, ui.scope_id().with(sign), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, possible, action.info().text));
        let color = if !possible {
            theme.text_faint
        } else if response.hovered() || response.has_focus() {
            theme.text
        } else {
            theme.text_muted
        };
        let galley = widgets::galley(ui, sign, TextStyle::regular(16.0), color);
        ui.painter().galley(place.center() - galley.size() / 2.0, galley, color.into());
        if widgets::tip(response, &shown.keys.tooltip(action)).clicked() && possible {
            commands.push_back(Command::Select(SelectCommand::NextCoincidence { later }));
        }
    }
    let middle = rect.shrink2(vec2(34.0, 0.0));
    let response = ui.interact(middle, ui.scope_id().with("coincidence"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    let mut galley = widgets::galley(ui, &text, TextStyle::regular(SMALL), theme.text);
    if let Some((at, c)) = current.filter(|_| galley.size().x > middle.width()) {
        // Of many, their number needs the room.
        let text = place(at, c, &c.day.medium());
        let text = match rect.width() < NAVIGATOR_PT {
            true => &format!("{} of {}", grouped(at + 1), grouped(count)),
            false => text.trim_start_matches("Coincidence "),
        };
        galley = widgets::cut(ui, text, TextStyle::regular(SMALL), theme.text, middle.width());
    }
    let at = middle.center() - galley.size() / 2.0;
    ui.painter().with_clip_rect(middle).galley(at, galley, theme.text.into());
    if widgets::tip(response, &shown.keys.tooltip(Action::Coincidences)).clicked() {
        commands.push_back(Command::View(ViewCommand::Toggle(Shows::Coincidences)));
    }
}

/// "Coincidence 9 of 11 · Mon 14 October 2024"; "Most surprising of 11 · …" of the rarest.
fn place_in_list((at, is_rarest): (usize, bool), count: usize, coincidence: &Brief, day: &str) -> String {
    let (place, count) = (grouped(at + 1), grouped(count));
    let place = if is_rarest { "Most surprising".to_owned() } else { format!("Coincidence {place}") };
    format!("{place} of {count} · {} {day}", coincidence.day.weekday().short_name())
}

/// "Same day · local dates   26 events" and the badge of problems, from the right; returns where they begin.
fn counts(
    ui: &mut Ui,
    right: f32,
    limit: f32,
    shown: &PanelContext<'_>,
    bar: &Bar<'_>,
    commands: &mut Commands,
) -> f32 {
    let theme = shown.theme;
    let events = shown.document.events().len();
    let mut x = right;
    let mut put = |ui: &mut Ui, text: &str, tip: &str| {
        let galley = widgets::galley(ui, text, TextStyle::regular(SMALL), theme.text_muted);
        let size = galley.size();
        if x - size.x < limit {
            return;
        }
        x -= size.x;
        let rect = Rect::from_min_size(pos2(x, ui.max_rect().center().y - size.y / 2.0), size);
        let response = ui.interact(rect, ui.scope_id().with(tip), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        ui.painter().galley(rect.min, galley, theme.text_muted.into());
        widgets::tip(response, tip);
        x -= 14.0;
    };
    let text = counted(events, "event");
    put(ui, &text, "Number of events in the timeline");
    if bar.busy {
        put(ui, "opening…", "Reading a file");
    }
    filter::on_bar(ui, &mut x, limit, shown, commands);
    rule(ui, &mut x, limit, shown, commands);
    let (problems, has_errors) = bar.problems;
    if problems > 0 {
        let text = counted(problems, "problem");
        let color = if has_errors { theme.error } else { theme.warning };
        let galley = widgets::galley(ui, &text, TextStyle::semibold(SMALL), color);
        let size = galley.size() + vec2(16.0, 8.0);
        x -= size.x;
        let rect = Rect::from_min_size(pos2(x, ui.max_rect().center().y - size.y / 2.0), size);
        let response = ui.interact(rect, ui.scope_id().with("problems"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
        let ground = if response.hovered() { theme.field } else { theme.panel };
        ui.painter().rect_filled(rect, CornerRadius::same(6), Color32::from(ground));
        ui.painter().galley(rect.min + vec2(8.0, 4.0), galley, color.into());
        if widgets::tip(response, &shown.keys.tooltip(Action::Problems)).clicked() {
            commands.push_back(Command::View(ViewCommand::Toggle(Shows::Problems)));
        }
    }
    x
}

/// "Same day · local dates", which opens the panel; moves `x` to its left.
fn rule(ui: &mut Ui, x: &mut f32, limit: f32, shown: &PanelContext<'_>, commands: &mut Commands) {
    let theme = shown.theme;
    let text = rule::in_short(shown.list.rule);
    let galley = widgets::galley(ui, &text, TextStyle::regular(SMALL), theme.text_muted);
    let size = galley.size();
    if *x - size.x < limit {
        return;
    }
    *x -= size.x;
    let rect = Rect::from_min_size(pos2(*x, ui.max_rect().center().y - size.y / 2.0), size);
    let response = ui.interact(rect, ui.scope_id().with("rule"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
    let color = if response.hovered() || response.has_focus() { theme.text } else { theme.text_muted };
    ui.painter().galley_with_override_text_color(rect.min, galley, color.into());
    if response.on_hover_text("What counts as the same day; click to change").clicked() {
        commands.push_back(Command::View(ViewCommand::Toggle(Shows::Coincidences)));
    }
    *x -= 14.0;
}

fn name_width(ui: &Ui, shown: &PanelContext<'_>, bar: &Bar<'_>) -> f32 {
    let title = widgets::galley(ui, bar.title, TextStyle::semibold(13.0), shown.theme.text);
    let subtitle = widgets::galley(ui, bar.subtitle, TextStyle::regular(SMALL), shown.theme.text_muted);
    title.size().x + 10.0 + subtitle.size().x
}

/// What is open, left of the counts, else left of the search, where there is room for it.
fn name(ui: &Ui, right: (f32, f32), left: (f32, f32), shown: &PanelContext<'_>, bar: &Bar<'_>) {
    let theme = shown.theme;
    let title = widgets::galley(ui, bar.title, TextStyle::semibold(13.0), theme.text);
    let subtitle = widgets::galley(ui, bar.subtitle, TextStyle::regular(SMALL), theme.text_muted);
    let width = title.size().x + 10.0 + subtitle.size().x;
    let fits = |room: &(f32, f32)| room.1 - room.0 >= width;
    let x = match (fits(&right), fits(&left)) {
        (true, _) => right.1 - width,
        (false, true) => left.0,
        (false, false) => return,
    };
    let bar_rect = ui.max_rect();
    let y = bar_rect.center().y;
    ui.painter().galley(pos2(x, y - title.size().y / 2.0), title.clone(), theme.text.into());
    let at = pos2(x + title.size().x + 10.0, y - subtitle.size().y / 2.0);
    ui.painter().galley(at, subtitle, theme.text_muted.into());
    let rect = Rect::from_min_size(pos2(x, bar_rect.top()), vec2(width, bar_rect.height()));
    let response = ui.interact(rect, ui.scope_id().with("open file"), Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}, {}", bar.title, bar.subtitle)));
}
