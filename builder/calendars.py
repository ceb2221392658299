"""Names of months and weekdays, numbers in words, and the absolute dates that a text states in full or in part.

A date is as precise as its words: ``19 يونيو 2024`` gives a day, ``يونيو 2024`` a month, ``عام 2024`` a year.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import ahocorasick
import regex
from hijridate import Hijri

from builder.languages import topic
from builder.model import PartialDate, Span
from builder.recognise.text import fold


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written: the parts that the words give (a day and month may lack their year)."""

    span: Span
    year: int | None
    month: int | None
    day: int | None
    rule: str

    @property
    def date(self) -> PartialDate | None:
        """The date, where the words give the year."""
        return None if self.year is None else PartialDate(self.year, self.month, self.day)


@cache
def months() -> dict[str, int]:
    """Folded names of the Gregorian months to their numbers."""
    table: dict[int, list[str]] = topic("months")["gregorian"]
    return {fold(name): number for number, names in table.items() for name in names}


@cache
def hijri_months() -> dict[str, int]:
    """Folded names of the Hijri months to their numbers."""
    table: dict[int, list[str]] = topic("months")["hijri"]
    return {fold(name): number for number, names in table.items() for name in names}


@cache
def weekdays() -> dict[str, int]:
    """Folded names of the days of the week to their numbers, 0 for Monday."""
    table: dict[int, list[str]] = topic("months")["weekdays"]
    return {fold(name): number for number, names in table.items() for name in names}


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def parts() -> dict[str, str]:
    """The named parts that patterns of dates are made of."""
    data = topic("dates")
    return {
        "MONTH": rf"{alternatives(months())}(?!\w)",
        "WEEKDAY": rf"{alternatives(weekdays())}(?!\w)",
        "ORDINAL": rf"{alternatives(ordinals())}(?!\w)",
        "DAYWORD": alternatives(named_days()),
        "HIJRIMONTH": rf"{alternatives(hijri_months())}(?!\w)",
        "FEW": alternatives(_numbers("few")),
        "TENS": alternatives(_numbers("tens")),
        **data["parts"],
    }


@cache
def ordinals() -> dict[str, int]:
    """Folded ordinal words of the days of a month to their numbers."""
    table: dict[int, list[str]] = topic("dates")["ordinals"]
    return {fold(word): number for number, words in table.items() for word in words}


@cache
def named_days() -> dict[str, int]:
    """Folded words such as "yesterday" to their distance from the article's own day."""
    table: dict[int, list[str]] = topic("dates")["days"]
    return {fold(word): shift for shift, words in table.items() for word in words}


@cache
def _numbers(kind: str) -> dict[str, int]:
    """Folded words of numbers that years are counted by: ``few`` (up to ten) or ``tens``."""
    table: dict[int, list[str]] = topic("dates")["numbers"][kind]
    return {fold(word): number for number, words in table.items() for word in words}


def counted_years(words: str) -> int:
    """How many years words or figures count: "ثلاثة", "خمسة وعشرين", "375"."""
    named = {**_numbers("few"), **_numbers("tens")}
    return (
        int(words)
        if words.isdigit()
        else sum(named[word.removeprefix(topic("dates")["and"])] for word in words.split())
    )


def filled(pattern: str) -> regex.Pattern[str]:
    """``pattern`` compiled, with the names of its parts replaced; it begins at a word."""
    return regex.compile(rf"(?<![\w/]){substituted(pattern, parts())}")


def substituted(pattern: str, named: dict[str, str]) -> str:
    """``pattern`` with the names of parts replaced by them, in groups; a part may name others."""
    for _ in range(3):
        for name, part in named.items():
            pattern = regex.sub(rf"\b{name}\b", "(?:" + part.replace("\\", r"\\") + ")", pattern)
    return pattern


@cache
def _compiled(group: str) -> tuple[tuple[str, int, regex.Pattern[str]], ...]:
    """The patterns of a group of dates.yaml, with their parts filled in: name, hints that it needs, pattern."""
    needs: dict[str, list[str]] = topic("dates")["needs"]
    return tuple(
        (rule["name"], sum(_bits()[need] for need in needs.get(rule["name"], ())), filled(rule["pattern"]))
        for rule in topic("dates")[group]
    )


def matches(group: str, folded: str) -> Iterator[tuple[str, regex.Match[str]]]:
    """The matches in folded text of each pattern of a group of dates.yaml, with its name, in the order of the file."""
    bits, windows = _hints(folded)
    for name, pattern, around in _fitting(group, bits):
        first, last = windows[around] if around else (0, len(folded))
        yield from ((name, match) for match in pattern.finditer(folded, first, last))


@lru_cache(maxsize=1 << 10)
def _fitting(group: str, bits: int) -> tuple[tuple[str, regex.Pattern[str], int], ...]:
    """The patterns of a group that need no hint but these; texts with the same hints, which most are, share them.

    Of each its name, the pattern, and the bit of the hint around which it need be looked for only (0 for anywhere).
    """
    return tuple((name, pattern, _around(needs)) for name, needs, pattern in _compiled(group) if bits & needs == needs)


def _around(needs: int) -> int:
    """The bit of the first of ``_PLACED`` that a pattern needs: it stands around that."""
    return next((bit for bit in _placed() if needs & bit), 0)


_PLACED: Final = ("MONTH", "YEAR", "DAYWORD", "UNIT")
"""Hints with few places in a text, and near one of which everything that needs them stands."""


@cache
def _placed() -> tuple[int, ...]:
    return tuple(_bits()[name] for name in _PLACED)


@cache
def _bits() -> dict[str, int]:
    """One bit for each hint."""
    return {name: 1 << index for index, name in enumerate(_hinting())}


@cache
def _hinting() -> dict[str, list[str]]:
    """What must stand in a text, each by its name."""
    named = {"MONTH": months(), "HIJRIMONTH": hijri_months(), "WEEKDAY": weekdays(), "DAYWORD": named_days()}
    return {**topic("dates")["hints"], **{name: list(words) for name, words in named.items()}}


@cache
def _spotter() -> ahocorasick.Automaton:
    """Finds all hints in one pass; gives the length of each, whether it is a name (of a month, a day), its bits."""
    bits: dict[str, int] = {}
    for hint, words in _hinting().items():
        for word in words:
            bits[word] = bits.get(word, 0) | _bits()[hint]
    parts = {word for words in topic("dates")["hints"].values() for word in words}
    automaton = ahocorasick.Automaton()
    for word, its in bits.items():
        automaton.add_word(word, (len(word), word not in parts, its))
    automaton.make_automaton()
    return automaton


_BEFORE, _BEHIND = 40, 64  # more code points than a date has before and behind one of _PLACED


@lru_cache(maxsize=8)
def _hints(folded: str) -> tuple[int, dict[int, tuple[int, int]]]:
    """The bits of all hints in folded text, and for each of ``_PLACED`` in it where a date that needs it may stand."""
    found, placed = 0, sum(_placed())
    places: dict[int, list[int]] = {}
    for last, (length, name, bits) in _spotter().iter(folded):
        if bits & (~found | placed) and (_stands_free if name else _goes_on)(folded, last + 1 - length, last + 1):
            found |= bits
            if bits & placed:
                for bit in _placed():
                    if bits & bit:
                        places.setdefault(bit, []).append(last + 1 - length)
    return found, {bit: _reach(at, len(folded)) for bit, at in places.items()}


def _reach(places: list[int], end: int) -> tuple[int, int]:
    """From where to where a date with one of the hints that begin at ``places`` may stand."""
    return max(0, min(places) - _BEFORE), min(end, max(places) + _BEHIND)


def _stands_free(folded: str, start: int, end: int) -> bool:
    """Whether a name ends its word at ``end``, and at ``start`` begins it or stands behind what may be a proclitic."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return not after.isalnum() and (not before.isalnum() or before in topic("dates")["hints_behind"])


def _goes_on(folded: str, start: int, end: int) -> bool:
    """Whether figures go on for as long as a year's do; letters may."""
    return not folded[start].isdigit() or folded[end : end + 2].isdigit()


def hinted(name: str, folded: str) -> bool:
    """Whether folded text holds a hint of dates.yaml, or a name of a month or a day."""
    return bool(_hints(folded)[0] & _bits()[name])


def number(word: str) -> int:
    """The number that digits of any script, or an ordinal word, give."""
    return int(word) if word.isdigit() else ordinals()[word]


COUNTED_ON = {"next-month": 1, "next-year": 12, "day-of-same-month": 0, "day-of-it": 0}
"""Rules of dates that count from the date spoken of before, and how many months on."""


def told(rule: str, folded: str, at: int) -> tuple[int | None, int | None]:
    """The month and the day that a date found by ``rule`` at ``at`` tells, where it does; none of a time to come."""
    pattern = next(one for group in ("absolute", "relative") for name, _, one in _compiled(group) if name == rule)
    places = range(at, max(at - 4, -1), -1)  # up to three letters are glued to a date
    found = (match for place in places if (match := pattern.match(folded, place)) and match.start("date") == at)
    groups = next((match.groupdict() for match in found), {})
    if groups.get("next"):
        return None, None
    return _month(groups), number(groups["day"]) if groups.get("day") else None


@lru_cache(maxsize=8)
def written(folded: str) -> tuple[Written, ...]:
    """The Gregorian dates stated in folded text, in order and without overlaps; impossible ones are passed over."""
    return tuple(_written(folded))


def _written(folded: str) -> Iterator[Written]:
    found = [
        (*match.span("date"), index, name, match) for index, (name, match) in enumerate(matches("absolute", folded))
    ]
    found += [(*match.span("date"), -1, name, match) for name, match in matches("hijri", folded)]
    taken = 0
    for start, _, _, name, match in sorted(found, key=lambda f: (f[0], -f[1], f[2])):
        if start >= taken and (date := _read(match, name)) is not None:
            taken = date.span.end
            yield date


def _read(match: regex.Match[str], name: str) -> Written | None:
    groups = match.groupdict()
    if name.startswith("hijri"):
        return _hijri(match, name)
    year = int(groups["year"]) if groups.get("year") else None
    month = _month(groups)
    if name in COUNTED_ON:
        return Written(Span(*match.span("date")), None, None, None, name)
    day = number(groups["day"]) if groups.get("day") else None
    if month is not None and not 1 <= month <= 12:
        return None
    if groups.get("same") and months()[" ".join((groups["same"] or "").split())] != month:
        return None
    if day is not None and (month is None or not 1 <= day <= monthrange(year or 2000, month)[1]):
        return None
    return Written(Span(*match.span("date")), year, month, day, name)


def _hijri(match: regex.Match[str], name: str) -> Written | None:
    """The Gregorian day of a Hijri one, by the Umm al-Qura calendar; None where that has no such day."""
    groups = match.groupdict()
    if name == "hijri-month":
        return _hijri_month(match)
    month = hijri_months()[groups["hijri"]] if groups.get("hijri") else int(groups["figure"])
    try:
        day = Hijri(int(groups["year"]), month, int(groups["day"])).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return Written(Span(*match.span("date")), day.year, day.month, day.day, name)


def _hijri_month(match: regex.Match[str]) -> Written | None:
    """The Gregorian month that holds a Hijri one, else the year that does; None where it lies in two years."""
    try:
        month = Hijri(int(match["year"]), hijri_months()[match["hijri"]], 1)
        first, last = month.to_gregorian(), Hijri(month.year, month.month, month.month_length()).to_gregorian()
    except (ValueError, OverflowError):
        return None
    if first.year != last.year:
        return None
    return Written(
        Span(*match.span("date")), first.year, first.month if first.month == last.month else None, None, "hijri-month"
    )


def _month(groups: dict[str, str | None]) -> int | None:
    named, figure = groups.get("month"), groups.get("figure")
    if named:
        return months()[" ".join(named.split())]
    return int(figure) if figure else None
