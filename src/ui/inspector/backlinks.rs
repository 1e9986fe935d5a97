//! Which events link to which, found once for each revision: there may be a million that could.

use foldhash::{HashMap, HashSet};

use crate::model::{Document, EventId, EventIx, Name, Version};

/// The links of all events, by what they lead to.
#[derive(Debug, Default)]
pub struct Backlinks {
    document: Version,
    /// For each event that is linked to: what the link is, and from where.
    to: HashMap<EventId, Vec<(Name, EventId)>>,
}

impl Backlinks {
    /// Finds them; `which` tells later of which opening and revision of the document they are.
    #[must_use]
    pub fn find(document: &Document, which: Version) -> Self {
        let mut to: HashMap<EventId, Vec<(Name, EventId)>> = HashMap::default();
        for event in document.events() {
            for link in &event.links {
                to.entry(link.to.clone()).or_default().push((link.kind.clone(), event.id.clone()));
            }
        }
        Self { document: which, to }
    }

    /// Whether they are of this opening and revision of a document.
    pub(super) fn is_of(&self, which: Version) -> bool {
        self.document == which
    }

    /// The links to an event, in the order of the file.
    pub(super) fn to(&self, id: &EventId) -> &[(Name, EventId)] {
        self.to.get(id).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A link of the selected event, as the panel tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkOf {
    /// What it is called from this end.
    pub kind: String,
    /// The event at the other end.
    pub to: EventIx,
}

/// The links of one event in both directions, found once: there may be a hundred thousand.
#[derive(Debug, Default)]
pub(super) struct LinksOf {
    /// Of which revision of the document and of the links, and of which event.
    of: Option<(Version, u64, EventIx)>,
    links: Vec<LinkOf>,
}

impl LinksOf {
    /// Those that lead to other events, then those from events that this one does not name.
    pub(super) fn of(&mut self, document: &Document, known: &Backlinks, ix: EventIx) -> &[LinkOf] {
        let of = Some((known.document, document.revision(), ix));
        if self.of != of {
            *self = Self { of, links: links_of(document, known, ix) };
        }
        &self.links
    }
}

fn links_of(document: &Document, known: &Backlinks, ix: EventIx) -> Vec<LinkOf> {
    let event = document.event(ix);
    let to = event.links.iter();
    let mut all: Vec<LinkOf> = to
        .filter_map(|link| Some(LinkOf { kind: link.kind.to_string(), to: document.find(&link.to)? }))
        .collect();
    let named: HashSet<EventIx> = all.iter().map(|link| link.to).chain([ix]).collect();
    let from = known.to(&event.id).iter().filter_map(|(kind, other)| Some((kind, document.find(other)?)));
    let from = from.filter(|(_, other)| !named.contains(other));
    all.extend(from.map(|(kind, to)| LinkOf { kind: reversed(kind), to }));
    all
}

/// What a link is called from its other end.
fn reversed(kind: &str) -> String {
    match kind {
        "before" => "after".to_owned(),
        "after" => "before".to_owned(),
        "causes" => "caused by".to_owned(),
        "answers" => "answered by".to_owned(),
        "contradicts" => "contradicted by".to_owned(),
        other => format!("{other} (reverse)"),
    }
}
