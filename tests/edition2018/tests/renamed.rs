//! The error of the derive if the dependency is renamed and its name is not given.

#[test]
fn the_message_names_the_attribute() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/cases/fail_unnamed.rs");
}
