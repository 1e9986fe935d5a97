//! Text of several directions in the order in which it is drawn. epaint shapes each section of a job (it joins
//! letters and turns right-to-left ones) but puts the sections, and the fonts within a section, from left to right
//! as they come. So a line is resolved by the Unicode Bidirectional Algorithm (UAX #9) and handed over in parts,
//! from left to right, each of which the shaper gets right alone.

use std::ops::Range;

use unicode_bidi::{BidiClass, ParagraphBidiInfo, bidi_class};

use crate::model::beginning;
use crate::model::brief::MOST_LINE_BYTES;

/// Whether the text needs no ordering at all: the fast path of nearly every label.
#[must_use]
pub fn is_left_to_right(text: &str) -> bool {
    !text.chars().any(needs_ordering)
}

/// Letters, digits and marks of right-to-left scripts, and the controls that set a direction.
fn needs_ordering(c: char) -> bool {
    is_right_to_left_script(c)
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The blocks that Unicode gives to scripts written from right to left.
fn is_right_to_left_script(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// A piece of text that keeps to itself within a sentence of another direction: set off by Unicode's isolates where it
/// has letters of a right-to-left script, else as it is. So "Saved تهران.ron, 3 events" reads from the left, its name from
/// the right.
#[must_use]
pub fn isolated(text: &str) -> std::borrow::Cow<'_, str> {
    if is_left_to_right(text) { text.into() } else { format!("\u{2068}{text}\u{2069}").into() }
}

/// Names behind one another in a line that reads from the left, each set off as by [`isolated`].
#[must_use]
pub fn joined(names: &[&str], between: &str) -> String {
    names.iter().map(|name| isolated(name)).collect::<Vec<_>>().join(between)
}

/// A sentence of the program's, which reads from the left although it may begin with a name that does not.
#[must_use]
pub fn sentence(text: &str) -> std::borrow::Cow<'_, str> {
    if is_left_to_right(text) { text.into() } else { format!("\u{200E}{text}").into() }
}

/// Whether a text as a whole reads from right to left.
#[must_use]
pub fn is_right_to_left(text: &str) -> bool {
    // The first letter that has a direction decides; nobody begins with a thousand that have none.
    let text = beginning(text, MOST_LINE_BYTES);
    !is_left_to_right(text) && Line::new(text).is_right_to_left()
}

/// A logical line or paragraph with its directions resolved.
pub struct Line<'a> {
    text: &'a str,
    info: ParagraphBidiInfo<'a>,
}

impl<'a> Line<'a> {
    /// Resolves the directions; the first letter that has one sets that of the whole (rules P2 and P3).
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, info: ParagraphBidiInfo::new(text, None) }
    }

    /// Whether the whole reads from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        self.info.paragraph_level.is_rtl()
    }

    /// All of it as one line in visual order.
    #[must_use]
    pub fn visual(&self) -> Visual {
        self.visual_of(0..self.text.len())
    }

    /// A part of it, in bytes on character boundaries, that stands on a line of its own.
    #[must_use]
    pub fn visual_of(&self, line: Range<usize>) -> Visual {
        let mut visual = Visual { text: String::with_capacity(line.len()), parts: Vec::new() };
        if line.is_empty() {
            return visual;
        }
        let (levels, runs) = self.info.visual_runs(line);
        for run in runs {
            let right_to_left = levels[run.start].is_rtl();
            visual.push_run(self.text, run, right_to_left);
        }
        visual
    }
}

/// A line as parts in the order of the screen, from left to right; each is fed to the shaper alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visual {
    text: String,
    parts: Vec<VisualPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct VisualPart {
    /// Where it ends in the visual text.
    end: usize,
    /// Where it stands in the logical text.
    logical: Range<usize>,
    /// Its clusters stand in the other order.
    turned: bool,
}

impl Visual {
    /// The parts from left to right.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let ends = self.parts.iter().map(|part| part.end);
        let starts = std::iter::once(0).chain(ends.clone());
        starts.zip(ends).map(|(start, end)| &self.text[start..end])
    }

    /// The parts from left to right, each with its place in the logical text, in bytes.
    pub fn parts_with_places(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.parts().zip(self.parts.iter().map(|part| part.logical.clone()))
    }

    /// All parts as one text, for drawing only.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where each character, from left to right, stands in the logical text `of`, in bytes.
    #[must_use]
    pub fn places(&self, of: &str) -> Vec<usize> {
        let mut places = Vec::with_capacity(self.text.len());
        for part in &self.parts {
            let text = &of[part.logical.clone()];
            let mut push = |cluster: Range<usize>| {
                let start = part.logical.start + cluster.start;
                places.extend(text[cluster].char_indices().map(|(at, _)| start + at));
            };
            if part.turned {
                clusters(text).collect::<Vec<_>>().into_iter().rev().for_each(push);
            } else {
                push(0..text.len());
            }
        }
        places
    }

    fn end_part(&mut self, logical: Range<usize>, turned: bool) {
        self.parts.push(VisualPart { end: self.text.len(), logical, turned });
    }

    fn push_run(&mut self, text: &str, run: Range<usize>, right_to_left: bool) {
        let of = |part: &Part| run.start + part.range.start..run.start + part.range.end;
        let parts = split(&text[run.clone()]);
        if right_to_left {
            for part in parts.iter().rev() {
                self.push_turned(text, of(part), part.kind);
            }
        } else {
            for part in &parts {
                self.push_straight(text, of(part), part.kind);
            }
        }
    }

    /// A part of a right-to-left run. The shaper turns words by itself; all else is turned here.
    fn push_turned(&mut self, text: &str, part: Range<usize>, kind: Kind) {
        let turned = kind == Kind::Plain;
        if turned {
            let clusters: Vec<Range<usize>> = clusters(&text[part.clone()]).collect();
            for cluster in clusters.into_iter().rev() {
                self.text.extend(text[part.clone()][cluster].chars().map(mirror));
            }
        } else {
            self.text.push_str(&text[part.clone()]);
        }
        self.end_part(part, turned);
    }

    /// A part of a left-to-right run. Letters of right-to-left scripts stand in one only where a control overrides
    /// their direction; one by one the shaper cannot turn them back.
    fn push_straight(&mut self, text: &str, part: Range<usize>, kind: Kind) {
        if matches!(kind, Kind::Word(_)) {
            for cluster in clusters(&text[part.clone()]) {
                let cluster = part.start + cluster.start..part.start + cluster.end;
                self.text.push_str(&text[cluster.clone()]);
                self.end_part(cluster, false);
            }
        } else {
            self.text.push_str(&text[part.clone()]);
            self.end_part(part, false);
        }
    }
}

/// How the shaper treats a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Letters of one right-to-left script, which it joins and turns.
    Word(u32),
    /// A digit or sign of such a script: some of them it turns and some not, so that each goes alone.
    Alone,
    /// Anything else, which it leaves in order.
    Plain,
}

struct Part {
    range: Range<usize>,
    kind: Kind,
}

/// A run of one direction as words, digits and what is between them, in logical order.
fn split(run: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for range in clusters(run) {
        let kind = run[range.clone()].chars().next().map_or(Kind::Plain, kind);
        match parts.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Alone => last.range.end = range.end,
            _ => parts.push(Part { range, kind }),
        }
    }
    parts
}

fn kind(c: char) -> Kind {
    if !is_right_to_left_script(c) {
        return Kind::Plain;
    }
    match bidi_class(c) {
        BidiClass::R | BidiClass::AL => Kind::Word(script(c)),
        _ => Kind::Alone,
    }
}

/// A number per script: letters of two scripts come from two fonts, which epaint puts from left to right.
fn script(c: char) -> u32 {
    match c {
        '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => 0x590,
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{870}'..='\u{8FF}' => 0x600,
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => 0x600,
        '\u{700}'..='\u{74F}' | '\u{860}'..='\u{86F}' => 0x700,
        '\u{780}'..='\u{85F}' => u32::from(c) & !0x3F,
        other => u32::from(other) & !0x1F,
    }
}

/// Characters with the marks and joiners that belong to them, in logical order. (Grapheme clusters as far as
/// right-to-left scripts know them.)
fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = chars.next()?;
        while chars.next_if(|(_, c)| extends(*c)).is_some() {}
        Some(start..chars.peek().map_or(text.len(), |(next, _)| *next))
    })
}

/// Whether a character is part of a word that the shaper joins and turns.
pub(super) fn is_of_word(c: char) -> bool {
    matches!(kind(c), Kind::Word(_)) || extends(c)
}

fn extends(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}') || (!c.is_ascii() && bidi_class(c) == BidiClass::NSM)
}

/// Signs that look the other way in right-to-left text (Unicode's BidiMirroring.txt, those that occur in prose).
const MIRRORED: [(char, char); 30] = [
    ('(', ')'),
    ('<', '>'),
    ('[', ']'),
    ('{', '}'),
    ('«', '»'),
    ('‹', '›'),
    ('⁅', '⁆'),
    ('⁽', '⁾'),
    ('₍', '₎'),
    ('∈', '∋'),
    ('≤', '≥'),
    ('≪', '≫'),
    ('⊂', '⊃'),
    ('⊆', '⊇'),
    ('⌈', '⌉'),
    ('⌊', '⌋'),
    ('〈', '〉'),
    ('❨', '❩'),
    ('⟦', '⟧'),
    ('⟨', '⟩'),
    ('⟪', '⟫'),
    ('⦃', '⦄'),
    ('⸢', '⸣'),
    ('⸤', '⸥'),
    ('〈', '〉'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('（', '）'),
];

/// The mirror image of a bracket, a quotation mark or a sign of relation; any other character as it is.
#[must_use]
pub fn mirror(c: char) -> char {
    for (left, right) in MIRRORED {
        if c == left {
            return right;
        }
        if c == right {
            return left;
        }
    }
    c
}

/// Breaks a logical paragraph into lines that are at most `width` wide, at spaces, and within a word that is wider
/// than a line. Gives byte ranges without the spaces at the breaks; at least one, that may be empty.
pub fn wrap(text: &str, width: f32, measure: &mut dyn FnMut(&str) -> f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut line: Option<Range<usize>> = None;
    for word in words(text) {
        if let Some(open) = line.take() {
            if measure(&text[open.start..word.end]) <= width {
                line = Some(open.start..word.end);
                continue;
            }
            lines.push(open);
        }
        line = Some(break_word(text, word, width, measure, &mut lines));
    }
    lines.extend(line);
    if lines.is_empty() {
        lines.push(0..0);
    }
    lines
}

/// Puts the full lines of an overlong word into `lines` and gives what is left of it.
fn break_word(
    text: &str,
    word: Range<usize>,
    width: f32,
    measure: &mut dyn FnMut(&str) -> f32,
    lines: &mut Vec<Range<usize>>,
) -> Range<usize> {
    if measure(&text[word.clone()]) <= width {
        return word;
    }
    let mut start = word.start;
    for cluster in clusters(&text[word.clone()]) {
        let (from, to) = (word.start + cluster.start, word.start + cluster.end);
        if from > start && measure(&text[start..to]) > width {
            lines.push(start..from);
            start = from;
        }
    }
    start..word.end
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split(is_breaking_space).filter_map(move |word| {
        let start = at;
        let after = text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        at += word.len() + after;
        (!word.is_empty()).then_some(start..start + word.len())
    })
}

fn is_breaking_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}
