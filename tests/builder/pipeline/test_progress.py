"""What a build tells while it reads: the rate and the time that remains, not too often, and not of a few articles."""

from __future__ import annotations

import subprocess
import sys

import pytest

from builder.pipeline.progress import Count, Stages, processor_of, silent


def told(total: int, seconds: float) -> list[str]:
    """What is told while this many articles are read, each in so many seconds."""
    said: list[str] = []
    times = iter(seconds * step for step in range(total + 1))
    count = Count("reading", total, lambda _, message: said.append(message), lambda: next(times))
    for _ in range(total):
        count.one()
    return said


def test_a_long_count_is_told_every_few_seconds() -> None:
    said = told(200, 0.125)
    assert len(said) == 5
    assert said[0] == "40 of 200 articles, 8 a second, 20 s left"


def test_a_few_articles_are_read_in_silence() -> None:
    assert told(64, 1.0) == []
    assert told(65, 1.0)


BUSY = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ninput()"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell of processes that go on")
def test_the_time_of_a_process_that_goes_on_counts_once() -> None:
    run = subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with run as worker:
        stages = Stages(silent, lambda: processor_of(worker.pid))
        assert worker.stdout is not None
        worker.stdout.readline()
        stages.done("busy")
        stages.done("idle")
        worker.communicate(b"\n")
    stages.done("ended")  # now the system counts it among those that this one has ended
    assert stages.processor["busy"] > 0.25
    assert abs(stages.processor["idle"]) < 0.2
    assert abs(stages.processor["ended"]) < 0.2


def test_a_process_that_is_no_more_took_no_time() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    assert processor_of(ended.pid) == 0.0
    assert processor_of(2**22 + 1) == 0.0
