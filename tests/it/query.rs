//! The query language: what finds what on a hand-made document and on the sample, what wrong queries are told and
//! where, and random queries against an answer found by reading every event.

use coeval::analysis::query::{Completion, KEYS, Matcher, Query, complete, fold, hits_in};
use coeval::io;
use coeval::model::{Account, Document, Edge, Event, EventDate, EventId, Name, Parts};
use proptest::prelude::*;

const HAND_MADE: &str = r##"#![enable(implicit_some)]
Timeline(
    lanes: [Lane(id: "NKR", name: "Nagorno-Karabakh")],
    sources: [Source(id: "arvak", title: "“Azerbaijani rope”", publisher: "ARVAK Center", url: "https://arvak.am/x")],
    events: [
        Event(id: "a", date: "2024-10-14", title: "Talks in Bakı", country: "AZ", place: "Bakı",
            people: ["İlham Əliyev", "Ali Asadov"], tags: ["diplomacy"], involves: ["IR"], importance: 5,
            sources: ["arvak"], summary: "Said to be “cordial”.", note: "zebra"),
        Event(id: "b", date: "2024-10", title: "Məmmədov speaks", country: "Azerbaijan", tags: ["war", "speech"],
            title_native: "مُصطفی‌اف می‌گوید", importance: 4),
        Event(id: "c", date: "2024-09-20/2024-11-02", title: "Long exercise", country: "Iran", place: "East Azerbaijan",
            tags: ["warning"], people: ["Shahin Mustafayev"],
            accounts: [Account(by: "IR", says: "routine"), Account(by: "AZ", says: "threat", quote: "a threat", source: "trend")]),
        Event(id: "d", date: "2024-10-20/..", title: "Blockade", country: "NKR", title_native: "שָׁלוֹם",
            links: [Link(to: "a", kind: "after")], sources: ["https://example.org/a-b"], importance: 1),
        Event(id: "e", date: "2023?", title: "Unsure", country: "IR", summary: "routine visit"),
        Event(id: "f", date: "1999-03-01~", title: "Straße (old) or new", country: "DE", tags: ["New York"]),
        Event(id: "g", date: "../1990", title: "Before: it all", country: "Germany", place: "Tehran-Straße"),
    ],
)"##;

fn hand_made() -> Document {
    let loaded = io::read(HAND_MADE);
    assert_eq!(loaded.counts(), (7, 0, 0), "{:?}", loaded.diagnostics);
    loaded.document
}

fn sample() -> Document {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data/azerbaijani_rope.ron");
    io::read(&std::fs::read_to_string(path).unwrap()).document
}

fn found(document: &Document, query: &str) -> String {
    let query = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let found = Matcher::new(document).find(&query);
    assert!(found.is_sorted());
    let ids: Vec<&str> = found.iter().map(|&ix| document.event(ix).id.as_str()).collect();
    ids.join(" ")
}

#[test]
fn queries_find() {
    let document = hand_made();
    for (query, ids) in [
        ("", "a b c d e f g"),
        ("\u{200f}-talks", "b c d e f g"),
        ("\u{feff}country:NKR\u{200e} \u{200e}", "d"),
        ("   ", "a b c d e f g"),
        // Words, without case and diacritics, in each of the texts but the note.
        ("baku", "a"),
        ("BAKI", "a"),
        ("Bakı", "a"),
        ("baki", "a"),
        ("azerbaijan", "c"),
        ("cordial", "a"),
        ("routine", "c e"),
        ("threat", "c"),
        ("mustafayev", "c"),
        ("speech", "b"),
        ("zebra", ""),
        ("مصطفی", "b"),
        ("مصطفي", "b"),
        ("می گوید", "b"),
        ("\"می گوید\"", ""),
        ("میگوید", "b"),
        ("שלום", "d"),
        ("strasse", "f g"),
        ("Aliyev", "a"),
        ("Eliyev", "a"),
        ("Əliyev", "a"),
        ("mammadov", "b"),
        ("Memmedov", "b"),
        // And, or, not, phrases.
        ("talks baku", "a"),
        ("talks AND baku", "a"),
        ("talks speaks", ""),
        ("talks or speaks", "a b"),
        ("talks OR speaks blockade", "a"),
        ("(talks or speaks) -cordial", "b"),
        ("-(talks or speaks)", "c d e f g"),
        ("-talks -speaks", "c d e f g"),
        ("-(-talks)", "a"),
        ("\"talks in\"", "a"),
        ("\"in talks\"", ""),
        ("“talks  in”", "a"),
        ("\"\\\"cordial\\\"\"", "a"),
        ("\"(old)\"", "f"),
        ("\"or\" old", "f"),
        ("\"before: it\"", "g"),
        // A phrase never reaches from one text into the next.
        ("\"Bakı Bakı\"", ""),
        // Countries by code, name, alias and declared name.
        ("country:AZ", "a b"),
        ("country:azerbaijan", "a b"),
        ("Country:\"Islamic Republic of Iran\"", "c e"),
        ("country:nkr", "d"),
        ("country:Nagorno-Karabakh", "d"),
        ("country:Deutschland", "f g"),
        ("country:FR", ""),
        ("involves:iran", "a"),
        ("-country:AZ -country:IR", "d f g"),
        // A tag is meant whole, people, places and sources by a part.
        ("tag:war", "b"),
        ("tag:WAR or tag:warning", "b c"),
        ("tag:\"new york\"", "f"),
        ("person:musta", "c"),
        ("person:aliyev", "a"),
        ("person:\"ali a\"", "a"),
        ("place:baku", "a"),
        ("place:azerbaijan", "c"),
        ("place:tehran", "g"),
        ("source:arvak", "a"),
        ("source:\"ARVAK Center\"", "a"),
        ("source:rope", "a"),
        ("source:trend", "c"),
        ("source:example.org", "d"),
        ("source:https://example.org/a-b", "d"),
        // Dates overlap; what is open goes on.
        ("date:2024-10", "a b c d"),
        ("date:2024-10-14", "a b c"),
        ("date:2024-10-19", "b c"),
        ("date:2030", "d"),
        ("date:1066", "g"),
        ("date:2024-10-20/..", "b c d"),
        ("date:../1999", "f g"),
        ("date:202X", "a b c d e"),
        ("after:2024-10-31", "c d"),
        ("after:2024-10", "c d"),
        ("before:2024-10-01", "c e f g"),
        ("after:2024-10-02 before:2024-10-20", "a b c"),
        ("-after:2023", "e f g"),
        // Fields and kinds.
        ("has:accounts", "c"),
        ("has:summary", "a e"),
        ("has:note", "a"),
        ("has:links", "d"),
        ("has:sources", "a d"),
        ("has:native", "b d"),
        ("has:people", "a c"),
        ("has:place", "a c g"),
        ("has:involves", "a"),
        ("-has:tags", "d e g"),
        ("is:uncertain", "e"),
        ("is:approximate", "f"),
        ("is:disputed", "c"),
        ("IS:Span", "c d g"),
        ("is:open", "d g"),
        ("is:exact", "a c"),
        ("importance:4", "b"),
        ("importance:>=4", "a b"),
        ("importance:>4", "a"),
        ("importance:<3", "d"),
        ("importance:<=3", "c d e f g"),
        ("id:a", "a"),
        ("id:A or id:g", "a g"),
        ("id:nobody", ""),
        ("routine -has:accounts date:2023", "e"),
    ] {
        assert_eq!(found(&document, query), ids, "{query}");
    }
}

#[test]
fn queries_find_in_the_sample() {
    let document = sample();
    for (query, ids) in [
        ("Mammadov", "tel-aviv-meeting"),
        ("person:Mammadov", "tel-aviv-meeting"),
        ("Bakiya", "cohen-in-baku"),
        ("əliyev", "aliyev-receives-cohen pezeshkian-sworn-in"),
        ("نصر الله", "nasrallah-killed"),
        ("has:note embassy", "embassy-attack tehran-talks tel-aviv-meeting"),
        ("date:2024-10-14 is:exact", "tehran-talks tel-aviv-meeting"),
        ("country:Israel involves:Azerbaijan after:2024-07", "tel-aviv-meeting"),
        (
            "is:disputed (country:IR or country:LB) before:2024-10-10",
            "embassy-attack isfahan-explosions lebanon-ground",
        ),
        ("tag:election", "pezeshkian-elected"),
        ("\"helicopter crash\"", "raisi-crash"),
        ("foothold", "tehran-talks"),
    ] {
        assert_eq!(found(&document, query), ids, "{query}");
    }
}

#[test]
fn the_private_note_is_not_searched() {
    let document = hand_made();
    let matcher = Matcher::new(&document);
    assert!(!format!("{matcher:?}").contains("zebra"));
}

#[test]
fn wrong_queries_are_told_where() {
    for (query, wrong, message, hint) in [
        ("contry:IR", "contry", "unknown key contry", "did you mean country:?"),
        ("a -taag:x", "taag", "unknown key taag", "did you mean tag:?"),
        ("people:Ali", "people", "unknown key people", "did you mean person:?"),
        ("qwertz:x", "qwertz", "unknown key qwertz", "keys are country, involves, tag,"),
        ("baku tag:", "tag:", "tag: needs a value", "write it without a space: tag:diplomacy"),
        ("has:", "has:", "has: needs a value", "use one of accounts, summary, note,"),
        ("tag:(a or b)", "tag:", "tag: needs a value", "repeat the key: (tag:a or tag:b)"),
        ("has:acounts", "acounts", "has: cannot be acounts", "did you mean has:accounts?"),
        ("is:\"strange\"", "\"strange\"", "is: cannot be strange", "use one of uncertain, approximate,"),
        ("importance:6", "6", "6 is not an importance", "write 1 to 5, or >=4,"),
        ("importance:>=", ">=", ">= is not an importance", "write 1 to 5, or >=4,"),
        ("date:2024-13", "13", "month", ""),
        ("x date:\"2024-02-30\"", "30", "February", ""),
        ("date:Baku", "Baku", "", ""),
        ("after:2024-10-01/..", "2024-10-01/..", "after: needs a date with end", "write after:2024-10-14"),
        ("before:../2024", "../2024", "before: needs a date with beginning", "write before:2024"),
        ("(a or b", "(", "this parenthesis is never closed", "write ) where it ends"),
        ("a (", "(", "this parenthesis is never closed", "write (Baku or Tehran)"),
        ("a) b", ")", "this parenthesis was never opened", "remove it,"),
        (") b", ")", "this parenthesis was never opened, or", "write (Baku or Tehran)"),
        ("a ( ) b", "( )", "the parentheses are empty", ""),
        ("or a", "or", "there is nothing before or", "\"or\" and \"and\" go between"),
        ("a or or b", "or", "there is nothing before or", "\"or\" and \"and\" go between"),
        ("a or", "or", "something is missing at the end", "\"or\" and \"and\" go between"),
        ("a and", "and", "something is missing at the end", "\"or\" and \"and\" go between"),
        ("(a or) b", ")", "this parenthesis was never opened, or", "write (Baku or Tehran)"),
        ("Baku - Tehran", "-", "- must come right before what it excludes", "write -tag:war"),
        ("a --b", "-", "- must come right before what it excludes", "write -tag:war"),
        ("a -", "-", "- must come right before what it excludes", "write -tag:war"),
        ("a \"b c", "\"b c", "the quotation mark is never closed", "write \" where the phrase ends"),
        ("tag:“b c", "“b c", "the quotation mark is never closed", "write \" where the phrase ends"),
        ("a \"\"", "\"\"", "there is nothing to search for here", ""),
        ("\u{301}", "\u{301}", "there is nothing to search for here", ""),
    ] {
        let Err(error) = Query::parse(query) else { panic!("{query} is read") };
        assert_eq!(&query[error.at.clone()], wrong, "{query}: {error}");
        assert!(error.message.contains(message), "{query}: {error}");
        let given = error.hint.as_deref().unwrap_or_default();
        assert!(given.starts_with(hint), "{query}: {given}");
        assert!(
            !hint.is_empty() || given.is_empty() || message.is_empty() || query.contains("date"),
            "{query}: {given}"
        );
    }
    // Of two wrong places the first.
    assert_eq!(Query::parse("contry:x plac:y").unwrap_err().at, 0..6);
    assert_eq!(Query::parse("Bakı or").unwrap_err().at, 6..8);
}

/// Nesting without end is an error, not a stack overflow.
#[test]
fn deep_nesting_is_refused() {
    for deep in [65, 100_000] {
        let query = "(".repeat(deep) + "a" + &")".repeat(deep);
        assert!(Query::parse(&query).unwrap_err().message.contains("nested more than 64 deep"));
    }
    assert!(Query::parse(&("(".repeat(64) + "a" + &")".repeat(64))).is_ok());
    assert!(Query::parse(&"-(".repeat(100_000)).is_err());
    assert!(Query::parse(&"-".repeat(100_000)).is_err());
}

#[test]
fn what_no_event_has_is_doubted() {
    let matcher = Matcher::new(&hand_made());
    let doubts = |query: &str| -> Vec<(String, String)> {
        let parsed = Query::parse(query).unwrap();
        let told = matcher.doubts(&parsed);
        told.into_iter().map(|d| (query[d.at].to_owned(), d.hint.unwrap_or_default())).collect()
    };
    for (query, at, hint) in [
        ("baku country:Irann", "country:Irann", "did you mean country:Iran?"),
        ("country:FR", "country:FR", ""),
        ("x or -tag:diplomaci", "tag:diplomaci", "did you mean tag:diplomacy?"),
        ("person:Mustafaev", "person:Mustafaev", "did you mean person:mustafayev?"),
        ("place:\"Bako\"", "place:\"Bako\"", "did you mean place:Bakı?"),
        ("involves:FR", "involves:FR", ""),
        ("tag:\"new yrok\"", "tag:\"new yrok\"", "did you mean tag:\"New York\"?"),
    ] {
        assert_eq!(doubts(query), [(at.to_owned(), hint.to_owned())], "{query}");
    }
    assert_eq!(doubts("country:IR tag:war person:ali nonsense date:1066 id:x"), []);
}

#[test]
fn folding() {
    for (text, folded) in [
        ("Bakı", "baki"),
        ("BAKI İstanbul", "baki istanbul"),
        ("Əzizə", "ezize"),
        ("Łódź Ærø Đà Nẵng Straße ẞ Þór œuvre", "lodz aero da nang strasse ss thor oeuvre"),
        ("Ğğ Şş Çç Öö Üü", "gg ss cc oo uu"),
        ("Йошкар Ёлка", "иошкар елка"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        // Arabic and Persian: harakat, hamza, tatweel, keyboards, digits, joiners.
        ("مُحَمَّد", "محمد"),
        ("أحمد إيران آذر", "احمد ایران اذر"),
        ("علي على", "علی علی"),
        ("كتاب", "کتاب"),
        ("القاهرة", "القاهره"),
        ("تـــهران", "تهران"),
        ("می‌گوید", "میگوید"),
        ("۱۴ ١٤", "14 14"),
        // Hebrew: niqqud, gershayim, maqaf.
        ("שָׁלוֹם", "שלום"),
        ("צה״ל תל־אביב", "צה\"ל תל-אביב"),
        // Vowel signs of other scripts are letters; a voiced kana is not its voiceless one.
        ("हिन्दी", "हिन्दी"),
        ("が", "か\u{3099}"),
        ("Ｂａｋｕ ﬁn", "baku fin"),
        ("Tel\u{2011}Aviv – “x” ’s", "tel-aviv - \"x\" 's"),
        ("  a \t\n\u{a0} b  ", "a b"),
        ("soft\u{ad}hyphen", "softhyphen"),
        ("", ""),
        ("\u{301}\u{200f}", ""),
    ] {
        assert_eq!(fold(text), folded, "{text}");
    }
}

/// What is folded stays as it is, whatever the character, and holds no line feed.
#[test]
fn folding_twice_is_folding_once() {
    for c in (0..=0x10_ffff_u32).filter_map(char::from_u32) {
        let once = fold(&format!("a{c}b"));
        assert_eq!(fold(&once), once, "{c:?} {:x}", c as u32);
        assert!(!once.contains('\n'));
    }
}

#[test]
fn hits_are_places_in_the_text_as_written() {
    for (text, query, hits) in [
        ("Talks in Bakı, BAKU!", "baku", vec!["Bakı", "BAKU"]),
        ("Talks in Bakı", "-baku talks or IN", vec!["Talks", "in"]),
        ("Məmmədov", "mammad", vec!["Məmməd"]),
        ("Məmmədov", "memmed", vec!["Məmməd"]),
        ("die Straße", "strasse", vec!["Straße"]),
        ("die Straße", "trass", vec!["traß"]),
        ("cafe\u{301}s", "cafe", vec!["cafe\u{301}"]),
        ("می‌گوید", "میگ", vec!["می‌گ"]),
        ("שָׁלוֹם", "שלום", vec!["שָׁלוֹם"]),
        ("two   words", "\"two words\"", vec!["two   words"]),
        ("abcabc", "bc ca", vec!["bcabc"]),
        ("Tehran", "tag:tehran country:IR", vec![]),
        ("", "x", vec![]),
        ("x", "", vec![]),
    ] {
        let query = Query::parse(query).unwrap();
        let found: Vec<&str> = hits_in(text, &query).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, hits, "{text}: {query}");
    }
}

fn completed(text: &str, document: &Document) -> Vec<String> {
    // The bar stands for the cursor.
    let cursor = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let put = |c: Completion| {
        let mut after = text.clone();
        after.replace_range(c.replace, &c.text);
        format!("{after} [{}]", c.detail)
    };
    complete(&text, cursor, &Matcher::new(document)).into_iter().map(put).collect()
}

#[test]
fn completion() {
    let document = hand_made();
    for (text, offers) in [
        ("contr|", vec![]),
        ("coun|", vec!["country: [events in the lane with this code, name or alias]"]),
        ("x -(imp|", vec!["x -(importance: [events of this importance, 1 to 5]"]),
        ("cou|:IR", vec!["country:IR [events in the lane with this code, name or alias]"]),
        ("country:ir|", vec!["country:IR [Iran · 2 events]"]),
        ("country:germ|", vec!["country:DE [Germany · 2 events]"]),
        ("country:kar|", vec!["country:NKR [Nagorno-Karabakh · 1 event]"]),
        ("involves:|", vec!["involves:IR [Iran · 1 event]"]),
        ("tag:wa|", vec!["tag:war [1 event]", "tag:warning [1 event]"]),
        ("tag:n|ex", vec!["tag:\"New York\" [1 event]"]),
        ("person:\"shahin m| rest", vec!["person:\"Shahin Mustafayev\" [1 event]"]),
        ("person:ali|", vec!["person:\"Ali Asadov\" [1 event]", "person:\"İlham Əliyev\" [1 event]"]),
        ("place:az| baku", vec!["place:\"East Azerbaijan\" baku [1 event]"]),
        ("source:cent|", vec!["source:arvak [ARVAK Center · 1 event]"]),
        ("is:o|", vec!["is:open [its beginning or end is open (..)]"]),
        ("date:20|", vec!["date:2024 [4 events]", "date:2023 [1 event]"]),
        ("importance:>|", vec!["importance:>=4 []"]),
        ("nothing:x|", vec![]),
        ("dipl|", vec!["tag:diplomacy [1 event]"]),
        ("\"baku|", vec!["place:Bakı [1 event]"]),
    ] {
        assert_eq!(completed(text, &document), offers, "{text}");
    }
    let everything = completed("|", &document);
    assert_eq!(everything.len(), KEYS.len());
    assert_eq!(completed("tag:x |", &document).len(), KEYS.len());
    assert!(completed("az|", &document).contains(&"country:AZ [Azerbaijan · 2 events]".to_owned()));
    assert!(complete("", 99, &Matcher::default()).len() == KEYS.len());
}

/// What completion offers for a value reads as a query and finds as many events as it says.
#[test]
fn completions_keep_their_word() {
    let document = sample();
    let matcher = Matcher::new(&document);
    for key in KEYS {
        for offer in complete(&format!("{}:", key.name), key.name.len() + 1, &matcher) {
            let query = Query::parse(&format!("{}:{}", key.name, offer.text)).unwrap();
            let count = offer.detail.rsplit(" · ").next().unwrap();
            if let Some(count) = count.strip_suffix(" events").or(count.strip_suffix(" event"))
                && ["country", "involves", "tag"].contains(&key.name)
            {
                assert_eq!(matcher.find(&query).len().to_string(), count, "{query}");
            }
        }
    }
}

#[test]
fn examples_of_keys_are_queries_and_stand_in_the_guide() {
    let guide = include_str!("../../docs/reference/query.md");
    for key in KEYS {
        assert!(Query::parse(key.example).is_ok(), "{}", key.example);
        assert!(guide.contains(&format!("`{}:", key.name)), "{}", key.name);
    }
}

#[test]
fn nothing_to_ask_of_nothing() {
    let matcher = Matcher::default();
    for query in ["", "a", "-a", "tag:a or date:2024", "id:x", "country:IR is:open -(b c)"] {
        assert_eq!(matcher.find(&Query::parse(query).unwrap()), []);
    }
    fn shared_by_threads<T: Send + Sync + 'static>(_: &T) {}
    shared_by_threads(&matcher);
}

/// Many events are folded by several threads; each must still be found where it stands.
#[test]
fn many_events_are_found_where_they_stand() {
    let one = hand_made().events()[0].as_ref().clone();
    let of = |at: usize| Event {
        id: EventId::new(&format!("e{at}")),
        title: format!("number {at} ends").into(),
        ..one.clone()
    };
    let document = Document::new(Parts { events: (0..45_001).map(of).collect(), ..Parts::default() });
    let matcher = Matcher::new(&document);
    let find = |query: &str| -> Vec<usize> {
        let found = matcher.find(&Query::parse(query).unwrap());
        found.iter().map(|ix| ix.index()).collect()
    };
    for at in [0, 1, 19_999, 20_000, 22_500, 22_501, 39_999, 40_000, 45_000] {
        assert_eq!(find(&format!("\"number {at} ends\"")), [at]);
        assert_eq!(find(&format!("id:e{at}")), [at]);
    }
    assert_eq!(find("\"00 ends\" -number").len(), 0);
    assert_eq!(find("\"00 ends\"").len(), 450);
    assert_eq!(find("baku"), (0..45_001).collect::<Vec<_>>());
}

/// A query as the test has it, to compare with what the program makes of its text.
#[derive(Clone, Debug)]
enum Asked {
    Word(String),
    Tag(String),
    Person(String),
    Country(&'static str),
    Date(&'static str),
    After(&'static str),
    Disputed,
    AtLeast(u8),
    Not(Box<Asked>),
    All(Vec<Asked>),
    Any(Vec<Asked>),
}

impl Asked {
    fn text(&self) -> String {
        let list =
            |parts: &[Self], between: &str| parts.iter().map(Self::text).collect::<Vec<_>>().join(between);
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Tag(tag) => format!("tag:\"{tag}\""),
            Self::Person(name) => format!("person:\"{name}\""),
            Self::Country(code) => format!("country:{code}"),
            Self::Date(date) => format!("date:{date}"),
            Self::After(date) => format!("after:{date}"),
            Self::Disputed => "is:disputed".to_owned(),
            Self::AtLeast(level) => format!("importance:>={level}"),
            Self::Not(inner) => format!("-({})", inner.text()),
            Self::All(parts) => format!("({})", list(parts, " ")),
            Self::Any(parts) => format!("({})", list(parts, " or ")),
        }
    }

    /// Reads one event, each field by itself, in every reading of ə and ı.
    fn holds(&self, event: &Event) -> bool {
        let readings = |text: &str| {
            [("e", "i"), ("a", "i"), ("e", "u"), ("a", "u")]
                .map(|(schwa, dotless)| fold(&text.replace(['ə', 'Ə'], schwa).replace('ı', dotless)))
        };
        let has = |text: &str, part: &str| {
            readings(text).iter().any(|t| readings(part).iter().any(|p| t.contains(p)))
        };
        let is = |text: &str, other: &str| readings(text).iter().any(|t| readings(other).contains(t));
        let span = |date: &str| {
            let date = EventDate::parse(date).unwrap();
            (date.first_day(), date.last_day())
        };
        let goes_on = event.date.end() == Edge::Open;
        match self {
            Self::Word(word) => {
                let accounts = event
                    .accounts
                    .iter()
                    .flat_map(|a| [Some(a.by.as_str()), Some(&a.says), a.quote.as_deref()])
                    .flatten();
                [event.title.as_str(), &event.title_native, &event.place, &event.summary]
                    .into_iter()
                    .chain(event.people.iter().chain(&event.tags).map(Name::as_str))
                    .chain(accounts)
                    .any(|text| has(text, word))
            }
            Self::Tag(tag) => event.tags.iter().any(|t| is(t, tag)),
            Self::Person(name) => event.people.iter().any(|p| has(p, name)),
            Self::Country(code) => event.lane.as_str() == *code,
            Self::Date(date) => {
                event.date.first_day() <= span(date).1 && (goes_on || span(date).0 <= event.date.last_day())
            }
            Self::After(date) => goes_on || event.date.last_day() > span(date).1,
            Self::Disputed => event.is_disputed(),
            Self::AtLeast(level) => event.importance >= *level,
            Self::Not(inner) => !inner.holds(event),
            Self::All(parts) => parts.iter().all(|part| part.holds(event)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(event)),
        }
    }
}

const SYLLABLES: &str = "(ba|kı|ki|ku|ə|e|a|é|ßa|ss|ف|فُ|ي|ی|ש|שָׁ)";

fn word() -> impl Strategy<Value = String> {
    proptest::string::string_regex(&format!("{SYLLABLES}{{1,3}}( {SYLLABLES})?")).unwrap()
}

fn asked() -> impl Strategy<Value = Asked> {
    let dates = || proptest::sample::select(vec!["2024-10-14", "2024-10", "2023", "2024-10-10/2024-10-13"]);
    let leaf = prop_oneof![
        4 => word().prop_map(Asked::Word),
        2 => word().prop_map(Asked::Tag),
        1 => word().prop_map(Asked::Person),
        1 => proptest::sample::select(vec!["IR", "AZ"]).prop_map(Asked::Country),
        1 => dates().prop_map(Asked::Date),
        1 => dates().prop_map(Asked::After),
        1 => Just(Asked::Disputed),
        1 => (1..=5_u8).prop_map(Asked::AtLeast),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|asked| Asked::Not(Box::new(asked))),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Asked::All),
            proptest::collection::vec(inner, 1..4).prop_map(Asked::Any),
        ]
    })
}

fn any_event() -> impl Strategy<Value = Event> {
    let dates = ["2024-10-14", "2024-10", "2023?", "2024-10-01/2024-10-12", "2024-10-15/..", "2022"];
    let words = || proptest::collection::vec(word(), 0..3);
    let some = proptest::sample::select(vec!["IR", "AZ", "IL"]);
    let date = proptest::sample::select(dates.to_vec());
    (word(), words(), words(), words(), some, date, 1..=5_u8).prop_map(
        |(title, people, tags, says, lane, date, importance)| {
            let mut event = Event::new(EventId::new("x"), EventDate::parse(date).unwrap(), &title, lane);
            event.title_native = says.first().cloned().unwrap_or_default().into();
            event.place = tags.last().cloned().unwrap_or_default().into();
            (event.people, event.tags, event.importance) = (people.into(), tags.into(), importance);
            let accounts = says.into_iter().enumerate();
            event.accounts = accounts
                .map(|(by, says)| Account {
                    by: by.to_string().into(),
                    says: says.into(),
                    ..Account::default()
                })
                .collect();
            event.note = "ba ki".into();
            event
        },
    )
}

proptest! {
    #[test]
    fn finds_what_reading_every_event_finds(
        events in proptest::collection::vec(any_event(), 0..150),
        asked in asked(),
    ) {
        let document = Document::new(Parts { events, ..Parts::default() });
        let text = asked.text();
        let query = Query::parse(&text).unwrap();
        let found: Vec<usize> = Matcher::new(&document).find(&query).iter().map(|ix| ix.index()).collect();
        let read: Vec<usize> =
            (0..document.events().len()).filter(|at| asked.holds(&document.events()[*at])).collect();
        prop_assert_eq!(found, read, "{}", text);
        let printed = query.to_string();
        prop_assert_eq!(Query::parse(&printed), Ok(query), "{}", printed);
    }

    #[test]
    fn any_text_is_read_or_told_where_it_is_wrong(text in "\\PC{0,40}", cursor in 0..50_usize) {
        check_any(&text, cursor);
    }

    #[test]
    fn so_is_what_looks_like_a_query(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "(", ")", "-", "\"", "“", "\\", " ", "or", "and", "tag:", "has:", "date:", "is:", "importance:", "after:",
            "IR", "2024-10", "2024-13-99", "open", ">=", "4", "ə", "é", "\u{301}", "\u{200f}", "\n", "x:", ":", "//", "ﷺ",
        ]), 0..14),
        cursor in 0..50_usize,
    ) {
        check_any(&parts.concat(), cursor);
    }
}

/// Neither panics; places are of whole characters; what reads prints as what reads the same.
fn check_any(text: &str, cursor: usize) {
    let matcher = Matcher::new(&hand_made());
    match Query::parse(text) {
        Ok(query) => {
            let printed = query.to_string();
            assert_eq!(Query::parse(&printed).as_ref(), Ok(&query), "{printed}");
            assert!(matcher.find(&query).len() <= matcher.len());
            for doubt in matcher.doubts(&query) {
                assert!(text.get(doubt.at).is_some());
            }
            for at in hits_in(text, &query) {
                assert!(text.get(at.clone()).is_some_and(|hit| !hit.is_empty()), "{at:?}");
            }
        }
        Err(error) => {
            assert!(text.get(error.at.clone()).is_some_and(|wrong| !wrong.is_empty()), "{text:?}: {error:?}");
        }
    }
    for offer in complete(text, cursor, &matcher) {
        assert!(text.get(offer.replace).is_some());
    }
}
