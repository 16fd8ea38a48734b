//! What the derive reports if the dependency is renamed and its name is missing.

#[test]
fn the_message_names_the_attribute() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/cases/fail_unnamed.rs");
}
