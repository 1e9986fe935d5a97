//! Addresses of pages: what a browser may be given, and how it is shown.

use url::Url;

/// Longer than this, in bytes, no server takes an address; RFC 9110 asks them to take 8000.
const MOST_BYTES: usize = 16_000;

/// An address of the web with a host: the only kind that is ever opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(Url);

impl WebAddress {
    /// `None` for what is no address with `http://` or `https://` and a host (after the URL standard,
    /// <https://url.spec.whatwg.org/>), or has blanks or letters in it that are not seen, or
    /// is longer than any server takes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
        let is_web = begins("https://") || begins("http://");
        if !is_web
            || text.len() > MOST_BYTES
            || text.chars().any(char::is_whitespace)
            || super::visible(text) != text
        {
            return None;
        }
        // `https:///etc` would be read as the host "etc".
        let rest = text.split_once("://").map(|(_, rest)| rest)?;
        if rest.starts_with(['/', '\\']) {
            return None;
        }
        let url = Url::parse(text).ok()?;
        let is_whole =
            matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|h| !h.is_empty());
        is_whole.then_some(Self(url))
    }

    /// The address as it is opened and shown: letters beyond ASCII of the host as punycode, others as `%D9%87`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, without `www.`.
    #[must_use]
    pub fn host(&self) -> &str {
        let host = self.0.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_with_a_host() {
        for (text, shown, host) in [
            ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d", "example.org"),
            ("HTTP://WWW.Example.ORG", "http://www.example.org/", "example.org"),
            (
                "https://пример.рф/путь",
                "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C",
                "xn--e1afmkfd.xn--p1ai",
            ),
            ("https://аpple.com", "https://xn--pple-43d.com/", "xn--pple-43d.com"),
            ("https://[::1]:80/x", "https://[::1]:80/x", "[::1]"),
            ("https://a.org/../../etc/passwd", "https://a.org/etc/passwd", "a.org"),
        ] {
            let address = WebAddress::parse(text).unwrap();
            assert_eq!((address.as_str(), address.host()), (shown, host), "{text}");
        }
        for text in [
            "https://[reuters.com/../../../../etc/hostname",
            "https://[x/../../etc/hostname",
            "http://%00/../../../../evil.html",
            "http://exa\u{202E}mple/x",
            "https://example.org/\u{202E}gpj.exe",
            "https://exa\u{200B}mple.org",
            "https:///etc/hostname",
            "https://\\etc\\hostname",
            "http:example.org",
            "http://",
            "https://a b",
            "https://a\tb",
            " https://example.org",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "FILE:///etc/passwd",
            "example.org",
            "",
            "hé",
        ] {
            assert_eq!(WebAddress::parse(text), None, "{text}");
        }
    }
}
