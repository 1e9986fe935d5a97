//! Where the user guide is: shipped with the program as a page for the browser, or in the checkout that it was built
//! from, as text.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use egui::{Context, OpenUrl};

use crate::app::App;

/// The first page of an installed guide, as seen from the program's folder: on Linux, in a bundle of macOS, and beside
/// the program.
const INSTALLED: [&str; 3] =
    ["../share/doc/coeval/guide/index.html", "../Resources/guide/index.html", "guide/index.html"];
/// The first page in a checkout, and what shows that it is ours.
const IN_CHECKOUT: (&str, &str) = ("docs/README.md", "docs/book.toml");

impl App {
    /// Opens the guide with what the system opens such files with.
    pub(crate) fn open_guide(&mut self, ctx: &Context) {
        let program = std::env::current_exe().and_then(|path| path.canonicalize());
        match program.ok().as_deref().and_then(find) {
            Some(page) => ctx.open_url(OpenUrl::new_tab(file_url(&page))),
            None => self.toasts.error(
                "The user guide is not installed",
                Some("install Coeval’s package, or read the folder docs of its source"),
            ),
        }
    }
}

/// The guide that belongs to a program, by the program's path.
fn find(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    let installed = INSTALLED.iter().map(|page| folder.join(page)).find(|page| page.is_file());
    installed.and_then(|page| page.canonicalize().ok()).or_else(|| {
        let (page, sign) = IN_CHECKOUT;
        let checkout = folder.ancestors().find(|above| above.join(sign).is_file())?;
        Some(checkout.join(page)).filter(|page| page.is_file())
    })
}

/// A file's address for a browser (RFC 8089), from its absolute path.
fn file_url(path: &Path) -> String {
    // Windows writes C:\folder, or \\?\C:\folder where the path is canonical.
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("//?/").unwrap_or(&text);
    let mut url = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b':' | b'.' | b'-' | b'_' | b'~' => {
                url.push(char::from(byte));
            }
            _ => drop(write!(url, "%{byte:02X}")),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(files: &[&str], program: &str) -> Option<String> {
        let root = tempfile::tempdir().unwrap();
        let base = root.path().canonicalize().unwrap();
        for file in files.iter().chain([&program]) {
            std::fs::create_dir_all(base.join(file).parent().unwrap()).unwrap();
            std::fs::write(base.join(file), "").unwrap();
        }
        let found = find(&base.join(program))?;
        Some(found.strip_prefix(&base).unwrap().to_str().unwrap().replace('\\', "/"))
    }

    #[test]
    fn found_where_packages_put_it_and_in_the_checkout() {
        let page = "usr/share/doc/coeval/guide/index.html";
        assert_eq!(with(&[page], "usr/bin/coeval").as_deref(), Some(page));
        let page = "Coeval.app/Contents/Resources/guide/index.html";
        assert_eq!(with(&[page], "Coeval.app/Contents/MacOS/coeval").as_deref(), Some(page));
        assert_eq!(with(&["c/guide/index.html"], "c/coeval.exe").as_deref(), Some("c/guide/index.html"));
        let checkout = ["c/docs/README.md", "c/docs/book.toml"];
        assert_eq!(with(&checkout, "c/target/release/coeval").as_deref(), Some("c/docs/README.md"));
        assert_eq!(with(&["c/docs/README.md"], "c/target/release/coeval"), None, "someone else’s docs");
        assert_eq!(with(&[], "usr/bin/coeval"), None);
    }

    #[test]
    fn addresses_have_no_letter_that_a_browser_would_misread() {
        assert_eq!(file_url(Path::new("/a b/ç#1?.html")), "file:///a%20b/%C3%A7%231%3F.html");
        assert_eq!(file_url(Path::new(r"\\?\C:\a\b.html")), "file:///C:/a/b.html");
    }
}
