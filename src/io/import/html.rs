//! Plain text from the HTML that other programs keep in their fields. Tags go, paragraphs become lines, and the
//! addresses of links are kept aside.

/// The text without tags, and the web addresses that it links to.
pub(super) fn plain(text: &str) -> (String, Vec<String>) {
    if !text.contains(['<', '&']) {
        return (text.trim().to_owned(), Vec::new());
    }
    let mut out = String::with_capacity(text.len());
    let mut links = Vec::new();
    let mut rest = text;
    let closings = text.rfind('>').map_or(text.len(), |last| text.len() - last);
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        if from.len() < closings || !text.contains('>') {
            break; // no tag closes any more
        }
        out.push_str(before);
        // A sign of less, not a tag.
        let is_tag = from[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(end) = from.find('>').filter(|_| is_tag) else {
            out.push('<');
            rest = &from[1..];
            continue;
        };
        let tag = &from[1..end];
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        match name.to_ascii_lowercase().as_str() {
            "br" | "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "blockquote"
                if !out.trim_end_matches(' ').is_empty() && !out.ends_with('\n') =>
            {
                out.push('\n');
            }
            "a" => links.extend(address(tag)),
            _ => {}
        }
        rest = &from[end + 1..];
    }
    out.push_str(rest);
    (entities(out.trim()), links)
}

/// Whether a text that nobody calls HTML is some: it has a tag that texts have, or an entity that stands for a character.
pub(super) fn looks_so(text: &str) -> bool {
    const TAGS: [&str; 22] = [
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "i",
        "img",
        "li",
        "p",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ];
    let tag = |from: &str| {
        let from = from.trim_start_matches('/');
        let end = from.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(from.len());
        // Up to the next sign of a tag: in a text of many `<` each is looked at once.
        let Some(close) = from[end..].find(['<', '>']).filter(|close| from[end + close..].starts_with('>'))
        else {
            return false;
        };
        let inside = from[end..end + close].trim_end_matches('/');
        // In "a<b and c>d" there are signs, not attributes.
        let has_attributes = inside.starts_with(char::is_whitespace) && inside.contains('=');
        (inside.trim().is_empty() || has_attributes)
            && TAGS.contains(&from[..end].to_ascii_lowercase().as_str())
    };
    let stands = |from: &str| {
        let end = from.char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at);
        end.is_some_and(|end| entity(&from[..end]).is_some())
    };
    text.match_indices('<').any(|(at, _)| tag(&text[at + 1..]))
        || text.match_indices('&').any(|(at, _)| stands(&text[at + 1..]))
}

/// The web address of a link's tag.
fn address(tag: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find("href=")?;
    let value = tag.get(at + 5..)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let address = entities(value[1..].split(quote).next()?);
    (address.starts_with("http://") || address.starts_with("https://")).then_some(address)
}

/// The characters that entities stand for.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at);
        let meant = end.and_then(|end| entity(&rest[1..end]).map(|c| (c, end)));
        match meant {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The named characters of Latin-1 in their order from U+00A0 on (HTML 4, HTMLlat1).
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
     acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
     Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc \
     Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml \
     aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc \
     otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "sbquo" => '‚',
        "bdquo" => '„',
        "bull" => '•',
        "euro" => '€',
        "trade" => '™',
        "prime" => '′',
        "minus" => '−',
        "OElig" => 'Œ',
        "oelig" => 'œ',
        "Scaron" => 'Š',
        "scaron" => 'š',
        "inodot" => 'ı',
        _ => {
            let place = LATIN_1.split(' ').position(|known| known == name)?;
            return char::from_u32(0xA0 + u32::try_from(place).ok()?);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_is_told_from_signs() {
        for text in [
            "Talks <b>in</b> Tehran",
            "Tom &amp; Ali",
            "Ren&eacute;",
            "a<br/>b",
            "<a href='x'>y</a>",
            "&#8211;",
        ] {
            assert!(super::looks_so(text), "{text}");
        }
        for text in
            ["a < b", "R&D; more", "x <y> z", "if a<b and c>d", "AT&T", "<bold claim>", "fish & chips;"]
        {
            assert!(!super::looks_so(text), "{text}");
        }
    }

    #[test]
    fn tags_go_and_text_stays() {
        for (html, text) in [
            ("plain", "plain"),
            ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
            ("a < b & c > d", "a < b & c > d"),
            ("<b>bold</b> &#233;&#x2019;&unknown;", "bold é’&unknown;"),
            ("5 <", "5 <"),
            ("<unclosed", "<unclosed"),
            ("x<br/>y", "x\ny"),
        ] {
            assert_eq!(plain(html).0, text, "{html}");
        }
        let (text, links) =
            plain("see <a href=\"https://example.org/?a=1&amp;b=2\">this</a> <a href='javascript:x'>no</a>");
        assert_eq!((text.as_str(), links), ("see this no", vec!["https://example.org/?a=1&b=2".to_owned()]));
    }
}
