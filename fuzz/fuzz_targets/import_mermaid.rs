//! Feeds anything at all to what `imports::mermaid` checks.
#![no_main]

#[path = "../imports.rs"]
#[allow(dead_code)]
mod imports;

libfuzzer_sys::fuzz_target!(|data: &[u8]| imports::mermaid(data));
