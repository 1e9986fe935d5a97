//! What is published, by its bytes: what leaves and what does not, whatever a file says, and always the same. How a page
//! looks and behaves in a browser is seen by `tests/page.sh`.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use coeval::export::publish::{Options, Origin, Target, publish};
use coeval::io::read;
use coeval::model::{Document, Progress};
use roxmltree::{Document as Tree, ParsingOptions};

const SAMPLE: &str = include_str!("../../sample_data/azerbaijani_rope.ron");
const HOSTILE: &str = include_str!("../data/publish/hostile.ron");

fn document(text: &str) -> Document {
    read(text).document
}

fn origin(text: &str) -> Origin {
    Origin::new(Path::new("folder/talks.ron"), text.as_bytes(), "2024-10-14 08:30 UTC".to_owned())
}

/// The page of a file.
fn page_with(text: &str, options: &Options) -> String {
    let published =
        publish(Target::Page, &document(text), options, &origin(text), &Progress::default()).unwrap();
    String::from_utf8(published.files[0].1.clone()).unwrap()
}

fn page(text: &str) -> String {
    page_with(text, &Options::default())
}

/// A page without script and style, as XML: whatever is not well-formed in it fails here.
fn bare(page: &str) -> String {
    let mut bare = page.trim_start_matches("<!DOCTYPE html>").to_owned();
    for tag in ["script", "style"] {
        let from = bare.find(&format!("<{tag}>")).unwrap() + tag.len() + 2;
        let to = bare.find(&format!("</{tag}>")).unwrap();
        bare.replace_range(from..to, "");
    }
    bare
}

fn coeval(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1728894600")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    let status = output.status.code().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("status {status}\n-- stdout\n{}-- stderr\n{}", text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_page_of_the_sample_is_small_and_says_where_it_comes_from() {
    let page = page(SAMPLE);
    assert!(page.len() <= 400_000, "{} bytes", page.len());
    let bare = bare(&page);
    let tree = Tree::parse(&bare).unwrap();
    let count = |tag: &str| tree.descendants().filter(|node| node.has_tag_name(tag)).count();
    let figures = tree.descendants().filter(|node| node.attribute("class") == Some("step")).count();
    assert_eq!((figures, count("h1"), count("table"), count("script"), count("style")), (7, 1, 1, 1, 1));
    let rows = tree.descendants().filter(|node| node.has_attribute("data-event")).count();
    assert_eq!(rows, document(SAMPLE).events().len());
    let foot = tree.descendants().find(|node| node.has_tag_name("footer")).unwrap();
    let foot: String = foot.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    for part in ["talks.ron", "SHA-256", "last changed 2024-10-14 08:30 UTC", env!("CARGO_PKG_VERSION")] {
        assert!(foot.contains(part), "{foot}");
    }
    // Ids are of the whole page, however many pictures stand in it.
    let mut ids: Vec<&str> = tree.descendants().filter_map(|node| node.attribute("id")).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    for node in tree.descendants().filter(|node| node.has_tag_name("a")) {
        let to = node.attribute("href").unwrap();
        let is_inside = to.starts_with('#');
        assert!(is_inside || node.attribute("rel") == Some("noopener noreferrer"), "{to}");
    }
}

#[test]
fn nothing_is_asked_of_any_network() {
    let page = page(SAMPLE);
    let bare = bare(&page);
    let tree = Tree::parse(&bare).unwrap();
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        let tag = node.tag_name().name();
        assert!(
            !["link", "img", "iframe", "object", "embed", "base", "form", "audio", "video"].contains(&tag),
            "{tag}"
        );
        let loads = ["src", "srcset", "data", "poster"];
        assert!(!loads.iter().any(|name| node.has_attribute(*name)), "<{tag}> loads something");
        let to = node.attribute("href").filter(|_| tag != "a");
        assert!(to.is_none_or(|to| to.starts_with('#')), "<{tag} href={to:?}>");
    }
    let policy = tree
        .descendants()
        .find_map(|node| node.attribute("http-equiv").and(node.attribute("content")))
        .unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'sha256-") && !policy.contains("unsafe"),
        "{policy}"
    );
    let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
    assert!(!style.contains("url(") && !style.contains("@import"), "the style loads something");
}

#[test]
fn what_a_file_says_is_text_whatever_it_says() {
    // The same timeline with letters alone in every place: a page of it is made of the same elements.
    let harmless: String = {
        let document = document(HOSTILE);
        assert_eq!(document.events().len(), 3);
        page(HOSTILE)
    };
    let bare = bare(&harmless);
    let tree = Tree::parse_with_options(&bare, ParsingOptions::default()).unwrap();
    let known = [
        "html",
        "div",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "svg",
        "defs",
        "symbol",
        "header",
        "h1",
        "h2",
        "p",
        "main",
        "ol",
        "li",
        "section",
        "figure",
        "figcaption",
        "span",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "small",
        "a",
        "b",
        "bdi",
        "q",
        "footer",
        "code",
        "script",
        "g",
        "path",
        "rect",
        "circle",
        "line",
        "text",
        "use",
        "clipPath",
        "mask",
        "linearGradient",
        "stop",
        "polyline",
        "polygon",
        "ellipse",
    ];
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        let tag = node.tag_name().name();
        assert!(known.contains(&tag), "<{tag}>");
        for attribute in node.attributes() {
            assert!(
                !attribute.name().starts_with("on") && attribute.name() != "style",
                "{}",
                attribute.name()
            );
        }
        if let Some(to) = node.attribute("href") {
            let is_fine = ["#", "https://", "http://", "mailto:"].iter().any(|begin| to.starts_with(begin));
            assert!(is_fine, "{to}");
        }
    }
    let count = |tag: &str| tree.descendants().filter(|node| node.has_tag_name(tag)).count();
    assert_eq!((count("script"), count("style"), count("title")), (1, 1, 1));
    assert_eq!(harmless.matches("<script").count(), 1);
    assert_eq!(harmless.matches("</script").count(), 1);
    assert_eq!(tree.descendants().filter(roxmltree::Node::is_comment).count(), 0);
    let title = tree.descendants().find(|node| node.has_tag_name("h1")).and_then(|node| node.text()).unwrap();
    assert_eq!(title, "</title></script><script>window.hacked = 'title'</script>");
}

#[test]
fn no_private_note_is_in_a_page_unless_it_is_asked_for() {
    for (text, secrets) in [
        (SAMPLE, ["Only Baku mentions the invitation", "Leave a second of silence", "Look for an hour"]),
        (HOSTILE, ["PRIVATE-EVENT-NOTE", "PRIVATE-STEP-NOTE", "Secretword"]),
    ] {
        let without = page(text);
        let with = page_with(text, &Options { notes: true, ..Options::default() });
        for secret in secrets {
            assert!(!without.contains(secret), "{secret}");
            assert!(with.contains(secret), "{secret}");
        }
        assert!(with.contains("With private notes.") && !without.contains("With private notes."));
    }
}

#[test]
fn the_same_gives_the_same() {
    assert_eq!(page(SAMPLE), page(SAMPLE));
    let dark = Options { theme: Some(coeval::scene::theme::ThemeKind::Dark), ..Options::default() };
    assert_eq!(page_with(SAMPLE, &dark), page_with(SAMPLE, &dark));
    assert_ne!(page_with(SAMPLE, &dark), page(SAMPLE));
}

#[test]
fn titles_in_their_own_script_come_first_where_the_page_is_not_english() {
    let first = |lang: &str| {
        let page = page_with(SAMPLE, &Options { lang: lang.to_owned(), ..Options::default() });
        let bare = bare(&page);
        let tree = Tree::parse(&bare).unwrap();
        assert_eq!(tree.root_element().attribute("lang"), Some(lang));
        let row =
            tree.descendants().find(|node| node.attribute("data-event") == Some("tehran-talks")).unwrap();
        row.descendants()
            .find(|node| node.attribute("class") == Some("title"))
            .unwrap()
            .text()
            .unwrap()
            .to_owned()
    };
    assert_eq!(first("en"), "Pezeshkian receives Mustafayev");
    assert_eq!(first("fa"), "دیدار پزشکیان و مصطفی‌اف");
}

#[test]
fn an_empty_timeline_and_one_without_a_story_have_a_page_too() {
    for text in ["(events: [])", r#"(events: [(date: "2024-10-14", title: "T", country: "IR")])"#] {
        let page = page(text);
        Tree::parse(&bare(&page)).unwrap();
        assert!(page.contains("<h1 dir=\"auto\">talks</h1>"), "the file's name stands for a title");
    }
}

#[test]
fn the_command_line_publishes_asks_and_lists() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rope.ron"), SAMPLE).unwrap();
    let coeval = |arguments: &[&str]| told(&coeval(folder.path(), arguments));
    let mut all = String::new();
    for arguments in [
        &[
            "publish",
            "rope.ron",
            "-o",
            "rope.html",
            "--check",
            "--lanes",
            "IR,IL",
            "--where",
            "tag:diplomacy",
        ][..],
        &["publish", "rope.ron", "-o", "rope.html"],
        &["publish", "rope.ron", "-o", "rope.html"],
        &["publish", "rope.ron", "-o", "rope.html", "--force", "--steps", "4-5", "--notes"],
        &["publish", "rope.ron", "-o", "rope.ron", "--force"],
        &["publish", "rope.ron", "-o", "rope.pdf"],
        &["publish", "rope.ron", "-o", "rope.mov"],
        &["publish", "rope.ron", "-o", "rope.odp"],
        &["publish", "rope.ron", "-o", "rope.doc"],
        &["publish", "rope.ron", "-o", "x.html", "--steps", "9"],
        &["publish", "rope.ron", "-o", "x.html", "--steps", "2-9"],
        &["publish", "rope.ron", "-o", "x.html", "--from", "2024-10", "--to", "2023"],
        &["publish", "rope.ron", "-o", "x.html", "--where", "tag:"],
        &["publish", "rope.ron", "-o", "x.html", "--lanes", "XX"],
        &["publish", "rope.ron", "-o", "x.html", "--lang", "a\"b"],
        &["publish", "no.ron", "-o", "x.html"],
    ] {
        all += &format!("$ coeval {}\n{}\n", arguments.join(" "), coeval(arguments));
    }
    // The weight of a page changes with each line of its script.
    let all = without_weight(&all);
    insta::assert_snapshot!(all);
    assert!(folder.path().join("rope.html.bak").exists(), "what stood there is kept");
    assert!(!folder.path().join("x.html").exists());
}

/// "198 kB" as "… kB".
fn without_weight(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once(" kB") {
        Some((before, after)) => {
            let before = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
            format!("{before}… kB{after}\n")
        }
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn what_is_left_out_is_in_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rope.ron"), SAMPLE).unwrap();
    let arguments = ["publish", "rope.ron", "-o", "o.html", "--from", "2024-10", "--to", "2024-10"];
    let output = coeval(folder.path(), &arguments);
    assert!(output.status.success(), "{}", told(&output));
    let page = std::fs::read_to_string(folder.path().join("o.html")).unwrap();
    assert!(page.contains("Pezeshkian receives Mustafayev"));
    for gone in [
        "Armed attack on the Azerbaijani embassy",
        "Orkhan Asgarov",
        "Consulted on April 2024",
        "One day, two capitals",
    ] {
        assert!(!page.contains(gone), "{gone}");
    }
}

#[test]
fn a_folder_has_a_numbered_picture_of_each_step() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rope.ron"), SAMPLE).unwrap();
    let publish = |more: &[&str]| {
        let arguments = ["publish", "rope.ron", "-o", "slides/", "--steps", "4-5", "--size", "640x360"];
        coeval(folder.path(), &[&arguments[..], more].concat())
    };
    let output = publish(&[]);
    assert!(output.status.success(), "{}", told(&output));
    let names = |folder: &Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&folder.path().join("slides")), ["step-01.png", "step-02.png"]);
    let bytes = std::fs::read(folder.path().join("slides/step-01.png")).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (640, 360));
    // What is there is written over where that is said alone, and kept.
    assert_eq!(publish(&[]).status.code(), Some(2));
    assert!(publish(&["--force"]).status.success());
    assert_eq!(names(&folder.path().join("slides")).len(), 4, "two pictures and what they were");
    assert_eq!(
        std::fs::read(folder.path().join("slides/step-01.png")).unwrap(),
        bytes,
        "the same gives the same"
    );
}

#[test]
fn a_film_flies_from_step_to_step() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rope.ron"), SAMPLE).unwrap();
    for name in ["film.png", "film.gif"] {
        let arguments =
            ["publish", "rope.ron", "-o", name, "--steps", "3-4", "--size", "480x270", "--fps", "4"];
        let output = coeval(folder.path(), &arguments);
        assert!(output.status.success(), "{}", told(&output));
    }
    let bytes = std::fs::read(folder.path().join("film.png")).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let frames = reader.info().animation_control.unwrap().num_frames;
    assert!(frames >= 4, "two steps and a flight: {frames}");
    let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
    for _ in 0..frames {
        reader.next_frame(&mut buffer).unwrap();
    }
    let bytes = std::fs::read(folder.path().join("film.gif")).unwrap();
    let mut decoder = gif::DecodeOptions::new().read_info(&bytes[..]).unwrap();
    assert_eq!((decoder.width(), decoder.height()), (480, 270));
    let (mut count, mut delay) = (0, 0);
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        count += 1;
        delay += u32::from(frame.delay);
    }
    assert_eq!(count, frames);
    assert!((500..4000).contains(&delay), "{delay} hundredths of a second");
}

#[test]
fn a_film_of_nothing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("t.ron"),
        r#"(events: [(date: "2024-10-14", title: "T", country: "IR")])"#,
    )
    .unwrap();
    for name in ["film.gif", "slides/"] {
        let output = coeval(folder.path(), &["publish", "t.ron", "-o", name]);
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).contains("error: the file tells no story"), "{}", told(&output));
        assert!(!folder.path().join(name).exists(), "nothing is left behind");
    }
}
