"""How long the seeds take, from files to a validated, reasoned, stored graph: ``python benchmarks/build_seeds.py``.

Each run is a new process, as a user starts it. The peer, in the same run: rdflib parsing the graph that was built.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PEER = "import rdflib, sys; rdflib.Dataset().parse(sys.argv[1], format='nquads')"


def seconds(*command: str) -> tuple[float, str]:
    """The wall seconds of a command, and what it prints."""
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, done.stdout


def main() -> None:
    """Prints the medians."""
    builds, peers, stages = [], [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:  # a new one each time: a build keeps what it has read
            run = (sys.executable, "-m", "endpoint", "build", str(SEEDS), "-o", folder, "--json", "--quiet")
            took, said = seconds(*run)
            builds.append(took)
            stages.append(json.loads(said)["seconds"])
            peers.append(seconds(sys.executable, "-c", PEER, str(Path(folder) / "current" / "graph.nq"))[0])
    build, peer = statistics.median(builds), statistics.median(peers)
    print(f"build of the seeds        {build:6.2f} s (median of {RUNS}; {min(builds):.2f} to {max(builds):.2f})")
    for stage in stages[0]:
        print(f"  {stage:<23} {statistics.median(run[stage] for run in stages):6.2f} s")
    print(f"rdflib parsing the result {peer:6.2f} s (ratio {build / peer:.1f})")


if __name__ == "__main__":
    main()
