#!/usr/bin/env python3
"""How the cost of a catalog grows with its size: 100 to 10,000 codes.

    tests/bench/growth.py [--repeat N]

Measures `cargo errcat generate`, `check`, `check --docs --responses` and `diff` in release, and rustc on the generated
code (check, debug, release): user + system CPU seconds, and the most memory of a process. Prints a table with the exponent of
each, by least squares over the sizes (1 is linear), and the wall time of generating and of comparing the largest catalog.
Draws `docs/growth.svg`. Fails if one grows faster than 1.1, or if comparing the largest catalog takes a second.
"""

import argparse
import json
import math
import re
import sys
import tempfile
from pathlib import Path

from build_costs import MODES, OURS, recompiled
from measure import ROOT, built, cost, interleaved, machine, manifest, ours, project, table

SIZES = [100, 300, 1_000, 3_000, 10_000]
LIMIT = 1.1
# The sizes at which what does not grow no longer matters.
LARGE = slice(SIZES.index(1_000), None)
COMPARED = "check --docs --responses"
# Colors that are distinguishable on white and on black, and by people who cannot distinguish red and green.
COLOURS = ["#0072b2", "#e69f00", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#8c8c8c"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--repeat", type=int, default=3)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder), given.repeat)
    times = {name: [cost.cpu for cost in costs] for name, costs in measured.items()}
    memory = {name: [cost.memory for cost in costs] for name, costs in measured.items()}
    print(f"{machine()}; medians of {given.repeat}\n")
    rows = [
        [name, *(f"{c.cpu:.2f} s, {c.memory:.0f} MiB" for c in costs), f"{exponent(times[name]):.2f}", f"{exponent(memory[name]):.2f}"]
        for name, costs in measured.items()
    ]
    print(table(["", *(f"{size:,} codes" for size in SIZES), "exponent of time", "of memory"], rows))
    compared = measured[COMPARED][-1].wall
    print(f"generate of {SIZES[-1]:,} codes by the clock: {measured['generate'][-1].wall:.2f} s")
    steep = exponent(times[COMPARED][LARGE], SIZES[LARGE])
    print(f"{COMPARED} of {SIZES[-1]:,} codes by the clock: {compared:.2f} s; exponent from 1,000 codes: {steep:.2f}\n")
    (ROOT / "docs" / "growth.svg").write_text(drawing(times, memory))
    fast = [name for name in measured if max(exponent(times[name]), exponent(memory[name])) > LIMIT]
    fast += [f"{COMPARED} from 1,000 codes"] if steep > LIMIT else []
    slow = [f"{COMPARED} takes {compared:.2f} s"] if compared >= 1 else []
    sys.exit(", ".join([*(f"faster than {LIMIT}: {name}" for name in fast), *slow]) or 0)


def measure(folder, repeat):
    """The costs at each size, by what was done."""
    synthetic, errcat = built("bench", "synthetic"), built("cargo-errcat", "cargo-errcat")
    measured = {}
    for size in SIZES:
        made, out = folder / str(size), folder / str(size) / "out"
        cost([synthetic, size, made])
        spec, newer = made / f"made{size}.yaml", made / "newer.yaml"
        newer.write_text(spec.read_text().replace("status: 404", "status: 410"))

        def generate():
            for file in out.glob("*"):
                file.unlink()
            return cost([errcat, "errcat", "generate", spec, "--out", out])

        generate()
        rust = (out / f"made{size}.rs").read_text()
        checked = documented(spec, out / f"made{size}.md", errcat)
        crate = project(folder / "user", manifest("user", ours()), {"src/lib.rs": OURS, "src/made.rs": rust})
        sides = {
            "generate": generate,
            "check": lambda: cost([errcat, "errcat", "check", spec]),
            COMPARED: lambda: cost([errcat, "errcat", *checked], fine=(1,)),
            "diff": lambda: cost([errcat, "errcat", "diff", spec, newer], fine=(0, 1)),
        }
        sides |= {f"rustc, {mode}": recompiled(crate, command, folder) for mode, command in MODES.items()}
        for name, median in interleaved(sides, repeat).items():
            measured.setdefault(name, []).append(median)
    return measured


def documented(spec, reference, errcat):
    """The arguments that compare a catalog with its page and with responses, of which 4 % have an undocumented status."""
    text, page = spec.read_text(), spec.with_suffix(".md")
    page.write_text(reference.read_text())
    copy = spec.parent / "docs" / spec.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(text.replace("envelope:", f"source: {{ file: {page.name} }}\nenvelope:", 1))
    cost([errcat, "errcat", "sync", copy, page, "--write"], fine=(0, 1))
    codes = re.findall(r"^      (\w+):$", text, re.MULTILINE)
    responses = copy.with_suffix(".jsonl")
    with responses.open("w") as file:
        for code in codes[::25]:
            body = {"detail": {"type": "not_found", "code": code, "message": "No."}}
            file.write(json.dumps({"status": 418, "body": json.dumps(body)}) + "\n")
    return ["check", copy, "--docs", page.parent, "--responses", responses]


def exponent(values, sizes=SIZES):
    """The slope of the straight line through the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(value, 1e-3)) for value in values]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)


def drawing(times, memory):
    """Two plots, both axes logarithmic, legible on light and dark."""
    style = (
        "text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-size:15px;font-weight:600}.grid{stroke:#8885}"
        ".frame{stroke:#888;fill:none}@media(prefers-color-scheme:dark){text{fill:#d0d7de}}"
    )
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 535" role="img" '
        'aria-label="Time and memory against the number of codes, both axes logarithmic">',
        f"<style>{style}</style>",
        *plot(70, "CPU seconds", times, [0.01, 0.1, 1, 10]),
        *plot(520, "MiB of memory", memory, [1, 10, 100, 1000]),
    ]
    for at, (name, colour) in enumerate(zip(times, COLOURS)):
        x, y = 70 + at % 2 * 450, 440 + at // 2 * 25
        parts.append(f'<line x1="{x}" y1="{y - 4}" x2="{x + 28}" y2="{y - 4}" stroke="{colour}" stroke-width="3"/>')
        label = f"{name}: n^{exponent(times[name]):.2f}, memory n^{exponent(memory[name]):.2f}"
        parts.append(f'<text x="{x + 36}" y="{y}">{label}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def plot(left, title, lines, ticks):
    top, width, height = 50, 340, 330
    low, high = math.log10(ticks[0]), math.log10(ticks[-1] * 3)
    x = lambda size: left + width * math.log10(size / SIZES[0]) / math.log10(SIZES[-1] / SIZES[0])
    y = lambda value: top + height * (1 - (math.log10(max(value, ticks[0])) - low) / (high - low))
    yield f'<text class="title" x="{left}" y="{top - 18}">{title}</text>'
    yield f'<rect class="frame" x="{left}" y="{top}" width="{width}" height="{height}"/>'
    for tick in ticks:
        yield f'<line class="grid" x1="{left}" x2="{left + width}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>'
        yield f'<text x="{left - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>'
    for size in SIZES:
        yield f'<text x="{x(size):.1f}" y="{top + height + 20}" text-anchor="middle">{size:,}</text>'
    for (name, values), colour in zip(lines.items(), COLOURS):
        points = [(x(size), y(value)) for size, value in zip(SIZES, values)]
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in points)


if __name__ == "__main__":
    main()
