//! What a screen reader says of a widget.

use std::borrow::Cow;

use egui::accesskit::{Node, Role};
use egui::{Context, FullOutput, Plugin, Response, WidgetInfo};

use crate::model::brief;

/// Gives a response the name that a screen reader says.
pub fn named(response: Response, role: Role, name: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(role, true, brief(name)));
    response
}

/// Cuts what screen readers are told of texts that no line has room for: nobody listens to a title of a megabyte, and it
/// would be sent in every frame.
struct Brief;

impl Plugin for Brief {
    fn debug_name(&self) -> &'static str {
        "names no longer than a line"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        let nodes = output.platform_output.accesskit_update.iter_mut().flat_map(|update| &mut update.nodes);
        for (_, node) in nodes {
            cut(node);
        }
    }
}

fn cut(node: &mut Node) {
    let long = |text: Option<&str>| match text.map(brief) {
        Some(Cow::Owned(text)) => Some(text),
        _ => None,
    };
    if let Some(text) = long(node.label()) {
        node.set_label(text);
    }
    if let Some(text) = long(node.value()) {
        node.set_value(text);
    }
    if let Some(text) = long(node.description()) {
        node.set_description(text);
    }
}

/// Has all names of a window cut to what is worth being said.
pub fn install(ctx: &Context) {
    ctx.add_plugin(Brief);
}
