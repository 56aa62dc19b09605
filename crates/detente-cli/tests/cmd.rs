//! Every command, as its page in `cmd/` shows it: what is printed, in which order, and the exit code. Beside a page,
//! `NAME.in` is the folder in which its commands are run; where there is `NAME.out`, they are run in a copy, and what they
//! leave there must equal it. `TRYCMD=overwrite` writes what is printed into the pages.

use std::process::Command;

#[test]
fn commands() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.md")
        .env("COLUMNS", "80")
        .insert_var("[VERSION]", env!("CARGO_PKG_VERSION"))
        .unwrap();
}
