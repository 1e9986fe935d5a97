//! What the user sees and touches: egui panels and the canvas. Reads the document, asks for changes by commands.
