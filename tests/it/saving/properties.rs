//! What holds of every file and every change: random files written the way many hands write them, random edits.

use std::sync::Arc;

use coeval::io;
use coeval::io::Written;
use coeval::model::{Account, Document, Event, EventDate, EventId, LaneId};
use proptest::prelude::*;

use super::{Desk, plain_event, text_of, with_events};
use crate::support::dice::Dice;

/// Writes timelines the way many hands do.
pub(super) struct Hand {
    pub(super) dice: Dice,
    end: &'static str,
    unit: &'static str,
}

impl Hand {
    fn blank(&mut self) -> String {
        match self.dice.roll(12) {
            0 => "  ".to_owned(),
            1 => " /* c, \"( */ ".to_owned(),
            2 => format!("{}\t", self.end),
            3 => format!(" // c ]\"{}", self.end),
            4 => String::new(),
            _ => " ".to_owned(),
        }
    }

    fn literal(&mut self, text: &str) -> String {
        let is_raw = !text.contains("\"#") && !text.contains(['\r', '\u{1}']);
        let plain = format!("{text:?}").replace("\\'", "'");
        let literal = match self.dice.roll(6) {
            0 if is_raw => format!("r#\"{text}\"#"),
            1 if !text.contains(['\r', '\u{1}']) => {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            _ => plain,
        };
        if self.dice.one_in(5) { format!("Some({}{literal} )", self.blank()) } else { literal }
    }

    fn list(&mut self, count: usize) -> String {
        let mut out = "[".to_owned();
        for i in 0..count {
            let text = self.dice.text();
            let plain = format!("{text:?}").replace("\\'", "'");
            out += &format!("{}{plain}", self.blank());
            if i + 1 < count || self.dice.one_in(2) {
                out.push(',');
            }
        }
        out + &self.blank() + "]"
    }

    fn event(&mut self, number: usize) -> String {
        let date =
            self.dice.pick(&["\"2024-10-14\"", "\"2024-10\"", "r\"2024-11-11/2024-11-22\""]).to_owned();
        let (title, country) = (self.dice.text(), self.dice.pick(&["IR", "Israel", "Türkiye", "XQ1"]));
        let mut fields =
            vec![("date", date), ("title", self.literal(&title)), ("country", format!("{country:?}"))];
        if self.dice.one_in(2) {
            fields.push(("id", format!("\"e{number}\"")));
        }
        for name in ["place", "summary", "note", "title_native"] {
            if self.dice.one_in(3) {
                let text = self.dice.text();
                fields.push((name, self.literal(&text)));
            }
        }
        for name in ["people", "tags", "sources"] {
            if self.dice.one_in(4) {
                let count = self.dice.roll(4);
                fields.push((name, self.list(count)));
            }
        }
        if self.dice.one_in(4) {
            fields.push(("importance", "4".to_owned()));
        }
        if self.dice.one_in(5) {
            fields.push(("mystery", "{ 'x': (1, [2.5, \")\"]) }".to_owned()));
        }
        if self.dice.one_in(4) {
            fields.push((
                "accounts",
                "[Account(by: \"AZ\", says: \"s\"), (by: \"IR\", says: \"t\" /* c */)]".to_owned(),
            ));
        }
        for i in (1..fields.len()).rev() {
            fields.swap(i, self.dice.roll(i + 1));
        }
        let mut out = self.dice.pick(&["Event(", "(", "Event ("]).to_owned();
        let in_lines = self.dice.one_in(2);
        let last = fields.len() - 1;
        for (i, (name, value)) in fields.into_iter().enumerate() {
            if in_lines {
                out += &format!("{}{}{}", self.end, self.unit, self.unit);
            }
            out += &format!("{name}{}:{}{value}", self.blank(), self.blank());
            if i < last || self.dice.one_in(2) {
                out += &format!("{},", self.blank());
            }
            if in_lines && self.dice.one_in(4) {
                out += " // trailing";
            } else if !in_lines {
                out += &self.blank();
            }
        }
        if in_lines {
            out += &format!("{}{}", self.end, self.unit);
        }
        out + ")"
    }

    pub(super) fn file(&mut self) -> String {
        let mut out = String::new();
        if self.dice.one_in(3) {
            out.push('\u{feff}');
        }
        if self.dice.one_in(2) {
            out += &format!("#![enable(implicit_some)]{}", self.end);
        }
        let is_bare = self.dice.one_in(4);
        if !is_bare {
            out += &format!(
                "{}({}lanes: [(id: \"IL\")], events:{}",
                self.dice.pick(&["", "Timeline"]),
                self.blank(),
                self.blank()
            );
        }
        out.push('[');
        let count = self.dice.roll(5);
        for i in 0..count {
            if self.dice.one_in(2) {
                out += &format!("{}{}", self.end, self.unit);
            }
            out += &self.event(i);
            if i + 1 < count || self.dice.one_in(2) {
                out += &format!("{},", self.blank());
            }
            if self.dice.one_in(4) {
                out += &format!(" // after {i}{}", self.end);
            }
            let may_follow = i + 1 < count || out.trim_end().ends_with(',');
            if self.dice.one_in(8) && may_follow {
                out += &format!("(date: \"never\", title: \"broken\", country: \"IR\"),{}", self.end);
            }
        }
        out += &format!("{}]", self.blank());
        if !is_bare {
            out += &format!(", unknown: 3{})", self.blank());
        }
        out + &self.blank() + self.end
    }
}

pub(super) fn hand(seed: u64) -> Hand {
    let mut dice = Dice::new(seed);
    let end = dice.pick(&["\n", "\r\n"]);
    let unit = dice.pick(&["    ", "  ", "\t"]);
    Hand { dice, end, unit }
}

/// Changes one field of an event at random.
fn change(event: &mut Event, dice: &mut Dice) {
    let text = if dice.one_in(3) { String::new() } else { dice.text() };
    match dice.roll(12) {
        0 => event.title = dice.text().into(),
        1 => event.date = EventDate::parse(dice.pick(&["2023-01-27", "2024-12", "2024-10-01/.."])).unwrap(),
        2 => event.country = dice.pick(&["IL", "Iran", "EU"]).into(),
        3 => event.place = text.into(),
        4 => event.summary = text.into(),
        5 => event.note = text.into(),
        6 => event.title_native = text.into(),
        7 => event.importance = 1 + dice.roll(5) as u8,
        8 => {
            let at = dice.roll(event.people.len() + 1);
            event.people.edit(|all| all.insert(at, dice.text().into()));
        }
        9 if !event.people.is_empty() => {
            let at = dice.roll(event.people.len());
            event.people.edit(|all| all.remove(at));
        }
        9 => event.involves.edit(|all| all.push(LaneId::new("AZ"))),
        10 => event.tags = (0..dice.roll(3)).map(|_| dice.text()).collect(),
        _ => event.accounts.push(Account { by: "AZ".into(), says: dice.text().into(), ..Account::default() }),
    }
}

/// What the file says of an event, for comparison: its id only where the file gives it.
pub(super) fn content(event: &Event, text: &str) -> Event {
    let mut event = event.clone();
    if !text.contains("id") {
        event.id = EventId::new("");
    }
    event.lane = LaneId::new("");
    event
}

fn pieces(source: &io::SourceText, document: &Document) -> (Vec<String>, Vec<String>) {
    let text = source.text();
    let mut at = 0;
    let (mut events, mut between) = (Vec::new(), Vec::new());
    for event in document.events() {
        let place = source.place(&event.id).unwrap();
        between.push(text[at..place.start].to_owned());
        at = place.end;
        events.push(text[place].to_owned());
    }
    between.push(text[at..].to_owned());
    (events, between)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_what_was_edited_changes(seed: u64) {
        let mut hand = hand(seed);
        let text = hand.file();
        let loaded = io::read(&text);
        prop_assert!(loaded.is_timeline(), "{text}\n{:?}", loaded.diagnostics);
        prop_assert!(loaded.diagnostics.iter().all(|d| !d.message.contains("comma")), "{text}\n{:?}", loaded.diagnostics);
        let desk = Desk::new();
        let path = desk.file("t.ron", &text);
        let same = io::save(&path, &loaded.document, 0, &loaded.source).unwrap();
        prop_assert_eq!(same.full(), &text);
        let mut edited = Vec::new();
        let document = with_events(&loaded.document, |events| {
            for (i, event) in events.iter_mut().enumerate() {
                if hand.dice.one_in(2) {
                    edited.push(i);
                    for _ in 0..1 + hand.dice.roll(3) {
                        change(event, &mut hand.dice);
                    }
                }
            }
        });
        let saved = io::save(&path, &document, 0, &loaded.source);
        prop_assert!(saved.is_ok(), "{}\n{:?}", text, saved.err());
        let saved = saved.unwrap();
        let (old, old_between) = pieces(&loaded.source, &loaded.document);
        let (new, new_between) = pieces(&saved, &document);
        prop_assert_eq!(old_between, new_between);
        for (i, (old, new)) in old.iter().zip(&new).enumerate() {
            prop_assert!(edited.contains(&i) || old == new, "{old}\n{new}");
            for comment in ["trailing", "/* c, \"( */", "// c ]\""] {
                let (before, after) = (old.matches(comment).count(), new.matches(comment).count());
                prop_assert_eq!(before, after, "{}\n{}", old, new);
            }
            prop_assert_eq!(old.contains("mystery"), new.contains("mystery"));
        }
        let reread = io::read(saved.full());
        prop_assert_eq!(reread.counts().1, loaded.counts().1);
        for ((a, b), text) in document.events().iter().zip(reread.document.events()).zip(&new) {
            prop_assert_eq!(content(a, text), content(b, text), "{}", text);
        }
    }

    #[test]
    fn events_added_and_removed(seed: u64) {
        let mut hand = hand(seed);
        let text = hand.file();
        let loaded = io::read(&text);
        let desk = Desk::new();
        let path = desk.file("t.ron", &text);
        let mut kept = Vec::new();
        let entries: Vec<EventId> = loaded.document.events().iter().map(|event| event.id.clone()).collect();
        let document = with_events(&loaded.document, |events| {
            events.retain(|_| hand.dice.one_in(2));
            kept = events.iter().map(|event| event.id.clone()).collect();
            for i in 0..hand.dice.roll(3) {
                let mut event = plain_event();
                event.id = EventId::new(&format!("new{i}"));
                change(&mut event, &mut hand.dice);
                events.push(event);
            }
        });
        let saved = io::save(&path, &document, 0, &loaded.source);
        prop_assert!(saved.is_ok(), "{}\n{:?}", text, saved.err());
        let saved = saved.unwrap();
        for id in &kept {
            let (old, new) = (loaded.source.place(id).unwrap(), saved.place(id).unwrap());
            prop_assert_eq!(&loaded.source.text()[old], &saved.text()[new]);
        }
        // A comment behind a removed event, on its last line, is its own and goes with it.
        for (i, id) in entries.iter().enumerate().filter(|(_, id)| kept.contains(id)) {
            let comment = format!("// after {i}");
            let (before, after) = (text.matches(&comment).count(), saved.full().matches(&comment).count());
            prop_assert_eq!(before, after, "{} {}\n{}", id, &text, saved.full());
        }
        for outside in ["unknown: 3", "broken"] {
            prop_assert_eq!(text.matches(outside).count(), saved.full().matches(outside).count());
        }
        let reread = io::read(saved.full());
        prop_assert_eq!(reread.counts().0, document.events().len());
    }

    #[test]
    fn tidy_reads_back_equal(seed: u64) {
        let mut hand = hand(seed);
        let text = hand.file();
        let loaded = io::read(&text);
        let desk = Desk::new();
        let (source, written) = io::save_as(&desk.path("t.ron"), &loaded.document, 0, None).unwrap();
        prop_assert_eq!(written, Written::Tidy);
        let tidy = io::read(source.full());
        let sorted = |document: &Document| -> Vec<Event> {
            let mut events: Vec<Event> = document.events().iter().map(|e| Event::clone(e)).collect();
            events.sort_by(|a, b| a.id.cmp(&b.id));
            events
        };
        prop_assert_eq!(tidy.counts().1, 0);
        prop_assert_eq!(sorted(&tidy.document), sorted(&loaded.document));
        let events: Vec<&Arc<Event>> = tidy.document.events().iter().collect();
        prop_assert!(events.windows(2).all(|w| w[0].date.first_day() <= w[1].date.first_day()));
    }

    #[test]
    fn damaged_files_never_panic(seed: u64, cuts in 1_usize..6) {
        let mut hand = hand(seed);
        let mut text = hand.file();
        for _ in 0..cuts {
            let chars: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
            if chars.is_empty() {
                break;
            }
            let at = chars[hand.dice.roll(chars.len())];
            match hand.dice.roll(4) {
                0 => text.truncate(at),
                1 => drop(text.remove(at)),
                _ => text.insert_str(at, hand.dice.pick(&["(", ")", "[", "]", "\"", "r#\"", "/*", "//", ",", ":", "'", "\\", "Some(", "=", "{", "é"])),
            }
        }
        let loaded = io::read(&text);
        let report = io::report("t.ron", &loaded.source, &loaded.diagnostics, false);
        prop_assert!(loaded.is_timeline() || !report.is_empty());
        for d in &loaded.diagnostics {
            prop_assert!(loaded.source.text().get(d.span.clone()).is_some(), "{d:?}");
        }
        if loaded.is_timeline() {
            let desk = Desk::new();
            let path = desk.file("t.ron", &text);
            let saved = io::save(&path, &loaded.document, 0, &loaded.source).unwrap();
            prop_assert_eq!(saved.full(), &text);
            let document = with_events(&loaded.document, |events| {
                events.iter_mut().for_each(|event| change(event, &mut hand.dice));
            });
            // It is saved rightly or not at all.
            if io::save(&path, &document, 0, &loaded.source).is_err() {
                prop_assert_eq!(text_of(&path), text);
            }
        }
    }
}
