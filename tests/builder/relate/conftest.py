"""What the tests of statements ask of a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.extract import extract
from builder.model import Article

_TREATY = "خبر اليوم\n\nووقعت روسيا والصين معاهدة الصداقة أمس في موسكو.\n\n"


@pytest.fixture
def said() -> Callable[[str], list[tuple[str, str, str]]]:
    """The speaker, the mode and the words of each statement of a text that stands in an article on a treaty."""

    def found(text: str) -> list[tuple[str, str, str]]:
        whole = _TREATY + text
        reading = extract(Article("x", whole, "0" * 64, "x"))
        label = {entity.key: entity.label for entity in reading.entities}
        return [(label[s.speaker], s.mode.value, s.span.of(whole)) for s in reading.statements]

    return found
