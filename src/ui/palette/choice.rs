//! What menus and panels have besides actions, for the list of commands: themes, calendars, what lanes go by, the size
//! of the interface, what counts as the same day, and what is on or off. Each can be found by name, as actions can.

use super::super::PanelContext;
use super::super::menu::Bar;
use crate::analysis::{DayZone, LanesBy};
use crate::model::calendar::{Calendar, Script};
use crate::ui::commands::{Command, InterfaceSize, ListCommand, PreferCommand, ThemeChoice, ViewCommand};

/// One of the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// The colours of the window.
    Theme(ThemeChoice),
    /// A calendar below the ruler, or no longer.
    Calendar(Calendar),
    /// Months in their own script, or in English again.
    OwnScript,
    /// The weekends of each lane shaded, or no longer.
    Weekends,
    /// What lanes go by.
    LanesBy(LanesBy),
    /// The size of the whole interface.
    Size(InterfaceSize),
    /// Days as they are written, whatever the zone.
    DayAsWritten,
    /// Days in UTC.
    DayInUtc,
    /// Coincidences that dates merely allow, or certain ones alone.
    Possible,
    /// Long spans count on each of their days, or with their ends.
    EveryDay,
    /// The bare wheel zooms, or scrolls.
    WheelZooms,
    /// Moves of the view take no time, or take some.
    ReducedMotion,
}

impl Choice {
    /// All of them in the order of the menu.
    pub fn all() -> impl Iterator<Item = Self> {
        let calendars = Calendar::ALL.into_iter().map(Self::Calendar);
        let switches = [Self::OwnScript, Self::Weekends, Self::WheelZooms, Self::ReducedMotion];
        let themes = ThemeChoice::ALL.into_iter().map(Self::Theme);
        let lanes = LanesBy::ALL.into_iter().map(Self::LanesBy);
        let sizes = InterfaceSize::STEPS.into_iter().map(Self::Size);
        let same_day = [Self::DayAsWritten, Self::DayInUtc, Self::Possible, Self::EveryDay];
        themes.chain(calendars).chain(switches).chain(lanes).chain(same_day).chain(sizes)
    }

    /// What it is called, and what kind of choice it is.
    pub fn words(self) -> (String, &'static str) {
        match self {
            Self::Theme(choice) => (format!("Theme: {}", choice.text()), "View"),
            Self::Calendar(calendar) => (format!("Calendar: {}", calendar.name()), "View, toggle"),
            Self::OwnScript => ("Month names in their own script".to_owned(), "View, toggle"),
            Self::Weekends => ("Shade weekends".to_owned(), "View, toggle"),
            Self::LanesBy(by) => (format!("Group lanes by {}", by.word()), "View"),
            Self::Size(size) => (format!("Interface size: {} %", size.0), "View"),
            Self::DayAsWritten => ("Time zone: local dates".to_owned(), "Coincidences"),
            Self::DayInUtc => ("Time zone: UTC".to_owned(), "Coincidences"),
            Self::Possible => ("Include possible coincidences".to_owned(), "Coincidences, toggle"),
            Self::EveryDay => ("Count every day of long events".to_owned(), "Coincidences, toggle"),
            Self::WheelZooms => ("Zoom with mouse wheel".to_owned(), "View, toggle"),
            Self::ReducedMotion => ("Reduce motion".to_owned(), "View, toggle"),
        }
    }

    /// Whether it is so already.
    pub fn is_on(self, shown: &PanelContext<'_>, bar: &Bar<'_>) -> bool {
        match self {
            Self::Theme(choice) => bar.theme_choice == choice,
            Self::Calendar(calendar) => shown.calendars.shows(calendar),
            Self::OwnScript => shown.calendars.script == Script::Own,
            Self::Weekends => shown.calendars.weekends,
            Self::LanesBy(by) => shown.list.rule.lanes_by == by,
            Self::Size(size) => bar.interface_size == size,
            Self::DayAsWritten => shown.list.asked.rule.zone == DayZone::AsWritten,
            Self::DayInUtc => shown.list.asked.rule.zone == DayZone::Utc,
            Self::Possible => shown.list.asked.rule.possible,
            Self::EveryDay => shown.list.asked.rule.during,
            Self::WheelZooms => bar.wheel_zooms,
            Self::ReducedMotion => bar.reduced_motion,
        }
    }

    /// What choosing it asks for: what is on or off becomes the other.
    pub fn command(self, shown: &PanelContext<'_>, bar: &Bar<'_>) -> Command {
        let on = !self.is_on(shown, bar);
        let mut calendars = shown.calendars;
        let mut asked = shown.list.asked.clone();
        Command::View(match self {
            Self::DayAsWritten | Self::DayInUtc | Self::Possible | Self::EveryDay => {
                match self {
                    Self::DayAsWritten => asked.rule.zone = DayZone::AsWritten,
                    Self::DayInUtc => asked.rule.zone = DayZone::Utc,
                    Self::Possible => asked.rule.possible = on,
                    _ => asked.rule.during = on,
                }
                return Command::List(ListCommand::By(asked));
            }
            Self::Size(size) => return Command::Prefer(PreferCommand::Size(size)),
            Self::Theme(choice) => ViewCommand::Theme(choice),
            Self::LanesBy(by) => ViewCommand::LanesBy(by),
            Self::Calendar(calendar) => ViewCommand::Calendars(calendars.with(calendar, on)),
            Self::OwnScript => {
                calendars.script = if on { Script::Own } else { Script::English };
                ViewCommand::Calendars(calendars)
            }
            Self::Weekends => {
                calendars.weekends = on;
                ViewCommand::Calendars(calendars)
            }
            Self::WheelZooms => ViewCommand::WheelZooms(on),
            Self::ReducedMotion => ViewCommand::ReduceMotion(on),
        })
    }
}
