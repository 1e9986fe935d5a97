//! `coeval render`: the window's canvas as a picture, without window, display or GPU.

mod thumbnail;

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::lanes_by::{self, LanesByOption};
use super::{Failure, Outcome, WrongCall, align, output};
use crate::analysis::{
    Aligned, Coincidences, DayZone, EmptyTime, Index, Listing, Rates, Rule, Scope, Surprises, Threshold,
    most_important,
};
use crate::cli::dates::{date, days_in_view};
use crate::export::{self, ExportError};
use crate::io::export::{PictureKind, Place};
use crate::io::{self, system_fonts};
use crate::layout::{Canvas, Folds, Frame, FrameSurprise, Viewport};
use crate::model::calendar::{Calendar, Calendars, Script};
use crate::model::{Document, Progress};
use crate::paint::fallback;
use crate::scene::theme::ThemeKind;
use crate::scene::{Theme, Vec2, vec2};

const EXAMPLE: &str = "\
Examples:
  coeval render talks.ron -o talks.png
  coeval render talks.ron -o october.svg --from 2024-10 --to 2024-10
  coeval render talks.ron -o slide.png --scale 2 --theme dark --lanes IR,IL
  coeval render talks.ron -o week.png --from 2024-W42-1 --to 2024-W42-7 --calendars persian,hebrew
  coeval render talks.ron -o day.png --from 2024-10-14 --to 2024-10-14 --zone utc
  coeval render talks.ron -o small.png --thumbnail 256
  coeval render talks.ron -o around.png --align tag:diplomacy --from -30 --to 90

A picture that is there already is replaced and kept as OUT.bak.

The same file always gives the same picture: today is not marked. Private notes are never drawn.";

/// Draw the timeline to a PNG or an SVG file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Render {
    /// A timeline file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Picture to write; its name must end in .png or .svg
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// First day in view, as in files: 2024-10-14, 2024-10 or 2024 (default: that of the first event)
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    from: Option<String>,
    /// Last day in view (default: that of the last event)
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    to: Option<String>,
    /// Width and height in points
    #[arg(long, value_name = "WxH", default_value = "1600x900")]
    size: Size,
    /// Pixels per point, 0.1 to 10
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = scale)]
    scale: f32,
    /// Draw a small PNG of at most so many pixels each way, in little time; for file managers
    #[arg(long, value_name = "PIXELS", conflicts_with_all = ["size", "scale"], value_parser = clap::value_parser!(u16).range(16..=1024))]
    thumbnail: Option<u16>,
    /// Colour theme
    #[arg(long, value_enum, default_value_t = Colors::Light)]
    theme: Colors,
    /// Other calendars to show below the ruler
    #[arg(long, value_enum, value_name = "CALENDARS", value_delimiter = ',')]
    calendars: Vec<Row>,
    /// Write their month names in Persian, Hebrew and Arabic script
    #[arg(long)]
    own_script: bool,
    /// Shade the weekends of each lane's country
    #[arg(long)]
    weekends: bool,
    /// Lanes to show, top to bottom, as files name them (default: all)
    #[arg(long, value_name = "LANES", value_delimiter = ',')]
    lanes: Vec<String>,
    #[command(flatten)]
    lanes_by: LanesByOption,
    /// Show lanes without anything in view in full, not as a thin line
    #[arg(long)]
    empty_lanes: bool,
    /// Fold long stretches without events, and tell on the ruler how long each is
    #[arg(long)]
    fold_empty_time: bool,
    /// Where columns tell how many events there are: give each lane a scale of its own
    #[arg(long)]
    own_scale: bool,
    /// Mark only coincidences of which chance would give fewer than this many days (default: 0.5 if there is a
    /// coincidence on more than a third of all days, else all are marked)
    #[arg(long, value_name = "DAYS", value_parser = super::dates::expected)]
    expected_below: Option<f64>,
    /// Draw a legend below the lanes: what the colours, marks and bands in this picture mean
    #[arg(long)]
    legend: bool,
    /// Whose clocks the hours are drawn by, and so which day an event with an hour is on: local for those that each date
    /// is written by, utc, or a zone such as Asia/Tehran
    #[arg(long, value_name = "ZONE", default_value = "local")]
    zone: String,
    /// Another zone, whose hours stand in a second row below the ruler; needs --zone
    #[arg(long, value_name = "ZONE")]
    second_zone: Option<String>,
    /// Count days from an event, or overlay all events with a tag; --from and --to can then be days before and
    /// after, as in --from -30 --to 90
    #[arg(long, value_name = "ID|tag:NAME")]
    align: Option<String>,
}

/// The themes by name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Colors {
    /// Dark on warm white
    Light,
    /// Light on blue-black
    Dark,
    /// Black on white, with the strongest lines
    HighContrast,
    /// White on black, with the strongest lines
    HighContrastDark,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Row {
    /// Solar Hijri
    Persian,
    /// Months from Tishrei
    Hebrew,
    /// Umm al-Qura
    Islamic,
    /// As before 1582
    Julian,
    /// ISO 8601
    Weeks,
}

impl Row {
    fn calendar(self) -> Calendar {
        match self {
            Self::Persian => Calendar::Persian,
            Self::Hebrew => Calendar::Hebrew,
            Self::Islamic => Calendar::Islamic,
            Self::Julian => Calendar::Julian,
            Self::Weeks => Calendar::Weeks,
        }
    }
}

impl Colors {
    pub(super) fn theme(self) -> Theme {
        Theme::of(match self {
            Self::Light => ThemeKind::Light,
            Self::Dark => ThemeKind::Dark,
            Self::HighContrast => ThemeKind::HighContrastLight,
            Self::HighContrastDark => ThemeKind::HighContrastDark,
        })
    }
}

/// A size in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub(super) width: u16,
    pub(super) height: u16,
}

impl Size {
    /// Less has no room for lane heads and ruler.
    const LEAST: Self = Self { width: 320, height: 120 };
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (width, height) = text
            .split_once(['x', 'X', '×'])
            .and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)))
            .ok_or("write width and height as 1600x900")?;
        let least = Self::LEAST;
        if width < least.width || height < least.height {
            return Err(format!("the minimum is {}x{}", least.width, least.height));
        }
        Ok(Self { width, height })
    }
}

/// Reads `--scale`.
fn scale(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(scale) if (0.1..=10.0).contains(&scale) => Ok(scale),
        _ => Err("give a number from 0.1 to 10".to_owned()),
    }
}

/// The kind of picture that a name asks for.
pub(super) fn kind(path: &Path) -> Result<PictureKind, WrongCall> {
    PictureKind::of(path).ok_or_else(|| {
        WrongCall::new(format!("{}: unknown kind of picture", path.display()))
            .hint("end the name in .png or .svg")
    })
}

/// What is in view, and what days are counted from.
#[derive(Clone, Copy)]
struct View<'a> {
    viewport: Viewport,
    folds: &'a Folds,
    aligned: Option<&'a Aligned>,
    second: Option<&'a DayZone>,
}

impl Render {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        if let Some(pixels) = self.thumbnail {
            return thumbnail::write(&self.file, &self.output, pixels, &self.theme.theme());
        }
        let kind = kind(&self.output)?;
        let second = self.second_zone.as_deref().map(super::coincidences::zone).transpose()?;
        let zone = super::coincidences::zone(&self.zone)?;
        if second.is_some() && zone == DayZone::AsWritten {
            return Err(WrongCall::new("hours drawn as they are written have no second clock")
                .hint("add --zone utc, or another zone")
                .into());
        }
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        let unaligned = |option: &str, text: Option<&str>| {
            text.filter(|_| self.align.is_none()).map(|text| date(option, text)).transpose()
        };
        let (first, last) = (unaligned("--from", from)?, unaligned("--to", to)?);
        let (loaded, outcome) = super::open(&self.file)?;
        let document = &loaded.document;
        let (first, last) = days_in_view(document, first.as_ref(), last.as_ref())?;
        let index = Index::build_in(document, self.lanes_by.get(), &zone);
        let aligned = self.align.as_deref().map(|text| align::find(document, &index, text)).transpose()?;
        let viewport = match &aligned {
            Some(aligned) => align::viewport(aligned, from, to, (first, last))?,
            None => Viewport::fit(first, last),
        };
        let lanes = lanes_by::named(document, index.grouping(), &self.lanes)?;
        let drawn_index =
            aligned.as_ref().and_then(Aligned::overlay).map_or(&index, |overlay| overlay.index());
        let folds = match self.fold_empty_time {
            true => Folds::new(Arc::new(EmptyTime::of(drawn_index, &lanes))),
            false => Folds::default(),
        };
        let viewport = folds.showing(viewport);
        let view = View { viewport, folds: &folds, aligned: aligned.as_ref(), second: second.as_ref() };

        let theme = self.theme.theme();
        let draw = || self.draw(document, &index, view, &lanes, (&theme, kind));
        let mut drawn = draw();
        if find_fonts() {
            drawn = draw();
        }
        let (canvas, picture) = drawn?;
        self.tell_what_does_not_fit(&canvas);
        let inputs = [self.file.as_path()];
        let place = Place { inputs: &inputs, ..Place::new(&self.output) };
        io::export::save(place, &picture, &Progress::default())
            .map_err(|error| Failure { message: error.message, hint: error.hint })?;
        Ok(outcome)
    }

    fn draw(
        &self,
        document: &Document,
        index: &Index,
        View { viewport, folds, aligned, second }: View<'_>,
        lanes: &[u32],
        (theme, kind): (&Theme, PictureKind),
    ) -> Result<(Canvas, Vec<u8>), ExportError> {
        let zone = index.zone().clone();
        let rule = Rule { possible: true, lanes_by: index.grouping().by(), zone, ..Rule::default() };
        let found = Coincidences::new(document, &rule);
        // As in the window, which opens on the coincidence that matters most.
        let current = most_important(document, &found, rule.lanes_by, |at| {
            let c = &found.briefs()[at];
            let in_view =
                f64::from(c.day.number()) < folds.to(&viewport) && f64::from(c.end.number()) >= viewport.from;
            in_view && found.lanes(at).iter().filter(|lane| lanes.contains(lane)).count() >= 2
        });
        let rates = Rates::new(document, &Listing { rule, ..Listing::default() }, &Scope::default());
        let surprises = Surprises::new(&found, &rates);
        let below = self.expected_below.map_or(Threshold::Auto, Threshold::Below).below(surprises.auto);
        let mut frame = Frame::plain(document, index, &found, viewport, self.size(), theme, lanes);
        frame.surprise = FrameSurprise { log10: &surprises.log10, below: below.map(f64::log10) };
        frame.lanes.fold_empty = !self.empty_lanes;
        frame.lanes.scale_of_its_own = self.own_scale;
        frame.legend = self.legend;
        frame.resolution.pixels_per_point = self.scale;
        frame.emphasis.current = current;
        frame.axis.calendars = self.calendars();
        frame.axis.second = second;
        frame.axis.folds = Some(folds);
        let frame = aligned.map_or(frame, |aligned| frame.aligned(aligned));
        export::picture(&frame, kind, &self.title(document))
    }

    fn calendars(&self) -> Calendars {
        let rows: Vec<Calendar> = self.calendars.iter().map(|row| row.calendar()).collect();
        let script = if self.own_script { Script::Own } else { Script::English };
        Calendars::of(&rows).styled(script, self.weekends)
    }

    fn size(&self) -> Vec2 {
        vec2(f32::from(self.size.width), f32::from(self.size.height))
    }

    /// Lanes below the edge are not in the picture, which must not go unsaid.
    fn tell_what_does_not_fit(&self, canvas: &Canvas) {
        let missing = export::missing_height(canvas);
        if missing > 0.0 {
            let (width, height) = (self.size.width, f32::from(self.size.height) + missing);
            let height = height.ceil();
            output::message(&format!("not all lanes fit; --size {width}x{height} shows them\n"));
        }
    }

    /// The document's title, else the file's name.
    fn title(&self, document: &Document) -> String {
        match document.title() {
            "" => self.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
            title => title.to_owned(),
        }
    }
}

/// Looks for fonts of the system where letters were laid out that the bundled ones lack; returns whether there are more now.
pub(super) fn find_fonts() -> bool {
    let wanted = fallback::take_wanted();
    if wanted.is_empty() {
        return false;
    }
    let search = system_fonts::find(&wanted);
    if let Some(message) = search.message() {
        output::message(&format!("{message}\n"));
    }
    let found = !search.fonts.is_empty();
    fallback::add(search.fonts.into_iter().map(system_font).collect());
    found
}

/// What `io` has read as what `paint` draws with.
fn system_font(font: system_fonts::Found) -> fallback::SystemFont {
    fallback::SystemFont { family: font.family, data: font.data, index: font.index }
}
