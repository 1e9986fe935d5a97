//! What can be written at a place: fields, countries by code and by any of their names, ids, sources, tags, people,
//! grades and zones.

use std::collections::{BTreeMap, BTreeSet};

use lsp_types::{CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Position, TextEdit};

use super::meanings::meaning;
use super::open::OpenFile;
use super::walk::{Context, Frame, field_of, walk};
use crate::io::timeline_file::text::scan::Span;
use crate::model::{Document, Grade, LanesBy, Name, Text, country};

/// So many are offered at once; what is typed next narrows them down.
const MOST: usize = 300;

/// What can be written at a place.
pub(super) fn complete(file: &mut OpenFile, position: Position) -> CompletionList {
    let at = file.offset(position);
    let text = file.text.clone();
    let context = walk(&text, at, |_, _| {});
    if context.in_comment || !file.is_ours() {
        return CompletionList::default();
    }
    let (span, offers) = match context.in_text {
        Some(start) => {
            let quote = text[start..at].find('"').map_or(at, |quote| start + quote + 1);
            let offers = field_of(&context.frames).map(|(kind, field)| texts(file.known(), kind.name, field));
            (quote..at, offers.unwrap_or_default())
        }
        None => (context.word..at, fields(&context)),
    };
    listed(file, &text, &span, offers)
}

/// Something that can be written.
#[derive(Debug)]
struct Offer {
    /// What is written.
    new: String,
    /// What is shown beside it.
    detail: String,
    /// By what else it is found.
    also: String,
    kind: CompletionItemKind,
}

impl Offer {
    fn new(new: impl Into<String>, detail: impl Into<String>, kind: CompletionItemKind) -> Self {
        Self { new: new.into(), detail: detail.into(), also: String::new(), kind }
    }
}

fn listed(file: &OpenFile, text: &str, span: &Span, offers: Vec<Offer>) -> CompletionList {
    let typed = text[span.clone()].to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&typed);
    // What a field means is no way to find it.
    let is_field = |offer: &Offer| offer.kind == CompletionItemKind::FIELD;
    let fits =
        |offer: &Offer| has(&offer.new) || !is_field(offer) && (has(&offer.also) || has(&offer.detail));
    let mut fitting: Vec<Offer> = offers.into_iter().filter(fits).collect();
    // What begins as it was typed comes first.
    fitting.sort_by_key(|offer| !offer.new.to_lowercase().starts_with(&typed));
    let range = file.here(span.clone());
    let is_incomplete = fitting.len() > MOST;
    let items = (0..).zip(fitting.into_iter().take(MOST)).map(|(at, offer)| item(at, offer, range)).collect();
    CompletionList { is_incomplete, items }
}

fn item(at: usize, offer: Offer, range: lsp_types::Range) -> CompletionItem {
    let is_field = offer.kind == CompletionItemKind::FIELD;
    let label = offer.new.trim_end_matches(": ").to_owned();
    CompletionItem {
        filter_text: Some(format!("{label} {} {}", offer.detail, offer.also).trim().to_owned())
            .filter(|_| !is_field),
        sort_text: Some(format!("{at:05}")),
        label,
        kind: Some(offer.kind),
        detail: (!offer.detail.is_empty()).then_some(offer.detail),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: offer.new })),
        ..CompletionItem::default()
    }
}

/// The fields that a struct does not have yet.
fn fields(context: &Context<'_>) -> Vec<Offer> {
    let Some(Frame { kind: Some(kind), field: None, seen, bracket: b'(', .. }) = context.frames.last() else {
        return Vec::new();
    };
    let new = kind.fields.iter().filter(|field| !seen.contains(field));
    new.map(|field| {
        let detail = meaning(kind.name, field).unwrap_or_default();
        Offer::new(format!("{field}: "), detail, CompletionItemKind::FIELD)
    })
    .collect()
}

/// What a text in a field can be.
fn texts(document: &Document, of: &str, field: &str) -> Vec<Offer> {
    match (of, field) {
        ("Event", "country" | "involves")
        | ("Account" | "Link", "by")
        | ("Lane", "id")
        | ("Step" | "View", "lanes") => countries(document),
        ("Link", "to") | ("Step", "focus" | "align" | "accounts") | ("View", "align") => ids(document),
        ("Event", "sources") | ("Account", "source") => sources(document),
        ("Event", "tags") => {
            used(document.events().iter().flat_map(|event| event.tags.iter()).map(Name::as_str))
        }
        ("Event", "people") => {
            used(document.events().iter().flat_map(|event| event.people.iter()).map(Name::as_str))
        }
        ("Event", "place") => used(document.events().iter().map(|event| event.place.as_str())),
        ("Link", "kind") => {
            let usual = ["before", "after", "causes", "answers", "contradicts"];
            let own =
                document.events().iter().flat_map(|event| event.links.iter()).map(|link| link.kind.as_str());
            let mut offers: Vec<Offer> =
                usual.map(|kind| Offer::new(kind, "", CompletionItemKind::ENUM_MEMBER)).into();
            offers.extend(used(own.filter(|kind| !usual.contains(kind))));
            offers
        }
        ("Account", "grade") => grades(),
        ("Step" | "View", "lanes_by") => {
            LanesBy::ALL.map(|by| Offer::new(by.word(), "", CompletionItemKind::ENUM_MEMBER)).into()
        }
        ("View", "zone") => {
            let zones = jiff::tz::db().available().map(|zone| zone.to_string());
            let zones = std::iter::once("utc".to_owned()).chain(zones);
            zones.map(|zone| Offer::new(zone, "", CompletionItemKind::ENUM_MEMBER)).collect()
        }
        _ => Vec::new(),
    }
}

/// The lanes of the file, then all countries, found by any of their names.
fn countries(document: &Document) -> Vec<Offer> {
    let mut known = BTreeSet::new();
    let mut offers = Vec::new();
    for lane in document.lanes() {
        known.insert(lane.id.as_str());
        let also =
            country::find(lane.id.as_str()).map(|country| country.aliases.join(" ")).unwrap_or_default();
        let offer = Offer::new(lane.id.as_str(), lane.name.clone(), CompletionItemKind::ENUM_MEMBER);
        offers.push(Offer { also, ..offer });
    }
    for country in country::all().iter().filter(|country| !known.contains(country.code)) {
        let also = format!("{} {}", country.alpha3, country.aliases.join(" "));
        offers
            .push(Offer { also, ..Offer::new(country.code, country.name, CompletionItemKind::ENUM_MEMBER) });
    }
    offers
}

fn ids(document: &Document) -> Vec<Offer> {
    let offer = |event: &std::sync::Arc<crate::model::Event>| {
        let detail = format!("{}  {}", event.date.text(), event.title);
        Offer::new(event.id.as_str(), detail, CompletionItemKind::REFERENCE)
    };
    document.events().iter().map(offer).collect()
}

fn sources(document: &Document) -> Vec<Offer> {
    let declared = document.sources().iter();
    let mut offers: Vec<Offer> = declared
        .map(|source| Offer::new(source.id.as_str(), source.title.clone(), CompletionItemKind::REFERENCE))
        .collect();
    let used = used(document.events().iter().flat_map(|event| event.sources.iter()).map(Text::as_str));
    offers.extend(used.into_iter().filter(|offer| document.source(&offer.new).is_none()));
    offers
}

fn grades() -> Vec<Offer> {
    let grades = "ABCDEF".chars().flat_map(|source| (1..=6).map(move |content| Grade { source, content }));
    grades
        .map(|grade| Offer::new(grade.to_string(), grade.in_words(), CompletionItemKind::ENUM_MEMBER))
        .collect()
}

/// What is used already, the most often used first.
fn used<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Offer> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    texts.filter(|text| !text.is_empty()).for_each(|text| *counts.entry(text).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let offer = |(text, count): (&str, usize)| {
        Offer::new(text, crate::model::counted(count, "event"), CompletionItemKind::VALUE)
    };
    counts.into_iter().map(offer).collect()
}
