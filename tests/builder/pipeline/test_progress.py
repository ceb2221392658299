"""What a build tells while it reads: the rate and the time that remains, not too often, and not of a few articles."""

from __future__ import annotations

from builder.pipeline.progress import Count


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
