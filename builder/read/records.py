"""Reads articles with metadata from JSON (one record, a list of them, or records one after another) and JSON Lines.

A record is an object with the article's text and what is known of it; FIELDS lists the names under which each is found,
the first of them that is there counts. A record that cannot be read is refused alone, and the next are read.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO, Final

from builder.errors import EncodingError, InputError, UnsuitableError
from builder.model import Article
from builder.read import making
from builder.read.decoding import checked, cleaned, decoded
from builder.read.outcome import Outcome, Outcomes, Refused, Source

LIMIT: Final = 100_000_000
"""The largest JSON file that is read, in bytes; JSON Lines may be of any size, since they are read line by line."""
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "identifier": ("id", "identifier", "_id"),
    "text": ("content", "text", "body", "articleBody", "article"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "newspaper"),
    "issued": ("published", "datePublished", "date_published", "published_at", "date", "date_extracted"),
    "url": ("url", "link"),
}
_LONGEST_IDENTIFIER: Final = 200
_DECODER: Final = json.JSONDecoder()
_BETWEEN: Final = " \t\r\n,"


def from_json(source: Source) -> Outcomes:
    """The articles of a JSON file. What stands after a mistake in its syntax is lost, and said to be."""
    _limited(source)
    with source.open() as file:
        text = decoded(file.read(), source.place)
    values = _values(text, source.place)
    listed = text.lstrip()[:1] == "["
    for index, value in enumerate(values, 1):
        if isinstance(value, Refused):
            yield value
        elif isinstance(value, dict) and not listed and (inner := _wrapped(value)) is not None:
            yield from (_outcome(record, source, number) for number, record in enumerate(inner, 1))
        else:
            yield _outcome(value, source, index if listed or index > 1 else None)


def from_lines(source: Source) -> Outcomes:
    """The articles of JSON Lines, each line read by itself."""
    with source.open() as file:
        for number, line in enumerate(_lines(file, source), 1):
            if not line.strip():
                continue
            place = f"{source.place}, line {number}"
            try:
                value = json.loads(line if isinstance(line, str) else decoded(line, place))
            except EncodingError as error:
                yield Refused(place, error)
            except (ValueError, RecursionError) as error:
                yield Refused(place, InputError(f"{place}: not valid JSON ({error}); mend or remove the line"))
            else:
                yield _outcome(value, source, number)


def _lines(file: BinaryIO, source: Source) -> Iterator[bytes | str]:
    """The lines of a file, none longer than LIMIT; of UTF-16 they cannot be told before all of it is decoded."""
    first = file.readline(LIMIT)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _limited(source)
        yield from decoded(first + file.read(), source.place).split("\n")
        return
    while first:
        yield first
        first = file.readline(LIMIT)


def _limited(source: Source) -> None:
    if source.size > LIMIT:
        raise UnsuitableError(
            f"{source.place}: {source.size:,} bytes, more than the limit of {LIMIT:,}; write it as JSON Lines in UTF-8"
        )


def _values(text: str, place: str) -> Iterator[Any]:
    """The values of a list, or those that follow one another; where the syntax breaks, a Refused ends them."""
    at = len(text) - len(text.lstrip())
    if text[at : at + 1] == "[":
        at += 1
    for number in count(1):
        while at < len(text) and text[at] in _BETWEEN:
            at += 1
        if at >= len(text) or text[at] == "]":
            return
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            reason = f"{place}: record {number} is not valid JSON ({error}); it and all after it are lost: mend it"
            yield Refused(f"{place}, record {number}", InputError(reason))
            return
        yield value


def _wrapped(value: dict[str, Any]) -> list[Any] | None:
    """The records of an object that is none itself and holds one list of them, such as ``{"articles": […]}``."""
    if _field(value, "text") is not None:
        return None
    lists = [inner for inner in value.values() if isinstance(inner, list) and inner and isinstance(inner[0], dict)]
    return lists[0] if len(lists) == 1 else None


def _outcome(value: Any, source: Source, index: int | None) -> Outcome:
    """The article of one record; ``index`` counts from 1, and is None where the file holds one record alone."""
    place = source.place if index is None else f"{source.place}, record {index}"
    try:
        return _article(value, source, index, place)
    except InputError as error:
        return Refused(place, error)


def _article(value: Any, source: Source, index: int | None, place: str) -> Article:
    if not isinstance(value, dict):
        raise InputError(
            f"{place}: a {type(value).__name__} instead of an object with title, content, url and the like"
        )
    text = _field(value, "text")
    if not isinstance(text, str):
        found = "is missing" if text is None else f"is a {type(text).__name__}"
        raise InputError(
            f"{place}: the article's text {found}; give it as a string under {' or '.join(FIELDS['text'])}"
        )
    return making.article(
        cleaned(text, place),
        _identifier(value, source, index, place),
        place,
        source.name,
        title=_words(value, "title", place),
        publisher=_words(value, "publisher", place),
        issued=making.day(_words(value, "issued", place)),
        url=_words(value, "url", place),
    )


def _field(value: dict[str, Any], meaning: str) -> Any:
    """What stands under the first of the meaning's names that holds anything."""
    return next((value[name] for name in FIELDS[meaning] if value.get(name) not in (None, "")), None)


def _words(value: dict[str, Any], meaning: str, place: str) -> str | None:
    """A field as text; of an object (schema.org's publisher) its name. Numbers and lists tell nothing here."""
    found = _field(value, meaning)
    if isinstance(found, dict):
        found = found.get("name")
    return cleaned(found, place).strip() or None if isinstance(found, str) else None


def _identifier(value: dict[str, Any], source: Source, index: int | None, place: str) -> str:
    """The record's own identifier, else the file's stem with the record's number."""
    own = _field(value, "identifier")
    if own is None or isinstance(own, (dict, list, bool)):
        return source.stem if index is None else f"{source.stem}-{index}"
    name = checked(str(own), place).strip()
    if not name or len(name) > _LONGEST_IDENTIFIER or not name.isprintable():
        raise InputError(
            f"{place}: the identifier {name[:40]!r} is empty, longer than {_LONGEST_IDENTIFIER} characters or not "
            "printable; give a shorter one under id, or none"
        )
    return name
