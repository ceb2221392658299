"""What the shapes found in the graph: every result with its severity, message, focus and shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from builder.vocabulary import RDF, SH, compact
from endpoint.views.reader import Reader, Shown
from endpoint.views.sources import Ledger, Words

SEVERITIES: Final = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of validation."""

    severity: str
    message: Shown
    focus: Shown | None
    path: Shown | None
    values: tuple[Shown, ...]
    graphs: tuple[Shown, ...]
    shape: str
    words: tuple[Words, ...]


def findings(reader: Reader) -> tuple[Finding, ...]:
    """Every result, the gravest first."""
    ledger = Ledger(reader)
    found = [_finding(reader, ledger, name) for name in reader.subjects(RDF + "type", SH + "ValidationResult")]
    return tuple(sorted(found, key=lambda item: (_rank(item.severity), item.shape, item.focus or item.message)))


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _finding(reader: Reader, ledger: Ledger, result: str) -> Finding:
    messages = [term for term in reader.objects(result, "sh:resultMessage") if isinstance(term, Literal)]
    message = min(messages, key=lambda term: (term.language != reader.language, term.value), default=Literal(""))
    focus = next(iter(reader.iris(result, "sh:focusNode")), None)
    path = next(iter(reader.iris(result, "sh:resultPath")), None)
    return Finding(
        (reader.value(result, "sh:resultSeverity") or "").removeprefix(SH),
        reader.shown(message),
        reader.name(focus) if focus else None,
        reader.name(path) if path else None,
        tuple(map(reader.shown, reader.objects(result, "sh:value"))),
        tuple(reader.names(reader.iris(result, "mq:inArticle"))),
        compact(reader.value(result, "sh:sourceShape") or "").rsplit("#", 1)[-1],
        tuple(ledger.words_of(focus)[:2]) if focus else (),
    )
