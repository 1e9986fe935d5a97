//! Gives back memory where that holds nobody up.

/// Drops something large on another thread: giving back a million events takes longer than a frame.
pub(crate) fn drop_in_background(thing: impl Send + 'static) {
    std::thread::spawn(move || drop(thing));
}
