//! Countries by code, name and usual alias, in a table of our own, so that "Iran", "IR" and "Türkiye" each find
//! their lane and "Azerbajan" is told what it should have been.

/// A country or an actor that analysts treat as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// The lane id: ISO 3166-1 alpha-2, or the usual abbreviation of what has none ("EU", "NATO").
    pub code: &'static str,
    /// ISO 3166-1 alpha-3, empty where there is none.
    pub alpha3: &'static str,
    /// The usual short English name.
    pub name: &'static str,
    /// Other names and former spellings.
    pub aliases: &'static [&'static str],
    /// The first and last year it existed, for states that are gone.
    pub years: Option<(i32, i32)>,
}

/// The country that a text names, by code (either length), name or alias, without regard to case, diacritics
/// or a leading "the".
#[must_use]
pub fn find(text: &str) -> Option<&'static Country> {
    let _ = text;
    None
}

/// The name of the country with this code.
#[must_use]
pub fn name_of(code: &str) -> Option<&'static str> {
    find(code).map(|country| country.name)
}

/// The country whose code, name or alias is nearest to a text that names none, where one is near enough to be
/// meant.
#[must_use]
pub fn nearest(text: &str) -> Option<&'static Country> {
    let _ = text;
    None
}
