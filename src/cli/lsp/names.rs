//! What has a name and where it is spoken of: ids of events and sources, tags and people. From one of these places to the
//! others, and another name for all of them.

use super::walk::{Frame, Token, field_of, token_at, walk};
use crate::io::timeline_file::text::literal;
use crate::io::timeline_file::text::problems::Problems;
use crate::io::timeline_file::text::scan::Span;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameOf {
    Event,
    Source,
    Lane,
    Tag,
    Person,
}

/// What a text in a field is the name of, and whether it is given to it there.
pub(super) fn name_of(frames: &[Frame<'_>]) -> Option<(NameOf, bool)> {
    let (kind, field) = field_of(frames)?;
    Some(match (kind.name, field) {
        ("Event", "id") => (NameOf::Event, true),
        ("Link", "to") | ("Step", "focus" | "align" | "accounts") | ("View", "align") => {
            (NameOf::Event, false)
        }
        ("Source", "id") => (NameOf::Source, true),
        ("Event", "sources") | ("Account", "source") => (NameOf::Source, false),
        ("Lane", "id") => (NameOf::Lane, true),
        ("Event", "country" | "involves") | ("Account" | "Link", "by") | ("Step" | "View", "lanes") => {
            (NameOf::Lane, false)
        }
        ("Event", "tags") => (NameOf::Tag, false),
        ("Event", "people") => (NameOf::Person, false),
        _ => return None,
    })
}

/// A name at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) of: NameOf,
    pub(super) name: String,
    /// The literal.
    pub(super) span: Span,
}

/// What a literal says.
pub(super) fn said(text: &str, span: &Span) -> Option<String> {
    literal::text(text, span, "", &mut Problems::default()).map(|said| said.value.into_owned())
}

/// The name at a place.
pub(super) fn named_at(text: &str, place: usize) -> Option<Named> {
    let (frames, token) = token_at(text, place)?;
    let Token::Text(span) = token else { return None };
    let (of, _) = name_of(&frames)?;
    Some(Named { of, name: said(text, &span)?, span })
}

/// Every place where a name stands; those where it is given first.
pub(super) fn places(text: &str, named: &Named) -> (Vec<Span>, Vec<Span>) {
    let (mut given, mut used) = (Vec::new(), Vec::new());
    walk(text, text.len(), |frames, token| {
        let Token::Text(span) = token else { return };
        let Some((of, gives)) = name_of(frames).filter(|(of, _)| *of == named.of) else { return };
        debug_assert!(of == named.of);
        // Most are told apart by their length.
        if span.len() >= named.name.len() && said(text, &span).is_some_and(|said| said == named.name) {
            if gives { given.push(span) } else { used.push(span) }
        }
    });
    (given, used)
}

/// The span of a literal's text without its quotes.
pub(super) fn inside(text: &str, span: &Span) -> Span {
    literal::literal(text, span).map_or(span.clone(), |literal| literal.inner)
}
