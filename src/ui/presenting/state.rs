//! Where one is while a story is told: step, stage, what covers the picture, what points at it. Knows no widget, so that
//! each key is tested without a window.

use std::sync::Arc;

use crate::analysis::Hits;
use crate::layout::story;
use crate::model::{Document, EventId, EventIx, Step};

/// What the room sees in the place of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Nothing but black.
    Black,
    /// Nothing but white.
    White,
}

/// The least, usual and greatest radius of the spotlight, as a part of the picture's height.
const SPOTLIGHT: (f32, f32, f32) = (0.06, 0.18, 0.6);

/// How long a step is shown where it does not say so, in seconds, while the story runs by itself.
pub const USUAL_SECONDS: u32 = 8;

/// How the story runs by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// How long each step is shown, in seconds; as the steps say where it is not told.
    pub seconds: Option<u32>,
    /// Whether it begins anew after the last step.
    pub round: bool,
}

/// A story that is told.
#[derive(Clone, Debug, Default)]
pub struct Presenting {
    /// The step that is shown.
    pub step: usize,
    /// How much of it: stages that came with *Next*.
    pub stage: usize,
    /// What covers the picture.
    pub cover: Option<Cover>,
    /// The picture that the room keeps seeing.
    pub frozen: bool,
    /// Whether the room sees the pointer.
    pub pointer: bool,
    /// The radius of the spotlight, as a part of the picture's height.
    pub spotlight: Option<f32>,
    /// The step chosen among the pictures of all.
    pub overview: Option<usize>,
    /// How many pictures stand side by side.
    pub columns: usize,
    /// The digits typed of a step's number.
    pub typed: String,
    /// Whether the note is open.
    pub note: bool,
    /// How large the note is written, 1 as a rule.
    pub note_scale: f32,
    /// Whether the accounts of the event in focus were asked for, or sent away.
    pub accounts: Option<bool>,
    /// The story runs by itself.
    pub running: Option<Running>,
    /// When it began, in seconds since the window was opened, and with which step.
    pub since: f64,
    /// The step with which it began, or the clock was started anew.
    pub first: usize,
    /// When this step was come to.
    pub step_since: f64,
    /// The events in focus, once they were found.
    pub focus: Option<(u64, Arc<Hits>)>,
    /// Whether the search field is to appear and get the keyboard.
    pub search: bool,
    /// Whether one has looked elsewhere than the step.
    pub wandered: bool,
}

/// What Escape took away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Something that lay over the picture.
    Over,
    /// What one has looked at besides the step: one goes back to it.
    Wandering,
    /// There was nothing left: the presentation ends.
    All,
}

/// What of a step is shown at a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// So many of the events in focus are drawn in full.
    pub focus: usize,
    /// So many accounts are shown.
    pub accounts: usize,
    /// Whether what each account leaves out is shown.
    pub omits: bool,
}

/// How many stages a step has: one for each event in focus that comes in by itself, one for each account, and one for
/// what they leave out.
#[must_use]
pub fn stages(document: &Document, step: &Step) -> usize {
    let (accounts, omits) = accounts_of(document, &step.accounts);
    let focus = if step.one_by_one { story::focus(document, step).len() } else { 0 };
    (focus + accounts + usize::from(omits)).max(1)
}

/// What of a step is shown at a stage, the first being 0.
#[must_use]
pub fn stage(document: &Document, step: &Step, at: usize) -> Stage {
    let (accounts, omits) = accounts_of(document, &step.accounts);
    let all = story::focus(document, step).len();
    let ones = if step.one_by_one { all } else { 0 };
    let focus = if step.one_by_one { (at + 1).min(ones) } else { all };
    let past = (at + 1).saturating_sub(ones);
    Stage { focus, accounts: past.min(accounts), omits: omits && past > accounts }
}

/// How many accounts an event has, and whether any leaves something out.
fn accounts_of(document: &Document, id: &EventId) -> (usize, bool) {
    let event = document.find(id).map(|ix: EventIx| document.event(ix));
    event.map_or((0, false), |event| {
        (event.accounts.len(), event.accounts.iter().any(|account| !account.omits.is_empty()))
    })
}

impl Presenting {
    /// A story that begins now, in seconds.
    #[must_use]
    pub fn begin(step: usize, now: f64) -> Self {
        Self {
            step,
            first: step,
            since: now,
            step_since: now,
            note_scale: 1.0,
            columns: 1,
            ..Self::default()
        }
    }

    /// Where *Next* leads: the step and the stage; `None` at the end of the story.
    #[must_use]
    pub fn after(&self, document: &Document) -> Option<(usize, usize)> {
        let story = document.story();
        let here = story.get(self.step)?;
        if self.stage + 1 < stages(document, here) {
            return Some((self.step, self.stage + 1));
        }
        (self.step + 1 < story.len()).then_some((self.step + 1, 0))
    }

    /// Where *Back* leads: a step before as it ended; `None` at the beginning.
    #[must_use]
    pub fn before(&self, document: &Document) -> Option<(usize, usize)> {
        if self.stage > 0 {
            return Some((self.step, self.stage - 1));
        }
        let step = self.step.checked_sub(1)?;
        let last = document.story().get(step).map_or(1, |step| stages(document, step)) - 1;
        Some((step, last))
    }

    /// Covers the picture, or shows it again.
    pub fn cover(&mut self, cover: Cover) {
        self.cover = if self.cover == Some(cover) { None } else { Some(cover) };
    }

    /// Switches the spotlight on or off; the pointer goes, as one points with one thing.
    pub fn toggle_spotlight(&mut self) {
        self.spotlight = if self.spotlight.is_none() { Some(SPOTLIGHT.1) } else { None };
        self.pointer &= self.spotlight.is_none();
    }

    /// Switches the pointer that the room sees on or off; the spotlight goes.
    pub fn toggle_pointer(&mut self) {
        self.pointer = !self.pointer;
        if self.pointer {
            self.spotlight = None;
        }
    }

    /// Makes the spotlight larger or smaller, in percent.
    pub fn scale_spotlight(&mut self, percent: i32) {
        if let Some(radius) = &mut self.spotlight {
            *radius = (*radius * (1.0 + percent as f32 / 100.0)).clamp(SPOTLIGHT.0, SPOTLIGHT.2);
        }
    }

    /// Takes a digit of a step's number.
    pub fn type_digit(&mut self, digit: u8) {
        if self.typed.len() < 4 && (digit > 0 || !self.typed.is_empty()) {
            self.typed.push(char::from(b'0' + digit.min(9)));
        }
    }

    /// The step whose number was typed, of so many; `None` where none was.
    pub fn take_typed(&mut self, steps: usize) -> Option<usize> {
        let number: usize = std::mem::take(&mut self.typed).parse().ok()?;
        steps.checked_sub(1).map(|last| number.saturating_sub(1).min(last))
    }

    /// Chooses another of the pictures.
    pub fn choose(&mut self, across: i32, down: i32, steps: usize) {
        let Some(at) = self.overview else { return };
        let by = i64::from(across) + i64::from(down) * self.columns.max(1) as i64;
        let last = steps.saturating_sub(1) as i64;
        self.overview = usize::try_from((at as i64 + by).clamp(0, last)).ok();
    }

    /// Takes away the uppermost layer.
    pub fn escape(&mut self) -> Layer {
        if !self.typed.is_empty() {
            self.typed.clear();
        } else if self.cover.take().is_some() {
            // The picture is back.
        } else if self.spotlight.take().is_some() || std::mem::take(&mut self.pointer) {
            // Nothing points any more.
        } else if self.overview.take().is_some() {
            // The pictures are gone.
        } else if self.running.take().is_some() || std::mem::take(&mut self.frozen) {
            // It stands, or has caught up.
        } else if self.wandered {
            return Layer::Wandering;
        } else {
            return Layer::All;
        }
        Layer::Over
    }

    /// How long this step is shown while the story runs by itself, in seconds.
    #[must_use]
    pub fn shown_for(&self, step: &Step) -> Option<f64> {
        let running = self.running?;
        Some(f64::from(running.seconds.or(step.seconds).unwrap_or(USUAL_SECONDS)))
    }

    /// How many seconds one is ahead of what the steps say (behind where negative); `None` where they do not say.
    #[must_use]
    pub fn ahead(&self, document: &Document, now: f64) -> Option<f64> {
        let story = document.story();
        if story.iter().all(|step| step.seconds.is_none()) {
            return None;
        }
        let seconds = |step: &Step| f64::from(step.seconds.unwrap_or_default());
        let before: f64 = story.iter().take(self.step).skip(self.first).map(seconds).sum();
        let here = story.get(self.step).map_or(0.0, seconds);
        let gone = now - self.since;
        // Within the step one is neither ahead nor behind.
        Some(if gone < before { before - gone } else { (before + here - gone).min(0.0) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, Event, EventDate, Parts};

    fn document() -> Document {
        let account = |by: &str, omits: &[&str]| Account {
            by: by.into(),
            says: "so".into(),
            omits: omits.iter().map(|text| (*text).to_owned()).collect(),
            ..Account::default()
        };
        let date = || EventDate::parse("2024-10-14").unwrap();
        let mut talks = Event::new(EventId::new("talks"), date(), "Talks", "IR");
        talks.accounts = vec![account("IR", &["COP29"]), account("AZ", &[])];
        let meeting = Event::new(EventId::new("meeting"), date(), "Meeting", "IL");
        let ids = || vec![EventId::new("talks"), EventId::new("meeting")];
        let story = vec![
            Step { title: "All".into(), focus: ids(), seconds: Some(20), ..Step::default() },
            Step { title: "One by one".into(), focus: ids(), one_by_one: true, ..Step::default() },
            Step { title: "Who says what".into(), accounts: EventId::new("talks"), ..Step::default() },
        ];
        Document::new(Parts { events: vec![talks, meeting], story, ..Parts::default() })
    }

    #[test]
    fn next_and_back_walk_the_same_way() {
        let document = document();
        let mut told = Presenting::begin(0, 0.0);
        let mut way = vec![(0, 0)];
        while let Some(next) = told.after(&document) {
            (told.step, told.stage) = next;
            way.push(next);
        }
        assert_eq!(way, [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]);
        let mut back = vec![(told.step, told.stage)];
        while let Some(before) = told.before(&document) {
            (told.step, told.stage) = before;
            back.push(before);
        }
        back.reverse();
        assert_eq!(back, way);
    }

    #[test]
    fn a_step_shows_more_with_each_stage() {
        let document = document();
        let of = |step: usize, at| stage(&document, &document.story()[step], at);
        assert_eq!(of(0, 0), Stage { focus: 2, accounts: 0, omits: false });
        assert_eq!((of(1, 0).focus, of(1, 1).focus), (1, 2));
        assert_eq!(of(2, 0), Stage { focus: 0, accounts: 1, omits: false });
        assert_eq!(of(2, 2), Stage { focus: 0, accounts: 2, omits: true });
    }

    #[test]
    fn what_is_not_there_or_comes_twice_makes_no_stage() {
        let ids = ["talks", "nobody", "talks", "meeting"].map(EventId::new).to_vec();
        let step = Step { title: "Odd".into(), focus: ids, one_by_one: true, ..Step::default() };
        assert_eq!(stages(&document(), &step), 2);
        assert_eq!(stage(&document(), &step, 5).focus, 2);
    }

    #[test]
    fn escape_takes_one_layer_at_a_time() {
        let mut told = Presenting::begin(0, 0.0);
        told.overview = Some(1);
        told.toggle_spotlight();
        told.cover(Cover::Black);
        told.wandered = true;
        assert_eq!(told.escape(), Layer::Over);
        assert_eq!((told.cover, told.spotlight.is_some()), (None, true));
        assert_eq!(told.escape(), Layer::Over);
        assert_eq!((told.spotlight, told.overview), (None, Some(1)));
        assert_eq!(told.escape(), Layer::Over);
        assert_eq!(told.overview, None);
        assert_eq!(told.escape(), Layer::Wandering);
        told.wandered = false;
        assert_eq!(told.escape(), Layer::All);
    }

    #[test]
    fn covers_digits_and_light() {
        let mut told = Presenting::begin(0, 0.0);
        told.cover(Cover::Black);
        told.cover(Cover::White);
        assert_eq!(told.cover, Some(Cover::White));
        told.cover(Cover::White);
        assert_eq!(told.cover, None);
        [0, 1, 2].into_iter().for_each(|digit| told.type_digit(digit));
        assert_eq!(told.take_typed(6), Some(5), "12 of 6 is the last");
        assert_eq!(told.take_typed(6), None);
        told.toggle_pointer();
        told.toggle_spotlight();
        assert!(!told.pointer && told.spotlight.is_some());
        for _ in 0..100 {
            told.scale_spotlight(20);
        }
        assert_eq!(told.spotlight, Some(SPOTLIGHT.2));
        told.overview = Some(0);
        told.columns = 2;
        told.choose(0, 1, 3);
        told.choose(1, 0, 3);
        told.choose(1, 0, 3);
        assert_eq!(told.overview, Some(2));
    }

    #[test]
    fn the_pace_is_told_against_the_seconds() {
        let document = document();
        let mut told = Presenting::begin(0, 100.0);
        assert_eq!(told.ahead(&document, 110.0), Some(0.0));
        assert_eq!(told.ahead(&document, 125.0), Some(-5.0));
        told.step = 1;
        assert_eq!(told.ahead(&document, 110.0), Some(10.0));
        let running = |seconds| Some(Running { seconds, round: false });
        told.running = running(None);
        assert_eq!(told.shown_for(&document.story()[0]), Some(20.0));
        assert_eq!(told.shown_for(&document.story()[1]), Some(8.0));
        told.running = running(Some(3));
        assert_eq!(told.shown_for(&document.story()[0]), Some(3.0));
    }
}
