//! Keeps what was found in step with what is typed and with the document: at once while it is small, else on a
//! thread of its own, one search at a time, so that typing stays fluent.

use std::sync::Arc;

use egui::Context;
use egui::text::{CCursor, CCursorRange};

use crate::analysis::{Hits, Index, Matcher, Query, QueryError};
use crate::app::jobs::discard::drop_in_background;
use crate::app::jobs::registry::Kind;
use crate::app::session::BACKGROUND_ABOVE_EVENTS;
use crate::app::{App, Session};
use crate::layout::Viewport;
use crate::model::Version;
use crate::model::{Document, EventIx, Progress};
use crate::ui::commands::SearchCommand;
use crate::ui::ids;
use crate::ui::state::lane_view::LaneList;
use crate::ui::state::navigate::fit_all;
use crate::ui::state::search::DISPUTED;

/// What was found on a single day is shown with some days around it, in days.
const SHORTEST_FIT_DAYS: f64 = 7.0;

/// What searches need from one to the next.
#[derive(Default)]
pub struct Searcher {
    matcher: Option<(Version, Arc<Matcher>)>,
    /// What was asked last, and of which document.
    asked: Option<(Version, String)>,
    /// Whether it was asked while it was typed.
    typing: bool,
    /// Whether something of what was found is to be shown as soon as it is found.
    show: bool,
    /// What was answered last.
    answered: String,
    /// What words are not to be prepared of by itself, because the user has ended that.
    given_up: Option<Version>,
}

/// What comes back from a search on another thread.
pub struct Answer {
    version: Version,
    /// What searches are answered by; `None` where preparing it was ended.
    matcher: Option<Arc<Matcher>>,
    /// What was asked, if anything, and what was found.
    found: Option<(String, Arc<Hits>)>,
}

impl Searcher {
    /// What queries are completed from, once it is there for this document.
    #[must_use]
    pub fn matcher(&self, session: &Session) -> Option<&Matcher> {
        self.current(session.version()).map(AsRef::as_ref)
    }

    /// The same, to be taken to another thread.
    pub(crate) fn shared(&self, session: &Session) -> Option<Arc<Matcher>> {
        self.current(session.version()).map(Arc::clone)
    }

    fn current(&self, version: Version) -> Option<&Arc<Matcher>> {
        self.matcher.as_ref().filter(|(of, _)| *of == version).map(|(_, matcher)| matcher)
    }
}

/// A query that is worth asking; `None` where it asks for everything.
fn query_of(text: &str, typing: bool) -> Result<Option<Query>, QueryError> {
    let query = if typing { Query::parse_unfinished(text) } else { Query::parse(text) };
    Ok(Some(query?).filter(|query| !query.is_empty()))
}

impl App {
    /// Answers what is typed, or has it answered.
    pub(crate) fn keep_search(&mut self, ctx: &Context) {
        let version = self.session.version();
        self.drop_stale_hits();
        let typing = ctx.memory(|memory| memory.has_focus(ids::field_id()));
        if !self.view.search.is_active() && !typing {
            self.view.search.waiting = false;
            self.derived.searcher.asked = None;
            return;
        }
        let question = (version, self.view.search.text.clone());
        // What is typed may be a beginning; when the field is left it is what it is.
        let asked = self.derived.searcher.asked.as_ref() == Some(&question);
        let asked = asked && self.derived.searcher.typing == typing;
        if asked && self.derived.searcher.current(version).is_some() {
            return;
        }
        let query = match query_of(&question.1, typing) {
            Ok(query) => {
                // What was wrong before is right now, though the answer may have to be waited for.
                self.view.search.wrong = None;
                query
            }
            Err(error) => {
                self.view.search.answer(None, Some(error));
                None
            }
        };
        if query.is_none() && self.view.search.wrong.is_none() {
            self.view.search.answer(None, None);
        }
        if self.session.document().events().len() <= BACKGROUND_ABOVE_EVENTS {
            self.search_at_once(version, query.as_ref());
        } else if !self.jobs.registry.has(Kind::Search) {
            self.search_in_background(ctx, version, query);
        } else {
            // The one under way must end first; this is asked again in the frame that it ends in.
            self.view.search.waiting = query.is_some();
            return;
        }
        self.derived.searcher.asked = Some(question);
        self.derived.searcher.typing = typing;
    }

    fn search_at_once(&mut self, version: Version, query: Option<&Query>) {
        let document = self.session.document();
        let matcher = match self.derived.searcher.current(version) {
            Some(matcher) => Arc::clone(matcher),
            None => Arc::new(Matcher::new(document)),
        };
        if let Some(query) = query {
            let hits = Hits::find(document, self.session.index(), &matcher, query);
            self.view.search.answer(Some(Arc::new(hits)), None);
            self.derived.searcher.answered = self.view.search.text.clone();
        }
        self.derived.searcher.matcher = Some((version, matcher));
    }

    fn search_in_background(&mut self, ctx: &Context, version: Version, query: Option<Query>) {
        let matcher = self.derived.searcher.current(version).map(Arc::clone);
        let given_up = self.derived.searcher.given_up == Some(version);
        if query.is_none() && (matcher.is_some() || given_up) {
            return;
        }
        self.derived.searcher.given_up = None;
        let document = self.session.snapshot();
        let index = self.session.shared_index();
        let text = self.view.search.text.clone();
        self.view.search.waiting = query.is_some();
        let title = if matcher.is_none() { "Preparing the search" } else { "Searching" };
        let search = move |progress: &Progress| {
            answer(version, &document, &index, matcher, query.as_ref(), text, progress)
        };
        self.jobs.begin(ctx, Kind::Search, title, search, |app, _, answer| app.take_answer(answer));
    }

    /// What was found before is asked for again. Says so.
    pub(crate) fn search_cancelled(&mut self) -> &'static str {
        let searcher = &mut self.derived.searcher;
        searcher.given_up = Some(self.session.version());
        let before = match self.view.search.found {
            Some(_) => searcher.answered.clone(),
            None => String::new(),
        };
        searcher.asked = None;
        if before.is_empty() {
            self.view.search.hide_rest = false;
        }
        self.search_for(before);
        self.view.search.waiting = false;
        "Search cancelled"
    }

    /// An answer from another thread: good where the document is still the same, and shown even where more was
    /// typed meanwhile, so that something moves with every letter.
    fn take_answer(&mut self, answer: Answer) {
        let Some(matcher) = answer.matcher else { return };
        if answer.version != self.session.version() {
            drop_in_background((matcher, answer.found));
            return;
        }
        drop_in_background(self.derived.searcher.matcher.replace((answer.version, matcher)));
        let Some((text, hits)) = answer.found else { return };
        let now = &self.view.search;
        if now.is_active() && now.wrong.is_none() {
            let waiting = now.text != text;
            drop_in_background(self.view.search.found.take());
            self.view.search.answer(Some(hits), None);
            self.derived.searcher.answered = text;
            self.view.search.waiting = waiting;
            self.reindex_hits();
        }
    }

    /// What was found stands in the lanes that there are now.
    pub(crate) fn reindex_hits(&mut self) {
        let by = self.session.lanes().by();
        if let Some(found) =
            self.view.search.found.as_mut().filter(|found| found.index().grouping().by() != by)
        {
            *found = Arc::new(found.in_lanes_of(self.session.index()));
            self.view.search.answers += 1;
        }
    }

    /// Hits of a document whose events stood elsewhere point at others, or at nothing.
    fn drop_stale_hits(&mut self) {
        let (now, document) = (self.session.version(), self.session.document());
        let elsewhere = |(of, _): &(Version, String)| {
            of.opening != now.opening
                || (of.revision != now.revision && document.changed_since(of.revision).is_none())
        };
        if self.view.search.found.is_some() && self.derived.searcher.asked.as_ref().is_some_and(elsewhere) {
            drop_in_background(self.view.search.found.take());
            self.view.search.forget();
        }
    }

    pub(crate) fn search(&mut self, ctx: &Context, command: SearchCommand) {
        match command {
            SearchCommand::Focus => self.focus_search(ctx),
            SearchCommand::Ask(text) => self.search_for(text),
            SearchCommand::Only(text) => {
                self.search_for(text);
                self.view.search.hide_rest = true;
            }
            SearchCommand::HideRest => {
                self.view.search.hide_rest = !self.view.search.hide_rest;
                self.derived.searcher.show = self.view.search.hide_rest;
            }
            SearchCommand::Disputed if self.view.search.is_disputed_only() => {
                self.search(ctx, SearchCommand::Clear);
            }
            SearchCommand::Disputed => {
                self.search(ctx, SearchCommand::Only(DISPUTED.to_owned()));
                self.derived.searcher.show = true;
            }
            SearchCommand::Next { later } => self.next_hit(ctx, later),
            SearchCommand::Clear => {
                self.search_for(String::new());
                self.view.search.hide_rest = false;
                ctx.memory_mut(|memory| memory.surrender_focus(ids::field_id()));
            }
        }
    }

    fn search_for(&mut self, text: String) {
        if text.is_empty() {
            drop_in_background(self.view.search.found.take());
            self.view.search.forget();
        }
        self.view.search.query = query_of(&text, true).ok().flatten();
        self.view.search.text = text;
    }

    fn focus_search(&mut self, ctx: &Context) {
        // The field over the picture is there only while it is used.
        self.widgets.presenting.search = self.view.presenting;
        let id = ids::field_id();
        let end = CCursor::new(self.view.search.text.chars().count());
        let mut state = egui::TextEdit::load_state(ctx, id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
        egui::TextEdit::store_state(ctx, id, state);
        ctx.memory_mut(|memory| memory.request_focus(id));
    }

    /// Once a frame: where only results are shown now and none of them is in view, goes to them.
    pub(crate) fn keep_found_in_view(&mut self, ctx: &Context) {
        if !self.derived.searcher.show || self.view.search.waiting {
            return;
        }
        self.derived.searcher.show = false;
        let Some(hits) = self.view.search.only() else { return };
        let here = self.view.seen();
        let mut columns = (0_u32..).map_while(|lane| hits.index().lane(lane));
        let is_seen = columns.any(|lane| lane.touching(here.from, here.to()).next().is_some());
        if !is_seen && !self.view.presenting && !self.view.align.is_overlaid() {
            self.fit_results(ctx);
        }
    }

    /// Shows everything that a search has found.
    pub(crate) fn fit_results(&mut self, ctx: &Context) {
        let Some(hits) = self.view.search.found.as_deref().filter(|hits| !hits.is_empty()) else { return };
        let fit = fit_all(hits.index());
        let air = (SHORTEST_FIT_DAYS - fit.days).max(0.0) / 2.0;
        let viewport = Viewport { from: fit.from - air, days: fit.days + 2.0 * air, ..fit };
        if !self.refuses_overlaid("Cannot fit results") {
            self.go_to(ctx, self.view.folds().showing(viewport));
        }
    }

    fn next_hit(&mut self, ctx: &Context, later: bool) {
        let document = self.session.document();
        let Some(hits) = &self.view.search.found else { return };
        let selected = self.view.selection.event.filter(|ix| ix.index() < document.events().len());
        let day = match selected {
            Some(ix) => f64::from(document.event(ix).date.first_day().number()),
            None => self.view.days().from,
        };
        if let Some(ix) = hits.next(document, selected, day, later) {
            self.reveal(ctx, ix);
        }
    }

    /// Whether an event is shown: it is hidden where only what was found is shown and it was not.
    pub(crate) fn shows(&self, ix: EventIx) -> bool {
        self.view.search.only().is_none_or(|hits| hits.contains(ix))
    }

    /// The lanes to show: those with a hit where only hits are shown.
    pub(crate) fn shown_lanes(&self) -> LaneList {
        let mut lanes = self.view.lanes.list(self.session.lanes().lanes());
        if let Some(hits) = self.view.search.only() {
            let column = |lane: u32| hits.index().lane(lane);
            lanes.keep(|lane| column(lane).is_some_and(|column| !column.entries().is_empty()));
        }
        lanes
    }
}

/// What the other thread does.
fn answer(
    version: Version,
    document: &Document,
    index: &Index,
    matcher: Option<Arc<Matcher>>,
    query: Option<&Query>,
    text: String,
    progress: &Progress,
) -> Answer {
    let matcher = matcher.or_else(|| Matcher::prepare(document, progress).map(Arc::new));
    let found = matcher
        .as_ref()
        .zip(query)
        .map(|(matcher, query)| (text, Arc::new(Hits::find(document, index, matcher, query))));
    Answer { version, matcher, found }
}
