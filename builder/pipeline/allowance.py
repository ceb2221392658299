"""How much of what articles claim a build may keep out of the facts before it fails."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from builder.errors import QuarantineError

_WRITTEN = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<percent>%?)")


@dataclass(frozen=True, slots=True)
class Allowance:
    """A number of claims, or a share of all of them in percent."""

    number: float = math.inf
    percent: bool = False

    @classmethod
    def parsed(cls, text: str) -> Allowance:
        """``20`` or ``2.5%``. Raises ValueError where it is neither."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None or ("." in found["number"] and not found["percent"]):
            raise ValueError(f"{text}: give a number of claims, such as 20, or a share of them, such as 2.5%")
        return cls(float(found["number"]), bool(found["percent"]))

    def check(self, claims: int, reasons: Mapping[str, int], shapes: Mapping[str, int]) -> None:
        """Raises QuarantineError where more claims are quarantined than allowed.

        ``reasons``: quarantined claims by reason; ``shapes``: violations by shape, for the message.
        """
        total = sum(reasons.values())
        share = 100 * total / claims if claims else 0.0
        if (share if self.percent else total) <= self.number:
            return
        why = ", ".join(f"{reason} {number}" for reason, number in sorted(reasons.items()))
        worst = sorted(shapes.items(), key=lambda shape: (-shape[1], shape[0]))[:3]
        told = ", ".join(f"{shape} {number}" for shape, number in worst)
        raise QuarantineError(
            f"{total} of {claims} claims ({share:.1f}%) are quarantined ({why}), and no more than {self} may be; "
            f"most violated: {told}. No graph was written; build without --max-quarantine elsewhere, and see there: "
            "mithaq validate"
        )

    def __str__(self) -> str:
        return f"{self.number:g}{'%' if self.percent else ''}"


ANY: Final = Allowance()
"""Everything may be quarantined."""
