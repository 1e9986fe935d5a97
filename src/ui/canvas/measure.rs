//! The measured range: a drag with Shift over the lanes, or Shift with the arrows, spans whole days; what is in them is
//! counted on a card at its foot and beside each lane. It stays until it is closed, and the view can go to it.

use egui::accesskit::Role;
use egui::{
    Align2, Area, Color32, CornerRadius, CursorIcon, Frame, Margin, Order, PointerButton, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::measured::MeasureState;
use super::pointer::{Pointing, day_at};
use crate::analysis::{DayRange, LaneMeasure, Measure};
use crate::model::counted;
use crate::scene::{Rect, TextStyle};
use crate::ui::commands::{Command, SearchCommand, SelectCommand, ViewCommand};
use crate::ui::ids::canvas_id;
use crate::ui::state::search_dates;
use crate::ui::widgets;

impl Pointing<'_> {
    /// Reads a drag with Shift.
    pub(crate) fn draw_measure(&mut self) {
        let Self { ui, input, responses, .. } = *self;
        let (body, scale) = (self.body(), self.scale());
        let day = |x: f32| day_at(scale.instant(x.clamp(body.left(), body.right() - 0.5)));
        let (shift, origin) = ui.input(|i| (i.modifiers.shift, i.pointer.press_origin()));
        let measure = &mut self.state.measure;
        if responses.body.drag_started_by(PointerButton::Primary)
            && shift
            && !input.is_overlaid()
            && let Some(origin) = origin
        {
            measure.begin(day(origin.x));
        }
        if !measure.is_held() {
            return;
        }
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        if let Some(at) = responses.body.interact_pointer_pos() {
            measure.draw_to(day(at.x));
        }
        if !responses.body.dragged() {
            measure.release();
        }
    }

    /// Paints the range, the counts beside the lanes, and the card.
    pub(crate) fn show_measure(&mut self) {
        let mut state = std::mem::take(&mut self.state.measure);
        if self.show_range(&mut state) {
            state.clear();
        }
        self.state.measure = state;
    }

    /// Returns whether it is to be closed.
    fn show_range(&mut self, state: &mut MeasureState) -> bool {
        let Self { input, canvas, .. } = *self;
        let origin = self.responses.origin;
        let held = state.is_held();
        let Some((range, measure)) = state.count(input) else { return false };
        let (body, scale) = (self.body(), self.scale());
        let (from, to) = range.instants();
        let band = Rect::from_x_y_ranges(scale.x(from)..=scale.x(to), body.y_range());
        self.paint_measured(band, body);
        for lane in measure.iter().flat_map(|measure| &measure.lanes) {
            if let Some((_, strip)) = canvas.lanes.iter().find(|(at, _)| *at == lane.lane) {
                self.lane_counts(lane, strip.translate(origin).intersect(body), body);
            }
        }
        self.measure_card(range, measure, held, band.intersect(body), body)
    }

    fn paint_measured(&self, band: Rect, body: Rect) {
        let ui = self.ui;
        let painter = ui.painter().with_clip_rect(body);
        let color = self.input.shown.theme.categories[0];
        painter.rect_filled(band, CornerRadius::ZERO, Color32::from(color.faded(0.1)));
        for x in [band.left(), band.right()] {
            let x = painter.round_to_pixel_center(x);
            painter.vline(x, body.y_range(), Stroke::new(1.0, Color32::from(color)));
        }
    }

    /// "5 events · 2 coincidences" where a lane's strip begins.
    fn lane_counts(&self, lane: &LaneMeasure, strip: Rect, body: Rect) {
        let Self { ui, input, .. } = *self;
        let theme = input.shown.theme;
        if lane.events.all == 0 || strip.height() < 16.0 {
            return;
        }
        let style = TextStyle::regular(12.0 * input.text_scale);
        let events = widgets::galley(ui, &lane.events.in_words("event"), style, theme.text);
        let ties = match lane.coincidences {
            0 => String::new(),
            1 => " · 1 coincidence".to_owned(),
            n => format!(" · {}", counted(n, "coincidence")),
        };
        let ties = widgets::galley(ui, &ties, style, theme.coincidence_text);
        let size = vec2(events.size().x + ties.size().x + 16.0, events.size().y + 4.0);
        let at = pos2(body.left() + 8.0, strip.center().y - size.y / 2.0);
        let rect = Rect::from_min_size(at, size);
        let painter = ui.painter().with_clip_rect(body);
        let edge = Stroke::new(1.0, Color32::from(theme.hairline));
        painter.rect(rect, CornerRadius::same(6), Color32::from(theme.panel), edge, StrokeKind::Inside);
        let text = rect.min + vec2(8.0, 2.0);
        let width = events.size().x;
        painter.galley(text, events, theme.text.into());
        painter.galley(text + vec2(width, 0.0), ties, theme.coincidence_text.into());
    }

    /// What is in the range, in words, at its foot; returns whether it is to be closed.
    fn measure_card(
        &mut self,
        range: DayRange,
        measure: Option<&Measure>,
        held: bool,
        band: Rect,
        body: Rect,
    ) -> bool {
        let Self { ui, input, .. } = *self;
        let theme = input.shown.theme;
        let size = 13.0 * input.text_scale;
        let x = band.center().x.clamp(body.left(), body.right());
        let frame = Frame::new()
            .fill(Color32::from(theme.panel))
            .stroke(Stroke::new(1.0, Color32::from(theme.hairline)))
            .corner_radius(CornerRadius::same(8))
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::symmetric(12, 8));
        let mut closed = false;
        Area::new(canvas_id().with("measured"))
            .order(Order::Middle)
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(pos2(x, body.bottom() - 12.0))
            .constrain_to(body.shrink(6.0))
            .interactable(!held)
            .show(ui.ctx(), |ui| {
                frame.show(ui, |ui| {
                    ui.set_max_width((body.width() - 48.0).max(160.0));
                    widgets::line(ui, &range.in_words(), TextStyle::semibold(size), theme.text);
                    let length = range.length_in_words();
                    let counts = match measure {
                        Some(Measure { events, coincidences, .. }) => format!(
                            "{length} · {} · {}",
                            events.in_words("event"),
                            coincidences.in_words("coincidence")
                        ),
                        None => format!("{length} · counting…"),
                    };
                    widgets::line(ui, &counts, TextStyle::regular(size - 0.5), theme.text_muted);
                    if !held {
                        closed = self.measure_buttons(ui, range, size);
                    }
                });
                let name = format!("Measured: {}", range.in_words());
                ui.response().widget_info(|| WidgetInfo::labeled(Role::Group, true, &name));
            });
        closed
    }

    fn measure_buttons(&mut self, ui: &mut Ui, range: DayRange, size: f32) -> bool {
        let input = self.input;
        let theme = input.shown.theme;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            let style = TextStyle::semibold(size - 0.5);
            if widgets::text_button(ui, "Zoom to range", style, theme.coincidence_text).clicked() {
                let viewport = self.input.view.folds().fit(range.first, range.last);
                self.commands.push_back(Command::View(ViewCommand::GoTo(viewport)));
            }
            let select = widgets::text_button(ui, "Select events", style, theme.coincidence_text);
            if select
                .on_hover_text("Select the events that begin in this range, in the visible lanes")
                .clicked()
            {
                self.commands.push_back(Command::Select(SelectCommand::Within(range.first, range.last)));
            }
            let only = widgets::text_button(ui, "Show only these days", style, theme.coincidence_text);
            if only.on_hover_text("Search for these days and hide everything else").clicked() {
                let query = search_dates::with_range(&input.view.search.text, range);
                self.commands.push_back(Command::Search(SearchCommand::Only(query)));
                return true;
            }
            let style = TextStyle::regular(size - 0.5);
            widgets::text_button(ui, "Close", style, theme.text_muted).clicked()
        })
        .inner
    }
}
