//! A coincidence in the list: the day and how sure it is, why, its lanes, its events in their order, what they share.

use egui::{Color32, CornerRadius, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::unfold::Folded;
use crate::analysis::{Brief, Certainty, Coincidence, LanesBy, Query, SURPRISE, Sort, reason};
use crate::model::{EventIx, LaneId};
use crate::paint::bidi::joined;
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, SelectCommand};
use crate::ui::context_menu;
use crate::ui::search::highlight;
use crate::ui::state::member_order::{self, Order};
use crate::ui::widgets::textures::{Flags, UV};
use crate::ui::{PanelContext, widgets, words};

/// Height of a row's fixed part, in points.
const HEAD_PT: f32 = 26.0;
/// Height of a line of a member, in points.
const LINE_PT: f32 = 20.0;
/// Room between two rows, in points.
const GAP_PT: f32 = 10.0;
/// At most so many members are listed; the rest are counted.
const MAX_MEMBERS: usize = 6;
/// Side of a flag, in points.
const FLAG_PT: f32 = 14.0;

/// What is said of a coincidence, found once when its row comes into view: a day may have a hundred thousand events.
pub struct Told {
    why: String,
    has_reason: bool,
    /// Where it has few members.
    order: Option<Order>,
    /// Those that are listed.
    members: Vec<EventIx>,
    names: String,
    shared: Option<String>,
}

impl Told {
    /// Finds it.
    #[must_use]
    pub fn of(shown: &PanelContext<'_>, coincidence: &Coincidence) -> Self {
        let (document, lanes) = (shown.document, shown.lanes);
        let crowded = coincidence.events.len() > MAX_MEMBERS;
        let order = (!crowded).then(|| Order::of(document, lanes, coincidence));
        let why = reason(document, coincidence, shown.list.rule);
        Self {
            // Always where it is only possible, else where the zone matters.
            has_reason: coincidence.certainty == Certainty::Possible
                || (!why.is_empty() && has_time(shown, coincidence)),
            members: match &order {
                Some(order) => order.events.clone(),
                None => member_order::representatives(document, lanes, coincidence, MAX_MEMBERS),
            },
            names: words::lane_names(shown, &coincidence.lanes),
            shared: words::shared(shown, coincidence),
            why,
            order,
        }
    }

    /// How high the row is, in points; `folds` where another is folded into it.
    #[must_use]
    pub fn height(&self, folds: bool) -> f32 {
        let crowd = if self.order.is_none() { 2 } else { 0 };
        let lines = self.members.len() + crowd + usize::from(self.shared.is_some());
        HEAD_PT + (lines + usize::from(self.has_reason) + usize::from(folds)) as f32 * LINE_PT + GAP_PT
    }
}

/// A row of the list.
pub struct Row<'a> {
    /// The coincidence's position in the list by day.
    pub at: usize,
    /// The order of the list, which decides what is said at the right.
    pub sort: Sort,
    /// What the list is filtered by, to be marked.
    pub filter: Option<&'a Query>,
    /// What is said of it.
    pub told: &'a Told,
    /// The possible one of the same day that is folded into it.
    pub folded: Option<Folded>,
}

/// How high a row most likely is, in points, before it is known what its members share.
pub fn likely_height(brief: &Brief) -> f32 {
    let events = brief.events as usize;
    let members = events.min(MAX_MEMBERS) + 2 * usize::from(events > MAX_MEMBERS);
    let lines =
        members + usize::from(events > MAX_MEMBERS) + usize::from(brief.certainty == Certainty::Possible);
    HEAD_PT + lines as f32 * LINE_PT + GAP_PT
}

/// Whether a member has an hour.
fn has_time(shown: &PanelContext<'_>, coincidence: &Coincidence) -> bool {
    coincidence.events.iter().any(|ix| shown.document.event(*ix).date.clock().is_some())
}

impl Row<'_> {
    /// Shows it; a click goes there. Returns whether what is folded into it is to be shown, or no longer.
    pub fn show(
        &self,
        ui: &mut Ui,
        shown: &PanelContext<'_>,
        flags: &mut Flags,
        commands: &mut Commands,
    ) -> bool {
        let Some(coincidence) = shown.coincidence(self.at) else { return false };
        let theme = shown.theme;
        let told = self.told;
        let name = self.name(coincidence);
        let current = shown.selection.coincidence == Some(self.at);
        let height = told.height(self.folded.is_some()) - GAP_PT + 4.0;
        let (rect, response) = widgets::row(ui, height, current, theme, &name);
        let mut y = rect.top() + HEAD_PT / 2.0 + 1.0;
        self.head(ui, shown, coincidence, rect, y);
        y += HEAD_PT / 2.0 + LINE_PT / 2.0 - 3.0;
        let quiet = TextStyle::regular(12.0).slanted();
        if told.has_reason {
            let at = pos2(rect.left(), y);
            widgets::put(ui, at, &words::capitalised(&told.why), quiet, theme.text_muted, rect.width());
            y += LINE_PT;
        }
        y = self.members(ui, shown, coincidence, rect, y, flags);
        if let Some(things) = &told.shared {
            let text = format!("share {things}");
            let at = pos2(rect.left() + 24.0, y);
            widgets::put(
                ui,
                at,
                &text,
                TextStyle::regular(12.5),
                theme.coincidence_text,
                rect.right() - at.x,
            );
            y += LINE_PT;
        }
        let toggled =
            self.folded.is_some_and(|folded| self.fold(ui, shown, folded, pos2(rect.left() + 24.0, y)));
        let tip = self.tip(shown, coincidence);
        let response = if tip.is_empty() { response } else { widgets::tip(response, &tip) };
        if response.clicked() && !toggled {
            commands.push_back(Command::Select(SelectCommand::Coincidence(self.at)));
        }
        response.context_menu(|ui| {
            context_menu::coincidence(ui, shown, self.at, commands);
        });
        toggled
    }

    /// How many more events the day may have, to be unfolded; whether it was pressed.
    fn fold(&self, ui: &mut Ui, shown: &PanelContext<'_>, folded: Folded, left_middle: Pos2) -> bool {
        let text = match (folded.open, folded.more) {
            (true, _) => "Hide possible coincidences".to_owned(),
            (false, 0) => "Also possible with other dates…".to_owned(),
            (false, 1) => "1 more event is possible on this day…".to_owned(),
            (false, more) => format!("{more} more events are possible on this day…"),
        };
        let place = Rect::from_min_size(left_middle - vec2(0.0, LINE_PT / 2.0), vec2(300.0, LINE_PT));
        let style = TextStyle::regular(12.5);
        let button =
            |ui: &mut Ui| widgets::text_button(ui, &text, style, shown.theme.coincidence_text).clicked();
        ui.scope_builder(egui::UiBuilder::new().max_rect(place), button).inner
    }

    /// The day, how sure it is, and at the right what the list is sorted by.
    fn head(&self, ui: &Ui, shown: &PanelContext<'_>, coincidence: &Coincidence, rect: Rect, y: f32) {
        let theme = shown.theme;
        let day = words::day_text(coincidence);
        let certain = coincidence.certainty == Certainty::Certain;
        let right = match self.sort {
            Sort::Date => String::new(),
            Sort::Lanes => format!("{} lanes", coincidence.lanes.len()),
            Sort::Shared => format!("{} in common", coincidence.shared.len()),
            Sort::Surprise => self.expected(shown, coincidence).unwrap_or_default(),
        };
        let small = TextStyle::regular(12.0);
        let right_width = widgets::galley(ui, &right, small, theme.text_muted).size().x;
        widgets::put(
            ui,
            pos2(rect.right() - right_width, y),
            &right,
            small,
            theme.text_muted,
            right_width + 1.0,
        );
        let color = if certain { theme.text } else { theme.text_muted };
        let room = rect.width() - right_width - 92.0;
        let width = widgets::put(ui, pos2(rect.left(), y), &day, TextStyle::semibold(13.0), color, room);
        certainty(ui, shown, coincidence.certainty, pos2(rect.left() + width + 10.0, y));
    }

    fn expected(&self, shown: &PanelContext<'_>, coincidence: &Coincidence) -> Option<String> {
        let expected = shown.list.rates?.expected(coincidence)?;
        Some(format!("{} expected", expected.in_short()))
    }

    /// The members, and where there are too many the most important of each lane, the lanes and a count. Returns
    /// where they end.
    fn members(
        &self,
        ui: &Ui,
        shown: &PanelContext<'_>,
        coincidence: &Coincidence,
        rect: Rect,
        mut y: f32,
        flags: &mut Flags,
    ) -> f32 {
        let Some(order) = &self.told.order else {
            lanes(ui, shown, &coincidence.lanes, rect, y, flags);
            y += LINE_PT;
            for ix in &self.told.members {
                self.member(ui, shown, *ix, "", rect, y, flags);
                y += LINE_PT;
            }
            let more = format!("and {} more", coincidence.events.len() - MAX_MEMBERS);
            let at = pos2(rect.left() + 24.0, y);
            widgets::put(ui, at, &more, TextStyle::regular(12.5), shown.theme.text_muted, 200.0);
            return y + LINE_PT;
        };
        for (n, ix) in order.events.iter().enumerate() {
            let number = if n < order.ordered { (n + 1).to_string() } else { String::new() };
            self.member(ui, shown, *ix, &number, rect, y, flags);
            y += LINE_PT;
        }
        y
    }

    #[allow(clippy::too_many_arguments)] // each is another thing
    fn member(
        &self,
        ui: &Ui,
        shown: &PanelContext<'_>,
        ix: EventIx,
        number: &str,
        rect: Rect,
        y: f32,
        flags: &mut Flags,
    ) {
        let theme = shown.theme;
        let event = shown.document.event(ix);
        let country = words::lane_name(shown, &event.lane);
        // As many as there can be room for.
        let own: Vec<&str> = shown.lanes.ids(ix).take(MAX_MEMBERS).map(|id| shown.lanes.name(id)).collect();
        let own = joined(&own, ", ");
        let lane = if shown.lanes.by() == LanesBy::Country { country } else { &own };
        let style = TextStyle::regular(12.5);
        let mut x = rect.left();
        if !number.is_empty() {
            widgets::put(ui, pos2(x, y), number, TextStyle::semibold(12.0), theme.text_muted, 14.0);
            x += 14.0;
        }
        flag(ui, pos2(x + FLAG_PT / 2.0, y), &event.lane, country, flags);
        x += 22.0;
        let width = widgets::put(ui, pos2(x, y), lane, style, theme.text_muted, 120.0);
        x += width + 8.0;
        highlight::put(ui, shown, self.filter, pos2(x, y), &event.title, style, theme.text, rect.right() - x);
    }

    /// What a screen reader says.
    fn name(&self, coincidence: &Coincidence) -> String {
        let day = words::day_text(coincidence);
        let lanes = match coincidence.lanes.len() {
            many if many > MAX_MEMBERS => &format!("{many} lanes"),
            _ => &self.told.names,
        };
        let why = &self.told.why;
        let why = if why.is_empty() { String::new() } else { format!(", {why}") };
        format!("{day}, {}, {lanes}{why}", coincidence.certainty.word())
    }

    /// What the pointer is told: all lanes where not all can be seen, why, and how surprising it is.
    fn tip(&self, shown: &PanelContext<'_>, coincidence: &Coincidence) -> String {
        let told = self.told;
        let mut parts = Vec::new();
        if told.order.is_none() {
            parts.push(told.names.clone());
        }
        if !told.why.is_empty() {
            parts.push(format!("{}.", words::capitalised(&told.why)));
        }
        parts.extend(told.order.as_ref().map(|order| order.why.clone()));
        if self.sort == Sort::Surprise {
            parts.extend(self.expected(shown, coincidence).map(|expected| format!("{expected}. {SURPRISE}")));
        }
        parts.join("\n\n")
    }
}

/// "certain" on a full ground, "possible" within a dotted line, as on the canvas.
pub fn certainty(ui: &Ui, shown: &PanelContext<'_>, certainty: Certainty, left_middle: Pos2) {
    let theme = shown.theme;
    let galley = widgets::galley(ui, certainty.word(), TextStyle::semibold(11.5), theme.coincidence_text);
    let size = galley.size() + vec2(14.0, 2.0);
    let rect = Rect::from_min_size(left_middle - vec2(0.0, size.y / 2.0), size);
    if certainty == Certainty::Certain {
        let ground = theme.coincidence.faded(0.14).over(theme.panel);
        ui.painter().rect_filled(rect, CornerRadius::same(8), Color32::from(ground));
    }
    if certainty == Certainty::Possible {
        ui.painter().extend(dotted(rect, Stroke::new(1.0, Color32::from(theme.coincidence))));
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.coincidence_text.into());
}

/// A dotted line around a pill.
pub fn dotted(rect: Rect, stroke: Stroke) -> Vec<Shape> {
    let radius = rect.height() / 2.0;
    let mut points: Vec<Pos2> = Vec::new();
    for (center, from) in [(rect.right() - radius, -0.25_f32), (rect.left() + radius, 0.25)] {
        for step in 0..=12_u8 {
            let angle = (from + f32::from(step) / 24.0) * std::f32::consts::TAU;
            points.push(pos2(center, rect.center().y) + radius * vec2(angle.cos(), angle.sin()));
        }
    }
    points.extend(points.first().copied());
    Shape::dashed_line(&points, stroke, 2.0, 2.0)
}

/// The flags of the lanes as far as there is room, and how many lanes there are.
fn lanes(ui: &Ui, shown: &PanelContext<'_>, lanes: &[LaneId], rect: Rect, y: f32, flags: &mut Flags) {
    const STEP_PT: f32 = 18.0;
    let count = format!("{} lanes", lanes.len());
    let style = TextStyle::regular(12.5);
    let width = widgets::galley(ui, &count, style, shown.theme.text_muted).size().x + 10.0;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few dozen flags
    let room = ((rect.width() - width) / STEP_PT).floor().max(0.0) as usize;
    // A place is left for the dots where not all have room.
    let fit = if lanes.len() <= room { lanes.len() } else { room.saturating_sub(1) };
    let mut x = rect.left();
    for lane in lanes.iter().take(fit) {
        let center = pos2(x + FLAG_PT / 2.0, y);
        match shown.lanes.by() {
            LanesBy::Country => flag(ui, center, lane, words::lane_name(shown, lane), flags),
            _ => initials(ui, center, shown.lanes.name(lane), flags),
        }
        x += STEP_PT;
    }
    if fit < lanes.len() {
        widgets::put(ui, pos2(x, y), "…", style, shown.theme.text_muted, STEP_PT);
        x += STEP_PT;
    }
    widgets::put(ui, pos2(x + 4.0, y), &count, style, shown.theme.text_muted, width);
}

fn flag(ui: &Ui, center: Pos2, lane: &LaneId, name: &str, flags: &mut Flags) {
    let side_px = (FLAG_PT * ui.ctx().pixels_per_point()).round() as usize;
    let texture = flags.texture(ui.ctx(), lane.as_str(), name, side_px);
    paint_flag(ui, center, texture);
}

fn initials(ui: &Ui, center: Pos2, name: &str, flags: &mut Flags) {
    let side_px = (FLAG_PT * ui.ctx().pixels_per_point()).round() as usize;
    let texture = flags.initials(ui.ctx(), name, side_px);
    paint_flag(ui, center, texture);
}

fn paint_flag(ui: &Ui, center: Pos2, texture: egui::TextureId) {
    let rect = Rect::from_center_size(center, vec2(FLAG_PT, FLAG_PT));
    ui.painter().image(texture, rect, UV, Color32::WHITE);
}
