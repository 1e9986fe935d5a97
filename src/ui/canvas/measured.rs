//! The measured range and what was counted in it: at once where it is little, else on another thread.

use super::input::CanvasInput;
use crate::analysis::{Coincidences, DayRange, Index, LanesBy, Measure, measure};
use crate::model::{Day, Version};

/// The range and what was counted in it.
#[derive(Default)]
pub struct MeasureState {
    /// Where it began and where its moving end is.
    ends: Option<(Day, Day)>,
    /// Whether it is being drawn by the mouse.
    held: bool,
    counted: Option<Measured>,
    /// What is to be counted on another thread.
    wanted: Option<Wanted>,
}

/// What is in a range.
#[derive(Debug)]
pub struct Measured {
    key: Key,
    measure: Measure,
}

/// A range with more in it than is counted in a frame.
#[derive(Debug)]
pub struct Wanted(Key);

impl Wanted {
    /// Counts what is in it. Index and coincidences are those that are shown.
    #[must_use]
    pub fn count(self, index: &Index, coincidences: &Coincidences) -> Measured {
        let Self(key) = self;
        let measure = measure(index, coincidences, &key.lanes, key.range);
        Measured { key, measure }
    }
}

/// So many in a range are counted in a frame, whatever else there is.
const MAX_COUNTED_AT_ONCE_EVENTS: usize = 2000;

/// Of no more events than this all is counted at once.
const BACKGROUND_ABOVE_EVENTS: usize = 20_000;

/// What the counts depend on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    document: Version,
    /// Where the list of coincidences lies and how long it is: it is made anew when a rule changes.
    coincidences: (usize, usize),
    lanes_by: LanesBy,
    lanes: Vec<u32>,
    range: DayRange,
}

impl MeasureState {
    /// The range, if there is one.
    #[must_use]
    pub fn range(&self) -> Option<DayRange> {
        self.ends.map(|(begin, end)| DayRange::between(begin, end))
    }

    /// Whether the mouse is drawing the range.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// Begins a range with a day, drawn by the mouse.
    pub(super) fn begin(&mut self, day: Day) {
        (self.ends, self.held) = (Some((day, day)), true);
    }

    /// Moves the end that the mouse draws.
    pub(super) fn draw_to(&mut self, day: Day) {
        self.ends = self.ends.map(|(begin, _)| (begin, day));
    }

    /// The mouse lets go.
    pub(super) fn release(&mut self) {
        self.held = false;
    }

    /// Takes the range away; returns whether there was one.
    pub fn clear(&mut self) -> bool {
        std::mem::take(self).ends.is_some()
    }

    /// Moves the end by some days; where there is no range, one begins with the day `begin`. Returns the end.
    pub fn extend(&mut self, begin: Day, days: i32) -> Day {
        let (begin, end) = match self.ends {
            Some((begin, end)) => (begin, end.plus(days)),
            None => (begin, begin.plus(days)),
        };
        self.ends = Some((begin, end));
        end
    }

    /// What is to be counted on another thread.
    pub fn take_wanted(&mut self) -> Option<Wanted> {
        self.wanted.take()
    }

    /// Takes what was counted.
    pub fn take(&mut self, measured: Measured) {
        self.counted = Some(measured);
    }

    /// The range and what is in it, counted unless that is known; nothing while another thread counts.
    pub(super) fn count(&mut self, input: &CanvasInput<'_>) -> Option<(DayRange, Option<&Measure>)> {
        let range = self.range()?;
        let shown = &input.shown;
        let key = Key {
            document: Version { opening: input.generation, revision: shown.document.revision() },
            coincidences: (shown.list.coincidences.briefs().as_ptr() as usize, shown.list.coincidences.len()),
            lanes_by: shown.lanes.by(),
            lanes: input.lanes.shown.clone(),
            range,
        };
        if self.counted.as_ref().is_none_or(|counted| counted.key != key) {
            let (from, to) = range.instants();
            let few = shown.document.events().len() <= BACKGROUND_ABOVE_EVENTS
                || input.index.count_between(from, to) <= MAX_COUNTED_AT_ONCE_EVENTS;
            if !few {
                self.wanted = Some(Wanted(key));
                return Some((range, None));
            }
            self.wanted = None;
            self.counted = Some(Wanted(key).count(input.index, shown.list.coincidences));
        }
        Some((range, self.counted.as_ref().map(|counted| &counted.measure)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_moves_past_the_beginning() {
        let mut state = MeasureState::default();
        let day = Day::from_number;
        assert_eq!(state.range(), None);
        assert_eq!(state.extend(day(100), 2), day(102));
        assert_eq!(state.range(), Some(DayRange { first: day(100), last: day(102) }));
        assert_eq!(state.extend(day(5), -4), day(98), "a range that is there goes on");
        assert_eq!(state.range(), Some(DayRange { first: day(98), last: day(100) }));
        assert!(state.clear());
        assert!(!state.clear());
    }
}
