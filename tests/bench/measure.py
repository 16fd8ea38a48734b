"""What the scripts of this folder share: running commands, and what these cost."""

import os
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


class Cost:
    """User and system time in seconds, wall time in seconds, and the most memory of one process in MiB."""

    def __init__(self, cpu, wall, memory, output=""):
        self.cpu, self.wall, self.memory, self.output = cpu, wall, memory, output

    @staticmethod
    def median(costs):
        middle = lambda values: statistics.median(list(values))
        return Cost(middle(c.cpu for c in costs), middle(c.wall for c in costs), middle(c.memory for c in costs))


def cost(command, folder=ROOT, env=None, fine=(0,)):
    """Runs a command to its end and says what it and all its children took; ends the script where it fails."""
    start = os.times().elapsed
    child = subprocess.Popen(
        [str(part) for part in command], cwd=folder, env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    output = child.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in fine:
        sys.exit(f"{' '.join(map(str, command))} ended with {child.returncode}:\n{output[-4000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, os.times().elapsed - start, usage.ru_maxrss / 1024, output)


def interleaved(sides, repetitions):
    """Runs each side in turn, as often as asked for, so that what else the machine does hits all alike; the medians.

    A side is a function that returns a cost.
    """
    costs = {name: [] for name in sides}
    for _ in range(repetitions):
        for name, run in sides.items():
            costs[name].append(run())
    return {name: Cost.median(measured) for name, measured in costs.items()}


def built(package, binary):
    """Builds a binary of the workspace in release and says where it is."""
    cost(["cargo", "build", "--release", "--package", package, "--bin", binary])
    return TARGET / "release" / binary


def project(folder, manifest, sources):
    """Lays out a crate of its own, with the versions of the workspace's lock file."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "src").mkdir(parents=True)
    (folder / "Cargo.toml").write_text(manifest + "\n[workspace]\n")
    shutil.copy(ROOT / "Cargo.lock", folder / "Cargo.lock")
    for name, text in sources.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def manifest(name, dependencies, more=""):
    return (
        f'[package]\nname = "{name}"\nversion = "0.0.0"\nedition = "2024"\n\n[profile.release]\nstrip = true\n\n'
        f"[dependencies]\n{dependencies}\n{more}"
    )


def ours(features=""):
    return f'api-error-catalog = {{ path = "{ROOT}", features = [{features}] }}'


def machine():
    """The machine and the compiler, as far as they matter to who compares figures."""
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"{os.cpu_count()} cores, {os.uname().machine}, {re.sub(r' [(].*', '', rustc)}"


def table(head, rows):
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"
