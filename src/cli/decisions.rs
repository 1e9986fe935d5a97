//! Which column of a table serves for which field, and why, as text and as JSON: what `convert` prints before it writes
//! anything, so that a wrong guess is seen and can be set right with `--columns`.

use serde_json::{Value, json};

use crate::io::import::{Report, Table};

/// A line for each field.
pub(super) fn text(name: &str, table: &Table) -> String {
    let mut out = String::new();
    for role in &table.roles {
        let column = table.names.get(role.column).map(String::as_str).unwrap_or_default();
        out.push_str(&format!("{name}: {} = “{column}”: {}\n", role.field.name(), role.because));
    }
    out
}

/// The same with what was not taken and what is asked, as one object.
pub(super) fn json(name: &str, table: Option<&Table>, report: &Report) -> String {
    let roles: Vec<Value> = table
        .iter()
        .flat_map(|table| table.roles.iter().map(|role| (role, table.names.get(role.column))))
        .map(|(role, column)| {
            json!({
                "field": role.field.name(),
                "column": column,
                "number": role.column + 1,
                "because": role.because,
            })
        })
        .collect();
    let questions: Vec<Value> = report
        .questions
        .iter()
        .map(|question| json!({ "question": question.in_words(), "answer": question.option() }))
        .collect();
    let skipped: Vec<Value> = report
        .skipped
        .iter()
        .map(|skipped| json!({ "line": skipped.line, "reason": skipped.reason, "text": skipped.excerpt }))
        .collect();
    let failed = report.failed.as_ref().map(|(message, hint)| json!({ "message": message, "hint": hint }));
    let whole = json!({
        "file": name,
        "columns": table.map(|table| &table.names),
        "rows": table.map(|table| table.rows),
        "fields": roles,
        "events": report.taken,
        "not_taken": report.passed_over,
        "skipped": skipped,
        "notes": report.notes,
        "questions": questions,
        "failed": failed,
    });
    let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text + "\n"
}
