//! The story as pictures without a browser: a numbered PNG of each step, or a film in one file (APNG, GIF) in which the
//! view flies from step to step as in the window.

use std::io::Write as _;

use epaint::ColorImage;

use super::caption::Slide;
use super::selection::Selection;
use super::steps::days;
use super::ties::Ties;
use super::{Options, PublishError};
use crate::analysis::{Index, LanesBy};
use crate::export::{ExportError, png, rgba};
use crate::layout::Viewport;
use crate::layout::flight::Flight;
use crate::model::{Document, Progress, Step};
use crate::paint::HeadlessFonts;
use crate::scene::Theme;

/// A step stands still for at least so long, and for so much longer for each letter that is to be read, in seconds.
const LEAST_STILL: f64 = 2.5;
const PER_LETTER: f64 = 0.045;
const MOST_STILL: f64 = 15.0;
/// The most colours of a picture of a GIF, and how carefully they are chosen: 1 is best and slow, 30 is quick.
const GIF_SPEED: i32 = 20;

/// The kinds of film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmKind {
    /// A PNG that moves (<https://www.w3.org/TR/png-3/#apng-frame-based-animation>), in all colours.
    Apng,
    /// A GIF, in 256 colours for each picture.
    Gif,
}

/// What the pictures are made of.
pub(super) struct Story<'a> {
    selection: &'a Selection,
    index: Index,
    theme: Theme,
    options: &'a Options,
}

impl<'a> Story<'a> {
    pub fn new(selection: &'a Selection, options: &'a Options) -> Self {
        let theme = Theme::of(options.theme.unwrap_or_default());
        Self { selection, index: Index::build(&selection.document), theme, options }
    }

    pub fn document(&self) -> &Document {
        &self.selection.document
    }

    pub fn index(&self) -> &Index {
        &self.index
    }

    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    pub fn steps(&self) -> &[Step] {
        self.selection.document.story()
    }

    /// A step, where it says or on the way to there.
    pub fn picture(
        &self,
        at: usize,
        view: Option<Viewport>,
        ties: &Ties<'_>,
    ) -> Result<ColorImage, PublishError> {
        let document = &self.selection.document;
        let Some(step) = self.steps().get(at) else { return Err(PublishError::NoStory) };
        let slide = Slide {
            document,
            index: &self.index,
            list: &ties.found,
            step,
            number: at + 1,
            of: self.steps().len(),
            view,
        };
        let scene = slide.scene(&self.theme, self.options.size, &mut HeadlessFonts::new(1.0));
        Ok(rgba(&scene, self.theme.background, 1.0)?)
    }

    /// Where a step looks, where that can be flown to: on the calendar.
    fn view(&self, step: &Step) -> Option<Viewport> {
        let flies = step.align.is_empty() && step.lanes_by == LanesBy::Country;
        flies.then(|| days(&self.selection.document, &self.index, step))
    }
}

/// A numbered PNG of each step: the name of each file, and its bytes. Steps of the progress are steps.
pub(super) fn pictures(
    selection: &Selection,
    options: &Options,
    progress: &Progress,
) -> Result<Vec<(String, Vec<u8>)>, PublishError> {
    let story = Story::new(selection, options);
    let ties = Ties::new(&selection.document, &story.index);
    let count = story.steps().len();
    progress.expect(count as u64);
    let digits = count.to_string().len().max(2);
    let mut files = Vec::new();
    for (at, step) in story.steps().iter().enumerate() {
        if progress.is_cancelled() {
            return Err(PublishError::Cancelled);
        }
        let document = &selection.document;
        let slide = Slide {
            document,
            index: &story.index,
            list: &ties.found,
            step,
            number: at + 1,
            of: count,
            view: None,
        };
        let scene = slide.scene(&story.theme, options.size, &mut HeadlessFonts::new(1.0));
        files.push((format!("step-{:0digits$}.png", at + 1), png(&scene, story.theme.background, 1.0)?));
        progress.advance(1);
    }
    Ok(files)
}

/// The film. Steps of the progress are pictures.
pub(super) fn film(
    selection: &Selection,
    options: &Options,
    kind: FilmKind,
    progress: &Progress,
) -> Result<Vec<u8>, PublishError> {
    let story = Story::new(selection, options);
    let ties = Ties::new(&selection.document, &story.index);
    let shots = shots(&story, f64::from(options.fps));
    progress.expect(shots.len() as u64);
    let mut before: Option<ColorImage> = None;
    let mut frames: Vec<Shown> = Vec::new();
    for shot in &shots {
        if progress.is_cancelled() {
            return Err(PublishError::Cancelled);
        }
        let image = story.picture(shot.step, shot.view, &ties)?;
        match changed(before.as_ref(), &image) {
            Some(part) => frames.push(Shown { ms: shot.ms, part: Part::of(&image, part) }),
            // What looks the same stays longer.
            None => {
                if let Some(last) = frames.last_mut() {
                    last.ms += shot.ms;
                }
            }
        }
        before = Some(image);
        progress.advance(1);
    }
    let size = before.map_or([1, 1], |image| image.size);
    match kind {
        FilmKind::Apng => apng(size, &frames),
        FilmKind::Gif => gif(size, &frames),
    }
}

/// A picture of the film: of which step, looking where, for how long.
pub(super) struct Shot {
    pub step: usize,
    pub view: Option<Viewport>,
    pub ms: u32,
}

/// All pictures of the film: of each step the flight to it, and the step itself for as long as one reads.
pub(super) fn shots(story: &Story<'_>, fps: f64) -> Vec<Shot> {
    let mut shots = Vec::new();
    let mut last: Option<Viewport> = None;
    for (at, step) in story.steps().iter().enumerate() {
        let view = story.view(step);
        if let (Some(from), Some(to)) = (last, view) {
            let flight = Flight::new(from, to);
            let count = (flight.seconds() * fps).ceil().max(1.0);
            let ms = milliseconds(1.0 / fps);
            // The last picture of the flight is the step's own.
            let mut part = 1.0;
            while part < count {
                shots.push(Shot { step: at, view: Some(flight.at(part / count)), ms });
                part += 1.0;
            }
        }
        let letters = step.title.chars().count() + step.text.chars().count();
        let still = (LEAST_STILL + PER_LETTER * letters as f64).min(MOST_STILL);
        shots.push(Shot { step: at, view: None, ms: milliseconds(still) });
        last = view;
    }
    shots
}

fn milliseconds(seconds: f64) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
    let ms = (seconds * 1000.0).round() as u32;
    ms.max(1)
}

/// What is another than in the picture before: left, top, width, height; `None` where nothing is.
fn changed(before: Option<&ColorImage>, image: &ColorImage) -> Option<[usize; 4]> {
    let [width, height] = image.size;
    let Some(before) = before.filter(|before| before.size == image.size) else {
        return Some([0, 0, width, height]);
    };
    let (mut left, mut right, mut top, mut bottom) = (width, 0, height, 0);
    let rows = before.pixels.chunks_exact(width).zip(image.pixels.chunks_exact(width));
    for (y, (old, new)) in rows.enumerate().filter(|(_, (old, new))| old != new) {
        (top, bottom) = (top.min(y), y + 1);
        let differs = |x: &usize| old[*x] != new[*x];
        left = (0..width).find(differs).unwrap_or(width).min(left);
        right = (0..width).rev().find(differs).map_or(0, |x| x + 1).max(right);
    }
    (right > left).then(|| [left, top, right - left, bottom - top])
}

/// A part of the picture that takes the place of what was there, and how long it stays, in milliseconds.
struct Shown {
    ms: u32,
    part: Part,
}

/// A part of a picture, opaque.
struct Part {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

impl Part {
    fn of(image: &ColorImage, [left, top, width, height]: [usize; 4]) -> Self {
        let rows = image.pixels.chunks_exact(image.size[0]).skip(top).take(height);
        let pixels = rows.flat_map(|row| row[left..left + width].iter());
        let rgb = pixels.flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
        Self { left, top, width, height, rgb }
    }
}

fn apng([width, height]: [usize; 2], frames: &[Shown]) -> Result<Vec<u8>, PublishError> {
    let error = |error: ::png::EncodingError| PublishError::Picture(ExportError::Png(error));
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(::png::ColorType::Rgb);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_animated(frames.len() as u32, 0).map_err(error)?;
    let mut writer = encoder.write_header().map_err(error)?;
    for Shown { ms, part } in frames {
        let delay = (*ms).min(u32::from(u16::MAX)) as u16;
        writer.set_frame_delay(delay, 1000).map_err(error)?;
        // A part as large as the picture does not fit where the part before it was.
        writer.set_frame_position(0, 0).map_err(error)?;
        writer.set_frame_dimension(part.width as u32, part.height as u32).map_err(error)?;
        writer.set_frame_position(part.left as u32, part.top as u32).map_err(error)?;
        writer.write_image_data(&part.rgb).map_err(error)?;
    }
    writer.finish().map_err(error)?;
    Ok(bytes)
}

fn gif([width, height]: [usize; 2], frames: &[Shown]) -> Result<Vec<u8>, PublishError> {
    let side = |points: usize| u16::try_from(points).map_err(|_| PublishError::TooLargeForGif);
    let error = |error: ::gif::EncodingError| PublishError::Gif(error.to_string());
    let mut bytes = Vec::new();
    let mut encoder = ::gif::Encoder::new(&mut bytes, side(width)?, side(height)?, &[]).map_err(error)?;
    encoder.set_repeat(::gif::Repeat::Infinite).map_err(error)?;
    for Shown { ms, part } in frames {
        let (width, height) = (side(part.width)?, side(part.height)?);
        let mut frame = ::gif::Frame::from_rgb_speed(width, height, &part.rgb, GIF_SPEED);
        (frame.left, frame.top) = (side(part.left)?, side(part.top)?);
        // Hundredths of a second.
        frame.delay = (ms.div_ceil(10)).min(u32::from(u16::MAX)) as u16;
        frame.dispose = ::gif::DisposalMethod::Keep;
        encoder.write_frame(&frame).map_err(error)?;
    }
    drop(encoder);
    bytes.flush().map_err(|error| PublishError::Gif(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use epaint::Color32;

    use super::*;

    #[test]
    fn a_large_part_may_follow_a_small_one_anywhere() {
        let image = ColorImage::filled([8, 6], Color32::WHITE);
        let shown = |part| Shown { ms: 100, part: Part::of(&image, part) };
        let frames = [[0, 0, 8, 6], [5, 4, 3, 2], [0, 0, 8, 6], [7, 5, 1, 1], [1, 0, 7, 6]].map(shown);
        assert!(apng([8, 6], &frames).unwrap().starts_with(b"\x89PNG"));
    }

    #[test]
    fn only_what_changes_is_written() {
        let white = ColorImage::filled([8, 6], Color32::WHITE);
        let mut other = white.clone();
        assert_eq!(changed(None, &white), Some([0, 0, 8, 6]));
        assert_eq!(changed(Some(&white), &other), None);
        other[(2, 1)] = Color32::BLACK;
        other[(5, 4)] = Color32::RED;
        assert_eq!(changed(Some(&white), &other), Some([2, 1, 4, 4]));
        let part = Part::of(&other, [2, 1, 4, 4]);
        assert_eq!((part.rgb.len(), &part.rgb[..3]), (48, &[0, 0, 0][..]));
        assert_eq!(&part.rgb[45..], [255, 0, 0]);
    }
}
