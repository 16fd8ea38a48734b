//! `cargo errcat init`: a catalog to start from.

use std::fs::{File, create_dir_all};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::args::Init;
use crate::{Failure, Outcome, failure, import, print, specs, tell};

/// The catalog that is written; `NAME` stands for its name and `TITLE` for the name as a person writes it.
const TEMPLATE: &str = include_str!("init.yaml");

pub(crate) fn run(args: &Init) -> Result<Outcome, Failure> {
    let name = import::chosen_name(Some(&args.name), Path::new(""))?;
    let folder = Path::new(specs::FOLDER);
    create_dir_all(folder)
        .map_err(|error| failure!("{} cannot be made: {error}", folder.display()))?;
    let path = folder.join(format!("{name}.yaml"));
    let text = TEMPLATE.replace("NAME", &name);
    write_new(&path, &text.replace("TITLE", &title(&name)))?;
    print(&format!("{} written", path.display()));
    tell!("{}", next_steps(&name, &path));
    Ok(Outcome::Fine)
}

/// Writes a file that must not be there: a catalog is somebody's work.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            failure!("{} is there already; nothing was written", path.display())
        }
        _ => failure!("{} cannot be written: {error}", path.display()),
    };
    let mut file = File::create_new(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
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
  1. Put your API's envelope and errors in the place of the examples, then see whether all is in order:
         cargo errcat check {path}
  2. Use it in a crate (`cargo add api-error-catalog --features derive`):
         #[derive(ApiErrorCatalog)]
         #[catalog(path = \"{path}\", module = {name})]
         pub struct {stem};
  3. Write its reference page:
         cargo errcat export {path} --format markdown",
        path = path.display(),
        stem = title(name).replace(' ', ""),
    )
}
