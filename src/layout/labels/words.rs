//! What labels say, with how wide it is: made once for each event, because titles and dates are the same wherever the
//! view moves.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::analysis::{Entry, Shape};
use crate::layout::marks::sizes::is_important;
use crate::layout::{Frame, Lod, Metrics};
use crate::model::day::year_name;
use crate::model::{Clocks, Document, Edge, Event, EventDate, EventIx, brief};
use crate::scene::{TextMeasure, TextStyle};

/// The longest a title becomes where only short ones are shown.
const SHORT_TITLE: usize = 26;

/// A title is never cut to fewer characters than this.
const SHORTEST: usize = 12;

/// A file's name is cut to so many characters.
const LONGEST_FILE: usize = 14;

/// The words of so many events are kept before all are forgotten.
const MOST_EVENTS: usize = 20_000;

/// The widest that a title asks for room, in points at the usual size of text.
const WIDEST_PT: f32 = 340.0;

/// A piece of text on one line, and its width in points.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub text: Arc<str>,
    pub width: f32,
}

impl Line {
    pub fn new(text: &str, style: TextStyle, measure: &mut dyn TextMeasure) -> Self {
        let text = brief(text);
        Self { width: measure.width(&text, style), text: Arc::from(text) }
    }
}

/// The words of an event in the style of its own, each measured when it is first wanted.
pub(crate) struct Words {
    /// The style of its title: bold where the event is important.
    pub style: TextStyle,
    title: Title,
    /// The title where only short ones are shown; `None` where it is short.
    short: OnceCell<Option<Title>>,
    /// Without the year, with it, and with it and the hour.
    dates: [OnceCell<Line>; 3],
    hour: OnceCell<Option<Line>>,
}

/// How dates are said.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateWords {
    /// With the year, because the view has several.
    pub years: bool,
    /// With the hour even so, because the view is of a few days.
    pub hours: bool,
    /// By whose clocks, which must be the same as before.
    pub clocks: Clocks,
}

/// A title, whole and cut.
struct Title {
    text: Arc<str>,
    whole: OnceCell<Line>,
    cuts: OnceCell<Vec<Cut>>,
}

/// The beginning of a title up to the end of a word.
struct Cut {
    /// Its end in the title, as a byte offset.
    end: usize,
    width: OnceCell<f32>,
    /// With its ellipsis; `None` where it would be too short to say anything.
    line: OnceCell<Option<Line>>,
}

impl Title {
    fn new(text: &str) -> Self {
        Self { text: Arc::from(brief(text)), whole: OnceCell::new(), cuts: OnceCell::new() }
    }

    fn whole(&self, style: TextStyle, measure: &mut dyn TextMeasure) -> &Line {
        let line = || Line { width: measure.width(&self.text, style), text: Arc::clone(&self.text) };
        self.whole.get_or_init(line)
    }

    /// The longest beginning that fits a width, up to the end of a word, with what was measured for another width before.
    fn cut(&self, style: TextStyle, space: f32, measure: &mut dyn TextMeasure) -> Option<&Line> {
        let cut = |end| Cut { end, width: OnceCell::new(), line: OnceCell::new() };
        let cuts = self.cuts.get_or_init(|| word_ends(&self.text).into_iter().map(cut).collect());
        let mut width = |cut: &Cut| {
            *cut.width.get_or_init(|| measure.width(&with_ellipsis(beginning(&self.text, cut.end)), style))
        };
        let fits = cuts.partition_point(|cut| width(cut) <= space);
        let cut = cuts.get(fits.checked_sub(1)?)?;
        let width = width(cut);
        let line = || {
            let text = beginning(&self.text, cut.end);
            (text.chars().count() >= SHORTEST).then(|| Line { text: Arc::from(with_ellipsis(text)), width })
        };
        cut.line.get_or_init(line).as_ref()
    }
}

impl Words {
    fn short(&self) -> &Title {
        let short = || shortened(&self.title.text).map(|short| Title::new(&short));
        self.short.get_or_init(short).as_ref().unwrap_or(&self.title)
    }

    /// The title, in full or as it is where only short ones are shown.
    pub fn title(&self, full: bool, measure: &mut dyn TextMeasure) -> &Line {
        if full { &self.title } else { self.short() }.whole(self.style, measure)
    }

    /// The same cut to a width.
    pub fn cut(&self, full: bool, space: f32, measure: &mut dyn TextMeasure) -> Option<&Line> {
        if full { &self.title } else { self.short() }.cut(self.style, space, measure)
    }

    /// The hour of the event where it is at one.
    fn hour(
        &self,
        (event, file): (&Event, Option<&str>),
        how: &DateWords,
        style: TextStyle,
        measure: &mut dyn TextMeasure,
    ) -> Option<&Line> {
        let hour = || {
            let shown = event.date.by(&how.clocks);
            let date = shown.as_ref().unwrap_or(&event.date);
            let clock = date.clock().filter(|_| !date.is_interval())?;
            let minutes = clock.second_of_day / 60;
            let hour = format!("{:02}:{:02}", minutes / 60, minutes % 60);
            Some(Line::new(&with_file(hour, file), style, measure))
        };
        self.hour.get_or_init(hour).as_ref()
    }

    /// The date of the event.
    fn date(
        &self,
        (event, file): (&Event, Option<&str>),
        how: &DateWords,
        style: TextStyle,
        measure: &mut dyn TextMeasure,
    ) -> &Line {
        let date = || {
            let shown = event.date.by(&how.clocks);
            date_label(shown.as_ref().unwrap_or(&event.date), how.years, how.hours)
        };
        self.dates[usize::from(how.years) + usize::from(how.years && how.hours)]
            .get_or_init(|| Line::new(&with_file(date(), file), style, measure))
    }
}

/// The words of events so far.
#[derive(Default)]
pub(crate) struct WordsMemory {
    /// How they say dates in the present picture.
    pub dates: DateWords,
    events: foldhash::HashMap<EventIx, Rc<Words>>,
}

impl WordsMemory {
    /// Forgets all where it has become too much.
    pub fn begin(&mut self) {
        if self.events.len() > MOST_EVENTS {
            self.events.clear();
        }
    }

    /// The words of an event; its title in bold where it is important.
    pub fn of(&mut self, document: &Document, entry: &Entry, metrics: &Metrics) -> Rc<Words> {
        let words = self.events.entry(entry.ix).or_insert_with(|| {
            let size = metrics.text().size;
            let upright = if is_important(entry) { TextStyle::semibold(size) } else { metrics.text() };
            let style = if entry.extent.shape == Shape::Imprecise { upright.slanted() } else { upright };
            let title = Title::new(&document.event(entry.ix).title);
            let dates = [const { OnceCell::new() }; 3];
            Rc::new(Words { style, title, short: OnceCell::new(), dates, hour: OnceCell::new() })
        });
        Rc::clone(words)
    }

    /// How wide an event's label would be where there is room, in points.
    pub fn wanted_width(
        &mut self,
        frame: &Frame<'_>,
        metrics: &Metrics,
        lod: Lod,
        (entry, wide_day): (&Entry, bool),
        measure: &mut dyn TextMeasure,
    ) -> f32 {
        let words = self.of(frame.document, entry, metrics);
        let full = lod == Lod::Full;
        let title = words.title(full, measure).width.min(WIDEST_PT * metrics.scale);
        let when =
            if full { words.when(frame, metrics, entry, (wide_day, &self.dates), measure) } else { None };
        title + when.map_or(0.0, |when| when.width + date_gap(metrics))
    }
}

/// Between title and date, in points.
pub(crate) fn date_gap(metrics: &Metrics) -> f32 {
    8.0 * metrics.scale
}

impl Words {
    /// What a label says of when its event was: the hour where days are wide, and nothing where its bar is the day;
    /// else the date.
    pub fn when(
        &self,
        frame: &Frame<'_>,
        metrics: &Metrics,
        entry: &Entry,
        (wide_day, how): (bool, &DateWords),
        measure: &mut dyn TextMeasure,
    ) -> Option<&Line> {
        let event = frame.document.event(entry.ix);
        let (small, file) = (metrics.small(), frame.document.file_among(event));
        if wide_day && entry.extent.shape == Shape::Instant {
            return self.hour((event, file), how, small, measure);
        }
        let date = self.date((event, file), how, small, measure);
        Some(date).filter(|date| !date.text.is_empty())
    }
}

/// What a label says of a date: with its year where `years`, and with its hour then where `hours`.
#[must_use]
pub fn date_label(date: &EventDate, years: bool, hours: bool) -> String {
    let text = if years { with_year(date, hours) } else { date.label() };
    match date.end() {
        Edge::Open if date.is_interval() => format!("{text} · ongoing"),
        _ => text,
    }
}

/// A date or an hour, and behind it from which file the event is, where several are in one view: without the ending, and no
/// longer than a word.
fn with_file(when: String, file: Option<&str>) -> String {
    let Some(file) = file else { return when };
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let end = stem.char_indices().nth(LONGEST_FILE).map_or(stem.len(), |(at, _)| at);
    let ellipsis = if end < stem.len() { "…" } else { "" };
    let between = if when.is_empty() { "" } else { " · " };
    format!("{when}{between}{}{ellipsis}", &stem[..end])
}

/// A date in short with its year, where the view has several: "14 Oct 2024", with its hour "14 Oct 2024 08:30".
fn with_year(date: &EventDate, hours: bool) -> String {
    let (label, first, last) = (date.label(), date.first_day(), date.last_day());
    let year = year_name(first.ymd().0);
    match date.clock() {
        // Of two years before ours, only the last is said in full: "1793–1751 BC".
        _ if label.contains(&year) || label.contains(&year_name(last.ymd().0)) => label,
        Some(_) if date.is_interval() => format!("{label} {year}"),
        Some(_) if hours => label.replacen(&first.short(), &first.medium(), 1),
        Some(_) => first.medium(),
        None => format!("{label} {year}"),
    }
}

/// A title as it is where only short ones are shown; `None` where it is short.
pub(crate) fn shortened(title: &str) -> Option<String> {
    let is_long = title.chars().nth(SHORT_TITLE).is_some();
    is_long.then(|| cut_to(&brief(title), SHORT_TITLE)).flatten()
}

/// A text up to the end of a word.
fn beginning(text: &str, end: usize) -> &str {
    text[..end].trim_end()
}

fn with_ellipsis(text: &str) -> String {
    format!("{text}…")
}

/// Where words end, as byte offsets; a single long word may be cut anywhere after [`SHORTEST`] characters.
fn word_ends(text: &str) -> Vec<usize> {
    let long_enough = text.char_indices().skip(SHORTEST);
    let mut ends: Vec<usize> = long_enough.filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).collect();
    if ends.is_empty() {
        ends = text.char_indices().skip(SHORTEST).map(|(at, _)| at).collect();
    }
    ends
}

/// A text cut at a word to at most `most` characters, with an ellipsis.
fn cut_to(text: &str, most: usize) -> Option<String> {
    let limit = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let end = word_ends(text).into_iter().take_while(|end| *end < limit).last()?;
    Some(format!("{}…", text[..end].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_their_year_where_the_ruler_has_none() {
        for (date, text) in [
            ("2024-10-14", "14 Oct 2024"),
            ("2024-10-14T08:30+04:00", "14 Oct 2024"),
            ("2024-10-14/2024-10-16", "14–16 Oct 2024"),
            ("2024-10", "Oct 2024"),
            ("1999", "1999"),
            ("-1792/-1750", "1793–1751 BC"),
        ] {
            assert_eq!(with_year(&EventDate::parse(date).unwrap(), false), text);
        }
        let hour = EventDate::parse("2024-10-14T08:30+04:00").unwrap();
        assert_eq!(with_year(&hour, true), "14 Oct 2024 08:30");
    }

    #[test]
    fn cuts_at_words() {
        assert_eq!(
            cut_to("Strike on Hezbollah's headquarters", 26).as_deref(),
            Some("Strike on Hezbollah's…")
        );
        assert_eq!(cut_to("Short one", 26), None);
        assert_eq!(cut_to("Donaudampfschifffahrtsgesellschaft", 20).as_deref(), Some("Donaudampfschifffah…"));
        assert_eq!(cut_to("یک دو سه چهار پنج شش هفت هشت", 20).as_deref(), Some("یک دو سه چهار پنج…"));
    }
}
