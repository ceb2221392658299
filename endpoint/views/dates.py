"""Dates as precise as a text gives them, written for people (Unicode CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

_PARTS: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def dated(text: str, language: str) -> str:
    """An ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear`` in words of a language; what is none of them as it is."""
    found = _PARTS.fullmatch(text)
    try:
        year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
        whole = date(year, month or 1, day or 1)
    except ValueError:
        return text
    if day:
        return format_date(whole, "long", locale=language)
    return format_skeleton("yMMMM" if month else "y", whole, locale=language)


def number(value: int, language: str) -> str:
    """A whole number with the grouping of a language."""
    return format_decimal(value, locale=language)
