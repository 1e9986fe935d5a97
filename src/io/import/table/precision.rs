//! Columns that say how exactly a date is known: ACLED's `time_precision`, UCDP's `date_prec`, GTD's `approxdate`, Wikidata's
//! precision, and words. A day that stands for a month becomes the month, so that nothing coincides with it for certain.

use super::dates::halves;
use super::profile::Profile;
use crate::model::EventDate;

/// What a column of precision counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// ACLED codebook: 1 the day, 2 the week, 3 the month, 4 the year.
    Acled,
    /// UCDP GED codebook: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more. Beginning and end are the first
    /// and the last day that it can be.
    Ucdp,
    /// Wikidata's data model: 11 the day, 10 the month, 9 the year, 8 the decade, 7 the century.
    Wikidata,
    /// Any text says that the date is about right, as GTD's `approxdate`.
    Approximate,
    /// Words: day, month, year, exact, approximate.
    Words,
}

impl Scale {
    /// What a column counts, by its name and cells; `None` where nobody can tell.
    pub(super) fn of(profile: &Profile<'_>) -> Option<Self> {
        let number = |least: i32, most: i32| {
            let fits = move |cell: &str| {
                cell.trim_end_matches(".0").parse::<i32>().is_ok_and(|n| (least..=most).contains(&n))
            };
            profile.share(&fits) > 0.99
        };
        let name = profile.words.folded.as_str();
        if ["approx", "uncertain", "circa"].iter().any(|word| name.contains(word)) {
            return Some(Self::Approximate);
        }
        if number(6, 14)
            && profile.share(&|cell| cell.trim_end_matches(".0").parse::<i32>().is_ok_and(|n| n > 5)) > 0.99
        {
            return Some(Self::Wikidata);
        }
        // UCDP's and PRIO's `date_prec`, `start_prec`, `ep_start_prec`.
        if (name.starts_with("date") || name.ends_with("startprec")) && number(1, 5) {
            return Some(Self::Ucdp);
        }
        if name.contains("time") && number(1, 4) {
            return Some(Self::Acled);
        }
        (profile.share(&|cell| grade(cell).is_some()) > 0.9).then_some(Self::Words)
    }

    /// What it is, for the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Acled => "1 the day, 2 the week, 3 the month (ACLED)",
            Self::Ucdp => "1 the day, 2 and 3 some days, 4 the month, 5 the year (UCDP)",
            Self::Wikidata => "11 the day, 10 the month, 9 the year (Wikidata)",
            Self::Approximate => "where it says something the day is about right",
            Self::Words => "in words",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Grade {
    Exact,
    About,
    Month,
    Year,
    Decade,
    Century,
}

fn grade(word: &str) -> Option<Grade> {
    Some(match word.trim().to_lowercase().as_str() {
        "day" | "d" | "exact" | "precise" | "known" | "certain" | "date" => Grade::Exact,
        "week" | "w" | "approx" | "approximate" | "approximately" | "circa" | "ca" | "about"
        | "estimated" | "estimate" | "a" | "e" => Grade::About,
        "month" | "m" => Grade::Month,
        "year" | "y" => Grade::Year,
        "decade" => Grade::Decade,
        "century" => Grade::Century,
        _ => return None,
    })
}

/// A date as exact as a cell says; of a span its beginning alone, where the column says no more.
///
/// # Errors
/// Where the result is no date.
pub(super) fn coarser(
    date: &EventDate,
    cell: &str,
    scale: Scale,
    of_begin: bool,
) -> Result<EventDate, String> {
    let number = cell.trim_end_matches(".0").parse::<i32>().ok();
    let grade = match (scale, number) {
        _ if cell.is_empty() => Grade::Exact,
        (Scale::Approximate, _) => {
            if matches!(cell, "0" | "1") && cell == "0" {
                Grade::Exact
            } else {
                Grade::About
            }
        }
        (Scale::Words, _) => grade(cell).unwrap_or(Grade::Exact),
        (Scale::Acled, Some(2)) => Grade::About,
        (Scale::Acled, Some(3)) | (Scale::Ucdp, Some(4)) | (Scale::Wikidata, Some(10)) => Grade::Month,
        (Scale::Acled, Some(4)) | (Scale::Ucdp, Some(5)) | (Scale::Wikidata, Some(9)) => Grade::Year,
        (Scale::Wikidata, Some(8)) => Grade::Decade,
        (Scale::Wikidata, Some(6 | 7)) => Grade::Century,
        // Two to seven days: the span says which; a day without a span is about right.
        (Scale::Ucdp, Some(2 | 3)) if !date.is_interval() => Grade::About,
        _ => Grade::Exact,
    };
    // A month or a year is rough already, unless a number says by how much it may be wrong.
    let by_how_much = number.filter(|number| *number != date.first_day().ymd().0);
    let is_rough = date.text().contains(['~', '?', '%', 'X']) || (!date.is_exact() && by_how_much.is_none());
    if grade == Grade::Exact || (grade == Grade::About && is_rough) {
        return Ok(date.clone());
    }
    let part = |(year, month, _): (i32, u8, u8)| {
        let year = if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") };
        match grade {
            Grade::Month => format!("{year}-{month:02}"),
            Grade::Decade => format!("{}X", &year[..year.len() - 1]),
            Grade::Century => format!("{}XX", &year[..year.len() - 2]),
            _ => year,
        }
    };
    let about = |text: &str| match text {
        "" | ".." => text.to_owned(),
        text => format!("{}~", text.split('T').next().unwrap_or(text)),
    };
    let (begin, end) = match halves(date.text()) {
        Some((begin, end)) => (begin, Some(end)),
        None => (date.text(), None),
    };
    let text = match (grade, end) {
        (Grade::About, None) => about(begin),
        (Grade::About, Some(end)) if of_begin => format!("{}/{end}", about(begin)),
        (Grade::About, Some(end)) => format!("{}/{}", about(begin), about(end)),
        (_, None) => part(date.first_day().ymd()),
        // What is known of the beginning says nothing of the end, and where it goes on still there is none.
        (_, Some(end)) if of_begin || matches!(end, "" | "..") => {
            format!("{}/{end}", part(date.first_day().ymd()))
        }
        (_, Some(_)) => {
            let (first, last) = (part(date.first_day().ymd()), part(date.last_day().ymd()));
            if first == last { first } else { format!("{first}/{last}") }
        }
    };
    EventDate::parse(&text).map_err(|error| error.message)
}
