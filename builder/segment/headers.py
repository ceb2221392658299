"""Reads an article's own place, date and publisher from its dateline and its furniture."""

from __future__ import annotations

import re  # four times as fast as regex for a mere set of characters
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex
from msgspec.structs import replace

from builder.calendars import alternatives, months, substituted, weekdays, written
from builder.languages import topic
from builder.model import Block, BlockKind, PartialDate, Span
from builder.recognise.text import fold, folded


@dataclass(frozen=True, slots=True)
class Header:
    """What one line tells: the stretch that is no story, the publisher's name, and whether it is the whole line."""

    span: Span
    publisher: Span | None
    rule: str
    whole: bool


def dateline(text: str, block: Block) -> Header | None:
    """The dateline or byline that begins ``block`` or is all of it, or None."""
    line = block.span.of(folded(text))
    dated = _month().search(line, 0, _FARTHEST) is not None and _DIGIT.search(line) is not None
    if not dated and _begins().match(line) is None:  # as most lines
        return Header(block.span, None, "parted-line", True) if _is_parted(line) else None
    for name, pattern in _patterns("line"):
        match = pattern.match(line) if dated or name not in _DATED else None
        if match:
            return Header(_end(match, block), _group(match, block.span.start), name, True)
    if _is_parted(line):
        return Header(block.span, None, "parted-line", True)
    for name, pattern in _patterns("inline"):
        match = pattern.match(line) if dated or name not in _DATED else None
        if match and match.end() < len(line):
            return Header(_end(match, block), _group(match, block.span.start), name, False)
    return None


def _end(match: regex.Match[str], block: Block) -> Span:
    return Span(block.span.start, block.span.start + len(match.group().rstrip()))


def _is_parted(line: str) -> bool:
    """Whether a short line is a full date and a few names that marks part from it and from each other.

    "لاهاي (وكالات) - الجمعة 27 أكتوبر 2017", "بيروت، في 22 أيلول 2017"; not "معاهدة في 5 مايو 2020".
    """
    if len(line) > _LONGEST_DATE_LINE or _YEAR.search(line) is None or line.rstrip().endswith("."):
        return False
    dates = [one.span for one in written(line) if one.date is not None and one.date.day and one.date.year]
    if not dates:
        return False
    rest = line
    for span in reversed(dates):
        rest = f"{rest[: span.start]}{_DATE}{rest[span.end :]}"
    parts = [part.strip() for part in _PARTING.split(rest) if part.strip()]
    named = [part for part in parts if _DATE not in part]
    beside = [part.replace(_DATE, " ") for part in parts if _DATE in part]
    alone = all(not part.strip() or _beside_date().fullmatch(part) for part in beside)
    return bool(named) and alone and len(parts) <= _PARTS and all(_FEW_WORDS.fullmatch(part) for part in named)


_DATE = "\0"
_PARTING = re.compile(r"\s[-–—ـ]+\s?|[|،,:()/]")
_FEW_WORDS = regex.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}")
_PARTS = 6
"""More parts make a list, no dateline."""


_LINES = ("place-paper-date-line", "place-two-dates-line")
_DATED = frozenset(
    {"place-date", "place-bracketed-date", "place-date-line", "place-date-agency", "place-paper-date", *_LINES}
)
"""Patterns with a day and a month, which are slow to find that there is none."""
_DIGIT = re.compile(r"\d")
_FARTHEST = 200
"""More code points than stand before the month of a dateline."""


@cache
def _month() -> re.Pattern[str]:
    """What stands in a line that any pattern with a date fits."""
    return re.compile(_filled(topic("headers")["month"]))


@cache
def _begins() -> regex.Pattern[str]:
    """What a line begins with that any pattern without a date fits."""
    return regex.compile(_filled(topic("headers")["begins"]))


def _filled(pattern: str) -> str:
    """A pattern of headers.yaml with the names of its parts replaced by them."""
    return substituted(pattern, {**topic("headers")["parts"], "MONTH": alternatives(months())})


def _group(match: regex.Match[str], offset: int) -> Span | None:
    for name in ("agency", "agency2", "agency3"):
        if name in match.re.groupindex and match.group(name):
            return Span(offset + match.start(name), offset + match.end(name))
    return None


@cache
def _patterns(group: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((rule["name"], regex.compile(_filled(rule["pattern"]))) for rule in topic("headers")[group])


def publisher(text: str, blocks: Iterable[Block]) -> Span | None:
    """The publisher that a source line, a link or a copyright line names, the first of them in that order."""
    found: dict[str, Span] = {}
    for block in blocks:
        pattern = topic("headers")["values"].get(block.rule)
        if pattern is None:
            continue
        match = regex.compile(pattern, regex.IGNORECASE).search(fold(block.span.of(text)))
        if match:
            start, end = match.span("value")
            found.setdefault(block.rule, Span(block.span.start + start, block.span.start + end))
    order: dict[str, str] = topic("headers")["values"]
    return next((found[rule] for rule in order if rule in found), None)


def published(text: str, blocks: Iterable[Block]) -> PartialDate | None:
    """The date of a "published" line, in figures or with a month's name, or that ends a writer's or source's line."""
    found = list(blocks)
    for block in found:
        if block.kind is BlockKind.PUBLISHED:
            line = block.span.of(text)
            stated = (one.date for one in written(fold(line)) if one.date is not None and one.date.day)
            if (date := english_date(line) or next(stated, None)) is not None:
                return date
    reach = topic("headers")["date_line"]["reach"]
    lines = (block.span.of(text) for block in found[:reach] if block.rule == "source-line")
    return next((day for line in lines if (day := _ending(line)) is not None), None)


def _ending(line: str) -> PartialDate | None:
    """The full date that ends a line, with a time at most behind it: "تحرير: فلان 2 فبراير 2019 - 03:11 م"."""
    line = fold(line)
    stated = [one for one in written(line) if one.date is not None and one.date.day]
    rest = line[stated[-1].span.end :] if stated else ""
    return stated[-1].date if stated and (not rest.strip() or _beside_date().fullmatch(rest)) else None


def dated_lines(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, those near the beginning that hold a date alone as lines of publication."""
    reach = topic("headers")["date_line"]["reach"]
    return tuple(
        replace(block, kind=BlockKind.PUBLISHED, rule="date-line")
        if number < reach and (block.kind.readable or block.rule == "no-words") and is_date_line(block.span.of(text))
        else block
        for number, block in enumerate(blocks)
    )


def is_date_line(line: str) -> bool:
    """Whether a line is a full date and at most a weekday, a time and the like beside it."""
    if len(line) > _LONGEST_DATE_LINE or _YEAR.search(line) is None:
        return False
    line = fold(line)
    dates = [one.span for one in written(line) if one.date is not None and one.date.day]
    rest = line
    for span in reversed(dates):
        rest = f"{rest[: span.start]} {rest[span.end :]}"
    return bool(dates) and (not rest.strip() or _beside_date().fullmatch(rest) is not None)


_LONGEST_DATE_LINE = 80
_YEAR = re.compile(r"\d{4}")


@cache
def _beside_date() -> regex.Pattern[str]:
    return regex.compile(substituted(topic("headers")["date_line"]["beside"], {"WEEKDAY": alternatives(weekdays())}))


def english_date(line: str) -> PartialDate | None:
    """A date such as ``5th, December 2024``, ``December 5, 2024`` or ``2024-12-05``, or None."""
    months: list[str] = topic("months")["english"]
    month = "(?P<m>" + "|".join(f"{name}|{name[:3]}" for name in months) + r")\b"
    for pattern in (
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\W{1,3}" + month + r"\W{1,3}(?P<y>\d{4})",
        r"\b" + month + r"\W{1,3}(?P<d>\d{1,2})(?:st|nd|rd|th)?\W{1,3}(?P<y>\d{4})",
    ):
        match = regex.search(pattern, line, regex.IGNORECASE)
        if match:
            number = next(i for i, name in enumerate(months, 1) if name.startswith(match["m"].lower()))
            return _valid(int(match["y"]), number, int(match["d"]))
    match = regex.search(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b", line)
    return _valid(int(match["y"]), int(match["m"]), int(match["d"])) if match else None


def _valid(year: int, month: int, day: int) -> PartialDate | None:
    return PartialDate(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
