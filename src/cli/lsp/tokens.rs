//! What each piece of a text is, for its colour: fields, names of structs, dates, lanes, ids and tags, comments. Editors know
//! what a text in RON is; only we know what it means.

use lsp_types::{
    Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensLegend,
};

use super::names::{NameOf, name_of};
use super::open::OpenFile;
use super::walk::{Frame, Token, field_of, walk};
use crate::io::timeline_file::text::scan::Span;

/// The kinds of tokens, in the order in which answers number them.
const TYPES: [SemanticTokenType; 9] = [
    SemanticTokenType::PROPERTY,
    SemanticTokenType::STRUCT,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::COMMENT,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::TYPE_PARAMETER,
];

const PROPERTY: u32 = 0;
const STRUCT: u32 = 1;
const STRING: u32 = 2;
const NUMBER: u32 = 3;
const KEYWORD: u32 = 4;
const COMMENT: u32 = 5;
/// Lanes.
const ENUM_MEMBER: u32 = 6;
/// Ids of events and sources.
const VARIABLE: u32 = 7;
/// Tags and people.
const TYPE_PARAMETER: u32 = 8;

/// Where a name is given, as a bit of the modifiers.
const DECLARATION: u32 = 1;

/// What the numbers in the answers mean.
pub(super) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.to_vec(),
        token_modifiers: vec![SemanticTokenModifier::DECLARATION],
    }
}

/// What each piece is, of a whole file or of a part.
pub(super) fn tokens(file: &mut OpenFile, range: Option<Range>) -> SemanticTokens {
    if !file.is_ours() {
        return SemanticTokens::default();
    }
    let text = &file.text;
    let (start, end) =
        range.map_or((0, text.len()), |range| (file.offset(range.start), file.offset(range.end)));
    let mut told = Told { file, data: Vec::new(), line: 0, column: 0 };
    // A piece that begins in the part and ends behind it is still told whole.
    let stop = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    let context = walk(text, stop, |frames, token| {
        let span = token.span();
        if span.end > start
            && let Some((kind, modifiers)) = kind(text, frames, &token)
        {
            told.tell(span, kind, modifiers);
        }
    });
    if let Some(open) = context.in_text.filter(|open| *open < end) {
        // A text that is being typed, or that goes on behind the part.
        told.tell(open..stop, STRING, 0);
    }
    SemanticTokens { result_id: None, data: told.data }
}

fn kind(text: &str, frames: &[Frame<'_>], token: &Token) -> Option<(u32, u32)> {
    Some(match token {
        Token::Field(_) => (PROPERTY, 0),
        Token::Struct(_) => (STRUCT, 0),
        Token::Comment(_) => (COMMENT, 0),
        Token::Word(span) => {
            let is_number = text[span.clone()].starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
            (if is_number { NUMBER } else { KEYWORD }, 0)
        }
        Token::Text(_) => match name_of(frames) {
            Some((NameOf::Lane, gives)) => (ENUM_MEMBER, u32::from(gives) * DECLARATION),
            Some((NameOf::Event | NameOf::Source, gives)) => (VARIABLE, u32::from(gives) * DECLARATION),
            Some((NameOf::Tag | NameOf::Person, _)) => (TYPE_PARAMETER, 0),
            None => match field_of(frames).map(|(kind, field)| (kind.name, field)) {
                Some(("Event" | "Source", "date") | ("Step" | "View", "from" | "to")) => (NUMBER, 0),
                _ => (STRING, 0),
            },
        },
        Token::Group(_) => return None,
    })
}

/// The pieces as the protocol tells them: each by how far it is from the one before.
struct Told<'a> {
    file: &'a OpenFile,
    data: Vec<SemanticToken>,
    line: u32,
    column: u32,
}

impl Told<'_> {
    /// Tells a piece, line by line: not every editor knows pieces of several lines.
    fn tell(&mut self, span: Span, token_type: u32, token_modifiers_bitset: u32) {
        let mut at = span.start;
        for line in self.file.text[span].split_inclusive('\n') {
            let end = at + line.trim_end_matches(['\n', '\r']).len();
            let (from, to) = (self.file.position(at), self.file.position(end));
            at += line.len();
            if to.character <= from.character {
                continue;
            }
            let delta_line = from.line - self.line;
            let delta_start = if delta_line == 0 { from.character - self.column } else { from.character };
            (self.line, self.column) = (from.line, from.character);
            let length = to.character - from.character;
            self.data.push(SemanticToken {
                delta_line,
                delta_start,
                length,
                token_type,
                token_modifiers_bitset,
            });
        }
    }
}
