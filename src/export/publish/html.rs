//! HTML text that is well-formed XML too, so that it can be read back without a browser: tags are closed, and whatever
//! comes from a file is text or a quoted attribute, never markup.

use crate::export::xml::escape;
use crate::model::{beginning, visible_lines};

/// Elements without content.
const VOID: &[&str] = &["meta", "br", "link", "img"];

/// The longest text that is shown, in bytes: browsers break a word of a million letters into lines for minutes.
pub(super) const MOST_TEXT_BYTES: usize = 20_000;

/// HTML that is being written.
#[derive(Default)]
pub(super) struct Html {
    text: String,
    open: Vec<&'static str>,
    /// How many texts were cut, as no browser shows them.
    cut: usize,
}

impl Html {
    /// Opens an element with attributes.
    pub fn open(&mut self, tag: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.text.push('<');
        self.text.push_str(tag);
        for (name, value) in attributes {
            self.text.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
        if VOID.contains(&tag) {
            self.text.push_str("/>");
        } else {
            self.text.push('>');
            self.open.push(tag);
        }
        self
    }

    /// Text as the program shows it: letters that mislead written out, lines kept.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let shown = beginning(text, MOST_TEXT_BYTES);
        self.text.push_str(&escape(&visible_lines(shown)).replace("&#10;", "\n"));
        if shown.len() < text.len() {
            self.text.push('…');
            self.cut += 1;
        }
        self
    }

    /// How many texts were cut.
    pub fn cut(&self) -> usize {
        self.cut
    }

    /// What was written apart, with everything closed.
    pub fn part(&mut self, part: Self) -> &mut Self {
        self.cut += part.cut;
        self.text.push_str(&part.finish());
        self
    }

    /// Closes the innermost element.
    pub fn close(&mut self) -> &mut Self {
        if let Some(tag) = self.open.pop() {
            self.text.push_str(&format!("</{tag}>"));
        }
        self
    }

    /// An element with nothing but text in it.
    pub fn element(&mut self, tag: &'static str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        self.open(tag, attributes).text(text).close()
    }

    /// The same, where there is text.
    pub fn some(&mut self, tag: &'static str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        if text.trim().is_empty() { self } else { self.element(tag, attributes, text) }
    }

    /// Markup of the program's own.
    pub fn markup(&mut self, markup: &str) -> &mut Self {
        self.text.push_str(markup);
        self
    }

    /// A new line, for those who read the source.
    pub fn line(&mut self) -> &mut Self {
        self.text.push('\n');
        self
    }

    /// All that was written, with everything closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.push('\n');
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_browser_shows_is_cut_and_counted() {
        let mut html = Html::default();
        html.element("p", &[], &"é".repeat(MOST_TEXT_BYTES)).element("p", &[], "short");
        assert_eq!(html.cut(), 1);
        assert_eq!(html.finish().chars().filter(|c| *c == 'é').count(), MOST_TEXT_BYTES / 2);
    }

    #[test]
    fn what_comes_from_a_file_is_text() {
        let mut html = Html::default();
        html.open("p", &[("title", "\"><script>")]).text("</p>]]><!-- \u{202E}x & 'y'\nz");
        assert_eq!(
            html.finish(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;/p&gt;]]&gt;&lt;!-- \\u{202E}x &amp; 'y'\nz</p>\n"
        );
    }
}
