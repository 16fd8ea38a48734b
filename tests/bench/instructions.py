#!/usr/bin/env python3
"""Counts instructions of ours and of the peers, and holds our share against the committed baseline.

    tests/bench/instructions.py             prints the counts
    tests/bench/instructions.py --check     fails where ours takes 5 % more instructions than in the baseline, and 5 % more of a
                                            peer's: a newer compiler changes both, a peer's new version only the one
    tests/bench/instructions.py --update    makes these counts the baseline, `instructions.json`

Each figure is a ratio, ours / peer, both counted in this run: so it holds on any machine of the same architecture, and
says nothing of how long an instruction takes. Needs Rust; installs gungraun-runner from crates.io under `target/`, and
Debian's valgrind where there is none.
"""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import measure

BASELINE = Path(__file__).with_suffix(".json")
TOLERANCE = 0.05

# Ours / the peer.
PAIRS = {
    "look_up": {
        "hit73_ours": ["hit73_reference", "hit73_map", "hit73_phf", "hit73_strum"],
        "hit1000_ours": ["hit1000_reference", "hit1000_strum"],
        "hit10000_ours": ["hit10000_reference"],
        "miss73_ours": ["miss73_reference", "miss73_serde"],
    },
    "decode_body": {
        f"{body}_ours": [f"{body}_derive", f"{body}_untagged", f"{body}_value", f"{body}_scan"]
        for body in ("nested", "short", "detailed")
    },
    "display": {"line_ours": ["line_thiserror"]},
}


def main():
    if sys.argv[1:] not in ([], ["--check"], ["--update"]):
        sys.exit(__doc__)
    counts = counted()
    own = {name: count for name, count in sorted(counts.items()) if name.endswith("_ours")}
    now = {"rustc": measure.machine().split(", ")[-1], "arch": platform.machine(), "ours": own, "ratios": ratios(counts)}
    print(measure.table(
        ["ours / peer", "ours", "peer", "ratio"],
        [[pair, counts[pair.split(" / ")[0]], counts[pair.split(" / ")[1]], f"{ratio:.3f}"] for pair, ratio in now["ratios"].items()],
    ))
    if "--update" in sys.argv:
        BASELINE.write_text(json.dumps(now, indent=2) + "\n")
        print(f"{BASELINE.name} updated: read what changed before you commit it")
    elif "--check" in sys.argv:
        sys.exit(compare(json.loads(BASELINE.read_text()), now))


def counted():
    """Instructions by the benchmark's name."""
    valgrind()
    measure.cost(["cargo", "bench", "--no-run", "--package", "bench", "--features", "instructions", "--bench", "instructions"])
    with tempfile.TemporaryDirectory() as folder:
        measure.cost(
            ["cargo", "bench", "--package", "bench", "--features", "instructions", "--bench", "instructions", "--", "--save-summary=json"],
            env={"GUNGRAUN_RUNNER": str(runner()), "GUNGRAUN_HOME": folder},
        )
        summaries = [json.loads(file.read_text()) for file in Path(folder).rglob("summary.json")]
    return {summary["id"]: instructions(summary) for summary in summaries}


def instructions(summary):
    """The count in a summary, wherever the tool's version puts it."""
    found = []

    def walk(node, within_ir):
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, within_ir or key == "Ir")
        elif isinstance(node, list):
            for value in node:
                walk(value, within_ir)
        elif within_ir and isinstance(node, int):
            found.append(node)

    walk(summary, False)
    return found[0]


def ratios(counts):
    pairs = [(ours, peer) for group in PAIRS.values() for ours, peers in group.items() for peer in peers]
    return {f"{ours} / {peer}": round(counts[ours] / counts[peer], 4) for ours, peer in pairs}


def compare(baseline, now):
    """0 where nothing is slower; says what differs."""
    if baseline["arch"] != now["arch"]:
        print(f"the baseline is of {baseline['arch']}, this is {now['arch']}: nothing to compare")
        return 0
    if baseline["rustc"] != now["rustc"]:
        print(f"the baseline was made by {baseline['rustc']}, this is {now['rustc']}: some of a difference may be the compiler's")
    slower = 0
    for pair, before in baseline["ratios"].items():
        after, ours = now["ratios"].get(pair), pair.split(" / ")[0]
        if after is None:
            print(f"gone: {pair}; update the baseline")
            slower += 1
        elif after > before * (1 + TOLERANCE) and now["ours"][ours] > baseline["ours"][ours] * (1 + TOLERANCE):
            print(f"slower: {pair} was {before:.3f}, is {after:.3f} ({after / before - 1:+.1%})")
            slower += 1
        elif after < before * (1 - TOLERANCE):
            print(f"faster: {pair} was {before:.3f}, is {after:.3f} ({after / before - 1:+.1%}); update the baseline to keep it")
    print(f"{len(baseline['ratios'])} ratios compared, {slower} slower")
    return int(slower > 0)


def runner():
    """gungraun-runner in the version of the library, which is the only one that fits."""
    version = re.search(r'name = "gungraun"\nversion = "([^"]+)"', (measure.ROOT / "Cargo.lock").read_text())[1]
    tools = measure.TARGET / "tools" / f"gungraun-{version}"
    binary = tools / "bin" / "gungraun-runner"
    if not binary.exists():
        print(f"installing gungraun-runner {version}", flush=True)
        with tempfile.TemporaryDirectory() as build:
            measure.cost(["cargo", "install", "gungraun-runner", "--version", version, "--locked", "--root", tools, "--target-dir", build])
    return binary


def valgrind():
    if shutil.which("valgrind"):
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit("valgrind is needed: install it with the system's packages")
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "valgrind"]):
        subprocess.run(["apt-get", "-qq", *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
