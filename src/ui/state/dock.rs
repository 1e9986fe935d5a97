//! Which panel the dock shows: one at a time, each a tab. Where the window is narrow the dock lies over the timeline, and
//! then nothing but the user opens it.

use crate::ui::commands::Panel;

/// Below this width of the window, in points, the dock lies over the timeline.
pub const NARROW_PT: f32 = 900.0;
/// The least width of the timeline beside the dock, in points.
pub const MIN_CANVAS_PT: f32 = 360.0;
/// The usual width of the dock, in points.
pub const USUAL_PT: f32 = 404.0;
/// The least and the greatest width of the dock, in points.
pub const WIDTHS_PT: (f32, f32) = (300.0, 900.0);
/// What an open dock leaves of the timeline at its side where it lies over it, in points.
const BESIDE_PT: f32 = 48.0;

/// Which panel is shown, and whether it lies over the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dock {
    shown: Option<Panel>,
    /// The one that was shown last, to be shown again.
    last: Panel,
    is_narrow: bool,
    /// The one that is shown again as soon as the window is wide enough.
    waits: Option<Panel>,
}

impl Default for Dock {
    fn default() -> Self {
        Self { shown: Some(Panel::Inspector), last: Panel::Inspector, is_narrow: false, waits: None }
    }
}

impl Dock {
    /// Whether a panel is shown.
    #[must_use]
    pub fn shows(&self, panel: Panel) -> bool {
        self.shown == Some(panel)
    }

    /// The panel that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<Panel> {
        self.shown
    }

    /// The panel that is shown, or was last.
    #[must_use]
    pub fn last(&self) -> Panel {
        self.last
    }

    /// Whether it lies over the timeline.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_narrow
    }

    /// Shows a panel that the user asks for.
    pub fn open(&mut self, panel: Panel) {
        (self.shown, self.last, self.waits) = (Some(panel), panel, None);
    }

    /// Shows a panel in the place of another, but not over the timeline: the user has not asked for it.
    pub fn bring_up(&mut self, panel: Panel) {
        match self.is_narrow {
            true => self.waits = Some(panel),
            false => self.open(panel),
        }
    }

    /// Shows a panel where none is shown, but not over the timeline.
    pub fn offer(&mut self, panel: Panel) {
        if self.shown.is_none() && self.waits.is_none() {
            self.bring_up(panel);
        }
    }

    /// Shows nothing.
    pub fn close(&mut self) {
        (self.shown, self.waits) = (None, None);
    }

    /// Shows a panel, or nothing where it is shown already.
    pub fn toggle(&mut self, panel: Panel) {
        if self.shows(panel) { self.close() } else { self.open(panel) }
    }

    /// The window is so many points wide: what was open beside the timeline does not cover it.
    pub fn fit(&mut self, window: f32) {
        let is_narrow = window < NARROW_PT;
        if is_narrow == self.is_narrow {
            return;
        }
        self.is_narrow = is_narrow;
        match is_narrow {
            true => self.waits = self.shown.take(),
            false => self.shown = self.shown.or(self.waits.take()),
        }
    }

    /// How wide it is in a window of so many points, where it was made so wide.
    #[must_use]
    pub fn width(&self, kept: Option<u16>, window: f32) -> f32 {
        let wanted = kept.map_or(USUAL_PT, f32::from).clamp(WIDTHS_PT.0, WIDTHS_PT.1);
        match self.is_narrow {
            false => wanted.min(window - MIN_CANVAS_PT),
            // A strip of the timeline beside it helps only where the panel can be read all the same.
            true if window - BESIDE_PT >= USUAL_PT => wanted.min(window - BESIDE_PT),
            true => window,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_window_is_covered_only_when_asked() {
        let mut dock = Dock::default();
        assert!(dock.shows(Panel::Inspector));
        dock.fit(640.0);
        assert_eq!((dock.shown(), dock.is_over()), (None, true));
        dock.bring_up(Panel::Problems);
        dock.offer(Panel::Inspector);
        assert_eq!(dock.shown(), None);
        dock.fit(1200.0);
        assert!(dock.shows(Panel::Problems), "what waited is shown beside the timeline");
        dock.fit(640.0);
        dock.open(Panel::Story);
        dock.fit(1200.0);
        assert!(dock.shows(Panel::Story), "what was asked for stays");
        dock.toggle(Panel::Story);
        assert_eq!((dock.shown(), dock.last()), (None, Panel::Story));
        dock.fit(640.0);
        dock.fit(1200.0);
        assert_eq!(dock.shown(), None, "what was closed stays closed");
    }

    #[test]
    fn the_width_leaves_a_timeline() {
        let (wide, mut narrow) = (Dock::default(), Dock::default());
        narrow.fit(640.0);
        for window in [900.0, 1280.0, 2560.0] {
            for kept in [None, Some(1), Some(500), Some(u16::MAX)] {
                let width = wide.width(kept, window);
                assert!(
                    width >= WIDTHS_PT.0 && window - width >= MIN_CANVAS_PT,
                    "{window} {kept:?}: {width}"
                );
            }
        }
        for window in [200.0, 427.0, 640.0, 899.0] {
            for kept in [None, Some(1), Some(u16::MAX)] {
                assert!(narrow.width(kept, window) <= window);
            }
        }
        assert!(narrow.width(None, 427.0) >= 404.0, "all of a narrow window");
    }
}
