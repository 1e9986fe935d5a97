//! The values of which a PDF is made (ISO 32000-1, 7.3), read from its bytes; enough for the files that this program
//! writes, and for noticing that one is not of that kind.

use std::collections::BTreeMap;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Name(String),
    Text(Vec<u8>),
    Number(f64),
    List(Vec<Value>),
    Table(BTreeMap<String, Value>),
    /// The number of another object.
    Object(u32),
    /// `true`, `null`, or what is to be done with the values before it, in the content of a page.
    Word(String),
}

impl Value {
    /// The value by a name, where this is a table.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Table(table) => table.get(name),
            _ => None,
        }
    }

    /// The number of the object that is meant.
    pub fn object(&self) -> Option<u32> {
        match self {
            Self::Object(number) => Some(*number),
            _ => None,
        }
    }

    /// All texts in it, however deep, each with the name that it has in its table.
    pub fn texts<'a>(&'a self, name: &'a str, found: &mut dyn FnMut(&'a str, &'a [u8])) {
        match self {
            Self::Text(text) => found(name, text),
            Self::List(list) => list.iter().for_each(|value| value.texts(name, found)),
            Self::Table(table) => table.iter().for_each(|(name, value)| value.texts(name, found)),
            Self::Name(_) | Self::Number(_) | Self::Object(_) | Self::Word(_) => {}
        }
    }
}

/// Reads values one after another.
pub struct Reader<'a> {
    bytes: &'a [u8],
    pub at: usize,
}

/// Deeper values than these are none of ours.
const DEEPEST: usize = 200;

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next operator with the values before it, which are what it is about (ISO 32000-1, 7.8.2).
    pub fn operation(&mut self) -> Option<(Vec<Value>, String)> {
        let mut values = Vec::new();
        loop {
            match self.value()? {
                Value::Word(word) => return Some((values, word)),
                value => values.push(value),
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if !is_blank(byte) {
                return;
            } else {
                self.at += 1;
            }
        }
    }

    /// The next value; `None` at the end, and where there is none.
    pub fn value(&mut self) -> Option<Value> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Option<Value> {
        self.skip_blanks();
        if depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'/' => Some(Value::Name(self.name())),
            b'(' => Some(Value::Text(self.literal())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => Some(Value::Table(self.table(depth))),
            b'<' => Some(Value::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                loop {
                    self.skip_blanks();
                    if self.peek() == Some(b']') {
                        self.at += 1;
                        return Some(Value::List(list));
                    }
                    list.push(self.value_at(depth + 1)?);
                }
            }
            b'>' | b']' | b')' | b'{' | b'}' => {
                self.at += 1;
                Some(Value::Word(String::new()))
            }
            _ => Some(self.word()),
        }
    }

    fn word(&mut self) -> Value {
        let word = self.regular();
        let Ok(number) = word.parse::<f64>() else { return Value::Word(word) };
        // A number, another and an R are the number of an object.
        let after = self.at;
        self.skip_blanks();
        let generation = self.regular();
        self.skip_blanks();
        if !word.contains('.')
            && !generation.is_empty()
            && generation.bytes().all(|byte| byte.is_ascii_digit())
            && self.regular() == "R"
            && let Ok(object) = word.parse()
        {
            return Value::Object(object);
        }
        self.at = after;
        Value::Number(number)
    }

    fn regular(&mut self) -> String {
        let from = self.at;
        while self.peek().is_some_and(|byte| !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)) {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.bytes[from..self.at]).into_owned()
    }

    fn name(&mut self) -> String {
        self.at += 1;
        self.regular()
    }

    fn table(&mut self, depth: usize) -> BTreeMap<String, Value> {
        self.at += 2;
        let mut table = BTreeMap::new();
        loop {
            self.skip_blanks();
            match self.peek() {
                Some(b'/') => {
                    let name = self.name();
                    let Some(value) = self.value_at(depth + 1) else { return table };
                    table.insert(name, value);
                }
                Some(b'>') => {
                    self.at += 2;
                    return table;
                }
                _ => return table,
            }
        }
    }

    /// A text in round brackets, which may hold others.
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 0);
        while let Some(byte) = self.next() {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'\\' => {
                    text.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escaped(&mut self) -> Option<u8> {
        let byte = self.next()?;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                u8::try_from(code & 0xFF).ok()
            }
            byte => Some(byte),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.next() {
            match (byte as char).to_digit(16) {
                Some(digit) => digits.push(digit as u8),
                None if byte == b'>' => break,
                None => {}
            }
        }
        digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)).collect()
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        let mut reader =
            Reader::new(b"<< /A [1 2.5 (x\\(y\\051(z)) <414> 7 0 R] /B /C % no\n /D true >> Tj", 0);
        let Some(table) = reader.value() else { panic!("no table") };
        let Some(Value::List(list)) = table.get("A") else { panic!("{table:?}") };
        let text = |text: &[u8]| Value::Text(text.to_vec());
        assert_eq!(list[..4], [Value::Number(1.0), Value::Number(2.5), text(b"x(y)(z)"), text(b"A@")]);
        assert_eq!(list[4].object(), Some(7));
        assert_eq!(table.get("B"), Some(&Value::Name("C".to_owned())));
        assert_eq!(reader.value(), Some(Value::Word("Tj".to_owned())));
        assert_eq!(reader.value(), None);
        let deep = "[".repeat(100_000);
        assert_eq!(Reader::new(deep.as_bytes(), 0).value(), None);
    }
}
