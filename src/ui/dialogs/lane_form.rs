//! What is asked of a lane: its name and colour as the file is to have them, or the lane that its events go to.

use egui::accesskit::Role;
use egui::{
    Color32, Context, CornerRadius, Key, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo,
    pos2, vec2,
};

use super::frame::{heading, main_button, modal};
use crate::edit::{Several, with_lane};
use crate::model::{Document, LaneId, brief, country, grouped};
use crate::paint::isolated;
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, EditCommand, LaneAsk};
use crate::ui::{PanelContext, widgets};

/// Height of a lane in the list of those to merge into, in points.
const LANE_ROW_PT: f32 = 26.0;

/// The question with what was chosen so far.
#[derive(Debug)]
pub struct LaneForm {
    lane: LaneId,
    ask: LaneAsk,
    name: String,
    color: Option<[u8; 3]>,
    into: Option<LaneId>,
    focus: bool,
    /// How many events it has, of a revision of the document.
    events: Option<(u64, usize)>,
}

impl LaneForm {
    /// The question about a lane, if there is such a lane.
    #[must_use]
    pub fn new(document: &Document, lane: &LaneId, ask: LaneAsk) -> Option<Self> {
        let lane = document.lane(lane)?;
        // A name that is too long for a field stays unless another is typed.
        let name = if is_long(&lane.name) { String::new() } else { lane.name.clone() };
        let color = lane.color;
        Some(Self { lane: lane.id.clone(), ask, name, color, into: None, focus: true, events: None })
    }
}

fn is_long(name: &str) -> bool {
    name.len() > widgets::MOST_EDITED_BYTES
}

/// Shows the question.
pub fn show(ctx: &Context, shown: &PanelContext<'_>, form: &mut LaneForm, commands: &mut Commands) {
    let name = brief(shown.document.lane(&form.lane).map_or("", |lane| lane.name.as_str())).into_owned();
    let answer = modal("lane", ctx).show(ctx, |ui| {
        ui.set_width(360.0);
        match form.ask {
            LaneAsk::Look => look(ui, shown, form, &name),
            LaneAsk::Merge => merge(ui, shown, form, &name),
        }
    });
    let given_up = answer.should_close().then_some(None);
    if let Some(edit) = answer.inner.or(given_up) {
        commands.push_back(Command::Edit(EditCommand::CloseQuestion));
        commands.extend(edit.map(Command::Edit));
    }
}

/// Name and colour. `Some` where it is answered; what is to be done then, if anything.
fn look(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    form: &mut LaneForm,
    before: &str,
) -> Option<Option<EditCommand>> {
    let theme = shown.theme;
    heading(ui, &format!("Lane {}", isolated(before)), theme);
    let edit = TextEdit::singleline(&mut form.name)
        .char_limit(widgets::MOST_EDITED_BYTES)
        .desired_width(ui.available_width());
    let field = ui.add(edit.margin(egui::Margin::symmetric(8, 5)));
    field.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, "Lane name");
        info.current_text_value = Some(form.name.clone());
        info
    });
    if std::mem::take(&mut form.focus) {
        field.request_focus();
    }
    let usual = country::name_of(form.lane.as_str()).filter(|usual| *usual != form.name);
    if let Some(usual) = usual
        && widgets::text_button(
            ui,
            &format!("Reset name to {usual}"),
            TextStyle::regular(12.5),
            theme.coincidence_text,
        )
        .clicked()
    {
        form.name = usual.to_owned();
    }
    ui.add_space(8.0);
    colours(ui, shown, form);
    ui.add_space(12.0);
    let lane = shown.document.lane(&form.lane);
    let keeps = form.name.trim().is_empty() && lane.is_some_and(|lane| is_long(&lane.name));
    let ready = keeps || !form.name.trim().is_empty();
    let enter = ui.input(|i| i.key_pressed(Key::Enter));
    buttons(ui, shown, "Change", ready, enter, || {
        let (lane, color) = (lane?, form.color);
        let name = if keeps { lane.name.clone() } else { form.name.trim().to_owned() };
        let same = lane.name == name && lane.color == color;
        let changed = with_lane(shown.document, &form.lane, |lane| (lane.name, lane.color) = (name, color));
        changed.ok().filter(|_| !same).map(EditCommand::Apply)
    })
}

/// The theme's colours, a free one, and none.
fn colours(ui: &mut Ui, shown: &PanelContext<'_>, form: &mut LaneForm) {
    let theme = shown.theme;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if ui.selectable_label(form.color.is_none(), "No colour").clicked() {
            form.color = None;
        }
        for (at, color) in theme.categories.iter().enumerate() {
            let ink = Color32::from(*color);
            let rgb = [ink.r(), ink.g(), ink.b()];
            let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::click());
            ui.painter().rect_filled(rect.shrink(2.0), CornerRadius::same(5), ink);
            if form.color == Some(rgb) {
                let stroke = Stroke::new(2.0, Color32::from(theme.text));
                ui.painter().rect_stroke(rect, CornerRadius::same(6), stroke, StrokeKind::Inside);
            }
            let chosen = form.color == Some(rgb);
            let name = format!("Colour {}", at + 1);
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &name));
            if response.clicked() {
                form.color = Some(rgb);
            }
        }
        let mut free = form.color.unwrap_or([128, 128, 128]);
        let picker = ui.color_edit_button_srgb(&mut free);
        let picker = widgets::named(picker, Role::Button, "Custom colour");
        if picker.on_hover_text("Custom colour").changed() {
            form.color = Some(free);
        }
    });
}

/// The lane that this one's events go to.
fn merge(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    form: &mut LaneForm,
    before: &str,
) -> Option<Option<EditCommand>> {
    let theme = shown.theme;
    heading(ui, &format!("Merge {} into", isolated(before)), theme);
    let revision = shown.document.revision();
    let known = form.events.filter(|(of, _)| *of == revision).map(|(_, count)| count);
    let count = known
        .unwrap_or_else(|| shown.document.events().iter().filter(|event| event.lane == form.lane).count());
    form.events = Some((revision, count));
    let text = match count {
        1 => "Its event moves to the chosen lane, and this lane is removed.".to_owned(),
        n => format!("Its {} events move to the chosen lane, and this lane is removed.", grouped(n)),
    };
    widgets::paragraph(ui, &text, TextStyle::regular(12.5), theme.text_muted);
    ui.add_space(6.0);
    let lanes = shown.document.lanes();
    let own = lanes.iter().position(|lane| lane.id == form.lane).unwrap_or(lanes.len());
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().max_height(240.0).auto_shrink([false, true]);
    area.show_rows(ui, LANE_ROW_PT, lanes.len() - usize::from(own < lanes.len()), |ui, rows| {
        for lane in rows.filter_map(|row| lanes.get(row + usize::from(row >= own))) {
            let chosen = form.into.as_ref() == Some(&lane.id);
            let (rect, response) = widgets::row(ui, LANE_ROW_PT, chosen, theme, &lane.name);
            let at = pos2(rect.left() + 4.0, rect.center().y);
            widgets::put(ui, at, &lane.name, TextStyle::regular(13.0), theme.text, rect.width());
            if response.clicked() {
                form.into = Some(lane.id.clone());
            }
        }
    });
    ui.add_space(12.0);
    buttons(ui, shown, "Merge", form.into.is_some(), false, || {
        let into = form.into.clone()?;
        Some(EditCommand::Several(Several::MergeLanes { from: form.lane.clone(), into }))
    })
}

fn buttons(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    verb: &str,
    ready: bool,
    enter: bool,
    edit: impl FnOnce() -> Option<EditCommand>,
) -> Option<Option<EditCommand>> {
    let mut answer = None;
    ui.horizontal(|ui| {
        if (ui.add_enabled(ready, main_button(verb, shown.theme)).clicked() || enter) && ready {
            answer = Some(edit());
        }
        if ui.button("Cancel").clicked() {
            answer = Some(None);
        }
    });
    answer
}
