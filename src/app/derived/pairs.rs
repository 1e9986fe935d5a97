//! The pairs of lanes, counted in the background: which range is wanted, what is under way, what was found. What
//! was found stays until something newer is, so that the panel does not flicker while one pans.

use std::sync::Arc;

use egui::Context;

use crate::analysis::pairs::{self, LagCount, Options};
use crate::analysis::{DayRange, EventDays, Grouping, Pairs, PairsError, Rule, event_days};
use crate::app::App;
use crate::app::jobs::Jobs;
use crate::app::session::Session;
use crate::model::Version;
use crate::model::{Day, LaneId, Progress};
use crate::ui::commands::PairsCommand;
use crate::ui::pairs::{CountedPairs, PairsInput, Progress as Counting};
use crate::ui::state::view::View;

/// How long a view must rest before its days are counted, in seconds.
const REST_SECONDS: f64 = 0.3;
/// How often a progress is shown, in seconds.
const PROGRESS_SECONDS: f32 = 0.1;

/// What came back from the background.
pub enum PairsDone {
    /// All pairs, of the job with this number; and the event days of the whole document.
    Matrix(u64, (Basis, Arc<EventDays>), EventDays, Result<Pairs, PairsError>),
    /// The lags of a pair, of the job with this number.
    Lags(u64, Vec<LagCount>),
}

/// What days are counted of: which document, and which rule, because the list of coincidences goes by it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    version: Version,
    rule: u64,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wanted {
    basis: Basis,
    /// The days in view; `None` for all.
    range: Option<DayRange>,
}

/// A count that is under way.
struct Job {
    number: u64,
    progress: Arc<Progress>,
}

/// The state of the pairs.
#[derive(Default)]
pub struct PairsWork {
    over_view: bool,
    chosen: Option<(LaneId, LaneId)>,
    /// The rule that the days go by, and how many there were before it.
    rule: (Rule, u64),
    /// The event days of the whole document.
    all: Option<(Basis, Arc<EventDays>)>,
    /// What was counted last, or is being counted.
    wanted: Option<Wanted>,
    /// What is wanted as soon as the view rests, and since when.
    resting: Option<(Wanted, f64)>,
    job: Option<Job>,
    found: Option<CountedPairs>,
    lags: Option<Vec<LagCount>>,
    lags_number: u64,
    number: u64,
    stopped: bool,
    failed: Option<String>,
}

impl Drop for Job {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl PairsWork {
    /// Begins to count where the document or the range is another than before; called while the panel is open.
    pub fn update(&mut self, ctx: &Context, session: &mut Session, view: &View, jobs: &Jobs) {
        if self.rule.0 != session.listing().rule {
            self.rule = (session.listing().rule.clone(), self.rule.1 + 1);
        }
        let basis = Basis { version: session.version(), rule: self.rule.1 };
        if self.wanted.is_some_and(|wanted| wanted.basis.version.opening != basis.version.opening) {
            self.chosen = None;
        }
        if self.job.is_some() {
            ctx.request_repaint_after_secs(PROGRESS_SECONDS);
        }
        let wanted = Wanted { basis, range: self.over_view.then(|| days_in_view(view)) };
        if self.wanted == Some(wanted) {
            self.resting = None;
            return;
        }
        let now = ctx.input(|i| i.time);
        let panned = self.wanted.is_some_and(|before| before.range.is_some() && wanted.range.is_some());
        let since = match self.resting {
            Some((same, since)) if same == wanted => since,
            _ => now,
        };
        self.resting = Some((wanted, since));
        if panned && now - since < REST_SECONDS {
            ctx.request_repaint_after_secs((REST_SECONDS - (now - since)) as f32 + 0.01);
            return;
        }
        self.begin(ctx, session, jobs, wanted);
    }

    fn begin(&mut self, ctx: &Context, session: &mut Session, jobs: &Jobs, wanted: Wanted) {
        let known = self.all.as_ref().filter(|(of, _)| *of == wanted.basis).map(|(_, all)| Arc::clone(all));
        let (copy, rule) = (session.snapshot(), self.rule.0.clone());
        (self.wanted, self.resting, self.stopped, self.failed) = (Some(wanted), None, false, None);
        self.number += 1;
        let number = self.number;
        let progress = Arc::new(Progress::default());
        self.job = Some(Job { number, progress: Arc::clone(&progress) });
        let count = move || {
            let all = known.unwrap_or_else(|| Arc::new(event_days(&copy, &rule, None, None)));
            let days = match wanted.range {
                Some(range) => all.within(range.first, range.last),
                None => EventDays::clone(&all),
            };
            let mut step = |so_far: usize, of: usize| {
                let (done, whole) = progress.steps();
                progress.expect((of as u64).saturating_sub(whole));
                progress.advance((so_far as u64).saturating_sub(done));
                !progress.is_cancelled()
            };
            let found = pairs::pairs(&days, Options::default(), &mut step);
            PairsDone::Matrix(number, (wanted.basis, all), days, found)
        };
        jobs.spawn(ctx, count, App::take_pairs);
    }

    /// Whether they are being counted.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// Takes what came back, unless something else is wanted by now.
    pub fn take(&mut self, ctx: &Context, jobs: &Jobs, lanes: &Grouping, done: PairsDone) {
        match done {
            PairsDone::Lags(number, lags) if number == self.lags_number => self.lags = Some(lags),
            PairsDone::Matrix(number, all, days, found)
                if self.job.as_ref().is_some_and(|job| job.number == number) =>
            {
                self.job = None;
                self.all = Some(all);
                match found {
                    Ok(pairs) => {
                        let first = pairs.most_surprising().map(|pair| (pair.a.clone(), pair.b.clone()));
                        self.chosen = self.chosen.take().or(first);
                        self.found = Some(CountedPairs::new(days, pairs, lanes));
                        self.look_closer(ctx, jobs);
                    }
                    Err(PairsError::Stopped) => self.stopped = true,
                    Err(error) => (self.failed, self.found) = (Some(error.to_string()), None),
                }
            }
            // Something newer is under way or there.
            PairsDone::Lags(..) | PairsDone::Matrix(..) => {}
        }
    }

    /// Counts the lags of the chosen pair.
    fn look_closer(&mut self, ctx: &Context, jobs: &Jobs) {
        self.lags_number += 1;
        let number = self.lags_number;
        let (Some((a, b)), Some(found)) = (&self.chosen, &self.found) else { return };
        let same = found.days.one_event_days(a, b).len() as u32;
        let (a, b, days) = (found.days.of(a).to_vec(), found.days.of(b).to_vec(), found.days.days);
        let count =
            move || PairsDone::Lags(number, pairs::lag_counts(&a, &b, days, same, Options::default()));
        jobs.spawn(ctx, count, App::take_pairs);
    }

    /// Does what the panel asks for.
    pub fn obey(&mut self, ctx: &Context, jobs: &Jobs, command: PairsCommand) {
        match command {
            PairsCommand::OverView(over_view) => self.over_view = over_view,
            PairsCommand::Choose(a, b) => {
                let pair = if a <= b { (a, b) } else { (b, a) };
                if self.chosen.as_ref() != Some(&pair) {
                    (self.chosen, self.lags) = (Some(pair), None);
                    self.look_closer(ctx, jobs);
                }
            }
            PairsCommand::Stop => (self.job, self.stopped) = (None, true),
            PairsCommand::Again => self.wanted = None,
        }
    }

    /// What the panel shows.
    pub fn input(&self) -> PairsInput<'_> {
        let progress = match (&self.job, &self.failed) {
            (Some(job), _) => Counting::Counting(job.progress.share()),
            (None, Some(reason)) => Counting::Failed(reason),
            (None, None) if self.stopped => Counting::Stopped,
            (None, None) => Counting::Done,
        };
        PairsInput {
            over_view: self.over_view,
            found: self.found.as_ref(),
            chosen: self.chosen.as_ref(),
            lags: self.lags.as_deref(),
            progress,
        }
    }
}

impl App {
    /// Does what the panel of pairs asks for. The pair that is chosen is the one that is listed; chosen once more,
    /// all are.
    pub(crate) fn pair(&mut self, ctx: &Context, command: PairsCommand) {
        if let PairsCommand::Choose(a, b) = &command {
            let pair = Some(if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) });
            let listed = &mut self.view.listing.pair;
            *listed = if *listed == pair { None } else { pair };
        }
        self.derived.pairs.obey(ctx, &self.jobs, command);
    }

    fn take_pairs(&mut self, ctx: &Context, done: PairsDone) {
        self.derived.pairs.take(ctx, &self.jobs, self.session.lanes(), done);
    }
}

/// The days of which a part is in view.
fn days_in_view(view: &View) -> DayRange {
    let viewport = view.seen_days();
    #[allow(clippy::cast_possible_truncation)] // `as` saturates, and `from_number` holds it in range
    let day = |instant: f64| Day::from_number(instant as i32);
    let first = day(viewport.from.floor());
    DayRange { first, last: day(viewport.to().ceil() - 1.0).max(first) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Viewport;

    #[test]
    fn what_was_stopped_is_not_shown_until_it_is_counted_again() {
        let (ctx, jobs, mut work) = (Context::default(), Jobs::default(), PairsWork::default());
        let (mut session, view) = (Session::sample(), View::default());
        let begun = |work: &mut PairsWork, session: &mut Session| {
            work.update(&ctx, session, &view, &jobs);
            let number = work.job.as_ref().unwrap().number;
            let days = event_days(session.document(), &work.rule.0, None, None);
            let found = pairs::pairs(&days, Options::default(), &mut |_, _| true);
            let all = (work.wanted.unwrap().basis, Arc::new(days.clone()));
            PairsDone::Matrix(number, all, days, found)
        };
        let late = begun(&mut work, &mut session);
        let progress = Arc::clone(&work.job.as_ref().unwrap().progress);
        work.obey(&ctx, &Jobs::default(), PairsCommand::Stop);
        assert!(progress.is_cancelled(), "the thread is told");
        work.take(&ctx, &Jobs::default(), session.lanes(), late);
        assert!(work.input().found.is_none());
        assert_eq!(work.input().progress, Counting::Stopped);
        work.update(&ctx, &mut session, &view, &Jobs::default());
        assert_eq!(work.input().progress, Counting::Stopped, "it does not begin by itself");

        work.obey(&ctx, &Jobs::default(), PairsCommand::Again);
        let done = begun(&mut work, &mut session);
        work.take(&ctx, &Jobs::default(), session.lanes(), done);
        assert_eq!(work.input().progress, Counting::Done);
        assert!(work.input().found.is_some() && work.input().chosen.is_some());
    }

    #[test]
    fn days_in_view_are_those_of_which_a_part_is_seen() {
        let mut view = View::default();
        for (from, days, first, last) in [(10.0, 5.0, 10, 14), (10.5, 5.0, 10, 15), (-3.2, 0.1, -4, -4)] {
            view.reset(Viewport { from, days, scroll: 0.0 });
            let range = days_in_view(&view);
            assert_eq!((range.first.number(), range.last.number()), (first, last), "{from} {days}");
        }
    }
}
