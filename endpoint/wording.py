"""The words of the pages in their languages, and the choice of the language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from flask import request

LANGUAGES: Final = ("en", "ar")
"""The languages of the pages, the one for want of a wish first."""


@cache
def words(language: str) -> Mapping[str, str]:
    """Every text of the pages in a language, by key."""
    path = Path(__file__).parent / "languages" / f"{language}.yaml"
    found: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def language() -> str:
    """The language of the request in hand: the one in its address, else what its client prefers."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])
