//! The proof that nothing private leaves: what was made is read back as any reader would, and no text of a private note may
//! stand in it. It knows nothing of how it was made.

use std::collections::HashSet;

use roxmltree::{Document as Tree, ParsingOptions};

use crate::model::{Document, visible_lines};

/// The text of a private note stands in what was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the private note of {of} is in the result: “{text}”")]
pub struct Leak {
    /// Whose note it is.
    pub of: String,
    /// What of it was found.
    pub text: String,
}

/// A part of a note with fewer words than this proves nothing where it stands within a longer text.
const FEW_WORDS: usize = 4;

/// What a reader finds in something that was made.
pub(super) struct Read {
    /// Every text, seen or not.
    pub texts: Vec<String>,
    /// The addresses of links that lead out of it, each once.
    pub links: Vec<String>,
    /// The fonts of which a part is in it.
    pub fonts: Vec<String>,
}

/// Reads a page.
pub(super) fn page(html: &str) -> Result<Read, String> {
    Ok(Read { texts: texts_of_page(html)?, links: links_of_page(html)?, fonts: Vec::new() })
}

/// Reads pictures: the names of their files, and what they say beside what is seen. What is seen was drawn of a copy of the
/// timeline that has no notes.
pub(super) fn pictures(files: &[(String, Vec<u8>)]) -> Result<Read, String> {
    let mut texts: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    for (_, bytes) in files {
        texts.extend(texts_of_picture(bytes)?);
    }
    Ok(Read { texts, links: Vec::new(), fonts: Vec::new() })
}

/// The texts of a PNG, a GIF or a video beside what is seen.
fn texts_of_picture(bytes: &[u8]) -> Result<Vec<String>, String> {
    let is_video = bytes.get(4..8) == Some(b"ftyp") || bytes.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]);
    if bytes.starts_with(b"GIF8") || is_video {
        // Comments would be text in the file as it is; so would be whatever else is no picture.
        return Ok(vec![String::from_utf8_lossy(bytes).into_owned()]);
    }
    let reader =
        png::Decoder::new(std::io::Cursor::new(bytes)).read_info().map_err(|error| error.to_string())?;
    let info = reader.info();
    let mut texts: Vec<String> = info.uncompressed_latin1_text.iter().map(|text| text.text.clone()).collect();
    texts.extend(info.compressed_latin1_text.iter().filter_map(|text| text.get_text().ok()));
    texts.extend(info.utf8_text.iter().filter_map(|text| text.get_text().ok()));
    Ok(texts)
}

/// Every text of a page: what is read, what is in attributes, comments too.
fn texts_of_page(html: &str) -> Result<Vec<String>, String> {
    let page = without_code(html);
    let tree = parse(&page)?;
    let mut texts = Vec::new();
    for node in tree.descendants() {
        texts.extend(node.attributes().map(|attribute| attribute.value().to_owned()));
        if node.is_text() || node.is_comment() {
            texts.extend(node.text().map(str::to_owned));
        }
    }
    Ok(texts)
}

/// The addresses of all links of a page that lead out of it, each once.
fn links_of_page(html: &str) -> Result<Vec<String>, String> {
    let page = without_code(html);
    let tree = parse(&page)?;
    let links =
        tree.descendants().filter_map(|node| node.attribute("href")).filter(|to| !to.starts_with('#'));
    let mut seen = HashSet::new();
    Ok(links.filter(|link| seen.insert(*link)).map(str::to_owned).collect())
}

fn parse(page: &str) -> Result<Tree<'_>, String> {
    let options = ParsingOptions { nodes_limit: u32::MAX, ..ParsingOptions::default() };
    Tree::parse_with_options(page, options).map_err(|error| error.to_string())
}

/// The page without its document type, and without script and style, which are the program's own and no XML.
fn without_code(html: &str) -> String {
    let mut page = html.trim_start_matches("<!DOCTYPE html>").trim_start().to_owned();
    for tag in ["script", "style"] {
        let (begin, end) = (format!("<{tag}>"), format!("</{tag}>"));
        if let (Some(from), Some(to)) = (page.find(&begin), page.find(&end))
            && from < to
        {
            page.replace_range(from + begin.len()..to, "");
        }
    }
    page
}

/// Proves that no text of a private note of a document stands in texts that were read back. What the document that left
/// says elsewhere, in a title or an account, is not private.
///
/// # Errors
/// The first text that does.
pub(super) fn prove(document: &Document, left: &Document, texts: &[String]) -> Result<(), Leak> {
    let read: Vec<String> = texts.iter().map(|text| folded(text)).collect();
    let whole: HashSet<&str> = read.iter().map(String::as_str).collect();
    let all = read.join("\n");
    let public = LazyPublic::new(left);
    for (of, note) in notes(document) {
        for part in parts(note) {
            let words = part.split_whitespace().count();
            let found = if words < FEW_WORDS { whole.contains(part.as_str()) } else { all.contains(&part) };
            if found && !public.says(&part) {
                return Err(Leak { of, text: part });
            }
        }
    }
    Ok(())
}

/// All private notes, and whose they are.
fn notes(document: &Document) -> impl Iterator<Item = (String, &str)> {
    let events = document.events().iter().map(|event| (format!("event \"{}\"", event.id), &*event.note));
    let steps =
        (1..).zip(document.story()).map(|(number, step): (usize, _)| (format!("step {number}"), &*step.note));
    events.chain(steps).filter(|(_, note)| !note.trim().is_empty())
}

/// A note as a whole, and its sentences.
fn parts(note: &str) -> Vec<String> {
    let mut parts = vec![folded(note)];
    let sentences = note
        .split_inclusive(['.', '!', '?', '\n', ';', '؟', '۔', '。'])
        .map(|part| folded(part).trim_end_matches(['.', '!', '?', ';', '؟', '۔', '。']).to_owned());
    parts.extend(sentences.filter(|part| part.split_whitespace().count() >= FEW_WORDS));
    parts.retain(|part| !part.is_empty());
    parts.sort();
    parts.dedup();
    parts
}

/// A text as it is compared: as the program shows it, with every stretch of white space as one blank.
fn folded(text: &str) -> String {
    visible_lines(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a document says publicly, and what every page says.
struct LazyPublic {
    texts: Vec<String>,
}

impl LazyPublic {
    fn new(left: &Document) -> Self {
        let mut texts = vec![left.title().to_owned(), left.summary().to_owned()];
        for event in left.events() {
            texts.extend(
                [
                    &*event.title,
                    &*event.title_native,
                    &*event.summary,
                    event.country.as_ref(),
                    event.place.as_ref(),
                ]
                .map(str::to_owned),
            );
            texts.extend(
                event
                    .people
                    .iter()
                    .chain(event.tags.iter())
                    .map(|name| AsRef::<str>::as_ref(name).to_owned()),
            );
            texts.extend(event.sources.iter().map(ToString::to_string));
            texts.push(event.id.to_string());
            texts.extend(event.links.iter().flat_map(|link| [link.kind.to_string(), link.by.to_string()]));
            for account in &event.accounts {
                texts.extend([account.by.to_string(), account.says.to_string()]);
                texts.extend(account.quote.iter().chain(&account.source).map(ToString::to_string));
                texts.extend(account.omits.iter().map(ToString::to_string));
            }
        }
        texts.extend(left.lanes().iter().map(|lane| lane.name.clone()));
        for source in left.sources() {
            texts.push(source.title.clone());
            texts.extend(source.publisher.iter().chain(&source.url).chain(&source.date).cloned());
        }
        for step in left.story() {
            texts.extend([step.title.clone(), step.text.clone()]);
        }
        texts.extend(PAGE_WORDS.iter().map(|word| (*word).to_owned()));
        Self { texts: texts.iter().map(|text| folded(text)).collect() }
    }

    fn says(&self, part: &str) -> bool {
        self.texts.iter().any(|text| text.contains(part))
    }
}

/// What a page says of itself, whatever is in it.
const PAGE_WORDS: &[&str] =
    &["Where", "What", "Who says what", "Source", "Story", "Events", "via", "auto", "col", "en"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Parts;
    use crate::model::{Event, EventDate, EventId, Step};

    fn document(note: &str, title: &str, step_note: &str) -> Document {
        let date = EventDate::parse("2024-10-14").unwrap();
        let mut event = Event::new(EventId::new("a"), date, title, "IR");
        event.note = note.into();
        let step = Step { note: step_note.to_owned(), ..Step::default() };
        Document::new(Parts { events: vec![event], story: vec![step], ..Parts::default() })
    }

    fn leak(note: &str, title: &str, texts: &[&str]) -> Option<String> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        prove(&document(note, title, ""), &document("", title, ""), &texts).err().map(|leak| leak.text)
    }

    #[test]
    fn a_note_that_stands_anywhere_is_found() {
        let note = "Ask why. Only Baku  mentions\nthe invitation; look for an hour.";
        assert_eq!(leak(note, "T", &["x", "T"]), None);
        // As a whole, as a sentence within another text, with other white space, in another attribute.
        let found = |texts: &[&str]| leak(note, "T", texts).is_some();
        assert!(found(&["Ask why. Only Baku mentions the invitation; look for an hour."]));
        assert!(found(&["T", "before: look\n for  an hour, after"]));
        assert!(!found(&["look for"]), "a few words alone prove nothing");
        assert_eq!(leak("Mossad", "T", &["Mossad"]).as_deref(), Some("Mossad"));
        assert_eq!(leak("Mossad", "What Mossad says", &["Mossad"]), None, "the title says it publicly");
        let of_step = prove(
            &document("", "T", "Wait here a while"),
            &document("", "T", ""),
            &["Wait here a while".to_owned()],
        );
        assert_eq!(of_step.unwrap_err().of, "step 1");
    }

    #[test]
    fn a_page_is_read_as_a_reader_reads_it() {
        let page = "<!DOCTYPE html>\n<html><style>a<b</style><p title=\"x &amp; y\">a &lt; b<!--c--></p><a href=\"https://a.org\">l</a>\
                    <a href=\"#b\">m</a><script>if(a<b&&c){}</script></html>";
        let texts = texts_of_page(page).unwrap();
        assert!(
            ["x & y", "a < b", "c", "l"].iter().all(|text| texts.iter().any(|read| read == text)),
            "{texts:?}"
        );
        assert_eq!(links_of_page(page).unwrap(), ["https://a.org"]);
        assert!(texts_of_page("<!DOCTYPE html>\n<html><p></html>").is_err());
    }
}
