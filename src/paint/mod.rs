//! What the window and the PNG share on the way from a scene to the screen: the bundled fonts, one line of text
//! in its right order whatever its script, flags, and the scene's primitives as epaint shapes.

pub mod bidi;
pub mod bundled;
pub mod fallback;
pub mod flags;
pub mod fonts;
pub mod logical;
pub mod shapes;
pub mod sheet;

pub use bidi::{is_right_to_left, isolated};
pub use flags::flag_image;
pub use fonts::{ContextMeasure, HeadlessFonts, font_definitions, font_id, job, paragraph, plain_job};
