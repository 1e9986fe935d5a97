//! Other people's data in the window: what a file would become, shown before anything is taken, with everything that
//! was found out about it open to change; and what a format would lose, told before anything is written.

mod columns;
mod events;
mod export;
mod import;
mod picture;
mod refresh;
mod report;

use egui::Context;

use crate::scene::Theme;
use crate::ui::commands::{Commands, ExportQuestion, ImportPreview, PictureQuestion, RefreshQuestion};

/// Shows what a file would become.
pub fn show_import(ctx: &Context, preview: &mut ImportPreview, theme: &Theme, commands: &mut Commands) {
    import::show(ctx, preview, theme, commands);
}

/// Shows what changed in the imported files.
pub fn show_refresh(ctx: &Context, question: &mut RefreshQuestion, theme: &Theme, commands: &mut Commands) {
    refresh::show(ctx, question, theme, commands);
}

/// Asks what to export as.
pub fn show_export(ctx: &Context, question: &mut ExportQuestion, theme: &Theme, commands: &mut Commands) {
    export::show(ctx, question, theme, commands);
}

/// Asks what a picture is to show.
pub fn show_picture(ctx: &Context, question: &mut PictureQuestion, theme: &Theme, commands: &mut Commands) {
    picture::show(ctx, question, theme, commands);
}
