//! All events of a page in a table by day: what a reader without script has, what search engines and screen readers read,
//! and what the script draws from.

use std::collections::BTreeMap;

use super::html::Html;
use super::ties::Ties;
use crate::analysis::{Index, Shape, Tail};
use crate::layout::date_label;
use crate::model::{Account, Day, Document, Event, EventIx, WebAddress, country};

/// The table of a document.
pub(super) struct Table<'a> {
    pub document: &'a Document,
    pub index: &'a Index,
    pub ties: &'a Ties<'a>,
    /// Whether titles in their own script come first.
    pub native_first: bool,
    /// Whether notes are shown.
    pub notes: bool,
}

/// So many events stand in one table; the days of one stay together.
const EVENTS_OF_A_PIECE: usize = 100;

/// The events and the coincidences below one heading.
#[derive(Default)]
struct Part {
    events: Vec<EventIx>,
    ties: Vec<usize>,
}

/// Where a heading stands among others: by its day, exact days before what is known less finely.
type Key = (Day, bool, String);

impl Table<'_> {
    fn parts(&self) -> BTreeMap<Key, Part> {
        let mut parts: BTreeMap<Key, Part> = BTreeMap::new();
        for (ix, event) in (0..).map(EventIx).zip(self.document.events()) {
            parts.entry(heading(event)).or_default().events.push(ix);
        }
        for part in parts.values_mut() {
            let mark = |ix: &EventIx| self.index.extent(&self.document.event(*ix).date).mark;
            part.events.sort_by(|a, b| mark(a).total_cmp(&mark(b)));
        }
        for at in &self.ties.told {
            if let Some(brief) = self.ties.brief(*at) {
                parts.entry(of_day(brief.day)).or_default().ties.push(*at);
            }
        }
        parts
    }

    /// The number of each event of the document in the order of the table.
    pub fn numbers(&self) -> Vec<usize> {
        let mut numbers = vec![0; self.document.events().len()];
        for (number, ix) in self.parts().into_values().flat_map(|part| part.events).enumerate() {
            if let Some(place) = numbers.get_mut(ix.index()) {
                *place = number;
            }
        }
        numbers
    }

    /// Writes the table; `numbers` are those of its events.
    pub fn write(&self, numbers: &[usize], html: &mut Html) {
        let number_of = |ix: EventIx| numbers.get(ix.index()).copied().unwrap_or_default();
        // A browser lays a table out as a whole: of a long list it looks only at the piece that is in view.
        let mut in_piece = usize::MAX;
        for ((_, _, name), part) in self.parts() {
            if in_piece >= EVENTS_OF_A_PIECE {
                if in_piece != usize::MAX {
                    html.close().close().line();
                }
                in_piece = 0;
                self.begin_piece(html);
            }
            in_piece += part.events.len().max(1);
            self.part(&name, part, &number_of, html);
        }
        if in_piece == usize::MAX {
            self.begin_piece(html);
        }
        html.close().close();
    }

    /// Opens a piece of the list: a table with its heads.
    fn begin_piece(&self, html: &mut Html) {
        html.open("div", &[("class", "piece")]).open("table", &[]).line();
        html.open("thead", &[]).open("tr", &[]);
        for (class, name) in
            [("where", "Where"), ("what", "What"), ("said", "Who says what"), ("from", "Source")]
        {
            html.element("th", &[("class", class), ("scope", "col")], name);
        }
        html.close().close().line();
    }

    /// A heading and what stands below it.
    fn part(&self, name: &str, part: Part, number_of: &dyn Fn(EventIx) -> usize, html: &mut Html) {
        html.open("tbody", &[]).open("tr", &[("class", "day")]);
        html.open("th", &[("colspan", "4"), ("scope", "rowgroup")]).text(name);
        for at in &part.ties {
            let attributes = self.ties.attributes(*at, number_of);
            let attributes: Vec<(&str, &str)> =
                attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            html.element("span", &attributes, &self.ties.words(*at));
            if part.events.is_empty() {
                self.members(*at, html);
            }
        }
        html.close().close().line();
        for ix in part.events {
            self.row(ix, name, html);
        }
        html.close().line();
    }

    /// The members of a coincidence on whose day none of them begins.
    fn members(&self, at: usize, html: &mut Html) {
        for ix in self.ties.found.events(at) {
            let event = self.document.event(*ix);
            html.open("small", &[])
                .open("a", &[("href", &format!("#{}", address(event)))])
                .text(&event.title)
                .close();
            html.text(&format!(", {}", event.date.in_words())).close();
        }
    }

    fn row(&self, ix: EventIx, heading: &str, html: &mut Html) {
        let event = self.document.event(ix);
        let id = format!("event={}", event.id);
        let data = self.data(ix, event);
        let mut attributes: Vec<(&str, &str)> = vec![("id", &id), ("data-event", event.id.as_str())];
        if event.importance >= 4 {
            attributes.push(("class", "major"));
        }
        attributes.extend(data.iter().map(|(name, value)| (*name, value.as_str())));
        html.open("tr", &attributes);
        html.open("td", &[("class", "where")]).text(self.lane_name(event));
        html.some("small", &[], &event.place).close();
        self.what(event, heading, html);
        html.open("td", &[("class", "said")]);
        for account in &event.accounts {
            self.account(account, html);
        }
        html.close();
        html.open("td", &[("class", "from")]);
        for source in &event.sources {
            self.source(source, html);
        }
        html.close().close().line();
    }

    fn lane_name<'e>(&'e self, event: &'e Event) -> &'e str {
        self.document.lane(&event.lane).map_or(event.country.as_ref(), |lane| lane.name.as_str())
    }

    /// What the script knows of an event.
    fn data(&self, ix: EventIx, event: &Event) -> Vec<(&'static str, String)> {
        let extent = self.index.extent(&event.date);
        let lane = self.index.grouping().position(&event.lane).unwrap_or_default();
        let numbers =
            [extent.from, extent.to, extent.mark, extent.sure_from, extent.sure_to].map(short).join(" ");
        let shape = match extent.shape {
            Shape::Instant => "instant",
            Shape::Imprecise => "vague",
            Shape::Span => "span",
        };
        let tail = |tail: Tail| match tail {
            Tail::Closed => None,
            Tail::Open => Some("open".to_owned()),
            Tail::Unknown => Some("unknown".to_owned()),
        };
        let date = &event.date;
        let hour = date.clock().filter(|_| !date.is_interval()).map(|clock| {
            let minutes = clock.second_of_day / 60;
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        });
        let labels = [(false, false), (true, false), (true, true)]
            .map(|(years, hours)| date_label(date, years, hours));
        let categories = crate::scene::Theme::of(Default::default()).categories.len();
        let color = self.index.category(event).filter(|at| *at < categories);
        let mut data = vec![
            ("data-x", format!("{numbers} {lane} {} {}", event.importance, ix.0)),
            ("data-shape", shape.to_owned()),
            ("data-dates", labels.join("|")),
            ("data-words", date.in_words()),
        ];
        data.extend(tail(extent.before).map(|tail| ("data-before", tail)));
        data.extend(tail(extent.after).map(|tail| ("data-after", tail)));
        data.extend(color.map(|at| ("data-color", at.to_string())));
        data.extend(hour.map(|hour| ("data-hour", hour)));
        data.extend(event.is_disputed().then(|| ("data-disputed", String::new())));
        data
    }

    fn what(&self, event: &Event, heading: &str, html: &mut Html) {
        html.open("td", &[("class", "what")]);
        let native = &event.title_native;
        let (first, second): (&str, &str) = if self.native_first && !native.is_empty() {
            (native, &event.title)
        } else {
            (&event.title, native)
        };
        html.element("span", &[("class", "title"), ("dir", "auto")], first);
        html.some("span", &[("class", "native"), ("dir", "auto")], second);
        let words = event.date.in_words();
        if !heading.ends_with(&words) {
            html.element("small", &[("class", "when")], &words);
        }
        let involved: Vec<&str> = event
            .involves
            .iter()
            .map(|id| self.document.lane(id).map_or(id.as_str(), |lane| lane.name.as_str()))
            .collect();
        let with = if involved.is_empty() { String::new() } else { format!("with {}", involved.join(", ")) };
        let people: Vec<&str> = event.people.iter().map(AsRef::as_ref).collect();
        let told = [with, people.join(", ")].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        html.some("small", &[], &told.join(" · "));
        html.some("p", &[("class", "small"), ("dir", "auto")], &event.summary);
        for link in &event.links {
            let other = self.document.find(&link.to).map(|ix| self.document.event(ix));
            if let Some(other) = other {
                html.open("small", &[]).text(&format!("{} ", link.kind));
                html.element("a", &[("href", &format!("#{}", address(other)))], &other.title).close();
            }
        }
        if self.notes {
            html.some("p", &[("class", "small note"), ("dir", "auto")], &event.note);
        }
        html.close();
    }

    /// "Azerbaijan B3: cooperation in agriculture", its quotation, what it omits, and by which source.
    fn account(&self, account: &Account, html: &mut Html) {
        html.open("p", &[]).element("b", &[], &self.by(account));
        if let Some(grade) = account.grade {
            html.text(" ").element(
                "span",
                &[("class", "grade"), ("title", &grade.in_words())],
                &grade.to_string(),
            );
        }
        if !account.says.is_empty() {
            html.text(": ").element("bdi", &[], &account.says);
        }
        if let Some(quote) = account.quote.as_deref().filter(|quote| !quote.is_empty()) {
            html.text(" ").element("q", &[], quote);
        }
        if !account.omits.is_empty() {
            html.element("small", &[], &format!("omits: {}", account.omits.join("; ")));
        }
        if let Some(source) = account.source.as_deref().filter(|source| !source.is_empty()) {
            html.open("small", &[]).text("via ");
            self.source(source, html);
            html.close();
        }
        html.close();
    }

    /// Who says so: the country's name where it is one, else the name as written.
    fn by(&self, account: &Account) -> String {
        let lane = self.document.lane_called(&account.by).map(|lane| lane.name.as_str());
        let code = || if account.by.len() <= 3 { country::name_of(&account.by) } else { None };
        lane.or_else(code).unwrap_or(&account.by).to_owned()
    }

    /// A source by its id, its address or in free text: a link where it has an address that a browser may be given.
    fn source(&self, written: &str, html: &mut Html) {
        let declared = self.document.source(written);
        let publisher =
            declared.and_then(|source| source.publisher.as_deref()).filter(|name| !name.is_empty());
        let title = declared.map_or(written, |source| source.title.as_str());
        let url = declared.and_then(|source| source.url.as_deref()).or(declared.is_none().then_some(written));
        let link = url.and_then(link);
        let name = match (&link, declared) {
            (Some((_, shown)), None) => shown.clone(),
            _ => publisher.unwrap_or(title).to_owned(),
        };
        let date = declared.and_then(|source| source.date.as_deref()).unwrap_or_default();
        let full = if declared.is_some() {
            [title, date].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
        } else {
            String::new()
        };
        match link {
            Some((address, _)) => {
                let attributes =
                    [("href", address.as_str()), ("rel", "noopener noreferrer"), ("title", &full)];
                html.element("a", &attributes, &format!("{name} ↗"))
            }
            None if full.is_empty() => html.element("span", &[], &name),
            None => html.element("span", &[("title", &full)], &name),
        };
    }
}

/// A link that may be followed, and how it is shown: a page of the web, or an address of mail.
pub(super) fn link(text: &str) -> Option<(String, String)> {
    if let Some(address) = WebAddress::parse(text) {
        return Some((address.as_str().to_owned(), address.host().to_owned()));
    }
    let is_mail = text.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let plain = crate::model::visible(text) == text && !text.chars().any(char::is_whitespace);
    let parsed = url::Url::parse(text).ok().filter(|url| is_mail && plain && url.scheme() == "mailto");
    parsed.map(|url| (url.as_str().to_owned(), url.path().to_owned()))
}

/// The address of an event on its page, after the `#`: any character that has a meaning there is written out.
fn address(event: &Event) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(event.id.as_str().as_bytes()).collect();
    format!("event={}", encoded.replace('+', "%20"))
}

/// What stands above an event: its day where that is known, else its date in words.
fn heading(event: &Event) -> Key {
    let begin = event.date.begin().moment();
    match begin.filter(|moment| moment.earliest == moment.latest && moment.is_exact()) {
        Some(moment) => of_day(moment.earliest),
        None => (event.date.first_day(), true, capitalised(&event.date.in_words())),
    }
}

fn of_day(day: Day) -> Key {
    (day, false, format!("{} {}", day.weekday().name(), day.long()))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number of days, to the second, with no more digits than it needs.
pub(super) fn short(days: f64) -> String {
    let text = format!("{days:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_and_mail_are_links() {
        let shown = |text| link(text).map(|(_, shown)| shown);
        assert_eq!(shown("https://www.example.org/a").as_deref(), Some("example.org"));
        assert_eq!(shown("mailto:a@example.org").as_deref(), Some("a@example.org"));
        for no in [
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            " https://a.org",
            "data:text/html,x",
            "file:///etc",
            "mailto:a b",
            "x",
        ] {
            assert_eq!(link(no), None, "{no}");
        }
    }

    #[test]
    fn days_are_short() {
        assert_eq!([20010.0, 20010.5, -3.25, 0.0].map(short), ["20010", "20010.5", "-3.25", "0"]);
    }
}
