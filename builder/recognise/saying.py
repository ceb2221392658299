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


def _endings() -> dict[str, Any]:
    endings: dict[str, Any] = topic("reporting")["endings"]
    return endings
