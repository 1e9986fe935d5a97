//! From what stands on the screen back to what was written: what was selected of a text in visual order, as its letters
//! follow each other in the text. Whoever copies a name wants to paste the name, not its picture.

use std::ops::Range;

use super::bidi::{Line, is_of_word};
use super::fonts::is_blank;

/// A text that was laid out by [`super::job`] or [`super::paragraph`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// As it is written.
    pub logical: String,
    /// As it is drawn: the text of its job.
    pub visual: String,
}

impl Drawn {
    /// What is written of some of the characters that are drawn. A word of a right-to-left script is taken as a whole:
    /// its letters are joined, and stand in the other order on the screen. `None` where the visual text is not one of
    /// the logical one's.
    #[must_use]
    pub fn written(&self, drawn: Range<usize>) -> Option<String> {
        written_at(&self.logical, &self.places()?, &self.visual, drawn)
    }

    /// The lines from top to bottom, each as it is written; `None` as above.
    #[must_use]
    pub fn lines(&self) -> Option<Vec<String>> {
        let places = self.places()?;
        let mut start = 0;
        let lines = self.visual.split('\n').map(|line| {
            let range = start..start + line.chars().count();
            start = range.end + 1;
            written_at(&self.logical, &places, &self.visual, range)
        });
        lines.collect()
    }

    /// The place of each drawn character among those that are written; line breaks of a layout have none.
    fn places(&self) -> Option<Vec<Option<usize>>> {
        let blanked: Vec<char> = self.logical.chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
        let text: String = blanked.iter().collect();
        let whole = places_of(&Paragraph::of(&text), 0..blanked.len(), &self.visual);
        if whole.is_some() {
            return whole.map(|places| places.into_iter().map(Some).collect());
        }
        let mut places = Vec::new();
        let mut lines = self.visual.split('\n');
        for paragraph in paragraphs(&self.logical) {
            let mut at = paragraph.start;
            let text: String = blanked.get(paragraph.clone())?.iter().collect();
            let of_paragraph = Paragraph::of(&text);
            loop {
                let line = lines.next()?;
                let rest = blanked.get(at..paragraph.end)?;
                let skipped = rest.iter().take_while(|c| c.is_whitespace()).count();
                let start = if line.is_empty() { at } else { at + skipped };
                let end = start + line.chars().count();
                if !places.is_empty() || paragraph.start > 0 {
                    places.push(None);
                }
                let own = places_of(&of_paragraph, start - paragraph.start..end - paragraph.start, line)?;
                places.extend(own.into_iter().map(|place| Some(paragraph.start + place)));
                at = end;
                if line.is_empty() || blanked.get(at..paragraph.end)?.iter().all(|c| c.is_whitespace()) {
                    break;
                }
            }
        }
        lines.next().is_none().then_some(places)
    }
}

fn written_at(logical: &str, places: &[Option<usize>], visual: &str, drawn: Range<usize>) -> Option<String> {
    let mut chosen: Vec<usize> = places.get(whole_words(visual, drawn))?.iter().copied().flatten().collect();
    chosen.sort_unstable();
    let all: Vec<char> = logical.chars().collect();
    let mut written = String::new();
    let mut next = 0;
    for at in chosen {
        // The space or the end of a paragraph that a line was broken at is not drawn, but was selected.
        let between = if written.is_empty() { &[] } else { all.get(next..at)? };
        if between.iter().all(|c| c.is_whitespace()) {
            written.extend(between);
        } else if between.iter().any(|c| c.is_whitespace()) && !written.ends_with(char::is_whitespace) {
            written.push(' ');
        }
        next = at + 1;
        // What keeps a name to itself in a sentence (`bidi::isolated`) is no part of it.
        written.extend(all.get(at).filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')));
    }
    Some(written)
}

/// A range of characters made to begin and end outside the words of right-to-left scripts.
fn whole_words(visual: &str, drawn: Range<usize>) -> Range<usize> {
    let all: Vec<char> = visual.chars().collect();
    let inside = |at: usize| {
        let is_of_word = |at: usize| all.get(at).is_some_and(|c| is_of_word(*c));
        at > 0 && is_of_word(at - 1) && is_of_word(at)
    };
    let (mut start, mut end) = (drawn.start, drawn.end);
    if !drawn.is_empty() {
        while inside(start) {
            start -= 1;
        }
        while inside(end) {
            end += 1;
        }
    }
    start..end
}

/// A paragraph with its directions resolved, once for all its lines.
struct Paragraph<'a> {
    text: &'a str,
    /// Where each character begins, and where the last one ends.
    bytes: Vec<usize>,
    line: Line<'a>,
}

impl<'a> Paragraph<'a> {
    fn of(text: &'a str) -> Self {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { text, bytes, line: Line::new(text) }
    }
}

/// The places of a line's characters in its paragraph; `None` where the line would be drawn in another way.
fn places_of(paragraph: &Paragraph<'_>, line: Range<usize>, drawn: &str) -> Option<Vec<usize>> {
    let Paragraph { text, bytes, .. } = paragraph;
    let visual = paragraph.line.visual_of(*bytes.get(line.start)?..*bytes.get(line.end)?);
    let in_chars = |byte: usize| bytes.binary_search(&byte).ok();
    (visual.text() == drawn).then(|| visual.places(text).into_iter().map(in_chars).collect())?
}

/// The paragraphs of a text in characters, without what ends them.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let with_ends = text.split_inclusive('\n').map(|piece| {
        let from = start;
        start += piece.chars().count();
        let own = piece.strip_suffix('\n').map_or(piece, |piece| piece.strip_suffix('\r').unwrap_or(piece));
        from..from + own.chars().count()
    });
    with_ends.collect()
}

/// What was copied from labels, with what is drawn in visual order written as it is. egui puts the labels' parts one
/// behind another with spaces or line breaks between: the end of the first, whole ones, the beginning of the last.
#[must_use]
pub fn copied(text: &str, drawn: &[Drawn]) -> String {
    let part = |label: &Drawn, at: usize, length: usize| {
        let before = label.visual[..at].chars().count();
        label.written(before..before + label.visual[at..at + length].chars().count())
    };
    // A part of one label, or all of it.
    for label in drawn {
        if let Some(written) = label.visual.find(text).and_then(|at| part(label, at, text.len())) {
            return written;
        }
    }
    let mut by_length: Vec<&Drawn> = drawn.iter().collect();
    by_length.sort_by_key(|label| std::cmp::Reverse(label.visual.len()));
    by_length.dedup_by(|a, b| a.visual == b.visual);
    // Pieces are either still as they are drawn (false) or written as they are (true).
    let mut pieces = vec![(false, text.to_owned())];
    for label in &by_length {
        pieces = pieces.into_iter().flat_map(|piece| without(piece, label)).collect();
    }
    // The first label is selected from somewhere to its end, the last from its beginning.
    if let Some((false, first)) = pieces.first().cloned() {
        let found = by_length.iter().find_map(|label| {
            let length = common(&label.visual, &first)?;
            Some((part(label, label.visual.len() - length, length)?, length))
        });
        if let Some((written, length)) = found {
            pieces.splice(..1, [(true, written), (false, first[length..].to_owned())]);
        }
    }
    if let Some((false, last)) = pieces.last().cloned() {
        let found = by_length.iter().find_map(|label| {
            let length = common(&last, &label.visual)?;
            Some((part(label, 0, length)?, length))
        });
        if let Some((written, length)) = found {
            pieces.pop();
            pieces.extend([(false, last[..last.len() - length].to_owned()), (true, written)]);
        }
    }
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

/// A piece of copied text with a label that is in it as a whole written as it is.
fn without((done, piece): (bool, String), label: &Drawn) -> Vec<(bool, String)> {
    let at = if done || label.visual.is_empty() { None } else { piece.find(&label.visual) };
    let Some(at) = at else { return vec![(done, piece)] };
    let after = piece[at + label.visual.len()..].to_owned();
    let mut pieces = vec![(false, piece[..at].to_owned()), (true, label.logical.clone())];
    pieces.extend(without((false, after), label));
    pieces
}

/// How many bytes the end of one text has in common with the beginning of another; `None` where they are none, or no
/// letters of a right-to-left script, which need no turning.
fn common(ends: &str, begins: &str) -> Option<usize> {
    let lengths = begins.char_indices().map(|(at, c)| at + c.len_utf8());
    let longest = lengths.filter(|length| ends.ends_with(&begins[..*length])).max()?;
    (!super::bidi::is_left_to_right(&begins[..longest])).then_some(longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::{HeadlessFonts, job, paragraph};
    use crate::scene::{Color, TextStyle};
    use proptest::prelude::*;

    fn line(text: &str) -> Drawn {
        Drawn { logical: text.to_owned(), visual: job(text, TextStyle::regular(13.0), Color::hex(0)).text }
    }

    fn wrapped(text: &str, width: f32) -> Drawn {
        let style = TextStyle::regular(13.0);
        let job = paragraph(text, style, Color::hex(0), width, &mut HeadlessFonts::new(1.0));
        Drawn { logical: text.to_owned(), visual: job.text }
    }

    fn part(label: &Drawn, drawn: &str) -> String {
        copied(drawn, std::slice::from_ref(label))
    }

    #[test]
    fn a_line_that_is_selected_is_written_as_it_is() {
        for text in
            ["مسعود پزشکیان رئیس‌جمهور", "ירושלים 1967 (מלחמה)", "دیدار در Bakı سال ۱۴۰۲", "a\tتهران (b)\nc"]
        {
            let label = line(text);
            assert_ne!(label.visual, text);
            assert_eq!(part(&label, &label.visual), text);
        }
    }

    #[test]
    fn a_part_of_a_line_is_written_in_the_order_of_its_words() {
        let label = line("دیدار در Bakı سال ۱۴۰۲");
        assert_eq!(label.visual, "۱۴۰۲ سال Bakı در دیدار");
        assert_eq!(part(&label, "Bakı در"), "در Bakı");
        assert_eq!(part(&label, "۱۴۰۲ سال"), "سال ۱۴۰۲");
        assert_eq!(part(&label, "در دیدار"), "دیدار در");
        assert_eq!(part(&label, "akı د"), "در akı", "right-to-left words as a whole");
        let brackets = line("ירושלים (מלחמה) 1967");
        assert_eq!(part(&brackets, "(מלחמה) ירושלים"), "ירושלים (מלחמה)");
    }

    #[test]
    fn lines_of_a_paragraph_are_joined_by_what_is_written_between_them() {
        let text = "دیدار مسعود پزشکیان رئیس‌جمهور در Bakı با الهام علی‌اف\n\nدر سال ۱۴۰۲ (۲۰۲۳)";
        for width in [70.0, 120.0, 2000.0] {
            let label = wrapped(text, width);
            assert_eq!(part(&label, &label.visual), text);
        }
        let label = wrapped("دیدار مسعود پزشکیان", 90.0);
        assert_eq!(label.visual, "مسعود دیدار\nپزشکیان");
        assert_eq!(part(&label, "دیدار\nپزشکیان"), "دیدار پزشکیان");
    }

    #[test]
    fn several_labels_keep_their_order_and_what_is_between_them() {
        let labels = ["جنگ ۱۲ روزه", "Tehran تهران, بزرگ", "دیدار در باکو"].map(line);
        let [war, city, meeting] = &labels;
        let all = format!("{}\nplain words\n\n{} {}", war.visual, city.visual, meeting.visual);
        let expected = "جنگ ۱۲ روزه\nplain words\n\nTehran تهران, بزرگ دیدار در باکو";
        assert_eq!(copied(&all, &labels), expected);
        // From within the first to within the last.
        let parts = format!("۱۲ جنگ\n{}\n{}", city.visual, "باکو در");
        assert_eq!(copied(&parts, &labels), "جنگ ۱۲\nTehran تهران, بزرگ\nدر باکو");
        assert_eq!(copied("nothing of these", &labels), "nothing of these");
        assert_eq!(copied("", &labels), "");
    }

    proptest! {
        #[test]
        fn whatever_is_drawn_is_written_as_it_was(
            text in "[a-c دهرانאבג۰۱٤(,)\\n\u{200C}\u{2028}\u{85}]{0,40}",
            width in 20.0f32..400.0,
        ) {
            let label = line(&text);
            prop_assert_eq!(label.written(0..label.visual.chars().count()), Some(text.clone()));
            let label = wrapped(&text, width);
            if label.visual != text {
                let all = label.written(0..label.visual.chars().count()).unwrap();
                prop_assert_eq!(all.trim(), text.trim());
            }
        }

        #[test]
        fn no_selection_panics(text in "\\PC{0,20}", parts in proptest::collection::vec("\\PC{0,8}", 0..4)) {
            let labels: Vec<Drawn> = parts.iter().map(|part| line(part)).collect();
            prop_assert!(copied(&text, &labels).len() < 1000);
            prop_assert_eq!(line(&text).written(0..1000), None);
        }
    }
}
