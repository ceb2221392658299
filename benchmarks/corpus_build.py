"""How long a corpus takes, from files to a stored graph, and how that grows: ``python benchmarks/corpus_build.py``.

Reads ``../shared/corpus/`` (zips of newspaper articles in JSON; not part of the project) and says so where it is not
there. Each size is built by a new process into a new folder, and the largest once more after 100 further articles; then
a process watches it, and 100 come again, five times: until the new snapshot stands in the place of the one before.
``--json FILE`` writes all figures; ``--into FOLDER`` keeps the articles and graphs there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SIZES = (1000, 3000, 6000, 13389)
MORE = 100
ROUNDS = 5
QUIET = 5.0
"""Seconds from one hundred to the next, in which the process that watches gets ready."""


def texts() -> Iterator[str]:
    """The titles and texts of the corpus, one newspaper day after the other."""
    for path in sorted(CORPUS.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".json"):
                    for record in json.loads(archive.read(name)):
                        yield f"{record.get('title') or ''}\n\n{record['content']}"


def build(articles: Path, graph: Path) -> dict[str, Any]:
    """Builds the articles: the summary, with the wall seconds and the processor seconds of the whole process."""
    start, before = time.perf_counter(), _processor()
    run = (sys.executable, "-m", "endpoint", "build", str(articles), "-o", str(graph), "--json", "--quiet")
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(run, capture_output=True, text=True, env=own)  # it finds its modules compiled, as users do
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    cost = {"wall": time.perf_counter() - start, "cpu": _processor() - before}
    return {**json.loads(done.stdout), **cost}


def show(name: str, count: int, found: dict[str, Any]) -> None:
    """One line of figures, and the stages below it."""
    peak = max(found["memory"].values())
    print(
        f"{name:>10} {found['wall']:>8.1f} s {1000 * found['wall'] / count:>6.1f} ms an article "
        f"{found['cpu']:>8.1f} s of CPU {1000 * found['cpu'] / count:>6.1f} ms an article {peak:>6} MB"
    )
    for stage, took in found["seconds"].items():
        worked = found["processor"][stage]
        print(f"{'':>10} {stage:<11}{took:>8.1f} s{worked:>8.1f} s of CPU, {1000 * worked / count:.2f} ms an article")
    sys.stdout.flush()


def measure(folder: Path, sizes: list[int]) -> dict[str, Any]:
    """Builds each size and then 100 more articles; the figures by the number of articles."""
    found = list(texts())
    articles, written, figures = folder / "articles", 0, dict[str, Any]()
    articles.mkdir(parents=True)
    for size in sizes:
        for position, text in enumerate(found[written:size], written):
            (articles / f"{position:06}.txt").write_text(text, "utf-8")
        written = min(size, len(found))
        figures[str(written)] = build(articles, folder / f"graph{size}")
        show(f"{written:,}", written, figures[str(written)])
    more(articles, found, 0)
    figures["more"] = build(articles, folder / f"graph{sizes[-1]}")
    show(f"+{MORE}", MORE, figures["more"])
    figures["watched"] = list(watched(articles, folder / f"graph{sizes[-1]}", found))
    return figures


def more(articles: Path, found: list[str], first: int) -> None:
    """Writes 100 further articles."""
    for extra in range(first, first + MORE):
        text = found[extra % len(found)]
        (articles / f"more{extra:06}.txt").write_text(f"{text}\n\n{extra}", "utf-8")


def watched(articles: Path, graph: Path, found: list[str]) -> Iterator[float]:
    """The seconds from the last of 100 further articles to a snapshot with them, of a process that watches."""
    run = (sys.executable, "-m", "endpoint", "build", str(articles), "-o", str(graph), "--watch", "--quiet", "--json")
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    current = graph / "current"
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True, env=own) as process:
        assert process.stdout is not None
        _summary(process.stdout)
        for round_ in range(1, ROUNDS + 1):
            time.sleep(QUIET)
            more(articles, found, round_ * MORE)
            start, before = time.perf_counter(), current.resolve()
            while current.resolve() == before:
                time.sleep(0.01)
            took = time.perf_counter() - start
            summary = _summary(process.stdout)
            stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in summary["seconds"].items())
            print(
                f"{f'+{MORE}, watched':>14} {took:>4.1f} s ({stages}), {max(summary['memory'].values())} MB", flush=True
            )
            yield took
        process.send_signal(signal.SIGINT)


def _summary(output: Iterable[str]) -> dict[str, Any]:
    """The next summary of a process that prints one after another."""
    lines = []
    for line in output:
        lines.append(line)
        if line == "}\n":
            return dict(json.loads("".join(lines)))
    raise SystemExit("the process that watches has ended")


def growth(figures: dict[str, Any]) -> str:
    """How much more an article of the largest size took than one of the smallest, by the clock and of the processor."""
    sizes = sorted(int(size) for size in figures if size.isdecimal())
    few, many = sizes[0], sizes[-1]
    ratios = {key: figures[str(many)][key] / many / (figures[str(few)][key] / few) for key in ("wall", "cpu")}
    return f"time an article, {few:,} to {many:,}: {ratios['wall']:.2f} times (CPU: {ratios['cpu']:.2f})"


def main() -> None:
    """Prints the figures of each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=int, default=SIZES)
    options.add_argument("--json", type=Path, help="where to write the figures")
    options.add_argument("--into", type=Path, help="a new folder for articles and graphs, which are kept")
    given = options.parse_args()
    if not CORPUS.is_dir():
        print(f"no corpus in {CORPUS}: nothing measured")
        return
    print(f"Python {platform.python_version()}, {platform.machine()}; ten million additions: {additions():.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(given.into or Path(folder), sorted(given.sizes))
    print(growth(figures))
    print(f"{MORE} more, watched: {statistics.median(figures['watched']):.1f} s, the median of {ROUNDS}")
    print(f"ten million additions: {additions():.2f} s")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False), "utf-8")


def additions() -> float:
    """The seconds of a plain loop, by which to compare hours of a shared machine, that goes at several speeds."""
    start, number = time.perf_counter(), 0
    for more_ in range(10_000_000):
        number += more_
    return time.perf_counter() - start


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
