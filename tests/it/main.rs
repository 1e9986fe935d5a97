//! Tests as data: a file and commands in, an outcome out. One binary, so that it links once.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod calendars;
mod coincidences;
mod command_line;
mod corpus;
mod countries;
mod dates;
mod diagnostics;
mod edits;
mod faults;
mod generated;
mod house;
mod layout;
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
mod window_calendars;
mod window_list;
mod window_search;
