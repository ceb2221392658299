"""What a build made, and what it cost: for machines, and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from builder.pipeline.reading import Rejected

_TOLD: Final = ("mentions", "claims", "facts", "inferred", "violations", "conflicts")
_REASONS: Final = 5
"""So many of the articles left out are told with their reasons; ``--json`` has all."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made: where, counts by name, articles left out, seconds and peak memory (MB) by stage.

    ``processor``: the seconds of processor time of each stage, of this process and of those that worked for it.
    ``fresh``: how many articles were read in this build; the others' readings were kept from an earlier one.
    """

    snapshot: Path
    counts: dict[str, int]
    violations: int
    rejected: tuple[Rejected, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    fresh: int = 0
    processor: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The summary for machines."""
        return {**asdict(self), "snapshot": str(self.snapshot)}

    def lines(self) -> Iterator[str]:
        """The summary in words: articles, counts, and what each stage cost."""
        yield f"{self.counts['articles']:,} articles read, {len(self.rejected):,} left out"
        for item in self.rejected[:_REASONS]:
            yield f"  left out: {item.reason}"
        if len(self.rejected) > _REASONS:
            yield f"  and {len(self.rejected) - _REASONS:,} more, which --json lists"
        yield ", ".join(f"{self.counts[name]:,} {name}" for name in _TOLD)
        yield f"{'stage':<12}{'seconds':>9}{'processor':>11}{'peak MB':>9}"
        for stage, took in self.seconds.items():
            yield f"{stage:<12}{took:>9.1f}{self.processor[stage]:>11.1f}{self.memory[stage]:>9,}"
        total, worked = sum(self.seconds.values()), sum(self.processor.values())
        yield f"{'all':<12}{total:>9.1f}{worked:>11.1f}{max(self.memory.values()):>9,}"
