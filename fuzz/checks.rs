//! What must hold whatever comes in. The fuzz targets call these with bytes of their making, and an ordinary test
//! replays the corpus through them.

use std::sync::LazyLock;

use coeval::analysis::{Index, query};
use coeval::io;
use coeval::model::EventDate;

/// Any text at all is read: problems have their places in it, and nothing is dropped without a word.
pub fn timeline(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let loaded = io::read(&text);
    let length = loaded.source.text().len();
    for diagnostic in &loaded.diagnostics {
        assert!(diagnostic.span.start <= diagnostic.span.end && diagnostic.span.end <= length);
        assert!(diagnostic.line >= 1 && diagnostic.column >= 1 && !diagnostic.message.is_empty());
    }
    let (events, errors, _) = loaded.counts();
    assert_eq!(events, loaded.document.events().len());
    assert!(loaded.is_timeline() || errors > 0, "what is no timeline has a reason");
    assert_eq!(loaded.source.full(), text, "the text is kept as it is");
    assert_eq!(
        io::report("fuzz.ron", &loaded.source, &loaded.diagnostics, false).is_empty(),
        loaded.diagnostics.is_empty()
    );
    // What is read can be drawn and searched.
    let index = Index::build(&loaded.document);
    for event in loaded.document.events() {
        assert!(!event.title.trim().is_empty());
        assert!(loaded.document.lane(&event.lane).is_some());
        assert!(loaded.document.find(&event.id).is_some());
    }
    drop(index);
}

/// A text is a date or is told why not; its days are in order and in range.
pub fn date(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match EventDate::parse(&text) {
        Ok(date) => {
            assert_eq!(date.text(), text);
            assert!(date.first_day() <= date.last_day());
            assert!(!date.in_words().is_empty() && !date.label().is_empty());
            assert_eq!(EventDate::parse(date.text()).as_ref(), Ok(&date));
        }
        Err(error) => {
            assert!(!error.message.is_empty());
            assert!(text.get(error.at.clone()).is_some(), "{:?} is no place in {text:?}", error.at);
        }
    }
}

/// A query makes sense and means the same when written again, or is told where it is wrong; whatever is typed, there is
/// something to go on with or nothing.
pub fn query(data: &[u8]) {
    static WORLD: LazyLock<(io::Loaded, Index, query::Matcher)> = LazyLock::new(|| {
        let loaded = io::read(include_str!("../sample_data/azerbaijani_rope.ron"));
        let (index, matcher) = (Index::build(&loaded.document), query::Matcher::new(&loaded.document));
        (loaded, index, matcher)
    });
    let (loaded, index, matcher) = &*WORLD;
    let text = String::from_utf8_lossy(data);
    match query::Query::parse(&text) {
        Ok(query) => {
            let again = query::Query::parse(&query.to_string());
            assert_eq!(again.as_ref(), Ok(&query), "{text:?}");
            let hits = query::Hits::find(&loaded.document, index, matcher, &query);
            assert!(hits.len() <= loaded.document.events().len());
        }
        Err(error) => assert!(text.get(error.at.clone()).is_some(), "{:?} in {text:?}", error.at),
    }
    for cursor in [0, text.len() / 2, text.len()] {
        for completion in query::complete(&text, cursor, matcher) {
            assert!(text.get(completion.replace.clone()).is_some());
        }
    }
}
