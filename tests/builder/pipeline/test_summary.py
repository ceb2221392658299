"""The summary of a build: what was read and left out and why, what was found, and what each stage cost."""

from __future__ import annotations

from pathlib import Path

from builder.pipeline import Rejected, Summary

COUNTS = {"articles": 13345, "mentions": 9, "claims": 8, "facts": 7, "inferred": 6, "violations": 0, "conflicts": 1}


def summary(left_out: int) -> Summary:
    """A summary of a build of two stages."""
    rejected = tuple(Rejected(f"{n}.txt", f"{n}.txt: empty") for n in range(left_out))
    return Summary(
        Path("graph"),
        COUNTS,
        0,
        rejected,
        {"reading": 40.0, "store": 20.5},
        {"reading": 90, "store": 1200},
        processor={"reading": 80.0, "store": 30.0},
    )


def test_everything_is_told() -> None:
    assert list(summary(1).lines()) == [
        "13,345 articles read, 1 left out",
        "  left out: 0.txt: empty",
        "9 mentions, 8 claims, 7 facts, 6 inferred, 0 violations, 1 conflicts",
        "stage         seconds  processor  peak MB",
        "reading          40.0       80.0       90",
        "store            20.5       30.0    1,200",
        "all              60.5      110.0    1,200",
    ]


def test_of_many_left_out_a_few_are_told() -> None:
    told = list(summary(44).lines())
    assert told[5:7] == ["  left out: 4.txt: empty", "  and 39 more, which --json lists"]
