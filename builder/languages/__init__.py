"""Loads the words and rules of a language: one YAML file a topic, in a folder named by its BCP 47 tag.

A linguist edits these files; no word of a language stands in a module.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from builder.errors import LanguageDataError

_HERE = Path(__file__).resolve().parent


@cache
def topic(name: str, language: str = "ar") -> dict[str, Any]:
    """The content of ``<language>/<name>.yaml``: a mapping. Treat it as read-only.

    Raises LanguageDataError where the file is missing, is no YAML, or holds no mapping.
    """
    path = _HERE / language / f"{name}.yaml"
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise LanguageDataError(f"{path}: no such topic for language {language!r}; add the file") from error
    except yaml.YAMLError as error:
        raise LanguageDataError(f"{path}: not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise LanguageDataError(f"{path}: holds a {type(data).__name__}, expected a mapping of names")
    return data
