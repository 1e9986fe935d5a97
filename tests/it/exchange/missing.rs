//! Marks for "nothing is known" in every kind of column: none becomes a value, and none costs another cell of its row.

use coeval::io::import::{Field, Format};
use proptest::prelude::*;

use super::imported;

/// Marks that stand for nothing whatever the column.
const MARKS: [&str; 14] =
    ["NA", "N/A", "#N/A", "n.a.", "NaN", "NULL", "null", "None", "-", "?", "", "-9", "-99", "-999"];

/// Marks that stand for no date.
const NO_DATES: [&str; 3] = ["9999-12-31", "99/99/9999", "0000-00-00"];

/// A column: its name, a cell that says something, and the field that it is for.
const COLUMNS: [(&str, &str, Field); 9] = [
    ("End date", "2024-12-31", Field::End),
    ("Place", "Tehran", Field::Place),
    ("People", "Ali; Dan", Field::People),
    ("Tags", "war", Field::Tags),
    ("Description", "They met in the morning", Field::Summary),
    ("Source", "https://example.org/a", Field::Sources),
    ("Importance", "4", Field::Importance),
    ("Country", "Iran", Field::Country),
    ("Other country", "Israel", Field::Involves),
];

fn table(column: usize, mark: &str) -> String {
    let mut text = String::from("Date,Title");
    COLUMNS.iter().for_each(|(name, ..)| text.push_str(&format!(",{name}")));
    text.push('\n');
    for row in 0..6 {
        text.push_str(&format!("2024-10-1{row},Event number {row}"));
        for (at, (_, cell, _)) in COLUMNS.iter().enumerate() {
            let cell = if at == column && row == 2 { mark } else { cell };
            text.push_str(&format!(",{cell}"));
        }
        text.push('\n');
    }
    text
}

proptest! {
    #[test]
    fn marks_are_no_values(column in 0..COLUMNS.len(), mark in 0..MARKS.len() + NO_DATES.len()) {
        let dates = COLUMNS[column].2 == Field::End;
        let mark = MARKS.get(mark).copied().unwrap_or_else(|| if dates { NO_DATES[mark - MARKS.len()] } else { "NA" });
        let text = table(column, mark);
        let read = imported(Format::Table, &text);
        prop_assert_eq!(read.report.taken, 6, "{}: {:?}", text, read.report);
        let event = &read.document.events()[2];
        let usual = &read.document.events()[1];
        let given = |event: &coeval::model::Event| -> Vec<String> {
            vec![
                event.date.is_interval().to_string(),
                event.place.to_string(),
                event.people.join("|"),
                event.tags.join("|"),
                event.summary.to_string(),
                event.sources.join("|"),
                event.importance.to_string(),
                event.lane.to_string(),
                event.involves.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"),
            ]
        };
        let nothing = ["false", "", "", "", "", "", "3", "file", ""];
        for (at, (is, was)) in given(event).iter().zip(given(usual)).enumerate() {
            let wanted = if at == column { nothing[at].to_owned() } else { was };
            prop_assert_eq!(is, &wanted, "column {} of {}", COLUMNS[at].0, text);
        }
    }
}
