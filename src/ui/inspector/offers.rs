//! What fields are completed from: the countries that there are, and what the document says already.

use foldhash::{HashMap, HashSet};

use super::complete::{MAX_OFFERS, Offer};
use crate::edit::Names;
use crate::model::country::Country;
use crate::model::{Event, EventId, Name, beginning, brief, counted, country};
use crate::paint::isolated;
use crate::ui::PanelContext;

/// So many events are looked through for names: enough to be useful, few enough not to be felt.
const MAX_SEARCHED_EVENTS: usize = 50_000;

/// So many names, accounts or omissions are: one event may have as many.
const MAX_SEARCHED_NAMES: usize = 50_000;

/// So many bytes of a text are looked at.
const MAX_SEARCHED_BYTES: usize = 200;

fn fold(text: &str) -> String {
    beginning(text.trim(), MAX_SEARCHED_BYTES).to_lowercase()
}

/// How well a name fits what is typed: better ones first; `None` where it does not.
fn fit(name: &str, typed: &str) -> Option<u8> {
    let name = fold(name);
    if name == typed {
        Some(0)
    } else if name.starts_with(typed) {
        Some(1)
    } else if name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(typed)) {
        Some(AT_WORD)
    } else if typed.chars().count() > 2 && name.contains(typed) {
        Some(3)
    } else {
        None
    }
}

/// How well a name fits of which a word begins with what is typed.
const AT_WORD: u8 = 2;

/// How a lane or country that fits stands among the others: the least first. How well it fits, whether the document has
/// no lane of it, how likely a country is meant.
type Place = (u8, bool, usize);

/// What fits a typed country of the document's lanes and of the countries of the world, the likeliest first.
pub fn countries(shown: &PanelContext<'_>, typed: &str) -> Vec<Offer> {
    let typed = fold(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let lanes = shown.document.lanes().iter();
    let lanes = lanes.map(|lane| (lane.id.as_str(), lane.name.as_str(), country::find(lane.id.as_str())));
    let lane_of = |code: &str| shown.document.lane_called(code).is_some();
    let others = country::all().iter().filter(|country| !lane_of(country.code));
    let others = others.map(|country| (country.code, country.name, Some(country)));
    let meant = country::find(&typed).map(|country| country.code);
    let mut found: Vec<(Place, Offer)> = Vec::new();
    for (code, name, country) in lanes.chain(others) {
        let by_name =
            fit(name, &typed).into_iter().chain((fold(code) == typed || meant == Some(code)).then_some(0));
        let by_alias = country.and_then(|country| by_alias(country, &typed));
        let (fits, note) = match (by_name.min(), by_alias) {
            (Some(fits), _) => (fits, String::new()),
            (None, Some((fits, alias))) => (fits, alias.to_owned()),
            (None, None) => continue,
        };
        let gone = country.and_then(|country| country.years).map(|(from, to)| format!("{from} to {to}"));
        let place = (fits, !lane_of(code), country.map_or(0, Country::rank));
        let (value, flag) = (code.to_owned(), Some(code.to_owned()));
        let text = brief(name).into_owned();
        found.push((place, Offer { value, text, note: gone.unwrap_or(note), flag, is_new: false }));
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, offer)| offer).take(MAX_OFFERS).collect()
}

/// The alias of a country that fits best what is typed: from its beginning or from that of a word in it.
fn by_alias<'c>(country: &'c Country, typed: &str) -> Option<(u8, &'c str)> {
    let aliases = country.aliases.iter().copied().chain([country.alpha3]);
    let fits = |alias: &'c str| match fit(alias, typed)? {
        0 => Some((0, alias)),
        fits => (fits <= AT_WORD).then_some((fits + 1, alias)),
    };
    aliases.filter_map(fits).min()
}

/// The same, and at the end a lane that there is not yet, where what is typed names none.
pub fn countries_or_new(shown: &PanelContext<'_>, typed: &str) -> Vec<Offer> {
    let mut offers = countries(shown, typed);
    let typed = typed.trim();
    if names_a_lane(shown, typed) || typed.is_empty() {
        return offers;
    }
    let near = country::nearest(typed).filter(|_| offers.is_empty() && *brief(typed) == *typed);
    offers.extend(near.map(|near| Offer {
        value: near.code.to_owned(),
        text: near.name.to_owned(),
        note: "did you mean this?".to_owned(),
        flag: Some(near.code.to_owned()),
        is_new: false,
    }));
    offers.truncate(MAX_OFFERS - 1);
    let text = format!("New lane “{}”", isolated(&brief(typed)));
    offers.push(Offer { value: typed.to_owned(), text, is_new: true, ..Offer::default() });
    offers
}

/// Whether a text as it stands names a lane of the document or a country.
pub fn names_a_lane(shown: &PanelContext<'_>, typed: &str) -> bool {
    let id = shown.document.resolve_lane(typed);
    shown.document.lane_called(id.as_str()).is_some() || country::find(id.as_str()).is_some()
}

/// Names that other events have, the most frequent first; not those that this one has already.
pub fn names(shown: &PanelContext<'_>, names: Names, event: &Event, typed: &str) -> Vec<Offer> {
    let typed = fold(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let own: HashSet<&str> = match names {
        Names::Places => HashSet::default(),
        Names::People | Names::Tags => names.of(event).into_iter().map(Name::as_str).collect(),
    };
    let mut counts: HashMap<&str, usize> = HashMap::default();
    let others = shown.document.events().iter().take(MAX_SEARCHED_EVENTS);
    for name in others.flat_map(|other| names.of(other)).take(MAX_SEARCHED_NAMES) {
        *counts.entry(name.as_str()).or_default() += 1;
    }
    let fitting = counts.into_iter().filter(|(name, _)| !own.contains(name));
    let mut found: Vec<(u8, usize, &str)> =
        fitting.filter_map(|(name, count)| Some((fit(name, &typed)?, count, name))).collect();
    found.retain(|(_, _, name)| fold(name) != typed);
    found.sort_by(|a, b| (a.0, b.1, a.2).cmp(&(b.0, a.1, b.2)));
    let offer = |(_, count, name): (u8, usize, &str)| Offer {
        value: name.to_owned(),
        text: name.to_owned(),
        note: if count == 1 { String::new() } else { counted(count, "event") },
        flag: None,
        is_new: false,
    };
    found.into_iter().map(offer).take(MAX_OFFERS).collect()
}

/// Declared sources; all of them while nothing is typed.
pub fn sources(shown: &PanelContext<'_>, typed: &str, own: &HashSet<&str>) -> Vec<Offer> {
    let typed = fold(typed);
    let fits = |source: &&crate::model::Source| {
        let texts = [Some(source.id.as_str()), Some(source.title.as_str()), source.publisher.as_deref()];
        let texts: Vec<&str> = texts.into_iter().flatten().collect();
        !own.contains(source.id.as_str())
            && (typed.is_empty() || texts.iter().any(|text| fit(text, &typed).is_some()))
    };
    let found = shown.document.sources().iter().filter(fits).take(MAX_OFFERS);
    found
        .map(|source| Offer {
            value: source.id.clone(),
            text: if source.title.is_empty() { source.id.clone() } else { source.title.clone() },
            note: source.publisher.clone().unwrap_or_else(|| source.id.clone()),
            flag: None,
            is_new: false,
        })
        .collect()
}

/// Other events by their titles, native titles and ids.
pub fn events(shown: &PanelContext<'_>, typed: &str, not: &HashSet<&EventId>) -> Vec<Offer> {
    let typed = fold(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u8, Offer)> = Vec::new();
    for event in shown.document.events().iter().take(MAX_SEARCHED_EVENTS) {
        if not.contains(&event.id) {
            continue;
        }
        let texts = [&*event.title, event.title_native.as_str(), event.id.as_str()];
        let Some(rank) = texts.iter().filter_map(|text| fit(text, &typed)).min() else { continue };
        let offer = Offer {
            value: event.id.to_string(),
            text: brief(&event.title).into_owned(),
            note: event.date.label(),
            flag: Some(event.lane.to_string()),
            is_new: false,
        };
        found.push((rank, offer));
        if found.len() > 200 {
            break;
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, offer)| offer).take(MAX_OFFERS).collect()
}

/// Who gives accounts: those who do already, and countries.
pub fn voices(shown: &PanelContext<'_>, typed: &str) -> Vec<Offer> {
    let folded = fold(typed);
    let mut offers = countries(shown, typed);
    if folded.is_empty() {
        return offers;
    }
    let countries = offers.clone();
    let mut met: HashSet<&str> = countries.iter().map(|offer| offer.value.as_str()).collect();
    let accounts = shown.document.events().iter().take(MAX_SEARCHED_EVENTS).flat_map(|event| &event.accounts);
    let voices = accounts.take(MAX_SEARCHED_NAMES).map(|account| account.by.as_str());
    let new = voices.filter(|by| met.insert(by) && fold(by) != folded && fit(by, &folded).is_some());
    let free: Vec<&str> = new.take(3).collect();
    offers.splice(
        0..0,
        free.into_iter().map(|by| Offer { value: by.to_owned(), text: by.to_owned(), ..Offer::default() }),
    );
    offers.truncate(MAX_OFFERS);
    offers
}

/// What other accounts were found to leave out, so that the same is called the same; not what this one has already.
pub fn omitted(shown: &PanelContext<'_>, typed: &str, own: &[Name]) -> Vec<Offer> {
    let typed = fold(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let own: HashSet<&str> = own.iter().map(Name::as_str).collect();
    let accounts = shown.document.events().iter().take(MAX_SEARCHED_EVENTS).flat_map(|event| &event.accounts);
    let omitted = accounts.flat_map(|account| &account.omits).take(MAX_SEARCHED_NAMES);
    let mut found: Vec<&str> = omitted.map(Name::as_str).collect();
    found.retain(|what| fit(what, &typed).is_some() && fold(what) != typed && !own.contains(what));
    found.sort_unstable();
    found.dedup();
    let offer = |what: &str| Offer { value: what.to_owned(), text: what.to_owned(), ..Offer::default() };
    found.into_iter().map(offer).take(MAX_OFFERS).collect()
}

/// The kinds of links that are drawn with arrows of their own.
pub fn kinds(typed: &str) -> Vec<Offer> {
    let typed = fold(typed);
    let kinds = ["before", "after", "causes", "answers", "contradicts"];
    let fitting = kinds.into_iter().filter(|kind| kind.starts_with(&typed) && *kind != typed);
    fitting.map(|kind| Offer { value: kind.to_owned(), text: kind.to_owned(), ..Offer::default() }).collect()
}
