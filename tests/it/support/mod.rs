//! What several tests share: pictures compared with those that a person approved, and a renderer and a
//! driver for the whole window.
#![allow(dead_code, reason = "each test uses its part")]

pub mod any_edit;
pub mod approved;
pub mod counted;
pub mod dice;
pub mod documents;
#[cfg(feature = "window")]
pub mod everywhere;
#[cfg(feature = "window")]
pub mod renderer;
#[cfg(feature = "window")]
pub mod window;

use coeval::analysis::{Coincidences, Index, Rule};
use coeval::export;
use coeval::layout::{self, Frame, Viewport};
use coeval::model::Document;
use coeval::paint::HeadlessFonts;
use coeval::scene::{Scene, Theme, Vec2};

/// The scene of a whole document: all lanes, certain and possible coincidences, nothing selected, no today.
pub fn scene_of(document: &Document, viewport: Viewport, size: Vec2, theme: &Theme) -> Scene {
    scene_with(document, viewport, size, theme, |_| {})
}

/// The same with whatever `change` sets: what is selected, gone to, or in sight.
pub fn scene_with(
    document: &Document,
    viewport: Viewport,
    size: Vec2,
    theme: &Theme,
    change: impl FnOnce(&mut Frame<'_>),
) -> Scene {
    let index = Index::build(document);
    let rule = Rule { possible: true, ..Rule::default() };
    let coincidences = Coincidences::new(document, &rule);
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let mut frame = Frame::plain(document, &index, &coincidences, viewport, size, theme, &lanes);
    change(&mut frame);
    layout::build(&frame, &mut HeadlessFonts::new(1.0)).scene
}

/// The PNG of a whole document at one pixel per point.
pub fn render_document(document: &Document, viewport: Viewport, size: Vec2, theme: &Theme) -> Vec<u8> {
    let scene = scene_of(document, viewport, size, theme);
    export::png(&scene, theme.background, 1.0).unwrap()
}
