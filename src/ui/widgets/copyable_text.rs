//! What is selected in labels, as it is written: egui copies what it draws, and tells screen readers the same, which for
//! text of right-to-left scripts is the order of the screen. Here both get the order of the letters.

use std::collections::HashMap;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Context, Galley, Id, Label, OutputCommand, Plugin, Response, Ui};

use super::accessible::named;
use crate::paint::bidi;
use crate::paint::logical::{Drawn, copied};

/// The labels of a frame that are drawn in another order than they are written.
#[derive(Default)]
struct Labels {
    drawn: Vec<Drawn>,
    /// How many commands the window had been given when the frame's own code was done: those that follow come from
    /// selected labels. The program's own, and text fields', are as they should be.
    own_commands: usize,
    /// What screen readers are told of labels, so that it is found out once and not in every frame.
    said: HashMap<Id, Said>,
    /// Counts frames.
    pass: u64,
}

/// The lines of a label as they are written.
struct Said {
    of: Drawn,
    lines: Option<Arc<[String]>>,
    /// The frame in which they were last told.
    pass: u64,
}

/// Lines are kept for so many frames without their label: several windows draw in turn.
const KEPT_PASSES: u64 = 4;

impl Labels {
    fn lines(&mut self, id: Id, drawn: &Drawn) -> Option<Arc<[String]>> {
        let pass = self.pass;
        let said = self.said.get_mut(&id).filter(|said| said.of == *drawn);
        if let Some(said) = said {
            said.pass = pass;
            return said.lines.clone();
        }
        let lines: Option<Arc<[String]>> = drawn.lines().map(Into::into);
        self.said.insert(id, Said { of: drawn.clone(), lines: lines.clone(), pass });
        lines
    }
}

impl Plugin for Labels {
    fn debug_name(&self) -> &'static str {
        "labels as they are written"
    }

    fn setup(&mut self, ctx: &Context) {
        // These come before the plugin that copies from labels, as our `on_end_pass` comes after it.
        let count = |ui: &mut Ui| {
            let own = ui.ctx().output(|output| output.commands.len());
            ui.ctx().with_plugin(|labels: &mut Self| labels.own_commands = own);
        };
        ctx.on_end_pass("what labels copy comes behind this", Arc::new(count));
    }

    fn on_begin_pass(&mut self, _: &mut Ui) {
        self.drawn.clear();
        self.pass += 1;
        let oldest = self.pass.saturating_sub(KEPT_PASSES);
        self.said.retain(|_, said| said.pass >= oldest);
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        ui.ctx().output_mut(|output| {
            for command in output.commands.iter_mut().skip(self.own_commands) {
                if let OutputCommand::CopyText(text) | OutputCommand::TextSelectionSettled(text) = command {
                    *text = copied(text, &self.drawn);
                }
            }
        });
    }
}

/// Shows a text, laid out in this galley, that can be selected.
pub fn label(ui: &mut Ui, galley: Arc<Galley>, text: &str) -> Response {
    let turned = galley.text() != text && !bidi::is_left_to_right(text);
    let drawn = turned.then(|| Drawn { logical: text.to_owned(), visual: galley.text().to_owned() });
    let response = named(ui.add(Label::new(galley)), Role::Label, text);
    if let Some(drawn) = drawn {
        say(ui.ctx(), &response, &drawn);
        ui.ctx().plugin_or_default::<Labels>().lock().drawn.push(drawn);
    }
    response
}

/// Gives screen readers the label's lines as they are written. (Where each letter stands is not told: egui knows it of
/// what is drawn.)
fn say(ctx: &Context, response: &Response, drawn: &Drawn) {
    let listening =
        ctx.accesskit_node_builder(response.id, egui::accesskit::Node::clear_text_selection).is_some();
    if !listening {
        return;
    }
    let lines = ctx.plugin_or_default::<Labels>().lock().lines(response.id, drawn);
    for (row, line) in lines.iter().flat_map(|lines| lines.iter()).enumerate() {
        ctx.accesskit_node_builder(response.id.with(row).with(0_usize), |node| {
            if node.value().is_none() {
                return;
            }
            let lengths: Vec<u8> = line.chars().map(|c| c.len_utf8() as u8).collect();
            if bidi::is_right_to_left(line) {
                node.set_text_direction(egui::accesskit::TextDirection::RightToLeft);
            }
            node.set_character_lengths(lengths);
            node.clear_character_positions();
            node.clear_character_widths();
            node.clear_word_starts();
            node.set_value(line.as_str());
        });
    }
}
