"""Writes reports in Markdown, to read beside the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import regex

from builder.report.gather import NAMING
from builder.report.records import ArticleReport, Gap, Held, Named, Words

_SPECIAL: Final = regex.compile(r"[\\`*_\[\]<>|#]")
_RIGHT_TO_LEFT: Final = regex.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")
_LONGEST: Final = 200
FACT: Final = "fact"


def head(snapshot: str, articles: int, left_out: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The lines before the articles."""
    yield "# Report"
    yield ""
    yield f"Snapshot `{snapshot}`, {articles} articles. Offsets are Unicode code points of an article's text."
    refused = list(left_out)
    if refused:
        yield from ("", f"## Left out ({len(refused)})", "")
        yield from (f"- {shown(item['source'])}: {shown(item['reason'])}" for item in refused)


def totals(outcomes: Mapping[str, int], gaps: Mapping[str, int]) -> Iterator[str]:
    """The lines after the articles: claims by outcome, and gaps by the rule that gave up."""
    yield from ("", "## All articles", "")
    yield from _table("claims", outcomes)
    if gaps:
        yield ""
        yield from _table("not accounted for", gaps)


def article(report: ArticleReport) -> Iterator[str]:
    """The section of one article."""
    yield from ("", f"## {shown(report.identifier)}", "")
    known = [part for part in (report.title, report.publisher, report.issued) if part]
    if known:
        yield from (" · ".join(shown(part) for part in known), "")
    yield from _table("found", report.counts)
    yield from _section("Named", (_named(entity) for entity in report.entities))
    claims = sorted(report.claims, key=lambda held: (held.evidence, held))
    told = [held for held in claims if held.outcome == FACT and held.predicate not in NAMING]
    yield from _section("Facts", map(_held, told))
    yield from _section("Claims that are no facts", (_held(held) for held in claims if held.outcome != FACT))
    said = (f"{shown(s.speaker)}, {s.mode}: {_words(s.words)} · `{s.rule}`" for s in report.statements)
    yield from _section("Statements", said)
    provisions = (
        f"{', '.join(c.types) or 'no type'} of {shown(c.instrument)}: {_words(c.words)} · `{c.rule}`"
        for c in report.clauses
    )
    yield from _section("Clauses", provisions)
    yield from _section("Not accounted for", (_gap(gap) for gap in report.gaps))


def _table(name: str, counts: Mapping[str, int]) -> Iterator[str]:
    yield from (f"| {name} | |", "| --- | ---: |")
    yield from (f"| {shown(what)} | {count} |" for what, count in counts.items())


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from ("", f"### {title} ({len(listed)})", "")
        yield from (f"- {line}" for line in listed)


def _named(entity: Named) -> str:
    places = ", ".join(f"{words.start}–{words.end}" for words in entity.mentions)
    return f"{entity.kind} **{shown(entity.name)}**: {places}"


def _held(claim: Held) -> str:
    why = f"{claim.outcome}, {claim.reason}" if claim.outcome else "no outcome"
    triple = f"{shown(claim.subject)} · {claim.predicate} · {shown(claim.object)}"
    words = "; ".join(_words(words) for words in claim.evidence)
    return f"{triple} — {claim.factuality} by {shown(claim.holder)}; {why} · `{claim.rule}` · {words}"


def _gap(gap: Gap) -> str:
    inside = f", in: {shown(gap.sentence)}" if gap.sentence != gap.words.text else ""
    return f"{_words(gap.words)}: {gap.reason} · `{gap.rule}`{inside}"


def _words(words: Words) -> str:
    return f"{words.start}–{words.end} “{shown(words.text)}”"


def shown(text: str) -> str:
    """Text on one line, cut when long, no part of it markup, and Arabic kept from turning its neighbours around."""
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    escaped = _SPECIAL.sub(r"\\\g<0>", line)
    return f"\u2068{escaped}\u2069" if _RIGHT_TO_LEFT.search(escaped) else escaped
