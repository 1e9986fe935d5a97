//! Names that files can have on every system: a timeline goes from one to another by mail and by git.

use std::borrow::Cow;
use std::path::Path;

/// What Windows keeps for devices, with any extension and in any case
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// The same with a digit behind.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Whether Windows means a device by this name of a file.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let numbered = NUMBERED_DEVICES.iter().filter_map(|device| stem.strip_prefix(device)).any(|digit| {
        matches!(digit, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    });
    numbered || DEVICES.contains(&stem.as_str())
}

/// A name that any system takes: a device's has a line behind it.
#[must_use]
pub fn portable_stem(stem: &str) -> Cow<'_, str> {
    if is_device(stem) { Cow::Owned(format!("{stem}_")) } else { Cow::Borrowed(stem) }
}

/// What Windows would not make of this name, or make of it something else without a word: it drops dots and blanks at the
/// end, and takes a colon for a stream within another file. `None` for a name that it takes as it is.
#[must_use]
pub(crate) fn trouble_on_windows(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_string_lossy();
    if is_device(&name) {
        Some("Windows keeps this name for a device")
    } else if name.ends_with(['.', ' ']) {
        Some("on Windows a name cannot end with a dot or a blank")
    } else if name.contains(['<', '>', ':', '"', '|', '?', '*']) || name.chars().any(char::is_control) {
        Some("on Windows a name cannot contain < > : \" | ? or *")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_in_any_case_and_with_any_extension() {
        for name in ["con", "NUL", "nul.ron", "Aux.tar.gz", "COM1", "lpt9.ron", "com²", "con .ron", "CONIN$"]
        {
            assert!(is_device(name), "{name}");
        }
        for name in ["console", "com", "com10", "nul_", "context.ron", "my con.ron", ""] {
            assert!(!is_device(name), "{name}");
        }
        assert_eq!(portable_stem("con"), "con_");
        assert_eq!(portable_stem("talks"), "talks");
    }

    #[test]
    fn what_windows_would_change_is_told() {
        let trouble = |name: &str| trouble_on_windows(Path::new(name));
        for name in ["a/nul.ron", "talks.", "talks ", "14:00.ron", "who?.ron", "a\tb.ron"] {
            assert!(trouble(name).is_some(), "{name}");
        }
        for name in ["a/talks.ron", ".hidden", "1:2/talks.ron", "Թbilisi.ron", ""] {
            assert_eq!(trouble(name), None, "{name}");
        }
    }
}
