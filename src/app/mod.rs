//! The program's state and one frame of it.
