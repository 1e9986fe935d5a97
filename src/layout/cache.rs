//! What the layout of one picture leaves for the next, so that moving the view does nothing twice. A picture made with
//! it is the same as one made without.

use std::rc::Rc;
use std::sync::Arc;

use super::labels::occupancy::Taken;
use super::labels::words::WordsMemory;
use super::lanes::LaneBox;
use super::marks::band_days::BandDays;
use super::marks::links::Outgoing;
use super::marks::mark_batch::Marks;
use super::marks::ongoing::Ongoing;
use super::marks::piles::{Behind, Piles};
use super::marks::rows::Rows as Packing;
use super::{Canvas, Frame, Target};
use crate::analysis::{Certainty, LanesBy};
use crate::model::Version;
use crate::scene::theme::ThemeKind;
use crate::scene::{Item, Primitive, Rect};

/// What so many coincidences involve is kept before all of it is forgotten.
const MOST_INVOLVED: usize = 64;

/// So many lists of discs are kept for the next picture.
const MOST_SPARE_LISTS: usize = 64;

/// What may be used again while the same things are shown.
#[derive(Default)]
pub struct Memory {
    stamp: Option<Stamp>,
    /// Whether there will be a next picture: then more is made ready than is in view.
    pub(super) keeps: bool,
    /// The strips of each lane.
    pub(super) strips: foldhash::HashMap<Place, KeptStrip>,
    /// What labels say.
    pub(super) words: WordsMemory,
    /// Room for packing lanes into rows.
    pub(super) packing: Packing,
    /// Room for what is taken of a lane.
    pub(super) taken: Taken,
    /// The coincidences that are certain and stand out, by time.
    pub(super) standing_out: Vec<BandDays>,
    /// By what they stand out, where they are known.
    standing_out_by: Option<(usize, Option<f64>)>,
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
    /// Where the links of the event in question lead.
    pub(super) outgoing: Outgoing,
    /// The lanes that members of a coincidence involve besides its own.
    involved: foldhash::HashMap<usize, Rc<[u32]>>,
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

/// The lanes that members of the coincidences in question involve besides their own.
#[derive(Default)]
pub(crate) struct Involved(Vec<(usize, Rc<[u32]>)>);

impl Involved {
    /// Those of one of them.
    pub fn of(&self, at: usize) -> &[u32] {
        self.0.iter().find(|(of, _)| *of == at).map_or(&[], |(_, lanes)| lanes)
    }
}

fn involved_by(frame: &Frame<'_>, at: usize) -> Vec<u32> {
    let grouping = frame.index.grouping();
    if grouping.by() != LanesBy::Country {
        return Vec::new();
    }
    let mut seen: foldhash::HashSet<u32> = frame.coincidences.lanes(at).iter().copied().collect();
    let members =
        frame.coincidences.events(at).iter().filter_map(|ix| frame.document.events().get(ix.index()));
    let lanes = members.flat_map(|event| &event.involves).filter_map(|id| grouping.position(id));
    lanes.filter(|lane| seen.insert(*lane)).collect()
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
    data: ShownData,
    text_scale: f32,
    pixels_per_point: f32,
}

/// Which data is shown, by numbers that are never used for two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownData {
    /// Which opening of a document, and which revision of it.
    pub document: Version,
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
}

/// Which strip it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub lane: u32,
    pub layer: Layer,
    /// Of which of the stretches in view.
    pub part: usize,
}

/// The columns of a strip, those a little out of sight too.
#[derive(Clone)]
pub(super) struct KeptStrip {
    pub level: u8,
    pub first: i64,
    pub counts: Arc<[u32]>,
}

impl Memory {
    /// Says what is to be shown; whatever was kept of other things is forgotten.
    pub fn begin(&mut self, data: ShownData, frame: &Frame<'_>) {
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
        self.marks.spare.drain(..self.marks.spare.len().saturating_sub(MOST_SPARE_LISTS));
    }

    /// An empty list of items, with the room that one had before.
    pub(super) fn items(&mut self) -> Vec<Item> {
        self.items.sort_unstable_by_key(Vec::capacity);
        self.items.pop().unwrap_or_default()
    }

    /// Finds the certain coincidences that stand out, once.
    pub(super) fn standing_out(&mut self, frame: &Frame<'_>) {
        let by = Some((frame.surprise.log10.len(), frame.surprise.below));
        if std::mem::replace(&mut self.standing_out_by, by) == by && self.keeps {
            return;
        }
        let all = frame.coincidences.briefs();
        let certain = (0_u32..).zip(all).filter(|(_, brief)| brief.certainty == Certainty::Certain);
        let standing_out = certain.filter(|(at, _)| frame.surprise.stands_out(*at as usize));
        self.standing_out = standing_out.map(|(at, brief)| BandDays::of(at, brief)).collect();
        self.standing_out.sort_by(|a, b| a.middle.total_cmp(&b.middle));
    }

    /// The lanes that members of some coincidences involve besides its own, as positions among all, in the order in
    /// which they are named. Found once: one event may involve a hundred thousand.
    pub(super) fn involved(&mut self, frame: &Frame<'_>, at: impl Iterator<Item = usize>) -> Involved {
        if !self.keeps || self.involved.len() > MOST_INVOLVED {
            self.involved.clear();
        }
        let mut of = |at: usize| {
            let lanes = self.involved.entry(at).or_insert_with(|| involved_by(frame, at).into());
            (at, Rc::clone(lanes))
        };
        Involved(at.map(&mut of).collect())
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
