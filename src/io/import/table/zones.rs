//! The zone of times of day that stands apart from them: in the name of their column, "Time (UTC)", or in a column of its
//! own, as Outlook and forensic tools write it.

use super::dates;
use super::missing::is_missing;
use super::rows::Rows;
use super::words::fold;
use crate::model::EventDate;

/// A clock without an offset is no longer than this.
const CLOCK: usize = "08:30:00".len();

/// The column that names the zone of each row's times of day: one that is called so, and whose cells are zones where they
/// say something.
pub(super) fn column(rows: &Rows) -> Option<usize> {
    let is_zone = |name: &String| matches!(fold(name).as_str(), "timezone" | "tz" | "zone" | "zeitzone");
    let at = rows.names.iter().position(is_zone)?;
    let named = |cell: &str| suffix(cell.trim()).is_some();
    let mut cells = rows.column(at).filter(|cell| !is_missing(cell)).take(500).peekable();
    (cells.peek().is_some() && cells.all(named)).then_some(at)
}

/// What EDTF writes behind a clock for a zone: `Z`, `+03:30`, `[Europe/Berlin]`.
fn suffix(zone: &str) -> Option<String> {
    if let Some(clock) = dates::clock(&format!("00:00 {zone}")).filter(|clock| clock.len() > 5) {
        return Some(clock[5..].to_owned());
    }
    let suffix = format!("[{zone}]");
    EventDate::parse(&format!("2024-10-14T00:00{suffix}")).is_ok().then_some(suffix)
}

/// A date in a zone, where its hours have none of their own.
pub(super) fn in_zone(date: EventDate, zone: &str) -> EventDate {
    if zone.is_empty() || !date.text().contains('T') {
        return date;
    }
    let Some(suffix) = suffix(zone) else { return date };
    let with = |part: &str| match part.split_once('T') {
        Some((_, clock)) if clock.len() <= CLOCK && !clock.ends_with('Z') => format!("{part}{suffix}"),
        _ => part.to_owned(),
    };
    let text: Vec<String> = date.text().split('/').map(with).collect();
    EventDate::parse(&text.join("/")).unwrap_or(date)
}

/// Whether a column's name says that its times are UTC's: "Date (UTC)", `time_gmt`.
pub(super) fn says_utc(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "utc" | "gmt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_that_stand_apart() {
        let read = |date: &str, zone: &str| in_zone(EventDate::parse(date).unwrap(), zone).text().to_owned();
        for (date, zone, expected) in [
            ("2024-10-14T08:30", "UTC", "2024-10-14T08:30Z"),
            ("2024-10-14T08:30", "+03:30", "2024-10-14T08:30+03:30"),
            (
                "2024-10-14T08:30/2024-10-14T09:30",
                "Europe/Berlin",
                "2024-10-14T08:30[Europe/Berlin]/2024-10-14T09:30[Europe/Berlin]",
            ),
            ("2024-10-14T08:30Z", "Europe/Berlin", "2024-10-14T08:30Z"),
            ("2024-10-14", "Europe/Berlin", "2024-10-14"),
            ("2024-10-14T08:30", "Nowhere", "2024-10-14T08:30"),
        ] {
            assert_eq!(read(date, zone), expected, "{date} in {zone}");
        }
        assert!(says_utc("Date (UTC)") && says_utc("time_gmt") && !says_utc("Outcome"));
    }
}
