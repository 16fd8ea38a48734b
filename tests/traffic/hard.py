#!/usr/bin/env python3
"""Tries `cargo errcat observe` on what takes long: a million answers with known faults, memory by size, a line of 1 GB,
noise, a full disk, a kill while it writes. Run from anywhere: tests/traffic/hard.py [LINES]. It needs 2 GB of disk, and
ends with 1 where anything is not as it should be."""
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
MOST_MEMORY = 64  # MiB
faults = []


def check(holds, what):
    print(("ok      " if holds else "FAULTY  ") + what, flush=True)
    if not holds:
        faults.append(what)


def build():
    command = ["cargo", "build", "--release", "--package", "traffic", "--package", "cargo-errcat", "--message-format", "json"]
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    made = (json.loads(line).get("executable") for line in output.splitlines())
    made = {Path(path).name: path for path in made if path}
    return made["traffic"], made["cargo-errcat"]


def run(command, cwd, stdin=None, limit=None):
    """Output, errors, exit code, MiB at most, seconds on the processor."""
    def before():
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        # The limit is for the catalogs, not for the report.
        shown = subprocess.DEVNULL if limit else out
        process = subprocess.Popen(command, cwd=cwd, stdin=stdin or subprocess.DEVNULL, stdout=shown, stderr=err, preexec_fn=before)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return *texts, process.returncode, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def generate(traffic, lines, path):
    with open(path, "wb") as out:
        expected = subprocess.run([traffic, str(lines), "5"], stdout=out, stderr=subprocess.PIPE, check=True).stderr
    return json.loads(expected)


def million(traffic, errcat, folder):
    for lines in sorted({LINES // 10, LINES}):
        path = folder / f"{lines}.jsonl"
        expected = generate(traffic, lines, path)
        out, err, code, memory, seconds = run([errcat, "observe", "spec", path.name, "--format", "json"], folder)
        found = json.loads(out)
        size = path.stat().st_size / 1e6
        print(f"        {lines} lines, {size:.0f} MB: {memory:.0f} MiB, {seconds:.1f} s, {size / seconds:.0f} MB/s")
        counts = (found["answers"], found["successes"], found["broken"]["count"])
        check(counts == (expected["answers"], expected["successes"], expected["broken"]), f"{lines}: all lines are counted")
        known = {of["catalog"]: of["known"] for of in found["catalogs"]}
        check(known == expected["known"], f"{lines}: known errors are counted")
        def told(findings, catalog):
            return {(catalog or each["catalog"], each["kind"], each["what"]): each["count"] for each in findings}
        findings = {}
        for of in found["catalogs"]:
            findings |= told(of["findings"], of["catalog"])
        check(findings == told(expected["findings"], None), f"{lines}: {len(findings)} findings are those that were mixed in")
        check(memory < MOST_MEMORY, f"{lines}: less than {MOST_MEMORY} MiB of memory")
    return path


def written(traffic, errcat, folder):
    path = folder / "small.jsonl"
    generate(traffic, 50_000, path)
    spec = {file.name: file.read_bytes() for file in (folder / "spec").glob("*.yaml")}
    same = lambda: {file.name: file.read_bytes() for file in (folder / "spec").glob("*.yaml")} == spec
    command = [errcat, "observe", "spec", path.name, "--write"]
    out, err, code, *_ = run(command, folder, limit=1000)
    check(code == 2 and "cannot write spec" in err, f"a disk without room ends with 2: {err.strip().splitlines()[-1]}")
    check(same() and not list((folder / "spec").glob(".*")), "and every catalog is as it was")

    torn = 0
    for attempt in range(40):
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.02 * attempt)
        process.kill()
        process.wait()
        torn += run([errcat, "check", "spec"], folder)[2] != 0
        for name, text in spec.items():
            (folder / "spec" / name).write_bytes(text)
        for left in (folder / "spec").glob(".*"):
            left.unlink()
    check(torn == 0, "killed at 40 moments, no catalog was torn")

    check(run(command, folder)[2] == 0, "all that was found can be written")
    out, err, code, *_ = run([errcat, "observe", "spec", path.name], folder)
    check(code == 0, "and then there is nothing new to tell")
    check(run([errcat, "check", "spec"], folder)[2] == 0, "and the catalogs pass")
    for name, text in spec.items():
        (folder / "spec" / name).write_bytes(text)


def hostile(errcat, folder):
    good = b'{"status": 404, "body": {"detail": {"code": "voice_not_found"}}}\n'
    long = folder / "long.jsonl"
    with open(long, "wb") as out:
        out.write(good + b'{"status": 404, "body": "')
        for _ in range(1024):
            out.write(b"x" * (1 << 20))
        out.write(b'"}\n' + good)
    out, err, code, memory, seconds = run([errcat, "observe", "spec", long.name], folder)
    length = long.stat().st_size - 2 * len(good) - 1
    check(f"long.jsonl:2: it has {length} bytes; the maximum is 4 MiB" in err, "a line of 1 GB is named")
    check("2 responses" in err and memory < MOST_MEMORY, f"and the others are read, in {memory:.0f} MiB and {seconds:.1f} s")
    long.unlink()

    har = folder / "long.har"
    with open(har, "wb") as out:
        out.write(b'{"log":{"entries":[{"response":{"status":404,"content":{"text":"')
        for _ in range(512):
            out.write(b'\\"}]' * (1 << 18))
        out.write(b'"}}},{"response":{"status":404,"content":{"text":"{}"}}}]}}')
    out, err, code, memory, seconds = run([errcat, "observe", "spec", har.name], folder)
    check("long.har, entry 1: it has " in err and memory < MOST_MEMORY, f"an entry of 512 MB is named, in {memory:.0f} MiB")
    har.unlink()

    # Written piece by piece: what this program holds would count as the memory of those that it starts.
    coded = b'{"status": 400, "body": {"detail": {"error_code": "c%d", "message": "m"}}}\n'
    for name, pieces in {
        "random bytes": (os.urandom(1 << 20) for _ in range(64)),
        "zeros": (bytes(1 << 20) for _ in range(256)),
        "brackets": (b"[" * 1_000_000 + b"\n" for _ in range(50)),
        "deep bodies": (b'{"status": 400, "body": ' + b'{"a":' * 200_000 + b"\n" for _ in range(50)),
        "many codes": (coded % n for n in range(500_000)),
        "many hosts": (b'{"status": 400, "url": "https://h%d.example/", "body": {"a": 1}}\n' % n for n in range(500_000)),
    }.items():
        with tempfile.TemporaryFile() as file:
            file.writelines(pieces)
            file.seek(0)
            out, err, code, memory, seconds = run([errcat, "observe", "spec", "-"], folder, stdin=file)
        last = err.strip().splitlines()[-1][:110]
        check(code in (0, 1, 2) and memory < MOST_MEMORY and "panicked" not in err, f"{name}: exit {code}, {memory:.0f} MiB, {seconds:.1f} s: {last}")


def main():
    traffic, errcat = build()
    with tempfile.TemporaryDirectory(prefix="traffic-") as folder:
        folder = Path(folder)
        shutil.copytree(ROOT / "spec", folder / "spec")
        shutil.copytree(ROOT / "tests/traffic/spec", folder / "spec", dirs_exist_ok=True)
        million(traffic, errcat, folder)
        written(traffic, errcat, folder)
        hostile(errcat, folder)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
