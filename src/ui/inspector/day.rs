//! The day of the coincidence that was gone to: how sure it is, what its events share, which they are in which
//! order.

use egui::{Ui, pos2};

use super::{certainty_text, day_text, lane_name, lane_names, list, shares};
use crate::analysis::{Certainty, Coincidence};
use crate::model::{Document, EventIx};
use crate::scene::{TextStyle, Theme};
use crate::ui::command::{Command, Commands, SelectCommand};
use crate::ui::{Shown, widgets};

/// Shows the day.
pub fn show(ui: &mut Ui, shown: &Shown<'_>, coincidence: &Coincidence, commands: &mut Commands) {
    let theme = shown.theme;
    widgets::line(ui, &day_text(coincidence), TextStyle::semibold(17.0), theme.text);
    if coincidence.certainty == Certainty::Possible {
        let text = "Possible: some of the dates are not exact.";
        widgets::paragraph(ui, text, TextStyle::regular(12.5), theme.text_muted);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        widgets::chip(ui, certainty_text(coincidence.certainty), theme.selected, theme.coincidence_text);
        let lanes = lane_names(shown, &coincidence.lanes);
        match shares(coincidence) {
            Some(shared) => {
                widgets::line(ui, &format!("{lanes} share"), TextStyle::regular(12.5), theme.text_muted);
                widgets::line(ui, &list(shown, &shared), TextStyle::semibold(12.5), theme.text);
            }
            None => {
                widgets::line(ui, &lanes, TextStyle::regular(12.5), theme.text_muted);
            }
        }
    });
    ui.add_space(6.0);
    let order = Order::of(shown.document, coincidence);
    ui.spacing_mut().item_spacing.y = 2.0;
    for (n, ix) in order.events.iter().enumerate() {
        member(ui, shown, n + 1, *ix, order.known, commands);
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    ui.add_space(4.0);
    widgets::paragraph(ui, &order.why, TextStyle::regular(12.0), theme.text_muted);
}

fn member(ui: &mut Ui, shown: &Shown<'_>, number: usize, ix: EventIx, known: bool, commands: &mut Commands) {
    let theme: &Theme = shown.theme;
    let event = shown.document.event(ix);
    let place = if event.place.is_empty() { lane_name(shown, &event.lane) } else { &event.place };
    let name = format!("{}, {place}", event.title);
    let (rect, response) = widgets::row(ui, 30.0, shown.selected == Some(ix), theme, &name);
    let y = rect.center().y;
    let sign = if known { number.to_string() } else { "·".to_owned() };
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
    let left = rect.left() + 24.0;
    let room = rect.right() - width - 10.0 - left;
    widgets::put(ui, pos2(left, y), &event.title, TextStyle::regular(13.5), theme.text, room);
    if response.clicked() {
        commands.push_back(Command::Select(SelectCommand::Reveal(ix)));
    }
}

/// The members in the order they happened, as far as that is known, and how it is known.
#[derive(Debug, PartialEq, Eq)]
struct Order {
    events: Vec<EventIx>,
    known: bool,
    why: String,
}

impl Order {
    fn of(document: &Document, coincidence: &Coincidence) -> Self {
        let mut events = coincidence.events.clone();
        let time = |ix: &EventIx| instant(document, *ix);
        if events.len() > 1 && events.iter().all(|ix| time(ix).is_some()) && comparable(document, &events) {
            events.sort_by_key(|ix| time(ix));
            return Self { events, known: true, why: "Order: by the hours that are given.".to_owned() };
        }
        if let Some((linked, kind, by)) = by_links(document, &events) {
            let says = if by.is_empty() { String::new() } else { format!(", says {by}") };
            let hours = if events.iter().any(|ix| time(ix).is_some()) { "" } else { " No hour is given." };
            return Self { events: linked, known: true, why: format!("Order: {kind}{says}.{hours}") };
        }
        let why = if events.iter().any(|ix| time(ix).is_some()) {
            "Order within the day: unknown; not all of them give an hour."
        } else {
            "Order within the day: unknown; no hour is given."
        };
        Self { events, known: false, why: why.to_owned() }
    }
}

/// The instant an event began: minutes since 1970 in UTC where the offset is known, else by its own clock.
fn instant(document: &Document, ix: EventIx) -> Option<i64> {
    use crate::model::Zone;
    let date = &document.event(ix).date;
    let clock = date.clock()?;
    let local = i64::from(date.first_day().number()) * 1440 + i64::from(clock.second_of_day / 60);
    let offset = match &clock.zone {
        Zone::Offset(minutes) | Zone::Named(_, Some(minutes)) => *minutes,
        Zone::Local | Zone::Named(_, None) => 0,
    };
    Some(local - i64::from(offset))
}

/// Whether the hours of events can be compared: all with an offset, or all in one country without one.
fn comparable(document: &Document, events: &[EventIx]) -> bool {
    use crate::model::Zone;
    let has_offset = |ix: &EventIx| {
        let clock = document.event(*ix).date.clock();
        clock.is_some_and(|c| matches!(c.zone, Zone::Offset(_) | Zone::Named(_, Some(_))))
    };
    let with_offset = events.iter().filter(|ix| has_offset(ix)).count();
    let one_lane = events.windows(2).all(|w| document.event(w[0]).lane == document.event(w[1]).lane);
    with_offset == events.len() || (with_offset == 0 && one_lane)
}

/// Two members ordered by a link of kind before or after; more than two need a chain that names them all.
fn by_links(document: &Document, events: &[EventIx]) -> Option<(Vec<EventIx>, String, String)> {
    let mut pairs = Vec::new();
    let mut said: Option<(String, String)> = None;
    for ix in events {
        for link in &document.event(*ix).links {
            let Some(to) = document.find(&link.to).filter(|to| events.contains(to)) else { continue };
            let kind = link.kind.to_lowercase();
            let pair = match kind.split_whitespace().last() {
                Some("before") => (*ix, to),
                Some("after") => (to, *ix),
                _ => continue,
            };
            let telling = kind != "before" && kind != "after";
            if said.as_ref().is_none_or(|(k, _)| telling && (k == "before" || k == "after")) {
                said = Some((kind, link.by.clone()));
            }
            pairs.push(pair);
        }
    }
    let (kind, by) = said?;
    let mut left: Vec<EventIx> = events.to_vec();
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let first: Vec<EventIx> = left
            .iter()
            .filter(|ix| !pairs.iter().any(|(a, b)| b == *ix && left.contains(a)))
            .copied()
            .collect();
        // One and only one can come next, or the order is not known.
        let [next] = first[..] else { return None };
        ordered.push(next);
        left.retain(|ix| *ix != next);
    }
    let by = document.source(&by).map_or(by.clone(), |source| source.publisher.clone().unwrap_or(by));
    Some((ordered, kind, by))
}
