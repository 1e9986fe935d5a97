//! The command line: everything that works without a display, and the way to the window.
