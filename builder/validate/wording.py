"""A report in one line, for those who watch a build."""

from __future__ import annotations

from builder.validate.results import Report


def summary(report: Report) -> str:
    """One line: how many results of each severity."""
    counts = report.count()
    return f"{counts['Violation']} violations, {counts['Warning']} warnings, {counts['Info']} notes"
