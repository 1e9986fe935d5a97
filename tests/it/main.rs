//! Tests as data: a file and commands in, an outcome out. One binary, so that it links once.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod calendars;
mod coincidences;
mod command_line;
mod corpus;
mod countries;
mod dates;
mod diagnostics;
mod diff;
mod edits;
mod exchange;
mod faults;
mod generated;
mod grouping;
mod house;
mod layout;
mod listing;
mod measure;
mod pairs;
mod pictures;
mod query;
mod readme;
mod recovery;
mod saving;
mod scripts;
mod support;
mod text;
mod window;
mod window_analyst;
mod window_calendars;
mod window_list;
mod window_safety;
mod window_search;
mod window_views;
