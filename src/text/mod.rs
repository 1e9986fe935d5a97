//! Text and flags: the bundled fonts, one line of text in its right order whatever its script, and its width,
//! alike in the window and without one.
