//! Reads a PDF as its readers do: the text of its pages, what stands in their place when it is copied, what is told of
//! pictures, names, addresses, and what the document says of itself. It knows nothing of how the file was made.

mod objects;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use objects::{Reader, Value};

use super::proof::Read;

/// The letters that the codes of a font stand for, and of how many bytes a code is.
struct Codes {
    width: usize,
    letters: HashMap<u32, String>,
}

/// An object: its value, and the bytes behind it where it has some, unpacked.
struct Object {
    value: Value,
    stream: Option<Vec<u8>>,
}

/// All texts and links of a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Read, String> {
    if !bytes.starts_with(b"%PDF-") {
        return Err("it is no PDF".to_owned());
    }
    let objects = objects_of(bytes)?;
    let (mut texts, mut links, mut named) = (Vec::new(), Vec::new(), BTreeSet::new());
    for object in objects.values() {
        object.value.texts("", &mut |name, text| {
            let text = text_of(text);
            if name == "URI" && !links.contains(&text) {
                links.push(text.clone());
            }
            texts.push(text);
        });
        if let Some(Value::Name(name)) = object.value.get("BaseFont") {
            // Six letters say which part of the font it is.
            named.insert(name.split_once('+').map_or(name.as_str(), |(_, name)| name).to_owned());
        }
        if object.value.get("Type") == Some(&Value::Name("Metadata".to_owned())) {
            let xml = object.stream.as_deref().unwrap_or_default();
            texts.push(unescaped(&String::from_utf8_lossy(xml)));
        }
    }
    let fonts: HashMap<u32, Codes> = objects
        .iter()
        .filter_map(|(number, object)| {
            let codes = object.value.get("ToUnicode")?.object()?;
            Some((*number, codes_of(objects.get(&codes)?.stream.as_deref()?)))
        })
        .collect();
    let mut pages = 0;
    for object in objects.values() {
        let is = |kind: &str, name: &str| object.value.get(kind) == Some(&Value::Name(name.to_owned()));
        let contents = object.value.get("Contents").and_then(Value::object);
        let content = match contents.filter(|_| is("Type", "Page")) {
            Some(contents) => objects.get(&contents).and_then(|object| object.stream.as_deref()),
            None => object.stream.as_deref().filter(|_| is("Subtype", "Form")),
        };
        pages += usize::from(is("Type", "Page"));
        let Some(content) = content else { continue };
        let named = fonts_of(&object.value, &objects);
        shown(content, &named, &fonts, &mut texts)?;
    }
    if pages == 0 {
        return Err("it has no page".to_owned());
    }
    Ok(Read { texts, links, fonts: named.into_iter().collect() })
}

/// All objects by their number.
fn objects_of(bytes: &[u8]) -> Result<BTreeMap<u32, Object>, String> {
    let mut objects = BTreeMap::new();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b" 0 obj") {
        let marker = at + found;
        let digits = bytes[..marker].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number =
            std::str::from_utf8(&bytes[marker - digits..marker]).ok().and_then(|text| text.parse().ok());
        let mut reader = Reader::new(bytes, marker + 6);
        let value = reader.value();
        at = reader.at.max(marker + 6);
        let (Some(number), Some(value)) = (number, value) else { continue };
        let stream = stream_of(bytes, &mut at, &value)?;
        objects.insert(number, Object { value, stream });
    }
    Ok(objects)
}

/// The bytes that stand behind a table, unpacked.
fn stream_of(bytes: &[u8], at: &mut usize, value: &Value) -> Result<Option<Vec<u8>>, String> {
    let rest = &bytes[*at..];
    let begin = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if !rest[begin..].starts_with(b"stream") {
        return Ok(None);
    }
    let mut from = *at + begin + 6;
    from += usize::from(bytes.get(from) == Some(&b'\r'));
    from += usize::from(bytes.get(from) == Some(&b'\n'));
    let Some(Value::Number(length)) = value.get("Length") else {
        return Err("a part of it has no length".to_owned());
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
    let to = from.saturating_add(*length as usize);
    let packed = bytes.get(from..to).ok_or("a part of it is cut off")?;
    *at = to;
    match value.get("Filter") {
        None => Ok(Some(packed.to_vec())),
        Some(Value::Name(name)) if name == "FlateDecode" => {
            let mut unpacked = Vec::new();
            let done = ZlibDecoder::new(packed).read_to_end(&mut unpacked);
            done.map_err(|error| format!("a part of it cannot be unpacked: {error}"))?;
            Ok(Some(unpacked))
        }
        Some(other) => Err(format!("a part of it is packed in another way: {other:?}")),
    }
}

/// The fonts of a page or a form by the names that they have there.
fn fonts_of(value: &Value, objects: &BTreeMap<u32, Object>) -> HashMap<String, u32> {
    let behind = |value: &Value| match value {
        Value::Object(number) => objects.get(number).map(|object| object.value.clone()),
        value => Some(value.clone()),
    };
    let fonts = value.get("Resources").and_then(behind).and_then(|resources| behind(resources.get("Font")?));
    let Some(Value::Table(fonts)) = fonts else { return HashMap::new() };
    fonts.into_iter().filter_map(|(name, font)| Some((name, font.object()?))).collect()
}

/// Which letters the codes of a font stand for (ISO 32000-1, 9.10.3).
fn codes_of(map: &[u8]) -> Codes {
    let mut codes = Codes { width: 2, letters: HashMap::new() };
    let mut reader = Reader::new(map, 0);
    while let Some((values, word)) = reader.operation() {
        match word.as_str() {
            "endcodespacerange" => {
                if let Some(Value::Text(first)) = values.first() {
                    codes.width = first.len().max(1);
                }
            }
            "endbfchar" => {
                for pair in values.chunks_exact(2) {
                    if let [Value::Text(code), Value::Text(letters)] = pair {
                        codes.letters.insert(number(code), utf16(letters));
                    }
                }
            }
            "endbfrange" => values.chunks_exact(3).for_each(|range| codes.range(range)),
            _ => {}
        }
    }
    codes
}

impl Codes {
    fn range(&mut self, range: &[Value]) {
        match range {
            [Value::Text(first), Value::Text(last), Value::Text(letters)] => {
                let Some(begin) = utf16(letters).chars().next() else { return };
                for (code, letter) in (number(first)..=number(last).min(0xFFFF)).zip(u32::from(begin)..) {
                    let letter = char::from_u32(letter).map(String::from).unwrap_or_default();
                    self.letters.insert(code, letter);
                }
            }
            [Value::Text(first), _, Value::List(all)] => {
                for (code, letters) in (number(first)..).zip(all) {
                    if let Value::Text(letters) = letters {
                        self.letters.insert(code, utf16(letters));
                    }
                }
            }
            _ => {}
        }
    }

    fn told(&self, codes: &[u8]) -> String {
        let codes = codes.chunks(self.width).map(number);
        codes.filter_map(|code| self.letters.get(&code)).map(String::as_str).collect()
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |number, byte| number.wrapping_shl(8) | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// A text of a table: UTF-16 with a mark, UTF-8 with a mark, else one byte for a letter.
fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn unescaped(xml: &str) -> String {
    let texts = roxmltree::Document::parse(xml).ok().map(|tree| {
        let texts = tree.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text());
        texts.collect::<Vec<_>>().join("\n")
    });
    texts.unwrap_or_else(|| xml.to_owned())
}

/// Adds the texts that a page shows, each line and all of them in a row, and those that are copied in their place.
fn shown(
    content: &[u8],
    named: &HashMap<String, u32>,
    fonts: &HashMap<u32, Codes>,
    texts: &mut Vec<String>,
) -> Result<(), String> {
    let (mut page, mut line, mut copied) = (String::new(), String::new(), Vec::new());
    let mut font: Option<&Codes> = None;
    let mut reader = Reader::new(content, 0);
    while let Some((values, word)) = reader.operation() {
        match word.as_str() {
            "Tf" => {
                let name = values.iter().find_map(|value| match value {
                    Value::Name(name) => Some(name),
                    _ => None,
                });
                font = name.and_then(|name| named.get(name)).and_then(|number| fonts.get(number));
            }
            "Tj" | "TJ" => {
                let font =
                    font.ok_or("letters on a page cannot be read: their font does not say which they are")?;
                values.iter().for_each(|value| value.texts("", &mut |_, codes| line += &font.told(codes)));
            }
            "ET" => {
                page += " ";
                page += &line;
                texts.push(std::mem::take(&mut line));
            }
            _ => {
                values.iter().for_each(|value| value.texts("", &mut |_, text| copied.push(text_of(text))));
            }
        }
    }
    texts.push(page);
    texts.push(copied.join(" "));
    texts.extend(copied);
    Ok(())
}
