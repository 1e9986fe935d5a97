//! egui's style from a theme's tokens, so that controls and canvas are of one piece and a colour is written in
//! one place only.

use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Vec2,
    Visuals,
};

use crate::scene::theme::ThemeKind;
use crate::scene::{Color, Theme};

/// Height of the one bar at the top, in points.
pub const BAR_HEIGHT: f32 = 44.0;
/// Text that is read, in points.
pub const BODY: f32 = 13.0;
/// Secondary text, in points.
pub const SMALL: f32 = 12.5;
/// Headings, in points.
pub const HEADING: f32 = 16.0;

/// Installs the bundled fonts; once per context.
pub fn install_fonts(ctx: &Context) {
    ctx.set_fonts(crate::paint::font_definitions());
}

/// Makes egui look like the theme.
pub fn apply(ctx: &Context, theme: &Theme) {
    let dark = is_dark(theme.kind);
    let egui_theme = if dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(egui_theme);
    ctx.set_style_of(egui_theme, style(theme));
    // Looks at every corner of every mesh in every frame; what is out of sight is left out before it becomes a shape.
    ctx.tessellation_options_mut(|options| options.coarse_tessellation_culling = false);
}

/// Whether a theme is light on dark.
#[must_use]
pub fn is_dark(kind: ThemeKind) -> bool {
    matches!(kind, ThemeKind::Dark | ThemeKind::HighContrastDark)
}

fn style(theme: &Theme) -> Style {
    let mut style = Style { visuals: visuals(theme), ..Style::default() };
    let font = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, font(12.0)),
        (TextStyle::Body, font(BODY)),
        (TextStyle::Button, font(BODY)),
        (TextStyle::Heading, font(HEADING)),
        (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 6.0);
    spacing.button_padding = Vec2::new(8.0, 4.0);
    spacing.interact_size = Vec2::new(28.0, 24.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(18);
    spacing.scroll = egui::style::ScrollStyle::thin();
    spacing.tooltip_width = 360.0;
    style.interaction.tooltip_delay = 0.3;
    style.animation_time = 0.12;
    style.url_in_tooltip = true;
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let dark = is_dark(theme.kind);
    let c = |color: Color| Color32::from(color);
    let mut v = if dark { Visuals::dark() } else { Visuals::light() };
    v.override_text_color = None;
    v.weak_text_color = Some(c(theme.text_muted));
    v.hyperlink_color = c(theme.coincidence_text);
    v.faint_bg_color = c(theme.lane_alternate);
    v.extreme_bg_color = c(theme.field);
    v.text_edit_bg_color = Some(c(theme.field));
    v.code_bg_color = c(theme.field);
    v.warn_fg_color = c(theme.warning);
    v.error_fg_color = c(theme.error);
    v.panel_fill = c(theme.panel);
    v.window_fill = c(theme.panel);
    v.window_stroke = Stroke::new(1.0, c(theme.hairline));
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = CornerRadius::same(8);
    let shade = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(if dark { 90 } else { 28 }),
    };
    v.window_shadow = shade;
    v.popup_shadow = shade;
    v.selection.bg_fill = c(theme.categories[0].faded(if dark { 0.45 } else { 0.25 }).over(theme.panel));
    v.selection.stroke = Stroke::new(1.0, c(theme.text));
    v.button_frame = true;
    v.indent_has_left_vline = false;
    v.text_cursor.stroke = Stroke::new(1.5, c(theme.text));
    let hover = theme.text.faded(0.08).over(theme.field);
    let radius = CornerRadius::same(6);
    let edge = if high_contrast(theme.kind) { Stroke::new(1.0, c(theme.hairline)) } else { Stroke::NONE };
    for (widget, ground, stroke) in [
        (&mut v.widgets.noninteractive, theme.panel, Stroke::new(1.0, c(theme.hairline))),
        (&mut v.widgets.inactive, theme.field, edge),
        (&mut v.widgets.hovered, hover, edge),
        (&mut v.widgets.active, theme.text.faded(0.14).over(theme.field), edge),
        (&mut v.widgets.open, hover, edge),
    ] {
        widget.bg_fill = c(ground);
        widget.weak_bg_fill = c(ground);
        widget.bg_stroke = stroke;
        widget.fg_stroke = Stroke::new(1.0, c(theme.text));
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    // Boxes and dots to tick are drawn on the ground of their menu and must stand out from it.
    v.widgets.inactive.bg_fill = c(theme.text_faint.faded(0.5).over(theme.panel));
    if high_contrast(theme.kind) {
        v.disabled_alpha = 0.65;
    }
    // What has the keyboard shows it by its edge, fields as well (ui/widgets/focus_ring.rs draws the ring around the rest).
    v.widgets.active.bg_stroke = Stroke::new(1.5, c(theme.focus));
    v.selection.stroke.width = 1.5;
    v
}

/// Whether a theme is one of high contrast.
#[must_use]
pub fn high_contrast(kind: ThemeKind) -> bool {
    matches!(kind, ThemeKind::HighContrastLight | ThemeKind::HighContrastDark)
}
