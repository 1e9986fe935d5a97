//! What is said of the event, or the events without a mark of their own, under a resting pointer.

use egui::{CursorIcon, Ui};

use super::coincidence_tip;
use super::density_strip::Behind;
use super::pointer::Pointing;
use crate::analysis::ZeroDay;
use crate::layout::{Target, TimeScale};
use crate::model::{Day, Event, EventIx, brief_to, grouped};
use crate::paint::{is_right_to_left, isolated};
use crate::scene::{Pos2, Rect, TextMeasure as _, TextStyle, Vec2};
use crate::ui::ids::canvas_id;
use crate::ui::search::highlight;
use crate::ui::widgets::{self, ContextMeasure, MOST_TIP_BYTES};

/// Seconds of rest before it shows.
const DELAY_SECONDS: f32 = 0.35;
/// The longest name on a line of its own, in bytes.
const MOST_NAME_BYTES: usize = 240;
/// How many titles a count is explained with.
const MAX_TITLES: usize = 3;

impl Pointing<'_> {
    /// Shows it at a position of the window.
    pub(crate) fn show_tooltip(&self, at: Pos2) {
        let Self { ui, input, canvas, responses, .. } = *self;
        let local = at - responses.origin;
        let Some((rect, target)) = canvas.hits.iter().rev().find(|(rect, _)| rect.contains(local)) else {
            return;
        };
        if matches!(target, Target::Lane(_)) {
            return;
        }
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        let (rest, down) = ui.input(|i| (i.pointer.time_since_last_movement(), i.pointer.any_down()));
        let busy = self.state.hidden_list.is_some() || self.state.menu.is_some();
        if down || busy || self.state.keys_since_move {
            return;
        }
        if rest < DELAY_SECONDS {
            ui.ctx().request_repaint_after_secs(DELAY_SECONDS - rest);
            return;
        }
        let behind = match target {
            Target::Strip(lane) => match self.behind_strip(*lane, at - responses.origin) {
                None => return,
                some => some,
            },
            _ => None,
        };
        // Each has an id of its own: where it has room is found by its own size, not by that of the one before.
        let id = canvas_id().with(("tooltip", format!("{target:?}")));
        // Beside the pointer, also on a long bar.
        let near = Rect::from_center_size(at, Vec2::new(24.0, 4.0 * rect.height()));
        let anchor = rect.translate(responses.origin).intersect(near);
        egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, anchor).gap(6.0).show(|ui| {
            ui.set_max_width(340.0 * input.text_scale);
            match target {
                Target::Event(ix) => {
                    self.event_tip(ui, input.shown.document.event(*ix));
                    let x = rect.center().x.clamp(local.x - 60.0, local.x + 60.0);
                    self.offset_line(ui, *ix, x);
                }
                Target::Hidden(pile) => self.hidden_tip(ui, canvas.pile(*pile)),
                Target::Strip(lane) => match &behind {
                    Some(Behind::Listed(events)) => self.hidden_tip(ui, events),
                    Some(Behind::Counted(count, first, last)) => {
                        self.counted_tip(ui, *lane, *count, (*first, *last));
                    }
                    None => {}
                },
                Target::Coincidence(at) => coincidence_tip::show(ui, &input.shown, *at, input.text_scale),
                Target::Lane(_) => {}
            }
        });
    }

    /// Title, date in words and place.
    fn event_tip(&self, ui: &mut Ui, event: &Event) {
        let input = self.input;
        let theme = input.shown.theme;
        let style = TextStyle::semibold(13.0 * input.text_scale);
        self.title_line(ui, &brief_to(&event.title, MOST_TIP_BYTES), style);
        let lane = &*brief_to(self.lane_name(event), MOST_NAME_BYTES);
        let place = if event.place.is_empty() {
            lane.to_owned()
        } else {
            format!("{}, {}", isolated(&brief_to(&event.place, MOST_NAME_BYTES)), isolated(lane))
        };
        let style = TextStyle::regular(12.5 * input.text_scale);
        // By the clocks of the axis first, as it stands there.
        let shown = event.date.by(&input.shown.list.rule.zone.clocks());
        for date in shown.iter().chain([&event.date]) {
            widgets::line(ui, &date.in_words(), style, theme.text_muted);
        }
        widgets::line(ui, &place, style, theme.text_muted);
        if let Some(file) = input.shown.document.file_among(event) {
            let file = brief_to(file, MOST_NAME_BYTES);
            widgets::line(ui, &format!("in {}", isolated(&file)), style, theme.text_muted);
        }
    }

    /// A title, wrapped where it is long. One that reads from the right stands at the right edge of its paragraph, which
    /// must not be wider than it needs.
    fn title_line(&self, ui: &mut Ui, title: &str, style: TextStyle) {
        let input = self.input;
        let color = input.shown.theme.text;
        if is_right_to_left(title) {
            let natural = ContextMeasure::new(ui.ctx()).width(title, style).ceil() + 1.0;
            ui.set_max_width(natural.min(ui.max_rect().width()).max(160.0));
        }
        highlight::paragraph(ui, &input.shown, title, style, color);
    }

    /// How far the event is from day zero; where occurrences are overlaid, from the one that it is drawn beside.
    fn offset_line(&self, ui: &mut Ui, ix: EventIx, x: f32) {
        let input = self.input;
        let Some(aligned) = input.shown.aligned else { return };
        let document = input.shown.document;
        let date = &document.event(ix).date;
        let text = match &aligned.zero {
            ZeroDay::One(own, _) if *own == ix => "Day 0: days are counted from this event".to_owned(),
            ZeroDay::One(_, zero) => match zero.offset_of(date) {
                Some(offset) => offset.from_in_words(&isolated(&aligned.title)),
                None => return,
            },
            ZeroDay::All(overlay) => {
                let view = input.view;
                let at = TimeScale::new(&view.viewport(), view.folds(), self.canvas.body).instant(x);
                let Some(zero) = overlay.nearest(&input.index.extent(date), ix, at) else { return };
                let Some(offset) = zero.offset_of(date) else { return };
                let about = if zero.exact { "" } else { "about " };
                offset.from_in_words(&format!("the occurrence of {about}{}", zero.day().medium()))
            }
        };
        let style = TextStyle::semibold(12.5 * input.text_scale);
        widgets::line(ui, &text, style, input.shown.theme.text);
    }

    /// How many, from when to when: too many for titles.
    fn counted_tip(&self, ui: &mut Ui, lane: u32, count: u32, (first, last): (Day, Day)) {
        let input = self.input;
        let theme = input.shown.theme;
        let name = input.shown.lanes.lanes().get(lane as usize).map_or("", |lane| &lane.name);
        let size = |points: f32| points * input.text_scale;
        let name = &*brief_to(name, MOST_NAME_BYTES);
        let text = format!("{} events in {}", grouped(count as usize), isolated(name));
        widgets::line(ui, &text, TextStyle::semibold(size(13.0)), theme.text);
        let said = |day: Day| match input.shown.aligned.filter(|_| input.is_overlaid()) {
            Some(aligned) => aligned.day_in_short(day.number()),
            None => day.medium(),
        };
        let days = if first == last { said(first) } else { format!("{} to {}", said(first), said(last)) };
        widgets::line(ui, &days, TextStyle::regular(size(12.5)), theme.text_muted);
        widgets::line(ui, "Click to zoom in", TextStyle::regular(size(12.0)), theme.text_muted);
    }

    /// How many, from when to when, the first few titles.
    fn hidden_tip(&self, ui: &mut Ui, events: &[EventIx]) {
        let input = self.input;
        let (document, theme) = (input.shown.document, input.shown.theme);
        let all =
            || events.iter().filter(|ix| ix.index() < document.events().len()).map(|ix| document.event(*ix));
        let (Some(some), Some(first), Some(last)) =
            (all().next(), all().map(|e| e.date.first_day()).min(), all().map(|e| e.date.first_day()).max())
        else {
            return;
        };
        if events.len() == 1 {
            self.event_tip(ui, some);
            return;
        }
        let lane = &*brief_to(self.lane_name(some), MOST_NAME_BYTES);
        let count = format!("{} events in {}", grouped(events.len()), isolated(lane));
        widgets::line(ui, &count, TextStyle::semibold(13.0 * input.text_scale), theme.text);
        let days =
            if first == last { first.medium() } else { format!("{} to {}", first.medium(), last.medium()) };
        widgets::line(ui, &days, TextStyle::regular(12.5 * input.text_scale), theme.text_muted);
        for event in all().take(MAX_TITLES) {
            let title = &*brief_to(&event.title, MOST_NAME_BYTES);
            widgets::line(ui, title, TextStyle::regular(12.5 * input.text_scale), theme.text);
        }
        let more =
            if events.len() > MAX_TITLES { "… and more; click for the list" } else { "Click for the list" };
        widgets::line(ui, more, TextStyle::regular(12.0 * input.text_scale), theme.text_muted);
    }

    fn lane_name<'e>(&self, event: &'e Event) -> &'e str
    where
        Self: 'e,
    {
        self.input.shown.document.lane(&event.lane).map_or(event.lane.as_str(), |lane| &lane.name)
    }
}
