//! The weekly days of rest by country, as they are today: a quiet ground for who was at work on which day.

use crate::model::day::Weekday;

/// Where the weekend is not Saturday and Sunday: CLDR 48, `supplemental/weekData.json`, `weekendStart` and `weekendEnd`.
const OTHERS: [(&str, &[Weekday]); 18] = [
    ("AF", &[Weekday::Thursday, Weekday::Friday]),
    ("BH", FRIDAY_AND_SATURDAY),
    ("DZ", FRIDAY_AND_SATURDAY),
    ("EG", FRIDAY_AND_SATURDAY),
    ("IL", FRIDAY_AND_SATURDAY),
    ("IN", &[Weekday::Sunday]),
    ("IQ", FRIDAY_AND_SATURDAY),
    ("IR", &[Weekday::Friday]),
    ("JO", FRIDAY_AND_SATURDAY),
    ("KW", FRIDAY_AND_SATURDAY),
    ("LY", FRIDAY_AND_SATURDAY),
    ("OM", FRIDAY_AND_SATURDAY),
    ("QA", FRIDAY_AND_SATURDAY),
    ("SA", FRIDAY_AND_SATURDAY),
    ("SD", FRIDAY_AND_SATURDAY),
    ("SY", FRIDAY_AND_SATURDAY),
    ("UG", &[Weekday::Sunday]),
    ("YE", FRIDAY_AND_SATURDAY),
];

const FRIDAY_AND_SATURDAY: &[Weekday] = &[Weekday::Friday, Weekday::Saturday];

/// The days of rest of a country, by its code; none for what is no country of ISO 3166-1.
#[must_use]
pub fn weekend(code: &str) -> &'static [Weekday] {
    if let Some((_, days)) = OTHERS.iter().find(|(other, _)| *other == code) {
        return days;
    }
    let is_state =
        super::find(code).is_some_and(|country| country.code == code && !country.alpha3.is_empty());
    if is_state { &[Weekday::Saturday, Weekday::Sunday] } else { &[] }
}
