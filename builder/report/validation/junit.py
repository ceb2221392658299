"""Findings for servers that show tests: JUnit's XML, a suite an article, a case a finding."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as Xml

import regex

from builder.report.validation.findings import Finding, Findings, component
from builder.report.validation.plain import isolated
from builder.validate import Severity

_NO_XML = regex.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2) cannot hold, even escaped."""


def junit(findings: Findings) -> str:
    """Every violation is a failure, every warning and note a case that passes and says what it is.

    What is in no article's graph is in a suite named after its graph; an article without findings has a case that
    passes.
    """
    graph = findings.graph
    suites: dict[str, list[Finding]] = {identifier: [] for identifier in graph.articles}
    for finding in findings.all:
        name = finding.article or findings.shorter(finding.result.graph)
        suites.setdefault(name, []).append(finding)
    root = Xml.Element("testsuites", name="mithaq validate", **_counts(*suites.values()))
    for name, own in sorted(suites.items()):
        suite = Xml.SubElement(root, "testsuite", name=_clean(name), **_counts(own))
        for finding in own:
            _case(suite, finding, findings)
        if not own:
            Xml.SubElement(suite, "testcase", name=str(findings.words["conforms"]), classname=_clean(name), time="0")
    Xml.indent(root)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{Xml.tostring(root, encoding='unicode')}\n"


def _counts(*suites: list[Finding]) -> Any:
    failures = sum(finding.severity is Severity.VIOLATION for own in suites for finding in own)
    cases = sum(max(len(own), 1) for own in suites)
    return {"tests": str(cases), "failures": str(failures), "errors": "0", "skipped": "0", "time": "0"}


def _case(suite: Xml.Element, finding: Finding, findings: Findings) -> None:
    name = " ".join(filter(None, (finding.rule, finding.node, finding.path, finding.value)))
    case = Xml.SubElement(suite, "testcase", name=_clean(name), classname=suite.attrib["name"], time="0")
    lines = [f"{findings.severity(finding)}: {finding.message}", f"{finding.node} {isolated(finding.name)}"]
    for quote in finding.quotes:
        lines.append(f"{findings.place(quote)}: {isolated(quote.exact)}")
        lines += [isolated(quote.sentence)] if quote.sentence else []
    text = _clean("\n".join(lines))
    if finding.severity is Severity.VIOLATION:
        kind = component(finding.result)
        Xml.SubElement(case, "failure", message=_clean(finding.message), type=kind).text = text
    else:
        Xml.SubElement(case, "system-out").text = text


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
