//! From bytes to text. A byte order mark decides; then UTF-8 if the bytes are UTF-8; then what the bytes look like,
//! which is a guess, and so can be overruled.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_8, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1255};

/// A way to write letters as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

/// A text and how it was read.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// What it was read as.
    pub charset: Charset,
    /// Why: a byte order mark, valid UTF-8, asked for, or guessed.
    pub because: Because,
    /// Whether bytes stood in it that mean nothing in this encoding; each became U+FFFD.
    pub damaged: bool,
}

/// Why a text was read as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The user says so.
    Asked,
    /// It begins with a byte order mark.
    Mark,
    /// All of it is valid.
    Valid,
    /// It looks like it.
    Guessed,
}

/// What a window offers: the usual ones of the regions whose files these are.
const OFFERED: [&str; 14] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "KOI8-R",
    "Shift_JIS",
    "GBK",
    "EUC-KR",
];

/// The bytes that a guess looks at; more would not make it better.
const GUESSED_FROM: usize = 1 << 20;

impl Charset {
    /// UTF-8.
    pub const UTF8: Self = Self(UTF_8);

    /// The encoding with this name, as the Encoding Standard's labels have it: `windows-1251`, `cp1251`, `latin1`.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        Encoding::for_label(label.trim().as_bytes()).map(Self)
    }

    /// What can be chosen.
    #[must_use]
    pub fn offered() -> Vec<Self> {
        OFFERED.iter().filter_map(|label| Self::named(label)).collect()
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0.name() {
            "UTF-16LE" => "UTF-16 LE",
            "UTF-16BE" => "UTF-16 BE",
            name => name,
        }
    }
}

impl Charset {
    /// A piece of a file's bytes as text, and whether bytes stood in it that mean nothing; each became U+FFFD.
    pub(super) fn read(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        self.0.decode_without_bom_handling(bytes)
    }

    /// What the bytes look like that are not UTF-8.
    pub(super) fn guessed(bytes: &[u8]) -> Self {
        Self(guess_legacy(&bytes[..bytes.len().min(GUESSED_FROM)]))
    }

    /// Whether an end of line is more than a byte in it, said or found out.
    pub(super) fn is_wide(bytes: &[u8], asked: Option<Self>) -> bool {
        let marked = || Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
        let found = asked.map(|asked| asked.0).or_else(marked).or_else(|| utf_16(bytes));
        found.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE)
    }
}

/// Reads bytes as text, as asked or as found out.
#[must_use]
pub fn decode(bytes: &[u8], asked: Option<Charset>) -> Decoded {
    let (encoding, because) = match (asked, Encoding::for_bom(bytes)) {
        (Some(asked), _) => (asked.0, Because::Asked),
        (None, Some((marked, _))) => (marked, Because::Mark),
        // Before UTF-8: half of it are NULs, which are valid there.
        (None, None) if utf_16(bytes).is_some() => (guess(bytes), Because::Guessed),
        (None, None) if std::str::from_utf8(bytes).is_ok() => (UTF_8, Because::Valid),
        (None, None) => (guess(bytes), Because::Guessed),
    };
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    Decoded { text: text.into_owned(), charset: Charset(encoding), because, damaged }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = &bytes[..bytes.len().min(GUESSED_FROM)];
    if let Some(wide) = utf_16(start) {
        return wide;
    }
    // A few wrong bytes do not make a file of UTF-8 another.
    if mostly_utf_8(start) {
        return UTF_8;
    }
    guess_legacy(start)
}

/// The encoding of bytes that are neither UTF-8 nor UTF-16.
fn guess_legacy(start: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(start, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // Hebrew in the order in which it is drawn is what browsers guess at; files have it in the order of reading.
    if guessed == ISO_8859_8 { WINDOWS_1255 } else { guessed }
}

/// UTF-16 without a mark: line breaks and blanks of Latin-1 have a zero byte on one side.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = &bytes[..bytes.len().min(GUESSED_FROM)];
    let count = bytes.len() / 2;
    let zero = |at: usize| bytes.chunks_exact(2).filter(|pair| pair[at] == 0).count();
    let (first, second) = (zero(0), zero(1));
    // Every tenth character at least is a separator, a digit or a blank, and none is a NUL.
    let many = (count / 10).max(2);
    if second >= many && first * 20 < second {
        Some(UTF_16LE)
    } else if first >= many && second * 20 < first {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether characters of several bytes are right more often than not. In other encodings a tenth of them at most is, by
/// chance, and in those of one byte hardly any.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > wrong * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None);
        (decoded.text, decoded.charset.name())
    }

    #[test]
    fn marks_decide() {
        assert_eq!(read(b"\xEF\xBB\xBFa"), ("a".to_owned(), "UTF-8"));
        assert_eq!(read(b"\xFF\xFEa\0\xe9\0"), ("aé".to_owned(), "UTF-16 LE"));
        assert_eq!(read(b"\xFE\xFF\0a\0\xe9"), ("aé".to_owned(), "UTF-16 BE"));
    }

    #[test]
    fn wide_text_without_a_mark() {
        let text = "date,title\r\n2024-10-14,Talks\r\n";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide), (text.to_owned(), "UTF-16 LE"));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&wide), (text.to_owned(), "UTF-16 BE"));
    }

    #[test]
    fn the_encodings_of_the_issue_are_told_from_one_another() {
        let texts = [
            (
                "windows-1251",
                "дата;заголовок\n14.10.2024;Пезешкиан принял Мустафаева в Тегеране, стороны обсудили железную дорогу\n",
            ),
            (
                "windows-1252",
                "date;titre\n14.10.2024;Le président a reçu à Téhéran le vice-premier ministre; déjà évoqué, c’était prévu\n",
            ),
            (
                "windows-1254",
                "tarih;başlık\n14.10.2024;Cumhurbaşkanı Tahran'da Başbakan Yardımcısını kabul etti, görüşmede demiryolu ağırlıklı işlendi\n",
            ),
            (
                "windows-1255",
                "תאריך;כותרת\n14.10.2024;שר החוץ נפגש עם שגריר אזרבייג'ן בתל אביב ודן עמו בקשרים בין שתי המדינות\n",
            ),
            (
                "windows-1256",
                "التاريخ;العنوان\n14.10.2024;استقبل الرئيس نائب رئيس الوزراء في طهران وبحث معه خط السكك الحديدية بين البلدين\n",
            ),
        ];
        for (label, text) in texts {
            let charset = Charset::named(label).unwrap();
            let (bytes, _, lossy) = charset.0.encode(text);
            assert!(!lossy, "{label}");
            assert_eq!(read(&bytes), (text.to_owned(), charset.name()), "{label}");
            assert_eq!(decode(&bytes, Some(charset)).text, text);
        }
    }

    #[test]
    fn a_wrong_byte_does_not_make_another_encoding_of_it() {
        let mut bytes =
            "Şahin Mustafayev və Məsud Pezeşkian görüşüb, dəmir yolu müzakirə olunub".repeat(3).into_bytes();
        bytes.push(0xFF);
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.charset, Charset::UTF8);
        assert!(decoded.damaged && decoded.text.ends_with('\u{fffd}'));
    }

    #[test]
    fn anything_is_some_text() {
        for bytes in [&b""[..], b"\0", b"\xFF", b"\xFF\xFE\xFF", b"\x80\x81\x8d", &[0; 64]] {
            let _ = decode(bytes, None);
        }
    }
}
