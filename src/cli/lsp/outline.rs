//! A file at a glance: its events by lane and date, what can be folded, and the names behind codes.

use std::collections::BTreeMap;
use std::sync::Arc;

use lsp_types::{
    DocumentSymbol, FoldingRange, FoldingRangeKind, InlayHint, InlayHintKind, InlayHintLabel, Range,
    SymbolKind,
};

use super::names::said;
use super::open::OpenFile;
use super::walk::{Token, field_of, walk};
use crate::model::country;

/// The events by lane and date, below the title.
pub(super) fn symbols(file: &mut OpenFile) -> Vec<DocumentSymbol> {
    if !file.is_ours() {
        return Vec::new();
    }
    let loaded = file.loaded();
    let document = loaded.document.clone();
    let list = loaded.source.list();
    let spans: Vec<_> =
        loaded.source.events_with_places().map(|(event, span)| (Arc::clone(event), span)).collect();
    let mut by_lane: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    let position: std::collections::HashMap<&str, usize> =
        document.lanes().iter().enumerate().map(|(at, lane)| (lane.id.as_str(), at)).collect();
    for (event, span) in spans {
        let lane = position.get(event.lane.as_str()).copied().unwrap_or_default();
        by_lane.entry(lane).or_default().push((event, span));
    }
    let whole = file.range(list);
    let mut symbols = Vec::new();
    for (lane, mut events) in by_lane {
        events.sort_by_key(|(event, _)| event.date.first_day());
        let children: Vec<DocumentSymbol> = events
            .into_iter()
            .map(|(event, span)| {
                let name = format!("{}  {}", event.date.text(), event.title);
                symbol(
                    name,
                    event.id.to_string(),
                    SymbolKind::EVENT,
                    file.range(span.clone()),
                    file.range(span),
                )
            })
            .collect();
        let first = children.first().map_or(whole, |child| child.selection_range);
        let lane = &document.lanes()[lane];
        let count = crate::model::counted(children.len(), "event");
        let mut parent = symbol(lane.name.clone(), count, SymbolKind::NAMESPACE, whole, first);
        parent.children = Some(children);
        symbols.push(parent);
    }
    symbols
}

#[allow(deprecated, reason = "the protocol's own struct still has the field")]
fn symbol(
    name: String,
    detail: String,
    kind: SymbolKind,
    range: Range,
    selection_range: Range,
) -> DocumentSymbol {
    let name = if name.trim().is_empty() { "(untitled)".to_owned() } else { name };
    DocumentSymbol {
        name,
        detail: Some(detail),
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children: None,
    }
}

/// Brackets over several lines, and comments over several lines.
pub(super) fn folds(file: &OpenFile) -> Vec<FoldingRange> {
    let mut folds = Vec::new();
    let mut comment: Option<(u32, u32)> = None;
    walk(&file.text, file.text.len(), |_, token| match token {
        Token::Group(span) => {
            let (start, end) = (file.position(span.start).line, file.position(span.end).line);
            if end > start {
                folds.push(FoldingRange { start_line: start, end_line: end - 1, ..FoldingRange::default() });
            }
        }
        Token::Comment(span) => {
            let (start, end) = (file.position(span.start).line, file.position(span.end).line);
            comment = match comment {
                Some((first, last)) if start == last + 1 => Some((first, end)),
                before => {
                    folds.extend(before.and_then(comment_fold));
                    Some((start, end))
                }
            };
        }
        _ => {}
    });
    folds.extend(comment.and_then(comment_fold));
    folds
}

fn comment_fold((start, end): (u32, u32)) -> Option<FoldingRange> {
    let fold = FoldingRange {
        start_line: start,
        end_line: end,
        kind: Some(FoldingRangeKind::Comment),
        ..FoldingRange::default()
    };
    (end > start).then_some(fold)
}

/// The names behind the codes in a part of a file.
pub(super) fn hints(file: &mut OpenFile, range: Range) -> Vec<InlayHint> {
    if !file.is_ours() {
        return Vec::new();
    }
    let (start, end) = (file.offset(range.start), file.offset(range.end));
    let document = file.loaded().document.clone();
    let mut hints = Vec::new();
    walk(&file.text, end, |frames, token| {
        let Token::Text(span) = token else { return };
        let is_lane = matches!(
            field_of(frames).map(|(kind, field)| (kind.name, field)),
            Some(("Event", "country" | "involves") | ("Account", "by") | ("Lane", "id"))
        );
        if span.start < start || !is_lane {
            return;
        }
        let Some(code) = said(&file.text, &span) else { return };
        let declared = document.lane_called(&code).map(|lane| lane.name.clone());
        let name = declared.or_else(|| country::name_of(&code).map(str::to_owned));
        if let Some(name) = name.filter(|name| *name != code) {
            hints.push(InlayHint {
                position: file.position(span.end),
                label: InlayHintLabel::String(name),
                kind: Some(InlayHintKind::TYPE),
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: None,
                data: None,
            });
        }
    });
    hints
}
