//! The story as a video, through ffmpeg where that is installed: the pictures of the film one after another, as many a second
//! as are wanted, handed over as they are made.

use std::io::{ErrorKind, Read as _, Seek as _, Write as _};
use std::process::{Child, Command, Stdio};

use super::film::{Story, shots};
use super::selection::Selection;
use super::ties::Ties;
use super::{Options, PublishError};
use crate::model::Progress;

/// The kinds of video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoKind {
    /// H.264, which everything plays.
    Mp4,
    /// VP9, which is free of patents.
    WebM,
}

impl VideoKind {
    /// How it is encoded, in the words of ffmpeg. Nothing in it tells when or by what.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Mp4 => {
                &["-c:v", "libx264", "-crf", "20", "-preset", "fast", "-movflags", "+faststart", "-f", "mp4"]
            }
            Self::WebM => &["-c:v", "libvpx-vp9", "-crf", "32", "-b:v", "0", "-row-mt", "1", "-f", "webm"],
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Mp4 => ".mp4",
            Self::WebM => ".webm",
        }
    }
}

/// The bytes of the video. Steps of the progress are pictures of the film.
pub(super) fn video(
    selection: &Selection,
    options: &Options,
    kind: VideoKind,
    progress: &Progress,
) -> Result<Vec<u8>, PublishError> {
    let story = Story::new(selection, options);
    let ties = Ties::new(&selection.document, story.index());
    let fps = options.fps.max(1);
    let shots = shots(&story, f64::from(fps));
    progress.expect(shots.len() as u64);
    let mut encoder: Option<Encoder> = None;
    for shot in &shots {
        if progress.is_cancelled() {
            return Err(PublishError::Cancelled);
        }
        let image = story.picture(shot.step, shot.view, &ties)?;
        let pixels: Vec<u8> =
            image.pixels.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
        let mut started = match encoder.take() {
            Some(started) => started,
            None => Encoder::start(kind, image.size, fps)?,
        };
        // As many pictures as it stays, at least one.
        for _ in 0..(shot.ms * u32::from(fps)).div_ceil(1000).max(1) {
            if started.write(&pixels).is_err() {
                // It has ended, and says why.
                return Err(started.finish().err().unwrap_or(PublishError::Video(String::new())));
            }
        }
        encoder = Some(started);
        progress.advance(1);
    }
    encoder.ok_or(PublishError::NoStory)?.finish()
}

/// A running ffmpeg. It is ended with what holds it.
struct Encoder {
    child: Child,
    /// What it writes to: the form of the file needs one in which it can go back.
    video: tempfile::NamedTempFile,
    told: std::fs::File,
}

impl Encoder {
    fn start(kind: VideoKind, [width, height]: [usize; 2], fps: u8) -> Result<Self, PublishError> {
        let wrong = |error: std::io::Error| PublishError::Video(error.to_string());
        let video = tempfile::Builder::new().suffix(kind.ending()).tempfile().map_err(wrong)?;
        let told = tempfile::tempfile().map_err(wrong)?;
        let child = Command::new("ffmpeg")
            .args(["-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"])
            .args(["-s", &format!("{width}x{height}"), "-r", &fps.to_string(), "-i", "-", "-an"])
            // Both want an even number of rows and columns.
            .args(["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p", "-map_metadata", "-1"])
            .args(["-fflags", "+bitexact", "-flags:v", "+bitexact"])
            .args(kind.arguments())
            .arg(video.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::from(told.try_clone().map_err(wrong)?))
            .spawn()
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound => PublishError::NoFfmpeg,
                _ => wrong(error),
            })?;
        Ok(Self { child, video, told })
    }

    fn write(&mut self, pixels: &[u8]) -> std::io::Result<()> {
        match &mut self.child.stdin {
            Some(to) => to.write_all(pixels),
            None => Err(ErrorKind::BrokenPipe.into()),
        }
    }

    /// Waits for the end, and reads the video.
    fn finish(mut self) -> Result<Vec<u8>, PublishError> {
        let wrong = |error: std::io::Error| PublishError::Video(error.to_string());
        drop(self.child.stdin.take());
        let status = self.child.wait().map_err(wrong)?;
        if !status.success() {
            let mut told = String::new();
            self.told.rewind().map_err(wrong)?;
            self.told.read_to_string(&mut told).map_err(wrong)?;
            let last = told.lines().map(str::trim).rfind(|line| !line.is_empty());
            return Err(PublishError::Video(last.map_or_else(|| status.to_string(), str::to_owned)));
        }
        let bytes = std::fs::read(self.video.path()).map_err(wrong)?;
        if bytes.is_empty() { Err(PublishError::Video("it wrote nothing".to_owned())) } else { Ok(bytes) }
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // One that has ended cannot be ended, which is as well; one that was, is waited for, so that nothing is left of it.
        if self.child.kill().is_ok() {
            let _ = self.child.wait();
        }
    }
}
