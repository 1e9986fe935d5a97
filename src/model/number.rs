//! Numbers as they are read: the digits of large ones in groups, and a word in the singular or the plural.

/// A number with commas between groups of three digits: "999", "12,345".
#[must_use]
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    if digits.len() < 4 {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many of something: "1 event", "12,000 events".
#[must_use]
pub fn counted(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {one}s", grouped(n)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        for (n, text) in
            [(0, "0"), (999, "999"), (2024, "2,024"), (17_323, "17,323"), (1_000_000, "1,000,000")]
        {
            assert_eq!(grouped(n), text);
        }
        assert_eq!(counted(1, "event"), "1 event");
        assert_eq!(counted(0, "event"), "0 events");
        assert_eq!(counted(73_051, "coincidence"), "73,051 coincidences");
    }
}
