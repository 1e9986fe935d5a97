//! When a file was last changed, in words that are the same everywhere.

use std::path::Path;

use jiff::Timestamp;

/// When a file was last changed, "2024-10-14 08:30 UTC"; what `SOURCE_DATE_EPOCH` says where it is set
/// (<https://reproducible-builds.org/specs/source-date-epoch/>); empty where it is not known.
#[must_use]
pub fn last_changed(file: &Path) -> String {
    let told = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse::<i64>().ok());
    let of_file = || Timestamp::try_from(std::fs::metadata(file).ok()?.modified().ok()?).ok();
    let time = told.and_then(|seconds| Timestamp::from_second(seconds).ok()).or_else(of_file);
    time.map(|time| time.strftime("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default()
}
