#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| trust::targets::run("list", bytes));
