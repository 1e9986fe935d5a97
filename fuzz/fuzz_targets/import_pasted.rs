//! Feeds anything at all to what `imports::pasted` checks.
#![no_main]

#[path = "../imports.rs"]
#[allow(dead_code)]
mod imports;

libfuzzer_sys::fuzz_target!(|data: &[u8]| imports::pasted(data));
