//! Names for files that have none yet.

use crate::io::disk::names::portable_stem;

/// A file name from the title of a timeline: "azerbaijani_rope.ron".
pub(crate) fn file_name_for(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let name: String = words.join("_").chars().take(60).collect();
    if name.is_empty() { "timeline.ron".to_owned() } else { format!("{}.ron", portable_stem(&name)) }
}

#[cfg(test)]
mod tests {
    use super::file_name_for;

    #[test]
    fn names_come_from_titles() {
        assert_eq!(file_name_for("Azerbaijani rope"), "azerbaijani_rope.ron");
        assert_eq!(file_name_for("../etc/passwd"), "etc_passwd.ron");
        assert_eq!(file_name_for(""), "timeline.ron");
        assert_eq!(file_name_for("Con"), "con_.ron");
    }
}
