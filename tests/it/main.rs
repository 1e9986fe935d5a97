//! Tests as data: a file and commands in, an outcome out. One binary, so that it links once.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[cfg(feature = "window")]
mod accessible;
mod align;
mod calendars;
mod clock;
mod coincidences;
mod colors;
mod command_line;
mod corpus;
mod countries;
mod country_codes;
mod crowds;
mod dates;
mod density;
mod diagnostics;
mod diff;
mod edits;
mod exchange;
mod faults;
mod files;
#[cfg(feature = "window")]
mod folds;
mod generated;
mod grouping;
mod hostile_files;
mod house;
mod house_words;
#[cfg(feature = "window")]
mod killed;
mod layout;
mod layout_places;
mod listing;
mod losses;
mod lsp;
mod measure;
mod merging;
mod named;
mod pairs;
mod pictures;
#[cfg(feature = "window")]
mod preferences;
mod publish;
mod publish_paper;
mod query;
#[cfg(feature = "window")]
mod random_actions;
mod readme;
mod recovery;
mod ruler;
mod saving;
mod scripts;
mod shell;
mod support;
mod text;
mod whole;
#[cfg(feature = "window")]
mod window;
#[cfg(feature = "window")]
mod window_accounts;
#[cfg(feature = "window")]
mod window_align;
#[cfg(feature = "window")]
mod window_analyst;
#[cfg(feature = "window")]
mod window_audience;
#[cfg(feature = "window")]
mod window_calendars;
#[cfg(feature = "window")]
mod window_clock;
#[cfg(feature = "window")]
mod window_density;
#[cfg(feature = "window")]
mod window_differences;
#[cfg(feature = "window")]
mod window_dock;
#[cfg(feature = "window")]
mod window_drag;
#[cfg(feature = "window")]
mod window_editing;
#[cfg(feature = "window")]
mod window_fields;
mod window_hostile;
#[cfg(feature = "window")]
mod window_list;
#[cfg(feature = "window")]
mod window_menus;
#[cfg(feature = "window")]
mod window_odd_stories;
#[cfg(feature = "window")]
mod window_opening;
#[cfg(feature = "window")]
mod window_pictures;
#[cfg(feature = "window")]
mod window_presenting;
#[cfg(feature = "window")]
mod window_publish;
#[cfg(feature = "window")]
mod window_reach;
#[cfg(feature = "window")]
mod window_room;
#[cfg(feature = "window")]
mod window_safety;
#[cfg(feature = "window")]
mod window_saving;
#[cfg(feature = "window")]
mod window_scripts;
#[cfg(feature = "window")]
mod window_search;
#[cfg(feature = "window")]
mod window_story;
#[cfg(feature = "window")]
mod window_timeline;
#[cfg(feature = "window")]
mod window_views;
mod writers;
