//! The page: heading, the story as pictures with their texts, all events in a table by day, and where it comes from. So it
//! stands without script; with it the timeline takes the place of the pictures.

use super::html::Html;
use super::selection::Selection;
use super::steps::{StepLook, days, step_canvas_as};
use super::table::{Table, short};
use super::ties::Ties;
use super::{Options, Origin, looks};
use crate::analysis::{Index, LanesBy, Matcher, Query};
use crate::export::flag_symbols::FlagSymbols;
use crate::export::svg;
use crate::layout::story;
use crate::model::{Document, EventIx, Progress, Step, initials};
use crate::scene::Theme;

/// How large text is in the pictures, which are smaller on a page than in a room.
const TEXT_SCALE: f32 = 1.15;

/// What a page is made of.
pub(super) struct Page<'a> {
    pub selection: &'a Selection,
    pub options: &'a Options,
    pub origin: &'a Origin,
}

/// What is known of the events that leave.
struct Known<'a> {
    document: &'a Document,
    index: &'a Index,
    ties: &'a Ties<'a>,
    /// The number of each event in the order of the table.
    numbers: Vec<usize>,
}

impl Page<'_> {
    /// The page as text, and how many texts in it were cut; `None` where another thread has ended it. Steps are those of
    /// the story.
    pub fn write(&self, progress: &Progress) -> Option<(String, usize)> {
        let document = &self.selection.document;
        progress.expect(document.story().len() as u64 + 2);
        let index = Index::build(document);
        let ties = Ties::new(document, &index);
        progress.advance(1);
        let native_first = !self.options.lang.is_empty() && !self.options.lang.starts_with("en");
        let table = Table { document, index: &index, ties: &ties, native_first, notes: self.options.notes };
        let known = Known { document, index: &index, ties: &ties, numbers: table.numbers() };
        let (style, script) = (looks::style(self.options.theme), looks::script());
        let mut flags = FlagSymbols::default();
        let mut story = Html::default();
        for (at, step) in document.story().iter().enumerate() {
            if progress.is_cancelled() {
                return None;
            }
            self.step(at, step, &known, &mut flags, &mut story);
            progress.advance(1);
        }
        let mut lanes = Html::default();
        self.lanes(&index, &mut flags, &mut lanes);

        let mut html = Html::default();
        html.markup("<!DOCTYPE html>\n").open("html", &[("lang", &self.options.lang)]).line();
        self.head(&style, &script, &mut html);
        html.open("body", &[]).line();
        html.markup(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flags\" aria-hidden=\"true\"><defs>\n{}</defs></svg>\n",
            flags.defs
        ));
        html.open("header", &[]).element("h1", &[("dir", "auto")], &self.title());
        html.some("p", &[("class", "lede"), ("dir", "auto")], document.summary()).close().line();
        html.open("main", &[]).line();
        html.part(lanes);
        html.open(
            "section",
            &[("id", "timeline"), ("class", "stage"), ("aria-label", "Timeline"), ("hidden", "")],
        );
        html.close().line();
        html.open("section", &[("id", "story"), ("aria-label", "Story")]).line();
        html.part(story).close().line();
        let whole = story::whole(&index);
        let range = format!("{} {}", short(whole.from), short(whole.days));
        html.open("section", &[("id", "events"), ("aria-label", "Events"), ("data-range", &range)]).line();
        table.write(&known.numbers, &mut html);
        html.close().close().line();
        self.foot(&mut html);
        html.open("script", &[]).markup(&script).close().line();
        progress.advance(1);
        let cut = html.cut();
        Some((html.finish(), cut))
    }

    /// The document's title, else the file's name.
    fn title(&self) -> String {
        match self.selection.document.title().trim() {
            "" => self.origin.name.trim_end_matches(".ron").to_owned(),
            title => title.to_owned(),
        }
    }

    fn head(&self, style: &str, script: &str, html: &mut Html) {
        let policy = looks::policy(style, script);
        html.open("head", &[]).line();
        html.open("meta", &[("charset", "utf-8")]).line();
        html.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]).line();
        html.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]).line();
        html.open("meta", &[("name", "referrer"), ("content", "no-referrer")]).line();
        let generator = format!("Coeval {}", env!("CARGO_PKG_VERSION"));
        html.open("meta", &[("name", "generator"), ("content", &generator)]).line();
        let summary = self.selection.document.summary();
        if !summary.trim().is_empty() {
            html.open("meta", &[("name", "description"), ("content", summary)]).line();
        }
        html.element("title", &[], &self.title()).line();
        html.open("style", &[]).markup(style).close().line();
        html.close().line();
    }

    /// The lanes that are shown, for the script: their names, flags and colours.
    fn lanes(&self, index: &Index, flags: &mut FlagSymbols, html: &mut Html) {
        html.open("ol", &[("id", "lanes"), ("hidden", "")]).line();
        let shown = &self.selection.lanes;
        for (at, lane) in (0_u32..).zip(index.grouping().lanes()) {
            let initials = initials(&lane.name);
            let mut attributes = vec![("data-initials", initials)];
            attributes.extend(flags.id(lane.id.as_str()).map(|id| ("data-flag", id)));
            let color = lane.color.map(|[r, g, b]| format!("#{r:02X}{g:02X}{b:02X}"));
            attributes.extend(color.map(|color| ("data-color", color)));
            if shown.contains(&at) {
                attributes.push(("data-shown", String::new()));
            }
            let attributes: Vec<(&str, &str)> =
                attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            html.element("li", &attributes, &lane.name).line();
        }
        html.close();
    }

    /// A step: its picture, and what it says. What the script needs stands beside it.
    fn step(&self, at: usize, step: &Step, known: &Known<'_>, flags: &mut FlagSymbols, html: &mut Html) {
        let number = at + 1;
        let theme = Theme::of(self.options.theme.unwrap_or_default());
        let size = self.options.size;
        let found = &known.ties.found;
        let look =
            StepLook { size, pixels_per_point: 1.0, text_scale: TEXT_SCALE, for_room: false, view: None };
        let mut canvas = step_canvas_as(known.document, (known.index, found), step, &theme, look);
        // Below the lanes there is nothing to see.
        canvas.scene.size.y = size.y.min(canvas.body.top() + canvas.content_height + 1.0);
        let described = format!("step-{number}-title step-{number}-text");
        let picture = svg::inline(&canvas.scene, &theme, &format!("s{number}-"), &described, flags);

        let id = format!("step-{number}");
        let data = data_of_step(step, known);
        let mut attributes: Vec<(&str, &str)> = vec![("class", "step"), ("id", &id)];
        attributes.extend(data.iter().map(|(name, value)| (*name, value.as_str())));
        html.open("figure", &attributes);
        html.open("div", &[("class", "picture")]).markup(&picture).close().open("figcaption", &[]);
        html.open("h2", &[("id", &format!("{id}-title"))]);
        html.element("span", &[("class", "count")], &format!("{number} / {}", known.document.story().len()));
        html.element("span", &[("class", "name"), ("dir", "auto")], &step.title).close();
        html.element("p", &[("class", "text"), ("dir", "auto"), ("id", &format!("{id}-text"))], &step.text);
        html.some("p", &[("class", "small note"), ("dir", "auto")], &step.note);
        html.close().close().line();
    }

    /// From which file and which bytes, when these were changed, and with what it was made.
    fn foot(&self, html: &mut Html) {
        let origin = self.origin;
        html.open("footer", &[]).text("Made with Coeval ").text(env!("CARGO_PKG_VERSION"));
        if !origin.name.is_empty() {
            html.text(" from ").element("bdi", &[], &origin.name);
            if !origin.sha256.is_empty() {
                html.text(", SHA-256 ").element("code", &[], &origin.sha256);
            }
            if !origin.changed.is_empty() {
                html.text(&format!(", last changed {}", origin.changed));
            }
            if origin.is_unsaved {
                html.text(", with changes that were not saved to it");
            }
        }
        html.text(". ");
        if self.options.notes {
            html.text("With private notes. ");
        }
        html.text("This page needs nothing else and asks nobody for anything.").close().line();
    }
}

/// What the script knows of a step. Where it counts days, or has lanes of another kind, its picture alone shows it.
fn data_of_step(step: &Step, known: &Known<'_>) -> Vec<(&'static str, String)> {
    let number = |ix: &EventIx| known.numbers.get(ix.index()).copied();
    let list = |numbers: Vec<usize>| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let mut data = Vec::new();
    if step.lanes_by == LanesBy::Country && step.align.is_empty() {
        let view = days(known.document, known.index, step);
        let lanes = story::lanes(known.document, known.index, step, &view);
        let lanes = lanes.iter().filter_map(|id| known.index.grouping().position(id)).map(|at| at as usize);
        data.push(("data-view", format!("{} {}", short(view.from), short(view.days))));
        data.push(("data-lanes", list(lanes.collect())));
    }
    let mut focus = story::focus(known.document, step);
    if focus.is_empty()
        && !step.query.trim().is_empty()
        && let Ok(query) = Query::parse(&step.query)
    {
        focus = Matcher::new(known.document).find(&query);
    }
    data.push(("data-focus", list(focus.iter().filter_map(number).collect())));
    let tie = story::coincidence(known.document, &known.ties.found, step);
    data.extend(tie.and_then(|at| known.ties.number(at)).map(|at| ("data-tie", at.to_string())));
    let accounts = known.document.find(&step.accounts);
    data.extend(accounts.as_ref().and_then(number).map(|at| ("data-accounts", at.to_string())));
    data.extend(step.one_by_one.then(|| ("data-one", String::new())));
    data
}
