//! In which order a list of coincidences is read.

use super::{Coincidences, Rates};
use crate::model::{Document, Progress};

/// In which order a list is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By day.
    #[default]
    Date,
    /// The most lanes first.
    Lanes,
    /// Those whose members share most first.
    Shared,
    /// Those first that are least to be expected of chance ([`Rates`]), possible ones last.
    Surprise,
}

impl Sort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Date, Self::Lanes, Self::Shared, Self::Surprise];

    /// What a choice of orders says.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "by date",
            Self::Lanes => "most lanes first",
            Self::Shared => "most shared first",
            Self::Surprise => "most surprising first",
        }
    }

    /// The number that each of a list is ordered by, the least first; `None` where the order needs no more than the
    /// list itself. Without rates nothing is known to be surprising. Worth nothing where `progress` is cancelled.
    #[must_use]
    pub fn keys(
        self,
        document: &Document,
        list: &Coincidences,
        rates: Option<&Rates>,
        progress: &Progress,
    ) -> Option<Vec<f64>> {
        match self {
            Self::Date | Self::Lanes => None,
            Self::Shared => {
                Some(list.shared_counts(document, progress).into_iter().map(|n| -(n as f64)).collect())
            }
            Self::Surprise => {
                let surprises = rates.map(|rates| list.surprises(rates)).unwrap_or_default();
                Some(surprises.into_iter().map(|log10| log10.unwrap_or(f64::INFINITY)).collect())
            }
        }
    }

    /// The positions of a list by day in this order, which may need [`Sort::keys`]; what is equal stays by day.
    #[must_use]
    pub fn order(self, list: &Coincidences, keys: Option<&[f64]>) -> Vec<usize> {
        let mut order: Vec<usize> = (0..list.len()).collect();
        match (self, keys) {
            (Self::Lanes, _) => {
                order.sort_by_key(|at| std::cmp::Reverse(list.briefs()[*at].lanes));
            }
            (Self::Shared | Self::Surprise, Some(keys)) if keys.len() == list.len() => {
                order.sort_by(|a, b| keys[*a].total_cmp(&keys[*b]));
            }
            _ => {}
        }
        order
    }
}
