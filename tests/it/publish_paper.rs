//! PDFs by their bytes: what leaves with them, how heavy they are, and that the same input gives the same ones. What other
//! programs make of them is seen by `tests/paper.sh`.

use std::path::Path;
use std::process::{Command, Stdio};

use coeval::export::publish::{Options, Origin, Poster, Published, Target, Tiles, publish};
use coeval::io::read;
use coeval::model::Progress;
use coeval::scene::vec2;

const SAMPLE: &str = include_str!("../../sample_data/azerbaijani_rope.ron");
const HOSTILE: &str = include_str!("../data/publish/hostile.ron");

fn options() -> Options {
    Options { size: vec2(1123.0, 794.0), ..Options::default() }
}

fn paper(text: &str, options: &Options) -> Published {
    let origin = Origin::new(Path::new("talks.ron"), text.as_bytes(), "2024-10-14 08:30 UTC".to_owned());
    publish(Target::Paper, &read(text).document, options, &origin, &Progress::default()).unwrap()
}

fn pages(published: &Published) -> usize {
    let bytes = &published.files[0].1;
    bytes.windows(11).filter(|part| part == b"/Type/Page/" || part == b"/Type /Page").count()
}

#[test]
fn the_story_of_the_sample_is_light_and_always_the_same() {
    let once = paper(SAMPLE, &options());
    assert!(once.weight() <= 300_000, "{} bytes", once.weight());
    assert_eq!(once, paper(SAMPLE, &options()));
    let fonts = &once.leaves.fonts;
    assert!(fonts.iter().any(|font| font == "NotoSans-Regular"), "{fonts:?}");
    assert!(once.files[0].1.starts_with(b"%PDF-1.7"));
    assert_eq!((once.leaves.notes, once.leaves.notes_left_out), (0, 11));
    assert!(once.leaves.links.is_empty(), "links are in the handout");
}

#[test]
fn a_handout_leads_to_its_sources_and_has_notes_only_where_they_are_asked_for() {
    let handout = paper(SAMPLE, &Options { handout: true, ..options() });
    assert!(!handout.leaves.links.is_empty());
    assert!(handout.leaves.links.iter().all(|link| link.starts_with("http")), "{:?}", handout.leaves.links);
    let with_notes = paper(SAMPLE, &Options { handout: true, notes: true, ..options() });
    assert_eq!((with_notes.leaves.notes, with_notes.leaves.notes_left_out), (11, 0));
    assert!(with_notes.weight() > handout.weight());
}

#[test]
fn what_a_file_says_is_text_whatever_it_says() {
    for options in [
        Options { handout: true, ..options() },
        Options { poster: Some(Poster { size_mm: vec2(420.0, 297.0), tiles: Some(Tiles::A4) }), ..options() },
        Options { without_story: true, lang: "fa".to_owned(), ..options() },
    ] {
        let hostile = paper(HOSTILE, &options);
        let leads =
            |link: &String| ["http://", "https://", "mailto:"].iter().any(|kind| link.starts_with(kind));
        assert!(hostile.leaves.links.iter().all(leads), "{:?}", hostile.leaves.links);
        assert_eq!(hostile.leaves.notes, 0);
    }
}

#[test]
fn texts_of_any_length_and_kind_are_set() {
    let long = "x".repeat(1_000_000);
    let strange = "\u{0}\u{1}\u{FEFF}\u{FFFE}\u{202E}\u{2028}\u{200F}\u{E000}\u{13000}\u{1F468}\u{200D}\u{1F469} \u{10FFFF}";
    for title in [long.as_str(), &"ab ".repeat(100_000), &"\u{6cc}\u{6a9} ".repeat(50_000), strange] {
        let title: String = title.chars().filter(|c| !c.is_control()).collect();
        let text = format!(
            "(events: [(date: \"2024-10-14\", title: {title:?}, country: \"IR\", sources: [{title:?}])])"
        );
        let set = paper(&text, &Options { handout: true, ..options() });
        assert_eq!(set.leaves.events, 1);
    }
    assert_eq!(paper("()", &options()).leaves.events, 0, "nothing at all is a page, too");
}

#[test]
fn many_lanes_take_many_pages_and_one_poster() {
    let events: String = (0..60)
        .map(|at| {
            format!("(date: \"2024-10-{:02}\", title: \"Event {at}\", country: \"Lane {at}\"), ", at % 28 + 1)
        })
        .collect();
    let text = format!("(events: [{events}])");
    let all = paper(&text, &options());
    assert!(pages(&all) > 1, "{} pages", pages(&all));
    let poster = Some(Poster { size_mm: vec2(297.0, 210.0), tiles: None });
    assert_eq!(pages(&paper(&text, &Options { poster, ..options() })), 1);
}

#[test]
fn a_poster_of_a_thousand_events_is_made_quickly() {
    let events: String = (0..1000)
        .map(|at| {
            let (month, day) = (at / 28 % 12 + 1, at % 28 + 1);
            format!(
                "(date: \"2024-{month:02}-{day:02}\", title: \"Event {at}\", country: \"Lane {}\"), ",
                at % 12
            )
        })
        .collect();
    let text = format!("(events: [{events}])");
    let poster = Some(Poster { size_mm: vec2(1189.0, 841.0), tiles: None });
    let begun = cpu_time::ThreadTime::now();
    let published = paper(&text, &Options { poster, ..options() });
    // Two seconds are what it may take; without optimisation it takes several times as long.
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert_eq!(published.leaves.events, 1000);
}

#[test]
fn the_command_line_says_what_cannot_be_made() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("talks.ron"), SAMPLE).unwrap();
    let told = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_coeval"))
            .args(["publish", "talks.ron", "-o"])
            .args(arguments)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    for (arguments, status, says) in [
        (&["talks.pdf", "--poster", "6000x900"] as &[&str], 2, "at most 5 m wide and high"),
        (&["talks.pdf", "--poster", "5000x5000", "--tiles", "A4"], 2, "sheets"),
        (&["talks.pdf", "--tiles", "A4"], 2, "--poster"),
        (&["talks.html", "--poster", "A1"], 2, "end the name in .pdf"),
        (&["talks.pdf", "--poster", "A1", "--handout"], 2, "cannot be used with"),
        (&["talks.pdf", "--steps", "2-3"], 0, "2 steps"),
    ] {
        let (code, message) = told(arguments);
        assert!(code == status && message.contains(says), "{arguments:?}: {code} {message}");
    }
    assert!(folder.path().join("talks.pdf").exists());
}

fn slides(text: &str, options: &Options) -> Published {
    let origin = Origin::new(Path::new("talks.ron"), text.as_bytes(), String::new());
    publish(Target::Slides, &read(text).document, options, &origin, &Progress::default()).unwrap()
}

/// The parts of a file of slides that are XML, by their names.
fn parts(published: &Published) -> Vec<(String, String)> {
    let bytes = std::io::Cursor::new(&published.files[0].1);
    let mut archive = zip::ZipArchive::new(bytes).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if !name.ends_with(".png") {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            roxmltree::Document::parse(&text).unwrap();
            parts.push((name, text));
        }
    }
    parts
}

#[test]
fn slides_have_titles_texts_and_pictures_and_notes_only_where_they_are_asked_for() {
    let plain = slides(SAMPLE, &Options::default());
    assert_eq!(plain, slides(SAMPLE, &Options::default()), "the same bytes");
    assert_eq!((plain.leaves.notes, plain.leaves.notes_left_out), (0, 11));
    let all = parts(&plain);
    assert!(all.iter().all(|(name, _)| !name.contains("notes")), "no part for notes without notes");
    let slide = |name: &str| all.iter().find(|(part, _)| part == name).map(|(_, text)| text.clone()).unwrap();
    let first = slide("ppt/slides/slide1.xml");
    assert!(
        first.contains("One embassy closes, another opens")
            && first.contains("descr=\"Picture of the timeline")
    );
    // What leads somewhere leads to a part that is there.
    for (name, text) in &all {
        let Some(folder) = name.strip_suffix(".rels").and_then(|name| name.split_once("_rels/")) else {
            continue;
        };
        let tree = roxmltree::Document::parse(text).unwrap();
        for target in tree.descendants().filter_map(|node| node.attribute("Target")) {
            let mut path: Vec<&str> = folder.0.split('/').filter(|part| !part.is_empty()).collect();
            for part in target.split('/') {
                if part == ".." {
                    path.pop();
                } else {
                    path.push(part);
                }
            }
            let path = path.join("/");
            assert!(
                path.ends_with(".png") || all.iter().any(|(part, _)| *part == path),
                "{name} leads to {path}"
            );
        }
    }
    let with_notes = slides(SAMPLE, &Options { notes: true, ..Options::default() });
    assert_eq!(with_notes.leaves.notes, 7, "those of the steps");
    assert!(parts(&with_notes).iter().any(|(name, _)| name == "ppt/notesSlides/notesSlide7.xml"));
}

#[test]
fn slides_of_a_hostile_file_are_slides() {
    let hostile = slides(HOSTILE, &Options::default());
    for (name, text) in parts(&hostile) {
        for private in ["PRIVATE-EVENT-NOTE", "PRIVATE-STEP-NOTE", "Secretword"] {
            assert!(!text.contains(private), "{private} is in {name}");
        }
        assert!(!text.contains("<script"), "{name}");
    }
}

#[test]
fn a_video_needs_ffmpeg_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("talks.ron"), SAMPLE).unwrap();
    let video = |name: &str, path: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coeval"));
        command.args(["publish", "talks.ron", "--steps", "1", "--size", "321x201", "--fps", "2", "-o", name]);
        command.current_dir(folder.path()).stdin(Stdio::null());
        if let Some(path) = path {
            command.env("PATH", path);
        }
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told) = video("talks.mp4", Some("/nowhere"));
    assert!(code != 0 && told.contains("a video needs ffmpeg") && told.contains(".gif"), "{told}");
    assert!(!folder.path().join("talks.mp4").exists());
    if Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        return;
    }
    let (code, told) = video("talks.mp4", None);
    assert_eq!(code, 0, "{told}");
    let bytes = std::fs::read(folder.path().join("talks.mp4")).unwrap();
    assert_eq!(&bytes[4..8], b"ftyp");
}
