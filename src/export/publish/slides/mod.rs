//! The story as slides (Office Open XML, ISO/IEC 29500): a step a slide, with its picture, what it shows in words, its title
//! and its text as text, and its note as the speaker's note where notes leave.

mod parts;

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::film::Story;
use super::proof::Read;
use super::selection::Selection;
use super::ties::Ties;
use super::{Options, PublishError};
use crate::export::png;
use crate::export::publish::steps::{StepLook, step_canvas_as};
use crate::model::{Progress, Step, visible};
use crate::scene::vec2;
use parts::{Slide, slide_text};

/// The picture of a slide, in points, and its pixels for each of them.
const PICTURE: (f32, f32) = (1200.0, 470.0);
const PIXELS_PER_POINT: f32 = 2.0;
/// How large letters in it are.
const TEXT_SCALE: f32 = 1.3;

/// The bytes of a file of slides. Steps of the progress are slides.
pub(super) fn slides(
    selection: &Selection,
    options: &Options,
    progress: &Progress,
) -> Result<Vec<u8>, PublishError> {
    let story = Story::new(selection, options);
    let ties = Ties::new(&selection.document, story.index());
    let steps = story.steps();
    progress.expect(steps.len() as u64);
    let dark = story.theme().background.r < 128;
    let title = slide_text(selection.document.title());
    let has_notes = steps.iter().any(|step| !step.note.is_empty());
    let mut package = Package::new();
    for (name, text) in parts::whole(&title, steps.len(), has_notes, dark, &options.lang) {
        package.add(&name, text.as_bytes())?;
    }
    for (at, step) in steps.iter().enumerate() {
        if progress.is_cancelled() {
            return Err(PublishError::Cancelled);
        }
        let (picture, height) = picture(&story, step, &ties)?;
        let slide = Slide {
            number: at + 1,
            title: &visible(&step.title),
            text: &step.text,
            note: &step.note,
            alt: &format!("Picture of the timeline: {}", visible(&step.title)),
            picture_height: height / PICTURE.0,
            lang: &options.lang,
            has_notes,
        };
        for (name, text) in slide.parts() {
            package.add(&name, text.as_bytes())?;
        }
        package.add(&format!("ppt/media/image{}.png", at + 1), &picture)?;
        progress.advance(1);
    }
    package.finish()
}

/// The picture of a step, and its height in points.
fn picture(story: &Story<'_>, step: &Step, ties: &Ties<'_>) -> Result<(Vec<u8>, f32), PublishError> {
    let look = StepLook {
        for_room: true,
        size: vec2(PICTURE.0, PICTURE.1),
        pixels_per_point: PIXELS_PER_POINT,
        text_scale: TEXT_SCALE,
        view: None,
    };
    let known = (story.index(), &ties.found);
    let mut canvas = step_canvas_as(story.document(), known, step, story.theme(), look);
    // Below the lanes there is nothing to see.
    canvas.scene.size.y = (canvas.body.top() + canvas.content_height + 1.0).min(PICTURE.1);
    let bytes = png(&canvas.scene, story.theme().background, PIXELS_PER_POINT)?;
    Ok((bytes, canvas.scene.size.y))
}

/// A zip file that has no times, so that equal parts give equal bytes.
struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Package {
    fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())) }
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let method =
            if name.ends_with(".png") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        self.zip.start_file(name, options).map_err(|error| wrong(&error))?;
        self.zip.write_all(bytes).map_err(|error| wrong(&error))
    }

    fn finish(self) -> Result<Vec<u8>, PublishError> {
        self.zip.finish().map(Cursor::into_inner).map_err(|error| wrong(&error))
    }
}

fn wrong(error: &dyn std::fmt::Display) -> PublishError {
    PublishError::Slides(error.to_string())
}

/// Every text of slides: what is read, what is in attributes, the names of their parts.
pub(super) fn read(bytes: &[u8]) -> Result<Read, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut texts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| error.to_string())?;
        let name = part.name().map_err(|error| error.to_string())?.into_owned();
        let is_picture = name.ends_with(".png");
        texts.push(name);
        if is_picture {
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).map_err(|error| error.to_string())?;
        let tree = roxmltree::Document::parse(&text).map_err(|error| error.to_string())?;
        let mut all = Vec::new();
        for node in tree.descendants() {
            texts.extend(node.attributes().map(|attribute| attribute.value().to_owned()));
            all.extend(node.text().filter(|_| node.is_text()).map(str::to_owned));
        }
        // A text may stand in several pieces.
        texts.push(all.join(" "));
        texts.extend(all);
    }
    Ok(Read { texts, links: Vec::new(), fonts: Vec::new() })
}
