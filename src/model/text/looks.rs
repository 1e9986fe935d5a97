//! How often names and texts of a document are looked at, counted on each thread in debug builds: tests of what a frame
//! costs count this, as time says little on a busy machine.

#[cfg(debug_assertions)]
use std::cell::Cell;

#[cfg(debug_assertions)]
thread_local! {
    static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// A name or a text is looked at.
#[inline]
pub(super) fn look() {
    #[cfg(debug_assertions)]
    LOOKS.with(|looks| looks.set(looks.get() + 1));
}

/// How often this thread has looked at one; 0 in a release build, which does not count.
#[must_use]
pub fn looks() -> u64 {
    #[cfg(debug_assertions)]
    return LOOKS.with(Cell::get);
    #[cfg(not(debug_assertions))]
    0
}
