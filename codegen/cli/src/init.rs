//! `cargo errcat init`: creates a small catalog to start from.

use std::fs::create_dir_all;
use std::path::Path;

use crate::args::Init;
use crate::output::write_new;
use crate::{Failure, Outcome, failure, import, message, print, specs};

/// The new catalog, with `NAME` and `TITLE` to be replaced.
const TEMPLATE: &str = include_str!("init.yaml");

pub(crate) fn run(args: &Init) -> Result<Outcome, Failure> {
    let name = import::chosen_name(Some(&args.name), Path::new(""))?;
    let directory = Path::new(specs::DIRECTORY);
    create_dir_all(directory)
        .map_err(|error| failure!("cannot create {}: {error}", directory.display()))?;
    let path = directory.join(format!("{name}.yaml"));
    let text = TEMPLATE.replace("NAME", &name);
    write_new(&path, &text.replace("TITLE", &title(&name)))?;
    print(&format!("{} written", path.display()));
    message!("{}", next_steps(&name, &path));
    Ok(Outcome::Fine)
}

/// `acme_speech` → `Acme Speech`
fn title(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty()).map(|word| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        format!("{}{rest}", first.to_uppercase())
    });
    words.collect::<Vec<_>>().join(" ")
}

fn next_steps(name: &str, path: &Path) -> String {
    format!(
        "
Next:
  1. Replace the examples with your API's envelope and errors, then check the catalog:
         cargo errcat check {path}
  2. Use it in a crate:
         cargo add api-error-catalog --git {repository} --features derive
         #[derive(ApiErrorCatalog)]
         #[catalog(path = \"{path}\", module = {name})]
         pub struct {stem};
  3. Write its reference page:
         cargo errcat export {path} --format markdown",
        path = path.display(),
        // The crates are not on a registry yet.
        repository = env!("CARGO_PKG_REPOSITORY"),
        stem = title(name).replace(' ', ""),
    )
}
