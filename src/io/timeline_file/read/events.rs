//! From the file's structs to the model's events, one event at a time, with what can be said of each by itself.

use std::borrow::Cow;
use std::sync::Arc;

use super::batch::Batch;
use super::fast_path::{self, PlainEvent};
use super::interner::{Lists, Names};
use crate::io::Fix;
use crate::io::timeline_file::text::ids::make;
use crate::io::timeline_file::text::literal::{Spanned, part};
use crate::io::timeline_file::text::problems::{Problems, near_miss, quoted};
use crate::io::timeline_file::text::scan::Span;
use crate::io::timeline_file::text::schema::{AccountFields, EventFields, Texts};
use crate::model::by_id::IdHasher;
use crate::model::document::resolve_lane;
use crate::model::text::FullShelf;
use crate::model::{
    Account, Details, Event, EventDate, EventId, Grade, Keyed, Lane, LaneId, Link, List, Name, Rarities,
    Source, Text, TextList, country,
};

/// What the file declares besides its events, which the events refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Declared {
    /// The lanes.
    pub(crate) lanes: Keyed<Lane>,
    /// The sources.
    pub(crate) sources: Vec<Source>,
}

/// For so many words that nobody knows it is looked what was meant.
const MOST_LOOKS: usize = 1000;

/// So many pairs of a source as written and one that is declared are compared.
const MOST_COMPARED: usize = 1_000_000;

/// Reads events and remembers what their countries resolve to.
#[derive(Debug)]
pub(crate) struct EventReader<'t> {
    text: &'t str,
    declared: &'t Declared,
    /// The ids of the declared sources.
    source_ids: foldhash::HashSet<&'t str>,
    /// How many sources as written were compared with all that are declared.
    compared: usize,
    lanes: foldhash::HashMap<Cow<'t, str>, Resolved>,
    /// The declared source that was probably meant by a word, for each that was met.
    sources: foldhash::HashMap<String, Option<&'t str>>,
    names: Names<'t>,
    /// Lists of countries and of sources of which there was nothing to be told.
    involved: Lists<'t, List<LaneId>>,
    sourced: Lists<'t, TextList>,
    /// The text of the file, of which ids and titles are parts.
    letters: FullShelf,
    hasher: IdHasher,
    /// For an id that is made.
    made: String,
    /// For the texts of a list, so that reading it allocates nothing.
    room: Vec<Spanned<Cow<'t, str>>>,
    read: Batch,
    /// What was wrong.
    pub(crate) problems: Problems,
}

#[derive(Clone, Debug)]
struct Resolved {
    lane: LaneId,
    /// What to do about a country that nobody knows.
    unknown: Option<(String, Fix)>,
    years: Option<(i32, i32)>,
}

impl Resolved {
    /// Whether there is nothing to be told of it, whatever the date.
    fn is_usual(&self) -> bool {
        self.unknown.is_none() && self.years.is_none()
    }
}

impl<'t> EventReader<'t> {
    /// For the events of a text, whose ids are hashed for the table of them. `full` is the text as it is kept.
    pub(crate) fn new(text: &'t str, full: &Arc<String>, declared: &'t Declared, hasher: IdHasher) -> Self {
        Self {
            text,
            declared,
            source_ids: declared.sources.iter().map(|source| source.id.as_str()).collect(),
            compared: 0,
            letters: FullShelf::of(Arc::clone(full)),
            lanes: foldhash::HashMap::default(),
            sources: foldhash::HashMap::default(),
            names: Names::default(),
            involved: Lists::default(),
            sourced: Lists::default(),
            hasher,
            made: String::new(),
            room: Vec::new(),
            read: Batch::default(),
            problems: Problems::default(),
        }
    }

    /// Reads the event that begins here, if it is plain, and tells where it ends and whether there are comments in it.
    /// `text` is that of the reader, or a part of it that is not looked beyond.
    pub(crate) fn plain(&mut self, text: &'t str, at: usize) -> Option<(usize, bool)> {
        let PlainEvent { fields, end, comments } = fast_path::event(text, at)?;
        self.event(fields);
        Some((end, comments))
    }

    /// Reads the event in a span, whatever it looks like.
    pub(crate) fn any(&mut self, span: &Span) {
        let fields = EventFields::read(self.text, span, &mut self.problems);
        match fields {
            Some(fields) => self.event(fields),
            None => self.read.push_unread(),
        }
    }

    /// What was read since the last call. Where something was missing that an event needs, the reasons are told.
    pub(crate) fn take(&mut self) -> Batch {
        self.read.give_made_ids();
        std::mem::take(&mut self.read)
    }

    /// What is read next goes into these, which have room and nothing in it.
    pub(crate) fn refill(&mut self, empty: Batch) {
        debug_assert!(empty.len() == 0 && self.read.len() == 0);
        self.read = empty;
    }

    /// Gives up what was read since then.
    pub(crate) fn forget(&mut self) {
        self.read = Batch::default();
        self.problems = Problems::default();
    }

    fn event(&mut self, fields: EventFields<'t>) {
        if self.add(fields).is_none() {
            self.read.push_unread();
        }
    }

    /// A text of the event's own.
    fn text(&self, text: Cow<'t, str>) -> Text {
        match text {
            Cow::Borrowed(text) => self.letters.part(text).unwrap_or_else(|| Text::from(text)),
            Cow::Owned(text) => Text::from(text),
        }
    }

    fn add(&mut self, fields: EventFields<'t>) -> Option<()> {
        let date = fields.date.as_ref().and_then(|date| self.date(date));
        let lane = fields.country.as_ref().map(|country| self.country(country, date.as_ref()));
        let involves = self.involves(fields.involves, date.as_ref());
        let importance = self.importance(fields.importance.as_ref());
        let sources = self.sources(fields.sources);
        // As long as they are: most have one or two, for which a growing list makes room for four.
        let mut accounts = Vec::with_capacity(fields.accounts.len());
        accounts.extend(fields.accounts.into_iter().map(|account| self.account(account)));
        let links_at: Box<[Span]> = fields.links.iter().map(|link| link.to.span.clone()).collect();
        let mut links = Vec::with_capacity(fields.links.len());
        links.extend(fields.links.into_iter().map(|link| Link {
            to: EventId::from(self.text(link.to.value)),
            kind: self.names.name(&link.kind),
            by: self.names.name(&link.by),
        }));
        let id = fields.id.filter(|id| {
            if id.value.trim().is_empty() {
                let hint = Some("leave id out, or give it a name that no other event has".to_owned());
                self.problems.warning(id.span.clone(), "id is empty", hint);
            }
            !id.value.trim().is_empty()
        });
        let (title, country) = (fields.title?.value, fields.country?.value);
        let details = Details {
            title_native: self.text(fields.title_native),
            accounts,
            links,
            note: self.text(fields.note),
        };
        let summary = self.text(fields.summary);
        let rarities = Rarities { involves, sources, summary, details: details.into() };
        let (id_at, id) = id.map_or((None, Cow::default()), |id| (Some(id.span.into()), id.value));
        let mut event = Event {
            id: EventId::from(self.text(id)),
            date: date?,
            title: self.text(title),
            country: self.names.name(&country),
            lane: lane?,
            place: self.names.name(&fields.place),
            people: self.list(fields.people),
            tags: self.list(fields.tags),
            importance,
            origin: 0,
            rare: rarities.into(),
        };
        let mut id_hash = self.hasher.hash(event.id.as_str());
        if id_at.is_none() {
            make(&event, &mut self.made);
            id_hash = self.hasher.hash(&self.made);
            if self.read.make_id(&self.made).is_none() {
                event.id = EventId::new(&self.made);
            }
        }
        self.read.push(event, id_hash, id_at, links_at);
        Some(())
    }

    fn account(&mut self, account: AccountFields<'t>) -> Account {
        Account {
            by: self.names.name(&account.by),
            says: self.text(account.says),
            source: account.source.map(|source| {
                self.check_source(&source);
                self.text(source.value)
            }),
            quote: account.quote.map(|quote| self.text(quote)),
            grade: account.grade.and_then(|grade| self.grade(&grade)),
            omits: self.list(Texts::Read(account.omits)),
        }
    }

    fn list(&mut self, texts: Texts<'t>) -> List<Name> {
        match texts {
            Texts::Read(texts) => self.names.list(texts.iter().map(|text| &*text.value)),
            Texts::Plain(span) => {
                let text = self.text;
                self.names.written(&text[span.clone()], || fast_path::strings(text, &span))
            }
        }
    }

    /// The lanes of other countries; of a list that was met before there is nothing to be told.
    fn involves(&mut self, texts: Texts<'t>, date: Option<&EventDate>) -> List<LaneId> {
        let written = texts.written(self.text);
        if let Some(known) = written.and_then(|written| self.involved.get(written)) {
            return known;
        }
        let texts = self.each(texts);
        let lanes: List<LaneId> = texts.iter().map(|country| self.country(country, date)).collect();
        let is_usual = |text: &Spanned<_>| self.lanes.get(&text.value).is_some_and(Resolved::is_usual);
        if let Some(written) = written.filter(|_| texts.iter().all(is_usual)) {
            self.involved.keep(written, &lanes);
        }
        self.room = texts;
        lanes
    }

    /// Where it is reported; of a list that was met before there is nothing to be told.
    fn sources(&mut self, texts: Texts<'t>) -> TextList {
        let written = texts.written(self.text);
        if let Some(known) = written.and_then(|written| self.sourced.get(written)) {
            return known;
        }
        let mut texts = self.each(texts);
        let warnings = self.problems.warnings;
        texts.iter().for_each(|source| self.check_source(source));
        let sources: TextList = texts.drain(..).map(|source| self.text(source.value)).collect();
        self.room = texts;
        if let Some(written) = written.filter(|_| self.problems.warnings == warnings) {
            self.sourced.keep(written, &sources);
        }
        sources
    }

    /// The texts of a list; whoever takes them gives their room back.
    fn each(&mut self, texts: Texts<'t>) -> Vec<Spanned<Cow<'t, str>>> {
        match texts {
            Texts::Read(texts) => texts,
            Texts::Plain(span) => {
                let mut room = std::mem::take(&mut self.room);
                room.clear();
                fast_path::strings_into(self.text, &span, &mut room);
                room
            }
        }
    }

    fn date(&mut self, date: &Spanned<Cow<'_, str>>) -> Option<EventDate> {
        match EventDate::parse(&date.value) {
            Ok(date) => Some(date),
            Err(error) => {
                let at = part(self.text, &date.span, &error.at);
                let message = format!("{} is not a date: {}", quoted(&date.value), error.message);
                self.problems.error(at, message, error.hint);
                None
            }
        }
    }

    /// The lane of a country as written, and a word where it is not known or did not exist then.
    fn country(&mut self, written: &Spanned<Cow<'t, str>>, date: Option<&EventDate>) -> LaneId {
        let known = self.lanes.get(&written.value);
        if let Some(usual) = known.filter(|resolved| resolved.is_usual()) {
            return usual.lane.clone();
        }
        if known.is_none() {
            // What was meant is looked for among all names: not for each of a million that nobody knows.
            let looks = self.problems.warnings;
            let look = looks < MOST_LOOKS && looks * self.declared.lanes.len() <= MOST_COMPARED;
            let resolved = resolve(&self.declared.lanes, &written.value, look);
            self.lanes.insert(written.value.clone(), resolved);
        }
        let resolved = &self.lanes[&written.value];
        if let Some((hint, fix)) = &resolved.unknown {
            let message = format!("unknown country {}: given its own lane", quoted(&written.value));
            self.problems.fixable(written.span.clone(), message, hint.clone(), fix.clone());
        }
        if let (Some((from, to)), Some(date)) = (resolved.years, date) {
            let (first, last) = (date.first_day().ymd().0, date.last_day().ymd().0);
            if first > to || last < from {
                let year = if first > to { first } else { last };
                let message = format!("{} did not exist in {year}", quoted(&written.value));
                let hint = Some(format!("it existed from {from} to {to}"));
                self.problems.warning(written.span.clone(), message, hint);
            }
        }
        resolved.lane.clone()
    }

    fn importance(&mut self, importance: Option<&Spanned<i64>>) -> u8 {
        let Some(importance) = importance else { return 3 };
        if !(1..=5).contains(&importance.value) {
            let message = format!("importance must be 1 to 5, found {}", importance.value);
            self.problems.more_in_text = true;
            self.problems.warning(
                importance.span.clone(),
                message,
                Some("3 is the usual importance".to_owned()),
            );
        }
        importance.value.clamp(1, 5) as u8
    }

    fn grade(&mut self, grade: &Spanned<Cow<'_, str>>) -> Option<Grade> {
        let parsed = Grade::parse(&grade.value);
        if parsed.is_none() {
            let message = format!("{} is not a grade of the Admiralty code", quoted(&grade.value));
            let hint = "write A (reliable) to F, then 1 (confirmed) to 6, for example B2".to_owned();
            self.problems.more_in_text = true;
            self.problems.warning(grade.span.clone(), message, Some(hint));
        }
        parsed
    }

    /// A word where a source as written is probably a misspelt id.
    fn check_source(&mut self, source: &Spanned<impl AsRef<str>>) {
        let written = source.value.as_ref();
        let is_text = written.contains(char::is_whitespace) || written.contains([':', '/']);
        if is_text || self.declared.sources.is_empty() || self.source_ids.contains(written) {
            return;
        }
        let meant = match self.sources.get(written) {
            Some(meant) => *meant,
            None => {
                let meant = self.source_meant(written, &source.span);
                self.sources.insert(written.to_owned(), meant);
                meant
            }
        };
        if let Some(meant) = meant {
            let message = format!("no source is declared with the ID {}", quoted(written));
            let hint = Some(format!("did you mean {meant}?"));
            self.problems.warning(source.span.clone(), message, hint);
        }
    }

    fn source_meant(&mut self, written: &str, at: &Span) -> Option<&'t str> {
        let declared = &self.declared.sources;
        // Each is compared with all that are declared: not each of a million.
        self.compared += 1;
        if self.compared > 1 && self.compared * declared.len() > MOST_COMPARED {
            self.problems.not_compared(at.clone());
            return None;
        }
        near_miss(written, declared.iter().map(|source| source.id.as_str()))
    }
}

fn resolve(declared: &Keyed<Lane>, written: &str, look: bool) -> Resolved {
    let lane = resolve_lane(declared, written);
    let country = country::find(written.trim());
    let is_declared = declared.find(lane.as_str()).is_some();
    // What a lane is called the file says; a country's code or name leads to its lane, too.
    let names_a_lane = is_declared && country.is_none_or(|country| country.code != lane.as_str());
    let names_a_lane = names_a_lane || declared.find(written.trim()).is_some();
    Resolved {
        unknown: (!is_declared && country.is_none()).then(|| advice(declared, written, look)),
        years: country.filter(|_| !names_a_lane).and_then(|country| country.years),
        lane,
    }
}

/// What was probably meant by a country that nobody knows.
fn advice(declared: &[Lane], written: &str, look: bool) -> (String, Fix) {
    let instead = |meant: &str| Fix::Country { written: written.to_owned(), meant: meant.to_owned() };
    if let Some(country) = look.then(|| country::nearest(written)).flatten() {
        return (format!("did you mean {}?", country.name), instead(country.name));
    }
    let names = declared.iter().flat_map(|lane| [lane.id.as_str(), lane.name.as_str()]);
    let near = || near_miss(written, names);
    match look.then(near).flatten() {
        Some(lane) => (format!("did you mean the lane {lane}?"), instead(lane)),
        None => {
            let hint = "for an actor that is not a state, declare a lane with this id";
            (hint.to_owned(), Fix::Declare(written.to_owned()))
        }
    }
}
