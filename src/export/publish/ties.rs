//! Coincidences for a page: which there are, as the program finds them, and what is said of each. A page has no idea of its
//! own of what the same day is.

use crate::analysis::{
    Brief, Certainty, Coincidences, Index, LanesBy, Listing, Rates, Rule, Scope, Surprises, Threshold,
    most_important,
};
use crate::layout::story;
use crate::model::{Day, Document, EventIx, country};

/// The coincidences of a document.
pub(super) struct Ties<'a> {
    document: &'a Document,
    index: &'a Index,
    pub found: Coincidences,
    surprises: Surprises,
    /// The one that a reader is shown first.
    first: Option<usize>,
    /// Their positions in the list, by day: the certain ones, and those that steps name.
    pub told: Vec<usize>,
}

impl<'a> Ties<'a> {
    pub fn new(document: &'a Document, index: &'a Index) -> Self {
        let rule = Rule { possible: true, ..Rule::default() };
        let found = Coincidences::new(document, &rule);
        let rates = Rates::new(document, &Listing { rule, ..Listing::default() }, &Scope::default());
        let surprises = Surprises::new(&found, &rates);
        let first = most_important(document, &found, LanesBy::Country, |_| true);
        let named: Vec<usize> =
            document.story().iter().filter_map(|step| story::coincidence(document, &found, step)).collect();
        let certain =
            |at: &usize| found.brief(*at).is_some_and(|brief| brief.certainty == Certainty::Certain);
        let told =
            (0..found.len()).filter(|at| certain(at) || named.contains(at) || first == Some(*at)).collect();
        Self { document, index, found, surprises, first, told }
    }

    /// The number on the page of the coincidence that a step names.
    pub fn number(&self, at: usize) -> Option<usize> {
        self.told.iter().position(|told| *told == at)
    }

    /// Days, certainty, how many.
    pub fn brief(&self, at: usize) -> Option<&Brief> {
        self.found.brief(at)
    }

    /// What is said of it beside its day: "2 countries on one day".
    pub fn words(&self, at: usize) -> String {
        let Some(brief) = self.brief(at) else { return String::new() };
        let possible = if brief.certainty == Certainty::Possible { "possibly " } else { "" };
        let days = if brief.day == brief.end {
            "one day".to_owned()
        } else {
            format!("{} – {}", brief.day.short(), brief.end.short())
        };
        format!("{possible}{} {} on {days}", brief.lanes, self.plural(at))
    }

    fn plural(&self, at: usize) -> &'static str {
        let lanes = self.index.grouping().lanes();
        let is_country = |lane: &u32| {
            lanes.get(*lane as usize).is_some_and(|lane| country::find(lane.id.as_str()).is_some())
        };
        if self.found.lanes(at).iter().all(is_country) { LanesBy::Country.plural() } else { "lanes" }
    }

    /// Its chip on the ruler, without the year and with it.
    fn chips(&self, at: usize, brief: &Brief) -> String {
        let days = |name: fn(Day) -> String| match brief.day == brief.end {
            true => name(brief.day),
            false => format!("{} – {}", name(brief.day), name(brief.end)),
        };
        let possible = if brief.certainty == Certainty::Possible { "possible · " } else { "" };
        let chip = |days: String| format!("{possible}{days} · {} {}", brief.lanes, self.plural(at));
        format!("{}|{}", chip(days(Day::short)), chip(days(Day::medium)))
    }

    /// What the script knows of it, as attributes; `number_of` gives the numbers of events on the page.
    pub fn attributes(&self, at: usize, number_of: &dyn Fn(EventIx) -> usize) -> Vec<(&'static str, String)> {
        let Some(brief) = self.brief(at) else { return Vec::new() };
        let grouping = self.index.grouping();
        let members = self.found.events(at);
        let lanes = self.found.lanes(at);
        let involved = members.iter().flat_map(|ix| self.document.event(*ix).involves.iter());
        let mut involved: Vec<u32> =
            involved.filter_map(|id| grouping.position(id)).filter(|lane| !lanes.contains(lane)).collect();
        involved.sort_unstable();
        involved.dedup();
        let list = |numbers: &mut dyn Iterator<Item = usize>| {
            numbers.map(|n| n.to_string()).collect::<Vec<_>>().join(" ")
        };
        let certain = brief.certainty == Certainty::Certain;
        let mut attributes = vec![
            ("class", if certain { "tie" } else { "tie possible" }.to_owned()),
            ("data-days", format!("{} {}", brief.day.number(), brief.end.number())),
            ("data-events", list(&mut members.iter().map(|ix| number_of(*ix)))),
            ("data-lanes", list(&mut lanes.iter().map(|lane| *lane as usize))),
            ("data-involved", list(&mut involved.iter().map(|lane| *lane as usize))),
            ("data-chips", self.chips(at, brief)),
        ];
        let log10 = self.surprises.log10.get(at).copied().filter(|log10| log10.is_finite());
        let below = Threshold::Auto.below(self.surprises.auto).map(f64::log10);
        let strong = match (below, log10) {
            (Some(below), Some(log10)) => log10 < below,
            (Some(_), None) => false,
            (None, _) => true,
        };
        let signs = [
            ("data-certain", certain),
            ("data-strong", certain && strong),
            ("data-first", self.first == Some(at)),
        ];
        attributes.extend(signs.into_iter().filter(|(_, is)| *is).map(|(name, _)| (name, String::new())));
        if let Some(log10) = log10 {
            attributes.push(("data-strength", format!("{:.2}", (0.2 - 0.17 * log10).clamp(0.2, 0.7))));
        }
        attributes
    }
}
