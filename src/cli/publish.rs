//! `coeval publish`: a timeline with its story for people who do not have the program, and the proof of what leaves.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::output::{self, Output, plain};
use super::render::{Size, find_fonts};
use super::{Failure, Outcome, WrongCall, lanes_by, query};
use crate::analysis::{Grouping, LanesBy, Query};
use crate::cli::dates::date;
use crate::export::publish::{
    self, Leaves, Options, Origin, Poster, PublishError, Published, Target, Tiles, USUAL_FPS,
};
use crate::io;
use crate::io::export::Place;
use crate::model::{Day, Document, EventDate, LaneId, Progress, counted};
use crate::scene::theme::ThemeKind;
use crate::scene::{Vec2, vec2};

const EXAMPLE: &str = "\
Examples:
  coeval publish talks.ron -o talks.html
  coeval publish talks.ron -o talks.html --check      only tell what would leave
  coeval publish talks.ron -o talks.html --steps 2-5 --theme dark
  coeval publish talks.ron -o october.html --from 2024-10 --to 2024-10 --lanes IR,AZ,IL
  coeval publish talks.ron -o diplomacy.html --where tag:diplomacy --title \"Two capitals\"
  coeval publish talks.ron -o talks.pdf --handout     a step a page, then accounts and sources
  coeval publish talks.ron -o poster.pdf --poster A1 --tiles A4
  coeval publish talks.ron -o talks.pptx              slides, to be presented and changed
  coeval publish talks.ron -o slides/                 a picture of each step
  coeval publish talks.ron -o story.png --size 1920x1080

A page (.html) needs nothing else: no server, no network. It tells the story, shows a timeline that can be moved, and lists all
events by day. A PDF has a page for each step, or is a poster, in one piece or on sheets to be glued together. Slides (.pptx) have a picture and a text for each step. A film (.png that moves, .gif, and
through ffmpeg .mp4 and .webm) flies from step to step; a folder has a numbered PNG of each. Private notes stay behind, unless --notes is given; before anything is written it is read back, to prove
that no text of a note stands in it.

A file that exists is overwritten with --force alone, and its former content kept as OUT.bak. The same file, options and
version give the same bytes; SOURCE_DATE_EPOCH takes the place of the time at which FILE was changed.

Exit status: 0, published, or nothing private would leave; 1, FILE has errors, or a private note would leave; 2, the command
is wrong.";

/// Publish the story and the timeline: a page, paper, slides, a film, pictures
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Publish {
    /// A timeline file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What to write: a page (.html), paper (.pdf), slides (.pptx), a film (.png, .gif, .mp4, .webm), or a
    /// folder of pictures (its name ends in /)
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Write nothing: list what would leave, and prove that no private note does
    #[arg(long)]
    check: bool,
    /// Overwrite OUT if it exists
    #[arg(long)]
    force: bool,
    /// Steps of the story to publish: 3, 2-5, 4- or -3 (default: all)
    #[arg(long, value_name = "STEPS", allow_hyphen_values = true, value_parser = steps)]
    steps: Option<(usize, usize)>,
    /// Only events from this day on, as in files, and no story unless --steps is given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    from: Option<String>,
    /// Only events up to this day, and no story unless --steps is given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    to: Option<String>,
    /// Only events that a query finds, as in tag:diplomacy
    #[arg(long = "where", value_name = "QUERY")]
    wanted: Option<String>,
    /// Only events of these lanes, top to bottom, as files name them
    #[arg(long, value_name = "LANES", value_delimiter = ',')]
    lanes: Vec<String>,
    /// Colour theme (default: as the reader's system has it)
    #[arg(long, value_enum)]
    theme: Option<Colors>,
    /// Width and height of the pictures of the steps, in points, or of the pages of a PDF
    /// (default: 1280x620 in a page, A4 in a PDF, else 1280x720)
    #[arg(long, value_name = "WxH")]
    size: Option<Size>,
    /// Pictures a second of a film while it moves, 1 to 60
    #[arg(long, value_name = "N", default_value_t = USUAL_FPS, value_parser = clap::value_parser!(u8).range(1..=60))]
    fps: u8,
    /// Title of the page (default: that of the timeline)
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Language of the page, as in fa; with any but English, titles in their own script come first
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    lang: String,
    /// Publish private notes too
    #[arg(long)]
    notes: bool,
    /// End a PDF with the accounts and sources of all events
    #[arg(long, conflicts_with = "poster")]
    handout: bool,
    /// Make a PDF of the whole timeline as a poster: A0 to A4, or 2000x900 in millimetres
    #[arg(long, value_name = "SIZE", value_parser = Poster::size_of)]
    poster: Option<Vec2>,
    /// Cut the poster into sheets that overlap by 10 mm
    #[arg(long, value_enum, value_name = "SHEETS", requires = "poster")]
    tiles: Option<Sheets>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Sheets {
    /// 210 × 297 mm
    #[value(name = "A4", alias = "a4")]
    A4,
    /// 297 × 420 mm
    #[value(name = "A3", alias = "a3")]
    A3,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Colors {
    /// Dark on warm white
    Light,
    /// Light on blue-black
    Dark,
}

/// Reads `--steps`.
fn steps(text: &str) -> Result<(usize, usize), String> {
    let number = |text: &str, empty: usize| match text.trim() {
        "" => Some(empty),
        text => text.parse().ok().filter(|number| *number > 0),
    };
    let pair = match text.split_once(['-', '–']) {
        Some((first, last)) if first.trim() != last.trim() || !first.trim().is_empty() => {
            number(first, 1).zip(number(last, usize::MAX))
        }
        Some(_) => None,
        None => number(text, 0).filter(|step| *step > 0).map(|step| (step, step)),
    };
    pair.filter(|(first, last)| first <= last).ok_or_else(|| "write steps as 3, 2-5, 4- or -3".to_owned())
}

/// Reads `--lang`: a tag as in BCP 47, letters and digits in parts.
fn language(text: &str) -> Result<String, String> {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let is_tag = text.split('-').all(is_part) && text.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_tag { Ok(text.to_owned()) } else { Err("write a language as fa, az or zh-Hant".to_owned()) }
}

impl Publish {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let target = Target::of(&self.output, self.is_folder()).map_err(|no| {
            WrongCall::new(format!("{}: {}", self.output.display(), no.message)).hint(no.hint)
        })?;
        if target != Target::Paper && (self.handout || self.poster.is_some()) {
            let option = if self.handout { "--handout" } else { "--poster" };
            return Err(WrongCall::new(format!("{option} needs paper")).hint("end the name in .pdf").into());
        }
        if !self.check {
            self.may_write()?;
        }
        let Some(wanted) = self.wanted()? else { return Ok(Outcome::CallIsWrong) };
        let day = |option: &str, text: &Option<String>, day: fn(&EventDate) -> Day| {
            text.as_deref().map(|text| date(option, text)).transpose().map(|date| date.map(|date| day(&date)))
        };
        let from = day("--from", &self.from, EventDate::first_day)?;
        let to = day("--to", &self.to, EventDate::last_day)?;
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return Err(WrongCall::new(format!("there are no days from {from} to {to}")).into());
        }
        let (loaded, outcome) = super::open(&self.file)?;
        let document = &loaded.document;
        self.may_choose_steps(document)?;
        if let (Some(query), Some(text)) = (&wanted, &self.wanted) {
            query::doubt("--where", &crate::analysis::Matcher::new(document), query, text);
        }
        let options = Options {
            steps: self.steps,
            from,
            to,
            wanted,
            lanes: self.lanes(document)?,
            theme: self.theme.map(|theme| match theme {
                Colors::Light => ThemeKind::Light,
                Colors::Dark => ThemeKind::Dark,
            }),
            size: self.size(target),
            fps: self.fps,
            title: self.title.clone(),
            lang: self.lang.clone(),
            without_story: false,
            notes: self.notes,
            handout: self.handout,
            poster: self.poster()?,
        };
        let origin = Origin::new(&self.file, loaded.source.full().as_bytes(), io::last_changed(&self.file));
        let published = make(target, document, &options, &origin)?;
        if self.check {
            self.list(&published, output)?;
            return Ok(outcome);
        }
        self.write(&published)?;
        Ok(outcome)
    }

    fn poster(&self) -> Result<Option<Poster>, WrongCall> {
        let tiles = self.tiles.map(|sheets| match sheets {
            Sheets::A4 => Tiles::A4,
            Sheets::A3 => Tiles::A3,
        });
        let poster = self.poster.map(|size_mm| Poster { size_mm, tiles }.checked()).transpose();
        poster.map_err(|message| WrongCall::new(format!("--tiles: {message}")))
    }

    /// Whether a folder is asked for: the name ends in a slash, or is that of one.
    fn is_folder(&self) -> bool {
        self.output.is_dir() || self.output.to_string_lossy().ends_with(std::path::is_separator)
    }

    fn size(&self, target: Target) -> Vec2 {
        let usual = target.size();
        let size = self.size.unwrap_or(Size { width: usual.0, height: usual.1 });
        vec2(f32::from(size.width), f32::from(size.height))
    }

    /// Refuses to write over a file that nobody said may be written over. Of a folder that is known when it is known what
    /// is written into it.
    fn may_write(&self) -> Result<(), WrongCall> {
        if self.output.exists() && !self.force && !self.is_folder() {
            let message = format!("{} already exists", self.output.display());
            return Err(WrongCall::new(message).hint("use --force to overwrite it"));
        }
        Ok(())
    }

    /// The query of `--where`; `None` where it is wrong, which has been told.
    #[allow(clippy::option_option, reason = "whether it is right, and whether there is one")]
    fn wanted(&self) -> anyhow::Result<Option<Option<Query>>> {
        Ok(match &self.wanted {
            Some(text) => query::read("--where", text).map(Some),
            None => Some(None),
        })
    }

    fn may_choose_steps(&self, document: &Document) -> Result<(), WrongCall> {
        let has = document.story().len();
        match self.steps {
            Some(_) if has == 0 => Err(WrongCall::new("--steps: the file tells no story")),
            Some((first, _)) if first > has => {
                Err(WrongCall::new(format!("--steps {first}: the story has {}", counted(has, "step"))))
            }
            Some((first, last)) if last != usize::MAX && last > has => {
                Err(WrongCall::new(format!("--steps {first}-{last}: the story has {}", counted(has, "step"))))
            }
            _ => Ok(()),
        }
    }

    fn lanes(&self, document: &Document) -> Result<Vec<LaneId>, WrongCall> {
        if self.lanes.is_empty() {
            return Ok(Vec::new());
        }
        let grouping = Grouping::new(document, LanesBy::Country);
        let places = lanes_by::named(document, &grouping, &self.lanes)?;
        Ok(places
            .into_iter()
            .filter_map(|at| grouping.lanes().get(at as usize))
            .map(|lane| lane.id.clone())
            .collect())
    }

    /// Lists what would leave.
    fn list(&self, published: &Published, output: &mut Output) -> anyhow::Result<()> {
        let Leaves { people, sources, links, fonts, .. } = &published.leaves;
        let name = plain(&self.output.display().to_string());
        writeln!(
            output,
            "{name}: {} would leave, in {}",
            published.leaves.in_short(),
            kilobytes(published.weight())
        )?;
        for (what, list) in [("people", people), ("sources", sources), ("links", links), ("fonts", fonts)] {
            if list.is_empty() {
                writeln!(output, "{what}: none")?;
            } else {
                writeln!(output, "{what}:")?;
            }
            for item in list {
                writeln!(output, "  {}", plain(item))?;
            }
        }
        if published.leaves.cut > 0 {
            writeln!(output, "{}", published.leaves.cut())?;
        }
        writeln!(output, "{}", self.proved(&published.leaves))?;
        Ok(())
    }

    /// What was proved of private notes, and what else stays.
    fn proved(&self, leaves: &Leaves) -> String {
        let stays = leaves.stays();
        let stays = if stays.is_empty() { String::new() } else { format!("; {stays} stay behind") };
        match (leaves.notes, leaves.notes_left_out) {
            (0, 0) => format!("read back: there are no private notes{stays}"),
            (0, _) => format!("read back: no text of a private note is in it{stays}"),
            (notes, _) => format!("{} would leave, as --notes says{stays}", counted(notes, "private note")),
        }
    }

    fn write(&self, published: &Published) -> anyhow::Result<()> {
        let inputs = [self.file.as_path()];
        let like: &[&Path] = if published.leaves.notes > 0 { &inputs } else { &[] };
        let target = |name: &str| if name.is_empty() { self.output.clone() } else { self.output.join(name) };
        if let Some((name, _)) =
            published.files.iter().find(|(name, _)| !name.is_empty() && !self.force && target(name).exists())
        {
            let message = format!("{} already exists", target(name).display());
            return Err(WrongCall::new(message)
                .hint("use --force to overwrite it, or another folder")
                .into());
        }
        if self.is_folder() {
            std::fs::create_dir_all(&self.output).map_err(|error| Failure {
                message: format!("{}: the folder could not be made: {error}", self.output.display()),
                hint: None,
            })?;
        }
        for (name, bytes) in &published.files {
            let path = target(name);
            let place = Place { path: &path, inputs: &inputs, like };
            io::export::save(place, bytes, &Progress::default())
                .map_err(|error| Failure { message: error.message, hint: error.hint })?;
        }
        let name = plain(&self.output.display().to_string());
        let mut text =
            format!("{name}: {}, {}\n", published.leaves.in_short(), kilobytes(published.weight()));
        let leaves = &published.leaves;
        if leaves.cut > 0 {
            text += &format!("{name}: {}\n", leaves.cut());
        }
        if leaves.notes > 0 {
            text += &format!("{name}: {} went out with it\n", counted(leaves.notes, "private note"));
        } else if leaves.notes_left_out > 0 {
            text += &format!("{name}: {} stayed behind\n", counted(leaves.notes_left_out, "private note"));
        }
        output::message(&text);
        Ok(())
    }
}

/// Makes it; where letters were drawn that the bundled fonts lack, once more with fonts of the system.
fn make(
    target: Target,
    document: &Document,
    options: &Options,
    origin: &Origin,
) -> anyhow::Result<Published> {
    let once = || {
        publish::publish(target, document, options, origin, &Progress::default())
            .map_err(|error| Failure { hint: Some(hint(&error).to_owned()), message: error.to_string() })
    };
    let published = once()?;
    Ok(if find_fonts() { once()? } else { published })
}

/// What to do where nothing could be published.
fn hint(error: &PublishError) -> &'static str {
    match error {
        PublishError::NoStory => {
            "write one in the window: View › Story; or publish a page: end the name in .html"
        }
        PublishError::Leak(_) | PublishError::Unreadable(_) => "nothing was written; please report this",
        PublishError::Picture(_) | PublishError::TooLargeForGif => {
            "nothing was written; choose another --size"
        }
        PublishError::NoFfmpeg => "install ffmpeg, or end the name in .png or .gif, which need nothing else",
        PublishError::Video(_) => "nothing was written; end the name in .png or .gif, which need no ffmpeg",
        PublishError::Paper(_) | PublishError::Slides(_) => "nothing was written; please report this",
        PublishError::Gif(_) | PublishError::Cancelled => "nothing was written",
    }
}

/// "214 kB".
fn kilobytes(bytes: usize) -> String {
    format!("{} kB", crate::model::grouped(bytes.div_ceil(1000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_numbers_and_ranges() {
        for (text, pair) in
            [("3", (3, 3)), ("2-5", (2, 5)), ("4-", (4, usize::MAX)), ("-3", (1, 3)), ("2–4", (2, 4))]
        {
            assert_eq!(steps(text), Ok(pair), "{text}");
        }
        for wrong in ["", "-", "0", "5-2", "a", "1-b", "0-2", "1,2"] {
            assert!(steps(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn languages_are_tags() {
        assert!(["fa", "az", "zh-Hant", "en-GB"].iter().all(|text| language(text).is_ok()));
        assert!(["", "fa\"", "-", "farsi language", "1a"].iter().all(|text| language(text).is_err()));
    }
}
