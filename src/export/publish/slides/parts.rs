//! The parts of a file of slides as XML: no more than what programs need to open it (ISO/IEC 29500-1, 13).

use crate::export::xml::escape;
use crate::model::{brief_to, visible, visible_lines};
use crate::paint::is_right_to_left;

/// The width and the height of a slide, in units of which an inch has 914,400.
const WIDTH: i64 = 12_192_000;
const HEIGHT: i64 = 6_858_000;
const MARGIN: i64 = 457_200;
const TITLE_HEIGHT: i64 = 800_000;
/// More of a text no slide has room for, in bytes.
const MOST_BYTES: usize = 6_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                     xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OFFICE: &str = "application/vnd.openxmlformats-officedocument";

/// A text as slides take it: what is no letter of XML is none of theirs.
pub fn slide_text(text: &str) -> String {
    escape(&visible(&brief_to(text, MOST_BYTES)))
}

/// A slide.
pub struct Slide<'a> {
    pub number: usize,
    pub title: &'a str,
    pub text: &'a str,
    pub note: &'a str,
    /// What its picture shows.
    pub alt: &'a str,
    /// The height of its picture as a part of its width.
    pub picture_height: f32,
    pub lang: &'a str,
    /// Whether there are notes in the file.
    pub has_notes: bool,
}

impl Slide<'_> {
    /// Its parts: their names, and what is in them.
    pub fn parts(&self) -> Vec<(String, String)> {
        let number = self.number;
        let mut links = vec![
            ("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned()),
            ("image", format!("../media/image{number}.png")),
        ];
        let mut parts = vec![(format!("ppt/slides/slide{number}.xml"), self.slide())];
        if self.has_notes {
            links.push(("notesSlide", format!("../notesSlides/notesSlide{number}.xml")));
            parts.push((format!("ppt/notesSlides/notesSlide{number}.xml"), self.notes()));
            let back = [
                ("notesMaster", "../notesMasters/notesMaster1.xml".to_owned()),
                ("slide", format!("../slides/slide{number}.xml")),
            ];
            let name = format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels");
            parts.push((name, relations(&back)));
        }
        parts.push((format!("ppt/slides/_rels/slide{number}.xml.rels"), relations(&links)));
        parts
    }

    #[allow(clippy::cast_possible_truncation)] // a part of a slide
    fn slide(&self) -> String {
        let width = WIDTH - 2 * MARGIN;
        let height = (width as f64 * f64::from(self.picture_height)) as i64;
        let top = MARGIN / 2 + TITLE_HEIGHT;
        let below = top + height + 90_000;
        let picture = format!(
            "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"Timeline\" descr=\"{}\"/><p:cNvPicPr><a:picLocks \
             noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId2\"/><a:stretch>\
             <a:fillRect/></a:stretch></p:blipFill><p:spPr>{}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>\
             </p:pic>",
            slide_text(self.alt),
            place(MARGIN, top, width, height)
        );
        let title = shape(
            2,
            "Title",
            "title",
            &place(MARGIN, MARGIN / 2, width, TITLE_HEIGHT),
            &self.lines(self.title),
        );
        let room = place(MARGIN, below, width, (HEIGHT - below - MARGIN / 2).max(300_000));
        let text = shape(3, "Text", "body\" idx=\"1", &room, &self.lines(self.text));
        tree(
            "sld",
            &format!("{title}{picture}{text}"),
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>",
            None,
        )
    }

    fn notes(&self) -> String {
        let place = place(685_800, 4_400_550, 5_486_400, 3_600_450);
        let note = shape(2, "Notes", "body\" idx=\"1", &place, &self.lines(self.note));
        tree("notes", &note, "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>", None)
    }

    /// A text by its paragraphs, each in its own direction.
    fn lines(&self, text: &str) -> String {
        let text = visible_lines(&brief_to(text, MOST_BYTES)).into_owned();
        let line = |line: &str| {
            let turned = if is_right_to_left(line) { " rtl=\"1\" algn=\"r\"" } else { "" };
            format!(
                "<a:p><a:pPr{turned}/><a:r><a:rPr lang=\"{}\"/><a:t>{}</a:t></a:r></a:p>",
                escape(self.lang),
                escape(line)
            )
        };
        let lines: String = text.lines().filter(|text| !text.trim().is_empty()).map(line).collect();
        if lines.is_empty() { "<a:p/>".to_owned() } else { lines }
    }
}

/// The parts that are there once.
pub fn whole(title: &str, slides: usize, has_notes: bool, dark: bool, lang: &str) -> Vec<(String, String)> {
    let mut parts = vec![
        ("[Content_Types].xml", content_types(slides, has_notes)),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(title, lang)),
        ("ppt/presentation.xml", presentation(slides, has_notes)),
        ("ppt/_rels/presentation.xml.rels", presentation_relations(slides, has_notes)),
        ("ppt/slideMasters/slideMaster1.xml", master(dark)),
        (
            "ppt/slideMasters/_rels/slideMaster1.xml.rels",
            relations(&[
                ("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned()),
                ("theme", "../theme/theme1.xml".to_owned()),
            ]),
        ),
        ("ppt/slideLayouts/slideLayout1.xml", layout()),
        (
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
            relations(&[("slideMaster", "../slideMasters/slideMaster1.xml".to_owned())]),
        ),
        ("ppt/theme/theme1.xml", theme()),
    ];
    if has_notes {
        parts.push(("ppt/theme/theme2.xml", theme()));
        parts.push(("ppt/notesMasters/notesMaster1.xml", notes_master()));
        let to_theme = relations(&[("theme", "../theme/theme2.xml".to_owned())]);
        parts.push(("ppt/notesMasters/_rels/notesMaster1.xml.rels", to_theme));
    }
    parts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// Where something stands and how large it is.
fn place(x: i64, y: i64, width: i64, height: i64) -> String {
    format!("<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>")
}

/// A place for text; `kind` says which, for programs that lay slides out anew.
fn shape(id: u32, name: &str, kind: &str, place: &str, lines: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\
         <p:ph type=\"{kind}\"/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody><a:bodyPr><a:normAutofit/>\
         </a:bodyPr><a:lstStyle/>{lines}</p:txBody></p:sp>"
    )
}

/// A part with shapes: a slide, what slides have in common, notes.
fn tree(kind: &str, shapes: &str, after: &str, ground: Option<&str>) -> String {
    let ground = ground.map_or_else(String::new, |color| {
        format!("<p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"{color}\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>")
    });
    format!(
        "{HEAD}<p:{kind} {NAMES}><p:cSld>{ground}<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/>\
         </p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld>{after}</p:{kind}>"
    )
}

/// Which part leads to which others.
fn relations(links: &[(&str, String)]) -> String {
    let links: String = (1..)
        .zip(links)
        .map(|(id, (kind, to)): (usize, _)| {
            format!("<Relationship Id=\"rId{id}\" Type=\"{KIND}/{kind}\" Target=\"{to}\"/>")
        })
        .collect();
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
    )
}

fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&[("officeDocument", "ppt/presentation.xml".to_owned())]).replace(
        "</Relationships>",
        &format!("<Relationship Id=\"rId2\" Type=\"{core}\" Target=\"docProps/core.xml\"/></Relationships>"),
    )
}

fn content_types(slides: usize, has_notes: bool) -> String {
    let mut all = vec![(
        "/docProps/core.xml".to_owned(),
        "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
    )];
    let mut add = |name: String, kind: &str| all.push((name, format!("{OFFICE}.{kind}+xml")));
    add("/ppt/presentation.xml".to_owned(), "presentationml.presentation.main");
    add("/ppt/slideMasters/slideMaster1.xml".to_owned(), "presentationml.slideMaster");
    add("/ppt/slideLayouts/slideLayout1.xml".to_owned(), "presentationml.slideLayout");
    add("/ppt/theme/theme1.xml".to_owned(), "theme");
    for number in 1..=slides {
        add(format!("/ppt/slides/slide{number}.xml"), "presentationml.slide");
        if has_notes {
            add(format!("/ppt/notesSlides/notesSlide{number}.xml"), "presentationml.notesSlide");
        }
    }
    if has_notes {
        add("/ppt/theme/theme2.xml".to_owned(), "theme");
        add("/ppt/notesMasters/notesMaster1.xml".to_owned(), "presentationml.notesMaster");
    }
    let all: String = all
        .iter()
        .map(|(name, kind)| format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>"))
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>{all}</Types>"
    )
}

/// What the file says of itself; `title` is escaped.
fn core(title: &str, lang: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title><dc:creator>Coeval {}</dc:creator>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        env!("CARGO_PKG_VERSION"),
        escape(lang)
    )
}

fn presentation(slides: usize, has_notes: bool) -> String {
    let list: String =
        (0..slides).map(|at| format!("<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 256 + at, 3 + at)).collect();
    let notes = if has_notes {
        format!("<p:notesMasterIdLst><p:notesMasterId r:id=\"rId{}\"/></p:notesMasterIdLst>", 3 + slides)
    } else {
        String::new()
    };
    format!(
        "{HEAD}<p:presentation {NAMES}><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>\
         {notes}<p:sldIdLst>{list}</p:sldIdLst><p:sldSz cx=\"{WIDTH}\" cy=\"{HEIGHT}\"/><p:notesSz cx=\"{HEIGHT}\" \
         cy=\"9144000\"/></p:presentation>"
    )
}

fn presentation_relations(slides: usize, has_notes: bool) -> String {
    let mut links = vec![
        ("slideMaster", "slideMasters/slideMaster1.xml".to_owned()),
        ("theme", "theme/theme1.xml".to_owned()),
    ];
    links.extend((1..=slides).map(|number| ("slide", format!("slides/slide{number}.xml"))));
    if has_notes {
        links.push(("notesMaster", "notesMasters/notesMaster1.xml".to_owned()));
    }
    relations(&links)
}

/// Which colour of the theme is which on slides.
fn color_map(dark: bool) -> String {
    let [ground, text] = if dark { ["dk1", "lt1"] } else { ["lt1", "dk1"] };
    format!(
        "<p:clrMap bg1=\"{ground}\" tx1=\"{text}\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
         accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>"
    )
}

/// What all slides have in common.
fn master(dark: bool) -> String {
    let color = "<a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>";
    let level = |size: u32, bold: u32| {
        format!(
            "<a:lvl1pPr marL=\"0\" indent=\"0\" algn=\"l\"><a:buNone/><a:defRPr sz=\"{size}\" b=\"{bold}\">{color}<a:latin \
             typeface=\"+mn-lt\"/></a:defRPr></a:lvl1pPr>"
        )
    };
    let after = format!(
        "{}<p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>{}\
         </p:titleStyle><p:bodyStyle>{}</p:bodyStyle><p:otherStyle>{}</p:otherStyle></p:txStyles>",
        color_map(dark),
        level(2800, 1),
        level(1800, 0),
        level(1800, 0)
    );
    tree("sldMaster", &places(), &after, Some("bg1"))
}

/// Where titles and texts stand on slides that say nothing else.
fn places() -> String {
    let width = WIDTH - 2 * MARGIN;
    let title = place(MARGIN, MARGIN / 2, width, TITLE_HEIGHT);
    let text = place(MARGIN, 5_300_000, width, 1_300_000);
    shape(2, "Title", "title", &title, "<a:p/>") + &shape(3, "Text", "body\" idx=\"1", &text, "<a:p/>")
}

fn layout() -> String {
    let layout = tree("sldLayout", &places(), "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>", None);
    layout.replacen("<p:cSld>", "<p:cSld name=\"Step\">", 1)
}

fn notes_master() -> String {
    let place = place(685_800, 4_400_550, 5_486_400, 3_600_450);
    tree("notesMaster", &shape(2, "Notes", "body\" idx=\"1", &place, "<a:p/>"), &color_map(false), None)
}

/// Colours and fonts.
fn theme() -> String {
    let colors = [
        ("dk1", "14171B"),
        ("lt1", "FAF9F6"),
        ("dk2", "3A3F46"),
        ("lt2", "F2F0EA"),
        ("accent1", "0072B2"),
        ("accent2", "D55E00"),
        ("accent3", "009E73"),
        ("accent4", "CC79A7"),
        ("accent5", "E69F00"),
        ("accent6", "56B4E9"),
        ("hlink", "0072B2"),
        ("folHlink", "6A6F76"),
    ];
    let colors: String = colors
        .iter()
        .map(|(name, color)| format!("<a:{name}><a:srgbClr val=\"{color}\"/></a:{name}>"))
        .collect();
    let font = "<a:latin typeface=\"Noto Sans\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line = "<a:ln w=\"6350\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "{HEAD}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Coeval\"><a:themeElements>\
         <a:clrScheme name=\"Coeval\">{colors}</a:clrScheme><a:fontScheme name=\"Coeval\"><a:majorFont>{font}</a:majorFont>\
         <a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name=\"Coeval\"><a:fillStyleLst>{fill}</a:fillStyleLst>\
         <a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}\
         </a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
}
