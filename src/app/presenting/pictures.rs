//! The steps as small pictures, made once each beside the window, and again only when the events or what a step shows is
//! another.

use std::sync::Arc;

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::analysis::{Coincidences, Index};
use crate::app::App;
use crate::app::jobs::registry::Kind;
use crate::export;
use crate::model::Version;
use crate::model::{Document, Progress, Step};
use crate::scene::Theme;
use crate::scene::theme::ThemeKind;
use crate::ui::commands::Panel;

/// The size at which a step is drawn for its picture, in points, and how much smaller the picture is.
const SIZE: (f32, f32) = (1280.0, 720.0);
const SCALE: f32 = 0.375;

/// The pictures that there are.
#[derive(Default)]
pub(crate) struct Pictures {
    made: Vec<(Key, TextureHandle)>,
    /// Counted up with each change of the events.
    events: u64,
    /// Of which opening and revision that is.
    of: Version,
}

/// What a picture depends on.
#[derive(Clone, PartialEq)]
struct Key {
    events: u64,
    theme: ThemeKind,
    /// Without what it merely says.
    step: Step,
}

impl App {
    /// The picture of each step, where it is made.
    pub(crate) fn pictures(&self) -> Vec<Option<TextureHandle>> {
        let find = |step: &Step| {
            let key = self.picture_key(step);
            self.derived.pictures.made.iter().find(|(of, _)| *of == key).map(|(_, texture)| texture.clone())
        };
        self.session.document().story().iter().map(find).collect()
    }

    fn picture_key(&self, step: &Step) -> Key {
        let step = Step {
            title: String::new(),
            text: String::new(),
            note: String::new(),
            seconds: None,
            ..step.clone()
        };
        Key { events: self.derived.pictures.events, theme: self.surroundings.theme.kind, step }
    }

    /// Makes pictures that are wanted and not there.
    pub(crate) fn keep_pictures(&mut self, ctx: &Context) {
        let is_wanted = match self.view.presenting {
            true => self.widgets.presenting.overview.is_some() || self.shows_console(),
            false => self.view.panels.dock.shows(Panel::Story),
        };
        if !is_wanted || self.jobs.registry.has(Kind::Pictures) || self.session.document().story().is_empty()
        {
            return;
        }
        let version = self.session.version();
        let known = self.derived.pictures.of;
        let document = self.session.document();
        let same = known.opening == version.opening
            && document.changed_since(known.revision).is_some_and(|events| events.is_empty());
        self.derived.pictures.events += u64::from(!same);
        self.derived.pictures.of = version;
        let keys: Vec<Key> =
            self.session.document().story().iter().map(|step| self.picture_key(step)).collect();
        self.derived.pictures.made.retain(|(key, _)| keys.contains(key));
        let made = |key: &Key| self.derived.pictures.made.iter().any(|(of, _)| of == key);
        let missing: Vec<Key> = keys.iter().filter(|key| !made(key)).cloned().collect();
        if missing.is_empty() {
            return;
        }
        let (index, list) = (self.session.shared_index(), self.session.shared_coincidences());
        let document = self.session.snapshot();
        let theme = self.surroundings.theme.clone();
        let make = move |progress: &Progress| {
            let mut made: Vec<(Key, ColorImage)> = Vec::new();
            for key in missing {
                if progress.is_cancelled() || made.iter().any(|(of, _)| *of == key) {
                    continue;
                }
                let image = picture(&document, (&index, &list), &key.step, &theme);
                made.extend(image.map(|image| (key, image)));
            }
            made
        };
        self.jobs.begin(ctx, Kind::Pictures, "Drawing the steps", make, |app, ctx, made| {
            for (key, image) in made {
                let texture = ctx.load_texture("step", image, TextureOptions::LINEAR);
                app.derived.pictures.made.push((key, texture));
            }
        });
    }
}

/// Draws a step. `found` is of the lanes that are shown now; of others they are found for it.
fn picture(
    document: &Document,
    (index, list): (&Arc<Index>, &Arc<Coincidences>),
    step: &Step,
    theme: &Theme,
) -> Option<ColorImage> {
    let canvas = export::step_canvas(document, (index, list), step, theme, (SIZE.into(), SCALE));
    export::rgba(&canvas.scene, theme.background, SCALE).ok()
}
