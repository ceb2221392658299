"""Findings for tools that check code and text: SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format)."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote as percent

from builder import __version__
from builder.identifiers import digest
from builder.reason.proof import Quote
from builder.report.validation.findings import Finding, Findings, component
from builder.store.texts import TEXTS
from builder.validate import Severity

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT: Final = "SNAPSHOT"
_ARCHIVE: Final = {"location": {"uri": TEXTS, "uriBaseId": _ROOT}, "mimeType": "application/zip"}
"""The artifact in which all others stand (section 3.24.4), and the first."""


def sarif(findings: Findings) -> str:
    """One run with a rule for each shape that was violated; regions are of the snapshot's own texts of the articles.

    The texts are in an archive; those that are quoted stand in the artifacts too, for viewers that open none.
    """
    rules = {finding.rule: finding for finding in sorted(findings.all, key=lambda finding: finding.rule)}
    shapes = list(rules)
    named = {finding.article for finding in findings.all if finding.article}
    quoted = {quote.identifier for finding in findings.all for quote in finding.quotes}
    files = sorted(named | quoted)
    driver = {
        "name": "mithaq",
        "version": __version__,
        "informationUri": "https://w3id.org/mithaq/ontology",
        "rules": [_rule(shape, finding) for shape, finding in rules.items()],
    }
    run = {
        "tool": {"driver": driver},
        "language": findings.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the folder of the graph's snapshot"}}},
        "artifacts": [_ARCHIVE, *(_artifact(identifier, findings, identifier in quoted) for identifier in files)],
        "results": [_result(finding, findings, shapes, files) for finding in findings.all],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(shape: str, finding: Finding) -> dict[str, Any]:
    return {
        "id": shape,
        "shortDescription": {"text": finding.message},
        "defaultConfiguration": {"level": _LEVEL[finding.severity]},
        "properties": {"shape": finding.result.shape, "component": component(finding.result)},
    }


def _uri(identifier: str, findings: Findings) -> str:
    """Where a text stands in the archive."""
    return percent(str(findings.graph.manifest["articles"][identifier]["file"]))


def _artifact_place(identifier: str, findings: Findings, files: list[str]) -> dict[str, Any]:
    return {"uri": _uri(identifier, findings), "index": 1 + files.index(identifier)}


def _artifact(identifier: str, findings: Findings, quoted: bool) -> dict[str, Any]:
    found = {
        "location": {"uri": _uri(identifier, findings)},
        "parentIndex": 0,
        "mimeType": "text/plain",
        "encoding": "UTF-8",
        "hashes": {"sha-256": findings.graph.manifest["articles"][identifier]["sha256"]},
    }
    return {**found, "contents": {"text": findings.graph.article_text(identifier)}} if quoted else found


def _result(finding: Finding, findings: Findings, shapes: list[str], files: list[str]) -> dict[str, Any]:
    result = finding.result
    node = {"fullyQualifiedName": result.focus, "kind": "resource"}
    if finding.name:
        node["name"] = finding.name
    places = [_place(quote, findings, files) for quote in finding.quotes]
    if not places and finding.article:
        places = [{"physicalLocation": {"artifactLocation": _artifact_place(finding.article, findings, files)}}]
    told = {name: value for name, value in (("path", result.path), ("value", finding.value)) if value}
    details = " · ".join(filter(None, (finding.node, finding.name, finding.path, finding.value)))
    return {
        "ruleId": finding.rule,
        "ruleIndex": shapes.index(finding.rule),
        "level": _LEVEL[finding.severity],
        "message": {"text": f"{finding.message} [{details}]"},
        "locations": [{**(places[0] if places else {}), "logicalLocations": [node]}],
        "relatedLocations": [{"id": number, **place} for number, place in enumerate(places[1:], 1)],
        "partialFingerprints": {"mithaq/v1": digest(*map(str, result.order))},
        "properties": {"graph": result.graph, **told},
    }


def _place(quote: Quote, findings: Findings, files: list[str]) -> dict[str, Any]:
    text = findings.graph.article_text(quote.identifier)
    physical: dict[str, Any] = {
        "artifactLocation": _artifact_place(quote.identifier, findings, files),
        "region": _region(text, quote.start, quote.end),
    }
    before, after = findings.around(quote)
    if before or after:
        physical["contextRegion"] = _region(text, quote.start - len(before), quote.end + len(after))
    return {"physicalLocation": physical}


def _region(text: str, start: int, end: int) -> dict[str, Any]:
    """Offsets and lines and columns (from one, the end's column excluded: SARIF, section 3.30)."""
    first, last = text.rfind("\n", 0, start) + 1, text.rfind("\n", 0, end) + 1
    return {
        "startLine": text.count("\n", 0, start) + 1,
        "startColumn": start - first + 1,
        "endLine": text.count("\n", 0, end) + 1,
        "endColumn": end - last + 1,
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": text[start:end]},
    }
