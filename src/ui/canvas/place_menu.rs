//! The menus of the timeline by the secondary button of the mouse: of an event, a coincidence, a count of hidden events,
//! of empty time in a lane and of the ruler. All of it is in the menus and in the list of commands too.

use egui::{Align, Layout, Popup, PopupCloseBehavior, PopupKind, Ui};

use super::held::{MenuOf, OpenMenu};
use super::pointer::{Pointing, day_at};
use crate::layout::Target;
use crate::model::{Day, EventIx, brief, counted};
use crate::scene::Pos2;
use crate::ui::commands::action::Action;
use crate::ui::commands::{Command, EditCommand, Scope, SelectCommand, ViewCommand};
use crate::ui::context_menu::{self, Entries};
use crate::ui::ids::canvas_id;

impl Pointing<'_> {
    /// Opens the menu of what the secondary button has clicked, and shows it while it is open.
    pub(crate) fn show_place_menu(&mut self, under: Option<&Target>, pointer: Option<Pos2>) {
        self.open_place_menu(under, pointer);
        let Some(menu) = self.state.menu.take() else { return };
        let (ui, mut open, mut chosen) = (self.ui, true, false);
        Popup::new(canvas_id().with("menu of a place"), ui.ctx().clone(), menu.at, ui.layer_id())
            .kind(PopupKind::Menu)
            .layout(Layout::top_down_justified(Align::Min))
            .style(egui::containers::menu::menu_style)
            .open_bool(&mut open)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(self.name_of(&menu.of))
            .show(|ui| chosen = self.entries(ui, &menu));
        if open && !chosen {
            self.state.menu = Some(OpenMenu { focus: false, ..menu });
        } else {
            ui.memory_mut(|memory| memory.request_focus(canvas_id()));
        }
    }

    fn open_place_menu(&mut self, under: Option<&Target>, pointer: Option<Pos2>) {
        let Self { input, canvas, responses, .. } = *self;
        if std::mem::take(&mut self.state.menu_wanted)
            && let Some(ix) = input.shown.selection.event
        {
            // Below its mark, where that is in view.
            let mark = canvas.hits.iter().find(|(_, target)| *target == Target::Event(ix));
            let body = self.body();
            let place = mark.map_or(body, |(rect, _)| rect.translate(responses.origin).intersect(body));
            let at = if mark.is_some() { place.left_bottom() } else { place.center() };
            self.state.menu = Some(OpenMenu { of: MenuOf::Event(ix), at, focus: true });
        }
        let on_body = responses.body.secondary_clicked()
            || responses.nodes.iter().any(|node| node.response.secondary_clicked());
        let on_ruler = responses.ruler.secondary_clicked();
        let Some(at) = pointer.filter(|_| (on_body || on_ruler) && !input.shown.presenting) else { return };
        let day = day_at(self.scale().instant(at.x));
        let of = match under {
            Some(Target::Event(ix)) => {
                self.commands.push_back(Command::Select(SelectCommand::Event(*ix)));
                MenuOf::Event(*ix)
            }
            Some(Target::Coincidence(at)) => MenuOf::Coincidence(*at),
            Some(Target::Hidden(pile)) => {
                let mut events = canvas.pile(*pile).to_vec();
                events.sort_by_cached_key(|ix| self.begin(*ix));
                MenuOf::Hidden(events)
            }
            _ if on_ruler => MenuOf::Ruler(day),
            _ => MenuOf::Place(day),
        };
        self.state.hidden_list = None;
        self.state.menu = Some(OpenMenu { of, at, focus: false });
    }

    fn name_of(&self, of: &MenuOf) -> String {
        let document = self.input.shown.document;
        match of {
            MenuOf::Event(ix) => {
                let event = document.events().get(ix.index());
                event.map_or_else(String::new, |event| format!("Event {}", brief(&event.title)))
            }
            MenuOf::Coincidence(_) => "Coincidence".to_owned(),
            MenuOf::Hidden(events) => counted(events.len(), "event"),
            MenuOf::Place(day) | MenuOf::Ruler(day) => day.long(),
        }
    }

    /// The entries; returns whether one was chosen, or what the menu is about is gone.
    fn entries(&mut self, ui: &mut Ui, menu: &OpenMenu) -> bool {
        let shown = &self.input.shown;
        match &menu.of {
            MenuOf::Event(ix) => context_menu::event(ui, shown, *ix, menu.focus, self.commands),
            MenuOf::Coincidence(at) => context_menu::coincidence(ui, shown, *at, self.commands),
            MenuOf::Hidden(events) => self.hidden_entries(ui, menu.at, events),
            MenuOf::Place(day) => self.place_entries(ui, *day, menu.at),
            MenuOf::Ruler(day) => self.ruler_entries(ui, *day),
        }
    }

    fn hidden_entries(&mut self, ui: &mut Ui, at: Pos2, events: &[EventIx]) -> bool {
        let shown = &self.input.shown;
        let (Some(first), Some(last)) = (events.first(), events.last()) else { return true };
        let day = |ix: &EventIx| shown.document.events().get(ix.index()).map(|event| event.date.first_day());
        let (Some(first_day), Some(last_day)) = (day(first), day(last)) else { return true };
        let title = counted(events.len(), "event");
        let text = ui.button("List them").on_hover_text("List these events in order of time");
        if text.clicked() {
            self.state.hidden_list = Some((at, events.to_vec()));
            return true;
        }
        let mut menu = Entries::of(ui, shown, &title, self.commands);
        let days = Command::View(ViewCommand::GoTo(self.input.view.folds().fit(first_day, last_day)));
        menu.put("Zoom to them", "Show these events as large as they fit", !shown.is_overlaid(), days);
        let all = Command::SelectBesides(events.to_vec());
        menu.put("Select them", "Select all of these events", true, all);
        menu.was_chosen()
    }

    /// What can be done with a day in a lane.
    fn place_entries(&mut self, ui: &mut Ui, day: Day, at: Pos2) -> bool {
        let new = self.new_event_at(at);
        let shown = &self.input.shown;
        let may_change = !shown.read_only;
        let title = if shown.is_overlaid() { "Timeline".to_owned() } else { day.long() };
        let mut menu = Entries::of(ui, shown, &title, self.commands);
        let possible = may_change && new.is_some() && !shown.is_overlaid();
        let make = new.unwrap_or(Command::Edit(EditCommand::New(None)));
        menu.put("New event here", "Add an event on this day in this lane", possible, make);
        menu.action(shown, Action::Paste, may_change).line();
        menu.action(shown, Action::GoToDate, !shown.is_overlaid());
        menu.action(shown, Action::Fit, shown.selection.event.is_some());
        menu.action(shown, Action::FitAll, true).line();
        for action in [Action::FoldLanes, Action::Legend] {
            menu.action(shown, action, true);
        }
        menu.action(shown, Action::CopyPicture, true);
        menu.action(shown, Action::LaneMenu, !shown.document.lanes().is_empty());
        menu.was_chosen()
    }

    /// What can be done with a day on the ruler.
    fn ruler_entries(&mut self, ui: &mut Ui, day: Day) -> bool {
        let shown = &self.input.shown;
        let is_calendar = shown.aligned.is_none();
        let mut menu = Entries::of(ui, shown, &day.long(), self.commands);
        let ask = Command::View(ViewCommand::Palette(Scope::Date));
        menu.put("Go to a date…", "Type a date to go to", !shown.is_overlaid(), ask).line();
        for (text, (first, last)) in [
            ("Zoom to this day", (day, day)),
            ("Zoom to this month", month(day)),
            ("Zoom to this year", year(day)),
        ] {
            let go = Command::View(ViewCommand::GoTo(self.input.view.folds().fit(first, last)));
            menu.put(text, "Show just these days", is_calendar, go);
        }
        menu.action(shown, Action::FitAll, true);
        menu.was_chosen()
    }
}

/// The first and the last day of the month of a day.
fn month(day: Day) -> (Day, Day) {
    let (year, month, _) = day.ymd();
    let next = if month == 12 { Day::from_ymd(year + 1, 1, 1) } else { Day::from_ymd(year, month + 1, 1) };
    stretch(Day::from_ymd(year, month, 1), next, day)
}

/// The first and the last day of the year of a day.
fn year(day: Day) -> (Day, Day) {
    let (year, ..) = day.ymd();
    stretch(Day::from_ymd(year, 1, 1), Day::from_ymd(year + 1, 1, 1), day)
}

fn stretch(first: Option<Day>, next: Option<Day>, day: Day) -> (Day, Day) {
    let last = next.map_or(day, |next| Day::from_number(next.number() - 1));
    (first.unwrap_or(day), last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_have_their_ends() {
        let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
        assert_eq!(month(day(2024, 2, 10)), (day(2024, 2, 1), day(2024, 2, 29)));
        assert_eq!(month(day(2023, 12, 31)), (day(2023, 12, 1), day(2023, 12, 31)));
        assert_eq!(year(day(2024, 2, 10)), (day(2024, 1, 1), day(2024, 12, 31)));
    }
}
