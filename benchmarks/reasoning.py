"""How long OWL 2 RL takes: ``python benchmarks/reasoning.py [--quick] [--runs N] [--large]``.

Each measurement is a new process, N-Triples in and the new triples out in N-Triples; owlrl, the peer, runs in the same
call on the same triples (one run: it is slow), without parsing and without noise. ``--large`` adds 5 million triples.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import generate_graph

EXPLAINED = 1000


def measure(path: Path, explained: int) -> dict[str, Any]:
    """Closes the graph of a file; seconds and processor seconds from the file to the file of what is new.

    As in a build, Python does not look for cycles of things meanwhile.
    """
    from builder.memory import uncollected
    from builder.reason.engine import Dictionary, Engine
    from builder.reason.engine.output import ntriples

    start, worked = time.perf_counter(), time.process_time()
    dictionary = Dictionary()
    with uncollected():
        with path.open("rb") as file:
            engine = Engine(dictionary)
            engine.read(iter(partial(file.read, 1 << 16), b""))
        closed = time.perf_counter()
        with path.with_suffix(".new.nt").open("w", encoding="utf-8") as file:
            file.writelines(ntriples(engine))
    took, worked = time.perf_counter() - start, time.process_time() - worked
    with path.with_suffix(".new.nt").open(encoding="utf-8") as file:
        new = sum(1 for _ in file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": took, "processor": worked, "closing": closed - start, "new": new, "megabytes": peak,
        "contradictions": len(engine.contradictions()), "explaining": explain(engine, explained),
    }  # fmt: skip


def explain(engine: Any, count: int) -> list[float]:
    """Milliseconds for each proof of so many inferred facts, drawn evenly.

    A tenth more, drawn before them, are not counted: the first proofs make the indexes for all others.
    """
    rows = random.Random(1).sample(sorted(engine.inferred()), count + count // 10) if count else []
    took = []
    for row in rows[: count // 10]:
        engine.proof(row)
    for row in rows[count // 10 :]:
        start = time.perf_counter()
        assert engine.proof(row)
        took.append(1000 * (time.perf_counter() - start))
    return sorted(took)


def peer(path: Path) -> dict[str, Any]:
    """The same by owlrl, of whose results those are counted that are no noise."""
    import rdflib
    from owlrl.OWLRL import OWLRL_Semantics

    from builder.reason.closure import useful

    graph = rdflib.Graph().parse(path, format="nt")
    before = set(graph)
    start, worked = time.perf_counter(), time.process_time()
    OWLRL_Semantics(graph, False, False).closure()
    took, worked = time.perf_counter() - start, time.process_time() - worked
    return {"seconds": took, "processor": worked, "new": sum(useful(t) for t in graph if t not in before)}


def in_process(what: str, path: Path, explained: int = 0) -> dict[str, Any]:
    """A measurement in a process of its own."""
    done = subprocess.run(
        (sys.executable, __file__, what, str(path), str(explained)), check=True, capture_output=True, text=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def row(folder: Path, shape: str, size: int, runs: int, with_peer: bool, explained: int = 0) -> None:
    """Prints the line of one graph."""
    path = folder / f"{shape}-{size}.nt"
    triples = generate_graph.write(shape, size, path)
    done = [in_process("measure", path, explained if run == 0 else 0) for run in range(runs)]
    took, worked = (statistics.median(run[key] for run in done) for key in ("seconds", "processor"))
    first = done[0]
    line = f"{shape:>8} {triples:>9,} {first['new']:>10,} {took:>8.2f} {worked:>8.2f} {first['new'] / took:>10,.0f}"
    line += f" {first['megabytes']:>6,.0f}"
    if with_peer:
        other = in_process("peer", path)
        line += f" {other['seconds']:>9.1f} {other['processor']:>9.1f} {other['processor'] / worked:>6.0f}x"
        line += "" if other["new"] == first["new"] else f"  owlrl: {other['new']:,} new"
    print(line, flush=True)
    if times := first["explaining"]:
        p50, p99 = (times[int(len(times) * share)] for share in (0.5, 0.99))
        print(f"{'':>8} {len(times):,} explained: p50 {p50:.3f} ms, p99 {p99:.3f} ms, longest {times[-1]:.1f} ms")
    path.unlink()
    path.with_suffix(".new.nt").unlink()


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 triples, owlrl at 10,000 alone")
    parser.add_argument("--large", action="store_true", help="also 5 million triples")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}; seconds: medians of {given.runs} runs")
    print("   shape   triples        new  seconds     cpu s  new/second     MB   owlrl s   its cpu  ratio (cpu)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        row(folder, "treaty", 10_000, given.runs, True)
        if not given.quick:
            row(folder, "treaty", 30_000, given.runs, True)
        row(folder, "treaty", 100_000, given.runs, False)
        row(folder, "chain", 1_000, given.runs, False)
        row(folder, "aliases", 2_000, given.runs, False)
        if not given.quick:
            row(folder, "treaty", 1_000_000, given.runs, False, EXPLAINED)
        if given.large:
            row(folder, "treaty", 5_000_000, 1, False)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(Path(sys.argv[2]), int(sys.argv[3]))))
    elif sys.argv[1:2] == ["peer"]:
        print(json.dumps(peer(Path(sys.argv[2]))))
    else:
        main()
