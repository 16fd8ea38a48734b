#!/usr/bin/env python3
"""What a catalog costs who builds with it: compile time, memory, size, cold builds and incremental ones.

    tests/bench/build_costs.py [compile] [cold] [ways] [--repeat N] [--sizes N …] [--largest]

Without a name all three. Prints Markdown; times are user + system CPU seconds, medians of N (3) runs in which the sides
take turns. `--largest` lets rustc check 10,000 codes by hand, too: a minute and gigabytes. Works offline once Cargo has
the crates. Everything is built in a temporary folder.
"""

import argparse
import re
import shlex
import shutil
import tempfile
from pathlib import Path

from measure import ROOT, built, cost, interleaved, machine, manifest, ours, project, table

SIZES = [16, 73, 1_000, 10_000]
MODES = {"check": ["check"], "debug": ["build"], "release": ["build", "--release"]}
BY_HAND = 'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\nstrum = { version = "0.28", features = ["derive"] }\nthiserror = "2"'

# Each crate is a library, as clients are, with one function that decodes an error from a status and a body, and prints all
# facts about it: its line, its text, message, status, type, category, and how many codes there are. All but `match` read the five
# fields of the envelope, keep the body and are a `std::error::Error`. A program that calls it is linked only to measure its size.
OURS = """pub mod made { include!("made.rs"); }
pub fn run(body: String, code: &str) {
    let error = made::Error::from_parts(404, [], body);
    println!("{error} {error:?} {:?} {:?}", error.kind(), made::ErrorKind::from_code(code));
    if let Some(kind) = error.kind() {
        let info = kind.info();
        println!("{:?} {} {:?} {:?} {}", info.code, info.description, info.statuses, info.error_type, info.category);
    }
    println!("{}", made::ErrorKind::ALL.len());
}
"""
DERIVED = """pub mod made { include!("made.rs"); }
#[derive(Debug, serde::Deserialize)]
pub struct Detail {
    #[serde(rename = "type")]
    pub ty: Option<String>,
    pub code: made::Code,
    pub message: String,
    pub request_id: Option<String>,
    pub param: Option<String>,
}
#[derive(Debug, serde::Deserialize)]
struct Envelope { detail: Detail }
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{:?} ({status}): {}", detail.code, detail.message)]
    Documented { status: u16, detail: Detail, body: String },
    #[error("({status}): {source}")]
    Other { status: u16, source: serde_json::Error, body: String },
}
impl Error {
    pub fn from_parts(status: u16, body: String) -> Error {
        match serde_json::from_str::<Envelope>(&body) {
            Ok(Envelope { detail }) => Error::Documented { status, detail, body },
            Err(source) => Error::Other { status, source, body },
        }
    }
}
pub fn run(body: String, code: &str) {
    let error = Error::from_parts(404, body);
    println!("{error} {error:?}");
    if let Error::Documented { detail: Detail { code, .. }, .. } = &error {
        println!("{code} {code:?} {} {} {}", code.status(), code.error_type(), code.category());
    }
"""
PARSED = """    use strum::{EnumMessage, IntoEnumIterator};
    println!("{:?}", code.parse::<made::Code>().map(|code| (<&str>::from(code), code.get_message())));
    println!("{}", made::Code::iter().len());
}
"""
MATCHED = """pub mod made { include!("made.rs"); }
pub fn run(body: String, code: &str) {
    let code = made::Code::of(code);
    println!("{} {code:?} {:?}", body.len(), code.map(|code| (code.status(), code.error_type(), code.category())));
}
"""
MAIN = """fn main() {{
    let [body, code] = [1, 2].map(|at| std::env::args().nth(at).unwrap_or_default());
    {name}::run(body, &code)
}}
"""
EMPTY = "fn main() {}\n"

PRINTED = """fn main() {
    let error = elevenlabs::Error::from_parts(404, [], std::env::args().nth(1).unwrap_or_default());
    println!("{error} {:?}", error.kind());
}
"""
READY = "use api_error_catalog::elevenlabs;\n" + PRINTED
DERIVE = """#[derive(api_error_catalog::ApiErrorCatalog)]
#[catalog(path = "elevenlabs.yaml", module = elevenlabs)]
pub struct Elevenlabs;
""" + PRINTED
INCLUDE = "api_error_catalog::include_catalog!(pub mod elevenlabs);\n" + PRINTED
BUILD = """fn main() -> Result<(), api_error_catalog_codegen::BuildError> {
    api_error_catalog_codegen::Builder::new().catalog("elevenlabs.yaml").generate()
}
"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("parts", nargs="*", metavar="compile|cold|ways")
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--largest", action="store_true")
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    given = arguments.parse_args()
    print(f"{machine()}; medians of {given.repeat}\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, part in {"compile": compiled, "cold": cold, "ways": ways}.items():
            if name in given.parts or not given.parts:
                part(Path(folder), given)


def compiled(folder, given):
    """The user's crate alone, all dependencies built before."""
    synthetic, errcat = built("bench", "synthetic"), built("cargo-errcat", "cargo-errcat")
    empty = program(project(folder / "empty", manifest("empty", ""), {"src/main.rs": EMPTY}), folder)
    rows = []
    for size in given.sizes:
        cost([synthetic, size, folder / "made"])
        cost([errcat, "errcat", "generate", folder / "made" / f"made{size}.yaml", "--out", folder / "made"])
        for mode, command in MODES.items():
            crates = sides(folder, size, mode == "check" and given.largest)
            costs = interleaved({name: recompiled(crate, command, folder) for name, crate in crates.items()}, given.repeat)
            for name, measured in costs.items():
                times = measured.cpu / costs["ours"].cpu
                kib = f"{(program(crates[name], folder) - empty) / 1024:.0f}" if mode == "release" else ""
                rows.append([f"{size:,}", mode, name, f"{measured.cpu:.2f}", f"{times:.1f}", f"{measured.memory:.0f}", kib])
    print(table(["codes", "mode", "way", "CPU s", "times ours", "MiB", "stripped KiB"], rows))
    print("Stripped: a program with it less one that does nothing.\n", flush=True)


def sides(folder, size, largest):
    """A crate for each way; at the largest size few, as rustc gives out."""
    module = lambda way: (folder / "made" / f"made{size}{way}.rs").read_text()
    crate = lambda name, dependencies, code, way: project(
        folder / name,
        manifest(name, dependencies),
        {"src/lib.rs": code, "src/main.rs": MAIN.format(name=name), "src/made.rs": module(way)},
    )
    crates = {"ours": crate("ours", ours(), OURS, "")}
    if size < SIZES[-1] or largest:
        crates["thiserror + serde + strum"] = crate("all", BY_HAND, DERIVED + PARSED, "_all")
    if size < SIZES[-1]:
        crates["thiserror + serde"] = crate("serde_only", BY_HAND, DERIVED + "    let _ = code;\n}\n", "_serde")
        crates["match"] = crate("matched", "", MATCHED, "_match")
    return crates


def recompiled(crate, command, folder):
    """Compiles a library anew, by rustc alone: not its dependencies, and without what Cargo itself takes."""
    env = {"CARGO_TARGET_DIR": str(folder / "target"), "CARGO_INCREMENTAL": "0"}
    cargo = ["cargo", *command, "--lib", "--offline"]
    cost([*cargo, "--quiet"], crate, env)
    (crate / "src" / "lib.rs").touch()
    told = re.findall(r"Running `(.*rustc --crate-name .*)`", cost([*cargo, "--verbose"], crate, env).output)
    rustc = shlex.split(told[-1])
    return lambda: cost(rustc, crate, env)


def program(crate, folder):
    """The size in bytes of the crate's program, stripped."""
    cost(["cargo", "build", "--release", "--quiet", "--offline"], crate, {"CARGO_TARGET_DIR": str(folder / "target")})
    return (folder / "target" / "release" / crate.name).stat().st_size


def cold(folder, given):
    """All of a user's crate, from nothing: each way of ours next to what it replaces, and the most that it may cost."""
    plain = project(folder / "plain", manifest("plain", 'serde = "1"\nserde_json = "1"'), {"src/main.rs": EMPTY})
    by_hand = project(folder / "by_hand", manifest("by_hand", BY_HAND), {"src/main.rs": EMPTY})
    crates = {
        "serde + serde_json": plain,
        "a built-in catalog": project(folder / "ready", manifest("ready", ours('"elevenlabs"')), {"src/main.rs": READY}),
        "thiserror + strum + serde derive + serde_json": by_hand,
        "derive": derived(folder),
        "build script": scripted(folder),
    }
    costs = interleaved({name: from_nothing(crate) for name, crate in crates.items()}, given.repeat)
    peers = {"a built-in catalog": ("serde + serde_json", 1.25)}
    peers |= {name: ("thiserror + strum + serde derive + serde_json", 1.7) for name in ("derive", "build script")}
    rows = []
    for name, c in costs.items():
        peer, limit = peers.get(name, (name, ""))
        ratios = [f"{c.cpu / costs[peer].cpu:.2f}", f"{c.wall / costs[peer].wall:.2f}"]
        rows.append([name, f"{c.cpu:.2f}", f"{c.wall:.2f}", *ratios, limit])
    print(table(["cold build, debug", "CPU s", "wall s", "ratio, CPU", "ratio, wall", "at most"], rows), flush=True)


def derived(folder):
    """A crate that derives a catalog."""
    spec = (ROOT / "spec" / "elevenlabs.yaml").read_text()
    return project(folder / "derive", manifest("derive", ours('"derive"')), {"src/main.rs": DERIVE, "elevenlabs.yaml": spec})


def scripted(folder):
    """A crate whose build script generates a catalog."""
    spec = (ROOT / "spec" / "elevenlabs.yaml").read_text()
    generator = f'[build-dependencies]\napi-error-catalog-codegen = {{ path = "{ROOT}/codegen/generator" }}\n'
    sources = {"src/main.rs": INCLUDE, "build.rs": BUILD, "elevenlabs.yaml": spec}
    return project(folder / "built", manifest("built", ours(), generator), sources)


def from_nothing(crate):
    """Not incremental: Cargo is for crates in a folder, and is not for crates from a registry, which users have."""

    def run():
        shutil.rmtree(crate / "target", ignore_errors=True)
        env = {"CARGO_TARGET_DIR": str(crate / "target"), "CARGO_INCREMENTAL": "0"}
        return cost(["cargo", "build", "--quiet", "--offline"], crate, env)

    return run


def ways(folder, given):
    """The three ways in, on one catalog: cold, after a change of the crate's own source, after a change of the catalog."""
    crates = {
        "no catalog": project(folder / "none", manifest("none", ours()), {"src/main.rs": EMPTY}),
        "built-in": project(folder / "ready", manifest("ready", ours('"elevenlabs"')), {"src/main.rs": READY}),
        "derive": derived(folder),
        "build script": scripted(folder),
    }
    colds = interleaved({name: from_nothing(crate) for name, crate in crates.items()}, given.repeat)
    own = interleaved({name: rebuilt(crate, "src/main.rs", "//\n") for name, crate in crates.items()}, given.repeat)
    catalog = {name: crate for name, crate in crates.items() if (crate / "elevenlabs.yaml").exists()}
    catalogs = interleaved({name: rebuilt(crate, "elevenlabs.yaml", "#\n") for name, crate in catalog.items()}, given.repeat)
    shown = lambda costs, name: f"{costs[name].cpu:.2f}" if name in costs else "–"
    rows = [[name, *(shown(costs, name) for costs in (colds, own, catalogs))] for name in crates]
    print(table(["way in", "cold, CPU s", "own source changed", "catalog changed"], rows), flush=True)


def rebuilt(crate, name, line):
    """Builds again after one more line in a file."""
    build = lambda: cost(["cargo", "build", "--quiet", "--offline"], crate, {"CARGO_TARGET_DIR": str(crate / "target")})

    def run():
        with (crate / name).open("a") as file:
            file.write(line)
        return build()

    build()
    return run


if __name__ == "__main__":
    main()
