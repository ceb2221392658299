"""The forms of the verbs of saying in reporting.yaml that both names and statements are told by."""

from __future__ import annotations

from typing import Any

from builder.languages import topic


def feminine(entry: dict[str, Any]) -> list[str]:
    """The past of a verb with "she": as the topic lists it, or by the rule."""
    forms: list[str] = entry.get("forms", {}).get("feminine", [entry["past"] + _endings()["feminine"]])
    return forms


def present(entry: dict[str, Any]) -> list[str]:
    """The present of a verb with "he" and with "she": as the topic lists them, or by the rule."""
    he, she = _endings()["he"], _endings()["she"]
    forms: list[str] = entry.get("forms", {}).get("present", [he + entry["stem"], she + entry["stem"]])
    return forms


def participles(entry: dict[str, Any]) -> dict[str, list[str]]:
    """The participle of a verb as a circumstance ("saying"), by gender and for many; empty where it has none."""
    endings: dict[str, list[str]] = entry.get("forms", {}).get("participle", _endings()["participle"])
    if "participle" not in entry:
        return {}
    return {gender: [entry["participle"] + end for end in ends] for gender, ends in endings.items()}


def _endings() -> dict[str, Any]:
    endings: dict[str, Any] = topic("reporting")["endings"]
    return endings
