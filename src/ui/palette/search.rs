//! Fuzzy search for the list of commands. Actions and lanes are few and looked at in one go; events may be a
//! million, so they are looked at in slices of a few milliseconds, a frame each, and what is found so far is shown.
//! Where more is typed, only what matched before is looked at again.

use std::time::{Duration, Instant};

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::choice::Choice;
use super::item::{Item, OF_LANES, Tag, Words};
use crate::analysis::align::tags;
use crate::model::brief::MOST_LINE_BYTES;
use crate::model::going::{Here, going};
use crate::model::{Document, EventIx, Lane, Version, beginning};
use crate::ui::commands::Scope;
use crate::ui::commands::action::Action;
use crate::ui::state::lane_view::LaneList;
use crate::ui::words::capitalised;

/// How long a frame may be searched for.
const SEARCHED_PER_FRAME: Duration = Duration::from_millis(4);
/// So many lanes or events are looked at between two looks at the clock.
const ITEMS_BETWEEN_LOOKS_AT_CLOCK: usize = 500;
/// So many of what was found are listed, the best.
pub(super) const MAX_LISTED_ITEMS: usize = 60;
/// Actions go before lanes, and lanes before events, that match as well.
const ACTION_SCORE: u32 = 24;
const LANE_SCORE: u32 = 12;
/// What was chosen last goes before what was chosen never.
const CHOSEN_SCORE: u32 = 16;

/// Something found, with how well it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub score: u32,
    pub item: Item,
}

/// What a search depends on besides what is typed.
pub(super) struct Among<'a> {
    pub scope: Scope,
    pub document: &'a Document,
    /// Which opening of a document this is.
    pub generation: u64,
    /// All lanes.
    pub all: &'a [Lane],
    /// Those that are shown.
    pub lanes: &'a LaneList,
    /// Actions chosen before, by name, the last first.
    pub chosen: &'a [String],
    /// The selected event.
    pub selected: Option<EventIx>,
    /// Where one looks, for dates that leave something out.
    pub here: Here,
}

/// A search, as far as it has come.
#[derive(Clone, Debug)]
pub(super) struct Search {
    matcher: Matcher,
    text: String,
    pattern: Pattern,
    asked: Option<Version>,
    /// The best, the best first.
    best: Vec<Match>,
    /// How many were found in all.
    pub count: usize,
    /// The lanes to look at, each once for what can be done with it.
    lanes: Vec<Item>,
    next_lane: usize,
    /// The events to look at; all where there is no list.
    among: Option<Vec<u32>>,
    next: usize,
    /// The tags of the document, where days are to be counted from one.
    pub tags: Vec<Tag>,
    /// Whether events are looked for to count days from.
    aligns: bool,
    /// The events that matched so far.
    matched: Vec<u32>,
    done: bool,
    /// Why what is typed is no date, where only dates are asked for.
    wrong_date: Option<String>,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            text: String::new(),
            pattern: pattern(""),
            asked: None,
            best: Vec::new(),
            count: 0,
            lanes: Vec::new(),
            next_lane: 0,
            among: None,
            next: 0,
            tags: Vec::new(),
            aligns: false,
            matched: Vec::new(),
            done: true,
            wrong_date: None,
        }
    }
}

fn pattern(text: &str) -> Pattern {
    Pattern::new(text, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy)
}

/// The parts of an item as one row of characters, with a space between them; of very long ones what a row shows.
fn letters(parts: [&str; 3], to: &mut Vec<char>) {
    to.clear();
    for part in parts {
        to.extend(beginning(part, MOST_LINE_BYTES).chars());
        to.push(' ');
    }
}

impl Search {
    /// Goes on searching for a slice of a frame; returns whether there is more to do.
    pub fn run(&mut self, text: &str, among: &Among<'_>) -> bool {
        let which = Version { opening: among.generation, revision: among.document.revision() };
        if self.asked != Some(which) || self.text != text {
            self.begin(text, which, among);
        }
        self.go_on(among, Instant::now() + SEARCHED_PER_FRAME)
    }

    /// What was found, to be shown; to be given back.
    pub fn take_best(&mut self) -> Vec<Match> {
        std::mem::take(&mut self.best)
    }

    /// Gives back what was shown.
    pub fn give_back(&mut self, best: Vec<Match>) {
        self.best = best;
    }

    /// What was found, the best first.
    pub fn best(&self) -> &[Match] {
        &self.best
    }

    /// Why what is typed is no date, where one is asked for.
    pub fn wrong_date(&self) -> Option<String> {
        self.wrong_date.clone()
    }

    /// The days that what is typed asks for, if it is a date: before all else where it has a number in it, else behind,
    /// as a month may also be the beginning of another word.
    fn date(&mut self, text: &str, among: &Among<'_>) {
        self.wrong_date = None;
        let asked = going(text, &among.here).filter(|_| matches!(among.scope, Scope::All | Scope::Date));
        let dates_alone = among.scope == Scope::Date;
        match asked {
            Some(Ok((first, last))) => {
                let is_sure = dates_alone || text.contains(|c: char| c.is_numeric());
                let score = if is_sure { u32::MAX } else { 0 };
                self.best.push(Match { score, item: Item::Date(first, last) });
                self.count += 1;
            }
            Some(Err(error)) if dates_alone => {
                let hint = error.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
                self.wrong_date = Some(format!("{}{hint}", capitalised(&error.message)));
            }
            None if dates_alone && !text.trim().is_empty() => {
                self.wrong_date = Some("Not a date; write July, 5 Aug 1914 or three weeks before".to_owned());
            }
            _ => {}
        }
    }

    fn begin(&mut self, text: &str, which: Version, among: &Among<'_>) {
        // What is typed behind what was there can only match less.
        let narrows =
            self.asked == Some(which) && self.done && !self.text.is_empty() && text.starts_with(&self.text);
        let matched = std::mem::take(&mut self.matched);
        self.among = narrows.then_some(matched);
        self.asked = Some(which);
        text.clone_into(&mut self.text);
        self.pattern = pattern(text);
        (self.best, self.count, self.next) = (Vec::new(), 0, 0);
        (self.lanes, self.next_lane) = (Vec::new(), 0);
        self.done = self.pattern.atoms.is_empty() || among.scope == Scope::Date;
        if among.scope == Scope::Align && self.tags.is_empty() {
            self.tags = tags(among.document).into_iter().map(|(tag, n)| (tag.to_owned(), n)).collect();
        }
        self.aligns = among.scope == Scope::Align;
        self.date(text, among);
        if among.scope != Scope::Date {
            self.few(among);
        }
    }

    /// Actions, and the lanes that are to be looked at.
    fn few(&mut self, among: &Among<'_>) {
        let is_empty = self.pattern.atoms.is_empty();
        let mut items = Vec::new();
        if among.scope == Scope::All {
            items.extend(Action::ALL.map(|action| (Item::Action(action), ACTION_SCORE)));
            items.extend(Choice::all().map(|choice| (Item::Choice(choice), ACTION_SCORE)));
        }
        if among.scope == Scope::Align {
            let events = among.document.events().len();
            let selected = among.selected.filter(|ix| is_empty && ix.index() < events);
            items.extend(selected.map(|ix| (Item::AlignOn(ix), 0)));
            items.extend((0..self.tags.len()).map(|at| (Item::AlignOnTag(at), ACTION_SCORE)));
        } else if among.scope == Scope::Lanes || !is_empty {
            let count = u32::try_from(among.all.len()).unwrap_or(u32::MAX);
            // Hidden lanes stand behind those that are shown, in the order of the heads.
            let hidden = (0..count).filter(|lane| !among.lanes.shows(*lane));
            let lanes: Vec<u32> = among.lanes.shown.iter().copied().chain(hidden).collect();
            self.lanes = OF_LANES.iter().flat_map(|of| lanes.iter().map(|lane| of(*lane))).collect();
        }
        let mut text = Vec::new();
        for (item, bonus) in items {
            self.look_at_item(among, item, bonus, &mut text);
        }
        if is_empty {
            // All of them, as they are.
            self.best.sort_by_key(|found| std::cmp::Reverse(found.score));
            self.best
                .extend(std::mem::take(&mut self.lanes).into_iter().map(|item| Match { score: 0, item }));
            self.count = self.best.len();
        } else {
            self.keep(MAX_LISTED_ITEMS);
        }
    }

    /// An action, a choice or a lane.
    fn look_at_item(&mut self, among: &Among<'_>, item: Item, bonus: u32, text: &mut Vec<char>) {
        let words = item.words(among.document, among.all, among.lanes, &self.tags);
        letters(words.parts(), text);
        let Some(score) = self.pattern.score(Utf32Str::Unicode(text), &mut self.matcher) else { return };
        let recency = match item {
            Item::Action(action) => recency(action, among.chosen),
            _ => 0,
        };
        // Where nothing is typed, what was chosen last goes first and the rest keeps its order.
        let is_empty = self.pattern.atoms.is_empty();
        let score = if is_empty { recency } else { score + bonus + recency.min(CHOSEN_SCORE) };
        self.best.push(Match { score, item });
        self.count += 1;
    }

    /// The lanes that were not looked at yet; returns whether all of them are done.
    fn go_on_in_lanes(&mut self, among: &Among<'_>, until: Instant) -> bool {
        let mut text = Vec::new();
        while self.next_lane < self.lanes.len() {
            let end = (self.next_lane + ITEMS_BETWEEN_LOOKS_AT_CLOCK).min(self.lanes.len());
            for at in self.next_lane..end {
                self.look_at_item(among, self.lanes[at], LANE_SCORE, &mut text);
            }
            self.next_lane = end;
            self.keep(MAX_LISTED_ITEMS);
            if Instant::now() >= until {
                break;
            }
        }
        self.next_lane == self.lanes.len()
    }

    fn go_on(&mut self, among: &Among<'_>, until: Instant) -> bool {
        if self.done {
            return false;
        }
        if !self.go_on_in_lanes(among, until) {
            return true;
        }
        let document = among.document;
        let count = match among.scope {
            Scope::Lanes | Scope::Date => 0,
            Scope::All | Scope::Align => self.among.as_ref().map_or(document.events().len(), Vec::len),
        };
        let mut text = Vec::new();
        loop {
            let end = (self.next + ITEMS_BETWEEN_LOOKS_AT_CLOCK).min(count);
            for at in self.next..end {
                let at = self.among.as_ref().map_or(at, |among| among[at] as usize);
                let Ok(ix) = u32::try_from(at) else { break };
                self.look_at(document, EventIx(ix), &mut text);
            }
            self.next = end;
            if end == count || Instant::now() >= until {
                break;
            }
        }
        self.keep(MAX_LISTED_ITEMS);
        self.done = self.next == count;
        !self.done
    }

    fn look_at(&mut self, document: &Document, ix: EventIx, text: &mut Vec<char>) {
        let Some(event) = document.events().get(ix.index()) else { return };
        letters([&event.title, &event.title_native, event.date.text()], text);
        let Some(score) = self.pattern.score(Utf32Str::Unicode(text), &mut self.matcher) else { return };
        self.matched.push(ix.0);
        self.count += 1;
        let score = score + u32::from(event.importance);
        let item = if self.aligns { Item::AlignOn(ix) } else { Item::Event(ix) };
        self.best.push(Match { score, item });
        if self.best.len() > 64 * MAX_LISTED_ITEMS {
            self.keep(MAX_LISTED_ITEMS);
        }
    }

    /// Keeps the best; among equals, those found first.
    fn keep(&mut self, most: usize) {
        self.best.sort_by_key(|found| std::cmp::Reverse(found.score));
        self.best.truncate(most);
    }

    /// The characters of each part that match, by position.
    pub fn highlights(&mut self, words: &Words) -> [Vec<usize>; 3] {
        let mut text = Vec::new();
        letters(words.parts(), &mut text);
        let mut at = Vec::new();
        self.pattern.indices(Utf32Str::Unicode(&text), &mut self.matcher, &mut at);
        at.sort_unstable();
        at.dedup();
        let mut start = 0;
        words.parts().map(|part| {
            let end = start + beginning(part, MOST_LINE_BYTES).chars().count();
            let own = at.iter().map(|at| *at as usize).filter(|at| (start..end).contains(at));
            let own = own.map(|at| at - start).collect();
            start = end + 1;
            own
        })
    }
}

/// How lately an action was chosen: 0 for never, more for later.
fn recency(action: Action, chosen: &[String]) -> u32 {
    let name = action.name();
    let place = chosen.iter().position(|own| *own == name);
    place.map_or(0, |place| u32::try_from(chosen.len() - place).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::LanesBy;
    use crate::io;
    use crate::model::Day;
    use crate::model::calendar::Calendar;
    use crate::ui::commands::{InterfaceSize, ThemeChoice};
    use crate::ui::state::lane_view::LaneView;

    const TEXT: &str = "(lanes: [Lane(id: \"IR\"), Lane(id: \"IL\")], events: [
        (date: \"2024-10-14\", title: \"Pezeshkian receives Mustafayev\", title_native: \"دیدار پزشکیان\", country: \"IR\"),
        (date: \"2024-10-14\", title: \"Cohen meets Mammadov\", country: \"IL\"),
        (date: \"2023-03-29\", title: \"Embassy of Azerbaijan opens in Tel Aviv\", country: \"IL\"),
    ])";

    fn here() -> Here {
        Here { today: Day::default(), middle: Day::default(), from: Day::default() }
    }

    #[test]
    fn dates_are_found_before_all_else_and_alone_where_one_is_asked_for() {
        let days = |first: &str, last: &str| {
            let day = |text: &str| crate::model::EventDate::parse(text).unwrap().first_day();
            Item::Date(day(first), day(last))
        };
        let july = days("1914-07-01", "1914-07-31");
        assert_eq!(found("July 1914", Scope::All, &[])[0], july);
        assert_eq!(found("jul 1914", Scope::Date, &[]), [july]);
        assert!(found("zoom", Scope::Date, &[]).is_empty());
        assert_eq!(found("2024-10-14", Scope::All, &[])[0], days("2024-10-14", "2024-10-14"));
    }

    fn found(text: &str, scope: Scope, chosen: &[&str]) -> Vec<Item> {
        let document = io::read(TEXT).document;
        let lanes = LaneView::default().list(document.lanes());
        let chosen: Vec<String> = chosen.iter().map(|name| (*name).to_owned()).collect();
        let among = Among {
            scope,
            document: &document,
            generation: 0,
            all: document.lanes(),
            lanes: &lanes,
            chosen: &chosen,
            selected: None,
            here: here(),
        };
        let mut search = Search::default();
        while search.run(text, &among) {}
        search.best().iter().map(|found| found.item).collect()
    }

    #[test]
    fn a_few_letters_find_what_is_meant() {
        for (text, item) in [
            ("zoin", Item::Action(Action::ZoomIn)),
            ("full scr", Item::Action(Action::FullScreen)),
            ("mustaf", Item::Event(EventIx(0))),
            ("meets cohen", Item::Event(EventIx(1))),
            ("پزشکیان", Item::Event(EventIx(0))),
            ("israel", Item::GoTo(1)),
            ("theme dark", Item::Choice(Choice::Theme(ThemeChoice::Dark))),
            ("hebrew", Item::Choice(Choice::Calendar(Calendar::Hebrew))),
            ("weekends", Item::Choice(Choice::Weekends)),
            ("lanes by tag", Item::Choice(Choice::LanesBy(LanesBy::Tag))),
            ("time zone utc", Item::Choice(Choice::DayInUtc)),
            ("local dates", Item::Choice(Choice::DayAsWritten)),
            ("possible", Item::Choice(Choice::Possible)),
            ("every day", Item::Choice(Choice::EveryDay)),
            ("size 150", Item::Choice(Choice::Size(InterfaceSize(150)))),
            ("hide isr", Item::Hide(1)),
            ("pin iran", Item::Pin(0)),
        ] {
            assert_eq!(found(text, Scope::All, &[]).first(), Some(&item), "{text}");
        }
        let dated = found("2023-03", Scope::All, &[]);
        assert!(matches!(dated[0], Item::Date(..)) && dated[1] == Item::Event(EventIx(2)), "{dated:?}");
        assert!(found("qqqqq", Scope::All, &[]).is_empty());
    }

    #[test]
    fn lanes_alone_are_found_where_only_they_are_asked_for() {
        assert_eq!(found("", Scope::Lanes, &[])[..2], [Item::GoTo(0), Item::GoTo(1)]);
        assert_eq!(found("isr", Scope::Lanes, &[])[0], Item::GoTo(1));
        assert!(found("zoom", Scope::Lanes, &[]).is_empty());
    }

    #[test]
    fn what_was_chosen_last_goes_first() {
        let all = found("", Scope::All, &["Fit", "Undo"]);
        assert_eq!(all[..3], [Action::Fit, Action::Undo, Action::New].map(Item::Action));
        assert_eq!(all.len(), Action::ALL.len() + Choice::all().count());
        let zoom = found("zoom", Scope::All, &["ZoomOut"]);
        assert_eq!(zoom[..2], [Action::ZoomOut, Action::ZoomIn].map(Item::Action));
    }

    #[test]
    fn typing_on_narrows_to_the_same_as_asking_anew() {
        let document = io::read(TEXT).document;
        let lanes = LaneView::default().list(document.lanes());
        let among = Among {
            scope: Scope::All,
            document: &document,
            generation: 0,
            all: document.lanes(),
            lanes: &lanes,
            chosen: &[],
            selected: None,
            here: here(),
        };
        let mut typed = Search::default();
        for text in ["m", "me", "mee", "meets", "meets 14"] {
            while typed.run(text, &among) {}
            let mut anew = Search::default();
            while anew.run(text, &among) {}
            assert_eq!((typed.best(), typed.count), (anew.best(), anew.count), "{text}");
        }
        while typed.run("me", &among) {}
        let mut anew = Search::default();
        while anew.run("me", &among) {}
        assert_eq!(typed.best(), anew.best(), "taking letters back widens again");
    }

    #[test]
    fn matched_letters_are_told_part_by_part() {
        let mut search = Search { pattern: pattern("coh 14"), ..Search::default() };
        let words = Words {
            title: "Élie Cohen".to_owned(),
            second: "كوهين".to_owned(),
            right: "2024-10-14".to_owned(),
        };
        assert_eq!(search.highlights(&words), [vec![5, 6, 7], vec![], vec![8, 9]]);
    }
}
