"""Scales of drawings: days of dates, and round steps between two numbers."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Final

_PARTS: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*|Z|[+-]\d\d:\d\d)?")
_STEPS: Final = (1, 2, 2.5, 5, 10)


def day(text: str) -> int | None:
    """The day of an ``xsd:date``, ``dateTime``, ``gYearMonth`` or ``gYear``, counted; the first that it may mean."""
    found = _PARTS.fullmatch(text)
    if not found:
        return None
    year, month, of_month = (int(part) if part else 1 for part in found.groups())
    try:
        return date(year, month, of_month).toordinal()
    except ValueError:
        return None


def round_steps(low: float, high: float, about: int = 5, least: float = 0.0) -> list[float]:
    """Round numbers with equal steps of ``least`` or more, two at least, from ``low`` or less to ``high`` or more."""
    rough = max(((high - low) or 1.0) / about, least)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in _STEPS if size * power >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [place * step for place in range(first, max(last, first + 1) + 1)]
