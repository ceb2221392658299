"""How long a corpus takes, from files to a stored graph, and how that grows: ``python benchmarks/corpus_build.py``.

Reads ``../shared/corpus/`` (zips of newspaper articles in JSON; not part of the project) and says so where it is not
there. Each size is built by a new process into a new folder, and the largest once more after 100 further articles.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SIZES = (1000, 3000, 6000, 13389)
MORE = 100


def texts() -> Iterator[str]:
    """The titles and texts of the corpus, one newspaper day after the other."""
    for path in sorted(CORPUS.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".json"):
                    for record in json.loads(archive.read(name)):
                        yield f"{record.get('title') or ''}\n\n{record['content']}"


def build(articles: Path, graph: Path) -> tuple[float, dict[str, object]]:
    """Builds the articles: the wall seconds, and the summary."""
    start = time.perf_counter()
    run = (sys.executable, "-m", "endpoint", "build", str(articles), "-o", str(graph), "--json", "--quiet")
    done = subprocess.run(run, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return time.perf_counter() - start, json.loads(done.stdout)


def show(count: int, seconds: float, cpu: float, summary: dict[str, object]) -> None:
    """One line of figures, and the stages below it."""
    peak = max(summary["memory"].values())  # type: ignore[attr-defined]
    each = 1000 * seconds / count
    print(f"{count:>6} articles {seconds:8.1f} s, {each:6.1f} ms an article, {cpu:8.1f} s of CPU, {peak} MB")
    for stage, took in summary["seconds"].items():  # type: ignore[attr-defined]
        print(f"         {stage:<12}{took:8.1f} s {1000 * took / count:6.1f} ms an article")


def main() -> None:
    """Prints the figures of each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=int, default=SIZES)
    sizes = sorted(options.parse_args().sizes)
    if not CORPUS.is_dir():
        print(f"no corpus in {CORPUS}: nothing measured")
        return
    found = list(texts())
    with tempfile.TemporaryDirectory() as folder:
        articles, written = Path(folder) / "articles", 0
        articles.mkdir()
        for size in sizes:
            for position, text in enumerate(found[written:size], written):
                (articles / f"{position:06}.txt").write_text(text, "utf-8")
            written = min(size, len(found))
            before = _cpu()
            seconds, summary = build(articles, Path(folder) / f"graph{size}")
            show(written, seconds, _cpu() - before, summary)
        for extra in range(MORE):
            text = found[extra] + f"\n\n{extra}"
            (articles / f"more{extra:06}.txt").write_text(text, "utf-8")
        before = _cpu()
        seconds, summary = build(articles, Path(folder) / f"graph{sizes[-1]}")
        print(f"and {MORE} more:")
        show(written + MORE, seconds, _cpu() - before, summary)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
