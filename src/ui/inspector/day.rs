//! The day of the coincidence that was gone to: how sure it is, what its events share, which they are in which
//! order.

use std::sync::Arc;

use egui::{Id, Ui, pos2};

use crate::analysis::{Certainty, Coincidence, Rates, Rule, SURPRISE, reason};
use crate::model::calendar::Calendar;
use crate::model::{Day, EventIx, brief, grouped};
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, SelectCommand};
use crate::ui::context_menu;
use crate::ui::search::highlight;
use crate::ui::state::member_order::{self, Order};
use crate::ui::widgets::Pages;
use crate::ui::words::{capitalised, day_text, lane_name, lane_names, shared};
use crate::ui::{PanelContext, widgets};

/// At most so many members are listed before one asks for all.
const MAX_LISTED_EVENTS: usize = 12;

/// So many stand on a page where all are listed.
const MOST_MEMBERS: usize = 100;

/// More lanes than this are counted instead of named.
const MAX_NAMED_LANES: usize = 8;

/// What is said of the day, found once: there may be a hundred thousand events on it.
struct Told {
    of: Key,
    why: String,
    order: Order,
    /// Those that stand for all where they are too many.
    some: Vec<EventIx>,
    names: String,
    shared: Option<String>,
    /// How many such coincidences chance would give, once that is counted.
    expected: Option<String>,
}

/// What it depends on: the list (where it lies, as it is made anew whenever something changes) and which of it.
#[derive(Clone, PartialEq)]
struct Key {
    list: (usize, usize),
    revision: u64,
    rule: Rule,
    day: Day,
    certainty: Certainty,
    /// Whether it is counted how many chance would give, and of how many days.
    counted: Option<u32>,
}

impl Told {
    fn of(ui: &Ui, shown: &PanelContext<'_>, coincidence: &Coincidence) -> Arc<Self> {
        let list = shown.list.coincidences.briefs();
        let of = Key {
            list: (list.as_ptr().addr(), list.len()),
            revision: shown.document.revision(),
            rule: shown.list.rule.clone(),
            day: coincidence.day,
            certainty: coincidence.certainty,
            counted: shown.list.rates.map(Rates::days),
        };
        let id = Id::unique("what is told of the day");
        let kept: Option<Arc<Self>> = ui.data(|data| data.get_temp(id));
        if let Some(kept) = kept.filter(|kept| kept.of == of) {
            return kept;
        }
        let (document, lanes) = (shown.document, shown.lanes);
        let told = Arc::new(Self {
            of,
            why: reason(document, coincidence, shown.list.rule),
            order: Order::of(document, lanes, coincidence),
            some: member_order::representatives(document, lanes, coincidence, MAX_LISTED_EVENTS),
            names: lane_names(shown, &coincidence.lanes),
            shared: shared(shown, coincidence),
            expected: expected(shown, coincidence),
        });
        ui.data_mut(|data| data.insert_temp(id, Arc::clone(&told)));
        told
    }
}

/// Shows the day.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, coincidence: &Coincidence, commands: &mut Commands) {
    let theme = shown.theme;
    widgets::line(ui, &day_text(coincidence), TextStyle::semibold(17.0), theme.text);
    calendars(ui, shown, coincidence);
    let told = Told::of(ui, shown, coincidence);
    let Told { why, order, .. } = &*told;
    if !why.is_empty() {
        let possible = coincidence.certainty == Certainty::Possible;
        let text = if possible { format!("Possible: {why}.") } else { format!("{}.", capitalised(why)) };
        widgets::paragraph(ui, &text, TextStyle::regular(12.5), theme.text_muted);
    }
    ui.add_space(4.0);
    what_they_share(ui, shown, coincidence, &told);
    ui.add_space(6.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    let all = all_listed(ui, coincidence);
    let events = if all || order.ordered > 0 { &order.events } else { &told.some };
    let listed = if all { order.events.len() } else { MAX_LISTED_EVENTS };
    let pages = Pages::of(ui, ("members", coincidence.day), events.len().min(listed), MOST_MEMBERS);
    for (n, ix) in pages.range().zip(pages.part(events)) {
        if n == order.ordered && n > 0 {
            ui.add_space(4.0);
            widgets::line(ui, "Hour or zone not known", TextStyle::regular(12.0), theme.text_muted);
        }
        member(ui, shown, (n < order.ordered).then_some(n + 1), *ix, commands);
    }
    pages.turn_ui(ui, "events", theme.coincidence_text);
    if order.events.len() > listed {
        let text = format!("Show all {} events", grouped(order.events.len()));
        if widgets::text_button(ui, &text, TextStyle::regular(12.5), theme.coincidence_text).clicked() {
            list_all(ui, coincidence);
        }
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    ui.add_space(4.0);
    widgets::paragraph(ui, &order.why, TextStyle::regular(12.0), theme.text_muted);
    if let Some(text) = &told.expected {
        widgets::paragraph(ui, text, TextStyle::regular(12.0), theme.text_muted).on_hover_text(SURPRISE);
    }
}

fn expected(shown: &PanelContext<'_>, coincidence: &Coincidence) -> Option<String> {
    let rates = shown.list.rates?;
    let expected = rates.expected(coincidence)?.in_short();
    Some(format!("Expected by chance: {expected} in {} days", rates.days()))
}

/// The chip, the lanes and what they share: on one line where that fits, else below one another.
fn what_they_share(ui: &mut Ui, shown: &PanelContext<'_>, coincidence: &Coincidence, told: &Told) {
    let theme = shown.theme;
    let certainty = coincidence.certainty.word();
    let names = &told.names;
    let lanes = match coincidence.lanes.len() {
        many if many > MAX_NAMED_LANES => format!("{many} lanes"),
        _ => names.clone(),
    };
    let (lanes, shared) = match &told.shared {
        Some(shared) => (format!("{lanes} share"), shared.as_str()),
        None => (lanes, ""),
    };
    let (quiet, strong) = (TextStyle::regular(12.5), TextStyle::semibold(12.5));
    let width = |text: &str, style| widgets::galley(ui, text, style, theme.text).size().x;
    let needed = width(certainty, strong) + width(&lanes, quiet) + width(shared, strong) + 36.0;
    if needed <= ui.available_width() {
        ui.horizontal(|ui| {
            widgets::chip(ui, certainty, theme.selected, theme.coincidence_text);
            widgets::tip(widgets::line(ui, &lanes, quiet, theme.text_muted), names);
            widgets::line(ui, shared, strong, theme.text);
        });
        return;
    }
    widgets::chip(ui, certainty, theme.selected, theme.coincidence_text);
    ui.add_space(4.0);
    widgets::tip(widgets::paragraph(ui, &lanes, quiet, theme.text_muted), names);
    if !shared.is_empty() {
        widgets::paragraph(ui, shared, strong, theme.text);
    }
}

/// Whether all members of this coincidence were asked for.
fn all_listed(ui: &Ui, coincidence: &Coincidence) -> bool {
    coincidence.events.len() <= MAX_LISTED_EVENTS + 1
        || ui.data(|data| data.get_temp(id(coincidence)) == Some(true))
}

fn list_all(ui: &Ui, coincidence: &Coincidence) {
    ui.data_mut(|data| data.insert_temp(id(coincidence), true));
}

fn id(coincidence: &Coincidence) -> Id {
    Id::unique(("all members", coincidence.day, coincidence.certainty == Certainty::Certain))
}

fn member(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    number: Option<usize>,
    ix: EventIx,
    commands: &mut Commands,
) {
    let theme: &Theme = shown.theme;
    let event = shown.document.event(ix);
    let place = if event.place.is_empty() { lane_name(shown, &event.lane) } else { &event.place };
    let file = shown.document.file_among(event).map(|file| format!(" · {}", isolated(&brief(file))));
    let place = &format!("{}{}", brief(place), file.unwrap_or_default());
    let title = &*brief(&event.title);
    let hour =
        event.date.hour(&shown.list.rule.zone.clocks()).filter(|_| number.is_some()).unwrap_or_default();
    let name = match hour.as_str() {
        "" => format!("{title}, {place}"),
        hour => format!("{title}, {hour}, {place}"),
    };
    let (rect, response) = widgets::row(ui, 30.0, shown.selection.event == Some(ix), theme, &name);
    if response.clicked() {
        commands.push_back(Command::Select(SelectCommand::Reveal(ix)));
    }
    response.context_menu(|ui| {
        context_menu::event(ui, shown, ix, false, commands);
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let y = rect.center().y;
    let sign = number.map_or_else(|| "·".to_owned(), |number| number.to_string());
    widgets::put(ui, pos2(rect.left() + 4.0, y), &sign, TextStyle::semibold(12.5), theme.text_muted, 20.0);
    let galley = widgets::galley(ui, place, TextStyle::regular(12.5), theme.text_muted);
    let width = galley.size().x.min(rect.width() * 0.35);
    widgets::put(
        ui,
        pos2(rect.right() - width, y),
        place,
        TextStyle::regular(12.5),
        theme.text_muted,
        width + 1.0,
    );
    let mut left = rect.left() + 24.0;
    if !hour.is_empty() {
        let taken = widgets::put(ui, pos2(left, y), &hour, TextStyle::regular(12.5), theme.text_muted, 150.0);
        left += taken + 8.0;
    }
    let room = rect.right() - width - 10.0 - left;
    highlight::put(ui, shown, None, pos2(left, y), title, TextStyle::regular(13.5), theme.text, room);
}

/// The day in the calendars that are switched on, on one line where that fits.
fn calendars(ui: &mut Ui, shown: &PanelContext<'_>, coincidence: &Coincidence) {
    let (day, script) = (coincidence.day, shown.calendars.script);
    let date = |calendar: Calendar| calendar.date(day).map(|date| date.long(script));
    let dates: Vec<String> =
        shown.calendars.iter().filter_map(date).map(|date| isolated(&date).into_owned()).collect();
    if coincidence.day == coincidence.end && !dates.is_empty() {
        widgets::paragraph(ui, &dates.join(" · "), TextStyle::regular(12.5), shown.theme.text_muted);
    }
}
