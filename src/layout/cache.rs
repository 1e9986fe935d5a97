//! What the layout of one picture leaves for the next, so that moving the view does nothing twice. A picture made with
//! it is the same as one made without.

use std::rc::Rc;
use std::sync::Arc;

use super::labels::occupancy::Taken;
use super::labels::words::WordsMemory;
use super::lanes::{Heights, LaneBox};
use super::marks::mark_batch::Marks;
use super::marks::ongoing::Ongoing;
use super::marks::piles::{Behind, Piles};
use super::{Canvas, Frame, Target};
use crate::analysis::{Brief, Certainty, LanesBy};
use crate::scene::theme::ThemeKind;
use crate::scene::{Color, Item, Primitive, Rect};

/// So many lists of discs are kept for the next picture.
const MOST_SPARE: usize = 64;

/// What may be used again while the same things are shown.
#[derive(Default)]
pub struct Memory {
    stamp: Option<Stamp>,
    /// Whether there will be a next picture: then more is made ready than is in view.
    pub(super) keeps: bool,
    /// The strips of each lane.
    pub(super) strips: foldhash::HashMap<(u32, Layer), KeptStrip>,
    /// What labels say.
    pub(super) words: WordsMemory,
    /// The heights of the lanes.
    pub(super) heights: Heights,
    /// Room for what is taken of a lane.
    pub(super) taken: Taken,
    /// The coincidences that are certain, with the middle of their days.
    pub(super) certain: Vec<(f64, u32)>,
    certain_known: bool,
    rows: Rc<Rows>,
    rows_of: Vec<u32>,
    /// Lists of items and targets of a picture before, empty.
    items: Vec<Vec<Item>>,
    pub(super) hits: Vec<(Rect, Target)>,
    pub(super) piles: Piles,
    pub(super) behind: Behind,
    /// Spans that go on around the view.
    pub(super) ongoing: Ongoing,
    pub(super) marks: Marks,
    /// Room for labels, and for what can be pointed at above them.
    pub(super) labels: Vec<Item>,
    pub(super) above: Vec<(Rect, Target)>,
    /// The lane heads, and what they depend on.
    pub(super) heads: Option<KeptHeads>,
}

/// The position among the lanes that are shown of each lane.
#[derive(Default)]
pub(crate) struct Rows(Vec<Option<u32>>);

impl Rows {
    /// Where a lane is shown, by its position among all.
    pub fn of(&self, lane: u32) -> Option<usize> {
        self.0.get(lane as usize).copied().flatten().map(|row| row as usize)
    }
}

/// The lane heads as they were drawn.
pub(super) struct KeptHeads {
    pub key: HeadsKey,
    pub groups: Vec<Item>,
}

/// What the lane heads depend on besides the data.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeadsKey {
    pub boxes: Vec<LaneBox>,
    pub split: f32,
    pub heads: Rect,
    pub theme: ThemeKind,
    /// What is said of the clocks of each lane; empty where nothing is.
    pub clocks: Vec<Option<Arc<str>>>,
}

/// What all that is kept depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stamp {
    data: Shown,
    text_scale: f32,
    pixels_per_point: f32,
}

/// Which data is shown, by numbers that are never used for two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Which opening of a document, and which revision of it.
    pub document: (u64, u64),
    /// What the lanes are.
    pub lanes_by: LanesBy,
    /// Which list of coincidences.
    pub list: u64,
    /// Which answer to a search.
    pub answer: Option<u64>,
    /// Which alignment; 0 for none.
    pub aligned: u64,
}

/// What a strip of a lane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Layer {
    /// All its events.
    All,
    /// Those that a search has found.
    Found,
    /// On how many days they coincide with those of others.
    Ties,
}

/// The columns of a strip, those a little out of sight too.
#[derive(Clone)]
pub(super) struct KeptStrip {
    pub level: u8,
    pub ink: Color,
    pub first: i64,
    pub counts: Arc<[u32]>,
    pub columns: Arc<[Color]>,
}

impl Memory {
    /// Says what is to be shown; whatever was kept of other things is forgotten.
    pub fn begin(&mut self, data: Shown, frame: &Frame<'_>) {
        let stamp = Stamp {
            data,
            text_scale: frame.resolution.text_scale,
            pixels_per_point: frame.resolution.pixels_per_point,
        };
        if self.stamp != Some(stamp) {
            *self = Self { stamp: Some(stamp), keeps: true, ..Self::default() };
        }
        self.words.begin();
    }

    /// Takes a picture apart that is no longer shown, so that the next need not ask for memory of its own.
    pub fn recycle(&mut self, canvas: Canvas) {
        let Canvas { scene, mut hits, mut piles, .. } = canvas;
        hits.clear();
        piles.clear();
        (self.hits, self.piles) = (hits, piles);
        self.items.clear();
        for item in scene.items {
            if let Primitive::Group { mut items, .. } = item.primitive {
                for item in items.drain(..) {
                    if let Primitive::Discs { mut discs, .. } = item.primitive {
                        discs.clear();
                        self.marks.spare.push(discs);
                    }
                }
                self.items.push(items);
            }
        }
        // The largest is used first.
        self.marks.spare.sort_unstable_by_key(Vec::capacity);
        self.marks.spare.drain(..self.marks.spare.len().saturating_sub(MOST_SPARE));
    }

    /// An empty list of items, with the room that one had before.
    pub(super) fn items(&mut self) -> Vec<Item> {
        self.items.sort_unstable_by_key(Vec::capacity);
        self.items.pop().unwrap_or_default()
    }

    /// Finds the certain coincidences, once.
    pub(super) fn certain(&mut self, all: &[Brief]) {
        if std::mem::replace(&mut self.certain_known, self.keeps) && self.keeps {
            return;
        }
        let certain = |(at, c): (u32, &Brief)| {
            (c.certainty == Certainty::Certain).then(|| (super::axis::time_scale::middle(c), at))
        };
        self.certain = (0..).zip(all).filter_map(certain).collect();
        self.certain.sort_by(|a, b| a.0.total_cmp(&b.0));
    }

    /// The position of each lane among those that are shown.
    pub(super) fn rows(&mut self, frame: &Frame<'_>) -> Rc<Rows> {
        if self.rows_of != frame.lanes.shown {
            let mut rows = vec![None; frame.index.grouping().lanes().len()];
            for (lane, row) in frame.lanes.shown.iter().zip(0..) {
                if let Some(slot) = rows.get_mut(*lane as usize) {
                    *slot = Some(row);
                }
            }
            self.rows = Rc::new(Rows(rows));
            self.rows_of = frame.lanes.shown.to_vec();
        }
        Rc::clone(&self.rows)
    }
}
