//! Equal warnings are one, with how many there are: a name that is misspelt in two hundred events is one thing to know and
//! one thing to put right.

use foldhash::HashMap;

use crate::edit::{Edit, correct_country, declare_lane};
use crate::io::{Diagnostic, Fix, Severity};
use crate::model::{Document, LaneId, brief, grouped};

/// A file with its problems.
pub struct ProblemFile<'a> {
    /// Its name without folders.
    pub name: String,
    /// Its text, which the spans of the problems index.
    pub text: &'a str,
    /// What is wrong with it.
    pub diagnostics: &'a [Diagnostic],
}

/// Where a problem stands: in which file, and which of it.
pub type Place = (usize, usize);

/// A problem, with all places that have it.
pub struct Equal {
    /// Where, in the order of the files; at least one.
    pub places: Vec<Place>,
}

impl Equal {
    /// The place that is shown of them: the chosen one where it is among them, else the first.
    pub fn shown(&self, chosen: Option<Place>) -> Place {
        chosen.filter(|place| self.places.contains(place)).unwrap_or(self.places[0])
    }

    /// The place after another, around in a circle.
    pub fn after(&self, place: Place) -> Place {
        let at = self.places.iter().position(|other| *other == place).unwrap_or(0);
        self.places[(at + 1) % self.places.len()]
    }

    /// "2 of 12".
    pub fn number(&self, place: Place) -> String {
        let at = self.places.iter().position(|other| *other == place).unwrap_or(0);
        format!("{} of {}", grouped(at + 1), grouped(self.places.len()))
    }
}

/// The problems that the document still has. There may be a hundred thousand, so they are found once for a document.
#[derive(Default)]
pub struct OpenProblems {
    /// Errors each by itself, equal warnings as one, at the place of the first.
    pub equal: Vec<Equal>,
    /// How many errors there are, each counted.
    pub errors: usize,
    /// How many warnings there are, each counted.
    pub warnings: usize,
}

impl OpenProblems {
    /// Those of the files of a document.
    pub fn of<'a>(files: impl Iterator<Item = &'a [Diagnostic]>, document: &Document) -> Self {
        let mut all = Self::default();
        let mut known: HashMap<(&str, Option<&str>), usize> = HashMap::default();
        for (f, diagnostics) in files.enumerate() {
            for (p, problem) in diagnostics.iter().enumerate().filter(|(_, one)| one.is_open(document)) {
                if problem.severity == Severity::Error {
                    all.errors += 1;
                    all.equal.push(Equal { places: vec![(f, p)] });
                    continue;
                }
                all.warnings += 1;
                let at = *known
                    .entry((problem.message.as_str(), problem.hint.as_deref()))
                    .or_insert(all.equal.len());
                match all.equal.get_mut(at) {
                    Some(equal) => equal.places.push((f, p)),
                    None => all.equal.push(Equal { places: vec![(f, p)] }),
                }
            }
        }
        all
    }
}

/// What the button says that puts all of them right.
pub fn fix_words(fix: &Fix, places: usize) -> String {
    match fix {
        Fix::Country { meant, .. } if places == 1 => format!("Fix: write {}", brief(meant)),
        Fix::Country { meant, .. } => format!("Fix all {}: write {}", grouped(places), brief(meant)),
        Fix::Declare(lane) => format!("Fix: declare the lane {}", brief(lane)),
    }
}

/// The edit that puts all of them right; `None` where there is nothing to be done any more.
pub fn fixed(fix: &Fix, document: &Document) -> Option<Edit> {
    let edit = match fix {
        Fix::Country { written, meant } => correct_country(document, written, meant),
        Fix::Declare(lane) => declare_lane(document, &LaneId::new(lane.trim())).ok()?,
    };
    (!edit.is_empty()).then_some(edit)
}
