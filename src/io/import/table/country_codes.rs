//! Which country a code means, which depends on the column it stands in: `IS` is Iceland by ISO 3166 and Israel by
//! FIPS, `AUS` Australia by ISO and Austria in the Correlates of War. So a column is judged as a whole, by its name
//! and by what all of its values can mean, and where that leaves it open the user is asked.

use std::collections::BTreeSet;

use super::country_code_table::{CAMEO, IOC, MORE_COW, MORE_FIPS, MORE_NUMERIC, TABLE, VEHICLES};
use super::country_names;
use crate::model::country;

/// A way to write countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// Names, usual aliases, and ISO 3166-1's codes of two and three letters.
    Names,
    /// ISO 3166-1 numeric (UN M49).
    Numeric,
    /// FIPS 10-4, two letters.
    Fips,
    /// Correlates of War, three letters.
    Cow,
    /// Correlates of War, a number.
    CowNumber,
    /// CAMEO, three letters.
    Cameo,
    /// The International Olympic Committee's, three letters.
    Ioc,
    /// Signs of vehicles abroad, one to three letters.
    Vehicles,
}

impl Codes {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Names,
        Self::Numeric,
        Self::Fips,
        Self::Cow,
        Self::CowNumber,
        Self::Cameo,
        Self::Ioc,
        Self::Vehicles,
    ];

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Names => "names and ISO letters",
            Self::Numeric => "ISO numbers",
            Self::Fips => "FIPS 10-4",
            Self::Cow => "Correlates of War",
            Self::CowNumber => "Correlates of War, numbers",
            Self::Cameo => "CAMEO",
            Self::Ioc => "IOC (Olympic)",
            Self::Vehicles => "signs of vehicles",
        }
    }

    /// Its name on the command line.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Names => "iso",
            Self::Numeric => "iso-numeric",
            Self::Fips => "fips",
            Self::Cow => "cow",
            Self::CowNumber => "cow-numeric",
            Self::Cameo => "cameo",
            Self::Ioc => "ioc",
            Self::Vehicles => "vehicles",
        }
    }

    /// The lane id of the country that a text means by these codes.
    #[must_use]
    pub fn find(self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        match self {
            Self::Names => country_names::find(text),
            Self::Numeric => {
                let number = number(text)?;
                let row = TABLE.iter().find(|row| row.1 == number).map(|row| row.0);
                row.or_else(|| MORE_NUMERIC.iter().find(|more| more.0 == number).map(|more| more.1))
            }
            Self::Fips => {
                let row = TABLE.iter().find(|row| is(row.2, text)).map(|row| row.0);
                row.or_else(|| MORE_FIPS.iter().find(|more| is(more.0, text)).map(|more| more.1))
            }
            Self::Cow => {
                let row = TABLE.iter().find(|row| is(row.3, text)).map(|row| row.0);
                row.or_else(|| MORE_COW.iter().find(|more| is(more.0, text)).map(|more| more.2))
            }
            Self::CowNumber => {
                let number = number(text)?;
                let row = TABLE.iter().find(|row| row.4 == number).map(|row| row.0);
                row.or_else(|| MORE_COW.iter().find(|more| more.1 == number).map(|more| more.2))
            }
            Self::Cameo => {
                let own = CAMEO.iter().find(|own| is(own.0, text)).map(|own| own.1);
                own.or_else(|| alpha3(text))
            }
            Self::Ioc => {
                let own = IOC.iter().find(|own| is(own.0, text)).map(|own| own.1);
                own.or_else(|| alpha3(text))
            }
            Self::Vehicles => VEHICLES.iter().find(|own| is(own.0, text)).map(|own| own.1),
        }
    }
}

/// The country with these three letters of ISO.
fn alpha3(text: &str) -> Option<&'static str> {
    let found = country::find(text)?;
    is(found.alpha3, text).then_some(found.code)
}

fn is(code: &str, text: &str) -> bool {
    !code.is_empty() && code.eq_ignore_ascii_case(text)
}

/// A code of up to three digits, with leading zeros or without; spreadsheets add `.0`.
fn number(text: &str) -> Option<u16> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = if plain { digits.parse().ok()? } else { 0 };
    (number > 0).then_some(number)
}

/// How a column writes countries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The likeliest way.
    pub codes: Codes,
    /// Ways that are as likely and mean other countries; empty where there is no doubt.
    pub or: Vec<Codes>,
    /// A value that they read differently.
    pub example: Option<String>,
}

impl Judged {
    /// Without a doubt.
    pub(super) fn certain(codes: Codes) -> Self {
        Self { codes, or: Vec::new(), example: None }
    }
}

/// Which way agrees with the names that stand in another column of the same rows, where one way does and others do
/// not: at least nine rows of ten.
pub(super) fn by_names_beside<'v>(pairs: impl Iterator<Item = (&'v str, &'static str)>) -> Option<Codes> {
    let pairs: BTreeSet<(&str, &str)> = pairs.take(MOST_VALUES * 10).collect();
    let values: BTreeSet<&str> = pairs.iter().map(|(value, _)| *value).collect();
    if pairs.len() < 2 {
        return None;
    }
    let agrees = |codes: Codes| pairs.iter().filter(|(value, lane)| codes.find(value) == Some(*lane)).count();
    let best = by_shape(&values).into_iter().max_by_key(|codes| (agrees(*codes), *codes == Codes::Names))?;
    (agrees(best) * 10 >= pairs.len() * 9).then_some(best)
}

/// The most different values of a column that are looked at.
const MOST_VALUES: usize = 2000;

/// Judges a column by its name and all of its values.
#[must_use]
pub fn judge<'v>(header: &str, values: impl Iterator<Item = &'v str>) -> Judged {
    let mut different: BTreeSet<&str> = BTreeSet::new();
    for value in values.map(str::trim).filter(|value| !value.is_empty()) {
        if different.len() == MOST_VALUES {
            break;
        }
        different.insert(value);
    }
    let possible = by_shape(&different);
    if let Some(named) = by_name(header).into_iter().find(|named| possible.contains(named)) {
        return Judged::certain(named);
    }
    let mut counts: Vec<(Codes, usize)> = possible
        .iter()
        .map(|codes| (*codes, different.iter().filter(|value| codes.find(value).is_some()).count()))
        .collect();
    // Olympic codes are ISO's but for some: they are thought of only where those stand.
    let by_iso = counts.iter().find(|(codes, _)| *codes == Codes::Names).map_or(0, |(_, count)| *count);
    counts.retain(|(codes, count)| *codes != Codes::Ioc || *count > by_iso);
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    // Ways that explain everything leave no room for those that do not.
    let least = if most == different.len() { most } else { (most * 2 / 3).max(1) };
    let mut likely: Vec<(Codes, usize)> = counts.into_iter().filter(|(_, count)| *count >= least).collect();
    likely.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let Some((first, _)) = likely.first().copied() else { return Judged::certain(Codes::Names) };
    let differs = |codes: Codes| {
        different.iter().find(|value| codes.find(value).is_some_and(|code| first.find(value) != Some(code)))
    };
    let or: Vec<Codes> =
        likely[1..].iter().map(|(codes, _)| *codes).filter(|codes| differs(*codes).is_some()).collect();
    let example = or.first().and_then(|codes| differs(*codes)).map(|value| (*value).to_owned());
    Judged { codes: first, or, example }
}

/// The ways in which values of this length and kind can be meant, the usual first.
fn by_shape(values: &BTreeSet<&str>) -> Vec<Codes> {
    let all = |test: &dyn Fn(&str) -> bool| !values.is_empty() && values.iter().all(|value| test(value));
    let letters = |count: usize| {
        move |value: &str| value.len() == count && value.bytes().all(|b| b.is_ascii_alphabetic())
    };
    if all(&letters(2)) {
        vec![Codes::Names, Codes::Fips]
    } else if all(&letters(3)) {
        vec![Codes::Names, Codes::Cow, Codes::Cameo, Codes::Ioc]
    } else if all(&|value| number(value).is_some()) {
        vec![Codes::Numeric, Codes::CowNumber]
    } else {
        vec![Codes::Names]
    }
}

/// What a column's name says of its codes.
fn by_name(header: &str) -> Vec<Codes> {
    let name: String = header.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&["fips", "geocountrycode", "gec"]) {
        vec![Codes::Fips]
    } else if says(&["cameo", "actor1countrycode", "actor2countrycode"]) {
        vec![Codes::Cameo]
    } else if says(&["cow", "ccode", "stateabb", "gwno", "gwcode"]) {
        vec![Codes::Cow, Codes::CowNumber]
    } else if name == "noc" || says(&["ioc", "olympic"]) {
        vec![Codes::Ioc]
    } else if says(&["vehicle", "plate"]) {
        vec![Codes::Vehicles]
    } else if says(&["iso", "alpha2", "alpha3", "m49"]) {
        vec![Codes::Names, Codes::Numeric]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(header: &str, values: &[&str]) -> Judged {
        judge(header, values.iter().copied())
    }

    #[test]
    fn the_table_names_lanes_that_exist_and_each_code_once() {
        for row in TABLE {
            assert_eq!(country::find(row.0).map(|country| country.code), Some(row.0));
        }
        let lanes = MORE_FIPS.iter().map(|m| m.1).chain(MORE_NUMERIC.iter().map(|m| m.1));
        let lanes = lanes.chain(MORE_COW.iter().map(|m| m.2)).chain(CAMEO.iter().map(|m| m.1));
        for lane in lanes {
            assert_eq!(country::find(lane).map(|country| country.code), Some(lane));
        }
        for (i, a) in TABLE.iter().enumerate() {
            for b in &TABLE[..i] {
                assert!(a.0 != b.0 && (a.1 == 0 || a.1 != b.1), "{} and {}", a.0, b.0);
                assert!(a.2.is_empty() || a.2 != b.2, "FIPS of {} and {}", a.0, b.0);
                assert!(a.3.is_empty() || (a.3 != b.3 && a.4 != b.4), "COW of {} and {}", a.0, b.0);
            }
        }
        // Every country of ISO 3166-1 is there.
        let iso =
            country::all().iter().filter(|c| c.code.len() == 2 && c.alpha3.len() == 3 && c.years.is_none());
        for known in iso {
            assert!(TABLE.iter().any(|row| row.0 == known.code), "{}", known.code);
        }
    }

    #[test]
    fn one_text_by_several_codes() {
        for (codes, text, lane) in [
            (Codes::Names, "IS", Some("IS")),
            (Codes::Fips, "IS", Some("IL")),
            (Codes::Names, "AUS", Some("AU")),
            (Codes::Cow, "AUS", Some("AT")),
            (Codes::Names, "NA", Some("NA")),
            (Codes::Fips, "WA", Some("NA")),
            (Codes::Numeric, "4", Some("AF")),
            (Codes::Numeric, "004", Some("AF")),
            (Codes::Numeric, "364.0", Some("IR")),
            (Codes::CowNumber, "2", Some("US")),
            (Codes::CowNumber, "373", Some("AZ")),
            (Codes::Cameo, "ROM", Some("RO")),
            (Codes::Cameo, "WSB", Some("PS")),
            (Codes::Cameo, "IRN", Some("IR")),
            (Codes::Cameo, "Iran", None),
            (Codes::Fips, "ZZ", None),
            (Codes::Numeric, "0", None),
            (Codes::Numeric, "", None),
        ] {
            assert_eq!(codes.find(text), lane, "{text} by {}", codes.name());
        }
    }

    #[test]
    fn a_column_is_judged_as_a_whole() {
        // Both explain all, and differ: asked.
        let open = judged("country", &["IS", "IR", "FR"]);
        assert_eq!(
            (open.codes, open.or, open.example.as_deref()),
            (Codes::Names, vec![Codes::Fips], Some("IS"))
        );
        // UP is no country by ISO.
        assert_eq!(judged("country", &["IS", "IR", "UP", "RS", "EI"]).codes, Codes::Fips);
        // Both explain all and agree.
        assert_eq!(judged("country", &["IR", "FR", "IT"]).or, []);
        assert_eq!(
            judged("country", &["AZ", "IL", "IR", "NA"]),
            Judged { codes: Codes::Names, or: vec![], example: None }
        );
        assert_eq!(judged("fips_code", &["IS", "IR"]).codes, Codes::Fips);
        assert_eq!(judged("ActionGeo_CountryCode", &["IS", "IR"]).codes, Codes::Fips);
        assert_eq!(judged("Actor1CountryCode", &["ISR", "IRN", "ROM"]).codes, Codes::Cameo);
        assert_eq!(judged("iso2", &["IS", "IR"]), Judged { codes: Codes::Names, or: vec![], example: None });
        assert_eq!(judged("ccode", &["2", "630"]).codes, Codes::CowNumber);
        assert_eq!(judged("stateabb", &["USA", "IRN", "GMY"]).codes, Codes::Cow);
        assert_eq!(judged("state", &["USA", "IRN", "GMY", "UKG"]).codes, Codes::Cow);
        assert_eq!(judged("country", &["364", "376"]).codes, Codes::Numeric);
        assert_eq!(judged("country", &["Iran", "IS"]).codes, Codes::Names);
        assert_eq!(judged("country", &[]).codes, Codes::Names);
    }
}
