//! Tables in JSON: a list of rows that are lists of cells, whose first row or a member `columns` names the columns, as
//! statistical offices and spreadsheets' interfaces give them.

use std::ops::Range;

use serde_json::Value;

use super::records::plain;
use super::scan::{LineCounter, Members, elements, line_of};
use crate::io::import::draft::Builder;
use crate::io::import::table::{Row, Rows, of_rows};
use crate::io::import::{Imported, Options};

/// The list of rows; `None` where there is none.
pub(super) fn find(text: &str, members: &Members) -> Option<Range<usize>> {
    let of_lists = |span: &Range<usize>| {
        text.as_bytes().get(span.start) == Some(&b'[')
            && text[span.start + 1..span.end].trim_start().starts_with('[')
    };
    match members.list.clone() {
        Some(list) => Some(list).filter(of_lists),
        None => members.spans().filter(of_lists).max_by_key(ExactSizeIterator::len),
    }
}

/// Reads the rows.
pub(super) fn read(
    text: &str,
    span: Range<usize>,
    members: &Members,
    options: &Options,
    mut builder: Builder<'_>,
) -> Imported {
    let (list, broken) = elements(text, span);
    let mut lines = LineCounter::new(text);
    let mut rows: Vec<Row> = names(text, members).into_iter().collect();
    let named = !rows.is_empty();
    for element in list {
        let line = lines.line_of(element.start);
        match serde_json::from_str(&text[element.clone()]) {
            Ok(Value::Array(cells)) => rows.push(row(line, &cells)),
            Ok(_) => builder.report.skip(line, "this is not a row of cells", &text[element]),
            Err(_) => builder.report.skip(line, "not JSON", &text[element]),
        }
    }
    if let Some((at, reason)) = broken {
        builder.report.skip(line_of(text, at), reason, "");
    }
    let header = if named { Some(true) } else { options.header };
    of_rows(Rows::of(rows, header), options, builder)
}

fn row(line: usize, cells: &[Value]) -> Row {
    Row { line, cells: cells.iter().map(plain).collect() }
}

/// The names of the columns, where they stand beside the rows: texts, or objects with a name.
fn names(text: &str, members: &Members) -> Option<Row> {
    let span = ["columns", "fields", "header", "headers"].into_iter().find_map(|name| members.get(name))?;
    let Ok(Value::Array(names)) = serde_json::from_str(&text[span.clone()]) else { return None };
    let name = |value: &Value| match value {
        Value::String(_) => Some(value.clone()),
        Value::Object(object) => object.get("name").filter(|name| name.is_string()).cloned(),
        _ => None,
    };
    let names: Vec<Value> = names.iter().map(name).collect::<Option<_>>()?;
    (!names.is_empty()).then(|| row(line_of(text, span.start), &names))
}
