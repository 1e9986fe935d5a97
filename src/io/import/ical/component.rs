//! The properties of an event or a zone: names, parameters and values as RFC 5545 (3.1 to 3.3) writes them. Read
//! leniently, but nothing is made up: what is no property is counted and told.

use super::lines::{Letters, Lines};
use crate::io::import::encoding::Charset;

/// A property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Property {
    /// In capitals.
    pub(super) name: String,
    /// Names in capitals and values, without quotation marks.
    parameters: Vec<(String, String)>,
    /// As it stands there, with its backslashes.
    pub(super) value: String,
}

/// An event or a zone without what is nested in it, or the lines of a calendar that belong to none.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    /// The line of its beginning, from 1.
    pub(super) line: usize,
    properties: Vec<Property>,
    /// What is nested in it, with its kind in capitals; one level is kept, for zones.
    pub(super) nested: Vec<(String, Component)>,
    /// Lines that are no properties.
    pub(super) strays: Vec<usize>,
}

impl Component {
    /// Reads lines.
    pub(super) fn read(line: usize, lines: Lines<'_>, letters: &mut Letters) -> Self {
        let mut component = Self { line, ..Self::default() };
        let mut depth = 0_usize;
        for line in lines {
            if line.bytes.trim_ascii().is_empty() {
                continue;
            }
            let text = letters.read(&line);
            let Some(property) = Property::read(&text) else {
                if depth == 0 {
                    component.strays.push(line.number);
                }
                continue;
            };
            match property.name.as_str() {
                "BEGIN" => {
                    depth += 1;
                    if depth == 1 {
                        let kind = property.value.trim().to_ascii_uppercase();
                        component.nested.push((kind, Self { line: line.number, ..Self::default() }));
                    }
                }
                "END" => depth = depth.saturating_sub(1),
                _ if depth == 0 => component.properties.push(property),
                _ if depth == 1 => {
                    if let Some((_, nested)) = component.nested.last_mut() {
                        nested.properties.push(property);
                    }
                }
                _ => {}
            }
        }
        component
    }

    /// Of lines that an export wrote.
    pub(super) fn of_lines(lines: &[String]) -> Self {
        let properties = lines.iter().filter_map(|line| Property::read(line)).collect();
        Self { properties, ..Self::default() }
    }

    /// Adds lines that stand elsewhere.
    pub(super) fn append(&mut self, other: Self) {
        self.properties.extend(other.properties);
        self.strays.extend(other.strays);
    }

    /// Makes it one that was cancelled.
    pub(super) fn cancel(&mut self) {
        self.properties.retain(|property| property.name != "STATUS");
        let cancelled =
            Property { name: "STATUS".to_owned(), value: "CANCELLED".to_owned(), ..Property::default() };
        self.properties.push(cancelled);
    }

    /// The first property of a name.
    pub(super) fn first(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// All properties of a name.
    pub(super) fn all<'c>(&'c self, name: &'c str) -> impl Iterator<Item = &'c Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    /// Whether it has a property.
    pub(super) fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// The text of the first property of a name; empty where there is none.
    pub(super) fn text(&self, name: &str) -> String {
        self.first(name).map(Property::text).unwrap_or_default()
    }

    /// The value of the first property of a name as it stands there, without blanks around it.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.first(name).map_or("", |property| property.value.trim())
    }

    /// What the component says itself, and for all else what another says, as a changed occurrence inherits from its
    /// series.
    pub(super) fn over(&self, base: &Self) -> Self {
        let mut merged = self.clone();
        let missing = base.properties.iter().filter(|property| !self.has(&property.name));
        merged.properties.extend(missing.cloned());
        merged
    }
}

impl Property {
    /// Reads `NAME;PARAMETER=value:value`.
    fn read(line: &str) -> Option<Self> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let end = line.find(|c| !is_name(c))?;
        let (name, mut rest) = line.split_at(end);
        let mut parameters = Vec::new();
        while let Some(after) = rest.strip_prefix(';') {
            // vCalendar 1.0 leaves the name of this parameter out.
            let bare = after.strip_prefix("QUOTED-PRINTABLE").filter(|rest| rest.starts_with([';', ':']));
            let encoding = || ("ENCODING".to_owned(), "QUOTED-PRINTABLE".to_owned());
            let (parameter, next) = match bare {
                Some(next) => (encoding(), next),
                None => parameter(after)?,
            };
            parameters.push(parameter);
            rest = next;
        }
        let value = rest.strip_prefix(':')?;
        let name = name.to_ascii_uppercase();
        (!name.is_empty()).then(|| Self { name, parameters, value: value.to_owned() })
    }

    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// The value as text, without its backslashes.
    pub(super) fn text(&self) -> String {
        let quoted = self.parameter("ENCODING").is_some_and(|it| it.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
        if quoted { unescaped(&self.unquoted()) } else { unescaped(&self.value) }
    }

    /// A value in quoted-printable (RFC 2045, 6.7) as what it stands for: `Gr=C3=BC=C3=9Fe`.
    fn unquoted(&self) -> String {
        let mut bytes = Vec::with_capacity(self.value.len());
        let mut rest = self.value.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            let hex = (*first == b'=').then(|| after.get(..2)).flatten();
            let hex = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
            bytes.push(hex.unwrap_or(*first));
            rest = if hex.is_some() { &after[2..] } else { after };
        }
        let text = match (self.parameter("CHARSET").and_then(Charset::named), String::from_utf8(bytes)) {
            (None, Ok(text)) => text,
            (None, Err(error)) => Charset::guessed(error.as_bytes()).read(error.as_bytes()).0.into_owned(),
            (Some(charset), Ok(text)) => charset.read(text.as_bytes()).0.into_owned(),
            (Some(charset), Err(error)) => charset.read(error.as_bytes()).0.into_owned(),
        };
        text.replace("\r\n", "\n")
    }

    /// The value as a list of texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        let mut escaped = false;
        let ends = self.value.split(move |c| {
            let ends = c == ',' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        ends.map(unescaped)
    }
}

/// `NAME=value` or `NAME="value",value` at the beginning of a text, and what comes after.
fn parameter(text: &str) -> Option<((String, String), &str)> {
    let (name, mut rest) = text.split_once('=')?;
    let mut value = String::new();
    loop {
        match rest.chars().next() {
            Some('"') => {
                let (quoted, after) = rest[1..].split_once('"')?;
                value.push_str(quoted);
                rest = after;
            }
            Some(';' | ':') => break,
            Some(_) => {
                let end = rest.find(['"', ';', ':'])?;
                value.push_str(&rest[..end]);
                rest = &rest[end..];
            }
            None => return None,
        }
    }
    Some(((name.trim().to_ascii_uppercase(), value), rest))
}

/// A text value without its backslashes.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parameters_and_values() {
        let of = |line: &str| Property::read(line);
        let zone = of("dtstart;TZID=\"A: B; C\";X=1,\"2\":20241014T083000").unwrap();
        assert_eq!((zone.name.as_str(), zone.parameter("TZID")), ("DTSTART", Some("A: B; C")));
        assert_eq!((zone.parameter("X"), zone.value.as_str()), (Some("1,2"), "20241014T083000"));
        let text = of("SUMMARY:a\\, b\\; c\\nd\\\\ : e ").unwrap();
        assert_eq!(text.text(), "a, b; c\nd\\ : e ");
        let quoted = of("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=C3=9Fe=0D=0A= x=").unwrap();
        assert_eq!(quoted.text(), "Grüße\n= x=");
        let latin = of("SUMMARY;ENCODING=QUOTED-PRINTABLE:Gespr=E4ch").unwrap();
        assert_eq!(latin.text(), "Gespräch");
        let list = of("CATEGORIES:a\\,b, c,\\\\,").unwrap();
        assert_eq!(list.texts().collect::<Vec<_>>(), ["a,b", " c", "\\", ""]);
        for wrong in ["", "no property", ":x", "A;B:C", "A;B=\"c:d", "é:1"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
