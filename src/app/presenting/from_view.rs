//! Makes a step of what is looked at: the days, the lanes, the search, what is selected, the coincidence. And a first story
//! of the coincidences that stand out most.

use crate::app::App;
use crate::edit::story::add_steps;
use crate::layout::Viewport;
use crate::model::{Day, EventDate, EventId, EventIx, Step};
use crate::ui::presenting::state::Presenting;
use crate::ui::words::day_text;

/// So many steps a suggested story has at most.
const MOST_SUGGESTED: usize = 6;

impl App {
    /// What is looked at, as a step.
    pub(crate) fn step_from_view(&self) -> Step {
        let document = self.session.document();
        let view = self.present_view(String::new());
        let here = self.view.seen();
        let (from, to) = if view.counts_days() { (view.from, view.to) } else { whole_days(&here) };
        let selected = self.view.selection.all();
        let id = |ix: &EventIx| document.events().get(ix.index()).map(|event| event.id.clone());
        let focus: Vec<EventId> = selected.iter().filter_map(id).collect();
        let coincidence =
            self.view.selection.coincidence.and_then(|at| self.session.coincidences().brief(at));
        let coincidence = coincidence.map(|brief| brief.day).filter(|day| {
            let at = f64::from(day.number());
            at + 1.0 > here.from && at < here.to()
        });
        // Lanes that were folded away for the step that is told are not the user's choice.
        let folded =
            self.told_step().is_some_and(|step| step.lanes.is_empty() && step.lanes_by == view.lanes_by);
        let title = self.title_of_view(&selected, coincidence, (&from, &to));
        Step {
            title,
            from,
            to,
            focus,
            lanes: if folded { Vec::new() } else { view.lanes },
            query: view.query,
            lanes_by: view.lanes_by,
            align: view.align,
            coincidence: coincidence.map(|day| day.to_string()).unwrap_or_default(),
            ..Step::default()
        }
    }

    /// What a new step is called until somebody gives it a title.
    fn title_of_view(
        &self,
        selected: &[EventIx],
        coincidence: Option<Day>,
        (from, to): (&str, &str),
    ) -> String {
        let document = self.session.document();
        if let [one] = selected
            && let Some(event) = document.events().get(one.index())
        {
            return event.title.to_string();
        }
        if let Some(day) = coincidence {
            return format!("{} {}", day.weekday().name(), day.long());
        }
        EventDate::parse(&format!("{from}/{to}"))
            .map_or_else(|_| "New step".to_owned(), |date| date.in_words())
    }

    /// Makes a step of what is looked at, after the one that is told.
    pub(super) fn keep_step(&mut self, ctx: &egui::Context) {
        if self.view.read_only || self.session.read_only_reason().is_some() {
            return;
        }
        let Presenting { step: here, wandered, .. } = self.widgets.presenting;
        let at = if self.session.document().story().is_empty() { 0 } else { here + 1 };
        let step = self.step_from_view();
        let edit = add_steps(self.session.document(), at, [step.clone()]);
        self.apply(ctx, edit);
        self.session.end_group();
        if wandered && self.session.document().story().get(at) == Some(&step) {
            // What was looked at is a step of its own now, and one stands on it.
            self.look_at_step(ctx, at, 0);
        }
    }

    /// Steps for the coincidences that stand out most, in the order of time.
    pub(super) fn suggested_steps(&self) -> Vec<Step> {
        let (document, list) = (self.session.document(), self.session.coincidences());
        let mut chosen: Vec<usize> = match self.session.rates() {
            Some(rates) => {
                let mut by_surprise: Vec<(usize, f64)> = list
                    .surprises(rates)
                    .into_iter()
                    .enumerate()
                    .filter_map(|(at, s)| Some((at, s?)))
                    .collect();
                by_surprise.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
                by_surprise.into_iter().take(MOST_SUGGESTED).map(|(at, _)| at).collect()
            }
            None => {
                let mut chosen: Vec<usize> = Vec::new();
                let by = self.session.lanes().by();
                while chosen.len() < MOST_SUGGESTED {
                    let next =
                        crate::analysis::most_important(document, list, by, |at| !chosen.contains(&at));
                    let Some(next) = next else { break };
                    chosen.push(next);
                }
                chosen
            }
        };
        chosen.sort_unstable();
        chosen.into_iter().filter_map(|at| self.suggested_step(at)).collect()
    }

    fn suggested_step(&self, at: usize) -> Option<Step> {
        let document = self.session.document();
        let coincidence = self.session.coincidence(at)?;
        let brief = self.session.coincidences().brief(at)?;
        let around = crate::ui::state::navigate::around(self.session.index(), brief);
        let (from, to) = whole_days(&around);
        let events = coincidence.events.iter().map(|ix| document.event(*ix));
        let titles: Vec<String> = events.clone().map(|event| event.title.to_string()).collect();
        Some(Step {
            title: day_text(coincidence),
            from,
            to,
            focus: events.map(|event| event.id.clone()).collect(),
            lanes_by: self.session.lanes().by(),
            coincidence: coincidence.day.to_string(),
            text: titles.join(" · "),
            ..Step::default()
        })
    }
}

/// The whole days that a view shows, but for the little room that a step has at both ends.
fn whole_days(view: &Viewport) -> (String, String) {
    let margin = view.days * 0.05 / 1.1;
    #[allow(clippy::cast_possible_truncation)] // `as` saturates, and `from_number` holds it in range
    let day = |instant: f64| Day::from_number(instant.round() as i32);
    let first = day(view.from + margin);
    let last = day(view.to() - margin - 1.0).max(first);
    (first.to_string(), last.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_step_are_those_that_it_was_made_of() {
        let day = |text: &str| EventDate::parse(text).unwrap().first_day();
        for (from, to) in
            [("2024-10-10", "2024-10-20"), ("2024-10-14", "2024-10-14"), ("1914-06-28", "1918-11-11")]
        {
            let view = Viewport::fit(day(from), day(to));
            assert_eq!(whole_days(&view), (from.to_owned(), to.to_owned()));
        }
    }
}
