"""The marks of punctuation by what they do, as sets of characters (``languages/ar/punctuation.yaml``)."""

from __future__ import annotations

from functools import cache

from builder.languages import topic


@cache
def marks_of(*names: str) -> frozenset[str]:
    """The characters of the marks with these names."""
    data = topic("punctuation")
    return frozenset("".join(data[name] for name in names))


def holds(gap: str, *names: str) -> bool:
    """Whether ``gap`` holds one of the marks with these names."""
    return not marks_of(*names).isdisjoint(gap)
