//! The library's face: what `coeval` reads, finds and draws, for other programs. Everything else is public for the program's
//! own sake and may change with any version.

use std::path::Path;
use std::sync::Arc;

use crate::analysis::event_days;
use crate::analysis::pairs::{self, Options};
use crate::analysis::{
    Coincidence, Coincidences, Index, Matcher, Pairs, PairsError, Query, QueryError, Rule,
};
use crate::export::{self, ExportError};
use crate::io::export::PictureKind;
use crate::io::{self, Diagnostic, Loaded, OpenError};
use crate::layout::{Frame, Viewport};
use crate::model::{Day, Document, Event, EventIx};
use crate::scene::theme::ThemeKind;
use crate::scene::{Theme, vec2};

/// A timeline that was read.
///
/// ```
/// use coeval::{Picture, Rule, Timeline};
///
/// let timeline = Timeline::open("sample_data/azerbaijani_rope.ron")?;
/// for event in timeline.events().iter().take(3) {
///     println!("{}  {}  {}", event.date.text(), event.country, event.title);
/// }
/// let same_day = timeline.coincidences(&Rule::default());
/// let svg = timeline.render(&Picture::default())?;
/// assert!(!same_day.is_empty() && svg.starts_with(b"<svg"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Timeline {
    loaded: Loaded,
}

impl Timeline {
    /// Reads a file. What is wrong with parts of it is told by [`Timeline::problems`], and the rest is there.
    ///
    /// ```
    /// let error = coeval::Timeline::open("none.ron").unwrap_err();
    /// assert!(error.to_string().contains("none.ron"));
    /// ```
    ///
    /// # Errors
    /// Where the file cannot be read, or nothing in it is a timeline.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        Ok(Self { loaded: io::open(path.as_ref())? })
    }

    /// Reads a text, as a file has it.
    ///
    /// ```
    /// let text = r#"[(date: "2024-10-14", title: "Talks", country: "Iran"), (date: "soon", title: "?", country: "IL")]"#;
    /// let timeline = coeval::Timeline::read(text);
    /// assert_eq!(timeline.events()[0].title.as_str(), "Talks");
    /// assert_eq!(timeline.problems().len(), 1);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self { loaded: io::read(text) }
    }

    /// Its title; empty where it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.document().title()
    }

    /// The events, in the order of the file.
    ///
    /// ```
    /// let timeline = coeval::Timeline::read(r#"[(date: "2024-10", title: "Talks", country: "Iran", tags: ["talks"])]"#);
    /// let event = &timeline.events()[0];
    /// assert_eq!((event.id.as_str(), event.lane.as_str()), ("2024-10-talks", "IR"));
    /// assert_eq!(event.date.first_day().to_string(), "2024-10-01");
    /// assert_eq!(event.date.last_day().to_string(), "2024-10-31");
    /// ```
    #[must_use]
    pub fn events(&self) -> &[Arc<Event>] {
        self.document().events()
    }

    /// The event at a position, as [`Coincidence::events`] gives it.
    ///
    /// # Panics
    /// With a position that is not of this timeline.
    #[must_use]
    pub fn event(&self, at: EventIx) -> &Event {
        self.document().event(at)
    }

    /// The events that a search finds, in the order of the file. Its language is that of the program.
    ///
    /// ```
    /// let timeline = coeval::Timeline::open("sample_data/azerbaijani_rope.ron")?;
    /// let found = timeline.find("country:IR after:2024-07 -tag:war")?;
    /// assert!(found.iter().all(|event| event.lane.as_str() == "IR"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the search cannot be read: what is wrong, and where.
    pub fn find(&self, query: &str) -> Result<Vec<&Event>, QueryError> {
        let query = Query::parse(query)?;
        let found = Matcher::new(self.document()).find(&query);
        Ok(found.into_iter().map(|at| self.event(at)).collect())
    }

    /// What is wrong with the file, each with its place and what to do about it.
    #[must_use]
    pub fn problems(&self) -> &[Diagnostic] {
        &self.loaded.diagnostics
    }

    /// What happened on the same day in at least two lanes, by day.
    ///
    /// ```
    /// use coeval::{Rule, Timeline};
    ///
    /// let timeline = Timeline::read(
    ///     r#"[(date: "2024-10-14", title: "A", country: "IR"), (date: "2024-10-15", title: "B", country: "IL")]"#,
    /// );
    /// assert!(timeline.coincidences(&Rule::default()).is_empty());
    /// let near = timeline.coincidences(&Rule { tolerance_days: 1, ..Rule::default() });
    /// let titles: Vec<&str> = near[0].events.iter().map(|at| timeline.event(*at).title.as_str()).collect();
    /// assert_eq!(titles, ["B", "A"]);
    /// ```
    #[must_use]
    pub fn coincidences(&self, rule: &Rule) -> Vec<Coincidence> {
        crate::analysis::coincidences(self.document(), rule)
    }

    /// The lanes compared two by two: how many days both have events on, how many chance would give, and how likely that is.
    /// With the same seed as the program, so that it gives the same figures.
    ///
    /// ```
    /// use coeval::{Rule, Timeline};
    ///
    /// let timeline = Timeline::open("sample_data/azerbaijani_rope.ron")?;
    /// let found = timeline.pairs(&Rule::default())?;
    /// assert!(found.pairs.iter().all(|pair| pair.shared <= pair.n_a.min(pair.n_b)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where there are too many lanes or days.
    pub fn pairs(&self, rule: &Rule) -> Result<Pairs, PairsError> {
        let days = event_days(self.document(), rule, None, None);
        pairs::pairs(&days, Options::default(), &mut |_, _| true)
    }

    /// The timeline as a picture: the bytes of a file. The same file always gives the same picture; private notes are never
    /// in it.
    ///
    /// ```
    /// use coeval::{Picture, PictureKind, Timeline};
    ///
    /// let timeline = Timeline::open("sample_data/azerbaijani_rope.ron")?;
    /// let png = timeline.render(&Picture { kind: PictureKind::Png, size: (640, 360), ..Picture::default() })?;
    /// assert!(png.starts_with(b"\x89PNG"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the scale is none between 0.1 and 10, or the picture is too large.
    pub fn render(&self, picture: &Picture) -> Result<Vec<u8>, ExportError> {
        let document = self.document();
        let index = Index::build(document);
        let found = Coincidences::new(document, &Rule { possible: true, ..Rule::default() });
        let lanes: Vec<u32> = (0..).zip(document.lanes()).map(|(at, _)| at).collect();
        let (first, last) = picture.days.unwrap_or_else(|| days(document));
        let viewport = Viewport::fit(first.min(last), last.max(first));
        let theme = Theme::of(picture.theme);
        let size = vec2(f32::from(picture.size.0.max(LEAST.0)), f32::from(picture.size.1.max(LEAST.1)));
        let mut frame = Frame::plain(document, &index, &found, viewport, size, &theme, &lanes);
        frame.lanes.fold_empty = true;
        frame.legend = picture.legend;
        frame.resolution.pixels_per_point = picture.scale;
        export::picture(&frame, picture.kind, self.title()).map(|(_, bytes)| bytes)
    }

    /// The document that was read.
    #[doc(hidden)]
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.loaded.document
    }
}

/// Less has no room for lane heads and ruler, in points.
const LEAST: (u16, u16) = (320, 120);

/// From the first event to the last.
fn days(document: &Document) -> (Day, Day) {
    let first = document.events().iter().map(|event| event.date.first_day()).min();
    let last = document.events().iter().map(|event| event.date.last_day()).max();
    (first.unwrap_or_default(), last.unwrap_or_default())
}

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picture {
    /// What kind of file it is; SVG unless another is asked for.
    pub kind: PictureKind,
    /// Width and height in points: 1600 and 900.
    pub size: (u16, u16),
    /// Pixels per point, 0.1 to 10; 1.
    pub scale: f32,
    /// The colours.
    pub theme: ThemeKind,
    /// The first and the last day in view; from the first event to the last unless others are given.
    pub days: Option<(Day, Day)>,
    /// Whether a legend stands below the lanes.
    pub legend: bool,
}

impl Default for Picture {
    fn default() -> Self {
        Self {
            kind: PictureKind::Svg,
            size: (1600, 900),
            scale: 1.0,
            theme: ThemeKind::Light,
            days: None,
            legend: false,
        }
    }
}
