//! What hands do at the ruler and the rows below it: whose clocks it shows, what a day is called in other calendars.

mod calendar_tip;
pub(super) mod clock_menu;
